#!/usr/bin/env python3
"""unit.t - units found, in the tree of any day, and one by itself

On the real lists of 2025 and 2026: what is public to everybody who is signed
in, and what only those see whose rights reach the unit.
"""
# timeout: 300
import html
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import SOURCE, Private, Visitor, password_hash
from tap import done, eq, like, note, ok, unlike

PASSWORD = 'mot cau dai 2026'
JUNE, JULY = '2025-06-01', '2025-07-01'


def q(text):
    return urllib.parse.quote(text)


class Reader:
    def __init__(self, at, programs, login):
        self.programs = programs
        self.v = Visitor(programs['login'])
        self.v.cookies['lang'] = 'en'
        if login:
            self.v.login(login, PASSWORD)
        self.v.program = programs['unit']

    def get(self, path):
        return self.v.get(path)

    def page(self, path):
        a = self.get(path)
        eq(a.status, 200, path)
        return html.unescape(a.text)

    def found(self, words, **more):
        """(name, code, path) of the units that a search lists, and the count."""
        more = ''.join('&%s=%s' % (k, q(str(v))) for k, v in more.items())
        text = self.page('/unit?q=' + q(words) + more)
        rows = re.findall(
            r"<tr><th scope='row'><a href='/unit\?id=[0-9]+[^']*'>([^<]*)</a>"
            r'</th><td>([^<]*)</td><td>[^<]*</td><td>([^<]*)</td>', text)
        total = re.search(r"<p class='help'>([0-9]+) unit", text)
        return rows, int(total.group(1)) if total else 0


def people(at):
    """clerk: of a commune; admin: of a province; head: of a province of now."""
    db = at.db
    hashed = password_hash(PASSWORD)
    unit = lambda level, code, day: int(db.one(
        "SELECT id FROM unit WHERE level = '%s' AND code = '%s' AND valid_from"
        " <= '%s' AND '%s' < valid_to" % (level, code, day, day)))
    who = [('clerk', 1, unit('commune', '00004', '2026-09-28')),
           ('admin', 5, unit('province', '08', '2026-09-28')),
           ('top', 5, unit('centre', 'CP', '2026-09-28')),
           ('nobody', 0, 0)]
    for i, (login, role, on) in enumerate(who, 1):
        db.sql("INSERT INTO person (id, login, name, created) VALUES (%d, '%s',"
               " 'Người %s', '2026-01-01')" % (i, login, login))
        db.sql("INSERT INTO person_secret (person_id, pwhash, changed) VALUES"
               " (%d, '%s', '2026-01-01')" % (i, hashed))
        if role:
            db.sql('INSERT INTO access (person_id, role, unit_id, valid_from,'
                   " valid_to) VALUES (%d, %d, %d, '1000-01-01', '9999-12-31')"
                   % (i, role, on))
    return unit


def searching(r):
    rows, n = r.found('hoa binh')
    ok(n > 5 and rows[0][0].endswith('Hòa Bình'), 'exact names come first')
    eq(rows[0][2], 'Chính phủ › Tỉnh Phú Thọ', 'with the way up')
    for words in ('hoà bình', 'hòa bình', 'HÒA BÌNH', 'Hoà  Bình '):
        eq(r.found(words), (rows, n), 'the tone may stand anywhere: ' + words)
    some, m = r.found('hóa bình')
    ok(m == 0, 'but it is that tone')
    xa, m = r.found('xã hòa bình')
    ok(0 < m < n and all(x[0].startswith('Xã') for x in xa), 'with its kind')
    eq(r.found('binh hoa')[1], n, 'in any order')
    eq([x[:2] for x in r.found('00004')[0]], [('Phường Ba Đình', '00004')],
       'by code, of today')
    eq([x[:2] for x in r.found('00004', day='01/06/2025')[0]],
       [('Phường Trúc Bạch', '00004')], 'which was another unit before')
    eq([[x[0] for x in r.found('00004', day=day)[0]]
        for day in ('30/06/2025', '01/07/2025')],
       [['Phường Trúc Bạch'], ['Phường Ba Đình']], 'to the day')
    eq(len(r.found('00004', ever=1)[0]), 2, 'both, whenever they existed')
    like(r.page('/unit?q=' + q('trúc bạch')),
         'No unit is called that.*1 unit was called that at another time'
         .replace('.*', '[^$]*'), 'one that is no more is pointed out')
    like(r.page('/unit?q=zzzz'), 'No unit is called that', 'none')
    unlike(r.page('/unit?q=zzzz'), 'another time', 'nor ever')
    eq(r.found('08', level='province')[0][0][0], 'Tỉnh Tuyên Quang',
       'of one level')
    for words in ('%', '_', "'; DROP TABLE unit; --", '\\', '"', '<b>x</b>',
                  'ế' * 60, 'a b c d e f g h i j k'):
        r.found(words)
    eq(r.get('/unit?q=' + 'x' * 201).status, 400, 'too long')


