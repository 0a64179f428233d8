/* regime_tool.c - baocao regime show, publish, assign, who */
#include <string.h>
#include "base/date.h"
#include "core/assign_edit.h"
#include "core/regime_publish.h"
#include "core/regime_show.h"
#include "core/unit_typed.h"
#include "core/unit_group.h"
#include "core/validity.h"
#include "tool/regime_tool.h"

struct shown {
	const char *code;
	struct regime_head head;
	struct regime_versions versions;
	struct assignments who;
};

static enum rc
do_show(struct tool *t, void *arg)
{
	struct shown *s = arg;

	TRY(regime_head_by_code(t->db, &t->ctx, s->code, &s->head));
	TRY(regime_version_list(t->db, s->head.id, &s->versions));
	return assign_list(t->db, s->head.id, &s->who);
}

static int
no_regime(struct tool *t, enum rc rc, const char *code)
{
	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no regime %s"), code);
	return tool_end(t, rc);
}

static void
say_version(struct tool *t, const struct regime_version *v)
{
	tool_say(t, _("version %ld, %s, %s"), v->no, v->state,
	    validity_show(t->ctx.mem, v->text.valid_from, v->text.valid_to));
	for (size_t i = 0; i < REGIME_PARTS; i++) {
		const char *value = part_value_show(t->ctx.mem, &v->text, i);
		if (!str_empty(value))
			tool_say(t, "  %s: %s", part_show(i), value);
	}
}

static void
json_version(struct tool *t, const struct regime_version *v)
{
	json_object(&t->json, NULL);
	json_long(&t->json, "version", v->no);
	json_text(&t->json, "state", v->state);
	json_long(&t->json, "reports", v->reports);
	for (size_t i = 0; i < REGIME_PARTS; i++)
		json_text(&t->json, regime_part_name(i),
		    regime_part_get(&v->text, i));
	json_end(&t->json);
}

static void
json_assignment(struct tool *t, const struct assignment *a)
{
	json_object(&t->json, NULL);
	json_text(&t->json, "kind", a->kind);
	json_text(&t->json, "name", a->name);
	json_bool(&t->json, "exempt", a->exempt);
	json_text(&t->json, "due", a->due);
	json_text(&t->json, "reason", a->reason);
	json_text(&t->json, "from", a->valid_from);
	json_text(&t->json, "to", a->valid_to);
	json_end(&t->json);
}

int
tool_regime_show(struct tool *t, int argc, char **argv)
{
	struct shown s = { .code = argv[0] };

	if (argc != 1)
		return tool_usage(t, _("say which regime"));
	enum rc rc = tool_read(t, do_show, &s);
	if (rc != OK)
		return no_regime(t, rc, s.code);
	tool_say(t, "%s (%s, %s)", s.head.code, s.head.line,
	    s.head.owner == NULL ? "-" : s.head.owner);
	for (size_t i = 0; i < s.versions.n; i++)
		say_version(t, &s.versions.at[i]);
	for (size_t i = 0; i < s.who.n; i++)
		tool_say(t, "%s%s %s: %s", s.who.at[i].exempt ? "- " : "+ ",
		    s.who.at[i].kind, s.who.at[i].name,
		    s.who.at[i].exempt ? s.who.at[i].reason : s.who.at[i].due);
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "code", s.head.code);
	json_text(&t->json, "line", s.head.line);
	json_text(&t->json, "owner", s.head.owner);
	json_array(&t->json, "versions");
	for (size_t i = 0; i < s.versions.n; i++)
		json_version(t, &s.versions.at[i]);
	json_end(&t->json);
	json_array(&t->json, "assigned");
	for (size_t i = 0; i < s.who.n; i++)
		json_assignment(t, &s.who.at[i]);
	json_end(&t->json);
	json_end(&t->json);
	return TOOL_OK;
}

struct publishing {
	const char *code, *from;
	long no;
};

static enum rc
do_publish(struct tool *t, void *arg)
{
	struct publishing *p = arg;
	struct regime_versions all;
	struct regime_version *v = NULL;
	struct regime_head g;

	TRY(regime_head_by_code(t->db, &t->ctx, p->code, &g));
	TRY(regime_version_list(t->db, g.id, &all));
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.at[i].state, "draft"))
			v = &all.at[i];
	if (v == NULL) {
		finding(&t->findings, p->code, _("It has no draft."));
		return E_INVALID;
	}
	if (p->from != NULL) {
		v->text.valid_from = p->from;
		TRY(regime_draft_save(t->db, &t->ctx, v->id, v->edit, &v->text,
		    &t->findings));
		v->edit++;
	}
	p->no = v->no;
	return regime_publish(t->db, &t->ctx, v->id, v->edit, &t->findings);
}

int
tool_regime_publish(struct tool *t, int argc, char **argv)
{
	const char *from = tool_option(&argc, argv, "--from");
	struct publishing p = { .code = argv[0], .from = from };

	if (argc != 1)
		return tool_usage(t, _("say which regime"));
	if (from != NULL && !tool_day(t, from, &p.from))
		return TOOL_USAGE;
	enum rc rc = tool_write(t, do_publish, &p);
	if (rc != OK)
		return no_regime(t, rc, p.code);
	tool_say(t, _("%s: version %ld is published"), p.code, p.no);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "regime", p.code);
		json_long(&t->json, "version", p.no);
		json_end(&t->json);
	}
	return TOOL_OK;
}

