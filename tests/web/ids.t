#!/usr/bin/env python3
"""ids.t - every second id of every route, pointed at what is somebody else's

matrix.t tries the id that a route is about.  Here that one is right, and one
other field names a thing of another part of the country, or nothing at all.
For each field of each route it is said below what it names: a new field of
which nothing is said fails the test.  tests/lib/twocountries.py has the things.
"""
# timeout: 300
import json
import os
import secrets
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private
from country import Country
from registering import TEXTS, Register
from routes import masked, routes
from tap import done, eq, note, ok
from twocountries import NONE, PLANTED, World

# Names that never name a thing of anybody's: why.  With a type where the same
# name does, as another type.
NOTHING = {
    'where one is in what the route\'s own id names': 'cell no seq a b to:long'
    ' place at:text boxes column row:text sheet own',
    'the state that a page was made from': 'version seen digest',
    'pages, sizes and counts': 'page rows days width height drop locked more'
    ' left:long done:long moved made:long invited:long year share state:long'
    ' factor decimals number:text',
    'sent back as links, where `after` names somebody': 'back',
    'days and windows, which are everybody\'s': 'day from:text to:text due last'
    ' decided on_date basis_date valid_from valid_to before starts ends period'
    ' cutoff',
    'words of a fixed list, or of a table for the whole installation': 'level'
    ' line family frequency state:text role kind secrecy act op how'
    ' why part reading list as measure over_units over_time dimension:text'
    ' breakdowns field done:text said csv sign_as',
    'words that are stored or shown as they were typed': 'title title_vi'
    ' title_en name name_vi name_en short_name email phone decision reason'
    ' note wanted answer scope reporters receivers outline guidance basis'
    ' basis_no issuer definition method source categories content formula'
    ' given minutes_report minutes_cell dong_hour',
    'words that are looked for, in what one may see': 'q words word',
    'secrets and addresses of signing in: signin_attack.t': 'password old new'
    ' again ticket link key next secret',
}
EVERYBODYS = {
    'names and places of units are everybody\'s': {
        'GET /unit': 'id at', 'GET /unit/file': 'id at', 'GET /group/one':
        'above', 'GET /burden': 'unit group', 'GET /burden/units':
        'group regime'},
    'any owner may look at and assign any group, and any unit of the line':
        {'GET /group/one': 'group', 'POST /assign/add': 'unit group',
         'POST /group/add': 'units +'},
    'the register of regimes in force is everybody\'s; of which unit\'s'
    ' reports the other id says': {
        'GET /catalogue/regime': 'regime', 'GET /review/units': 'regime',
        'GET /synth/unit': 'regime', 'GET /item': 'regime',
        'GET /chart/@': '@ unit', 'GET /report/@': '@ unit',
        'GET /export/@': '@ unit', 'GET /audit/file/@': '@'},
    'the catalogue of items is one for all owners, with its dimensions': {
        'GET /item/show': 'item', 'GET /series': 'item',
        'GET /overlap/item': 'code', 'GET /overlap/pair': 'one with',
        'POST /item/edit/add': 'weight code', 'POST /item/edit/change':
        'weight code', 'GET /item/dimension/edit': 'dimension',
        'POST /item/dimension/store': 'dimension code'},
    'registers are looked up in by every form': {
        'GET /register/show': 'code', 'GET /register/export': 'code',
        'GET /register/suggest': 'code'},
    'a plan changes the whole country; only the top may: matrix.t': dict(
        {'%s /unit/reform/%s' % x: 'id' for x in (
            ('GET', 'plan'), ('GET', 'csv'), ('GET', 'look'),
            ('POST', 'start'), ('POST', 'step'), ('POST', 'drop'),
            ('POST', 'undo'))},
        **{'GET /unit/reform/new': 'from:long', 'GET /unit/reform/new/rows':
           'from:long', 'POST /unit/reform/new/row': 'text unit became parent'
           ' item', 'POST /unit/reform/new/keep': 'text'}),
    'one\'s own item counts as, or is not, any other of the catalogue': {
        'POST /overlap/bind': 'with', 'POST /overlap/apart': 'with'},
    'only one that asks for the item, which is tried': {
        'POST /overlap/home': 'regime'},
    'a token is made narrower than its person: token.t': {
        'POST /me/tokens': 'unit regime', 'POST /person/tokens':
        'unit regime'},
    'of the draft that the own id names': {
        'POST /form/draft/do': 'text'},
    'cells and settings, by their own names': {
        '%s %s' % x: '+' for x in (
            ('POST', '/api/cells'), ('POST', '/entry/save'),
            ('POST', '/entry/check'), ('POST', '/entry/send'),
            ('POST', '/form/try'), ('POST', '/form/try/pdf'),
            ('POST', '/form/try/version'), ('POST', '/form/try/version/pdf'),
            ('POST', '/form/draft/do'), ('POST', '/form/draft/undo'),
            ('POST', '/form/draft/redo'), ('POST', '/period/set'),
            ('POST', '/extend/save'), ('GET', '/review/list'))},
    'who signs in': {
        'POST /login': 'login', 'POST /login/code': 'code',
        'POST /login/again': 'code', 'POST /second/set': 'code',
        'POST /second/check': 'code', 'POST /reset': 'who'},
    'kept for one person and one page: late.t': {'GET /login/kept': 'id'},
    'new, for the whole installation': {
        'GET /regime/edit/new': 'code'},
}
HIDDEN = 'refused as what is not there, to the byte'
REFUSED = 'refused'
GONE = 'answered as what has gone meanwhile, to the byte'
LEFT = 'nothing is decided, and it is said why'
SILENT = 'nothing happens, as with what is not there'
FILTER = 'shows nothing of it'
REFUSALS = (403, 404, 422)
ACTS = ("('signin', 'signout', 'refuse', 'blank', 'copy-of', 'export', 'read',"
        " 'session-end')")
