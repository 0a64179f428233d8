-- identities that the web server vouches for
CREATE TABLE IF NOT EXISTS person_subject (
	issuer VARCHAR(200) NOT NULL,
	subject VARCHAR(200) NOT NULL,
	person_id BIGINT NOT NULL,
	made DATETIME(6) NOT NULL,
	made_by BIGINT NOT NULL, -- 0: the command line
	PRIMARY KEY (issuer, subject),
	KEY (person_id),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
