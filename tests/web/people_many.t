#!/usr/bin/env python3
"""people_many.t - the list of a whole country's people: what a page reads

59,364 accounts in 3,298 communes.  Counted is what the server read for a page,
in rows, not how long it took.  A page costs what it shows, whoever looks at it:
the administrator of a province reads the province, the one at the top neither
the country nor a fixed share of it.
"""
# timeout: 600
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor
from tap import done, eq, like, note, ok

PROVINCES, COMMUNES, EACH = 34, 97, 18
PEOPLE = PROVINCES * COMMUNES * EACH
FAMILY = ('Nguyễn', 'Nguyễn', 'Nguyễn', 'Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng',
          'Đặng', 'Ỷ')
MIDDLE = ('Văn', 'Thị', 'Minh', 'Đức', 'Ngọc')
GIVEN = ('An', 'Anh', 'Bình', 'Châu', 'Dũng', 'Giang', 'Hà', 'Hải', 'Hạnh',
         'Hiền', 'Hòa', 'Hùng', 'Hương', 'Khánh', 'Lan', 'Linh', 'Long', 'Mai',
         'Nam', 'Nga', 'Phong', 'Phúc', 'Quang', 'Sơn', 'Tâm', 'Thảo', 'Tuấn',
         'Vân', 'Việt', 'Yến')
PLAIN = str.maketrans('ễầêạàđặịăứọìâũảòùươáơấúếỷỶĐ',
                      'eaeaadaiauoiauaouuoaoaueyyd')


def plain(name):
    return ''.join(c.translate(PLAIN) for c in name.lower()).replace('ỷ', 'y')


def drawn(words, seed):
    """One of some words, in SQL: another for each n."""
    return "ELT(1 + CRC32(CONCAT('%s', n)) MOD %d, %s)" % (
        seed, len(words), ', '.join("'%s'" % w for w in words))


def country(db):
    """Below the centre: provinces 1000.., communes 2000.., people in each."""
    seq = "WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s" \
          " WHERE n < %d) "
    provinces, communes = PROVINCES - 1, PROVINCES * COMMUNES - 1
    people = PEOPLE - 1
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
    name, key = (
        "CONCAT(%s, ' ', %s, ' ', %s)" % tuple(
            drawn([how(w) for w in words], seed) for words, seed in (
                (FAMILY, 'f'), (MIDDLE, 'm'), (GIVEN, 'g')))
        for how in (str, plain))
    # some have one name, so that pages begin and end among them
    name = ("CASE WHEN n DIV 200 = 150 THEN 'Đặng Đức Hòa' WHEN n %% 499 = 1"
            " THEN 'Lê Nam' ELSE %s END" % name)
    key = "IF(n DIV 200 = 150, 'dang duc hoa', %s)" % key
    text.append(
        "INSERT INTO person (id, login, name, search, locked, valid_to,"
        " created) " + seq % people +
        "SELECT 1000 + n, CONCAT('p', n), %s, CONCAT('p', n, ' ', %s),"
        " n %% 997 = 0, IF(n %% 499 = 1, '2026-01-01', '9999-12-31'),"
        " '2026-01-01' FROM s" % (name, key))
    text.append("INSERT INTO person_post (person_id, valid_from, valid_to,"
                " unit_id) " + seq % people +
                "SELECT 1000 + n, %s, 2000 + n DIV %d FROM s" % (always, EACH))
    # heads, reporting officials, every 40th without a role, 60 owners, 30 who
    # stand in for another
    text.append("INSERT INTO access (person_id, role, unit_id, valid_from,"
                " valid_to) " + seq % people +
                "SELECT 1000 + n, IF(n %% 1000 = 5, 6, 1 + n %% 2),"
                " 2000 + n DIV %d, %s FROM s WHERE n %% 40 <> 3" % (
                    EACH, always))
    text.append("INSERT INTO access (person_id, role, unit_id, for_id,"
                " valid_from, valid_to) " + seq % people +
                "SELECT 1000 + n, 1, 2000 + n DIV %d, 999 + n, '2026-09-01',"
                " '2026-10-01' FROM s WHERE n %% 2000 = 1" % EACH)
    db.sql(';\n'.join(text))
    if db.one("SHOW TABLES LIKE 'person_word'"):
        db.sql(fixture.WORDS)
    db.sql('ANALYZE TABLE person, person_post, access, unit, unit_above')


def reads(db):
    return sum(int(n) for name, n in db.sql(
        "SHOW GLOBAL STATUS LIKE 'Handler_read%'") if name not in (
            'Handler_read_retry',))


def logins(page):
    return re.findall(r'<small>([a-z0-9.]+)</small></th>', page)


def led(page, where):
    found = re.search(r"<a href='([^']*)' rel='%s'" % where, page)
    return found and found.group(1).replace('&amp;', '&')


def next_of(page):
    return led(page, 'next')


