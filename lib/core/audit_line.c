/* audit_line.c - entries and seals as lines of JSON */
#include "core/audit_line.h"
#include "io/json.h"
#include "io/json_read.h"

enum { LINE_MAX_ = 1 << 18 };

const char *
audit_entry_line(struct arena *mem, const struct audit_entry *e)
{
	struct buf b = { .mem = mem, .max = LINE_MAX_ };
	struct json j = { .out = &b };

	json_object(&j, NULL);
	json_object(&j, "entry");
	for (size_t i = 0; i < COUNT(audit_entry_cols); i++) {
		const struct db_col *c = &audit_entry_cols[i];
		const void *at = (const char *)e + c->at;
		if (c->type == DB_TEXT)
			json_text(&j, c->name, *(const char *const *)at);
		else if (c->type == DB_BOOL)
			json_bool(&j, c->name, *(const bool *)at);
		else
			json_long(&j, c->name, *(const long *)at);
	}
	json_end(&j);
	json_end(&j);
	assert(!b.full);
	return b.at;
}

const char *
seal_line(struct arena *mem, const struct seal *s)
{
	struct buf b = { .mem = mem, .max = LINE_MAX_ };
	struct json j = { .out = &b };

	json_object(&j, NULL);
	json_object(&j, "seal");
	json_long(&j, "no", s->no);
	json_long(&j, "n", s->n);
	json_text(&j, "root", s->root);
	json_text(&j, "prev", s->prev);
	json_text(&j, "at", s->at);
	json_text(&j, "hash", s->hash);
	json_text(&j, "sign_key", s->sign_key);
	json_text(&j, "signature", s->signature);
	json_end(&j);
	json_end(&j);
	assert(!b.full);
	return b.at;
}

/* Texts that must be there are never NULL afterwards, whatever was read. */
static const char *
text(const struct node *n, const char *key)
{
	const char *s = node_text(n, key);

	return s == NULL ? "" : s;
}

void
audit_entry_read(const struct node *n, struct audit_entry *ret)
{
	*ret = (struct audit_entry){ 0 };
	for (size_t i = 0; i < COUNT(audit_entry_cols); i++) {
		const struct db_col *c = &audit_entry_cols[i];
		void *at = (char *)ret + c->at;
		if (c->type == DB_TEXT)
			*(const char **)at = text(n, c->name);
		else if (c->type == DB_BOOL)
			*(bool *)at = node_long(n, c->name) != 0;
		else
			*(long *)at = node_long(n, c->name);
	}
	ret->was = node_text(n, "was");
	ret->became = node_text(n, "became");
}

void
seal_read(const struct node *n, struct seal *ret)
{
	*ret = (struct seal){ .no = node_long(n, "no"),
		.n = node_long(n, "n"),
		.root = text(n, "root"),
		.prev = text(n, "prev"),
		.at = text(n, "at"),
		.hash = text(n, "hash"),
		.sign_key = text(n, "sign_key"),
		.signature = text(n, "signature") };
}
