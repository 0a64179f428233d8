/* font.c - is the font of our papers there? */
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>
#include "io/font.h"

/* Every character has a glyph, in one face of the family or another. */
static bool
has_all(const FcFontSet *set, const char *text)
{
	FcChar32 c;
	int left = (int)strlen(text), n;

	while (left > 0) {
		bool there = false;
		n = FcUtf8ToUcs4((const FcChar8 *)text, &c, left);
		if (n <= 0)
			return false;
		for (int i = 0; !there && i < set->nfont; i++) {
			FcCharSet *chars;
			there = FcPatternGetCharSet(set->fonts[i], FC_CHARSET,
				    0, &chars) == FcResultMatch &&
				FcCharSetHasChar(chars, c);
		}
		if (!there)
			return false;
		text += n;
		left -= n;
	}
	return true;
}

static const char *
look(FcConfig *config, const char *family, const char *text)
{
	const char *why = NULL;
	FcPattern *pattern =
	    FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, NULL);
	FcObjectSet *want = FcObjectSetBuild(FC_CHARSET, NULL);
	FcFontSet *set = FcFontList(config, pattern, want);

	if (set == NULL || set->nfont == 0)
		why = "the family is not among its fonts";
	else if (!has_all(set, text))
		why = "the family lacks letters";
	if (set != NULL)
		FcFontSetDestroy(set);
	FcObjectSetDestroy(want);
	FcPatternDestroy(pattern);
	return why;
}

bool
font_covers(struct arena *mem, const char *file, const char *family,
    const char *text, const char **ret_why)
{
	FcConfig *config = FcConfigCreate();
	char *path = realpath(file, NULL);

	if (path == NULL)
		*ret_why = str_fmt(mem, "%s cannot be read", file);
	else if (!FcConfigParseAndLoad(config, (const FcChar8 *)path, FcTrue) ||
		 !FcConfigBuildFonts(config))
		*ret_why = str_fmt(mem, "%s is no fontconfig file", file);
	else
		*ret_why = look(config, family, text);
	free(path);
	FcConfigDestroy(config);
	return *ret_why == NULL;
}
