#!/usr/bin/env python3
# deployed
"""asvs_answers.t - every answer of every route, whoever asks and however

Headers, types and cookies of pages, files and refusals; methods nobody has;
markup that people typed is text wherever it comes back; neither a token nor
anything of the inside is in an answer; what was typed is in no log.
"""
# timeout: 400
import collections
import glob
import html
import os
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import BUILD, SOURCE, Private, Visitor
from country import Country, prepare
from tap import done, eq, note, ok

CANARY = "<i id='cnry'>\"'&<script>cnry</script>"
CSP = ("default-src 'none'; style-src 'self'; script-src 'self'; img-src"
       " 'self'; font-src 'self'; connect-src 'self'; form-action 'self';"
       " base-uri 'none'; frame-ancestors 'none'")
FIXED = {'content-security-policy': CSP, 'x-content-type-options': 'nosniff',
         'x-frame-options': 'DENY', 'referrer-policy': 'same-origin',
         'cross-origin-opener-policy': 'same-origin',
         'cross-origin-resource-policy': 'same-origin',
         'cache-control': 'no-store', 'vary': 'Cookie',
         'access-control-allow-origin': None}
# what an attacker would like to read in an answer
INSIDE = re.compile(r'[Mm]aria[Dd][Bb]|mysqld?\b|SQLSTATE|SELECT [a-z]|'
                    r'INSERT INTO|lib/(core|app|io)/|\.c:[0-9]|/tmp/|errno|'
                    r'Segmentation|AddressSanitizer|Traceback')
PAGES = 90
# texts that people type, wherever they are kept
TEXTS = {'unit': ('name',), 'person': ('name', 'title'),
         'regime_version': ('title_vi', 'title_en', 'scope', 'reporters',
                            'receivers', 'outline', 'guidance', 'basis',
                            'issuer'),
         'report_event': ('reason',), 'item': ('name', 'short_name'),
         'item_version': ('name', 'definition', 'method', 'source', 'reason'),
         'form': ('title_vi', 'title_en'), 'unit_group': ('name',),
         'register': ('name_vi', 'name_en'), 'register_entry': ('label',),
         'breakdown': ('name', 'name_en'), 'category': ('name', 'name_en'),
         'measure': ('name_en',), 'level': ('name_vi', 'name_en'),
         'holiday': ('name', 'basis'), 'assignment': ('reason',),
         'regime_period': ('title', 'reason'), 'succession': ('decision',),
         'cron_key': ('name',), 'line': ('name_vi', 'name_en')}


class Watch:
    """Looks at every answer that goes by."""

    def __init__(self):
        self.bad, self.n, self.secrets = collections.Counter(), 0, set()
        self.kinds = collections.Counter()

    def say(self, what, where):
        self.bad['%s: %s' % (what, where.partition('?')[0])] += 1

    def look(self, a, where, https=False):
        self.n += 1
        for name, value in FIXED.items():
            if a.get(name) != value:
                self.say('%s is %s' % (name, a.get(name)), where)
        if not a.get('x-request-id'):
            self.say('no request id', where)
        kind = a.get('content-type') or ''
        self.kinds[kind.partition(';')[0]] += 1
        if kind.startswith('text/') and 'charset=utf-8' not in kind:
            self.say('type ' + kind, where)
        if a.status == 200 and not kind.startswith(
                ('text/html', 'application/json', 'image/png')) and not (
                    a.get('content-disposition') or '').startswith(
                        'attachment; filename="') and '/cron/' not in where:
            self.say('%s is no attachment' % kind, where)
        self.cookies(a, where, https)
        if a.get('location') and not re.match(r'/[^/\\]|/$',
                                              a.get('location')):
            self.say('leads to ' + a.get('location'), where)
        self.inside(a, where)

    def cookies(self, a, where, https):
        for text in a.all('set-cookie'):
            name = text.partition('=')[0]
            if '; Path=/; HttpOnly; SameSite=Lax' not in text or \
                    'domain' in text.lower():
                self.say('cookie ' + text, where)
            if name.endswith('baocao') and not where.startswith('POST') and \
                    text.partition('=')[2].partition(';')[0]:
                self.say('GET signs somebody in', where)
            if https and not (name.startswith('__Host-') and
                              '; Secure' in text):
                self.say('over https ' + text, where)

    def inside(self, a, where):
        whole = a.bytes + str(a.head).encode()
        for secret in self.secrets:
            if secret.encode() in a.bytes or secret in (
                    a.get('location') or ''):
                self.say('a session token', where)
        if a.get('content-type').startswith('text/html'):
            found = INSIDE.search(a.text)
            if found and '/help' not in where:
                self.say('of the inside: ' + found.group(0), where)
        return whole

    def markup(self, a, where):
        if 'html' not in a.get('content-type') or not a.bytes:
            return
        try:
            text = a.text.replace('<!DOCTYPE html>', '')
            root = xml.fromstring('<part>%s</part>' % text)
        except xml.ParseError as e:
            self.say('not well-formed: %s' % e, where)
            line = text.split('\n')[e.position[0] - 1]
            note('%s: %s' % (where, line[max(0, e.position[1] - 90):][:200]))
            return
        if any(e.get('id') == 'cnry' for e in root.iter()):
            self.say('markup of a visitor', where)
        for e in root.iter('script'):
            if e.get('src') is None and e.get('type') != 'application/json':
                self.say('a script in the page', where)


