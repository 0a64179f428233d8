#!/usr/bin/env python3
"""template_shapes.t - every table of official columns, drawn as a sheet in
several ways, is read as that table again: merged or not, wherever it stands"""
import csv
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import xlsx
from bare import BUILD, SOURCE
from tap import done, eq, skip_all

FORMS = SOURCE + '/../shared/data/forms/'
LEVELS = ('h1', 'h2', 'h3', 'h4')


def name(col):
    text = ''
    while col >= 0:
        text = chr(65 + col % 26) + text
        col = col // 26 - 1
    return text


def heads(cols, top, left, merge):
    """The cells of the heads, and how deep they are."""
    depth = max(sum(1 for k in LEVELS if c[k]) for c in cols)
    cells = []
    for level in range(depth):
        i = 0
        while i < len(cols):
            path = [cols[i][k] for k in LEVELS[:level + 1]]
            deeper = level < 3 and cols[i][LEVELS[level + 1]]
            j = i + 1
            while deeper and j < len(cols) and \
                    [cols[j][k] for k in LEVELS[:level + 1]] == path:
                j += 1
            if path[-1]:
                a = name(left + i) + str(top + level)
                b = name(left + j - 1) + str(
                    top + (level if deeper else depth - 1))
                cells.append('%s=%s' % (a + ':' + b if merge and a != b else a,
                                        path[-1]))
            i = j
    return cells, depth


def number(c):
    """As it is printed: the formula has the code, or stands behind it."""
    if c['formula'].replace(' ', '').startswith(c['code'] + '='):
        return c['formula']
    return (c['code'] + ' ' + c['formula']).strip()


def draw(cols, top, left, merge):
    units = {c['unit'] for c in cols if c['unit']} - {'%'}
    cells = ['A1=BÁO CÁO TỔNG HỢP']
    if len(units) == 1:
        cells.append('D2=Đơn vị tính: ' + units.pop())
    more, depth = heads(cols, top, left, merge)
    return cells + more + ['%s%d=%s' % (name(left + i), top + depth, number(c))
                           for i, c in enumerate(cols)]


def moved(text, left):
    lines = text.split('\n')
    return '\n'.join(
        x if i == 0 or not x else '%d,%s' % (
            int(x.partition(',')[0]) + left, x.partition(',')[2])
        for i, x in enumerate(lines))


def main():
    if not os.path.isdir(FORMS):
        skip_all('the official tables are not here')
    env = {'PATH': os.environ['PATH'], 'LANG': 'en',
           'ASAN_OPTIONS': 'detect_leaks=0'}
    with tempfile.TemporaryDirectory() as folder:
        path = folder + '/a.xlsx'
        for file in sorted(os.listdir(FORMS)):
            if not file.endswith('.csv') or 'rows' in file or 'sample' in file:
                continue
            with open(FORMS + file, encoding='utf-8') as f:
                text = f.read()
            cols = list(csv.DictReader(text.splitlines()))
            for merge in (True, False):
                for left, top in ((0, 4), (3, 7)):
                    with open(path, 'wb') as f:
                        f.write(xlsx.book([('M', draw(cols, top, left,
                                                      merge))]))
                    got = subprocess.run(
                        [BUILD + '/tool/baocao', 'form', 'read', path,
                         '--csv'], stdout=subprocess.PIPE,
                        stderr=subprocess.DEVNULL, env=env)
                    eq(got.stdout.decode(), moved(text, left),
                       '%s, %s, at %s%d' % (file, 'merged' if merge else
                                            'not merged', name(left), top))
    done()


main()
