-- More time for one unit's report: what its deadline was before.
ALTER TABLE report ADD COLUMN IF NOT EXISTS due_rule DATE NULL AFTER due;
