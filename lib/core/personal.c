/* personal.c - what is stored about a person */
#include <stdlib.h>
#include "base/date.h"
#include "core/access.h"
#include "core/personal.h"
#include "io/json.h"

static const struct db_col row_cols[] = {
	COL(struct personal_row, a),
	COL(struct personal_row, b),
	COL(struct personal_row, c),
	COL(struct personal_row, d),
	COL(struct personal_row, e),
	COL(struct personal_row, f),
};
/* Every one takes the person's id and a limit; columns are a to f. */
DB_ROWS(select_account, row_cols,
    "SELECT login AS a, name AS b, title AS c, email AS d, phone AS e,"
    " CAST(created AS CHAR) AS f FROM person WHERE id = ? ORDER BY id LIMIT ?");
DB_ROWS(select_roles, row_cols,
    "SELECT CAST(x.role AS CHAR) AS a, u.name AS b,"
    " CAST(x.valid_from AS CHAR) AS c, CAST(x.valid_to AS CHAR) AS d,"
    " x.decision AS e, COALESCE(q.name, '') AS f FROM access x"
    " JOIN unit u ON u.id = x.unit_id LEFT JOIN person q ON q.id = x.for_id"
    " WHERE x.person_id = ? ORDER BY x.valid_from DESC, x.id LIMIT ?");
DB_ROWS(select_posts, row_cols,
    "SELECT u.name AS a, CAST(x.valid_from AS CHAR) AS b,"
    " CAST(x.valid_to AS CHAR) AS c, x.decision AS d, '' AS e, '' AS f"
    " FROM person_post x JOIN unit u ON u.id = x.unit_id"
    " WHERE x.person_id = ? ORDER BY x.valid_from DESC LIMIT ?");
DB_ROWS(select_sessions, row_cols,
    "SELECT CAST(made AS CHAR) AS a, CAST(seen AS CHAR) AS b,"
    " CAST(expires AS CHAR) AS c, address AS d, agent AS e, '' AS f FROM "
    "session"
    " WHERE person_id = ? ORDER BY made DESC LIMIT ?");
DB_ROWS(select_tokens, row_cols,
    "SELECT name AS a, hint AS b, rights AS c, CAST(made AS CHAR) AS d,"
    " CAST(expires AS CHAR) AS e, CAST(used AS CHAR) AS f FROM api_token"
    " WHERE person_id = ? ORDER BY id DESC LIMIT ?");
DB_ROWS(select_subjects, row_cols,
    "SELECT issuer AS a, subject AS b, CAST(made AS CHAR) AS c, '' AS d,"
    " '' AS e, '' AS f FROM person_subject WHERE person_id = ?"
    " ORDER BY issuer, subject LIMIT ?");
DB_ROWS(select_events, row_cols,
    "SELECT CAST(e.at AS CHAR) AS a, e.act AS b, g.code AS c, p.code AS d,"
    " u.name AS e, e.reason AS f FROM report_event e"
    " JOIN report r ON r.id = e.report_id JOIN regime g ON g.id = r.regime_id"
    " JOIN period p ON p.id = r.period_id JOIN unit u ON u.id = r.unit_id"
    " WHERE e.person_id = ? ORDER BY e.id DESC LIMIT ?");
DB_ROWS(select_drafts, row_cols,
    "SELECT g.code AS a, p.code AS b, u.name AS c, CAST(COUNT(*) AS CHAR) AS d,"
    " CAST(MAX(d.at) AS CHAR) AS e, '' AS f FROM draft d"
    " JOIN report r ON r.id = d.report_id JOIN regime g ON g.id = r.regime_id"
    " JOIN period p ON p.id = r.period_id JOIN unit u ON u.id = r.unit_id"
    " WHERE d.person_id = ? GROUP BY r.id, g.code, p.code, u.name"
    " ORDER BY r.id DESC LIMIT ?");
DB_ROWS(select_files, row_cols,
    "SELECT CAST(a.at AS CHAR) AS a, a.kind AS b, CAST(a.size AS CHAR) AS c,"
    " g.code AS d, p.code AS e, u.name AS f FROM attachment a"
    " JOIN report r ON r.id = a.report_id JOIN regime g ON g.id = r.regime_id"
    " JOIN period p ON p.id = r.period_id JOIN unit u ON u.id = r.unit_id"
    " WHERE a.person_id = ? ORDER BY a.id DESC LIMIT ?");
DB_ROWS(select_requests, row_cols,
    "SELECT CAST(made AS CHAR) AS a, field AS b, wanted AS c, note AS d,"
    " state AS e, answer AS f FROM data_request WHERE person_id = ?"
    " ORDER BY id DESC LIMIT ?");
