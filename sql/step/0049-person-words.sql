-- A whole country's people are listed and searched by index (core/person_word.h).
CREATE TABLE IF NOT EXISTS person_word (
	person_id BIGINT NOT NULL,
	word VARCHAR(60) NOT NULL,
	name VARCHAR(120) COLLATE utf8mb4_unicode_ci NOT NULL, -- the person's
	PRIMARY KEY (person_id, word),
	KEY person_word_walk (word, name, person_id),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
ALTER TABLE person
	ADD INDEX IF NOT EXISTS person_locked (locked),
	ADD INDEX IF NOT EXISTS person_valid_to (valid_to);
ALTER TABLE access
	ADD INDEX IF NOT EXISTS access_role (role, valid_to);
-- who is above a unit, in whichever line
ALTER TABLE unit_above
	ADD INDEX IF NOT EXISTS unit_above_unit (unit_id, above_id);
-- a unit by the code that is typed, whosever it is
ALTER TABLE unit
	ADD INDEX IF NOT EXISTS unit_code (code);
