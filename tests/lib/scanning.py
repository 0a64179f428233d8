"""scanning.py - what scanners are pointed at: the demonstration, and a program
that is meant to be broken, so that a scanner that finds nothing has shown that
it would have

    site, cookie = demonstration()      # signed in as the head of a province
    urls(site)                          # every GET route, with its parameters
    with Broken() as url: ...
"""
import collections
import glob
import html
import http.client
import http.server
import os
import re
import sqlite3
import subprocess
import threading
import urllib.parse

import private

PASSWORD = 'Baocao-2026'  # core/demo.h
LOGIN = 'tinh'
VALUES = {'regime': 'XLD01', 'period': '2026-Q3', 'q': 'a', 'code': 'XLD01',
          'from': '2026-01-01', 'day': '2026-09-28', 'kind': 'text',
          'line': 'administrative', 'next': '/', 'lang': 'vi', 'no': '1'}
TAILS = {'/chart/@': 'XLD01.png', '/report/@': 'XLD01.pdf',
         '/export/@': 'XLD01.csv'}
# they end a session, or are nobody's but a key's
LEFT_OUT = ('/logout', '/cron', '/api')


def ask(url, method, path, cookie='', fields=None):
    at = urllib.parse.urlsplit(url)
    c = http.client.HTTPConnection(at.hostname, at.port, timeout=60)
    body = None if fields is None else urllib.parse.urlencode(fields)
    head = {'Cookie': cookie}
    if body is not None:
        head['Content-Type'] = 'application/x-www-form-urlencoded'
    c.request(method, path, body, head)
    a = c.getresponse()
    text = a.read().decode(errors='replace')
    cookies = dict(x.partition(';')[0].split('=', 1) for x in
                   a.headers.get_all('Set-Cookie') or [])
    c.close()
    return a.status, text, cookies


def hidden(page, name):
    """What a form of the page holds under this name."""
    return re.search("name='%s' value='([^']*)'" % name, page).group(1)


def join(jar):
    return '; '.join('%s=%s' % x for x in jar.items())


def half_in(url, login):
    """(status, page, cookies) after the password."""
    _, page, jar = ask(url, 'GET', '/login')
    status, page, more = ask(url, 'POST', '/login', join(jar), {
        'csrf': hidden(page, 'csrf'), 'login': login, 'password': PASSWORD})
    return status, page, {**jar, **more}


def sign_in(url, login=LOGIN):
    status, _, jar = half_in(url, login)
    assert status == 303 and 'baocao' in jar, status
    return join(jar)


def demonstration(*options):
    site = private.Site('--seed', 'demo', *options)
    return site, sign_in(site.url)


def all_roles(site):
    """Every route is open to this account: what it lacks is not refused before
    the statement."""
    site.sql('INSERT INTO access (person_id, role, unit_id, valid_from,'
             " valid_to) SELECT p.id, s.seq, (SELECT a.unit_id FROM access a"
             " JOIN person q ON q.id = a.person_id WHERE q.login ="
             " 'tw' LIMIT 1), '2020-01-01', '9999-12-31' FROM person p"
             " JOIN seq_1_to_9 s WHERE p.login = '%s'" % LOGIN)


def routes():
    for path in sorted(glob.glob(private.BUILD + '/*.fcgi')):
        said = subprocess.run([path, '--routes'], stdout=subprocess.PIPE,
                              check=True, text=True).stdout
        for line in said.splitlines():
            yield line.split()


def visits(site, person):
    """How many requests the programs answered, and how many addresses; of
    somebody who was signed in, or of nobody."""
    n, paths = 0, set()
    for name in glob.glob(site.dir + '/log/*.log'):
        with open(name, errors='replace') as f:
            for line in f:
                m = re.match(r'baocao request=.* path=(\S+) .* person=(\d+)',
                             line)
                if m and (m.group(2) != '0') == person:
                    n += 1
                    paths.add(m.group(1))
    return n, len(paths)


def answered(site):
    """Of the forms that were sent: how many, by address and status; as the
    programs wrote it down."""
    n = collections.Counter()
    for name in glob.glob(site.dir + '/log/*.log'):
        with open(name, errors='replace') as f:
            for line in f:
                m = re.match(r'baocao .*method=POST path=(\S+) status=(\d+)',
                             line)
                if m:
                    n[m.groups()] += 1
    return n


