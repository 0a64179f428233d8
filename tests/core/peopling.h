/* peopling.h - people of the small country of world.h, for tests of rights */
#ifndef CORE_PEOPLING_H
#define CORE_PEOPLING_H
#include "core/access.h"
#include "core/world.h"

/* Three without roles and posts: login "p900", "p901", "p902". */
enum { ACTOR = 900, GUEST = 901, THIRD = 902 };
#define TODAY "2026-09-20"

void put_person(long id);
/* From the year 2000 until further notice. */
void put_post(long id, long unit);
void put_role(long id, enum role role, long unit, long for_id);
/* ... or in that time: the row's number. */
long put_role_in(long id, enum role role, long unit, long for_id,
    const char *from, const char *to);
/* What of theirs goes on: the number of the latest row, or 0. */
long row_of(long person);
long version_of(long person);
/* All three anew: the actor with one role, the guest with a post alone. */
void scene(enum role role, long at, long unit);
/* A world of its own with the three; and gone. */
int people_new(void **state);
int people_free(void **state);
#endif
