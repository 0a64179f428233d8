#!/usr/bin/env python3
"""list.t - a list is filled in, grows, moves and loses rows, and takes files

With plain forms only: what the script does besides is in tests/browser.
"""
# timeout: 300
import hashlib
import html
import io
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import SOURCE, Private, Visitor, sha256
from tap import done, eq, like, note, ok, unlike

ZONES = '''code,label,place
Z1,Khu Một,Tỉnh An
Z2,Khu Hai,Tỉnh Bình
Z3,"<b>Khu ""Ba""</b>",Tỉnh An
Z4,Khu Đôi,Tỉnh An
Z5,Khu Đôi,Tỉnh Bình
'''
NCOL = 9  # STT and eight columns
COL = {str(i): i for i in range(1, 9)}


def cell(row, col):
    return 'c%d' % (row * NCOL + COL[col])


class List:
    """The report of one unit, as one person sees it."""

    def __init__(self, at, programs, login, report):
        self.v = Visitor(programs['login'])
        self.v.cookies['lang'] = 'en'
        self.v.login(login, fixture.PASSWORD)
        self.at, self.programs, self.id = at, programs, report

    def open(self, path=None):
        self.v.program = self.programs['entry']
        return self.v.get(path or '/entry/form?id=%d' % self.id)

    def fields(self):
        """Everything that a browser would send of the page that is open."""
        page, got = self.v.page, {}
        for tag in re.findall(r'<input [^>]*>', page):
            name = re.search(r" name='(c[0-9]+)'", tag)
            if name:
                value = re.search(r" value='([^']*)'", tag)
                got[name.group(1)] = html.unescape(value.group(1)
                                                   if value else '')
        for name, body in re.findall(
                r"<select name='(c[0-9]+)'[^>]*>(.*?)</select>", page):
            got[name] = re.search(r"<option value='([^']*)' selected",
                                  body).group(1)
        return got

    def post(self, changes=(), op=None):
        fields = self.v.form(dict(self.fields(), id=self.id,
                                  version=self.v.hidden('version'),
                                  rows=self.v.hidden('rows')))
        fields.update(changes)
        if op:
            fields['op'] = op
        return self.v.post('/entry/save', fields)

    def save(self, changes=(), op=None):
        a = self.post(changes, op)
        if a.status != 303:
            note('%d %s' % (a.status, re.findall(r"<b>[^<]*", a.text)[:4]))
            return a
        return self.open(a.get('location'))

    def rows(self):
        """Of each row in use, what stands in column 1."""
        got = self.fields()
        return {r: got[cell(r, '1')] for r in range(1, 7)
                if got.get(cell(r, '1'))}


def with_list(at):
    fixture.load(at.db)
    with open(at.folder + '/zones.csv', 'w') as f:
        f.write(ZONES)
    at.tool('register', 'import', 'ZONE', at.folder + '/zones.csv', '--name',
            'Khu')
    at.tool('form', 'load', SOURCE + '/tests/core/LIST.xml')
    at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made) VALUES"
              " ('run', '%s', 'run', 1, '2026-01-01')" % sha256('run'))
    at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % fixture.TODAY)
    programs = {n: at.program(n) for n in ('login', 'entry', 'review',
                                           'attach', 'export', 'report',
                                           'cron')}
    eq(Visitor(programs['cron']).get('/cron/run?key=run').status, 200,
       'the period is opened')
    ids = {int(u): int(i) for i, u in at.db.sql(
        "SELECT r.id, r.unit_id FROM report r JOIN regime g ON g.id ="
        " r.regime_id JOIN period p ON p.id = r.period_id WHERE g.code ="
        " 'LIST' AND p.code = '2026-Q3'")}
    return programs, ids


