-- they are the versions' and the assignments' now
ALTER TABLE regime
	DROP COLUMN IF EXISTS title_vi,
	DROP COLUMN IF EXISTS title_en,
	DROP COLUMN IF EXISTS family,
	DROP COLUMN IF EXISTS frequency,
	DROP COLUMN IF EXISTS cutoff,
	DROP COLUMN IF EXISTS basis,
	DROP COLUMN IF EXISTS valid_from,
	DROP COLUMN IF EXISTS valid_to;
DROP TABLE IF EXISTS regime_level;
