#!/usr/bin/env python3
"""sso_trust.t - who may say who somebody is: the web server, with its secret

Straight to the worker as a web server would talk, with everything that a
visitor could put into a request beside it.
"""
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, sha256
from tap import done, eq, like, note, ok, unlike

SECRET = 'c0ffee' * 8
ISSUER = 'https://id.example.vn'
CONF = {'remote_user': 'yes', 'remote_user_secret': SECRET,
        'remote_user_name': 'VNeID', 'remote_user_second': 'mfa otp',
        'remote_user_logout': '/login/oidc?logout=https%3A%2F%2Fbc.example'}
# How a visitor might hope to be taken for the server; each stands for a header.
SPELLINGS = ('HTTP_REMOTE_USER', 'HTTP_X_REMOTE_USER', 'HTTP_X_FORWARDED_USER',
             'HTTP_REMOTEUSER', 'HTTP_X_REMOTE_USER_', 'HTTP_AUTH_USER',
             'HTTP_OIDC_CLAIM_SUB', 'HTTP_PROXY', 'REDIRECT_REMOTE_USER',
             'HTTP_HTTP_REMOTE_USER', 'REMOTE_USER ', 'remote_user',
             'REMOTE-USER', 'HTTP_X_AUTH_REQUEST_USER')


def visitor(program, **variables):
    v = Visitor(program, **variables)
    v.cookies['lang'] = 'en'
    return v


def told(user, secret=SECRET, **more):
    """What the server says."""
    return dict({'REMOTE_USER': user, 'BAOCAO_PROXY_SECRET': secret}, **more)


def sessions(at):
    return int(at.db.one('SELECT COUNT(*) FROM session'))


def outside(at, sso):
    """Nobody gets in without the server's word, whatever they send."""
    wrong, before = [], sessions(at)
    tries = [told('head10', s) for s in (
        None, '', 'x', SECRET[:-1], SECRET + '0', SECRET.upper(), ' ' + SECRET)]
    for name in SPELLINGS:
        tries.append({name: 'head10', 'BAOCAO_PROXY_SECRET': SECRET})
    for name in ('HTTP_BAOCAO_PROXY_SECRET', 'HTTP_X_BAOCAO_PROXY_SECRET',
                 'REDIRECT_BAOCAO_PROXY_SECRET', 'baocao_proxy_secret'):
        tries.append({'REMOTE_USER': 'head10', name: SECRET})
        tries.append({'HTTP_REMOTE_USER': 'head10', name: SECRET})
    tries += [told(''), told(' '), told('\u00a0'), told('x' * 201),
              told('head10\x01'), told('head10\r\nX: y'), {}]
    for more in tries:
        for path in ('/login/sso', '/login/sso?REMOTE_USER=head10'):
            a = visitor(sso).get(path, **more)
            good = a.status in (403, 400) and not [
                c for c in a.all('set-cookie') if c.startswith('baocao=')]
            if not good:
                wrong.append('%s %r: %d' % (path, more, a.status))
    eq(wrong, [], '%d ways from outside' % (2 * len(tries)))
    eq(sessions(at), before, 'and no session')
    v = visitor(sso)
    v.cookies['REMOTE_USER'] = 'head10'
    v.cookies['BAOCAO_PROXY_SECRET'] = SECRET
    eq(v.get('/login/sso').status, 403, 'nor by a cookie')
    a = visitor(sso).post('/login/sso', {'REMOTE_USER': 'head10'},
                          **told('head10'))
    eq(a.status, 405, 'nor by posting')
    n = at.db.one("SELECT COUNT(*) FROM audit WHERE act = 'refuse' AND detail"
                  " LIKE '%why=sso%'")
    ok(int(n) > 0, 'it is on record: %s' % n)
    unlike(sso.logged() + str(at.db.sql('SELECT detail FROM audit')), SECRET,
           'without the secret')


