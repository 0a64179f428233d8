/*
 * gallery.c - every part that pages are made of, on pages to look at
 *
 *     gallery HTML-DIR OUT-DIR [LANG]
 *
 * writes OUT-DIR/{parts,units,superior,rows}.html; beside them a directory
 * `static` with the files of html/static shows them as the product does.
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

	finding(&f, "reason", "%s", _("Please fill this in."));
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
	page_open(ctx, "Các thành phần của trang");
	put_top(ctx);
	widget_notice(ctx, TONE_GOOD, "Đã lưu số liệu lúc 09:03 28/09/2026.");
	widget_notice(ctx, TONE_INFO, "Báo cáo đang chờ đơn vị cấp trên.");
	widget_notice(ctx, TONE_WARN, "Còn 2 ngày làm việc là hết hạn gửi.");
	widget_progress(ctx, 12, 15, "đơn vị đã được tiếp nhận");
	put_form(ctx);
	put_list(ctx);
}

/* A sheet as the database would have made it. */
static struct sheet
make_sheet(struct arena *mem, const struct form *f, bool superior)
{
	static const struct report report = { .unit = "Phường Hoàn Kiếm",
		.unit_code = "00070" };
	static const char *const names[] = { "Phường Ba Đình", "Phường Ngọc Hà",
		"Phường Giảng Võ", "Phường Hoàn Kiếm", "Phường Cửa Nam",
		"Phường Phú Thượng", "Xã Ứng Hòa", "Xã Quảng Nghiệp",
		"Đặc khu Trường Sa" };
	static const char *const states[] = { "accepted", "sent", "returned" };
	struct sheet s = { .form = f,
		.report = &report,
		.mem = mem,
		.superior = superior,
		.own = sample_figures(mem, f, 7) };

	if (!superior)
		return s;
	s.below = sample_figures(mem, f, 8);
	s.total = sample_figures(mem, f, 9);
	s.nchild = COUNT(names);
	s.child = arena_alloc(mem, s.nchild * sizeof *s.child);
	for (size_t i = 0; i < s.nchild; i++) {
		s.child[i] = (struct sheet_child){ .name = names[i],
			.code = "00004",
			.state = states[i % 3],
			.accepted = i % 3 == 0 };
		if (i % 3 == 0)
			s.child[i].is = sample_figures(mem, f, (long)i);
	}
	return s;
}

static const char *
child_href(const struct ctx *ctx, const struct sheet_child *c)
{
	return url(ctx, "/review/report?id=%ld", c->report_id);
}

static void
put_grid(struct ctx *ctx, const struct form *f, bool superior, bool editable)
{
	struct findings bad = { .mem = ctx->mem };
	struct sheet s = make_sheet(ctx->mem, f, superior);
	struct grid g = { .editable = editable,
		.findings = &bad,
		.caption = "Số liệu" };
	size_t cell = f->rows_kind == ROWS_UNITS ? 9 : f->ncol * 2 + 3;

	grid_of_sheet(ctx, &s, child_href, &g);
	g.was = !superior && f->rows_kind == ROWS_FIXED;
	finding(&bad, sheet_name(ctx->mem, cell),
	    "Cột 9 phải bằng 11 + 12 + 13: %s khác %s.", "45", "44");
	finding_warn(&bad, sheet_name(ctx->mem, cell + 10),
	    "Số này lớn gấp mười lần kỳ trước.");
	grid_own(&g, cell)->text = "12a";
	grid_own(&g, cell + 5)->changed =
	    "Lê Văn Đức đã sửa 12 thành 15 lúc 09:03.";
	widget_findings(ctx, &bad);
	widget_form_open(ctx, url(ctx, "/entry/save"));
	grid_put(ctx, &g);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_PLAIN, "Lưu", "do", "save");
	widget_button(ctx, BUTTON_MAIN, "Gửi báo cáo", "do", "send");
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static void
units(struct ctx *ctx)
{
	page_open(ctx, "Báo cáo kết quả xử lý đơn – quý III năm 2026");
	put_top(ctx);
	put_grid(ctx, sample_units(ctx->mem), false, true);
}

static void
superior(struct ctx *ctx)
{
	page_open(ctx, "Báo cáo kết quả xử lý đơn – quý III năm 2026");
	put_top(ctx);
	put_grid(ctx, sample_units(ctx->mem), true, true);
}

static void
rows(struct ctx *ctx)
{
	page_open(ctx, "Báo cáo thông tin và truyền thông – tháng 9 năm 2026");
	put_top(ctx);
	put_grid(ctx, sample_rows(ctx->mem), false, true);
	html(ctx->out, "<h2>%s</h2>\n", "Của bộ");
}

static void
rows_superior(struct ctx *ctx)
{
	page_open(ctx, "Báo cáo thông tin và truyền thông – tháng 9 năm 2026");
	put_top(ctx);
	put_grid(ctx, sample_rows(ctx->mem), true, true);
}

static int
write_page(const char *dir, const char *name, const char *lang,
    void (*page)(struct ctx *))
{
	char path[4096];
	struct arena *mem = arena_new();
	struct buf out = { .mem = mem, .max = 4 << 20 };
	struct ctx ctx = { .mem = mem,
		.out = &out,
		.actor = &actor,
		.now = "2026-09-28 02:03:04.000000",
		.today = "2026-09-28",
		.real = "2026-09-28 02:03:04.000000",
		.demo = true,
		.lang = lang,
		.base = "",
		.csrf = "c5f3",
		.key = "0f1e",
		.request = "7f3a9c01",
		.here = "/entry?id=7" };

	page(&ctx);
	snprintf(path, sizeof path, "%s/%s.html", dir, name);
	FILE *f = fopen(path, "we");
	if (page_close(&ctx) != OK || f == NULL)
		return 1;
	size_t n = fwrite(out.at, 1, out.len, f);
	bool good = fclose(f) == 0 && n == out.len;
	arena_free(mem);
	return good ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const char *lang = argc > 3 ? argv[3] : "vi";

	if (argc < 3 || page_init(argv[1]) != OK) {
		fprintf(stderr, "usage: gallery HTML-DIR OUT-DIR [LANG]\n");
		return 2;
	}
	tr_open(getenv("BAOCAO_LOCALE"));
	tr_lang(lang);
	return write_page(argv[2], "parts", lang, parts) ||
	       write_page(argv[2], "units", lang, units) ||
	       write_page(argv[2], "superior", lang, superior) ||
	       write_page(argv[2], "rows", lang, rows) ||
	       write_page(argv[2], "rows_superior", lang, rows_superior);
}
