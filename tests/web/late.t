#!/usr/bin/env python3
"""late.t - a form that comes too late: the session is over, or who they are
must be shown again.  What was typed comes back, to nobody else."""
import html
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
import totp
from bare import Private, Visitor, sha256
from tap import done, eq, like, ok, unlike

TYPED = 'một dòng\nhai "dòng" & <b>ba</b> \' c\u1ea3'
ENDED = "UPDATE session SET expires = UTC_TIMESTAMP(6) WHERE token = '%s'"
SSO = {'remote_user': 'yes', 'remote_user_secret': 'c0ffee' * 8,
       'remote_user_name': 'VNeID'}
SAME = {'HTTP_SEC_FETCH_SITE': 'same-origin'}


class Late:
    """Somebody who has typed, and whose session is over."""

    def __init__(self, at, login='head10', text=TYPED, secret=None):
        self.at = at
        self.v = Visitor(at.login)
        self.v.cookies['lang'] = 'en'
        a = self.v.login(login, fixture.PASSWORD)
        if a.status == 200:
            self.code(totp.code(secret))
        self.v.program = at.probe
        self.v.get('/probe')
        self.typed = self.v.form({'text': text})

    def code(self, code):
        """The second step, from the page that asks for it."""
        self.at.db.sql('UPDATE person_second SET step = 0')
        return self.v.post('/login/code', self.v.form({
            'ticket': self.v.hidden('ticket'), 'code': code, 'key': None,
            'next': html.unescape(self.v.hidden('next') or '')}))

    def end(self):
        self.at.db.sql(ENDED % sha256(self.v.cookies['baocao']))

    def send(self, path='/probe/note', **more):
        self.v.program = self.at.probe
        return self.v.post(path, self.typed, **more)

    def follow(self, answer):
        """As a browser does."""
        where = answer.get('location') or ''
        path = where.split('?')[0]
        self.v.program = (self.at.sso if path.startswith('/login/sso') else
                          self.at.probe if path.startswith('/probe') else
                          self.at.login)
        return self.v.get(where)

    def press(self):
        """The button of the page that is open, with all that it holds."""
        page = self.v.page
        to = re.search(r"<form method='post' action='(/probe[^']*)'", page)
        if to is None:
            return None
        held = {n: html.unescape(x) for n, x in re.findall(
            r"<input type='hidden' name='([^']+)' value='([^']*)'",
            page[to.start():])}
        self.v.program = self.at.probe
        return self.v.post(html.unescape(to.group(1)), held)


def notes(at):
    return at.db.sql('SELECT n, HEX(text) FROM probe ORDER BY id')


def note_of(login, text=TYPED):
    return [[str(fixture.person_id(login)), text.encode().hex().upper()]]


def by_password(at):
    at.db.sql('DELETE FROM probe')
    d = Late(at)
    d.end()
    a = d.send()
    eq(a.status, 303, 'a form after the session has ended')
    like(a.get('location'), r'^/login\?next=%2Flogin%2Fkept%3Fid%3D[0-9a-f]{32}'
         '$', 'leads to the sign-in page')
    eq(notes(at), [], 'nothing is done')
    unlike(a.text, 'dòng', 'the answer repeats nothing')
    a = d.follow(a)
    like(a.text, 'has ended. What you entered is kept', 'which says so')
    unlike(a.text, 'hai', 'without what it is')
    where = d.v.hidden('next')
    fields = d.v.form({'login': 'head10', 'password': 'khong phai', 'key': None,
                       'next': html.unescape(where)})
    a = d.v.post('/login', fields)
    eq((a.status, d.v.hidden('next')), (422, where), 'a slip: still kept')
    a = d.v.post('/login', dict(fields, password=fixture.PASSWORD))
    eq((a.status, a.get('location')), (303, html.unescape(where)),
       'signed in: to what was kept')
    a = d.follow(a)
    eq(a.status, 200, 'a page')
    like(a.text, 'Go on', 'with a button')
    unlike(a.text, '<b>ba', 'and what was typed as data')
    eq(notes(at), [], 'nothing is done before it is pressed')
    a = d.press()
    eq((a and a.status, notes(at)), (303, note_of('head10')),
       'pressed: done, as it was typed')
    d.v.program = at.login
    d.v.get(html.unescape(where))
    a = d.press()
    eq((a and a.status, notes(at)), (303, note_of('head10')),
       'Back, and pressed again: it is done once')
    return html.unescape(where)


