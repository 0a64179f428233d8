/* test_form_refuse.c - regime files that are refused, by line and reason */
#include <setjmp.h>
#include <string.h>
#include "core/form.h"
#include "io/xml.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static enum rc
read_it(const char *xml, size_t len, struct findings *f)
{
	struct regime_file r;

	*f = (struct findings){ .mem = mem };
	return regime_read(mem, xml, len, f, &r);
}

/* Refused, and one of the findings is at that line and says so. */
static void
refused(const char *xml, const char *where, const char *says)
{
	struct findings f;

	assert_int_equal(read_it(xml, strlen(xml), &f), E_INVALID);
	assert_true(f.nerror > 0);
	for (size_t i = 0; i < f.n; i++)
		if (strstr(f.at[i].text, says) != NULL &&
		    (where == NULL || strcmp(f.at[i].where, where) == 0))
			return;
	for (size_t i = 0; i < f.n; i++)
		print_error("%s: %s\n", f.at[i].where, f.at[i].text);
	fail_msg("not found: %s: %s", where == NULL ? "-" : where, says);
}

#define TITLES "<title lang='vi'>T</title><title lang='en'>T</title>"
/* Four lines before the columns, which begin in line 5. */
#define HEAD \
	"<regime code='T1' family='administrative' line='administrative'" \
	" frequency='month' cutoff='nd09' from='2026-01-01'>" TITLES "\n" \
	"<basis>B</basis>\n" \
	"<level code='province' due='day 25'/>\n" \
	"<form version='1' number='T1' from='2026-01-01'>" TITLES "\n"
#define LABEL "<label code='A' role='label'>Đơn vị</label>"
#define UNITS "<rows kind='units'/>"
#define TAIL "</form></regime>"
#define COLS(x) HEAD "<columns>" LABEL "\n" x "</columns>" UNITS TAIL
/* Columns in line 5, rows from line 6 on. */
#define ROWS(x) \
	HEAD "<columns>" LABEL "<column code='1' type='row'>S</column>" \
	     "<column code='2' type='integer' row-rules='no'>N</column>" \
	     "</columns><rows kind='fixed'>\n" x "</rows>" TAIL
#define COL(code, rest) \
	"<column code='" code "' type='integer'" rest ">C" code "</column>\n"
#define ROW(code, rest) \
	"<row code='" code "' type='integer'" rest ">R" code "</row>\n"

static void
small_files_are_read(void **state)
{
	static const char *const good[] = {
		COLS(COL("1", " formula='1=2+3'") COL("2", "") COL("3", "")),
		COLS(COL("1", " formula='1=2+3=4+5'") COL("2", "") COL("3", "")
			COL("4", "") COL("5", " check='&lt;=4' warn='yes'")),
		COLS("<column code='1' type='text' pattern='[0-9]{3}'>T"
		     "</column><column code='2' type='date'>D</column>"),
		COLS("<!-- c --><column code='1' type='percent' decimals='1'"
		     " min='-5' max='5.5'>P</column>"),
		ROWS(ROW("1", " formula='1=1.1+1.2'") ROW("1.1", "")
			ROW("1.2", " none='1'") "<group code='I'>G</group>"),
	};
	struct findings f;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		enum rc rc = read_it(good[i], strlen(good[i]), &f);
		for (size_t k = 0; k < f.n; k++)
			print_error("%zu: %s: %s\n", i, f.at[k].where,
			    f.at[k].text);
		assert_int_equal(rc, OK);
	}
}

static void
dtds_and_entities_are_refused(void **state)
{
	(void)state;
	refused("<!DOCTYPE regime>\n" COLS(COL("1", "")), "line 1", "DTD");
	refused("\n<!DOCTYPE regime [<!ENTITY a 'b'>]>\n" COLS(COL("1", "")),
	    "line 2", "DTD");
	refused("<!DOCTYPE regime SYSTEM 'file:///etc/passwd'><regime/>", NULL,
	    "DTD");
	refused("<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
		"<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
		"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
		"<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]>"
		"<regime>&d;&d;&d;</regime>",
	    NULL, "DTD");
	refused("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
		"<regime>&x;</regime>",
	    NULL, "DTD");
	refused("<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'> %p;]>"
		"<regime/>",
	    NULL, "DTD");
	refused("<regime>&unknown;</regime>", NULL, "Entities");
	refused("<regime code='&unknown;'/>", NULL, "Entities");
}

