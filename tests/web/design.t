#!/usr/bin/env python3
"""design.t - a form is drawn with plain forms alone, by two people at once,
tried out, and published"""
# timeout: 300
import html
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private
from country import Country
from tap import done, eq, like, note, ok, unlike

PROGRAMS = (('/form/draft', 'design'), ('/form/try', 'tryout'),
            ('/form/publish', 'publish'), ('/form', 'form'))


class Owner:
    def __init__(self, country, login):
        self.country = country
        self.v = country.person(login)

    def program(self, path):
        name = next(n for p, n in PROGRAMS if path.startswith(p))
        self.v.program = self.country.program(name)

    def get(self, path):
        self.program(path)
        return self.v.get(path)

    def post(self, path, **fields):
        self.program(path)
        return self.v.post(path, self.v.form(fields))

    def begin(self, path, **fields):
        self.get('/form/new')
        a = self.post(path, **fields)
        self.id = re.search('id=([0-9]+)', a.get('location') or 'id=0').group(1)
        return a

    def page(self, place='form'):
        return self.get('/form/draft?id=%s&at=%s' % (self.id, place)).text

    def do(self, op, place, **more):
        """From the page of the place, as it was opened last."""
        more = {k.replace('p_', 'p.', 1): v for k, v in more.items()}
        return self.post('/form/draft/do', id=self.id, op=op, place=place,
                         version=self.v.hidden('version'), **more)

    def done(self, op, place, **more):
        self.page(place)
        a = self.do(op, place, **more)
        at = re.search('at=([a-z0-9]+)#', a.get('location') or '')
        if not ok(a.status == 303 and at, '%s at %s' % (op, place)):
            note('%d %s' % (a.status, a.text[:2000]))
            return None
        return at.group(1)

    def walk(self, way):
        self.page()
        return self.post('/form/draft/' + way, id=self.id, place='form',
                         version=self.v.hidden('version'))


def columns(page):
    """The row of numbers, as printed."""
    row = re.search(r"<tr class='codes'>(.*?)</tr>", page, re.S).group(1)
    return [html.unescape(re.sub('<[^>]*>', '', c)) for c in
            re.findall(r'<th[^>]*>(.*?)</th>', row)]


def wrong(page):
    found = re.search(r"<details class='notice bad'.*?</details>", page, re.S)
    return re.findall(r"at=([a-z0-9]+)'>[^<]*</a>: ([^<]*)",
                      found.group()) if found else []


def draw(o):
    a = o.begin('/form/blank', unit='1', number='TH1')
    eq(a.status, 303, 'an empty form is begun')
    eq([w[0] for w in wrong(o.page())], ['form', 'c0', 'c1', 'r0'],
       'what is wrong with it, by its places')
    like(o.page(), 'no title in Vietnamese yet|English title is still to be written',
         'that there is no title is said')
    eq(o.done('set', 'form', **{'p_title.vi': 'Tổng hợp',
                                'p_version': '2026',
                                'p_measure': 'đơn'}), 'form', 'still there')
    o.done('set', 'c0', p_label='Chỉ tiêu')
    o.done('set', 'c1', p_label='Tổng số')
    eq(o.done('after', 'c1'), 'c2', 'the new column is chosen')
    o.done('set', 'c2', p_label='Nam')
    eq(o.done('after', 'c2'), 'c3', 'another one')
    o.done('set', 'c3', p_label='Nữ')
    eq(columns(o.page()), ['A', '1', '2', '3'], 'numbers run on')
    o.done('set', 'c1', p_formula='2+3')
    eq(o.done('merge', 'c2', to='c3', text='Trong đó'), 'g0',
       'two heads are merged')
    like(o.page('g0'), "colspan='2'", 'and span two columns')
    eq(o.done('paste', 'r0', text='2\tHai\tđơn\r\n3\tBa\tđơn\r\n'), 'r2',
       'rows are pasted')
    o.done('set', 'r0', p_label='Một')
    eq(o.done('total', 'r2'), 'r3', 'a sub-total below')
    eq(wrong(o.page()), [], 'nothing is wrong any more')
    like(o.page(), "class='notice warn'", 'only its English title is missing')
    eq(o.done('before', 'c1'), 'c1', 'a column before the first')
    eq(columns(o.page()), ['A', '1', '2=3+4', '3', '4'], 'formulas follow')
    o.walk('undo')
    eq(columns(o.page()), ['A', '1=2+3', '2', '3'], 'undone')
    o.walk('redo')
    eq(columns(o.page()), ['A', '1', '2=3+4', '3', '4'], 'done again')
    o.walk('undo')
    o.page('c2')
    a = o.do('delete', 'c2')
    eq(a.status, 422, 'what a formula names is not deleted')
    like(a.text, '1=2[+]3', 'and it is said which')
    a = o.do('set', 'c3', p_code='2', p_label='Nữ giới')
    eq(a.status, 422, 'a code is used once')
    like(a.text, "value='Nữ giới'", 'what was typed stands there still')
    eq(o.done('none', 'r0c3'), 'r0c3', 'a cell where nothing stands')
    like(o.page(), "class='no[^']*'><a href='[^']*at=r0c3'", 'is hatched')
    o.done('usual', 'r0c3')
    eq(o.done('set', 'r0c2', p_item='KT.GRDP'), 'r0c2', 'a cell has an item')
    like(o.page('r0c2'), "value='KT.GRDP'", 'of its own')
    eq(wrong(o.page()), [], 'which is right')
    o.done('set', 'r0c2', p_item='')
    eq(o.done('check', 'form'), 'k0', 'a check of the form')
    o.done('set', 'k0', p_formula='3<=2', p_severity='warning')
    eq(wrong(o.page()), [], 'is complete')


