#!/usr/bin/env python3
"""The table of doc/security.md: every requirement once, every test that it
names is there; and what tests cannot show but the sources can."""
import os
import re
import lint

tap = lint.Tap()
IDS = "tests/data/asvs_ids.txt"
# the whole of these is one question; of others it is said what to look for
WHOLE = ("tests/lint/", "tests/fuzz/", "tests/prop/", "tests/view/",
         "tests/browser/")
ROW = re.compile(r"^\| ([VX][^|]*?) \| ([123]) \| (.*?) \| (.*?) \| (.*?) \|$",
                 re.M)


def complain(table, ids, there):
    """What is wrong with the table."""
    said, rows = [], ROW.findall(table)
    names = [r[0] for r in rows]
    said += [f"{n} stands {names.count(n)} times" for n in sorted(set(names))
             if names.count(n) != 1]
    said += [f"{n} is missing" for n in ids if n not in names]
    said += [f"{n} is not known" for n in names if n not in ids]
    for name, level, what, where, test in rows:
        if ids.get(name, level) != level:
            said.append(f"{name}: level {level}")
        paths = re.findall(r"`(tests/[^`]+)`", test)
        said += [f"{name}: there is no {p}" for p in paths if not there(p)]
        said += [f"{name}: {p} does not say {x}" for p, all_ in re.findall(
            r'`(tests/[^`]+)`: ("[^"]*"(?: and "[^"]*")*)', test)
                 for x in re.findall(r'"([^"]*)"', all_)
                 if not there(p) or x not in lint.read(p)]
        said += [f"{name}: does not say where in {p}" for p in paths
                 if not p.startswith(WHOLE) and f'`{p}`: "' not in test]
        if not paths and not re.match("(No test|Not applicable): .{12,}",
                                      test):
            said.append(f"{name}: neither a test nor a reason")
        if len(what) < 5 or len(where) < 5:
            said.append(f"{name}: says nothing")
    return said


def is_there(path):
    return os.path.isfile(os.path.join(lint.TOP, path))


ids = dict(line.split() for line in lint.read(IDS).splitlines() if line)
table = lint.read("doc/security.md")
tap.ok(len(ids) > 150, f"{len(ids)} requirements")
found = complain(table, ids, is_there)
tap.ok(not found, "each stands there once, with a test or a reason", found)
line = ROW.search(table).group(0)
for what, bad in (("twice", table + "\n" + line), ("left out",
                  table.replace(line, "", 1)), ("no such test", re.sub(
                      r"\| `tests/[^`]+`", "| `tests/no.t`", table, count=1)),
                  ("not in it", table.replace('"between 10', '"below 10')),
                  ("nowhere in it", table.replace(
                      '`: "between 10 and 128"', '`', 1)),
                  ("neither", table.replace("No test: ", "", 1)),
                  ("level", table.replace("| 1 |", "| 3 |", 1))):
    tap.ok(complain(bad, ids, is_there), "refused: " + what)

# ---- what the sources show
BANNED = {
    # in scripts of pages
    "html/static": [
        (r"\.innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|"
         r"\bFunction\(|setAttribute\(\s*[\"']on|srcdoc",
         "x.innerHTML = y"),
        (r"localStorage|sessionStorage|indexedDB", "localStorage.a = 1"),
        (r"https?://(?!www\.w3\.org)", "fetch('https://a.example')"),
    ],
    # in C
    "lib": [
        (r"\bxmlXPath\w*", "xmlXPathEval(a, b)"),
        (r"(?i)(\b|_)(md5|sha1|crypt|des|rc4)_?(init|update|final|hash)?"
         r"\s*\(", "EVP_md5()"),
        (r"\b(str(n?)|mem)cmp\([^;\n\"]*\b(token|csrf|secret|pwhash|hash_of_key)\b",
         "strcmp(a, token)"),
        (r"\bsetenv\((?!\")|\bputenv\(", "setenv(a, b, 1)"),
    ],
}


def bad_lines(text, pattern):
    return [n for n, line in enumerate(text.split("\n"), 1)
            if re.search(pattern, line) and
            not re.match(r"\s*(//|\*|/\*)", line)]