ITEM = {'name': 'Số việc', 'decimals': '0', 'over_units': 'sum',
        'over_time': 'sum', 'state': 'active'}
REGIME = {'line': 'administrative', 'title_vi': 'Báo cáo', 'family':
          'administrative', 'frequency': 'quarter', 'secrecy': 'none'}


class Try:
    """One field of one route; its values are of that kind (World.own)."""

    def __init__(self, name, field, how, login, kind, base=None, **more):
        self.name, self.field, self.how = name, field, how
        self.login, self.kind, self.base = login, kind, base or {}
        self.more = more  # own, other, none: instead of the kind's
        self.begin = more.get('begin', lambda w: None)  # before the attempts

    def values(self, w):
        """One's own; somebody else's; one that names nothing."""
        own = self.more['own'] if 'own' in self.more else w.own[self.kind]
        other = self.more.get('other') or w.other[self.kind]
        none = NONE if isinstance(other[0], int) else 'KHONG-CO'
        return own, list(other), self.more.get('none', none)


def newest(w, table, column='version', id='id'):
    """The version to send for that id, whatever it is when it is sent."""
    return lambda values: w.one(
        'SELECT COALESCE(MAX(%s), 1) FROM %s WHERE id = %s' % (
            column, table, values[id]))


def package(w, login, code):
    """A regime as a file, as that owner gets it."""
    v = w.person(login)
    v.program = w.country.program('library')
    a = v.post('/library/export', {'csrf': v.csrf, 'regime': code})
    assert a.status == 200, a.text
    return a.text


def of_packages(w):
    packages = [package(w, login, code) for login, code in (
        ('owner10', w.own['regime code']),
        ('chu20', w.other['regime code'][0]))]
    w.db.sql("UPDATE regime_version SET title_vi = 'Cu', valid_from ="
             " '2025-01-01' WHERE title_vi = '%s'" % TEXTS['what']['title_vi'])  # so that there is a change
    yield Try('POST /library/apply', 'text', REFUSED, 'owner10',
              'regime code', {}, own=packages[0], other=packages[1:],
              none=None)


