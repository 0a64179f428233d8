#!/usr/bin/env python3
"""status.t - every status has its page, whatever the request is like"""
import calendar
import os
import re
import sys
import time
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, wait_until
from tap import done, eq, like, note, ok, unlike

TABLE = ('CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
         ' n BIGINT NOT NULL, text MEDIUMTEXT NOT NULL)')
FIXED = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
}
TITLES = {400: 'The request cannot be read', 403: 'This is not open to you',
          404: 'There is no such page', 405: 'That cannot be done here',
          409: 'Somebody was faster', 411: 'The request has no length',
          413: 'That is too much at once',
          429: 'Too many attempts', 500: 'Something went wrong here',
          503: 'Not available just now'}


def well_formed(answer):
    try:
        xml.fromstring(answer.text.replace('<!DOCTYPE html>', ''))
        answer.bytes.decode('utf-8')
        return True
    except (xml.ParseError, UnicodeDecodeError) as e:
        note(e)
        return False


def secure(answer, what):
    """What every answer carries, the failures too."""
    csp = answer.get('content-security-policy') or ''
    bad = [n for n, v in FIXED.items() if answer.get(n) != v]
    bad += [w for w in ("default-src 'none'", "frame-ancestors 'none'",
                        "form-action 'self'", "base-uri 'none'")
            if w not in csp]
    bad += [w for w in ('unsafe', 'data:', '*', 'http:') if w in csp]
    if not answer.get('x-request-id'):
        bad.append('x-request-id')
    if int(answer.get('content-length') or -1) != len(answer.bytes):
        bad.append('content-length')
    for cookie in answer.all('set-cookie'):
        if '; HttpOnly; SameSite=Lax' not in cookie:
            bad.append(cookie)
    names = [n for n, _ in answer.head]
    bad += [n for n in set(names) if names.count(n) > 1 and n != 'set-cookie']
    eq(bad, [], what + ': headers')


def page(answer, status, what):
    """An answer with this status, as a page that tells nothing else."""
    eq(answer.status, status, what)
    secure(answer, what)
    if status == 303:
        eq(answer.bytes, b'', what + ': no body')
        return answer
    ok(well_formed(answer), what + ': well-formed')
    if status in TITLES:
        like(answer.text, '<h1>%s</h1>' % TITLES[status], what + ': title')
        unlike(answer.text, 'no_such|probe\\.c|lib/|MariaDB|SELECT|SENTINEL',
               what + ': nothing of the inside, nothing of the request')
        ok(answer.get('x-request-id') in answer.text,
           what + ': the request id is shown')
    return answer


