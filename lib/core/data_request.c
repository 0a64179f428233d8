/* data_request.c - what people ask about their own data, and the answers */
#include <string.h>
#include "base/utf8.h"
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/data_request.h"

static const struct {
	const char *code, *shown;
} fields[] = {
	{ "name", N_("Full name") },
	{ "title", N_("Position") },
	{ "email", N_("E-mail") },
	{ "phone", N_("Telephone") },
	{ "other", N_("Something else") },
};

static const struct db_col request_cols[] = {
	COL(struct data_request, id),
	COL(struct data_request, person_id),
	COL(struct data_request, login),
	COL(struct data_request, name),
	COL(struct data_request, now),
	COL(struct data_request, field),
	COL(struct data_request, wanted),
	COL(struct data_request, note),
	COL(struct data_request, state),
	COL(struct data_request, answer),
	COL(struct data_request, made),
	COL(struct data_request, answered),
	COL(struct data_request, by),
	COL(struct data_request, late),
};
#define REQUEST \
	"SELECT d.id, d.person_id, p.login, p.name, CASE d.field" \
	" WHEN 'name' THEN p.name WHEN 'title' THEN p.title" \
	" WHEN 'email' THEN p.email WHEN 'phone' THEN p.phone ELSE '' END" \
	" AS now, d.field, d.wanted, d.note, d.state, d.answer, d.made," \
	" d.answered, q.name AS `by`, d.state = 'open' AND d.made" \
	" < DATE_SUB(?, INTERVAL ? HOUR) AS late FROM data_request d" \
	" JOIN person p ON p.id = d.person_id" \
	" LEFT JOIN person q ON q.id = d.answered_by"
/* Somewhere the person has a role, or had; who has none is the top's. */
#define ADMINISTERED \
	" (EXISTS (SELECT 1 FROM access w WHERE w.person_id = d.person_id " \
	"AND" UNIT_REACH( \
	    "w.unit_id") ")" \
			 " OR (? AND NOT EXISTS (SELECT 1 FROM access w" \
			 " WHERE w.person_id = d.person_id)))"
DB_ROWS(select_mine, request_cols,
    REQUEST " WHERE d.person_id = ? ORDER BY d.id DESC LIMIT 100");
DB_ROWS(select_list, request_cols,
    REQUEST " WHERE" ADMINISTERED " ORDER BY d.state <> 'open', CASE d.state"
	    " WHEN 'open' THEN d.id ELSE -d.id END LIMIT 500");
DB_ROWS(select_one, request_cols, REQUEST " WHERE d.id = ? AND" ADMINISTERED);
struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_open, count_cols,
    "SELECT COUNT(*) AS n FROM data_request WHERE person_id = ?"
    " AND state = 'open'");
DB_STMT(insert_request,
    "INSERT INTO data_request (person_id, field, wanted, note, state, answer,"
    " made) VALUES (?, ?, ?, ?, 'open', '', ?)");
DB_STMT(update_answer,
    "UPDATE data_request SET state = ?, answer = ?, answered = ?,"
    " answered_by = ? WHERE id = ? AND state = 'open'");
DB_STMT(delete_old, "DELETE FROM data_request WHERE state <> 'open'"
		    " AND answered < DATE_SUB(?, INTERVAL ? DAY)");

const char *
request_field_show(const char *field)
{
	for (size_t i = 0; i < COUNT(fields); i++)
		if (str_eq(fields[i].code, field))
			return tr(fields[i].shown);
	return NULL;
}

const char *
request_state_show(const char *state)
{
	if (str_eq(state, "done"))
		return _("Done");
	return str_eq(state, "refused") ? _("Refused") : _("Open");
}

static void
look_over(const char *field, const char *wanted, const char *note, long open,
    struct findings *f)
{
	bool other = str_eq(field, "other");

	if (request_field_show(field) == NULL)
		finding(f, "field", _("Say what is wrong."));
	else if (!other && utf8_blank(wanted))
		finding(f, "wanted", _("Say how it should be."));
	else if (other && utf8_blank(note))
		finding(f, "note", _("Say in your words what it is about."));
	if (utf8_len(wanted) > REQUEST_TEXT)
		finding(f, "wanted", _("At most %d characters."), REQUEST_TEXT);
	if (utf8_len(note) > REQUEST_NOTE)
		finding(f, "note", _("At most %d characters."), REQUEST_NOTE);
	if (open >= REQUESTS_OPEN)
		finding(f, "field",
		    _("%d requests of yours are still open: wait for their"
		      " answers."),
		    REQUESTS_OPEN);
}

enum rc
request_ask(struct db *db, const struct ctx *ctx, const char *field,
    const char *wanted, const char *note, struct findings *f, long *ret_id)
{
	const struct actor *who = ctx->actor;
	struct audit_head head;
	struct count open;

	TRY(audit_lock(db, audit_stream_of(who->login), &head));
	TRY(db_row(db, count_open, ARGS(who->id), &open));
	look_over(field, wanted, note, open.n, f);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(db_insert(db, insert_request,
	    ARGS(who->id, field, wanted, note, ctx->real), ret_id));
	/* what it asks for stands in its row, which can be erased */
	struct change c = change_new(ctx->mem);
	change_text(&c, "state", NULL, "open");
	change_text(&c, "field", NULL, field);
	return audit_change(db, ctx, &head, "ask", "data_request", *ret_id,
	    str_fmt(ctx->mem, "field=%s", field), &c);
}

enum rc
request_mine(struct db *db, const struct ctx *ctx, struct data_requests *ret)
{
	return db_rows(db, select_mine,
	    ARGS(ctx->real, (long)REQUEST_HOURS, ctx->actor->id), ret);
}

enum rc
request_list(struct db *db, const struct ctx *ctx, struct data_requests *ret)
{
	bool top;

	TRY(right_at_top(db, ctx, MAY_ADMIN, &top));
	return db_rows(db, select_list,
	    ARGS(ctx->real, (long)REQUEST_HOURS,
		SCOPE_ARGS(ctx->actor, MAY_ADMIN, ctx->today), top),
	    ret);
}

enum rc
request_answer(struct db *db, const struct ctx *ctx, long id, bool done,
    const char *answer, struct findings *f)
{
	const char *state = done ? "done" : "refused";
	struct audit_head head;
	struct data_request r;
	long changed;
	bool top;

	TRY(right_at_top(db, ctx, MAY_ADMIN, &top));
	TRY(db_row(db, select_one,
	    ARGS(ctx->real, (long)REQUEST_HOURS, id,
		SCOPE_ARGS(ctx->actor, MAY_ADMIN, ctx->today), top),
	    &r));
	if (!done && utf8_blank(answer))
		finding(f, "answer", _("A refusal needs its reason."));
	if (utf8_len(answer) > REQUEST_NOTE)
		finding(f, "answer", _("At most %d characters."), REQUEST_NOTE);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, audit_stream_of(r.login), &head));
	TRY(db_exec(db, update_answer,
	    ARGS(state, answer, ctx->real, ctx->actor->id, id), &changed));
	if (changed == 0)
		return E_CONFLICT;
	struct change c = change_new(ctx->mem);
	change_text(&c, "state", r.state, state);
	return audit_change(db, ctx, &head, "answer", "data_request", id,
	    str_fmt(ctx->mem, "person=%ld; field=%s; %s", r.person_id, r.field,
		state),
	    &c);
}

enum rc
request_sweep(struct db *db, const char *real, long days, long *ret_n)
{
	return db_exec(db, delete_old, ARGS(real, days), ret_n);
}