def nobody_else(at, where):
    w = Visitor(at.login)
    w.cookies['lang'] = 'en'
    eq(w.get(where).status, 303, 'a visitor is not shown it')
    w.login('clerk10', fixture.PASSWORD)
    a = w.get(where)
    eq(a.status, 404, 'nor a colleague, with the very address')
    like(a.text, 'no longer kept', 'who is told why')
    unlike(a.text, 'dòng', 'and sees nothing of it')
    for bad in ('/login/kept', '/login/kept?id=' + '0' * 32,
                '/login/kept?id=x', '/login/kept?id=' + "'" * 32):
        ok(w.get(bad).status in (400, 404), 'no such form: ' + bad)
    d = Late(at)
    d.v.program = at.login
    eq(d.v.get(where).status, 200, 'its owner is, from elsewhere too')
    at.db.sql('UPDATE kept_form SET at = at - INTERVAL 121 MINUTE')
    eq(d.v.get(where).status, 404, 'for two hours')
    d = Late(at)
    d.end()
    a = d.send()
    where = d.follow(a) and html.unescape(d.v.hidden('next'))
    d.v.post('/login', d.v.form({'login': 'clerk10', 'key': None, 'next': where,
                                 'password': fixture.PASSWORD}))
    eq(d.v.get(where).status, 404, 'who signs in as somebody else, here as well,'
       ' does not')


def not_kept(at):
    """What is no form of a session that has just run out."""
    def where(d, path='/probe/note', **more):
        a = d.send(path, **more)
        return a.status, a.get('location')

    at.db.sql('DELETE FROM kept_form')
    home = (303, '/login?late=1&next=%2F')
    d = Late(at)
    d.end()
    d.typed['csrf'] = '0' * 64
    eq(where(d), home, 'another token of the form')
    d = Late(at)
    d.end()
    del d.typed['csrf']
    eq(where(d), home, 'none')
    d = Late(at)
    d.end()
    eq(where(d, HTTP_SEC_FETCH_SITE='cross-site')[0], 403,
       'a form of another site')
    d = Late(at)
    made = 'a' * 64
    d.v.cookies['baocao'] = made
    d.typed['csrf'] = sha256('csrf:' + made[:32])
    eq(where(d), home, 'a cookie that never was a session')
    d = Late(at)
    at.db.sql("DELETE FROM session WHERE token = '%s'" %
              sha256(d.v.cookies['baocao']))
    eq(where(d), home, 'a session that was ended: signed out, or locked')
    d = Late(at)
    d.end()
    at.db.sql("UPDATE person SET locked = 1 WHERE login = 'head10'")
    eq(where(d), home, 'of somebody who may not sign in any more')
    at.db.sql("UPDATE person SET locked = 0 WHERE login = 'head10'")
    d = Late(at)
    d.end()
    d.v.program = at.login
    a = d.v.post('/password', dict(d.typed, old=fixture.PASSWORD,
                                   new='mot hai ba bon nam', again='x'),
                 HTTP_REFERER='http://bc.example/password')
    eq((a.status, a.get('location')),
       (303, '/login?late=1&next=%2Fpassword'),
       'a form with passwords: back to it, without them')
    a = d.follow(a)
    like(a.text, 'Your session has ended. Nothing has been done',
         'and the page says so')
    d = Late(at)
    d.end()
    a = d.v.upload('/probe/file', d.typed, [('file', 'a.txt', b'x')],
                   HTTP_REFERER='http://bc.example/probe?a=1')
    eq((a.status, a.get('location')), (303, '/login?late=1&next=%2Fprobe%3Fa'
                                       '%3D1'), 'a file is chosen anew')
    for bad in ('http://ev.example/probe', 'http://evil.example/probe',
                'http://bc.example.evil/probe',
                'http://bc.example//evil.example', 'x', 'http://bc.example',
                'http://evil.example/http://bc.example/probe'):
        a = d.v.upload('/probe/file', d.typed, [('file', 'a.txt', b'x')],
                       HTTP_REFERER=bad)
        eq(a.get('location'), home[1], 'nowhere else: ' + bad)
    eq(at.db.one('SELECT COUNT(*) FROM kept_form'), '0',
       'nothing of all that was kept')
    unlike(str(at.db.sql('SELECT * FROM kept_form')), fixture.PASSWORD,
           'above all no password')


