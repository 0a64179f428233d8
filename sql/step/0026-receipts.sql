-- every sending has its receipt
ALTER TABLE audit_receipt
	ADD COLUMN IF NOT EXISTS code VARCHAR(12) COLLATE ascii_bin NOT NULL,
	ADD KEY IF NOT EXISTS stream (stream, seq);
