/*
 * tr.c - sentences in the language in force
 *
 * The C locale never translates and vi_VN need not exist: C.UTF-8 with LANGUAGE
 * set for each request, and gettext told that it has changed.
 */
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"

extern int _nl_msg_cat_cntr; /* libintl's own counter, see its manual */
static bool english;

void
tr_open(const char *dir)
{
	setlocale(LC_MESSAGES, "C.UTF-8");
	setlocale(LC_CTYPE, "C.UTF-8");
	bindtextdomain("baocao", dir);
	bind_textdomain_codeset("baocao", "UTF-8");
	textdomain("baocao");
	english = true;
	tr_lang("vi");
}

void
tr_lang(const char *lang)
{
	bool en = lang != NULL && strcmp(lang, "en") == 0;

	if (en == english)
		return;
	english = en;
	setenv("LANGUAGE", en ? "en" : "vi", 1);
	_nl_msg_cat_cntr++;
}

const char *
tr(const char *msgid)
{
	return *msgid == '\0' ? "" : gettext(msgid);
}

const char *
trn(const char *one, const char *many, unsigned long n)
{
	return ngettext(one, many, n);
}

const char *
tr_pick(const char *vi, const char *en)
{
	return english ? en : vi;
}
