-- files sent with a report: core/attach.h
CREATE TABLE IF NOT EXISTS attachment (
	id BIGINT NOT NULL AUTO_INCREMENT,
	report_id BIGINT NOT NULL,
	sha CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the bytes
	size BIGINT NOT NULL,
	kind VARCHAR(10) COLLATE ascii_bin NOT NULL, -- pdf docx xlsx png jpeg
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (report_id, sha)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS attachment_part (
	attachment_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- 0, 1, ...
	bytes MEDIUMBLOB NOT NULL,
	PRIMARY KEY (attachment_id, no),
	FOREIGN KEY (attachment_id) REFERENCES attachment (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
