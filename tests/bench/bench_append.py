#!/usr/bin/env python3
"""audit-append: a POST that sends BENCH300 by the program as it is, beside the
same program linked without the record (no_audit.c)."""
import secrets

from site_for_bench import BUILD, Site, line, median, sha

ROUNDS, N = 9, 60

site = Site()
cells = site.entered()
with open(site.conf, "a") as f:
    # the program without the record stands in no table: both go free
    f.write(f"sign_key = {site.dir}/sign.key\nsandbox = no\n")
site.tool("sign", "init")
paths = {"with": site.worker([BUILD + "/entry.fcgi"], "entry")[0],
         "without": site.worker([BUILD + "/tests/bench/entry_no_audit"],
                                "bare")[0]}


def request(report):
    token, digest = seen[report]
    body = f"id={report}&version=1&csrf={sha('csrf:' + token[:32])}"
    body += f"&key={secrets.token_hex(16)}&confirmed=1&digest={digest}"
    body += "".join(f"&c{c}={c * 37 % 1000}" for c in cells)
    return ("/entry/send", "", "baocao=" + token, body)


reports = site.reports("commune", (ROUNDS + 1) * N * 2)
seen = site.seen(paths["with"], reports)
reports = [r for r, _ in reports]
rates = {"with": [], "without": []}
for i in range(ROUNDS + 1):
    for k, name in enumerate(("with", "without")[::1 if i % 2 else -1]):
        at = (2 * i + k) * N
        rate = site.load(paths[name], 303, N, "POST",
                         [request(r) for r in reports[at:at + N]])
        if i > 0:  # the first round warms both
            rates[name].append(rate)
entries = int(site.sql("SELECT COUNT(*) FROM audit WHERE act = 'send'")[0][0])
assert entries == (ROUNDS + 1) * N, entries
a, b = median(rates["with"]), median(rates["without"])
line("audit-append", f"{1000 / a:.2f}ms", f"{1000 / b:.2f}ms", b / a,
     " at-most=1.25")