def routes():
    for path in sorted(glob.glob(BUILD + '/*.fcgi')):
        said = subprocess.run([path, '--routes'], stdout=subprocess.PIPE,
                              check=True).stdout.decode()
        for line in said.splitlines():
            yield os.path.basename(path)[:-5], line.split()


def people(country, watch):
    found = {None: country.person(None)}
    for login in ('head10', 'clerk100', 'owner1', 'admin1', 'viewer10'):
        found[login] = country.person(login)
        watch.secrets.add(found[login].cookies['baocao'])
    return found


def every_route(country, watch, all_, who):
    """With nothing, with too much, and with what nobody would send."""
    for program, words in all_:
        method, path = words[:2]
        path = path.replace('@', 'XLD01.csv')
        names = [w.partition(':')[0] for w in words[5:] if ':' in w]
        for login, v in who.items():
            v.program = country.program(program)
            if path in ('/logout', '/login', '/login/again'):
                continue
            queries = ('', '?' + '&'.join('%s=1' % n for n in names),
                       '?' + '&'.join('%s=%s' % (n, urllib.parse.quote(
                           CANARY)) for n in names), '?id=1&id=2', '?x[]=1')
            for query in queries[:5 if method == 'GET' else 1]:
                watch.look(v.get(path + query), path)
                watch.markup(v.program and v.get(path + query), path)
            if method == 'POST':
                watch.look(v.post(path, {}), 'POST ' + path)
                watch.look(v.post(path, {n: CANARY for n in names}),
                           'POST ' + path)
    ok(watch.n > 1000, '%d answers were looked at' % watch.n)


def methods(country, watch, all_, who):
    """HEAD is GET without a body; of others there are none."""
    bad = []
    v = who['head10']
    for program, words in all_:
        v.program = country.program(program)
        path = words[1].replace('@', 'XLD01.csv')
        for method in ('PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'get',
                       'CONNECT', 'FOO'):
            a = v.program.exchange(v.variables_for(method, path, {}))
            watch.look(a, '%s %s' % (method, path))
            if a.status not in (405, 411) or not a.get('allow'):
                bad.append('%s %s: %d' % (method, path, a.status))
    eq(bad[:9], [], 'no other method does anything, anywhere')


def over_https(country, watch, all_, who):
    for program, words in all_:
        v = Visitor(country.program(program), HTTPS='on')
        a = v.get(words[1].replace('@', 'XLD01.csv'))
        watch.look(a, words[1], True)
        if a.get('strict-transport-security') != \
                'max-age=31536000; includeSubDomains':
            watch.say('HSTS', words[1])
    v = Visitor(country.program('login'), HTTPS='on')
    v.login('head10', fixture.PASSWORD)
    ok('__Host-baocao' in v.cookies, 'over https the session is the host\'s')
    v.program = country.program('home')
    eq(v.get('/').status, 200, 'and that is taken')
    planted = Visitor(country.program('home'), HTTPS='on')
    planted.cookies['baocao'] = v.cookies['__Host-baocao']
    eq(planted.get('/').status, 303, 'one without the prefix is not')
    v.program = country.program('login')
    v.get('/password')
    a = v.post('/logout', v.form({}))
    eq(a.get('clear-site-data'), '"cache", "storage"',
       'who leaves leaves nothing in the browser')


