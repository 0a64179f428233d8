#!/usr/bin/env python3
"""recount.py - add the country up again, from what was sent and nothing else

    recount.py SOCKET DATABASE

Reads the bodies of all revisions, and by plain arithmetic compares with them
what the product has made of them: hashes, facts, the totals of superiors, the
roll-up and its counts.  Prints the Test Anything Protocol.
"""
import hashlib
import json
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

SOCKET, DATABASE = sys.argv[1:3]
results = []


def query(sql):
    out = subprocess.run(
        ['mariadb', '--no-defaults', '--default-character-set=utf8mb4',
         '-uroot', '-S', SOCKET, '-N', '-B', DATABASE, '-e', sql],
        check=True, capture_output=True, text=True).stdout
    return [line.split('\t') for line in out.splitlines()]


def holds(what, bad, seen):
    ok = not bad and seen > 0
    results.append(ok)
    print(f"{'ok' if ok else 'not ok'} {len(results)} - {what} ({seen} seen)")
    for line in bad[:10]:
        print('#', line)


def number(text):
    return None if text == 'NULL' else Decimal(text)


def figures(cells):
    return {c['c']: Decimal(c['n']) for c in cells if 'n' in c}


def sources(cells):
    """Which of a body's homes a cell came from."""
    return {c['c']: c.get('h', c.get('m')) for c in cells
            if 'h' in c or 'm' in c}


def equal(a, b):
    return {k: v for k, v in a.items()} == {k: v for k, v in b.items()}


class Revision:
    def __init__(self, row):
        self.id, self.report, self.no, self.form = map(int, row[:4])
        self.sha, self.prev = row[4], row[5]
        raw = bytes.fromhex(row[6])
        self.hash = hashlib.sha256(
            self.prev.encode() + b'\n' + raw).hexdigest()
        self.canonical = json.loads(raw.decode())
        body = self.canonical
        self.plain = json.dumps(
            body, ensure_ascii=False, separators=(',', ':')) == raw.decode()
        self.own = figures(body['own'])
        self.total = figures(body['total']) if 'total' in body else self.own
        self.units = body.get('units')
        self.homes = body.get('homes', [])
        self.from_own = sources(body['own'])
        self.from_total = sources(body.get('total', body['own']))
        self.window = body['period'][1:]
        self.unit = body['unit']


item_of = defaultdict(dict)      # form -> cell -> item
for form, cell, item in query('SELECT form_id, cell, item_id FROM form_cell'):
    item_of[int(form)][int(cell)] = int(item)
adds = {int(i) for i, in query("SELECT id FROM item WHERE over_units = 'sum'")}
revisions = {}
by_sha = {}
chain = defaultdict(list)
for row in query('SELECT id, report_id, no, form_id, sha, prev, HEX(body)'
                 ' FROM revision ORDER BY report_id, no'):
    k = Revision(row)
    revisions[k.id] = by_sha[k.sha] = k
    chain[k.report].append(k)

bad = []
for report, ks in chain.items():
    prev = '0' * 64
    for n, k in enumerate(ks, 1):
        if k.no != n or k.prev != prev or k.hash != k.sha:
            bad.append(f'report {report}: revision {k.no}')
        if not k.plain:
            bad.append(f'report {report}: revision {k.no} is not canonical')
        prev = k.sha
holds('every revision is as it was sent, and chained', bad, len(revisions))

facts = defaultdict(dict)        # (revision, part) -> item -> value
for rev, part, item, value in query(
        'SELECT revision_id, part, item_id, value FROM fact'):
    facts[int(rev), int(part)][int(item)] = Decimal(value)
reports = []
for row in query(
        'SELECT r.id, g.code, p.code, r.unit_id, COALESCE(r.receiver_id, 0),'
        ' r.state, COALESCE(r.accepted_id, 0), r.regime_id, r.period_id,'
        ' COALESCE(DATE(r.first_sent + INTERVAL 7 HOUR) > r.due, 0),'
        ' r.first_sent IS NULL AND r.due < (SELECT value FROM setting'
        " WHERE name = 'clock') FROM report r"
        ' JOIN regime g ON g.id = r.regime_id'
        ' JOIN period p ON p.id = r.period_id'):
    reports.append(dict(
        id=int(row[0]), regime=row[1], period=row[2], unit=int(row[3]),
        above=int(row[4]), state=row[5], accepted=int(row[6]),
        key=(int(row[7]), int(row[8])), late=int(row[9]),
        missing=int(row[10])))


def by_item(k, cells):
    return {item_of[k.form][c]: v for c, v in cells.items()
            if c in item_of[k.form]}


bad = []
accepted = [r for r in reports if r['accepted']]
for r in accepted:
    k = revisions[r['accepted']]
    for part, cells in ((0, k.own), (1, k.total)):
        if not equal(by_item(k, cells), facts[k.id, part]):
            bad.append(f"{r['regime']} {r['period']} unit {r['unit']}"
                       f' part {part}')
holds('facts are what accepted revisions hold', bad, len(accepted))
stray = {rev for rev, part in facts} - {r['accepted'] for r in accepted}
print(f'# {len(stray)} revisions have facts and are no longer accepted')

