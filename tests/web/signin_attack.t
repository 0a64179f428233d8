#!/usr/bin/env python3
"""signin_attack.t - links to choose a password; and what bad people try"""
import concurrent.futures
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, password_hash, sha256
from smtp import Smtp
from tap import done, eq, like, note, ok, unlike

NEXT = 'bay con ga trong vuon'
COMMON = """Matkhau@2026 matkhau123 MatKhau!!12 nguyenvanhung NguyenVanHung1
 hanoi12345 UBND@Hanoi2026 anhyeuem123 1234567890 0912345678 01/01/1990
 qwertyuiop 1qaz2wsx3edc aaaaaaaaaaaa abababababab password2026 P@ssw0rd123
 Vi\u1ec7tnam2026! B\u00e1oC\u00e1o2026 administrator iloveyou!! 0987654321
 matkhaumatkhau abcdefghij zxcvbnm,./ ubndhanoi1 giadinh2026""".split()
GOOD = """bay-con-ga-trong-vuon troi-mua-gio-lanh-qua tau7cho9nguoi3ve
 Xk29-vmP0-qqLw mot$cau$dai$khac m\u1ed9tc\u00e2uti\u1ebfngvi\u1ec7td\u00e0i""".split()


def run(at):
    a = Visitor(at.cron).get('/cron/run?key=run')
    eq(a.status, 200, 'the cron run')
    return a


def ask(at, who, address='198.51.100.9', **more):
    v = Visitor(at.login, address=address)
    v.cookies['lang'] = 'en'
    v.get('/reset')
    return v.post('/reset', v.form({'who': who}), **more)


def link(at, who='head10', address='198.51.100.9'):
    """The path of the link that comes by mail."""
    del at.smtp.letters[:]
    at.db.sql("DELETE FROM signin_fail")
    ask(at, who, address)
    run(at)
    return at.smtp.letters[0].link()[len('https://bc.example.vn'):]


def opened(at, path):
    v = Visitor(at.login)
    v.cookies['lang'] = 'en'
    v.answer = v.get(path)
    return v


def choose(v, new=NEXT, **more):
    return v.post('/reset/new', v.form(dict(
        {'link': v.hidden('link'), 'new': new, 'again': new}, **more)))


