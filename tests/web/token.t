#!/usr/bin/env python3
"""token.t - API tokens: what they reach, and all that they must not

Every route that takes tokens, on every report, by tokens of several people and
of every width; and every other route of every program, which takes none.
"""
# timeout: 400
import glob
import json
import os
import re
import subprocess
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import BUILD, Private, Visitor, sha256
from country import REPORTS, Country, prepare
from tap import done, eq, like, note, ok, unlike

FAR = fixture.FAR
PEOPLE = ('viewer10', 'clerk100', 'head10', 'mixed', 'viewer20')
NARROW = (None, 1, 10, 11, 100, 110, 20, 30)
FILES = {'/export/@': '/export/%s.xlsx', '/report/@': '/report/%s.pdf'}


class Caller:
    """Another system: no cookies, a token."""

    def __init__(self, token, address='192.0.2.50'):
        self.token, self.address = token, address

    def ask(self, program, method, path, fields=None, **more):
        path, _, query = path.partition('?')
        v = {'REQUEST_METHOD': method, 'SCRIPT_NAME': path,
             'QUERY_STRING': query, 'REMOTE_ADDR': self.address,
             'HTTP_HOST': 'bc.example'}
        body = b''
        if fields is not None:
            body = urllib.parse.urlencode(fields).encode()
            v['CONTENT_TYPE'] = 'application/x-www-form-urlencoded'
            v['CONTENT_LENGTH'] = str(len(body))
        if self.token is not None:
            v['HTTP_AUTHORIZATION'] = 'Bearer ' + self.token
        v.update(more)
        return program.exchange(
            {k: x for k, x in v.items() if x is not None}, body)


def make(at, login, name, rights='view,enter', unit=None, regime=None,
         days=30):
    words = ['--json', 'token', 'add', login, name, '--rights', rights,
             '--days', str(days)]
    if unit is not None:
        words += ['--unit', str(unit)]
    if regime is not None:
        words += ['--regime', regime]
    return json.loads(at.tool(*words))['token']


def reaches(login, right, report, unit, regime):
    of, code, _, line, day = REPORTS[report]
    _, near, far = fixture.RIGHTS[right]
    tree = fixture.reaches(near, far, line, day)
    if not any((u, of) in tree for u in fixture.units_of(login, right)):
        return False
    if regime is not None and regime != code:
        return False
    return unit is None or (unit, of) in fixture.reaches(0, FAR, line, day)


def width(country):
    """Never more than the person may; whichever is narrower wins."""
    at, wrong, n, got = country.at, [], 0, {}
    api, export = country.program('api'), country.program('export')
    for login in PEOPLE:
        for unit in NARROW:
            for regime in (None, 'XLD01', 'ICT'):
                t = Caller(make(at, login, 'w', unit=unit, regime=regime))
                for r, (of, code, period, _, _) in REPORTS.items():
                    tries = [
                        ('view', t.ask(api, 'GET', '/api/report?id=%d' %
                                       country.ids[r])),
                        ('view', t.ask(export, 'GET', '/export/%s.csv?unit=%d'
                                       '&period=%s' % (code, of, period))),
                        ('enter', t.ask(api, 'POST', '/api/cells', {
                            'id': country.ids[r], 'version': 0}))]
                    for right, a in tries:
                        n += 1
                        must = {200, 409} if reaches(
                            login, right, r, unit, regime) else {404}
                        if not fixture.units_of(login, right):
                            must = {403}
                        got[a.status] = got.get(a.status, 0) + 1
                        if a.status not in must:
                            wrong.append('%s %s %s %s of %s: %d' % (
                                login, unit, regime, right, r, a.status))
                at.db.sql("UPDATE api_token SET revoked = made")
    note('%d requests: %s' % (n, got))
    eq(wrong, [], 'a token reaches what is in both: its person and itself')
    ok(min(got.get(s, 0) for s in (200, 404, 403)) > 20, 'each often')


