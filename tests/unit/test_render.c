/* test_render.c - documents at the edge: none, too many, too long, too wide */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include "draw/sample.h"
#include "view/render_csv.h"
#include "view/render_html.h"
#include "view/render_pdf.h"
#include "view/render_xlsx.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;
static char fonts[4096];

static enum rc
all(const struct document *d, size_t max)
{
	struct buf out[5];

	for (size_t i = 0; i < COUNT(out); i++)
		out[i] = (struct buf){ .mem = mem, .max = max };
	TRY(render_pdf(d, "vi", fonts, &out[0]));
	TRY(render_xlsx(d, "en", &out[1]));
	TRY(render_csv(d, 0, &out[2]));
	TRY(render_html(d, "en", &out[3]));
	assert_memory_equal(out[0].at, "%PDF-1.5", 8);
	assert_memory_equal(out[1].at, "PK", 2);
	return OK;
}

/* ncol columns and nrow rows with the one cell everywhere. */
static struct document
filled(size_t ncol, size_t nrow, struct doc_cell cell)
{
	struct document d = { .title = "t" };
	struct doc_col *cols = arena_alloc(mem, ncol * sizeof *cols);
	struct doc_cell *cells = arena_alloc(mem, ncol * sizeof *cells);

	for (size_t c = 0; c < ncol; c++) {
		cols[c].code = "1";
		cells[c] = cell;
	}
	d.table.cols = cols;
	d.table.ncol = ncol;
	d.table.rows = arena_alloc(mem, nrow * sizeof *d.table.rows);
	d.table.nrow = nrow;
	d.table.code_row = true;
	for (size_t r = 0; r < nrow; r++)
		d.table.rows[r].cells = cells;
	return d;
}

static const struct doc_cell one = { DOC_NUM, "1", 0 };

static void
empty_ones(void **state)
{
	struct document d = filled(1, 0, one);

	(void)state;
	assert_int_equal(all(&d, 1 << 20), OK);
	d.table.code_row = false;
	d.title = NULL;
	assert_int_equal(all(&d, 1 << 20), OK);
	d.table.ncol = 0;
	assert_int_equal(all(&d, 1 << 20), E_INTERNAL);
}

static void
wide_ones(void **state)
{
	struct document d =
	    filled(DOC_COLS, 3, (struct doc_cell){ DOC_NUM, "123456", 2 });

	(void)state;
	assert_int_equal(all(&d, 4 << 20), OK);
	d.table.ncol = DOC_COLS + 1;
	assert_int_equal(all(&d, 4 << 20), E_LIMIT);
}

/* A row that is higher than a page is cut, not drawn beyond its edge. */
static void
long_texts(void **state)
{
	char *s = arena_alloc(mem, 200001);
	struct document d = filled(4, 3, (struct doc_cell){ DOC_TEXT, s, 0 });
	const char *notes[] = { s };

	(void)state;
	memset(s, 'x', 200000);
	assert_int_equal(all(&d, 16 << 20), OK);
	for (size_t i = 5; i < 200000; i += 6)
		s[i] = i % 600 == 5 ? '\n' : ' ';
	d.title = d.agency = d.foot = d.sign_right = d.status = s;
	d.notes = notes;
	d.nnote = 1;
	assert_int_equal(all(&d, 16 << 20), OK);
}

static void
long_tables(void **state)
{
	struct document d = filled(2, DOC_ROWS, one);
	struct buf out = { .mem = mem, .max = 64 << 20 };

	(void)state;
	assert_int_equal(render_pdf(&d, "vi", fonts, &out), OK);
	d.table.nrow++;
	assert_int_equal(render_csv(&d, 0, &out), E_LIMIT);
	d = filled(2, DOC_ROWS,
	    (struct doc_cell){ DOC_TEXT, "a\nb\nc\nd\ne\nf\ng\nh", 0 });
	assert_int_equal(render_pdf(&d, "vi", fonts, &out), E_LIMIT);
}