def reading(v):
    """400, 404, 405, 411, 413: what cannot be read."""
    get = [('a=1&a=2', 'a parameter twice'),
           ('a=1&%61=2', 'a parameter twice, encoded'),
           ('a=1&SENTINEL=2', 'an unknown parameter'),
           ('a=1&text=%zzSENTINEL', 'a percent sign without digits'),
           ('a=1&text=%4', 'half a percent sign'),
           ('a=1&text=SENTINEL%00x', 'NUL'),
           ('a=1&text=%c3%28', 'not UTF-8'),
           ('a=1&text=%ed%a0%80', 'a surrogate'),
           ('a=1&text=%c0%af', 'an overlong slash'),
           ('a=1&text=%f4%90%80%80', 'beyond Unicode'),
           ('a=1&text=%1b[31m', 'an escape sequence'),
           ('a=1&text=%c2%85', 'a control character above 0x7f'),
           ('a=1&=2', 'no name'),
           ('a=1&' + 'n' * 200 + '=2', 'a name too long'),
           ('a=', 'a number that is missing'), ('', 'nothing at all'),
           ('a=x', 'a number that is none'), ('a=1e3', 'a power of ten'),
           ('a=+1', 'a space before a number'), ('a=0x10', 'hexadecimal'),
           ('a=--1', 'two signs'), ('a=-1', 'a number too small'),
           ('a=1001', 'a number too large'),
           ('a=99999999999999999999', 'a number past 64 bits'),
           ('a=1&b=-6', 'below a minimum under zero'),
           ('a=1&text=' + 'x' * 21, 'a text too long'),
           ('a=1&text=x%0ay', 'two lines where one is asked for')]
    for query, what in get:
        page(v.get('/probe/any?' + query), 400, what)
    good = [('a=1', 'a=1 b=0 text=NULL flag=0'),
            ('a=0&b=-5&flag=1', 'a=0 b=-5 text=NULL flag=1'),
            ('&&a=7&', 'a=7 b=0 text=NULL flag=0'),
            ('a=1&text=%3Cb%3E%26+%22%27', 'text=&lt;b&gt;&amp; &'),
            ('a=1&text=%2541%252e%252e', 'text=%41%2e%2e '),
            ('a=1&text=a%CC%81', 'text=\u00e1 '),
            ('a=1&text=' + '%E1%BA%BF' * 20, '\u1ebf' * 20),
            ('a=1&lang=en', 'a=1')]
    for query, shown in good:
        like(page(v.get('/probe/any?' + query), 200, 'read: ' + shown).text,
             re.escape(shown), 'understood: ' + shown)
    page(v.get('/probe/any?a=1&text=' + 'x' * 8192), 413, 'a query too long')
    page(v.get('/probe/any?a=1', HTTP_COOKIE='x=' + 'y' * 9000), 413,
         'cookies too long')
    page(v.get('/probe/' + 'x' * 600), 413, 'a path too long')
    for path in ('/nowhere', '/probe/', '/probe/any/', '/probe/anyx', '/prob',
                 '//probe', '/probe/tail/', '/probe/tail/a/b',
                 '/probe/any/SENTINEL', '/probe/tail/../any'):
        page(v.get(path), 404, 'no such page: ' + path)
    for path in ('/\udcff\udcfe', '/probe/tail/\udcff', '/probe/tail/x\x01',
                 '/probe/tail/a?b', "/probe/tail/'><b>", '/SENT\u1ebf'):
        a = v.program.exchange(v.variables_for('GET', '/', {
            'SCRIPT_NAME': path}))
        page(a, 404, 'a path of strange bytes: %a' % path)
    page(v.get('/probe/tail/x.pdf'), 200, 'the tail of a path')
    for method in ('PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'get',
                   'PROPFIND', ''):
        a = page(v.get('/probe/any?a=1', REQUEST_METHOD=method), 405,
                 'method %s' % method)
    eq(a.get('allow'), 'GET, HEAD, POST', '405 says which methods there are')
    a = page(v.post('/probe/any', {}), 405, 'POST where only GET is')
    eq(a.get('allow'), 'GET, HEAD', 'and that it is GET')
    a = page(v.get('/probe/note'), 405, 'GET where only POST is')
    eq(a.get('allow'), 'POST', 'and that it is POST')


