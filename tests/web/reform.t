#!/usr/bin/env python3
"""reform.t - a reorganisation through its pages: brought, looked over, carried
out, undone; by whom, and with two at once"""
# timeout: 300
import csv
import html
import io
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
import xlsx
from bare import Private, Visitor
from country import Country
from tap import done, eq, like, note, ok, unlike

HEAD = 'act,unit,became,level,name,parent,share,item,scheme,line,note\n'
PLAN = HEAD + ('merge,100,200,commune,Xã Gộp,10,,,,,\n'
               'merge,101,200,,,,,,,,\n'
               'split,110,210,commune,Xã Bốn A,11,60,,,,\n'
               'split,110,211,commune,Xã Bốn B,11,40,,,,\n'
               'rename,102,102,commune,Xã Ba Mới,10,,,,,\n')
TABLES = ('unit', 'unit_line', 'succession', 'access')
DAYS = ('2025-01-01', '2025-08-01', '2026-09-28', '2027-01-01')


class Admin:
    def __init__(self, country, login='admin1'):
        self.country = country
        self.v = country.person(login)

    def use(self, path):
        part = path.split('?')[0].split('/')[3:]
        self.v.program = self.country.program(
            {'new': 'reform_plan', 'look': 'reform_look',
             'todo': 'reform_todo'}.get(part[0] if part else '', 'reform'))

    def get(self, path):
        self.use(path)
        return self.v.get(path)

    def page(self, path):
        a = self.get(path)
        eq(a.status, 200, path)
        return html.unescape(a.text)

    def post(self, path, on, **fields):
        """As a form of the page `on` would send it."""
        self.get(on)
        self.use(path)
        return self.v.post(path, self.v.form(fields))

    def bring(self, text, name='plan.csv', **more):
        self.get('/unit/reform/new')
        fields = {'decision': 'NQ 1/2026', 'decided': '01/10/2026',
                  'on_date': '15/10/2026'}
        fields.update(more)
        self.use('/unit/reform/new/file')
        data = text if isinstance(text, bytes) else text.encode()
        return self.v.upload('/unit/reform/new/file', self.v.form(fields),
                             [('file', name, data)])

    def version(self, id):
        return self.country.at.db.one(
            'SELECT version FROM reform WHERE id = %s' % id)

    def act(self, what, id, version=None, **more):
        on = '/unit/reform/plan?id=%s' % id
        return self.post('/unit/reform/' + what, on, id=id,
                         version=version or self.version(id), **more)

    def through(self, id):
        """Press until it is through; how many times."""
        for n in range(1, 20):
            state = self.country.at.db.one(
                'SELECT state FROM reform WHERE id = %s' % id)
            if state not in ('running', 'undoing'):
                return n - 1
            eq(self.act('step', id).status, 303, 'a step')
        return None


def sums(db):
    """What units, their places and rights are; who stood below whom when."""
    return db.sql('CHECKSUM TABLE ' + ', '.join(TABLES)) + [
        [day] + row for day in DAYS for row in db.sql(
            'SELECT line_id, unit_id, above_id, depth FROM unit_above WHERE'
            " valid_from <= '%s' AND '%s' < valid_to ORDER BY line_id, unit_id,"
            ' above_id' % (day, day))]


def id_of(a):
    m = re.search(r'id=([0-9]+)', a.get('location') or '')
    return m.group(1) if m else '0'


def bringing(a, db):
    before = sums(db)
    like(a.page('/unit/reform'), 'No plan was brought yet', 'none yet')
    bad = a.bring(PLAN.replace('110,211', '110,210'), decision='')
    eq(bad.status, 422, 'a plan without a decision')
    like(html.unescape(bad.text), 'Say the number of the decision',
         'which says so')
    like(bad.text, ">Number of the decision</th>", 'as the field is called')
    bad = a.bring(HEAD + 'new,,999,hamlet,X,10,,,,,\n')
    like(html.unescape(bad.text), '>row 2</th><td>Its level: "hamlet" is not',
         'a column as the field of the page')
    bad = a.bring(HEAD + 'merge,999,200,commune,X,10,,,,,\n')
    eq(bad.status, 422, 'a unit that is not there')
    like(html.unescape(bad.text), r'>row 2<', 'by line')
    bad = a.bring(PLAN.replace(',60,', ',50,'))
    like(html.unescape(bad.text), r'>row [0-9]+<', 'shares that do not add up')
    eq(a.bring(PLAN, on_date='31/02/2026').status, 422, 'no such day')
    eq(a.bring('not,a\nplan').status, 422, 'no plan')
    eq(a.bring(b'PK\x03\x04 broken', 'a.xlsx').status, 422, 'no workbook')
    eq(a.bring('', '').status, 422, 'no file')
    eq(db.one('SELECT COUNT(*) FROM reform'), '0', 'none of them is kept')
    good = a.bring(PLAN)
    eq(good.status, 303, 'a good one is')
    cells = ['%s%d=%s' % ('ABCDEFGHIJK'[k], i + 1, cell)
             for i, row in enumerate(csv.reader(io.StringIO(PLAN)))
             for k, cell in enumerate(row) if cell]
    eq(id_of(a.bring(xlsx.book([('Plan', cells)]), 'plan.xlsx')),
       id_of(good), 'as a workbook it is the same')
    again = a.bring(PLAN)
    eq(id_of(again), id_of(good), 'and the same again is the same')
    eq(sums(db), before, 'nothing has changed by that')
    return id_of(good)


