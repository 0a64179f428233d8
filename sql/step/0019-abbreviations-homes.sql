-- enter once, use many: names compared, items that are one, homes of items
CREATE TABLE IF NOT EXISTS abbreviation (
	shorter VARCHAR(40) NOT NULL, -- UBND
	words VARCHAR(200) NOT NULL, -- ủy ban nhân dân
	meaning VARCHAR(200) NOT NULL, -- in English
	source VARCHAR(200) NOT NULL,
	PRIMARY KEY (shorter)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Enter once, use many (core/home.h).  An item that another one is the same
-- as, though it has a code of its own: never a chain.
CREATE TABLE IF NOT EXISTS item_same (
	item_id BIGINT NOT NULL,
	as_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (item_id),
	KEY (as_id),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (as_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Two items with like names that an owner knows to be different.
CREATE TABLE IF NOT EXISTS item_apart (
	a_id BIGINT NOT NULL, -- the smaller
	b_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (a_id, b_id),
	FOREIGN KEY (a_id) REFERENCES item (id),
	FOREIGN KEY (b_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which regime asks for an item, where several would: an owner's choice.
CREATE TABLE IF NOT EXISTS item_home (
	item_id BIGINT NOT NULL,
	valid_from DATE NOT NULL, -- for periods whose last day is in here
	valid_to DATE NOT NULL,
	regime_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (item_id, valid_from),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (regime_id) REFERENCES regime (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Cells of forms whose item a form of another regime has as well; derived from
-- form_cell and item_same, in the same transaction.
CREATE TABLE IF NOT EXISTS form_share (
	form_id BIGINT NOT NULL,
	cell BIGINT NOT NULL,
	other_form_id BIGINT NOT NULL,
	other_item_id BIGINT NOT NULL, -- under which its facts are
	item_id BIGINT NOT NULL, -- as which both count
	since BIGINT NOT NULL, -- the first form of its regime that had it
	other_since BIGINT NOT NULL,
	PRIMARY KEY (form_id, cell, other_form_id, other_item_id),
	KEY (other_form_id),
	KEY (item_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
