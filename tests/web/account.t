#!/usr/bin/env python3
"""account.t - accounts and keys from the command line, as the web then sees them"""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, sha256
from tap import done, eq, like, note, ok, unlike

DRAWN = '[a-z2-9]{4}(-[a-z2-9]{4}){3}'
GIVEN = 'm\u1ed9t c\u00e2u d\u00e0i 2026'


def may(at, login, password):
    """The status of signing in, and of looking at unit 10 then."""
    v = Visitor(at.login)
    a = v.login(login, password)
    if a.status != 303:
        return a.status, None
    v.program = at.probe
    return a.status, v.get('/probe/view?unit=10').status


def adding(at):
    code, said, why = at.try_tool('account', 'add', 'an.nguyen',
                                  'Nguy\u1ec5n V\u0103n An', '--title',
                                  'Ch\u00e1nh V\u0103n ph\u00f2ng')
    eq((code, why), (0, ''), 'an account is made')
    drawn = re.search(DRAWN, said)
    ok(drawn, 'its password is drawn and shown')
    drawn = drawn.group(0)
    eq(may(at, 'an.nguyen', drawn), (303, 403), 'it can sign in, and no more')
    eq(at.db.sql("SELECT name, title, locked FROM person WHERE login ="
                 " 'an.nguyen'"),
       [['Nguy\u1ec5n V\u0103n An', 'Ch\u00e1nh V\u0103n ph\u00f2ng', '0']],
       'as it was said')
    like(at.db.one("SELECT pwhash FROM person_secret ORDER BY person_id DESC"),
         r'^\$argon2id\$v=19\$m=8,t=1,p=1\$',
         'the password is hashed, at the cost of the settings')
    code, said, _ = at.try_tool('account', 'add', 'binh', 'B', '--title=T',
                                '--password-stdin', said=GIVEN + '\n')
    eq(code, 0, 'with a password that is given')
    unlike(said, GIVEN, 'which is not shown')
    eq(may(at, 'binh', GIVEN), (303, 403), 'it is that one')
    code, _, said = at.try_tool('account', 'add', 'dung', 'D', '--title',
                                'x' * 121)
    eq(code, 1, 'too long a title is refused')
    like(said, 'title: ', 'in words')
    decomposed = 'mo\u0323\u0302t ca\u0302u da\u0300i 2026'
    eq(may(at, 'binh', decomposed), (303, 403), 'however it is composed')
    at.try_tool('account', 'password', 'binh', '--password-stdin',
                said=decomposed + '\n')
    eq(may(at, 'binh', GIVEN), (303, 403), 'here and there')
    code, said, _ = at.try_tool('--json', 'account', 'add', 'chi', 'C')
    got = json.loads(said)
    eq((code, may(at, got['login'], got['password'])), (0, (303, 403)),
       'for programs')
    for words, said, status, why in (
            (('binh', 'B'), '', 1, 'already'),
            (('Binh', 'B'), '', 1, 'small letters'),
            (('b\u00ecnh', 'B'), '', 1, 'small letters'),
            (('d' * 61, 'B'), '', 1, 'small letters'),
            (('dung', ''), '', 1, 'name is needed'),
            (('dung', 'x' * 121), '', 1, 'name is needed'),
            (('dung', 'D', '--password-stdin'), 'short\n', 1, 'between 10'),
            (('dung', 'D', '--password-stdin'), '', 1, 'between 10'),
            (('dung', 'D', '--password-stdin'), 'matkhau123\n', 1,
             'too easy'),
            (('dung', 'D', '--password-stdin'), 'dungdungdung\n', 1,
             'too easy'),
            (('dung', 'D', '--password-stdin', '--unit', '100', '--level',
              'commune'), 'xamotxamot1\n', 1, 'too easy'),
            (('dung', 'D', '--password-stdin', '--unit', '100', '--level',
              'commune'), 'tinhAtinhA10\n', 1, 'too easy'),
            (('dung', 'D', '--password-stdin', '--unit', 'nowhere'),
             GIVEN + '\n', 1, 'unit'),
            (('dung',), '', 2, 'login name'),
            ((), '', 2, 'login name'),
            (('dung', 'D', 'more'), '', 2, 'login name')):
        code, out, err = at.try_tool('account', 'add', *words, said=said)
        eq((code, out), (status, ''), 'refused: %s' % (words,))
        like(err, why, 'and why')
    eq(at.db.one("SELECT COUNT(*) FROM person WHERE login LIKE 'd%'"), '0',
       'none of them is there')
    unlike(at.db.one("SELECT GROUP_CONCAT(detail) FROM audit"), drawn,
           'no password on record')
    return drawn


