#!/usr/bin/env python3
# deployed
"""second.t - the second factor: set up, asked for, lost; sessions and links"""
import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
import totp
from bare import Private, Visitor, password_hash, sha256
from tap import done, eq, like, note, ok, unlike

NEXT = 'bay con ga trong vuon'
LATER = 'chin con vit duoi ao'


def signed(at, login, agent='Mozilla/5.0 (X11; Linux) Firefox/115.0',
           **more):
    v = Visitor(at.login, HTTP_USER_AGENT=agent, **more)
    v.cookies['lang'] = 'en'
    v.answer = v.login(login, fixture.PASSWORD)
    return v


def at_program(v, program):
    v.program = program
    return v


def set_up(at, login):
    """Their secret and recovery codes; v is signed in with both factors."""
    v = at_program(signed(at, login), at.second)
    a = v.get('/second')
    eq(a.status, 200, 'the page of setting it up')
    secret = totp.secret_of(a.text)
    like(a.text, "<svg class='qr'", 'with a picture')
    unlike(a.text, 'or one of your recovery codes', 'no recovery code can be'
           ' asked for, as there is none yet')
    like(a.text, 'Recovery codes, .* are shown after this', 'they come after')
    v.before = v.cookies['baocao']
    v.before_set = v.form({'secret': secret.hex()})
    a = v.post('/second/set', dict(v.before_set, code=totp.code(secret)))
    eq(a.status, 200, 'set up')
    return v, secret, totp.codes_of(a.text)


def fresh(at, login):
    """As if half a minute had passed: codes may be used again."""
    at.db.sql('UPDATE person_second SET step = 0 WHERE person_id = %d' %
              fixture.person_id(login))
    at.db.sql('DELETE FROM signin_fail')


def setting_up(at):
    v = at_program(signed(at, 'head10'), at.second)
    a = v.get('/second')
    secret = totp.secret_of(a.text)
    form = v.form({'secret': secret.hex()})
    for wrong, why in (('000000', 'not right'), ('', 'not right'),
                       ('12345', 'not right'),
                       (totp.code(secret, steps=6), 'another time')):
        a = v.post('/second/set', dict(form, code=wrong))
        eq(a.status, 422, 'refused: %r' % wrong)
        like(a.text, why, 'and why')
        eq(totp.secret_of(a.text), secret, 'the key stays')
    eq(at.db.one('SELECT COUNT(*) FROM person_second'), '0', 'nothing is set')
    for bad in ('x', 'zz' * 20, '00' * 19):
        eq(v.post('/second/set', dict(form, secret=bad, code='000000')).status,
           400, 'no key: %s' % bad)
    other = signed(at, 'head10')
    was = v.cookies['baocao']
    a = v.post('/second/set', dict(form, code=totp.code(secret)))
    codes = totp.codes_of(a.text)
    eq((a.status, len(set(codes))), (200, 10), 'then ten codes are shown')
    ok(v.cookies['baocao'] != was, 'the session goes by another token')
    eq(at_program(other, at.second).get('/second').status, 303,
       'all others are over')
    kept = str(at.db.sql('SELECT * FROM person_second') +
               at.db.sql('SELECT * FROM person_recovery'))
    unlike(kept, '|'.join([secret.hex()] + codes),
           'the database holds neither the key nor a code')
    unlike(str(at.db.sql('SELECT detail FROM audit')),
           '|'.join([secret.hex()] + codes), 'nor does the record')
    a = v.post('/second/set', dict(form, code=totp.code(secret)))
    eq(a.status, 303, 'the same form once more changes nothing')
    like(v.get('/second').text, 'protected by a second factor',
         'the page says so')
    return secret, codes


