#!/usr/bin/env python3
"""sums.py - what the sums must be, without any of the product's own code

usage: sums.py SOCKET DATABASE REGIME PERIOD UNIT-ID [FOLDER]

Reads the bodies of the revisions, and adds up what each unit typed itself
("own") over the units whose revisions a superior had accepted when it sent its
own, down to the communes.  With FOLDER it also reads report.pdf, report.xlsx,
report.csv and chart.png there.  Prints a JSON list of [what, got, wanted].
"""
import csv
import json
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile
import zlib
from decimal import Decimal

SOCKET, DATABASE, REGIME, PERIOD, UNIT = sys.argv[1:6]
COLUMNS = 22                                # of XLD01 of 2024
COMPUTED = {14: (15, 16, 17), 18: (19, 20, 21)}
checks, of_unit = [], {}                    # of_unit: the unit's report


def check(what, got, wanted):
    checks.append([what, got, wanted])


def sql(statement):
    out = subprocess.run(
        ['mariadb', '--no-defaults', '--socket=' + SOCKET, '--batch', '--raw',
         '--skip-column-names', '--default-character-set=utf8mb4', DATABASE,
         '-e', statement], check=True, capture_output=True).stdout
    return [line.split('\t') for line in out.decode().splitlines()]


def load():
    """Reports by id, revisions by report and hash."""
    where = ("FROM report r JOIN regime g ON g.id = r.regime_id AND g.code ="
             " '%s' JOIN period p ON p.id = r.period_id AND p.code = '%s'"
             " JOIN unit u ON u.id = r.unit_id" % (REGIME, PERIOD))
    reports = {int(r[0]): {'unit': int(r[1]), 'over': r[2], 'state': r[3],
                           'accepted': r[4], 'name': r[5], 'code': r[6]}
               for r in sql('SELECT r.id, r.unit_id, r.receiver_id, r.state,'
                            ' r.accepted_id, u.name, u.code ' + where)}
    revisions, by_id = {}, {}
    for at, report, sha, body in sql(
            'SELECT k.id, k.report_id, k.sha, k.body ' + where +
            ' JOIN revision k ON k.report_id = r.id'):
        revisions[int(report), sha] = by_id[at] = (int(report), json.loads(body))
    return reports, revisions, by_id


def own_of(body):
    """Typed figures by column; those that are computed, from them."""
    row = [None] * (COLUMNS + 1)
    for cell in body['own']:
        if cell['c'] not in COMPUTED:
            row[cell['c']] = Decimal(cell['n'])
    return computed(row)


def computed(row):
    for column, parts in COMPUTED.items():
        known = [row[c] for c in parts if row[c] is not None]
        row[column] = sum(known) if known else None
    return row


def plus(a, b):
    return [y if x is None else x if y is None else x + y
            for x, y in zip(a, b)]


def total_of(report, body, revisions, reports, seen):
    row = own_of(body)
    for unit in body.get('units', []):
        if unit['state'] != 'accepted':
            continue
        child = of_unit[unit['id']]
        below = revisions[child, unit['sha']][1]
        seen.append(child)
        row = plus(row, total_of(child, below, revisions, reports, seen))
    return computed(row)


def plain(row):
    return [None if v is None else int(v) for v in row[1:]]


# ---- what came out

def pdf_text(path, how):
    return subprocess.run(['pdftotext', how, path, '-'], check=True,
                          capture_output=True).stdout.decode()


def pdf_rows(path):
    """In order; a long name stands in lines of its own."""
    rows = [m.group(1).replace('.', '').split() for m in re.finditer(
        r'^\D*\s((?:[\d.]+ +){%d}[\d.]+)$' % (COLUMNS - 1),
        pdf_text(path, '-layout'), re.M)]
    return [[int(v) for v in row] for row in rows]


def xlsx_rows(path):
    ns = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
    rows = {}
    with zipfile.ZipFile(path) as z:
        sheet = xml.fromstring(z.read('xl/worksheets/sheet1.xml'))
    for row in sheet.iter(ns + 'row'):
        name, figures = None, []
        for c in row.iter(ns + 'c'):
            if c.get('t') == 'inlineStr' and name is None:
                name = ''.join(t.text for t in c.iter(ns + 't'))
            elif c.get('t') in (None, 'n') and c.find(ns + 'v') is not None:
                figures.append(int(float(c.find(ns + 'v').text)))
        if name and len(figures) == COLUMNS:
            rows[name] = figures
    return rows


def csv_rows(path):
    with open(path, encoding='utf-8-sig', newline='') as f:
        lines = list(csv.reader(f))
    return {r[0]: [int(v) for v in r[1:]] for r in lines
            if len(r) == COLUMNS + 1 and all(v.isdigit() for v in r[1:])}


