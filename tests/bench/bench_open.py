#!/usr/bin/env python3
"""form-open: a signed-in GET of a BENCH300 draft, beside a bare libfcgi program
that runs the same SELECT and prints the same bytes."""
import subprocess

from site_for_bench import BUILD, Site, line, median

ROUNDS, N = 7, 600

site = Site()
(report, unit), = site.reports("commune", 1)
site.draft(report)
cookie = "baocao=" + site.official(unit)
ask = [("/entry/form", f"id={report}", cookie, "")]
ours, _ = site.worker([BUILD + "/entry.fcgi"], "entry")
page = subprocess.run(
    [BUILD + "/entry.fcgi"], check=True, stdout=subprocess.PIPE,
    stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    env={"BAOCAO_CONF": site.conf, "GATEWAY_INTERFACE": "CGI/1.1",
         "REQUEST_METHOD": "GET", "SCRIPT_NAME": "/entry/form",
         "QUERY_STRING": f"id={report}", "HTTP_COOKIE": cookie,
         "REMOTE_ADDR": "127.0.0.1"}).stdout
assert page.startswith(b"Status: 200"), page[:2000]
assert page.count(b"<input") >= 300, "the grid is not there"
with open(site.dir + "/page", "wb") as f:
    f.write(page)
bare, _ = site.worker(
    [BUILD + "/tests/bench/bare_open", str(report), site.dir + "/page"], "bare")
rates = {"ours": [], "bare": []}
for _ in range(ROUNDS):
    rates["ours"].append(site.load(ours, 200, N, "GET", ask))
    rates["bare"].append(site.load(bare, 200, N, "GET", ask))
a, b = median(rates["ours"]), median(rates["bare"])
# of each pair: what else the machine does changes from round to round
ratio = median(x / y for x, y in zip(rates["ours"], rates["bare"]))
line("form-open", f"{a:.0f}/s", f"{b:.0f}/s", ratio,
     f" at-least=0.40 bytes={len(page)}")