def resetting(at):
    path = link(at)
    m = at.smtp.letters[0]
    eq(m.to, ['head10@an.gov.vn'], 'a letter comes')
    like(m.text, 'head10', 'it says for which account')
    like(path, '^/reset/new\\?key=[0-9a-f]{64}$', 'with a link')
    key = path[-64:]
    eq(at.db.sql('SELECT hash FROM signin_link'), [[sha256(key)]],
       'the database holds its hash')
    unlike(str(at.db.sql('SELECT body FROM outbox')), key,
           'and forgets the letter')
    old = Visitor(at.login)
    eq(old.login('head10', fixture.PASSWORD).status, 303,
       'the password is good until another is chosen')
    path = link(at)
    v = opened(at, path)
    eq(v.answer.status, 200, 'the link opens')
    like(v.page, 'head10', 'for that account')
    for new, why in (('short', 'between 10'), ('matkhau@2026', 'too easy'),
                     ('head10head10', 'own name')):
        a = choose(v, new)
        eq(a.status, 422, 'refused: ' + new)
        like(a.text, why, 'and why')
        unlike(a.text, "value='%s'" % new, 'it is not repeated')
    a = choose(v, again=NEXT + 'x')
    like(a.text, 'differ', 'twice the same')
    form = v.form({'link': v.hidden('link'), 'new': NEXT, 'again': NEXT})
    a = v.post('/reset/new', form)
    eq((a.status, a.get('location')), (303, '/reset?done=1'), 'chosen')
    ok('baocao' not in v.cookies, 'which does not sign in')
    a = v.post('/reset/new', dict(form, new=NEXT + '2', again=NEXT + '2'))
    eq(a.status, 404, 'the link is good once')
    eq(opened(at, path).answer.status, 404, 'nor does it open again')
    eq(old.get('/password').status, 303, 'signed out everywhere')
    at.db.sql('DELETE FROM signin_fail')
    eq(Visitor(at.login).login('head10', fixture.PASSWORD).status, 422,
       'the old password is over')
    eq(Visitor(at.login).login('head10', NEXT).status, 303, 'the new is good')
    one, two = link(at), link(at)
    eq((opened(at, one).answer.status, opened(at, two).answer.status),
       (404, 200), 'a newer link ends the one before')
    at.db.sql('UPDATE signin_link SET expires = UTC_TIMESTAMP(6)')
    eq(opened(at, two).answer.status, 404, 'and half an hour both')
    path = link(at)
    v = opened(at, path)
    at.db.sql("UPDATE person_secret SET changed = UTC_TIMESTAMP(6), pwhash ="
              " '%s' WHERE person_id = %d" % (password_hash(fixture.PASSWORD),
                                              fixture.person_id('head10')))
    eq(choose(v).status, 404, 'a password that changed otherwise ends it')
    path = link(at)
    for what in ('locked = 1', "valid_to = '2026-09-28'"):
        at.db.sql("UPDATE person SET %s WHERE login = 'head10'" % what)
        eq(opened(at, path).answer.status, 404, 'nor does it open: ' + what)
        at.db.sql("UPDATE person SET locked = 0, valid_to = '9999-12-31'"
                  " WHERE login = 'head10'")
    for wrong in ('0' * 64, 'x', '', sha256(path[-64:])):
        eq(opened(at, '/reset/new?key=' + wrong).answer.status, 404,
           'no link: %.8s' % wrong)
    ok(link(at, 'head10@an.gov.vn'), 'by the e-mail address, too')
    at.db.sql("UPDATE person SET email = 'head10@an.gov.vn' WHERE login ="
              " 'clerk10'")
    del at.smtp.letters[:]
    ask(at, 'head10@an.gov.vn', '198.51.100.44')
    run(at)
    eq(at.smtp.letters, [], 'an address that two have is nobody\'s')
    at.db.sql("UPDATE person SET email = '' WHERE login = 'clerk10'")


def masked(a):
    return re.sub('[0-9a-f]{64}|[0-9a-f]{32}', 'T', a.text).replace(
        a.get('x-request-id'), 'ID')


def telling_apart(at):
    """Whoever asks for whomever: the same answer and the same work."""
    at.db.sql('DELETE FROM signin_fail')
    ask(at, 'warm')
    got = []
    for i, who in enumerate(('head10', 'nobody10', 'locked', 'norole',
                             'head10@an.gov.vn', 'x@y.zz', '\u0111\u1ea1i')):
        a = ask(at, who, '198.51.100.%d' % (100 + i))
        line = at.login.beside.line(a)
        got.append((a.status, a.get('location'), len(a.bytes), line['stmts'],
                    line['argon2'], line['bytes']))
    eq(len(set(got)), 1, 'status, address, statements, computations, bytes')
    note(got[0])
    del at.smtp.letters[:]
    run(at)
    eq(sorted({m.to[0] for m in at.smtp.letters}), ['head10@an.gov.vn'],
       'letters go to whom there is')
    at.db.sql('DELETE FROM signin_fail')
    del at.smtp.letters[:]
    for i in range(6):
        ask(at, 'head10', '198.51.100.%d' % (10 + i))
        run(at)
    eq(len(at.smtp.letters), 3, 'three letters, then they wait an hour')
    at.db.sql('DELETE FROM signin_fail')
    got = [ask(at, 'user%d' % i, '198.51.100.66').status for i in range(12)]
    eq((got[8], got[11]), (303, 429), 'an address may ask ten times')


