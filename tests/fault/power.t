#!/usr/bin/env python3
"""power.t - the power fails while reports are sent

A killed server loses nothing that it wrote, synced or not; a power cut loses
what was not synced.  With innodb_flush_log_at_trx_commit=1, as the product asks
for, nothing that was acknowledged is lost.  With 2 it must be: a simulation in
which nothing can be lost would prove nothing.
"""
# timeout: 600
import os
import random
import shutil
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private
from tap import done, eq, note, ok

PLAIN = ('--innodb-use-native-aio=0', '--loose-innodb-log-file-mmap=OFF')


class Power:
    """The server's folder, and what of it a power cut leaves."""

    def __init__(self, at):
        self.db, self.kept = at.db, at.folder + '/kept'
        self.library = at.library('tests/fault/power.c')
        at.db.stop()
        self.on()

    def on(self):
        shutil.copytree(self.db.data, self.kept)
        self.db.env = {'LD_PRELOAD': self.library,
                       'POWER_LIVE': self.db.data, 'POWER_KEPT': self.kept}
        self.db.start()

    def cut(self):
        self.db.stop(signal.SIGKILL)
        shutil.rmtree(self.db.data)
        os.rename(self.kept, self.db.data)


def durable():
    ledger = filing.Ledger()
    with Private(db=filing.DURABLE + PLAIN) as at:
        country = filing.Country(at)
        power = Power(at)
        with filing.Offices(country, ledger, 6) as offices:
            for _ in range(filing.how_many()):
                offices.wait_acts(random.randrange(5, 25))
                power.cut()
                power.on()
            ok(offices.wait_acts(20), 'synced: work goes on')
        note(ledger.summary())
        eq(ledger.odd, [], 'synced: every act was answered')
        state = checker.State(at.db.sql)
        for name, faults in checker.verdict(state, country, ledger).items():
            eq(faults, [], 'synced: %s 0' % name)


def careless():
    """What is lost with 2."""
    ledger = filing.Ledger()
    with Private(db=('--innodb-flush-log-at-trx-commit=2', *PLAIN)) as at:
        country = filing.Country(at)
        power = Power(at)
        with filing.Offices(country, ledger, 6) as offices:
            offices.wait_acts(40)
            power.cut()
            offices.give_up.set()
        power.on()
        note(ledger.summary())
        state = checker.State(at.db.sql)
        return checker.verdict(state, country, ledger)


def main():
    durable()
    for _ in range(5):  # it syncs once a second, perhaps just now
        found = careless()
        if found['LOST']:
            break
    note('%d of them' % len(found['LOST']))
    ok(found['LOST'], 'not synced: acknowledged acts are lost')
    for name in ('DOUBLED', 'PHANTOM', 'TORN', 'BROKEN'):
        eq(found[name], [], 'but not by half: %s 0' % name)
    done()


main()
