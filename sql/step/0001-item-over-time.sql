-- how an item's figures add up over time: months into quarters and years
ALTER TABLE item ADD COLUMN IF NOT EXISTS over_time VARCHAR(10)
	CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'sum' AFTER over_units;
UPDATE item SET over_time = 'none' WHERE over_units = 'none';
ALTER TABLE item ALTER COLUMN over_time DROP DEFAULT;
