#!/usr/bin/env python3
"""kill_server.t - the database server dies while reports are sent

The workers stay as they are: they must find the server again by themselves.
"""
# timeout: 900
import os
import random
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private
from tap import done, eq, note, ok


def main():
    n = filing.how_many()
    ledger = filing.Ledger()
    with Private(db=filing.DURABLE) as at:
        country = filing.Country(at)
        with filing.Offices(country, ledger, 6) as offices:
            first = [w.pid for k in offices.keepers for w in k.program.workers]
            for i in range(n):
                offices.wait_acts(random.randrange(5, 30))
                at.db.stop(signal.SIGKILL)
                # now and then for longer than a worker tries again
                time.sleep((.9, .05, .6)[i % 3])
                at.db.start()
            ok(offices.wait_acts(20), 'work goes on')
            last = [w.pid for k in offices.keepers for w in k.program.workers]
        note(ledger.summary())
        note('%d times a COMMIT was not answered' % offices.logged('commit: '))
        eq(last, first, 'after %d deaths of the server the workers are the'
           ' same' % n)
        ok(len(ledger.acked('send')) > n, 'reports were sent')
        ok(ledger.refused > 0, 'clients were told that it is busy')
        eq(ledger.odd, [], 'every act was answered')
        state = checker.State(at.db.sql)
        for name, faults in checker.verdict(state, country, ledger).items():
            eq(faults, [], name + ' 0')
    done()


main()
