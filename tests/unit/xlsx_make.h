/*
 * xlsx_make.h - workbooks made by hand, right ones and wrong ones
 *
 * Parts are stored as they are given; a mould says in what the archive lies.
 */
#ifndef TESTS_UNIT_XLSX_MAKE_H
#define TESTS_UNIT_XLSX_MAKE_H
#include <string.h>
#include "base/base.h"

struct make_part {
	const char *name;
	const char *bytes;
	size_t len;    /* 0: up to NUL */
	uint32_t size; /* that it says it unpacks to; 0: the true one */
	int method;    /* 0: stored, 8: bytes are deflated */
	int flags;     /* 1: encrypted */
	bool bad_sum;
	bool again; /* lies where the part before it does */
};

static inline uint32_t
make_crc(const char *s, size_t n)
{
	uint32_t c = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		c ^= (unsigned char)s[i];
		for (int k = 0; k < 8; k++)
			c = c >> 1 ^ (0xedb88320 & -(c & 1));
	}
	return ~c;
}

static inline void
make_little(struct buf *b, uint32_t v, int bytes)
{
	for (; bytes > 0; bytes--, v >>= 8) {
		char c = (char)(v & 0xff);
		buf_put(b, &c, 1);
	}
}

/* What local and central heads have in common, from the version needed on. */
static inline void
make_head(struct buf *b, const struct make_part *p)
{
	size_t n = p->len > 0 ? p->len : strlen(p->bytes);

	make_little(b, 20, 2);
	make_little(b, (uint32_t)p->flags, 2);
	make_little(b, (uint32_t)p->method, 2);
	make_little(b, 0x21, 4); /* the first of January of 1980 */
	make_little(b, make_crc(p->bytes, n) ^ p->bad_sum, 4);
	make_little(b, (uint32_t)n, 4);
	make_little(b, p->size > 0 ? p->size : (uint32_t)n, 4);
	make_little(b, (uint32_t)strlen(p->name), 2);
	make_little(b, 0, 2);
}

static inline struct buf
make_zip(struct arena *mem, const struct make_part *parts, size_t n)
{
	struct buf b = { .mem = mem, .max = 64 << 20 };
	uint32_t *at = arena_alloc(mem, n * sizeof *at);

	for (size_t i = 0; i < n; i++) {
		const struct make_part *p = &parts[i];
		at[i] = p->again ? at[i - 1] : (uint32_t)b.len;
		if (p->again)
			continue;
		buf_put(&b, "PK\3\4", 4);
		make_head(&b, p);
		buf_str(&b, p->name);
		buf_put(&b, p->bytes, p->len > 0 ? p->len : strlen(p->bytes));
	}
	uint32_t start = (uint32_t)b.len;
	for (size_t i = 0; i < n; i++) {
		buf_put(&b, "PK\1\2", 4);
		make_little(&b, 20, 2);
		make_head(&b, &parts[i]);
		make_little(&b, 0, 10); /* comment, disk, attributes */
		make_little(&b, at[i], 4);
		buf_str(&b, parts[i].name);
	}
	uint32_t size = (uint32_t)b.len - start;
	buf_put(&b, "PK\5\6", 4);
	make_little(&b, 0, 4);
	make_little(&b, (uint32_t)n, 2);
	make_little(&b, (uint32_t)n, 2);
	make_little(&b, size, 4);
	make_little(&b, start, 4);
	make_little(&b, 0, 2);
	return b;
}

#define MAKE_XMLNS \
	"xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define MAKE_RELS \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/" \
	"2006/relationships'>"
#define MAKE_TYPE \
	"Type='http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships/"

/* The parts that every workbook has; a sheet's XML stands in its place. */
enum {
	MAKE_TOP,
	MAKE_BOOK,
	MAKE_BOOK_RELS,
	MAKE_SHEET,
	MAKE_STRINGS,
	MAKE_STYLES,
	MAKE_PARTS
};
static inline void
make_parts(struct make_part parts[MAKE_PARTS])
{
	static const struct make_part usual[MAKE_PARTS] = {
		{ .name = "_rels/.rels",
		    .bytes = MAKE_RELS "<Relationship Id='rId1' " MAKE_TYPE
				       "officeDocument' Target='xl/"
				       "workbook.xml'/></Relationships>" },
		{ .name = "xl/workbook.xml",
		    .bytes = "<workbook " MAKE_XMLNS
			     " xmlns:r='http://schemas.openxmlformats.org/"
			     "officeDocument/2006/relationships'><sheets>"
			     "<sheet name='Mẫu 1' sheetId='1' r:id='rId1'/>"
			     "</sheets></workbook>" },
		{ .name = "xl/_rels/workbook.xml.rels",
		    .bytes = MAKE_RELS
		    "<Relationship Id='rId1' " MAKE_TYPE
		    "worksheet' Target='worksheets/sheet1.xml'/>"
		    "<Relationship Id='rId2' " MAKE_TYPE
		    "sharedStrings' Target='/xl/sharedStrings.xml'/>"
		    "<Relationship Id='rId3' " MAKE_TYPE
		    "styles' Target='styles.xml'/></Relationships>" },
		{ .name = "xl/worksheets/sheet1.xml",
		    .bytes =
			"<worksheet " MAKE_XMLNS "><sheetData/></worksheet>" },
		{ .name = "xl/sharedStrings.xml",
		    .bytes = "<sst " MAKE_XMLNS "><si><t>Một</t></si>"
			     "<si><r><t>Hai </t></r><r><rPr><b/></rPr>"
			     "<t>ba</t></r><rPh sb='0' eb='1'><t>no</t></rPh>"
			     "</si></sst>" },
		{ .name = "xl/styles.xml",
		    .bytes = "<styleSheet " MAKE_XMLNS "><numFmts count='2'>"
			     "<numFmt numFmtId='164' formatCode='00'/>"
			     "<numFmt numFmtId='165' "
			     "formatCode='dd/mm/yyyy;@'/>"
			     "<numFmt numFmtId='166' formatCode='\"(\"0\")\"'/>"
			     "</numFmts><fonts><font/><font><b/><i/></font>"
			     "</fonts><cellXfs><xf numFmtId='0' fontId='0'/>"
			     "<xf numFmtId='164' fontId='0'/>"
			     "<xf numFmtId='165' fontId='0'/>"
			     "<xf numFmtId='2' fontId='1'><alignment "
			     "horizontal='center'/></xf>"
			     "<xf numFmtId='9' fontId='0'/>"
			     "<xf numFmtId='166' fontId='0'/>"
			     "</cellXfs></styleSheet>" },
	};
	memcpy(parts, usual, sizeof usual);
}

/* A workbook whose one sheet has this inside <worksheet>. */
static inline struct buf
make_book(struct arena *mem, const char *inside)
{
	struct make_part parts[MAKE_PARTS];

	make_parts(parts);
	parts[MAKE_SHEET].bytes = str_fmt(mem,
	    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
	    "<worksheet %s>%s</worksheet>",
	    MAKE_XMLNS, inside);
	return make_zip(mem, parts, MAKE_PARTS);
}
#endif
