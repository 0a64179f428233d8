/*
 * unit_file.h - the files that units are loaded from (sql/seed/unit/README.md)
 *
 * A list of states, states.csv:
 *	from,line,extent,units,map,decision
 * each row a day on which a line changed: `whole`, the file of units tells all
 * of the line from that day on, or `change`, it tells only those that became
 * other than they were.  The files named stand beside the list.
 * Units:
 *	scheme,level,code,name,parent
 * parent is the code of the superior in the same state; the top has none.
 * Map, from the state before to this one:
 *	old,new,relation
 * with the relations of succession.h.  Within a state of a line codes are
 * unambiguous; over time they are not.
 */
#ifndef CORE_UNIT_FILE_H
#define CORE_UNIT_FILE_H
#include "base/findings.h"
#include "core/succession.h"
#include "io/file.h"

struct unit_row {
	const char *scheme, *level, *code, *name, *parent;
	const char *key, *plain; /* utf8_key() of the name */
	long line;
};
struct map_row {
	const char *old, *became;
	enum relation relation;
	long line;
};
/*
 * A unit that ends and becomes nothing; only of changes.  With lift, those
 * below it then stand below its superior.
 */
struct end_row {
	const char *code;
	bool lift;
	long line;
};
struct unit_step {
	const char *where; /* "states.csv:3" */
	const char *from, *line, *decision;
	bool whole;
	const char *units_file, *map_file; /* as shown in findings */
	struct unit_row *unit;
	size_t nunit;
	struct map_row *map;
	size_t nmap;
	/* never in a file of states, see core/reform.h */
	struct end_row *end;
	size_t nend;
	bool along;      /* those below a unit that was merged go with it */
	const char *sha; /* of all that it says */
};
struct unit_steps {
	struct unit_step *at;
	size_t n;
};
/* The rows of a file of units, of a map; `name` is for findings. */
void unit_rows_read(struct arena *, const char *name, struct file,
    struct findings *, struct unit_step *ret);
void unit_map_read(struct arena *, const char *name, struct file,
    struct findings *, struct unit_step *ret);
/* A directory is its states.csv.  Everything wrong is in the findings. */
bool unit_steps_read(struct arena *, const char *path, struct findings *,
    struct unit_steps *ret);
#endif
