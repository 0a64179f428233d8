#!/usr/bin/env python3
"""series.t - figures over time across two reforms, on a country made by hand

    1 the centre
      10, 11 provinces > 1 July 2025 merged into 20 > 30 April 2026 retyped, 30
        100, 101 communes > 200 > with 210: 300
        110 commune > renamed 210
      12 province, goes on
        120 commune > split into 220 (60 %; item K2: 25 %) and 221
        121 commune, moved below 20 on 1 July 2025, and so below 30
        122 commune > whole into 200, over the border
        125 district with commune 126, moved below 20 on 1 July 2025: together
        123 commune > split into 223 and 224, nobody says in which shares
      13 province, goes on; 130 commune > unknown how, 230

Every figure that can be told is told again here by hand, and of those that
cannot, the sentence names the units.
"""
import json
import os
import sys
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import SOURCE, Private
from tap import done, eq, like, ok

OLD = ('1000-01-01', '2025-07-01')
MID = ('2025-07-01', '2026-04-30')
NEW = ('2026-04-30', '9999-12-31')
SINCE = ('2025-07-01', '9999-12-31')
ALWAYS = ('1000-01-01', '9999-12-31')
UNITS = {
    1: ('centre', ALWAYS), 10: ('province', OLD), 11: ('province', OLD),
    12: ('province', ALWAYS), 13: ('province', ALWAYS), 20: ('province', MID),
    30: ('province', NEW), 100: ('commune', OLD), 101: ('commune', OLD),
    110: ('commune', OLD), 120: ('commune', OLD), 121: ('commune', ALWAYS),
    122: ('commune', OLD), 123: ('commune', OLD), 125: ('district', ALWAYS),
    126: ('commune', ALWAYS), 130: ('commune', OLD),
    200: ('commune', MID), 210: ('commune', MID), 220: ('commune', SINCE),
    221: ('commune', SINCE), 223: ('commune', SINCE), 224: ('commune', SINCE),
    230: ('commune', SINCE), 300: ('commune', NEW),
}
LINES = [(10, 1, OLD), (11, 1, OLD), (12, 1, ALWAYS), (13, 1, ALWAYS),
         (20, 1, MID), (30, 1, NEW), (100, 10, OLD), (101, 10, OLD),
         (110, 11, OLD), (120, 12, OLD), (121, 12, OLD), (121, 20, MID),
         (121, 30, NEW), (122, 12, OLD), (123, 12, OLD), (125, 12, OLD),
         (125, 20, MID), (125, 30, NEW), (126, 125, ALWAYS), (130, 13, OLD),
         (200, 20, MID), (210, 20, MID), (220, 12, SINCE), (221, 12, SINCE),
         (223, 12, SINCE), (224, 12, SINCE), (230, 13, SINCE), (300, 30, NEW)]
FIRST, SECOND = '2025-07-01', '2026-04-30'
LINKS = [(10, 20, 'whole', 1, FIRST), (11, 20, 'whole', 1, FIRST),
         (20, 30, 'retyped', 1, SECOND), (100, 200, 'whole', 1, FIRST),
         (101, 200, 'whole', 1, FIRST), (122, 200, 'whole', 1, FIRST),
         (110, 210, 'renamed', 1, FIRST), (200, 300, 'whole', 1, SECOND),
         (210, 300, 'whole', 1, SECOND), (120, 220, 'partial', 0, FIRST),
         (120, 221, 'partial', 0, FIRST), (123, 223, 'partial', 0, FIRST),
         (123, 224, 'partial', 0, FIRST), (130, 230, 'unknown', 0, FIRST)]
PERIODS = {'2025-Q1': ('2024-12-15', '2025-03-14'),
           '2025-Q3': ('2025-06-15', '2025-09-14'),
           '2026-Q2': ('2026-03-15', '2026-06-14')}
# sums K1 and K2; K4 a mean weighted by K1, K5 the largest, K3 of nobody
ITEMS = ['KIND.1.K1', 'KIND.2.K1', 'KIND.4.K1', 'KIND.5.K1', 'KIND.6.K1']
K1, K2, MEAN, MOST, NONE = ITEMS


def name(unit):
    return 'Unit %d' % unit


def at(day, when):
    return when[0] <= day < when[1]


def below(unit, day):
    return [u for u, p, when in LINES if p == unit and at(day, when)]


