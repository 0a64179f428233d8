/* similar_word.c - names cut into words, and the words that weigh more */
#include <ctype.h>
#include <string.h>
#include "base/utf8.h"
#include "core/similar_word.h"

/*
 * Bits of "turn" and "kind" are counted by line (TOO: that of the line before).
 * Two names that differ in one of them are not similar.
 */
enum { SHARE = 0 };
enum what { DROP, TURN, KIND, TOO };
static const struct {
	enum what what;
	const char *words;
} table[] = {
	/* what every second name begins or ends with */
	{ DROP, "số" },
	{ DROP, "tổng" },
	{ DROP, "tổng cộng" },
	{ DROP, "lượng" },
	{ DROP, "trong đó" },
	{ DROP, "bao gồm" },
	{ DROP, "gồm" },
	{ DROP, "trong" },
	{ DROP, "các" },
	{ DROP, "những" },
	{ DROP, "của" },
	{ DROP, "và" },
	{ DROP, "với" },
	{ DROP, "về" },
	{ DROP, "cho" },
	{ DROP, "do" },
	{ DROP, "bởi" },
	{ DROP, "theo" },
	{ DROP, "được" },
	{ DROP, "bị" },
	{ DROP, "đã" },
	{ DROP, "là" },
	{ DROP, "có" },
	{ DROP, "tại" },
	{ DROP, "trên" },
	{ DROP, "trên địa bàn" },
	{ DROP, "thuộc" },
	{ DROP, "việc" },
	{ DROP, "hiện" },
	{ DROP, "hiện nay" },
	{ DROP, "kỳ" },
	{ DROP, "kỳ báo cáo" },
	{ DROP, "tháng báo cáo" },
	{ DROP, "trong tháng" },
	{ DROP, "trong quý" },
	{ DROP, "trong năm" },
	/* the other side, or only a part */
	{ TURN, "thu" },
	{ TURN, "chi" },
	{ TURN, "xuất" },
	{ TURN, "nhập" },
	{ TURN, "tăng" },
	{ TURN, "giảm" },
	{ TURN, "nam" },
	{ TURN, "nữ" },
	{ TURN, "chưa" },
	{ TURN, "không" },
	{ TURN, "ngoài" },
	{ TURN, "quá" },
	{ TURN, "trước" },
	{ TURN, "sau" },
	{ TURN, "còn" },
	{ TURN, "tồn" },
	{ TURN, "trực tuyến" },
	{ TURN, "trực tiếp" },
	{ TURN, "quốc tế" },
	{ TURN, "nội địa" },
	{ TURN, "trong nước" },
	{ TURN, "trung ương" },
	{ TURN, "địa phương" },
	{ TURN, "cấp tỉnh" },
	{ TURN, "cấp huyện" },
	{ TURN, "cấp xã" },
	{ TURN, "thành thị" },
	{ TURN, "nông thôn" },
	{ TURN, "di động" },
	{ TURN, "cố định" },
	{ TURN, "khiếu nại" },
	{ TURN, "tố cáo" },
	{ TURN, "kiến nghị" },
	{ TURN, "một" },
	{ TURN, "nhiều" },
	{ TURN, "chết" },
	{ TURN, "thương" },
	{ TURN, "văn bản đến" },
	{ TURN, "văn bản đi" },
	{ TURN, "đúng hạn" },
	{ TURN, "thoát nghèo" },
	{ TURN, "cận nghèo" },
	/* another kind of figure */
	{ KIND, "tỷ lệ" }, /* SHARE, and so is a sign of per cent */
	{ TOO, "tỷ trọng" },
	{ TOO, "phần trăm" },
	{ KIND, "tốc độ" },
	{ KIND, "chỉ số" },
	{ KIND, "so với" },
	{ KIND, "bình quân" },
	{ TOO, "trung bình" },
	{ KIND, "lũy kế" },
	{ TOO, "từ đầu năm" },
	{ KIND, "kế hoạch" },
	{ KIND, "dự toán" },
	{ KIND, "số tiền" },
	{ KIND, "giá trị" },
	{ KIND, "kinh phí" },
	{ KIND, "diện tích" },
};

static const struct {
	const char *y, *i;
} spelt[] = {
	{ "y", "i" },
	{ "ý", "í" },
	{ "ỳ", "ì" },
	{ "ỷ", "ỉ" },
	{ "ỹ", "ĩ" },
	{ "ỵ", "ị" },
};

/* i for y where both are written: after a consonant alone, or after "qu". */
static const char *
spell(struct arena *mem, const char *word)
{
	size_t len = strlen(word);

	for (size_t k = 0; k < COUNT(spelt); k++) {
		size_t n = strlen(spelt[k].y);
		if (len <= n || strcmp(word + len - n, spelt[k].y) != 0)
			continue;
		char before = word[len - n - 1];
		bool qu = len - n == 2 && strncmp(word, "qu", 2) == 0;
		if (qu || (islower((unsigned char)before) &&
			      strchr("aeiouy", before) == NULL))
			return str_fmt(mem, "%.*s%s", (int)(len - n), word,
			    spelt[k].i);
	}
	return word;
}

