/* cmd_form_read.c - baocao form read: what an .xlsx template is understood as
 */
#include <stdio.h>
#include "core/template.h"
#include "io/csv.h"
#include "io/file.h"
#include "tool/tool.h"

struct asked {
	const char *path, *sheet;
	bool csv, xml;
};

static const char *
base_name(const char *path)
{
	const char *name = path;

	for (; *path != '\0'; path++)
		if (*path == '/')
			name = path + 1;
	return name;
}

/* The sheet that was named, or the only one that holds a form. */
static const struct xlsx_sheet *
choose(struct tool *t, const struct asked *a, const struct xlsx_book *book)
{
	const struct xlsx_sheet **with, *s;
	size_t n;

	if (a->sheet != NULL) {
		s = xlsx_sheet(book, a->sheet);
		if (s == NULL)
			finding(&t->findings, a->path,
			    _("there is no sheet \"%s\""), a->sheet);
		return s;
	}
	s = template_sheet(t->ctx.mem, book, &with, &n);
	if (s == NULL && n == 0)
		finding(&t->findings, a->path,
		    _("no sheet holds a table with a row of numbers"));
	for (size_t i = 0; s == NULL && i < n; i++)
		finding(&t->findings, a->path,
		    _("several sheets hold a form: say --sheet \"%s\""),
		    with[i]->name);
	return s;
}

static bool
read_it(struct tool *t, const struct asked *a, struct template *ret)
{
	struct findings f = { .mem = t->ctx.mem };
	struct xlsx_book book;
	struct file file;
	const char *why;

	if (!file_read(t->ctx.mem, a->path, XLSX_FILE_MAX + 1, &file, &why)) {
		finding(&t->findings, a->path, _("the file cannot be read: %s"),
		    why);
		return false;
	}
	bool good = xlsx_read(t->ctx.mem, file.at, file.len, &f, &book);
	const struct xlsx_sheet *s = good ? choose(t, a, &book) : NULL;
	if (s != NULL)
		good =
		    template_read(t->ctx.mem, s, base_name(a->path), &f, ret);
	for (size_t i = 0; i < f.n; i++)
		finding(&t->findings, a->path, "%s", f.at[i].text);
	return good && s != NULL;
}

static void
say_text(struct tool *t, const char *what, const char *text)
{
	if (!str_empty(text))
		tool_say(t, "%s: %s", what, text);
}

static void
say_column(struct tool *t, const struct template *f,
    const struct template_col *c, const struct template_col *before)
{
	const char *unit = c->measure == NULL ? "" : c->measure;

	for (size_t k = 0; k + 1 < c->nhead; k++)
		if (before == NULL || before->nhead <= k ||
		    before->same[k] != c->same[k])
			tool_say(t, "  %*s%s", (int)k * 2 + 6, "", c->heads[k]);
	tool_say(t, "  %-4s %*s%s  [%s%s%s]%s%s", c->code,
	    c->nhead > 0 ? (int)c->nhead * 2 - 1 : 1, "",
	    c->nhead > 0 ? c->heads[c->nhead - 1] : "",
	    template_type_name(f, c), *unit == '\0' ? "" : ", ", unit,
	    *c->formula == '\0' ? "" : "  ", c->formula);
}

static void
say_rows(struct tool *t, const struct template *f)
{
	if (f->rows_kind == TEMPLATE_UNITS)
		tool_say(t, _("Rows: one for each reporting unit"));
	else if (f->rows_kind == TEMPLATE_LIST)
		tool_say(t, _("Rows: a list that each unit fills"));
	else
		tool_say(t, _("Rows:"));
	for (size_t i = 0; i < f->nrow; i++) {
		const struct template_row *r = &f->rows[i];
		tool_say(t, "  %-6s %s%s%s%s%s%s", r->printed, r->label,
		    r->measure == NULL ? "" : "  [",
		    r->measure == NULL ? "" : r->measure,
		    r->measure == NULL ? "" : "]",
		    *r->formula == '\0' ? "" : "  ", r->formula);
	}
}

static void
say_form(struct tool *t, const struct template *f)
{
	say_text(t, _("Sheet"), f->sheet);
	say_text(t, _("Form"), f->number);
	say_text(t, _("Title"), f->title);
	say_text(t, _("Legal basis"), f->basis);
	say_text(t, _("Unit of measure"), f->measure);
	tool_say(t, _("Columns:"));
	for (size_t i = 0; i < f->ncol; i++)
		say_column(t, f, &f->cols[i], i == 0 ? NULL : &f->cols[i - 1]);
	say_rows(t, f);
	for (size_t i = 0; i < f->nnote; i++)
		say_text(t, _("Note"), f->notes[i].text);
	if (f->sign_left != NULL && f->sign_right != NULL)
		tool_say(t, _("Signed by: %s; %s"), f->sign_left,
		    f->sign_right);
}