def of_regimes(w):
    regime = {'regime': w.own['regime'], 'version': newest(
        w, 'regime', id='regime')}
    draft = dict(regime, version=newest(w, 'regime_version', 'edit',
                                        'version_id'))
    group = {'group': w.own['group'], 'version': newest(w, 'unit_group',
                                                        id='group')}
    period = {'period': '2031-Q1', 'reason': 'an act', 'starts': '16/12/2030',
              'ends': '10/03/2031', 'due_': '20/03/2031', 'version': '0'}

    def again(w):
        r = Register(w.country, w.person('owner10'))
        one = '/regime/one?regime=%d' % w.own['regime']
        assert r.post(one, '/regime/edit/begin',
                      regime=w.own['regime']).status == 303
        id = w.one('SELECT MAX(id) FROM regime_version WHERE regime_id = %d' %
                   w.own['regime'])
        w.db.sql("UPDATE regime_version SET valid_from = '2027-01-01' WHERE"
                 ' id = %d' % id)
        return id

    for path, more in (('due', {'due': 'day 26'}), ('end', {'day':
                                                            '2026-12-01'})):
        yield Try('POST /assign/' + path, 'row', HIDDEN, 'owner10', 'row',
                  dict(regime, **more))
    yield Try('POST /group/end', 'unit', REFUSED, 'owner10', 'member',
              dict(group, day='2026-12-01'))
    yield Try('GET /group', 'owner', FILTER, 'owner10', 'owner')
    yield Try('POST /group/new', 'owner', REFUSED, 'owner10', 'owner',
              {'name': 'Nhom moi'})
    for path in ('', '/xlsx', '/json'):
        yield Try('GET /regime' + path, 'owner', FILTER, 'owner10', 'owner')
    yield Try('GET /item', 'owner', FILTER, 'owner10', 'owner')
    yield Try('GET /regime/opening', 'job', HIDDEN, 'owner10', 'job', {
        'regime': w.own['regime']})
    yield Try('POST /regime/edit/step', 'job', HIDDEN, 'owner10', 'job',
              regime)
    yield Try('POST /regime/edit/save', 'version_id', HIDDEN, 'owner10',
              'version_id', dict(draft, part='what', **TEXTS['what']))
    yield Try('POST /regime/edit/drop', 'version_id', HIDDEN, 'owner10',
              'version_id', draft)
    yield Try('POST /regime/edit/publish', 'version_id', HIDDEN, 'owner10',
              'version_id', draft, own=again)
    yield Try('GET /regime/edit/new', 'owner', FILTER, 'owner10', 'owner')
    yield Try('POST /regime/edit/new', 'owner', REFUSED, 'owner10', 'owner',
              dict(REGIME, code='MOI10'))
    yield Try('POST /regime/edit/new', 'code', REFUSED, 'owner10',
              'regime code', dict(REGIME, owner='10'), own='MOI11',
              none=None)
    for act, more in (('set', period), ('clear', {'period': '2031-Q1',
                                                  'version': '1'})):
        yield Try('POST /period/' + act, 'regime', REFUSED, 'owner10',
                  'regime code', more)
    for path, more in (('of', {}), ('one', {'period': '2031-Q1'})):
        yield Try('GET /period/' + path, 'regime', FILTER, 'owner10',
                  'regime code', more)
    yield Try('POST /library/export', 'regime', FILTER, 'owner10',
              'regime code')
    yield Try('POST /regime/edit/give', 'unit', REFUSED, 'owner10',
              'unit code', regime)


def of_forms(w):
    draft = {'id': w.own['draft'], 'version': newest(w, 'form_draft')}
    ten = {'unit': 10}
    rows = {'unit': 10, 'own': '0', 'label0': 'Viec', 'measure0': '',
            'type0': 'integer', 'decimals0': '0', 'from': '01/12/2026'}
    yield Try('GET /extend', 'unit', FILTER, 'head10', 'owner')
    yield Try('GET /extend/rows', 'regime_id', HIDDEN, 'head10', 'frame', ten)
    yield Try('POST /extend/save', 'regime_id', HIDDEN, 'head10', 'frame',
              rows)
    yield Try('GET /form/new', 'form', FILTER, 'owner10', 'form')
    yield Try('POST /form/copy', 'form', HIDDEN, 'owner10', 'form',
              dict(ten, version='M5'))
    yield Try('GET /form/try/version', 'form', HIDDEN, 'owner10', 'form')
    for path in ('', '/pdf'):
        yield Try('POST /form/try/version' + path, 'form', HIDDEN, 'owner10',
                  'form')
    yield Try('GET /form/publish', 'regime_id', FILTER, 'owner10', 'regime', {
        'id': w.own['draft']})
    yield Try('POST /form/publish', 'regime_id', HIDDEN, 'owner10', 'regime',
              dict(draft, **{'from': '01/01/2031'}))
    yield Try('GET /item/show', 'unit', FILTER, 'owner10', 'unit', {
        'item': w.own['figure']})
    yield Try('POST /item/edit/add', 'owner', REFUSED, 'owner10', 'owner',
              dict(ITEM, code='MOI.1', measure=''))
    yield Try('POST /item/edit/change', 'owner', REFUSED, 'owner10', 'owner',
              dict(ITEM, name='Số khác', item=w.own['item'], version=newest(w, 'item',
                                                            id='item')))
    lines = 'code,name\n%s,Ten khac\n'
    yield Try('POST /item/file/apply', 'text', REFUSED, 'owner10',
              'item code', {}, own=lines % w.own['item code'],
              other=[lines % x for x in w.other['item code']])
    file = {'@file': 'code,label\nE2,Hai\n', 'name_vi': 'Khu'}
    yield Try('POST /register/import', 'code', REFUSED, 'owner10', 'register',
              dict(file, unit=10), none=None)
    yield Try('POST /register/import', 'unit', REFUSED, 'owner10', 'owner',
              dict(file, code='MOIDB'))
    end = {'from': '1000-01-01', 'to': '31/12/2027'}
    yield Try('POST /register/end', 'code', REFUSED, 'owner10', 'register',
              dict(end, entry='E1'))
    yield Try('POST /register/end', 'entry', REFUSED, 'owner10', 'register',
              dict(end, code='TRONGDB', to='30/12/2027'), own='E2')


