#!/usr/bin/env python3
"""tree-as-of: the tree of any date, as the server makes it, against 50 ms.

The page with the country's largest branch open, and a whole line as a file, on
the last day of four levels, on the first of three and on the newest; the
slowest of them is told.  Beside it the same rows by hand-written SELECTs in one
session of the server's own client."""
import time

from site_for_bench import BUILD, Site, line, median

ROUNDS, N, MS = 5, 20, 50
DAYS = ("2025-06-30", "2025-07-01", "2026-09-15")
site = Site()
(_, centre), = site.reports("centre", 1)
cookie = "baocao=" + site.official(centre, "viewer")
worker, _ = site.worker([BUILD + "/unit.fcgi"], "unit")


def branch(day):
    """A province with most units below it."""
    (unit,), = site.sql(f"""
        SELECT l.parent_id FROM unit_line l JOIN unit u ON u.id = l.parent_id
         WHERE l.line_id = 1 AND u.level = 'province' AND l.valid_from <= '{day}'
           AND '{day}' < l.valid_to
         GROUP BY l.parent_id ORDER BY COUNT(*) DESC, l.parent_id LIMIT 1""")
    return int(unit)


ON = "{t}.valid_from <= '{day}' AND '{day}' < {t}.valid_to"
PAGE = """
    SELECT u.id, u.code, u.level, u.name, (SELECT COUNT(*) FROM unit_line k
      WHERE k.line_id = 1 AND k.parent_id = u.id AND {k}) FROM unit_line l
      JOIN unit u ON u.id = l.unit_id WHERE l.line_id = 1
       AND l.parent_id IN ({ids}) AND {l} ORDER BY l.parent_id, u.code;"""
WHOLE = """
    SELECT u.scheme, u.level, u.code, u.name, p.code FROM unit_line l
      JOIN unit u ON u.id = l.unit_id JOIN unit p ON p.id = l.parent_id
     WHERE l.line_id = 1 AND {l} ORDER BY u.level, u.code;"""


def bare(statement, day, unit):
    """Milliseconds of one, of many in a session; what stays is taken off."""
    text = statement.format(ids=f"{centre}, {unit}", **{
        t: ON.format(t=t, day=day) for t in "kl"})

    def run(n):
        begun = time.monotonic()
        site.sql(text * n)
        return time.monotonic() - begun

    return 1000 * (run(N + 1) - run(1)) / N


def ours(path, query):
    rate = site.load(worker, 200, N, "GET", [(path, query, cookie, "")])
    return 1000 / rate


def told(name, path, statement, query):
    times = {day: ([], []) for day in DAYS}
    for day in DAYS:
        unit = branch(day)
        for _ in range(ROUNDS):
            times[day][0].append(ours(path, query(day, unit)))
            times[day][1].append(bare(statement, day, unit))
    worst = max(DAYS, key=lambda day: median(times[day][0]))
    a, b = (median(t) for t in times[worst])
    line(name, f"{a:.1f}ms", f"{MS}ms", a / MS,
         f" at-most=1.00 bare={b:.1f}ms date={worst}")


told("tree-as-of", "/unit", PAGE,
     lambda day, unit: f"line=administrative&day={day}&at={unit}")
told("tree-whole", "/unit/file", WHOLE,
     lambda day, unit: f"line=administrative&day={day}")
