#!/usr/bin/env python3
"""reach.t - how far each right reaches, for each role, in real trees of units

The policy is said once more, on purpose, in fixture.py.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, sha256
from fixture import FAR, RIGHTS
from tap import done, eq, like, note, ok, unlike

NOBODY = 999999  # no such unit


def masked(answer):
    """Without what is drawn anew for each page."""
    text = re.sub('[0-9a-f]{64}|[0-9a-f]{32}', 'TOKEN', answer.text)
    return answer.status, text.replace(answer.get('x-request-id'), 'ID')


def wanted(person, right, unit, reach):
    """The status that this must have."""
    if person in fixture.OUT:
        return 303
    units = fixture.units_of(person, right)
    if not units:
        return 403
    return 200 if any((at, unit) in reach for at in units) else 404


def everybody(at, probe):
    wrong, same, n = [], [], 0
    for person in fixture.PEOPLE:
        v = Visitor(at.login)
        v.cookies['lang'] = 'en'
        v.login(person[0], fixture.PASSWORD)
        v.program = probe
        for right, (_, near, far) in RIGHTS.items():
            reach = fixture.reaches(near, far)
            never = masked(v.get('/probe/%s?unit=%d' % (right, NOBODY)))
            for unit in fixture.UNITS:
                a = v.get('/probe/%s?unit=%d' % (right, unit))
                n += 1
                status = wanted(person[0], right, unit, reach)
                if a.status != status:
                    wrong.append('%s %s %d: %d, not %d' % (
                        person[0], right, unit, a.status, status))
                elif status not in (200, 303) and masked(a) != never:
                    same.append('%s %s %d' % (person[0], right, unit))
    eq(wrong, [], '%d of person, right and unit' % n)
    eq(same, [], 'outside is answered as what is not there, to the byte')
    note('people: %d, units: %d' % (len(fixture.PEOPLE), len(fixture.UNITS)))


def visitors(probe):
    v = Visitor(probe)
    for right in RIGHTS:
        there, not_there = (v.get('/probe/%s?unit=%d' % (right, u))
                            for u in (10, NOBODY))
        eq((there.status, not_there.status), (303, 303),
           'a visitor must sign in: ' + right)
    for bad in ('0', '-1', '', '1%20', '10;', '1e1', '99999999999999999999'):
        eq(v.get('/probe/view?unit=' + bad).status, 400,
           'no unit is called %s' % bad)


def time_passes(at, probe):
    """A grant is judged by today's date, the moment it changes."""
    v = Visitor(at.login)
    v.login('lastday', fixture.PASSWORD)
    w = Visitor(at.login)
    w.login('future', fixture.PASSWORD)
    v.program = w.program = probe
    for day, last, first in (('2026-09-28', 200, 403), ('2026-09-29', 403, 200),
                             ('2026-09-30', 403, 200)):
        at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % day)
        eq((v.get('/probe/view?unit=10').status,
            w.get('/probe/view?unit=10').status), (last, first),
           'on %s: a grant until the 29th, one from then on' % day)
    at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % fixture.TODAY)
    v = Visitor(at.login)
    v.login('clerk10', fixture.PASSWORD)
    v.program = probe
    eq(v.get('/probe/enter?unit=10').status, 200, 'a right')
    at.db.sql("DELETE FROM access WHERE person_id = %d" %
              fixture.person_id('clerk10'))
    eq(v.get('/probe/enter?unit=10').status, 403,
       'is gone with its grant, in the same session')
    at.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
              " valid_to) VALUES (%d, 1, 100, '1000-01-01', '9999-12-31'),"
              " (%d, 5, 20, '1000-01-01', '9999-12-31')" %
              ((fixture.person_id('clerk10'),) * 2))
    got = {(right, unit): v.get('/probe/%s?unit=%d' % (right, unit)).status
           for right in ('enter', 'admin') for unit in (10, 100, 20, 30)}
    eq(got, {('enter', 10): 404, ('enter', 100): 200, ('enter', 20): 404,
             ('enter', 30): 404, ('admin', 10): 404, ('admin', 100): 404,
             ('admin', 20): 200, ('admin', 30): 200},
       'two roles in two units: each reaches from its own unit')


def keys(at, probe):
    """A cron key stands for its account, for its one job."""
    for i, (name, job, login, revoked) in enumerate((
            ('run', 'run', 'viewer1', 'NULL'),
            ('report', 'report', 'viewer10', 'NULL'),
            ('revoked', 'run', 'viewer1', "'2026-01-01'"),
            ('locked', 'run', 'locked', 'NULL'),
            ('norole', 'report', 'norole', 'NULL'))):
        at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made,"
                  " revoked) VALUES ('%s', '%s', '%s', %d, '2026-01-01', %s)" %
                  (name, sha256('key-' + name), job, fixture.person_id(login),
                   revoked))
    v = Visitor(probe)

    def ask(path, key):
        return v.get(path, HTTP_X_BAOCAO_KEY=key)

    a = ask('/probe/cron', 'key-run')
    eq((a.status, a.get('set-cookie')), (200, None), 'the key of the job')
    eq(probe.line(a)['person'], str(fixture.person_id('viewer1')),
       'for its account')
    eq(v.get('/probe/cron?key=key-run').status, 200, 'as a parameter')
    for key in ('key-report', 'key-revoked', 'key-locked', 'key-none', 'x',
                sha256('key-run')):
        a = ask('/probe/cron', key)
        eq((a.status, a.get('content-type')),
           (403, 'text/plain; charset=utf-8'), 'refused: ' + key)
        like(a.text, r'^403 Forbidden: .*\n$', 'in one line of text')
        eq(v.get('/probe/cron?key=' + key).status, 403, 'as a parameter')
    eq(v.get('/probe/cron').status, 403, 'no key')
    eq(v.get('/probe/cron?key=').status, 403, 'an empty one')
    w = Visitor(at.login)
    w.login('admin1', fixture.PASSWORD)
    w.program = probe
    eq(w.get('/probe/cron').status, 403, 'nobody may without, signed in or not')
    reach = fixture.reaches(0, FAR)
    eq([ask('/probe/either?unit=%d' % u, 'key-report').status
        for u in fixture.UNITS],
       [200 if (10, u) in reach else 404 for u in fixture.UNITS],
       "a key has its account's scope")
    eq(ask('/probe/either?unit=10', 'key-run').status, 403, 'of another job')
    eq(ask('/probe/either?unit=10', 'key-norole').status, 403, 'of no role')
    a = ask('/probe/view?unit=10', 'key-report')
    eq(a.status, 303, 'a page that takes no key')
    eq(v.get('/probe/view?unit=10&key=key-report').status, 400,
       'nor as a parameter')
    eq(v.get('/probe/either?unit=10').status, 303, 'without: to sign in')
    w.cookies.pop('baocao')
    w.program = at.login
    w.login('viewer10', fixture.PASSWORD)
    w.program = probe
    eq(w.get('/probe/either?unit=10').status, 200, 'or signed in')
    a = w.get('/probe/either?unit=11', HTTP_X_BAOCAO_KEY='key-none')
    eq(a.status, 403, 'a wrong key does not fall back to the session')
    unlike(probe.logged(), 'key-(run|report|revoked|none)',
           'no key in the log')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.login = at.program('login')
        probe = at.program('tests/web/probe.fcgi')
        everybody(at, probe)
        visitors(probe)
        time_passes(at, probe)
        keys(at, probe)
    done()


main()
