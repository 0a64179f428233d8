-- Codes of ad hoc periods carry both days of their window.
ALTER TABLE period MODIFY COLUMN code VARCHAR(30) COLLATE ascii_bin NOT NULL;