def poison(at):
    """No link is made of what a request says."""
    del at.smtp.letters[:]
    at.db.sql('DELETE FROM signin_fail')
    ask(at, 'head10', HTTP_HOST='evil.example',
        HTTP_X_FORWARDED_HOST='evil.example', HTTP_FORWARDED='host=evil')
    run(at)
    eq(len(at.smtp.letters), 1, 'a letter')
    unlike(at.smtp.letters[0].text, 'evil', 'that names the configured site')
    for who in ('head10\r\nBcc: x@evil.example', 'head10@an.gov.vn, x@evil.example',
                "' OR 1=1 -- ", 'head10\x00'):
        a = ask(at, who, '198.51.100.77')
        ok(a.status in (303, 400), 'nothing odd comes of %a' % who)
    run(at)
    eq(len(at.smtp.letters), 1, 'nor another letter')


def fixing(at):
    """A session cannot be given to somebody."""
    thief = Visitor(at.login)
    thief.login('clerk10', fixture.PASSWORD)
    given = thief.cookies['baocao']
    v = Visitor(at.login)
    v.cookies['baocao'] = given
    v.cookies['baocao_pre'] = 'a' * 64
    v.get('/login')
    a = v.post('/login', {'csrf': v.hidden('csrf'), 'login': 'viewer10',
                          'password': fixture.PASSWORD})
    eq(a.status, 303, 'signing in under a session that was given')
    ok(v.cookies['baocao'] != given, 'gives another')
    thief.program = at.probe
    who = thief.get('/probe').text
    unlike(who, 'viewer10', 'the giver is not the new one')
    v = Visitor(at.login)
    v.login('viewer10', fixture.PASSWORD)
    first = v.cookies['baocao']
    v.get('/login')
    a = v.post('/login', v.form({'login': 'viewer10',
                                 'password': fixture.PASSWORD}))
    ok(v.cookies['baocao'] != first, 'signing in again: another token')
    w = Visitor(at.probe)
    w.cookies['baocao'] = first
    eq(w.get('/probe').status, 303, 'and the first session of that browser'
       ' has ended')


def crossing(at):
    """No other site can sign in, out or choose for anybody."""
    for path, fields in (
            ('/login', {'login': 'clerk10', 'password': fixture.PASSWORD}),
            ('/login/code', {'ticket': '0' * 64, 'code': '000000'}),
            ('/reset', {'who': 'head10'}),
            ('/reset/new', {'link': '0' * 64, 'new': NEXT, 'again': NEXT}),
            ('/logout', {}), ('/password', {'old': 'x'}),
            ('/login/again', {'password': 'x'})):
        v = Visitor(at.login)
        v.login('clerk10', fixture.PASSWORD)
        v.get('/password')
        good = v.form(fields)
        for what, more, form in (
                ('another site', {'HTTP_SEC_FETCH_SITE': 'cross-site'}, good),
                ('another origin', {'HTTP_ORIGIN': 'https://evil.example'},
                 good),
                ('no token', {}, {k: x for k, x in good.items()
                                  if k != 'csrf'})):
            eq(v.post(path, form, **more).status, 403,
               '%s from %s' % (path, what))


def ended(at):
    for who, what in (('locked', 'a locked account'),):
        at.db.sql('DELETE FROM signin_fail')
        eq(Visitor(at.login).login(who, fixture.PASSWORD).status, 422, what)
    at.db.sql("UPDATE person SET valid_to = '2026-09-28' WHERE login ="
              " 'viewer100'")
    eq(Visitor(at.login).login('viewer100', fixture.PASSWORD).status, 422,
       'an account that has ended')
    at.db.sql("UPDATE person SET valid_to = '9999-12-31' WHERE login ="
              " 'viewer100'")
    v = Visitor(at.login)
    v.login('viewer100', fixture.PASSWORD)
    v.program = at.probe
    eq(v.get('/probe/view?unit=100').status, 200, 'somebody who works there')
    at.db.sql("UPDATE access SET valid_to = '2026-09-28' WHERE person_id = %d"
              % fixture.person_id('viewer100'))
    ok(v.get('/probe/view?unit=100').status in (403, 404),
       'has moved: it is closed at once, in the session that is open')