static void
other_xml_is_refused(void **state)
{
	(void)state;
	refused("", NULL, "not an XML file");
	refused("hello", NULL, "XML");
	refused("<regime>", NULL, "well-formed");
	refused("<regime></other>", NULL, "well-formed");
	refused("<regime code='1' code='2'/>", NULL, "well-formed");
	refused("<other/>", "line 1", "<other>");
	refused("<?php echo 1 ?><regime/>", NULL, "Processing");
	refused("<regime xmlns='urn:x'/>", NULL, "Namespaces");
	refused("<x:regime xmlns:x='urn:x'/>", NULL, "Namespaces");
	refused("<regime xmlns:xi='http://www.w3.org/2001/XInclude'>"
		"<xi:include href='/etc/passwd'/></regime>",
	    NULL, "Namespaces");
	refused("<regime xml:base='x'/>", NULL, "Namespaces");
	refused("<?xml version='1.0' encoding='ISO-8859-1'?><regime/>", NULL,
	    "UTF-8");
	refused("<regime>\xff</regime>", NULL, "well-formed");
	refused("<regime>a<title/></regime>", "line 1", "mixed");
	refused("<regime code='&#xFFFE;'/>", NULL, "well-formed");
	refused("<regime code='&#x85;'/>", NULL, "not allowed");
}

static const char *
repeat(const char *what, size_t n, const char *before, const char *after)
{
	struct buf b = { .mem = mem, .max = 16 << 20 };

	buf_str(&b, before);
	for (size_t i = 0; i < n; i++)
		buf_str(&b, what);
	buf_str(&b, after);
	return b.at;
}

static void
size_has_limits(void **state)
{
	struct findings f;
	const char *big = repeat(" ", XML_BYTES, "<regime>", "</regime>");

	(void)state;
	refused(big, NULL, "larger than 2 MiB");
	refused(repeat("<a>", 200, "", ""), NULL, "too deep");
	refused(repeat("<a>", 100000, "", ""), NULL, "too deep");
	refused(repeat("<a/>", XML_ELEMENTS + 1, "<regime>", "</regime>"), NULL,
	    "too many elements");
	refused(repeat("long text ", 1000, "<regime>", "</regime>"), NULL,
	    "too long");
	struct buf many = { .mem = mem, .max = 8000 };
	buf_str(&many, "<regime");
	for (int i = 0; i <= XML_ATTRS; i++)
		buf_fmt(&many, " a%d='1'", i);
	buf_str(&many, "/>");
	refused(many.at, NULL, "too many attributes");
	assert_int_equal(read_it("<a/>\0<b/>", 9, &f), E_INVALID);
}

static void
what_is_not_known_is_refused(void **state)
{
	(void)state;
	refused(COLS(COL("1", " colour='red'")), "line 6", "\"colour\"");
	refused(COLS("<colum code='1'>x</colum>"), "line 6", "<colum>");
	refused(COLS(COL("1", "") LABEL), "line 7", "Label columns");
	refused(COLS("<group title='g'>" LABEL "</group>"), "line 6",
	    "<label>");
	refused(COLS(COL("1", "") "<group title='g'/>"), "line 7",
	    "needs columns");
	refused(HEAD "<columns>" LABEL "</columns>" UNITS TAIL, NULL,
	    "no column for figures");
	refused(HEAD UNITS TAIL, "line 4", "<columns>");
	refused(HEAD "<columns>" LABEL COL("1", "") "</columns>" TAIL, "line 4",
	    "<rows>");
	refused(HEAD "<columns>" LABEL COL("1",
		    "") "</columns>"
			"<rows kind='units'><row/></rows>" TAIL,
	    NULL, "<row>");
	refused(ROWS("<line/>" ROW("1", "")), "line 6", "<line>");
	refused(ROWS(""), NULL, "no rows");
	refused(HEAD "<script/>" TAIL, "line 5", "<script>");
	refused("<regime/>", "line 1", "attribute \"code\"");
}

