#!/usr/bin/env python3
"""register.t - registers as owners keep them: files, search, ends of entries"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor
import xlsx
from tap import done, eq, like, ok, unlike

FILE = '''code,label,place,from,to
S1,Trường Hòa Bình,An,,
S2,"Trường, ""Hai""",Bình,,2026-01-01
S2,Trường Hai mới,Bình,2026-01-01,
S3,<script>x</script>,An,,
'''
BAD = (
    ('', 'Choose a file'),
    ('name,label\nS1,a\n', 'The first line must be'),
    ('code,label\nS 1,a\n', 'A code is 1 to 40'),
    ('code,label\nS1,\n', 'A label has 1 to'),
    ('code,label,from,to\nS1,a,x,\n', 'is not a date'),
    ('code,label,from,to\nS1,a,2026-01-01,2025-01-01\n', 'ends before'),
    ('code,label,from,to\nS1,a,,\nS1,b,2026-01-01,\n', 'on the same day'),
    ('code,label,b c\nS1,a,x\n', 'name is made of letters'),
    ('code,label\nS1,a,b\n', 'cells'),
    ('code,label\nS1,' + 'x' * 301 + '\n', 'A label has 1 to'),
)


# The same as a workbook; and what a workbook can have wrong besides.
BOOK = ['A1=code', 'B1=label', 'C1=place', 'D1=from', 'E1=to',
        'A2=S1', 'B2=Trường Hòa Bình', 'C2=An',
        'A4=S5', 'B4==1+2', 'D4=2026-01-01', 'E4=1/9/2026']
BAD_BOOKS = (
    (xlsx.book([('A', ['A1=name', 'B1=label', 'A2=S1', 'B2=a'])]),
     'The first line must be'),
    (xlsx.book([('A', BOOK + ['A7=S 7', 'B7=a'])]), 'A code is 1 to 40'),
    (xlsx.book([('A', BOOK + ['A7=S7', 'B7=' + 'x' * 1300])]),
     'cell B7 is too long'),
    (xlsx.book([('A', BOOK + ['AZ1=x'])]), 'more than 24 columns'),
    (xlsx.book([('A', BOOK + ['A20003=x'])]), 'more than 20000 lines'),
    (b'PK' + 99 * b'x', 'damaged|workbook'),
)


class Owner(Visitor):
    def load(self, text, **fields):
        self.get('/register')
        if isinstance(text, str):
            text = text.encode()
        return self.upload('/register/import', self.form(fields),
                           [('file', 'a.csv', text)])


def person(programs, login):
    v = Owner(programs['login'])
    v.cookies['lang'] = 'en'
    v.login(login, fixture.PASSWORD)
    v.program = programs['register']
    return v


def codes(a):
    return re.findall(r"<tr><th scope='row'>([^<]*)</th>", a.text)


def main():
    with Private() as at:
        fixture.load(at.db)
        programs = {n: at.program(n) for n in ('login', 'register')}
        v = person(programs, 'owner10')
        like(v.get('/register').text, 'There is no register yet', 'none yet')
        for text, why in BAD:
            a = v.load(text, code='SCHOOL', name_vi='Trường', unit='10')
            eq(a.status, 422, 'refused: ' + why)
            like(a.text, why, 'and why')
        eq(at.db.one('SELECT COUNT(*) FROM register'), '0', 'nothing is made')
        a = v.load(FILE, code='SCHOOL', name_vi='', unit='10')
        eq(a.status, 422, 'a new one needs a name')
        a = v.load(FILE, code='SCHOOL', name_vi='Trường', unit='1')
        eq(a.status, 404, 'and a unit of its owner')
        a = v.load(FILE, code='SCHOOL', name_vi='Trường', unit='10')
        eq(a.status, 303, 'it is made')
        a = v.get(a.get('location'))
        eq(codes(a), ['S1', 'S2', 'S2', 'S3'], 'and shown')
        unlike(a.text, '<script>x', 'escaped')
        for q, want in (('hoà', ['S1']), ('hoa binh', ['S1']), ('S2', ['S2',
                        'S2']), ('%25', []), ('_', [])):
            eq(codes(v.get('/register/show?code=SCHOOL&q=' +
                           q.replace('à', '%C3%A0').replace(' ', '+'))),
               want, 'found by ' + q)
        a = v.load('code,label,place\nS1,Trường Một,An\nS4,Bốn,Bắc;=1+1\n',
                   code='SCHOOL')
        eq(a.status, 303, 'loaded again')
        eq(at.db.sql("SELECT code, label FROM register_entry WHERE code IN"
                     " ('S1', 'S3', 'S4') ORDER BY code"),
           [['S1', 'Trường Một'], ['S3', '<script>x</script>'],
            ['S4', 'Bốn']], 'changed, added, none removed')
        for book, why in BAD_BOOKS:
            a = v.load(book, code='SCHOOL')
            eq(a.status, 422, 'a workbook is refused: ' + why)
            like(a.text, why, 'and why')
        a = v.load(xlsx.book([('Một', BOOK), ('Hai', ['A1=x'])]),
                   code='SCHOOL')
        eq(a.status, 303, 'a workbook is loaded')
        eq(at.db.sql("SELECT code, label, valid_from, valid_to FROM"
                     " register_entry WHERE code IN ('S1', 'S5') ORDER BY"
                     " code"),
           [['S1', 'Trường Hòa Bình', '1000-01-01', '9999-12-31'],
            ['S5', '=1+2', '2026-01-01', '2026-09-01']], 'as a file is')
        sums = 'CHECKSUM TABLE register_entry'
        before = at.db.sql(sums)
        written = v.get('/register/export?code=SCHOOL').bytes
        eq(written[:3], b'\xef\xbb\xbf', 'written for spreadsheets')
        eq(v.load(written, code='SCHOOL').status, 303, 'and read again')
        eq(at.db.sql(sums), before, 'it changes nothing')
        eq(at.db.one("SELECT label FROM register_entry WHERE code = 'S5'"),
           '=1+2', 'not even what looks like a formula')
        v.get('/register/show?code=SCHOOL')
        end = {'code': 'SCHOOL', 'entry': 'S4', 'from': '1000-01-01'}
        eq(v.post('/register/end', v.form(dict(end, to='31/02/2026'))).status,
           422, 'no such day')
        v.get('/register/show?code=SCHOOL')
        eq(v.post('/register/end', v.form(dict(end, to='1/9/2026'))).status,
           303, 'an entry ends')
        text = v.get('/register/export?code=SCHOOL').bytes.decode()
        like(text, "S4,Bốn,Bắc;'=1\\+1,,2026-09-01", 'as the file says')
        for login, status in (('owner20', 422), ('owner100', 422),
                              ('owner1', 303)):
            other = person(programs, login)
            a = other.load('code,label,place\nS9,Chín,\n', code='SCHOOL')
            eq(a.status, status, login + ' changes it, or not')
        eq(at.db.one("SELECT COUNT(*) FROM audit WHERE object = 'register'"),
           '6', 'all of it is on record')
        clerk = person(programs, 'clerk100')
        eq(clerk.get('/register').status, 403, 'a clerk has no business there')
        eq(clerk.get('/register/suggest?code=SCHOOL&q=hoa').text,
           '["Trường Hòa Bình (S1)"]', 'but proposals')
        eq(clerk.get('/register/suggest?code=SCHOOL&q=ho%C3%A0').text,
           '["Trường Hòa Bình (S1)"]', 'with marks as well')
        eq(clerk.get('/register/suggest?code=NONE&q=x').text, '[]', 'or none')
    done()


main()