def of_overlaps(w):
    """The forms are the ministry's; for the control they are one's own."""
    def owned(w, unit):
        w.db.sql("UPDATE regime SET owner_id = %d WHERE code LIKE 'HOME_';"
                 'UPDATE item SET owner_id = %d WHERE code REGEXP'
                 " '^H[MQR][.]'" % (unit, unit))

    def own(code):
        def give(w):
            owned(w, 10)
            return code
        return give

    for path, field, code, base in (
            ('home', 'code', 'HQ.E.T', {'regime': 'HOMER', 'seen': '',
                                        'from': '01/01/2026'}),
            ('bind', 'one', 'HR.F.T', {'with': 'HQ.F.T'}),
            ('unbind', 'code', 'HR.F.T', {}),
            ('apart', 'one', 'HR.F.T', {'with': 'HQ.F.T'})):
        yield Try('POST /overlap/' + path, field, REFUSED, 'owner10', None,
                  base, own=own(code), other=[code],
                  begin=lambda w: owned(w, 20))


def of_people(w):
    clerk = {'id': w.own['person'], 'version': newest(w, 'person')}
    one = {'id': w.own['person']}
    lent = {'grant': w.own['grant'], 'to': '31/12/2026', 'sign_as': 'KT',
            'decision': '12/QĐ'}
    new = {'name': 'Nguoi moi', 'role': 'clerk'}
    lines = 'login,name,unit,role\n%s,Moi,%s,clerk\n'
    yield Try('POST /deputy/add', 'login', REFUSED, 'admin10', 'login', lent)
    yield Try('GET /person', 'unit', FILTER, 'admin10', 'unit code')
    yield Try('GET /person', 'after', FILTER, 'admin10', 'person')
    yield Try('POST /person/edit/add', 'unit', REFUSED, 'admin10',
              'unit code', dict(new, login='moi1'))
    yield Try('POST /person/edit/add', 'login', REFUSED, 'admin10', 'login',
              dict(new, unit='commune/100'), own='moi2')
    yield Try('POST /person/edit/grant', 'unit', REFUSED, 'admin10',
              'unit code', dict(clerk, role='viewer'))
    yield Try('GET /person/edit/end', 'grant', HIDDEN, 'admin10', 'grant', one)
    yield Try('POST /person/edit/end', 'grant', HIDDEN, 'admin10', 'grant',
              clerk)
    yield Try('POST /person/edit/move', 'unit', REFUSED, 'admin10',
              'unit code', dict(clerk, act='move', role='clerk'),
              own='commune/101')
    yield Try('POST /person/file/apply', 'text', REFUSED, 'admin10', 'login',
              {}, own=lines % ('moi3', 'commune/100'), other=[
                  lines % ('moi3', 'commune/110'),
                  lines % ('xa110', 'commune/100'),
                  lines % ('chu20', 'province/10')])
    yield Try('POST /person/file/look', '@file', FILTER, 'admin10', 'login',
              {}, own=lines % ('moi4', 'commune/100'), other=[
                  lines % ('xa110', 'commune/100'),
                  lines % ('moi4', 'commune/110')])
    yield Try('POST /person/signin/end', 'session', SILENT, 'admin10',
              'session', one)
    yield Try('POST /me/sessions/end', 'session', SILENT, 'head10',
              'my session')
    yield Try('POST /me/tokens/revoke', 'token', GONE, 'head10', 'my token')
    yield Try('POST /person/tokens/revoke', 'token', GONE, 'admin1', 'token',
              {'id': 9101})
    yield Try('POST /privacy/answer', 'request', GONE, 'admin10', 'request',
              {'done': '1'})


