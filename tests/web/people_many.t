#!/usr/bin/env python3
"""people_many.t - the list of a whole country's people: what a page reads

13,000 accounts in 3,300 units.  Counted is what the server read for one page,
in rows, not how long it took: the administrator of a province pays for the
people of the province, the one at the top for those of the country once.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor
from tap import done, eq, note, ok

PROVINCES, COMMUNES, EACH = 34, 97, 4  # 3,298 communes, 13,192 people


def country(db):
    """Below the centre: provinces 1000.., communes 2000.., people in each."""
    seq = "WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s" \
          " WHERE n < %d) "
    provinces, communes = PROVINCES - 1, PROVINCES * COMMUNES - 1
    people = PROVINCES * COMMUNES * EACH - 1
    always = "'1000-01-01', '9999-12-31'"
    text = ['SET SESSION max_recursive_iterations = 100000']
    for first, count, level in ((1000, provinces, 'province'),
                                (2000, communes, 'commune')):
        text.append("INSERT INTO unit " + seq % count +
                    "SELECT %d + n, 'own', %d + n, '%s', CONCAT('Nơi ', n),"
                    " CONCAT('noi ', n), CONCAT('noi ', n), %s FROM s" %
                    (first, first, level, always))
    rows = (
        ('1000 + n', '1', 1, provinces), ('1000 + n', '1000 + n', 0, provinces),
        ('2000 + n', '2000 + n', 0, communes),
        ('2000 + n', '1000 + n DIV %d' % COMMUNES, 1, communes),
        ('2000 + n', '1', 2, communes))
    for unit, above, depth, count in rows:
        text.append("INSERT INTO unit_above " + seq % count +
                    "SELECT 1, %s, %s, %d, %s FROM s" % (
                        unit, above, depth, always))
    text.append("INSERT INTO person (id, login, name, search, created) " +
                seq % people +
                "SELECT 1000 + n, CONCAT('p', n), CONCAT('Người ', n),"
                " CONCAT('p', n, ' nguoi ', n), '2026-01-01' FROM s")
    text.append("INSERT INTO person_post (person_id, valid_from, valid_to,"
                " unit_id) " + seq % people +
                "SELECT 1000 + n, %s, 2000 + n DIV %d FROM s" % (always, EACH))
    text.append("INSERT INTO access (person_id, role, unit_id, valid_from,"
                " valid_to) " + seq % people +
                "SELECT 1000 + n, 1 + n %% 2, 2000 + n DIV %d, %s FROM s" % (
                    EACH, always))
    db.sql(';\n'.join(text))
    db.sql('ANALYZE TABLE person, person_post, access, unit, unit_above')


def reads(db):
    return sum(int(n) for name, n in db.sql(
        "SHOW GLOBAL STATUS LIKE 'Handler_read%'") if name not in (
            'Handler_read_retry',))


def main():
    with Private() as at:
        fixture.load(at.db)
        country(at.db)
        at.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
                  " valid_to) VALUES (%d, 5, 1000, '1000-01-01',"
                  " '9999-12-31')" % fixture.person_id('norole'))
        login, person = at.program('login'), at.program('person')
        for who, path in (('admin1', '/person'), ('admin1', '/person?page=200'),
                          ('admin1', '/person?q=nguoi+77'),
                          ('admin1', '/person?q=p4711'),
                          ('admin1', '/person?unit=commune/2500'),
                          ('admin1', '/person?role=head'),
                          ('norole', '/person'), ('norole', '/person?q=p12')):
            v = Visitor(login)
            v.login(who, fixture.PASSWORD)
            v.program = person
            v.get(path)
            before = reads(at.db)
            a = v.get(path)
            n = reads(at.db) - before
            line = person.line(a)
            note('%s statements, %s us' % (line['stmts'], line['us']))
            ok(int(line['stmts']) <= 6, 'few statements')
            eq(a.status, 200, path)
            most = 20 * (PROVINCES if who == 'admin1' else 1) * COMMUNES * EACH
            ok(n <= most, '%s %s: %d rows of at most %d' % (who, path, n, most))
    done()


main()
