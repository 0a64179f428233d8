#!/usr/bin/env python3
"""nth.t - the connection breaks before each statement of each write, in turn

The visitor does not notice: the write is done, once.
"""
# timeout: 600
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private
from tap import done, eq, note, ok

MOST = 80  # statements of one write on a new connection


class Breaking:
    """One write by a worker of its own, whose connection breaks."""

    def __init__(self, at, country, ledger):
        self.at, self.country = at, country
        self.offices = filing.Offices(country, ledger, 1)
        self.entry, self.review = self.offices.entry, self.offices.review
        flags = subprocess.check_output(['mariadb_config', '--cflags'],
                                        text=True).split()
        self.env = {
            'LD_PRELOAD': at.library('tests/fault/nth.c', *flags),
            'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', 'detect_leaks=0')
            + ':verify_asan_link_order=0'}

    def do(self, office, kind, unit, **env):
        """Whether it was done, and whether the connection broke."""
        act = office.prepare(kind, unit)
        name = 'entry' if kind in ('save', 'send') else 'review'
        usual = getattr(self, name)
        p = self.at.program(name, workers=0)
        w = p.start(**self.env, **env)
        setattr(self.offices, name, p)
        good = act is not None and office.carry_out(act)
        setattr(self.offices, name, usual)
        w.terminate()
        w.wait()
        self.at.programs.remove(p)
        p.stop()
        return good, 'rc=' in p.logged()


def every_statement(b, office, kind, unit, before):
    """Until there is no such statement any more; before: what leads to it."""
    last, bad = 0, []
    for n in range(1, MOST):
        for step in before:
            if not office.do(step, unit):
                bad.append((n, step))
        good, broke = b.do(office, kind, unit, NTH=str(n))
        if not good:
            bad.append(n)
        if broke:
            last = n
        elif n > last + 2:  # a BEGIN that breaks is mended without a word
            break
    eq(bad, [], '%s: done, whichever statement the connection breaks at'
       % kind)
    ok(20 < last < MOST - 3, '%s: one of %d' % (kind, last))


def main():
    ledger = filing.Ledger()
    with Private() as at:
        country = filing.Country(at, 4)
        b = Breaking(at, country, ledger)
        units = iter(country.communes)
        for kind, first, before in (
                ('save', (), ()), ('send', ('save', 'send'), ('return',)),
                ('return', (), ('send',)), ('accept', ('send', 'accept'),
                                            ('return', 'send'))):
            unit = next(units)
            office = filing.Office(b.offices, [unit], unit)
            for step in first:
                office.do(step, unit)
            every_statement(b, office, kind, unit, before)
        for kind, before in (('save', ()), ('send', ()), ('return', ()),
                             ('accept', ('send',))):
            unit = country.communes[5]
            if kind == 'save':
                office = filing.Office(b.offices, [unit], unit)
            for step in before:
                office.do(step, unit)
            good, broke = b.do(office, kind, unit, LOSE_COMMIT='1')
            ok(good and broke, kind + ': its COMMIT is done, and not answered')
        note(ledger.summary())
        eq(ledger.odd, [], 'every act was answered')
        state = checker.State(at.db.sql)
        for name, faults in checker.verdict(state, country, ledger).items():
            eq(faults, [], name + ' 0')
    done()


main()
