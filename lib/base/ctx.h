/* ctx.h - what core and views may know of the request that they serve */
#ifndef BASE_CTX_H
#define BASE_CTX_H
#include "base/base.h"

/* One role on the subtree of one unit; valid today, or it is not here. */
struct grant {
	long unit_id, role;
	long for_id;      /* whose right it is that is used; 0: one's own */
	const char *unit; /* its name */
	const char *level;
};

/* How far an API token reaches at most: core/narrow.h. */
struct narrow {
	long token_id;
	unsigned long rights;    /* bit (1 << right) */
	long unit_id, regime_id; /* 0: any */
};

/* Who acts; scope is taken from here, never from a parameter. */
struct actor {
	long id;     /* 0: nobody, a visitor */
	long behalf; /* for whom they stand in just now; 0: nobody */
	const struct narrow *only; /* by a token; NULL: signed in */
	const char *login, *name;
	const struct grant *grants;
	size_t ngrant;
};

struct ctx {
	struct arena *mem;
	struct buf *out;
	const struct actor *actor;
	/*
	 * One clock for the whole request, read once by the frame.  `now` and
	 * `today` are the installation's (a demonstration has its own date),
	 * `real` is the database's: sessions and locks are judged by it.
	 */
	const char *now;   /* UTC, "2026-09-28 02:03:04.000000" */
	const char *today; /* civil date in Viet Nam, "2026-09-28" */
	const char *real;  /* UTC, as now */
	bool demo; /* the clock is a demonstration's: every page says so */
	const char *lang; /* "vi" or "en" */
	const char *base; /* where the site puts us: "", or "/bc"; see url() */
	const char *csrf; /* for forms of the signed-in; NULL for visitors */
	const char *key;  /* a fresh idempotency key for this page's forms */
	const char *request; /* id that the log and the error pages show */
	const char *address; /* the client's; NULL: no client, a command line */
	/* The roles, as "head" or "head,reviewer", that opened this route. */
	const char *role; /* NULL: not known */
	/*
	 * Path and query of this page below the base, as "/entry?id=7", where
	 * it was asked for with GET (without the parameter lang); else NULL.
	 * The menu marks where we are by it, the language switch comes back.
	 */
	const char *here;
	/* The path alone, also of what was posted: marks where we are. */
	const char *path;
};

/* The sentence in the request's language, which the frame has set. */
const char *tr(const char *msgid) __attribute__((format_arg(1)));
const char *trn(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));
#define _(s) tr(s)
#define N_(s) s
/* "vi" or "en"; the catalogue is found in dir. */
void tr_open(const char *dir);
void tr_lang(const char *lang);
/* vi or en, whichever the language in force asks for. */
const char *tr_pick(const char *vi, const char *en);
#endif
