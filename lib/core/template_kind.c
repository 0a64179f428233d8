/* template_kind.c - what columns hold: labels, figures, texts; in what measure
 */
#include <string.h>
#include "core/template_part.h"

/* Label columns by their heads' keys. */
static const struct {
	const char *key;
	enum template_kind kind;
	bool codes;
} labels[] = {
	{ "stt", TEMPLATE_STT, false },
	{ "tt", TEMPLATE_STT, false },
	{ "so tt", TEMPLATE_STT, false },
	{ "so thu tu", TEMPLATE_STT, false },
	{ "thu tu", TEMPLATE_STT, false },
	{ "ms", TEMPLATE_STT, true },
	{ "ma so", TEMPLATE_STT, true },
	{ "ma chi tieu", TEMPLATE_STT, true },
	{ "ma hang", TEMPLATE_STT, true },
	{ "ma", TEMPLATE_STT, true },
	{ "don vi tinh", TEMPLATE_OF_MEASURE, false },
	{ "dvt", TEMPLATE_OF_MEASURE, false },
	{ "don vi do", TEMPLATE_OF_MEASURE, false },
};

/* Heads of a column of names, by how they begin. */
static const char *const names[] = { "chi tieu", "noi dung", "ten", "don vi",
	"linh vuc", "danh muc", "co quan", "dia phuong", "dia ban", "tinh",
	"huyen", "xa", "ho va ten", "ho ten", "hang muc", "loai", "nhom",
	"khoan muc", "tieu chi", "nganh", "cong viec", "nhiem vu",
	"thu tuc hanh chinh", "bieu hien", "dien giai", "phan to", "quan" };

/* Columns that are filled in with words. */
static const char *const texts[] = { "ghi chu", "ten ", "noi dung", "ly do",
	"dia chi", "giai trinh", "giai thich", "nguyen nhan", "de xuat",
	"kien nghi, de xuat", "so van ban,", "so, ngay", "so va ngay",
	"van ban so", "so hieu", "so quyet dinh", "thuyet minh", "ket luan",
	"danh gia", "tinh trang", "hinh thuc", "mo ta", "ho va ten", "chuc vu",
	"don vi thuc hien", "co quan thuc hien", "nguoi dai dien",
	"so dien thoai", "chu dau tu", "nha dau tu", "nha thau", "quoc tich",
	"nganh nghe", "dia diem", "so giay", "so chung nhan", "ma so thue",
	"ma so doanh nghiep", "can cu", "co quan ban hanh", "noi xay ra",
	"email", "website" };

static const char *
own_key(const struct board *b, const struct template_col *c)
{
	return c->nhead == 0 ? "" : text_key(b->mem, c->heads[c->nhead - 1]);
}

static bool
set_label(struct template_col *c, const char *key)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (strcmp(labels[i].key, key) == 0) {
			c->kind = labels[i].kind;
			c->of_codes = labels[i].codes;
			return true;
		}
	for (size_t i = 0; i < COUNT(names); i++)
		if (key_begins(key, names[i])) {
			c->kind = TEMPLATE_LABEL;
			return true;
		}
	return false;
}

/*
 * Label columns stand at the left: by their heads, or since they are lettered
 * where the others are numbered.
 */
static size_t
count_labels(struct board *b)
{
	struct template *t = b->t;
	bool named = false;
	size_t n = 0;

	for (; n + 1 < t->ncol; n++) {
		struct template_col *c = &t->cols[n];
		bool number = printed_number(c->printed) > 0;
		bool known = set_label(c, own_key(b, c));
		/* "Tổng số đơn vị ..." is counted: one name is enough */
		if (!known && number)
			break;
		if (known && number && named && c->kind == TEMPLATE_LABEL)
			break;
		if (!known && *c->printed == '\0' && n > 0)
			break;
		if (!known)
			c->kind = TEMPLATE_LABEL;
		named = named || c->kind == TEMPLATE_LABEL;
	}
	for (size_t i = n; i < t->ncol; i++) {
		t->cols[i].kind = TEMPLATE_CELL;
		t->cols[i].of_codes = false;
	}
	return n;
}

static bool
is_text(const char *key)
{
	for (size_t i = 0; i < COUNT(texts); i++)
		if (str_starts(key, texts[i]))
			return true;
	return false;
}

