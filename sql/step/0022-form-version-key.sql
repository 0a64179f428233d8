-- versions are named within a unit's forms
ALTER TABLE form ADD UNIQUE KEY IF NOT EXISTS regime_unit_version
	(regime_id, unit_id, version);
ALTER TABLE form DROP KEY IF EXISTS regime_id;
