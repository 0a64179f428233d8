-- requests about personal data
CREATE TABLE IF NOT EXISTS data_request (
	id BIGINT NOT NULL AUTO_INCREMENT,
	person_id BIGINT NOT NULL,
	field VARCHAR(10) COLLATE ascii_bin NOT NULL, -- name title email phone other
	wanted VARCHAR(200) NOT NULL,
	note VARCHAR(1000) NOT NULL,
	state VARCHAR(8) COLLATE ascii_bin NOT NULL, -- open done refused
	answer VARCHAR(1000) NOT NULL,
	made DATETIME(6) NOT NULL, -- real time
	answered DATETIME(6) NULL,
	answered_by BIGINT NULL,
	PRIMARY KEY (id),
	KEY (person_id),
	KEY (state),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
