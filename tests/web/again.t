#!/usr/bin/env python3
"""again.t - what needs that its actor has lately shown who they are"""
import html
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, sha256
from tap import done, eq, like, ok, unlike

WRONG = 'khong phai mat khau'
TYPED = 'd\u00f2ng "m\u1ed9t"\n<b>hai</b> & \'ba\''


class Desk:
    """Somebody who has signed in, before both programs."""

    def __init__(self, at, who='head10'):
        self.at = at
        self.v = Visitor(at.login)
        self.v.cookies['lang'] = 'en'
        self.v.login(who, fixture.PASSWORD)

    def token(self):
        return self.v.cookies['baocao']

    def leave(self, minutes=10):
        """They go away for a while."""
        self.at.db.sql('UPDATE session SET proved = UTC_TIMESTAMP(6) -'
                       " INTERVAL %d SECOND WHERE token = '%s'" % (
                           minutes * 60, sha256(self.token())))

    def get(self, path):
        self.v.program = self.at.probe
        return self.v.get(path)

    def post(self, path, fields):
        self.v.program = self.at.probe
        return self.v.post(path, fields)

    def again(self, fields):
        self.v.program = self.at.login
        return self.v.post('/login/again', fields)


def notes(at):
    return at.db.sql('SELECT n, HEX(text) FROM probe ORDER BY id')


def looking(at):
    d = Desk(at)
    eq(d.get('/probe/step?a=7').status, 200, 'open to who has just signed in')
    d.leave(9)
    eq(d.get('/probe/step?a=7').status, 200, 'and nine minutes later')
    d.leave(10)
    a = d.get('/probe/step?a=7')
    eq((a.status, a.get('location'), a.bytes),
       (303, '/login/again?next=%2Fprobe%2Fstep%3Fa%3D7', b''),
       'after ten it leads elsewhere, and shows nothing')
    eq(d.get('/probe').status, 200, 'other pages stay open')
    d.v.program = at.login
    a = d.v.get('/login/again?next=%2Fprobe%2Fstep%3Fa%3D7')
    eq(a.status, 200, 'there')
    like(a.text, "type='password'", 'a password is asked for')
    unlike(a.text, "name='code'", 'and no code of who has none')
    was = d.token()
    good = d.v.form({'password': fixture.PASSWORD, 'next': d.v.hidden('next')})
    a = d.again(dict(good, password=WRONG))
    eq(a.status, 422, 'a wrong one')
    like(a.text, 'not your password', 'is told so')
    unlike(a.text, WRONG, 'and not repeated')
    eq(d.get('/probe/step?a=7').status, 303, 'and opens nothing')
    a = d.again(good)
    eq((a.status, a.get('location')), (303, '/probe/step?a=7'),
       'the right one leads back')
    ok(d.token() != was and d.token()[:32] == was[:32],
       'under a new token, of the same root')
    eq(at.db.one("SELECT strong FROM session WHERE token = '%s'" %
                 sha256(d.token())), '0', 'one factor stays one factor')
    eq(d.get('/probe/step?a=7').status, 200, 'where it is open now')
    thief = d.v.twin(at.probe)
    thief.cookies['baocao'] = was
    eq(thief.get('/probe').status, 303, 'the token of before is worth nothing')
    like(str(at.db.sql("SELECT act, person_id FROM audit WHERE act IN"
                       " ('prove', 'refuse') ORDER BY at DESC LIMIT 2")),
         'prove.*%d.*refuse' % fixture.person_id('head10'),
         'both are on record')
    for bad in ('//evil.example/x', 'https://evil.example', '/\\evil.example',
                'javascript:alert(1)', "/x'><script>"):
        d.leave()
        d.v.program = at.login
        d.v.get('/login/again')
        a = d.again(d.v.form({'password': fixture.PASSWORD, 'next': bad}))
        eq((a.status, a.get('location')), (303, '/'),
           'nowhere else: %s' % bad)


