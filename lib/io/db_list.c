/* db_list.c - the statements that a program holds, for `baocao grants` */
#include <stdio.h>
#include "io/db.h"
#include "io/db_open.h"

/* From the linker; weak, so that a program without statements links. */
extern const struct db_stmt *const __start_db_stmts[] __attribute__((weak));
extern const struct db_stmt *const __stop_db_stmts[] __attribute__((weak));

static void
put_line(const char *s)
{
	for (; *s != '\0'; s++)
		putchar(*s == '\n' || *s == '\t' ? ' ' : *s);
	putchar('\n');
}

void
db_statements_print(void)
{
	size_t n = (size_t)(__stop_db_stmts - __start_db_stmts);

	for (size_t i = 0; i < n; i++) {
		const struct db_stmt *s = __start_db_stmts[i];
		printf("%s\t%s:%d\t", s->name, s->file, s->line);
		put_line(s->sql);
	}
}