def lists(country):
    at, api = country.at, country.program('api')

    def ids(token, what='reports'):
        a = Caller(token).ask(api, 'GET', '/api/%s?regime=XLD01&period='
                              '2026-Q3' % what)
        eq((a.status, a.get('content-type')), (200, 'application/json'),
           'a list of ' + what)
        return json.loads(a.text)[what]

    everything = {r['unit'] for r in ids(make(at, 'viewer1', 'l1'))}
    ok({1, 10, 100, 110} <= everything, 'what the person sees')
    eq({r['unit'] for r in ids(make(at, 'viewer1', 'l2', unit=10))},
       {10, 100, 101, 102}, 'of one province')
    eq(ids(make(at, 'viewer1', 'l3', regime='ICT')), [], 'of another regime')
    eq(ids(make(at, 'viewer1', 'l4', unit=20)), [], 'of another line')
    eq(ids(make(at, 'viewer100', 'l5', unit=1)),
       ids(make(at, 'viewer100', 'l6')), 'wider than the person: as wide')
    wide = ids(make(at, 'viewer1', 'f1'), 'figures')
    near = ids(make(at, 'viewer1', 'f2', unit=110), 'figures')
    ok(len(wide) > len(near) > 0 and {f['unit'] for f in near} == {110},
       'official figures: %d, of one commune %d' % (len(wide), len(near)))
    eq([f for f in wide if f['unit'] == 110], near, 'which are the same')
    rows = at.db.one(
        "SELECT COUNT(*) FROM fact f JOIN report r ON r.accepted_id ="
        " f.revision_id JOIN regime g ON g.id = r.regime_id JOIN period p ON"
        " p.id = r.period_id WHERE g.code = 'XLD01' AND p.code = '2026-Q3'")
    eq(str(len(wide)), rows, 'all of them')
    a = Caller(make(at, 'viewer1', 'l7', 'enter')).ask(
        api, 'GET', '/api/reports?regime=XLD01&period=2026-Q3')
    eq(a.status, 403, 'a token that may only enter reads no lists')
    like(a.get('www-authenticate'), 'insufficient_scope', 'and is told why')


def entering(country):
    at, api = country.at, country.program('api')
    report = int(at.db.one(
        "SELECT r.id FROM report r JOIN period p ON p.id = r.period_id JOIN"
        " regime g ON g.id = r.regime_id WHERE r.unit_id = 100 AND p.code ="
        " '2026-Q2' AND g.code = 'XLD01'"))
    t = Caller(make(at, 'clerk100', 'enter'))

    def look():
        return json.loads(t.ask(api, 'GET', '/api/report?id=%d' %
                                report).text)
    r = look()
    cell = [c['cell'] for c in r['cells'] if c['enter']][0]
    eq({c['enter'] for c in r['cells']}, {True, False},
       'which cells take a figure, and which are computed')
    a = t.ask(api, 'POST', '/api/cells', {
        'id': report, 'version': r['version'], cell: '1234'})
    eq(a.status, 200, 'a figure is entered')
    eq(json.loads(a.text)['version'], r['version'] + 1, 'a new version')
    after = look()
    eq([c['value'] for c in after['cells'] if c['cell'] == cell], [1234],
       'there it is')
    a = t.ask(api, 'POST', '/api/cells', {
        'id': report, 'version': after['version'], cell: 'nhieu'})
    eq((a.status, a.get('content-type')),
       (422, 'application/problem+json'), 'no number')
    eq([e['where'] for e in json.loads(a.text)['errors']], [cell], 'where')
    eq(look(), after, 'nothing has changed')
    v = country.person('head100')
    v.program = country.program('entry')
    v.get('/entry/form?id=%d' % report)
    v.post('/entry/save', v.form({'id': report, cell: '77',
                                  'version': v.hidden('version')}))
    a = t.ask(api, 'POST', '/api/cells', {
        'id': report, 'version': after['version'], cell: '78'})
    eq(a.status, 409, 'somebody else was there in between')
    like(a.text, '77', 'and what they typed')
    eq([c['value'] for c in look()['cells'] if c['cell'] == cell], [77],
       'stands')
    state = at.db.one('SELECT state FROM report WHERE id = %d' % report)
    at.db.sql("UPDATE report SET state = 'sent' WHERE id = %d" % report)
    a = t.ask(api, 'POST', '/api/cells', {
        'id': report, 'version': look()['version'], cell: '79'})
    eq((a.status, json.loads(a.text)['errors'][0]['where']), (409, 'state'),
       'a report that is sent takes none, and says so')
    at.db.sql("UPDATE report SET state = '%s' WHERE id = %d" % (state, report))
    rows = at.db.sql("SELECT person_id FROM draft WHERE report_id = %d" %
                     report)
    ok([str(fixture.person_id('head100'))] in rows, 'under their name')
    a = t.ask(country.program('entry'), 'POST', '/entry/send', {
        'id': report, 'version': look()['version'], 'confirmed': '1'})
    eq(a.status, 403, 'no token sends a report')
    t = Caller(make(at, 'clerk100', 'view only', 'view'))
    a = t.ask(api, 'POST', '/api/cells', {'id': report, 'version': 1,
                                          cell: '5'})
    eq(a.status, 403, 'a token that may only read enters nothing')
    eq(json.loads(a.text)['status'], 403, 'a problem')


