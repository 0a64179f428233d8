-- A letter to somebody, written in the transaction that it tells of and sent by
-- the cron run (core/outbox.h).  What it says is forgotten once it is sent: it
-- may hold a one-time link.
CREATE TABLE IF NOT EXISTS outbox (
	id BIGINT NOT NULL AUTO_INCREMENT,
	message_id CHAR(32) COLLATE ascii_bin NOT NULL, -- the same at each try
	address VARCHAR(254) COLLATE ascii_bin NOT NULL,
	subject VARCHAR(200) NOT NULL,
	body TEXT NOT NULL,
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- waiting sending sent failed
	tries BIGINT NOT NULL DEFAULT 0,
	made DATETIME(6) NOT NULL, -- real time, all of these
	due DATETIME(6) NOT NULL, -- not before
	ends DATETIME(6) NOT NULL, -- not after
	sent DATETIME(6) NULL,
	why VARCHAR(200) NOT NULL DEFAULT '', -- of the last failure
	PRIMARY KEY (id),
	KEY (state, due)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
