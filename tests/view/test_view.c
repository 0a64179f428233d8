/* test_view.c - pages are well-formed, and say what they were given */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include "core/access.h"
#include "sample.h"
#include "view/grid.h"
#include "view/page.h"
#include "view/widget.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;
static struct ctx ctx;
static struct buf out;
static struct actor actor;
static struct grant grant;

/* What a hostile user may have put into a name. */
#define HOSTILE "<b>'\"&amp;\""

static const char *
source(const char *name)
{
	const char *dir = getenv("srcdir");

	return str_fmt(mem, "%s/%s", dir == NULL ? "." : dir, name);
}

static int
setup(void **state)
{
	(void)state;
	mem = arena_new();
	out = (struct buf){ .mem = mem, .max = 4 << 20 };
	grant = (struct grant){ .role = ROLE_HEAD, .unit = HOSTILE };
	actor = (struct actor){ .id = 1,
		.name = HOSTILE,
		.grants = &grant,
		.ngrant = 1 };
	ctx = (struct ctx){ .mem = mem,
		.out = &out,
		.actor = &actor,
		.today = "2026-09-28",
		.lang = "vi",
		.base = "/bc",
		.csrf = "token",
		.key = "0123",
		.request = "r1",
		.here = "/entry?id=7" };
	assert_int_equal(page_init(source("html")), OK);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* How many nodes of the page an XPath expression finds. */
static int
count(const char *path)
{
	int ret;
	xmlDoc *doc =
	    xmlReadMemory(out.at, (int)out.len, NULL, "UTF-8", XML_PARSE_NONET);

	assert_non_null(doc);
	xmlXPathContext *x = xmlXPathNewContext(doc);
	xmlXPathObject *o = xmlXPathEvalExpression((const xmlChar *)path, x);
	assert_non_null(o);
	ret = o->nodesetval == NULL ? 0 : o->nodesetval->nodeNr;
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(x);
	xmlFreeDoc(doc);
	return ret;
}

/* Just these entries, in this order: paths with blanks between. */
static void
menu_is(const char *paths)
{
	int n = 0;

	while (*paths != '\0') {
		size_t len = strcspn(paths, " ");
		assert_int_equal(count(str_fmt(mem,
				     "//nav[@class='menu']//li[%d]/a[@href="
				     "'/bc%s']",
				     ++n, str_ndup(mem, paths, len))),
		    1);
		paths += len + strspn(paths + len, " ");
	}
	assert_int_equal(count("//nav[@class='menu']//a"), n);
}

static void
page_has_its_parts(void **state)
{
	(void)state;
	page_open(&ctx, HOSTILE);
	assert_int_equal(page_close(&ctx), OK);
	assert_int_equal(count("//h1[contains(., '<b>')]"), 1);
	assert_int_equal(count("//main[@id='main']"), 1);
	assert_int_equal(count("//b"), 0);
	menu_is("/ /entry /review /synth /burden /unit /calendar");
	assert_int_equal(count("//nav//a[@aria-current='page']"), 1);
	assert_int_equal(count("//nav//a[@href='/bc/entry']"
			       "[@aria-current='page']"),
	    1);
	assert_int_equal(count("//a[@href='/bc/entry?id=7&lang=en']"), 1);
	assert_int_equal(count("//form[@action='/bc/logout']"
			       "//input[@name='csrf'][@value='token']"),
	    1);
	assert_int_equal(count("//aside"), 0);
}

static void
page_of_a_visitor(void **state)
{
	(void)state;
	actor.id = 0;
	ctx.csrf = ctx.here = NULL;
	ctx.demo = true;
	page_open(&ctx, "x");
	assert_int_equal(page_close(&ctx), OK);
	assert_int_equal(count("//nav"), 0);
	assert_int_equal(count("//form"), 0);
	assert_int_equal(count("//aside[contains(., '28/09/2026')]"), 1);
	assert_int_equal(count("//a[@href='/bc/?lang=en']"), 1);
}

static void
page_too_long(void **state)
{
	(void)state;
	out.max = 3000;
	page_open(&ctx, "x");
	html(&out, "<p>%s</p>", (char[4000]){ 0 });
	for (int i = 0; i < 1000; i++)
		html(&out, "<p>x</p>");
	assert_int_equal(page_close(&ctx), E_INTERNAL);
}

static void
shell_is_checked(void **state)
{
	(void)state;
	assert_int_equal(page_init("/nowhere"), E_INTERNAL);
	assert_int_equal(page_init(source("tests/view/bad")), E_INTERNAL);
}

static void
fields_show_what_is_wrong(void **state)
{
	struct findings f = { .mem = mem };

	(void)state;
	finding(&f, "name", "%s", HOSTILE);
	finding_warn(&f, "line 7", "%s", "w");
	html(&out, "<x>");
	widget_findings(&ctx, &f);
	widget_form_open(&ctx, url(&ctx, "/x"));
	widget_input(&ctx, &f,
	    &(struct input){ .name = "name",
		.label = HOSTILE,
		.help = "h",
		.value = HOSTILE,
		.required = true });
	widget_input(&ctx, &f,
	    &(struct input){ .name = "area",
		.label = "l",
		.type = "area",
		.value = "</textarea>" });
	widget_form_close(&ctx);
	html(&out, "</x>");
	assert_int_equal(count("//section//a[@href='#name']"), 1);
	assert_int_equal(count("//section//li[starts-with(., 'line 7')]"), 1);
	assert_int_equal(count("//input[@id='name'][@aria-invalid='true']"
			       "[@aria-describedby='name-help name-wrong']"),
	    1);
	assert_int_equal(count("//*[@id='name-wrong']"), 1);
	assert_int_equal(count("//label[@for='name']"), 1);
	assert_int_equal(count("//textarea[contains(., '</textarea>')]"), 1);
	assert_int_equal(count("//input[@name='key'][@value='0123']"), 1);
	assert_int_equal(count("//input[@name='csrf']"), 1);
}

static void
put_grid(const struct form *f, bool superior, bool editable,
    const struct findings *bad)
{
	struct sheet *s = arena_alloc(mem, sizeof *s);
	struct grid g = { .caption = HOSTILE,
		.editable = editable,
		.findings = bad };

	*s = sample_sheet(mem, f, superior);
	page_open(&ctx, "grid");
	grid_of_sheet(&ctx, s, NULL, &g);
	grid_put(&ctx, &g);
	assert_int_equal(page_close(&ctx), OK);
}

/* Every row has the same width, and every head spans what it should. */
static void
check_shape(const struct form *f)
{
	char path[200];

	for (size_t r = 0; r < f->head_rows; r++) {
		size_t width = 0;
		for (size_t i = 0; i < f->nhead; i++)
			if (f->heads[i].row <= r &&
			    r < f->heads[i].row + f->heads[i].rowspan)
				width += f->heads[i].colspan;
		assert_int_equal(width, f->ncol);
	}
	snprintf(path, sizeof path, "//table/thead/tr[@class='codes']/th");
	assert_int_equal(count(path), (int)f->ncol);
	snprintf(path, sizeof path,
	    "//tbody/tr[not(@class='group')][count(*) != %zu]", f->ncol);
	assert_int_equal(count(path), 0);
	/* every input is named by a row and a column that are there */
	assert_int_equal(count("//tbody//input[not(@aria-labelledby)]"), 0);
	assert_int_equal(count("//tbody//input["
			       "not(//*/@id = substring-before("
			       "@aria-labelledby, ' ')) or "
			       "not(//*/@id = substring-after("
			       "@aria-labelledby, ' '))]"),
	    0);
}

static int
entered(const struct form *f)
{
	int n = 0;

	for (size_t i = 0; i < f->ncell; i++)
		n += f->cells[i].type != CELL_NONE &&
		     f->cells[i].computed == NULL;
	return n;
}

static void
grids_of_real_forms(void **state)
{
	static const struct {
		const char *file, *version;
	} t[] = {
		{ "sql/seed/form/XLD01.xml", "2021" },
		{ "sql/seed/form/XLD01.xml", "2024" },
		{ "sql/seed/form/ICT.xml", "2023" },
		{ "sql/seed/form/KTXH.xml", "2022" },
		{ "tests/bench/BENCH300.xml", "1" },
	};

	(void)state;
	for (size_t i = 0; i < 4 * COUNT(t); i++) {
		bool superior = i & 1, editable = i & 2;
		const struct form *f =
		    sample_form(mem, source(t[i / 4].file), t[i / 4].version);
		buf_clear(&out);
		put_grid(f, superior, editable, NULL);
		check_shape(f);
		assert_int_equal(count("//tbody//input"),
		    editable ? entered(f) : 0);
		assert_int_equal(count("//script[contains(@src, 'grid.js')]"),
		    editable ? 1 : 0);
	}
}

static void
grid_shows_findings(void **state)
{
	const struct form *f =
	    sample_form(mem, source("sql/seed/form/XLD01.xml"), "2021");
	struct findings bad = { .mem = mem };

	(void)state;
	finding_warn(&bad, "c9", "%s", "later");
	finding(&bad, "c9", "%s", HOSTILE);
	finding_warn(&bad, "c2", "%s", "doubtful");
	finding(&bad, "c1", "%s", "of a computed cell");
	finding(&bad, "t9", "%s", "of the total");
	finding(&bad, "c999", "%s", "of no cell");
	finding(&bad, "reason", "%s", "of a field");
	put_grid(f, true, true, &bad);
	assert_int_equal(count("//td[contains(@class, ' bad')]/input[@id='c9']"
			       "[@aria-invalid='true']"
			       "[@aria-describedby='c9-tip']"),
	    1);
	assert_int_equal(count("//*[@id='c9-tip'][contains(., '<b>')]"), 1);
	assert_int_equal(count("//td[contains(@class, ' warn')]"
			       "/input[@id='c2'][not(@aria-invalid)]"),
	    1);
	assert_int_equal(count("//tr[@class='own']/td[@id='c1']"), 1);
	assert_int_equal(count("//tr[@class='sum']/td[@id='t9']"), 1);
	assert_int_equal(count("//*[@id='c999']"), 0);
}

static void
grid_is_small(void **state)
{
	const struct form *f =
	    sample_form(mem, source("tests/bench/BENCH300.xml"), "1");

	(void)state;
	put_grid(f, false, true, NULL);
	print_message("# BENCH300: %zu bytes\n", out.len);
	assert_true(out.len < 300 * 150 + 8000);
}

static const char *
stack(const char *text)
{
	static const char *const codes[] = { "1", "2", "3", "4", "9.1" };
	const struct axis axis = { .code = codes, .n = COUNT(codes) };
	struct findings bad = { .mem = mem };
	struct buf b = { .mem = mem, .max = 1000 };
	struct formula f;

	assert_true(formula_parse(mem, text, &axis, 0, "x", &bad, &f));
	expr_stack(&b, f.check != NULL ? f.check : f.side[0]);
	return b.at;
}

static void
rules_as_words(void **state)
{
	(void)state;
	assert_string_equal(stack("1=2+3-4"), "1 2 3 s001");
	assert_string_equal(stack("1=9.1/2*100"), "4 1 #100 p010");
	assert_string_equal(stack("<=2"), "0 1 <=");
	assert_string_equal(stack("1=prev(2)+3"), "? 2 s00");
	assert_string_equal(stack("1=round(if(2>3,4,-2),1)"),
	    "1 2 > 3 1 neg if round1");
	assert_string_equal(stack("1=mean(2,...,4)"), "1 2 3 mean3");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(page_has_its_parts, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(page_of_a_visitor, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(page_too_long, setup, teardown),
		cmocka_unit_test_setup_teardown(shell_is_checked, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(fields_show_what_is_wrong,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(grids_of_real_forms, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(grid_shows_findings, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(grid_is_small, setup, teardown),
		cmocka_unit_test_setup_teardown(rules_as_words, setup,
		    teardown),
	};

	tr_open("locale");
	tr_lang("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
