#!/usr/bin/env python3
"""asvs_fronts.t - what a stranger can put on the wire, at each web server

Messages with two ends, hosts and addresses that are not, methods and paths
that nobody has; raw, since no client of good manners would send them.
"""
# timeout: 500
import os
import re
import socket
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from private import Site
from tap import done, eq, note, ok

FORM = 'Content-Type: application/x-www-form-urlencoded\r\n'
DRIPS = 24  # more than any program has workers
BODY = 'csrf=0&login=a&password=b'
AWAY = ('/.git/config', '/.htaccess', '/.env', '/baocao.conf',
        '/sign.key', '/../baocao.conf', '/static/../../baocao.conf',
        '/static/%2e%2e/shell.html', '/static/..%2f..%2fbaocao.conf',
        '/shell.html', '/schema.sql', '/static/baocao.css~',
        '/static/baocao.css.bak', '/login.fcgi', '/bin/login.fcgi',
        '/cgi-bin/login.fcgi', '/server-status', '/nginx_status', '/db/',
        '/static/%00', '/login/%2e%2e/%2e%2e/etc/passwd', '/my.sock')


class Front:
    def __init__(self, site):
        self.at = urllib.parse.urlsplit(site.url)

    def raw(self, text, wait=6):
        """Everything that comes back until the other side is done."""
        s = socket.create_connection((self.at.hostname, self.at.port), 10)
        s.settimeout(wait)
        got = b''
        try:
            s.sendall(text.encode('latin-1'))
            while part := s.recv(65536):
                got += part
        except (socket.timeout, ConnectionError):
            pass
        s.close()
        return got.decode('latin-1')

    def ask(self, line, head='', body='', host='127.0.0.1'):
        text = '%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n%s' % (
            line, host, head, body)
        got = self.raw(text)
        return self.statuses(got)[0] if self.statuses(got) else 0, got

    @staticmethod
    def statuses(got):
        return [int(x) for x in re.findall(r'^HTTP/1\.[01] ([0-9]{3})', got,
                                           re.M)]


def two_ends(front, how):
    """One request is one request: none hides behind another."""
    hidden = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n'
    for what, head, body in (
            ('both lengths', 'Content-Length: %d\r\nTransfer-Encoding: chunked'
             '\r\n' % len(BODY), '0\r\n\r\n' + hidden),
            ('two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n',
             BODY), ('a list of lengths', 'Content-Length: 5, 6\r\n', BODY),
            ('a length below zero', 'Content-Length: -1\r\n', BODY),
            ('a length with a sign', 'Content-Length: +5\r\n', BODY),
            ('a length in hex', 'Content-Length: 0x10\r\n', BODY),
            ('an enormous length', 'Content-Length: 18446744073709551616\r\n',
             BODY),
            ('another encoding', 'Transfer-Encoding: xchunked\r\n', BODY),
            ('chunks of nonsense', 'Transfer-Encoding: chunked\r\n',
             'ZZ\r\nabc\r\n0\r\n\r\n'),
            ('a blank before the colon', 'Content-Length : 5\r\n', BODY),
            ('a folded header', 'X: a\r\n b\r\nContent-Length: -5\r\n', BODY)):
        got = front.raw('POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\n' + FORM +
                        head + 'Connection: close\r\n\r\n' + body)
        all_ = front.statuses(got)
        ok(len(all_) <= 1 and all(400 <= s < 600 for s in all_) and
           'smuggled' not in got, '%s: %s: %s' % (how, what, all_))
    status, got = front.ask('POST /login', FORM + 'Content-Length: 100\r\n',
                            BODY)
    ok(status in (0, 400, 408, 502, 503), '%s: a body that stops: %d' % (
        how, status))
    status, _ = front.ask('GET /login', 'Content-Length: 5\r\n', 'abcde')
    ok(status in (200, 400), how + ': a GET with a body is a GET')


def drips(front, how):
    """Whoever sends a form for hours holds no worker meanwhile."""
    head = ('POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\n' + FORM +
            'Content-Length: 900000\r\n\r\n').encode()
    slow = []
    for _ in range(DRIPS):
        s = socket.create_connection((front.at.hostname, front.at.port), 10)
        s.sendall(head + b'a' * 20000)
        slow.append(s)
    for _ in range(3):  # faster than what is cut off
        for s in slow:
            s.sendall(b'a' * 1000)
        time.sleep(0.3)
    eq(front.ask('GET /login')[0], 200, '%s: with %d forms on their way, a'
       ' page' % (how, DRIPS))
    for s in slow:
        s.setblocking(False)
    left = 0
    for s in slow:
        try:
            left += s.recv(1) != b''
        except BlockingIOError:
            left += 1
        s.close()
    eq(left, DRIPS, how + ': control: they were still on their way')