def two_people(o, other):
    """Both have the same page; the second one loses nothing."""
    other.id = o.id
    o.page('c2')
    other.page('c3')
    eq(other.do('after', 'c3').status, 303, 'one puts in a column')
    a = o.do('set', 'c2', p_label='Nam giới')
    eq(a.status, 409, 'the other is told')
    like(a.text, 'Somebody else has changed', 'in words')
    like(a.text, 'Nam giới', 'with what was typed')
    place = re.search("name='place' value='([a-z0-9]+)'", a.text).group(1)
    eq(place, 'c2', 'and where it belongs now')
    fields = dict(re.findall("<input type='hidden' name='([^']*)'"
                             " value='([^']*)'",
                             a.text[a.text.index("name='place'") - 400:]))
    fields = {k: html.unescape(v) for k, v in fields.items()}
    eq(o.v.post('/form/draft/do', fields).status, 303, 'and can do it as well')
    page = o.page('c2')
    like(page, 'Nam giới', 'both are there')
    eq(columns(page), ['A', '1=2+3', '2', '3', '4'], 'the one and the other')
    o.walk('undo')
    o.walk('undo')
    eq(columns(o.page()), ['A', '1=2+3', '2', '3'], 'and both can be undone')
    a = o.get('/form/history?id=' + o.id)
    eq(a.status, 200, 'the history')
    like(a.text, 'Undone', 'has what was undone')
    ok(len(re.findall("name='to'", a.text)) > 10, 'and every version')


def try_out(o):
    a = o.get('/form/try?id=' + o.id)
    eq(a.status, 200, 'the preview')
    ncol = 4
    cells = {'c%d' % (r * ncol + c): str(10 * r + c) for r in range(3)
             for c in (2, 3)}
    before = o.country.at.db.sql('SELECT COUNT(*) FROM draft')
    a = o.post('/form/try', **{**cells, 'id': o.id, 'key': None})
    eq(a.status, 200, 'figures are tried out')
    like(a.text, '>5</', 'and computed: 2 + 3')
    a = o.post('/form/try', **{**cells, 'c2': '-4', 'id': o.id, 'key': None})
    like(a.text, "id='wrong'|class='[^']*bad", 'what is wrong is said')
    eq(o.country.at.db.sql('SELECT COUNT(*) FROM draft'), before,
       'nothing is stored')
    a = o.post('/form/try/pdf', **{**cells, 'id': o.id, 'key': None})
    eq(a.bytes[:5], b'%PDF-', 'and printed')
    unlike(o.get('/form/try?id=' + o.id).text, 'Example unit',
           'a reporting unit has none below')
    a = o.get('/form/try?id=%s&superior=1' % o.id)
    like(a.text, "superior=1' aria-current='page'", 'as a superior sees it')
    a = o.post('/form/try', **{**cells, 'id': o.id, 'superior': '1',
                               'key': None})
    eq(a.status, 200, 'tried out as well')
    like(a.text, '>15</', 'the total is that of its own and of two below')
    unlike(a.text, "class='notice bad'", 'and nothing of it is wrong')
    a = o.post('/form/try/pdf', **{**cells, 'id': o.id, 'superior': '1',
                                   'key': None})
    eq(a.bytes[:5], b'%PDF-', 'and printed')