def asking(at, secret, codes):
    fresh(at, 'head10')
    v = signed(at, 'head10')
    eq(v.answer.status, 200, 'the password alone')
    ok('baocao' not in v.cookies, 'opens no session')
    like(v.page, "name='ticket'", 'but asks for a code')
    ticket = v.hidden('ticket')
    form = v.form({'ticket': ticket, 'next': '/entry'})
    a = v.post('/login/code', dict(form, code='000000'))
    eq(a.status, 422, 'a wrong one')
    like(a.text, 'not right', 'is told so')
    a = v.post('/login/code', dict(form, code=totp.code(secret, steps=9)))
    like(a.text, 'clock of your telephone', 'one of a clock that is wrong')
    stranger = Visitor(at.login)
    stranger.get('/login')
    a = stranger.post('/login/code', dict(
        form, csrf=stranger.hidden('csrf'), code=totp.code(secret)))
    eq((a.status, a.get('location')), (303, '/login?next=%2Fentry'),
       'another browser gets nowhere with it')
    good = totp.code(secret)
    a = v.post('/login/code', dict(form, code=' %s %s ' % (good[:3], good[3:])))
    eq((a.status, a.get('location')), (303, '/entry'), 'the right one: in')
    ok('baocao' in v.cookies, 'with a session')
    eq(at.db.one('SELECT strong FROM session WHERE token = \'%s\'' %
                 sha256(v.cookies['baocao'])), '1', 'of two factors')
    v.cookies.pop('baocao')  # the token of the form is a visitor's
    a = v.post('/login/code', dict(form, code=codes[5]))
    eq((a.status, a.get('location')), (303, '/login?next=%2Fentry'),
       'the ticket is used up, whatever code comes with it')
    ok('baocao' not in v.cookies, 'and opens no session')
    w = signed(at, 'head10')
    a = w.post('/login/code', w.form({'ticket': w.hidden('ticket'),
                                      'code': good}))
    eq(a.status, 422, 'the same code a second time')
    like(a.text, 'used already', 'is refused, and told so')
    a = w.post('/login/code', w.form({'ticket': w.hidden('ticket'),
                                      'code': codes[3].upper()}))
    eq(a.status, 303, 'a recovery code, in capitals: in')
    w = signed(at, 'head10')
    a = w.post('/login/code', w.form({'ticket': w.hidden('ticket'),
                                      'code': codes[3]}))
    eq(a.status, 422, 'which is good once')
    eq(at.db.one('SELECT COUNT(*) FROM person_recovery'), '9', 'nine are left')
    fresh(at, 'head10')
    at.db.sql('DELETE FROM signin_known')
    w = signed(at, 'head10')
    got = [w.post('/login/code', w.form({'ticket': w.hidden('ticket'),
                                         'code': '%06d' % i})).status
           for i in range(6)]
    eq(got, [422] * 5 + [303], 'five wrong codes, then no more with that'
       ' ticket')
    w = signed(at, 'head10')
    eq(w.answer.status, 429, 'and the pair waits, password and all')
    fresh(at, 'head10')
    for what in ('locked = 1', "valid_to = '2026-09-28'"):
        w = signed(at, 'head10')
        at.db.sql("UPDATE person SET %s WHERE login = 'head10'" % what)
        a = w.post('/login/code', w.form({'ticket': w.hidden('ticket'),
                                          'code': totp.code(secret)}))
        eq((a.status, 'baocao' in w.cookies), (303, False),
           'half signed in when the account ended: ' + what)
        at.db.sql("UPDATE person SET locked = 0, valid_to = '9999-12-31'"
                  " WHERE login = 'head10'")
    fresh(at, 'head10')
    w = signed(at, 'head10')
    at.db.sql('UPDATE signin_ticket SET expires = UTC_TIMESTAMP(6)')
    a = w.post('/login/code', w.form({'ticket': w.hidden('ticket'),
                                      'code': totp.code(secret)}))
    eq(a.get('location'), '/login', 'five minutes later: from the beginning')


def again(at, secret):
    """Showing again who one is takes both."""
    fresh(at, 'head10')
    v = signed(at, 'head10')
    v.post('/login/code', v.form({'ticket': v.hidden('ticket'),
                                  'code': totp.code(secret)}))
    fresh(at, 'head10')
    a = v.get('/login/again')
    like(a.text, "name='code'", 'a code is asked for as well')
    form = v.form({'password': fixture.PASSWORD, 'next': '/entry'})
    a = v.post('/login/again', form)
    eq(a.status, 422, 'the password alone does not do')
    a = v.post('/login/again', dict(form, code=totp.code(secret),
                                    password='khong phai'))
    eq(a.status, 422, 'nor the code alone')
    a = v.post('/login/again', dict(form, code=totp.code(secret)))
    eq(a.status, 303, 'both do')