def passwords(at):
    v = Visitor(at.login)
    v.cookies['lang'] = 'en'
    v.login('reviewer100', fixture.PASSWORD)
    v.get('/password')
    form = v.form({'old': fixture.PASSWORD})
    for new in COMMON:
        at.db.sql('DELETE FROM signin_fail')
        a = v.post('/password', dict(form, new=new, again=new))
        like(a.text if a.status == 422 else 'taken', 'too easy',
             'too easy: %a' % new)
    for new in GOOD:
        at.db.sql('DELETE FROM signin_fail')
        a = v.post('/password', dict(form, new=new, again=new + 'x'))
        unlike(a.text, 'too easy|between', 'not too easy: %a' % new)
    os.mkdir(at.folder + '/list')
    with open(at.folder + '/list/passwords.txt', 'w') as f:
        f.write(''.join(sorted(x + '\n' for x in GOOD if x.isascii())))
    v.program = at.program('login', {'seed_dir': at.folder + '/list'})
    at.db.sql('DELETE FROM signin_fail')
    a = v.post('/password', dict(form, new=GOOD[0], again=GOOD[0]))
    eq(a.status, 422, 'another list in its place: what it has is refused')
    like(a.text, 'too easy', 'another list: and why')


# Of the unit, of those above it, of the system; of no use to anybody else
OWN = ('Bắc Giang 2026', 'bacgiang@2026', 'BacGiang123!', 'b4cg1ang2026',
       'tỉnh bắc giang', 'tinhbacgiang', 'giangbac2026', 'bacgiangbacgiang',
       'trunguong2026', 'baocaobacgiang', 'baocao@2026', 'Báo cáo 2026!',
       'nguoiclerk10', 'người bắc giang', 'sogovbacgiang', 'clerk10-giang',
       'bao cao cua giang', 'songhong bac giang', 'bac giang que',
       'bacgiang20269876', 'bacgiang1970375')
FREE = ('mua xuan o bac giang', 'bac oi giang sach ra', 'tinh yeu la gi nhi',
        'vo bac giang day com', 'cong thuong 19 sao do', 'bac giang xuan',
        'bao2938471', 'bacgiang202698765')


def own_words(at):
    """The names of the unit, of those above and of the system, in any marks."""
    at.db.sql("UPDATE unit SET name = 'Tỉnh Bắc Giang' WHERE id = 10")
    at.site_name = at.program('login', {'site_url': 'https://bc.sogov.vn',
                                        'mail_name': 'Cổng Sông Hồng'})
    v = Visitor(at.site_name)
    v.cookies['lang'] = 'en'
    v.login('clerk10', fixture.PASSWORD)
    v.get('/password')
    form = v.form({'old': fixture.PASSWORD})

    def said(new, again=None):
        at.db.sql('DELETE FROM signin_fail')
        return v.post('/password', dict(form, new=new, again=again or new)).text

    for new in OWN:
        like(said(new), 'made of your own name, that of your unit',
             'own words: %a' % new)
    for new in FREE:
        unlike(said(new, new + 'x'), 'too easy', 'a sentence: %a' % new)
    at.db.sql("UPDATE person SET name = 'Lê Tám' WHERE login = 'clerk10'")
    for new in ('clerk bac giang', 'le giang que 1'):
        like(said(new), 'made of your own name',
             'a word of the login name, a short one: %a' % new)
    other = Visitor(at.login)
    other.cookies['lang'] = 'en'
    other.login('clerk20', fixture.PASSWORD)
    other.get('/password')
    a = other.post('/password', other.form({
        'old': fixture.PASSWORD, 'new': 'bac giang que toi',
        'again': 'bac giang que toi x'}))
    unlike(a.text, 'too easy', 'elsewhere it is no word of theirs')
    for new in ('bac giang 2026', 'nguoi bac giang'):
        got = at.try_tool('account', 'password', 'viewer10',
                          '--password-stdin', said=new + '\n')
        like(got[1] + got[2], 'made of your own name',
             'nor at the command line: ' + new)