# who, what is asked for, rows at the most: a few for each that is shown, and
# what a list of a word, or of a thousand units, is long
FEW, SOME, LONG = 11000, 24000, 40000
ASKED = (
    ('admin1', '', FEW),
    ('admin1', 'state=1', FEW),
    ('admin1', 'q=hoa', FEW),
    ('admin1', 'q=Nguy%E1%BB%85n', FEW),
    ('admin1', 'q=p4711', FEW),
    ('admin1', 'q=p47', FEW),
    ('admin1', 'q=nobody', FEW),
    ('admin1', 'q=tran+hoa', SOME),
    ('admin1', 'q=nguyen+van+an', SOME),
    ('admin1', 'q=dang+duc+long', SOME),
    ('admin1', 'q=y+thi+yen', SOME),
    ('admin1', 'role=head', FEW),
    ('admin1', 'role=clerk', FEW),
    ('admin1', 'role=owner', FEW),
    ('admin1', 'role=admin', FEW),
    ('admin1', 'role=owner&q=hoa', FEW),
    ('admin1', 'role=head&q=hoa', FEW),
    ('admin1', 'state=2', FEW),
    ('admin1', 'state=3', FEW),
    ('admin1', 'state=4', SOME),
    ('admin1', 'state=5', FEW),
    ('admin1', 'state=2&q=nguyen', FEW),
    ('admin1', 'state=4&role=head', LONG),
    ('admin1', 'state=4&q=hoa', SOME),
    ('admin1', 'unit=commune/2500', 1000),
    ('admin1', 'unit=commune/2500&q=hoa', 1000),
    ('admin1', 'unit=province/1003', LONG),
    ('admin1', 'unit=centre/1&q=hoa', FEW),
    ('norole', '', LONG),
    ('norole', 'q=hoa', LONG),
    ('norole', 'unit=commune/2005', 1000),
)


def asked(at, visitors, who, query, most):
    v, path = visitors[who], '/person?' + query
    v.get(path)
    before = reads(at.db)
    a = v.get(path)
    n = reads(at.db) - before
    line = v.program.line(a)
    note('%s statements, %s us' % (line['stmts'], line['us']))
    eq(a.status, 200, path)
    ok(n <= most, '%s %s: %d rows of at most %d' % (who, path, n, most))
    ok(int(line['stmts']) <= 20, 'few statements')


def whole(at, v, query, where):
    """Page after page, each once, and nobody is left out."""
    path, seen, pages, most = '/person?' + query, [], 0, 0
    while path is not None and pages < 400:
        before = reads(at.db)
        page = v.get(path).text
        most = max(most, reads(at.db) - before)
        seen += logins(page)
        path = next_of(page)
        pages += 1
    wanted = [r[0] for r in at.db.sql(
        'SELECT p.login FROM person p WHERE ' + where)]
    eq(len(seen), len(set(seen)), '%s: each once' % query)
    eq(sorted(seen), sorted(wanted), '%s: %d on %d pages' % (
        query, len(wanted), pages))
    ok(most <= LONG, 'a page reads %d rows at the most' % most)


def back(v, query):
    """The pages before are the same ones, back to the first; of very many the
    oldest are forgotten, and the first is one link away."""
    first = '/person?' + query
    path, pages, text = first, [], ''
    while path is not None and len(pages) < 90:
        text = v.get(path).text
        pages.append(logins(text))
        path = next_of(text)
    ok(len(pages) == 90, '%d pages of %s' % (len(pages), query))
    eq(led(v.get(first).text, 'prev'), None, 'there is none before the first')
    seen = 0
    while led(text, 'prev') is not None and seen < 90:
        text = v.get(led(text, 'prev')).text
        seen += 1
        if logins(text) != pages[-1 - seen]:
            eq(logins(text), pages[-1 - seen], '%d back' % seen)
            break
    ok(20 < seen < 60, 'back for %d of them' % seen)
    top = re.search("class='pager'[^$]*?<a href='([^']*)'>", text).group(1)
    text = v.get(top.replace('&amp;', '&')).text
    eq(logins(text), pages[0], 'and from there to the first')
    text = v.get(next_of(text)).text
    eq(logins(text), pages[1], 'from the second')
    text = v.get(led(text, 'prev')).text
    eq((logins(text), led(text, 'prev')), (pages[0], None), 'it leads back')
    for bad in ('x', '9.', '. .', '99999999999999999999.a', '-1.a', '0.%00',
                "1.'><i>x"):
        a = v.get(first + '&after=1001&word=&back=' + urllib.parse.quote(bad))
        ok(a.status in (200, 400), 'what is no way back: ' + bad)
        ok('<i>x' not in a.text, 'is text')


def main():
    with Private() as at:
        fixture.load(at.db)
        country(at.db)
        at.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
                  " valid_to) VALUES (%d, 5, 1000, '1000-01-01',"
                  " '9999-12-31')" % fixture.person_id('norole'))
        login, person = at.program('login'), at.program('person')
        visitors = {}
        for who in ('admin1', 'norole'):
            v = visitors[who] = Visitor(login)
            v.login(who, fixture.PASSWORD)
            v.program = person
        for who, query, most in ASKED:
            asked(at, visitors, who, query, most)
        can = " AND p.locked = 0 AND p.valid_to > '2026-09-28'"
        v = visitors['admin1']
        whole(at, v, 'q=hoa', "CONCAT(' ', p.search) LIKE '% hoa%'" + can)
        back(v, 'q=hoa')
        whole(at, v, 'q=dang+h', "CONCAT(' ', p.search) LIKE '% dang% h%'" + can)
        whole(at, v, 'state=4', "NOT EXISTS (SELECT 1 FROM access x WHERE"
              " x.person_id = p.id AND x.valid_from <= '2026-09-28' AND"
              " '2026-09-28' < x.valid_to)" + can)
        whole(at, v, 'state=3', "p.valid_to <= '2026-09-28'")
        whole(at, v, 'state=5', "EXISTS (SELECT 1 FROM access x WHERE"
              " x.person_id = p.id AND x.for_id <> 0 AND x.valid_from <="
              " '2026-09-28' AND '2026-09-28' < x.valid_to)")
        whole(at, visitors['norole'], 'q=hoa', "CONCAT(' ', p.search) LIKE"
              " '%% hoa%%' AND p.id BETWEEN 1000 AND %d" % (
                  999 + COMMUNES * EACH) + can)
    done()


main()