class World:
    def __init__(self, site):
        self.site, self.db = site, site.db
        self.own = {}  # (unit, period, item): Fraction
        self.structure()
        self.figures()

    def rows(self, table, rows):
        quoted = ', '.join('(' + ', '.join(
            'NULL' if v is None else str(v) if isinstance(v, (int, Fraction))
            else "'%s'" % v for v in row) + ')' for row in rows)
        self.db.sql('INSERT INTO %s VALUES %s' % (table, quoted))

    def structure(self):
        self.rows('level', [(c, c, c, i) for i, c in enumerate(
            ('centre', 'province', 'district', 'commune'))])
        self.rows('line', [(1, 'administrative', 'a', 'a'),
                           (2, 'ict', 'b', 'b')])
        self.rows('unit', [(u, 'own', str(u), level, name(u), name(u).lower(),
                            name(u).lower(), *when)
                           for u, (level, when) in UNITS.items()])
        self.rows('unit_line', [(1, u, p, *when) for u, p, when in LINES])
        above = set()

        def climb(unit, to, depth, start, end):
            above.add((1, unit, to, depth, start, end))
            for u, p, (a, b) in LINES:
                if u == to and max(a, start) < min(b, end):
                    climb(unit, p, depth + 1, max(a, start), min(b, end))

        for u, (_, when) in UNITS.items():
            climb(u, u, 0, *when)
        self.rows('unit_above', sorted(above))
        self.rows('succession (id, old_id, new_id, relation, comparable, decision,'
                  ' on_date)', [(i + 1, old, new, how, same, 'NQ 1', day)
                                 for i, (old, new, how, same, day)
                                 in enumerate(LINKS)])

    def figures(self):
        self.site.tool('form', 'load', SOURCE + '/tests/core/KIND.xml')
        for item, over, weight in ((K1, 'sum', None), (K2, 'sum', None),
                                   (MEAN, 'mean', K1), (MOST, 'max', None),
                                   (NONE, 'none', None)):
            self.db.sql(
                "UPDATE item_version v JOIN item i ON i.id = v.item_id LEFT"
                " JOIN item w ON w.code = '%s' SET v.over_units = '%s',"
                " v.weight_id = w.id, v.decimals = 2 WHERE i.code = '%s'" %
                (weight, over, item))
        self.ids = {code: int(id) for id, code in self.db.sql(
            "SELECT id, code FROM item WHERE code LIKE 'KIND%'")}
        self.rows('succession_share', [
            (10, 0, '0.6'), (10, self.ids[K2], '0.25'),
            (11, 0, '0.4'), (11, self.ids[K2], '0.75')])
        self.rows('period', [(i + 1, 'quarter', code, *when)
                             for i, (code, when) in enumerate(
                                 PERIODS.items())])
        regime, version, form = (self.db.one(
            "SELECT id FROM %s ORDER BY id LIMIT 1" % t)
            for t in ('regime', 'regime_version', 'form'))
        n = 0
        for p, (code, (_, ends)) in enumerate(PERIODS.items(), 1):
            for unit, (level, when) in UNITS.items():
                if not at(ends, when):
                    continue
                n += 1
                self.report(n, unit, p, code, regime, version, form)

    def report(self, n, unit, p, code, regime, version, form):
        ends = PERIODS[code][1]
        above = [q for u, q, when in LINES if u == unit and at(ends, when)]
        self.rows('report (id, regime_id, period_id, unit_id, receiver_id,'
                  ' regime_version_id, form_id, state, due, version,'
                  ' revision_id, accepted_id, changed)',
                  [(n, int(regime), p, unit, above[0] if above else None,
                    int(version), int(form), 'accepted', ends, 1, n, n, ends)])
        self.rows('revision (id, report_id, no, form_id, person_id, at, body, sha,'
                  ' prev)', [(n, n, 1, int(form), 1, ends, '{}', '0' * 64,
                                '0' * 64)])
        facts = []
        for k, item in enumerate(ITEMS):
            value = Fraction(unit * 7 + p * 13 + k * 1001, 100)
            if UNITS[unit][0] != 'commune' and item in (K1, K2):
                value = Fraction(unit * p, 4)
            self.own[unit, code, item] = value
            for part in (0, 1):
                total = value if part == 0 else self.total(unit, code, item)
                facts.append((n, self.ids[item], part, unit, p,
                              '%.10f' % float(total), 0))
        self.rows('fact (revision_id, item_id, part, unit_id, period_id, value,'
                  ' copied)', facts)

    def total(self, unit, code, item):
        """With those below, as it was then; what does not add up is own."""
        ends = PERIODS[code][1]
        if (unit, code, item) not in self.own:
            k = ITEMS.index(item)
            p = list(PERIODS).index(code) + 1
            self.own[unit, code, item] = Fraction(unit * p, 4) if \
                UNITS[unit][0] != 'commune' and item in (K1, K2) else \
                Fraction(unit * 7 + p * 13 + k * 1001, 100)
        own = self.own[unit, code, item]
        if item not in (K1, K2):
            return own
        return own + sum(self.total(u, code, item) for u in below(unit, ends))

    def ask(self, unit, item, reading, *more):
        status, said, why = self.site.try_tool(
            'series', str(unit), item, '--' + reading, '--json', *more)
        return json.loads(said) if status == 0 else (status, said + why)

    def point(self, unit, item, reading, period, *more):
        got = self.ask(unit, item, reading, *more)
        return [p for p in got['points'] if p['period'] == period]

    def told(self, unit, item, reading, period, want, state, *more):
        (p,) = self.point(unit, item, reading, period, *more)
        eq((None if p['value'] is None else Fraction(str(p['value'])),
            p['state']), (want, state), '%s of %d %s in %s %s' % (
            item, unit, reading, period, ' '.join(more)))
        return p

    def not_told(self, unit, item, reading, period, sentence, *more):
        p = self.told(unit, item, reading, period, None, 'not', *more)
        like(p['why'] or '', sentence, 'and why')


