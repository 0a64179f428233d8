/*
 * change.h - what an act changed, as two texts for the record
 *
 *	struct change c = change_new(ctx->mem);
 *	change_text(&c, "title", was.title, now.title);
 *	change_long(&c, "level", was.level, now.level);
 *	audit_put(db, ctx, &head, &(struct audit_act){ ...,
 *	    .was = change_was(&c), .became = change_became(&c) });
 *
 * Each is a JSON object of the members that differ, in the order given.  Names
 * are codes; readers see them translated where they are known
 * (view/audit_view.h).  Long values are cut; of members without room the member
 * "more" says how many they are, unless audit_many.h gives them entries of
 *their own.  Secrets do not belong here.
 */
#ifndef CORE_CHANGE_H
#define CORE_CHANGE_H
#include "base/base.h"
#include "io/json.h"

struct change {
	struct arena *mem;
	struct buf *out[2];  /* was, became */
	struct json json[2]; /* ... into these */
	size_t n;            /* members that differ */
	size_t left;         /* ... and had no room */
};
struct change change_new(struct arena *);
/* NULL: there was (is) none; the member is then missing on that side. */
void change_text(struct change *, const char *name, const char *was,
    const char *became);
void change_long(struct change *, const char *name, long was, long became);
/* The number of something; 0: there is none. */
void change_id(struct change *, const char *name, long was, long became);
void change_bool(struct change *, const char *name, bool was, bool became);
/* NULL where nothing stands on that side; "{}" both where nothing differs. */
const char *change_was(struct change *);
const char *change_became(struct change *);
#endif