def bodies(v):
    v.get('/probe')
    fields = v.form({'text': 'SENTINEL'})
    page(v.post('/probe/note', b'', CONTENT_LENGTH=None), 411,
         'a body without its length')
    for length in ('-1', '+5', '5 ', '0x5', '5,5', 'five'):
        page(v.post('/probe/note', b'a=b&c', CONTENT_LENGTH=length), 400,
             'CONTENT_LENGTH %s' % length)
    for length in ('1048577', '99999999999999999999', '18446744073709551617'):
        page(v.post('/probe/note', b'', CONTENT_LENGTH=length), 413,
             'CONTENT_LENGTH %s' % length)
    for kind in ('multipart/form-data; boundary=x', 'text/plain',
                 'application/json', '',
                 'application/x-www-form-urlencodedx'):
        page(v.post('/probe/note', fields, CONTENT_TYPE=kind), 400,
             'a body of type %s' % kind)
    page(v.post('/probe/note?x=1', fields), 400, 'POST with a query')
    page(v.post('/probe/note', b'text=%zz'), 400, 'a body badly encoded')
    page(v.post('/probe/note', dict(fields, more='1')), 400,
         'a form with one field too many')
    a = '&'.join('p%d=1' % i for i in range(6001)).encode()
    page(v.post('/probe/note', a), 413, 'too many fields')
    body = b'text=x&csrf=' + fields['csrf'].encode() + b'&key=' + fields[
        'key'].encode()
    page(v.post('/probe/note', body, CONTENT_LENGTH=str(len(body) + 1)), 400,
         'a body that is shorter than it said')
    eq(v.program.at.db.one('SELECT COUNT(*) FROM probe'), '0',
       'and nothing of all that was done')
    a = v.post('/probe/note', body + b'GARBAGE', CONTENT_LENGTH=str(len(body)))
    page(a, 303, 'a body that is longer than it said is read up to there')
    eq(v.program.at.db.one('SELECT text FROM probe'), 'x', 'exactly')
    charset = 'application/x-www-form-urlencoded; charset=UTF-8'
    v.get('/probe')
    page(v.post('/probe/note', v.form({'text': 'y'}), CONTENT_TYPE=charset),
         303, 'a content type with a charset')
    v.get('/probe')
    text = 'd\u00f2ng m\u1ed9t\r\nd\u00f2ng hai\rba'
    page(v.post('/probe/note', v.form({'text': text})), 303, 'lines')
    eq(v.program.at.db.one('SELECT HEX(text) FROM probe ORDER BY id DESC'),
       'd\u00f2ng m\u1ed9t\nd\u00f2ng hai\nba'.encode().hex().upper(),
       'line ends are \\n')


def cross_site(v):
    v.get('/probe')
    good = v.form({'text': 'no'})
    count = v.program.at.db.one('SELECT COUNT(*) FROM probe')
    page(v.post('/probe/note', dict(good, csrf='')), 403, 'an empty token')
    page(v.post('/probe/note', {k: x for k, x in good.items()
                                if k != 'csrf'}), 403, 'no token')
    page(v.post('/probe/note', dict(good, csrf='0' * 64)), 403,
         'a wrong token')
    page(v.post('/probe/note', dict(good, csrf=good['csrf'][:-1])), 403,
         'a token cut short')
    other = Visitor(v.program)
    other.get('/login')
    page(v.post('/probe/note', dict(good, csrf=other.hidden('csrf') or
                                    'x' * 64)), 403, "a visitor's token")
    for site in ('cross-site', 'same-site', 'x'):
        page(v.post('/probe/note', good, HTTP_SEC_FETCH_SITE=site), 403,
             'Sec-Fetch-Site: ' + site)
    for origin in ('https://evil.example', 'http://bc.example.evil.example',
                   'https://bc.example:444', 'bc.example', ''):
        page(v.post('/probe/note', good, HTTP_ORIGIN=origin), 403,
             'Origin: %s' % origin)
    page(v.post('/probe/note', good, HTTP_ORIGIN='https://bc.example',
                HTTP_HOST=None), 403, 'an Origin and no Host')
    eq(v.program.at.db.one('SELECT COUNT(*) FROM probe'), count,
       'nothing was done')
    page(v.post('/probe/note', good, HTTP_ORIGIN='https://bc.example',
                HTTP_SEC_FETCH_SITE='same-origin'), 303,
         'the same origin may')
    eq(v.program.at.db.one('SELECT COUNT(*) FROM probe'),
       str(int(count) + 1), 'and that was done')
    ghost = v.twin()
    ghost.cookies['baocao'] = 'f' * 64
    a = page(ghost.post('/probe/note', good), 303, 'a session that is over')
    eq(a.get('location'), '/login?late=1&next=%2F',
       'to the sign-in page, which says that it was too late')