def communes(w):
    own = w.own
    q1, q3, q2 = PERIODS
    sum3 = own[100, q1, K1] + own[101, q1, K1] + own[122, q1, K1]
    p = w.told(300, K1, 'now', q1, sum3 + own[110, q1, K1], 'computed')
    eq((p['figures'], p['units']), (4, 4), 'a chain of two, made of four')
    for u in (100, 101, 110, 122):
        like(p['of'], name(u), 'it says of which: %d' % u)
    w.told(300, K1, 'now', q3, own[200, q3, K1] + own[210, q3, K1], 'computed')
    w.told(300, K1, 'now', q2, own[300, q2, K1], 'reported')
    w.told(300, K1, 'restated', q1, sum3 + own[110, q1, K1], 'computed')
    w.told(300, MOST, 'now', q1, max(own[u, q1, MOST] for u in
                                     (100, 101, 110, 122)), 'computed')
    mean = sum(own[u, q1, MEAN] * own[u, q1, K1]
               for u in (100, 101, 110, 122)) / (sum3 + own[110, q1, K1])
    w.told(300, MEAN, 'now', q1, Fraction(int(mean * 100 + Fraction(1, 2)),
                                          100), 'computed')
    twofold = ("UPDATE fact SET value = value %s 2 WHERE unit_id = 100 AND part"
               " = 1 AND item_id = %d")
    w.db.sql(twofold % ('*', w.ids[K1]))
    more = own[100, q1, K1]
    twice = (mean * (sum3 + own[110, q1, K1]) + own[100, q1, MEAN] * more) / (
        sum3 + own[110, q1, K1] + more)
    w.told(300, MEAN, 'now', q1, Fraction(int(twice * 100 + Fraction(1, 2)),
                                          100), 'computed')
    w.db.sql(twofold % ('/', w.ids[K1]))
    w.not_told(300, NONE, 'now', q1, 'not put together over units.*Unit 100')
    w.told(300, NONE, 'now', q2, own[300, q2, NONE], 'reported')
    was = w.point(300, K1, 'as-was', q1)
    eq([(p['unit_id'], Fraction(str(p['value']))) for p in was],
       [(u, own[u, q1, K1]) for u in (100, 101, 110, 122)],
       'as it was: each unit of then for itself')
    eq([p['unit_id'] for p in w.point(300, K1, 'as-was', q3)], [200, 210],
       'and in between')


