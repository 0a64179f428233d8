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
	KEY unit_code (code),
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
	KEY (line_id, above_id, depth, unit_id),
	KEY unit_above_unit (unit_id, above_id)
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

-- How much of an old unit's figures its successor has: of an item (0: of all
-- that have no row of their own), from 0 to 1.  Only of what was split with
-- shares; without rows here a succession that is not comparable stays so.
CREATE TABLE succession_share (
	succession_id BIGINT NOT NULL,
	item_id BIGINT NOT NULL,
	share DECIMAL(38,10) NOT NULL,
	PRIMARY KEY (succession_id, item_id),
	FOREIGN KEY (succession_id) REFERENCES succession (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A reorganisation as one planned act (core/reform.h).
CREATE TABLE reform (
	id BIGINT NOT NULL AUTO_INCREMENT,
	decision VARCHAR(200) NOT NULL, -- number of the legal act
	decided DATE NULL, -- the day it was signed
	on_date DATE NOT NULL, -- it takes effect
	file VARCHAR(200) NOT NULL, -- the plan's name
	sha CHAR(64) COLLATE ascii_bin NOT NULL, -- of the plan
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- planned running done undoing undone dropped
	done BIGINT NOT NULL, -- progress, in units
	total BIGINT NOT NULL,
	mark BIGINT NOT NULL, -- the last revision before it
	person_id BIGINT NOT NULL, -- 0: the command line
	made DATETIME(6) NOT NULL,
	switched DATETIME(6) NULL, -- the structure changed
	undone DATETIME(6) NULL,
	version BIGINT NOT NULL, -- optimistic lock
	note VARCHAR(500) NOT NULL DEFAULT '',
	PRIMARY KEY (id),
	KEY (state)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Its plan, row by row, as it was brought (core/reform_file.h).
CREATE TABLE reform_row (
	reform_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- line of the file
	act VARCHAR(10) COLLATE ascii_bin NOT NULL,
	unit VARCHAR(20) COLLATE ascii_bin NOT NULL,
	became VARCHAR(20) COLLATE ascii_bin NOT NULL,
	level VARCHAR(20) COLLATE ascii_bin NOT NULL,
	name VARCHAR(200) NOT NULL,
	parent VARCHAR(20) COLLATE ascii_bin NOT NULL,
	share VARCHAR(20) COLLATE ascii_bin NOT NULL,
	item VARCHAR(80) COLLATE ascii_bin NOT NULL,
	scheme VARCHAR(20) COLLATE ascii_bin NOT NULL,
	in_line VARCHAR(20) COLLATE ascii_bin NOT NULL,
	note VARCHAR(500) NOT NULL,
	PRIMARY KEY (reform_id, no),
	FOREIGN KEY (reform_id) REFERENCES reform (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every row that it added, ended or changed elsewhere, with what was there: the
-- record of it, and what undoing goes back by (core/reform_undo.c).
CREATE TABLE reform_change (
	reform_id BIGINT NOT NULL,
	no BIGINT NOT NULL,
	tab VARCHAR(24) COLLATE ascii_bin NOT NULL, -- unit, unit_line, access ...
	act VARCHAR(6) COLLATE ascii_bin NOT NULL, -- add end set
	row_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL, -- whose stream of the record it is in
	line_id BIGINT NOT NULL DEFAULT 0,
	day DATE NULL, -- part of the key: valid_from
	was_id BIGINT NULL,
	was_day DATE NULL,
	PRIMARY KEY (reform_id, no),
	KEY (reform_id, tab, row_id),
	KEY (reform_id, unit_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Open reports that it carried over, sent elsewhere or closed.
CREATE TABLE reform_report (
	reform_id BIGINT NOT NULL,
	report_id BIGINT NOT NULL,
	fate VARCHAR(10) COLLATE ascii_bin NOT NULL, -- carried rerouted closed
	unit_id BIGINT NOT NULL, -- before
	receiver_id BIGINT NULL,
	accepted_id BIGINT NULL,
	state VARCHAR(10) COLLATE ascii_bin NOT NULL,
	version BIGINT NOT NULL,
	changed DATETIME(6) NOT NULL,
	due DATE NULL,
	PRIMARY KEY (reform_id, report_id),
	KEY (report_id),
	KEY (unit_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What no rule decides, until somebody has seen to it.
CREATE TABLE reform_todo (
	reform_id BIGINT NOT NULL,
	no BIGINT NOT NULL,
	kind VARCHAR(20) COLLATE ascii_bin NOT NULL, -- grant report ... core/reform.h
	row_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL, -- of a grant; else 0
	what VARCHAR(300) NOT NULL,
	why VARCHAR(20) COLLATE ascii_bin NOT NULL, -- merged split ended some
	settled DATETIME(6) NULL,
	settled_by BIGINT NULL,
	choice VARCHAR(10) COLLATE ascii_bin NOT NULL DEFAULT '', -- core/reform_decide.h
	PRIMARY KEY (reform_id, no),
	KEY (unit_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- people

CREATE TABLE person (
	id BIGINT NOT NULL AUTO_INCREMENT,
	login VARCHAR(60) COLLATE ascii_bin NOT NULL,
	name VARCHAR(120) NOT NULL,
	title VARCHAR(120) NOT NULL DEFAULT '', -- position, as it signs
	email VARCHAR(200) NOT NULL DEFAULT '',
	phone VARCHAR(40) NOT NULL DEFAULT '',
	search VARCHAR(400) NOT NULL DEFAULT '', -- utf8_key(..., false) of login, name, title, e-mail
	lang VARCHAR(5) COLLATE ascii_bin NOT NULL DEFAULT 'vi',
	locked BOOLEAN NOT NULL DEFAULT 0, -- by an administrator
	valid_to DATE NOT NULL DEFAULT '9999-12-31', -- left; cannot sign in from here on
	erased DATETIME(6) NULL, -- core/erase.h: what it said is gone
	version BIGINT NOT NULL DEFAULT 1,
	created DATETIME(6) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (login),
	KEY person_locked (locked),
	KEY person_valid_to (valid_to)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every word of person.search, and the empty one, with the name: a list in the
-- order of names, and a search that reads what it finds (core/person_word.h).
CREATE TABLE person_word (
	person_id BIGINT NOT NULL,
	word VARCHAR(60) NOT NULL,
	name VARCHAR(120) COLLATE utf8mb4_unicode_ci NOT NULL, -- the person's
	PRIMARY KEY (person_id, word),
	KEY person_word_walk (word, name, person_id),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Read by sign-in and password change alone (core/person_secret.c).
CREATE TABLE person_secret (
	person_id BIGINT NOT NULL,
	pwhash VARCHAR(128) COLLATE ascii_bin NOT NULL,
	changed DATETIME(6) NOT NULL,
	PRIMARY KEY (person_id),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Where somebody works, one unit at a time: who manages the account follows
-- from it (core/delegate.h), no right does.
CREATE TABLE person_post (
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

-- A role on the subtree of a unit; `grant` is a reserved word.
CREATE TABLE access (
	id BIGINT NOT NULL AUTO_INCREMENT,
	person_id BIGINT NOT NULL,
	role BIGINT NOT NULL, -- enum role, core/access.h
	unit_id BIGINT NOT NULL,
	for_id BIGINT NOT NULL DEFAULT 0, -- whose right it is: core/deputy.h; 0: their own
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	decision VARCHAR(200) NOT NULL DEFAULT '', -- number and date of the act behind it
	sign_as VARCHAR(4) COLLATE ascii_bin NOT NULL DEFAULT '', -- one who stands in: KT TUQ
	given_by BIGINT NOT NULL DEFAULT 0, -- 0: the command line
	given DATETIME(6) NULL, -- NULL: before this was written down
	ended_by BIGINT NOT NULL DEFAULT 0, -- who set valid_to later on
	ended DATETIME(6) NULL,
	PRIMARY KEY (id),
	UNIQUE KEY access_once (person_id, role, unit_id, for_id, valid_from),
	KEY (unit_id),
	KEY (for_id),
	KEY access_role (role, valid_to),
	FOREIGN KEY (person_id) REFERENCES person (id),
	FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE session (
	token CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the cookie's
	id BIGINT NOT NULL AUTO_INCREMENT, -- what pages call it by
	person_id BIGINT NOT NULL,
	made DATETIME(6) NOT NULL, -- real time, all of these
	seen DATETIME(6) NOT NULL,
	expires DATETIME(6) NOT NULL,
	proved DATETIME(6) NOT NULL, -- when they last showed who they are
	strong BOOLEAN NOT NULL DEFAULT 0, -- ... by two factors
	address VARCHAR(45) COLLATE ascii_bin NOT NULL DEFAULT '',
	agent VARCHAR(200) COLLATE ascii_bin NOT NULL DEFAULT '', -- the browser
	sso BOOLEAN NOT NULL DEFAULT 0, -- began through the web server
	PRIMARY KEY (token),
	UNIQUE KEY (id),
	KEY (person_id),
	KEY (expires)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Whom a provider of identities knows an account as: core/sso.h.
CREATE TABLE person_subject (
	issuer VARCHAR(200) NOT NULL,
	subject VARCHAR(200) NOT NULL,
	person_id BIGINT NOT NULL,
	made DATETIME(6) NOT NULL,
	made_by BIGINT NOT NULL, -- 0: the command line
	PRIMARY KEY (issuer, subject),
	KEY (person_id),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What people ask about their own data, and the answers: core/data_request.h.
CREATE TABLE data_request (
	id BIGINT NOT NULL AUTO_INCREMENT,
	person_id BIGINT NOT NULL,
	field VARCHAR(10) COLLATE ascii_bin NOT NULL, -- name title email phone other
	wanted VARCHAR(200) NOT NULL,
	note VARCHAR(1000) NOT NULL,
	state VARCHAR(8) COLLATE ascii_bin NOT NULL, -- open done refused
	answer VARCHAR(1000) NOT NULL,
	made DATETIME(6) NOT NULL, -- real time
	answered DATETIME(6) NULL,
	answered_by BIGINT NULL,
	PRIMARY KEY (id),
	KEY (person_id),
	KEY (state),
	FOREIGN KEY (person_id) REFERENCES person (id)
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

-- The second factor (core/second.h); the secret is sealed under a key outside.
CREATE TABLE person_second (
	person_id BIGINT NOT NULL,
	secret VARCHAR(200) COLLATE ascii_bin NOT NULL,
	step BIGINT NOT NULL, -- of the last code that was taken
	since DATETIME(6) NOT NULL,
	PRIMARY KEY (person_id),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Recovery codes that have not been used.
CREATE TABLE person_recovery (
	person_id BIGINT NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (person_id, hash),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The password was right, the code of the second factor is still to come.
CREATE TABLE signin_ticket (
	hash CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of what the form holds
	person_id BIGINT NOT NULL,
	browser CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of its cookie
	tries BIGINT NOT NULL DEFAULT 0,
	expires DATETIME(6) NOT NULL,
	PRIMARY KEY (hash),
	KEY (person_id),
	KEY (expires)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Links by which a password is chosen, once (core/signin_link.h).
CREATE TABLE signin_link (
	hash CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the link's key
	person_id BIGINT NOT NULL,
	made DATETIME(6) NOT NULL, -- good as long as the password is older
	expires DATETIME(6) NOT NULL,
	PRIMARY KEY (hash),
	KEY (person_id),
	KEY (expires),
	FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Somebody asks for such a link; the cron run sees whether there is an account.
CREATE TABLE signin_wanted (
	id BIGINT NOT NULL AUTO_INCREMENT,
	who VARCHAR(254) NOT NULL, -- login name or e-mail address, as typed
	address VARCHAR(45) COLLATE ascii_bin NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A letter to somebody, written in the transaction that it tells of and sent by
-- the cron run (core/outbox.h).  What it says is forgotten once it is sent: it
-- may hold a one-time link.
CREATE TABLE outbox (
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

-- ---------------------------------------------------------------- regimes

-- A reporting regime (che do bao cao).  What it says is in its versions.
CREATE TABLE regime (
	id BIGINT NOT NULL AUTO_INCREMENT,
	code VARCHAR(40) COLLATE ascii_bin NOT NULL,
	line_id BIGINT NOT NULL, -- reports go up this line
	owner_id BIGINT NULL, -- the unit whose owners change it; NULL: nobody's
	version BIGINT NOT NULL DEFAULT 1, -- optimistic lock
	shared BOOLEAN NOT NULL DEFAULT 0, -- derived: it is in form_share
	PRIMARY KEY (id),
	UNIQUE KEY (code),
	FOREIGN KEY (line_id) REFERENCES line (id),
	FOREIGN KEY (owner_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a regime defines, Decree 09/2019/ND-CP art. 8, 12 and 13, for the
-- periods whose last day is in [valid_from, valid_to).  A draft changes until
-- it is published; then nothing but the end of its validity does, and a report
-- stays on the version under which it was opened.  A draft may be incomplete:
-- core/regime_publish.h says what is needed.
CREATE TABLE regime_version (
	id BIGINT NOT NULL AUTO_INCREMENT,
	regime_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- 1, 2, ... in the order they were begun
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- draft published replaced retired
	edit BIGINT NOT NULL DEFAULT 1, -- optimistic lock of a draft
	valid_from DATE NOT NULL, -- takes effect
	valid_to DATE NOT NULL, -- expires; replaced or retired from here on
	title_vi VARCHAR(300) NOT NULL, -- name of the report, art. 8
	title_en VARCHAR(300) NOT NULL DEFAULT '',
	family VARCHAR(20) COLLATE ascii_bin NOT NULL, -- art. 1 and 4
	secrecy VARCHAR(12) COLLATE ascii_bin NOT NULL DEFAULT 'none', -- art. 1: no other
	content VARCHAR(10) COLLATE ascii_bin NOT NULL, -- art. 8: text figures both
	scope TEXT NOT NULL, -- what is to be reported, in words, art. 8
	reporters VARCHAR(1000) NOT NULL DEFAULT '', -- who reports, art. 8
	receivers VARCHAR(1000) NOT NULL DEFAULT '', -- who receives it, by name, art. 8
	media VARCHAR(40) COLLATE ascii_bin NOT NULL DEFAULT '', -- form, art. 8: "signed paper"
	channels VARCHAR(60) COLLATE ascii_bin NOT NULL DEFAULT '', -- ways of sending, in order of priority
	frequency VARCHAR(10) COLLATE ascii_bin NOT NULL, -- art. 12: enum period_kind
	cutoff VARCHAR(40) COLLATE ascii_bin NOT NULL, -- art. 8(5)(a), 12: core/cutoff.h
	outline TEXT NOT NULL, -- of the text, compulsory, art. 8
	guidance TEXT NOT NULL, -- how it is done, when needed, art. 8
	basis VARCHAR(300) NOT NULL DEFAULT '', -- legal basis, as it is printed
	basis_no VARCHAR(60) NOT NULL DEFAULT '', -- of the act: 02/2021/TT-TTCP
	basis_date DATE NULL, -- when it was signed
	issuer VARCHAR(200) NOT NULL DEFAULT '', -- the body that issued it
	made_by BIGINT NOT NULL DEFAULT 0, -- 0: the command line
	made DATETIME(6) NOT NULL,
	published DATETIME(6) NULL,
	search VARCHAR(1500) NOT NULL DEFAULT '', -- utf8_key(..., false) of code, titles, basis, issuer
	PRIMARY KEY (id),
	UNIQUE KEY (regime_id, no),
	KEY (regime_id, valid_from),
	FOREIGN KEY (regime_id) REFERENCES regime (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Units that are assigned together, for a time each.
CREATE TABLE unit_group (
	id BIGINT NOT NULL AUTO_INCREMENT,
	name VARCHAR(200) NOT NULL,
	owner_id BIGINT NOT NULL, -- the unit whose owners change it
	version BIGINT NOT NULL DEFAULT 1, -- optimistic lock
	PRIMARY KEY (id),
	UNIQUE KEY (owner_id, name),
	FOREIGN KEY (owner_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE unit_group_member (
	group_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (group_id, unit_id, valid_from),
	KEY (unit_id),
	FOREIGN KEY (group_id) REFERENCES unit_group (id),
	FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who reports, and by when (art. 8(5)(b)): a level of the regime's line, a
-- named unit or a group, of which exactly one is set; or who does not, although
-- it would.  core/assign.h says how they come together.
CREATE TABLE assignment (
	id BIGINT NOT NULL AUTO_INCREMENT,
	regime_id BIGINT NOT NULL,
	kind VARCHAR(10) COLLATE ascii_bin NOT NULL, -- level unit group
	exempt BOOLEAN NOT NULL DEFAULT 0, -- 1: these do not report
	level VARCHAR(20) COLLATE ascii_bin NULL,
	unit_id BIGINT NULL,
	group_id BIGINT NULL,
	due VARCHAR(120) COLLATE ascii_bin NOT NULL DEFAULT '', -- core/deadline.h; '': its level's
	reason VARCHAR(500) NOT NULL DEFAULT '', -- of an exemption
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (id),
	KEY (regime_id, kind, level),
	FOREIGN KEY (regime_id) REFERENCES regime (id),
	FOREIGN KEY (level) REFERENCES level (code),
	FOREIGN KEY (unit_id) REFERENCES unit (id),
	FOREIGN KEY (group_id) REFERENCES unit_group (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A unit of measure, as it is printed.  Those of one dimension measure the
-- same: a figure is so many times `factor` of the dimension's base.
CREATE TABLE measure (
	code VARCHAR(40) COLLATE ascii_bin NOT NULL,
	name VARCHAR(40) NOT NULL, -- item.measure: "triệu đồng"
	name_en VARCHAR(60) NOT NULL,
	dimension VARCHAR(40) COLLATE ascii_bin NOT NULL, -- '': not known yet
	factor DECIMAL(38,10) NOT NULL,
	PRIMARY KEY (code),
	UNIQUE KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What is counted.  The meaning that stands here is that of its newest
-- item_version: how it is asked for from now on.
CREATE TABLE item (
	id BIGINT NOT NULL AUTO_INCREMENT,
	code VARCHAR(80) COLLATE ascii_bin NOT NULL,
	name VARCHAR(500) NOT NULL,
	name_key VARCHAR(500) NOT NULL, -- utf8_key(name, true)
	name_plain VARCHAR(500) NOT NULL, -- utf8_key(name, false)
	short_name VARCHAR(120) NOT NULL DEFAULT '',
	name_en VARCHAR(500) NOT NULL DEFAULT '',
	measure VARCHAR(40) NOT NULL, -- measure.name
	decimals BIGINT NOT NULL,
	over_units VARCHAR(10) COLLATE ascii_bin NOT NULL, -- sum mean last max none
	over_time VARCHAR(10) COLLATE ascii_bin NOT NULL, -- sum last mean none
	weight_id BIGINT NULL, -- over_units mean: weighted by this item
	state VARCHAR(10) COLLATE ascii_bin NOT NULL DEFAULT 'active', -- draft active retired
	owner_id BIGINT NULL, -- NULL: the installation's
	base_id BIGINT NULL, -- one category of this item: see item_cut
	version BIGINT NOT NULL DEFAULT 1, -- optimistic lock
	PRIMARY KEY (id),
	UNIQUE KEY (code),
	KEY (name_key),
	KEY (measure),
	FOREIGN KEY (weight_id) REFERENCES item (id),
	FOREIGN KEY (owner_id) REFERENCES unit (id),
	FOREIGN KEY (base_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What an item meant on a day.  One of them holds on every day; one that
-- figures were accepted under never changes in what makes them comparable
-- (measure, decimals, how they add up), a later one takes its place.
CREATE TABLE item_version (
	item_id BIGINT NOT NULL,
	valid_from DATE NOT NULL, -- for periods whose last day is in here
	valid_to DATE NOT NULL,
	name VARCHAR(500) NOT NULL,
	measure VARCHAR(40) NOT NULL,
	decimals BIGINT NOT NULL,
	over_units VARCHAR(10) COLLATE ascii_bin NOT NULL,
	over_time VARCHAR(10) COLLATE ascii_bin NOT NULL,
	weight_id BIGINT NULL,
	definition VARCHAR(4000) NOT NULL DEFAULT '',
	method VARCHAR(4000) NOT NULL DEFAULT '',
	source VARCHAR(1000) NOT NULL DEFAULT '',
	reason VARCHAR(500) NOT NULL DEFAULT '', -- why it was made: the legal act
	PRIMARY KEY (item_id, valid_from),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (weight_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A dimension that items are broken down by: sex, age, sector, level.
CREATE TABLE breakdown (
	id BIGINT NOT NULL AUTO_INCREMENT,
	code VARCHAR(20) COLLATE ascii_bin NOT NULL,
	name VARCHAR(120) NOT NULL,
	name_en VARCHAR(120) NOT NULL,
	whole BOOLEAN NOT NULL, -- its categories make up the whole
	owner_id BIGINT NULL, -- NULL: the installation's
	version BIGINT NOT NULL DEFAULT 1,
	PRIMARY KEY (id),
	UNIQUE KEY (code),
	FOREIGN KEY (owner_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE category (
	id BIGINT NOT NULL AUTO_INCREMENT,
	breakdown_id BIGINT NOT NULL,
	code VARCHAR(20) COLLATE ascii_bin NOT NULL,
	name VARCHAR(120) NOT NULL,
	name_en VARCHAR(120) NOT NULL,
	place BIGINT NOT NULL, -- in order
	retired BOOLEAN NOT NULL DEFAULT 0,
	PRIMARY KEY (id),
	UNIQUE KEY (breakdown_id, code),
	FOREIGN KEY (breakdown_id) REFERENCES breakdown (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE item_breakdown (
	item_id BIGINT NOT NULL,
	breakdown_id BIGINT NOT NULL,
	PRIMARY KEY (item_id, breakdown_id),
	KEY (breakdown_id),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (breakdown_id) REFERENCES breakdown (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- An item that is one category (or one of each of several dimensions) of its
-- base_id: an item like any other, its code is BASE.CATEGORY.
CREATE TABLE item_cut (
	item_id BIGINT NOT NULL,
	breakdown_id BIGINT NOT NULL,
	category_id BIGINT NOT NULL,
	PRIMARY KEY (item_id, breakdown_id),
	KEY (category_id),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (breakdown_id) REFERENCES breakdown (id),
	FOREIGN KEY (category_id) REFERENCES category (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A version of a form; immutable.  The XML is what core/form.c reads.
CREATE TABLE form (
	id BIGINT NOT NULL AUTO_INCREMENT,
	regime_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL DEFAULT 0, -- an extension for it, core/extend.h; 0: all
	version VARCHAR(20) COLLATE ascii_bin NOT NULL,
	valid_from DATE NOT NULL, -- for periods whose last day is in here
	valid_to DATE NOT NULL,
	sha CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of xml
	xml MEDIUMTEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY regime_unit_version (regime_id, unit_id, version),
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

-- A form while it is being drawn: core/design.h, core/design_store.h.  The
-- steps are its history, for undo and for two people at once.
CREATE TABLE form_draft (
	id BIGINT NOT NULL AUTO_INCREMENT,
	unit_id BIGINT NOT NULL, -- the owner: scope is taken from here
	regime_id BIGINT NULL, -- NULL: not decided yet
	form_id BIGINT NULL, -- what it was published as
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- open published dropped
	label VARCHAR(20) NOT NULL, -- of the version, as in the XML
	title VARCHAR(300) NOT NULL, -- as in the XML
	person_id BIGINT NOT NULL, -- who began it
	version BIGINT NOT NULL, -- optimistic lock; grows with every change
	made DATETIME(6) NOT NULL,
	changed DATETIME(6) NOT NULL,
	xml MEDIUMTEXT NOT NULL, -- <form>, one element a line
	doubts MEDIUMTEXT NULL, -- JSON, what an importer was not sure of
	PRIMARY KEY (id),
	KEY (unit_id, state),
	KEY (regime_id),
	FOREIGN KEY (unit_id) REFERENCES unit (id),
	FOREIGN KEY (regime_id) REFERENCES regime (id),
	FOREIGN KEY (form_id) REFERENCES form (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One row a version of a draft.  Undo and redo make a version as well, with
-- the text of an earlier one.
CREATE TABLE form_draft_step (
	draft_id BIGINT NOT NULL,
	version BIGINT NOT NULL,
	same BIGINT NOT NULL, -- the version whose text this one has
	back BIGINT NOT NULL, -- where undo leads; 0: nowhere
	forth BIGINT NOT NULL, -- where redo leads; 0: nowhere
	xml MEDIUMTEXT NULL, -- NULL: see same
	doubts MEDIUMTEXT NULL,
	act VARCHAR(20) COLLATE ascii_bin NOT NULL, -- core/design.h: its name
	detail VARCHAR(300) NOT NULL, -- what it was done to
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (draft_id, version),
	FOREIGN KEY (draft_id) REFERENCES form_draft (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The workbooks that drafts were read from, as they were uploaded
-- (core/template_store.h), in pieces that a small server can carry.
CREATE TABLE form_template (
	id BIGINT NOT NULL AUTO_INCREMENT,
	unit_id BIGINT NOT NULL, -- the owner: scope is taken from here
	person_id BIGINT NOT NULL, -- who brought it
	made DATETIME(6) NOT NULL,
	name VARCHAR(200) NOT NULL, -- of the file
	sha CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the bytes
	size BIGINT NOT NULL,
	taken DATETIME(6) NULL, -- when it last became a draft
	PRIMARY KEY (id),
	KEY (unit_id, sha),
	FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE form_template_part (
	template_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- 0, 1, ...
	bytes MEDIUMBLOB NOT NULL,
	PRIMARY KEY (template_id, no),
	FOREIGN KEY (template_id) REFERENCES form_template (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What names of items are written out by when they are compared.
CREATE TABLE abbreviation (
	shorter VARCHAR(40) NOT NULL, -- UBND
	words VARCHAR(200) NOT NULL, -- ủy ban nhân dân
	meaning VARCHAR(200) NOT NULL, -- in English
	source VARCHAR(200) NOT NULL,
	PRIMARY KEY (shorter)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Enter once, use many (core/home.h).  An item that another one is the same
-- as, though it has a code of its own: never a chain.
CREATE TABLE item_same (
	item_id BIGINT NOT NULL,
	as_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (item_id),
	KEY (as_id),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (as_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Two items with like names that an owner knows to be different.
CREATE TABLE item_apart (
	a_id BIGINT NOT NULL, -- the smaller
	b_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (a_id, b_id),
	FOREIGN KEY (a_id) REFERENCES item (id),
	FOREIGN KEY (b_id) REFERENCES item (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which regime asks for an item, where several would: an owner's choice.
CREATE TABLE item_home (
	item_id BIGINT NOT NULL,
	valid_from DATE NOT NULL, -- for periods whose last day is in here
	valid_to DATE NOT NULL,
	regime_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (item_id, valid_from),
	FOREIGN KEY (item_id) REFERENCES item (id),
	FOREIGN KEY (regime_id) REFERENCES regime (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Cells of forms whose item a form of another regime has as well; derived from
-- form_cell and item_same, in the same transaction.
CREATE TABLE form_share (
	form_id BIGINT NOT NULL,
	cell BIGINT NOT NULL,
	other_form_id BIGINT NOT NULL,
	other_item_id BIGINT NOT NULL, -- under which its facts are
	item_id BIGINT NOT NULL, -- as which both count
	since BIGINT NOT NULL, -- the first form of its regime that had it
	other_since BIGINT NOT NULL,
	PRIMARY KEY (form_id, cell, other_form_id, other_item_id),
	KEY (form_id, other_form_id),
	KEY (item_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Days that are not what the week says: core/calendar.h.
CREATE TABLE holiday (
	day DATE NOT NULL,
	kind VARCHAR(12) COLLATE ascii_bin NOT NULL, -- enum day_kind
	state VARCHAR(8) COLLATE ascii_bin NOT NULL, -- set; pending: not law yet
	name VARCHAR(120) NOT NULL,
	basis VARCHAR(200) NOT NULL,
	version BIGINT NOT NULL,
	changed DATETIME(6) NOT NULL,
	PRIMARY KEY (day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The years whose days off are published; all others are computed.
CREATE TABLE holiday_year (
	year BIGINT NOT NULL,
	basis VARCHAR(200) NOT NULL,
	changed DATETIME(6) NOT NULL,
	PRIMARY KEY (year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Days of the lunar calendar, at UTC+7: what computed years stand on.
CREATE TABLE lunar (
	year BIGINT NOT NULL,
	tet DATE NOT NULL, -- first day of the first month
	hung DATE NOT NULL, -- 10th day of the third month
	PRIMARY KEY (year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A window of time; 2026-Q1 by the decree and by the calendar are two.
CREATE TABLE period (
	id BIGINT NOT NULL AUTO_INCREMENT,
	kind VARCHAR(10) COLLATE ascii_bin NOT NULL,
	code VARCHAR(30) COLLATE ascii_bin NOT NULL, -- 2026-Q1; not unique
	starts DATE NOT NULL, -- first and last day of the window
	ends DATE NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (kind, starts, ends),
	KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a single period of a regime has otherwise than its rules say; of ad hoc
-- and thematic ones, all that there is (core/schedule.h).
CREATE TABLE regime_period (
	id BIGINT NOT NULL AUTO_INCREMENT,
	regime_id BIGINT NOT NULL,
	code VARCHAR(30) COLLATE ascii_bin NOT NULL, -- core/period.h
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

CREATE TABLE regime_period_due (
	regime_period_id BIGINT NOT NULL,
	level VARCHAR(20) COLLATE ascii_bin NOT NULL, -- empty: all of them
	due DATE NOT NULL,
	PRIMARY KEY (regime_period_id, level),
	FOREIGN KEY (regime_period_id) REFERENCES regime_period (id)
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
	regime_version_id BIGINT NOT NULL, -- under which it was opened, for good
	form_id BIGINT NOT NULL,
	state VARCHAR(10) COLLATE ascii_bin NOT NULL, -- enum state, core/flow.h
	due DATE NOT NULL,
	due_rule DATE NULL, -- before it was extended; NULL: it was not
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
	FOREIGN KEY (regime_version_id) REFERENCES regime_version (id),
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
	behalf_id BIGINT NOT NULL DEFAULT 0, -- for whom they stood in; 0: nobody
	sign_as VARCHAR(4) COLLATE ascii_bin NOT NULL DEFAULT '', -- how: KT TUQ
	at DATETIME(6) NOT NULL,
	body MEDIUMTEXT NOT NULL, -- canonical, core/revision.h
	sha CHAR(64) COLLATE ascii_bin NOT NULL,
	prev CHAR(64) COLLATE ascii_bin NOT NULL, -- 64 zeros for the first
	PRIMARY KEY (id),
	UNIQUE KEY (report_id, no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Signatures of a revision (core/signature.h); without a row it is unsigned.
CREATE TABLE revision_signature (
	revision_id BIGINT NOT NULL,
	kind VARCHAR(10) COLLATE ascii_bin NOT NULL, -- ed25519 cms counter
	signer VARCHAR(500) NOT NULL, -- the public key; the certificate's subject
	at DATETIME(6) NOT NULL, -- real time
	value TEXT COLLATE ascii_bin NOT NULL, -- hex; DER in base64
	PRIMARY KEY (revision_id, kind),
	FOREIGN KEY (revision_id) REFERENCES revision (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What happened to a report, in the words of those who did it.
CREATE TABLE report_event (
	id BIGINT NOT NULL AUTO_INCREMENT,
	report_id BIGINT NOT NULL,
	act VARCHAR(10) COLLATE ascii_bin NOT NULL, -- open send return accept
	person_id BIGINT NOT NULL, -- 0: the system
	behalf_id BIGINT NOT NULL DEFAULT 0, -- in whose place: core/deputy.h
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
	copied BOOLEAN NOT NULL DEFAULT 0, -- its home is another report
	PRIMARY KEY (revision_id, part, item_id) -- found through accepted_id
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Revisions whose figures a sent revision has used (core/home.h); its body says
-- it as well.
CREATE TABLE revision_use (
	revision_id BIGINT NOT NULL,
	source_id BIGINT NOT NULL,
	PRIMARY KEY (revision_id, source_id),
	KEY (source_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The picture of the country while it is coming in: provisional totals of
-- everything accepted below a unit, made by the roll-up job.
CREATE TABLE rollup (
	regime_id BIGINT NOT NULL,
	period_id BIGINT NOT NULL,
	unit_id BIGINT NOT NULL,
	item_id BIGINT NOT NULL,
	value DECIMAL(38,10) NOT NULL,
	revision_id BIGINT NULL, -- where it is somebody's: the last, a total
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

-- ---------------------------------------------------------------- registers

-- Lists of things that forms refer to (core/register.h).
CREATE TABLE register (
	id BIGINT NOT NULL AUTO_INCREMENT,
	code VARCHAR(40) COLLATE ascii_bin NOT NULL,
	name_vi VARCHAR(200) NOT NULL,
	name_en VARCHAR(200) NOT NULL,
	attrs VARCHAR(1000) COLLATE ascii_bin NOT NULL, -- "dia_ban|dien_tich"
	unit_id BIGINT NOT NULL, -- whose owners may change it; 0: nobody's
	version BIGINT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Never deleted, since reports name them: they end on a day.
CREATE TABLE register_entry (
	id BIGINT NOT NULL AUTO_INCREMENT,
	register_id BIGINT NOT NULL,
	code VARCHAR(40) COLLATE ascii_bin NOT NULL,
	label VARCHAR(300) NOT NULL,
	label_key VARCHAR(300) NOT NULL, -- utf8_key(label, true)
	label_plain VARCHAR(300) NOT NULL, -- utf8_key(label, false)
	attrs VARCHAR(4000) NOT NULL, -- JSON: {"dia_ban":"..."}
	valid_from DATE NOT NULL,
	valid_to DATE NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (register_id, code, valid_from),
	FOREIGN KEY (register_id) REFERENCES register (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- files

-- A file that a report may name by its hash (core/attach.h), in pieces that
-- a small server can carry.  The same bytes are kept once per report.
CREATE TABLE attachment (
	id BIGINT NOT NULL AUTO_INCREMENT,
	report_id BIGINT NOT NULL,
	sha CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the bytes
	size BIGINT NOT NULL,
	kind VARCHAR(10) COLLATE ascii_bin NOT NULL, -- pdf docx xlsx png jpeg
	person_id BIGINT NOT NULL,
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (report_id, sha)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE attachment_part (
	attachment_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- 0, 1, ...
	bytes MEDIUMBLOB NOT NULL,
	PRIMARY KEY (attachment_id, no),
	FOREIGN KEY (attachment_id) REFERENCES attachment (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- the record

-- One chain per unit; other events have streams below zero (core/audit.h).
CREATE TABLE audit_head (
	stream BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	held BIGINT NOT NULL DEFAULT 0, -- audit_hold()
	PRIMARY KEY (stream)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE audit (
	stream BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	format BIGINT NOT NULL DEFAULT 1, -- of its hash, core/audit_entry.h
	at DATETIME(6) NOT NULL, -- real time
	person_id BIGINT NOT NULL,
	behalf_id BIGINT NOT NULL DEFAULT 0, -- whom that person stands in for
	role VARCHAR(60) COLLATE ascii_bin NOT NULL DEFAULT '',
	act VARCHAR(30) COLLATE ascii_bin NOT NULL,
	object VARCHAR(30) COLLATE ascii_bin NOT NULL,
	object_id BIGINT NOT NULL,
	request VARCHAR(40) COLLATE ascii_bin NOT NULL,
	-- the body: what may be blanked by law, its hash stays
	address VARCHAR(45) COLLATE ascii_bin NOT NULL DEFAULT '',
	address_salt VARCHAR(32) COLLATE ascii_bin NOT NULL DEFAULT '',
	address_sha VARCHAR(64) COLLATE ascii_bin NOT NULL DEFAULT '', -- once forgotten
	salt VARCHAR(32) COLLATE ascii_bin NOT NULL DEFAULT '',
	detail VARCHAR(4000) NOT NULL,
	was TEXT NULL,
	became TEXT NULL,
	blanked BOOLEAN NOT NULL DEFAULT 0,
	body_sha CHAR(64) COLLATE ascii_bin NOT NULL DEFAULT '',
	prev CHAR(64) COLLATE ascii_bin NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	seal_no BIGINT NULL, -- NULL: not yet sealed
	PRIMARY KEY (stream, seq),
	-- by name: core/audit_walk.h
	KEY at (at),
	KEY person_id (person_id, at),
	KEY request (request),
	KEY seal_no (seal_no),
	KEY object (object, object_id, at),
	KEY kind (object, act, at),
	KEY address (address, at),
	KEY chain (stream, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Backups that were put back (core/restored.h): seals kept + 1 to lost are gone.
CREATE TABLE audit_restored (
	lost BIGINT NOT NULL, -- the last seal that was anchored
	kept BIGINT NOT NULL, -- the last one that the backup had
	lost_hash CHAR(64) COLLATE ascii_bin NOT NULL, -- as it was anchored
	at DATETIME(6) NOT NULL, -- told
	PRIMARY KEY (lost)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What is sealed: a Merkle root over entries, chained and signed (core/seal.h).
CREATE TABLE seal (
	no BIGINT NOT NULL, -- 1, 2, ...
	n BIGINT NOT NULL, -- entries in it
	root CHAR(64) COLLATE ascii_bin NOT NULL,
	prev CHAR(64) COLLATE ascii_bin NOT NULL, -- 64 zeros for the first
	at DATETIME(6) NOT NULL, -- real time
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	sign_key VARCHAR(64) COLLATE ascii_bin NOT NULL, -- '': not signed
	signature VARCHAR(128) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Seals whose entries are in a file now, no longer in the table.
CREATE TABLE audit_archive (
	last_seal BIGINT NOT NULL,
	first_seal BIGINT NOT NULL,
	month CHAR(7) COLLATE ascii_bin NOT NULL,
	n BIGINT NOT NULL, -- entries
	file_sha CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the file
	base_sha CHAR(64) COLLATE ascii_bin NOT NULL, -- of audit_base afterwards
	at DATETIME(6) NOT NULL,
	PRIMARY KEY (last_seal)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The last entry of each stream that is archived: the chain goes on from it.
CREATE TABLE audit_base (
	stream BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (stream)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which entry each sending is, as its receipt says (core/proof.h); it stays
-- when the entry is archived.
CREATE TABLE audit_receipt (
	report_id BIGINT NOT NULL,
	no BIGINT NOT NULL, -- of the revision
	stream BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	hash CHAR(64) COLLATE ascii_bin NOT NULL,
	code VARCHAR(12) COLLATE ascii_bin NOT NULL, -- '': no key, no code
	PRIMARY KEY (report_id, no),
	KEY (stream, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Refusals of the minute, so that they cannot fill the record.
CREATE TABLE audit_burst (
	stream BIGINT NOT NULL,
	n BIGINT NOT NULL,
	minute CHAR(16) COLLATE ascii_bin NOT NULL, -- "2026-09-28 02:03", real
	PRIMARY KEY (stream)
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

-- What was posted when its session was over: core/kept.h.
CREATE TABLE kept_form (
	id CHAR(32) COLLATE ascii_bin NOT NULL, -- drawn at random
	person_id BIGINT NOT NULL, -- who alone gets it back
	path VARCHAR(500) NOT NULL,
	fields MEDIUMTEXT NOT NULL, -- JSON: [name, value, name, ...]
	at DATETIME(6) NOT NULL, -- real time
	PRIMARY KEY (id),
	KEY (person_id),
	KEY (at),
	FOREIGN KEY (person_id) REFERENCES person (id)
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
	made BIGINT NOT NULL DEFAULT 0, -- open: reports
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

-- How another system acts for an account: core/token.h.
CREATE TABLE api_token (
	id BIGINT NOT NULL AUTO_INCREMENT,
	hash CHAR(64) COLLATE ascii_bin NOT NULL, -- SHA-256 of the token
	hint VARCHAR(12) COLLATE ascii_bin NOT NULL, -- how it begins: bc_3f09ac
	person_id BIGINT NOT NULL, -- whose rights it has, at most
	name VARCHAR(60) NOT NULL, -- what it is for
	rights VARCHAR(100) COLLATE ascii_bin NOT NULL, -- core/narrow.h: "view"
	unit_id BIGINT NULL, -- this unit and below alone
	regime_id BIGINT NULL, -- this regime alone
	made_by BIGINT NOT NULL, -- 0: the command line
	made DATETIME(6) NOT NULL, -- real time, all of these
	expires DATETIME(6) NOT NULL,
	used DATETIME(6) NULL, -- last, to the hour
	revoked DATETIME(6) NULL,
	revoked_by BIGINT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY (hash),
	KEY (person_id),
	FOREIGN KEY (person_id) REFERENCES person (id),
	FOREIGN KEY (unit_id) REFERENCES unit (id),
	FOREIGN KEY (regime_id) REFERENCES regime (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- library

-- The secret that packages of forms are signed with (core/library_secret.c
-- alone reads it).
CREATE TABLE library_seed (
	id BIGINT NOT NULL, -- 1
	seed CHAR(64) COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Public keys that are known: this installation's, and those it trusts.
CREATE TABLE library_key (
	public CHAR(64) COLLATE ascii_bin NOT NULL,
	name VARCHAR(200) NOT NULL,
	own BOOLEAN NOT NULL,
	added DATETIME(6) NOT NULL,
	PRIMARY KEY (public)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- ---------------------------------------------------------------- signatures

-- Public keys that this installation signs with, and signed with
-- (core/sign_key.h).  The secret is a file, and in no database.
CREATE TABLE sign_key (
	public CHAR(64) COLLATE ascii_bin NOT NULL,
	valid_from DATETIME(6) NOT NULL, -- real time
	valid_to DATETIME(6) NULL, -- NULL: in force
	replaced_by CHAR(64) COLLATE ascii_bin NULL,
	vouched CHAR(128) COLLATE ascii_bin NOT NULL, -- this row, by the one in force
	PRIMARY KEY (public)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