def signing_in(at, v):
    visitor = Visitor(v.program)
    a = page(visitor.get('/probe?x=1&y=%2F%3D+%26'), 303, 'nobody signed in')
    eq(a.get('location'),
       '/login?next=%2Fprobe%3Fx%3D1%26y%3D%252F%253D%2B%2526',
       'and the way back')
    login = at.program('login')
    person = Visitor(login)
    a = person.login('viewer10', fixture.PASSWORD, '/probe?x=1&y=%2F%3D+%26')
    eq(page(a, 303, 'signed in').get('location'), '/probe?x=1&y=%2F%3D+%26',
       'and is back')
    person.program = v.program
    page(person.get(a.get('location')), 200, 'and sees it')
    for bad in ('//evil.example', '/\\evil.example', 'https://evil.example',
                'evil', "/'><script>", '/%0d%0a', '/\u1ebf', '/#x', '/ x'):
        a = Visitor(login).login('viewer10', fixture.PASSWORD, bad)
        eq(a.get('location'), bad if bad == '/%0d%0a' else '/',
           'a next that leads away: %a' % bad)
    a = Visitor(login, HTTP_COOKIE='lang=en').get(
        '/login?next=%2Fx%0d%0aSet-Cookie:+a=b')
    page(a, 400, 'a next with a line end')
    a = page(visitor.get('/probe?x=' + 'y' * 2000), 303, 'too long a way back')
    eq(a.get('location'), '/login', 'is forgotten')
    person.cookies['lang'] = 'en'
    a = page(person.get('/probe/admin?unit=10'), 403, 'a right that is missing')
    like(a.text, 'Ng\u01b0\u1eddi viewer10', 'with the name of who asks')


def heads(v):
    for path in ('/probe/any?a=1', '/nowhere', '/probe/large'):
        get = v.get(path)
        head = v.get(path, REQUEST_METHOD='HEAD')
        eq((head.status, head.bytes), (get.status, b''), 'HEAD ' + path)
        if 'large' in path:
            eq(head.get('content-length'), get.get('content-length'),
               'with the length that GET has')
    for path in ('/other/x', '/' + 'x' * 600):
        a = v.get(path, REQUEST_METHOD='HEAD',
                  SCRIPT_NAME=path if len(path) > 100 else 'no-slash')
        eq(a.bytes, b'', 'HEAD where the path is refused')


def insecure_and_secure(at):
    login = at.program('login')
    v = Visitor(login)
    for more in ({'HTTPS': 'on'}, {'REQUEST_SCHEME': 'https'}):
        v.cookies = {}
        a = v.get('/login', **more)
        like(a.get('set-cookie'), '; Secure', 'Secure with %s' % more)
        ok(a.get('strict-transport-security'), 'and HSTS')
    v.cookies = {}
    a = v.get('/login', HTTPS='off')
    unlike(a.get('set-cookie'), 'Secure', 'not without')
    eq(a.get('strict-transport-security'), None, 'and no HSTS')
    always = at.program('login', {'https': 'yes'})
    like(Visitor(always).get('/login').get('set-cookie'), '; Secure',
         'always where the settings say so')
    secure = Visitor(login, HTTPS='on')
    a = secure.login('viewer10', fixture.PASSWORD)
    like(a.get('set-cookie'),
         '^__Host-baocao=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax; Secure$',
         'the cookie of a session')


def below_a_base(at):
    login = at.program('login', {'base': '/bc'})
    probe = at.program('tests/web/probe.fcgi', {'base': '/bc'})
    v = Visitor(login, '/bc')
    v.cookies['lang'] = 'en'
    page(v.get('/login'), 200, 'below /bc')
    eq(re.findall(r"(?:href|src|action)=['\"](?!/bc/)[^#]", v.page), [],
       'every address is below it')
    page(v.program.exchange(v.variables_for('GET', '/', {
        'SCRIPT_NAME': '/login'})), 404, 'outside the base')
    page(v.program.exchange(v.variables_for('GET', '/', {
        'SCRIPT_NAME': '/bcx/login'})), 404, 'beside the base')
    a = page(v.login('viewer10', fixture.PASSWORD, '/probe?x=1'), 303, 'sign-in')
    eq(a.get('location'), '/bc/probe?x=1', 'back below the base')
    like(a.get('set-cookie'), '; Path=/bc/;', 'the cookie is for the base only')
    v.program = probe
    page(v.get('/probe'), 200, 'a page there')
    a = page(v.post('/probe/note', v.form({'text': 'x'})), 303, 'a write there')
    eq(a.get('location'), '/bc/probe?done=1', 'leads on there')
    a = page(Visitor(probe, '/bc').get('/probe'), 303, 'a visitor there')
    eq(a.get('location'), '/bc/login?next=%2Fprobe', 'is led on there')
    for split in (('/bc', '/probe'), ('/bc/probe', ''), ('', '/bc/probe')):
        a = v.get('/', SCRIPT_NAME=split[0], PATH_INFO=split[1])
        page(a, 200, 'split as %s and %s' % split)
    a = v.get('/', SCRIPT_NAME='/cgi-bin/x.fcgi', REDIRECT_URL='/bc/probe')
    page(a, 200, 'behind a rewrite')


