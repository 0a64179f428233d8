-- Cut-off rules of one's own: core/cutoff.h.
ALTER TABLE regime MODIFY COLUMN cutoff VARCHAR(40) COLLATE ascii_bin NOT NULL;