def bounded(at):
    """What one person can have kept, and for how long."""
    for n in range(23):
        d = Late(at, text='so %d' % n)
        d.end()
        d.send()
    eq(at.db.one('SELECT COUNT(*) FROM kept_form'), '20',
       'the last twenty of a person')
    like(at.db.one('SELECT GROUP_CONCAT(fields) FROM kept_form'), 'so 22',
         'the newest among them')
    d = Late(at)
    d.end()
    kept = "SELECT COUNT(*) FROM session WHERE token = '%s'" % sha256(
        d.v.cookies['baocao'])
    at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made) VALUES"
              " ('k', '%s', 'run', %d, '2026-01-01')" %
              (sha256('k'), fixture.person_id('head10')))

    def run():
        eq(Visitor(at.cron).get('/cron/run', HTTP_X_BAOCAO_KEY='k').status, 200,
           'the regular run')

    run()
    eq(at.db.one(kept), '1', 'a session that ran out is known for a day')
    eq(at.db.one('SELECT COUNT(*) FROM kept_form'), '20',
       'and what was kept stays for its two hours')
    at.db.sql('UPDATE session SET expires = expires - INTERVAL 25 HOUR')
    at.db.sql('UPDATE kept_form SET at = at - INTERVAL 121 MINUTE')
    run()
    eq(at.db.one(kept), '0', 'and then forgotten')
    eq(at.db.one('SELECT COUNT(*) FROM kept_form'), '0',
       'as what was kept is, after two hours')
    v = Visitor(at.login)
    v.login('viewer10', fixture.PASSWORD)
    at.db.sql(ENDED % sha256(v.cookies['baocao']))
    v.login('viewer10', fixture.PASSWORD)
    page = Visitor(at.sessions)
    page.cookies = v.cookies
    eq(len(re.findall("<tr", page.get('/me/sessions').text)), 2,
       'a session that ran out is listed nowhere: a head and this one')


def other_tab(at):
    """They have signed in again in another tab, and then send the form."""
    at.db.sql('DELETE FROM probe')
    d = Late(at)
    d.end()
    d.v.program = at.login
    d.v.login('head10', fixture.PASSWORD)
    a = d.send()
    eq(a.status, 403, 'a form with another token is refused')
    a = d.send(**dict(SAME, HTTP_SEC_FETCH_SITE='cross-site'))
    eq(a.status, 403, 'from anywhere else, too')
    a = d.send(**dict(SAME, HTTP_SEC_FETCH_SITE='same-site'))
    eq(a.status, 403, 'from a neighbour, too')
    a = d.send(**SAME)
    eq(a.status, 303, 'but one of our own pages may have been open for long')
    like(a.get('location') or '', '^/login/kept', 'it is kept')
    eq(notes(at), [], 'nothing is done')
    d.follow(a)
    like(d.v.page, "class='notice warn.*signed in anew", 'they are told why')
    like(d.v.page, r'the button at \d\d:\d\d [^,]*\.</p>', 'and when')
    at.db.sql("UPDATE kept_form SET path = '/entry/send'")
    like(d.follow(a).text, r'the button at .*, on the pages .*Our reports',
         'and where, if it is in the menu')
    at.db.sql("UPDATE kept_form SET path = '/probe/note'")
    d.follow(a)
    a = d.press()
    eq((a and a.status, notes(at)), (303, note_of('head10')),
       'the button sends it on')
    for none in ('x', '', 'g' * 64, 'a' * 63, 'a' * 65):
        d.typed.update(csrf=none)
        eq(d.send(**SAME).status, 403, 'what is no token at all is refused')


def with_code(at):
    """Password and code: it is kept all the way."""
    at.db.sql('DELETE FROM probe')
    v = Visitor(at.login)
    v.cookies['lang'] = 'en'
    v.login('reviewer10', fixture.PASSWORD)
    v.program = at.second
    v.get('/second')
    secret = totp.secret_of(v.page)
    eq(v.post('/second/set', v.form({
        'secret': v.hidden('secret'), 'code': totp.code(secret)})).status, 200,
       'a second factor')
    d = Late(at, 'reviewer10', secret=secret)
    d.end()
    d.follow(d.send())
    where = html.unescape(d.v.hidden('next'))
    a = d.v.post('/login', d.v.form({
        'login': 'reviewer10', 'password': fixture.PASSWORD, 'next': where,
        'key': None}))
    eq(a.status, 200, 'the code is asked for')
    a = d.code(totp.code(secret))
    eq((a.status, a.get('location')), (303, where), 'and leads to it as well')
    d.follow(a)
    a = d.press()
    eq((a and a.status, notes(at)), (303, note_of('reviewer10')), 'all of it')