def of_others(w):
    yield Try('GET /unit/reform/todo', 'id', FILTER, 'admin10', 'reform',
              none=1002)
    yield Try('POST /unit/reform/todo/decide', 'unit', LEFT, 'admin10',
              'unit code', {'id': 1001, 'how': 'unit', 'n1001.3': '1'},
              own='province/10')
    yield Try('POST /unit/reform/todo/decide', '+', GONE, 'admin10', 'todo',
              {'id': 1001, 'how': 'seen'}, none='n1001.99')
    yield Try('POST /unit/reform/todo/decide', 'id', GONE, 'admin10',
              'reform', {'how': 'seen', 'n1001.2': '1'}, own=None, none=None)
    request = w.db.one('SELECT request FROM audit WHERE person_id = 9005'
                       ' ORDER BY at DESC LIMIT 1')
    for kind in ('GET /audit', 'GET /audit/file/@'):
        yield Try(kind, 'chain', FILTER, 'auditor10', 'audit', {
            'before': '2099-01-01 00:00:00.000000', 'seq': '9'},
            own=-1000 - w.own['regime'],
            other=[-1000 - w.other['regime'][0], -18, -33])
        for field, own, other in (
                ('number', w.own['regime'], w.other['regime']),
                ('who', 'head10', ['xa110', 'chu20']),
                ('unit', 'province/10', ['province/11', 'ministry/20']),
                ('object', 'regime', ['regime', 'person']),
                ('request', 'x', [request]),
                ('address', '192.0.2.7', ['192.0.2.7'])):
            yield Try(kind, field, FILTER, 'auditor10', 'audit', own=own,
                      other=other)
    for path in ('reports', 'figures'):
        more = {'regime': 'XLD01', 'period': '2026-Q3'}
        yield Try('GET /api/' + path, 'regime', FILTER, 'token', 'regime code',
                  more, own='XLD01')
        yield Try('GET /api/' + path, 'after', FILTER, 'token', 'report', more)


def tries(w):
    for some in (of_packages, of_regimes, of_forms, of_overlaps,
                 of_people, of_others):
        yield from some(w)


def said_of(route, field, tried):
    """What is said of that field, as often as it is said."""
    type = route.types.get(field, 'long').rstrip('?')
    said = ['first'] if field == route.id and route.object != '-' else []
    if type == 'bool':
        said.append('yes or no')
    if (route.name, field) in tried:
        said.append('tried')
    names = (field, field + ':' + type)
    said += [why for why, of in EVERYBODYS.items()
             if set(names) & set(of.get(route.name, '').split())]
    if not said:
        said += [why for why, of in NOTHING.items()
                 if set(names) & set(of.split())]
    return said


def complete(all_routes, tried):
    """Each field is one thing; nothing is said of fields that are not."""
    unknown, twice, n = [], [], 0
    there = set()
    for r in all_routes:
        fields = r.fields + ['+'] * r.open + ['@'] * r.path.endswith('@')
        for field in fields:
            n += 1
            there |= {(r.name, field), (r.name, '%s:%s' % (
                field, r.types.get(field, '').rstrip('?')))}
            said = said_of(r, field, tried)
            if not said:
                unknown.append('%s %s' % (r.name, field))
            elif len(said) > 1 and 'yes or no' not in said:
                twice.append('%s %s: %s' % (r.name, field, said))
    eq(unknown, [], 'of %d fields of %d routes it is known what they name' %
       (n, len(all_routes)))
    eq(twice, [], 'and one thing each')
    there |= {(r.name, '@file') for r in all_routes if r.method == 'POST'}
    said = {(name, f) for of in EVERYBODYS.values() for name, fields in
            of.items() for f in fields.split()} | set(tried)
    eq(sorted(said - there), [], 'nothing is said of a field that is not')


