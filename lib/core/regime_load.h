/*
 * regime_load.h - a regime of a file (core/form.h) into the register
 */
#ifndef CORE_REGIME_LOAD_H
#define CORE_REGIME_LOAD_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;
struct regime_file;

/*
 * The regime with that code, made if it is not there: published, in force from
 * the day the file says, its levels assigned.  Its owner is the unit that the
 * file names, else the one at the top of its line.  One that is there takes
 * other words from the file as a new version, if the file takes effect later
 * than the last one, or as long as no report was opened under that; deadlines
 * that are there already stay as they are.  E_CONFLICT or E_INVALID with
 * findings.
 */
enum rc regime_load(struct db *, const struct ctx *, const struct regime_file *,
    struct findings *, long *ret_id) NODISCARD;
#endif
