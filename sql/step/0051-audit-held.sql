-- what is held on one database node is held on all: core/audit.h
ALTER TABLE audit_head
	ADD COLUMN IF NOT EXISTS held BIGINT NOT NULL DEFAULT 0;
