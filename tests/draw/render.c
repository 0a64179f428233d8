/*
 * render.c - writes a sample document: render SAMPLE KIND FONTS [TIMES]
 *
 * KIND is pdf, xlsx, csv, codes (CSV under printed codes), html or png; the
 * bytes go to standard output.  With TIMES it is done so many times, and
 * standard error gets the memory held after the first ones and at the end.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include "draw/fods.h"
#include "draw/sample.h"
#include "view/render_csv.h"
#include "view/render_html.h"
#include "view/render_pdf.h"
#include "view/render_xlsx.h"

static enum rc
render_chart(const char *name, struct buf *out)
{
	const struct chart *c = sample_chart(out->mem, name);

	return c == NULL ? E_NOTFOUND : chart_png(c, "vi", out);
}

static enum rc
render(const struct document *d, const char *kind, const char *fonts,
    struct buf *out)
{
	if (str_eq(kind, "pdf"))
		return render_pdf(d, "vi", fonts, out);
	if (str_eq(kind, "xlsx"))
		return render_xlsx(d, "vi", out);
	if (str_eq(kind, "csv"))
		return render_csv(d, CSV_MARK, out);
	if (str_eq(kind, "codes"))
		return render_csv(d, CSV_CODES, out);
	if (str_eq(kind, "html"))
		return render_html(d, "vi", out);
	if (str_eq(kind, "fods")) {
		fods(d, out);
		return OK;
	}
	return fail(E_NOTFOUND, "no kind %s", kind);
}

static long
resident(void)
{
	long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	if (f == NULL || fscanf(f, "%*d %ld", &pages) != 1)
		abort();
	fclose(f);
	return pages * 4;
}

/* One document, as a worker makes it: an arena of its own. */
static bool
once(const char *const *arg, bool print)
{
	struct arena *mem = arena_new();
	struct buf out = { .mem = mem, .max = 64 << 20 };
	const struct document *d = sample_named(mem, arg[0]);
	bool ok = str_eq(arg[1], "png") ?
		      render_chart(arg[0], &out) == OK :
		      d != NULL && render(d, arg[1], arg[2], &out) == OK;

	if (ok && print)
		fwrite(out.at, 1, out.len, stdout);
	arena_free(mem);
	return ok;
}

int
main(int argc, char **argv)
{
	const char *const *arg = (const char *const *)argv + 1;
	long times = argc == 5 ? strtol(argv[4], NULL, 10) : 0;

	if (argc < 4 || argc > 5 || !once(arg, true))
		return 2;
	for (long i = 0; i < times; i++) {
		if (i == 10)
			fprintf(stderr, "rss_kib after 10: %ld\n", resident());
		if (!once(arg, false))
			return 1;
	}
	if (times > 0)
		fprintf(stderr, "rss_kib after %ld: %ld\n", times, resident());
	return 0;
}