def by_hand(a):
    """The same, row by row."""
    on = '/unit/reform/new/rows'
    like(a.page(on), 'No rows yet', 'an empty plan')
    r = a.post('/unit/reform/new/row', on, act='', unit='102')
    eq(r.status, 422, 'a row without an act')
    like(r.text, 'Say what happens', 'which says so')
    like(r.text, "value='102'", 'and keeps what was typed')
    r = a.post('/unit/reform/new/row', on, act='rename', unit='102')
    eq(r.status, 422, 'a new name is needed')
    like(r.text, 'Name of the unit after: must be filled in',
         'by the name of its field')
    r = a.post('/unit/reform/new/row', on, act='rename', unit='102',
               name='Xã;=Khác')
    eq(r.status, 200, 'a row')
    like(r.text, "value='1'[^>]*>Take out row", 'it can be taken out again')
    text = html.unescape(re.search(r"name='text' value='([^']*)'",
                                   r.text).group(1))
    like(text, 'rename,102,', 'and travels in the form')
    r = a.v.post('/unit/reform/new/row', a.v.form(dict(
        text=text, act='move', unit='110', parent='10')))
    eq(len(re.findall('Take out row', r.text)), 2, 'a second one')
    two = html.unescape(re.search(r"name='text' value='([^']*)'",
                                  r.text).group(1))
    r = a.v.post('/unit/reform/new/row', a.v.form(dict(text=two, drop='1')))
    like(two, "Xã;'=Khác", 'a name travels twice as it was typed')
    unlike(r.text, 'Xã;', 'the first is out')
    r = a.v.post('/unit/reform/new/keep', a.v.form(dict(
        text=two, decision='NQ 2', on_date='')))
    eq(r.status, 422, 'from when on?')
    like(r.text, 'Say from which day', 'it asks')
    r = a.v.post('/unit/reform/new/keep', a.v.form(dict(
        text=two, decision='NQ 2', on_date='01/11/2026')))
    eq(r.status, 303, 'it is kept')
    eq(a.v.post('/unit/reform/new/row', a.v.form(dict(
        text='<script>,"\n\x01', act='move'))).status in (400, 422), True,
       'rubbish is refused')
    return id_of(r)


def looking(a, id):
    text = a.page('/unit/reform/plan?id=' + id)
    like(text, 'Units that end</a></th><td class=.n.>4', 'what follows')
    like(text, 'Rights that somebody must decide about', 'with decisions')
    for kind in ('units', 'links', 'rights', 'duties', 'reports',
                 'deadlines', 'forms', 'series'):
        text = a.page('/unit/reform/look?id=%s&list=%s' % (id, kind))
        ok('Nothing of that' in text or re.search(
            r"<th scope='col'.*<td[^>]*>[^<]+</td>", text, re.S),
           kind + ' are a table with heads and cells')
        for ending in ('csv', 'xlsx'):
            f = a.get('/unit/reform/look?id=%s&list=%s&as=%s' % (
                id, kind, ending))
            eq((f.status, ending in f.get('content-disposition')),
               (200, True), '%s as %s' % (kind, ending))
    text = a.page('/unit/reform/look?id=%s&list=deadlines' % id)
    like(text, 'Due afterwards', 'deadlines before and after')
    like(text, 'it has passed already: it stays late', 'and what is late')
    text = a.page('/unit/reform/look?id=%s&list=series' % id)
    like(text, 'are put together with those of the others', 'series')
    text = a.page('/unit/reform/look?id=%s&list=links' % id)
    like(text, '60 %', 'shares')
    rows = list(csv.reader(io.StringIO(a.get(
        '/unit/reform/look?id=%s&list=rights&as=csv' % id).text)))
    ok(any('clerk100' in r for r in rows), 'who goes where')
    text = a.page('/unit/reform/look?id=%s&list=rights&q=clerk100' % id)
    ok('clerk100' in text and 'head100' not in text, 'searched')
    like(a.page('/unit/reform/look?id=%s&q=zzz' % id), 'Nothing of that',
         'nothing found')
    eq(a.get('/unit/reform/look?id=%s&list=x' % id).status, 404, 'no list')
    like(a.get('/unit/reform/csv?id=' + id).text, 'merge,100,200',
         'the plan again')
    eq(a.get('/unit/reform/plan?id=999').status, 404, 'no such plan')


