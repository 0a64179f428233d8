#!/usr/bin/env python3
# deployed
"""template.t - a template is uploaded, seen beside its form, and taken over

Hostile files as well: whatever is sent, the answer is a page with a reason.
"""
# timeout: 200
import hashlib
import html
import os
import re
import sys
import zipfile
import io
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
import xlsx
from bare import Private, Visitor, sha256
from tap import done, eq, like, ok, unlike

NAME = 'Biểu số 1 "mới" <b>.xlsx'


def person(at, login):
    v = Visitor(at.login)
    v.login(login, fixture.PASSWORD)
    v.program = at.template
    v.cookies['lang'] = 'en'
    return v


def send(v, content, name='a.xlsx', unit=1):
    v.get('/template')
    return v.upload('/template/upload', v.form({'unit': str(unit)}),
                    [('template', name, content)])


def page(answer, what, status=200):
    eq(answer.status, status, what)
    try:
        return xml.fromstring(answer.text.replace('<!DOCTYPE html>', ''))
    except xml.ParseError as e:
        ok(False, what + ': well-formed', e)
        return xml.Element('html')


def texts(root, ident):
    """What stands in the element of that id, and its class."""
    for e in root.iter():
        if e.get('id') == ident:
            return ''.join(e.itertext()), e.get('class') or ''
    return None, None


def good(at, v):
    content = xlsx.book([('Mẫu', xlsx.GOOD), ('Hướng dẫn', ['A1=x'])])
    v.get('/template')
    like(v.page, 'No template has been uploaded', 'nothing at first')
    name = NAME.replace('"', '%22')
    a = send(v, content, name)
    eq(a.status, 303, 'a template is uploaded')
    where = a.get('location')
    root = page(v.get(where), 'and shown')
    like(v.page, 'Everything on the sheet was understood', 'all is understood')
    eq(texts(root, 'xB5')[0], '1=2+3', 'the sheet, by its cells')
    eq(texts(root, 'xC3')[1].split()[0], 'head', 'and what they were taken for')
    eq(texts(root, 'fc2')[0], 'Nam', 'the form, by its places')
    eq(texts(root, 'fg0')[0], 'Trong đó', 'a head of heads')
    for e in root.iter():
        if e.get('id') in ('xA3', 'xC3'):
            eq((e.get('rowspan'), e.get('colspan')),
               ('2', None) if e.get('id') == 'xA3' else (None, '2'),
               'merged as on the sheet')
    links = {e.get('href') for e in root.iter() if e.get('href')}
    ok({'#fc1', '#xB3', '#fg0', '#xC3'} <= links, 'both lead to each other')
    ids = {e.get('id') for e in root.iter() if e.get('id')}
    eq({x for x in links if x.startswith('#') and x[1:] not in ids}, set(),
       'and every link leads somewhere')
    row = at.db.sql("SELECT act, object_id, detail FROM audit WHERE object ="
                    " 'form_template'")
    eq(row, [['upload', '1', 'name=%s; bytes=%d; sha=%s' % (
        NAME, len(content), hashlib.sha256(content).hexdigest())]],
       'it is on record, with its hash')
    eq(at.db.one('SELECT SHA2(GROUP_CONCAT(bytes ORDER BY no SEPARATOR ""),'
                 ' 256) FROM form_template_part'),
       hashlib.sha256(content).hexdigest(), 'and kept as it came')
    a = send(v, content, name)
    eq((a.status, a.get('location')), (303, where), 'the same again')
    eq(at.db.one('SELECT COUNT(*) FROM form_template'), '1', 'is kept once')
    like(v.get('/template').text, html.escape(NAME, quote=True)
         .replace('&#x27;', '&#39;'), 'it is listed')
    v.get(where)
    form = v.form({'template': '1', 'sheet': 'Mẫu'})
    a = v.post('/template/take', form)
    eq((a.status, a.get('location')), (303, '/form/draft?id=1'),
       'it is taken over')
    eq(v.post('/template/take', form).get('location'), '/form/draft?id=1',
       'twice is once')
    draft = at.db.sql('SELECT unit_id, state, title, doubts FROM form_draft')
    eq(draft, [['1', 'open', 'BÁO CÁO SỐ LIỆU', 'NULL']], 'as a draft')
    eq(at.db.one("SELECT xml LIKE '%formula=\"1=2+3\"%' FROM form_draft"), '1',
       'with its formulas')
    v.get(where)
    a = v.post('/template/take', v.form({'template': '1', 'sheet': 'No'}))
    eq(a.status, 422, 'a sheet that is not there')