def no_session(country):
    """CVE-2023-31139: a token never becomes a cookie."""
    at = country.at
    api, export, home = (country.program(p) for p in ('api', 'export', 'home'))
    token = make(at, 'head10', 'no session')
    t = Caller(token)
    before = at.db.one('SELECT COUNT(*) FROM session')
    for program, path in ((api, '/api/me'), (api, '/api/me?lang=en'), (
            export, '/export/XLD01.csv?unit=10&period=2026-Q3')):
        a = t.ask(program, 'GET', path)
        eq((a.status, a.all('set-cookie')), (200, []), path + ': no cookie')
        eq(program.line(a)['person'], str(fixture.person_id('head10')),
           'who it is')
    eq(at.db.one('SELECT COUNT(*) FROM session'), before, 'and no session')
    line = api.line(t.ask(api, 'GET', '/api/me'))
    eq(line['stmts'], '2', 'who, and COMMIT: one indexed read')
    v = Visitor(home)
    v.cookies['baocao'] = token[3:]
    eq(v.get('/').status, 303, 'a token in the cookie is nobody')
    eq(Caller(None).ask(api, 'GET', '/api/me').status, 401, 'none: 401')
    a = Caller(None).ask(api, 'GET', '/api/me')
    eq(a.get('www-authenticate'), 'Bearer realm="baocao"', 'what is wanted')
    eq(a.get('content-type'), 'application/problem+json', 'as a problem')
    w = country.person('head10')
    w.program = api
    eq(w.get('/api/me').status, 401, 'a cookie opens nothing there')
    eq(w.post('/api/cells', w.form({'id': 1, 'version': 0})).status, 401,
       'nor for writing')
    for name, value in (('HTTP_X_AUTHORIZATION', 'Bearer ' + token),
                        ('HTTP_AUTHORIZATION', 'Basic ' + token),
                        ('HTTP_AUTHORIZATION', token),
                        ('HTTP_AUTHORIZATION', 'Bearer  ' + token),
                        ('HTTP_AUTHORIZATION', 'Bearer ' + token + ' '),
                        ('HTTP_AUTHORIZATION', 'Bearer ' + token.upper())):
        a = Caller(None).ask(api, 'GET', '/api/me', **{name: value})
        eq(a.status, 401, 'not so: %s %.12s' % (name, value))
    a = Caller(None).ask(api, 'GET', '/api/me?token=%s&access_token=%s' %
                         (token, token))
    eq(a.status, 401, 'never in an address, which is logged')
    a = t.ask(export, 'GET', '/export/XLD01.csv?unit=10&period=2026-Q3',
              HTTP_COOKIE='baocao=' + country.person('viewer100').cookies[
                  'baocao'])
    eq(a.status, 200, 'with a cookie as well, the token counts')
    at.db.sql('DELETE FROM signin_fail')


