/* test_similar.c - one thing in other words, and other things in like words */
#include <setjmp.h>
#include <string.h>
#include "core/similar.h"
#include "io/csv.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static struct csv
table(const char *name, size_t ncell)
{
	static const struct csv_limits limits = { .rows = 2000,
		.cells = 8,
		.cell_bytes = 400 };
	struct findings f = { .mem = mem };
	struct csv csv;
	size_t len;
	const char *text = data_file(mem, name, &len);

	assert_true(csv_read(mem, name, text, len, &limits, &f, &csv));
	assert_int_equal(csv.ncell, ncell);
	return csv;
}

static struct similar_words *
words(void)
{
	struct csv csv = table("sql/seed/abbreviation.csv", 4);
	struct abbreviations all = { .n = csv.n - 1 };

	all.at = arena_alloc(mem, csv.n * sizeof *all.at);
	for (size_t i = 1; i < csv.n; i++)
		all.at[i - 1] = (struct abbreviation){ csv.row[i].cell[0],
			csv.row[i].cell[1] };
	return similar_new(mem, &all);
}

static int
score(const char *a, const char *b)
{
	struct similar_words *w = words();
	struct similar_name x = similar_read(w, a), y = similar_read(w, b);

	assert_int_equal(similar(&x, &y), similar(&y, &x));
	return similar(&x, &y);
}

static void
knows_other_words(void **state)
{
	(void)state;
	/* order, marks on another letter, decomposed, none, i for y */
	assert_int_equal(score("Hộ nghèo, xã hoà", "xã hòa: hộ nghèo"), 100);
	assert_int_equal(score("Ho\xcc\x80"
			       "a bình",
			     "Hoà Bình"),
	    100);
	assert_int_equal(score("Số hộ nghèo", "so ho ngheo"), 100);
	assert_int_equal(score("Kỹ thuật", "kĩ thuật"), 100);
	assert_int_equal(score("Quý khách", "quí khách"), 100);
	assert_int_equal(score("Thủy sản", "Thuỷ sản"), 100);
	/* abbreviations, whole, in parentheses, beside others, in any case */
	assert_int_equal(score("UBND xã", "Ủy ban nhân dân xã"), 100);
	assert_int_equal(score("Sở (GD&ĐT)", "Sở giáo dục và đào tạo"), 100);
	assert_int_equal(score("TTHC/DVC", "thủ tục hành chính, dịch vụ công"),
	    100);
	assert_int_equal(score("ubnd tỉnh", "UBND tỉnh"), 100);
	/* nothing to compare */
	assert_int_equal(score("", ""), 0);
	assert_int_equal(score("Tổng số", "Trong đó"), 0);
	assert_int_equal(score("Số hộ \xff", "Số hộ"), 0);
	assert_int_equal(score("Số hộ", "Số xã"), 0);
}

static void
is_not_taken_in(void **state)
{
	(void)state;
	assert_int_equal(score("Cấp độ 1", "Cấp độ 2"), 0);
	assert_int_equal(score("Đơn quý I", "Đơn quý II"), 0);
	assert_int_equal(score("Trạm 2G", "Trạm 3G"), 0);
	assert_int_equal(score("Hộ nghèo (%)", "Hộ nghèo"), 0);
	assert_int_equal(score("Hộ nghèo (%)", "Tỷ lệ hộ nghèo") > 0, true);
	assert_int_equal(score("Đã giải quyết", "Chưa giải quyết"), 0);
	/* bán and bạn are one only where nobody wrote marks */
	assert_true(score("Hàng bán", "Hàng bạn") < SIMILAR);
	assert_int_equal(score("Hàng bán", "hang ban"), 100);
}

/* Measured on names as forms have them, by hand: both figures are printed. */
static void
is_right_about_real_names(void **state)
{
	struct csv csv = table("tests/data/similar_pairs.csv", 3);
	struct similar_words *w = words();
	size_t same = 0, said = 0, right = 0;

	(void)state;
	for (size_t i = 1; i < csv.n; i++) {
		const char *const *c = csv.row[i].cell;
		struct similar_name a = similar_read(w, c[1]);
		struct similar_name b = similar_read(w, c[2]);
		bool is = c[0][0] == '1';
		int n = similar(&a, &b);
		same += is;
		said += n >= SIMILAR;
		right += is && n >= SIMILAR;
		if (is != (n >= SIMILAR))
			print_message("# %s %3d: %s = %s\n",
			    is ? "missed" : "false ", n, c[1], c[2]);
	}
	print_message("# %zu pairs, %zu the same: precision %zu/%zu, recall "
		      "%zu/%zu\n",
	    csv.n - 1, same, right, said, right, same);
	assert_true(same >= 60 && csv.n - 1 - same >= 60);
	assert_true(100 * right >= 95 * said);
	assert_true(100 * right >= 85 * same);
}

/* The index finds what comparing with each finds. */
static void
finds_among_many(void **state)
{
	struct csv csv = table("tests/data/similar_pairs.csv", 3);
	struct similar_words *w = words();
	size_t n = 2 * (csv.n - 1), found = 0;
	struct similar_name *is = arena_alloc(mem, n * sizeof *is);
	struct similar_hit *hit = arena_alloc(mem, n * sizeof *hit);

	(void)state;
	for (size_t i = 0; i < n; i++)
		is[i] = similar_read(w, csv.row[1 + i / 2].cell[1 + i % 2]);
	struct similar_set *set = similar_set(w, is, n);
	for (size_t i = 0; i < n; i++) {
		size_t want = 0, got = similar_find(set, &is[i], hit, n);
		for (size_t k = 0; k < n; k++)
			want += similar(&is[i], &is[k]) >= SIMILAR;
		assert_int_equal(got, want);
		for (size_t k = 0; k < got; k++) {
			assert_int_equal(hit[k].score,
			    similar(&is[i], &is[hit[k].at]));
			assert_true(k == 0 || hit[k].score <= hit[k - 1].score);
		}
		found += got;
	}
	assert_true(found > n);
	assert_int_equal(similar_find(set, &is[0], hit, 1), 1);
	assert_int_equal(hit[0].score, 100);
	struct similar_name none = similar_read(w, "xyzzy plugh");
	assert_int_equal(similar_find(set, &none, hit, n), 0);
}

static void
stops_at_its_limits(void **state)
{
	struct buf b = { .mem = mem, .max = 1 << 20 };

	(void)state;
	for (int i = 0; i < 3000; i++)
		buf_fmt(&b, "w%d ", i);
	struct similar_words *w = words();
	struct similar_name a = similar_read(w, b.at);
	assert_true(a.as[0].n <= 200);
	assert_int_equal(similar(&a, &a), 100);
}

static int
setup(void **state)
{
	(void)state;
	mem = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(knows_other_words, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(is_not_taken_in, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(is_right_about_real_names,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(finds_among_many, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(stops_at_its_limits, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
