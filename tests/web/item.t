#!/usr/bin/env python3
# deployed
"""item.t - the catalogue of items through its pages, as owners use it"""
# timeout: 300
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private
from country import Country, add_item, prepare
from tap import done, eq, like, note, ok, unlike


class Owner:
    def __init__(self, country, login):
        self.country = country
        self.v = country.person(login)

    def get(self, path):
        self.v.program = self.country.program(
            'item_edit' if path.startswith('/item/edit') else 'item')
        return self.v.get(path)

    def add(self, **says):
        self.get('/item/edit/new')
        return add_item(self.v, **says)

    def fields(self, item):
        """What the form of an item holds, as a browser would send it."""
        page = self.get('/item/edit?item=%s' % item).text
        page = page[:page.index('</form>', page.index("id='short_name'"))]
        full = dict(re.findall(
            r"<input type='(?:text|hidden)'[^>]*? name='([a-z_]+)'"
            r"[^>]*? value='([^']*)'", page))
        full.update(re.findall(r"<input type='hidden' name='([a-z_]+)'"
                               r" value='([^']*)'", page))
        for name, text in re.findall(
                r"<textarea[^>]*? name='([a-z_]+)'[^>]*>\n([^<]*)<", page):
            full[name] = text
        for name, rest in re.findall(
                r"<select id='([a-z_]+)'(.*?)</select>", page, re.S):
            chosen = re.search(r"value='([^']*)' selected", rest)
            full[name] = chosen.group(1) if chosen else re.search(
                r"value='([^']*)'", rest).group(1)
        return full

    def change(self, item, **says):
        fields = self.fields(item)
        fields.update(says)
        return self.v.post('/item/edit/change', fields)


def id_of(a):
    return re.search('item=([0-9]+)', a.get('location') or 'item=0').group(1)


def dimensions(db):
    db.sql("INSERT INTO breakdown (id, code, name, name_en, whole) VALUES"
           " (91, 'sex', 'Giới tính', 'Sex', 1),"
           " (92, 'area', 'Thành thị, nông thôn', 'Urban and rural', 1);"
           "INSERT INTO category (breakdown_id, code, name, name_en, place)"
           " VALUES (91, 'NAM', 'Nam', 'Men', 1), (91, 'NU', 'Nữ', 'Women', 2),"
           " (92, 'TT', 'Thành thị', 'Urban', 1),"
           " (92, 'NT', 'Nông thôn', 'Rural', 2)")


def search(owner):
    page = owner.get('/item?q=don+so').text
    like(page, 'XLD.DUDK.DON', 'words are found in any order, without marks')
    unlike(page, 'KTXH.3.1', 'and nothing else')
    like(owner.get('/item?q=xld.nd').text, 'XLD.ND.KN', 'or a code is')
    page = owner.get('/item?regime=ICT&measure=tr%E1%BA%A1m').text
    like(page, '5 items', 'by measure, and where it is used')
    like(owner.get('/item?state=retired').text, 'No item is like that',
         'an empty list says so')
    for bad in ('%', '_%', "'", '\\', '"', '<b>'):
        a = owner.get('/item?q=' + urllib.parse.quote(bad))
        ok(a.status == 200 and 'No item' in a.text, 'a search for %s' % bad) \
            or note('%d' % a.status)


def adding(owner, db):
    a = owner.add(code='LD.SO', name='Số lao động', measure='người',
                  breakdowns='sex, area', definition='Người <b>đang</b> làm')
    eq(a.status, 303, 'an item is added')
    item = id_of(a)
    page = owner.get(a.get('location')).text
    like(page, 'It is stored', 'and it says so')
    like(page, 'LD\\.SO\\.NU.*Số lao động \\(Nữ\\).*sex=NU',
         'its categories are items')
    like(page, '&lt;b&gt;đang', 'what was typed is text')
    eq(db.one("SELECT COUNT(*) FROM item WHERE base_id = %s" % item), '4',
       'four of them')
    eq(owner.add(code='LD.SO').status, 422, 'a code is given once')
    like(owner.v.page, 'There is an item LD.SO already', 'and says why')
    a = owner.add(code='LD.KHAC', name='số  LAO động', measure='người')
    eq(a.status, 422, 'the same name in other letters is asked about')
    like(owner.v.page, 'LD.SO has the same name', 'and which it is')
    a = owner.add(code='LD.KHAC', name='Số lao động', measure='người',
                  confirmed='1')
    eq(a.status, 303, 'it is added when that was meant')
    wrong = {'code': 'Mã có dấu', 'measure': 'con cá', 'decimals': '11',
             'over_units': 'max2', 'over_time': 'max', 'weight': 'KHONG.CO',
             'breakdowns': 'sex, sexx', 'state': 'x', 'name': ' ',
             'owner': 'province/77'}
    before = db.one('SELECT COUNT(*) FROM item')
    for name, value in wrong.items():
        more = {'over_units': 'mean'} if name == 'weight' else {}
        a = owner.add(**dict({'code': 'SAI.1'}, **dict(more, **{name: value})))
        ok(a.status == 422 and re.search("id='%s-wrong'|href='#%s'" %
                                         (name, name), a.text),
           'a wrong %s is refused beside its field: %d' % (name, a.status))
    eq(db.one('SELECT COUNT(*) FROM item'), before, 'nothing was added')
    return item


