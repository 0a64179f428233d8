#!/usr/bin/env python3
"""matrix.t - every route of every program, for every role, on every object

The routes are what the programs themselves print (--routes); what must come of
each follows from the reach of its right, said once more in RIGHTS.  A new route
is in here by itself; one that cannot be tried fails the test.
"""
# timeout: 400
import glob
import os
import re
import secrets
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import BUILD, SOURCE, Private, Visitor, sha256
from tap import done, eq, like, note, ok, unlike

FAR = 100
RIGHTS = {  # roles, nearest, farthest
    'view': ({'clerk', 'head', 'reviewer', 'viewer'}, 0, FAR),
    'enter': ({'clerk', 'head'}, 0, 0),
    'send': ({'head'}, 0, 0),
    'review': ({'head', 'reviewer'}, 1, 1),
    'admin': ({'admin'}, 0, FAR),
}
OPEN_TO = ('anyone', 'signed-in', 'cron')
# unit, regime, period: what reports the matrix is tried on; line and last day
REPORTS = {
    1: (1, 'XLD01', '2026-Q3', 1, '2026-09-14'),
    2: (10, 'XLD01', '2026-Q3', 1, '2026-09-14'),
    3: (100, 'XLD01', '2026-Q3', 1, '2026-09-14'),
    4: (110, 'XLD01', '2026-Q3', 1, '2026-09-14'),
    5: (102, 'XLD01', '2025-Q4', 1, '2025-12-14'),
    6: (30, 'ICT', '2026-09', 2, '2026-09-14'),
}
UNITS = (1, 10, 100, 110, 30, 50)
OWES = (1, 10, 100, 110)  # of those, XLD01 for 2026-Q3
HAS_BELOW = (1, 10)
NONE = 999999
VALUES = {'regime': 'XLD01', 'period': '2026-Q3', 'version': '0', 'no': '1',
          'reason': 'vi sao'}
TAILS = {'/chart/@': 'XLD01.png', '/report/@': 'XLD01.pdf',
         '/export/@': 'XLD01.xlsx'}
UNCHANGED = ('report', 'draft', 'draft_was', 'revision', 'report_event',
             'fact', 'unit', 'unit_line', 'unit_above', 'person',
             'person_secret', 'access', 'regime', 'form', 'item', 'period',
             'setting', 'cron_key', 'rollup', 'rollup_unit', 'audit')


class Route:
    def __init__(self, program, line):
        words = line.split()
        self.program = program
        self.method, self.path, self.right, self.object, self.id = words[:5]
        self.fields = [w.split(':')[0] for w in words[5:] if ':' in w]
        self.required = [w.split(':')[0] for w in words[5:]
                         if w.endswith((':long', ':text'))]
        self.keyed = self.method == 'POST' and '!key' not in words
        self.name = '%s %s' % (self.method, self.path)

    def kind(self):
        """What its id names: where it is in the path, a unit's report."""
        if self.object != '-':
            return self.object
        return 'file' if self.path in TAILS else None

    def fill(self, target):
        """Path and parameters; None: it is not known how."""
        path, values = self.path, {}
        for name in self.required:
            if name == self.id or (self.kind() == 'file' and name == 'unit'):
                values[name] = str(target)
            elif name in VALUES:
                values[name] = VALUES[name]
            else:
                return None
        if path.endswith('@'):
            if path not in TAILS:
                return None
            path = path[:-1] + TAILS[path]
        return path, values


def routes():
    for path in sorted(glob.glob(BUILD + '/*.fcgi')):
        name = os.path.basename(path)[:-5]
        said = subprocess.run([path, '--routes'], stdout=subprocess.PIPE,
                              check=True).stdout.decode()
        for line in said.splitlines():
            yield Route(name, line)


def masked(answer):
    """Without what is drawn anew for each page."""
    text = re.sub('[0-9a-f]{64}|[0-9a-f]{32}', 'TOKEN', answer.text)
    return (answer.status, answer.get('content-type'),
            text.replace(answer.get('x-request-id'), 'ID'))


