#!/usr/bin/env python3
"""explain.t - an error stops a report, a warning is explained

With plain forms only: the sender sees the warning, has to explain it, and the
receiver reads both.
"""
# timeout: 200
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import SOURCE, Private, Visitor, sha256
from tap import done, eq, like, ok, unlike

CELL = 'c2'   # row R1 of tests/core/LANG.xml
WHY = 'Mưa lũ kéo dài <trong tháng 9>.'


def open_period(at):
    fixture.load(at.db)
    for path in ('sql/seed/form/XLD01.xml', 'tests/core/LANG.xml'):
        at.tool('form', 'load', SOURCE + '/' + path)
    at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made) VALUES"
              " ('run', '%s', 'run', 1, '2026-01-01')" % sha256('run'))
    at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % fixture.TODAY)
    eq(Visitor(at.program('cron')).get('/cron/run?key=run').status, 200,
       'the period is opened')
    return int(at.db.one(
        "SELECT r.id FROM report r JOIN regime g ON g.id = r.regime_id JOIN"
        " period p ON p.id = r.period_id WHERE g.code = 'LANG' AND"
        " r.unit_id = 100 AND p.code = '2026-Q3'"))


def before(at, report):
    """What was accepted the quarter before."""
    at.db.sql("INSERT INTO period (kind, code, starts, ends) VALUES"
              " ('quarter', '2026-Q2', '2026-03-15', '2026-06-14')")
    at.db.sql("INSERT INTO report (regime_id, regime_version_id, period_id,"
              " unit_id, receiver_id, form_id, state, due, version, changed)"
              " SELECT r.regime_id, r.regime_version_id, p.id, r.unit_id,"
              " r.receiver_id, r.form_id, 'accepted',"
              " '2026-06-20', 2, '2026-06-20' FROM report r JOIN period p ON"
              " p.code = '2026-Q2' WHERE r.id = %d" % report)
    at.db.sql("INSERT INTO revision (report_id, no, form_id, person_id, at,"
              " body, sha, prev) SELECT r.id, 1, r.form_id, 1, '2026-06-18',"
              " '{}', '', '' FROM report r JOIN period p ON p.id ="
              " r.period_id AND p.code = '2026-Q2'")
    at.db.sql("UPDATE report r JOIN revision k ON k.report_id = r.id SET"
              " r.accepted_id = k.id, r.revision_id = k.id")
    at.db.sql("INSERT INTO fact (revision_id, item_id, part, unit_id,"
              " period_id, value) SELECT k.id, i.id, w.part, r.unit_id,"
              " r.period_id, 80 FROM revision k JOIN report r ON r.id ="
              " k.report_id JOIN item i ON i.code = 'LANG.1.V' JOIN (SELECT 0"
              " AS part UNION ALL SELECT 1) w")


def visitor(at, login, program):
    v = Visitor(at.program('login'))
    v.cookies['lang'] = 'en'
    v.login(login, fixture.PASSWORD)
    v.program = at.program(program)
    return v


def sends(v, report, figure, **more):
    v.get('/entry/form?id=%d' % report)
    return v.send(report, {CELL: figure}, **more)


def sender(at, report):
    v = visitor(at, 'head100', 'entry')
    a = sends(v, report, '6000', confirmed='1', reason=WHY)
    eq(a.status, 422, 'an error stops it, whatever is said')
    like(a.text, r'The figure is too large\. .*\(Check TRAN\.\) Correct it '
         'before you send', 'and says which check it was')
    unlike(a.text, "name='confirmed'", 'there is nothing to confirm')
    a = sends(v, report, '200')
    eq(a.status, 422, 'a warning is shown')
    like(a.text, r'is 200; in the period before it was 80: 150 % more',
         'with both figures')
    like(a.text, "name='confirmed'", 'it can be confirmed')
    like(a.text, r'Explanation for the receiver \(required\)',
         'and has to be explained')
    eq(sends(v, report, '200', reason=WHY).status, 422,
       'nor is it sent by whom has not said that it is right')
    for why in ('', ' \r\n '):
        a = sends(v, report, '200', confirmed='1', reason=why)
        eq(a.status, 422, 'without an explanation it is not sent')
        like(a.text, 'Please explain the warnings', 'that is said')
        like(a.text, "name='confirmed'[^>]* checked",
             'what was confirmed stays so')
    eq(at.db.one("SELECT state FROM report WHERE id = %d" % report), 'draft',
       'what was typed is kept, and nothing sent')
    a = sends(v, report, '200', confirmed='1', reason=WHY)
    eq(a.status, 303, 'with one it is')


def receiver(at, report):
    v = visitor(at, 'head10', 'review')
    like(v.get('/review/units?unit=10&regime=LANG&period=2026-Q3').text,
         r"/unit\?id=100&(amp|#38);day=2026-09-14'>\w+<",
         'of each unit there is a way to its page')
    like(v.get('/review').text, r"/unit\?id=10&(amp|#38);day=2026-09-14'>Tỉnh An<",
         'of the one that receives, too')
    a = v.get('/review/report?id=%d' % report)
    eq(a.status, 200, 'the receiver')
    like(a.text, '150 % more', 'reads the warning')
    like(a.text, 'The sender explains the warnings: Mưa lũ kéo dài &lt;trong',
         'and the explanation, escaped')
    ok(len(re.findall('150 % more', a.text)) < 4, 'once at each place')
    # Facts change; what was sent does not.
    at.db.sql("UPDATE fact SET value = 199")
    like(v.get('/review/report?id=%d' % report).text, '150 % more',
         'as it was when it was sent')
    like(v.get('/review/revision?id=%d&no=1' % report).text, '150 % more',
         'and in the revision')


with Private() as at:
    report = open_period(at)
    before(at, report)
    sender(at, report)
    receiver(at, report)
done()
