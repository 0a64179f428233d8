#!/usr/bin/env python3
"""matrix.t - every route of every program, for every role, on every object

The routes are what the programs themselves print (--routes); what must come of
each follows from the reach of its right, said once more in RIGHTS.  A new route
is in here by itself; one that cannot be tried fails the test.
"""
# timeout: 400
import os
import re
import secrets
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
import routes
from bare import Private, Visitor
from country import NONE, REPORTS, Country, prepare
from fixture import RIGHTS
from looking import Looking
from routes import masked
from tap import done, eq, like, note, ok, unlike

OPEN_TO = ('anyone', 'signed-in', 'cron')
UNITS = (1, 10, 100, 110, 30, 50)
OWES = (1, 10, 100, 110)  # of those, XLD01 for 2026-Q3
HAS_BELOW = (1, 10)
VALUES = {'session': '999999', 'cell': '0', 'kind': 'text', 'regime': 'XLD01', 'period': '2026-Q3', 'version': '0',
          'no': '1', 'reason': 'vi sao', 'due': '25/12/2026', 'why': 'bao lu',
          'form': '1', 'number': 'TH1', 'op': 'after', 'place': 'c1', 'to': '1',
          'item': '1', 'year': '2030',
          'seen': '0', 'regime_id': '5', 'own': '0',
          'sheet': 'none', 'code': 'HQ.E.T', 'one': 'HR.F.T',
          'with': 'HQ.F.T', 'from': '01/01/2026',
          'token': '999999', 'request': '999999', 'seq': '1', 'version_id': '1', 'grant': '1', 'locked': '1', 'act': 'leave',
          'id': '1', 'job': '1', 'row': '1', 'group': '1', 'unit': '1'}
TEMPLATES = {1: 1}  # uploaded for the topmost unit
ITEMS = {1: 1}  # the first item, which XLD01 has brought along: whose it is
OWNED = {1: 1}  # the regime XLD01, the first group: whose they are
PERSONS = ('clerk100', 'head10', 'viewer1', 'admin20', 'norole', 'left')
GRANTS = ('clerk100', 'head10', 'standin', 'viewer20', 'auditor10')
DRAFTS = {1: 1, 2: 1}  # drafts of forms, and whose they are
TAILS = {'/chart/@': 'XLD01.png', '/report/@': 'XLD01.pdf',
         '/export/@': 'XLD01.xlsx', '/audit/file/@': 'record.csv'}
UNCHANGED = ('report', 'draft', 'draft_was', 'revision', 'report_event',
             'fact', 'unit', 'unit_line', 'unit_above', 'person',
             'person_secret', 'access', 'person_post', 'regime', 'regime_period',
             'regime_version', 'assignment', 'unit_group', 'unit_group_member',
             'holiday', 'holiday_year', 'form', 'item', 'period',
             'setting', 'cron_key', 'rollup', 'rollup_unit', 'audit')


class Route(routes.Route):
    def kind(self):
        """What its id names: where it is in the path, a unit's report."""
        if self.object != '-':
            return self.object
        return 'file' if self.path in TAILS and 'unit' in self.required \
            else None

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


def all_of_them():
    # not there: web/sso_trust.t; each person's own: web/late.t
    return [r for r in routes.routes(Route)
            if not r.path.startswith(('/login/sso', '/login/kept'))]


def ask(country, v, route, target):
    """One request of this person; the tokens are right."""
    path, values = route.fill(target)
    if route.kind() == 'person' and 'grant' in values:
        values['grant'] = first_grant(country, target)
    v.program = country.program(route.program)
    if route.method == 'GET':
        query = '&'.join('%s=%s' % x for x in values.items())
        return v.get(path + ('?' + query if query else ''))
    values['csrf'] = v.csrf
    if route.keyed:
        values['key'] = secrets.token_hex(16)
    return v.post(path, values)


def targets(route):
    kind = route.kind()
    if kind == 'report':
        return list(REPORTS)
    if kind == 'item':
        return list(ITEMS)
    if kind in ('regime', 'group'):
        return list(OWNED)
    if kind == 'draft':
        return list(DRAFTS)
    if kind == 'template':
        return list(TEMPLATES)
    if kind == 'managed':
        return ['clerk10', 'clerk100']
    if kind == 'machine':
        return ['machine10', 'clerk10']
    if kind == 'person':
        return list(PERSONS)
    if kind == 'grant':
        return list(GRANTS)
    return list(UNITS) if kind in ('unit', 'file', 'chain') else [None]


