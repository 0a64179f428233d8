/* doctor.h - what the parts of `baocao doctor` share */
#ifndef TOOL_DOCTOR_H
#define TOOL_DOCTOR_H
#include "tool/tool.h"

enum health { GOOD, NOTE, BAD };

/*
 * One line: what was looked at, how it stands, and for what is not good what to
 * do about it (NULL: nothing).
 */
void doctor_say(struct tool *, enum health, const char *what, const char *todo,
    const char *fmt, ...) FMT(5, 6);

/* doctor_db.c: false if the database cannot be asked at all */
bool doctor_database(struct tool *);
void doctor_schema(struct tool *);
/* doctor_sign.c */
void doctor_sign(struct tool *);
/* doctor_program.c: each program's account, and the sandbox */
void doctor_accounts(struct tool *);
void doctor_sandbox(struct tool *);
/* doctor_mail.c: letters, and the key of second factors */
void doctor_mail(struct tool *);
void doctor_second(struct tool *);
/* doctor_record.c */
void doctor_record(struct tool *);
#endif
