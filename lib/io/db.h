/*
 * db.h - statements to the MySQL-family server, and rows back into structs
 *
 * A statement is a literal known at link time: DB_STMT, or DB_ROWS, which also
 * names the columns that it yields.  Values travel apart from it, always.  A
 * set of rows goes in as one JSON text through JSON_TABLE(?), so that the
 * number of statements of a request does not grow with its data.
 */
#ifndef IO_DB_H
#define IO_DB_H
#include "base/base.h"
struct db;

enum db_type { DB_LONG, DB_TEXT, DB_BOOL };

/*
 * Where a column of a row lands in a struct.  Figures, dates and instants land
 * as exact text.  NULL is NULL for text, 0 for long, false for bool.
 */
struct db_col {
	const char *name;
	size_t at;
	enum db_type type;
};
#define COL(S, m) \
	{ \
		.name = #m, .at = offsetof(S, m), \
		.type = COL_TYPE(((S *)0)->m) \
	}
#define COL_TYPE(m) \
	_Generic((m), long : DB_LONG, const char * : DB_TEXT, bool : DB_BOOL)

/*
 * Each statement has a section of its own, so that the linker drops those that
 * nothing in a program uses (--gc-sections): what is left is what the program
 * can ask, and what its account in the database may (`baocao grants').  A table
 * of them all would keep them all; they are found by their mark instead.
 */
struct db_stmt {
	const char *mark; /* db_mark, and behind it the statement itself */
	const struct db_stmt *self;
	const char *name, *sql;
	const struct db_col *cols;
	size_t ncol;
	const char *file;
	int line;
};
extern const char db_mark[];
/*
 * In the place of a '?': a text that somebody typed, beside a column of codes.
 * Those are ASCII, and the server refuses to compare them with other letters
 * (error 1267); each of these becomes "?" here, which no code has, so that
 * "Đ" is merely not found.  The column's index serves as before.
 */
#define DB_CODE "CONVERT(? USING ascii)"
#define DB_STMT(name_, ...) DB_STMT_(name_, NULL, 0, __VA_ARGS__)
#define DB_ROWS(name_, cols_, ...) \
	DB_STMT_(name_, cols_, COUNT(cols_), __VA_ARGS__)
#define DB_STMT_(name_, cols_, ncol_, ...) \
	static const struct db_stmt name_[1] __attribute__(( \
	    section(".data.rel.ro.db." #name_))) = { { db_mark, name_, #name_, \
	    "" __VA_ARGS__, cols_, ncol_, __FILE__, __LINE__ } }

/* One value for a '?' in a statement.  There is no double: see P12. */
struct db_arg {
	enum db_type type;
	union {
		long l;
		const char *s; /* NULL is NULL */
	};
};
static inline struct db_arg
db_arg_l(long v)
{
	return (struct db_arg){ DB_LONG, { .l = v } };
}
static inline struct db_arg
db_arg_s(const char *v)
{
	return (struct db_arg){ DB_TEXT, { .s = v } };
}
#define DB_ARG(x) \
	_Generic((x), bool: db_arg_l, int: db_arg_l, long: db_arg_l, \
	    char *: db_arg_s, const char *: db_arg_s)(x)

/* ARGS(a, b): the values in the order of the '?'s; none to twenty of them. */
enum { DB_MAX_ARG = 20, DB_MAX_COL = 40 };
struct db_args {
	const struct db_arg *at;
	size_t n;
};
#define ARGS(...) \
	((struct db_args){ DB_LIST(__VA_ARGS__), COUNT(DB_LIST(__VA_ARGS__)) })
#define DB_LIST(...) \
	((const struct db_arg[]){ DB_PICK(0, ##__VA_ARGS__, DB_A20, DB_A19, \
	    DB_A18, DB_A17, DB_A16, DB_A15, DB_A14, DB_A13, DB_A12, DB_A11, \
	    DB_A10, DB_A9, DB_A8, DB_A7, DB_A6, DB_A5, DB_A4, DB_A3, DB_A2, \
	    DB_A1, DB_A0)(__VA_ARGS__) })
#define DB_PICK(z, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, \
    pick, ...) \
	pick
#define DB_A0()
#define DB_A1(a) DB_ARG(a)
#define DB_A2(a, ...) DB_ARG(a), DB_A1(__VA_ARGS__)
#define DB_A3(a, ...) DB_ARG(a), DB_A2(__VA_ARGS__)
#define DB_A4(a, ...) DB_ARG(a), DB_A3(__VA_ARGS__)
#define DB_A5(a, ...) DB_ARG(a), DB_A4(__VA_ARGS__)
#define DB_A6(a, ...) DB_ARG(a), DB_A5(__VA_ARGS__)
#define DB_A7(a, ...) DB_ARG(a), DB_A6(__VA_ARGS__)
#define DB_A8(a, ...) DB_ARG(a), DB_A7(__VA_ARGS__)
#define DB_A9(a, ...) DB_ARG(a), DB_A8(__VA_ARGS__)
#define DB_A10(a, ...) DB_ARG(a), DB_A9(__VA_ARGS__)
#define DB_A11(a, ...) DB_ARG(a), DB_A10(__VA_ARGS__)
#define DB_A12(a, ...) DB_ARG(a), DB_A11(__VA_ARGS__)
#define DB_A13(a, ...) DB_ARG(a), DB_A12(__VA_ARGS__)
#define DB_A14(a, ...) DB_ARG(a), DB_A13(__VA_ARGS__)
#define DB_A15(a, ...) DB_ARG(a), DB_A14(__VA_ARGS__)
#define DB_A16(a, ...) DB_ARG(a), DB_A15(__VA_ARGS__)
#define DB_A17(a, ...) DB_ARG(a), DB_A16(__VA_ARGS__)
#define DB_A18(a, ...) DB_ARG(a), DB_A17(__VA_ARGS__)
#define DB_A19(a, ...) DB_ARG(a), DB_A18(__VA_ARGS__)
#define DB_A20(a, ...) DB_ARG(a), DB_A19(__VA_ARGS__)

/*
 * Run a statement.  E_BUSY: deadlock, lock wait or a lost connection, so that
 * the whole transaction should be run again.  E_CONFLICT: a duplicate key.
 * ret points to a struct with members `at` (rows) and `n`.
 */
#define db_rows(db, stmt, args, ret) \
	db_rows_((db), (stmt), (args), sizeof *(ret)->at, (void *)&(ret)->at, \
	    &(ret)->n)
enum rc db_rows_(struct db *, const struct db_stmt *, struct db_args,
    size_t size, void *ret_rows, size_t *ret_n) NODISCARD;
/* The first row, which must be there: else E_NOTFOUND.  ret: a struct. */
#define db_row(db, stmt, args, ret) \
	db_row_((db), (stmt), (args), sizeof *(ret), (ret))
enum rc db_row_(struct db *, const struct db_stmt *, struct db_args,
    size_t size, void *ret) NODISCARD;
enum rc db_exec(struct db *, const struct db_stmt *, struct db_args,
    long *ret_changed) NODISCARD; /* NULL: nobody asks */
/* An INSERT into a table with AUTO_INCREMENT. */
enum rc db_insert(struct db *, const struct db_stmt *, struct db_args,
    long *ret_id) NODISCARD;
/* The arena that rows go to: the request's. */
struct arena *db_arena(const struct db *);
#endif
