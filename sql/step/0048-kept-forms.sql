-- What was posted when its session was over (core/kept.h).
CREATE TABLE IF NOT EXISTS kept_form (
	id CHAR(32) COLLATE ascii_bin NOT NULL, -- drawn at random
	person_id BIGINT NOT NULL, -- who alone gets it back
	path VARCHAR(500) NOT NULL,
	fields MEDIUMTEXT NOT NULL, -- JSON: [name, value, name, ...]
	at DATETIME(6) NOT NULL, -- real time
	PRIMARY KEY (id),
	KEY (person_id),
	KEY (at),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
