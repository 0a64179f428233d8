/*
 * gallery.c - every part that pages are made of, on pages to look at
 *
 *     gallery SOURCE-DIR OUT-DIR [LANG]
 *
 * writes OUT-DIR/NAME.html for every page in the table below; beside them a
 * directory `static` with the files of html/static shows them as they are.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/access.h"
#include "sample.h"
#include "view/grid.h"
#include "view/page.h"
#include "view/widget.h"

static const struct grant grant = { .unit_id = 7,
	.role = ROLE_HEAD,
	.unit = "UBND phường Hoàn Kiếm",
	.level = "commune" };
static const struct actor actor = { .id = 1,
	.login = "hk",
	.grants = &grant,
	.ngrant = 1,
	.name = "Nguyễn Thị Tuyết Nhung" };

static void
put_form(struct ctx *ctx)
{
	static const struct choice choices[] = { { "2026-Q3",
						     "quý III năm 2026" },
		{ "2026-Q2", "quý II năm 2026" } };
	struct findings f = { .mem = ctx->mem };

	finding(&f, "reason", "%s", _("This must be given."));
	finding_warn(&f, "line 7", "%s", "Dòng này có hai dấu phẩy.");
	widget_findings(ctx, &f);
	widget_form_open(ctx, url(ctx, "/review/return"));
	widget_input(ctx, &f,
	    &(struct input){ .name = "reason",
		.label = "Lý do trả lại",
		.help = "Đơn vị báo cáo đọc được lý do này.",
		.type = "area",
		.value = "",
		.required = true });
	widget_select(ctx, &f, "period", "Kỳ báo cáo", choices, COUNT(choices),
	    "2026-Q2");
	widget_check(ctx, &f, "seen", "Tôi đã kiểm tra toàn bộ số liệu", false);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, "Tiếp nhận", "do", "accept");
	widget_button(ctx, BUTTON_DANGER, "Trả lại", "do", "return");
	widget_link(ctx, BUTTON_PLAIN, "Xem bản PDF", url(ctx, "/report/x"));
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static void
put_list(struct ctx *ctx)
{
	static const char *const heads[] = { "Đơn vị", "Trạng thái", "Hạn gửi",
		"#Tổng số đơn", NULL };
	static const struct {
		const char *unit, *state;
	} rows[] = {
		{ "Phường Ba Đình", "accepted" },
		{ "Phường Ngọc Hà", "sent" },
		{ "Phường Giảng Võ", "returned" },
		{ "Xã Ứng Hòa", "draft" },
		{ "Xã Quảng Nghiệp", "due" },
	};

	widget_table_filter(ctx, "Lọc theo tên đơn vị");
	widget_table_open(ctx, "Báo cáo của các đơn vị cấp dưới", heads);
	for (size_t i = 0; i < COUNT(rows); i++) {
		html(ctx->out, "<tr><th scope='row'><a href='%s'>%s</a></th>",
		    url(ctx, "/review?id=%zu", i), rows[i].unit);
		html(ctx->out, "<td>");
		widget_state(ctx, rows[i].state);
		html(ctx->out,
		    "</td><td>25/09/2026</td><td class='n'>%s</td>"
		    "</tr>\n",
		    "1.234");
	}
	widget_table_close(ctx);
	widget_pager(ctx, 2, 5, url(ctx, "/review?page="));
	widget_empty(ctx, "Chưa có báo cáo nào của kỳ này.");
}

static void
put_top(struct ctx *ctx)
{
	const struct crumb path[] = { { "Trung ương",
					  url(ctx, "/synth?unit=1") },
		{ "Thành phố Hà Nội", url(ctx, "/synth?unit=2") },
		{ "Phường Hoàn Kiếm", NULL } };

	widget_path(ctx, path, COUNT(path));
	widget_list_open(ctx);
	widget_list_item(ctx, "Kỳ báo cáo", "Quý III năm 2026");
	widget_list_item(ctx, "Đơn vị nhận báo cáo",
	    "Ủy ban nhân dân thành phố Hà Nội");
	widget_list_item(ctx, "Hạn gửi", "25/09/2026");
	widget_list_close(ctx);
}

static void
parts(struct ctx *ctx)
{
	put_top(ctx);
	widget_notice(ctx, TONE_GOOD, "Đã lưu số liệu lúc 09:03 28/09/2026.");
	widget_notice(ctx, TONE_INFO, "Báo cáo đang chờ đơn vị cấp trên.");
	widget_notice(ctx, TONE_WARN, "Còn 2 ngày làm việc là hết hạn gửi.");
	widget_progress(ctx, 12, 15, "đơn vị đã được tiếp nhận");
	put_form(ctx);
	put_list(ctx);
}

static const char *
child_href(const struct ctx *ctx, const struct sheet_child *c)
{
	return url(ctx, "/review/report?id=%ld", c->report_id);
}

/* What is wrong, doubtful, and changed by somebody else. */
static void
mark(struct ctx *ctx, const struct grid *g, struct findings *bad)
{
	size_t n = 0;

	for (size_t i = 0; i < g->form->ncell && n < 3; i++) {
		struct grid_cell *cell = grid_own(g, i);
		if (cell == NULL || cell->is.dec == NULL ||
		    g->form->cells[i].computed != NULL)
			continue;
		if (++n == 1) {
			finding(bad, str_fmt(ctx->mem, "c%zu", i), "%s",
			    _("This must be given."));
			cell->text = "12a";
		} else if (n == 2) {
			finding_warn(bad, str_fmt(ctx->mem, "c%zu", i), "%s",
			    "Số này lớn gấp mười lần kỳ trước.");
		} else
			cell->changed = "Lê Văn Đức đã nhập 15 ở ô này.";
	}
}

