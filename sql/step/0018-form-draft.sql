-- forms while they are being drawn, with their history
CREATE TABLE IF NOT EXISTS form_draft (
	id BIGINT NOT NULL AUTO_INCREMENT,
	unit_id BIGINT NOT NULL, -- the owner: scope is taken from here
	regime_id BIGINT NULL, -- NULL: not decided yet
	form_id BIGINT NULL, -- what it was published as
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- open published dropped
	label VARCHAR(20) NOT NULL, -- of the version, as in the XML
	title VARCHAR(300) NOT NULL, -- as in the XML
	person_id BIGINT NOT NULL, -- who began it
	version BIGINT NOT NULL, -- optimistic lock; grows with every change
	made DATETIME(6) NOT NULL,
	changed DATETIME(6) NOT NULL,
	xml MEDIUMTEXT NOT NULL, -- <form>, one element a line
	doubts MEDIUMTEXT NULL, -- JSON, what an importer was not sure of
	PRIMARY KEY (id),
	KEY (unit_id, state),
	KEY (regime_id),
	FOREIGN KEY (unit_id) REFERENCES unit (id),
	FOREIGN KEY (regime_id) REFERENCES regime (id),
	FOREIGN KEY (form_id) REFERENCES form (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS form_draft_step (
	draft_id BIGINT NOT NULL,
	version BIGINT NOT NULL,
	same BIGINT NOT NULL, -- the version whose text this one has
	back BIGINT NOT NULL, -- where undo leads; 0: nowhere
	forth BIGINT NOT NULL, -- where redo leads; 0: nowhere
	xml MEDIUMTEXT NULL, -- NULL: see same
	doubts MEDIUMTEXT NULL,
	act VARCHAR(20) COLLATE ascii_bin NOT NULL, -- core/design.h: its name
	detail VARCHAR(300) NOT NULL, -- what it was done to
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (draft_id, version),
	FOREIGN KEY (draft_id) REFERENCES form_draft (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