for folder, rules in BANNED.items():
    ends = (".js", ".mjs") if folder.startswith("html") else (".c", ".h")
    for pattern, sample in rules:
        said = []
        for path in lint.files((folder,), ends):
            said += [f"{path}:{n}" for n in bad_lines(lint.read(path),
                                                      pattern)]
        tap.ok(not said, f"none in {folder}: {pattern[:50]}", said[:9])
        tap.ok(bad_lines(sample, pattern), "refused: " + sample)
BANNED_ALSO = [(folder, rule) for folder in ("cgi", "tool")
               for rule in BANNED["lib"]]
for folder, (pattern, sample) in BANNED_ALSO:
    said = [f"{path}:{n}" for path in lint.files((folder,), (".c", ".h"))
            for n in bad_lines(lint.read(path), pattern)]
    tap.ok(not said, f"nor in {folder}: {pattern[:50]}", said[:9])


def installed(text):
    """What of the tests `make install' would take."""
    return re.findall(r"^(?!check_|noinst_|EXTRA_|#)\w+_(?:PROGRAMS|SCRIPTS|"
                      r"DATA|LIBRARIES) .*", text, re.M)


said = [x for p in lint.files(("tests",), ("Makemodule.am",))
        for x in installed(lint.read(p))]
tap.ok(not said, "nothing of the tests is installed", said)
tap.ok(installed("bin_PROGRAMS += tests/x"), "refused: a test that would be")
socket = lint.read("apache/systemd/baocao@.socket")
tap.ok("SocketMode=0660" in socket and re.search(
    r"^ListenStream=/", socket, re.M) and not re.search(
        r"^Listen\w+=(?!/)", socket, re.M), "sockets are files, closed to others")
GIVEN = re.compile(r"^\s*db_password *= *[\w-]+", re.M)
said = [p for p in lint.files(("apache", "tool", "sql"), ("",))
        if not p.endswith((".png", ".xlsx", ".gz")) and GIVEN.search(open(
            os.path.join(lint.TOP, p), errors="replace").read())]
tap.ok(not said, "no password of a database is given away", said)
tap.ok(GIVEN.search("db_password = secret"), "refused: one that is")
tap.ok("-Wformat=2 -Wvla " in lint.read("configure.ac"),
       "a format that is no literal is warned of, and an unbounded array")
service = lint.read("apache/systemd/baocao@.service")
tap.ok(re.search(r"^MemoryMax=\d+M$", service, re.M) and re.search(
    r"^TasksMax=\d+$", service, re.M), "memory and processes have a limit")
# what reaches out of a process: where it may stand, and what it looks like
ONLY = (
    (r"\b(v?fork|execv\w*|execl\w*|posix_spawnp?|popen|system)\s*\(",
     ("lib/io/run.c",), "pid = fork();"),
    (r'"io/run\.h"', ("lib/io/run.c", "tool/programs.c"),
     '#include "io/run.h"'),
    (r"\b(connect|getaddrinfo|gethostbyname\w*|send(to|msg))\s*\(",
     ("lib/io/clamd.c",), "connect(fd, at, n);"),
)
for pattern, where, sample in ONLY:
    said = [f"{path}:{n}" for path in lint.files(
        ("lib", "cgi", "tool"), (".c", ".h")) if path not in where
        for n in bad_lines(lint.read(path), pattern)]
    tap.ok(not said, f"only in {' '.join(where)}: {sample}", said[:9])
    tap.ok(bad_lines(sample, pattern), "refused elsewhere: " + sample)
SECRET = re.compile(r"-----BEGIN (RSA |EC )?PRIVATE KEY-----\\?n?[A-Za-z0-9+/]"
                    r"{40}|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}")
said = [p for p in lint.files(("lib", "cgi", "tool", "apache", "sql", "doc",
                               "html"), ("",)) if not p.endswith(
    (".png", ".ico", ".xlsx", ".woff2", ".gz", ".mo")) and SECRET.search(
        open(os.path.join(lint.TOP, p), errors="replace").read())]
tap.ok(not said, "no secret lies about", said)
tap.end()
