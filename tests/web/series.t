#!/usr/bin/env python3
"""series.t - figures over time on their pages: who sees them, and as a file

What the figures are is tests/sql/series.t's; here the country of fixture.py has
a merged commune: 100 and 101 became 103 on 1 September 2026.
"""
# timeout: 300
import csv
import html
import io
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private
from country import Country, prepare
from tap import done, eq, like, ok, unlike


def merge(db):
    """The communes become one, and a clerk sits there."""
    day = '2026-09-20'
    db.sql("""
        INSERT INTO unit VALUES (103, 'own', '103', 'commune', 'Xã Mới',
          'xã mới', 'xa moi', '%(d)s', '9999-12-31');
        UPDATE unit SET valid_to = '%(d)s' WHERE id IN (100, 101);
        UPDATE unit_line SET valid_to = '%(d)s' WHERE unit_id IN (100, 101)
          AND valid_to = '9999-12-31';
        UPDATE unit_above SET valid_to = '%(d)s' WHERE unit_id IN (100, 101)
          AND valid_to = '9999-12-31';
        INSERT INTO unit_line VALUES (1, 103, 10, '%(d)s', '9999-12-31');
        INSERT INTO unit_above VALUES (1, 103, 103, 0, '%(d)s', '9999-12-31'),
          (1, 103, 10, 1, '%(d)s', '9999-12-31'),
          (1, 103, 1, 2, '%(d)s', '9999-12-31');
        INSERT INTO succession (old_id, new_id, relation, comparable, decision,
          on_date) VALUES (100, 103, 'whole', 1, 'NQ 1', '%(d)s'),
          (101, 103, 'whole', 1, 'NQ 1', '%(d)s');
        """ % {'d': day})


