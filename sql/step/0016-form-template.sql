-- templates of forms as they were uploaded
CREATE TABLE IF NOT EXISTS form_template (
	id BIGINT NOT NULL AUTO_INCREMENT,
	unit_id BIGINT NOT NULL, -- the owner: scope is taken from here
	person_id BIGINT NOT NULL, -- who brought it
	made DATETIME(6) NOT NULL,
	name VARCHAR(200) NOT NULL, -- of the file
	sha CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the bytes
	size BIGINT NOT NULL,
	PRIMARY KEY (id),
	KEY (unit_id, sha),
	FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS form_template_part (
	template_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- 0, 1, ...
	bytes MEDIUMBLOB NOT NULL,
	PRIMARY KEY (template_id, no),
	FOREIGN KEY (template_id) REFERENCES form_template (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
