#!/usr/bin/env python3
# deployed
"""list_paper.t - the documents of a list, to the word: PDF, workbook, CSV

A province fills in a form of industrial zones with rows left empty between
them; what is printed has labels and not codes, numbers that run on, and a
total that says "-" where a ratio has nothing to be a ratio of.
"""
# timeout: 300
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import SOURCE, Private, Visitor, sha256
from tap import done, eq, like, note, ok, skip_all, unlike

NCOL = 20  # STT and nineteen
DAY = '2026-06-20'
ROWS = {  # by row of the form: what is typed, by the codes of columns
    1: {1: 'HN-01', 3: '0', 4: '2', 5: 'Công ty Một', 6: '1/2/2000', 7: '0',
        10: '1.274,5', 11: '200', 12: '150', 14: '120,5', 15: '98',
        16: '60.000', 17: '2', 18: '6.000'},
    2: {1: 'HN-02', 3: '3', 4: '1', 5: '=1+2', 7: '0', 10: '100', 11: '100',
        17: '0'},
    5: {1: 'HN-03', 3: '4', 4: '0', 6: '15/6/2026', 7: '0', 10: '150',
        11: '100', 12: '75', 14: '80', 16: '1.000', 17: '1', 18: '500'},
}
# What is printed, in Vietnamese; '': whatever the register says.
WANT = [
    ['1', '', 'Thành phố Hà Nội', 'Khu công nghiệp', 'Đã đi vào hoạt động',
     'Công ty Một', '01/02/2000', '0,0', '', '-', '1.274,50', '200,00',
     '150,00', '75,00', '120,50', '98', '60.000', 'Đã vận hành', '6.000', ''],
    ['2', '', 'Thành phố Hà Nội', 'Khu công nghiệp sinh thái',
     'Đang xây dựng cơ bản', '=1+2', '', '0,0', '', '-', '100,00', '100,00',
     '', '', '', '', '', 'Chưa có', '', ''],
    ['3', '', 'Thành phố Hà Nội', 'Khu công nghiệp công nghệ cao',
     'Chưa triển khai', '', '15/06/2026', '0,0', '', '-', '150,00', '100,00',
     '75,00', '75,00', '80,00', '', '1.000', 'Đang xây dựng', '500', ''],
]
# 3 zones; no ratio of nothing; 225 of 400 ha; (120,5 + 80) / 2.
TOTAL = ['', 'Tổng số', '', '3', '', '', '', '0,0', '', '-', '1.524,50',
         '400,00', '225,00', '56,25', '100,25', '98', '61.000', '', '6.500',
         '']
FIGURES = (7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18)


def same(got, wanted, what):
    eq(got, wanted, what)
    return got == wanted


def canonical(text):
    """As a program writes the figure that is shown so."""
    text = '' if text == '-' else text.replace('.', '').replace(',', '.')
    return text.rstrip('0').rstrip('.') if '.' in text else text


def programs_of(at):
    at.tool('register', 'import', 'KCN', SOURCE + '/sql/seed/register/KCN.csv',
            '--name', 'Khu công nghiệp')
    at.tool('form', 'load', SOURCE + '/sql/seed/form/KCN.xml')
    at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made) VALUES"
              " ('run', '%s', 'run', 1, '2026-01-01')" % sha256('run'))
    at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % DAY)
    programs = {n: at.program(n) for n in ('login', 'entry', 'export',
                                           'report', 'cron')}
    eq(Visitor(programs['cron']).get('/cron/run?key=run').status, 200,
       'the period is opened')
    return programs


def fill(at, v, programs):
    report, period = at.db.sql(
        "SELECT r.id, p.code FROM report r JOIN period p ON p.id = r.period_id"
        " JOIN regime g ON g.id = r.regime_id WHERE g.code = 'KCN' AND"
        " r.unit_id = 10 ORDER BY p.ends DESC LIMIT 1")[0]
    v.program = programs['entry']
    v.get('/entry/form?id=' + report)
    cells = {'c%d' % (row * NCOL + col): text for row, typed in ROWS.items()
             for col, text in typed.items()}
    a = v.post('/entry/save', v.form(dict(
        cells, c27='x', c107='x', id=report,
        version=v.hidden('version'), rows='6')))
    eq((a.status, re.findall(r"<li><a href='#(c[0-9]+)'", a.text)),
       (422, ['c27', 'c107']), 'what is wrong is said row by row')
    a = v.post('/entry/save', v.form(dict(
        cells, id=report, version=v.hidden('version'), rows='6')))
    if not same(a.status, 303, 'it is filled in'):
        note(re.findall(r'<b>[^<]*', a.text)[:9])
    v.get(a.get('location'))
    a = v.send(report, cells, rows='6', confirmed='1', reason='x')
    if not same(a.status, 303, 'and sent'):
        note(a.text[:3000])
    return period


def csv_rows(v, where):
    text = v.get(where).bytes.decode('utf-8-sig')
    return list(csv.reader(io.StringIO(text)))


