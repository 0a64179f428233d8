#!/usr/bin/env python3
"""Every column that says something of a person is accounted for: doc/privacy.md
names it, with what it is for and how long it stays."""
import re
import lint

# of a person in any table, or a text in which one is described
PERSONAL = re.compile(
    r"(^|_)(person_id|by|login|email|phone|address|agent|subject|behalf_id|"
    r"for_id|pwhash)$|_by$")
# whole tables that are about people
TABLES = ("person", "signin_fail", "signin_known")
# such names that are of no person
NOBODY = ("sign_key.replaced_by", "outbox.subject")


def personal(schema):
    """table.column of all that is of a person."""
    found = []
    for table, body in re.findall(
            r"CREATE TABLE (\w+) \((.*?)\n\) ENGINE", schema, re.S):
        for line in body.split("\n"):
            m = re.match(r"\s+([a-z]\w*) [A-Z]+\b", line)
            if m and (table in TABLES or PERSONAL.search(m.group(1))):
                found.append("%s.%s" % (table, m.group(1)))
    return [c for c in found if c not in NOBODY]


def missing(schema, text):
    return [c for c in personal(schema) if "`%s`" % c not in text]


schema = lint.read("sql/schema.sql")
text = lint.read("doc/privacy.md")
tap = lint.Tap()
lost = missing(schema, text)
tap.ok(not lost, "%d columns about people are in doc/privacy.md" %
       len(personal(schema)), lost)
tap.ok(len(personal(schema)) > 40, "they were found")
sample = ("CREATE TABLE x (\n\tid BIGINT NOT NULL,\n\tmade_by BIGINT NOT NULL"
          "\n) ENGINE")
tap.ok(missing(sample, text) == ["x.made_by"], "one that is not is missed")
names = re.findall(r'\{ "((?:keep_|token_)\w+)",', lint.read(
    "lib/core/policy.c"))
lost = [n for n in names if "`%s`" % n not in text]
tap.ok(names and not lost, "%d policies are in it, too" % len(names), lost)
tap.end()
