/*
 * base.h - what every file may use: outcomes, the arena, the buffer
 *
 * An outcome is a code that a caller can act on; each code is one HTTP status
 * (app/answer.c has the table).  The message of fail() goes to the log and
 * never to the user: what a user mistyped is data, see findings.h.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H
#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NODISCARD __attribute__((warn_unused_result))
#define FMT(f, a) __attribute__((format(printf, f, a)))
static_assert(sizeof(long) == 8, "ids are long; a 64-bit long is required");

enum rc {
	OK,
	E_MALFORMED, /* 400: the request itself cannot be read */
	E_SIGNIN,    /* 303: nobody is signed in */
	E_PROVE,     /* 303, 403: they must first show who they are */
	E_TOKEN,     /* 401: no API token that opens this */
	E_DENIED,    /* 403 */
	E_NOTFOUND,  /* 404: not there, or outside the actor's scope */
	E_METHOD,    /* 405 */
	E_CONFLICT,  /* 409: it moved on since it was seen */
	E_LENGTH,    /* 411 */
	E_LIMIT,     /* 413 */
	E_INVALID,   /* 422: understood and refused; findings say why */
	E_TOOMANY,   /* 429 */
	E_BUSY,      /* 503; inside a transaction: run it again */
	E_INTERNAL   /* 500 */
};

/* One line to the log; returns the rc, so that a caller can return it. */
enum rc fail(enum rc, const char *fmt, ...) FMT(2, 3);
/* What every following line of the log begins with: the request's id. */
void fail_tag(const char *tag);

#define TRY(call) \
	do { \
		enum rc rc_ = (call); \
		if (rc_ != OK) \
			return rc_; \
	} while (0)

/* Zeroed memory that nobody frees: it all goes at once. Never NULL. */
struct arena;
struct arena *arena_new(void);
void *arena_alloc(struct arena *, size_t);
void *arena_take(struct arena *, size_t); /* not zeroed: all is written over */
void arena_free(struct arena *);
/* Give back what was allocated since the mark. */
size_t arena_mark(const struct arena *);
void arena_reset(struct arena *, size_t mark);

/* Grows in mem up to max; past it, full is set: check once, at the end. */
struct buf {
	struct arena *mem;
	char *at; /* NUL-terminated once anything was put; NULL before */
	size_t len, cap, max;
	bool full;
};
void buf_grow(struct buf *, const char *, size_t); /* buf_put()'s slow way */
static inline void
buf_put(struct buf *b, const char *s, size_t n)
{
	if (b->full || n >= b->cap - b->len || n > b->max - b->len) {
		buf_grow(b, s, n);
		return;
	}
	__builtin_memcpy(b->at + b->len, s, n);
	b->len += n;
	b->at[b->len] = '\0';
}
/* Room for so much, where it is known to be needed. */
void buf_reserve(struct buf *, size_t);
void buf_str(struct buf *, const char *); /* NULL is empty */
void buf_long(struct buf *, long);
void buf_fmt(struct buf *, const char *fmt, ...) FMT(2, 3);
/* Empty it, and forget where it was: the arena may have been reset. */
void buf_clear(struct buf *);

/* Text in the arena. */
char *str_dup(struct arena *, const char *);
char *str_ndup(struct arena *, const char *, size_t);
char *str_fmt(struct arena *, const char *fmt, ...) FMT(2, 3);
char *str_long(struct arena *, long);
/* NULL counts as "". */
bool str_eq(const char *, const char *);
bool str_empty(const char *);
bool str_starts(const char *, const char *prefix);
#endif