def splits(w):
    own = w.own
    q1, q3, q2 = PERIODS
    w.not_told(220, K1, 'now', q1, 'only a part of Unit 120 went to Unit 220')
    p = w.told(220, K1, 'restated', q1, own[120, q1, K1] * Fraction(6, 10),
               'computed')
    eq(p['of'], '60 % Unit 120', 'by its share')
    w.told(221, K1, 'restated', q1, own[120, q1, K1] * Fraction(4, 10),
           'computed')
    w.told(220, K2, 'restated', q1, own[120, q1, K2] / 4, 'computed')
    w.told(221, K2, 'restated', q1, own[120, q1, K2] * Fraction(3, 4),
           'computed')
    w.not_told(220, MOST, 'restated', q1, 'divided among Unit 220, Unit 221.*'
               'not added up')
    w.told(220, MOST, 'restated', q3, own[220, q3, MOST], 'reported')
    for reading in ('now', 'restated'):
        w.not_told(223, K1, reading, q1,
                   'Unit 123 was divided among Unit 223, Unit 224.*no share')
        w.not_told(230, K1, reading, q1,
                   'do not say how much of Unit 130 went to Unit 230')
    w.db.sql("UPDATE succession SET relation = 'whole' WHERE old_id IN (120,"
             ' 123)')
    w.not_told(220, K1, 'now', q1, 'only a part of Unit 120 went to Unit 220')
    w.not_told(223, K1, 'restated', q1, 'contradict each other about what became'
               ' of Unit 123 on 01/07/2025: Unit 223, Unit 224')
    w.db.sql("UPDATE succession SET relation = 'partial' WHERE old_id IN (120,"
             ' 123)')
    eq([p['unit_id'] for p in w.point(220, K1, 'as-was', q1)], [120],
       'as it was is always told')


def shares(w):
    """Of a category: its own, else its base's, else that of all items."""
    own, q1, db = w.own, '2025-Q1', w.db
    db.sql('DELETE FROM succession_share WHERE item_id = %d' % w.ids[K2])
    w.told(220, K2, 'restated', q1, own[120, q1, K2] * Fraction(6, 10),
           'computed')
    db.sql("INSERT INTO succession_share VALUES (10, %d, '0.3')" % w.ids[K1])
    db.sql('UPDATE item SET base_id = %d WHERE id = %d' % (
        w.ids[K1], w.ids[K2]))
    w.told(220, K2, 'restated', q1, own[120, q1, K2] * Fraction(3, 10),
           'computed')
    db.sql('UPDATE item SET base_id = NULL WHERE id = %d' % w.ids[K2])
    db.sql('DELETE FROM succession_share WHERE item_id = %d' % w.ids[K1])


def measures(w):
    """An item that was measured otherwise, up to periods that end on a day."""
    own, q1, db = w.own, '2025-Q1', w.db
    was = own[100, q1, K1] + own[101, q1, K1] + own[122, q1, K1] + \
        own[110, q1, K1]
    db.sql("UPDATE measure SET dimension = 'files', factor = 1 WHERE name ="
           " 'hồ sơ'; INSERT INTO measure VALUES ('hundred', 'trăm hồ sơ',"
           " 'hundred files', 'files', 100); INSERT INTO item_version SELECT"
           " item_id, '2025-02-01', valid_to, name, measure, decimals,"
           " over_units, over_time, weight_id, definition, method, source,"
           " reason FROM item_version WHERE item_id = %d; UPDATE item_version"
           " SET valid_to = '2025-02-01', measure = 'trăm hồ sơ' WHERE item_id"
           " = %d AND valid_from < '2025-02-01'" % (w.ids[K1], w.ids[K1]))
    w.told(300, K1, 'now', q1, was, 'computed')
    later = ("UPDATE item_version SET valid_from = '2025-03-15' WHERE item_id ="
             " %d AND valid_from = '2025-02-01'; UPDATE item_version SET"
             " valid_to = '2025-03-15' WHERE item_id = %d AND valid_to ="
             " '2025-02-01'" % (w.ids[K1], w.ids[K1]))
    db.sql(later)
    w.told(300, K1, 'now', q1, was * 100, 'computed')
    (p,) = [p for p in w.point(300, K1, 'as-was', q1) if p['unit_id'] == 100]
    eq(Fraction(str(p['value'])), own[100, q1, K1] * 100,
       'as it was, in the measure of today')
    db.sql("UPDATE item_version SET measure = 'triệu đồng' WHERE item_id = %d"
           " AND valid_to = '2025-03-15'" % w.ids[K1])
    why = 'reported in triệu đồng; a figure in hồ sơ cannot be made'
    w.not_told(300, K1, 'now', q1, why)
    (p,) = [p for p in w.point(300, K1, 'as-was', q1) if p['unit_id'] == 100]
    eq((p['value'], p['state']), (None, 'not'), 'nor as it was')
    like(p['why'], why, 'and why')
    db.sql("DELETE FROM item_version WHERE item_id = %d AND valid_from ="
           " '2025-03-15'; UPDATE item_version SET valid_to = '9999-12-31',"
           " measure = 'hồ sơ' WHERE item_id = %d" % (w.ids[K1], w.ids[K1]))