def of_units(o):
    """A row for each unit: its own, two below as examples, and the total."""
    form = o.country.at.db.one("SELECT MAX(f.id) FROM form f JOIN regime g"
                               " ON g.id = f.regime_id WHERE f.unit_id = 0"
                               " AND g.code = 'XLD01' AND f.version = '2024'")
    page = '/form/try/version?form=%s' % form
    one = o.get(page)
    eq(one.status, 200, 'a published form is looked at')
    unlike(one.text, 'Example unit', 'as a unit, which is one row')
    both = o.get(page + '&superior=1').text
    like(both, 'Example unit 1', 'a superior has a row for each below')
    like(both, 'Example unit 2', 'two of them')
    cell = re.search("name='(c[0-9]+)'", both).group(1)
    a = o.post('/form/try/version', **{cell: '7', 'form': form,
                                       'superior': '1', 'key': None})
    eq(len(re.findall('>7<', a.text)) >= 2, True, 'they send what is typed')
    like(a.text, '>21<', 'and the total is of all three')


def publish(o):
    db = o.country.at.db
    regime = db.one("SELECT id FROM regime WHERE code = 'XLD01'")
    db.sql("UPDATE regime SET owner_id = 1 WHERE id = %s" % regime)
    a = o.get('/form/publish?id=%s&regime_id=%s' % (o.id, regime))
    like(a.text, 'Asked elsewhere', 'what is asked elsewhere is looked at')
    page = '/form/publish'

    def post(day):
        o.get('/form/publish?id=%s&regime_id=%s' % (o.id, regime))
        f = {'id': o.id, 'version': o.v.hidden('version'), 'regime_id': regime,
             'from': day}
        return o.post(page, **f)
    eq(post('31/02/2027').status, 422, 'no such day')
    a = post('01/01/2021')
    eq(a.status, 422, 'not before the versions that there are')
    like(a.text, 'must begin later', 'and it says so')
    a = post('01/01/2027')
    eq(a.status, 303, 'from a day on it is published')
    a = o.get('/form/publish?id=' + o.id)
    like(a.text, '(?s)What comes next.*/assign\\?regime=%s' % regime,
         'and what comes next is said, with links')
    rows = db.sql("SELECT version, valid_from, valid_to FROM form WHERE"
                  " regime_id = %s AND unit_id = 0 ORDER BY valid_from" % regime)
    eq(rows[-2:], [['2024', '2024-03-08', '2027-01-01'],
                   ['2026', '2027-01-01', '9999-12-31']],
       'the version before it ends on that day')
    like(o.get('/form/draft?id=' + o.id).text, 'has been published',
         'the draft is closed')
    o.v.page = a.text
    eq(o.post('/form/draft/undo', id=o.id, version='1', place='form').status
       in (409, 400, 403), True, 'and cannot be drawn on')
    like(o.get('/form').text, 'TH1|2026', 'it is listed')
    eq(db.one("SELECT act FROM audit WHERE object = 'form' AND act = 'publish'"
              " LIMIT 1"), 'publish', 'and on record')


def refusals(o):
    """Publishing what is not finished; a draft of somebody else's unit."""
    a = o.begin('/form/copy', unit='1', form='1', version='M1')
    eq(a.status, 303, 'a copy of a version')
    eq(wrong(o.page()), [], 'of which nothing is wrong')
    o.get('/form/draft?id=' + o.id)
    eq(o.done('after', 'c1'), 'c2', 'a column more')
    o.done('set', 'c2', p_label='Khu', p_type='lookup', p_register='ZONE')
    eq(wrong(o.page()), [], 'may look something up')
    o.done('set', 'c2', p_register='NONE')
    eq([w[0] for w in wrong(o.page())], ['c2'], 'but not where nothing is')
    like(wrong(o.page())[0][1], 'There is no register NONE', 'as is said')
    like(o.get('/form/publish?id=' + o.id).text, 'no register NONE',
         'before it is published')
    o.page()
    a = o.post('/form/publish', id=o.id, version=o.v.hidden('version'),
               regime_id=o.country.at.db.one(
                   "SELECT id FROM regime WHERE code = 'XLD01'"),
               **{'from': '01/01/2029'})
    eq(a.status, 422, 'and when it is')
    like(a.text, 'no register NONE', 'again with the reason')
    o.done('set', 'c2', p_register='ZONE')
    eq(wrong(o.page()), [], 'until it is mended')
    o.done('delete', 'c2')
    o.done('set', 'c2', p_label='')
    eq([w[0] for w in wrong(o.page())], ['c2'], 'until something is')
    a = o.get('/form/publish?id=' + o.id)
    like(a.text, "class='notice bad' open", 'then it cannot be published')
    unlike(a.text, "name='from'", 'there is no button for it')
    mine = Owner(o.country, 'owner10')
    mine.id = o.id
    eq(mine.get('/form/draft?id=' + o.id).status, 404,
       'who owns another unit does not see it')