def again(at):
    """Step-up: the same, without signing in."""
    at.db.sql('DELETE FROM probe')
    d = Late(at)
    at.db.sql("UPDATE session SET proved = proved - INTERVAL 11 MINUTE")
    a = d.send('/probe/step')
    eq(a.status, 303, 'what needs proof, too late')
    like(a.get('location'), r'^/login/again\?next=%2Flogin%2Fkept', 'is kept')
    a = d.follow(a)
    like(a.text, 'what you entered is kept', 'and says so')
    a = d.v.post('/login/again', d.v.form({
        'password': fixture.PASSWORD,
        'next': html.unescape(d.v.hidden('next'))}))
    d.follow(a)
    a = d.press()
    eq((a and a.status, notes(at)), (303, note_of('head10')), 'and goes on')


def by_sso(at):
    """Somebody without a password here: through the web server, and back."""
    at.db.sql('DELETE FROM probe')
    at.db.sql("DELETE FROM person_secret WHERE person_id = %d" %
              fixture.person_id('viewer10'))
    says = {'REMOTE_USER': 'viewer10',
            'BAOCAO_PROXY_SECRET': SSO['remote_user_secret']}

    def button(d):
        """As the web server passes it on."""
        to = re.search(r"<a [^>]*href='([^']*/login/sso[^']*)'", d.v.page)
        d.v.program = at.sso
        return to and d.v.get(html.unescape(to.group(1)), **says)

    d = Late.__new__(Late)
    d.at, d.v = at, Visitor(at.sso)
    d.v.cookies['lang'] = 'en'
    d.v.get('/login/sso', **says)
    d.v.program = at.probe
    d.v.get('/probe')
    d.typed = d.v.form({'text': TYPED})
    d.end()
    d.follow(d.send())
    like(d.v.page, 'What you entered is kept', 'over, under single sign-on')
    a = button(d)
    like(a.get('location'), '^/login/kept', 'its button comes back to it')
    d.follow(a)
    eq(d.press().status, 303, 'and it goes on')
    eq(notes(at), note_of('viewer10'), 'as it was typed')
    at.db.sql('DELETE FROM probe')
    at.db.sql("UPDATE session SET proved = proved - INTERVAL 11 MINUTE")
    d.v.program = at.probe
    d.v.get('/probe')
    d.typed = d.v.form({'text': TYPED})
    d.follow(d.send('/probe/step'))
    like(d.v.page, 'what you entered is kept', 'who they are must be shown')
    says['OIDC_CLAIM_auth_time'] = '1000'
    a = button(d)
    eq(a.status, 422, 'the provider has not asked them: not confirmed')
    like(a.text, 'href=./login/again.next=%2Flogin%2Fkept', 'it is kept still')
    d.v.program = at.login
    d.v.get(re.search("href='(/login/again[^']*)'", a.text).group(1))
    says['OIDC_CLAIM_auth_time'] = '%d' % time.time()
    a = button(d)
    like(a.get('location'), '^/login/kept', 'it has: back to it')
    d.follow(a)
    eq((d.press().status, notes(at)), (303, note_of('viewer10')), 'and on')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.db.sql('CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
                  ' n BIGINT NOT NULL, text TEXT NOT NULL)')
        at.login = at.program('login', SSO)
        at.probe = at.program('tests/web/probe.fcgi')
        at.second = at.program('second')
        at.sso = at.program('sso', SSO)
        at.cron = at.program('cron')
        at.sessions = at.program('sessions')
        where = by_password(at)
        nobody_else(at, where)
        not_kept(at)
        bounded(at)
        other_tab(at)
        again(at)
        with_code(at)
        by_sso(at)
        logged = ''.join(p.logged() for p in at.programs)
        unlike(logged, fixture.PASSWORD, 'no password in the log')
    done()


main()
