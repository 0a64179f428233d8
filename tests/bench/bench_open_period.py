#!/usr/bin/env python3
"""open-period: the reports of 10,047 communes and of all above them, made by
the job step by step, beside one bare INSERT ... SELECT of the same rows."""
import time

from site_for_bench import Site, line, median

ROUNDS = 7
PERIOD, STARTS, ENDS = "2025-Q2", "2025-03-15", "2025-06-14"

site = Site()
site.sql(f"""
    INSERT INTO period (kind, code, starts, ends)
      VALUES ('quarter', '{PERIOD}', '{STARTS}', '{ENDS}');
    DELETE FROM report;
    """)
BARE = f"""
    INSERT INTO report (regime_id, period_id, unit_id, receiver_id,
      regime_version_id, form_id, state, due, version, changed)
    SELECT g.id, p.id, u.id, l.parent_id, w.id, f.id, 'due', '2025-06-18', 1,
      '2025-06-01 00:00:00'
      FROM unit u JOIN regime g ON g.code = 'BENCH300'
      JOIN regime_version w ON w.regime_id = g.id
      JOIN form f ON f.regime_id = g.id
      JOIN period p ON p.code = '{PERIOD}'
      LEFT JOIN unit_line l ON l.unit_id = u.id AND l.line_id = 1
        AND l.valid_from <= p.ends AND p.ends < l.valid_to
     WHERE u.level IN ('commune', 'district', 'province', 'centre')
       AND u.valid_from <= p.ends AND p.ends < u.valid_to"""
ROWS = ("SELECT COUNT(*), COALESCE(SUM(receiver_id * 31 + unit_id), 0)"
        " FROM report")


def clear():
    site.sql("DELETE FROM report; DELETE FROM job")


def timed(run):
    begun = time.monotonic()
    run()
    return time.monotonic() - begun


def bare():
    clear()
    return timed(lambda: site.sql(BARE))


def ours():
    clear()
    return timed(lambda: site.tool("regime", "open", "BENCH300", PERIOD))


times = {"ours": [], "bare": []}
for i in range(ROUNDS + 1):
    a, rows = bare(), site.sql(ROWS)
    b = ours()
    assert site.sql(ROWS) == rows, (site.sql(ROWS), rows)
    if i > 0:  # the first round warms both
        times["ours"].append(b)
        times["bare"].append(a)
communes, = site.sql("SELECT COUNT(*) FROM report r JOIN unit u"
                     " ON u.id = r.unit_id WHERE u.level = 'commune'")[0]
a, b = median(times["ours"]), median(times["bare"])
ratio = median(x / y for x, y in zip(times["ours"], times["bare"]))
line("open-period", f"{a * 1000:.0f}ms", f"{b * 1000:.0f}ms", ratio,
     f" at-most=2.00 communes={communes} reports={rows[0][0]}")