static void
codes_are_used_once(void **state)
{
	(void)state;
	refused(COLS(COL("1", "") COL("1", "")), "line 7",
	    "code 1 is used by two columns");
	refused(ROWS(ROW("1", "") ROW("2", "") ROW("1", "")), "line 8",
	    "code 1 is used by two rows");
	refused(COLS(COL("1", " item='X'") COL("2", " item='X'")), NULL,
	    "have the item X");
	refused(COLS(COL("đ", "")), "line 6", "\"code\"");
	refused(COLS("<column code='' type='integer'>x</column>"), "line 6",
	    "\"code\"");
}

static void
values_make_sense(void **state)
{
	(void)state;
	refused(COLS("<column code='1' type='amount'>x</column>"), "line 6",
	    "integer, decimal, percent");
	refused(COLS("<column code='1'>x</column>"), "line 6", "\"type\"");
	refused(COLS(COL("1", " min='5' max='4'")), "line 6", "greater");
	refused(COLS(COL("1", " min='x'")), "line 6", "number");
	refused(COLS(COL("1", " decimals='2'")), "line 6", "decimals");
	refused(COLS(
		    "<column code='1' type='decimal' decimals='11'>x</column>"),
	    "line 6", "from 0 to 10");
	refused(COLS(COL("1", " pattern='a'")), "line 6", "pattern");
	refused(COLS("<column code='1' type='text' pattern='(a'>x</column>"),
	    "line 6", "pattern cannot be read");
	refused(COLS("<column code='1' type='text' min='1'>x</column>"),
	    "line 6", "Only a figure");
	refused(COLS("<column code='1' type='percent' sums='yes'>x</column>"),
	    "line 6", "are summed");
	refused(COLS(COL("1", " required='maybe'")), "line 6", "no, yes");
	refused(COLS("<column code='1' type='row'>x</column>"), NULL,
	    "leaves the type to the rows");
	refused(ROWS("<row code='1'>x</row>"), "line 6",
	    "leaves the type to the rows");
	refused(ROWS(ROW("1", " none='7'")), "line 6", "no column 7");
	refused(ROWS(ROW("1", " entered='A'")), "line 6", "no column A");
}

static void
formulas_are_read(void **state)
{
	(void)state;
	refused(COLS(COL("1", " formula='1=2+'") COL("2", "")), "line 6", "");
	refused(COLS(COL("1", " formula='2+3'") COL("2", "") COL("3", "")),
	    "line 6", "begin with its own code: 1=");
	refused(COLS(COL("1", " formula='2=1'") COL("2", "")), "line 6",
	    "begin with its own code: 1=");
	refused(COLS(COL("1", " check='2+3'") COL("2", "") COL("3", "")),
	    "line 6", "comparison");
	refused(COLS(COL("1", " formula='1=2+02'") COL("2", "")), "line 6",
	    "02 in");
	refused(COLS(COL("1", " formula='1=2/3*10'") COL("2", "") COL("3", "")
			COL("10", "")),
	    "line 6", "10 in");
	refused(COLS("<column code='1' type='text' "
		     "formula='1=2'>x</column>\n" COL("2", "")),
	    "line 6", "Only a figure");
	refused(COLS(COL("1", " formula='1=2+3'")
			COL("2", "") "<column code='3' type='text'>x</column>"),
	    "line 6", "Column 3 has no figures");
	refused(ROWS(ROW("1", " formula='1=2+3'")
			ROW("2", "") "<group code='3'>G</group>"),
	    "line 6", "Row 3 is a heading");
	const char *big = repeat("+2", 400,
	    HEAD "<columns>" LABEL
		 "\n<column code='1' type='integer' formula='1=2",
	    "'>x</column>" COL("2", "") "</columns>" UNITS TAIL);
	refused(big, "line 6", "500 characters");
}

static void
circles_are_shown(void **state)
{
	(void)state;
	refused(COLS(COL("1", " formula='1=2+4'") COL("2", " formula='2=3'")
			COL("3", " formula='3=1+4'") COL("4", "")),
	    NULL, "circle: 1 → 2 → 3 → 1");
	refused(COLS(COL("1", " formula='1=1+2'") COL("2", "")), "line 6", "");
	refused(ROWS(ROW("1", " formula='1=2'") ROW("2", " formula='2=1'")),
	    NULL, "row 1, column 1 → row 2, column 1 → row 1, column 1");
	refused(COLS(COL("1", " formula='1=ytd(2)'")
			COL("2", " formula='2=ytd(1)'")),
	    NULL, "circle");
	/* an earlier period is no circle */
	struct findings f;
	const char *xml =
	    COLS(COL("1", " formula='1=prev(2)'") COL("2", " formula='2=1'"));
	assert_int_equal(read_it(xml, strlen(xml), &f), OK);
}