def twice(w):
    """Two regimes ask a unit for the same: what was accepted later counts, and
    never a copy of the other."""
    own, q1, db = w.own, '2025-Q1', w.db
    columns = [r[0] for r in db.sql('SHOW COLUMNS FROM regime')]
    db.sql('INSERT INTO regime SELECT %s FROM regime ORDER BY id LIMIT 1' %
           ', '.join({'id': '77', 'code': "'OTHER'"}.get(c, c)
                     for c in columns))
    db.sql('INSERT INTO report SELECT 9999, 77, period_id, unit_id,'
           ' receiver_id, regime_version_id, form_id, state, due, due_rule,'
           ' version, 9999, 9999, first_sent, changed FROM report WHERE'
           ' unit_id = 100; INSERT INTO revision (id, report_id, no, form_id,'
           " person_id, at, body, sha, prev) SELECT 9999, 9999, no, form_id,"
           " person_id, at, body, sha, prev FROM revision WHERE report_id ="
           ' (SELECT id FROM report WHERE unit_id = 100 AND regime_id <> 77)')
    fact = ("REPLACE INTO fact SELECT 9999, %d, part, unit_id, period_id, 5,"
            " %d FROM fact WHERE unit_id = 100 AND item_id = %d AND"
            " revision_id <> 9999")
    for copied, want in (1, own[100, q1, K1]), (0, 5):
        db.sql(fact % (w.ids[K1], copied, w.ids[K1]))
        (p,) = [p for p in w.point(300, K1, 'as-was', q1)
                if p['unit_id'] == 100]
        eq(Fraction(str(p['value'])), want, 'a later one%s' % (
            ', which is a copy' if copied else ''))
    db.sql('DELETE FROM fact WHERE revision_id = 9999; DELETE FROM revision'
           ' WHERE id = 9999; DELETE FROM report WHERE id = 9999; DELETE FROM'
           ' regime WHERE id = 77')


def provinces(w):
    """The totals of today's provinces make what those of then made."""
    q1, q3, q2 = PERIODS
    total, own = w.total, w.own
    moved = own[121, q1, K1] + own[122, q1, K1] + total(125, q1, K1)
    w.told(30, K1, 'now', q1, total(10, q1, K1) + total(11, q1, K1) + moved,
           'computed')
    p = w.told(12, K1, 'now', q1, total(12, q1, K1) - moved, 'computed')
    eq(p['of'], 'Unit 12 − Unit 121 − Unit 125 − Unit 122',
       'what was moved is named, once')
    w.told(12, K1, 'now', q1, own[12, q1, K1], 'reported', '--own')
    w.told(30, K1, 'now', q1, own[10, q1, K1] + own[11, q1, K1], 'computed',
           '--own')
    w.told(12, K1, 'now', q3, total(12, q3, K1), 'reported')
    w.told(121, K1, 'now', q1, own[121, q1, K1], 'reported')
    w.not_told(12, MOST, 'now', q1, 'Unit 121 stood below it until 01/07/2025')
    for item in (K1, K2):
        for period, (_, ends) in PERIODS.items():
            provinces = [u for u, (level, when) in UNITS.items()
                         if level == 'province' and at(ends, when)]
            before = sum(total(u, period, item) for u in provinces)
            for reading in ('now', 'restated'):
                after = sum(Fraction(str(w.point(
                    u, item, reading, period)[0]['value']))
                    for u in (30, 12, 13))
                eq(after, before, 'the nation: %s %s %s' % (
                    item, reading, period))
            (p,) = w.point(1, item, 'now', period)
            eq(Fraction(str(p['value'])) - own[1, period, item], before,
               'and the centre says so')