def inside(route, person, target):
    """Does the route's right reach the object from this person's unit?"""
    if route.kind() == 'person':
        return sees(person[0], target) and not (
            route.path == '/person/edit/end' and place(target) is None)
    if route.kind() == 'managed':
        return person[0] != target and administers(person[0],
                                                   place(target))
    if route.kind() == 'machine':  # given from above, and no person's
        return target == 'machine10' and administers(person[0], 10, 1)
    if route.kind() == 'grant':
        return lends(route, person[0], target)
    _, near, far = RIGHTS[route.right]
    units = fixture.units_of(person[0], route.right)
    if route.kind() == 'report':
        unit, _, _, line, day = REPORTS[target]
        if route.path == '/review/take-back' and unit != 1:
            return False  # only where nobody receives it
        reach = fixture.reaches(near, far, line, day)
        return any((u, unit) in reach for u in units)
    if route.path in ('/form/blank', '/form/copy', '/series'):  # as it ever stood
        return any((u, target) in fixture.reaches(near, far, line, day)
                   for u in units for line in (1, 2)
                   for day in ('2026-09-14', '2025-06-01'))
    if route.kind() in ('item', 'draft', 'template'):
        whose = {'item': ITEMS, 'draft': DRAFTS,
                 'template': TEMPLATES}[route.kind()][target]
        return any((u, whose) in fixture.reaches(near, far, 1, day)
                   for u in units for day in ('2026-09-14',))
    if route.kind() == 'chain':  # a unit's, in whatever line, or at the top
        return 1 in units or any((u, target) in fixture.reaches(near, far)
                                 for u in units)
    if route.kind() in ('regime', 'group'):
        reach = fixture.reaches(near, far)
        return any((u, OWNED[target]) in reach for u in units)
    if route.path == '/template/upload':  # whether it owes a report or not
        return any((u, target) in fixture.reaches(near, far, line, day)
                   for u in units for line in (1, 2)
                   for day in ('2025-01-01', '2026-09-14'))
    if target not in (HAS_BELOW if route.path == '/chart/@' else OWES):
        return False
    reach = fixture.reaches(near, far, 1, '2026-09-14')
    return any((u, target) in reach for u in units)


def place(login):
    return [unit for name, _, unit, _ in fixture.PEOPLE if name == login][0]


def administers(login, unit, near=0):
    reach = (fixture.reaches(near, fixture.FAR, 1, fixture.TODAY) |
             fixture.reaches(near, fixture.FAR, 2, fixture.TODAY))
    return any((u, unit) in reach for u in fixture.units_of(login, 'admin'))


def sees(login, target):
    """Oneself; who works below; who is nowhere, from the top."""
    if place(target) is None:
        return bool(fixture.units_of(login, 'admin') & {1, 20})
    return login == target or administers(login, place(target))


def lends(route, login, target):
    """One's own, or one that may be given; what was lent, only to end it."""
    lent = target in fixture.FOR
    if lent != (route.path in ('/deputy/stop', '/deputy/end')):
        # the object is there for whom it concerns; the page is another's
        if route.path in ('/deputy', '/deputy/stop', '/deputy/add',
                          '/deputy/end'):
            return False
    near = 1 if target.startswith('auditor') else 0
    return login == target or fixture.FOR.get(target) == login or \
        administers(login, place(target), near)


def has_right(route, person):
    if route.path.startswith('/unit/reform') and \
            not route.path.startswith('/unit/reform/todo'):  # at the top
        return bool(fixture.units_of(person[0], 'admin') & {1, 20})
    if route.right in ('anyone', 'signed-in'):
        return True
    return bool(fixture.units_of(person[0], route.right))


def wanted(route, person, target):
    """What must come: sign-in, denied, notfound or reached."""
    if route.by_token:
        return 'token'
    if route.right == 'cron':
        return 'denied'
    if route.path == '/login/code':  # without a ticket
        return 'sign-in'
    if route.path == '/reset/new':  # without a link
        return 'notfound'
    if route.right != 'anyone' and (person is None or person[0] in fixture.OUT):
        return 'sign-in'
    if person is not None and not has_right(route, person):
        return 'denied'
    if target is not None and not inside(route, person, target):
        return 'notfound'
    return 'reached'


def outcome(answer):
    if answer.status == 303 and re.match('/login', answer.get('location')):
        return 'sign-in'
    return {401: 'token', 403: 'denied', 404: 'notfound', 200: 'reached', 303: 'reached',
            409: 'reached', 422: 'reached', 429: 'reached'}.get(answer.status, answer.status)


def first_grant(country, person):
    return int(country.at.db.one('SELECT COALESCE(MIN(id), 999999) FROM access'
                                 ' WHERE person_id = %d' % person))


def number(country, route, target):
    if route.kind() == 'report':
        return country.ids[target]
    if route.kind() in ('person', 'machine', 'managed'):
        return fixture.person_id(target)
    if route.kind() == 'grant':
        return first_grant(country, fixture.person_id(target))
    return target


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
                never = masked(ask(country, v, route, NONE))
            for target in targets(route):
                a = ask(country, v, route, number(country, route, target))
                country.looking.look(login, route.name, a)
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