struct assigning {
	const char *code, *unit, *group;
	struct assign_in in;
};

static enum rc
find_unit(struct tool *t, const char *typed, long *ret)
{
	TRY(unit_typed(t->db, &t->ctx, typed, t->ctx.today, &t->findings, ret));
	return *ret == 0 ? E_INVALID : OK;
}

static enum rc
find_group(struct tool *t, const char *name, long *ret)
{
	struct unit_groups all;

	TRY(group_list(t->db, &t->ctx, &all));
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.at[i].name, name)) {
			*ret = all.at[i].id;
			return OK;
		}
	finding(&t->findings, name, _("There is no such group of units."));
	return E_INVALID;
}

static enum rc
do_assign(struct tool *t, void *arg)
{
	struct assigning *a = arg;
	struct regime_head g;

	TRY(regime_head_by_code(t->db, &t->ctx, a->code, &g));
	if (a->unit != NULL)
		TRY(find_unit(t, a->unit, &a->in.unit_id));
	if (a->group != NULL)
		TRY(find_group(t, a->group, &a->in.group_id));
	return assign_add(t->db, &t->ctx, g.id, -1, &a->in, &t->findings);
}

int
tool_regime_assign(struct tool *t, int argc, char **argv)
{
	struct assigning a = { .in.exempt =
				   tool_flag(&argc, argv, "--exempt") };

	a.in.level = tool_option(&argc, argv, "--level");
	a.unit = tool_option(&argc, argv, "--unit");
	a.group = tool_option(&argc, argv, "--group");
	a.in.due = tool_option(&argc, argv, "--due");
	a.in.reason = tool_option(&argc, argv, "--reason");
	a.in.from = tool_option(&argc, argv, "--from");
	a.in.to = tool_option(&argc, argv, "--to");
	a.code = argv[0];
	a.in.kind = a.unit != NULL  ? "unit" :
		    a.group != NULL ? "group" :
				      "level";
	if (argc != 1 ||
	    (a.in.level != NULL) + (a.unit != NULL) + (a.group != NULL) != 1)
		return tool_usage(t,
		    _("say one of --level, --unit and --group"));
	enum rc rc = tool_write(t, do_assign, &a);
	if (rc != OK)
		return no_regime(t, rc, a.code);
	tool_say(t, _("%s: assigned"), a.code);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "regime", a.code);
		json_text(&t->json, "kind", a.in.kind);
		json_bool(&t->json, "exempt", a.in.exempt);
		json_end(&t->json);
	}
	return TOOL_OK;
}

enum { WHO_MAX = 100000 };
struct asking {
	const char *code, *day;
	struct owings units;
	long all, without;
};

static enum rc
do_who(struct tool *t, void *arg)
{
	struct asking *a = arg;
	struct regime_head g;

	TRY(regime_head_by_code(t->db, &t->ctx, a->code, &g));
	return assign_who(t->db, &t->ctx, g.id,
	    a->day != NULL ? a->day : t->ctx.today, WHO_MAX, 0, &a->units,
	    &a->all, &a->without);
}

int
tool_regime_who(struct tool *t, int argc, char **argv)
{
	const char *at = tool_option(&argc, argv, "--at");
	struct asking a = { .code = argv[0] };

	if (argc != 1)
		return tool_usage(t, _("say which regime"));
	if (at != NULL && !tool_day(t, at, &a.day))
		return TOOL_USAGE;
	enum rc rc = tool_read(t, do_who, &a);
	if (rc != OK)
		return no_regime(t, rc, a.code);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < a.units.n; i++) {
		const struct owing *u = &a.units.at[i];
		tool_say(t, "%s/%s %s: %s", u->level, u->code, u->name, u->due);
		if (!t->as_json)
			continue;
		json_object(&t->json, NULL);
		json_text(&t->json, "level", u->level);
		json_text(&t->json, "code", u->code);
		json_text(&t->json, "name", u->name);
		json_text(&t->json, "due", u->due);
		json_end(&t->json);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

struct giving {
	const char *code, *unit;
};

static enum rc
do_give(struct tool *t, void *arg)
{
	struct giving *a = arg;
	struct regime_head g;
	long unit;

	TRY(regime_head_by_code(t->db, &t->ctx, a->code, &g));
	TRY(find_unit(t, a->unit, &unit));
	return regime_give(t->db, &t->ctx, g.id, g.version, unit, &t->findings);
}

int
tool_regime_give(struct tool *t, int argc, char **argv)
{
	struct giving a = { argv[0], argc == 2 ? argv[1] : NULL };

	if (argc != 2)
		return tool_usage(t, _("say which regime, and which unit"));
	enum rc rc = tool_write(t, do_give, &a);
	if (rc != OK)
		return no_regime(t, rc, a.code);
	tool_say(t, _("%s: %s owns it now"), a.code, a.unit);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "regime", a.code);
		json_text(&t->json, "owner", a.unit);
		json_end(&t->json);
	}
	return TOOL_OK;
}