def borders(w):
    """A part went over the border between two superiors; a whole one became
    one that was moved on the same day; and one that goes on gave a part to a
    new superior."""
    q1, db, total = '2025-Q1', w.db, w.total
    db.sql("UPDATE succession SET relation = 'partial', comparable = 0 WHERE"
           ' old_id = 122')
    for unit in (12, 30):
        w.not_told(unit, K1, 'restated', q1, 'On 01/07/2025 a part of Unit 122'
                   ' went to Unit 200, out of one superior')
    db.sql("UPDATE succession SET relation = 'whole', comparable = 1 WHERE"
           ' old_id = 122')
    moved = w.own[121, q1, K1] + w.own[122, q1, K1] + total(125, q1, K1)
    db.sql('UPDATE succession SET new_id = 121 WHERE old_id = 122')
    w.rows('unit_line', [(2, 12, 1, *ALWAYS)])
    w.rows('unit_above', [(2, 12, 12, 0, *ALWAYS), (2, 12, 1, 1, *ALWAYS)])
    w.rows('unit', [(15, 'own', '15', 'district', 'Unit 15', 'unit 15',
                     'unit 15', *OLD)])
    w.rows('succession (id, old_id, new_id, relation, comparable, decision,'
           ' on_date)', [(98, 15, 200, 'whole', 1, 'NQ 1', FIRST)])
    w.told(12, K1, 'now', q1, total(12, q1, K1) - moved, 'computed')
    w.told(30, K1, 'now', q1, total(10, q1, K1) + total(11, q1, K1) + moved,
           'computed')
    db.sql('DELETE FROM succession WHERE id = 98; DELETE FROM unit WHERE id ='
           ' 15; UPDATE succession SET new_id = 200 WHERE old_id = 122; DELETE'
           ' FROM unit_line WHERE line_id = 2; DELETE FROM unit_above WHERE line_id'
           ' = 2')
    w.rows('unit', [(14, 'own', '14', 'province', 'Unit 14', 'unit 14',
                     'unit 14', *SINCE)])
    w.rows('unit_line', [(1, 14, 1, *SINCE)])
    w.rows('unit_above', [(1, 14, 14, 0, *SINCE), (1, 14, 1, 1, *SINCE)])
    db.sql("INSERT INTO succession (id, old_id, new_id, relation, comparable,"
           " decision, on_date) VALUES (99, 13, 14, 'partial', 0, 'NQ 1',"
           " '%s'), (97, 13, 12, 'partial', 0, 'NQ 2', '%s')" % (
               FIRST, SECOND))
    w.not_told(14, K1, 'restated', q1, 'On 01/07/2025 Unit 13 was divided among'
               ' Unit 14, and no share')
    db.sql("INSERT INTO succession_share VALUES (99, 0, '0.2')")
    p = w.told(14, K1, 'restated', q1, total(13, q1, K1) / 5, 'computed')
    eq(p['of'], '20 % Unit 13', 'of nothing else')
    db.sql('DELETE FROM succession_share WHERE succession_id = 99; DELETE FROM'
           ' succession WHERE id IN (97, 99); DELETE FROM unit_above WHERE unit_id ='
           ' 14; DELETE FROM unit_line WHERE unit_id = 14; DELETE FROM unit'
           ' WHERE id = 14')


def gaps(w):
    """Null is not zero; and a unit that never was has no past."""
    q1, q3, q2 = PERIODS
    db, own = w.db, w.own
    db.sql("DELETE f FROM fact f JOIN item i ON i.id = f.item_id WHERE"
           " f.unit_id = 101 AND i.code = '%s'" % K2)
    p = w.told(300, K2, 'now', q1, sum(own[u, q1, K2] for u in
                                       (100, 110, 122)), 'partly')
    like(p['why'], 'Without figures of: Unit 101', 'who has none is named')
    eq((p['figures'], p['units']), (3, 4), 'k of n')
    db.sql("DELETE f FROM fact f JOIN item i ON i.id = f.item_id WHERE"
           " f.unit_id IN (100, 101, 110, 122) AND i.code = '%s'" % K2)
    got = [p for p in w.ask(300, K2, 'now')['points'] if p['period'] == q1]
    eq(got, [], 'no figures of anybody: nothing is said')
    db.sql("UPDATE report SET accepted_id = NULL WHERE unit_id = 200")
    w.told(300, K1, 'now', q3, own[210, q3, K1], 'partly')
    (p,) = [p for p in w.point(300, K1, 'as-was', q3) if p['unit_id'] == 200]
    eq((p['value'], p['figures']), (None, 0), 'as it was: none, not zero')


