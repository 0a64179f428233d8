-- a reorganisation of units as one planned act
-- How much of an old unit's figures its successor has: of an item (0: of all
-- that have no row of their own), from 0 to 1.  Only of what was split with
-- shares; without rows here a succession that is not comparable stays so.
CREATE TABLE IF NOT EXISTS succession_share (
	succession_id BIGINT NOT NULL,
	item_id BIGINT NOT NULL,
	share DECIMAL(38,10) NOT NULL,
	PRIMARY KEY (succession_id, item_id),
	FOREIGN KEY (succession_id) REFERENCES succession (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A reorganisation as one planned act (core/reform.h).
CREATE TABLE IF NOT EXISTS reform (
	id BIGINT NOT NULL AUTO_INCREMENT,
	decision VARCHAR(200) NOT NULL, -- number of the legal act
	decided DATE NULL, -- the day it was signed
	on_date DATE NOT NULL, -- it takes effect
	file VARCHAR(200) NOT NULL, -- the plan's name
	sha CHAR(64) COLLATE ascii_bin NOT NULL, -- of the plan
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- planned running done undoing undone dropped
	done BIGINT NOT NULL, -- progress, in units
	total BIGINT NOT NULL,
	mark BIGINT NOT NULL, -- the last revision before it
	person_id BIGINT NOT NULL, -- 0: the command line
	made DATETIME(6) NOT NULL,
	switched DATETIME(6) NULL, -- the structure changed
	undone DATETIME(6) NULL,
	version BIGINT NOT NULL, -- optimistic lock
	note VARCHAR(500) NOT NULL DEFAULT '',
	PRIMARY KEY (id),
	KEY (state)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Its plan, row by row, as it was brought (core/reform_file.h).
CREATE TABLE IF NOT EXISTS reform_row (
	reform_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- line of the file
	act VARCHAR(10) COLLATE ascii_bin NOT NULL,
	unit VARCHAR(20) COLLATE ascii_bin NOT NULL,
	became VARCHAR(20) COLLATE ascii_bin NOT NULL,
	level VARCHAR(20) COLLATE ascii_bin NOT NULL,
	name VARCHAR(200) NOT NULL,
	parent VARCHAR(20) COLLATE ascii_bin NOT NULL,
	share VARCHAR(20) COLLATE ascii_bin NOT NULL,
	item VARCHAR(80) COLLATE ascii_bin NOT NULL,
	scheme VARCHAR(20) COLLATE ascii_bin NOT NULL,
	in_line VARCHAR(20) COLLATE ascii_bin NOT NULL,
	note VARCHAR(500) NOT NULL,
	PRIMARY KEY (reform_id, no),
	FOREIGN KEY (reform_id) REFERENCES reform (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every row that it added, ended or changed elsewhere, with what was there: the
-- record of it, and what undoing goes back by (core/reform_undo.c).
CREATE TABLE IF NOT EXISTS reform_change (
	reform_id BIGINT NOT NULL,
	no BIGINT NOT NULL,
	tab VARCHAR(24) COLLATE ascii_bin NOT NULL, -- unit, unit_line, access ...
	act VARCHAR(6) COLLATE ascii_bin NOT NULL, -- add end set
	row_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL, -- whose stream of the record it is in
	line_id BIGINT NOT NULL DEFAULT 0,
	day DATE NULL, -- part of the key: valid_from
	was_id BIGINT NULL,
	was_day DATE NULL,
	PRIMARY KEY (reform_id, no),
	KEY (reform_id, tab, row_id),
	KEY (reform_id, unit_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Open reports that it carried over, sent elsewhere or closed.
CREATE TABLE IF NOT EXISTS reform_report (
	reform_id BIGINT NOT NULL,
	report_id BIGINT NOT NULL,
	fate VARCHAR(10) COLLATE ascii_bin NOT NULL, -- carried rerouted closed
	unit_id BIGINT NOT NULL, -- before
	receiver_id BIGINT NULL,
	accepted_id BIGINT NULL,
	state VARCHAR(10) COLLATE ascii_bin NOT NULL,
	version BIGINT NOT NULL,
	changed DATETIME(6) NOT NULL,
	PRIMARY KEY (reform_id, report_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What no rule decides, until somebody has seen to it.
CREATE TABLE IF NOT EXISTS reform_todo (
	reform_id BIGINT NOT NULL,
	no BIGINT NOT NULL,
	kind VARCHAR(20) COLLATE ascii_bin NOT NULL, -- grant report ... core/reform.h
	row_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL, -- of a grant; else 0
	what VARCHAR(300) NOT NULL,
	why VARCHAR(20) COLLATE ascii_bin NOT NULL, -- merged split ended some
	settled DATETIME(6) NULL,
	settled_by BIGINT NULL,
	PRIMARY KEY (reform_id, no),
	KEY (unit_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