def rehashing(at):
    """The cost rises: each password is hashed anew when it is known."""
    dear = at.program('login', {'hash_kib': '64', 'hash_passes': '2'})
    at.db.sql('DELETE FROM signin_fail')

    def kept():
        return at.db.one('SELECT pwhash FROM person_secret WHERE person_id ='
                         ' %d' % fixture.person_id('clerk1'))

    v = Visitor(dear)
    v.login('clerk1', 'khong phai')
    like(kept(), 'm=8,t=1', 'a wrong password changes nothing')
    a = Visitor(dear).login('clerk1', fixture.PASSWORD)
    like(kept(), 'm=64,t=2', 'the right one is hashed at the new cost')
    eq((a.status, dear.line(a)['argon2']), (303, '2'), 'once')
    a = Visitor(dear).login('clerk1', fixture.PASSWORD)
    eq((a.status, dear.line(a)['argon2']), (303, '1'), 'and then not again')
    a = Visitor(at.login).login('clerk1', fixture.PASSWORD)
    eq(a.status, 303, 'a cheaper setting')
    like(kept(), 'm=64,t=2', 'does not make it cheaper again')


def overflow(at):
    """Many at once: so many are computed, the others wait or are told."""
    conf = {'hash_kib': '262144', 'hash_passes': '6', 'hash_slots': '1',
            'run_dir': at.folder + '/slot'}
    os.mkdir(conf['run_dir'])
    many = at.program('login', conf, workers=10)
    at.db.sql('DELETE FROM signin_fail')
    at.db.sql("UPDATE person_secret SET pwhash = '%s' WHERE person_id = %d" %
              (password_hash(fixture.PASSWORD, 262144, 6),
               fixture.person_id('admin10')))
    at.db.sql("SET GLOBAL innodb_lock_wait_timeout = 60")

    def one(i):
        return Visitor(many, address='198.51.100.%d' % i).login(
            'admin10', fixture.PASSWORD)

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        got = list(pool.map(one, range(10, 20)))
    status = sorted(a.status for a in got)
    note(status)
    ok(status[0] == 303 and set(status) <= {303, 429, 503},
       'all are answered: in, or told to try again')
    ok(429 in status or status == [303] * 10, 'who waited too long is told')
    ok(all(int(a.get('retry-after') or 0) > 0 for a in got
           if a.status in (429, 503)), 'and when')
    eq(at.db.one('SELECT COUNT(*) FROM signin_fail'), '0',
       'nobody is punished for it')


def main():
    with Smtp() as smtp, Private(smtp.conf()) as at:
        at.smtp = smtp
        fixture.load(at.db)
        at.db.sql("UPDATE person SET email = 'head10@an.gov.vn' WHERE login ="
                  " 'head10'; UPDATE person SET email = 'l@an.gov.vn' WHERE"
                  " login = 'locked';"
                  'CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
                  ' n BIGINT NOT NULL, text TEXT NOT NULL);'
                  "INSERT INTO cron_key (name, hash, job, person_id, made)"
                  " VALUES ('run', '%s', 'run', %d, '2026-01-01')" %
                  (sha256('run'), fixture.person_id('viewer1')))
        for stream in range(-16, 0):
            at.db.sql("REPLACE INTO audit_head (stream, seq, hash) VALUES"
                      " (%d, 0, '%s')" % (stream, '0' * 64))
        at.login = at.program('login')
        at.cron = at.program('cron')
        at.probe = at.program('tests/web/probe.fcgi')
        resetting(at)
        telling_apart(at)
        poison(at)
        fixing(at)
        crossing(at)
        passwords(at)
        own_words(at)
        rehashing(at)
        ended(at)
        overflow(at)
        logged = ''.join(p.logged() for p in at.programs)
        unlike(logged, '%s|%s|reset/new.key=' % (fixture.PASSWORD, NEXT),
               'neither passwords nor links in the log')
    done()


main()