def paging(r):
    rows, n = r.found('phường')
    ok(n > 600 and len(rows) == 50, '%d, fifty a page' % n)
    second, m = r.found('phường', page=2)
    ok(m == n and not set(second) & set(rows), 'the next ones')
    last, _ = r.found('phường', page=(n + 49) // 50)
    eq(len(last), n % 50 or 50, 'the last page')
    eq(r.found('phường', page=10 ** 9), ([], n), 'beyond it is nothing')
    eq(r.get('/unit?q=a&page=9223372036854775807').status, 404, 'far beyond')


def tree(r, unit):
    text = r.page('/unit')
    eq(len(re.findall("<li id='u", text)), 35, 'the centre and 34 provinces')
    text = r.page('/unit?day=01/06/2025')
    eq(len(re.findall("<li id='u", text)), 64, 'in June 2025, 63')
    like(text, r'day=2025-07-01', 'the days of change are offered')
    hanoi = unit('province', '01', JUNE)
    text = r.page('/unit?line=administrative&day=2025-06-01&at=%d' % hanoi)
    eq(len(re.findall("<li id='u", text)), 64 + 30, 'Hà Nội is open')
    like(text, "<li id='u%d'>.*?aria-expanded='true'" % hanoi,
         'and says so')
    like(r.page('/unit?line=ict&day=2025-01-01'),
         'Bộ Thông tin và Truyền thông', "a sector's line")
    eq(r.get('/unit?line=none').status, 404, 'no such line')
    like(r.page('/unit?day=31/02/2025'), 'is not a date', 'no such day')
    like(r.page('/unit?at=999999999'), "<li id='u", 'no such branch')
    a = r.get('/unit/file?line=administrative&day=2025-07-01')
    lines = a.text.splitlines()
    eq((a.status, len(lines), lines[0].lstrip('\ufeff')),
       (200, 1 + 3356, 'scheme,level,code,name,parent'),
       'all of a day as a file')
    ok('gso,commune,00004,Phường Ba Đình,01' in lines, 'with superiors')


def one(at, r, unit):
    tq = unit('province', '08', JULY)
    text = r.page('/unit?id=%d' % tq)
    like(text, 'What it came of', 'a merged province')
    like(text, r'Tỉnh Hà Giang</a></th><td>02</td><td>wholly</td><td><span'
         r" class='badge good'>comparable", 'and of what, wholly')
    like(text, 'NQ 202/2025/QH15', 'by which decision')
    old = unit('province', '02', JUNE)
    text = r.page('/unit?id=%d' % old)
    like(text, 'What became of it', 'one that ended')
    like(text, 'until 30/06/2025', 'until when')
    unlike(text, 'It did not exist', 'is shown as it was last')
    like(text, 'Huyện Đồng Văn', 'with what was below it')
    like(r.page('/unit?id=%d&day=28/09/2026' % old), 'It did not exist on',
         'else it says so')
    split = unit('commune', '00007', JUNE)
    text = r.page('/unit?id=%d' % split)
    like(text, 'not comparable</span> Only a part of Phường Cống Vị went to'
         ' Phường [^;]*; other parts went to', 'a split one, and why not')
    new = int(at.db.one('SELECT MIN(new_id) FROM succession WHERE old_id = %d' %
                        split))
    like(r.page('/unit?id=%d' % new), 'Only a part of Phường Cống Vị went to'
         ' Phường [^;<]*; other parts went to', 'as the new one says')
    one_of = "SELECT MIN(old_id) FROM succession WHERE relation = 'unknown'"
    like(r.page('/unit?id=' + at.db.one(one_of)), 'The sources do not say how'
         ' much of', 'one of which nobody knows how much')
    like(r.page('/unit?id=%d' % unit('commune', '01615', JUNE)), 'The sources'
         ' contradict each other: all of [^<]* is said to have gone to [^<]*,'
         ' and some of it to', 'one of which two things are said')
    dn = unit('province', '75', '2026-09-28')
    text = r.page('/unit?id=%d' % dn)
    like(text, r'(?s)Names and codes over time.*<b>Thành phố Đồng Nai</b>.*'
         'Tỉnh Đồng Nai', 'names over time')
    commune = unit('commune', '00004', '2026-09-28')
    like(r.page('/unit?id=%d' % commune), r'(?s)Superiors over time.*'
         'Thành phố Hà Nội', 'superiors over time')
    kept = unit('commune', '00859', '2026-09-28')
    like(r.page('/unit?id=%d' % kept), r'(?s)Superiors over time.*from'
         ' 01/07/2025.*until 30/06/2025', 'the newest first')
    at.db.sql("INSERT INTO succession (old_id, new_id, relation, comparable,"
              " decision, on_date) VALUES (%d, %d, 'partial', 0, 'AA 1',"
              " '2026-01-01')" % (commune, tq))
    at.db.sql("INSERT INTO succession (old_id, new_id, relation, comparable,"
              " decision, on_date) VALUES (%d, %d, 'partial', 0, 'AA 1',"
              " '2026-02-01')" % (commune, kept))
    text = r.page('/unit?id=%d' % tq)
    like(text, 'Only a part of Phường Ba Đình went to Tỉnh Tuyên Quang[.]<',
         'with what went elsewhere that day, and no other')
    like(text, 'AA 1', 'what came to one that goes on')
    unlike(text.split('Names and codes over time')[1].split('</table>')[0],
           'AA 1', 'is not by what it began')
    at.db.sql("DELETE FROM succession WHERE decision = 'AA 1'")
    eq(r.get('/unit?id=999999999').status, 404, 'none of that id')
    eq(r.get('/unit?id=-1').status, 400, 'nor of that')
    eq(r.get('/unit?id=x').status, 400, 'nor that')


def rights(at, programs, unit):
    visitor = Reader(at, programs, None)
    a = visitor.get('/unit')
    eq((a.status, '/login' in a.get('location')), (303, True),
       'visitors sign in first')
    mine, other = unit('province', '08', JULY), unit('province', '04', JULY)
    at.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
              " valid_to) VALUES (1, 4, %d, '2026-01-01', '2026-09-28'), (1, 3,"
              " %d, '2026-01-01', '2026-09-29')" % (mine, mine))
    text = Reader(at, programs, 'top').page('/unit?id=%d' % mine)
    eq(text.count("<th scope='row'>Người clerk"), 1,
       'a role that is over is not one of them')
    for login, sees in (('admin', {mine}), ('top', {mine, other}),
                        ('clerk', set()), ('nobody', set())):
        r = Reader(at, programs, login)
        for u in (mine, other):
            text = r.page('/unit?id=%d' % u)
            eq('People with rights here' in text, u in sees,
               '%s and the people of %d' % (login, u))
            unlike(text if u not in sees else '',
                   "<th scope='row'>Người", 'nobody is named to others')
    below = int(at.db.one("SELECT l.unit_id FROM unit_line l WHERE l.parent_id"
                          " = %d AND l.valid_to = '9999-12-31' LIMIT 1" % mine))
    like(Reader(at, programs, 'admin').page('/unit?id=%d' % below),
         'Nobody has a role on this unit', 'also of the units below')


def budget(at, programs, r):
    """As much work for a page, however large the country is."""
    for path, most in (('/unit', 12), ('/unit?q=hoa', 12),
                       ('/unit?day=2025-06-01&at=1', 12),
                       ('/unit?id=1', 24)):
        line = programs['unit'].line(r.get(path))
        ok(int(line['stmts']) <= most, '%s: %s statements' % (
            path, line['stmts']))


def main():
    with Private({'seed_dir': SOURCE + '/sql/seed'}, False) as at:
        at.tool('migrate')
        at.db.sql("REPLACE INTO setting VALUES ('clock', '2026-09-28')")
        if at.db.one('SELECT COUNT(*) FROM unit') == '0':
            at.tool('unit', 'import', SOURCE + '/sql/seed/unit')
        unit = people(at)
        programs = {n: at.program(n) for n in ('login', 'unit')}
        r = Reader(at, programs, 'nobody')
        searching(r)
        paging(r)
        tree(r, unit)
        one(at, r, unit)
        rights(at, programs, unit)
        budget(at, programs, r)
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
