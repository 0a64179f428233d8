-- seals, and what is archived
CREATE TABLE IF NOT EXISTS seal (
	no BIGINT NOT NULL,
	n BIGINT NOT NULL,
	root CHAR(64) COLLATE ascii_bin NOT NULL,
	prev CHAR(64) COLLATE ascii_bin NOT NULL,
	at DATETIME(6) NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	sign_key VARCHAR(64) COLLATE ascii_bin NOT NULL,
	signature VARCHAR(128) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS audit_archive (
	last_seal BIGINT NOT NULL,
	first_seal BIGINT NOT NULL,
	month CHAR(7) COLLATE ascii_bin NOT NULL,
	n BIGINT NOT NULL,
	file_sha CHAR(64) COLLATE ascii_bin NOT NULL,
	base_sha CHAR(64) COLLATE ascii_bin NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (last_seal)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS audit_base (
	stream BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (stream)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS audit_receipt (
	report_id BIGINT NOT NULL,
	no BIGINT NOT NULL,
	stream BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (report_id, no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