def needing(at):
    """Who has a role that needs it does nothing before."""
    strict = at.program('tests/web/probe.fcgi', {'second_roles': 'reviewer'})
    second = at.program('second', {'second_roles': 'reviewer'})
    v = at_program(signed(at, 'reviewer10'), strict)
    a = v.get('/probe')
    eq((a.status, a.get('location')), (303, '/second'), 'led to set it up')
    v.program = second
    v.get('/second')
    v.program = strict
    a = v.post('/probe/note', v.form({'text': 'x', 'key': 'a' * 32}))
    eq((a.status, a.get('location')), (303, '/second'), 'nor can they write')
    eq(at.db.one('SELECT COUNT(*) FROM probe'), '0', 'and nothing is written')
    v.program = second
    v.get('/second')
    v.post('/second/check', v.form({'code': '000000'}))
    v.program = strict
    eq(v.get('/probe').status, 303, 'a code of no key is none')
    w = at_program(signed(at, 'clerk10'), strict)
    eq(w.get('/probe').status, 200, 'others are not bothered')
    v.program = second
    a = v.get('/second')
    like(a.text, 'Your role needs', 'told why')
    secret = totp.secret_of(a.text)
    a = v.post('/second/set', v.form({'secret': secret.hex(),
                                      'code': totp.code(secret)}))
    eq(a.status, 200, 'set up')
    v.program = strict
    eq(v.get('/probe').status, 200, 'and open')
    v.program = second
    v.get('/second')
    eq(v.post('/second/off', v.form({})).status, 403,
       'the role does not let them do without')
    at.db.sql('UPDATE session SET strong = 0')
    fresh(at, 'reviewer10')
    eq(v.get('/second').status, 200, 'a session that began without it')
    like(v.page, 'Type the code', 'is asked for a code')
    a = v.post('/second/check', v.form({'code': '000000'}))
    eq(a.status, 422, 'a wrong one')
    a = v.post('/second/check', v.form({'code': totp.code(secret)}))
    eq(a.status, 303, 'the right one')
    v.program = strict
    eq(v.get('/probe').status, 200, 'opens')
    none = at.program('tests/web/probe.fcgi', {'second_roles': 'reviewer',
                                               'second_key': ''})
    w = at_program(signed(at, 'reviewer100'), none)
    eq(w.get('/probe').status, 200, 'without a key file nobody has to')


def codes_anew(at, secret):
    fresh(at, 'head10')
    v = signed(at, 'head10')
    v.post('/login/code', v.form({'ticket': v.hidden('ticket'),
                                  'code': totp.code(secret)}))
    v.program = at.second
    old = at.db.sql('SELECT hash FROM person_recovery')
    v.get('/second')
    a = v.post('/second/codes', v.form({}))
    eq((a.status, len(totp.codes_of(a.text))), (200, 10), 'ten new codes')
    ok(not [h for h in old if h in at.db.sql(
        'SELECT hash FROM person_recovery WHERE person_id = %d' %
        fixture.person_id('head10'))], 'those of before are void')
    v.get('/second')
    eq(v.post('/second/off', v.form({})).status, 303, 'off again')
    eq(signed(at, 'head10').answer.status, 303, 'the password does')


def wrong_key(at):
    v, secret, _ = set_up(at, 'viewer10')
    with open(at.folder + '/other.key', 'w') as f:
        f.write('ab' * 32)
    other = at.program('login', {'second_key': at.folder + '/other.key'})
    fresh(at, 'viewer10')
    w = Visitor(other)
    w.login('viewer10', fixture.PASSWORD)
    a = w.post('/login/code', w.form({'ticket': w.hidden('ticket'),
                                      'code': totp.code(secret)}))
    eq(a.status, 500, 'under another key nothing opens')
    like(other.logged(), 'did not seal this', 'and the log says why')


def listing(at):
    """Where one is signed in, and ending it."""
    at.db.sql('DELETE FROM session')
    here = signed(at, 'clerk100')
    there = signed(at, 'clerk100', agent='Mozilla/5.0 (Windows NT 10.0)'
                   ' Chrome/120.0 Safari/537', address='203.0.113.5')
    odd = signed(at, 'clerk100', agent='<script>alert(1)</script>\u1ea1')
    other = signed(at, 'head100')
    here.program = at.sessions
    a = here.get('/me/sessions')
    eq(a.status, 200, 'the list')
    for what in ('Firefox, Linux', 'Chrome, Windows', '203.0.113.5',
                 '&lt;script&gt;alert'):
        like(a.text, re.escape(what), 'shows ' + what)
    unlike(a.text, '<script>alert', 'as text')
    eq(a.text.count("name='session'"), 2, 'this one cannot be ended here')
    ids = dict(at.db.sql("SELECT address, id FROM session"))
    mine = here.form({'session': ids['203.0.113.5']})
    eq(here.post('/me/sessions/end', mine).status, 303, 'one is ended')
    eq(at_program(there, at.probe).get('/probe').status, 303, 'it is over')
    foreign = at.db.one('SELECT id FROM session WHERE person_id = %d' %
                        fixture.person_id('head100'))
    here.get('/me/sessions')
    eq(here.post('/me/sessions/end', here.form({'session': foreign})).status,
       303, "somebody else's")
    eq(at_program(other, at.probe).get('/probe').status, 200, 'goes on')
    here.get('/me/sessions')
    eq(here.post('/me/sessions/others', here.form({})).status, 303,
       'all others are ended')
    eq(at_program(odd, at.probe).get('/probe').status, 303, 'over')
    eq(here.get('/me/sessions').status, 200, 'this one goes on')
    at.db.sql('DELETE FROM session')
    many = [signed(at, 'clerk100') for _ in range(13)]
    eq(at.db.one('SELECT COUNT(*) FROM session'), '10',
       'ten at the most, the newest')
    eq([at_program(v, at.probe).get('/probe').status for v in many],
       [303] * 3 + [200] * 10, 'the first ones have ended')
    few = at.program('login', {'session_most': '2', 'session_hours': '1',
                               'session_idle_minutes': '5'})
    v = Visitor(few)
    v.login('clerk100', fixture.PASSWORD)
    eq(at.db.one('SELECT COUNT(*) FROM session'), '2', 'or as the settings say')
    eq(at.db.one("SELECT TIMESTAMPDIFF(SECOND, made, expires) FROM session"
                 " WHERE token = '%s'" % sha256(v.cookies['baocao'])), '300',
       'how long as well')