#define REGIME(attrs, kids) \
	"<regime code='T1' " attrs ">" TITLES "<basis>B</basis>\n" kids \
	"</regime>"
#define GOOD \
	"family='administrative' line='administrative' frequency='month'" \
	" cutoff='nd09' from='2026-01-01'"
#define LEVEL "<level code='province' due='day 25'/>\n"
#define FORM(version, valid) \
	"<form version='" version "' number='T' " valid ">" TITLES \
	"<columns>" LABEL COL("1", "") "</columns>" UNITS "</form>\n"

static void
regimes_make_sense(void **state)
{
	(void)state;
	refused(REGIME(GOOD, LEVEL FORM("1", "from='2026-01-01'")
				 FORM("2", "from='2027-01-01'")),
	    "line 5", "Versions 1 and 2 are valid at the same time");
	refused(REGIME(GOOD,
		    LEVEL FORM("1", "from='2026-01-01' to='2027-01-01'")
			FORM("1", "from='2027-01-01'")),
	    "line 5", "Version 1 is there twice");
	refused(REGIME(GOOD, LEVEL FORM("1", "from='2026-01-01'"
					     " to='2026-01-01'")),
	    "line 3", "ends before it begins");
	refused(REGIME(GOOD, LEVEL FORM("1", "from='2026-02-30'")), "line 3",
	    "date");
	refused(REGIME(GOOD, LEVEL), NULL, "<form>");
	refused(REGIME(GOOD, LEVEL LEVEL FORM("1", "from='2026-01-01'")),
	    "line 3", "level province is there twice");
	refused(REGIME(GOOD, "<level code='province' due='soon'/>" FORM("1",
				 "from='2026-01-01'")),
	    "line 2", "\"soon\" cannot be read");
	refused(REGIME("family='x' line='l' frequency='yearly' cutoff='c'"
		       " from='2026-01-01'",
		    LEVEL FORM("1", "from='2026-01-01'")),
	    "line 1", "month, quarter, half, nine, year");
	refused(REGIME("family='thematic' line='l' frequency='week'"
		       " cutoff='from 31 to 31' from='2026-01-01'",
		    LEVEL FORM("1", "from='2026-01-01'")),
	    "line 1", "\"from 31 to 31\" cannot be read");
	refused("<regime code='T1' " GOOD "><title lang='vi'>T</title>"
		"<title lang='vi'>T</title><basis>B</basis>" LEVEL FORM("1",
		    "from='2026-01-01'") "</regime>",
	    "line 1", "<title> is there twice");
}

/* Two files that say the same are kept as the same text. */
static void
indentation_is_nothing(void **state)
{
	static const char *const same[] = {
		REGIME(GOOD, LEVEL FORM("1", "from='2026-01-01'")),
		REGIME(GOOD, LEVEL "<form  number = 'T'\n\tfrom='2026-01-01' "
				   "version=\"1\"><!-- c --> " TITLES
				   "\n<columns>" LABEL COL("1",
				       "") "</columns>" UNITS "</form>"),
	};
	struct regime_file r[2];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct findings f = { .mem = mem };
		assert_int_equal(regime_read(mem, same[i], strlen(same[i]), &f,
				     &r[i]),
		    OK);
	}
	assert_string_equal(r[0].xml[0], r[1].xml[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_files_are_read),
		cmocka_unit_test(dtds_and_entities_are_refused),
		cmocka_unit_test(other_xml_is_refused),
		cmocka_unit_test(size_has_limits),
		cmocka_unit_test(what_is_not_known_is_refused),
		cmocka_unit_test(codes_are_used_once),
		cmocka_unit_test(values_make_sense),
		cmocka_unit_test(formulas_are_read),
		cmocka_unit_test(circles_are_shown),
		cmocka_unit_test(regimes_make_sense),
		cmocka_unit_test(indentation_is_nothing),
	};
	mem = arena_new();
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
