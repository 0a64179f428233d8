/* cmd_migrate.c - baocao migrate: the database made and brought up to date */
#include "core/home_share.h"
#include "core/item.h"
#include "core/person.h"
#include "core/regime_list.h"
#include "core/schema.h"
#include "core/seed.h"
#include "tool/tool.h"

static enum rc
seed(struct tool *t, void *arg)
{
	long keys;

	TRY(seed_load(t->db, t->ctx.mem, t->conf->seed, &t->findings, arg));
	TRY(item_keys(t->db, t->ctx.mem, &keys));
	TRY(regime_index(t->db, &t->ctx));
	TRY(person_index(t->db, &t->ctx));
	return home_share(t->db);
}

static int
run(struct tool *t, int argc, char **argv)
{
	/* the tables stand beside the seed data */
	const char *dir = str_fmt(t->ctx.mem, "%s/..", t->conf->seed);
	struct schema s;
	long rows = 0;

	if (argc != 1)
		return tool_usage(t, _("\"%s\" is too much"), argv[1]);
	enum rc rc = schema_migrate(t->db, t->ctx.mem, dir, &t->findings, &s);
	if (rc == OK)
		rc = tool_write(t, seed, &rows);
	if (rc != OK)
		return tool_end(t, rc);
	if (s.made)
		tool_say(t, _("The database was made, version %ld."), s.to);
	else if (s.from < s.to)
		tool_say(t,
		    _("The database was brought from version %ld to "
		      "%ld."),
		    s.from, s.to);
	else
		tool_say(t, _("The database is up to date, version %ld."),
		    s.to);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_bool(&t->json, "made", s.made);
		json_long(&t->json, "version", s.to);
		json_long(&t->json, "seeded", rows);
		json_end(&t->json);
	}
	return TOOL_OK;
}

const struct command cmd_migrate = { "migrate", "",
	N_("make the database's tables, or bring them up to date"), run,
	false };
