/* object_draft.h - a draft of a form as the object of a route */
#ifndef APP_OBJECT_DRAFT_H
#define APP_OBJECT_DRAFT_H
#include "app/app.h"

/* A draft of a unit that the actor owns forms of: rq->object is its id. */
extern const struct object draft_object;
#endif
