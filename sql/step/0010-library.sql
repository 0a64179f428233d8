-- the form library: the key of this installation, and those it knows
CREATE TABLE IF NOT EXISTS library_seed (
	id BIGINT NOT NULL, -- 1
	seed CHAR(64) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS library_key (
	public CHAR(64) COLLATE ascii_bin NOT NULL,
	name VARCHAR(200) NOT NULL,
	own BOOLEAN NOT NULL,
	added DATETIME(6) NOT NULL,
	PRIMARY KEY (public)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
