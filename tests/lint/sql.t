#!/usr/bin/env python3
"""Statements that every server of the MySQL family runs alike, and whose
result depends on nothing but their arguments and the rows."""
import glob
import os
import re
import lint

NEVER = [
    (r"\b(NOW|SYSDATE|CURDATE|CURTIME|UNIX_TIMESTAMP|LOCALTIME(STAMP)?)\s*\(",
     "times are handed down"),
    (r"\b(UTC_TIMESTAMP|UTC_DATE|UTC_TIME|CURRENT_TIMESTAMP|CURRENT_DATE)\b",
     "times are handed down"),
    (r"\b(RAND|UUID|UUID_SHORT|RANDOM_BYTES)\s*\(", "randomness is handed down"),
    (r"\b(GET_LOCK|RELEASE_LOCK|IS_FREE_LOCK)\b", "a lease row instead"),
    (r"\bLOCK\s+TABLES\b", "row locks instead"),
    (r"@", "no user variables"),
    (r":=", "no user variables"),
    (r"\bSELECT\s+(DISTINCT\s+)?\*|\b\w+\.\*", "name the columns"),
    (r"^\s*(CREATE|ALTER|DROP|TRUNCATE|RENAME|GRANT|SET|CALL|HANDLER|XA|LOAD|"
     r"LOCK|START|BEGIN|COMMIT|ROLLBACK|DO|SHOW|USE)\b",
     "not a statement of a request"),
    (r"\b(INTO\s+OUTFILE|LOAD_FILE|SLEEP\s*\(|BENCHMARK\s*\()", "never"),
    (r"^\s*INSERT\s+(IGNORE\s+)?INTO\s+`?\w+`?\s*(VALUES|SELECT)\b",
     "name the columns"),
    (r"^\s*REPLACE\b", "it deletes first: ON DUPLICATE KEY UPDATE"),
    (r"\bRETURNING\b", "MariaDB alone has it"),
    (r"\b(NEXTVAL|NEXT\s+VALUE|SETVAL)\b", "no sequences"),
    (r"\b(DOUBLE|FLOAT|REAL)\b", "figures are DECIMAL"),
    (r";", "one statement"),
    (r"^\s*(DELETE|UPDATE)\b(?!.*\b(WHERE|JOIN)\b)", "without WHERE"),
]
# The clock itself, read once for each request and handed down from there.
CLOCK = ("lib/core/session.c", ("select_resumed", "select_keyed",
                                  "select_tokened"))
# (file, statement): why it may be otherwise
ALLOWED = {
    # no request runs it: `baocao doctor' asks the server about itself
    ("lib/core/doctor.c", "show_settings"),
    ("lib/core/doctor.c", "show_nodes"),
    # the clock itself
    ("lib/core/session.c", "select_clock"),
    # whichever of its rows comes first, they are all alike
    ("lib/core/report.c", "select_plain"),
}
ANY = re.compile(r"\b(COUNT|SUM|MAX|MIN|AVG|GROUP_CONCAT|JSON_ARRAYAGG)\s*\(",
                 re.I)


def strip(sql):
    """Without what stands in quotes and in parentheses of subqueries."""
    return re.sub(r"'(?:''|[^'])*'", "''", sql)


def outer(sql):
    while True:
        shorter = re.sub(r"\([^()]*\)", " ", sql)
        if shorter == sql:
            return sql
        sql = shorter


def defines(text):
    """Macros whose value is text and other macros: (parameters, tokens)."""
    found = {}
    for m in re.finditer(
            r"^[ \t]*#define[ \t]+(\w+)(\([\w, \t]*\))?"
            r"((?:[^\n]*\\\n)*[^\n]*)", text, re.M):
        name, params, body = m.groups()
        parts = list(lint.tokens(body.replace("\\\n", " ")))
        if parts:
            found[name] = re.findall(r"\w+", params or ""), parts
    return found


def arguments(tokens, i):
    """What stands in the parentheses that open at i, and where they end."""
    depth, args = 0, [[]]
    while i < len(tokens):
        t = tokens[i]
        depth += (t[1] == "(") - (t[1] == ")")
        if depth == 0:
            return args, i
        if t[1] == "," and depth == 1:
            args.append([])
        elif not (t[1] == "(" and depth == 1):
            args[-1].append(t)
        i += 1
    return args, i


def expand(tokens, macros, depth=0):
    """The text of literals and macros, or None if there is anything else."""
    said, i = "", 0
    while i < len(tokens):
        kind, t, _ = tokens[i]
        if kind == "text":
            said += lint.value(t)
        elif kind == "word" and t in macros and depth < 8:
            params, body = macros[t]
            inner = macros
            if params:
                args, i = arguments(tokens, i + 1)
                given = {p: ([], [("text", '"%s"' % (expand(
                    a, macros, depth + 1) or "").replace('"', '\\"'), 0)])
                    for p, a in zip(params, args)}
                inner = {**macros, **given}
            part = expand(body, inner, depth + 1)
            if part is None:
                return None
            said += part
        else:
            return None
        i += 1
    return said


def statements(text, macros):
    for word, line, args in lint.calls(text, ("DB_STMT", "DB_ROWS")):
        body = args[1:] if word == "DB_STMT" else args[2:]
        whole = [t for a in body for t in a]
        yield args[0][0][1], line, word, expand(whole, macros)