def roles(at, drawn):
    eq(at.try_tool('account', 'grant', 'an.nguyen', 'viewer', '10')[::2],
       (0, ''), 'a role')
    eq(may(at, 'an.nguyen', drawn), (303, 200), 'opens what it should')
    eq(at.try_tool('account', 'grant', 'an.nguyen', 'viewer', '10')[0], 0,
       'twice')
    eq(at.db.sql('SELECT role, unit_id, valid_from, valid_to FROM access WHERE'
                 ' person_id = (SELECT id FROM person WHERE login ='
                 " 'an.nguyen')"), [['4', '10', fixture.TODAY, '9999-12-31']],
       'is there once, from today on')
    eq(at.db.sql("SELECT stream, person_id, act, detail FROM audit WHERE act ="
                 " 'grant'"), [['10', '0', 'grant', 'viewer']],
       "on the unit's record, by nobody who is signed in")
    for words, status, why in (
            (('an.nguyen', 'boss', '10'), 2, 'a role is'),
            (('nobody', 'viewer', '10'), 1, 'no such account'),
            (('an.nguyen', 'viewer', '77'), 1, 'No unit has this code'),
            (('an.nguyen', 'viewer', '50'), 1, 'No unit has this code'),
            (('an.nguyen', 'viewer', 'id:777'), 1, 'No unit has this code'),
            (('an.nguyen', 'viewer', '10', '--level', 'commune'), 1,
             'No unit has this code'),
            (('an.nguyen', 'viewer'), 2, 'login name')):
        code, _, err = at.try_tool('account', 'grant', *words)
        eq(code, status, 'refused: %s' % (words,))
        like(err, why, 'and why')
    at.db.sql("INSERT INTO unit VALUES (60, 'gso', '10', 'district', 'x', 'x',"
              " 'x', '1000-01-01', '9999-12-31')")
    code, _, err = at.try_tool('account', 'grant', 'an.nguyen', 'head', '10')
    eq(code, 1, 'a code that two units have')
    like(err, '--level district, or id:60', 'and how to say which')
    for words in (('10', '--level', 'district'), ('id:60',)):
        eq(at.try_tool('account', 'grant', 'an.nguyen', 'head', *words)[0], 0,
           'said so: %s' % (words,))
    eq(at.try_tool('account', 'revoke', 'an.nguyen', 'viewer', 'id:10')[0], 0,
       'a role is taken away')
    eq(may(at, 'an.nguyen', drawn), (303, 404), 'and closes what it opened')
    eq(at.try_tool('account', 'revoke', 'an.nguyen', 'viewer', 'id:10')[0], 1,
       'once')
    eq(at.try_tool('account', 'grant', 'an.nguyen', 'viewer', 'id:10')[0], 0,
       'it can be given again on the same day')
    at.db.sql("REPLACE INTO setting VALUES ('clock', '2026-10-05')")
    eq(at.try_tool('account', 'revoke', 'an.nguyen', 'viewer', 'id:10')[0], 0,
       'a week later it is taken away')
    eq(at.db.sql('SELECT valid_from, valid_to FROM access WHERE unit_id = 10'
                 ' AND person_id = (SELECT id FROM person WHERE login ='
                 " 'an.nguyen')"), [[fixture.TODAY, '2026-10-05']],
       'what it was is kept')
    at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % fixture.TODAY)


