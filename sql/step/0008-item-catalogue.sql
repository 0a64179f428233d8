-- the catalogue of items: measures, meanings by date, breakdowns
CREATE TABLE IF NOT EXISTS measure (
	code VARCHAR(40) COLLATE ascii_bin NOT NULL,
	name VARCHAR(40) NOT NULL, -- item.measure: "triệu đồng"
	name_en VARCHAR(60) NOT NULL,
	dimension VARCHAR(40) COLLATE ascii_bin NOT NULL, -- '': not known yet
	factor DECIMAL(38,10) NOT NULL,
	PRIMARY KEY (code),
	UNIQUE KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
ALTER TABLE item
	ADD COLUMN IF NOT EXISTS name_key VARCHAR(500) NOT NULL DEFAULT ''
	AFTER name,
	ADD COLUMN IF NOT EXISTS name_plain VARCHAR(500) NOT NULL DEFAULT ''
	AFTER name_key,
	ADD COLUMN IF NOT EXISTS short_name VARCHAR(120) NOT NULL DEFAULT ''
	AFTER name_plain,
	ADD COLUMN IF NOT EXISTS name_en VARCHAR(500) NOT NULL DEFAULT ''
	AFTER short_name,
	ADD COLUMN IF NOT EXISTS weight_id BIGINT NULL,
	ADD COLUMN IF NOT EXISTS state VARCHAR(10)
	CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'active',
	ADD COLUMN IF NOT EXISTS owner_id BIGINT NULL,
	ADD COLUMN IF NOT EXISTS base_id BIGINT NULL,
	ADD COLUMN IF NOT EXISTS version BIGINT NOT NULL DEFAULT 1,
	ADD KEY IF NOT EXISTS name_key (name_key),
	ADD KEY IF NOT EXISTS measure (measure);
ALTER TABLE item
	ADD CONSTRAINT item_ibfk_1 FOREIGN KEY IF NOT EXISTS item_ibfk_1
	(weight_id) REFERENCES item (id),
	ADD CONSTRAINT item_ibfk_2 FOREIGN KEY IF NOT EXISTS item_ibfk_2
	(owner_id) REFERENCES unit (id),
	ADD CONSTRAINT item_ibfk_3 FOREIGN KEY IF NOT EXISTS item_ibfk_3
	(base_id) REFERENCES item (id);
ALTER TABLE item ALTER COLUMN name_key DROP DEFAULT;
ALTER TABLE item ALTER COLUMN name_plain DROP DEFAULT;
CREATE TABLE IF NOT EXISTS item_version (
	item_id BIGINT NOT NULL,
	valid_from DATE NOT NULL, -- for periods whose last day is in here
	valid_to DATE NOT NULL,
	name VARCHAR(500) NOT NULL,
	measure VARCHAR(40) NOT NULL,
	decimals BIGINT NOT NULL,
	over_units VARCHAR(10) COLLATE ascii_bin NOT NULL,
	over_time VARCHAR(10) COLLATE ascii_bin NOT NULL,
	weight_id BIGINT NULL,
	definition VARCHAR(4000) NOT NULL DEFAULT '',
	method VARCHAR(4000) NOT NULL DEFAULT '',
	source VARCHAR(1000) NOT NULL DEFAULT '',
	reason VARCHAR(500) NOT NULL DEFAULT '', -- why it was made: the legal act
	PRIMARY KEY (item_id, valid_from),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (weight_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS breakdown (
	id BIGINT NOT NULL AUTO_INCREMENT,
	code VARCHAR(20) COLLATE ascii_bin NOT NULL,
	name VARCHAR(120) NOT NULL,
	name_en VARCHAR(120) NOT NULL,
	whole BOOLEAN NOT NULL, -- its categories make up the whole
	owner_id BIGINT NULL, -- NULL: the installation's
	version BIGINT NOT NULL DEFAULT 1,
	PRIMARY KEY (id),
	UNIQUE KEY (code),
	FOREIGN KEY (owner_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS category (
	id BIGINT NOT NULL AUTO_INCREMENT,
	breakdown_id BIGINT NOT NULL,
	code VARCHAR(20) COLLATE ascii_bin NOT NULL,
	name VARCHAR(120) NOT NULL,
	name_en VARCHAR(120) NOT NULL,
	place BIGINT NOT NULL, -- in order
	retired BOOLEAN NOT NULL DEFAULT 0,
	PRIMARY KEY (id),
	UNIQUE KEY (breakdown_id, code),
	FOREIGN KEY (breakdown_id) REFERENCES breakdown (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS item_breakdown (
	item_id BIGINT NOT NULL,
	breakdown_id BIGINT NOT NULL,
	PRIMARY KEY (item_id, breakdown_id),
	KEY (breakdown_id),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (breakdown_id) REFERENCES breakdown (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS item_cut (
	item_id BIGINT NOT NULL,
	breakdown_id BIGINT NOT NULL,
	category_id BIGINT NOT NULL,
	PRIMARY KEY (item_id, breakdown_id),
	KEY (category_id),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (breakdown_id) REFERENCES breakdown (id),
	FOREIGN KEY (category_id) REFERENCES category (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO item_version (item_id, valid_from, valid_to, name, measure,
	decimals, over_units, over_time)
SELECT i.id, '1000-01-01', '9999-12-31', i.name, i.measure, i.decimals,
	i.over_units, i.over_time FROM item i
LEFT JOIN item_version v ON v.item_id = i.id WHERE v.item_id IS NULL;
