-- whose right it is, by which decision, who gave it and who ended it
ALTER TABLE access
	ADD COLUMN IF NOT EXISTS for_id BIGINT NOT NULL DEFAULT 0 AFTER unit_id,
	ADD COLUMN IF NOT EXISTS decision VARCHAR(200) NOT NULL DEFAULT '' AFTER valid_to,
	ADD COLUMN IF NOT EXISTS given_by BIGINT NOT NULL DEFAULT 0 AFTER decision,
	ADD COLUMN IF NOT EXISTS given DATETIME(6) NULL AFTER given_by,
	ADD COLUMN IF NOT EXISTS ended_by BIGINT NOT NULL DEFAULT 0 AFTER given,
	ADD COLUMN IF NOT EXISTS ended DATETIME(6) NULL AFTER ended_by,
	ADD UNIQUE KEY IF NOT EXISTS access_once (person_id, role, unit_id, for_id, valid_from),
	ADD KEY IF NOT EXISTS for_id (for_id),
	DROP KEY IF EXISTS person_id;
