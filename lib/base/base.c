/* base.c - the arena, the buffer, text, and failing */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/base.h"

enum { BLOCK = 1 << 18, SPARE_MAX = 1 << 20, FIRST = 256, DIGITS = 24 };

struct block {
	struct block *next;
	size_t before; /* bytes used in the blocks under this one */
	size_t used, cap;
	char data[];
};
struct arena {
	struct block *top;
	struct block
	    *spare; /* one, kept over a reset: a request needs it again */
};

struct arena *
arena_new(void)
{
	struct arena *a = calloc(1, sizeof *a);

	if (a == NULL)
		abort();
	return a;
}

static void
push_block(struct arena *a, size_t n)
{
	size_t cap = n > BLOCK ? n : BLOCK;
	struct block *b = a->spare;

	if (b != NULL && b->cap >= n) {
		a->spare = NULL;
		cap = b->cap;
	} else
		b = malloc(sizeof *b + cap);
	if (b == NULL)
		abort();
	*b = (struct block){ .next = a->top,
		.before = arena_mark(a),
		.cap = cap };
	a->top = b;
}

void *
arena_take(struct arena *a, size_t n)
{
	n = (n + 15) & ~(size_t)15;
	if (a->top == NULL || a->top->cap - a->top->used < n)
		push_block(a, n);
	void *p = a->top->data + a->top->used;
	a->top->used += n;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_take(a, n), 0, n);
}

size_t
arena_mark(const struct arena *a)
{
	return a->top == NULL ? 0 : a->top->before + a->top->used;
}

static void
pop_block(struct arena *a)
{
	struct block *b = a->top;

	a->top = b->next;
	if (a->spare != NULL && a->spare->cap >= b->cap) {
		free(b);
		return;
	}
	free(a->spare);
	a->spare = b;
}

void
arena_reset(struct arena *a, size_t mark)
{
	while (a->top != NULL && a->top->before >= mark)
		pop_block(a);
	if (a->top != NULL)
		a->top->used = mark - a->top->before;
	if (a->spare != NULL && a->spare->cap > SPARE_MAX) {
		free(a->spare);
		a->spare = NULL;
	}
}

void
arena_free(struct arena *a)
{
	arena_reset(a, 0);
	free(a->spare);
	free(a);
}

void
buf_grow(struct buf *b, const char *s, size_t n)
{
	if (b->full || n > b->max - b->len) {
		b->full = true;
		return;
	}
	if (b->cap - b->len < n + 1) {
		size_t cap = b->cap ? b->cap : FIRST;
		if (cap > b->max && b->cap == 0)
			cap = b->max + 1;
		while (cap - b->len < n + 1)
			cap *= 2;
		char *at = arena_take(b->mem, cap);
		if (b->len > 0)
			memcpy(at, b->at, b->len);
		b->at = at;
		b->cap = cap;
	}
	if (n > 0)
		memcpy(b->at + b->len, s, n);
	b->len += n;
	b->at[b->len] = '\0';
}

void
buf_reserve(struct buf *b, size_t n)
{
	assert(b->cap == 0 && n <= b->max);
	b->at = arena_take(b->mem, n);
	b->cap = n;
}

void
buf_str(struct buf *b, const char *s)
{
	if (s != NULL)
		buf_put(b, s, strlen(s));
}

static char *format(struct arena *, const char *fmt, va_list) FMT(2, 0);
/* The text of v at the end of num, without the printf family's cost. */
static char *
digits(char num[DIGITS], long v)
{
	unsigned long u = v < 0 ? 0 - (unsigned long)v : (unsigned long)v;
	char *at = num + DIGITS - 1;

	*at = '\0';
	do
		*--at = (char)('0' + u % 10);
	while ((u /= 10) != 0);
	if (v < 0)
		*--at = '-';
	return at;
}

void
buf_long(struct buf *b, long v)
{
	char num[DIGITS];
	const char *at = digits(num, v);

	buf_put(b, at, (size_t)(num + DIGITS - 1 - at));
}

char *
str_long(struct arena *mem, long v)
{
	char num[DIGITS];

	return str_dup(mem, digits(num, v));
}

static char *
format(struct arena *mem, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		abort();
	char *s = arena_alloc(mem, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_str(b, format(b->mem, fmt, ap));
	va_end(ap);
}

void
buf_clear(struct buf *b)
{
	*b = (struct buf){ .mem = b->mem, .max = b->max };
}

char *
str_ndup(struct arena *mem, const char *s, size_t n)
{
	char *copy = arena_take(mem, n + 1);

	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *
str_dup(struct arena *mem, const char *s)
{
	return str_ndup(mem, s, strlen(s));
}

char *
str_fmt(struct arena *mem, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *s = format(mem, fmt, ap);
	va_end(ap);
	return s;
}

bool
str_eq(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

bool
str_empty(const char *s)
{
	return s == NULL || *s == '\0';
}

bool
str_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

static char tag[48];

void
fail_tag(const char *t)
{
	snprintf(tag, sizeof tag, "%s", t == NULL ? "" : t);
}

/* One line whatever the message holds: it may quote hostile input. */
enum rc
fail(enum rc rc, const char *fmt, ...)
{
	char line[1000];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	for (char *c = line; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	fprintf(stderr, "baocao request=%s rc=%d %s\n", tag[0] ? tag : "-", rc,
	    line);
	return rc;
}
