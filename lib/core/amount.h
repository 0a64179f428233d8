/*
 * amount.h - what a figure is an amount of: a scale and dimensions
 *
 * "nghìn tỷ đồng" is 1,000,000,000,000 of đồng; tỷ đồng / người is
 * 1,000,000,000 of đồng per người.  A printed text is looked up in the table of
 * measures (core/measure.h) first: what owners have said there decides.  What
 * the table does not know, or knows without a dimension, is read by its words:
 * words of scale (trăm, nghìn, triệu, tỷ, and their spellings) come off, the
 * rest is looked up again, and what nobody has heard of is a dimension of its
 * own.  The table's MEASURE_PLAIN is a plain number: %, lần.
 */
#ifndef CORE_AMOUNT_H
#define CORE_AMOUNT_H
#include "base/decimal.h"
#include "core/measure.h"

enum { AMOUNT_DIMS = 6 }; /* no more than anybody multiplies */
struct amount {
	bool known, constant; /* a constant fits everything */
	const struct dec *scale;
	struct amount_dim {
		const char *name, *key; /* as written; as compared */
		int power;
	} dim[AMOUNT_DIMS];
	size_t n;
	const char *text; /* as printed; NULL: it was computed */
};
/* How texts are read; each is read once. */
struct amounts;
/* table: NULL for words alone. */
struct amounts *amounts_new(struct arena *, const struct measures *table);
/* Not known where nothing is printed. */
struct amount amount_read(struct amounts *, const char *printed);
struct amount amount_unknown(void);
struct amount amount_plain(struct amounts *); /* 1 of no dimension */
struct amount amount_constant(struct amounts *);
/* Are they of the same dimensions; and of the same scale, too? */
bool amount_fits(const struct amount *, const struct amount *);
bool amount_same(const struct amount *, const struct amount *);
/* a * b, or a / b. */
struct amount amount_times(struct amounts *, struct amount a,
    const struct amount *b, bool divided);
/*
 * Multiplied by (divided by) a constant, as written: a power of ten, and what
 * the table has between two measures of one of its dimensions (60 for hours and
 * minutes), brings a figure to another scale; 3 in tỷ đồng times 1000 is in
 * triệu đồng.  Any other constant leaves the scale as it is.
 */
struct amount amount_scaled(struct amounts *, struct amount, const char *number,
    bool divided);
/* In words: as printed, or "10^3 đồng / người". */
const char *amount_words(struct arena *, const struct amount *);
#endif