def main():
    with Private() as at:
        country = Country(at)
        prepare(country)
        merge(at.db)
        item = int(at.db.one(
            "SELECT f.item_id FROM fact f JOIN item i ON i.id = f.item_id"
            " WHERE f.unit_id = 100 AND i.over_units = 'sum' ORDER BY"
            " f.item_id LIMIT 1"))
        code = at.db.one('SELECT code FROM item WHERE id = %d' % item)
        program = country.program('series')

        def get(login, path):
            v = country.person(login)
            v.program = program
            return v.get(path)

        def page(login, path):
            a = get(login, path)
            eq(a.status, 200, '%s %s' % (login, path))
            return html.unescape(a.text)

        text = page('viewer10', '/series?unit=103')
        like(text, r"href='/series\?unit=103&item=%d'" % item,
             'items that its forerunners reported are offered')
        like(text, "href='/unit\\?id=103'", 'with the way back')
        one = '/series?unit=103&item=%d' % item
        text = page('viewer10', one)
        like(text, 'Xã Một</a> <small>100</small>', 'as it was: of whom')
        like(text, "aria-current='page'>As it was", 'which reading this is')
        text = page('viewer10', one + '&reading=now')
        like(text, 'made of others, incomplete</span> 1/2',
             'one of two has figures')
        like(text, 'Without figures of: Xã Hai', 'and the other is named')
        like(page('viewer10', '/series?unit=100&item=%d&reading=now' % item),
             'Xã Một ended on 20/09/2026; it became Xã Mới', 'no today')
        unlike(page('viewer10', '/series?unit=100&item=%d&reading=now' % item),
               'csv=1', 'nor a file of it')
        like(page('viewer10', one + '&from=31/02/2026'), 'is not a date',
             'no such day')
        like(page('viewer10', one + '&from=01/01/2030'),
             'No figures of it were accepted in that time', 'nothing then')
        a = get('viewer10', one + '&reading=now&csv=1')
        eq(a.get('content-type'), 'text/csv; charset=utf-8', 'as a file')
        rows = list(csv.DictReader(io.StringIO(a.text.lstrip('\ufeff'))))
        ok(rows and all(r['unit'] == '103' and r['item'] == code for r in rows),
           'with its rows')
        eq(at.db.sql("SELECT e.act, e.object FROM audit e JOIN person p ON"
                     " p.id = e.person_id WHERE p.login = 'viewer10' ORDER BY"
                     ' e.at DESC LIMIT 1'),
           [['export', 'unit']], 'which is on record')
        eq(get('viewer10', one + '&reading=x').status, 400, 'no such reading')
        eq(get('viewer10', '/series?unit=103&item=99999').status, 404,
           'no such item')
        eq(get('viewer10', '/series?unit=99999&item=%d' % item).status, 404,
           'no such unit')
        eq(get('viewer10', '/series').status, 400, 'no unit')
        # whose they are
        eq(get('viewer1', one).status, 200, 'a superior of all sees it')
        eq(get('viewer20', one).status, 404, 'another line does not')
        eq(get('viewer100', one).status, 404,
           'nor those of one of the old communes')
        eq(get('viewer100', '/series?unit=100&item=%d' % item).status, 200,
           'who see their own')
        eq(get('norole', one).status, 403, 'no role, no figures')
        eq(get(None, one).status, 303, 'visitors sign in first')
        # under the name of today, where one's right reaches that
        at.db.sql("INSERT INTO unit VALUES (104, 'own', '104', 'commune',"
                  " 'Xã Tên Mới', 'x', 'x', '2026-09-20', '9999-12-31'); INSERT"
                  " INTO unit_above VALUES (1, 104, 104, 0, '2026-09-20',"
                  " '9999-12-31'), (1, 104, 20, 1, '2026-09-20', '9999-12-31');"
                  ' INSERT INTO succession (old_id, new_id, relation,'
                  " comparable, decision, on_date) VALUES (102, 104, 'renamed',"
                  " 1, 'NQ 2', '2026-09-20')")
        was = '/series?unit=102&item=%d' % item
        unlike(page('viewer10', was), 'Xã Tên Mới', 'not beyond')
        at.db.sql('UPDATE unit_above SET above_id = 10 WHERE unit_id = 104 AND'
                  ' above_id = 20')
        like(page('viewer10', was), 'Xã Tên Mới', 'under its new name')
        for login, sees in (('viewer10', True), ('viewer100', True),
                            ('viewer20', False), ('norole', False)):
            text = country_page(country, login, 'unit', '/unit?id=100')
            eq('XLD01' in text, sees, '%s and its reports' % login)
        moved = "UPDATE period SET ends = '%s' WHERE ends = '%s'"
        at.db.sql(moved % ('2026-09-25', '2026-09-14'))
        like(country_page(country, 'viewer10', 'unit', '/unit?id=100'),
             "report.id=%d'" % country.ids[3],
             'also of a window that ends when the unit is no more')
        at.db.sql(moved % ('2026-09-14', '2026-09-25'))
        text = country_page(country, 'viewer1', 'unit', '/unit?id=102')
        text = text[:text.index("<h2 id='below'>")]
        listed = [i for i in re.findall(r"id=(\d+)'", text)
                  if i in [r[0] for r in at.db.sql(
                      'SELECT id FROM report WHERE unit_id = 102')]]
        eq(listed[-1], str(country.ids[5]), 'the latest reports come first')
        like(html.unescape(country_page(country, 'viewer10', 'unit',
                                        '/unit?id=103')),
             r"href='/series\?unit=103'", "the unit's page leads there")
        unlike(html.unescape(country_page(country, 'viewer20', 'unit',
                                          '/unit?id=103')),
               r"href='/series", 'for those who may')
        line = program.line(get('viewer10', one + '&reading=restated'))
        ok(int(line['stmts']) <= 22, '%s statements' % line['stmts'])
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


def country_page(country, login, name, path):
    v = country.person(login)
    v.program = country.program(name)
    return v.get(path).text


main()