def elsewhere(at):
    """The server's word counts on that one path."""
    for name, path in (('home', '/'), ('entry', '/entry'),
                       ('token', '/me/tokens')):
        a = visitor(at.program(name, CONF)).get(path, **told('head10'))
        eq((a.status, a.get('location').split('?')[0]), (303, '/login'),
           'not on ' + path)
    a = visitor(at.program('sso')).get('/login/sso', **told('head10'))
    eq(a.status, 404, 'remote_user = no: there is no such page')
    unlike(visitor(at.program('login')).get('/login').text, '/login/sso',
           'nor a button')


def inside(at, sso, login):
    v = visitor(login)
    like(v.get('/login?next=%2Fentry%3Fa%3D1').text,
         "href='/login/sso\\?next=%2Fentry%3Fa%3D1'>Sign in with VNeID<",
         'the button')
    v.program = sso
    v.cookies['baocao'] = 'a' * 64
    a = v.get('/login/sso?next=%2Fentry', **told('Head10'))
    eq((a.status, a.get('location')), (303, '/entry'), 'in, and on')
    token = v.cookies['baocao']
    ok(re.match('[0-9a-f]{64}$', token) and token != 'a' * 64,
       'with a token of our own, whatever was sent')
    eq(at.db.sql("SELECT person_id, sso FROM session WHERE token = '%s'" %
                 sha256(token)), [[str(fixture.person_id('head10')), '1']],
       'a session like any other')
    detail = at.db.one("SELECT detail FROM audit WHERE act = 'signin' ORDER BY"
                       " at DESC LIMIT 1")
    like(detail, 'login=head10; how=sso; login=Head10', 'on record')
    w = v.twin(at.program('home'))
    eq(w.get('/').status, 200, 'which opens what it should')
    w.cookies.pop('baocao')
    w.cookies['baocao'] = token
    a = v.get('/login/sso', **told('viewer10'))
    eq((a.status, a.get('location')), (303, '/'), 'somebody else comes in')
    ok(v.cookies['baocao'] != token, 'by a session of their own')
    eq(w.get('/').status, 303, 'the one before is over')
    for bad in ('//evil.example', 'https://evil.example', '/\\evil.example',
                '/a@b', 'javascript:x'):
        a = visitor(sso).get('/login/sso?next=' + bad.replace(':', '%3A'),
                             **told('viewer10'))
        eq((a.status, a.get('location')), (303, '/'), 'not to ' + bad)
    v.program = login
    v.get('/password')
    a = v.post('/logout', {'csrf': v.hidden('csrf')})
    eq(a.get('location'), '/login/left', 'out again')
    ok('baocao' not in v.cookies, 'here')
    v.program = sso
    like(v.get('/login/left').text, "href='/login/oidc\\?logout=https%3A%2F%2F"
         "bc.example'>Sign out there, too<", 'and there, if they want')


def turned_away(at, sso):
    """The identity is right; there is no account, or none to sign in with."""
    before = sessions(at)
    at.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
              " valid_to) VALUES (%d, 10, 10, '1000-01-01', '9999-12-31')" %
              fixture.person_id('expired'))
    at.db.sql("UPDATE person SET valid_to = '%s' WHERE login = 'lastday'" %
              fixture.TODAY)
    for user, why in (('nobody77', 'have no account here yet'),
                      ('<b>x</b>', 'have no account here yet'),
                      ('h\u00eaad10', 'have no account here yet'),
                      ("head10' OR '1'='1", 'have no account here yet'),
                      ('locked', 'is locked, or it has ended'),
                      ('lastday', 'is locked, or it has ended'),
                      ('expired', 'another system')):
        a = visitor(sso).get('/login/sso', **told(user))
        eq(a.status, 422, 'refused: ' + user)
        like(a.text, why, 'and told why')
        unlike(a.text, '<b>x', 'escaped')
    eq(sessions(at), before, 'none of them got a session')
    n = at.db.one("SELECT COUNT(*) FROM audit WHERE act = 'refuse' AND detail"
                  " LIKE '%how=sso%why=%'")
    eq(n, '7', 'all are on record')


