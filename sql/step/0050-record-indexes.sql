-- what is looked for in the record has its index: core/audit_walk.h
ALTER TABLE audit
	DROP KEY IF EXISTS object,
	ADD KEY object (object, object_id, at),
	ADD KEY IF NOT EXISTS kind (object, act, at),
	ADD KEY IF NOT EXISTS address (address, at),
	ADD KEY IF NOT EXISTS chain (stream, at);
