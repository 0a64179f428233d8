#!/usr/bin/env python3
"""template_kinds.t - templates as other ministries draw them, each with what a
person reads in it, written down by hand"""
import csv
import difflib
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import xlsx
from bare import BUILD
from tap import done, eq, ok
from template_samples import SAMPLES

ENV = {'PATH': os.environ['PATH'], 'LANG': 'en',
       'ASAN_OPTIONS': 'detect_leaks=0'}


def read(*args):
    got = subprocess.run([BUILD + '/tool/baocao', 'form', 'read'] + list(args),
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         env=ENV)
    return got.returncode, got.stdout.decode(), got.stderr.decode()


def columns(text):
    """The table as our lines say it: code; head > head; formula; type; unit"""
    lines = []
    for c in csv.DictReader(text.splitlines()):
        heads = ' > '.join(c[k] for k in ('h1', 'h2', 'h3', 'h4') if c[k])
        lines.append('; '.join((c['code'], heads, c['formula'], c['type'],
                                c['unit'])).replace('; ;', ';;')
                     .rstrip('; '))
    return lines


def rows(form):
    return ['%s%s|%s|%s|%s' % ('#' if r['heading'] else '', r['code'],
                               r['label'], r['formula'], r['unit'] or '')
            for r in form['rows']]


def lines(text):
    return [x.strip().rstrip('; ') for x in text.strip().split('\n')]


def same(got, want, what):
    for line in difflib.unified_diff(want, got, 'wanted', 'got', n=0,
                                     lineterm=''):
        print('# ' + line)
    ok(got == want, what)


def check(sample, path):
    with open(path, 'wb') as f:
        f.write(xlsx.book(sample['sheets']))
    name = sample['name']
    status, table, _ = read(path, '--csv')
    if 'refused' in sample:
        got = read(path)
        ok(got[0] == 1 and got[1] == '' and sample['refused'] in got[2],
           name + ': is refused, with the reason')
        return
    same(columns(table), lines(sample['columns']), name + ': columns')
    form = json.loads(read(path, '--json')[1] or '{"rows": [], "doubts": []}')
    same(rows(form), lines(sample['rows']) if sample['rows'] else [],
         name + ': rows')
    for key, want in sample.get('frame', {}).items():
        eq(form.get(key), want, name + ': ' + key)
    doubts = [('~' if d['remark'] else '') + d['cell'] + ' ' + d['text']
              for d in form['doubts']]
    want = sample.get('doubts', [])
    ok(len(doubts) == len(want) and
       all(any(d.startswith(w.partition(' ')[0] + ' ') and
               w.partition(' ')[2] in d for d in doubts) for w in want),
       name + ': doubts\n# ' + '\n# '.join(doubts))
    hard = sum(1 for d in doubts if d[0] != '~')
    eq(status, 1 if hard else 0, name + ': exit status')


def main():
    with tempfile.TemporaryDirectory() as folder:
        for i, sample in enumerate(SAMPLES):
            if len(sys.argv) < 2 or sys.argv[1] in sample['name']:
                check(sample, '%s/f%d.xlsx' % (folder, i))
    done()


main()
