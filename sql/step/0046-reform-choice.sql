-- how what a reform left to somebody was decided; deadlines before it
ALTER TABLE reform_todo ADD COLUMN IF NOT EXISTS
	choice VARCHAR(10) COLLATE ascii_bin NOT NULL DEFAULT '';
ALTER TABLE reform_report ADD COLUMN IF NOT EXISTS
	due DATE NULL;
