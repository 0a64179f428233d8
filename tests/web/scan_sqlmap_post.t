#!/usr/bin/env python3
"""scan_sqlmap_post.t - sqlmap on every form that is posted, and finds none

Signed in with every role there is, under the token of the session and each
time under a key of its own, or the frame would refuse, or answer what it
answered before.  First on a program that is broken on purpose and asks for the
same; without such a key not even that one is found.
"""
# long
# timeout: 400
import collections
import os
import re
import shutil
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import scanning
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
# they end the session that all the others need, or lock its account
LAST = ('/me/sessions', '/second', '/person/signin', '/person/edit/lock',
        '/person/edit/move', '/password', '/login')

if shutil.which('sqlmap') is None:
    skip_all('no sqlmap')


def all_roles(site):
    """Every route is open to this account: what it lacks is not refused before
    the statement."""
    site.sql('INSERT INTO access (person_id, role, unit_id, valid_from,'
             " valid_to) SELECT p.id, s.seq, (SELECT a.unit_id FROM access a"
             " JOIN person q ON q.id = a.person_id WHERE q.login ="
             " 'tw' LIMIT 1), '2020-01-01', '9999-12-31' FROM person p"
             " JOIN seq_1_to_9 s WHERE p.login = '%s'" % scanning.LOGIN)


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
    """(address, host, body) of each that takes a text, marked; then of each
    the others, marked; and how many texts that are.  What is a number gets no further than the frame if it is none:
    tests/web/status.t."""
    _, page, _ = scanning.ask(site.url, 'GET', '/me', cookie)
    csrf = re.search("name='csrf' value='([0-9a-f]+)'", page).group(1)
    host = urllib.parse.urlsplit(site.url).netloc
    objects, found, n = begun(site, cookie, csrf), ([], []), 0
    for path, what, field, names in scanning.taking('POST'):
        texts = [x for x, kind in names if kind.startswith('text')]
        if not texts or path.startswith(LAST):
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
                for i, x in enumerate(texts)])))
    return *found, n


def answered(site):
    """By form: how often the programs took it, by status."""
    n = collections.Counter()
    for name in os.listdir(site.dir + '/log'):
        with open('%s/log/%s' % (site.dir, name), errors='replace') as f:
            for line in f:
                m = re.match(r'baocao .*method=POST path=(\S+) status=(\d+)',
                             line)
                if m:
                    n[m.groups()] += 1
    return n


folder = tempfile.mkdtemp(prefix='scan.')
try:
    with scanning.Broken() as url:
        host = urllib.parse.urlsplit(url).netloc
        form = [('/item', host, 'name=o*&csrf=%s&key=0' % scanning.TOKEN)]
        here = forms(folder, form, 'a=b')
        rows, _, said, _, _ = scan(folder, here, 60, '--dbms', 'sqlite',
                                   *HOW, *KEYS)
        ok(len(rows) > 0 or 'is vulnerable' in said,
           'control: what is broken is found in what is posted')
        like(said, r'Parameter: #1\* \(\(custom\) POST\)', 'in its place')
        rows, _, said, _, _ = scan(folder, here, 60, '--dbms', 'sqlite',
                                   *HOW)
        ok(not rows and 'is vulnerable' not in said,
           'but not under one key: so each has its own')
    site, cookie = scanning.demonstration()
    all_roles(site)
    every, rest, texts = every_form(site, cookie)
    before = answered(site)

    def again(address):
        return forms(folder, [x for x in every if address.endswith(x[0])],
                     cookie)
    tested = 0
    for what, which, seconds in (('one text of each form', every, 90),
                                 ('the others', rest, 45)):
        rows, doubts, said, several, ended = scan(
            folder, forms(folder, which, cookie), seconds, *HOW, *KEYS)
        rows += second_look(folder, doubts[:1], again, *HOW, *KEYS)
        eq(sorted({(r['Target URL'], r['Parameter'])
                   for r in rows + doubts[1:]}), [], what +
           ': nothing can be injected' + ('' if ended else
                                          ', in the time there was'))
        tested += several
    n = answered(site) - before
    reached = {path for path, _ in n}
    past = {path for path, status in n if status not in ('403', '404', '400')}
    ok(tested > 60, '%d of %d texts of %d forms were tested' % (
        tested, texts, len(every)))
    ok(len(reached) > 30, '%d requests, to %d forms' % (
        sum(n.values()), len(reached)))
    ok(len(past) > 20, '%d of these got past the frame' % len(past))
    eq([x for x in n if x[1] == '500'], [], 'nothing went wrong inside')
    note(sorted(n.items(), key=lambda x: -x[1])[:40])
    status, _, _ = scanning.ask(site.url, 'GET', '/', cookie)
    eq(status, 200, 'afterwards the session is good, and the site is up')
finally:
    shutil.rmtree(folder, ignore_errors=True)
done()
