#!/usr/bin/env python3
"""frontends.t - signing in and filing a report through every way to serve

# timeout: 600
Apache and nginx over FastCGI, Apache with plain CGI; at the root of a site and
below a path of one.  Plain HTTP, as a browser without script would.
"""
import html
import http.client
import os
import re
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + '/../lib')
from tap import done, eq, like, note, ok

SITE = HERE + '/../lib/site'
os.environ.setdefault('BAOCAO_SOURCE', os.path.abspath(HERE + '/../..'))
ROW = {1: 100, 2: 20, 3: 80, 4: 90, 5: 10, 6: 60, 7: 50, 8: 20, 9: 20, 10: 20,
       11: 30, 12: 20, 13: 10, 15: 10, 16: 10, 17: 10, 19: 10, 20: 10, 21: 9,
       22: 0}


class Browser:
    """Cookies, and the last page's forms."""

    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        self.base = self.url.path
        self.cookies = {}

    def ask(self, method, path, body=None):
        c = http.client.HTTPConnection(self.url.hostname, self.url.port,
                                       timeout=60)
        head = {'Cookie': '; '.join('%s=%s' % i for i in self.cookies.items())}
        if body is not None:
            body = urllib.parse.urlencode(body)
            head['Content-Type'] = 'application/x-www-form-urlencoded'
        c.request(method, path, body, head)
        a = c.getresponse()
        self.body = a.read()
        self.text = self.body.decode('utf-8', 'replace')
        self.status, self.type = a.status, a.getheader('Content-Type', '')
        self.location = a.getheader('Location')
        self.cookie_paths = set()
        for line in a.headers.get_all('Set-Cookie') or ():
            name, value = line.split(';')[0].split('=', 1)
            self.cookies[name] = value
            self.cookie_paths.add(re.search('(?i)path=([^;]*)', line).group(1))
        c.close()
        return self.status

    def get(self, path):
        return self.ask('GET', self.base + path)

    def follow(self):
        return self.ask('GET', self.location)

    def fields(self, action=''):
        """Those of the form that leads there, as they stand."""
        forms = [f for f in re.findall('(?s)<form.*?</form>', self.text)
                 if "action='%s'" % (self.base + action) in f]
        return {html.unescape(n): html.unescape(v) for n, v in re.findall(
            "<input[^>]*? name='([^']*)'[^>]*? value='([^']*)'",
            forms[0] if forms else self.text)}

    def post(self, action, **more):
        body = self.fields(action)
        body.update(more)
        return self.ask('POST', self.base + action, body)

    def post_from(self, form, action, **more):
        """By another button of that form."""
        body = self.fields(form)
        body.update(more)
        return self.ask('POST', self.base + action, body)

    def link(self, pattern):
        found = re.search("href='([^']*%s[^']*)'" % pattern, self.text)
        return html.unescape(found.group(1)) if found else None


def start(front, base):
    out = subprocess.run([SITE, 'start', '--seed', 'demo', '--front', front,
                          '--base', base], check=True,
                         stdout=subprocess.PIPE).stdout.decode()
    return dict(line.split('=', 1) for line in out.splitlines())


def sign_in(b, login):
    b.get('/entry')
    eq(b.location, b.base + '/login?next=%2Fentry', 'to sign in, and back')
    b.follow()
    b.ask('POST', b.base + '/login', dict(b.fields(), login=login,
                                          password='Baocao-2026'))
    eq((b.status, b.location), (303, b.base + '/entry'), login + ' signed in')
    eq(b.cookie_paths, {b.base + '/'}, 'the cookie is for this path alone')
    b.follow()
    eq(b.status, 200, 'and sees the reports')


def foreign(b):
    """Addresses on the page that leave the path of the site."""
    return [a for a in re.findall("(?:href|src|action)='([^'#]*)", b.text)
            if not a.startswith(b.base + '/')]


def file_report(site, what):
    b = Browser(site['URL'])
    sign_in(b, 'xa')
    eq(foreign(b), [], 'every address is below %s/' % b.base)
    row = b.text[:b.text.index('XLD01')]
    form = html.unescape(re.findall("href='([^']*entry/form[^']*)'", row)[-1])
    eq(b.ask('GET', form), 200, 'the form')
    eq(foreign(b), [], 'every address of it, too')
    typed = {'c%d' % c: str(v) for c, v in ROW.items()}
    eq(b.post('/entry/save', **typed), 303, 'saved')
    b.follow()
    eq({n: v for n, v in b.fields().items() if n in typed}, typed,
       'and there it is')
    eq(b.post_from('/entry/save', '/entry/check'), 422, 'a check refuses')
    like(b.text, '60.*59', 'with both sides')
    eq(b.post_from('/entry/save', '/entry/check', c21='10'), 303, 'corrected')
    eq(b.follow(), 200, 'what is sent is shown')
    eq(b.post('/entry/send'), 303, 'sent')
    eq(b.follow(), 200, 'the receipt')
    like(b.text, r'XLD01/2026-Q3/\d+/1-[0-9a-f]{8}', 'with its number')
    for kind, mime, magic in (('report/XLD01.pdf', 'application/pdf', b'%PDF'),
                              ('export/XLD01.xlsx', 'application/vnd', b'PK'),
                              ('export/XLD01.csv', 'text/csv', b'\xef\xbb')):
        file = Browser(site['URL'])
        file.cookies = b.cookies
        file.ask('GET', b.link(kind) or '/none')
        ok(file.type.startswith(mime) and file.body.startswith(magic), kind)
    over = Browser(site['URL'])
    sign_in(over, 'tinh')
    over.get('/review')
    over.ask('GET', over.link('/review/units'))
    over.ask('GET', re.search("href='([^']*)'>Phường Ba Đình<",
                              over.text).group(1).replace('&amp;', '&'))
    eq(over.post('/review/accept'), 303, 'the level above accepts')
    eq(over.follow(), 200, 'and is told so')
    eq(over.ask('POST', over.base + '/logout',
                {'csrf': over.fields()['csrf']}), 303, 'and signs out')
    eq(over.location, over.base + '/login', 'to the page of signing in')
    db = subprocess.run(
        ['mariadb', '--no-defaults', '--socket=' + site['SOCK'], '-BN',
         site['DB'], '-e', "SELECT r.state, COUNT(*) FROM report r JOIN"
         " revision k ON k.report_id = r.id JOIN person p ON p.id ="
         " k.person_id JOIN period q ON q.id = r.period_id WHERE p.login ="
         " 'xa' AND q.code = '2026-Q3' GROUP BY r.state"], check=True,
        stdout=subprocess.PIPE).stdout.decode()
    eq(db, 'accepted\t1\n', what + ': it is on record, once')


for front in ('apache', 'nginx', 'cgi'):
    for base in ('', '/bc'):
        what = "%s at '%s/'" % (front, base)
        note(what)
        begun = time.time()
        site = start(front, base)
        try:
            file_report(site, what)
        finally:
            subprocess.run([SITE, 'stop', site['DIR']], check=True)
        note('%.0f s' % (time.time() - begun))
done()