def asked_wrongly(w):
    eq(w.ask(999, K1, 'now')[0], 1, 'no such unit')
    like(w.ask(999, K1, 'now')[1], 'no unit .*999.* on 28/09/2026', 'says so')
    like(w.ask(100, K1, 'now')[1], 'no unit .*100.* on 28/09/2026.*Unit 100'
         r' \(100\) existed until 30/06/2025: say --at 2025-06-30',
         'of one that is no more, how to ask')
    like(w.ask(name(200), K1, 'now', '--at', '2025-06-30')[1], 'no unit .*Unit'
         r' 200.* on 30/06/2025.*Unit 200 \(200\) exists from 01/07/2025 on:'
         ' say --at 2025-07-01', 'of one that was not yet')
    status, said, why = w.site.try_tool('series', '110', K1)
    like(why, r'(?m)^--at: Unit 110 \(110\) existed until 30/06/2025: say --at'
         ' 2025-06-30[.]$', 'in a line of its own, for people')
    like(w.ask(300, 'NONE', 'now')[1], 'no item NONE', 'no such item')
    eq(w.site.try_tool('series', '300', K1, '--now', '--as-was')[0], 2,
       'two readings')
    eq(w.site.try_tool('series', '300')[0], 2, 'no item')
    eq(w.ask(300, K1, 'now', '--from', 'x')[0], 2, 'no date')
    got = w.ask(100, K1, 'now', '--at', '2025-01-01')
    like(got[1], 'Unit 100 ended on 01/07/2025; it became Unit 200',
         'one that is no more has no today')
    got = w.ask(100, K1, 'as-was', '--at', '2025-01-01')
    eq([p['period'] for p in got['points']], ['2025-Q1'], 'but a past')
    got = w.ask(110, K1, 'now', '--at', '2025-01-01')
    like(got[1], 'Unit 210 ended on 30/04/2026; it became Unit 300',
         'renamed it is followed')
    got = w.ask(300, K1, 'now', '--from', '2025-06-01', '--to', '2025-12-31')
    eq([p['period'] for p in got['points']], ['2025-Q3'], 'of a time')
    got = w.ask(300, K1, 'now', '--from', '2025-09-14', '--to', '2025-09-14')
    eq([p['period'] for p in got['points']], ['2025-Q3'], 'of its last day')
    got = w.ask(300, K1, 'now', '--from', '2025-09-15', '--to', '2026-06-13')
    eq(got['points'], [], 'and of none')
    status, said, _ = w.site.try_tool('series', '220', K1, '--restated')
    like(said, '60 % Unit 120', 'for people, too')


def on_the_day(w):
    """The day of a reform is the first of the new units."""
    q1, own, db = '2025-Q1', w.own, w.db
    db.sql("UPDATE setting SET value = '%s' WHERE name = 'clock'" % SECOND)
    w.told(300, K1, 'now', q1, sum(own[u, q1, K1] for u in (100, 101, 110, 122)),
           'computed')
    got = w.ask(200, K1, 'now', '--at', '2026-04-29')
    like(got[1], 'Unit 200 ended on 30/04/2026; it became Unit 300', 'not the'
         ' old one')
    eq(w.ask(20, K1, 'now', '--at', '2026-04-29')['unit'], 'Unit 30',
       'a retyped one is read under its new name')
    db.sql("UPDATE setting SET value = '2026-04-29' WHERE name = 'clock'")
    like(w.ask(300, K1, 'now', '--at', SECOND)[1], 'Unit 300 begins on 30/04/2026'
         ': from that day', 'the day before it is not yet')
    eq(w.ask(20, K1, 'now')['unit'], 'Unit 20', 'nor has it a new name')
    db.sql("UPDATE setting SET value = '2026-09-28' WHERE name = 'clock'")