def mapping(at):
    """By e-mail, by what was linked, without a realm."""
    mail = at.program('sso', dict(CONF, remote_user_is='email'))
    at.db.sql("UPDATE person SET email = 'An@So.gov.vn' WHERE login = 'head1'")
    a = visitor(mail).get('/login/sso', **told('an@so.GOV.vn'))
    eq(a.status, 303, 'an e-mail address, in any letters')
    for user in ('', 'head1', 'an@so.gov.vn.evil.vn'):
        a = visitor(mail).get('/login/sso', **told(user))
        ok(a.status in (403, 422), 'nobody: %s' % user)
    at.db.sql("UPDATE person SET email = 'an@so.gov.vn' WHERE login ="
              " 'viewer1'")
    a = visitor(mail).get('/login/sso', **told('an@so.gov.vn'))
    eq(a.status, 422, 'an address of two accounts')
    like(a.text, 'Several accounts', 'is neither')
    linked = at.program('sso', dict(CONF, remote_user_is='subject',
                                    remote_user_issuer=ISSUER))
    said = told('0012345', OIDC_CLAIM_iss=ISSUER)
    eq(visitor(linked).get('/login/sso', **said).status, 422, 'not linked')
    at.tool('sso', 'link', 'head20', ISSUER, '0012345')
    eq(visitor(linked).get('/login/sso', **said).status, 303, 'linked')
    eq(at.try_tool('sso', 'link', 'head1', ISSUER, '0012345')[0], 1,
       'to one account only')
    for other in ('https://evil.example', ISSUER + '/', '', None):
        a = visitor(linked).get('/login/sso', **told(
            '0012345', OIDC_CLAIM_iss=other, HTTP_OIDC_CLAIM_ISS=ISSUER))
        eq(a.status, 403, 'of another issuer: %s' % other)
    like(at.tool('sso', 'list'), 'head20 +%s 0012345' % ISSUER, 'listed')
    at.tool('sso', 'unlink', ISSUER, '0012345')
    eq(visitor(linked).get('/login/sso', **said).status, 422, 'unlinked')
    realm = at.program('sso', dict(CONF, remote_user_realm='SO.GOV.VN'))
    for user, status in (('head10@SO.GOV.VN', 303), ('head10', 403),
                         ('head10@EVIL.VN', 403), ('@SO.GOV.VN', 403),
                         ('head10@SO.GOV.VN@EVIL.VN', 403),
                         ('head10@SO.GOV.VN.EVIL.VN', 403),
                         ('head10@SO.GOV', 403),
                         ('head10@EVIL.VN@SO.GOV.VN', 422)):
        eq(visitor(realm).get('/login/sso', **told(user)).status, status,
           'a realm: ' + user)


def factors(at, sso):
    """Which of the provider's words mean two factors: whole words alone."""
    at.db.sql('DELETE FROM session')
    for claim, strong in (
            ({}, 0), ({'amr': 'pwd'}, 0), ({'amr': 'otp'}, 1),
            ({'amr': '["pwd", "otp"]'}, 1), ({'amr': 'pwd,mfa'}, 1),
            ({'acr': 'mfa'}, 1), ({'amr': 'ot'}, 0), ({'amr': 'otpx'}, 0),
            ({'acr': 'm'}, 0), ({'amr': ',[]'}, 0), ({'amr': 'mfa otp'}, 1),
            ({'amr': 'xotp'}, 0), ({'amr': 'OTP'}, 0)):
        said = {'OIDC_CLAIM_' + k: v for k, v in claim.items()}
        visitor(sso).get('/login/sso', **told('viewer10', **said))
        eq(at.db.one('SELECT strong FROM session ORDER BY id DESC LIMIT 1'),
           str(strong), 'of two factors, or not: %s' % claim)