def two_at_once(country, a, id, other):
    """Of two administrators one is told."""
    b = Admin(country, 'norole')
    version = a.version(id)
    r = a.act('start', id, version)
    eq(r.status, 422, 'not without having looked')
    like(r.text, 'Tick the box', 'which it says')
    eq(a.act('start', id, version, sure='1').status, 303, 'it is started')
    r = b.act('start', id, version, sure='1')
    eq(r.status, 409, 'a second start')
    like(html.unescape(r.text), 'has moved on since the page was opened',
         'is told nicely')
    like(r.text, 'How far it is', 'and shown how it stands')
    r = b.act('start', other, sure='1')
    eq(r.status, 409, 'another one meanwhile, too')
    eq(b.act('drop', id, version).status, 409, 'nor can it be dropped')
    text = a.get('/unit/reform/plan?id=' + id)
    eq(text.get('refresh'), '5', 'the page asks again by itself')
    like(text.text, "<progress value='0'", 'and shows how far it is')


def undoing(country, a, id, before):
    db = country.at.db
    r = a.act('undo', id, reason='')
    eq(r.status, 422, 'undone for what reason?')
    r = a.act('undo', id, reason='Sai quyết định')
    eq(r.status, 303, 'for that one')
    while country.cron.get('/cron/run?key=run').status == 202:
        pass
    eq(db.one('SELECT state FROM reform WHERE id = ' + id), 'undone',
       'the cron URL takes the steps, too')
    eq([x for x in sums(db) if x not in before], [], 'and units are as before')
    like(db.one("SELECT detail FROM audit WHERE act = 'undo-reason'"),
         'Sai quyết định', 'the reason stands in the record')


def rights(country, id):
    for login, status in (('admin10', 403), ('head1', 403), ('norole', 200),
                          ('owner1', 403), ('viewer1', 403)):
        a = Admin(country, login)
        for path in ('/unit/reform', '/unit/reform/plan?id=' + id,
                     '/unit/reform/look?id=' + id, '/unit/reform/csv?id=' + id,
                     '/unit/reform/new', '/unit/reform/new/rows'):
            eq(a.get(path).status, status, '%s %s' % (login, path))
        a.v.program = country.program('unit')
        eq("href='/unit/reform'" in a.v.get('/unit').text, status == 200,
           'and the page of units leads %s there, or not' % login)
    a = Admin(country, 'admin10')
    for act, more in (('start', {'sure': '1'}), ('step', {}), ('drop', {}),
                      ('undo', {'reason': 'x'})):
        a.v.program = country.program('login')
        a.v.get('/password')
        a.use('/unit/reform')
        more['id'] = id
        more['version'] = '1'
        r = a.v.post('/unit/reform/' + act, a.v.form(more))
        eq(r.status, 403, 'an administrator of a province and ' + act)


