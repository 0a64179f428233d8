-- public keys that this installation signs with, and signed with
CREATE TABLE IF NOT EXISTS sign_key (
	public CHAR(64) COLLATE ascii_bin NOT NULL,
	valid_from DATETIME(6) NOT NULL, -- real time
	valid_to DATETIME(6) NULL, -- NULL: in force
	replaced_by CHAR(64) COLLATE ascii_bin NULL,
	vouched CHAR(128) COLLATE ascii_bin NOT NULL, -- this row, by the one in force
	PRIMARY KEY (public)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
