-- when an uploaded template became a draft: it is swept some days later
ALTER TABLE form_template
	ADD COLUMN IF NOT EXISTS taken DATETIME(6) NULL AFTER size;
