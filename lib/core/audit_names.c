/* audit_names.c - whom and what the numbers in an entry's changes are */
#include <stdlib.h>
#include <string.h>
#include "core/audit_names.h"
#include "io/db.h"
#include "io/json.h"
#include "io/json_read.h"

enum { IDS_MAX = 1 << 18 };

static const struct db_col named_cols[] = {
	COL(struct audit_named, kind),
	COL(struct audit_named, id),
	COL(struct audit_named, name),
};
DB_ROWS(select_names, named_cols,
    "SELECT 'unit' AS kind, u.id, u.name FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (id BIGINT PATH '$')) j JOIN unit u ON u.id = j.id"
    " UNION SELECT 'person', p.id, p.name FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (id BIGINT PATH '$')) j JOIN person p ON p.id = j.id"
    " ORDER BY kind, id");

struct ids {
	struct buf out[2];   /* units, persons */
	struct json json[2]; /* ... into these */
};

const char *
audit_names_kind(const char *member)
{
	static const char *const kinds[][2] = { { "unit", "unit" },
		{ "units", "unit" }, { "owner", "unit" },
		{ "person", "person" }, { "for", "person" } };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kinds[i][0], member))
			return kinds[i][1];
	return NULL;
}

long
audit_names_unit(const char *member, const char **ret_rest)
{
	static const char first[] = "unit ";
	char *end;

	if (!str_starts(member, first))
		return 0;
	long id = strtol(member + sizeof first - 1, &end, 10);
	*ret_rest = end;
	return id > 0 && (*end == '\0' || *end == ' ') ? id : 0;
}

/* Every number in the value: one, or a list of them. */
static void
put_ids(struct json *j, const char *value)
{
	char *end;

	for (const char *s = value; *s != '\0';) {
		long id = strtol(s, &end, 10);
		if (end == s) {
			s++;
			continue;
		}
		if (id > 0)
			json_long(j, NULL, id);
		s = end;
	}
}

static void
collect(struct arena *mem, const char *text, struct ids *to)
{
	const char *why, *rest;
	struct node *root;

	if (text == NULL || !json_read(mem, text, &root, &why) ||
	    root->kind != NODE_OBJECT)
		return;
	for (const struct node *n = root->first; n != NULL; n = n->next) {
		const char *kind = audit_names_kind(n->key);
		long unit = audit_names_unit(n->key, &rest);
		if (unit != 0)
			json_long(&to->json[0], NULL, unit);
		if (kind != NULL && n->text != NULL)
			put_ids(&to->json[str_eq(kind, "person")], n->text);
	}
}

enum rc
audit_names(struct db *db, const char *was, const char *became,
    struct audit_names *ret)
{
	struct arena *mem = db_arena(db);
	struct ids ids;

	*ret = (struct audit_names){ 0 };
	if (was == NULL && became == NULL)
		return OK;
	for (int i = 0; i < 2; i++) {
		ids.out[i] = (struct buf){ .mem = mem, .max = IDS_MAX };
		ids.json[i] = (struct json){ .out = &ids.out[i] };
		json_array(&ids.json[i], NULL);
	}
	collect(mem, was, &ids);
	collect(mem, became, &ids);
	for (int i = 0; i < 2; i++)
		json_end(&ids.json[i]);
	return db_rows(db, select_names, ARGS(ids.out[0].at, ids.out[1].at),
	    ret);
}

const char *
audit_name(const struct audit_names *all, const char *kind, long id)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].id == id && str_eq(all->at[i].kind, kind))
			return all->at[i].name;
	return NULL;
}