def hosts(front, how):
    """No page repeats where somebody says that we are."""
    for head in ('', 'X-Forwarded-Host: evil.example\r\n',
                 'X-Forwarded-Proto: https\r\nX-Host: evil.example\r\n',
                 'Forwarded: host=evil.example\r\n',
                 'X-Original-URL: /evil.example\r\n'
                 'X-Rewrite-URL: /evil.example\r\n'):
        for path in ('/login', '/', '/no-such-page', '/entry'):
            status, got = front.ask('GET ' + path, head, host='evil.example')
            ok(status in (200, 303, 400, 404, 421) and
               'evil.example' not in got, '%s: %s as evil.example: %d' % (
                   how, path, status))
    _, got = front.ask('GET /login', 'X-Forwarded-Proto: https\r\n')
    ok('Secure' not in got and 'Strict-Transport' not in got,
       how + ': nor believes a visitor that it was https')
    _, got = front.ask('GET /login', 'Proxy: http://evil.example\r\n')
    ok('evil' not in got, how + ': Proxy: is no setting')
    status, _ = front.ask('GET http://evil.example/login')
    ok(status in (200, 400, 403, 404, 421), how + ': we are nobody\'s proxy')


def addresses(site, front, how):
    """Failures are counted where they come from, not where they say."""
    page = front.ask('GET /login')[1]
    csrf = re.search("name='csrf' value='([0-9a-f]*)'", page).group(1)
    cookie = re.search(r'[Ss]et-[Cc]ookie: (baocao_pre=[0-9a-f]*)',
                       page).group(1)
    body = 'csrf=%s&login=nobody&password=wrong' % csrf
    got = []
    for i in range(8):
        got.append(front.ask(
            'POST /login', FORM + 'Cookie: %s\r\nX-Forwarded-For: 198.51.100.%d'
            '\r\nX-Real-IP: 198.51.100.%d\r\nContent-Length: %d\r\n' % (
                cookie, i, i, len(body)), body)[0])
    ok(got[0] == 422 and got[-1] == 429,
       '%s: another address each time is the same one: %s' % (how, got))
    eq(site.sql("SELECT COUNT(*) FROM audit WHERE address LIKE"
                " '198.51.100.%'"), [['0']], how + ': nor is it on record')


def paths(front, how):
    bad = []
    for path in AWAY:
        status, got = front.ask('GET ' + path)
        if status == 200 or 'db_password' in got or 'PRIVATE KEY' in got \
                or 'root:' in got:
            bad.append((path, status))
    eq(bad, [], how + ': %d paths lead nowhere' % len(AWAY))
    for method in ('TRACE', 'TRACK', 'PUT', 'DELETE', 'CONNECT', 'PROPFIND',
                   'DEBUG'):
        status, got = front.ask(method + ' /login', 'X-Canary: cnry\r\n')
        ok((status >= 400 or status == 0) and 'cnry' not in got,
           '%s: %s: %d' % (how, method, status))
    status, got = front.ask('GET /login?-s')
    ok('#include' not in got and 'ELF' not in got,
       how + ': a query is no argument')
    for query in ('REMOTE_USER=admin', 'HTTP_COOKIE=x', 'SCRIPT_NAME=%2Fx',
                  'login=a&login=b', 'lang=vi&lang=en'):
        status, got = front.ask('GET /login?' + query)
        ok(status in (200, 400) and 'Sign out' not in got,
           '%s: ?%s: %d' % (how, query, status))
    status, got = front.ask('GET /login', 'X: %s\r\n' % ('a' * 100000))
    ok(status in (0, 400, 413, 414, 431), '%s: a header of 100 kB: %d' % (
        how, status))
    status, got = front.ask('GET /' + 'a' * 20000)
    ok(status in (0, 400, 404, 413, 414), '%s: a path of 20 kB: %d' % (
        how, status))
    said = re.findall(r'(?im)^(?:server|x-powered-by): .*', front.ask(
        'GET /login')[1])
    ok(not any(re.search('[0-9]', s) for s in said),
       '%s: no version is told: %s' % (how, said))


for name in ('apache', 'nginx'):
    site = Site('--front', name, '--seed', 'empty')
    front = Front(site)
    eq(front.ask('GET /login')[0], 200, name + ': is up')
    two_ends(front, name)
    drips(front, name)
    hosts(front, name)
    addresses(site, front, name)
    paths(front, name)
    eq(site.sql("SELECT COUNT(*) FROM session"), [['0']],
       name + ': nobody came in')
    eq(front.ask('GET /login')[0], 200, name + ': is still up')
    site.stop()
done()
