/* design_props.c - what can be said about a form, a column, a row */
#include "base/ctx.h"
#include "core/design_part.h"
#include "core/form_part.h"
#include "io/re.h"

#define ON(kind) (1u << (kind))
#define FORM ON(PLACE_FORM)
#define COLUMN ON(PLACE_COLUMN)
#define LABEL ON(PLACE_LABEL)
#define HEAD ON(PLACE_HEAD)
#define ROW ON(PLACE_ROW)
#define HEADING ON(PLACE_HEADING)
#define SUM ON(PLACE_SUM)
#define CHECK ON(PLACE_CHECK)
#define CELL ON(PLACE_CELL)

static const struct design_word kinds[] = {
	{ "fixed", N_("The rows listed here") },
	{ "units", N_("One row for each unit below") },
	{ "list", N_("A free list: as many rows as there are") },
	{ NULL, NULL },
};
static const struct design_word sums_of[] = {
	{ "", N_("The rows since the last heading") },
	{ "all", N_("All rows of the table") },
	{ NULL, NULL },
};
static const struct design_word totals[] = {
	{ "", N_("The sum where figures add up, else nothing") },
	{ "none", N_("Nothing") },
	{ "sum", N_("Sum") },
	{ "count", N_("Number of rows filled in") },
	{ "mean", N_("Mean") },
	{ "ratio", N_("Its formula, on the totals") },
	{ NULL, NULL },
};
static const struct design_word check_kinds[] = {
	{ "", N_("A formula that must hold") },
	{ "change", N_("Change since the period before") },
	{ "history", N_("Far from what it was in the last periods") },
	{ NULL, NULL },
};
static const struct design_word severities[] = {
	{ "", N_("As usual: a formula stops, others warn") },
	{ "error", N_("It cannot be sent") },
	{ "warning", N_("It must be explained") },
	{ NULL, NULL },
};
static const struct design_word axes[] = {
	{ "", N_("Codes of columns") },
	{ "rows", N_("Codes of rows") },
	{ NULL, NULL },
};
static const struct design_word roles[] = {
	{ "label", N_("What is counted") },
	{ "stt", N_("Running number") },
	{ "measure", N_("Unit of measure") },
	{ NULL, NULL },
};
static const struct design_word column_types[] = {
	{ "integer", N_("Whole number") },
	{ "decimal", N_("Number with decimals") },
	{ "percent", N_("Percentage") },
	{ "money", N_("Amount of money") },
	{ "text", N_("Text") },
	{ "date", N_("Date") },
	{ "choice", N_("Choice from a list") },
	{ "lookup", N_("Entry of a register") },
	{ "attachment", N_("File") },
	{ "row", N_("As each row says") },
	{ NULL, NULL },
};
static const struct design_word row_types[] = {
	{ "", N_("As the column says") },
	{ "integer", N_("Whole number") },
	{ "decimal", N_("Number with decimals") },
	{ "percent", N_("Percentage") },
	{ "money", N_("Amount of money") },
	{ "text", N_("Text") },
	{ "date", N_("Date") },
	{ "choice", N_("Choice from a list") },
	{ "lookup", N_("Entry of a register") },
	{ "attachment", N_("File") },
	{ NULL, NULL },
};

