/* calendar_list.c - a year's days off, as people paste them */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/calendar_edit.h"
#include "core/calendar_list.h"

enum { CELLS = 4, OUT_MAX = 65536 };

struct line {
	const char *cell[CELLS];
	size_t n;
	long no;
};

static const char *
trimmed(struct arena *mem, const char *s, size_t n)
{
	while (n > 0 && strchr(" \t\r\"", *s) != NULL) {
		s++;
		n--;
	}
	while (n > 0 && strchr(" \t\r\"", s[n - 1]) != NULL)
		n--;
	return str_ndup(mem, s, n);
}

/* The last cell takes what is left: an act may have commas in its name. */
static void
split(struct arena *mem, const char *s, size_t len, struct line *ret)
{
	const char *end = s + len;
	char sep = ',';

	if (memchr(s, ';', len) != NULL)
		sep = ';';
	if (memchr(s, '\t', len) != NULL)
		sep = '\t';
	for (ret->n = 0; ret->n < CELLS;) {
		const char *to = ret->n + 1 < CELLS ?
				     memchr(s, sep, (size_t)(end - s)) :
				     NULL;
		size_t n = (size_t)((to == NULL ? end : to) - s);
		ret->cell[ret->n++] = trimmed(mem, s, n);
		if (to == NULL)
			return;
		s = to + 1;
	}
}

#define PENDING "chưa được luật định"

/* As the list is written for people to change it. */
static const char *
kind_word(const struct day_off *d)
{
	static const char *const vi[] = { [DAY_HOLIDAY] = "nghỉ lễ",
		[DAY_COMPENSATORY] = "nghỉ bù",
		[DAY_SWAP_OFF] = "nghỉ hoán đổi",
		[DAY_SWAP_WORK] = "làm bù" };

	if (d->pending)
		return tr_pick(PENDING, "pending");
	return tr_pick(vi[d->kind], day_kind_name(d->kind));
}

/* Words of the lists that people have; the codes are in calendar.c. */
static const struct {
	const char *word;
	enum day_kind kind;
} words[] = {
	{ "nghỉ lễ", DAY_HOLIDAY },
	{ "ngày nghỉ lễ, tết", DAY_HOLIDAY },
	{ "lễ", DAY_HOLIDAY },
	{ "tết", DAY_HOLIDAY },
	{ "nghỉ bù", DAY_COMPENSATORY },
	{ "ngày nghỉ bù", DAY_COMPENSATORY },
	{ "nghỉ hoán đổi", DAY_SWAP_OFF },
	{ "hoán đổi", DAY_SWAP_OFF },
	{ "ngày nghỉ hoán đổi", DAY_SWAP_OFF },
	{ "làm bù", DAY_SWAP_WORK },
	{ "ngày làm bù", DAY_SWAP_WORK },
};

static bool
kind_typed(struct arena *mem, const char *s, struct day_off *d)
{
	const char *key = utf8_key(mem, s, true);

	if (key == NULL) /* no text that one could read */
		return false;
	d->pending = strcmp(s, "pending") == 0 ||
		     strcmp(key, utf8_key(mem, PENDING, true)) == 0;
	if (d->pending || day_kind_read(s, &d->kind))
		return true;
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(utf8_key(mem, words[i].word, true), key) == 0) {
			d->kind = words[i].kind;
			return true;
		}
	return false;
}

static void
line_check(const struct line *l, long year, struct date day, bool kind,
    struct findings *f)
{
	if (day.y != year)
		finding(f, "list", _("Line %ld: \"%.40s\" is no day of %ld."),
		    l->no, l->cell[0], year);
	if (!kind)
		finding(f, "list",
		    _("Line %ld: \"%.40s\" is no kind of day: write holiday,"
		      " compensatory, swap_off or swap_work."),
		    l->no, l->n > 1 ? l->cell[1] : "");
	if (l->n < 3 || utf8_blank(l->cell[2]) ||
	    utf8_len(l->cell[2]) > DAY_NAME_MAX)
		finding(f, "list",
		    _("Line %ld: the third part must be a name."), l->no);
	if (l->n > 3 && utf8_len(l->cell[3]) > DAY_BASIS_MAX)
		finding(f, "list", _("Line %ld is too long."), l->no);
}

static bool
there(const struct days *d, long day)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->at[i].at == day)
			return true;
	return false;
}

static void
line_read(struct arena *mem, const struct line *l, long year, const char *basis,
    struct findings *f, struct days *ret)
{
	struct day_off d = { .basis = basis };
	struct date day = { 0 };
	bool kind = l->n > 1 && kind_typed(mem, l->cell[1], &d);

	if (!date_parse_vi(l->cell[0], &day) && !date_parse(l->cell[0], &day)) {
		if (l->no == 1)
			return; /* heads */
		day = (struct date){ 0 };
	}
	line_check(l, year, day, kind, f);
	if (day.y != year)
		return;
	d.at = date_days(day);
	d.name = l->n > 2 ? l->cell[2] : "";
	if (l->n > 3 && *l->cell[3] != '\0')
		d.basis = l->cell[3];
	if (there(ret, d.at))
		finding(f, "list", _("Line %ld: that day is there twice."),
		    l->no);
	ret->at[ret->n++] = d;
}

struct days
calendar_list_read(struct arena *mem, long year, const char *text,
    const char *basis, struct findings *f)
{
	struct days ret = {
		arena_alloc(mem, DAYS_LINES_MAX * sizeof(struct day_off)), 0
	};
	long no = 0;

	while (text != NULL && *text != '\0') {
		size_t n = strcspn(text, "\n");
		struct line l = { .no = ++no };
		split(mem, text, n, &l);
		if (no > DAYS_LINES_MAX) {
			finding(f, "list", _("There are more than %d lines."),
			    DAYS_LINES_MAX);
			break;
		}
		if (l.n > 1 || *l.cell[0] != '\0')
			line_read(mem, &l, year, basis, f, &ret);
		text += n + (text[n] == '\n');
	}
	if (ret.n == 0 && f->nerror == 0)
		finding(f, "list", _("There is no day in the list."));
	return ret;
}

const char *
calendar_list_write(struct arena *mem, const struct calendar *c, long year)
{
	struct buf b = { .mem = mem, .max = OUT_MAX };

	for (size_t i = 0; i < c->n; i++) {
		const struct day_off *d = &c->at[i];
		struct date day = date_from_days(d->at);
		if (day.y == year)
			buf_fmt(&b, "%02d/%02d/%04d; %s; %s; %s\n", day.d,
			    day.m, day.y, kind_word(d), d->name, d->basis);
	}
	return b.at == NULL ? "" : b.at;
}