def languages(at):
    login = at.program('login')
    v = Visitor(login)
    like(v.get('/login').text, '<html lang="vi">', 'Vietnamese unless asked')
    v.cookies = {}
    a = v.get('/login?lang=en')
    like(a.text, '<html lang="en">', 'English when asked')
    ok(any(c.startswith('lang=en; Path=/; HttpOnly') and 'Max-Age=' in c
           for c in a.all('set-cookie')), 'and remembered')
    secure(a, 'two cookies')
    ok(v.cookies.get('baocao_pre'),
       'the cookie for the form comes with the first page all the same')
    like(v.get('/login').text, '<html lang="en">', 'still, next time')
    like(v.get('/login?next=%2Fprobe').text,
         "href='/login\\?next=%2Fprobe&amp;lang=vi'", 'and the way to change')
    for junk in ('xx', '../../etc', "'><b>", 'EN', ''):
        v.cookies['lang'] = junk
        for path in ('/login', '/nowhere', '/login?%zz'):
            a = v.get(path)
            like(a.text, '<html lang="vi">', 'lang=%s %s' % (junk, path))
    at.db.sql("UPDATE person SET lang = 'en' WHERE login = 'clerk10'")
    v.cookies.pop('lang')
    v.login('clerk10', fixture.PASSWORD)
    like(v.get('/password').text, '<html lang="en">', "a person's own choice")
    v.cookies['lang'] = 'vi'
    like(v.get('/password').text, '<html lang="vi">', 'the cookie goes first')
    a = v.get('/password?lang=de')
    eq(a.status, 200, 'a language we do not have changes nothing')


def clocks(at, v):
    def shown():
        found = re.search(r"class='today'>([^|]*)\|([^<]*)<", v.get(
            '/probe').text)
        return found.groups()

    at.db.sql("REPLACE INTO setting VALUES ('clock', '2026-09-28')")
    day, now = shown()
    eq(day, '2026-09-28', 'the day of the demonstration')
    like(now, r'^2026-09-2[78] \d\d:\d\d:\d\d\.\d{6}$', 'its hour is the hour')
    like(v.page, "class='demo'", 'and the page says so')
    hour = at.db.one('SELECT HOUR(UTC_TIMESTAMP())')
    ok(now[11:13] in (hour, '%02d' % int(hour)) and
       (now[:10] == '2026-09-27') == (int(now[11:13]) >= 17),
       'seven hours before it in UTC: ' + now)
    for wrong in ('2026-02-30', 'tomorrow', ''):
        at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % wrong)
        day, now = shown()
        eq(day, at.db.one('SELECT DATE(UTC_TIMESTAMP() + INTERVAL 7 HOUR)'),
           'a clock that cannot be read is none: %s' % wrong)
        unlike(v.page, "class='demo'", 'and no page says otherwise')
    at.db.sql("REPLACE INTO setting VALUES ('clock', '2026-09-28')")