def fills(mine):
    eq(mine.open().status, 200, 'an empty list')
    eq(mine.rows(), {}, 'has no rows in use')
    eq(len(re.findall(r"name='%s'" % cell(3, '4'), mine.v.page)), 1,
       'but some to begin with')
    like(mine.v.page, "<option value='Khu Hai'></option>", 'zones to choose')
    like(mine.v.page, "<option value='Khu Đôi .Z4.'></option><option value="
         "'Khu Đôi .Z5.'></option>", 'by their codes where names are alike')
    like(mine.v.page, r'&lt;b&gt;Khu &quot;Ba&quot;|&lt;b&gt;Khu &#34;Ba',
         'escaped')
    like(mine.v.page, '>Open</option>', 'options to choose')
    first = re.search(r"<button[^>]*>([^<]*)<", mine.v.page.split(
        "action='/entry/save'")[1]).group(1)
    eq(first, 'Save draft', 'Enter saves; it moves or removes nothing')
    a = mine.post({cell(1, '1'): 'Khu Chín'})
    eq(a.status, 422, 'what is not in the register')
    like(a.text, 'is not in the register ZONE', 'is refused with a reason')
    like(a.text, "value='Khu Chín'", 'and stands there again')
    mine.open()
    mine.save({cell(1, '1'): 'Khu Một', cell(1, '3'): '1', cell(1, '4'): '10',
               cell(2, '1'): 'Z2', cell(2, '4'): '30.5', cell(2, '5'): '40'})
    eq(mine.rows(), {1: 'Khu Một', 2: 'Khu Hai'}, 'two rows are saved')
    like(mine.v.page, '>Tỉnh Bình<', 'the register gives the place')
    like(mine.v.page, '>40.5<', 'their sum')
    a = mine.post({cell(1, '3'): '7'})
    eq(a.status, 422, 'an option that is none')


def rows_change(mine):
    mine.open()
    mine.save(op='add')
    eq(len(re.findall(r"name='%s'" % cell(6, '4'), mine.v.page)), 1,
       'more rows, up to the most there can be')
    mine.save({cell(3, '1'): 'Z3', cell(3, '4'): '5'}, op='up 3')
    eq(list(mine.rows().values()), ['Khu Một', '<b>Khu "Ba"</b>', 'Khu Hai'],
       'a row moves up, and what was typed is kept')
    mine.save(op='down 1')
    eq(list(mine.rows().values()), ['<b>Khu "Ba"</b>', 'Khu Một', 'Khu Hai'],
       'and down')
    mine.save(op='up 1')
    eq(len(mine.rows()), 3, 'the first one stays')
    mine.save(op='remove 2')
    eq(mine.rows(), {1: '<b>Khu "Ba"</b>', 3: 'Khu Hai'},
       'one is removed; the others keep their numbers')
    for op in ('remove 0', 'remove 7', 'remove', 'up x', 'burn 1', 'file 1',
               'remove 1 ', 'file 99999'):
        mine.open()
        eq(mine.post(op=op).status, 400, 'no such button: ' + op)


def two_people(mine, other):
    mine.open()
    other.open()
    other.save({cell(2, '1'): 'Z1', cell(2, '4'): '7'})
    a = mine.save({cell(2, '1'): 'Z2', cell(2, '4'): '8'})
    eq(a.status, 200, 'two new rows in one place')
    eq(mine.rows(), {1: '<b>Khu "Ba"</b>', 2: 'Khu Một', 3: 'Khu Hai',
                     4: 'Khu Hai'}, 'are both there')
    other.open()
    mine.save(op='remove 2')
    a = other.post({cell(2, '4'): '9'})
    eq(a.status, 409, 'one removes what the other changes')
    eq(other.rows()[2], 'Khu Một', 'all of it still stands on his page')
    eq(other.fields()[cell(2, '4')], '9.0', 'with what he typed')
    like(other.v.page, 'entered nothing here; you typed 9',
         'and what has happened')
    other.save()
    eq(other.rows()[2], 'Khu Một', 'saved again it is there')
    other.save(op='remove 2')
    other.save(op='remove 4')


def png():
    return b'\x89PNG\r\n\x1a\n' + b'0' * 70000


