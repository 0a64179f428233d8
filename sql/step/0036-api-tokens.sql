-- API tokens
CREATE TABLE IF NOT EXISTS api_token (
	id BIGINT NOT NULL AUTO_INCREMENT,
	hash CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the token
	hint VARCHAR(12) COLLATE ascii_bin NOT NULL, -- how it begins: bc_3f09ac
	person_id BIGINT NOT NULL, -- whose rights it has, at most
	name VARCHAR(60) NOT NULL, -- what it is for
	rights VARCHAR(100) COLLATE ascii_bin NOT NULL, -- core/narrow.h: "view"
	unit_id BIGINT NULL, -- this unit and below alone
	regime_id BIGINT NULL, -- this regime alone
	made_by BIGINT NOT NULL, -- 0: the command line
	made DATETIME(6) NOT NULL, -- real time, all of these
	expires DATETIME(6) NOT NULL,
	used DATETIME(6) NULL, -- last, to the hour
	revoked DATETIME(6) NULL,
	revoked_by BIGINT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (hash),
	KEY (person_id),
	FOREIGN KEY (person_id) REFERENCES person (id),
	FOREIGN KEY (unit_id) REFERENCES unit (id),
	FOREIGN KEY (regime_id) REFERENCES regime (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