def ids(site):
    """A report, a unit and so on that the account reaches."""
    unit = site.sql("SELECT a.unit_id FROM access a JOIN person p ON p.id ="
                    " a.person_id WHERE p.login = '%s' LIMIT 1" % LOGIN)[0][0]
    report = site.sql('SELECT id FROM report WHERE unit_id = %s AND'
                      ' revision_id IS NOT NULL LIMIT 1' % unit)[0][0]
    return {'unit': unit, 'id': report}


def taking(method):
    """(path, object, its field, [(name, kind)]) of what takes anything; texts
    before numbers: those are what a statement could be made of."""
    for words in sorted(routes(), key=lambda w: ':text' not in ' '.join(w)):
        path = words[1]
        names = [(n, kind) for n, _, kind in
                 (w.partition(':') for w in words[5:] if ':' in w)]
        if words[0] != method or path.startswith(LEFT_OUT) or (
                path.endswith('@') and path not in TAILS):
            continue
        if path in TAILS:
            path = path[:-1] + TAILS[path]
            names += [('period', 'text'), ('unit', 'long')]
        if names:
            yield path, words[3], words[4], names


def urls(site):
    """(path, query) of each page that takes anything."""
    known = dict(VALUES, **ids(site))
    for path, _, _, names in taking('GET'):
        yield path, urllib.parse.urlencode(
            {n: known.get(n, '1' if 'long' in kind else 'a')
             for n, kind in names})


TOKEN = 'f' * 64  # of the forms of what is broken
DONE, DONE_LOCK = {}, threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    """Every mistake that the scanners are to find."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        at = urllib.parse.urlsplit(self.path)
        q = dict(urllib.parse.parse_qsl(at.query))
        status, body = 200, '<a href="/item?id=1">item</a> ' \
            '<a href="/echo?text=a">echo</a>' \
            '<a href="/file?name=a.txt">file</a> <a href="/new">new</a>'
        if at.path == '/item':
            status, body = self.item('id = ' + q.get('id', '1'))
        elif at.path == '/echo':
            body = '<p>%s</p>' % q.get('text', '')
        elif at.path == '/new':
            body = '<form method="post" action="/item"><input name="name"/>' \
                '<input type="hidden" name="csrf" value="%s"/><input type=' \
                '"hidden" name="key" value="%s"/></form>' % (
                    TOKEN, os.urandom(16).hex())
        elif at.path == '/file':
            try:
                with open('/srv/' + q.get('name', '')) as f:
                    body = html.escape(f.read())
            except (OSError, ValueError) as e:
                status, body = 404, html.escape(str(e))
        self.answer(status, body)

    def do_POST(self):
        """As our frame does: a token, and each key once; the same key again
        is the same answer."""
        n = int(self.headers.get('Content-Length') or 0)
        q = dict(urllib.parse.parse_qsl(self.rfile.read(n).decode()))
        if q.get('csrf') != TOKEN:
            self.answer(403, 'a wrong token')
            return
        with DONE_LOCK:
            if q.get('key') not in DONE:
                DONE[q.get('key')] = self.item(
                    "(name LIKE '%%%s%%')" % q.get('name', ''))
            self.answer(*DONE[q.get('key')])

    def answer(self, status, body):
        data = ('<html><body>%s</body></html>' % body).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    @staticmethod
    def item(where):
        db = sqlite3.connect(':memory:')
        db.execute('CREATE TABLE item (id INTEGER, name TEXT)')
        db.execute("INSERT INTO item VALUES (1, 'one'), (2, 'two')")
        try:
            rows = db.execute('SELECT name FROM item WHERE ' +
                              where).fetchall()
        except sqlite3.Error as e:
            return 500, 'sqlite3.OperationalError: %s' % html.escape(str(e))
        return 200, '<ul>%s</ul>' % ''.join('<li>%s</li>' % r[0]
                                            for r in rows)


class Broken:
    def __enter__(self):
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0),
                                                      Handler)
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()
        return 'http://127.0.0.1:%d' % self.server.server_address[1]

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def run(command, seconds, folder):
    """Its output; it ends by itself, or is ended."""
    env = dict(os.environ, HOME=folder, LC_ALL='C.UTF-8')
    p = subprocess.Popen(command, cwd=folder, env=env, text=True,
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, errors='replace')
    try:
        return p.communicate(timeout=seconds)[0], True
    except subprocess.TimeoutExpired:
        p.terminate()
        return p.communicate()[0], False
