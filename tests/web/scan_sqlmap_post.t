#!/usr/bin/env python3
"""scan_sqlmap_post.t - sqlmap on every form that is posted, and finds none

Signed in with every role there is, under the token of the session and each
time under a key of its own, or the frame would refuse, or answer what it
answered before.  First on a program that is broken on purpose and asks for the
same; without such a key not even that one is found.

Forms of signing in, of passwords and of second factors have accounts of their
own, and what they would lock or use up is put back all the while.
"""
# long
# timeout: 900
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import scanning
import totp
from scanning import ask, hidden
from sqlmapping import forms, scan, second_look
from tap import done, eq, like, note, ok, skip_all

KEYS = ('--eval', 'import secrets;key=secrets.token_hex(16)')
TEXTS = {'from': '01/01/2026', 'to': '31/12/2026', 'day': '02/01/2026',
         'regime': 'XLD01', 'period': '2026-Q3', 'code': 'XLD01',
         'unit': '1', 'login': 'xa.nhap', 'role': 'viewer', 'act': 'move'}
NUMBERS = {'year': '2027', 'days': '90'}
# A text could be injected into nothing but a text: out of its quotes, in a way
# that fits an equation, a pattern and any parenthesis.
HOW = ('--technique', 'B', '--skip-heuristics', '--prefix', "'", '--suffix', " AND 'a' LIKE 'a",
       '--skip', 'csrf,key,Cookie')
LOOKS = 4  # second ones, at what is doubted; more counts as found
# they end a session, lock an account, count failures: own_forms().  What of them
# takes numbers alone (/person/edit/lock, /person/signin, /me/sessions) gets no
# further than the frame if it is none: tests/web/status.t.
OWN = ('/second', '/person/edit/move', '/password', '/login')
# who is not signed in, changes a password, has a second factor, and sets one up
AGAIN, STRONG, SETTING, MOVED = 'xa', 'bo', 'so', 'xa2'

if shutil.which('sqlmap') is None:
    skip_all('no sqlmap')


def begun(site, cookie, csrf):
    """What it takes to reach each statement: one of each object."""
    for path, fields in (('/group/new', {'name': 'Nhom', 'owner': '1'}),
                         ('/form/blank', {'unit': '1', 'number': 'T1'})):
        fields.update(csrf=csrf, key=os.urandom(16).hex())
        eq(scanning.ask(site.url, 'POST', path, cookie, fields)[0], 303, path)
    found = scanning.ids(site)
    of = {'report': found['id'], 'unit': found['unit']}
    for name, statement in (
            ('regime', 'SELECT MIN(id) FROM regime'),
            ('group', 'SELECT MAX(id) FROM unit_group'),
            ('draft', 'SELECT MAX(id) FROM form_draft'),
            ('item', 'SELECT MIN(id) FROM item'),
            ('person', "SELECT id FROM person WHERE login = 'xa.nhap'"),
            ('grant', "SELECT MIN(x.id) FROM access x JOIN person p ON p.id ="
                      " x.person_id WHERE p.login = 'xa'")):
        of[name] = site.sql(statement)[0][0]
    return of


def every_form(site, cookie):
    """Each that takes a text, marked; then of each the others, marked; and how
    many texts that are."""
    csrf = hidden(ask(site.url, 'GET', '/me', cookie)[1], 'csrf')
    host = urllib.parse.urlsplit(site.url).netloc
    objects, found, n = begun(site, cookie, csrf), ([], []), 0
    for path, what, field, names in scanning.taking('POST'):
        texts = [x for x, kind in names if kind.startswith('text')]
        if not texts or path.startswith(OWN):
            continue
        body = ['%s=%s' % (x, objects.get(what, '1') if x == field else
                           NUMBERS.get(x, '1')) for x, _ in names
                if x not in texts]
        body += ['csrf=' + csrf, 'key=' + '0' * 32]
        n += len(texts)
        for later in range(1 if len(texts) == 1 else 2):
            found[later].append((path, host, '&'.join(body + [
                '%s=%s%s' % (x, urllib.parse.quote(TEXTS.get(x, 'a')),
                             '*' * ((i > 0) == later))
                for i, x in enumerate(texts)]), cookie))
    return *found, n


def second_factor(site, login):
    """Set up; a session of both factors, and one that has shown the first."""
    cookie = scanning.sign_in(site.url, login)
    _, page, _ = ask(site.url, 'GET', '/second', cookie)
    secret = totp.secret_of(page)
    status, _, jar = ask(site.url, 'POST', '/second/set', cookie, {
        'csrf': hidden(page, 'csrf'), 'secret': secret.hex(),
        'code': totp.code(secret)})
    assert status == 200, status
    strong = re.sub('baocao=[0-9a-f]+', 'baocao=' + jar['baocao'], cookie)
    _, page, jar = scanning.half_in(site.url, login)
    return strong, scanning.join(jar), hidden(page, 'ticket')


