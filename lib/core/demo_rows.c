/* demo_rows.c - what the reports of the demonstration leave in the database */
#include <string.h>
#include "core/demo_rows.h"
#include "core/fact.h"
#include "core/flow.h"
#include "core/signature.h"
#include "io/db_open.h"

enum { JSON_MAX = 12 << 20, MANY = 2 << 20 };

DB_STMT(insert_revisions,
    "INSERT INTO revision (report_id, no, form_id, person_id, at, body, sha,"
    " prev) SELECT j.r, j.no, ?, j.person, j.at, j.body, j.sha, j.prev"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (r BIGINT PATH '$.r',"
    " no BIGINT PATH '$.no', person BIGINT PATH '$.p',"
    " at DATETIME(6) PATH '$.at', body MEDIUMTEXT PATH '$.b',"
    " sha CHAR(64) PATH '$.s', prev CHAR(64) PATH '$.w')) j");
DB_STMT(update_reports,
    "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (r BIGINT PATH '$.r',"
    " state VARCHAR(10) PATH '$.st', version BIGINT PATH '$.v',"
    " no BIGINT PATH '$.no', accepted BIGINT PATH '$.acc',"
    " sent DATETIME(6) PATH '$.fs', changed DATETIME(6) PATH '$.ch')) j"
    " JOIN report r ON r.id = j.r"
    " LEFT JOIN revision k ON k.report_id = r.id AND k.no = j.no"
    " SET r.state = j.state, r.version = j.version, r.revision_id = k.id,"
    " r.accepted_id = IF(j.accepted = 1, k.id, NULL), r.first_sent = j.sent,"
    " r.changed = j.changed");
DB_STMT(insert_events,
    "INSERT INTO report_event (report_id, act, person_id, at, revision_id,"
    " reason) SELECT k.report_id, j.act, j.person, j.at, k.id, j.reason"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY,"
    " r BIGINT PATH '$.r', no BIGINT PATH '$.no',"
    " act VARCHAR(10) PATH '$.a', person BIGINT PATH '$.p',"
    " at DATETIME(6) PATH '$.at', reason VARCHAR(2000) PATH '$.why')) j"
    " JOIN revision k ON k.report_id = j.r AND k.no = j.no ORDER BY j.n");
DB_STMT(insert_signatures,
    "INSERT INTO revision_signature (revision_id, kind, signer, at, value)"
    " SELECT k.id, 'ed25519', j.k, ?, j.v FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (r BIGINT PATH '$.r', no BIGINT PATH '$.no', k CHAR(64) PATH '$.k',"
    " v CHAR(128) PATH '$.v')) j"
    " JOIN revision k ON k.report_id = j.r AND k.no = j.no");
DB_STMT(insert_uses,
    "INSERT INTO revision_use (revision_id, source_id) SELECT k.id, j.source"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (r BIGINT PATH '$.r',"
    " no BIGINT PATH '$.no', source BIGINT PATH '$.s')) j"
    " JOIN revision k ON k.report_id = j.r AND k.no = j.no");
DB_STMT(insert_drafts,
    "INSERT INTO draft (report_id, cell, num, made, changed, person_id, at)"
    " SELECT j.r, j.cell, j.num, 2, 2, j.person, j.at"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (r BIGINT PATH '$.r',"
    " cell BIGINT PATH '$.c', num DECIMAL(38,10) PATH '$.n',"
    " person BIGINT PATH '$.p', at DATETIME(6) PATH '$.at')) j");

static void
list_open(struct arena *mem, struct demo_row_list *r)
{
	r->buf = (struct buf){ .mem = mem, .max = JSON_MAX };
	r->json = (struct json){ .out = &r->buf };
	r->n = 0;
	json_array(&r->json, NULL);
}

void
demo_rows_open(struct demo_rows *all)
{
	arena_reset(all->mem, 0);
	list_open(all->mem, &all->revisions);
	list_open(all->mem, &all->reports);
	list_open(all->mem, &all->events);
	list_open(all->mem, &all->drafts);
	list_open(all->mem, &all->accepted);
	list_open(all->mem, &all->uses);
	list_open(all->mem, &all->signatures);
}

bool
demo_rows_many(const struct demo_rows *all)
{
	return all->revisions.buf.len > MANY;
}

static enum rc
store(const struct demo_rows *all, struct db *db, long form_id,
    const char *real)
{
	TRY(db_exec(db, insert_revisions, ARGS(form_id, all->revisions.buf.at),
	    NULL));
	TRY(db_exec(db, update_reports, ARGS(all->reports.buf.at), NULL));
	TRY(db_exec(db, insert_events, ARGS(all->events.buf.at), NULL));
	if (all->signatures.n > 0)
		TRY(db_exec(db, insert_signatures,
		    ARGS(real, all->signatures.buf.at), NULL));
	if (all->uses.n > 0)
		TRY(db_exec(db, insert_uses, ARGS(all->uses.buf.at), NULL));
	if (all->drafts.n > 0)
		TRY(db_exec(db, insert_drafts, ARGS(all->drafts.buf.at), NULL));
	return fact_add(db, all->accepted.buf.at);
}

enum rc
demo_rows_store(struct demo_rows *all, struct db *db, long form_id,
    const char *real, long *ret)
{
	struct demo_row_list *lists[] = { &all->revisions, &all->reports,
		&all->events, &all->drafts, &all->accepted, &all->uses,
		&all->signatures };

	for (size_t i = 0; i < COUNT(lists); i++) {
		json_end(&lists[i]->json);
		if (lists[i]->buf.full)
			return fail(E_LIMIT, "demonstration: chunk too large");
	}
	*ret = all->revisions.n;
	if (all->reports.n > 0) {
		TRY(db_begin(db, DB_READ_WRITE));
		TRY(db_end(db, store(all, db, form_id, real)));
	}
	demo_rows_open(all);
	return OK;
}

static struct json *
row(struct demo_row_list *r)
{
	r->n++;
	json_object(&r->json, NULL);
	return &r->json;
}

void
demo_put_event(struct demo_rows *all, const struct report *r,
    const struct demo_event *e)
{
	struct json *j = row(&all->events);

	json_long(j, "r", r->id);
	json_long(j, "no", e->no);
	json_text(j, "a", e->act);
	json_long(j, "p", e->person_id);
	json_text(j, "at", e->at);
	json_text(j, "why", e->why);
	json_end(j);
}

void
demo_put_revision(struct demo_rows *all, const struct report *r,
    const struct revision *k)
{
	struct json *j = row(&all->revisions);

	json_long(j, "r", r->id);
	json_long(j, "no", k->no);
	json_long(j, "p", k->person_id);
	json_text(j, "at", k->at);
	json_text(j, "b", k->body);
	json_text(j, "s", k->sha);
	json_text(j, "w", k->prev);
	json_end(j);
}

enum rc
demo_put_signature(struct demo_rows *all, const struct report *r,
    const struct revision *k, const char *key, struct arena *work)
{
	const char *text = signature_text(work, k);
	struct signature s;

	if (key == NULL)
		return OK;
	TRY(sign_text(work, key, text, strlen(text), &s));
	struct json *j = row(&all->signatures);
	json_long(j, "r", r->id);
	json_long(j, "no", k->no);
	json_text(j, "k", s.key);
	json_text(j, "v", s.value);
	json_end(j);
	return OK;
}

void
demo_put_uses(struct demo_rows *all, const struct report *r,
    const struct sheet *s, long no)
{
	for (size_t i = 0; i < s->homes.nfrom; i++) {
		struct json *j = row(&all->uses);
		json_long(j, "r", r->id);
		json_long(j, "no", no);
		json_long(j, "s", s->homes.from[i]->revision_id);
		json_end(j);
	}
}

static const char *
last_moment(const struct demo_plan *p)
{
	if (p->accepted != NULL)
		return p->accepted;
	if (p->revisions == 2)
		return p->sent[1];
	return p->returned != NULL ? p->returned : p->sent[0];
}

void
demo_put_report(struct demo_rows *all, const struct report *r,
    const struct demo_plan *p, long no)
{
	bool accepted = str_eq(p->state, ACCEPTED);
	struct json *j = row(&all->reports);
	long steps = p->revisions + (p->returned != NULL) + accepted;

	json_long(j, "r", r->id);
	json_text(j, "st", p->state);
	json_long(j, "v", 2 + steps);
	json_long(j, "no", no);
	json_long(j, "acc", accepted);
	json_text(j, "fs", p->sent[0]);
	json_text(j, "ch", p->revisions == 0 ? r->changed : last_moment(p));
	json_end(j);
	if (accepted) {
		all->accepted.n++;
		json_long(&all->accepted.json, NULL, r->id);
	}
}

void
demo_put_draft(struct demo_rows *all, const struct report *r,
    const struct sheet *s, long person_id, const char *at, size_t part)
{
	for (size_t i = 0; i < s->form->ncell / part; i++) {
		if (!sheet_asks(s, i) || s->own.num[i].dec == NULL)
			continue;
		struct json *j = row(&all->drafts);
		json_long(j, "r", r->id);
		json_long(j, "c", (long)i);
		json_text(j, "n", dec_text(s->mem, s->own.num[i].dec));
		json_long(j, "p", person_id);
		json_text(j, "at", at);
		json_end(j);
	}
}
