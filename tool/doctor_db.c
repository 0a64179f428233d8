/* doctor_db.c - how the database stands */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/doctor.h"
#include "core/schema.h"
#include "tool/doctor.h"

/* JSON_TABLE came with these. */
enum { MARIADB_MIN = 1006, MYSQL_MIN = 800, CLOCK_NOTE = 2, CLOCK_BAD = 60 };

struct server {
	struct doctor_settings set, nodes;
	struct doctor_tables tables;
};

static enum rc
ask(struct tool *t, void *arg)
{
	struct server *s = arg;

	TRY(doctor_settings(t->db, &s->set));
	TRY(doctor_nodes(t->db, &s->nodes));
	return doctor_tables(t->db, &s->tables);
}

/* "10.11.19-MariaDB" is 1011. */
static long
version_number(const char *text)
{
	char *end;
	long major = strtol(text, &end, 10);

	return major * 100 + (*end == '.' ? strtol(end + 1, NULL, 10) : 0);
}

static void
say_version(struct tool *t, const char *version)
{
	bool maria = strstr(version, "MariaDB") != NULL;
	long no = version_number(version);

	if (no < (maria ? MARIADB_MIN : MYSQL_MIN))
		doctor_say(t, BAD, N_("server"),
		    _("install MariaDB 10.6 or later, or MySQL 8.0 or later"),
		    _("%s is too old"), version);
	else
		doctor_say(t, GOOD, N_("server"), NULL, "%s%s",
		    maria ? "" : "MySQL ", version);
}

static bool
is_one_of(const char *value, const char *a, const char *b)
{
	return strcmp(value, a) == 0 || strcmp(value, b) == 0;
}

/* A commit that was acknowledged is on the disk, whatever happens then. */
static void
say_durability(struct tool *t, const struct doctor_settings *s)
{
	const char *flush = doctor_setting(s, "innodb_flush_log_at_trx_commit");
	const char *sync = doctor_setting(s, "sync_binlog");

	if (is_one_of(flush, "1", "3"))
		doctor_say(t, GOOD, N_("commits"), NULL,
		    "innodb_flush_log_at_trx_commit = %s", flush);
	else
		doctor_say(t, BAD, N_("commits"),
		    _("set innodb_flush_log_at_trx_commit = 1: a power cut "
		      "would lose reports that were acknowledged"),
		    "innodb_flush_log_at_trx_commit = %s", flush);
	if (strcmp(doctor_setting(s, "log_bin"), "ON") != 0)
		doctor_say(t, GOOD, N_("binary log"), NULL, _("not kept"));
	else if (strcmp(sync, "1") == 0 || strcmp(flush, "3") == 0)
		doctor_say(t, GOOD, N_("binary log"), NULL, "sync_binlog = %s",
		    sync);
	else
		doctor_say(t, BAD, N_("binary log"),
		    _("set sync_binlog = 1: with a binary log, a power cut "
		      "would lose reports that were acknowledged"),
		    "sync_binlog = %s", sync);
	if (strcmp(doctor_setting(s, "innodb_doublewrite"), "OFF") == 0)
		doctor_say(t, BAD, N_("torn pages"),
		    _("set innodb_doublewrite = ON, unless the file system "
		      "writes whole pages: else the server may not start "
		      "again after a power cut"),
		    "innodb_doublewrite = OFF");
	else
		doctor_say(t, GOOD, N_("torn pages"), NULL,
		    "innodb_doublewrite = ON");
}

/* One of several that take writes, or a copy that takes none. */
static void
say_nodes(struct tool *t, const struct server *s)
{
	long n =
	    strtol(doctor_setting(&s->nodes, "wsrep_cluster_size"), NULL, 10);

	if (strcmp(doctor_setting(&s->set, "read_only"), "ON") == 0 &&
	    t->conf->record.name == NULL)
		doctor_say(t, NOTE, N_("replica"),
		    _("give record_host or record_socket, so that reads can "
		      "be put on record at the original"),
		    _("this server only reads"));
	if (strcmp(doctor_setting(&s->set, "wsrep_on"), "ON") != 0)
		return;
	if (n < 3)
		doctor_say(t, NOTE, N_("nodes"),
		    _("have three, or two and an arbitrator (garbd): of two, "
		      "the one that is left stops"),
		    trn("%ld node in the cluster", "%ld nodes in the cluster",
			(size_t)n),
		    n);
	else
		doctor_say(t, GOOD, N_("nodes"), NULL,
		    trn("%ld node in the cluster", "%ld nodes in the cluster",
			(size_t)n),
		    n);
}

