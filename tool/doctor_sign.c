/* doctor_sign.c - how the key stands with which this installation signs */
#include "core/sign_key.h"
#include "tool/doctor.h"

static enum rc
ask(struct tool *t, void *arg)
{
	return sign_key_load(t->db, t->ctx.mem, t->conf->sign_key, arg);
}

static const char *
in_force(const struct sign_keys *keys)
{
	for (size_t i = 0; i < keys->n; i++)
		if (keys->at[i].valid_to == NULL)
			return keys->at[i].public;
	return NULL;
}

static void
say_key(struct tool *t, const char *secret, const struct sign_keys *keys)
{
	const char *now = in_force(keys);

	if (now == NULL)
		doctor_say(t, BAD, N_("signing key"), "baocao sign init",
		    _("no key is in force"));
	else if (!str_eq(secret, now) || !str_eq(keys->root, now))
		doctor_say(t, BAD, N_("signing key"),
		    _("put the file of that key back, with its .pub, or "
		      "replace it: baocao sign rotate"),
		    _("%s is in force, and the file holds another"),
		    sign_key_short(t->ctx.mem, now));
	else
		doctor_say(t, GOOD, N_("signing key"), NULL, "%s: %s",
		    sign_key_short(t->ctx.mem, now), t->conf->sign_key);
}

void
doctor_sign(struct tool *t)
{
	const char *path = t->conf->sign_key;
	struct sign_keys keys = { 0 };
	struct signature s;

	if (path == NULL) {
		doctor_say(t, NOTE, N_("signing key"),
		    _("say where it shall be, sign_key in the settings file, "
		      "then run baocao sign init"),
		    _("none: reports are not signed"));
		return;
	}
	enum rc rc = sign_text(t->ctx.mem, path, "", 0, &s);
	if (rc != OK)
		doctor_say(t, BAD, N_("signing key"),
		    rc == E_NOTFOUND ?
			_("put its file back, or run baocao sign init") :
			_("the line before says what is wrong with it"),
		    "%s", path);
	else if (tool_read(t, ask, &keys) == OK)
		say_key(t, s.key, &keys);
}
