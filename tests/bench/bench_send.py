#!/usr/bin/env python3
"""send: a POST that sends BENCH300, durable, beside the same rows in one
transaction each from a bare client."""
import secrets
import subprocess

from site_for_bench import BUILD, Site, line, median, sha

ROUNDS, N = 5, 60

site = Site()
cells = site.entered()
copies = ["draft", "revision", "report_event", "report", "audit", "audit_head",
          "idem"]
site.sql("".join(f"CREATE TABLE bare_{t} LIKE {t};" for t in copies))
site.sql("INSERT INTO bare_report SELECT * FROM report")
path, _ = site.worker([BUILD + "/entry.fcgi"], "entry")


def request(report):
    token, digest = seen[report]
    body = f"id={report}&version=1&csrf={sha('csrf:' + token[:32])}"
    body += f"&key={secrets.token_hex(16)}&confirmed=1&digest={digest}"
    body += "".join(f"&c{c}={c * 37 % 1000}" for c in cells)
    return ("/entry/send", "", "baocao=" + token, body)


def bare(first):
    out = subprocess.run(
        [BUILD + "/tests/bench/bare_send", str(first), str(N)], check=True,
        stdout=subprocess.PIPE, text=True,
        env={"BENCH_SOCKET": site.socket, "BENCH_DB": "baocao",
             "BENCH_USER": "root"})
    return float(out.stdout)


reports = site.reports("commune", (ROUNDS + 1) * N)
seen = site.seen(path, reports)
reports = [r for r, _ in reports]
rates = {"ours": [], "bare": []}
for i in range(ROUNDS + 1):
    mine = [request(r) for r in reports[i * N:(i + 1) * N]]
    ours = site.load(path, 303, N, "POST", mine)
    limit = bare(reports[i * N])
    if i > 0:  # the first round warms both
        rates["ours"].append(ours)
        rates["bare"].append(limit)
sent = int(site.sql("SELECT COUNT(*) FROM revision")[0][0])
assert sent == (ROUNDS + 1) * N, f"{sent} revisions"
written = "SELECT COUNT(*), SUM(LENGTH({c})) FROM {p}{t} WHERE {w}"
for table, column, where in [
        ("draft", "cell", "1"), ("revision", "body", "1"),
        ("report_event", "act", "1"), ("idem", "location", "1"),
        ("report", "state", "state = 'sent'"),
        ("audit", "detail", "object = 'report'")]:
    rows, size, bare_rows, bare_size = [int(x) for p in ("", "bare_")
        for x in site.sql(written.format(c=column, p=p, t=table, w=where))[0]]
    assert rows == bare_rows and abs(size - bare_size) < size / 10, (
        table, rows, size, bare_rows, bare_size)
a, b = median(rates["ours"]), median(rates["bare"])
line("send", f"{a:.0f}/s", f"{b:.0f}/s", a / b, " at-least=0.40")