def typing(at):
    d = Desk(at, 'clerk10')
    d.get('/probe')
    form = d.v.form({'text': TYPED})
    other_tab = dict(form, key='e' * 32)
    d.leave()
    at.db.sql('DELETE FROM probe')
    a = d.post('/probe/step', form)
    eq(a.status, 303, 'a form that comes too late')
    like(a.get('location'), r'^/login/again\?next=%2Flogin%2Fkept%3Fid%3D',
         'is kept (web/late.t) while they show who they are')
    eq(notes(at), [], 'nothing is done')
    eq(at.db.one('SELECT COUNT(*) FROM idem'), '0', 'nor its key taken')
    d.v.program = at.login
    a = d.v.get(a.get('location'))
    like(a.text, 'what you entered is kept', 'as they are told')
    unlike(a.text, 'hai', 'it does not travel through the page')
    where = html.unescape(d.v.hidden('next'))
    a = d.again(d.v.form({'password': WRONG, 'next': where}))
    eq((a.status, html.unescape(d.v.hidden('next'))), (422, where),
       'a wrong password: it is kept')
    a = d.again(d.v.form({'password': fixture.PASSWORD, 'next': where}))
    eq((a.status, a.get('location')), (303, where), 'the right one leads on')
    a = d.v.get(where)
    like(a.text, "action='/probe/step'", 'to a button that sends it on')
    eq(notes(at), [], 'nothing is done before')
    back = {n: x for n, x in re.findall(
        r"<input type='hidden' name='(\w+)' value='([^']*)'",
        a.text[a.text.index("action='/probe/step'"):])}
    eq(set(back), {'csrf', 'key', 'text'}, 'with what it held')
    sent = dict(form, csrf=back['csrf'], key=back['key'])
    a = d.post('/probe/step', sent)
    eq(a.status, 303, 'sent on')
    once = [[str(fixture.person_id('clerk10')), TYPED.encode().hex().upper()]]
    eq(notes(at), once, 'it is done, as it was typed')
    a = d.post('/probe/step', sent)
    eq((a.status, notes(at)), (303, once), 'once, however often it is sent')
    d.leave()
    a = d.post('/probe/step', sent)
    like(a.get('location'), '^/login/again', 'sent again much later: who they'
         ' are is asked first')
    d.v.program = at.login
    d.v.get('/login/again')
    d.again(d.v.form({'password': fixture.PASSWORD, 'next': '/'}))
    a = d.post('/probe/step', sent)
    eq((a.status, a.get('location'), notes(at)),
       (303, '/probe?done=%d' % len(TYPED.encode()), once),
       'and the answer is that of the first time')
    a = d.post('/probe/step', other_tab)
    eq(a.status, 303, 'a form that another tab had open goes on as well')


def strangers(at):
    """Nobody but they themselves can send on what was kept."""
    d = Desk(at, 'reviewer10')
    at.db.sql('DELETE FROM probe')
    d.get('/probe')
    csrf = d.v.hidden('csrf')
    good = {'next': '/probe/step', 'password': fixture.PASSWORD}
    d.v.program = at.login
    for what, more, fields in (
            ('from another site', {'HTTP_SEC_FETCH_SITE': 'cross-site'},
             dict(good, csrf=csrf)),
            ('from another origin', {'HTTP_ORIGIN': 'https://evil.example'},
             dict(good, csrf=csrf)),
            ('without the token', {}, good),
            ('with another', {}, dict(good, csrf='0' * 64))):
        a = d.v.post('/login/again', fields, **more)
        eq(a.status, 403, 'refused: ' + what)
    d.leave()
    d.v.program = at.probe
    a = d.v.post('/probe/step', {'text': 'x', 'key': 'a' * 32})
    eq(a.status, 403, 'a late form without its token')
    eq(at.db.one("SELECT COUNT(*) FROM kept_form WHERE person_id = %d" %
                 fixture.person_id('reviewer10')), '0', 'is not kept')
    w = Visitor(at.login)
    eq(w.get('/login/again').status, 303, 'a visitor must sign in')
    a = w.post('/login/again', dict(good, csrf='0' * 64))
    eq((a.status, a.get('location')), (303, '/login?late=1&next=%2F'), 'and keeps nothing')
    at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made) VALUES"
              " ('k', '%s', 'report', %d, '2026-01-01')" %
              (sha256('k'), fixture.person_id('head10')))
    v = Visitor(at.probe)
    eq(v.get('/probe/step?a=7', HTTP_X_BAOCAO_KEY='k').status, 303,
       'a key is no person')
    d.v.program = at.login
    d.v.get('/login/again')
    fields = d.v.form({'password': WRONG, 'next': '/'})
    eq([d.again(fields).status for _ in range(6)], [422] * 5 + [429],
       'five wrong ones, and it waits')
    a = d.again(dict(fields, password=fixture.PASSWORD))
    eq((a.status, at.login.line(a)['argon2']), (429, '0'),
       'with the right one, too: nothing is computed')
    at.db.sql('DELETE FROM signin_fail')


def flags(at):
    """Where a form asks for it, it may hold nothing that a page must not."""
    routes = os.popen(at.probe.path + ' --routes').read()
    like(routes, r'POST /probe/step .* !prove\n', 'the table of routes says so')


def settings(at):
    brief = at.program('tests/web/probe.fcgi', {'prove_minutes': '2'})
    d = Desk(at)
    d.leave(2)
    eq(d.get('/probe/step?a=7').status, 200, 'two minutes are not too long')
    d.v.program = brief
    eq(d.v.get('/probe/step?a=7').status, 303, 'unless the settings say so')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.db.sql('CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
                  ' n BIGINT NOT NULL, text TEXT NOT NULL)')
        at.login = at.program('login')
        at.probe = at.program('tests/web/probe.fcgi')
        looking(at)
        typing(at)
        strangers(at)
        flags(at)
        settings(at)
        logged = ''.join(p.logged() for p in at.programs)
        unlike(logged, '%s|%s' % (fixture.PASSWORD, WRONG),
               'no password in the log')
    done()


main()