def doubts(at, v):
    cells = [c.replace('1=2+3', '1=2+9') for c in xlsx.GOOD] + ['G9=hello <b>']
    a = send(v, xlsx.book([('Mẫu', cells)]), 'doubt.xlsx')
    where = a.get('location')
    root = page(v.get(where), 'a template with mistakes')
    like(v.page, '2 things on the sheet are in doubt', 'they are counted')
    ok('bad' in texts(root, 'xB5')[1], 'marked on the sheet')
    ok('bad' in texts(root, 'xG9')[1], 'also what was not understood')
    like(texts(root, 'xG9')[0], 'hello <b>', 'as text')
    like(texts(root, 'd1')[0], 'B5.*column 1.*names 9', 'listed with places')
    codes = [e for e in root.iter() if e.get('class') == 'bad' and
             e.tag == 'th']
    ok(codes and '1' in ''.join(codes[0].itertext()), 'marked in the form')
    v.post('/template/take', v.form({'template': where.split('=')[1],
                                     'sheet': 'Mẫu'}))
    got = at.db.one('SELECT doubts FROM form_draft ORDER BY id DESC LIMIT 1')
    like(got, '"place":"c1".*"source":"B5"', 'and go on into the draft')


def sheets(v):
    a = send(v, xlsx.book([('Một', xlsx.GOOD), ('Hai & ba', [
        c.replace('Nam', 'Trẻ em') for c in xlsx.GOOD])]), 'two.xlsx')
    where = a.get('location')
    page(v.get(where), 'two sheets with a form')
    like(v.page, 'Several sheets hold a form', 'which one?')
    unlike(v.page, 'Go on in the designer', 'none is taken yet')
    link = re.search(r"href='([^']*sheet=Hai[^']*)'", v.page).group(1)
    root = page(v.get(html.unescape(link)), 'the second')
    eq(texts(root, 'xC4')[0], 'Trẻ em', 'is shown')
    a = send(v, xlsx.book([('Một', ['A1=x'])]), 'none.xlsx')
    page(v.get(a.get('location')), 'no table')
    like(v.page, 'No table was found', 'is said')


def hostile(at, v):
    count = at.db.one('SELECT COUNT(*) FROM form_template')
    parts = xlsx.parts([('Mẫu', xlsx.GOOD)])
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, text in parts[:-1]:
            z.writestr(name, text)
        z.writestr('s0.xml', parts[-1][1].replace(
            '</worksheet>', ' ' * (90 << 20) + '</worksheet>'))
    dtd = '<!DOCTYPE w [<!ENTITY a "%s">]>' % ('x' * 1000)
    deep = '<a>' * 3000
    good = xlsx.pack(parts)
    cases = [
        (b'', 'empty'), (b'hello', 'not an Excel'),
        (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(2000), r'\.xls\)'),
        (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + 'EncryptedPackage'.encode(
            'utf-16-le'), 'password'),
        (good[:-40], 'damaged'), (good[:300] + b'\0' * 50 + good[350:],
                                  'damaged'),
        (bomb.getvalue(), 'unpacks to more'),
        (xlsx.pack(parts + [('../x', 'y')]), 'leads out'),
        (xlsx.pack(parts + [('W.XML', 'y')]), 'same name'),
        (xlsx.pack(parts[:-1] + [('s0.xml', dtd + parts[-1][1])]), 'DTD'),
        (xlsx.pack(parts[:-1] + [('s0.xml', deep)]), 'nested too deep'),
        (xlsx.pack(parts[:-1] + [('s0.xml', parts[-1][1][:-20])]), 'damaged'),
        (xlsx.pack([('mimetype', 'application/vnd.oasis.opendocument')]),
         'OpenDocument|not an Excel'),
        (xlsx.pack(parts + [('p%d' % i, '') for i in range(1000)]),
         'more parts'),
    ]
    for content, why in cases:
        a = send(v, content, 'x.xlsx')
        page(a, 'refused: ' + why, 422)
        like(a.text, why, 'with the reason: ' + why)
        like(a.text, "id='template'", 'and may be tried again')
    a = send(v, b'', '')
    page(a, 'no file was chosen', 422)
    like(a.text, 'Choose the file', 'is said')
    a = send(v, b'x' * ((3 << 20) + 1))
    page(a, 'larger than is allowed', 413)
    like(a.text, 'larger than 3 MiB', 'is said')
    eq(at.db.one('SELECT COUNT(*) FROM form_template'), count,
       'nothing of it was kept')
    ok(all(w.poll() is None for w in at.template.workers),
       'and the worker is still there')


