#!/usr/bin/env python3
"""Whoever writes to the database puts it on record, or says here who does.

A file with a statement that writes calls core/audit.h itself, or stands in
ELSEWHERE with the reason. What an act has to carry is core/audit_kind.h's
matter; every act of that table is somebody's."""
import re
import lint

ELSEWHERE = {
    # parts of an act that its caller puts on record
    "assign_edit": "regime_edit.c: regime_changed",
    "home": "revision.c's sending: flow.c",
    "item": "item_store.c", "item_cut": "item_store.c",
    "measure": "measures of a form or item that is stored: their callers",
    "period": "open.c", "fact": "flow.c",
    "revision": "flow.c", "signature": "flow.c", "proof": "flow.c",
    "schedule": "schedule_edit.c, calendar_edit.c",
    "regime_load": "form_store.c: regime_store",
    "regime_version": "regime_edit.c, regime_publish.c",
    "reform_apply": "reform.c, reform_record.c",
    "reform_carry": "reform.c, reform_record.c",
    "reform_due": "reform.c, reform_record.c",
    "reform_follow": "reform.c, reform_record.c",
    "reform_give": "reform_decide.c; rights also grant.c",
    "reform_lock": "versions, for several database nodes at once: no change",
    "reform_late": "grant.c and posting.c, for what follows at once",
    "reform_post": "reform.c, reform_record.c",
    "reform_undo": "reform.c, reform_record.c",
    "unit_store": "unit_import.c: unit_told",
    "person_secret": "signin.c, signin_link.c, account.c: act \"password\"",
    "standing_lock": "a version, for two people at once: no change",
    # what follows from what is on record, and can be computed again
    "person_word": "derived from what an account says",
    "home_share": "derived from forms", "regime_list": "derived names",
    "rollup": "derived from facts", "rollup_others": "derived from facts",
    "open_due": "a job's progress; open.c records what it opened",
    # machinery without a meaning of its own
    "idem": "keys of forms", "kept": "a form that came too late: two hours", "lease": "who runs a job", "job": "progress",
    "outbox_forget": "sweep.c", "outbox": "letters of acts that are on record",
    "lockout": "counters; the refusals are on record",
    "lockout_token": "counters; the refusals are on record",
    "session": "signin.c records coming and going", "session_make":
    "signin.c records coming and going",
    "token_sweep": "sweep.c", "seal_make": "the record itself",
    "schema": "the version of the tables: baocao migrate",
    "seed": "what an installation begins with: baocao migrate",
    # the demonstration writes a whole country with its record at once
    "demo_people": "demo.c", "demo_rows": "demo_record.c",
    "demo_record": "the record itself",
}
STATEMENT = re.compile(
    r'DB_STMT\(\w+,\s*((?:"(?:[^"\\]|\\.)*"|[A-Z_]+(?:\([^()]*\))?|\s)+)')
WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b")
RECORDS = re.compile(
    r"\b(audit_(add|put|put_one|one|change|many_close|verify)|"
    r"regime_changed)\(")


def writers(text):
    return [s for s in STATEMENT.findall(text) if WRITES.search(s)]


def complaints(path, text):
    name = path.rsplit("/", 1)[-1][:-2]
    if not writers(text) or RECORDS.search(text) or name in ELSEWHERE:
        return []
    return ["%s: writes and puts nothing on record" % path]


lint.run("what is written is put on record", complaints, [
    ("lib/core/new.c",
     'DB_STMT(take, "DELETE FROM access WHERE id = ?");\nreturn take_it();'),
    ("cgi/new.c", 'DB_STMT(put,\n    "INSERT INTO item (a) VALUES (?)");'),
], ends=(".c",))
