-- Links by which a password is chosen, once (core/signin_link.h).
CREATE TABLE IF NOT EXISTS signin_link (
	hash CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the link's key
	person_id BIGINT NOT NULL,
	made DATETIME(6) NOT NULL, -- good as long as the password is older
	expires DATETIME(6) NOT NULL,
	PRIMARY KEY (hash),
	KEY (person_id),
	KEY (expires),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Somebody asks for such a link; the cron run sees whether there is an account.
CREATE TABLE IF NOT EXISTS signin_wanted (
	id BIGINT NOT NULL AUTO_INCREMENT,
	who VARCHAR(254) NOT NULL, -- login name or e-mail address, as typed
	address VARCHAR(45) COLLATE ascii_bin NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
