#!/usr/bin/env python3
"""rollup-nation: 10,047 communes x BENCH300 up four levels, beside the same
sums by hand-written INSERT ... SELECT, one for each level."""
import os
import subprocess
import time

import site_for_bench
from site_for_bench import BUILD, Site, line, median

site_for_bench.CLOCK = "2025-06-26"
PERIOD, CHUNK, ROUNDS = "2025-Q2", 1000, 5
site = Site()

site.sql(f"""
    INSERT INTO period (kind, code, starts, ends)
      VALUES ('quarter', '{PERIOD}', '2025-03-15', '2025-06-14');
    INSERT INTO report (regime_id, period_id, unit_id, receiver_id,
      regime_version_id, form_id, state, due, version, changed)
    SELECT g.id, p.id, u.id, l.parent_id, w.id, f.id,
      IF(u.level = 'commune', 'accepted', 'due'), '2025-06-18', 1,
      '2025-06-15 00:00:00'
      FROM unit u JOIN regime g ON g.code = 'BENCH300'
      JOIN regime_version w ON w.regime_id = g.id
      JOIN form f ON f.regime_id = g.id JOIN period p ON p.code = '{PERIOD}'
      LEFT JOIN unit_line l ON l.unit_id = u.id AND l.line_id = 1
        AND l.valid_from <= p.ends AND p.ends < l.valid_to
     WHERE u.level IN ('commune', 'district', 'province', 'centre')
       AND u.valid_from <= p.ends AND p.ends < u.valid_to;
    UPDATE report SET accepted_id = id WHERE state = 'accepted';
    CREATE TABLE bare_rollup LIKE rollup;
    """)
(regime, period), = [r[:2] for r in site.sql(
    "SELECT g.id, p.id FROM regime g JOIN period p"
    f" ON p.code = '{PERIOD}' WHERE g.code = 'BENCH300'")]
communes, first, last = [int(x) for x in site.sql(
    "SELECT COUNT(*), MIN(id), MAX(id) FROM report WHERE state = 'accepted'"
    )[0]]
assert communes == 10047, communes
for at in range(first, last + 1, CHUNK):
    site.sql(f"""
        INSERT INTO fact (revision_id, part, item_id, unit_id, period_id, value)
        SELECT r.id, w.part, c.item_id, r.unit_id, r.period_id,
          (r.id * 37 + c.cell * 11) % 1000
          FROM report r JOIN form_cell c ON c.form_id = r.form_id
          JOIN (SELECT 0 AS part UNION ALL SELECT 1) w
         WHERE r.id >= {at} AND r.id < {at} + {CHUNK} AND r.state = 'accepted'
         ORDER BY r.id, w.part, c.item_id""")
site.sql("ANALYZE TABLE report, fact, unit, unit_above, unit_line")

LEVELS = f"""
    INSERT INTO bare_rollup (regime_id, period_id, unit_id, item_id, value)
    SELECT r.regime_id, r.period_id, r.receiver_id, f.item_id, SUM(f.value)
      FROM report r JOIN fact f ON f.revision_id = r.accepted_id
        AND f.part = 1
     WHERE r.regime_id = {regime} AND r.period_id = {period}
       AND r.state = 'accepted'
     GROUP BY r.regime_id, r.period_id, r.receiver_id, f.item_id;
    """ + "".join(f"""
    INSERT INTO bare_rollup (regime_id, period_id, unit_id, item_id, value)
    SELECT r.regime_id, r.period_id, r.receiver_id, w.item_id, SUM(w.value)
      FROM report r JOIN unit u ON u.id = r.unit_id AND u.level = '{level}'
      JOIN bare_rollup w ON w.regime_id = r.regime_id
        AND w.period_id = r.period_id AND w.unit_id = r.unit_id
     WHERE r.regime_id = {regime} AND r.period_id = {period}
     GROUP BY r.regime_id, r.period_id, r.receiver_id, w.item_id
     ON DUPLICATE KEY UPDATE value = bare_rollup.value + VALUES(value);
    """ for level in ("district", "province"))


def timed(run):
    begun = time.monotonic()
    run()
    return time.monotonic() - begun


def ours():
    site.sql("TRUNCATE rollup; TRUNCATE rollup_unit")
    return timed(lambda: subprocess.run(
        [BUILD + "/tool/baocao", "rollup", "BENCH300", PERIOD], check=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=dict(os.environ, BAOCAO_CONF=site.conf)))


def bare():
    site.sql("TRUNCATE bare_rollup")
    return timed(lambda: site.sql(LEVELS))


times = {"ours": [], "bare": []}
for i in range(ROUNDS + 1):
    a, b = ours(), bare()
    if i > 0:  # the first round warms both
        times["ours"].append(a)
        times["bare"].append(b)
different = int(site.sql(
    "SELECT COUNT(*) FROM rollup a LEFT JOIN bare_rollup b"
    " ON b.regime_id = a.regime_id AND b.period_id = a.period_id"
    " AND b.unit_id = a.unit_id AND b.item_id = a.item_id"
    " WHERE b.value IS NULL OR b.value <> a.value")[0][0])
rows, bare_rows = [int(x) for x in site.sql(
    "SELECT (SELECT COUNT(*) FROM rollup), (SELECT COUNT(*) FROM bare_rollup)"
    )[0]]
assert different == 0 and rows == bare_rows and rows % 300 == 0, (
    different, rows, bare_rows)
a, b = median(times["ours"]), median(times["bare"])
line("rollup-nation", f"{a:.2f}s", f"{b:.2f}s", a / b,
     f" at-most=1.50 sums={rows}")
