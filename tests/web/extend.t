#!/usr/bin/env python3
"""extend.t - one unit's own rows leave the common totals as they are

Commune 100 puts a row of its own under a common form, 101 does not; both report,
their province adds up.
"""
# timeout: 200
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private
from country import Country, decide
from tap import done, eq, like, ok

FRAME = 5  # the regime, as country.py loads it
ONE, TWO, OWN = 'c5', 'c8', 'c14'


def rows(v, unit, day, *labels):
    v.get('/extend/rows?unit=%d&regime_id=%d' % (unit, FRAME))
    form = {'unit': str(unit), 'regime_id': str(FRAME),
            'own': v.hidden('own'), 'from': day}
    for i, label in enumerate(labels):
        form.update({'label%d' % i: label, 'measure%d' % i: 'việc',
                     'type%d' % i: 'integer', 'decimals%d' % i: '0'})
    return v.post('/extend/save', v.form(form))


def report_of(at, unit):
    return int(at.db.one('SELECT id FROM report WHERE regime_id = %d AND'
                         ' unit_id = %d' % (FRAME, unit)))


def send(country, v, report, cells):
    v.program = country.program('entry')
    v.get('/entry/form?id=%d' % report)
    a = v.send(report, cells, confirmed='1')
    eq(a.status, 303, 'report %d is sent' % report)


def facts(at, unit):
    return {code: int(float(value)) for code, value in at.db.sql(
        'SELECT i.code, f.value FROM fact f JOIN item i ON i.id = f.item_id'
        ' JOIN report r ON r.accepted_id = f.revision_id WHERE f.part = 1 AND'
        ' f.unit_id = %d AND r.regime_id = %d' % (unit, FRAME))}


def another_head(at, unit):
    login = 'head%d' % unit
    at.db.sql(
        "INSERT INTO person (login, name, created) VALUES ('%s', 'H',"
        " '2026-01-01'); INSERT INTO person_secret SELECT (SELECT MAX(id) FROM"
        " person), pwhash, changed FROM person_secret LIMIT 1; INSERT INTO"
        " access (person_id, role, unit_id, valid_from, valid_to) SELECT"
        " MAX(id), 2, %d, '1000-01-01', '9999-12-31' FROM person" %
        (login, unit))
    return login


def main():
    with Private() as at:
        country = Country(at)
        head = country.person('head100')
        head.program = country.program('extend')
        like(head.get('/extend').text, 'Test framework|Khung',
             'the form that may be extended is offered')
        eq(rows(head, 100, '01/12/2026', 'Lớp tập huấn', 'Lớp tập huấn').status,
           422, 'the same row twice is refused')
        eq(rows(head, 100, '2025-01-01', 'Lớp tập huấn').status, 422,
           'so is a day without the common form')
        eq(at.db.one('SELECT COUNT(*) FROM form WHERE unit_id <> 0'), '0',
           'and nothing is kept of either')
        eq(rows(head, 100, '01/12/2026', 'Lớp tập huấn').status, 303,
           'a row of its own is kept')
        like(head.get('/extend/rows?unit=100&regime_id=%d' % FRAME).text,
             'Lớp tập huấn', 'and shown again')
        stale = {'unit': '100', 'regime_id': str(FRAME), 'own': '0',
                 'from': '02/12/2026', 'label0': 'Khác', 'measure0': '',
                 'type0': 'integer', 'decimals0': '0'}
        eq(head.post('/extend/save', head.form(stale)).status, 409,
           'who saw an older one is told')
        at.db.sql("REPLACE INTO setting VALUES ('clock', '2026-12-10')")
        country.done('GET /cron/run', country.cron.get('/cron/run?key=run'),
                     200)
        forms = dict(at.db.sql(
            'SELECT r.unit_id, f.unit_id FROM report r JOIN form f ON f.id ='
            ' r.form_id WHERE r.regime_id = %d' % FRAME))
        eq({u: forms[u] for u in ('10', '100', '101')},
           {'10': '0', '100': '100', '101': '0'},
           'the period is opened with it for that unit alone')
        a = rows(head, 100, '10/12/2026', 'Khác')
        eq(a.status, 422, 'what is open is not changed any more')
        like(a.text, 'open already|Đã mở', 'and it says so')

        send(country, head, report_of(at, 100),
             {ONE: '3', TWO: '4', OWN: '9'})
        other = country.person(another_head(at, 101))
        send(country, other, report_of(at, 101), {ONE: '10', TWO: '20'})
        boss = country.person('head10')
        for unit in (100, 101):
            decide(country, boss, report_of(at, unit), 'accept')
        own = facts(at, 100)
        eq({k: v for k, v in own.items() if k.startswith('FRAME.1')},
           {'FRAME.1.TH': 7, 'FRAME.1.1.TH': 3, 'FRAME.1.2.TH': 4},
           'the common figures of who extended it')
        extra = [k for k in own if not k.startswith('FRAME.1')]
        ok(len(extra) == 1 and own[extra[0]] == 9, 'and its own: %s' % extra)

        boss.program = country.program('entry')
        page = boss.get('/entry/form?id=%d' % report_of(at, 10)).text
        ok('Lớp tập huấn' not in page, 'the province sees the common form')
        send(country, boss, report_of(at, 10), {})
        top = country.person('head1')
        decide(country, top, report_of(at, 10), 'accept')
        eq(facts(at, 10),
           {'FRAME.1.TH': 37, 'FRAME.1.1.TH': 13, 'FRAME.1.2.TH': 24},
           'the common totals are those of the common form')
        boss.program = country.program('review')
        like(boss.get('/review/report?id=%d' % report_of(at, 100)).text,
             'Lớp tập huấn', 'who receives the extended report sees all of it')
        eq(len(re.findall(' status=500 ', ''.join(
            p.logged() for p in at.programs))), 0, 'nothing went wrong inside')
    done()


main()