def judge(sql, many):
    bare = strip(sql)
    flat = " ".join(bare.split())
    for pattern, why in NEVER:
        if re.search(pattern, flat, re.I):
            yield why
    top = outer(re.sub(r"^\s*WITH\b.*\)\s*(?=SELECT|INSERT|UPDATE|DELETE)", "",
                       flat, flags=re.I))
    if re.match(r"\s*SELECT\b", top, re.I):
        ordered = re.search(r"\bORDER BY\b", top, re.I)
        one = " FROM " not in top or ANY.search(flat.split(" FROM ")[0]) and not re.search(
            r"\bGROUP BY\b", top, re.I)
        if many and not ordered and not one:
            yield "several rows without ORDER BY"
        if re.search(r"\bLIMIT\b", top, re.I) and not ordered and not one:
            yield "LIMIT without ORDER BY"


shared = {}
for header in lint.files(("lib",), (".h",)):
    shared.update(defines(lint.read(header)))
used_by_rows = set()
total = 0


def complain(path, text):
    global total
    said = []
    macros = {**shared, **defines(text)}
    many = set()
    for _, _, args in lint.calls(text, ("db_rows",)):
        if len(args) > 1 and args[1]:
            many.update(t[1] for t in args[1] if t[0] == "word")
    for name, line, word, sql in statements(text, macros):
        total += 1
        at = f"{path}:{line}: {name}"
        if not path.startswith("lib/core/"):
            said.append(f"{at}: SQL stands in core/ only")
        if sql is None:
            said.append(f"{at}: not a literal")
            continue
        if (path, name) in ALLOWED:
            continue
        if path == CLOCK[0] and name in CLOCK[1]:
            continue
        said += [f"{at}: {why}" for why in judge(sql, name in many)]
    return said


def schema(path, text):
    said = []
    text = re.sub(r"--[^\n]*", "", text)
    for m in re.finditer(
            r"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?`?(\w+)`?(.*?);",
            text, re.S | re.I):
        name, body = m.groups()
        for need in ("PRIMARY KEY", "ENGINE=InnoDB", "CHARSET=utf8mb4"):
            if need.lower() not in body.lower():
                said.append(f"{path}: {name} lacks {need}")
    for pattern in (r"\b(TRIGGER|PROCEDURE|FUNCTION|EVENT|VIEW|SEQUENCE)\b",
                    r"\b(DOUBLE|FLOAT|REAL|TIMESTAMP)\b", r"\bMyISAM\b",
                    r"CURRENT_TIMESTAMP|NOW\(\)"):
        m = re.search(pattern, strip(text), re.I)
        if m:
            said.append(f"{path}: {m.group()}")
    return said


tap = lint.Tap()
found = []
for path in lint.files():
    found += complain(path, lint.read(path))
tap.ok(total > 0, f"{total} statements seen")
tap.ok(not found, "statements are portable", found)
scripts = glob.glob(os.path.join(lint.TOP, "sql", "*.sql"))
scripts += glob.glob(os.path.join(lint.TOP, "sql", "step", "*.sql"))
found = [s for p in scripts for s in schema(
    os.path.relpath(p, lint.TOP), lint.read(os.path.relpath(p, lint.TOP)))]
tap.ok(scripts and not found, f"{len(scripts)} scripts of tables", found)

USE = 'void f(void){ db_rows(db, s, ARGS(), &r); }'
for sql, more in [
        ("SELECT a FROM t WHERE b = NOW() ORDER BY a", ""),
        ("SELECT a FROM t WHERE b < CURRENT_DATE ORDER BY a", ""),
        ("SELECT * FROM t ORDER BY a", ""),
        ("SELECT a FROM t", USE),
        ("SELECT a FROM t WHERE id = ? LIMIT 1", ""),
        ("INSERT INTO t VALUES (?)", ""),
        ("UPDATE t SET a = ?", ""),
        ("SELECT GET_LOCK('x', 1)", ""),
        ("SELECT @a := 1", ""),
        ("CALL p()", ""),
        ("SELECT a FROM t ORDER BY a; DELETE FROM t WHERE 1 = 1", ""),
]:
    tap.ok(complain("lib/core/x.c", f'DB_STMT(s, "{sql}");\n{more}'),
           f"refused: {sql}")
tap.ok(complain("cgi/x.c", 'DB_STMT(s, "SELECT a FROM t ORDER BY a");'),
       "refused: SQL outside of core")
for sql in ["SELECT COUNT(*) AS n FROM t", "SELECT a FROM t ORDER BY a",
            "INSERT INTO t (a) SELECT j.a FROM JSON_TABLE(?, '$[*]' COLUMNS "
            "(a BIGINT PATH '$.a')) j"]:
    tap.ok(not complain("lib/core/x.c", f'DB_STMT(s, "{sql}");\n{USE}'),
           f"accepted: {sql[:50]}")
for sql in ["CREATE TABLE t (a BIGINT) ENGINE=InnoDB CHARSET=utf8mb4;",
            "CREATE TABLE t (a BIGINT, PRIMARY KEY (a)) ENGINE=MyISAM;",
            "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET a = 1;"]:
    tap.ok(schema("x.sql", sql), f"refused: {sql}")
tap.end()