class Country:
    """The small country with its forms, its periods and some reports."""

    def __init__(self, at):
        self.at = at
        self.programs = {}
        self.exercised = set()
        fixture.load(at.db)
        for name in ('XLD01', 'ICT', 'KTXH'):
            at.tool('form', 'load', SOURCE + '/sql/seed/form/%s.xml' % name)
        at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made)"
                  " VALUES ('run', '%s', 'run', %d, '2026-01-01'), ('report',"
                  " '%s', 'report', %d, '2026-01-01')" %
                  (sha256('run'), fixture.person_id('viewer1'),
                   sha256('report'), fixture.person_id('viewer10')))
        self.cron = Visitor(self.program('cron'))
        if self.cron.get('/cron/run?key=run').status == 200:
            self.exercised.add('GET /cron/run')
        self.ids = {NONE: NONE}
        for n, (unit, regime, period, _, ends) in REPORTS.items():
            rows = at.db.sql(
                "SELECT r.id, p.ends FROM report r JOIN regime g ON g.id ="
                " r.regime_id JOIN period p ON p.id = r.period_id WHERE"
                " r.unit_id = %d AND g.code = '%s' AND p.code = '%s'" %
                (unit, regime, period))
            eq([r[1] for r in rows], [ends], 'a report of %d for %s' %
               (unit, period))
            self.ids[n] = int(rows[0][0])

    def program(self, name):
        if name not in self.programs:
            self.programs[name] = self.at.program(name)
        return self.programs[name]

    def person(self, login):
        v = Visitor(self.program('login'))
        v.cookies['lang'] = 'en'
        if login is not None:
            v.login(login, fixture.PASSWORD)
        return v

    def ask(self, v, route, target):
        """One request of this person; the tokens are right."""
        path, values = route.fill(target)
        v.program = self.program(route.program)
        if route.method == 'GET':
            query = '&'.join('%s=%s' % x for x in values.items())
            return v.get(path + ('?' + query if query else ''))
        values['csrf'] = v.csrf
        if route.keyed:
            values['key'] = secrets.token_hex(16)
        return v.post(path, values)

    def done(self, name, answer, status):
        """A step of the preparation: a route that has done its work."""
        if ok(answer.status == status, '%s: %d' % (name, status)):
            self.exercised.add(name)
        else:
            note('%d %s' % (answer.status, answer.text[:3000]))
        return answer


def send(country, v, report):
    """Fill in noughts and send; the warnings are meant."""
    v.program = country.program('entry')
    v.get('/entry/form?id=%d' % report)
    cells = {c: '0' for c in re.findall(r"name='(c[0-9]+)'", v.page)}
    form = v.form(dict(cells, id=report, version=v.hidden('version')))
    a = country.done('POST /entry/save', v.post('/entry/save', form), 303)
    v.get(a.get('location'))
    form = v.form(dict(cells, id=report, version=v.hidden('version'),
                       confirmed='1', reason='as it is'))
    a = country.done('POST /entry/send', v.post('/entry/send', form), 303)
    return v.get(a.get('location') or '/')


def decide(country, v, report, act, **more):
    v.program = country.program('review')
    v.get('/review/report?id=%d' % report)
    form = v.form(dict(more, id=report, version=v.hidden('version')))
    return country.done('POST /review/' + act,
                        v.post('/review/' + act, form), 303)


def prepare(country):
    """One person with every right in every unit sends what is looked at."""
    db = country.at.db
    for i, role in enumerate(fixture.ROLES):
        db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
               " valid_to) SELECT %d, %d, id, '1000-01-01', '9999-12-31' FROM"
               " unit" % (fixture.person_id('norole'), i + 1))
    v = country.person('norole')
    country.exercised.add('POST /login')
    for n in (3, 4, 5, 6, 2, 1):
        a = send(country, v, country.ids[n])
        eq(a.status, 200, 'and its receipt')
    decide(country, v, country.ids[3], 'return', reason='look again')
    send(country, v, country.ids[3])
    decide(country, v, country.ids[3], 'accept')
    decide(country, v, country.ids[4], 'accept')
    v.program = country.program('login')
    v.get('/password')
    new = fixture.PASSWORD + '!'
    a = v.post('/password', v.form({'old': fixture.PASSWORD, 'new': new,
                                    'again': new}))
    country.done('POST /password', a, 303)
    v.get('/password')
    country.done('POST /logout', v.post('/logout', {
        'csrf': v.hidden('csrf')}), 303)
    db.sql('DELETE FROM access WHERE person_id = %d' %
           fixture.person_id('norole'))
    db.sql("UPDATE person_secret s JOIN person_secret t ON t.person_id = 1"
           " SET s.pwhash = t.pwhash")


def targets(route):
    kind = route.kind()
    if kind == 'report':
        return list(REPORTS)
    return list(UNITS) if kind in ('unit', 'file') else [None]


def inside(route, person, target):
    """Does the route's right reach the object from this person's unit?"""
    roles, near, far = RIGHTS[route.right]
    if route.kind() == 'report':
        unit, _, _, line, day = REPORTS[target]
        return (person[2], unit) in fixture.reaches(near, far, line, day)
    if target not in (HAS_BELOW if route.path == '/chart/@' else OWES):
        return False
    return (person[2], target) in fixture.reaches(near, far, 1, '2026-09-14')


