#!/usr/bin/env python3
"""record.t - what the frame itself puts on record: exports, reads, refusals"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import Private, Visitor
from country import Country
from tap import done, eq, like, ok, unlike

REPORT = "/XLD01.%s?period=2026-Q3&unit=100"


def acts(db, act):
    return db.sql("SELECT person_id, role, object, object_id, address, detail"
                  " FROM audit WHERE act = '%s' ORDER BY at" % act)


def exports(country, db):
    report = country.ids[3]
    v = country.person('viewer10')
    me = db.one("SELECT id FROM person WHERE login = 'viewer10'")
    for program, path, kind in (('export', '/export', 'csv'),
                                ('export', '/export', 'xlsx'),
                                ('report', '/report', 'pdf')):
        v.program = country.program(program)
        before = len(acts(db, 'export'))
        a = v.get(path + REPORT % kind)
        eq((a.status, len(acts(db, 'export')) - before), (200, 1),
           'an export is an act: ' + kind)
    eq(acts(db, 'export')[0],
       [me, 'viewer', 'report', str(report), v.address,
        'path=/export/XLD01.csv; period=2026-Q3; unit=100'],
       'by whom, in which role, of what, from where')
    w = country.person('owner1')
    w.program = country.program('regime')
    for path in ('/regime/xlsx', '/regime/json'):
        a = w.get(path)
        eq((a.status, acts(db, 'export')[-1][5]), (200, 'path=' + path),
           'and a list of regimes: ' + path)
    v = Visitor(country.program('export'))
    a = v.get('/export' + REPORT % 'csv' + '&key=report')
    eq(a.status, 200, 'a job exports with its key')
    unlike(str(acts(db, 'export')), 'key=', 'which is nowhere on record')
    lock = db.session()
    lock.run('START TRANSACTION; SELECT seq FROM audit_head WHERE stream'
             ' BETWEEN -55 AND -40 FOR UPDATE')
    v = country.person('viewer10')
    v.program = country.program('export')
    before = len(acts(db, 'export'))
    a = v.get('/export' + REPORT % 'csv')
    eq((a.status, 'XLD01' in a.text), (503, False),
       'what cannot be kept on record is not answered')
    lock.run('ROLLBACK')
    lock.close()
    eq(len(acts(db, 'export')), before, 'and is not')


def reads(country, db):
    """Whoever looks at somebody's data, to change it too."""
    person = db.one("SELECT id FROM person WHERE login = 'clerk100'")
    v = country.person('admin10')
    for program, path in (('person', '/person/show'),
                          ('person_edit', '/person/edit'),
                          ('person_edit', '/person/edit/role')):
        v.program = country.program(program)
        before = len(acts(db, 'read'))
        eq(v.get(path + '?id=' + person).status, 200, path)
        seen = acts(db, 'read')
        eq((len(seen) - before, seen[-1][2:4]), (1, ['person', person]),
           'is a read, of that person')


def refusals(country, db):
    other = country.ids[4]  # in another province
    v = country.person('clerk10')
    v.program = country.program('review')
    a = v.get('/review/report?id=%d' % other)
    eq(a.status, 404, 'outside of the scope')
    last = acts(db, 'refuse')[-1]
    eq(last[2:4], ['report', str(other)], 'it is known what was asked for')
    like(last[5], 'path=/review/report.*method=GET; why=scope', 'and how')
    v.program = country.program('regime')
    v.get('/regime')
    v.get('/regime/new')
    like(str(acts(db, 'refuse')[-1]), 'why=right', 'without the right')
    v.program = country.program('entry')
    a = v.post('/entry/send', {'id': other, 'version': 1, 'key': 'a' * 32,
                               'csrf': 'b' * 64, 'c1': 'secret'})
    eq(a.status, 403, 'a forged form')
    like(acts(db, 'refuse')[-1][5], '^path=/entry/send; method=POST; why=csrf$',
         'is on record, without what was in it')
    w = Visitor(country.program('cron'), address='203.0.113.9')
    eq(w.get('/cron/run?key=none').status, 403, 'a key that is none')
    like(str(acts(db, 'refuse')[-1]), r'203\.0\.113\.9.*why=key', 'likewise')
    before = db.one('SELECT COUNT(*) FROM audit')
    w.program = country.program('login')
    eq(w.get('/no-such-page').status, 404, 'a page that there is not')
    eq(db.one('SELECT COUNT(*) FROM audit'), before, 'is nobody\'s refusal')


def hammering(country, db):
    """Hundreds of refusals a minute become some entries and a count."""
    w = Visitor(country.program('cron'), address='203.0.113.77')
    before = len(acts(db, 'refuse'))
    for _ in range(350):
        assert w.get('/cron/run?key=none').status == 403
    n = len(acts(db, 'refuse')) - before
    ok(10 <= n <= 70, '350 of them are %d entries' % n)
    eq(db.one('SELECT MAX(n) <= 30 FROM (SELECT COUNT(*) AS n FROM audit WHERE'
              " act = 'refuse' AND address = '203.0.113.77' GROUP BY stream,"
              " DATE_FORMAT(at, '%Y-%m-%d %H:%i')) q"), '1',
       'thirty a minute at the most')
    db.sql("UPDATE audit_burst SET minute = '2026-01-01 00:00'"
           ' WHERE n > 30')
    told = db.one('SELECT SUM(n - 30) FROM audit_burst WHERE n > 30')
    ok(int(told) > 150, 'the others are counted: ' + told)
    w = Visitor(country.at.program('cron'), address='203.0.113.77')
    eq(w.get('/cron/run?key=none').status, 403, 'in another minute')
    like(db.one("SELECT SUM(object_id) FROM audit WHERE object = 'more'"),
         r'\d+', 'the next refusal tells of them')
    country.at.tool('audit', 'seal')
    eq(db.one("SELECT SUM(object_id) FROM audit WHERE object = 'more'"), told,
       'and one entry says how many they were')


def main():
    with Private() as at:
        country = Country(at)
        exports(country, at.db)
        reads(country, at.db)
        refusals(country, at.db)
        hammering(country, at.db)
        eq(at.tool('verify')[-18:].strip(), 'Every link holds.',
           'the record holds')
    done()


main()
