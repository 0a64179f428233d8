-- registers that forms refer to: core/register.h
CREATE TABLE IF NOT EXISTS register (
	id BIGINT NOT NULL AUTO_INCREMENT,
	code VARCHAR(40) COLLATE ascii_bin NOT NULL,
	name_vi VARCHAR(200) NOT NULL,
	name_en VARCHAR(200) NOT NULL,
	attrs VARCHAR(1000) COLLATE ascii_bin NOT NULL, -- "dia_ban|dien_tich"
	unit_id BIGINT NOT NULL, -- whose owners may change it; 0: nobody's
	version BIGINT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS register_entry (
	id BIGINT NOT NULL AUTO_INCREMENT,
	register_id BIGINT NOT NULL,
	code VARCHAR(40) COLLATE ascii_bin NOT NULL,
	label VARCHAR(300) NOT NULL,
	label_key VARCHAR(300) NOT NULL, -- utf8_key(label, true)
	label_plain VARCHAR(300) NOT NULL, -- utf8_key(label, false)
	attrs VARCHAR(4000) NOT NULL, -- JSON: {"dia_ban":"..."}
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (register_id, code, valid_from),
	FOREIGN KEY (register_id) REFERENCES register (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
