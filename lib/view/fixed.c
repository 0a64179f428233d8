/* fixed.c - the words that stand on every official paper */
#include "view/fixed.h"

static const char *const words[][2] = {
	[FIXED_NATION] = { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
	    "SOCIALIST REPUBLIC OF VIET NAM" },
	[FIXED_MOTTO] = { "Độc lập - Tự do - Hạnh phúc",
	    "Independence - Freedom - Happiness" },
	[FIXED_SIGN] = { "(Ký, ghi rõ họ tên)", "(Signature, full name)" },
	[FIXED_INEXACT] = { "Số có hơn 15 chữ số có nghĩa được ghi dạng chữ để "
			    "giữ đúng giá trị.",
	    "Figures of more than 15 significant digits are written as text to "
	    "keep them exact." },
};

const char *
fixed(enum num_lang lang, enum fixed f)
{
	return words[f][lang == NUM_EN];
}
