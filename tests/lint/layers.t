#!/usr/bin/env python3
"""An include points to the same layer or an earlier one only; a foreign
library's header stands in one file; core knows no HTTP and no HTML."""
import re
import lint

LAYER = {"base": 0, "io": 1, "core": 2, "view": 3, "app": 4, "cgi": 5,
         "tool": 5}
# which files may include a foreign header that begins so
FOREIGN = {
    "fcgiapp.h": ["lib/io/web.c"],
    "mysql": ["lib/io/db.c", "lib/io/db_link.c", "lib/io/db_part.h"],
    "errmsg.h": ["lib/io/db_link.c"],
    "libxml/": ["lib/io/xml.c", "lib/io/xml_pull.c",
                "lib/io/xml_write.c"],
    "gd": ["lib/io/png.c"],
    "pcre2.h": ["lib/io/re.c"],
    "gmp.h": ["lib/base/decimal.c"],
    "jansson.h": ["lib/io/json_read.c"],
    "sodium.h": ["lib/io/secret.c", "lib/io/secret_pem.c"],
    "openssl/": ["lib/io/cms.c", "lib/io/cms_part.h", "lib/io/cms_cert.c",
                 "lib/io/cms_chain.c", "lib/io/cms_sign.c"],
    # one for composing, one for the case of letters
    "utf8proc.h": ["lib/base/utf8.c", "lib/base/upper.c"],
    "pango/": ["lib/io/shape.c"],
    "fontconfig/": ["lib/io/shape.c", "lib/io/font.c"],
    "cairo": ["lib/io/pdf.c"],
    "xlsxwriter": ["lib/io/xlsx.c"],
    "zip.h": ["lib/io/unzip.c"],
    # lengths of drawing; no figure is ever computed so
    "math.h": ["lib/io/png.c", "lib/view/chart.c", "lib/view/fit.c"],
    "seccomp.h": ["lib/io/sandbox_calls.c"],
    "linux/": ["lib/io/sandbox.c"],
    "sched.h": ["lib/io/sandbox_calls.c"],
    "link.h": ["lib/io/db_list.c"],  # libc: the program in memory
    "curl/": ["lib/io/mail.c"],
    "liboath/": ["lib/io/otp.c"],
    "qrencode.h": ["lib/io/qr.c"],
    # addresses of networks
    "arpa/inet.h": ["lib/core/network.c", "lib/io/db_tls.c"],
}
LIBC = """assert ctype dirent errno fcntl getopt grp inttypes langinfo libgen
libintl limits locale poll pwd signal stdarg stdbool stddef stdint stdio stdlib
string strings syslog time unistd wchar wctype""".split()
NOT_IN_CORE = ("io/html.h", "io/web.h", "io/url.h", "io/query.h")


def layer(path):
    parts = path.split("/")
    return parts[1] if parts[0] == "lib" else parts[0]


def complain(path, text):
    here, said = layer(path), []
    for n, line in enumerate(text.split("\n"), 1):
        m = re.match(r'\s*#\s*include\s*(["<])([^">]+)', line)
        if not m:
            continue
        name, at = m.group(2), f"{path}:{n}"
        if m.group(1) == '"':
            there = name.split("/")[0]
            if here == "tool" and name == "tool.h":
                continue
            if there not in LAYER or "/" not in name:
                said.append(f"{at}: {name} names no layer")
            elif LAYER[there] > LAYER[here]:
                said.append(f"{at}: {here} must not include {name}")
            elif here == "core" and name in NOT_IN_CORE:
                said.append(f"{at}: core knows no HTTP: {name}")
        elif name.split(".")[0] in LIBC or name.startswith("sys/"):
            continue
        else:
            may = [w for k, v in FOREIGN.items() if name.startswith(k)
                   for w in v]
            if path not in may:
                said.append(f"{at}: <{name}> belongs in {may or 'no file'}")
    return said


lint.run("includes follow the layers", complain, [
    ("lib/base/x.c", '#include "io/db.h"'),
    ("lib/core/x.c", '#include "view/page.h"'),
    ("lib/core/x.c", '#include "io/html.h"'),
    ("lib/core/x.c", "#include <mysql.h>"),
    ("cgi/x.c", "#include <unknown/library.h>"),
    ("cgi/x.c", '#include "page.h"'),
])