DB_ROWS(select_own_acts, row_cols,
    "SELECT CAST(at AS CHAR) AS a, act AS b, object AS c, address AS d,"
    " detail AS e, '' AS f FROM audit WHERE person_id = ?"
    " ORDER BY at DESC, stream, seq DESC LIMIT ?");
DB_ROWS(select_acts_on, row_cols,
    "SELECT CAST(a.at AS CHAR) AS a, a.act AS b, COALESCE(p.name, '') AS c,"
    " a.address AS d, a.detail AS e, '' AS f FROM audit a"
    " LEFT JOIN person p ON p.id = a.person_id WHERE a.object = 'person'"
    " AND a.object_id = ? ORDER BY a.at DESC, a.stream, a.seq DESC LIMIT ?");

#define T PERSONAL_TEXT
#define AT PERSONAL_INSTANT
#define DAY PERSONAL_DATE
static const struct part {
	const char *code, *title, *why;
	struct personal_head heads[PERSONAL_COLS];
	const struct db_stmt *stmt;
} parts[] = {
	{ "account", N_("Your account"),
	    N_("So that you can sign in, and that what you sign bears your"
	       " name and position."),
	    { { "login", N_("Login name"), T }, { "name", N_("Full name"), T },
		{ "title", N_("Position"), T }, { "email", N_("E-mail"), T },
		{ "phone", N_("Telephone"), T },
		{ "created", N_("Since"), AT } },
	    select_account },
	{ "roles", N_("Your roles"),
	    N_("What you may do, where, and by which decision."),
	    { { "role", N_("Role"), PERSONAL_ROLE }, { "unit", N_("Unit"), T },
		{ "from", N_("From"), DAY }, { "to", N_("Until"), DAY },
		{ "decision", N_("By decision"), T },
		{ "for", N_("Standing in for"), T } },
	    select_roles },
	{ "posts", N_("Where you work"),
	    N_("Who administers your account follows from it."),
	    { { "unit", N_("Unit"), T }, { "from", N_("From"), DAY },
		{ "to", N_("Until"), DAY },
		{ "decision", N_("By decision"), T } },
	    select_posts },
	{ "sessions", N_("Where you are signed in"),
	    N_("Kept until the session ends."),
	    { { "made", N_("Signed in"), AT }, { "seen", N_("Last seen"), AT },
		{ "expires", N_("Ends"), AT },
		{ "address", N_("From address"), T },
		{ "agent", N_("Browser"), T } },
	    select_sessions },
	{ "tokens", N_("API tokens"), N_("Programs that act for you."),
	    { { "name", N_("Name"), T }, { "begins", N_("Begins with"), T },
		{ "rights", N_("It may"), T }, { "made", N_("Made"), AT },
		{ "expires", N_("Expires"), AT },
		{ "used", N_("Last used"), AT } },
	    select_tokens },
	{ "subjects", N_("Identities you sign in with"),
	    N_("Whom an identity provider knows you as."),
	    { { "issuer", N_("Confirmed by"), T },
		{ "subject", N_("Identity"), T }, { "made", N_("Since"), AT } },
	    select_subjects },
	{ "reports", N_("What you did with reports"),
	    N_("Part of the reports, which the law on archives keeps."),
	    { { "at", N_("When"), AT }, { "act", N_("Act"), T },
		{ "regime", N_("Regime"), T },
		{ "period", N_("Reporting period"), T },
		{ "unit", N_("Unit"), T }, { "reason", N_("Reason"), T } },
	    select_events },
	{ "drafts", N_("Figures you typed into drafts"),
	    N_("So that two people who type at once see whose figure it is."),
	    { { "regime", N_("Regime"), T },
		{ "period", N_("Reporting period"), T },
		{ "unit", N_("Unit"), T }, { "cells", N_("Cells"), T },
		{ "at", N_("Last time"), AT } },
	    select_drafts },
	{ "files", N_("Files you attached"), N_("Part of the reports."),
	    { { "at", N_("When"), AT }, { "kind", N_("Kind"), T },
		{ "size", N_("Bytes"), T }, { "regime", N_("Regime"), T },
		{ "period", N_("Reporting period"), T },
		{ "unit", N_("Unit"), T } },
	    select_files },
	{ "requests", N_("Your requests about your data"), "",
	    { { "at", N_("When"), AT }, { "field", N_("What"), T },
		{ "wanted", N_("Should be"), T },
		{ "note", N_("Your words"), T }, { "state", N_("State"), T },
		{ "answer", N_("Answer"), T } },
	    select_requests },
	{ "acts", N_("What the record says you did"),
	    N_("The record of acts protects you and others: nobody can change"
	       " it unnoticed."),
	    { { "at", N_("When"), AT }, { "act", N_("Act"), T },
		{ "object", N_("On what"), T },
		{ "address", N_("From address"), T },
		{ "detail", N_("Details"), T } },
	    select_own_acts },
	{ "about", N_("What happened to your account"),
	    N_("Signing in, and what others changed."),
	    { { "at", N_("When"), AT }, { "act", N_("Act"), T },
		{ "by", N_("By"), T }, { "address", N_("From address"), T },
		{ "detail", N_("Details"), T } },
	    select_acts_on },
};