def freshness(at, sso):
    """When the provider saw who they are; not said is long ago."""
    now = int(time.time())
    for claim, least, most in (
            (now, 0, 300), (now + 250, 0, 0), (now - 400, 400, 700),
            (now + 3600, 2592000, 2592000),
            (now * 1000, 2592000, 2592000), ('9' * 30, 2592000, 2592000),
            (now - 90 * 86400, 2592000, 2592000), (None, 2592000, 2592000),
            ('', 2592000, 2592000), ('0', 2592000, 2592000),
            ('-5', 2592000, 2592000), ('%d.5' % now, 2592000, 2592000),
            ('today', 2592000, 2592000)):
        at.db.sql('DELETE FROM session')
        said = {} if claim is None else {'OIDC_CLAIM_auth_time': str(claim)}
        visitor(sso).get('/login/sso', **told('viewer10', **said))
        age = int(at.db.one(
            'SELECT TIMESTAMPDIFF(SECOND, proved, made) FROM session'))
        ok(least <= age <= most, 'seen at %s: %d s ago' % (claim, age))


def again(at, sso):
    """Who shows once more who they are is the same, and was seen just now."""
    def said(user, ago):
        return told(user, **({} if ago is None else {
            'OIDC_CLAIM_auth_time': str(int(time.time()) - ago)}))
    at.db.sql('DELETE FROM session')
    v = visitor(sso)
    v.get('/login/sso', **said('viewer10', 5000))
    for user, ago, why in (('head10', 1, 'you are somebody else'),
                           ('nobody.here', 1, 'you are somebody else'),
                           ('viewer10', 400, 'has not asked who you are'),
                           ('viewer10', None, 'has not asked who you are')):
        token = v.cookies['baocao']
        a = v.get('/login/sso/again?next=%2Fme%2Ftokens', **said(user, ago))
        eq((a.status, v.cookies['baocao'] == token), (422, True),
           'not by %s, seen %s s ago' % (user, ago))
        like(a.text, why, 'and why')
        ok(int(at.db.one('SELECT TIMESTAMPDIFF(SECOND, proved, UTC_TIMESTAMP('
                         '6)) FROM session')) > 4000, 'nothing is proved')
    for next, to in (('/me/tokens', '/me/tokens'), ('//evil.example', '/')):
        token = v.cookies['baocao']
        a = v.get('/login/sso/again?next=' + next, **said('viewer10', 10))
        eq((a.status, a.get('location')), (303, to), 'seen just now: on to ' +
           next)
        ok(v.cookies['baocao'] != token, 'by another token')
        ok(int(at.db.one('SELECT TIMESTAMPDIFF(SECOND, proved, UTC_TIMESTAMP('
                         '6)) FROM session')) < 60, 'it is proved')


def settings(at):
    """What would open the door stops the program."""
    for more, why in (({'remote_user_secret': 'short'}, '32'),
                      ({'remote_user_secret': ''}, '32'),
                      ({'remote_user_variable': 'HTTP_X_USER'}, 'header'),
                      ({'remote_user_is': 'name'}, 'login, email'),
                      ({'remote_user_is': 'subject'}, 'issuer'),
                      ({'remote_user_logout': 'https://x'}, 'paths')):
        conf = at.write_conf('wrong.conf', dict(CONF, **more))
        got = subprocess.run(
            [os.environ.get('BAOCAO_BUILD', '') + '/sso.fcgi'],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=at.environment(conf, {}))
        eq(got.returncode, 2, 'not started: %s' % more)
        like(got.stderr.decode(), why, 'and said why')


def main():
    with Private() as at:
        fixture.load(at.db)
        sso, login = at.program('sso', CONF), at.program('login', CONF)
        outside(at, sso)
        elsewhere(at)
        inside(at, sso, login)
        turned_away(at, sso)
        mapping(at)
        factors(at, sso)
        freshness(at, sso)
        again(at, sso)
        settings(at)
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