def locking(at, drawn):
    v = Visitor(at.login)
    v.login('an.nguyen', drawn)
    eq(v.get('/password').status, 200, 'signed in')
    eq(at.try_tool('account', 'lock', 'an.nguyen')[0], 0, 'locked')
    eq(v.get('/password').status, 303, 'out at once')
    eq(may(at, 'an.nguyen', drawn), (422, None), 'and cannot come back')
    listed = {p['login']: p for p in json.loads(at.tool('--json', 'account',
                                                        'list'))}
    eq((listed['an.nguyen']['locked'], listed['binh']['locked']),
       (True, False), 'the list says so')
    eq(at.try_tool('account', 'unlock', 'an.nguyen')[0], 0, 'opened again')
    eq(v.get('/password').status, 303, 'the old session stays closed')
    eq(may(at, 'an.nguyen', drawn)[0], 303, 'but it can sign in')
    v.login('an.nguyen', drawn)
    code, said, _ = at.try_tool('account', 'password', 'an.nguyen')
    new = re.search(DRAWN, said).group(0)
    eq((code, v.get('/password').status), (0, 303),
       'a new password: signed out everywhere')
    eq((may(at, 'an.nguyen', drawn)[0], may(at, 'an.nguyen', new)[0]),
       (422, 303), 'and that one is right')
    for verb in ('lock', 'unlock', 'password'):
        eq(at.try_tool('account', verb, 'nobody')[0], 1, verb + ' nobody')
        eq(at.try_tool('account', verb)[0], 2, verb + ' whom?')
    eq(len(listed), len(fixture.PEOPLE) + 3, 'everybody is listed')
    eq([(r['role'], r['unit'], r['from']) for r in
        listed['clerk100']['roles']], [('clerk', 100, '1000-01-01')],
       'with their roles')
    eq(listed['norole']['roles'], [], 'or none')
    like(at.tool('account', 'list'), r'\nlocked: .* \(locked\)\n  head ',
         'for people')
    eq(at.try_tool('account')[0], 2, 'nothing said')
    eq(at.try_tool('account', 'remove', 'binh')[0], 2, 'what there is not')


def show(at, login):
    return json.loads(at.tool('--json', 'account', 'show', login))


def refused(at, verb, words, status, why):
    code, out, err = at.try_tool('account', verb, *words)
    eq((code, out), (status, ''), 'refused: %s %s' % (verb, words))
    like(err, why, 'and why')


