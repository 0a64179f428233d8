/* unit_store.h - the model of all units from the database, and back into it */
#ifndef CORE_UNIT_STORE_H
#define CORE_UNIT_STORE_H
#include "core/unit_model.h"
struct db;

enum rc model_load(struct db *, struct model *ret) NODISCARD;
/* What is new or ended; gives ids to the new.  The lines must be locked. */
enum rc model_store(struct db *, struct model *) NODISCARD;
/* Everyone above each unit of a line, anew. */
enum rc model_close(struct db *, long line) NODISCARD;
#endif
