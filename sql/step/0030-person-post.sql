-- who has a role somewhere works at the first of those units
CREATE TABLE IF NOT EXISTS person_post (
	person_id BIGINT NOT NULL,
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	unit_id BIGINT NOT NULL,
	decision VARCHAR(200) NOT NULL DEFAULT '',
	PRIMARY KEY (person_id, valid_from),
	KEY (unit_id),
	FOREIGN KEY (person_id) REFERENCES person (id),
	FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO person_post (person_id, valid_from, valid_to, unit_id)
SELECT x.person_id, '1000-01-01', '9999-12-31', x.unit_id
  FROM access x JOIN (SELECT person_id, MIN(id) AS id FROM access
	WHERE valid_to = '9999-12-31' GROUP BY person_id) f ON f.id = x.id
  LEFT JOIN person_post p ON p.person_id = x.person_id
 WHERE p.person_id IS NULL;