def deciding(country, a, id):
    """What is left: looked for, ticked, all at once; by whom."""
    db = country.at.db
    page = '/unit/reform/todo?id=' + id
    like(a.page('/unit/reform/plan?id=' + id), 'unit/reform/todo\\?id=' + id,
         'the plan leads to what is left')
    text = a.page(page + '&kind=grant')
    ticks = re.findall(r"name='(n[0-9.]+)'", text)
    ok(len(ticks) > 2, 'rights wait')
    unlike(text, "value='1' checked", 'none is ticked')
    r = a.post('/unit/reform/todo/decide', page + '&kind=grant', how='nobody')
    eq(r.status, 422, 'nothing is ticked')
    like(r.text, 'Tick what is to be decided', 'which says so')
    r = a.post('/unit/reform/todo/decide', page, **{ticks[0]: '1'})
    eq(r.status, 422, 'nor said where it goes')
    r = a.post('/unit/reform/todo/decide', page,
               **{ticks[0]: '1', 'how': 'unit', 'unit': 'zzz'})
    eq(r.status, 422, 'no such unit')
    r = a.post('/unit/reform/todo/decide', page + '&kind=grant',
               **{ticks[0]: '1', ticks[1]: '1', 'how': 'nobody'})
    eq(r.status, 303, 'two of them')
    text = html.unescape(a.get(r.get('location')).text)
    like(text, '2 were decided', 'are decided')
    like(text, "name='kind'", 'and what is looked for stays')
    r = a.post('/unit/reform/todo/decide', page, **{ticks[0]: '1',
                                                   'how': 'nobody'})
    eq(r.status, 409, 'once')
    eq(db.one("SELECT COUNT(*) FROM reform_todo WHERE choice = 'nobody'"), '2',
       'as it was said')
    # a province's administrator: what was his, and that alone
    his = Admin(country, 'admin10')
    mine = re.findall(r"name='(n[0-9.]+)'", his.page(page))
    theirs = re.findall(r"name='(n[0-9.]+)'", a.page(page))
    ok(0 < len(mine) < len(theirs), 'he sees some of them')
    other = [n for n in theirs if n not in mine][0]
    before = sums(db)
    r = his.post('/unit/reform/todo/decide', page, **{other: '1',
                                                     'how': 'successors'})
    eq(r.status, 409, 'what is not his is not there')
    eq(sums(db), before, 'and nothing happened')
    r = his.post('/unit/reform/todo/decide', page + '&kind=grant',
                 every='1', how='successors')
    eq(r.status, 303, 'all that match')
    like(html.unescape(his.get(r.get('location')).text),
         'decided', 'and how many')
    eq(Admin(country, 'head1').get(page).status, 403, 'a head decides nothing')
    db.sql("INSERT INTO reform_todo (reform_id, no, kind, row_id, unit_id,"
           " person_id, what, why) SELECT %s, 1000 + seq, 'group', 1, 1, 0,"
           " CONCAT('many', seq), 'merged' FROM seq_1_to_450" % id)
    for n, shows, hides in ((1, 'many1<', 'many450<'), (99, '', 'many1<'),
                            (5, 'many450<', 'many1<')):
        text = a.page('%s&kind=group&q=many&page=%d' % (page, n))
        like(text, shows, 'a country has many to decide: page %d' % n)
        unlike(text, hides, 'one page of them')
    like(text, 'kind=group[^>]*page=4', 'and the others')


def reads(db):
    return sum(int(n) for name, n in db.sql(
        "SHOW GLOBAL STATUS LIKE 'Handler_read%'") if name !=
        'Handler_read_retry')


def many(country, id):
    """Whose it is to decide is not asked of the whole closure, row by row:
    counted is what the server read for each row that waits."""
    db = country.at.db
    page = '/unit/reform/todo?kind=group&q=many&id=' + id
    db.sql("INSERT INTO unit_above (line_id, unit_id, above_id, depth,"
           " valid_from, valid_to) SELECT 1, 50000 + seq, 1, 1, '1000-01-01',"
           " '9999-12-31' FROM seq_1_to_3000")
    db.sql('INSERT INTO unit (id, scheme, code, level, name, name_plain,'
           " name_key, valid_from, valid_to) SELECT 50000 + seq, scheme,"
           " CONCAT('many', seq), level, name, name_plain, name_key,"
           ' valid_from, valid_to FROM unit, seq_1_to_450 WHERE id = 100')
    db.sql('UPDATE reform_todo SET unit_id = 49000 + no WHERE no > 1000')
    db.sql('ANALYZE TABLE unit, unit_above, reform_todo')
    his = Admin(country, 'admin10')  # who is asked, row by row
    his.page(page)
    before = reads(db)
    unlike(his.page(page), 'many1<', 'none of 450 is his')
    each = (reads(db) - before) / 450
    note('%.1f rows read for each' % each)
    ok(each < 100, 'however long the closure is')
    db.sql('DELETE FROM unit_above WHERE unit_id > 50000')
    db.sql('DELETE FROM reform_todo WHERE no > 1000')
    db.sql('DELETE FROM unit WHERE id > 50000')


def main():
    with Private() as at:
        country = Country(at)
        at.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
                  " valid_to) VALUES (%d, 5, 1, '1000-01-01', '9999-12-31')" %
                  fixture.person_id('norole'))
        at.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
                  " valid_to) VALUES (%d, 2, 110, '1000-01-01', '9999-12-31')" %
                  fixture.person_id('viewer1'))
        a = Admin(country)
        id = bringing(a, at.db)
        other = by_hand(a)
        looking(a, id)
        rights(country, id)
        before = sums(at.db)
        two_at_once(country, a, id, other)
        ok(a.through(id) >= 1, 'step by step it is carried out')
        eq(at.db.one("SELECT COUNT(*) FROM unit WHERE code IN ('200', '210',"
                     " '211') AND valid_from = '2026-10-15'"), '3',
           'the units are there')
        text = a.page('/unit/reform/plan?id=' + id)
        like(text, 'carried out</span>', 'it says so')
        like(text, 'What is left to decide', 'and what is left')
        deciding(country, a, id)
        many(country, id)
        at.db.sql('DELETE FROM reform_todo WHERE no > 1000')
        undoing(country, a, id, before)
        eq(a.act('drop', other).status, 303, 'the other one is dropped')
        like(a.page('/unit/reform'), 'dropped', 'and listed')
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
