#!/usr/bin/env python3
"""audit_reads.t - what a search of a large record reads, in rows

200,000 entries over nine months, in 3,300 units and the chains of none.  Most
are of a few kinds, a machine and a proxy have very many of them, and what is
rare is the oldest.  Counted is what the server read for one page or one file,
not how long it took, for every filter and for those that may be chosen
together.
"""
# timeout: 300
import itertools
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor
from country import Country
from tap import done, eq, like, note, ok

N = 200000
COMMUNES, PROVINCE = 3300, 97  # of one province
RARE, PROXY, OFTEN = '203.0.113.9', '10.0.0.1', 4711  # the machine's number
ALWAYS = "'1000-01-01', '9999-12-31'"
PAGE = 50
EXACT = 20 * PAGE      # rows read where an index answers
LOOK = 2000            # entries that a page looks through otherwise
TOGETHER = 5 * LOOK    # rows read for that: keys, entries, their scope
FILE = 10 * 20000      # ... for a file, which has 20,000 at most


def country(db):
    """The communes of two provinces, and who audits one, and a commune."""
    seq = 'WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s' \
          ' WHERE n < %d) '
    text = ['SET SESSION max_recursive_iterations = 1000000',
            "INSERT INTO unit " + seq % (COMMUNES - 1) +
            "SELECT 2000 + n, 'own', 2000 + n, 'commune', CONCAT('Nơi ', n),"
            " CONCAT('noi ', n), CONCAT('noi ', n), %s FROM s" % ALWAYS]
    for above, depth, last in (('2000 + n', 0, COMMUNES), ('1', 2, COMMUNES),
                               ('11', 1, COMMUNES), ('10', 1, PROVINCE)):
        text.append("INSERT IGNORE INTO unit_above " + seq % (last - 1) +
                    'SELECT 1, 2000 + n, %s, %d, %s FROM s WHERE %s' % (
                        above, depth, ALWAYS, 'n >= %d' % PROVINCE
                        if above == '11' else 'true'))
    text.append("INSERT INTO access (person_id, role, unit_id, valid_from,"
                " valid_to) VALUES (%d, 9, 2007, %s)" % (
                    fixture.person_id('norole'), ALWAYS))
    text.append("INSERT INTO person (id, login, name, search, created)"
                " VALUES (%d, 'machine', 'Máy', 'may', '2026-01-01')" % OFTEN)
    db.sql(';\n'.join(text))


def record(db):
    """Entry n is the n-th; what is rare is at the beginning."""
    kind = 'CASE WHEN n < 5 THEN %s WHEN n %% 10 < 4 THEN %s' \
           ' WHEN n %% 10 = 4 THEN %s WHEN n %% 10 < 8 THEN %s ELSE %s END'
    of_unit = 'n % 10 <= 4'
    db.sql('SET SESSION max_recursive_iterations = 1000000; INSERT INTO audit'
           ' (stream, seq, format, at, person_id, role, act, object, object_id,'
           ' request, address, address_salt, salt, detail, body_sha, prev,'
           ' hash, seal_no) WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT'
           ' n + 1 FROM s WHERE n < %d) SELECT IF(%s, 2000 + n * 7919 DIV 10 %%'
           " %d, -40 - n %% 16), 1000 + n, 3, '2026-01-01' + INTERVAL n * 2"
           ' MINUTE, CASE WHEN n %% 4 = 0 THEN %d ELSE 1 + n %% 13 END,'
           " 'clerk', %s, %s, 100000 + n %% 50000, CONCAT('r-', n),"
           " CASE WHEN n < 3 THEN '%s' WHEN n %% 5 = 0 THEN '%s' ELSE"
           " CONCAT('10.1.', n %% 199, '.', n %% 97) END, 'aa', 'bb', '', '',"
           " '', '', 1 + n DIV 5000 FROM s" % (
               N - 1, of_unit, COMMUNES, OFTEN,
               kind % ("'undo-reason'", "'save'", "'accept'", "'read'",
                       "'signin'"),
               kind % ("'reform'", "'report'", "'report'", "'page'",
                       "'person'"), RARE, PROXY))
    db.sql('ANALYZE TABLE audit, unit, unit_above, access, person')


def reads(db):
    return {name: int(n) for name, n in db.sql(
        "SHOW GLOBAL STATUS LIKE 'Handler_read%'")}


