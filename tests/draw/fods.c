/* fods.c - a document as flat ODS, for the bench */
#include "draw/fods.h"
#include "io/html.h"

static void
put_start(struct buf *out)
{
	html(out,
	    "<?xml version='1.0' encoding='UTF-8'?>\n"
	    "<office:document "
	    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
	    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
	    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
	    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
	    "xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:"
	    "svg-compatible:1.0' "
	    "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:"
	    "xsl-fo-compatible:1.0' office:version='1.2' "
	    "office:mimetype=\"application/"
	    "vnd.oasis.opendocument.spreadsheet\">"
	    "\n<office:font-face-decls><style:font-face "
	    "style:name='Liberation Serif' "
	    "svg:font-family='Liberation Serif' "
	    "style:font-family-generic='roman'/></office:font-face-decls>\n"
	    "<office:automatic-styles>"
	    "<style:page-layout style:name='pl'>"
	    "<style:page-layout-properties fo:page-width='297mm' "
	    "fo:page-height='210mm' style:print-orientation='landscape' "
	    "style:scale-to-X='1' fo:margin='20mm'/>"
	    "</style:page-layout>"
	    "<style:style style:name='w' style:family='table-column'>"
	    "<style:table-column-properties style:column-width='26mm'/>"
	    "</style:style>"
	    "<style:style style:name='c' style:family='table-cell'>"
	    "<style:table-cell-properties fo:border='0.5pt solid #000000'/>"
	    "<style:text-properties style:font-name='Liberation Serif' "
	    "fo:font-size='12pt'/></style:style>"
	    "</office:automatic-styles>\n<office:master-styles>"
	    "<style:master-page style:name='Default' "
	    "style:page-layout-name='pl'/></office:master-styles>\n"
	    "<office:body><office:spreadsheet>"
	    "<table:table table:name='t'>"
	    "<table:table-column table:style-name='w' "
	    "table:number-columns-repeated='10'/>");
}

static void
put_head(struct buf *out, const struct doc_table *t)
{
	html(out, "<table:table-header-rows>");
	for (size_t r = 0; r < t->head_rows; r++) {
		html(out, "<table:table-row>");
		for (size_t c = 0; c < t->ncol; c++) {
			const char *label = "";
			for (size_t i = 0; i < t->nhead; i++)
				if (t->heads[i].row == r &&
				    t->heads[i].col == c)
					label = t->heads[i].label;
			html(out,
			    "<table:table-cell table:style-name='c'><text:p>%s"
			    "</text:p></table:table-cell>",
			    label);
		}
		html(out, "</table:table-row>\n");
	}
	html(out, "</table:table-header-rows>\n");
}

void
fods(const struct document *d, struct buf *out)
{
	const struct doc_table *t = &d->table;

	put_start(out);
	put_head(out, t);
	for (size_t r = 0; r < t->nrow; r++) {
		html(out, "<table:table-row>");
		for (size_t c = 0; c < t->ncol; c++)
			html(out,
			    "<table:table-cell table:style-name='c' "
			    "office:value-type='string'><text:p>%s"
			    "</text:p></table:table-cell>",
			    doc_text(out->mem, &t->rows[r].cells[c], NUM_VI));
		html(out, "</table:table-row>\n");
	}
	html(out, "</table:table></office:spreadsheet></office:body>"
		  "</office:document>\n");
}