bad, seen = [], 0
for k in revisions.values():
    if k.units is None:
        continue
    seen += 1
    want = defaultdict(Decimal)
    present = set()
    parts = [k.own] + [by_sha[u['sha']].total for u in k.units
                       if u['state'] == 'accepted']
    for part in parts:
        for c, v in part.items():
            if item_of[k.form].get(c) in adds and c not in k.from_total:
                want[c] += v
                present.add(c)
    got = {c: v for c, v in k.total.items()
           if item_of[k.form].get(c) in adds and c not in k.from_total}
    if {c: want[c] for c in present} != got:
        bad.append(f'revision {k.id} of report {k.report}')
holds('a total is own figures and the accepted totals it names', bad, seen)

groups = defaultdict(list)
for r in reports:
    groups[r['key']].append(r)
bad, seen = [], 0
for rs in groups.values():
    if any(not r['accepted'] for r in rs):
        continue
    seen += 1
    country = defaultdict(Decimal)
    for r in rs:
        k = revisions[r['accepted']]
        own = {c: v for c, v in k.own.items() if c not in k.from_own}
        for item, v in by_item(k, own).items():
            if item in adds:
                country[item] += v
    top = next(r for r in rs if r['above'] == 0)
    k = revisions[top['accepted']]
    total = {c: v for c, v in k.total.items() if c not in k.from_total}
    got = {i: v for i, v in by_item(k, total).items() if i in adds}
    if got != dict(country):
        bad.append(f"{top['regime']} {top['period']}: {len(got)} items")
holds('the centre has what all units together have typed', bad, seen)

over_time = {int(i): how for i, how in query(
    'SELECT item_id, over_time FROM item_version'
    " WHERE valid_to = '9999-12-31'")}


def tiles(parts, window):
    """Do the windows lie end to end, from the first day to the last?"""
    at = date.fromisoformat(window[0])
    for starts, ends in parts:
        if date.fromisoformat(starts) != at:
            return False
        at = date.fromisoformat(ends) + timedelta(1)
    return at == date.fromisoformat(window[1]) + timedelta(1)


def derived(how, values):
    if how == 'last':
        return values[-1]
    n, values = len(values), [v for v in values if v is not None]
    if not values:
        return None
    return sum(values) / n if how == 'mean' else sum(values)


def from_elsewhere(k, part, cells, origin, superior):
    """Figures of a revision that its sources do not give."""
    for c, at in origin.items():
        home = k.homes[at]
        item = item_of[k.form][c]
        of = [by_sha.get(s['sha']) for s in home['of']]
        if None in of:
            yield f'cell {c}: no such source'
            continue
        if any(s.unit != k.unit for s in of):
            yield f'cell {c}: of another unit'
        if not tiles([s['period'][2:] for s in home['of']], k.window):
            yield f'cell {c}: its sources do not make up the period'
        if home['how'] not in ('same', over_time[item]):
            yield f"cell {c}: {home['how']}, not {over_time[item]}"
        values = [by_item(s, s.total if part == 1 or not superior else s.own)
                  .get(item) for s in of]
        if derived(home['how'], values) != cells.get(c):
            yield f'cell {c}: {cells.get(c)} of {values}'


bad, seen = [], 0
for k in revisions.values():
    superior = k.units is not None
    for part, cells, origin in ((0, k.own, k.from_own),
                                (1, k.total, k.from_total)):
        seen += len(origin)
        bad += [f'revision {k.id} part {part} {what}' for what in
                from_elsewhere(k, part, cells, origin, superior)]
holds('what came from other reports is what these have', bad, seen)

rollup = defaultdict(dict)
for regime, period, unit, item, value in query(
        'SELECT regime_id, period_id, unit_id, item_id, value FROM rollup'):
    rollup[(int(regime), int(period)), int(unit)][int(item)] = Decimal(value)
counts = {}
for row in query('SELECT regime_id, period_id, unit_id, expected, accepted,'
                 ' sent, returned, late, missing FROM rollup_unit'):
    n = list(map(int, row))
    counts[(n[0], n[1]), n[2]] = n[3:]

bad, bad_counts, seen = [], [], 0
for key, rs in groups.items():
    below = defaultdict(list)
    for r in rs:
        below[r['above']].append(r)

    def picture(r):
        """Figures and counts of a unit, deepest first."""
        global seen
        mine = defaultdict(Decimal)
        if not below[r['unit']]:
            n = [1, r['state'] == 'accepted', r['state'] == 'sent',
                 r['state'] == 'returned', r['late'], r['missing']]
            n = list(map(int, n))
        else:
            n = [0] * 6
            for c in below[r['unit']]:
                figures_of, counts_of = picture(c)
                for i, v in figures_of.items():
                    mine[i] += v
                n = [a + b for a, b in zip(n, counts_of)]
        if r['accepted']:
            k = revisions[r['accepted']]
            mine = {i: v for i, v in by_item(k, k.total).items() if i in adds}
        if below[r['unit']]:
            seen += 1
            if dict(mine) != rollup[key, r['unit']]:
                bad.append(f"{r['regime']} {r['period']} unit {r['unit']}")
            if counts.get((key, r['unit'])) != n:
                bad_counts.append(
                    f"{r['regime']} {r['period']} unit {r['unit']}: "
                    f"{counts.get((key, r['unit']))}, not {n}")
        return mine, n

    for top in below[0]:
        picture(top)
holds('the roll-up is the same, unit by unit', bad, seen)
holds('and so are its counts', bad_counts, seen)
print(f'1..{len(results)}')
sys.exit(not all(results))