def two_columns(o, number, item, formula, measures):
    """A form of one row, VONG, with column 1 = formula, and column 2."""
    a = o.begin('/form/blank', unit='1', number=number)
    o.done('set', 'form', **{'p_title.vi': number, 'p_title.en': number,
                             'p_version': '2027'})
    o.done('set', 'c0', p_label='Chỉ tiêu')
    o.done('set', 'c1', p_label='Một', p_item=item)
    o.done('after', 'c1')
    o.done('set', 'c2', p_label='Hai', p_measure=measures[1])
    o.done('set', 'c1', p_formula=formula, p_measure=measures[0])
    o.done('set', 'r0', p_label='Dòng', p_item='VONG')
    return a


def doubts(o):
    """Measures that do not fit are warnings, a circle is an error."""
    db = o.country.at.db
    db.sql("INSERT INTO measure (code, name, name_en, dimension, factor) VALUES"
           " ('dan', 'đàn', 'flocks', 'flock', 1),"
           " ('chuc-dan', 'chục đàn', 'tens of flocks', 'flock', 10)")
    two_columns(o, 'VONG1', 'A', '2', ('đàn', 'chục đàn'))
    page = o.page()
    like(page, "<details class='notice warn'", 'there are warnings')
    eq([x for x in re.findall(r"at=([a-z0-9]+)'>[^<]*</a>: ([^<]*)", re.search(
        r"<details class='notice warn'.*?</details>", page, re.S).group())
        if x[0] != 'form'],  # there is no English title
       [('c1', '2 comes out in chục đàn, but the cell is in đàn.')],
       'by the table that owners edit, at the place')
    like(o.page('c1'), "<ul class='notice warn'>", 'and in its panel')
    db.sql("UPDATE measure SET factor = 1 WHERE code = 'chuc-dan'")
    unlike(o.page(), 'comes out in', 'an owner has said what it is')
    db.sql("UPDATE measure SET dimension = 'other' WHERE code = 'chuc-dan'")
    like(o.page(), 'comes out in', 'and something else')
    regimes = [r for r, in db.sql("SELECT id FROM regime ORDER BY"
                                  " code <> 'XLD01', id LIMIT 2")]
    db.sql('UPDATE regime SET owner_id = 1 WHERE id IN (%s)' %
           ', '.join(regimes))
    o.done('set', 'c1', p_formula='item(VONG.B)')
    at = '/form/publish?id=%s&regime_id=%s'
    like(o.get(at % (o.id, regimes[0])).text, "name='from'",
         'a warning stops nobody')
    a = o.post('/form/publish', id=o.id, regime_id=regimes[0],
               version=o.v.hidden('version'), **{'from': '01/02/2027'})
    eq(a.status, 303, 'it is published')
    two_columns(o, 'VONG2', 'B', '2+item(VONG.A)', ('đàn', 'đàn'))
    shown = o.get(at % (o.id, regimes[1])).text
    like(shown, 'go in a circle: VONG2 .*→ VONG1 .*→ VONG2',
         'a circle is shown with its path')
    unlike(shown, "name='from'", 'there is no button')
    o.page()
    a = o.post('/form/publish', id=o.id, regime_id=regimes[1],
               version=o.v.hidden('version'), **{'from': '01/02/2027'})
    eq(a.status, 422, 'nor a way round it')
    like(a.text, 'go in a circle', 'and the reason')


def main():
    with Private() as at:
        country = Country(at)
        o = Owner(country, 'owner1')
        draw(o)
        two_people(o, Owner(country, 'owner1'))
        try_out(o)
        of_units(o)
        publish(o)
        refusals(o)
        doubts(o)
    done()


main()