def png_pixels(path):
    """Rows of (r, g, b): 8 bits, RGB, not interlaced."""
    data = open(path, 'rb').read()
    assert data[:8] == b'\x89PNG\r\n\x1a\n'
    at, packed = 8, b''
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        part = data[at + 8:at + 8 + size]
        if kind == b'IHDR':
            width, height, depth, colours = struct.unpack('>IIBB', part[:10])
            assert (depth, colours) == (8, 2)
        packed += part if kind == b'IDAT' else b''
        at += 12 + size
    raw, rows, last = zlib.decompress(packed), [], bytearray(width * 3)
    for y in range(height):
        how, line = raw[y * (width * 3 + 1)], bytearray(
            raw[y * (width * 3 + 1) + 1:(y + 1) * (width * 3 + 1)])
        for i in range(len(line)):
            a = line[i - 3] if i >= 3 else 0
            b, c = last[i], last[i - 3] if i >= 3 else 0
            if how == 4:
                p = a + b - c
                d = (abs(p - a), abs(p - b), abs(p - c))
                line[i] += 0
                line[i] = (line[i] + (a if d[0] <= d[1] and d[0] <= d[2]
                                      else b if d[1] <= d[2] else c)) & 255
            else:
                line[i] = (line[i] + (0, a, b, (a + b) // 2)[how]) & 255
        last = line
        rows.append([tuple(line[i:i + 3]) for i in range(0, len(line), 3)])
    return rows


def bars(path):
    """Heights of the bars: the colour that fills most, white aside."""
    rows = png_pixels(path)
    count = {}
    for row in rows:
        for p in row:
            if p[2] > p[0] + 60:            # blue
                count[p] = count.get(p, 0) + 1
    colour = max(count, key=count.get)
    heights = [sum(row[x] == colour for row in rows)
               for x in range(len(rows[0]))]
    found, run = [], []
    for h in heights + [0]:
        if h > 0:
            run.append(h)
        elif run:
            found.append(max(run))
            run = []
    return found


def outputs(folder, own, total, children, missing):
    check('PDF: a row for each accepted unit below, its own, and the totals',
          pdf_rows(folder + '/report.pdf'),
          list(children.values()) + [own, total])
    words = ' '.join(pdf_text(folder + '/report.pdf', '-raw').split())
    check('PDF: every unit below is named, accepted or not', [
        n for n in list(children) + missing if n not in words], [])
    for kind, rows in (('XLSX', xlsx_rows(folder + '/report.xlsx')),
                       ('CSV', csv_rows(folder + '/report.csv'))):
        check(kind + ': the row of totals', [
            v for n, v in rows.items() if n.lower().startswith('tổng')],
            [total])
        check(kind + ': a row for each accepted unit below, with its total',
              {n: rows.get(n) for n in children}, children)
        check(kind + ': no figures of those that are missing',
              [n for n in missing if n in rows], [])
    heights = bars(folder + '/chart.png')
    first = [row[0] for row in children.values()]
    check('PNG: a bar for each accepted unit', len(heights), len(first))
    if len(heights) == len(first):
        scale = max(heights) / max(first)
        check('PNG: as high as its figure', [
            (n, h, round(v * scale, 1))
            for n, h, v in zip(children, heights, first)
            if abs(h - v * scale) > 1.6], [])


def main():
    reports, revisions, by_id = load()
    of_unit.update((r['unit'], i) for i, r in reports.items())
    mine = of_unit[int(UNIT)]
    report, body = by_id[reports[mine]['accepted']]
    seen = []
    total = plain(total_of(mine, body, revisions, reports, seen))
    stored = {c['c']: c['n'] for c in body.get('total', body['own'])}
    check('the revision that was frozen holds these sums',
          [int(stored[c]) for c in range(1, COLUMNS + 1)], total)
    below = {i: r for i, r in reports.items() if r['over'] == UNIT}
    listed = sorted(reports[i]['name'] for i, r in below.items()
                    if r['state'] == 'accepted')
    children, missing = {}, []
    for i in sorted(below, key=lambda i: below[i]['code']):
        if below[i]['accepted'] == 'NULL':
            missing.append(below[i]['name'])
            continue
        _, b = by_id[below[i]['accepted']]
        children[below[i]['name']] = plain(
            total_of(i, b, revisions, reports, []))
    check('it took in every unit below that is accepted, and no other',
          sorted(children), listed)
    check('no report is counted twice', len(seen), len(set(seen)))
    if len(sys.argv) > 6:
        outputs(sys.argv[6], plain(own_of(body)), total, children,
                missing)
    json.dump({'total': total, 'counted': len(seen), 'checks': checks},
              sys.stdout, ensure_ascii=False)


main()
