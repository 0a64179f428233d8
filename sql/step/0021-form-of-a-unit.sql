-- a form may be one unit's alone: the common one with rows of its own
ALTER TABLE form ADD COLUMN IF NOT EXISTS unit_id BIGINT NOT NULL DEFAULT 0
	AFTER regime_id;
