-- how one who stands in signs, and in whose place something was done
ALTER TABLE access
	ADD COLUMN IF NOT EXISTS sign_as VARCHAR(4) COLLATE ascii_bin NOT NULL DEFAULT '' AFTER decision;
ALTER TABLE report_event
	ADD COLUMN IF NOT EXISTS behalf_id BIGINT NOT NULL DEFAULT 0 AFTER person_id;
