-- an address of the record can be forgotten by itself: core/audit_forget.h
ALTER TABLE audit
	ADD COLUMN IF NOT EXISTS address_salt VARCHAR(32) COLLATE ascii_bin NOT NULL DEFAULT '' AFTER address,
	ADD COLUMN IF NOT EXISTS address_sha VARCHAR(64) COLLATE ascii_bin NOT NULL DEFAULT '' AFTER address_salt;
