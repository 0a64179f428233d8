-- for whom the sender of a revision stood in
ALTER TABLE revision
	ADD COLUMN IF NOT EXISTS behalf_id BIGINT NOT NULL DEFAULT 0 AFTER person_id;
