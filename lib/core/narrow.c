/* narrow.c - what an API token may reach */
#include <string.h>
#include "core/narrow.h"
#include "core/report.h"

/* All that a token can carry. */
static const struct {
	enum right right;
	const char *word, *shown;
} carried[] = {
	{ MAY_VIEW, "view", N_("Read reports and official figures") },
	{ MAY_ENTER, "enter", N_("Enter figures into drafts") },
};

unsigned long
narrow_rights(const char *words)
{
	unsigned long rights = 0;

	while (*words != '\0') {
		size_t n = strcspn(words, " ");
		for (size_t i = 0; i < COUNT(carried); i++)
			if (strlen(carried[i].word) == n &&
			    memcmp(carried[i].word, words, n) == 0)
				rights |= 1UL << carried[i].right;
		words += n + (words[n] == ' ');
	}
	return rights;
}

const char *
narrow_words(struct arena *mem, unsigned long rights)
{
	const char *words = "";

	for (size_t i = 0; i < COUNT(carried); i++)
		if (rights & 1UL << carried[i].right)
			words = str_fmt(mem, "%s%s%s", words,
			    *words == '\0' ? "" : " ", carried[i].word);
	return words;
}

bool
narrow_carries(enum right right)
{
	for (size_t i = 0; i < COUNT(carried); i++)
		if (carried[i].right == right)
			return true;
	return false;
}

const char *
narrow_show(enum right right)
{
	for (size_t i = 0; i < COUNT(carried); i++)
		if (carried[i].right == right)
			return tr(carried[i].shown);
	return "";
}

struct under {
	long n;
};
static const struct db_col under_cols[] = { COL(struct under, n) };
DB_ROWS(select_under, under_cols,
    "SELECT COUNT(*) AS n FROM unit_above WHERE line_id = ? AND unit_id = ?"
    " AND above_id = ? AND valid_from <= ? AND ? < valid_to");

enum rc
narrow_report(struct db *db, const struct ctx *ctx, const struct report *r)
{
	const struct narrow *only = ctx->actor->only;
	struct under under;

	if (only == NULL)
		return OK;
	if (only->regime_id != 0 && only->regime_id != r->regime_id)
		return E_NOTFOUND;
	if (only->unit_id == 0 || only->unit_id == r->unit_id)
		return OK;
	TRY(db_row(db, select_under,
	    ARGS(r->line_id, r->unit_id, only->unit_id, r->ends, r->ends),
	    &under));
	return under.n > 0 ? OK : E_NOTFOUND;
}
