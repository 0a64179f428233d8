-- sessions that began through the web server
ALTER TABLE session ADD COLUMN IF NOT EXISTS
	sso BOOLEAN NOT NULL DEFAULT 0;
