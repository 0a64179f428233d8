/* reform_mapping.h - the files of states (core/unit_file.h) as a plan */
#ifndef CORE_REFORM_MAPPING_H
#define CORE_REFORM_MAPPING_H
#include "core/reform_file.h"
#include "core/unit_file.h"

/*
 * The states that begin on that day, of every line, each told whole and after
 * another one that was told whole, as the acts that lead to them.  False with
 * findings.
 */
bool reform_from_states(struct arena *, const struct unit_steps *,
    const char *day, struct findings *, struct reform_plan *ret);
#endif