def programs():
    found = []
    with open(SOURCE + '/apache/programs') as f:
        for line in f:
            words = line.split('#')[0].split()
            found += [(p, words[0]) for p in words[2:]]
    return sorted(found, key=lambda x: -len(x[0]))


def program_of(path, table):
    for prefix, name in table:
        if path == prefix or path.startswith(prefix.rstrip('/') + '/'):
            return name
    return None


def canary(country, watch, who):
    """Whatever people can type, everywhere that it comes back."""
    have = {r[0] + '.' + r[1] for r in country.at.db.sql(
        "SELECT table_name, column_name FROM information_schema.columns WHERE"
        " table_schema = 'baocao'")}
    planted = 0
    for table, names in TEXTS.items():
        for name in names:
            if table + '.' + name in have:
                planted += 1
                country.at.db.sql(
                    "UPDATE IGNORE %s SET %s = LEFT(CONCAT('%s', %s), 100)" %
                    (table, name, CANARY.replace("'", "''"), name))
    ok(planted > 30, '%d columns hold markup' % planted)
    table = programs()
    shown = 0
    for login in ('head10', 'owner1', 'admin1', 'clerk100'):
        v = who[login]
        todo, seen = collections.deque(['/']), set()
        while todo and len(seen) < PAGES:
            path = todo.popleft()
            if path in seen or 'lang=' in path:
                continue
            seen.add(path)
            v.program = country.program(program_of(
                path.partition('?')[0], table))
            a = v.get(path)
            watch.look(a, path)
            watch.markup(a, path)
            shown += a.bytes.count(b'&lt;script&gt;cnry')
            if a.status == 200 and '<html' in a.text and \
                    "action='/logout'" not in a.text:
                watch.say('no way to sign out', path)
            if 'html' in a.get('content-type'):
                todo += [html.unescape(x).partition('#')[0] for x in
                         re.findall(r"href='(/[^'#]*)", a.text)
                         if not x.startswith(('/static', '/logout'))]
    ok(shown > 50, 'it was shown %d times, as text' % shown)


def logs(country):
    """One line each; nothing that was typed, no token, no password."""
    secrets = ('cnry', fixture.PASSWORD, 'mot%20cau')
    bad, lines = [], 0
    for name, program in country.programs.items():
        for line in program.logged().splitlines():
            lines += 1
            if any(s in line for s in secrets) or re.search(
                    '[\x00-\x08\x0b-\x1f\x7f]', line):
                bad.append(name + ': ' + line[:200])
    ok(lines > 1000, '%d lines were written' % lines)
    eq(bad[:5], [], 'none of them holds what was typed')
    v = Visitor(country.program('home'), HTTP_USER_AGENT='a\x1b[2J\nb',
                HTTP_REFERER='x\r\ny')
    before = len(country.program('home').logged().splitlines())
    v.get('/')
    v.get('/a\x1b[2Jb%0aFAKE')
    after = country.program('home').logged().splitlines()[before:]
    ok(all('\x1b' not in x for x in after) and not any(
        x.startswith('FAKE') for x in after), 'no line is forged')


with Private() as at:
    country = Country(at)
    prepare(country)
    watch = Watch()
    all_ = list(routes())
    who = people(country, watch)
    every_route(country, watch, all_, who)
    methods(country, watch, all_, who)
    over_https(country, watch, all_, who)
    canary(country, watch, who)
    logs(country)
    eq(sorted(watch.bad)[:12], [], 'all %d answers are as they should be' %
       watch.n)
    note(dict(watch.kinds))
    for want in ('text/html', 'text/csv', 'application/pdf'):
        ok(watch.kinds[want] > 0, 'control: there was ' + want)
    # the watch itself sees
    w = Watch()

    class Fake:
        status, bytes, head = 200, b"<p id='cnry'>lib/core/x.c</p>", []
        text = bytes.decode()

        def get(self, name):
            return {'content-type': 'text/html'}.get(name)

        def all(self, name):
            return ['a=b']
    w.look(Fake(), '/x', True)
    w.markup(Fake(), '/x')
    ok(len(w.bad) > 9, 'control: what is wrong is seen: %d' % len(w.bad))
done()