class Reader:
    """Somebody who asks, and what it costs."""

    def __init__(self, at, login, programs):
        self.db, self.programs = at.db, programs
        self.login = login
        self.v = Visitor(programs['login'])
        self.v.cookies['lang'] = 'en'
        self.v.login(login, fixture.PASSWORD)

    def asks(self, path, most, program='audit', status=200):
        self.v.program = self.programs[program]
        before = reads(self.db)
        a = self.v.get(path)
        after = reads(self.db)
        n = sum(after[k] - before[k] for k in after
                if k != 'Handler_read_retry')
        line = self.v.program.line(a)
        ok(a.status == status and n <= most, '%s %s: %d rows of at most %d' % (
            self.login, path, n, most))
        note('%s statements, %s us' % (line['stmts'], line['us']))
        return a


def rows(a):
    return len(re.findall("<tr><th scope='row'", a.text))


WHERE = {  # what a filter says, in SQL
    'who=machine': 'person_id = %d' % OFTEN, 'who=clerk1': 'person_id = 1',
    'unit=commune/2004': 'stream = 2004',
    'act=accept': "act = 'accept'", 'act=undo-reason': "act = 'undo-reason'",
    'act=read': "act = 'read'", 'act=signin': "act = 'signin'",
    'object=reform': "object = 'reform'", 'object=page': "object = 'page'",
    'object=report': "object = 'report'", 'number=100004': 'object_id = 100004',
    'address=' + RARE: "address = '%s'" % RARE,
    'address=' + PROXY: "address = '%s'" % PROXY,
    'address=198.51.100.1': 'false', 'request=r-17': "request = 'r-17'",
    'from=01/02/2026&to=02/02/2026':
        "at >= '2026-01-31 17:00:00' AND at < '2026-02-02 17:00:00'",
    'to=02/01/2026': "at < '2026-01-02 17:00:00'",
    'from=01/09/2026': "at >= '2026-08-31 17:00:00'",
    'from=01/01/2020&to=02/01/2020': 'false',
}
# One thing of each kind that may be chosen, for those chosen together.
KINDS = (('who=machine', 'who=clerk1'), ('unit=commune/2004',),
         ('act=accept', 'act=undo-reason', 'act=signin'),
         ('object=report', 'object=page', 'object=reform'),
         ('number=100004',), ('address=' + PROXY, 'address=' + RARE),
         ('from=01/02/2026&to=02/02/2026', 'to=02/01/2026'),
         ('request=r-17',))
MINE = {'auditor1': 'true', 'norole': 'stream = 2007',
        'auditor10': 'stream BETWEEN 2000 AND %d' % (1999 + PROVINCE)}


def places(text):
    """Of the entries that were there at the beginning."""
    found = re.findall(r'/audit/entry\?stream=(-?\d+)&amp;seq=(\d+)', text)
    return [(int(a), int(b)) for a, b in found if int(b) >= 1000]


def wanted(reader, query, limit=0):
    said = [WHERE[q] for q in query] + [MINE[reader.login], 'seq >= 1000']
    return [(int(a), int(b)) for a, b in reader.db.sql(
        'SELECT stream, seq FROM audit WHERE %s ORDER BY at DESC, stream DESC,'
        ' seq DESC%s' % (' AND '.join(said),
                         ' LIMIT %d' % limit if limit else ''))]


def pages(reader, query, most, limit=3):
    """The first pages, by the link to what is older; whether that is all."""
    found, path = [], '/audit?' + '&'.join(query)
    for i in range(limit):
        a = reader.asks(path, most)
        found += places(a.text)
        older = re.search(r"href='(/audit\?[^']*before=[^']*)'[^>]*>(Older|"
                          'Look further back)<', a.text)
        if older is None:
            return found, True
        eq('not been searched yet' in a.text, older[2] != 'Older',
           'and says whether it has looked at what is older')
        eq('To the latest' in a.text, i > 0, 'with the way back')
        path = older[1].replace('&amp;', '&')
    return found, False


def alone(reader):
    """One filter: an index answers, and what is found is what is there."""
    for query in [()] + [(q,) for q in WHERE]:
        found, all_of = pages(reader, query, EXACT, 2)
        must = wanted(reader, query, 0 if all_of else len(found))
        ok(found == must, '%s: these %d entries' % (query, len(must)))


