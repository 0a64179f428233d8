/*
 * form_register.h - are the registers there that a form looks things up in?
 *
 * A column whose register does not exist, or has no entry that is valid on a
 * day or after it, could never be filled: such a form is neither loaded nor
 * published.  Versions that are there already are not asked again.
 */
#ifndef CORE_FORM_REGISTER_H
#define CORE_FORM_REGISTER_H
#include "base/findings.h"
struct db;
struct design;
struct form;

/*
 * A finding at "line 7" of the form's text for each column or row whose
 * register is missing, is empty from that day on, or has no such attribute.
 */
enum rc form_registers(struct db *, const struct form *, const char *day,
    struct findings *) NODISCARD;
/* The same of a draft that was just checked, at its places: core/design.h. */
enum rc design_registers(struct db *, const struct design *,
    const struct form *, const char *day, struct findings *) NODISCARD;
#endif
