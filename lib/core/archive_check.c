/* archive_check.c - is a file of the record what it was? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/audit_archive.h"
#include "core/audit_line.h"
#include "io/db_open.h"
#include "io/json_read.h"
#include "io/secret.h"
#include "core/verify_part.h"

enum { LINE_MAX_ = 1 << 18, CHAINS_STEP = 1024 };

struct kept {
	long n;
};
static const struct db_col kept_cols[] = { COL(struct kept, n) };
DB_ROWS(count_kept, kept_cols,
    "SELECT COUNT(*) AS n FROM audit_archive WHERE first_seal = ?"
    " AND last_seal = ? AND file_sha = ?");

/* Where each chain of the file stands; in the order of their streams. */
struct chain {
	long stream, seq;
	char hash[MERKLE_HEX + 1];
};
struct reading {
	struct db *db;
	struct arena *mem, *page;
	struct audit_file *out;
	struct secret_sum all, before; /* before: up to the last line */
	struct chain *chain;
	size_t nchain, cap;
	struct seal
	    seal; /* the one that entries are being read of; no 0: none */
	struct restoreds told; /* numbers of seals may have gaps */
	struct merkle merkle;
	char prev[MERKLE_HEX + 1]; /* hash of the last seal */
	long line;
	bool begun, ended;
};