def other_routes(country):
    """Of all that a token might try, nothing else takes it."""
    t = Caller(make(country.at, 'head10', 'others'))
    wrong, n = [], 0
    cookie = country.person('head10').cookies['baocao']
    for path in sorted(glob.glob(BUILD + '/*.fcgi')):
        name = os.path.basename(path)[:-5]
        said = subprocess.run([path, '--routes'], stdout=subprocess.PIPE,
                              check=True).stdout.decode()
        for line in said.splitlines():
            method, route = line.split()[:2]
            if '@too' in line or '@only' in line:
                continue
            for more in ({}, {'HTTP_COOKIE': 'baocao=' + cookie}):
                a = t.ask(country.program(name), method,
                          route.replace('@', 'x'),
                          {} if method == 'POST' else None, **more)
                n += 1
                if a.status != 403 or a.all('set-cookie') or \
                        a.get('content-type') != 'application/problem+json':
                    wrong.append('%s %s: %d' % (method, route, a.status))
    eq(wrong, [], '%d requests: every other route refuses tokens' % n)


def ends(country):
    """Revoked, expired, of somebody who was locked, moved or has left."""
    at, api = country.at, country.program('api')
    path = '/api/reports?regime=XLD01&period=2026-Q3'

    def status(token, where='/api/me'):
        return Caller(token).ask(api, 'GET', where).status

    def units(token):
        a = Caller(token).ask(api, 'GET', path)
        return a.status, {r['unit'] for r in
                          json.loads(a.text).get('reports', ())}
    token = make(at, 'viewer10', 'ends')
    eq(status(token), 200, 'in force')
    at.db.sql("UPDATE api_token SET expires = UTC_TIMESTAMP(6) + INTERVAL 1"
              " SECOND WHERE name = 'ends'")
    eq(status(token), 200, 'a second before its end')
    at.db.sql("UPDATE api_token SET expires = UTC_TIMESTAMP(6) WHERE name ="
              " 'ends'")
    a = Caller(token).ask(api, 'GET', '/api/me')
    eq(a.status, 401, 'and at its end')
    like(a.get('www-authenticate'), 'invalid_token', 'said so')
    token = make(at, 'viewer10', 'revoked')
    number = at.db.one("SELECT id FROM api_token WHERE name = 'revoked'")
    at.tool('token', 'revoke', number)
    eq(status(token), 401, 'revoked')
    eq(at.try_tool('token', 'revoke', number)[0], 1, 'once')
    token = make(at, 'viewer100', 'locked')
    at.tool('account', 'lock', 'viewer100')
    eq(status(token), 401, 'of a locked account')
    eq(at.try_tool('token', 'add', 'viewer100', 'x')[0], 1,
       'which gets none either')
    at.tool('account', 'unlock', 'viewer100')
    eq(status(token), 200, 'and again once it is not')
    token = make(at, 'viewer20', 'moved')
    person = fixture.person_id('viewer20')
    at.db.sql("UPDATE access SET valid_to = '%s' WHERE person_id = %d" %
              (fixture.TODAY, person))
    eq(status(token, path), 403, 'of somebody whose role has ended')
    at.db.sql("UPDATE access SET valid_to = '9999-12-31', unit_id = 110 WHERE"
              " person_id = %d" % person)
    eq(units(token), (200, {110}), 'of somebody who has moved: as they are')
    at.db.sql("UPDATE person SET valid_to = '%s' WHERE id = %d" %
              (fixture.TODAY, person))
    eq(status(token), 401, 'of somebody who has left')
    at.db.sql("UPDATE person SET valid_to = '9999-12-31' WHERE id = %d" %
              person)
    at.db.sql('DELETE FROM signin_fail')


