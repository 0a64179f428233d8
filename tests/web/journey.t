#!/usr/bin/env python3
"""journey.t - signing in and out as a browser does, through each web server"""
# timeout: 400
import http.client
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from private import Site
from tap import done, eq, like, note, ok, unlike


class Browser:
    """Cookies, Origin and Sec-Fetch-Site as a browser sends them."""

    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        self.cookies, self.page = {}, ''

    def ask(self, method, path, body=None, **more):
        head = {'Host': self.url.netloc, 'Sec-Fetch-Site': 'same-origin',
                'Accept-Encoding': 'gzip'}
        if self.cookies:
            head['Cookie'] = '; '.join('%s=%s' % c
                                       for c in self.cookies.items())
        if method == 'POST':
            head['Origin'] = 'http://' + self.url.netloc
            head['Content-Type'] = 'application/x-www-form-urlencoded'
            body = urllib.parse.urlencode(body)
        head.update({n.replace('_', '-'): v for n, v in more.items()})
        c = http.client.HTTPConnection(self.url.hostname, self.url.port,
                                       timeout=30)
        c.request(method, path, body, head)
        a = c.getresponse()
        a.body = a.read()
        c.close()
        for text in a.headers.get_all('Set-Cookie') or []:
            name, _, rest = text.partition('=')
            if 'Max-Age=0' in rest:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = rest.split(';')[0]
        if a.body and 'gzip' not in (a.headers.get('Content-Encoding') or ''):
            self.page = a.body.decode()
        return a

    def hidden(self, name):
        found = re.search("name='%s' value='([^']*)'" % name, self.page)
        return found.group(1) if found else ''


def journey(front, base):
    site = Site('--front', front, '--seed', 'empty', '--base', base,
                '--conf', 'hash_kib = 1024')
    at = '%s at "%s/"' % (front, base)
    got = site.tool('--json', 'account', 'add', 'an', 'An')
    password = re.search('"password":"([^"]*)"', got).group(1)
    b = Browser(site.url)
    a = b.ask('GET', base + '/?lang=en')
    eq((a.status, a.headers.get('Location')),
       (303, base + '/login?next=%2F'), at + ': to sign in')
    a = b.ask('GET', a.headers.get('Location'))
    eq(a.status, 200, at + ': the page for it')
    eq(sorted(b.cookies), ['baocao_pre', 'lang'], at + ': two cookies')
    form = {'csrf': b.hidden('csrf'), 'login': 'an', 'password': password,
            'next': b.hidden('next')}
    a = b.ask('POST', base + '/login', form, Origin='http://evil.example')
    eq(a.status, 403, at + ': a form from elsewhere')
    a = b.ask('POST', base + '/login', form, Sec_Fetch_Site='cross-site')
    eq(a.status, 403, at + ': told so by the browser')
    a = b.ask('POST', base + '/login', dict(form, password='wrong'))
    eq(a.status, 422, at + ': a wrong password')
    like(b.page, 'is not right', at + ': its page comes through')
    a = b.ask('POST', base + '/login', form)
    eq((a.status, a.headers.get('Location')), (303, base + '/'),
       at + ': signed in, and back')
    like(a.headers.get('Set-Cookie'), '^baocao=[0-9a-f]{64}; Path=%s/; '
         'HttpOnly; SameSite=Lax$' % base, at + ': the cookie')
    a = b.ask('GET', base + '/')
    eq(a.status, 200, at + ': the start page')
    eq(a.headers.get('Content-Encoding'), None,
       at + ': pages with secrets are not compressed')
    unlike(str(a.headers.items()), 'X-Powered|/2\\.4', at + ': no versions')
    a = b.ask('HEAD', base + '/password')
    eq((a.status, a.body), (200, b''), at + ': HEAD')
    b.ask('GET', base + '/password')
    a = b.ask('POST', base + '/logout', {'csrf': b.hidden('csrf')})
    eq(a.status, 303, at + ': signed out')
    eq(b.ask('GET', base + '/').status, 303, at + ': and out it is')
    a = None
    for _ in range(6):
        b.ask('GET', base + '/login')
        a = b.ask('POST', base + '/login', {
            'csrf': b.hidden('csrf'), 'login': 'other', 'password': 'x'})
    eq(a.status, 429, at + ': too many failures')
    ok(int(a.headers.get('Retry-After') or 0) > 800, at + ': and for how long')
    like(b.page, '<h1>Too many attempts</h1>', at + ': with our page')
    site.control('db', 'stop')
    a = b.ask('GET', base + '/login')
    eq(a.status, 503, at + ': no database')
    like(b.page, '<h1>Not available just now</h1>', at + ': with our page')
    site.control('db', 'start')
    eq(b.ask('GET', base + '/login').status, 200, at + ': it is back')
    site.stop()


for front, base in (('apache', ''), ('nginx', '/bc'), ('cgi', '/bc')):
    journey(front, base)
done()