def scope(at, v):
    other = person(at, 'owner10')
    eq(other.get('/template/show?template=1').status, 404,
       'a template of a superior unit is not there')
    unlike(other.get('/template').text, 'doubt.xlsx', 'nor in the list')
    a = send(other, xlsx.book([('Mẫu', xlsx.GOOD)]), 'mine.xlsx', 1)
    eq(a.status, 404, 'nor can one be put there')
    a = send(other, xlsx.book([('Mẫu', xlsx.GOOD)]), 'mine.xlsx', 10)
    eq(a.status, 303, 'but for the own unit')
    like(v.get('/template').text, 'mine.xlsx', 'which the superior sees')
    other.get('/template')
    a = other.post('/template/take', other.form({'template': '1',
                                                 'sheet': 'Mẫu'}))
    eq(a.status, 404, 'what is not theirs cannot be taken over')
    eq(person(at, 'clerk10').get('/template').status, 403,
       'without the right there is no such page')


def swept(at, v):
    """The old ones go, and those that became a draft some days ago."""
    at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made) VALUES"
              " ('run', '%s', 'run', 1, '2026-01-01')" % sha256('run'))
    names = "SELECT GROUP_CONCAT(name ORDER BY name) FROM form_template"
    drafts = at.db.one('SELECT COUNT(*) FROM form_draft')
    before = at.db.one(names).split(',')
    run = Visitor(at.program('cron'))
    for change, gone, why in (
            ('made = DATE_SUB(made, INTERVAL 89 DAY)', [], 'not so old'),
            ('taken = DATE_SUB(taken, INTERVAL 6 DAY)', [], 'just taken'),
            ('made = DATE_SUB(made, INTERVAL 2 DAY) WHERE name = "two.xlsx"',
             ['two.xlsx'], 'older than 90 days'),
            ('taken = DATE_SUB(taken, INTERVAL 2 DAY) WHERE name ='
             ' "doubt.xlsx"', ['doubt.xlsx'], 'taken over a week ago')):
        at.db.sql('UPDATE form_template SET ' + change)
        eq(run.get('/cron/run?key=run').status, 200, why + ': swept')
        before = [x for x in before if x not in gone]
        eq(at.db.one(names), ','.join(before), 'what is left')
    eq(at.db.one('SELECT COUNT(*) FROM form_template_part WHERE template_id'
                 ' NOT IN (SELECT id FROM form_template)'), '0',
       'with all of their bytes')
    eq(at.db.one("SELECT COUNT(*) FROM audit WHERE act = 'sweep' AND detail"
                 " LIKE 'name=%; sha=%'"), '2', 'and it is on record')
    eq(at.db.one('SELECT COUNT(*) FROM form_draft'), drafts,
       'the drafts are there')
    eq(v.get('/template').status, 200, 'the list is still shown')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.login, at.template = at.program('login'), at.program('template')
        v = person(at, 'owner1')
        good(at, v)
        doubts(at, v)
        sheets(v)
        hostile(at, v)
        scope(at, v)
        swept(at, v)
    done()


main()
