-- backups that were put back, and the seals that were lost by it
CREATE TABLE IF NOT EXISTS audit_restored (
	lost BIGINT NOT NULL,
	kept BIGINT NOT NULL,
	lost_hash CHAR(64) COLLATE ascii_bin NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (lost)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