def looked(country):
    """What some pages show only of one unit, or in one of their lists."""
    v = country.person('admin1')
    v.program = country.program('reform_plan')
    v.get('/unit/reform/new')
    a = v.post('/unit/reform/new/keep', v.form({
        'text': 'act,unit,name\nrename,100,Xa Moi\n', 'decision': 'NQ 2',
        'decided': '', 'on_date': '15/10/2026'}))
    plan = re.search('id=([0-9]+)', a.get('location') or 'id=0').group(1)
    for login in ('admin1', 'admin10', 'admin100'):
        v = country.person(login)
        for program, path, route in (
                ('unit', '/unit?id=10', 'GET /unit'),
                ('unit', '/unit?id=100', 'GET /unit'),
                ('person', '/person?q=so', 'GET /person'),
                ('reform_look', '/unit/reform/look?id=%s&list=rights' % plan,
                 'GET /unit/reform/look'),
                ('reform_look', '/unit/reform/look?id=%s&list=duties' % plan,
                 'GET /unit/reform/look')):
            v.program = country.program(program)
            country.looking.look(login, route, v.get(path))
    shows = [x for x in ('GET /unit', 'GET /unit/reform/look')
             if x not in country.looking.routes()]
    eq(shows, [], 'these show people')


def with_keys(country, all_routes):
    """A key for reports has its account's scope (viewer10), no other page."""
    wrong = []
    v = Visitor(country.programs['login'])
    person = ('viewer10', 'viewer', 10, fixture.ALWAYS)
    for route in all_routes:
        if route.kind() is None or route.method != 'GET' or route.by_token:
            continue
        for target in targets(route):
            path, values = route.fill(number(country, route, target))
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


def drafts(country):
    """What a unit has typed and not sent is its own."""
    report = int(country.at.db.one(
        "SELECT r.id FROM report r JOIN period p ON p.id = r.period_id JOIN"
        " regime g ON g.id = r.regime_id WHERE r.unit_id = 100 AND p.code ="
        " '2026-Q2' AND g.code = 'XLD01'"))
    pages = [('review', '/review/report?id=%d' % report),
             ('export', '/export/XLD01.csv?unit=100&period=2026-Q2'),
             ('review', '/review/units?unit=10&regime=XLD01&period=2026-Q2'),
             ('synth', '/synth/unit?unit=10&regime=XLD01&period=2026-Q2')]
    v = country.person('clerk100')
    v.program = country.program('entry')
    v.get('/entry/form?id=%d' % report)
    cell = re.search(r"name='(c[0-9]+)'", v.page).group(1)
    a = v.post('/entry/save', v.form({'id': report, cell: '40404', 'version':
                                      v.hidden('version')}))
    eq(a.status, 303, 'a draft is saved')
    figure = '40[.,]?404'
    like(v.get(a.get('location')).text, figure, 'the unit sees it')
    for login in ('viewer100', 'head10', 'reviewer10', 'viewer10', 'viewer1',
                  'head1'):
        w = country.person(login)
        for program, address in pages:
            w.program = country.program(program)
            a = w.get(address)
            if login == 'viewer100' or a.status == 404:
                continue  # of the unit itself; or not theirs at all
            ok(a.status == 200 and not re.search(figure, a.text),
               '%s does not: %s' % (login, address))


def main():
    with Private() as at:
        country = Country(at)
        all_routes = all_of_them()
        ok(len(all_routes) > 15, '%d routes' % len(all_routes))
        unknown = [r.name for r in all_routes if r.fill(1) is None or
                   r.right not in tuple(RIGHTS) + OPEN_TO or
                   (r.kind() is not None and
                    r.right not in tuple(RIGHTS) + ('signed-in',))]
        eq(unknown, [], 'how to try each of them is known')
        prepare(country)
        VALUES.update(country.values)
        country.looking = Looking(at.db)
        sums = at.db.sql('CHECKSUM TABLE ' + ', '.join(UNCHANGED))
        ok('NULL' not in [r[1] for r in sums], 'the tables are there')
        # a draft of a form is begun by whoever may, with any unit of theirs
        acts = ("('signin', 'signout', 'refuse', 'blank', 'copy-of', 'export',"
                " 'read', 'session-end', 'sessions-end', 'second-drop',"
                " 'password-link', 'recovery-codes')")
        before = at.db.one("SELECT COUNT(*) FROM audit WHERE act NOT IN " +
                           acts)
        try_all(country, [r for r in all_routes
                           if r.name not in unknown])
        with_keys(country, all_routes)
        after = at.db.sql('CHECKSUM TABLE ' + ', '.join(UNCHANGED))
        eq([r for r in after if r not in sums and 'audit' not in r[0]], [],
           'and none of it has changed anything')
        eq(at.db.one("SELECT COUNT(*) FROM audit WHERE act NOT IN " + acts),
           before, 'nor is anything on record')
        looked(country)
        eq(country.looking.wrong(), [], 'who was shown of others is on record,'
           ' once, and by whom')
        note(', '.join(country.looking.routes()))
        eq([r.name for r in all_routes if r.name not in country.exercised
            and not r.by_token],
           [], 'each route has done its work at least once')
        drafts(country)
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
