/* assign.c - who owes a regime's report, and by when */
#include <limits.h>
#include "core/assign.h"
#include "io/db.h"
#include "io/json.h"

enum { ASKED_MAX = 4 << 20 };

const char *
owes_json(struct arena *mem, const struct owes_asked *at, size_t n)
{
	struct buf b = { .mem = mem, .max = ASKED_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		json_object(&j, NULL);
		json_long(&j, "r", at[i].regime_id);
		json_text(&j, "d", at[i].day);
		json_long(&j, "a", at[i].first);
		json_long(&j, "b", at[i].last == 0 ? LONG_MAX : at[i].last);
		json_end(&j);
	}
	json_end(&j);
	return b.full ? NULL : b.at;
}