def has_right(route, person):
    if route.right in ('anyone', 'signed-in'):
        return True
    login, role, _, when = person
    return (route.right in RIGHTS and role in RIGHTS[route.right][0] and
            when[0] <= fixture.TODAY < when[1])


def wanted(route, person, target):
    """What must come: sign-in, denied, notfound or reached."""
    if route.right == 'cron':
        return 'denied'
    if route.right != 'anyone' and (person is None or person[0] == 'locked'):
        return 'sign-in'
    if person is not None and not has_right(route, person):
        return 'denied'
    if target is not None and not inside(route, person, target):
        return 'notfound'
    return 'reached'


def outcome(answer):
    if answer.status == 303 and re.match('/login', answer.get('location')):
        return 'sign-in'
    return {403: 'denied', 404: 'notfound', 200: 'reached', 303: 'reached',
            409: 'reached', 422: 'reached', 429: 'reached'}.get(answer.status, answer.status)


def try_all(country, all_routes):
    wrong, differ, n, seen = [], [], 0, {}
    people = [None] + fixture.PEOPLE
    for person in people:
        login = person[0] if person else None
        v = country.person(login)
        v.program = country.program('login')
        v.get('/login')
        v.csrf = v.hidden('csrf') or '0' * 64
        for route in all_routes:
            if route.path == '/logout':
                continue
            never = None
            if route.kind() is not None:
                never = masked(country.ask(v, route, NONE))
            for target in targets(route):
                a = country.ask(v, route, country.ids[target]
                                if route.kind() == 'report' else target)
                n += 1
                must = wanted(route, person, target)
                got = outcome(a)
                seen[must] = seen.get(must, 0) + 1
                if got != must:
                    wrong.append('%s %s %s: %s (%d), not %s' % (
                        login, route.name, target, got, a.status, must))
                elif got in ('denied', 'notfound') and never and \
                        masked(a) != never:
                    differ.append('%s %s %s' % (login, route.name, target))
                elif got == 'reached' and a.status == 200:
                    country.exercised.add(route.name)
    note('%d requests: %s' % (n, seen))
    eq(wrong, [], 'every route is open to whom it is meant for')
    eq(differ, [], 'outside is answered as what is not there, to the byte')
    ok(all(seen.get(x, 0) > 20 for x in
           ('reached', 'denied', 'notfound', 'sign-in')),
       'each outcome was met often')


def with_keys(country, all_routes):
    """A key for reports has its account's scope (viewer10), no other page."""
    wrong = []
    v = Visitor(country.programs['login'])
    person = ('viewer10', 'viewer', 10, fixture.ALWAYS)
    for route in all_routes:
        if route.kind() is None or route.method != 'GET':
            continue
        for target in targets(route):
            path, values = route.fill(country.ids[target] if route.kind() ==
                                      'report' else target)
            v.program = country.program(route.program)
            a = v.get(path + '?' + '&'.join('%s=%s' % x for x in
                                            values.items()),
                      HTTP_X_BAOCAO_KEY='report')
            must = 'sign-in'
            if route.kind() == 'file':
                must = wanted(route, person, target)
            if outcome(a) != must:
                wrong.append('%s %s: %d, not %s' % (route.name, target,
                                                    a.status, must))
    eq(wrong, [], 'a key for reports reaches what its account does')


def main():
    with Private() as at:
        country = Country(at)
        all_routes = list(routes())
        ok(len(all_routes) > 15, '%d routes' % len(all_routes))
        unknown = [r.name for r in all_routes if r.fill(1) is None or
                   r.right not in tuple(RIGHTS) + OPEN_TO]
        eq(unknown, [], 'how to try each of them is known')
        prepare(country)
        sums = at.db.sql('CHECKSUM TABLE ' + ', '.join(UNCHANGED))
        ok('NULL' not in [r[1] for r in sums], 'the tables are there')
        before = at.db.one("SELECT COUNT(*) FROM audit WHERE act NOT IN"
                           " ('signin', 'refuse')")
        try_all(country, [r for r in all_routes if r not in unknown])
        with_keys(country, all_routes)
        after = at.db.sql('CHECKSUM TABLE ' + ', '.join(UNCHANGED))
        eq([r for r in after if r not in sums and 'audit' not in r[0]], [],
           'and none of it has changed anything')
        eq(at.db.one("SELECT COUNT(*) FROM audit WHERE act NOT IN ('signin',"
                     " 'refuse')"), before, 'nor is anything on record')
        eq([r.name for r in all_routes if r.name not in country.exercised],
           [], 'each route has done its work at least once')
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