def together(reader, most, *sizes):
    """Several filters: whatever is not found is said."""
    for n in sizes:
        for kinds in itertools.combinations(KINDS, n):
            for query in itertools.product(*kinds):
                found, all_of = pages(reader, query, most, 1)
                must = wanted(reader, query, 0 if all_of else len(found))
                ok(found == must, '%s: these %d entries%s' % (
                    query, len(must), '' if all_of else ', and there are more'))


def further(reader):
    """Back to the end, as far as it is: everything is found once."""
    query = ('who=machine', 'object=page', 'address=' + PROXY)
    found, all_of = pages(reader, query, TOGETHER, 400)
    ok(all_of and found == wanted(reader, query), 'all %d of them' % len(found))


def files(reader):
    """A file is whole, or there is none."""
    for query, whole in ((('act=undo-reason',), True), (('act=accept',), True),
                         (('address=' + RARE, 'object=reform'), True),
                         (('to=02/01/2026', 'act=read'), True),
                         (('act=read',), False), ((), False),
                         (('who=machine', 'object=page', 'act=signin'), True)):
        path = '/audit/file/record.jsonl?' + '&'.join(query)
        must = wanted(reader, query)
        a = reader.asks(path, FILE, 'audit_file', 200 if whole else 422)
        if whole:
            rows = [json.loads(line) for line in a.text.splitlines()]
            ok([(r['chain'], r['seq']) for r in rows if r['seq'] >= 1000] ==
               must, '%s: the %d entries' % (query, len(must)))
        else:
            like(a.text, r'goes back to \d\d:\d\d \d\d/\d\d/2026. Choose days after',
                 'no file, and from where on there can be one')


def by_hand(at):
    """The command line: what it writes, and not what there is."""
    folder = at.folder
    for argv, written, most in (
            (('tail', '30'), 30, 200),
            (('tail', '30', '--chain', '2004'), 30, 200),
            (('export', folder + '/a', '--from', '2026-02-01', '--to',
              '2026-02-02'), 1440, 6 * 1440),
            (('export', folder + '/b', '--chain', '2004'), 31, 300),
            (('export', folder + '/c', '--chain', '2004', '--from',
              '2026-02-01', '--to', '2026-02-02'), 0, 100)):
        before = sum(reads(at.db).values())
        at.tool('audit', *argv)
        n = sum(reads(at.db).values()) - before
        ok(n <= most, 'audit %s: %d rows of at most %d' % (
            ' '.join(argv).replace(folder + '/', ''), n, most))
        if argv[0] == 'export':
            with open(argv[1], encoding='utf-8') as f:
                rows = [json.loads(line) for line in f]
            places = [(r['entry']['stream'], r['entry']['seq']) for r in rows]
            eq((len(rows), places), (written, sorted(places)),
               'in their order')


def history(reader, report):
    """What happened to a report is found by its number; and to a figure."""
    for act, n in (('accept', 20), ('save', 400)):
        reader.db.sql(
            'INSERT INTO audit (stream, seq, at, person_id, act, object,'
            ' object_id, request, detail, prev, hash) WITH RECURSIVE s(n) AS'
            ' (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %d) SELECT'
            " 100, %d + n, '2026-03-01', 1, '%s', 'report', %d, 'x', '', '', ''"
            ' FROM s' % (n, 5000 + n, act, report))
    a = reader.asks('/audit/report?figure=1&cell=0&id=%d' % report, 2000,
                    'history')
    eq(rows(a), 200, 'the latest of them')


def waiting(reader):
    """Without a sealer all of it waits, and a page does not count it."""
    reader.db.sql('UPDATE audit SET seal_no = NULL')
    a = reader.asks('/audit', EXACT)
    like(a.text, 'More than 200 entries wait', 'but says that there are many')


def main():
    with Private() as at:
        small = Country(at)
        country(at.db)
        record(at.db)
        programs = {p: at.program(p) for p in (
            'login', 'audit', 'audit_file', 'history')}
        readers = {login: Reader(at, login, programs) for login in MINE}
        for reader in readers.values():
            reader.asks('/audit', 10 * N)  # the session is new
        top = readers['auditor1']
        alone(top)
        together(top, TOGETHER, 2, 3)
        further(top)
        files(top)
        for login in ('norole', 'auditor10'):
            together(readers[login], TOGETHER, 1, 2)
        by_hand(at)
        history(top, small.ids[3])
        waiting(top)
    done()


main()