def wrong_ones(country):
    at, api = country.at, country.program('api')
    good = Caller(make(at, 'viewer10', 'good'), '203.0.113.9')
    guess = [Caller('bc_%064x' % i, '203.0.113.9').ask(api, 'GET', '/api/me')
             for i in range(32)]
    eq([a.status for a in guess], [401] * 30 + [429] * 2,
       'thirty wrong tokens, then that address waits')
    ok(800 < int(guess[-1].get('retry-after')) <= 900, 'a quarter of an hour')
    eq(good.ask(api, 'GET', '/api/me').status, 200,
       'who has a right one does not')
    eq(Caller('bc_%064x' % 1, '203.0.113.10').ask(api, 'GET',
                                                 '/api/me').status, 401,
       'nor another address')
    n = at.db.one("SELECT COUNT(*) FROM audit WHERE object = 'token' AND act"
                  " = 'refuse' AND address = '203.0.113.9'")
    eq(n, '30', 'each that was counted is on record')
    unlike(str(at.db.sql("SELECT detail FROM audit WHERE object = 'token'")),
           '[0-9a-f]{20}', 'without the token')
    unlike(api.logged() + str(at.db.sql('SELECT * FROM api_token')),
           good.token, 'which is kept nowhere')
    eq(at.db.one("SELECT hash FROM api_token WHERE name = 'good'"),
       sha256(good.token), 'but its hash')
    rows = "SELECT COUNT(*) FROM audit WHERE act = 'use' AND object_id =" \
        " (SELECT id FROM api_token WHERE name = 'good')"
    eq(at.db.one(rows), '1', 'its use is on record')
    for _ in range(5):
        good.ask(api, 'GET', '/api/me')
    eq(at.db.one(rows), '1', 'once an hour')
    at.db.sql("UPDATE api_token SET used = used - INTERVAL 61 MINUTE WHERE"
              " name = 'good'")
    good.ask(api, 'GET', '/api/me')
    eq(at.db.one(rows), '2', 'and again')
    at.db.sql('DELETE FROM signin_fail')


def page(country):
    at = country.at
    v = country.person('head100')
    v.program = country.program('token')
    a = v.get('/me/tokens')
    eq(a.status, 200, 'the page')
    like(a.text, 'There are no API tokens', 'nothing yet')
    good = {'csrf': v.hidden('csrf'), 'name': 'Kế toán <b>', 'view': '1',
            'unit': '100', 'regime': 'XLD01', 'days': '30'}
    for fields, why in (({'name': ' '}, 'Say what'),
                        ({'name': 'x' * 61}, 'At most 60'),
                        ({'view': ''}, 'at least one right'),
                        ({'days': '0'}, 'Between 1 and 365'),
                        ({'days': '366'}, 'Between 1 and 365'),
                        ({'days': '99999999'}, 'Between 1 and 365'),
                        ({'unit': '424242'}, 'no such unit'),
                        ({'regime': 'NONE'}, 'no such regime'),
                        ({'regime': 'Đ'}, 'no such regime')):
        a = v.post('/me/tokens', dict(good, **fields))
        eq(a.status, 422, 'refused: %s' % fields)
        like(a.text, why, 'and why')
    eq(at.db.one("SELECT COUNT(*) FROM api_token WHERE person_id = %d AND"
                 " name LIKE 'K%%'" % fixture.person_id('head100')), '0',
       'nothing was made')
    a = v.post('/me/tokens', good)
    eq(a.status, 200, 'made')
    token = re.search("value='(bc_[0-9a-f]{64})'", a.text).group(1)
    like(a.text, 'Kế toán &lt;b&gt;', 'its name')
    unlike(v.get('/me/tokens').text, token, 'shown this once')
    like(v.page, token[:9], 'but for its beginning')
    a = v.post('/me/tokens', good)
    eq(a.status, 422, 'the same form again makes no second one')
    like(a.text, 'of this name already', 'and says so')
    a = Caller(token).ask(country.program('api'), 'GET', '/api/me')
    eq(json.loads(a.text)['rights'], 'view', 'it works')
    number = at.db.one("SELECT id FROM api_token WHERE hash = '%s'" %
                       sha256(token))
    w = country.person('head10')
    w.program = country.program('token')
    w.get('/me/tokens')
    a = w.post('/me/tokens/revoke', w.form({'token': number}))
    eq(a.status, 409, "nobody revokes another's")
    v.get('/me/tokens')
    a = v.post('/me/tokens/revoke', v.form({'token': number}))
    eq(a.status, 303, 'revoked by its owner')
    like(v.get(a.get('location')).text, 'opens nothing any more', 'said')
    a = Caller(token).ask(country.program('api'), 'GET', '/api/me')
    eq(a.status, 401, 'at once')
    for i in range(25):
        a = v.post('/me/tokens', dict(good, name='t%d' % i))
        if a.status != 200:
            break
    eq((i, a.status), (20, 422), 'at most twenty in force')
    at.db.sql("INSERT INTO setting VALUES ('token_days', '7') ON DUPLICATE"
              " KEY UPDATE value = '7'")
    like(v.post('/me/tokens', dict(good, days='8')).text, 'Between 1 and 7',
         'the administrator sets how long')
    at.db.sql("UPDATE setting SET value = '99999' WHERE name = 'token_days'")
    like(v.post('/me/tokens', dict(good, days='1826')).text,
         'Between 1 and 1,?825', 'within bounds, whatever the table says')
    at.db.sql("DELETE FROM setting WHERE name = 'token_days'")


