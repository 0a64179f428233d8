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
	return reform_open_reports(ret);
}

enum rc
reform_look(struct db *db, const struct ctx *ctx, const struct reform_in *in,
    const struct reform_plan *plan, struct findings *f, struct reform_look *ret)
{
	struct reform_tree t;

	return reform_look_all(db, ctx, in, plan, f, ret, &t);
}