static void BAD(struct reading *, const char *fmt, ...) FMT(2, 3);
static void
BAD(struct reading *r, const char *fmt, ...)
{
	char text[1000];
	va_list ap;

	if (r->out->fault != NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	r->out->fault = arena_alloc(r->mem, sizeof *r->out->fault);
	*r->out->fault = (struct verify_fault){ .link = "archive",
		.no = r->line,
		.text = str_dup(r->mem, text) };
}

static void
keep(char *to, const char *hash)
{
	snprintf(to, MERKLE_HEX + 1, "%s", hash);
}

static const char *
item(const struct node *list, int i)
{
	const struct node *n = list->first;

	while (n != NULL && i-- > 0)
		n = n->next;
	return n == NULL || n->text == NULL ? "" : n->text;
}

static long
number(const struct node *list, int i)
{
	const struct node *n = list->first;

	while (n != NULL && i-- > 0)
		n = n->next;
	return n == NULL ? 0 : n->num;
}

static void
read_base(struct reading *r, const struct node *n)
{
	if (r->nchain == r->cap) {
		size_t cap = r->cap + CHAINS_STEP + r->cap / 2;
		struct chain *more = arena_alloc(r->mem, cap * sizeof *more);
		if (r->nchain > 0)
			memcpy(more, r->chain, r->nchain * sizeof *more);
		r->chain = more;
		r->cap = cap;
	}
	struct chain *c = &r->chain[r->nchain];
	*c = (struct chain){ .stream = number(n, 0), .seq = number(n, 1) };
	keep(c->hash, item(n, 2));
	if (r->nchain > 0 && c[-1].stream >= c->stream)
		BAD(r, _("Line %ld: the chains are not in order."), r->line);
	else
		r->nchain++;
}

static int
by_stream(const void *a, const void *b)
{
	long x = *(const long *)a, y = ((const struct chain *)b)->stream;

	return x < y ? -1 : x > y;
}

/* The seal before is complete: is it what it holds? */
static enum rc
end_seal(struct reading *r)
{
	char root[MERKLE_HEX + 1];
	struct seal is;

	if (r->seal.no == 0)
		return OK;
	merkle_root(&r->merkle, root);
	if ((long)r->merkle.n != r->seal.n || strcmp(root, r->seal.root) != 0)
		BAD(r, _("Seal %ld does not hold the entries that follow it."),
		    r->seal.no);
	arena_reset(r->page, 0);
	enum rc rc = seal_get(r->db, r->seal.no, &is);
	if (rc == E_NOTFOUND || (rc == OK && !str_eq(is.hash, r->prev)))
		BAD(r, _("Seal %ld is another one in the database."),
		    r->seal.no);
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
read_seal(struct reading *r, const struct node *n)
{
	struct seal s;

	seal_read(n, &s);
	bool good = str_eq(s.hash, seal_hash(r->page, &s));
	if (!good || (r->seal.no != 0 && strcmp(s.prev, r->prev) != 0) ||
	    (r->seal.no == 0 ? s.no != r->out->first :
			       !restored_follows(&r->told, r->seal.no, s.no)))
		BAD(r, _("Line %ld: seal %ld was altered, or does not follow."),
		    r->line, s.no);
	struct seal next = s;
	next.root = str_dup(r->mem, s.root);
	next.hash = str_dup(r->mem, s.hash);
	TRY(end_seal(r));
	keep(r->prev, next.hash);
	r->seal = next;
	r->merkle = (struct merkle){ 0 };
	return OK;
}

static void
read_entry(struct reading *r, const struct node *n)
{
	struct audit_entry e;

	audit_entry_read(n, &e);
	struct chain *c = r->nchain == 0 ?
			      NULL :
			      bsearch(&e.stream, r->chain, r->nchain,
				  sizeof *r->chain, by_stream);
	if (c == NULL || e.seq != c->seq + 1 || strcmp(e.prev, c->hash) != 0)
		BAD(r,
		    _("Line %ld: entry %ld of chain %ld does not follow the one"
		      " before it."),
		    r->line, e.seq, e.stream);
	if (audit_entry_wrong(r->page, &e) != NULL ||
	    strlen(e.hash) != MERKLE_HEX)
		BAD(r, _("Line %ld: entry %ld of chain %ld was altered."),
		    r->line, e.seq, e.stream);
	else
		merkle_add(&r->merkle, e.hash);
	if (c != NULL) {
		c->seq = e.seq;
		keep(c->hash, e.hash);
	}
	r->out->entries++;
}

static enum rc
read_end(struct reading *r, const struct node *n)
{
	const char *sha = node_text(n, "sha");
	struct secret_sum before = r->before;

	if (node_long(n, "entries") != r->out->entries || sha == NULL ||
	    strcmp(sha, secret_sum_end(r->page, &before)) != 0)
		BAD(r, _("The last line does not tell of the lines before"
			 " it."));
	r->ended = true;
	return end_seal(r);
}

static bool
read_first(struct reading *r, const struct node *n)
{
	const char *month = node_text(n, "month");

	if (!str_eq(node_text(n, "baocao"), "record") || month == NULL)
		return false;
	r->out->month = str_dup(r->mem, month);
	r->out->first = node_long(n, "first");
	r->out->last = node_long(n, "last");
	r->begun = true;
	return true;
}

/* E_INVALID: it is no line of an archive. */
static enum rc
read_line(struct reading *r, const char *text)
{
	const struct node *n;
	struct node *root;
	const char *why;

	if (!json_read(r->page, text, &root, &why) || r->ended)
		return E_INVALID;
	if (!r->begun)
		return read_first(r, root) ? OK : E_INVALID;
	if ((n = node_get(root, "entry")) != NULL)
		read_entry(r, n);
	else if ((n = node_get(root, "base")) != NULL)
		read_base(r, n);
	else if ((n = node_get(root, "seal")) != NULL)
		return read_seal(r, n);
	else if ((n = node_get(root, "end")) != NULL)
		return read_end(r, n);
	else
		return E_INVALID;
	return OK;
}

static enum rc
read_lines(struct reading *r, FILE *in)
{
	static char text[LINE_MAX_];

	while (fgets(text, sizeof text, in) != NULL) {
		size_t n = strlen(text);
		r->line++;
		r->before = r->all;
		secret_sum_add(&r->all, text, n);
		if (n == 0 || text[n - 1] != '\n')
			return E_INVALID;
		arena_reset(r->page, 0);
		enum rc rc = read_line(r, text);
		if (rc != OK && r->begun && rc == E_INVALID)
			BAD(r, _("Line %ld cannot be read."), r->line);
		if (rc != OK)
			return rc;
	}
	return OK;
}

static enum rc
conclude(struct reading *r, bool recorded)
{
	struct audit_file *f = r->out;
	struct kept k;

	f->sha = secret_sum_end(r->mem, &r->all);
	if (!r->ended || r->seal.no != f->last)
		BAD(r, _("The file is not whole: its end is missing."));
	if (!recorded)
		return OK;
	arena_reset(r->page, 0);
	TRY(db_row(r->db, count_kept, ARGS(f->first, f->last, f->sha), &k));
	if (k.n == 0)
		BAD(r, _("The database does not know this file: another one was"
			 " archived, or this one was altered."));
	return OK;
}

enum rc
audit_archive_check(struct db *db, struct arena *mem, const char *path,
    bool recorded, struct findings *f, struct audit_file *ret)
{
	struct reading r = { .db = db, .mem = mem, .out = ret };
	FILE *in = fopen(path, "re");

	*ret = (struct audit_file){ 0 };
	if (in == NULL) {
		finding(f, path, _("the file cannot be read: %s"),
		    strerror(errno));
		return E_INVALID;
	}
	enum rc rc = restored_list(db, &r.told);
	r.page = arena_new();
	db_into(db, r.page);
	secret_sum_begin(&r.all);
	if (rc == OK)
		rc = read_lines(&r, in);
	fclose(in);
	if (rc == E_INVALID && r.begun) /* a fault says where */
		rc = OK;
	if (rc == OK && r.begun)
		rc = conclude(&r, recorded);
	else if (rc == OK || rc == E_INVALID)
		rc = E_INVALID;
	if (rc == E_INVALID)
		finding(f, path, _("this is no archive of the record"));
	db_into(db, mem);
	arena_free(r.page);
	return rc;
}
