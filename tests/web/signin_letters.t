#!/usr/bin/env python3
"""signin_letters.t - from the letter to the sign-in: invitations, links by an
administrator and by e-mail, in both languages, with and without second factor
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
import totp
from bare import Private, Visitor
from smtp import Smtp
from tap import done, eq, like, ok, unlike

SITE = 'https://bc.example.vn'
NEXT = 'bay con ga trong vuon %d'
MAILED = ('head10', 'viewer10', 'reviewer10', 'clerk10', 'clerk100', 'norole',
          'machine10', 'locked', 'left', 'owner100', 'head100')
WORDS = {  # subject and a word of the body, as each language has them
    'link': {'vi': ('Liên kết.*mật khẩu', 'Kính gửi'),
             'en': ('A link to choose your password', 'Dear')},
    'invited': {'vi': ('Tài khoản', 'Kính gửi'),
                'en': ('Your account in the reporting system', 'Dear')},
    'second': {'vi': ('Lớp xác thực thứ hai', 'Kính gửi'),
               'en': ('Your second factor was taken away', 'Dear')}}


def visitor(at, program=None):
    v = Visitor(program or at.login)
    v.cookies['lang'] = 'en'
    return v


def signed(at, login, password=fixture.PASSWORD):
    at.db.sql('DELETE FROM signin_fail')
    v = visitor(at)
    v.answer = v.login(login, password)
    return v


def within(at, v, program='second', path='/second'):
    """Does the session open anything?"""
    was, v.program = v.program, getattr(at, program)
    a = v.get(path)
    v.program = was
    return a.status == 200


def admin(at, login='admin1'):
    return signed(at, login)


def act(at, v, login, name, **values):
    """A button on the page about how somebody signs in."""
    v.program = at.person_signin
    id = fixture.person_id(login) if isinstance(login, str) else login
    a = v.get('/person/signin?id=%d' % id)
    if a.status != 200:
        return a
    return v.post('/person/signin/' + name, v.form(dict(values, id=id)))


def letter(at, login, kind):
    """The one that came, in the language of who reads it."""
    at.cron_run()
    got = [m for m in at.smtp.letters if m.to == [login + '@an.gov.vn']]
    if not eq_one(len(got), 'one letter to ' + login):
        return None
    lang = at.db.one("SELECT lang FROM person WHERE login = '%s'" % login)
    subject, word = WORDS[kind][lang]
    like(got[0].subject, subject, '%s: its subject in %s' % (kind, lang))
    like(got[0].text, word, 'its words, too')
    like(got[0].text, r'\b%s\b' % login, 'with the login name')
    del at.smtp.letters[:]
    return got[0]


def eq_one(n, what):
    eq(n, 1, what)
    return n == 1


def choose(at, link, new, again=None):
    """From the link in the letter to the new password."""
    ok(link.startswith(SITE + '/reset/new?key='), 'the link leads to the site')
    v = visitor(at)
    a = v.get(link[len(SITE):])
    if a.status != 200:
        return a
    return v.post('/reset/new', v.form({
        'link': v.hidden('link'), 'new': new, 'again': again or new}))


def whole(at, login, kind, begin, new):
    """From the wish to the sign-in."""
    here, there = signed(at, login), signed(at, login)
    ok(within(at, here) and within(at, there), login + ' is signed in twice')
    del at.smtp.letters[:]
    a = begin(login)
    eq(a.status, 303, kind + ': asked for')
    unlike(a.text, 'key=', 'the answer holds no link')
    ok(within(at, here), 'nothing has changed for ' + login)
    m = letter(at, login, kind)
    link = m.link()
    eq(choose(at, link, new).status, 303, 'the link, a new password')
    ok(not within(at, here) and not within(at, there),
       'all sessions have ended')
    eq(signed(at, login).answer.status, 422, 'the old password is over')
    eq(signed(at, login, new).answer.status, 303, 'the new one opens')
    eq(choose(at, link, new + ' x').status, 404, 'the link is good once')
    eq(signed(at, login, new).answer.status, 303, 'and changes nothing more')
    return link


def minutes(at, login):
    return at.db.one('SELECT TIMESTAMPDIFF(MINUTE, made, expires) FROM'
                     ' signin_link WHERE person_id = %d' %
                     fixture.person_id(login))


def by_admin(at):
    v = admin(at)

    def begin(login):
        return act(at, v, login, 'link')

    whole(at, 'head10', 'link', begin, NEXT % 1)
    whole(at, 'viewer10', 'link', begin, NEXT % 2)
    del at.smtp.letters[:]
    a = act(at, v, 'reviewer100', 'link')
    like(a.text, SITE + '/reset/new\\?key=', 'without an address it is shown,'
         ' to be handed over')
    at.cron_run()
    eq(at.smtp.letters, [], 'and no letter goes')
    eq(minutes(at, 'reviewer100'), '1440', 'it is good for a day')
    at.db.sql("UPDATE signin_link SET expires = UTC_TIMESTAMP(6)")
    shown = re.search(SITE + '/reset/new[^<]+', a.text).group(0)
    eq(choose(at, shown, NEXT % 3).status, 404, 'a day later it is over')
    other = admin(at, 'admin20')
    eq(act(at, other, 'head10', 'link').status, 404,
       'an administrator of elsewhere makes none')
    eq(act(at, signed(at, 'clerk100'), 'head100', 'link').status, 403,
       'nor does who is none')
    lower = admin(at, 'admin100')
    a = act(at, lower, 'mixed', 'link')
    eq(a.status, 422, 'nor who manages not all of somebody')
    like(a.text, 'roles that you do not administer', 'the page says so')
    unlike(a.text, "action='/person/signin", 'and has no buttons')


def ask(at, who, address='198.51.100.9'):
    v = visitor(at)
    v.address = address
    v.get('/reset')
    return v.post('/reset', v.form({'who': who}))


def by_mail(at):
    at.db.sql("UPDATE person SET lang = 'en' WHERE login = 'clerk10'")
    whole(at, 'reviewer10', 'link', lambda login: ask(at, login), NEXT % 4)
    whole(at, 'clerk10', 'link', lambda login: ask(at, login + '@an.gov.vn'),
          NEXT % 5)


def late_wish(at):
    """What could not be granted for an hour is not granted any more."""
    for who in ('head10', 'viewer10'):
        ask(at, who, '198.51.100.77')
    at.db.sql("UPDATE signin_wanted SET at = at - INTERVAL IF(who = 'head10',"
              " 61, 59) MINUTE")
    del at.smtp.letters[:]
    at.cron_run()
    eq([m.to for m in at.smtp.letters], [['viewer10@an.gov.vn']],
       'a wish of an hour ago is over, a younger one is granted')
    eq(at.db.one('SELECT COUNT(*) FROM signin_wanted'), '0', 'both are gone')


def invited(at):
    """Added one by one; the letter is good for a week."""
    v = admin(at)
    for login, lang in (('moi1', 'vi'), ('moi2', 'en')):
        v.program = at.person_edit
        like(v.get('/person/edit/new').text, "name='invite'", 'asked for')
        a = v.post('/person/edit/add', v.form({
            'login': login, 'name': 'Người Mới', 'unit': 'commune/100',
            'role': 'clerk', 'email': login + '@an.gov.vn', 'invite': '1'}))
        eq(a.status, 303, 'an account')
        like(a.get('location'), 'invited=1', 'with a letter')
        v.program = at.person
        like(v.get(a.get('location')).text, 'An invitation is on its way',
             'which the page says')
        if lang == 'en':
            at.db.sql("DELETE FROM outbox")
            at.db.sql("UPDATE person SET lang = 'en' WHERE login = '%s'" %
                      login)
            id = int(at.db.one("SELECT id FROM person WHERE login = '%s'" %
                               login))
            like(act(at, v, id, 'invite').get('location'), 'sent=1',
                 'once more, from the page on signing in')
        m = letter(at, login, 'invited')
        eq(at.db.one('SELECT ROUND(TIMESTAMPDIFF(HOUR, made, expires) / 24)'
                     ' FROM signin_link ORDER BY made DESC LIMIT 1'), '7',
           'for a week')
        eq(signed(at, login, '').answer.status, 422, 'no password opens yet')
        eq(choose(at, m.link(), 'xa mot 2026').status, 422,
           'one made of the unit is refused, and the link stays good')
        eq(choose(at, m.link(), NEXT % 6).status, 303, 'one is chosen')
        w = signed(at, login, NEXT % 6)
        ok(within(at, w), 'and they are in')
        eq(choose(at, m.link(), NEXT % 7).status, 404, 'once')
    v.program = at.person_edit
    v.get('/person/edit/new')
    a = v.post('/person/edit/add', v.form({
        'login': 'moi3', 'name': 'Người Mới', 'unit': 'commune/100',
        'role': 'clerk', 'invite': '1'}))
    unlike(a.get('location'), 'invited', 'without an address: none')


def changed(at):
    """Whoever changes a password stays in; whoever else is in is out."""
    here, there = signed(at, 'viewer1'), signed(at, 'viewer1')
    here.get('/password')
    a = here.post('/password', here.form({
        'old': fixture.PASSWORD, 'new': NEXT % 11, 'again': NEXT % 11}))
    eq(a.get('location'), '/password?done=1', 'a password is changed')
    eq([within(at, v, 'login', '/password') for v in (here, there)],
       [True, False],
       'here they stay, elsewhere they are out')


def over(at):
    """Of somebody who may not sign in any more."""
    v = admin(at)

    def pending(login='clerk100'):
        del at.smtp.letters[:]
        at.db.sql("UPDATE person SET locked = 0, valid_to = '9999-12-31' WHERE"
                  " login = '%s'" % login)
        eq(act(at, v, login, 'link').status, 303, 'a link is on its way')
        eq(minutes(at, login), '30', 'by e-mail for half an hour')
        return letter(at, login, 'link').link()

    def edit(path, **values):
        v.program = at.person_edit
        id = fixture.person_id('clerk100')
        v.get('/person/edit/post?id=%d' % id)
        a = v.post(path, v.form(dict(values, id=id,
                                     version=v.hidden('version'))))
        eq(a.status, 303, path)

    link = pending()
    at.db.sql("UPDATE signin_link SET expires = UTC_TIMESTAMP(6)")
    eq(choose(at, link, NEXT % 8).status, 404, 'late')
    link = pending()
    edit('/person/edit/lock', locked=1)
    eq(choose(at, link, NEXT % 8).status, 404, 'locked: the link is over')
    edit('/person/edit/lock', locked=0)
    eq(choose(at, link, NEXT % 8).status, 404, 'and stays so')
    link = pending()
    at.db.sql("UPDATE person SET valid_to = '%s' WHERE login = 'clerk100'" %
              fixture.TODAY)
    eq(choose(at, link, NEXT % 8).status, 404, 'an account that has ended')
    link = pending()
    edit('/person/edit/move', act='move', unit='commune/101')
    eq(choose(at, link, NEXT % 8).status, 404, 'moved: what the former'
       ' administrator had made is over')
    eq(signed(at, 'clerk100').answer.status, 303, 'the password stays theirs')
    link = pending()
    edit('/person/edit/move', act='leave')
    eq(choose(at, link, NEXT % 8).status, 404, 'left')
    eq(signed(at, 'clerk100').answer.status, 422, 'who cannot sign in')
    at.db.sql("UPDATE person SET valid_to = '9999-12-31' WHERE login ="
              " 'clerk100'")
    eq(choose(at, link, NEXT % 8).status, 404, 'back again: not even then')


def second(at):
    """A new password by a link is not a way around the second factor."""
    v = signed(at, 'owner100')
    v.program = at.second
    page = v.get('/second').text
    secret = totp.secret_of(page)
    a = v.post('/second/set', v.form({'secret': secret.hex(),
                                      'code': totp.code(secret)}))
    codes = totp.codes_of(a.text)
    eq(len(codes), 10, 'somebody with a second factor')
    del at.smtp.letters[:]
    ask(at, 'owner100')
    eq(choose(at, letter(at, 'owner100', 'link').link(), NEXT % 9).status, 303,
       'a new password by a link')

    def step(code):
        at.db.sql('UPDATE person_second SET step = 0')
        w = signed(at, 'owner100', NEXT % 9)
        eq(w.answer.status, 200, 'the code is asked for all the same')
        ok('baocao' not in w.cookies, 'nobody is in by the password')
        w.last = w.post('/login/code', w.form({
            'ticket': w.hidden('ticket'), 'code': code, 'key': None}))
        return w

    eq(step('000000').last.status, 422, 'a wrong one does not do')
    eq(step(totp.code(secret)).last.status, 303, 'the right one does')
    eq(step(codes[0]).last.status, 303, 'who lost it has a recovery code')
    eq(step(codes[0]).last.status, 422, 'each once')
    del at.smtp.letters[:]
    def reads():
        return int(at.db.one("SELECT COUNT(*) FROM audit WHERE act = 'read' AND"
                             ' object_id = %d' % fixture.person_id('clerk100')))
    before = reads()
    a = act(at, admin(at), 'clerk100', 'second')
    eq(a.status, 422, 'there is none to take away')
    eq(reads(), before + 2, 'the page is shown twice: both are on record')
    like(a.text, 'no second factor to take away', 'it says so')
    like(a.text, 'None is set up', 'so does the page')
    unlike(a.text, 'action=.[^>]*/signin/second', 'which has no button for it')
    v = admin(at)
    v.program = at.person_signin
    like(v.get('/person/signin?id=%d' % fixture.person_id('owner100')).text,
         r'Set up at \d\d:\d\d .*telephone', 'since when one is there')
    w = step(codes[1])
    ok(within(at, w), 'somebody is in by another code')
    a = act(at, admin(at), 'owner100', 'second')
    eq(a.status, 303, 'or the administrator takes it away')
    ok(not within(at, w), 'whoever is in is out')
    letter(at, 'owner100', 'second')
    w = signed(at, 'owner100', NEXT % 9)
    eq(w.answer.status, 303, 'then the password does')
    needs = at.program('login', {'second_roles': 'owner'})
    second = at.program('second', {'second_roles': 'owner'})
    at.db.sql('DELETE FROM signin_fail')
    w = visitor(at, needs)
    w.login('owner100', NEXT % 9)
    w.program = at.program('home', {'second_roles': 'owner'})
    eq(w.get('/').get('location'), '/second',
       'where the role needs one, it is set up anew first')
    w.program = second
    like(w.get('/second').text, 'needs a second factor', 'as the page says')


def unable(at):
    """Who is not told is said to whoever has to tell them."""
    v = admin(at)
    v.program = at.person_edit
    v.get('/person/edit/new')
    a = v.post('/person/edit/add', v.form({
        'login': 'khong.thu', 'name': 'A', 'unit': 'commune/100',
        'role': 'clerk', 'invite': '1'}))
    like(a.get('location'), 'made=1', 'an account without an address')
    v.program = at.person
    like(v.get(a.get('location')).text, 'Nobody has been told',
         'there is a link to be made')
    for login in ('left', 'locked'):
        a = act(at, admin(at), login, 'link')
        eq(a.status, 422, 'no link for an account that is ' + login)
        like(a.text, 'locked or over', 'it says so')
        unlike(a.text, 'action=.[^>]*/signin/link', 'and has no button')
    v = visitor(at)
    v.get('/reset')
    a = v.post('/reset', v.form({'who': ' '}))
    eq(a.status, 422, 'nobody has forgotten a password')
    like(a.text, 'Type your login name', 'it says so')
    form = v.form({'who': 'head10'})
    v.program = at.program('password', {'smtp_url': ''})
    a = v.post('/reset', form)
    eq((a.status, a.get('location')), (303, '/reset'), 'where none are sent nobody asks')
    eq(at.db.one('SELECT COUNT(*) FROM signin_wanted'), '0', 'nor waits')


def alike(at):
    """Nobody learns by asking whether there is such an account."""
    got, letters = {}, []
    ask(at, 'warm')
    for i, who in enumerate(('head100', 'nobody', 'locked', 'left', 'norole',
                             'machine10', 'admin20', 'head100@an.gov.vn',
                             'x@y.zz')):
        del at.smtp.letters[:]
        a = ask(at, who, '198.51.100.%d' % (100 + i))
        line = at.login.beside.line(a)
        got[who] = (a.status, a.get('location'), line['stmts'],
                    line['argon2'], line['bytes'])
        at.cron_run()
        letters += [(who, m.to[0]) for m in at.smtp.letters]
    eq(len(set(got.values())), 1, 'status, address, statements, computations')
    eq(letters, [('head100', 'head100@an.gov.vn'),
                 ('norole', 'norole@an.gov.vn'),
                 ('head100@an.gov.vn', 'head100@an.gov.vn')],
       'letters go to who can sign in, and to nobody else')
    bad = [visitor(at).get('/reset/new?key=' + k) for k in ('0' * 64, 'x')]
    eq({a.status for a in bad}, {404}, 'no link: always the same page')


def main():
    with Smtp() as smtp, Private(smtp.conf()) as at:
        fixture.load(at.db)
        at.smtp = smtp
        at.db.sql("UPDATE person SET email = CONCAT(login, '@an.gov.vn') WHERE"
                  " login IN ('%s')" % "','".join(MAILED))
        at.db.sql("UPDATE person SET lang = 'en' WHERE login = 'viewer10'")
        at.tool('key', 'add', 'k', 'run', 'viewer1')
        at.db.sql("UPDATE cron_key SET hash = SHA2('run', 256)")
        for name in ('login', 'second', 'person', 'person_edit',
                     'person_signin', 'cron'):
            setattr(at, name, at.program(name))
        at.cron_run = lambda: eq(Visitor(at.cron).get(
            '/cron/run?key=run').status, 200, 'the regular run')
        by_admin(at)
        by_mail(at)
        late_wish(at)
        invited(at)
        changed(at)
        over(at)
        second(at)
        unable(at)
        alike(at)
        logged = ''.join(p.logged() for p in at.programs)
        unlike(logged, 'bay con ga|' + fixture.PASSWORD, 'no password in a log')
        unlike(str(at.db.sql('SELECT body FROM outbox')) +
               str(at.db.sql('SELECT was, became, detail FROM audit')),
               'key=[0-9a-f]', 'no link in the outbox or on record')
    done()


main()
