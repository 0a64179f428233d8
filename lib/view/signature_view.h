/* signature_view.h - who signed what was sent, and whether it holds */
#ifndef VIEW_SIGNATURE_VIEW_H
#define VIEW_SIGNATURE_VIEW_H
#include "core/signature.h"

/*
 * In short, under a heading: who sent it, for whom, each signature with what
 * was found, and where the files are.
 */
void signature_put(struct ctx *, const struct report *, const struct revision *,
    const struct signed_all *);
/* The files, and how anybody checks them with openssl alone. */
void signature_files(struct ctx *, const struct report *,
    const struct revision *, const struct signed_all *);
/* "XLD01_2026-Q3_00004_1.p7s": how its files are named. */
const char *signature_name(struct arena *, const struct report *, long no,
    const char *suffix);
/* By whom, and in whose place: "An (standing in for Binh)". */
const char *signature_by(struct arena *, const char *person,
    const char *behalf);
/* The same of what is signed: "An (signing KT., standing in for Binh)". */
const char *signature_as(struct arena *, const char *person,
    const struct behalf *);
#endif