def docx(*more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as z:
        for name in ('[Content_Types].xml', 'word/document.xml') + more:
            z.writestr(zipfile.ZipInfo(name), '<x/>')
    return out.getvalue()


HOSTILE = (
    ('a page called PDF', 'a.pdf', b'<html><script>alert(1)</script></html>'),
    ('a program', 'a.docx', b'MZ' + b'\0' * 200),
    ('a document with macros', 'a.docx', docx('word/vbaProject.bin')),
    ('any other ZIP', 'a.docx', docx()[:60]),
    ('a ZIP with a broken directory', 'a.xlsx', docx()[:-30] + b'\xff' * 30),
    ('an SVG', 'a.png', b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ('nothing', 'a.pdf', b''),
    ('a file that is too large', 'a.pdf', b'%PDF-1.7\n' + b'x' * (1 << 20)),
)


def attach(mine, at, name, content, row=1):
    mine.open()
    a = mine.post(op='file %s' % cell(row, '8')[1:])
    mine.v.program = mine.programs['attach']
    eq(mine.v.get(a.get('location')).status, 200, 'a page for the file')
    fields = mine.v.form({'id': str(mine.id), 'cell': cell(row, '8')[1:],
                          'version': mine.v.hidden('version')})
    return mine.v.upload('/attach/add', fields, [('file', name, content)])


def files(mine, at):
    for what, name, content in HOSTILE:
        a = attach(mine, at, name, content)
        eq(a.status, 422, what + ' is refused')
    eq(at.db.one('SELECT COUNT(*) FROM attachment'), '0', 'nothing is kept')
    a = attach(mine, at, '../a/Quyết <định>;|.PNG', png())
    eq(a.status, 303, 'a picture is taken')
    eq(at.db.sql('SELECT size, kind, sha FROM attachment')[0],
       [str(len(png())), 'png', hashlib.sha256(png()).hexdigest()], 'as it is')
    eq(at.db.one('SELECT COUNT(*) FROM attachment_part'), '2', 'in pieces')
    mine.open()
    like(mine.v.page, r'Quyết .*PNG \(69 KB\)', 'its name stands there')
    a = attach(mine, at, 'again.png', png())
    eq(a.status, 303, 'the same under another name')
    eq(at.db.one('SELECT COUNT(*) FROM attachment'), '1', 'is kept once')
    a = attach(mine, at, 'Quyết định.docx', docx(), 3)
    eq(a.status, 303, 'a document')


def download(v, programs, path):
    v.program = programs['attach']
    return v.get(path)


def fetched(mine, programs, stranger, above):
    path = '/attach/file?id=%d&cell=%s' % (mine.id, cell(3, '8')[1:])
    a = download(mine.v, programs, path)
    eq((a.status, a.bytes), (200, docx()), 'its own people fetch it')
    eq(a.get('content-disposition'), "attachment; filename=\"Quy_t __nh.docx\""
       "; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.docx",
       'by a name that is safe')
    eq(a.get('x-content-type-options'), 'nosniff', 'as what it is')
    eq(download(above.v, programs, path).status, 303,
       'superiors do not see drafts')
    eq(download(stranger.v, programs, path).status, 404, 'others see nothing')
    mine.open()
    cells = dict(mine.fields(), **{cell(1, '3'): '0', cell(1, '4'): '50',
                                   cell(3, '4'): '50'})
    a = mine.v.send(mine.id, cells, rows=mine.v.hidden('rows'), confirmed='1',
                    reason='x')
    eq(a.status, 303, 'it is sent')
    eq(download(above.v, programs, path).bytes, docx(), 'now they do')
    eq(download(above.v, programs, path + '&no=1').bytes, docx(),
       'and that of the revision')
    eq(download(stranger.v, programs, path + '&no=1').status, 404,
       'others still nothing')


def shown(mine, programs, above):
    above.v.program = programs['review']
    page = above.v.get('/review/report?id=%d' % mine.id).text
    like(page, '/attach/file', 'the file is linked')
    unlike(page, "name='op'", 'nothing to edit')
    above.v.program = programs['export']
    text = above.v.get('/export/LIST.csv?period=2026-Q3&unit=100').bytes
    rows = text.decode('utf-8-sig').splitlines()
    eq(rows[1].split(',')[0:2], ['1', '"<b>Khu ""Ba""</b>"'],
       'CSV has the label, numbered anew')
    like(rows[2], '^2,Khu Hai,Tỉnh Bình,', 'and the next')
    like(rows[3], r'^,Tổng số,,1,100,', 'and the total')
    like(rows[2], 'Quyết định.docx$', 'a file is named')
    eq(above.v.get('/export/LIST.xlsx?period=2026-Q3&unit=100').status, 200,
       'XLSX')
    above.v.program = programs['report']
    eq(above.v.get('/report/LIST.pdf?period=2026-Q3&unit=100').status, 200,
       'PDF')


def all_rows(head, programs):
    head.v.program = programs['review']

    def ask(more=''):
        a = head.v.get('/review/list?id=%d%s' % (head.id, more))
        return re.findall(r"<th scope='row'><a [^>]*>[^<]*</a></th><td>([^<]*)",
                          a.text)

    eq(ask(), ['&lt;b&gt;Khu "Ba"&lt;/b&gt;'.replace('"', '&quot;'),
               'Khu Hai'], 'all rows of the units below')
    eq(ask('&q=khu+hai'), ['Khu Hai'], 'found by a name')
    eq(len(ask('&q=xa+mot')), 2, 'or by the unit, without marks')
    eq(ask('&q=khu+ch%C3%ADn'), [], 'or not at all')
    eq(ask('&o3=0'), ask()[:1], 'filtered by an option')
    eq(ask('&o3=1'), [], 'that no row has')
    eq(len(ask('&o3=&o4=x')), 2, 'which only options are')

    def exports():
        return int(head.at.db.one(
            "SELECT COUNT(*) FROM audit WHERE act = 'export'"))

    before = exports()
    head.v.get('/review/list?id=%d' % head.id)
    eq(exports(), before, 'a page is no export')
    text = head.v.get('/review/list?id=%d&csv=1' % head.id).bytes.decode(
        'utf-8-sig')
    like(text, 'Xã Một,Khu Hai,Tỉnh Bình,', 'and taken away as CSV')
    eq(exports(), before + 1, 'a file is, on record')

    def taken(more):
        page = head.v.get('/review/list?id=%d%s' % (head.id, more)).text
        link = re.search(r"href='([^']*csv=1[^']*)'", page).group(1)
        text = head.v.get(html.unescape(link)).bytes.decode('utf-8-sig')
        return [x.split(',')[1] for x in text.splitlines()[1:]]

    eq(taken(''), ['"<b>Khu ""Ba""</b>"', 'Khu Hai'], 'all of it')
    eq(taken('&q=khu+hai'), ['Khu Hai'], 'or what was asked for: a name')
    eq(taken('&q=%C4%90%25_%27+'), [], 'hostile words')
    eq(taken('&o3=0'), ['"<b>Khu ""Ba""</b>"'], 'an option')
    eq(taken('&o3=0&q=khu+hai'), [], 'and both')
    other_version(head)


def other_version(head):
    """A report that was sent on another version of the form."""
    db, page = head.at.db, '/review/list?id=%d' % head.id
    unlike(head.v.get(page).text, 'another version', 'nothing is left out')
    was = db.one('SELECT form_id FROM revision WHERE report_id = %d ORDER BY'
                 ' no DESC LIMIT 1' % head.below)
    db.sql("INSERT INTO form (regime_id, unit_id, version, valid_from,"
           " valid_to, sha, xml) SELECT regime_id, unit_id, 'old',"
           " '2019-01-01', '2020-01-01', sha, xml FROM form WHERE id = %s;"
           ' UPDATE revision SET form_id = LAST_INSERT_ID() WHERE report_id ='
           ' %d' % (was, head.below))
    text = head.v.get(page).text
    like(text, '1 accepted report is on another version', 'it is said')
    like(text, 'No accepted report has such a row', 'and left out')
    like(head.v.get(page + '&csv=1').bytes.decode('utf-8-sig'),
         '1 accepted report is on another', 'in the file as well')
    db.sql('UPDATE revision SET form_id = %s WHERE report_id = %d' %
           (was, head.below))


def main():
    with Private() as at:
        programs, ids = with_list(at)
        mine = List(at, programs, 'clerk100', ids[100])
        other = List(at, programs, 'head100', ids[100])
        above = List(at, programs, 'reviewer10', ids[10])
        stranger = List(at, programs, 'clerk20', ids[100])
        fills(mine)
        rows_change(mine)
        two_people(mine, other)
        files(mine, at)
        fetched(other, programs, stranger, above)
        shown(mine, programs, above)
        head = List(at, programs, 'head10', ids[10])
        head.v.program = programs['review']
        head.below = ids[100]
        head.v.get('/review/report?id=%d' % ids[100])
        a = head.v.post('/review/accept', head.v.form(
            {'id': ids[100], 'version': head.v.hidden('version')}))
        eq(a.status, 303, 'it is accepted')
        head.open()
        like(head.v.page, 'Xã Một', 'the superior sees its units')
        like(head.v.page, '/review/report\\?id=%d' % ids[100],
             'and leads to the list of each')
        like(head.v.page, '>100.0<', 'with their totals')
        all_rows(head, programs)
    done()


main()
