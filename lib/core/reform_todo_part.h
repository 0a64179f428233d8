/* reform_todo_part.h - for reform_todo.c, reform_decide.c, reform_give.c alone
 */
#ifndef CORE_REFORM_TODO_PART_H
#define CORE_REFORM_TODO_PART_H
#include "core/reform_decide.h"

/* nos: a JSON text, or NULL. */
enum rc todo_rows(struct db *, const struct ctx *, const struct todo_query *,
    const char *nos, long limit, struct reform_todos *ret) NODISCARD;

/* Units that it goes to. */
struct todo_targets {
	struct todo_target {
		long id;
		bool begun; /* by the reform: it vanishes with it */
	} * at;
	size_t n;
};
/*
 * One row to its targets.  *ret_why, a sentence: it cannot be, and nothing was
 * done.
 */
enum rc todo_give(struct db *, const struct ctx *, const struct reform_todo *,
    const struct todo_targets *, const char **ret_why) NODISCARD;
/* A post from the reform's day on, and how it was before (reform_post.c). */
enum rc reform_post_put(struct db *, const struct reform_todo *,
    long to) NODISCARD;
/* Of "regime_owner" ...: sets what reform_change says; NULL: no such kind. */
const struct db_stmt *reform_owning(const char *kind);
#endif