/* The number of a word, which is new if it was never met. */
static long
number_of(struct similar_words *w, const char *word)
{
	long n = map_get(&w->number, word);

	if (n != MAP_NONE)
		return n;
	if ((size_t)w->nword == w->cap) {
		size_t cap = w->cap == 0 ? 256 : 2 * w->cap;
		long *bare = arena_alloc(w->mem, cap * sizeof *bare);
		if (w->cap > 0)
			memcpy(bare, w->bare, w->cap * sizeof *bare);
		w->bare = bare;
		w->cap = cap;
	}
	n = w->nword++;
	map_put(&w->number, word, n);
	const char *bare = utf8_key(w->mem, word, false);
	long other = str_eq(bare, word) ? n : number_of(w, bare);
	w->bare[n] = other; /* number_of() may have moved the array */
	return n;
}

static bool
is_word_char(char c)
{
	return (unsigned char)c >= 0x80 || isalnum((unsigned char)c);
}

static void
token_add(struct similar_words *w, struct similar_tokens *t, const char *s,
    size_t n)
{
	if (n == 0 || t->n == SIMILAR_TOKENS)
		return;
	t->at[t->n] = spell(w->mem, str_ndup(w->mem, s, n));
	t->word[t->n] = number_of(w, t->at[t->n]);
	t->bare[t->n] = w->bare[t->word[t->n]];
	t->n++;
}

/* What stands between two blanks, cut at everything that is no letter. */
static void
cut_words(struct similar_words *w, struct similar_tokens *t, const char *s,
    bool abbreviated)
{
	for (size_t n; *s != '\0'; s += n) {
		for (; *s != '\0' && !is_word_char(*s); s++)
			;
		for (n = 0; s[n] != '\0' && is_word_char(s[n]); n++)
			;
		const char *is = str_ndup(w->mem, s, n);
		long at = abbreviated ? map_get(&w->shorter, is) : MAP_NONE;
		if (at == MAP_NONE)
			token_add(w, t, s, n);
		else
			cut_words(w, t, w->longer[at], false);
	}
}

static bool
is_edge(char c)
{
	return c != '\0' && strchr("()[]\"'.,;:*-", c) != NULL;
}

/* "(GD&ĐT)," as a whole may be an abbreviation. */
static void
cut_chunk(struct similar_words *w, struct similar_tokens *t, const char *s,
    size_t n)
{
	for (; n > 0 && is_edge(*s); s++, n--)
		;
	for (; n > 0 && is_edge(s[n - 1]); n--)
		;
	const char *is = str_ndup(w->mem, s, n);
	long at = map_get(&w->shorter, is);
	t->percent |= strchr(is, '%') != NULL;
	cut_words(w, t, at == MAP_NONE ? is : w->longer[at], at == MAP_NONE);
}

void
similar_cut(struct similar_words *w, const char *name,
    struct similar_tokens *ret)
{
	const char *s = utf8_key(w->mem, name, true);

	*ret = (struct similar_tokens){ 0 };
	for (size_t n; s != NULL && *s != '\0'; s += n) {
		s += strspn(s, " ");
		n = strcspn(s, " ");
		cut_chunk(w, ret, s, n);
	}
}

void
similar_phrases(struct similar_words *w)
{
	int turns = 0, kinds = SHARE - 1;

	w->phrase = arena_alloc(w->mem, COUNT(table) * sizeof *w->phrase);
	w->nphrase = COUNT(table);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct similar_phrase *p = &w->phrase[i];
		struct similar_tokens t;
		similar_cut(w, table[i].words, &t);
		assert(t.n > 0 && t.n <= SIMILAR_PHRASE);
		memcpy(p->word, t.word, t.n * sizeof *t.word);
		memcpy(p->bare, t.bare, t.n * sizeof *t.bare);
		p->n = t.n;
		p->drop = table[i].what == DROP;
		p->turn = table[i].what == TURN ? turns++ : -1;
		kinds += table[i].what == KIND;
		p->kind = table[i].what >= KIND ? kinds : -1;
	}
	assert(turns < 64 && kinds < 64);
}

static bool
phrase_at(const struct similar_tokens *t, size_t i,
    const struct similar_phrase *p, bool bare)
{
	const long *is = bare ? t->bare : t->word;
	const long *want = bare ? p->bare : p->word;

	if (i + p->n > t->n)
		return false;
	for (size_t k = 0; k < p->n; k++)
		if (is[i + k] != want[k])
			return false;
	return true;
}

void
similar_weigh(const struct similar_words *w, const struct similar_tokens *t,
    bool bare, struct similar_weight *ret)
{
	*ret = (struct similar_weight){ 0 };
	if (t->percent)
		ret->kinds |= 1ul << SHARE;
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < w->nphrase; k++) {
			const struct similar_phrase *p = &w->phrase[k];
			if (!phrase_at(t, i, p, bare))
				continue;
			if (p->turn >= 0)
				ret->turns |= 1ul << p->turn;
			if (p->kind >= 0)
				ret->kinds |= 1ul << p->kind;
			for (size_t j = 0; p->drop && j < p->n; j++)
				ret->drop[i + j] = true;
		}
}
