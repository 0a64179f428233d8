-- schema.sql - the whole database, as a reader opens it
--
-- InnoDB, utf8mb4, a primary key everywhere; no triggers, procedures, views.
-- Codes are ASCII, equal byte for byte only (ascii_bin).
-- Instants are UTC DATETIME(6), dates are civil dates in Viet Nam, a validity
-- is [valid_from, valid_to): 1000-01-01 is "from before records began",
-- 9999-12-31 "until further notice".  Figures are DECIMAL(38,10), NULL is
-- "no figure" and never zero.  Ids may have gaps.  Locks are taken in one
-- order: audit_head (the unit), report, its rows.

CREATE TABLE setting (
	name VARCHAR(40) COLLATE ascii_bin NOT NULL,
	value VARCHAR(500) NOT NULL,
	PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- units

-- A reporting line: administrative, or a sector's (department > ministry).
CREATE TABLE line (
	id BIGINT NOT NULL,
	code VARCHAR(20) COLLATE ascii_bin NOT NULL,
	name_vi VARCHAR(200) NOT NULL,
	name_en VARCHAR(200) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Levels of government are data; which of them exist when follows from units.
CREATE TABLE level (
	code VARCHAR(20) COLLATE ascii_bin NOT NULL,
	name_vi VARCHAR(100) NOT NULL,
	name_en VARCHAR(100) NOT NULL,
	rank_no BIGINT NOT NULL, -- 1 is the top; for display only
	PRIMARY KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE unit (
	id BIGINT NOT NULL AUTO_INCREMENT,
	scheme VARCHAR(20) COLLATE ascii_bin NOT NULL, -- whose codes: gso, own
	code VARCHAR(20) COLLATE ascii_bin NOT NULL, -- reused: never a key alone
	level VARCHAR(20) COLLATE ascii_bin NOT NULL,
	name VARCHAR(200) NOT NULL,
	name_key VARCHAR(200) NOT NULL, -- utf8_key(name, true)
	name_plain VARCHAR(200) NOT NULL, -- utf8_key(name, false)
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (scheme, level, code, valid_from),
	KEY (name_key),
	KEY (name_plain),
	FOREIGN KEY (level) REFERENCES level (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Its superior in a line, for a time.  The top of a line has no row here.
CREATE TABLE unit_line (
	line_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	parent_id BIGINT NOT NULL,
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (line_id, unit_id, valid_from),
	KEY (line_id, parent_id),
	FOREIGN KEY (unit_id) REFERENCES unit (id),
	FOREIGN KEY (parent_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Everyone above a unit in a line, itself included (depth 0); derived from
-- unit_line, in the same transaction.
CREATE TABLE unit_above (
	line_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	above_id BIGINT NOT NULL,
	depth BIGINT NOT NULL,
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (line_id, unit_id, above_id, valid_from),
	KEY (line_id, above_id, depth, unit_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which unit became which.
CREATE TABLE succession (
	id BIGINT NOT NULL AUTO_INCREMENT,
	old_id BIGINT NOT NULL,
	new_id BIGINT NOT NULL,
	relation VARCHAR(16) COLLATE ascii_bin NOT NULL,
	comparable BOOLEAN NOT NULL, -- false: the sources contradict, or a part
	decision VARCHAR(200) NOT NULL, -- the legal act
	on_date DATE NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (old_id, new_id, on_date),
	KEY (new_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- people

CREATE TABLE person (
	id BIGINT NOT NULL AUTO_INCREMENT,
	login VARCHAR(60) COLLATE ascii_bin NOT NULL,
	name VARCHAR(120) NOT NULL,
	title VARCHAR(120) NOT NULL DEFAULT '', -- position, as it signs
	lang VARCHAR(5) COLLATE ascii_bin NOT NULL DEFAULT 'vi',
	locked BOOLEAN NOT NULL DEFAULT 0, -- by an administrator
	version BIGINT NOT NULL DEFAULT 1,
	created DATETIME(6) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (login)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Read by sign-in and password change alone (core/person_secret.c).
CREATE TABLE person_secret (
	person_id BIGINT NOT NULL,
	pwhash VARCHAR(128) COLLATE ascii_bin NOT NULL,
	changed DATETIME(6) NOT NULL,
	PRIMARY KEY (person_id),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A role on the subtree of a unit; `grant` is a reserved word.
CREATE TABLE access (
	id BIGINT NOT NULL AUTO_INCREMENT,
	person_id BIGINT NOT NULL,
	role BIGINT NOT NULL, -- enum role, core/access.h
	unit_id BIGINT NOT NULL,
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (person_id, role, unit_id, valid_from),
	KEY (unit_id),
	FOREIGN KEY (person_id) REFERENCES person (id),
	FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE session (
	token CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the cookie's
	person_id BIGINT NOT NULL,
	made DATETIME(6) NOT NULL, -- real time, all of these
	seen DATETIME(6) NOT NULL,
	expires DATETIME(6) NOT NULL,
	PRIMARY KEY (token),
	KEY (person_id),
	KEY (expires)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Failures to sign in: per account, per address, per pair of the two.
CREATE TABLE signin_fail (
	who CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of kind and subject
	n BIGINT NOT NULL,
	since DATETIME(6) NOT NULL,
	until DATETIME(6) NOT NULL, -- refused before this
	PRIMARY KEY (who),
	KEY (until)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Browsers from which an account has signed in before (core/lockout.h).
CREATE TABLE signin_known (
	who CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of both
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (who),
	KEY (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- regimes

CREATE TABLE regime (
	id BIGINT NOT NULL AUTO_INCREMENT,
	code VARCHAR(40) COLLATE ascii_bin NOT NULL,
	title_vi VARCHAR(300) NOT NULL,
	title_en VARCHAR(300) NOT NULL,
	family VARCHAR(20) COLLATE ascii_bin NOT NULL,
	line_id BIGINT NOT NULL,
	frequency VARCHAR(10) COLLATE ascii_bin NOT NULL, -- enum period_kind
	cutoff VARCHAR(10) COLLATE ascii_bin NOT NULL, -- nd09, calendar
	basis VARCHAR(300) NOT NULL,
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (code),
	FOREIGN KEY (line_id) REFERENCES line (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who reports, and by when: per level, data an administrator edits.
CREATE TABLE regime_level (
	regime_id BIGINT NOT NULL,
	level VARCHAR(20) COLLATE ascii_bin NOT NULL,
	due VARCHAR(40) COLLATE ascii_bin NOT NULL, -- core/calendar.h
	PRIMARY KEY (regime_id, level),
	FOREIGN KEY (regime_id) REFERENCES regime (id),
	FOREIGN KEY (level) REFERENCES level (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What is counted.
CREATE TABLE item (
	id BIGINT NOT NULL AUTO_INCREMENT,
	code VARCHAR(80) COLLATE ascii_bin NOT NULL,
	name VARCHAR(500) NOT NULL,
	measure VARCHAR(40) NOT NULL, -- unit of measure
	decimals BIGINT NOT NULL,
	over_units VARCHAR(10) COLLATE ascii_bin NOT NULL, -- sum, none
	PRIMARY KEY (id),
	UNIQUE KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A version of a form; immutable.  The XML is what core/form.c reads.
CREATE TABLE form (
	id BIGINT NOT NULL AUTO_INCREMENT,
	regime_id BIGINT NOT NULL,
	version VARCHAR(20) COLLATE ascii_bin NOT NULL,
	valid_from DATE NOT NULL, -- for periods whose last day is in here
	valid_to DATE NOT NULL,
	sha CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of xml
	xml MEDIUMTEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (regime_id, version),
	FOREIGN KEY (regime_id) REFERENCES regime (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Its cells that hold a figure of an item: cell numbers as in core/form.h.
CREATE TABLE form_cell (
	form_id BIGINT NOT NULL,
	cell BIGINT NOT NULL,
	item_id BIGINT NOT NULL,
	PRIMARY KEY (form_id, cell),
	KEY (item_id),
	FOREIGN KEY (form_id) REFERENCES form (id),
	FOREIGN KEY (item_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Days that are not what the week says; work = 1: a swapped working day.
CREATE TABLE holiday (
	day DATE NOT NULL,
	work BOOLEAN NOT NULL,
	name VARCHAR(120) NOT NULL,
	basis VARCHAR(200) NOT NULL,
	PRIMARY KEY (day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A window of time; 2026-Q1 by the decree and by the calendar are two.
CREATE TABLE period (
	id BIGINT NOT NULL AUTO_INCREMENT,
	kind VARCHAR(10) COLLATE ascii_bin NOT NULL,
	code VARCHAR(10) COLLATE ascii_bin NOT NULL, -- 2026-Q1; not unique
	starts DATE NOT NULL, -- first and last day of the window
	ends DATE NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (kind, starts, ends),
	KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- reports

-- One unit x regime x period: made when the period is opened, for every unit
-- that owes it, so that what is missing is a row and not an absence.
CREATE TABLE report (
	id BIGINT NOT NULL AUTO_INCREMENT,
	regime_id BIGINT NOT NULL,
	period_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	receiver_id BIGINT NULL, -- NULL: the top of the line
	form_id BIGINT NOT NULL,
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- enum state, core/flow.h
	due DATE NOT NULL,
	version BIGINT NOT NULL, -- optimistic lock; grows with every change
	revision_id BIGINT NULL, -- the last that was sent
	accepted_id BIGINT NULL, -- the last that was accepted: the facts
	first_sent DATETIME(6) NULL, -- lateness is judged by this
	changed DATETIME(6) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (regime_id, period_id, unit_id),
	KEY below (receiver_id, regime_id, period_id, state),
	KEY (unit_id, period_id),
	FOREIGN KEY (regime_id) REFERENCES regime (id),
	FOREIGN KEY (period_id) REFERENCES period (id),
	FOREIGN KEY (unit_id) REFERENCES unit (id),
	FOREIGN KEY (form_id) REFERENCES form (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What the unit itself has typed so far.  A number or a text, never both.
CREATE TABLE draft (
	report_id BIGINT NOT NULL,
	cell BIGINT NOT NULL,
	num DECIMAL(38,10) NULL,
	txt VARCHAR(2000) NULL,
	made BIGINT NOT NULL, -- report.version in which it first appeared
	changed BIGINT NOT NULL, -- report.version in which it last changed
	person_id BIGINT NOT NULL, -- who typed it
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (report_id, cell)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a draft cell was until a version replaced it.
CREATE TABLE draft_was (
	report_id BIGINT NOT NULL,
	cell BIGINT NOT NULL,
	until BIGINT NOT NULL, -- report.version that replaced it
	num DECIMAL(38,10) NULL,
	txt VARCHAR(2000) NULL,
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (report_id, cell, until)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The immutable snapshot of what was sent; chained to the one before.
CREATE TABLE revision (
	id BIGINT NOT NULL AUTO_INCREMENT,
	report_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- 1, 2, ...
	form_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	body MEDIUMTEXT NOT NULL, -- canonical, core/revision.h
	sha CHAR(64) COLLATE ascii_bin NOT NULL,
	prev CHAR(64) COLLATE ascii_bin NOT NULL, -- 64 zeros for the first
	PRIMARY KEY (id),
	UNIQUE KEY (report_id, no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What happened to a report, in the words of those who did it.
CREATE TABLE report_event (
	id BIGINT NOT NULL AUTO_INCREMENT,
	report_id BIGINT NOT NULL,
	act VARCHAR(10) COLLATE ascii_bin NOT NULL, -- open send return accept
	person_id BIGINT NOT NULL, -- 0: the system
	at DATETIME(6) NOT NULL,
	revision_id BIGINT NULL,
	reason VARCHAR(2000) NOT NULL DEFAULT '',
	PRIMARY KEY (id),
	KEY (report_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Official figures, append-only: written by acceptance (at the top, by
-- sending).  The current ones are those of report.accepted_id.
CREATE TABLE fact (
	revision_id BIGINT NOT NULL,
	item_id BIGINT NOT NULL,
	part BIGINT NOT NULL, -- 0 own, 1 total (with the units below)
	unit_id BIGINT NOT NULL,
	period_id BIGINT NOT NULL,
	value DECIMAL(38,10) NOT NULL,
	PRIMARY KEY (revision_id, part, item_id) -- found through accepted_id
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The picture of the country while it is coming in: provisional totals of
-- everything accepted below a unit, made by the roll-up job.
CREATE TABLE rollup (
	regime_id BIGINT NOT NULL,
	period_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	item_id BIGINT NOT NULL,
	value DECIMAL(38,10) NOT NULL,
	PRIMARY KEY (regime_id, period_id, unit_id, item_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE rollup_unit (
	regime_id BIGINT NOT NULL,
	period_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	expected BIGINT NOT NULL, -- lowest reporting units below it
	accepted BIGINT NOT NULL,
	sent BIGINT NOT NULL, -- sent, not decided
	returned BIGINT NOT NULL,
	late BIGINT NOT NULL, -- sent, but after its deadline
	missing BIGINT NOT NULL, -- not sent, deadline over
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (regime_id, period_id, unit_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- the record

-- One chain per unit; other events have streams below zero (core/audit.h).
CREATE TABLE audit_head (
	stream BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (stream)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE audit (
	stream BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	at DATETIME(6) NOT NULL, -- real time
	person_id BIGINT NOT NULL,
	act VARCHAR(30) COLLATE ascii_bin NOT NULL,
	object VARCHAR(30) COLLATE ascii_bin NOT NULL,
	object_id BIGINT NOT NULL,
	request VARCHAR(40) COLLATE ascii_bin NOT NULL,
	detail VARCHAR(4000) NOT NULL,
	prev CHAR(64) COLLATE ascii_bin NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (stream, seq),
	KEY (object, object_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Idempotency: what a form's key was answered with; kept 30 days.
CREATE TABLE idem (
	id CHAR(32) COLLATE ascii_bin NOT NULL,
	person_id BIGINT NOT NULL,
	content CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of path + body
	location VARCHAR(500) NOT NULL, -- where the answer redirected to
	at DATETIME(6) NOT NULL, -- real time
	PRIMARY KEY (id),
	KEY (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- jobs

-- A cluster-wide mutex: an INSERT on a unique key, with a lease.
CREATE TABLE lease (
	name VARCHAR(100) COLLATE ascii_bin NOT NULL,
	holder CHAR(32) COLLATE ascii_bin NOT NULL,
	until DATETIME(6) NOT NULL, -- real time
	PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE job (
	id BIGINT NOT NULL AUTO_INCREMENT,
	kind VARCHAR(20) COLLATE ascii_bin NOT NULL, -- open, rollup
	regime_id BIGINT NOT NULL,
	period_id BIGINT NOT NULL,
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- waiting running done failed
	done BIGINT NOT NULL,
	total BIGINT NOT NULL,
	seen BIGINT NOT NULL, -- sum of the versions of the reports it began with
	day DATE NOT NULL, -- "today" when it began: lateness is as of then
	note VARCHAR(500) NOT NULL,
	changed DATETIME(6) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (kind, regime_id, period_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Keys for the cron URLs: each for one job and acting for one account.
CREATE TABLE cron_key (
	id BIGINT NOT NULL AUTO_INCREMENT,
	name VARCHAR(60) NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	job VARCHAR(20) COLLATE ascii_bin NOT NULL, -- run, report
	person_id BIGINT NOT NULL, -- whose scope it has
	made DATETIME(6) NOT NULL,
	revoked DATETIME(6) NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
