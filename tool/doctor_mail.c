/* doctor_mail.c - do letters go out, and is the key of second factors there? */
#include <string.h>
#include <sys/stat.h>
#include "core/outbox.h"
#include "io/conf.h"
#include "tool/doctor.h"

enum { MANY_TRIES = 3 };

static enum rc
ask(struct tool *t, void *arg)
{
	return outbox_list(t->db, false, arg);
}

void
doctor_mail(struct tool *t)
{
	struct outbox_rows rows = { 0 };
	const char *why = "";
	long stuck = 0;

	if (tool_read(t, ask, &rows) != OK)
		return;
	for (size_t i = 0; i < rows.n; i++)
		if (rows.at[i].tries >= MANY_TRIES ||
		    str_eq(rows.at[i].state, "failed")) {
			stuck++;
			why = rows.at[i].why;
		}
	if (!outbox_able(t->conf))
		doctor_say(t, NOTE, N_("letters"),
		    _("set smtp_url, mail_from and site_url"),
		    _("none are sent: links are handed over on paper"));
	else if (stuck > 0)
		doctor_say(t, BAD, N_("letters"), "baocao mail list",
		    _("%ld could not be sent: %s"), stuck, why);
	else
		doctor_say(t, GOOD, N_("letters"), NULL, _("%zu wait"), rows.n);
}

void
doctor_second(struct tool *t)
{
	const char *key = t->conf->second_key;
	struct stat st;

	if (str_empty(key))
		doctor_say(t, NOTE, N_("second factor"),
		    _("see second_key in baocao.conf(5)"),
		    _("nobody can set one up"));
	else if (stat(key, &st) != 0 || (st.st_mode & S_IRWXO) != 0)
		doctor_say(t, BAD, N_("second factor"),
		    _("see second_key in baocao.conf(5)"),
		    _("%s is not there, or everybody can read it"), key);
	else
		doctor_say(t, GOOD, N_("second factor"), NULL, "%s", key);
}