def of_machines(country):
    """Nobody signs in with them: their administrator makes their tokens."""
    at = country.at
    whose = fixture.person_id('machine10')
    v = country.person('admin1')
    v.program = country.program('token')
    like(v.get('/person/tokens?id=%d' % whose).text, 'machine10', 'whose')
    good = {'csrf': v.hidden('csrf'), 'id': whose, 'name': 'kho du lieu',
            'view': '1', 'days': '30'}
    token = re.search("value='(bc_[0-9a-f]{64})'",
                      v.post('/person/tokens', good).text).group(1)
    a = Caller(token).ask(country.program('api'), 'GET',
                          '/api/reports?regime=XLD01&period=2026-Q3')
    eq({r['unit'] for r in json.loads(a.text)['reports']},
       {10, 100, 101, 102}, 'it reads what the account may')
    for login, target, status in (('admin10', whose, 404),
                                  ('admin20', whose, 404),
                                  ('admin1', fixture.person_id('head10'), 404),
                                  ('admin1', 999999, 404),
                                  ('head1', whose, 403)):
        w = country.person(login)
        w.program = country.program('token')
        eq(w.get('/person/tokens?id=%d' % target).status, status,
           '%s: not of %d' % (login, target))
        w.get('/me/tokens')
        a = w.post('/person/tokens', dict(good, id=target, name='x',
                                          csrf=w.hidden('csrf')))
        eq(a.status, status, 'nor by posting')
    at.db.sql("UPDATE session SET proved = proved - INTERVAL 11 MINUTE")
    a = v.post('/person/tokens', dict(good, name='later'))
    like(a.get('location') or '', '^/login/again', 'at a desk that was left: who'
         ' are you?')
    eq(at.db.one("SELECT COUNT(*) FROM api_token WHERE name = 'later'"), '0',
       'nothing is made')
    at.db.sql("UPDATE access SET valid_to = '2026-01-01' WHERE person_id = %d" %
              whose)
    eq(v.get('/person/tokens?id=%d' % whose).status, 404,
       'nor for what was a machine once')


def tool(at):
    eq(at.try_tool('token', 'add', 'viewer1', 'x', '--rights', 'send')[0], 2,
       'no right to send')
    eq(at.try_tool('token', 'add', 'viewer1', 'x', '--rights',
                   'view,admin')[0], 2, 'nor to administer')
    status, _, why = at.try_tool('token', 'add', 'nobody', 'x')
    eq(status, 1, 'no such account')
    like(why, 'nobody', 'named')
    all_of = json.loads(at.tool('--json', 'token', 'list'))
    ok(len(all_of) > 20 and 'token' not in all_of[0], 'listed')
    one = json.loads(at.tool('--json', 'token', 'list', 'head100'))
    eq({t['login'] for t in one}, {'head100'}, 'of one account')
    unlike(at.tool('token', 'list'), '[0-9a-f]{20}', 'never in full')


def main():
    with Private() as at:
        country = Country(at)
        prepare(country)
        width(country)
        lists(country)
        entering(country)
        no_session(country)
        other_routes(country)
        ends(country)
        wrong_ones(country)
        page(country)
        of_machines(country)
        tool(at)
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