struct rows {
	struct personal_row *at;
	size_t n;
};

static enum rc
section_read(struct db *db, long person, const struct part *p,
    struct personal_section *ret)
{
	struct rows rows;

	*ret = (struct personal_section){ .code = p->code,
		.title = p->title,
		.why = p->why,
		.heads = p->heads };
	while (ret->nhead < PERSONAL_COLS && p->heads[ret->nhead].code != NULL)
		ret->nhead++;
	TRY(db_rows(db, p->stmt, ARGS(person, (long)PERSONAL_ROWS + 1), &rows));
	ret->at = rows.at;
	ret->n = rows.n;
	ret->cut = rows.n > PERSONAL_ROWS;
	if (ret->cut)
		ret->n = PERSONAL_ROWS;
	return OK;
}

static enum rc
read_raw(struct db *db, struct arena *mem, long person, struct personal *ret)
{
	ret->n = COUNT(parts);
	ret->at = arena_alloc(mem, ret->n * sizeof *ret->at);
	for (size_t i = 0; i < ret->n; i++)
		TRY(section_read(db, person, &parts[i], &ret->at[i]));
	return ret->at[0].n == 0 ? E_NOTFOUND : OK;
}

static const char **
column(struct personal_row *r, size_t col)
{
	const char **cols[] = { &r->a, &r->b, &r->c, &r->d, &r->e, &r->f };

	return cols[col];
}

const char *
personal_text(const struct personal_row *r, size_t col)
{
	const char *const cols[] = { r->a, r->b, r->c, r->d, r->e, r->f };

	return cols[col] == NULL ? "" : cols[col];
}

static bool
is_role(long role)
{
	return role > 0 && role < ROLE_END;
}

static const char *
shown(struct arena *mem, enum personal_kind kind, const char *text)
{
	if (str_empty(text))
		return "";
	switch (kind) {
	case PERSONAL_INSTANT:
		return date_show_instant(mem, text);
	case PERSONAL_DATE:
		return date_show(mem, text);
	case PERSONAL_ROLE:
		return is_role(strtol(text, NULL, 10)) ?
			   role_show((enum role)strtol(text, NULL, 10)) :
			   text;
	default:
		return text;
	}
}

enum rc
personal_read(struct db *db, const struct ctx *ctx, long person,
    struct personal *ret)
{
	TRY(read_raw(db, ctx->mem, person, ret));
	for (size_t i = 0; i < ret->n; i++) {
		const struct personal_section *s = &ret->at[i];
		for (size_t k = 0; k < s->n; k++)
			for (size_t c = 0; c < s->nhead; c++) {
				const char **at = column(&s->at[k], c);
				*at = shown(ctx->mem, s->heads[c].kind, *at);
			}
	}
	return OK;
}

static void
put_cell(struct json *j, const struct personal_head *h, const char *text)
{
	long role = h->kind == PERSONAL_ROLE ? strtol(text, NULL, 10) : 0;

	json_text(j, h->code,
	    is_role(role) ? role_name((enum role)role) : text);
}

enum rc
personal_json(struct db *db, const struct ctx *ctx, long person,
    struct buf *out)
{
	struct json j = { .out = out };
	struct personal all;

	TRY(read_raw(db, ctx->mem, person, &all));
	json_object(&j, NULL);
	json_text(&j, "made", ctx->real);
	for (size_t i = 0; i < all.n; i++) {
		const struct personal_section *s = &all.at[i];
		json_array(&j, s->code);
		for (size_t k = 0; k < s->n; k++) {
			json_object(&j, NULL);
			for (size_t c = 0; c < s->nhead; c++)
				put_cell(&j, &s->heads[c],
				    personal_text(&s->at[k], c));
			json_end(&j);
		}
		json_end(&j);
	}
	json_end(&j);
	return OK;
}