def people(at):
    """Posts, moving, standing in, leaving; what somebody may do and why."""
    eq(at.try_tool('account', 'add', 'giang', 'Giang', '--email',
                   'g@tinh.gov.vn', '--phone', '024 1', '--unit', '100',
                   '--role', 'reporter', '--decision', '1/QD')[0], 0,
       'with a unit and a role')
    got = show(at, 'giang')
    eq([(r['role'], r['unit'], r['decision'], r['given_by'], r['today'])
        for r in got['roles']], [('clerk', 100, '1/QD', None, True)],
       'by whatever name it is called')
    eq(got['roles'][0]['rights'], ['view', 'enter', 'synth'],
       'what it lets them do')
    eq([(p['unit'], p['from']) for p in got['posts']],
       [(100, fixture.TODAY)], 'where they work')
    eq(at.try_tool('account', 'grant', 'giang', 'viewer', '101', '--from',
                   '01/10/2026', '--to', '31/10/2026')[0], 0, 'for a month')
    eq([(r['from'], r['to'], r['today']) for r in show(at, 'giang')['roles']
        if r['role'] == 'viewer'], [('2026-10-01', '2026-11-01', False)],
       'that has not begun')
    eq(at.try_tool('account', 'deputise', 'head10', 'head', 'id:10', 'giang',
                   '--to', '31/10/2026', '--as', 'TUQ', '--decision',
                   '2/UQ')[0], 0, 'stands in')
    eq([(r['other'], r['sign_as']) for r in show(at, 'giang')['roles']
        if r['other']], [('head10', 'TUQ')], 'for whom, and how')
    eq({r['other'] for r in show(at, 'head10')['lent'] if r['today']},
       {'giang', 'standin'}, 'and who for them')
    like(at.tool('account', 'show', 'giang'), r'head +T.nh An .*<> ',
         'for people')
    eq(at.try_tool('account', 'deputise', 'head10', 'head', 'id:10', 'giang',
                   '--end')[0], 0, 'no longer')
    eq(at.try_tool('account', 'deputise', 'head10', 'head', 'id:10', 'giang',
                   '--end')[0], 1, 'once')
    for verb, words, status, why in (
            ('deputise', ('head10', 'head', 'id:10', 'giang'), 1, 'how long'),
            ('deputise', ('admin10', 'admin', 'id:10', 'giang', '--to',
                          '31/10/2026', '--as', 'KT', '--decision', '1'), 1,
             'cannot be lent'),
            ('deputise', ('head10', 'clerk', 'id:10', 'giang'), 1,
             'does not have'),
            ('deputise', ('head10', 'boss', 'id:10', 'giang'), 2,
             'clerk, head'),
            ('deputise', ('head10', 'head', 'id:10'), 2, 'stands in'),
            ('grant', ('auditor10', 'head', 'id:10'), 1, 'at the same time'),
            ('grant', ('giang', 'head', 'id:10', '--from', '1/1/2026'), 1,
             'is over'),
            ('move', ('giang',), 2, "a unit's code"),
            ('move', ('nobody', '101'), 1, 'no such account'),
            ('move', ('giang', '999'), 1, 'No unit has this code'),
            ('move', ('giang', '101', '--from', 'soon'), 1, 'no date'),
            ('move', ('giang', '101', '--role', 'boss'), 1, 'no role'),
            ('leave', (), 2, 'which account'),
            ('leave', ('nobody',), 1, 'no such account'),
            ('show', ('nobody',), 1, 'no such account'),
            ('show', (), 2, 'which account'),
            ('add', ('x1', 'X', '--role', 'clerk'), 2, 'at a unit'),
            ('add', ('x1', 'X', '--unit', '999'), 1, 'No unit has'),
            ('list', ('--role', 'boss'), 2, 'no role'),
            ('list', ('--state', 'odd'), 2, 'open, locked or left'),
            ('list', ('giang',), 2, 'too much')):
        refused(at, verb, words, status, why)
    eq(at.try_tool('account', 'move', 'giang', '101', '--role', 'head',
                   '--decision', '3/QD')[0], 0, 'moves')
    eq([(r['role'], r['unit']) for r in show(at, 'giang')['roles']
        if r['today']], [('head', 101)], 'and has the new role alone')
    eq(at.try_tool('account', 'leave', 'giang')[0], 0, 'leaves')
    eq([r for r in show(at, 'giang')['roles'] if r['today']], [], 'with none')

    def listed(*words):
        return {p['login'] for p in json.loads(at.tool(
            '--json', 'account', 'list', *words))}
    eq(listed('--state', 'left'), {'left', 'giang'}, 'who has left')
    eq(listed('--state', 'locked'), {'locked'}, 'who is locked')
    eq(listed('--role', 'auditor'), {'auditor10', 'auditor1'}, 'by role')
    ok('clerk100' in listed('--unit', '100') and
       'clerk20' not in listed('--unit', 'id:10'), 'by unit')
    eq(listed('--name', 'GIANG'), {'giang'}, 'by name')
    path = at.folder + '/people.csv'
    for text, status, why in (
            ('login,name,unit,role\nh1,H,101,clerk\nh1,,100,viewer\n', 0,
             'New accounts: 1; further roles: 1; refused: 0'),
            ('login,name,unit,role\nh2,H,101,clerk\nh3,H,999,clerk\n', 1,
             'line 3'), ('login\nx\n', 1, 'names the columns'),
            ('login,unit\nh2,101\nh3\n', 1, r'^\S*people\.csv: Line 3: [^:]+$'),
            ('login,unit\n"h2,101\n', 1, r'^\S*people\.csv: Line 2: [^:]+$')):
        with open(path, 'w') as f:
            f.write(text)
        for more in (('--dry-run',), ()):
            code, out, err = at.try_tool('account', 'import', path, *more)
            eq(code, status, 'import %s: %r' % (more, text))
            like(out + err, why, 'and what came of it')
            if more and status == 0:
                eq(at.try_tool('account', 'show', 'h1')[0], 1, 'nothing yet')
    eq(len(show(at, 'h1')['roles']), 2, 'two lines, two roles')
    eq(at.try_tool('account', 'show', 'h2')[0], 1, 'all of it or nothing')
    eq(at.try_tool('account', 'import', '/nowhere')[0], 1, 'no such file')
    eq(at.try_tool('account', 'import')[0], 2, 'which file')


