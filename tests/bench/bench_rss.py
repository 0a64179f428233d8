#!/usr/bin/env python3
"""rss: what each kind of worker holds after 10,000 requests (PDF: 500); with
arguments, those kinds alone."""
import hashlib
import sys

from site_for_bench import BUILD, Site, line

N, N_PDF, LIMIT = 10000, 500, 24.0

site = Site()
(report, unit), = site.reports("commune", 1)
(top, province), = site.reports("province", 1)
site.draft(report)
clerk = "baocao=" + site.official(unit)
head = "baocao=" + site.official(province)
site.sql("INSERT INTO cron_key (name, hash, job, person_id, made) SELECT 'x',"
         f" '{hashlib.sha256(b'k').hexdigest()}', 'run', MIN(id),"
         " '2026-09-15' FROM person")
units = f"unit={province}&regime=BENCH300&period=2026-Q3"
one = f"unit={unit}&period=2026-Q3"
kinds = [
    ("login", "/login", "", ""),
    ("home", "/", "", head),
    ("entry", "/entry/form", f"id={report}", clerk),
    ("review", "/review/units", units, head),
    ("synth", "/synth/unit", units, head),
    ("export", "/export/BENCH300.xlsx", one, clerk),
    ("chart", "/chart/BENCH300.png", f"unit={province}&period=2026-Q3", head),
    ("report", "/report/BENCH300.pdf", one, clerk),
    ("cron", "/cron/run", "key=k", ""),
]


def resident(proc):
    with open(f"/proc/{proc.pid}/status") as f:
        kib, = [l.split()[1] for l in f if l.startswith("VmRSS:")]
    return int(kib) / 1024


for name, path, query, cookie in kinds:
    if len(sys.argv) > 1 and name not in sys.argv:
        continue
    n = N_PDF if name == "report" else N
    where, proc = site.worker([f"{BUILD}/{name}.fcgi"], name)
    ask = [(path, query, cookie, "")]
    site.load(where, 200, n // 5, "GET", ask)
    early = resident(proc)
    site.load(where, 200, n - n // 5, "GET", ask)
    late = resident(proc)
    line("rss-" + name, f"{late:.1f}MiB", f"{LIMIT:.0f}MiB", late / LIMIT,
         f" at-most=1.00 after-a-fifth={early:.1f}MiB requests={n}")
    proc.terminate()