def breaking_down(owner, db, item):
    a = owner.change(item, breakdowns='sex*area')
    eq(a.status, 303, 'it is broken down otherwise')
    eq(db.one("SELECT GROUP_CONCAT(code ORDER BY code) FROM item"
              " WHERE base_id = %s" % item),
       'LD.SO.NT.NAM,LD.SO.NT.NU,LD.SO.TT.NAM,LD.SO.TT.NU',
       'by both at once')
    member = db.one("SELECT id FROM item WHERE code = 'LD.SO.NT.NU'")
    a = owner.change(member, short_name='Nữ nông thôn')
    eq(a.status, 303, 'a category has a short name of its own')
    eq(owner.change(item, name='Số người có việc', decimals='1').status, 303,
       'the base is changed')
    eq(db.sql("SELECT i.name, v.name, i.decimals, v.decimals, i.name_plain"
              " FROM item i JOIN item_version v ON v.item_id = i.id"
              " WHERE i.id = %s" % member),
       [['Số người có việc (Nông thôn, Nữ)'] * 2 + ['1', '1'] +
        ['so nguoi co viec (nong thon, nu)']], 'and its categories follow')


def versions(owner, db):
    """What is asked for keeps its meaning for the past."""
    used = db.one("SELECT id FROM item WHERE code = 'XLD.DUDK.VU'")
    a = owner.change(used, measure='vụ', decimals='1')
    eq(a.status, 422, 'an item in use does not change its meaning')
    like(a.text, 'at the earliest from 15/09/2026', 'but from a day on')
    like(a.text, "value='1'", 'what was typed is still there')
    eq(owner.change(used, decimals='1', **{'from': '14/9/2026'}).status, 422,
       'not within what was reported')
    eq(owner.change(used, name='Số vụ việc đủ điều kiện').status, 303,
       'a name is corrected where it stands')
    a = owner.change(used, decimals='1', reason='Thông tư mới',
                     **{'from': '1/1/2027'})
    eq(a.status, 303, 'from a later day it may')
    eq(db.sql("SELECT valid_from, valid_to, decimals FROM item_version"
              " WHERE item_id = %s ORDER BY valid_from" % used),
       [['1000-01-01', '2027-01-01', '0'],
        ['2027-01-01', '9999-12-31', '1']], 'and the past is as it was')
    page = owner.get('/item/show?item=' + used).text
    like(page, 'from 01/01/2027', 'its history is on its page')
    like(page, 'prints XLD.DUDK.VU as [^;]* with 0 decimals; from 01/01/2027'
         ' on it is [^.]* with 1 decimal', 'and forms that print the old one')
    owner.v.program = owner.country.program('form')
    like(owner.v.get('/form').text, 'prints XLD.DUDK.VU as',
         'which their owner is told, too')
    other = db.one("SELECT id FROM item WHERE code = 'XLD.DUDK.DON'")
    unlike(owner.get('/item/show?item=' + other).text, 'prints XLD',
           'control: nothing is said of the others')
    like(db.one("SELECT detail FROM audit WHERE object = 'item'"
                " AND object_id = %s ORDER BY seq DESC LIMIT 1" % used),
         'from=2027-01-01; decimals=0 &gt; 1|decimals=0 > 1',
         'and who did what on record')
    a = owner.v.post('/item/edit/drop', dict(
        owner.fields(used), **{}) and {
            k: v for k, v in owner.fields(used).items()
            if k in ('item', 'version', 'csrf', 'key')})
    eq(a.status, 422, 'what is asked for cannot be taken away')
    return used


