-- how what a reform left to somebody was decided
ALTER TABLE reform_todo ADD COLUMN IF NOT EXISTS
	choice VARCHAR(10) COLLATE ascii_bin NOT NULL DEFAULT '';
