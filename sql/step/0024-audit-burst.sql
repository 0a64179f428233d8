-- refusals of the minute
CREATE TABLE IF NOT EXISTS audit_burst (
	stream BIGINT NOT NULL,
	n BIGINT NOT NULL,
	minute CHAR(16) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (stream)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
