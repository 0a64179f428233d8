-- Deadlines on fixed dates, several of them in one rule: core/deadline.h.
ALTER TABLE regime_level MODIFY COLUMN due VARCHAR(120) COLLATE ascii_bin NOT NULL;
