-- sessions know when their owner last showed who they are; everybody signs in
-- again
DROP TABLE IF EXISTS session;
CREATE TABLE session (
	token CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the cookie's
	id BIGINT NOT NULL AUTO_INCREMENT, -- what pages call it by
	person_id BIGINT NOT NULL,
	made DATETIME(6) NOT NULL, -- real time, all of these
	seen DATETIME(6) NOT NULL,
	expires DATETIME(6) NOT NULL,
	proved DATETIME(6) NOT NULL, -- when they last showed who they are
	strong BOOLEAN NOT NULL DEFAULT 0, -- ... by two factors
	address VARCHAR(45) COLLATE ascii_bin NOT NULL DEFAULT '',
	agent VARCHAR(200) COLLATE ascii_bin NOT NULL DEFAULT '', -- the browser
	PRIMARY KEY (token),
	UNIQUE KEY (id),
	KEY (person_id),
	KEY (expires)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
