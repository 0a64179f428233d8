-- what each regime said so far is its first version
INSERT INTO regime_version (regime_id, no, state, valid_from, valid_to,
	title_vi, title_en, family, content, scope, frequency, cutoff, outline,
	guidance, basis, made, published)
SELECT g.id, 1, 'published', g.valid_from, g.valid_to, g.title_vi, g.title_en,
	g.family, 'both', '', g.frequency, g.cutoff, '', '', g.basis,
	'2026-01-01', '2026-01-01'
  FROM regime g LEFT JOIN regime_version w ON w.regime_id = g.id
 WHERE w.id IS NULL;
INSERT INTO assignment (regime_id, kind, level, due, valid_from, valid_to)
SELECT l.regime_id, 'level', l.level, l.due, '1000-01-01', '9999-12-31'
  FROM regime_level l LEFT JOIN assignment a ON a.regime_id = l.regime_id
	AND a.level = l.level
 WHERE a.id IS NULL;
-- the unit at the top of its line owns it
UPDATE regime g SET owner_id = (SELECT MIN(a.unit_id) FROM unit_above a
	LEFT JOIN unit_line l ON l.line_id = a.line_id AND l.unit_id = a.unit_id
		AND l.valid_to = '9999-12-31'
	WHERE a.line_id = g.line_id AND a.depth = 0
		AND a.valid_to = '9999-12-31' AND l.unit_id IS NULL)
 WHERE owner_id IS NULL;
UPDATE report r JOIN regime_version w ON w.regime_id = r.regime_id AND w.no = 1
   SET r.regime_version_id = w.id WHERE r.regime_version_id = 0;
ALTER TABLE report ALTER COLUMN regime_version_id DROP DEFAULT;
ALTER TABLE report ADD CONSTRAINT report_version
	FOREIGN KEY IF NOT EXISTS regime_version_id (regime_version_id) REFERENCES regime_version (id);
ALTER TABLE regime ADD CONSTRAINT regime_owner
	FOREIGN KEY IF NOT EXISTS owner_id (owner_id) REFERENCES unit (id);