class Prober:
    def __init__(self, w, all_routes):
        self.w, self.db = w, w.db
        self.routes = {r.name: r for r in all_routes}
        self.tables = [r[0] for r in w.db.sql(
            "SELECT table_name FROM information_schema.tables WHERE"
            " table_schema = 'baocao' AND table_name NOT IN ('session',"
            " 'idem', 'audit', 'audit_head', 'audit_burst', 'signin_fail',"
            " 'kept_form', 'rollup', 'rollup_unit', 'seal')")]
        self.token = json.loads(w.country.at.tool(
            '--json', 'token', 'add', 'head10', 'tu may', '--rights',
            'view,enter', '--days', '30'))['token']
        self.n = self.controls = 0
        self.ask(Try('GET /api/reports', 'regime', FILTER, 'token', None,
                     {'period': '2026-Q3'}), 'XLD01')  # its use is noted

    def state(self):
        return self.db.sql(
            'CHECKSUM TABLE ' + ', '.join(self.tables) +
            '; SELECT id, person_id FROM session ORDER BY id; SELECT COUNT(*)'
            ' FROM audit WHERE act NOT IN ' + ACTS)

    def values(self, t, value):
        values = dict(t.base)
        if t.field == '+':
            values[value] = '1'
        else:
            values[t.field] = value
        return {k: x(values) if callable(x) else x for k, x in values.items()}

    def ask(self, t, value):
        route, w = self.routes[t.name], self.w
        values = self.values(t, value)
        path = route.path.replace('@', 'record.csv')
        more = {}
        if t.login == 'token':
            v = w.person('norole').twin()
            v.cookies = {}
            more['HTTP_AUTHORIZATION'] = 'Bearer ' + self.token
        else:
            v = w.person(t.login)
        v.program = w.country.program(route.program)
        if route.method == 'GET':
            return v.get(path + '?' + urllib.parse.urlencode(values), **more)
        values['csrf'] = v.csrf
        if route.keyed:
            values['key'] = secrets.token_hex(16)
        if '@file' not in values:
            return v.post(path, values)
        file = values.pop('@file')
        return v.upload(path, {k: str(x) for k, x in values.items()},
                        [('file', 'a.csv', file.encode())])

    def same(self, t, value, a, none, b):
        """But for the value itself."""
        one, two = (str(masked(x)).replace(str(y), 'VALUE')
                    for x, y in ((a, value), (b, none)))
        return one == two

    def wrong(self, t, value, none):
        """What is wrong with the answer to somebody else's; None: nothing."""
        before = self.state()
        a = self.ask(t, value)
        self.n += 1
        after = self.state()
        if after != before:
            return 'it has changed (%d): %s, now %s' % (
                a.status, [x for x in before if x not in after],
                [x for x in after if x not in before])
        found = PLANTED.search(a.text)
        if found:
            return 'it shows %s (%d)' % (
                a.text[max(found.start() - 80, 0):found.end()], a.status)
        if t.how in (HIDDEN, REFUSED) and a.status not in REFUSALS:
            return '%d' % a.status
        if t.how == LEFT and a.status == 303 and \
                '&done=0&' not in a.get('location'):
            return a.get('location')
        if a.status >= 500 or a.status == 400 or \
                (a.status == 409) != (t.how == GONE):
            return '%d: %.300s' % (a.status, a.text)
        if t.how in (HIDDEN, GONE, SILENT) and none not in (None, value):
            b = self.ask(t, none)
            self.n += 1
            if not self.same(t, value, a, none, b):
                return '%d, not as what is not there (%d)' % (a.status,
                                                              b.status)
        return None

    def run(self, t):
        own, other, none = t.values(self.w)
        t.begin(self.w)
        bad = ['%s: %s' % (x, why) for x, why in (
            (x, self.wrong(t, x, none))
            for x in other + [none] * (none is not None)) if why]
        eq(bad, [], '%s %s: %s' % (t.name, t.field, t.how))
        if own is None:
            return
        own = own(self.w) if callable(own) else own
        a = self.ask(t, own)
        self.controls += 1
        if not ok(a.status in (200, 303), 'and one\'s own is not'):
            main = a.text.find('<main')
            note('%d %s' % (a.status, a.text[max(main, 0):][:2000]))


def main():
    with Private() as at:
        country = Country(at)
        all_routes = list(routes())
        w = World(country)
        all_tries = list(tries(w))
        complete(all_routes, {(t.name, t.field) for t in all_tries})
        prober = Prober(w, all_routes)
        for t in all_tries:  # signing in is noted
            w.person('norole' if t.login == 'token' else t.login)
        for t in all_tries:
            if t.name in prober.routes:
                prober.run(t)
        note('%d fields, %d attempts, %d controls' % (
            len(all_tries), prober.n, prober.controls))
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
