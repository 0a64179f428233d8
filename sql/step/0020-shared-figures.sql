-- enter once, use many: which regimes share items, what revisions have used
ALTER TABLE form_share ADD KEY IF NOT EXISTS form_id (form_id, other_form_id);
ALTER TABLE form_share DROP KEY IF EXISTS other_form_id;
CREATE TABLE IF NOT EXISTS revision_use (
	revision_id BIGINT NOT NULL,
	source_id BIGINT NOT NULL,
	PRIMARY KEY (revision_id, source_id),
	KEY (source_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
ALTER TABLE regime ADD COLUMN IF NOT EXISTS shared BOOLEAN NOT NULL DEFAULT 0
	AFTER version;
ALTER TABLE fact ADD COLUMN IF NOT EXISTS copied BOOLEAN NOT NULL DEFAULT 0;
