#!/usr/bin/env python3
"""clock.t - one clock decides: the database's

Web hosts whose clocks are wrong judge lateness, sessions and lock-outs as the
others do; what they write has the database's time.
"""
# timeout: 200
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private, Visitor, password_hash
from tap import done, eq, like, note, ok

DAY = 86400
CLOCKS = {'right': 0, 'a year ahead': 400 * DAY, 'a year behind': -400 * DAY}
PASSWORD = 'mot cau dai 2026'


class Wrong:
    """Programs with another idea of the time."""

    def __init__(self, at):
        self.at, self.library = at, at.library('tests/fault/wrong_clock.c')

    def environment(self, seconds):
        asan = os.environ.get('ASAN_OPTIONS', 'detect_leaks=0')
        return {'LD_PRELOAD': self.library, 'CLOCK_OFF': str(seconds),
                'ASAN_OPTIONS': asan + ':verify_asan_link_order=0'}

    def program(self, name, seconds):
        p = self.at.program(name, workers=0)
        p.start(**self.environment(seconds))
        return p

    def server(self, seconds):
        """The database's own clock."""
        self.at.db.stop()
        self.at.db.env = self.environment(seconds)
        self.at.db.start()


def today(at, days):
    return at.db.one('SELECT DATE(UTC_TIMESTAMP() + INTERVAL 7 HOUR)'
                     ' + INTERVAL %d DAY' % days)


def masked(answer):
    """The page without what is drawn for it."""
    text = re.sub('[0-9a-f]{64}|[0-9a-f]{32}', 'TOKEN', answer.text)
    return text.replace(answer.get('x-request-id'), 'ID')


def its_time(answer):
    """When the program thinks it is: a part of its request ids."""
    return int(answer.get('x-request-id').split('-')[0], 16)


def lateness(at, country, wrong):
    """Due yesterday, today, tomorrow; one was due yesterday and is not sent."""
    c = country.communes
    at.db.sql("UPDATE report SET due = '%s' WHERE unit_id = %d"
              % (today(at, -1), c[7]))
    for i, days in enumerate((-1, 0, 1)):
        at.db.sql("UPDATE report SET due = '%s' WHERE unit_id IN (%d, %d)"
                  % (today(at, days), c[i], c[3 + i]))
    pages = {}
    for what, seconds in CLOCKS.items():
        entry = wrong.program('entry', seconds)
        review = wrong.program('review', seconds)
        for i in range(3):
            if what == 'right':
                break
            unit = c[i] if seconds > 0 else c[3 + i]
            act = filing.Act('send', unit, country.report[unit], 1,
                             filing.figures(country.cells))
            v = country.visitor(entry, 'head', unit)
            eq(filing.send(v, act).status, 303, what + ': sent')
        pages[what] = review
    eq(at.db.sql(
        'SELECT SUM(ABS(TIMESTAMPDIFF(SECOND, x.at, UTC_TIMESTAMP())) > 60)'
        ' FROM (SELECT at FROM revision UNION ALL SELECT at FROM audit UNION'
        ' ALL SELECT first_sent FROM report WHERE first_sent IS NOT NULL'
        ' UNION ALL SELECT at FROM idem) x'), [['0']],
       'what was written has the time of the database')
    texts = {}
    for what, review in pages.items():
        a = country.visitor(review, 'head', 10).get(
            '/review/units?unit=10&regime=BENCH300&period=2026-Q3')
        eq(a.status, 200, what + ': the list')
        off = its_time(a) - time.time() - CLOCKS[what]
        ok(abs(off) < 60, what + ': its clock is')
        texts[what] = masked(a)
    for what in list(CLOCKS)[1:]:
        eq(texts[what] == texts['right'], True, what + ': the same list')
    for word in ('late', 'overdue'):
        like(texts['right'].lower(), "'badge[^>]*>[^<]*" + word,
             'the list tells who is ' + word)
    return texts['right']


def sessions(at, country, wrong):
    for what, seconds in CLOCKS.items():
        entry = wrong.program('entry', seconds)
        v = country.visitor(entry, 'head', country.communes[0])
        token = checker.sha256(v.cookies['baocao'])
        for hours, status in ((1, 200), (-1, 303)):
            at.db.sql('UPDATE session SET expires = UTC_TIMESTAMP(6) +'
                      " INTERVAL %d HOUR WHERE token = '%s'" % (hours, token))
            eq(v.get('/entry').status, status,
               '%s: a session that ends in %d h' % (what, hours))
        at.db.sql("UPDATE session SET seen = seen - INTERVAL 1 HOUR, expires ="
                  " UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE token = '%s'"
                  % token)
        eq(v.get('/entry').status, 200, what + ': it is used')
        v.get('/entry')  # when this is answered, the one before is over
        hours = int(at.db.one(
            'SELECT TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), expires) FROM'
            " session WHERE token = '%s'" % token))
        ok(700 <= hours <= 720, what + ': and goes on for twelve hours')


def signing_in(at, wrong):
    at.db.sql("INSERT INTO person_secret SELECT id, '%s', '2026-01-01' FROM"
              " person WHERE login = 'head10'" % password_hash(PASSWORD))
    for what, seconds in CLOCKS.items():
        login = wrong.program('login', seconds)
        eq(Visitor(login).login('head10', PASSWORD).status, 303,
           what + ': signing in')
        for _ in range(12):
            a = Visitor(login).login('head10', 'khong phai')
        eq(a.status, 429, what + ': locked out')
        eq(at.db.one(
            'SELECT SUM(until > UTC_TIMESTAMP() + INTERVAL 1 DAY OR until <'
            ' UTC_TIMESTAMP() - INTERVAL 1 DAY) FROM signin_fail'), '0',
           what + ': for a while')
        at.db.sql('DELETE FROM signin_fail')
    eq(at.db.one(
        'SELECT COUNT(*) FROM session WHERE made > UTC_TIMESTAMP() - INTERVAL'
        ' 1 MINUTE AND expires BETWEEN UTC_TIMESTAMP() + INTERVAL 11 HOUR AND'
        ' UTC_TIMESTAMP() + INTERVAL 721 MINUTE AND person_id = (SELECT id FROM'
        " person WHERE login = 'head10')"), str(len(CLOCKS) + 1),
       'sessions begin and end by the database')


def other_server(at, country, wrong, before):
    """If it is the database's clock that is off, everybody follows it."""
    path = '/review/units?unit=10&regime=BENCH300&period=2026-Q3'
    wrong.server(-2 * DAY)
    review = at.program('review')
    a = country.visitor(review, 'head', 10).get(path)
    ok(a.status == 200 and masked(a) != before, 'the database is behind: the'
       ' list is another')
    entry = at.program('entry')
    unit = country.communes[6]
    v = country.visitor(entry, 'head', unit)
    act = filing.Act('send', unit, country.report[unit], 1,
                     filing.figures(country.cells))
    eq(filing.send(v, act).status, 303, 'work goes on: saved and sent')
    c = checker.Check(checker.State(at.db.sql), country, filing.Ledger())
    c.chains()
    eq(c.found['BROKEN'], [], 'every chain verifies')
    wrong.server(2 * DAY)
    a = country.visitor(entry, 'head', 10).get('/entry')
    eq((a.status, 'login' in a.get('location')), (303, True),
       'the database is ahead: the session is over')


def main():
    with Private() as at:
        wrong = Wrong(at)
        country = filing.Country(at)
        at.db.sql("DELETE FROM setting WHERE name = 'clock'")
        page = lateness(at, country, wrong)
        sessions(at, country, wrong)
        signing_in(at, wrong)
        other_server(at, country, wrong, page)
    done()


main()
