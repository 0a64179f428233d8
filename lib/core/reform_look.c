/* reform_look.c - the dry run: everything that follows, and nothing written */
#include "core/reform_part.h"

static const struct {
	const char *name, *shown;
} fates[FATE_END] = {
	[FATE_KEPT] = { "kept", N_("stays") },
	[FATE_CARRIED] = { "carried", N_("follows") },
	[FATE_REROUTED] = { "rerouted", N_("goes to the new superior") },
	[FATE_CLOSED] = { "closed", N_("closed") },
	[FATE_DECIDE] = { "decide", N_("for decision") },
};

const char *
reform_fate_name(enum reform_fate f)
{
	return fates[f].name;
}

const char *
reform_fate_show(enum reform_fate f)
{
	return tr(fates[f].shown);
}

const char *
reform_due_show(enum reform_due_fate fate)
{
	static const char *const words[DUE_FATES] = {
		[DUE_STAYS] = N_("stays"),
		[DUE_MOVES] = N_("changes"),
		[DUE_EXTENDED] = N_("more time was given: stays"),
		[DUE_FALLS] = N_("falls away"),
		[DUE_NEVER] = N_("none any more"),
	};

	return tr(words[fate]);
}

const char *
reform_reading_show(enum reform_reading reading)
{
	static const char *const words[READINGS] = {
		[READ_ON] = N_("go on as they are"),
		[READ_SUM] = N_("are put together with those of the others, as"
				" the item says"),
		[READ_SHARE] = N_("what adds up, by its share; the rest cannot"
				  " be told"),
		[READ_NOT] = N_("cannot be told for the new unit, only as they"
				" were"),
	};

	return tr(words[reading]);
}

enum rc
reform_look_all(struct db *db, const struct ctx *ctx,
    const struct reform_in *in, const struct reform_plan *plan,
    struct findings *f, struct reform_look *look, struct reform_tree *ret)
{
	enum rc rc = reform_tree_make(db, ctx, in, plan, f, look, ret);

	if (rc == OK)
		rc = reform_grants(ret);
	if (rc == OK)
		rc = reform_duties(ret);
	if (rc != OK) {
		*look = (struct reform_look){ 0 };
		return rc;
	}
	TRY(reform_readings(ret));
	return reform_open_reports(ret);
}

enum rc
reform_look(struct db *db, const struct ctx *ctx, const struct reform_in *in,
    const struct reform_plan *plan, struct findings *f, struct reform_look *ret)
{
	struct reform_tree t;

	return reform_look_all(db, ctx, in, plan, f, ret, &t);
}
