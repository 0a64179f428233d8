/* verify_anchor.c - what is kept outside against what the database has */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "base/ctx.h"
#include "core/anchor.h"
#include "core/verify_part.h"

enum { LINE_MAX_ = 1000, PAGE = 1000 };

#define BAD(c, no_, ...) \
	verify_bad((c), \
	    (struct verify_fault){ .link = "anchor", .no = (no_) }, \
	    __VA_ARGS__)

struct file {
	struct check *c;
	const char *path;
	long last; /* the number of the line before, 0: none yet */
	struct seals page;
	long end; /* the database's last seal */
	/* Lines beyond it: of a backup that was put back, as a rule. */
	long beyond, beyond_last;
	char beyond_at[28];
};

/* The seal of that number; NULL: there is none. */
static enum rc
find(struct file *f, long no, const struct seal **ret)
{
	*ret = NULL;
	for (int again = 0; again < 2; again++) {
		for (size_t i = 0; i < f->page.n; i++)
			if (f->page.at[i].no == no)
				*ret = &f->page.at[i];
		if (*ret != NULL || again == 1)
			return OK;
		arena_reset(f->c->page, 0);
		TRY(seal_after(f->c->db, no - 1, PAGE, &f->page));
	}
	return OK;
}

/* Lost, and told of: the last one by its hash. */
static void
look_lost(struct file *f, long no, const char *hash)
{
	const struct restoreds *all = &f->c->v->restored;

	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].lost == no &&
		    !str_eq(all->at[i].lost_hash, hash))
			BAD(f->c, no,
			    _("Seal %ld, lost with a backup that was put back,"
			      " was anchored as %.16s in %s; the record tells"
			      " of %.16s."),
			    no, hash, f->path, all->at[i].lost_hash);
	f->c->v->lost++;
	if (no > f->last)
		f->last = no;
}

/* The file is newer than the database. */
static void
look_beyond(struct file *f)
{
	if (f->beyond > 0)
		BAD(f->c, f->end + 1,
		    _("The anchor file %s goes on to seal %ld (%s), the record"
		      " ends with seal %ld: %ld seals are missing at its end,"
		      " with all that they sealed. If a backup was put back,"
		      " say so with \"baocao audit restored\"; until then"
		      " nothing is sealed."),
		    f->path, f->beyond_last, f->beyond_at, f->end, f->beyond);
}

static enum rc
look(struct file *f, const struct seal *line)
{
	struct check *c = f->c;
	const struct seal *s;
	long no = line->no;

	if (f->last != 0 && no > f->last + 1)
		BAD(c, f->last + 1,
		    _("The anchor file %s has no line for seal %ld."), f->path,
		    f->last + 1);
	char hash[MERKLE_HEX + 1];
	snprintf(hash, sizeof hash, "%s", line->hash);
	if (restored_lost(&c->v->restored, no)) {
		look_lost(f, no, hash);
		return OK;
	}
	if (no > f->end) {
		f->beyond++;
		f->beyond_last = f->last = no;
		snprintf(f->beyond_at, sizeof f->beyond_at, "%s", line->at);
		return OK;
	}
	TRY(find(f, no, &s));
	if (s == NULL)
		BAD(c, no,
		    _("Seal %ld, anchored as %.16s in %s, is not in the"
		      " database: what it sealed was removed or rewritten."),
		    no, hash, f->path);
	else if (strcmp(s->hash, hash) != 0)
		BAD(c, no,
		    _("Seal %ld was anchored as %.16s in %s; the database has"
		      " %.16s: the record was rewritten."),
		    no, hash, f->path, s->hash);
	if (no > f->last)
		f->last = no;
	c->v->anchors++;
	return OK;
}

/*
 * Half a line of a run that died is written again after it: it must then be
 * how the next one begins.
 */
static void
look_torn(struct file *f, const char *torn, const char *line)
{
	if (*torn != '\0' && !str_starts(line, torn))
		BAD(f->c, f->last + 1,
		    _("The anchor file %s: the line after seal %ld cannot be"
		      " read."),
		    f->path, f->last);
}

void
verify_anchor(struct verify_in *in, const char *path)
{
	struct stat st;

	assert(in->nanchor < VERIFY_ANCHORS);
	in->anchor[in->nanchor] = path;
	in->anchor_len[in->nanchor++] = stat(path, &st) == 0 ? st.st_size : 0;
}

static enum rc
look_lines(struct file *f, FILE *in, long len)
{
	char line[LINE_MAX_], torn[LINE_MAX_] = "";
	bool ended = true;
	struct seal s;

	while (ftell(in) < len && fgets(line, sizeof line, in) != NULL) {
		size_t n = strcspn(line, "\r\n");
		ended = line[n] != '\0';
		line[n] = '\0';
		look_torn(f, torn, line);
		torn[0] = '\0';
		if (anchor_read(f->c->page, line, &s))
			TRY(look(f, &s));
		else
			memcpy(torn, line, sizeof torn);
	}
	if (ended)
		look_torn(f, torn, "");
	return OK;
}

static enum rc
look_file(struct check *c, const char *path, long len)
{
	struct file f = { .c = c, .path = path };
	struct seal last = { 0 };
	enum rc rc = seal_last(c->db, &last);

	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	FILE *in = fopen(path, "re");
	if (in == NULL && last.no == 0 && errno == ENOENT)
		return OK; /* nothing was sealed yet */
	if (in == NULL) {
		BAD(c, 0, _("The anchor file %s cannot be read: %s."), path,
		    strerror(errno));
		return OK;
	}
	f.end = last.no;
	rc = look_lines(&f, in, len);
	fclose(in);
	look_beyond(&f);
	if (rc == OK && last.no > f.last)
		c->v->unanchored += last.no - f.last;
	return rc;
}

enum rc
verify_anchors(struct check *c)
{
	for (size_t i = 0; i < c->in->nanchor; i++)
		TRY(look_file(c, c->in->anchor[i], c->in->anchor_len[i]));
	return OK;
}