def two_at_once(owner, other, item):
    mine, theirs = owner.fields(item), other.fields(item)
    eq(owner.v.post('/item/edit/change',
                    dict(mine, source='Của tôi')).status, 303,
       'one of two saves')
    a = other.v.post('/item/edit/change', dict(theirs, source='Của bạn'))
    eq(a.status, 409, 'the other is told')
    like(a.text, 'Somebody else has changed this item', 'why')
    like(a.text, 'Của bạn', 'and has what was typed')


def scope(country, item, used):
    other = Owner(country, 'owner10')
    eq(other.get('/item/show?item=' + item).status, 200,
       'the catalogue is open to all owners')
    unlike(other.v.page, '/item/edit\\?item', 'without buttons')
    eq(other.get('/item/edit?item=' + item).status, 404,
       'what is above is not theirs')
    a = other.add(code='TINH.1', name='Của tỉnh')
    eq(a.status, 303, 'they add their own')
    eq(country.at.db.one("SELECT owner_id FROM item WHERE code = 'TINH.1'"),
       '10', 'which belongs to their unit')
    top = Owner(country, 'owner1')
    eq(top.change(id_of(a), source='từ trên').status, 303,
       'those above reach it')
    eq(other.get('/item?owner=10').text.count('TINH.1') > 0, True,
       'a filter by owner')


def series(country):
    """Forms of 2021 and of 2024 asked for it: its figures are one series."""
    db = country.at.db
    item, old, new = db.sql(
        "SELECT i.id, a.id, b.id FROM item i JOIN form a JOIN form b"
        " JOIN regime g ON g.id = a.regime_id AND g.id = b.regime_id"
        " WHERE i.code = 'XLD.DUDK.DON' AND g.code = 'XLD01'"
        " AND a.version = '2021' AND b.version = '2024'")[0]
    for year, form, value in ((2023, old, 11), (2025, new, 22)):
        db.sql("INSERT INTO period (kind, code, starts, ends) VALUES ('year',"
               " '%d', '%d-12-15', '%d-12-14')" % (year, year - 1, year))
        db.sql("INSERT INTO report (regime_id, period_id, unit_id, form_id,"
               " regime_version_id, state, due, version, accepted_id,"
               " revision_id, changed) SELECT f.regime_id, p.id, 1, f.id,"
               " (SELECT MIN(w.id) FROM regime_version w WHERE w.regime_id ="
               " f.regime_id), 'accepted', p.ends, 1, %d, %d, p.ends FROM form f JOIN period p WHERE f.id = %s"
               " AND p.kind = 'year' AND p.code = '%d'" %
               (90000 + year, 90000 + year, form, year))
        db.sql("INSERT INTO fact (revision_id, item_id, part, unit_id,"
               " period_id, value) SELECT %d, %s, 1, 1, p.id, %d FROM period p"
               " WHERE p.kind = 'year' AND p.code = '%d'" %
               (90000 + year, item, value, year))
    owner = Owner(country, 'owner1')
    page = owner.get('/item/show?item=' + item).text
    rows = re.findall(r"<tr><th scope='row'>(\d{4})</th><td>[^<]*</td>"
                      r"<td class='n'>(\d+)</td>.*?<td>(XLD01 \d+)</td>",
                      page)
    eq(rows, [('2023', '11', 'XLD01 2021'), ('2025', '22', 'XLD01 2024')],
       'figures of two versions of a form are one series')
    for version in ('2021', '2024'):
        like(page, '<td>%s</td>' % version, 'where it is used: %s' % version)
    like(page, 'Column 9', 'and in which cell')
    unlike(Owner(country, 'owner10').get('/item/show?item=%s&unit=1' %
                                         item).text, 'XLD01 2021',
           'figures of a unit above are not shown')


def retiring(owner, db):
    item = db.one("SELECT id FROM item WHERE code = 'LD.SO'")
    eq(owner.change(item, state='retired').status, 303, 'it is retired')
    eq(db.one("SELECT COUNT(*) FROM item WHERE base_id = %s"
              " AND state <> 'retired'" % item), '0', 'with its categories')


def main():
    with Private() as at:
        country = Country(at)
        prepare(country)
        dimensions(at.db)
        owner, other = Owner(country, 'owner1'), Owner(country, 'owner1')
        search(owner)
        item = adding(owner, at.db)
        breaking_down(owner, at.db, item)
        used = versions(owner, at.db)
        two_at_once(owner, other, item)
        scope(country, item, used)
        series(country)
        retiring(owner, at.db)
    done()


main()
