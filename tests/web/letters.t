#!/usr/bin/env python3
"""letters.t - what people type that is no code: every text of every route

Codes are ASCII, and a database compares them with nothing else; people search
in Vietnamese, with whatever else their keyboard holds.  None of it may end in
an error: what is not found is not there.
"""
# timeout: 300
import glob
import os
import re
import secrets
import subprocess
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import BUILD, Private
from country import Country, prepare
from tap import done, eq, note, ok

TYPED = ("Đ%_' ", 'Đ', 'xã một')
# What is not found by these is an empty list.
SEARCHES = ('q', 'words', 'text', 'state', 'regime_code', 'measure')
# Tails of paths: a file of a regime
TAILS = {'/chart/@': 'XLD01.png', '/report/@': 'XLD01.pdf',
         '/export/@': 'XLD01.csv', '/audit/file/@': 'record.csv'}
# What a route needs besides, to get as far as its statements.
NEEDED = {'regime': 'XLD01', 'period': '2026-Q3', 'unit': '10', 'number':
          'TH1', 'code': 'XLD.DON', 'place': 'c1', 'cell': '17', 'form': '1',
          'year': '2026', 'version': '1', 'no': '1', 'template': '1',
          'sheet': 'A', 'item': '1', 'job': '1', 'group': '1', 'row': '1'}


class Route:
    def __init__(self, program, line):
        words = line.split()
        self.program, self.method, self.path, self.right = (
            program, words[0], words[1], words[2])
        self.object, self.id = words[3:5]
        fields = [w.split(':') for w in words[5:] if ':' in w]
        self.texts = [f[0] for f in fields if f[1].startswith('text')]
        self.required = [f for f in fields if f[1] in ('text', 'long')]
        self.words = words


def routes():
    for path in sorted(glob.glob(BUILD + '/*.fcgi')):
        said = subprocess.run([path, '--routes'], stdout=subprocess.PIPE,
                              check=True).stdout.decode()
        for line in said.splitlines():
            r = Route(os.path.basename(path)[:-5], line)
            if r.right != 'cron' and r.path not in ('/logout', '/password'):
                yield r


def fill(country, route, name, typed):
    """Path and parameters, with one text as it was typed."""
    values = {}
    for needed, kind in route.required:
        value = NEEDED.get(needed, '1')
        values[needed] = value if kind == 'text' or value.isdigit() else '1'
    if route.object == 'report':
        values[route.id] = str(country.ids[2])
    elif route.object in ('regime', 'group', 'item', 'draft', 'template'):
        values[route.id] = '1'
    values[name] = typed
    path = route.path
    if path.endswith('@'):
        path = path[:-1] + TAILS[path]
    return path, values


def ask(v, route, path, values):
    if route.method == 'GET':
        return v.get(path + '?' + urllib.parse.urlencode(values))
    return v.post(path, dict(values, csrf=v.csrf, key=secrets.token_hex(16)))


def typed_paths(route):
    """The name of a file is typed as well."""
    kind = TAILS[route.path].split('.')[1]
    for typed in TYPED:
        yield (route.path[:-1] + urllib.parse.quote(typed + '.' + kind),
               {'unit': '10', 'period': '2026-Q3'})


def main():
    with Private() as at:
        country = Country(at)
        prepare(country)
        # whoever may do everything everywhere
        for i, role in enumerate(fixture.ROLES):
            if role == 'machine':
                continue  # that one cannot sign in
            at.db.sql("INSERT INTO access (person_id, role, unit_id,"
                      " valid_from, valid_to) SELECT %d, %d, id, '1000-01-01',"
                      " '9999-12-31' FROM unit" %
                      (fixture.person_id('norole'), i + 1))
        v = country.person('norole')
        v.program = country.program('login')
        v.get('/password')
        v.csrf = v.hidden('csrf')
        n, wrong, met = 0, [], set()
        for route in routes():
            v.program = country.program(route.program)
            tries = [(name, *fill(country, route, name, typed))
                     for name in route.texts for typed in TYPED]
            if route.path.endswith('@'):
                tries += [(None, *x) for x in typed_paths(route)]
            for name, path, values in tries:
                a = ask(v, route, path, values)
                n += 1
                said = '%s %s %r: %d' % (route.method, path, values, a.status)
                if a.status in (500, 503):
                    wrong.append(said)
                if a.status == 404 and name in SEARCHES:
                    wrong.append(said + ', but a search may find nothing')
                if a.status == 200:
                    met.add((route.path, name))
        note('%d requests' % n)
        ok(n > 400, 'every text of every page was tried')
        ok(len(met) > 60, '%d of them lead somewhere' % len(met))
        eq(wrong, [], 'nothing that is typed ends in an error')
        mixed = []
        for p in at.programs:
            mixed += ['%s %s' % (p.name, x) for x in
                      re.findall(r'[a-z_]+\.c:\d+ [a-z_]+: 1267', p.logged())]
        eq(sorted(set(mixed)), [], 'no statement compares what cannot be')
    done()


main()
