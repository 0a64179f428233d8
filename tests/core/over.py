#!/usr/bin/env python3
"""over.py - means, the largest and the last figure, made again from what was sent

    over.py SOCKET DATABASE

By fractions, from the bodies of revisions and the items' meaning on the last day
of the period.  Prints the Test Anything Protocol.
"""
import json
import subprocess
import sys
from collections import defaultdict
from fractions import Fraction

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


def rounded(value, decimals):
    """Half away from zero."""
    if value is None:
        return None
    sign = -1 if value < 0 else 1
    return sign * Fraction(int(abs(value) * 10 ** decimals + Fraction(1, 2)),
                           10 ** decimals)


def together(item, rows):
    """rows: what each unit has, with when it was sent; None: no figure."""
    rows = [r for r in rows if r[0].get(item) is not None]
    how, weight = over[item]
    if not rows or how == 'none':
        return None
    if how == 'sum':
        return sum(r[0][item] for r in rows)
    if how == 'max':
        return max(r[0][item] for r in rows)
    if how == 'last':
        return max(rows, key=lambda r: r[1])[0][item]
    if weight:
        rows = [r for r in rows if r[0].get(weight) is not None]
    weights = [r[0][weight] if weight else Fraction(1) for r in rows]
    if not sum(weights):
        return None
    return sum(r[0][item] * w for r, w in zip(rows, weights)) / sum(weights)


regime = query("SELECT id FROM regime WHERE code = 'KIND'")[0][0]
over, decimals, items = {}, {}, {}
for cell, item, how, weight, places in query(
        'SELECT c.cell, c.item_id, v.over_units, COALESCE(v.weight_id, 0),'
        ' v.decimals FROM form f JOIN form_cell c ON c.form_id = f.id'
        ' JOIN item_version v ON v.item_id = c.item_id'
        " AND v.valid_from <= '2026-09-14' AND '2026-09-14' < v.valid_to"
        ' WHERE f.regime_id = ' + regime):
    items[int(cell)] = int(item)
    over[int(item)] = (how, int(weight))
    decimals[int(item)] = int(places)
computed = {int(i) for i, in query(
    "SELECT id FROM item WHERE code = 'KIND.3.K1'")}


def figures(cells):
    return {items[c['c']]: Fraction(c['n']) for c in cells
            if 'n' in c and c['c'] in items}


units, below, official = {}, defaultdict(list), {}
for unit, above, accepted in query(
        'SELECT unit_id, COALESCE(receiver_id, 0), COALESCE(accepted_id, 0)'
        ' FROM report WHERE regime_id = ' + regime):
    below[int(above)].append(int(unit))
    units[int(unit)] = int(accepted)
bodies, when = {}, {0: ('', 0)}
for rev, unit, body, at in query(
        'SELECT k.id, r.unit_id, HEX(k.body), k.at FROM revision k JOIN report r'
        ' ON r.id = k.report_id WHERE r.regime_id = %s ORDER BY k.id' % regime):
    body = json.loads(bytes.fromhex(body).decode())
    own = figures(body['own'])
    when[int(rev)] = (at, int(rev))
    bodies[int(rev)] = (int(unit), own,
                        figures(body['total']) if 'total' in body else own)

# totals of superiors that sent
bad, seen = [], 0
for rev, (unit, own, total) in bodies.items():
    kids = [(bodies[units[u]][2], when[units[u]]) for u in below[unit] if units[u]]
    if not below[unit]:
        continue
    for item in over:
        if item in computed:
            continue
        how = over[item][0]
        want = own.get(item) if how == 'none' else rounded(
            together(item, kids + [(own, ('9', 0))]), decimals[item])
        seen += 1
        if total.get(item) != want:
            bad.append(f'unit {unit} item {item} {how}: {total.get(item)},'
                       f' wanted {want}')
holds('totals of superiors', bad, seen)

# the picture, from the lowest units upward
picture = defaultdict(dict)
sent = {}
for unit, item, value in query(
        'SELECT unit_id, item_id, value FROM rollup WHERE regime_id = '
        + regime):
    picture[int(unit)][int(item)] = Fraction(value)


def figure(unit):
    """Items with when they were sent."""
    if units[unit]:
        return {i: (v, when[units[unit]])
                for i, v in bodies[units[unit]][2].items()}
    kids = [figure(u) for u in below[unit]]
    made = {}
    for item in over:
        rows = [({i: v[0] for i, v in k.items()}, k[item][1])
                for k in kids if item in k]
        value = together(item, rows)
        if value is not None:
            made[item] = (value, max(r[1] for r in rows))
    return made


bad, seen = [], 0
for unit in units:
    if not below[unit]:
        continue
    want = {i: v[0] for i, v in figure(unit).items()
            if over[i][0] != 'none'}
    for item in set(want) | set(picture[unit]):
        seen += 1
        got = picture[unit].get(item)
        if got is None or item not in want or abs(got - want[item]) \
                > Fraction(1, 10 ** 9):
            bad.append(f'unit {unit} item {item} {over[item][0]}: {got},'
                       f' wanted {want.get(item)}')
holds('the picture of the country', bad, seen)
print('1..%d' % len(results))
sys.exit(0 if all(results) else 1)
