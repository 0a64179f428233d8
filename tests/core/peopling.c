/* peopling.c - people, posts and roles put in place by hand */
#include "core/peopling.h"

void
put_person(long id)
{
	script(str_fmt(w.mem,
	    "INSERT INTO person (id, login, name, search, created) VALUES"
	    " (%ld, 'p%ld', 'Person %ld', 'p', '2026-01-01')",
	    id, id, id));
}

void
put_post(long id, long unit)
{
	script(str_fmt(w.mem,
	    "REPLACE INTO person_post (person_id, valid_from, valid_to,"
	    " unit_id) VALUES (%ld, '2000-01-01', '9999-12-31', %ld)",
	    id, unit));
}

long
put_role_in(long id, enum role role, long unit, long for_id, const char *from,
    const char *to)
{
	script(str_fmt(w.mem,
	    "INSERT INTO access (person_id, role, unit_id, for_id, valid_from,"
	    " valid_to) VALUES (%ld, %d, %ld, %ld, '%s', '%s')",
	    id, (int)role, unit, for_id, from, to));
	return number("SELECT MAX(id) AS n FROM access");
}

void
put_role(long id, enum role role, long unit, long for_id)
{
	put_role_in(id, role, unit, for_id, "2000-01-01", "9999-12-31");
}

long
row_of(long person)
{
	return number(str_fmt(w.mem,
	    "SELECT COALESCE(MAX(id), 0) AS n FROM access WHERE person_id = %ld"
	    " AND '" TODAY "' < valid_to AND valid_from < valid_to",
	    person));
}

long
version_of(long person)
{
	return number(str_fmt(w.mem,
	    "SELECT version AS n FROM person WHERE id = %ld", person));
}

void
scene(enum role role, long at, long unit)
{
	script("DELETE FROM access WHERE person_id >= 900");
	script("DELETE FROM person_post WHERE person_id >= 900");
	script("UPDATE person SET locked = 0, valid_to = '9999-12-31'"
	       " WHERE id >= 900");
	put_role(ACTOR, role, at, 0);
	put_post(GUEST, unit);
}

int
people_new(void **state)
{
	if (world_new(state) != 0)
		return -1;
	for (long id = ACTOR; id <= THIRD; id++)
		put_person(id);
	return 0;
}

int
people_free(void **state)
{
	script("DELETE FROM person_post");
	return world_free(state);
}