def as_csv(v, where, names):
    rows = csv_rows(v, where)
    eq(len(rows), 5, 'a head, three rows and the total')
    eq(rows[0][7], 'Vốn đầu tư hạ tầng / Đăng ký (tỷ đồng)', 'heads from the top down')
    for got, want in zip(rows[1:], WANT + [TOTAL]):
        want = ['\'' + x if x.startswith('=') else
                canonical(x) if i in FIGURES else x
                for i, x in enumerate(want)]
        want[1] = names.get(want[0], want[1])
        eq(got, want, 'CSV, row ' + (want[0] or 'of totals'))


MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def book_rows(content):
    """Cells of the one sheet: {(row, letters): text}."""
    with zipfile.ZipFile(io.BytesIO(content)) as z:
        eq(z.testzip(), None, 'a whole archive')
        top = ElementTree.fromstring(z.read('xl/worksheets/sheet1.xml'))
        shared = []
        if 'xl/sharedStrings.xml' in z.namelist():
            shared = [''.join(t.text or '' for t in s.iter(MAIN + 't'))
                      for s in ElementTree.fromstring(
                          z.read('xl/sharedStrings.xml'))]
    rows = []
    for row in top.iter(MAIN + 'row'):
        cells = {}
        for c in row.iter(MAIN + 'c'):
            value = c.find(MAIN + 'v')
            text = ''.join(t.text or '' for t in c.iter(MAIN + 't'))
            if c.get('t') == 's':
                text = shared[int(value.text)]
            elif c.get('t') is None and value is not None:
                text = value.text
            cells[re.match('[A-Z]+', c.get('r')).group()] = (c.get('t'), text)
        rows.append(cells)
    return rows


def as_book(v, where, names):
    a = v.get(where)
    rows = book_rows(a.bytes)
    letters = [chr(ord('A') + i) for i in range(NCOL)]
    at = [i for i, r in enumerate(rows) if r.get('D', ('', ''))[1] ==
          WANT[0][3]]
    if not same(len(at), 1, 'the first row stands there once'):
        return
    for got, want in zip(rows[at[0]:], WANT + [TOTAL]):
        want = list(want)
        texts = [got.get(x, (None, ''))[1] for x in letters]
        want[1] = names.get(want[0], want[1])
        alike = [texts[i] == w if i not in FIGURES or w in ('', '-') else
                float(texts[i]) == float(canonical(w))
                for i, w in enumerate(want)]
        if not ok(all(alike), 'workbook, row ' + (want[0] or 'of totals')):
            note('%r, not %r' % (texts, want))
        numbers = [i for i in FIGURES if want[i] not in ('', '-')
                   and got[letters[i]][0] is not None]
        eq(numbers, [], 'its figures are numbers')


def as_pdf(v, where, names, folder):
    with open(folder + '/list.pdf', 'wb') as f:
        f.write(v.get(where).bytes)
    text = subprocess.run(['pdftotext', '-layout', folder + '/list.pdf', '-'],
                          stdout=subprocess.PIPE, check=True).stdout.decode()
    like(text, 'TÌNH HÌNH HẠ TẦNG KHU CÔNG NGHIỆP', 'PDF: its title')
    words = ' '.join(text.split())
    for row in WANT + [TOTAL]:
        for i, cell in enumerate(row):
            if not cell or i == 0:
                continue
            # narrow columns break a text between words
            for word in cell.split():
                ok(word in words, 'PDF: %s of column %d' % (word, i))
    for no, name in names.items():
        ok(all(w in words for w in name.split()), 'PDF: zone ' + no)
    firsts = re.findall(r'^ *([0-9]+) +(?=.* [0-9.]+,[0-9]{2} )', text, re.M)
    if not same(firsts, ['1', '2', '3'], 'PDF: rows are numbered on'):
        note(text)
    total = [x for x in text.splitlines() if 'Tổng số' in x and '1.524,50' in x]
    if same(len(total), 1, 'PDF: one row of totals'):
        eq(total[0].split(), ['Tổng', 'số', '3', '0,0', '-', '1.524,50',
                              '400,00', '225,00', '56,25', '100,25', '98',
                              '61.000', '6.500'], 'PDF: to the figure')
    like(words, 'Loại hình theo Nghị định số 35/2022', 'PDF: its notes')


def main():
    if not shutil.which('pdftotext'):
        skip_all('no pdftotext')
    with Private() as at:
        fixture.load(at.db)
        programs = programs_of(at)
        v = Visitor(programs['login'])
        v.login('head10', fixture.PASSWORD)
        period = fill(at, v, programs)
        names = dict(zip('123', [x[0] for x in at.db.sql(
            "SELECT label FROM register_entry WHERE code IN ('HN-01', 'HN-02',"
            " 'HN-03') ORDER BY code")]))
        query = '?unit=10&period=' + period
        v.program = programs['export']
        as_csv(v, '/export/KCN.csv' + query, names)
        as_book(v, '/export/KCN.xlsx' + query, names)
        v.program = programs['report']
        as_pdf(v, '/report/KCN.pdf' + query, names, at.folder)
    done()


main()