def own_forms(site):
    """Those that need somebody, or nobody, of their own; all texts marked."""
    url, host = site.url, urllib.parse.urlsplit(site.url).netloc
    _, page, jar = ask(url, 'GET', '/login')
    strong, half, ticket = second_factor(site, STRONG)
    setting = scanning.sign_in(url, SETTING)
    secret = hidden(ask(url, 'GET', '/second', setting)[1], 'secret')
    admin = scanning.sign_in(url, 'quantri')
    moved = site.sql("SELECT id FROM person WHERE login = '%s'" % MOVED)[0][0]
    found = []
    for path, cookie, fields in (
            ('/login', scanning.join(jar), 'login=%s* password=a* next=/a*' %
             AGAIN),
            ('/login/code', half, 'ticket=%s code=000000* next=/a*' % ticket),
            ('/login/code', half, 'ticket=%s* code=000000' % ticket),
            ('/login/again', scanning.sign_in(url, AGAIN),
             'password=a* code=1* next=/a*'),
            ('/login/again', strong, 'password=%s code=000000*' %
             scanning.PASSWORD),
            ('/password', scanning.sign_in(url, AGAIN),
             'old=a* new=a* again=a*'),
            ('/second/set', setting, 'secret=%s* code=000000*' % secret),
            ('/second/check', strong, 'code=000000*'),
            ('/person/edit/move', admin, 'id=%s version=1 unit=1* role=viewer*'
             ' from=01/01/2027* decision=a* act=move*' % moved)):
        seen = ask(url, 'GET', '/login' if path in ('/login', '/login/code')
                   else '/me', cookie)[1]
        found.append((path, host, '&'.join(fields.split() + [
            'csrf=' + hidden(seen, 'csrf'), 'key=' + '0' * 32]), cookie))
    return found


def count_no_failures(site):
    """A page that says to wait differs from the one before: for sqlmap that is
    a sign of its text."""
    for when, was in (('INSERT', 'NEW.since'), ('UPDATE', 'OLD.until')):
        site.sql('CREATE TRIGGER no_wait_%s BEFORE %s ON signin_fail FOR EACH'
                 ' ROW SET NEW.n = 1, NEW.until = %s' % (when, when, was))


class PutBack:
    """What these forms use up and change, many times a second."""
    STATEMENTS = (
        "UPDATE signin_ticket SET tries = 0, expires = '2099-01-01';"
        ' UPDATE person SET version = 1, locked = 0 WHERE version > 1;'
        ' UPDATE session SET strong = 0 WHERE person_id = (SELECT id FROM'
        " person WHERE login = '%s') AND strong = 1;\n" % SETTING)

    def __init__(self, site):
        self.over = threading.Event()
        self.client = subprocess.Popen(
            ['mariadb', '--no-defaults', '--socket=' + site.sock, '--force',
             site.db], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, text=True)
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.over.wait(0.05):
            self.client.stdin.write(self.STATEMENTS)
            self.client.stdin.flush()

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        self.client.communicate()


folder = tempfile.mkdtemp(prefix='scan.')
try:
    with scanning.Broken() as url:
        host = urllib.parse.urlsplit(url).netloc
        form = [('/item', host, 'name=o*&csrf=%s&key=0' % scanning.TOKEN,
                 'a=b')]
        here = forms(folder, form)
        rows, _, said, _, _ = scan(folder, here, 60, '--dbms', 'sqlite',
                                   *HOW, *KEYS)
        ok(len(rows) > 0 or 'is vulnerable' in said,
           'control: what is broken is found in what is posted')
        like(said, r'Parameter: #1\* \(\(custom\) POST\)', 'in its place')
        rows, _, said, _, _ = scan(folder, here, 60, '--dbms', 'sqlite',
                                   *HOW)
        ok(not rows and 'is vulnerable' not in said,
           'but not under one key: so each has its own')
    with open(folder + '/second.key', 'w') as f:
        f.write(os.urandom(32).hex())
    site, cookie = scanning.demonstration(
        '--conf', 'second_key = %s/second.key' % folder)
    own = own_forms(site)
    scanning.all_roles(site)
    every, rest, texts = every_form(site, cookie)
    before = scanning.answered(site)

    def again(address):
        return forms(folder, [x for x in every + own
                              if address.endswith(x[0])])

    def look(what, which, seconds):
        rows, doubts, said, several, ended = scan(
            folder, forms(folder, which), seconds, *HOW, *KEYS)
        rows += second_look(folder, doubts[:LOOKS], again, *HOW, *KEYS)
        eq(sorted({(r['Target URL'], r['Parameter'])
                   for r in rows + doubts[LOOKS:]}), [], what +
           ': nothing can be injected' + ('' if ended else
                                          ', in the time there was'))
        return several
    tested = look('one text of each form', every, 90) + \
        look('the others', rest, 45)
    n = scanning.answered(site) - before
    reached = {path for path, _ in n}
    past = {path for path, status in n if status not in ('403', '404', '400')}
    ok(tested > 60, '%d of %d texts of %d forms were tested' % (
        tested, texts, len(every)))
    ok(len(reached) > 30, '%d requests, to %d forms' % (
        sum(n.values()), len(reached)))
    ok(len(past) > 20, '%d of these got past the frame' % len(past))
    before = scanning.answered(site)
    count_no_failures(site)
    with PutBack(site):
        several = look('with accounts of their own', own, 90)
    mine = scanning.answered(site) - before
    note(sorted(mine.items()))
    n += mine
    ok(several > 15, '%d texts of %d such forms were tested' % (several,
                                                               len(own)))
    judged = {path for path, status in mine
              if status in ('200', '303', '409', '422')}
    eq(sorted({x[0] for x in own} - judged), [],
       'each was judged by what it is about')
    eq([x for x in mine if x[1] == '429'], [], 'and never told to wait')
    eq([x for x in n if x[1] == '500'], [], 'nothing went wrong inside')
    note(sorted(n.items(), key=lambda x: -x[1])[:40])
    status, _, _ = scanning.ask(site.url, 'GET', '/', cookie)
    eq(status, 200, 'afterwards the session is good, and the site is up')
finally:
    shutil.rmtree(folder, ignore_errors=True)
done()
