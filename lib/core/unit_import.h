/*
 * unit_import.h - units from files into the database
 *
 * One transaction for all of it; the caller's.  Everything is checked before
 * the first row is written.  A state that was loaded before is passed over, so
 * that loading the same files again changes nothing; loading it again with
 * other content is refused, since reports may have been filed under it.
 *
 * A body that is renamed or retyped becomes a new unit (succession.h); what
 * people may do for the old one they may from then on do for the new one too.
 */
#ifndef CORE_UNIT_IMPORT_H
#define CORE_UNIT_IMPORT_H
#include "core/unit_file.h"
struct ctx;
struct db;

struct unit_import {
	long states, passed;   /* loaded, and known already */
	long begun, ended;     /* units */
	long unchanged, moved; /* that went on; of these, below another one */
	long successions, not_comparable;
};
/* E_INVALID: nothing may be committed; the findings say why. */
enum rc unit_import(struct db *, const struct ctx *, const struct unit_steps *,
    struct findings *, struct unit_import *ret) NODISCARD;
#endif
