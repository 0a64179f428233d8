-- a regime is an identity; what it says is in versions by date
CREATE TABLE IF NOT EXISTS regime_version (
	id BIGINT NOT NULL AUTO_INCREMENT,
	regime_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- 1, 2, ... in the order they were begun
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- draft published replaced retired
	edit BIGINT NOT NULL DEFAULT 1, -- optimistic lock of a draft
	valid_from DATE NOT NULL, -- takes effect
	valid_to DATE NOT NULL, -- expires; replaced or retired from here on
	title_vi VARCHAR(300) NOT NULL, -- name of the report, art. 8
	title_en VARCHAR(300) NOT NULL DEFAULT '',
	family VARCHAR(20) COLLATE ascii_bin NOT NULL, -- art. 1 and 4
	secrecy VARCHAR(12) COLLATE ascii_bin NOT NULL DEFAULT 'none', -- art. 1: no other
	content VARCHAR(10) COLLATE ascii_bin NOT NULL, -- art. 8: text figures both
	scope TEXT NOT NULL, -- what is to be reported, in words, art. 8
	reporters VARCHAR(1000) NOT NULL DEFAULT '', -- who reports, art. 8
	receivers VARCHAR(1000) NOT NULL DEFAULT '', -- who receives it, by name, art. 8
	media VARCHAR(40) COLLATE ascii_bin NOT NULL DEFAULT '', -- form, art. 8: "signed paper"
	channels VARCHAR(60) COLLATE ascii_bin NOT NULL DEFAULT '', -- ways of sending, in order of priority
	frequency VARCHAR(10) COLLATE ascii_bin NOT NULL, -- art. 12: enum period_kind
	cutoff VARCHAR(40) COLLATE ascii_bin NOT NULL, -- art. 8(5)(a), 12: core/cutoff.h
	outline TEXT NOT NULL, -- of the text, compulsory, art. 8
	guidance TEXT NOT NULL, -- how it is done, when needed, art. 8
	basis VARCHAR(300) NOT NULL DEFAULT '', -- legal basis, as it is printed
	basis_no VARCHAR(60) NOT NULL DEFAULT '', -- of the act: 02/2021/TT-TTCP
	basis_date DATE NULL, -- when it was signed
	issuer VARCHAR(200) NOT NULL DEFAULT '', -- the body that issued it
	made_by BIGINT NOT NULL DEFAULT 0, -- 0: the command line
	made DATETIME(6) NOT NULL,
	published DATETIME(6) NULL,
	search VARCHAR(1500) NOT NULL DEFAULT '', -- utf8_key(..., false) of code, titles, basis, issuer
	PRIMARY KEY (id),
	UNIQUE KEY (regime_id, no),
	KEY (regime_id, valid_from),
	FOREIGN KEY (regime_id) REFERENCES regime (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS unit_group (
	id BIGINT NOT NULL AUTO_INCREMENT,
	name VARCHAR(200) NOT NULL,
	owner_id BIGINT NOT NULL, -- the unit whose owners change it
	version BIGINT NOT NULL DEFAULT 1, -- optimistic lock
	PRIMARY KEY (id),
	UNIQUE KEY (owner_id, name),
	FOREIGN KEY (owner_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS unit_group_member (
	group_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (group_id, unit_id, valid_from),
	KEY (unit_id),
	FOREIGN KEY (group_id) REFERENCES unit_group (id),
	FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS assignment (
	id BIGINT NOT NULL AUTO_INCREMENT,
	regime_id BIGINT NOT NULL,
	kind VARCHAR(10) COLLATE ascii_bin NOT NULL, -- level unit group
	exempt BOOLEAN NOT NULL DEFAULT 0, -- 1: these do not report
	level VARCHAR(20) COLLATE ascii_bin NULL,
	unit_id BIGINT NULL,
	group_id BIGINT NULL,
	due VARCHAR(120) COLLATE ascii_bin NOT NULL DEFAULT '', -- core/deadline.h; '': its level's
	reason VARCHAR(500) NOT NULL DEFAULT '', -- of an exemption
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (id),
	KEY (regime_id, kind, level),
	FOREIGN KEY (regime_id) REFERENCES regime (id),
	FOREIGN KEY (level) REFERENCES level (code),
	FOREIGN KEY (unit_id) REFERENCES unit (id),
	FOREIGN KEY (group_id) REFERENCES unit_group (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

ALTER TABLE regime
	ADD COLUMN IF NOT EXISTS owner_id BIGINT NULL AFTER line_id,
	ADD COLUMN IF NOT EXISTS version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE report ADD COLUMN IF NOT EXISTS
	regime_version_id BIGINT NOT NULL DEFAULT 0 AFTER receiver_id;
ALTER TABLE job ADD COLUMN IF NOT EXISTS
	made BIGINT NOT NULL DEFAULT 0 AFTER day;
