-- of items that take the last figure over units: whose it is
ALTER TABLE rollup ADD COLUMN IF NOT EXISTS revision_id BIGINT NULL;
