/* db_list.c - the statements that a program holds, for `baocao grants` */
#include <link.h>
#include <stdio.h>
#include "io/db.h"
#include "io/db_open.h"

const char db_mark[] = "statement";

struct search {
	const struct db_stmt *after, *found;
};

/* Data has gaps that sanitizers guard: they are looked at, too. */
__attribute__((no_sanitize("address"))) static const struct db_stmt *
search(uintptr_t at, uintptr_t end)
{
	for (; at + sizeof(struct db_stmt) <= end; at += sizeof(void *)) {
		const struct db_stmt *s = (const void *)at;
		if (s->mark == db_mark && s->self == s)
			return s;
	}
	return NULL;
}

/* Called for the program itself first, and for no library then. */
static int
in_program(struct dl_phdr_info *info, size_t size, void *arg)
{
	struct search *s = arg;

	(void)size;
	for (size_t i = 0; i < info->dlpi_phnum && s->found == NULL; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];
		uintptr_t at = info->dlpi_addr + part->p_vaddr;
		uintptr_t end = at + part->p_memsz;
		if (part->p_type != PT_LOAD || !(part->p_flags & PF_W))
			continue;
		if ((uintptr_t)s->after >= at && (uintptr_t)s->after < end)
			at = (uintptr_t)(s->after + 1);
		else if ((uintptr_t)s->after >= end)
			continue;
		s->found = search(at, end);
	}
	return 1;
}

const struct db_stmt *
db_stmt_next(const struct db_stmt *s)
{
	struct search at = { .after = s };

	dl_iterate_phdr(in_program, &at);
	return at.found;
}

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
	for (const struct db_stmt *s = NULL; (s = db_stmt_next(s)) != NULL;) {
		printf("%s\t%s:%d\t", s->name, s->file, s->line);
		put_line(s->sql);
	}
}
