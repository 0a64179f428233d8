-- entries with address, role, before and after; what may be blanked is hashed
-- apart.  Those that are there keep format 1, and their hashes.
ALTER TABLE audit
	ADD COLUMN IF NOT EXISTS format BIGINT NOT NULL DEFAULT 1,
	ADD COLUMN IF NOT EXISTS behalf_id BIGINT NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS role VARCHAR(60) COLLATE ascii_bin NOT NULL
		DEFAULT '',
	ADD COLUMN IF NOT EXISTS address VARCHAR(45) COLLATE ascii_bin NOT NULL
		DEFAULT '',
	ADD COLUMN IF NOT EXISTS salt VARCHAR(32) COLLATE ascii_bin NOT NULL
		DEFAULT '',
	ADD COLUMN IF NOT EXISTS was TEXT NULL,
	ADD COLUMN IF NOT EXISTS became TEXT NULL,
	ADD COLUMN IF NOT EXISTS blanked BOOLEAN NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS body_sha CHAR(64) COLLATE ascii_bin NOT NULL
		DEFAULT '',
	ADD COLUMN IF NOT EXISTS seal_no BIGINT NULL,
	ADD KEY IF NOT EXISTS at (at),
	ADD KEY IF NOT EXISTS person_id (person_id, at),
	ADD KEY IF NOT EXISTS request (request),
	ADD KEY IF NOT EXISTS seal_no (seal_no);