def the_same(w):
    """An item that was declared the same as another: one series of both."""
    q1, q3, q2 = PERIODS
    own, db = w.own, w.db
    old = 'KIND.3.K1'
    fact = ("UPDATE fact SET item_id = %d WHERE item_id = %d AND unit_id IN"
            " (%s)")
    db.sql(fact % (w.ids[old], w.ids[K1], '100, 101'))
    db.sql("UPDATE item_version v JOIN item_version k ON k.item_id = %d SET"
           " v.measure = k.measure, v.over_units = k.over_units, v.weight_id ="
           " k.weight_id, v.decimals = k.decimals WHERE v.item_id = %d" %
           (w.ids[K1], w.ids[old]))
    db.sql("UPDATE item i JOIN item k ON k.id = %d SET i.measure = k.measure"
           " WHERE i.id = %d" % (w.ids[K1], w.ids[old]))
    want = sum(own[u, q1, K1] for u in (100, 101, 110, 122))
    w.told(300, K1, 'now', q1, want - own[100, q1, K1] - own[101, q1, K1],
           'partly')
    db.sql('INSERT INTO item_same VALUES (%d, %d, 1, "2026-01-01")' %
           (w.ids[old], w.ids[K1]))
    for item, said in ((K1, old), (old, K1)):
        p = w.told(300, item, 'now', q1, want, 'computed')
        eq((p['figures'], p['units'], p['reported_as']), (4, 4, said),
           'of both items, as the point says')
    (p,) = [p for p in w.point(300, K1, 'as-was', q1) if p['unit_id'] == 100]
    eq((Fraction(str(p['value'])), p['reported_as']), (own[100, q1, K1], old),
       'as it was, too')
    (p,) = [p for p in w.point(300, K1, 'as-was', q1) if p['unit_id'] == 110]
    eq(p['reported_as'], None, 'what was reported as asked says nothing')
    db.sql("INSERT INTO fact (revision_id, item_id, part, unit_id, period_id,"
           " value, copied) SELECT revision_id, %d, part, unit_id, period_id,"
           " 99999, 0 FROM fact WHERE item_id = %d AND unit_id = 110" %
           (w.ids[old], w.ids[K1]))
    w.told(300, K1, 'now', q1, want, 'computed')
    w.told(300, old, 'now', q1, want - own[110, q1, K1] + 99999, 'computed')
    db.sql('DELETE FROM succession_share WHERE item_id IN (0, %d)' % w.ids[K1])
    w.not_told(220, K1, 'restated', q1, 'no share of this item')
    db.sql("INSERT INTO succession_share VALUES (10, %d, '0.5'),"
           " (11, %d, '0.5')" % (w.ids[old], w.ids[old]))
    w.told(220, K1, 'restated', q1, own[120, q1, K1] / 2, 'computed')
    third = w.ids[NONE]
    db.sql("INSERT INTO item_same VALUES (%d, %d, 1, '2026-01-01'); INSERT"
           " INTO succession_share VALUES (10, %d, '0.3'), (11, %d, '0.7')" % (
               third, w.ids[K1], third, third))
    w.not_told(220, K1, 'restated', q1, 'no share of this item')
    db.sql('DELETE FROM item_same WHERE item_id = %d; DELETE FROM'
           ' succession_share WHERE item_id = %d' % (third, third))
    db.sql("INSERT INTO succession_share VALUES (10, %d, '0.1')" % w.ids[K1])
    w.told(220, K1, 'restated', q1, own[120, q1, K1] / 10, 'computed')
    db.sql("UPDATE item_version SET over_units = 'max' WHERE item_id = %d" %
           w.ids[old])
    db.sql("DELETE FROM fact WHERE item_id = %d AND unit_id = 110" %
           w.ids[old])
    w.not_told(300, K1, 'now', q1, 'put together in different ways')
    w.told(200, K1, 'as-was', q3, own[200, q3, K1], 'reported', '--at',
           '2025-10-01')
    csv = w.site.try_tool('series', '300', K1, '--as-was')[1]
    like(csv, 'Reported as %s, which was declared' % old, 'for people')
    db.sql(fact % (w.ids[K1], w.ids[old], '100, 101'))
    db.sql('DELETE FROM item_same')


def nothing_stored(w, before):
    eq(w.db.sql('CHECKSUM TABLE fact, report, succession'), before,
       'nothing of it is stored')


def main():
    with Private() as site:
        site.db.sql("INSERT INTO setting VALUES ('clock', '2026-09-28')")
        w = World(site)
        before = site.db.sql('CHECKSUM TABLE fact, report, succession')
        communes(w)
        splits(w)
        shares(w)
        measures(w)
        twice(w)
        provinces(w)
        asked_wrongly(w)
        borders(w)
        on_the_day(w)
        nothing_stored(w, before)
        the_same(w)
        gaps(w)
    done()


main()
