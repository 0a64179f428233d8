#!/usr/bin/env python3
"""Functions that nobody here calls, and why."""
import lint

BANNED = {
    "strcpy strcat sprintf vsprintf gets stpcpy strncpy strncat":
        "no bound, or no end: buf_fmt(), str_fmt(), snprintf()",
    "strtok": "keeps state between calls",
    "localtime gmtime ctime asctime localtime_r":
        "times are handed down; civil dates are base/date.h's",
    "system popen execl execlp execvp": "no shell",
    "alloca": "an unbounded stack",
    "atoi atol atof atoll strtod strtof scanf sscanf fscanf":
        "say nothing of errors: num_read(), dec_read()",
    "rand srand random drand48": "predictable: secret_random()",
    "tmpnam tempnam mktemp": "a race",
    "setjmp longjmp goto": "early return instead",
    "mysql_query mysql_real_query mysql_real_escape_string":
        "statements are prepared",
}
WHY = {w: why for names, why in BANNED.items() for w in names.split()}
# memory is the arena's but where foreign libraries hand theirs over
HEAP = ("free", "malloc", "calloc", "realloc", "strdup", "strndup", "asprintf")
# (file, function): why it may
ALLOWED = {
    # one whole script of ours (schema.sql), outside of any request
    ("lib/io/db_link.c", "mysql_real_query"),
    ("lib/io/db_link.c", "mysql_query"),
    # digits that were looked at before
    ("lib/core/schema.c", "atol"),
    ("tool/cmd_unit.c", "atol"),
    # a number for a spreadsheet, a length to draw: no figure comes back
    ("lib/io/xlsx.c", "strtod"),
    ("lib/view/chart.c", "strtod"),
    # how long to wait before trying again, and a file of the kernel's
    ("lib/app/app.c", "rand"),
    ("lib/app/app.c", "srand"),
}


def complain(path, text):
    said = []
    all_ = list(lint.tokens(text))
    for i, (kind, word, line) in enumerate(all_):
        if kind != "word":
            continue
        call = i + 1 < len(all_) and all_[i + 1][1] == "("
        member = i > 0 and all_[i - 1][1] in (".", ">")
        if (call or word == "goto") and word in WHY and not member:
            if (path, word) not in ALLOWED:
                said.append(f"{path}:{line}: {word}: {WHY[word]}")
        elif call and word in HEAP and not member and \
                not path.startswith(("lib/base/", "lib/io/")):
            said.append(f"{path}:{line}: {word}: memory is the arena's")
        elif word in ("double", "float") and \
                not path.startswith("lib/io/") and \
                "figure" not in path and path.startswith("lib/core/"):
            said.append(f"{path}:{line}: {word}: no double holds a figure")
    return said


lint.run("banned functions", complain, [
    ("cgi/x.c", "void f(char *a){ strcpy(a, b); }"),
    ("lib/core/x.c", "void f(void *p) { free(p); }"),
    ("lib/core/x.c", "int f(void) { goto end; end: return 0; }"),
    ("lib/core/x.c", "double total;"),
    ("lib/io/x.c", "int f(char *a){ return atoi(a); }"),
    ("tool/x.c", 'int f(void){ return system("ls"); }'),
])
