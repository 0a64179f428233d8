-- how to reach somebody, how they are found, and until when they may sign in
ALTER TABLE person
	ADD COLUMN IF NOT EXISTS email VARCHAR(200) NOT NULL DEFAULT '' AFTER title,
	ADD COLUMN IF NOT EXISTS phone VARCHAR(40) NOT NULL DEFAULT '' AFTER email,
	ADD COLUMN IF NOT EXISTS search VARCHAR(400) NOT NULL DEFAULT '' AFTER phone,
	ADD COLUMN IF NOT EXISTS valid_to DATE NOT NULL DEFAULT '9999-12-31' AFTER locked;