static void
full_buffers(void **state)
{
	const struct document *d = sample_xld01(mem, 35);
	struct buf out = { .mem = mem, .max = 5000 };

	(void)state;
	assert_int_equal(render_pdf(d, "vi", fonts, &out), E_LIMIT);
	buf_clear(&out);
	assert_int_equal(render_xlsx(d, "vi", &out), E_LIMIT);
	out.max = 1000;
	buf_clear(&out);
	assert_int_equal(render_csv(d, 0, &out), E_LIMIT);
	buf_clear(&out);
	assert_int_equal(render_html(d, "vi", &out), E_LIMIT);
}

static void
heads_that_overlap(void **state)
{
	static const struct head bad[][2] = {
		{ { "a", 0, 0, 1, 2 }, { "b", 0, 1, 1, 1 } },
		{ { "a", 0, 0, 2, 1 }, { "b", 1, 0, 1, 1 } },
		{ { "a", 0, 0, 1, 4 }, { "b", 1, 0, 1, 1 } },
		{ { "a", 0, 0, 3, 1 }, { "b", 1, 1, 1, 1 } },
		{ { "a", 0, 0, 0, 1 }, { "b", 1, 1, 1, 1 } },
		{ { "a", 0, (size_t)-1, 1, 2 }, { "b", 1, 1, 1, 1 } },
	};
	struct document d = filled(3, 1, one);

	(void)state;
	d.table.nhead = 2;
	d.table.head_rows = 2;
	for (size_t i = 0; i < COUNT(bad); i++) {
		d.table.heads = bad[i];
		assert_int_equal(doc_check(&d), E_INTERNAL);
		assert_int_equal(all(&d, 1 << 20), E_INTERNAL);
	}
}

static void
charts(void **state)
{
	static const char *values[CHART_BARS + 1], *labels[CHART_BARS + 1];
	struct chart c = { .labels = labels, .values = values };
	struct buf out = { .mem = mem, .max = 4 << 20 };

	(void)state;
	assert_int_equal(chart_png(&c, "vi", &out), OK); /* no bars */
	c.n = CHART_BARS; /* nothing but absent ones, and no labels */
	assert_int_equal(chart_png(&c, "vi", &out), OK);
	for (size_t i = 0; i <= CHART_BARS; i++) {
		values[i] = i % 3 == 0 ? "-0.0000000001" : "0.0000000003";
		labels[i] = "Một cái tên dài không chỗ nào để được cho vừa";
	}
	c.width = CHART_WIDTH_MIN;
	c.height = CHART_HEIGHT_MIN;
	assert_int_equal(chart_png(&c, "vi", &out), OK);
	c.width = c.height = CHART_MAX;
	assert_int_equal(chart_png(&c, "vi", &out), OK);
	c.n++;
	assert_int_equal(chart_png(&c, "vi", &out), E_LIMIT);
	c.n = 1;
	c.width = CHART_MAX + 1;
	assert_int_equal(chart_png(&c, "vi", &out), E_INVALID);
	c.width = CHART_WIDTH_MIN - 1;
	assert_int_equal(chart_png(&c, "vi", &out), E_INVALID);
	c.width = 0;
	out = (struct buf){ .mem = mem, .max = 100 };
	assert_int_equal(chart_png(&c, "vi", &out), E_LIMIT);
}

static int
fresh(void **state)
{
	(void)state;
	mem = arena_new();
	return 0;
}

static int
done(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(empty_ones, fresh, done),
		cmocka_unit_test_setup_teardown(wide_ones, fresh, done),
		cmocka_unit_test_setup_teardown(long_texts, fresh, done),
		cmocka_unit_test_setup_teardown(long_tables, fresh, done),
		cmocka_unit_test_setup_teardown(full_buffers, fresh, done),
		cmocka_unit_test_setup_teardown(heads_that_overlap, fresh,
		    done),
		cmocka_unit_test_setup_teardown(charts, fresh, done),
	};
	const char *src = getenv("srcdir");

	strncat(fonts, src == NULL ? "." : src, sizeof fonts - 40);
	strcat(fonts, "/apache/fonts.conf");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