def by_command(at):
    """What an administrator does on the machine itself."""
    set_up(at, 'head1')
    listed = json.loads(at.tool('--json', 'account', 'sessions', 'head1'))
    eq([(s['address'], s['strong']) for s in listed], [('192.0.2.7', True)],
       'the command line lists sessions')
    link = json.loads(at.tool('--json', 'account', 'link', 'head1'))['link']
    w = Visitor(at.login)
    w.get(link)
    a = w.post('/reset/new', w.form({'link': w.hidden('link'), 'new': LATER,
                                     'again': LATER}))
    eq(a.status, 303, 'a new password by a link')
    eq((w.login('head1', LATER).status, 'baocao' in w.cookies),
       (200, False), 'keeps the second factor: a code is asked for')
    at.db.sql("UPDATE person_secret SET pwhash = '%s' WHERE person_id = %d" % (
        password_hash(fixture.PASSWORD), fixture.person_id('head1')))
    eq(at.try_tool('account', 'second', 'head1')[0], 2, 'takes no hint')
    eq(at.try_tool('account', 'second', 'head1', '--drop')[0], 0,
       'takes the second factor away')
    eq(at.try_tool('account', 'second', 'head1', '--drop')[0], 1, 'once')
    eq(json.loads(at.tool('--json', 'account', 'sessions', 'head1')), [],
       'and ends the sessions')
    at.db.sql('DELETE FROM signin_fail')
    v = signed(at, 'head1')
    eq(v.answer.status, 303, 'the password does again')
    eq(at.try_tool('account', 'sessions', 'head1', '--end')[0], 0, 'all end')
    eq(at_program(v, at.probe).get('/probe').status, 303, 'at once')
    link = json.loads(at.tool('--json', 'account', 'link', 'head1'))['link']
    w = Visitor(at.login)
    w.cookies['lang'] = 'en'
    like(w.get(link).text, 'For the account head1', 'a link to hand over')
    a = w.post('/reset/new', w.form({'link': w.hidden('link'), 'new': NEXT,
                                     'again': NEXT}))
    eq(a.status, 303, 'works')
    for verb in ('link', 'sessions'):
        eq((at.try_tool('account', verb, 'nobody')[0],
            at.try_tool('account', verb)[0]), (1, 2), verb + ' of nobody')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.db.sql('CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
                  ' n BIGINT NOT NULL, text TEXT NOT NULL)')
        for name in ('login', 'second', 'sessions'):
            setattr(at, name, at.program(name))
        at.probe = at.program('tests/web/probe.fcgi')
        secret, codes = setting_up(at)
        asking(at, secret, codes)
        again(at, secret)
        needing(at)
        codes_anew(at, secret)
        wrong_key(at)
        listing(at)
        by_command(at)
        acts = {r[0] for r in at.db.sql('SELECT DISTINCT act FROM audit')}
        ok({'second-set', 'password-given', 'signin', 'refuse', 'prove',
            'recovery-codes', 'second-drop', 'session-end',
            'sessions-end'} <= acts, 'all of it is on record')
        logged = ''.join(p.logged() for p in at.programs)
        unlike(logged, '|'.join([secret.hex(), fixture.PASSWORD] + codes),
               'nothing of it is in the log')
    done()


main()
