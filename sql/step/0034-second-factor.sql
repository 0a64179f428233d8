-- The second factor (core/second.h); the secret is sealed under a key outside.
CREATE TABLE IF NOT EXISTS person_second (
	person_id BIGINT NOT NULL,
	secret VARCHAR(200) COLLATE ascii_bin NOT NULL,
	step BIGINT NOT NULL, -- of the last code that was taken
	since DATETIME(6) NOT NULL,
	PRIMARY KEY (person_id),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Recovery codes that have not been used.
CREATE TABLE IF NOT EXISTS person_recovery (
	person_id BIGINT NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (person_id, hash),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The password was right, the code of the second factor is still to come.
CREATE TABLE IF NOT EXISTS signin_ticket (
	hash CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of what the form holds
	person_id BIGINT NOT NULL,
	browser CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of its cookie
	tries BIGINT NOT NULL DEFAULT 0,
	expires DATETIME(6) NOT NULL,
	PRIMARY KEY (hash),
	KEY (person_id),
	KEY (expires)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