static const struct page {
	const char *name, *file, *version, *title;
	bool superior, editable;
} pages[] = {
	{ "parts", NULL, NULL, "Các thành phần của trang", false, false },
	{ "units", "XLD01", "2021", "Tổng hợp kết quả xử lý đơn", false, true },
	{ "superior", "XLD01", "2021", "Tổng hợp kết quả xử lý đơn", true,
	    true },
	{ "read", "XLD01", "2024", "Tổng hợp kết quả xử lý đơn", true, false },
	{ "rows", "ICT", "2023", "Báo cáo thông tin và truyền thông", false,
	    true },
	{ "rows_superior", "ICT", "2023", "Báo cáo thông tin và truyền thông",
	    true, true },
	{ "economy", "KTXH", "2022", "Báo cáo kinh tế – xã hội", false, true },
	{ "cells", "../../../tests/view/CELLS", "1", "Tỷ trọng", false, true },
	{ "list", "KCN", "2022", "Hạ tầng khu công nghiệp", false, true },
	{ "list_superior", "KCN", "2022", "Hạ tầng khu công nghiệp", true,
	    true },
	{ "list_read", "KCN", "2022", "Hạ tầng khu công nghiệp", true, false },
};

static void
put_grid(struct ctx *ctx, const char *dir, const struct page *p)
{
	struct findings bad = { .mem = ctx->mem };
	const struct form *f = sample_form(ctx->mem,
	    str_fmt(ctx->mem, "%s/sql/seed/form/%s.xml", dir, p->file),
	    p->version);
	struct sheet s = sample_sheet(ctx->mem, f, p->superior);
	struct grid g = { .editable = p->editable,
		.findings = &bad,
		.was = p->editable && !p->superior && f->rows_kind != ROWS_LIST,
		.spare = 2,
		.caption = "Số liệu" };

	put_top(ctx);
	grid_of_sheet(ctx, &s, child_href, &g);
	if (p->editable)
		mark(ctx, &g, &bad);
	widget_findings(ctx, &bad);
	widget_form_open(ctx, url(ctx, "/entry/save"));
	grid_put(ctx, &g);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_PLAIN, "Lưu", "do", "save");
	widget_button(ctx, BUTTON_MAIN, "Gửi báo cáo", "do", "send");
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static bool
write_page(const char *dir, const char *to, const char *lang,
    const struct page *p)
{
	char path[4096];
	struct arena *mem = arena_new();
	struct buf out = { .mem = mem, .max = 4 << 20 };
	struct ctx ctx = { .mem = mem,
		.out = &out,
		.actor = &actor,
		.today = "2026-09-28",
		.demo = true,
		.lang = lang,
		.base = "",
		.csrf = "c5f3",
		.key = "0f1e",
		.request = "7f3a9c01",
		.here = "/entry?id=7" };

	page_open(&ctx, p->title);
	if (p->file != NULL)
		put_grid(&ctx, dir, p);
	else
		parts(&ctx);
	snprintf(path, sizeof path, "%s/%s.html", to, p->name);
	FILE *f = fopen(path, "we");
	if (page_close(&ctx) != OK || f == NULL)
		return false;
	size_t n = fwrite(out.at, 1, out.len, f);
	bool good = fclose(f) == 0 && n == out.len;
	arena_free(mem);
	return good;
}

int
main(int argc, char **argv)
{
	const char *lang = argc > 3 ? argv[3] : "vi";
	char html_dir[4096];

	snprintf(html_dir, sizeof html_dir, "%s/html", argc > 1 ? argv[1] : "");
	if (argc < 3 || page_init(html_dir) != OK) {
		fprintf(stderr, "usage: gallery SOURCE-DIR OUT-DIR [LANG]\n");
		return 2;
	}
	tr_open(getenv("BAOCAO_LOCALE") ? getenv("BAOCAO_LOCALE") : LOCALEDIR);
	tr_lang(lang);
	for (size_t i = 0; i < COUNT(pages); i++)
		if (!write_page(argv[1], argv[2], lang, &pages[i]))
			return 1;
	return 0;
}
