-- What a single period of a regime has otherwise than its rules say; of ad hoc
-- and thematic ones, all that there is (core/schedule.h).
CREATE TABLE IF NOT EXISTS regime_period (
	id BIGINT NOT NULL AUTO_INCREMENT,
	regime_id BIGINT NOT NULL,
	code VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- core/period.h
	starts DATE NOT NULL,
	ends DATE NOT NULL,
	title VARCHAR(300) NOT NULL, -- of a request; else empty
	reason VARCHAR(1000) NOT NULL, -- and the act that says so
	made DATE NOT NULL, -- the reports of a request are open from here on
	person_id BIGINT NOT NULL, -- who changed it last
	version BIGINT NOT NULL, -- optimistic lock
	changed DATETIME(6) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (regime_id, code),
	FOREIGN KEY (regime_id) REFERENCES regime (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS regime_period_due (
	regime_period_id BIGINT NOT NULL,
	level VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- empty: all of them
	due DATE NOT NULL,
	PRIMARY KEY (regime_period_id, level),
	FOREIGN KEY (regime_period_id) REFERENCES regime_period (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