static void
json_columns(struct json *j, const struct template *f)
{
	json_array(j, "columns");
	for (size_t i = 0; i < f->ncol; i++) {
		const struct template_col *c = &f->cols[i];
		json_object(j, NULL);
		json_long(j, "sheet_col", (long)c->col + 1);
		json_text(j, "code", c->code);
		json_array(j, "heads");
		for (size_t k = 0; k < c->nhead; k++)
			json_text(j, NULL, c->heads[k]);
		json_end(j);
		json_text(j, "formula", c->formula);
		json_text(j, "type", template_type_name(f, c));
		json_text(j, "unit", c->measure);
		json_end(j);
	}
	json_end(j);
}

static void
json_rows(struct json *j, const struct template *f)
{
	static const char *const kinds[] = { "units", "fixed", "list" };

	json_text(j, "rows_kind", kinds[f->rows_kind]);
	json_array(j, "rows");
	for (size_t i = 0; i < f->nrow; i++) {
		const struct template_row *r = &f->rows[i];
		json_object(j, NULL);
		json_long(j, "sheet_row", (long)r->row + 1);
		json_text(j, "code", r->printed);
		json_text(j, "label", r->label);
		json_bool(j, "heading", r->heading);
		json_text(j, "formula", r->formula);
		json_text(j, "unit", r->measure);
		json_end(j);
	}
	json_end(j);
}

static void
json_form(struct json *j, const struct template *f)
{
	json_object(j, NULL);
	json_text(j, "sheet", f->sheet);
	json_text(j, "number", f->number);
	json_text(j, "title", f->title);
	json_text(j, "basis", f->basis);
	json_text(j, "unit", f->measure);
	json_columns(j, f);
	json_rows(j, f);
	json_array(j, "notes");
	for (size_t i = 0; i < f->nnote; i++)
		json_text(j, NULL, f->notes[i].text);
	json_end(j);
	json_text(j, "sign_left", f->sign_left);
	json_text(j, "sign_right", f->sign_right);
	json_array(j, "doubts");
	for (size_t i = 0; i < f->ndoubt; i++) {
		const struct template_doubt *d = &f->doubts[i];
		json_object(j, NULL);
		json_text(j, "cell", d->source);
		json_text(j, "place", d->place);
		json_text(j, "text", d->text);
		json_bool(j, "remark", d->remark);
		json_end(j);
	}
	json_end(j);
	json_text(j, "xml", f->xml);
	json_end(j);
}

/*
 * What was understood is printed even if there are doubts: they come after, to
 * those who read errors.  Slips of the pen do not count.
 */
static int
end(struct tool *t, const struct template *f)
{
	size_t remarks = 0;

	for (size_t i = 0; i < f->ndoubt; i++)
		remarks += f->doubts[i].remark;
	if (t->out.len > 0 && !t->out.full)
		printf("%s%s", t->out.at, t->as_json ? "\n" : "");
	fflush(stdout);
	if (t->out.full)
		return TOOL_OK; /* which is said to be too long */
	buf_clear(&t->out);
	for (size_t i = 0; !t->as_json && i < f->ndoubt; i++)
		fprintf(stderr, "%s: %s\n", f->doubts[i].source,
		    f->doubts[i].text);
	if (f->left_out > 0)
		fprintf(stderr, _("... and %zu more\n"), f->left_out);
	return f->ndoubt > remarks ? TOOL_NO : TOOL_OK;
}

int
form_read_template(struct tool *t, int argc, char **argv)
{
	struct asked a = { .sheet = tool_option(&argc, argv, "--sheet"),
		.csv = tool_flag(&argc, argv, "--csv"),
		.xml = tool_flag(&argc, argv, "--xml") };
	struct template f;

	if (argc != 2 || (a.csv && a.xml))
		return tool_usage(t, _("say which template"));
	a.path = argv[1];
	if (!read_it(t, &a, &f))
		return tool_end(t, E_INVALID);
	if (t->as_json)
		json_form(&t->json, &f);
	else if (a.csv)
		template_csv(&(struct csv_out){ .out = &t->out, .lf = true },
		    &f);
	else if (a.xml)
		buf_fmt(&t->out, "%s\n", f.xml);
	else
		say_form(t, &f);
	return end(t, &f);
}
