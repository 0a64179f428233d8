-- how somebody who stood in for the head signed: core/revision.h
ALTER TABLE revision
	ADD COLUMN IF NOT EXISTS sign_as VARCHAR(4) COLLATE ascii_bin
	NOT NULL DEFAULT '';
