/* doctor_sign.c - how the key stands with which this installation signs */
#include <string.h>
#include "base/date.h"
#include "core/sign_key.h"
#include "core/signer.h"
#include "io/file.h"
#include "tool/doctor.h"

enum { SOON_DAYS = 30 };

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
	if (t->conf->sandbox && !sign_key_alone(t->conf->sign_key))
		doctor_say(t, NOTE, N_("signing key"),
		    _("move it into a folder of its own; until then start "
		      "\"entry\" and \"cron\" anew when it was replaced"),
		    _("other files lie in its folder: running programs will "
		      "not find another key there"));
}

/* An agency hears of it before the day on which it cannot send. */
static void
say_cert(struct tool *t, const char *name, const struct cms_cert *cert,
    const char *why)
{
	struct arena *mem = t->ctx.mem;
	struct date now, end;
	const char *what = str_fmt(mem, _("certificate %s"), name);

	if (why != NULL) {
		doctor_say(t, BAD, what,
		    _("mend it: its units cannot send until then"), "%s", why);
		return;
	}
	bool soon = date_parse(str_ndup(mem, t->ctx.real, 10), &now) &&
		    date_parse(str_ndup(mem, cert->to, 10), &end) &&
		    date_days(end) - date_days(now) < SOON_DAYS;
	doctor_say(t, soon ? NOTE : GOOD, what,
	    soon ? _("ask its authority for the next one") : NULL,
	    _("%s, until %.10s"), cert->subject, cert->to);
}

static void
certificates(struct tool *t)
{
	struct arena *mem = t->ctx.mem;
	const char *dir = t->conf->cert_dir;
	struct cms_trust trust = signer_trust(mem, t->conf);
	struct file_names names = { NULL, 0 };

	if (dir != NULL)
		names = file_list(mem, dir, ".pem");
	for (size_t i = 0; i < names.n; i++) {
		const char *name = names.at[i];
		size_t n = strlen(name) - strlen(".pem");
		struct cms_cert cert;
		struct cms_key key = { str_fmt(mem, "%s/%s", dir, name),
			str_fmt(mem, "%s/%.*s.key", dir, (int)n, name) };
		const char *why =
		    cms_look(mem, &key, &trust, t->ctx.real, &cert);
		say_cert(t, name, &cert, why);
	}
}

static void
key_of_system(struct tool *t)
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

void
doctor_sign(struct tool *t)
{
	key_of_system(t);
	certificates(t);
}
