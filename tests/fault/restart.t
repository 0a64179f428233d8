#!/usr/bin/env python3
"""restart.t - workers are replaced while reports are sent; nobody notices

A worker that is told to leave (SIGTERM) finishes what it has begun.
"""
# timeout: 300
import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private
from tap import done, eq, note, ok


def main():
    ledger, n = filing.Ledger(), 5 * filing.how_many()
    with Private() as at:
        country = filing.Country(at)
        with filing.Offices(country, ledger, 8) as offices:
            left = 0
            for _ in range(n):
                offices.wait_acts(random.randrange(1, 4))
                left += random.choice(offices.keepers).end()
            ok(offices.wait_acts(20), 'work goes on')
        note(ledger.summary())
        eq(left, n, 'workers left in order')
        eq(sum(a.lost for a in ledger.acts.values()), 0, 'no answer is lost')
        eq(ledger.refused, 0, 'nobody is told to wait')
        eq(ledger.odd, [], 'every act was answered')
        state = checker.State(at.db.sql)
        for name, faults in checker.verdict(state, country, ledger).items():
            eq(faults, [], name + ' 0')
    done()


main()
