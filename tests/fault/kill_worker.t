#!/usr/bin/env python3
"""kill_worker.t - workers die while reports are sent, and nothing is lost"""
# timeout: 600
import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private
from tap import done, eq, note, ok

WAYS = ('random', 'before_commit', 'after_commit')


def kill_all(offices, n):
    """In turn, in every way, with some work done in between."""
    for i in range(n):
        for way in WAYS:
            offices.wait_acts(random.randrange(1, 6))
            keeper = random.choice(offices.keepers)
            if way == 'random':
                keeper.kill()
            else:
                keeper.kill_at(way)
    offices.wait_acts(20)


def main():
    n = filing.how_many()
    ledger = filing.Ledger()
    with Private(db=filing.DURABLE) as at:
        country = filing.Country(at)
        with filing.Offices(country, ledger, 6) as offices:
            kill_all(offices, n)
        state = checker.State(at.db.sql)
        killed = {way: sum(k.killed.get(way, 0) for k in offices.keepers)
                  for way in WAYS}
        note(ledger.summary())
        note('%d revisions, %d facts, %d audit rows' % (
            len(state.revisions), len(state.facts), len(state.audits)))
        note('%d times what is below was added up' % sum(
            '"state":"accepted"' in k.body for k in state.revisions))
        for way in WAYS:
            eq(killed[way], n, 'workers killed: ' + way)
        ok(len(ledger.acked('send')) > n, 'reports were sent')
        ok(any(a.lost and a.location for a in ledger.acts.values()),
           'answers were lost, and came when asked for again')
        eq(ledger.odd, [], 'every act was answered')
        for name, faults in checker.verdict(state, country, ledger).items():
            eq(faults, [], name + ' 0')
    done()


main()