def keys(at):
    code, key, _ = at.try_tool('key', 'add', 'h\u1eb1ng \u0111\u00eam', 'run',
                               'viewer1')
    key = key.strip()
    eq(code, 0, 'a key')
    like(key, '^[0-9a-f]{48}$', 'is shown')
    eq(at.db.sql('SELECT hash, job, name FROM cron_key'),
       [[sha256(key), 'run', 'h\u1eb1ng \u0111\u00eam']], 'kept as a hash')
    v = Visitor(at.probe)
    eq(v.get('/probe/cron', HTTP_X_BAOCAO_KEY=key).status, 200, 'it opens')
    other = json.loads(at.tool('--json', 'key', 'add', 'x', 'report',
                               'viewer10'))['key']
    eq(v.get('/probe/either?unit=10', HTTP_X_BAOCAO_KEY=other).status, 200,
       'one for reports')
    listed = json.loads(at.tool('--json', 'key', 'list'))
    eq([(k['id'], k['job'], k['login'], k['revoked']) for k in listed],
       [(1, 'run', 'viewer1', None), (2, 'report', 'viewer10', None)],
       'the list')
    unlike(at.tool('key', 'list'), key, 'without the keys')
    eq(at.try_tool('key', 'revoke', '1')[0], 0, 'revoked')
    eq(v.get('/probe/cron', HTTP_X_BAOCAO_KEY=key).status, 403, 'it is shut')
    eq(at.try_tool('key', 'revoke', '1')[0], 1, 'once')
    for words, status in ((('add', 'x', 'run', 'nobody'), 1),
                          (('add', 'x', 'dance', 'viewer1'), 2),
                          (('add', 'x' * 61, 'run', 'viewer1'), 2),
                          (('add', 'x', 'run'), 2), (('revoke', 'x'), 2),
                          (('revoke', '-1'), 2), (('revoke', '9'), 1),
                          (('revoke',), 2), ((), 2)):
        eq(at.try_tool('key', *words)[0], status, 'refused: %s' % (words,))
    like(at.tool('key', 'list'), r'1  run .*, revoked 20', 'and the list says so')
    unlike(str(at.db.sql('SELECT detail FROM audit')), key + '|' + other,
           'no key on record')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.login = at.program('login')
        at.probe = at.program('tests/web/probe.fcgi')
        drawn = adding(at)
        roles(at, drawn)
        locking(at, drawn)
        keys(at)
        people(at)
        at.db.stop()
        code, said, why = at.try_tool('account', 'list')
        eq((code, said), (1, ''), 'without its database it says no')
        like(why, 'database', 'and why')
    done()


main()
