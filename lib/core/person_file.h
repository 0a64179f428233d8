/*
 * person_file.h - many people at once, as a file: CSV, or a workbook's first
 * sheet
 *
 * The first line names the columns, in any order, by code or in Vietnamese:
 *	login	login name, required
 *	name	name, required for a new account
 *	title, email, phone	may be left out
 *	unit	as core/unit_typed.h reads it; required
 *	role	code or Vietnamese name of a role at that unit; empty: none
 *	from, to	first and last day, day/month/year; empty: today, until
 *		further notice
 *	decision	number and date of the decision
 * One line makes an account, with its first role.  A further line with the same
 * login, or one whose account there is already, gives another role; its name,
 * title, e-mail and telephone are empty then, or those of the account.
 *
 * Every line goes by the rules of core/delegate.h, as if it were typed in the
 * browser.  All of it is stored or nothing: what is refused is said by line.
 * Accounts have no password; they are invited (core/account.h) or given one.
 */
#ifndef CORE_PERSON_FILE_H
#define CORE_PERSON_FILE_H
#include "core/account.h"

enum { PERSON_FILE_ROWS = 3000, PERSON_FILE_BYTES = 4 << 20 };
enum person_col {
	PERSON_LOGIN,
	PERSON_NAME,
	PERSON_TITLE,
	PERSON_EMAIL,
	PERSON_PHONE,
	PERSON_UNIT,
	PERSON_ROLE,
	PERSON_FROM,
	PERSON_TO,
	PERSON_DECISION,
	PERSON_COLS
};
extern const struct person_col_def {
	const char *code, *vi;
	const char *sample; /* of the template's example line */
} person_cols_defs[PERSON_COLS];
/* What a template shows in a column, as it is read back. */
const char *person_col_sample(size_t col);

enum person_act { PERSON_NEW, PERSON_FURTHER, PERSON_REFUSED };
struct person_line {
	long line; /* of the file */
	const char *cell[PERSON_COLS];
	enum person_act act;
	long person, unit; /* found; 0: not there yet, not found */
	const char *unit_name;
	enum role role;        /* 0: none */
	const char *from, *to; /* ISO; to is the first day after */
	struct findings findings;
};
struct person_file {
	struct person_line *at;
	size_t n;
	size_t fresh, further, refused;
};
/* False with findings at "file" or "NAME:7"; nothing is looked up yet. */
bool person_file_read(struct arena *, const char *name, const char *bytes,
    size_t len, struct findings *, struct person_file *ret);
/* What each line would do, and what is wrong with it; changes nothing. */
enum rc person_file_look(struct db *, const struct ctx *,
    struct person_file *) NODISCARD;
/* E_INVALID with findings at "line 7" where one line is refused. */
enum rc person_file_store(struct db *, const struct ctx *, struct person_file *,
    struct findings *) NODISCARD;
/* The lines again, as one CSV text that is read as the same. */
void person_file_csv(struct buf *out, const struct person_file *);
/* An empty file with the columns and an example. */
void person_template_csv(struct buf *out);
enum rc person_template_xlsx(struct buf *out, const char *now) NODISCARD;
#endif