const struct design_prop design_props[] = {
	/* the form */
	{ "number", FORM, DESIGN_TEXT, N_("Number of the form"),
	    N_("As printed, such as XLD01 or 01/TH."), 60, NULL },
	{ "version", FORM, DESIGN_TEXT, N_("Name of this version"),
	    N_("Usually the year: 2026. Letters, digits, points."), 20, NULL },
	{ "title.vi", FORM, DESIGN_TEXT, N_("Title in Vietnamese"), NULL, 300,
	    NULL },
	{ "title.en", FORM, DESIGN_TEXT, N_("Title in English"), NULL, 300,
	    NULL },
	{ "basis", FORM, DESIGN_TEXT, N_("Legal basis"),
	    N_("Printed under the number: issued with which circular or"
	       " decision."),
	    300, NULL },
	{ "measure", FORM, DESIGN_TEXT, N_("Unit of measure"),
	    N_("Of the whole form, where all figures have the same."), 40,
	    NULL },
	{ "kind", FORM, DESIGN_WORD, N_("Rows"), NULL, 0, kinds },
	{ "list.max", FORM, DESIGN_LONG, N_("Most rows of the list"),
	    N_("1 to 1000; without it 100."), FORM_LIST, NULL },
	{ "list.total", FORM, DESIGN_TEXT, N_("Name of its total row"),
	    N_("Empty: it has none."), 100, NULL },
	{ "extend", FORM, DESIGN_YES, N_("Units may add rows of their own"),
	    N_("Common totals stay as they are."), 0, NULL },
	{ "notes", FORM, DESIGN_LINES, N_("Notes under the table"),
	    N_("One on each line. (1) at its beginning is its mark, by which"
	       " columns and rows name it."),
	    4000, NULL },
	{ "sign.left", FORM, DESIGN_TEXT, N_("Signs at the left"),
	    N_("Whoever made the report."), 100, NULL },
	{ "sign.right", FORM, DESIGN_TEXT, N_("Signs at the right"),
	    N_("The head of the unit."), 100, NULL },
	/* checks of the form */
	{ "id", CHECK, DESIGN_NAME, N_("Short name"),
	    N_("By which findings name it: K1."), 20, NULL },
	{ "kind", CHECK, DESIGN_WORD, N_("Kind of check"), NULL, 0,
	    check_kinds },
	{ "severity", CHECK, DESIGN_WORD, N_("When it fails"), NULL, 0,
	    severities },
	{ "formula", CHECK, DESIGN_CHECK, N_("Formula"),
	    N_("A comparison: 2<=3+4, [row 1, column 2]>=5."), FORMULA_TEXT_MAX,
	    NULL },
	{ "codes", CHECK, DESIGN_WORD, N_("Bare codes in it are"), NULL, 0,
	    axes },
	{ "percent", CHECK, DESIGN_NUMBER, N_("By more than so many percent"),
	    NULL, 40, NULL },
	{ "k", CHECK, DESIGN_NUMBER, N_("How far, in usual deviations"),
	    N_("From the median of the last 12 periods."), 40, NULL },
	{ "least", CHECK, DESIGN_LONG, N_("Least number of periods"),
	    N_("3 to 12."), 12, NULL },
	{ "small", CHECK, DESIGN_NUMBER, N_("Differences up to this are small"),
	    N_("They are not reported."), 40, NULL },
	{ "columns", CHECK, DESIGN_CODES, N_("Only in columns"),
	    N_("Their codes, with blanks between. Empty: all."), 200, NULL },
	{ "rows", CHECK, DESIGN_CODES, N_("Only in rows"),
	    N_("Their codes, with blanks between. Empty: all."), 200, NULL },
	{ "message.vi", CHECK, DESIGN_TEXT, N_("Message in Vietnamese"),
	    N_("Said to the reporter before the figures."), 300, NULL },
	{ "message.en", CHECK, DESIGN_TEXT, N_("Message in English"), NULL, 300,
	    NULL },
	/* columns, heads, rows */
	{ "label", COLUMN | LABEL | HEAD | ROW | HEADING | SUM, DESIGN_TEXT,
	    N_("Label"), NULL, 300, NULL },
	{ "code", COLUMN | LABEL | ROW | HEADING | SUM, DESIGN_CODE,
	    N_("Printed code"),
	    N_("1, 9.1, A. Formulas follow when it changes."), 12, NULL },
	{ "role", LABEL, DESIGN_WORD, N_("What stands in it"), NULL, 0, roles },
	{ "type", COLUMN, DESIGN_WORD, N_("Type"), NULL, 0, column_types },
	{ "type", ROW, DESIGN_WORD, N_("Type"),
	    N_("Counts in columns whose type is \"as each row says\"."), 0,
	    row_types },
	{ "of", SUM, DESIGN_WORD, N_("Adds up"), NULL, 0, sums_of },
	{ "options", COLUMN | ROW, DESIGN_OPTIONS, N_("Options"),
	    N_("One on each line: 1 = label | label in English."), 20000,
	    NULL },
	{ "choices", COLUMN | ROW, DESIGN_NAME, N_("Name of the list"),
	    N_("Columns that name the same list have the same options. Empty:"
	       " the program finds a name."),
	    20, NULL },
	{ "register", COLUMN | ROW, DESIGN_NAME, N_("Register"),
	    N_("Code of the register whose entries are offered."), 40, NULL },
	{ "max-mb", COLUMN | ROW, DESIGN_LONG, N_("Largest file in MB"),
	    N_("1 to 20; without it 10."), FORM_MB, NULL },
	{ "of", COLUMN, DESIGN_COLUMN, N_("Given by the entry in column"),
	    N_("Code of a column of a register before it. Empty: the text is"
	       " typed."),
	    12, NULL },
	{ "attribute", COLUMN, DESIGN_NAME, N_("Which attribute of the entry"),
	    NULL, 40, NULL },
	{ "decimals", COLUMN | ROW, DESIGN_LONG, N_("Decimals"),
	    N_("0 to 10; without it 2."), DEC_SCALE, NULL },
	{ "measure", COLUMN | ROW | SUM, DESIGN_TEXT, N_("Unit of measure"),
	    N_("If it is not the form's."), 40, NULL },
	{ "formula", COLUMN | ROW, DESIGN_FORMULA, N_("Formula"),
	    N_("2+3+...+7 is computed; a chain, 9=11+12=13+14, is typed and"
	       " checked. Empty: typed."),
	    FORMULA_TEXT_MAX, NULL },
	{ "check", COLUMN | ROW, DESIGN_CHECK, N_("Check"),
	    N_("A comparison that must hold: <=2, >=3+4."), FORMULA_TEXT_MAX,
	    NULL },
	{ "warn", COLUMN | ROW, DESIGN_YES, N_("The check only warns"),
	    N_("The reporter may send and explain."), 0, NULL },
	{ "item", COLUMN | ROW | SUM, DESIGN_ITEM, N_("Item"),
	    N_("Code of the item that is counted here. In a form with rows"
	       " the item of a cell is that of its row and its column"
	       " together."),
	    ITEM_CODE / 2, NULL },
	{ "item", CELL, DESIGN_ITEM, N_("Item of this cell alone"),
	    N_("Empty: that of its row and its column together."), ITEM_CODE,
	    NULL },
	{ "total", COLUMN, DESIGN_WORD, N_("In the total row"), NULL, 0,
	    totals },
	{ "note", COLUMN | LABEL | HEAD | ROW | HEADING | SUM, DESIGN_MARK,
	    N_("Mark of its note"), N_("1, 2, *: a note under the table."), 3,
	    NULL },
	{ "item-name", COLUMN, DESIGN_TEXT, N_("Name of the item"),
	    N_("If it is not the label, such as \"plan\" or \"result\"."), 200,
	    NULL },
	{ "required", COLUMN | ROW, DESIGN_YES, N_("Must be filled in"),
	    N_("A cell must be where both its row and its column say so."), 0,
	    NULL },
	{ "sums", COLUMN | ROW, DESIGN_YES, N_("Adds up over units"),
	    N_("A superior's figure is the sum of those below."), 0, NULL },
	{ "negative", COLUMN | ROW, DESIGN_YES, N_("May be below zero"), NULL,
	    0, NULL },
	{ "min", COLUMN | ROW, DESIGN_NUMBER, N_("Smallest value"), NULL, 40,
	    NULL },
	{ "max", COLUMN | ROW, DESIGN_NUMBER, N_("Greatest value"), NULL, 40,
	    NULL },
	{ "pattern", COLUMN | ROW, DESIGN_PATTERN, N_("Pattern of a text"),
	    N_("A regular expression (PCRE2) for the whole text:"
	       " [A-Z]{2}\\d{4}."),
	    RE_PATTERN_MAX, NULL },
	{ "row-rules", COLUMN, DESIGN_YES, N_("Formulas of rows hold here"),
	    NULL, 0, NULL },
	{ "printed", COLUMN, DESIGN_TEXT, N_("In the row of numbers"),
	    N_("If neither the code nor the formula is to be printed."), 60,
	    NULL },
	{ "width", COLUMN | LABEL, DESIGN_LONG, N_("Width in characters"),
	    N_("A hint; without it the program measures."), 200, NULL },
};
const size_t design_nprop = COUNT(design_props);
