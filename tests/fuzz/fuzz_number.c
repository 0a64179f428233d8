/* fuzz_number.c - what is read as a number can be shown and read back */
#include "base/num.h"
#include "fuzz.h"

static void
same_again(struct arena *mem, const struct dec *d, enum num_lang lang)
{
	const char *why, *shown = num_show(mem, d, -1, lang);
	const struct dec *again;

	HOLDS(num_read(mem, shown, lang, DEC_SCALE, &again, &why));
	HOLDS(dec_cmp(d, again) == 0);
	HOLDS(str_eq(shown, num_show_text(mem, dec_text(mem, d), -1, lang)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *why, *s = fuzz_text(mem, data, n);
	const struct dec *d = dec_parse(mem, s);

	if (d != NULL)
		same_again(mem, d, NUM_EN);
	for (int i = 0; i < 2 * (DEC_SCALE + 1); i++) {
		enum num_lang lang = i % 2 ? NUM_EN : NUM_VI;
		bool ok = num_read(mem, s, lang, i / 2, &d, &why);
		HOLDS(ok == (why == NULL));
		HOLDS(ok || d == NULL);
		if (d != NULL) {
			HOLDS(!dec_too_big(d) && dec_scale(d) <= i / 2);
			same_again(mem, d, lang);
		}
	}
	arena_free(mem);
	return 0;
}
