-- somebody who has left is erased from screens
ALTER TABLE person ADD COLUMN IF NOT EXISTS
	erased DATETIME(6) NULL;