static void
say_tables(struct tool *t, const struct doctor_tables *s)
{
	if (s->strange > 0)
		doctor_say(t, BAD, N_("tables"),
		    _("ALTER TABLE ... ENGINE=InnoDB, CONVERT TO CHARACTER "
		      "SET utf8mb4"),
		    _("%ld are not InnoDB with utf8mb4"), s->strange);
	else
		doctor_say(t, GOOD, N_("tables"), NULL,
		    _("%ld, all InnoDB with utf8mb4"), s->tables);
	if (!str_eq(s->charset, "utf8mb4"))
		doctor_say(t, NOTE, N_("character set"),
		    _("ALTER DATABASE ... CHARACTER SET utf8mb4"),
		    _("new tables would be %s"), s->charset);
}

/* Sessions and locks go by the database's clock, the log by the machine's. */
static void
say_clock(struct tool *t)
{
	struct tm tm = { 0 };
	time_t now = time(NULL);

	if (strptime(t->ctx.real, "%Y-%m-%d %H:%M:%S", &tm) == NULL) {
		doctor_say(t, BAD, N_("clock"), NULL, _("the database says %s"),
		    t->ctx.real);
		return;
	}
	long apart = labs((long)(timegm(&tm) - now));
	doctor_say(t,
	    apart > CLOCK_BAD  ? BAD :
	    apart > CLOCK_NOTE ? NOTE :
				 GOOD,
	    N_("clock"),
	    apart > CLOCK_NOTE ?
		_("let both machines keep the time (systemd-timesyncd or "
		  "chrony)") :
		NULL,
	    _("%s UTC, %ld s from this machine's"), t->ctx.real, apart);
	if (t->ctx.demo)
		doctor_say(t, NOTE, N_("date"), NULL,
		    _("a demonstration: today is %s"), t->ctx.today);
}

static void
say_way(struct tool *t)
{
	const struct db_where *w = &t->conf->db;

	if (db_tls_wanted(w))
		doctor_say(t, GOOD, N_("way to it"), NULL, "TLS");
	else if (db_is_here(w))
		doctor_say(t, GOOD, N_("way to it"), NULL,
		    _("inside this machine"));
	else
		doctor_say(t, NOTE, N_("way to it"),
		    _("let the server offer TLS, give its authority as db_ca, "
		      "and take db_plain out"),
		    _("to %s without TLS"), w->host);
}

bool
doctor_database(struct tool *t)
{
	struct server s = { 0 };

	if (tool_read(t, ask, &s) != OK) {
		doctor_say(t, BAD, N_("database"),
		    _("start the server; check db_socket or db_host, db_name, "
		      "db_user, db_password in the settings file; the line "
		      "before says what the server answered"),
		    _("cannot be asked"));
		return false;
	}
	say_version(t, doctor_setting(&s.set, "version"));
	say_way(t);
	say_durability(t, &s.set);
	say_nodes(t, &s);
	say_tables(t, &s.tables);
	say_clock(t);
	return true;
}

void
doctor_schema(struct tool *t)
{
	const char *dir = str_fmt(t->ctx.mem, "%s/..", t->conf->seed);
	struct schema s;

	if (schema_look(t->db, t->ctx.mem, dir, &t->findings, &s) != OK)
		doctor_say(t, BAD, N_("schema"),
		    _("give an empty database of its own, in db_name"),
		    _("the database belongs to something else"));
	else if (s.from < 0)
		doctor_say(t, BAD, N_("schema"), _("run: baocao migrate"),
		    _("there are no tables yet"));
	else if (s.from < s.to)
		doctor_say(t, BAD, N_("schema"), _("run: baocao migrate"),
		    _("version %ld, the programs are of version %ld"), s.from,
		    s.to);
	else if (s.from > s.to)
		doctor_say(t, BAD, N_("schema"),
		    _("install the newer programs"),
		    _("version %ld, the programs are of version %ld"), s.from,
		    s.to);
	else
		doctor_say(t, GOOD, N_("schema"), NULL, _("version %ld"),
		    s.from);
}
