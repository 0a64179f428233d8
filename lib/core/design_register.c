/* design_register.c - registers that a draft names, said at its places */
#include "core/design_part.h"
#include "core/form.h"
#include "core/form_register.h"

enum rc
design_registers(struct db *db, const struct design *d, const struct form *form,
    const char *day, struct findings *f)
{
	struct findings read = { .mem = d->mem };

	TRY(form_registers(db, form, day, &read));
	design_take_over(d, &read, f);
	return OK;
}
