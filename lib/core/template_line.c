/* template_line.c - what lines around a table begin with */
#include <ctype.h>
#include <string.h>
#include "core/template_part.h"

/* By their keys: without marks and case. */
static const struct {
	const char *begins;
	enum line_kind kind;
} lines[] = {
	{ "bieu so", LINE_NUMBER },
	{ "bieu mau so", LINE_NUMBER },
	{ "mau so", LINE_NUMBER },
	{ "mau bieu so", LINE_NUMBER },
	{ "bieu mau:", LINE_NUMBER },
	{ "bieu:", LINE_NUMBER },
	{ "mau:", LINE_NUMBER },
	{ "phu bieu so", LINE_NUMBER },
	{ "phu luc so", LINE_NUMBER },
	{ "phu luc", LINE_NUMBER },
	{ "ban hanh theo", LINE_BASIS },
	{ "ban hanh kem theo", LINE_BASIS },
	{ "(ban hanh", LINE_BASIS },
	{ "kem theo", LINE_BASIS },
	{ "(kem theo", LINE_BASIS },
	{ "theo thong tu", LINE_BASIS },
	{ "theo quyet dinh", LINE_BASIS },
	{ "don vi tinh:", LINE_MEASURE },
	{ "(don vi tinh:", LINE_MEASURE },
	{ "dvt:", LINE_MEASURE },
	{ "(dvt:", LINE_MEASURE },
	{ "don vi bao cao:", LINE_FRAME },
	{ "don vi bao cao", LINE_FRAME },
	{ "don vi gui", LINE_FRAME },
	{ "don vi nhan", LINE_FRAME },
	{ "co quan bao cao", LINE_FRAME },
	{ "co quan nhan", LINE_FRAME },
	{ "noi nhan", LINE_FRAME },
	{ "ngay nhan", LINE_FRAME },
	{ "ky bao cao", LINE_FRAME },
	{ "so lieu tinh", LINE_FRAME },
	{ "(so lieu", LINE_FRAME },
	{ "(tu ngay", LINE_FRAME },
	{ "tu ngay", LINE_FRAME },
	{ "(ky bao cao", LINE_FRAME },
	{ "cong hoa xa hoi", LINE_FRAME },
	{ "doc lap", LINE_FRAME },
	{ "uy ban nhan dan", LINE_FRAME },
	{ "ubnd", LINE_FRAME },
	{ "so:", LINE_FRAME },
	{ "(ky, ", LINE_FRAME },
	{ "(ky ", LINE_FRAME },
	{ "ngay ... thang", LINE_FRAME },
	{ "(ap dung", LINE_FRAME },
	{ "thang ", LINE_FRAME },
	{ "quy ", LINE_FRAME },
	{ "nam ", LINE_FRAME },
	{ "6 thang", LINE_FRAME },
	{ "9 thang", LINE_FRAME },
	{ "ghi chu", LINE_NOTE },
	{ "luu y", LINE_NOTE },
	{ "giai thich", LINE_NOTE },
	{ "nguoi lap", LINE_LEFT },
	{ "nguoi tong hop", LINE_LEFT },
	{ "nguoi bao cao", LINE_LEFT },
	{ "can bo lap", LINE_LEFT },
	{ "lap bieu", LINE_LEFT },
	{ "ke toan", LINE_LEFT },
	{ "thu truong", LINE_RIGHT },
	{ "lanh dao", LINE_RIGHT },
	{ "giam doc", LINE_RIGHT },
	{ "chu tich", LINE_RIGHT },
	{ "truong phong", LINE_RIGHT },
	{ "cuc truong", LINE_RIGHT },
	{ "bo truong", LINE_RIGHT },
	{ "tm. ", LINE_RIGHT },
	{ "kt. ", LINE_RIGHT },
	{ "tl. ", LINE_RIGHT },
};

/* "27. Ghi chú:" begins with a number of its own; "* Ghi chú" with a mark. */
static const char *
behind_number(const char *key)
{
	size_t n = strspn(key, "0123456789");

	if (n > 0 && (key[n] == '.' || key[n] == ')'))
		return key + n + 1 + strspn(key + n + 1, " ");
	return key + strspn(key, "*- ");
}

/* "Biểu 01/TKĐĐ", "Mẫu 2a": a word, and what begins with a number. */
static bool
is_number(const char *key)
{
	static const char *const words[] = { "bieu ", "mau ", "bieu mau ",
		"phu bieu " };

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_starts(key, words[i]) &&
		    isdigit((unsigned char)key[strlen(words[i])]))
			return true;
	return false;
}

/*
 * "Đơn vị: Triệu đồng", "Đơn vị tính diện tích: ha", "(ĐVT: ...": "Đơn vị: Sở
 * Y tế" is who reports.
 */
static bool
is_measure(struct arena *mem, const char *key)
{
	const char *colon = strchr(key, ':');

	key += *key == '(';
	if (colon == NULL)
		return false;
	if (key_begins(key, "don vi tinh") || key_begins(key, "dvt"))
		return colon - key < 40;
	return str_starts(key, "don vi:") &&
	       measure_known(mem, text_clean(mem, colon + 1));
}

/* Names of agencies, as they stand in the corners of the sheet. */
static bool
is_agency(const char *key)
{
	static const char *const words[] = { "bo ", "so ", "tong cuc", "cuc ",
		"chi cuc", "thanh tra ", "van phong ", "phong ", "hdnd",
		"hoi dong nhan dan", "ban quan ly", "benh vien", "truong ",
		"tinh ", "thanh pho ", "huyen ", "quan ", "xa ", "phuong ",
		"toa an", "vien kiem sat", "kho bac", "bao hiem xa hoi",
		"tong cong ty", "cong ty" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_starts(key, words[i]))
			return true;
	return false;
}

bool
line_is_agency(struct arena *mem, const char *line)
{
	return is_agency(text_key(mem, line));
}

/* ", ngày 5 tháng 1 năm 2026", wherever it stands. */
static bool
is_dated(const char *key)
{
	const char *day = strstr(key, "ngay"), *month = strstr(key, " thang");

	return day != NULL && month != NULL && day < month &&
	       strstr(month, " nam") != NULL;
}

enum line_kind
line_kind(struct arena *mem, const char *line)
{
	const char *key = text_key(mem, text_clean(mem, line));

	key += strspn(key, "-+*# ");
	for (size_t i = 0; i < COUNT(lines); i++)
		if (key_begins(key, lines[i].begins))
			return lines[i].kind;
	if (is_number(key))
		return LINE_NUMBER;
	if (is_measure(mem, key))
		return LINE_MEASURE;
	if (is_dated(key))
		return LINE_FRAME;
	return key_begins(behind_number(key), "ghi chu") ? LINE_NOTE :
							   LINE_OTHER;
}