def time_of_day(at, v):
    """The same at every hour: the connection is told what time it is."""
    at.db.sql("CREATE USER clock@localhost IDENTIFIED BY 'x';"
              'GRANT ALL ON baocao.* TO clock@localhost')
    probe = at.program('tests/web/probe.fcgi', {'db_user': 'clock',
                                                'db_password': 'x'})
    for utc, demo, real in (
            ('2026-11-23 16:59:59', '2026-09-28 16:59:59', '2026-11-23'),
            ('2026-11-23 17:00:00', '2026-09-27 17:00:00', '2026-11-24'),
            ('2026-11-23 23:59:59', '2026-09-27 23:59:59', '2026-11-24'),
            ('2026-11-24 00:00:00', '2026-09-28 00:00:00', '2026-11-24'),
            ('2026-12-31 17:00:00', '2026-09-27 17:00:00', '2027-01-01')):
        at.db.sql("SET GLOBAL init_connect = 'SET timestamp = %d'" %
                  calendar.timegm(time.strptime(utc, '%Y-%m-%d %H:%M:%S')))
        at.db.sql("UPDATE session SET made = '%s', seen = made, expires ="
                  " '%s' + INTERVAL 1 HOUR" % (utc, utc))
        at.db.sql(';'.join('KILL ' + r[0] for r in at.db.sql(
            "SELECT id FROM information_schema.processlist WHERE user ="
            " 'clock'")) or 'SELECT 1')
        w = v.twin(probe)
        for clock, want in (('2026-09-28', '2026-09-28|' + demo),
                            ('', real + '|' + utc)):
            at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % clock)
            like(w.get('/probe').text, "class='today'>%s\\.000000<" %
                 re.escape(want), 'at %s UTC it is %s' % (utc, want))
    at.db.sql("SET GLOBAL init_connect = ''; UPDATE session SET made ="
              " UTC_TIMESTAMP(6), seen = UTC_TIMESTAMP(6), expires ="
              ' UTC_TIMESTAMP(6) + INTERVAL 1 HOUR')
    at.db.sql("REPLACE INTO setting VALUES ('clock', '2026-09-28')")


def trouble(at, v):
    v.get('/probe')
    page(v.post('/probe/broken', v.form({})), 500, 'a statement that fails')
    unlike(v.page, 'half a page', 'nothing of the page that was begun')
    number = re.search('<code>([0-9a-f-]+)</code>', v.page).group(1)
    like(v.program.logged(), r'(?s)%s.*no_such_column' % number,
         'the number on the page is that of the log, which says why')
    page(v.get('/probe/write'), 500, 'a GET that writes')
    eq(at.db.one("SELECT COUNT(*) FROM probe WHERE text LIKE 'written%'"),
       '0', 'wrote nothing')
    a = page(v.get('/probe/overflow'), 500, 'a page that outgrows its buffer')
    ok(len(a.bytes) < 4000, 'is not sent by halves')
    at.db.stop()
    a = page(v.get('/probe'), 503, 'no database')
    ok(int(a.get('retry-after') or 0) > 0, 'and when to try again')
    page(v.post('/probe/note', v.form({'text': 'x'})), 503, 'nor for a write')
    page(v.get('/nowhere'), 404, 'what needs no database is answered')
    worker = v.program.workers[0].pid
    at.db.start()
    page(v.get('/probe'), 200, 'the database is back')
    eq((v.program.workers[0].pid, v.program.workers[0].poll()),
       (worker, None), 'and the worker is the same')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.db.sql(TABLE)
        probe = at.program('tests/web/probe.fcgi')
        v = Visitor(at.program('login'))
        v.login('head10', fixture.PASSWORD)
        v.program = probe
        v.cookies['lang'] = 'en'
        reading(v)
        bodies(v)
        cross_site(v)
        signing_in(at, v)
        heads(v)
        insecure_and_secure(at)
        below_a_base(at)
        languages(at)
        clocks(at, v)
        time_of_day(at, v)
        trouble(at, v)
        logged = ''.join(p.logged() for p in at.programs)
        unlike(logged, fixture.PASSWORD + '|' + v.cookies['baocao'],
               'no password and no token in the log')
    done()


main()