/* "Ngày ban hành" is a day; "Ngày công" is not, nor is "Ngày nằm viện". */
static bool
is_date(const char *key)
{
	static const char *const days[] = { "ngay, thang", "ngay thang",
		"ngay ban hanh", "ngay ky", "ngay cap", "ngay bat dau",
		"ngay ket thuc", "ngay hoan thanh", "ngay sinh", "thoi diem" };

	for (size_t i = 0; i < COUNT(days); i++)
		if (key_begins(key, days[i]))
			return true;
	return false;
}

/* Words that say that it is a share, where no measure is printed. */
static bool
is_share(const char *key)
{
	return key_begins(key, "ty le") || key_begins(key, "ti le") ||
	       strchr(key, '%') != NULL;
}

/* The nearest head that says what is measured; a name of things counts only
 * in the column's own head. */
static const char *
measure_of_heads(struct board *b, const struct template_col *c)
{
	const char *found = NULL;

	for (size_t k = c->nhead; found == NULL && k > 0; k--)
		found = text_measure(b->mem, c->heads[k - 1], k == c->nhead);
	return found;
}

static bool
rows_measure(const struct template *t)
{
	for (size_t i = 0; i < t->nlabel; i++)
		if (t->cols[i].kind == TEMPLATE_OF_MEASURE)
			return true;
	return false;
}

/* "9.5" printed below it: points and rates are no whole numbers. */
static bool
has_fractions(const struct board *b, const struct template_col *c)
{
	for (unsigned r = b->body; r < b->rows; r++) {
		const struct template_cell *x = board_at(b, r, c->col);
		size_t n;
		if (x == NULL || x->row != r || x->col != c->col)
			continue;
		n = strspn(x->text, "0123456789");
		if (n > 0 && strchr(".,", x->text[n]) != NULL &&
		    x->text[n] != '\0' && strlen(x->text + n) != 4 &&
		    x->text[n + 1 + strspn(x->text + n + 1, "0123456789")] ==
			'\0')
			return true;
	}
	return false;
}

static bool
is_points(const char *key)
{
	return key_begins(key, "diem toi da") ||
	       key_begins(key, "diem chuan") ||
	       key_begins(key, "diem danh gia") ||
	       key_begins(key, "diem tu danh gia") ||
	       key_begins(key, "diem tu cham") ||
	       key_begins(key, "diem tham dinh") ||
	       key_begins(key, "diem dat duoc") || key_begins(key, "diem so");
}

/* In any of its heads. */
static bool
counts_points(struct board *b, const struct template_col *c)
{
	for (size_t k = 0; k < c->nhead; k++)
		if (is_points(text_key(b->mem, c->heads[k])))
			return true;
	return false;
}

static void
set_type(struct board *b, struct template_col *c)
{
	const char *key = own_key(b, c);

	c->type = TEMPLATE_INTEGER;
	if (c->measure == NULL)
		c->measure = measure_of_heads(b, c);
	if (c->measure == NULL && is_share(key))
		c->measure = "%";
	if (c->measure != NULL)
		measure_name(b->mem, c->measure, &c->type);
	else if (is_text(key))
		c->type = TEMPLATE_TEXT;
	else if (is_date(key))
		c->type = TEMPLATE_DATE;
	else if (rows_measure(b->t))
		c->type = TEMPLATE_BY_ROW;
	else if (b->t->measure != NULL) {
		measure_name(b->mem, b->t->measure, &c->type);
		c->measure = NULL;
	}
	if (c->type == TEMPLATE_INTEGER &&
	    (counts_points(b, c) || has_fractions(b, c)))
		c->type = TEMPLATE_DECIMAL;
}

/* Lettered A, B ... where the form has no numbers for its labels. */
static void
letter_labels(struct board *b)
{
	struct template *t = b->t;

	for (size_t i = 0; i < t->nlabel; i++) {
		struct template_col *c = &t->cols[i];
		c->code = *c->printed != '\0' ?
			      c->printed :
			      str_fmt(b->mem, "%c", (char)('A' + i % 26));
	}
}

void
kinds_read(struct board *b)
{
	struct template *t = b->t;

	t->nlabel = count_labels(b);
	if (t->nlabel == 0 && t->ncol > 1) {
		t->nlabel = 1;
		t->cols[0].kind = TEMPLATE_LABEL;
		board_doubt(b, b->head, t->cols[0].col, NULL,
		    _("It is not clear what is counted in each row: the first "
		      "column was taken for the names."));
	}
	letter_labels(b);
	for (size_t i = t->nlabel; i < t->ncol; i++)
		set_type(b, &t->cols[i]);
}
