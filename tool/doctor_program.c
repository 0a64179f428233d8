/* doctor_program.c - what each program may: its account, the sandbox */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include "core/doctor.h"
#include "io/file.h"
#include "io/sandbox.h"
#include "tool/doctor.h"
#include "tool/programs.h"

enum { ACCOUNT_BYTES = 2000 };

/* Programs counted, by what is wrong with their accounts. */
struct count {
	struct programs p;
	size_t lacking, more, open;
	const char *first_lacking, *first_more, *first_open;
};

/* "name = value" of an account's file. */
static const char *
value_in(struct tool *t, const char *text, const char *name)
{
	const char *at = strstr(text, name);

	if (at == NULL)
		return "";
	at += strlen(name);
	at += strspn(at, " =");
	return str_ndup(t->ctx.mem, at, strcspn(at, "\n"));
}

static void
count(size_t *n, const char **first, const char *name)
{
	if ((*n)++ == 0)
		*first = name;
}

static unsigned
verb(const char *what)
{
	static const char *const names[] = { "SELECT", "INSERT", "UPDATE",
		"DELETE" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq(names[i], what))
			return 1U << i; /* SQL_SELECT ... SQL_DELETE */
	return 0;
}

/* Takes what is granted from what is needed; true if it was. */
static bool
take(struct sql_tables *ts, const struct doctor_privilege *g)
{
	struct sql_table *t = sql_table(ts, g->tab, strlen(g->tab));
	unsigned *may = NULL;

	if (t != NULL && *g->col == '\0')
		may = &t->may;
	else if (t != NULL) {
		struct sql_column *c = sql_column(t, g->col, strlen(g->col));
		may = c == NULL ? NULL : &c->may;
	}
	if (may == NULL || !(*may & verb(g->what)))
		return false;
	*may &= ~verb(g->what);
	return true;
}

static bool
any_left(const struct sql_tables *ts)
{
	for (size_t i = 0; i < ts->n; i++) {
		if (ts->at[i].may != 0)
			return true;
		for (size_t k = 0; k < ts->at[i].n; k++)
			if (ts->at[i].at[k].may != 0)
				return true;
	}
	return false;
}

/* MySQL asks for LOCK TABLES where rows are locked: no more than that. */
static bool
harmless(const struct doctor_privilege *g)
{
	return *g->tab == '\0' && str_eq(g->what, "LOCK TABLES");
}

/* The account itself says what it may: nobody else need be asked. */
static enum rc
ask(struct tool *t, const char *text, struct doctor_privileges *ret)
{
	struct db_where where = t->conf->db;

	where.user = value_in(t, text, "db_user");
	where.password = value_in(t, text, "db_password");
	struct db *db = db_open(&where);
	db_into(db, t->ctx.mem);
	enum rc rc = db_begin(db, DB_READ_ONLY);
	if (rc == OK)
		rc = db_end(db, doctor_privileges(db, ret));
	db_close(db);
	return rc;
}

static void
look(struct tool *t, struct count *c, const char *name)
{
	const char *path =
	    str_fmt(t->ctx.mem, "%s/%s.conf", t->conf->accounts, name);
	struct doctor_privileges has;
	bool more = false;
	struct file f;
	struct stat st;
	const char *why;

	if (stat(path, &st) == 0 && (st.st_mode & S_IRWXO))
		count(&c->open, &c->first_open, path);
	if (!file_read(t->ctx.mem, path, ACCOUNT_BYTES, &f, &why) ||
	    programs_needs(t, &c->p, name) != OK || ask(t, f.at, &has) != OK) {
		count(&c->lacking, &c->first_lacking, name);
		return;
	}
	for (size_t i = 0; i < has.n; i++)
		if (!take(&c->p.tables, &has.at[i]) && !harmless(&has.at[i]))
			more = true;
	if (more)
		count(&c->more, &c->first_more, name);
	if (any_left(&c->p.tables))
		count(&c->lacking, &c->first_lacking, name);
}

void
doctor_accounts(struct tool *t)
{
	const char *todo =
	    str_fmt(t->ctx.mem, "baocao grants --accounts %s | mariadb",
		t->conf->accounts == NULL ? "DIR" : t->conf->accounts);
	struct count c = { .lacking = 0 };

	if (t->conf->accounts == NULL) {
		doctor_say(t, NOTE, N_("accounts"), todo,
		    _("all programs share one account of the database; each "
		      "could have its own (db_accounts)"));
		return;
	}
	if (programs_open(t, NULL, &c.p) != OK) {
		doctor_say(t, BAD, N_("accounts"),
		    _("check programs_dir in the settings file"),
		    _("the programs are not found: %s"), t->conf->programs);
		return;
	}
	for (size_t i = 0; i < c.p.n; i++)
		look(t, &c, c.p.at[i]);
	if (c.open > 0)
		doctor_say(t, BAD, N_("accounts"),
		    str_fmt(t->ctx.mem, "chmod o= %s/*", t->conf->accounts),
		    _("%s holds a password, and everybody may read it"),
		    c.first_open);
	if (c.lacking > 0)
		doctor_say(t, BAD, N_("accounts"), todo,
		    _("%zu of %zu lack rights, or are not there: %s"),
		    c.lacking, c.p.n, c.first_lacking);
	if (c.more > 0)
		doctor_say(t, NOTE, N_("accounts"), todo,
		    _("%zu of %zu have rights that they do not need: %s"),
		    c.more, c.p.n, c.first_more);
	if (c.open + c.lacking + c.more == 0)
		doctor_say(t, GOOD, N_("accounts"), NULL,
		    _("%zu programs, each with its own rights"), c.p.n);
}

void
doctor_sandbox(struct tool *t)
{
	struct sandbox_held held = sandbox_probe();

	if (!t->conf->sandbox)
		doctor_say(t, BAD, N_("sandbox"),
		    _("take sandbox = no out of the settings file"),
		    _("the programs do not shut themselves in"));
	else if (held.landlock == 0 || !held.calls)
		doctor_say(t, NOTE, N_("sandbox"), NULL,
		    _("this kernel has no %s; the programs run without it"),
		    held.calls ? "Landlock" : "seccomp");
	else
		doctor_say(t, GOOD, N_("sandbox"), NULL, "Landlock %d, seccomp",
		    held.landlock);
}
