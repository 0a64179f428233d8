#!/usr/bin/env python3
"""control.t - the checker of the kill tests finds each kind of damage

A checker that finds nothing proves something only if it would have found it.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private
from tap import done, eq, note, ok

# {r}: a report that was sent twice and accepted, {k}: its last revision, {was}:
# the one before, {u}: its unit, {key} and {sha}: of its last sending.  The
# centre's, {top}, adds up the provinces'; one of them, {sum}, adds up this one.
# Which classes must say so; others may as well.
DAMAGE = [
    ('an acknowledged revision is gone', 'LOST',
     'DELETE FROM revision WHERE id = {k}'),
    ('a whole sending is gone', 'LOST',
     'DELETE FROM revision WHERE id = {k};'
     'DELETE FROM report_event WHERE revision_id = {k};'
     'DELETE FROM fact WHERE revision_id = {k};'
     "DELETE FROM idem WHERE id = '{key}';"
     "DELETE FROM audit WHERE object_id = {r} AND detail LIKE '%{sha}%'"),
    ('the key of an acknowledged act is gone', 'LOST',
     "DELETE FROM idem WHERE id = '{key}'"),
    ('a return is gone', 'LOST',
     "DELETE FROM report_event WHERE report_id = {r} AND act = 'return'"
     ' ORDER BY id LIMIT 1'),
    ('a figure is another', 'WRONG',
     "UPDATE revision SET body = REPLACE(body, '\"c\":7,\"n\":\"',"
     " '\"c\":7,\"n\":\"1') WHERE id = {k}"),
    ('a figure is another, and the hash is made to fit', 'WRONG',
     "UPDATE revision SET body = REPLACE(body, '\"c\":7,\"n\":\"',"
     " '\"c\":7,\"n\":\"1') WHERE id = {k};"
     "UPDATE revision SET sha = SHA2(CONCAT(prev, CHAR(10), body), 256)"
     ' WHERE id = {k}'),
    ('a fact is another', 'WRONG',
     'UPDATE fact SET value = value + 1 WHERE revision_id = {k} LIMIT 1'),
    ('a figure of the draft is another', 'WRONG',
     'UPDATE draft SET num = num + 1 WHERE report_id = {r} LIMIT 1'),
    ('a total is another, and the hash is made to fit', 'WRONG',
     'UPDATE revision SET body = REPLACE(body, \'"total":[{{"c":{c},"n":"\','
     ' \'"total":[{{"c":{c},"n":"1\') WHERE id = {sum};'
     'UPDATE revision SET sha = SHA2(CONCAT(prev, CHAR(10), body), 256)'
     ' WHERE id = {sum}'),
    ('what was added up is gone from the list', 'WRONG',
     'UPDATE revision SET body = REPLACE(body, \'"state":"accepted"\','
     ' \'"state":"sent"\') WHERE id = {sum}'),
    ('a total among the facts is another', 'WRONG',
     'UPDATE fact SET value = value + 1 WHERE revision_id = {top} AND part = 1'
     ' LIMIT 1'),
    ('a sending is there twice', 'DOUBLED',
     'INSERT INTO revision (report_id, no, form_id, person_id, at, body, sha,'
     ' prev) SELECT report_id, no + 1, form_id, person_id, at, body,'
     ' SHA2(CONCAT(sha, CHAR(10), body), 256), sha FROM revision'
     ' WHERE id = {k}'),
    ('a return is there twice', 'DOUBLED',
     'INSERT INTO report_event (report_id, act, person_id, at, revision_id,'
     ' reason) SELECT report_id, act, person_id, at, revision_id, reason'
     " FROM report_event WHERE report_id = {r} AND act = 'return' LIMIT 1"),
    ('a revision that nobody sent', 'PHANTOM',
     'INSERT INTO revision (report_id, no, form_id, person_id, at, body, sha,'
     " prev) SELECT report_id, no + 1, form_id, person_id, at,"
     " REPLACE(body, '\"c\":7,\"n\":\"', '\"c\":7,\"n\":\"1'), sha, sha"
     ' FROM revision WHERE id = {k}'),
    ('a key that nobody used', 'PHANTOM',
     "INSERT INTO idem SELECT REPEAT('0', 32), person_id, content, location,"
     " at FROM idem WHERE id = '{key}'"),
    ('an audit row is gone', 'TORN BROKEN',
     'DELETE FROM audit WHERE object_id = {r} ORDER BY seq LIMIT 1'),
    ('an audit row says something else', 'TORN BROKEN',
     "UPDATE audit SET detail = 'revision=1; sha=0' WHERE object_id = {r}"
     " AND act = 'send' LIMIT 1"),
    ('an audit row names somebody else', 'BROKEN',
     'UPDATE audit SET person_id = person_id + 1 WHERE object_id = {r}'
     ' LIMIT 1'),
    ('the last audit row is gone, and the head fits', 'TORN',
     'DELETE FROM audit WHERE stream = {u} ORDER BY seq DESC LIMIT 1;'
     'UPDATE audit_head h JOIN audit a ON a.stream = h.stream AND a.seq ='
     ' h.seq - 1 SET h.seq = a.seq, h.hash = a.hash WHERE h.stream = {u}'),
    ('a whole chain is gone', 'TORN',
     'DELETE FROM audit WHERE stream = {u};'
     'DELETE FROM audit_head WHERE stream = {u}'),
    ('a revision is not linked to the one before', 'BROKEN',
     'UPDATE revision SET prev = REPEAT(0, 64) WHERE id = {k}'),
    ('a report is sent without a revision', 'TORN',
     "UPDATE report SET state = 'sent', accepted_id = NULL,"
     ' revision_id = NULL WHERE id = {r}'),
    ('the report points to the revision before', 'TORN',
     'UPDATE report SET revision_id = {was} WHERE id = {r}'),
    ('an event is missing', 'TORN',
     'DELETE FROM report_event WHERE revision_id = {k} LIMIT 1'),
    ('a key is left over from an act that was undone', 'TORN',
     'DELETE FROM report_event WHERE report_id = {r} AND revision_id = {k}'
     " AND act = 'accept';"
     "UPDATE report SET state = 'sent', accepted_id = NULL WHERE id = {r};"
     'DELETE FROM fact WHERE revision_id = {k}'),
    ('facts without acceptance', 'TORN',
     'INSERT INTO fact (revision_id, item_id, part, unit_id, period_id, value)'
     ' SELECT {was}, item_id, part, unit_id, period_id, value'
     ' FROM fact WHERE revision_id = {k}'),
    ('acceptance with half of its facts', 'TORN',
     'DELETE FROM fact WHERE revision_id = {k} AND part = 1'),
    ('the version went back', 'TORN',
     'UPDATE report SET version = version - 1 WHERE id = {r}'),
]


def rows(session):
    def sql(query):
        return [line.split('\t') for line in session.run(query)]
    return sql


def victim(db, country, ledger, unit):
    """A report that was sent, returned, sent again and accepted."""
    r = country.report[unit]
    was, k = [row[0] for row in db.sql(
        'SELECT id FROM revision WHERE report_id = %d ORDER BY no' % r)]
    last = [a for a in ledger.acked('send') if a.report == r][-1]
    total, top = [db.one('SELECT revision_id FROM report WHERE unit_id = %d'
                         % u) for u in (country.parent[unit], 1)]
    return dict(r=r, k=k, was=was, u=unit, sha=last.sha, key=last.key,
                sum=total, top=top, c=country.cells[0])


def main():
    ledger = filing.Ledger()
    with Private() as at:
        country = filing.Country(at, 2)
        unit, *others = country.communes
        with filing.Offices(country, ledger, 3, units=others) as offices:
            above = country.parent[unit]
            office = filing.Office(offices, [unit, above, 1], 7)
            for kind, who in (('save', unit), ('send', unit), ('return', unit),
                              ('send', unit), ('accept', unit),
                              ('send', above), ('accept', above), ('send', 1)):
                ok(office.do(kind, who), '%s %d' % (kind, who))
            offices.wait_acts(10)
        note(ledger.summary())
        known = victim(at.db, country, ledger, unit)
        session = at.db.session()
        sql = rows(session)
        for what, classes, damage in DAMAGE:
            session.run('START TRANSACTION; ' + damage.format(**known))
            found = checker.verdict(checker.State(sql), country, ledger)
            session.run('ROLLBACK')
            said = [name for name in found if found[name]]
            ok(set(classes.split()) <= set(said), what + ': ' + ' '.join(said))
        found = checker.verdict(checker.State(sql), country, ledger)
        session.close()
        eq(sum(found.values(), []), [], 'without damage there is nothing')
        eq(ledger.odd, [], 'every act was answered')
    done()


main()
