/* cmd_grants.c - baocao grants: the rights of each program's own account */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "io/file.h"
#include "io/secret.h"
#include "tool/programs.h"

enum { PASSWORD_BYTES = 24, ACCOUNT_MAX = 32, ACCOUNT_BYTES = 2000 };

struct asked {
	const char *programs, *prefix, *host, *accounts;
	bool rotate;
};

/* What stands between quotes of ours may hold none. */
static bool
is_plain(const char *s)
{
	static const char may[] = "abcdefghijklmnopqrstuvwxyz"
				  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.%:/";

	return *s != '\0' && s[strspn(s, may)] == '\0';
}

static bool
read_asked(struct tool *t, int *argc, char **argv, struct asked *ret)
{
	*ret = (struct asked){
		.programs = tool_option(argc, argv, "--programs"),
		.prefix = tool_option(argc, argv, "--prefix"),
		.host = tool_option(argc, argv, "--host"),
		.accounts = tool_option(argc, argv, "--accounts"),
		.rotate = tool_flag(argc, argv, "--rotate"),
	};
	if (ret->prefix == NULL)
		ret->prefix = "baocao_";
	if (ret->host == NULL)
		ret->host = "localhost";
	if (ret->accounts == NULL)
		ret->accounts = t->conf->accounts;
	if (*argc == 1 && is_plain(ret->prefix) && is_plain(ret->host) &&
	    is_plain(t->conf->db.name))
		return true;
	tool_usage(t,
	    *argc > 1 ? _("\"%s\" is too much") :
			_("a name may hold letters, digits and _ - . "
			  "only"),
	    argv[1]);
	return false;
}

/* `db_password = ...' of the file of an account, or NULL. */
static const char *
password_in(struct tool *t, const char *path)
{
	static const char name[] = "db_password = ";
	struct file f;
	const char *why;

	if (!file_read(t->ctx.mem, path, ACCOUNT_BYTES, &f, &why))
		return NULL;
	const char *at = strstr(f.at, name);
	if (at == NULL)
		return NULL;
	at += strlen(name);
	const char *text = str_ndup(t->ctx.mem, at, strcspn(at, "\n"));
	return is_plain(text) ? text : NULL;
}

/* The account, its file beside it; an old password stays, unless rotated. */
static enum rc
put_account(struct tool *t, const struct asked *a, const char *name,
    const char *user)
{
	const char *path = str_fmt(t->ctx.mem, "%s/%s.conf", a->accounts, name);
	const char *password = a->rotate ? NULL : password_in(t, path);
	const char *why;

	if (password == NULL) {
		password = secret_random(t->ctx.mem, PASSWORD_BYTES);
		if (!file_write_secret(t->ctx.mem, path,
			str_fmt(t->ctx.mem,
			    "db_user = %s%s\ndb_password = %s\n", a->prefix,
			    name, password),
			&why)) {
			finding(&t->findings, path,
			    _("the file cannot be written: %s"), why);
			return E_INVALID;
		}
	}
	buf_fmt(&t->out, "CREATE USER IF NOT EXISTS %s;\n", user);
	buf_fmt(&t->out, "ALTER USER %s IDENTIFIED BY '%s';\n", user, password);
	return OK;
}

static enum rc
put_program(struct tool *t, const struct asked *a, struct programs *p,
    const char *name)
{
	const char *user =
	    str_fmt(t->ctx.mem, "`%s%s`@`%s`", a->prefix, name, a->host);

	if (strlen(a->prefix) + strlen(name) > ACCOUNT_MAX) {
		finding(&t->findings, name,
		    _("the account's name is longer than %d letters"),
		    ACCOUNT_MAX);
		return E_INVALID;
	}
	TRY(programs_needs(t, p, name));
	buf_fmt(&t->out, "-- %s\n", name);
	if (a->accounts != NULL)
		TRY(put_account(t, a, name, user));
	buf_fmt(&t->out, "REVOKE ALL PRIVILEGES, GRANT OPTION FROM %s;\n",
	    user);
	for (size_t i = 0; i < p->tables.n; i++) {
		const struct sql_table *table = &p->tables.at[i];
		const char *what = programs_privileges(t->ctx.mem, table);
		if (what != NULL)
			buf_fmt(&t->out, "GRANT %s ON `%s`.`%s` TO %s;\n", what,
			    t->conf->db.name, table->name, user);
	}
	/* MariaDB reads past this; MySQL asks it for FOR UPDATE */
	buf_fmt(&t->out, "/*!80000 GRANT LOCK TABLES ON `%s`.* TO %s */;\n",
	    t->conf->db.name, user);
	return OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	struct asked a;
	struct programs p;

	if (!read_asked(t, &argc, argv, &a))
		return TOOL_USAGE;
	if (t->as_json)
		return tool_usage(t, _("there is no --json here"));
	enum rc rc = programs_open(t, a.programs, &p);
	for (size_t i = 0; i < p.n && rc == OK; i++)
		rc = put_program(t, &a, &p, p.at[i]);
	return tool_end(t, rc);
}

const struct command cmd_grants = { "grants",
	"[--accounts DIR [--rotate]] [--prefix P] [--host H]\n"
	"       [--programs DIR]",
	N_("for the database's administrator: the rights that each program's "
	   "own account needs, as SQL"),
	run, false };
