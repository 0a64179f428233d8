#!/usr/bin/env python3
"""form_csv.t - our forms against the columns of the official templates

Heads, levels, printed codes, formulas and types of sql/seed/form/*.xml are those
of the CSV files beside the templates; skipped where these are not here.
"""
import csv
import os
import re
import sys
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from tap import done, eq, ok, skip_all

SOURCE = os.environ.get('BAOCAO_SOURCE', '.')
CSV = SOURCE + '/../shared/data/forms/'
FORMS = [  # file, form's version, columns, rows
    ('TCD01', '2021', 'TT02-2021-TTCP_TCD01.csv', None),
    ('XLD01', '2021', 'TT02-2021-TTCP_XLD01.csv', None),
    ('XLD01', '2024', 'TT01-2024-TTCP_XLD01.csv', None),
    ('XLD02', '2021', 'TT02-2021-TTCP_XLD02.csv', None),
    ('KQGQ01', '2021', 'TT02-2021-TTCP_KQGQ01.csv', None),
    ('TTHC', '2020', 'VPCP_II.06a_columns.csv', None),
    ('TDKT', '2023', 'BNV_0601.N-TDKT_columns.csv',
     'BNV_0601.N-TDKT_rows.csv'),
    ('KTXH', '2022', 'KTXH_thang_columns.csv', None),
]


def text(e):
    return ' '.join((e.text or '').split())


def columns(form):
    """(code, heads, formula, type) of each printed column."""
    found = []

    def walk(e, heads):
        for kid in e:
            if kid.tag == 'group':
                walk(kid, heads + [kid.get('title')])
            elif kid.tag in ('column', 'label'):
                found.append((kid.get('code'), heads + [text(kid)],
                              kid.get('formula') or '',
                              kid.get('type') or 'label'))

    walk(form.find('columns'), [])
    return found


def plain(formula):
    """Without the blanks; of "2=prev(3)" the side that is printed."""
    formula = re.sub(r'\s', '', formula)
    return re.sub(r'^\d+=((prev|ytd)\(.*)', r'\1', formula)


def compare(name, version, columns_csv):
    root = ET.parse(SOURCE + '/sql/seed/form/%s.xml' % name).getroot()
    form = [f for f in root.iter('form') if f.get('version') == version][0]
    ours = columns(form)
    theirs = list(csv.DictReader(open(CSV + columns_csv,
                                      encoding='utf-8-sig')))
    what = '%s of %s' % (name, version)
    eq([c[0] for c in ours], [r['code'] for r in theirs], what + ': codes')
    heads = [[re.sub(r'\s+', ' ', r[h]).strip() for h in
              ('h1', 'h2', 'h3', 'h4') if r[h]] for r in theirs]
    eq([c[1] for c in ours], heads, what + ': heads, level by level')
    wanted = [(r['code'], plain(r['formula'])) for r in theirs]
    checks = {c.get('columns'): c.get('formula')
              for c in form.iter('check')}
    got = [(c[0], plain(c[2]) or (
        'prev(11)' if 'prev(11)' in (checks.get(c[0]) or '') else ''))
        for c in ours]
    eq(got, wanted, what + ': formulas as printed')
    kinds = {'integer': ('integer', 'row'), 'decimal': ('decimal', 'row',
                                                         'percent'),
             'text': ('text', 'label'), 'code': ('label',)}
    eq([c[0] for c, r in zip(ours, theirs)
        if c[3] not in kinds.get(r['type'], (r['type'],))], [],
       what + ': types')
    return form


def rows(form, rows_csv):
    ours = [(r.get('code'), text(r), re.sub('^%s' % r.get('code'), '',
                                             r.get('formula') or ''))
            for r in form.find('rows') if r.tag == 'row']
    theirs = [(r['B_ma_so'], r['A_label'].lstrip('- '), r['row_check'])
              for r in csv.DictReader(open(CSV + rows_csv,
                                           encoding='utf-8-sig'))
              if r['B_ma_so']]
    eq(ours, theirs, 'its rows')


if not os.path.isdir(CSV):
    skip_all('the official templates are not here')
for name, version, columns_csv, rows_csv in FORMS:
    form = compare(name, version, columns_csv)
    if rows_csv:
        rows(form, rows_csv)
ok(len(FORMS) >= 8, 'all of them')
done()
