/* person_read.c - an account, read */
#include <string.h>
#include "base/utf8.h"
#include "core/person.h"

static const struct db_col person_cols[] = {
	COL(struct person, id),
	COL(struct person, version),
	COL(struct person, login),
	COL(struct person, name),
	COL(struct person, title),
	COL(struct person, email),
	COL(struct person, phone),
	COL(struct person, lang),
	COL(struct person, valid_to),
	COL(struct person, locked),
	COL(struct person, erased),
};
#define PERSON \
	"SELECT id, version, login, name, title, email, phone, lang, " \
	"valid_to," \
	" locked, erased IS NOT NULL AS erased FROM person"
DB_ROWS(select_by_login, person_cols, PERSON " WHERE login = " DB_CODE);
DB_ROWS(select_by_id, person_cols, PERSON " WHERE id = ?");
struct number {
	long id;
};
static const struct db_col number_cols[] = { COL(struct number, id) };
DB_ROWS(select_number, number_cols,
    "SELECT id FROM person WHERE login = " DB_CODE);

const char *
person_erased_say(void)
{
	return _("What was known of this person has been erased: the account"
		 " stays closed. For somebody who comes back, make a new one.");
}

enum rc
person_by_login(struct db *db, const char *login, struct person *ret)
{
	return db_row(db, select_by_login, ARGS(login), ret);
}

enum rc
person_id(struct db *db, const char *login, long *ret)
{
	struct number n;

	TRY(db_row(db, select_number, ARGS(login), &n));
	*ret = n.id;
	return OK;
}

enum rc
person_get(struct db *db, long id, struct person *ret)
{
	return db_row(db, select_by_id, ARGS(id), ret);
}

const char *
person_key(struct arena *mem, const char *login, const char *name,
    const char *title, const char *email)
{
	const char *key = utf8_key(mem,
	    str_fmt(mem, "%s %s %s %s", login, name, title == NULL ? "" : title,
		email == NULL ? "" : email),
	    false);

	return str_empty(key) ?
		   "-" :
		   str_ndup(mem, key, strlen(key) > 400 ? 400 : strlen(key));
}
