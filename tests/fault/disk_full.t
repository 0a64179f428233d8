#!/usr/bin/env python3
"""disk_full.t - the database's disk is full while reports are sent

Whoever sends is told so; nothing is there by half; when there is space again it
goes on, with the same workers.  The server itself may give up: InnoDB does when
it cannot roll back.  Whatever keeps it alive in an installation starts it again.
"""
# timeout: 300
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private, wait_until
from tap import done, eq, note, ok, skip_all

SIZE, SPARE = 160 << 20, 1 << 20


class SmallDisk:
    """The data of a server on a file system of its own, nearly full."""

    def __init__(self, at):
        self.db, self.folder = at.db, at.folder + '/small'
        at.db.stop()
        used = int(subprocess.check_output(
            ['du', '-sk', at.db.data]).split()[0]) << 10
        os.mkdir(self.folder)
        self.mounted = subprocess.run(
            ['mount', '-t', 'tmpfs', '-o', 'size=%d' % (used + SIZE),
             'tmpfs', self.folder], stderr=subprocess.PIPE).returncode == 0
        if self.mounted:
            shutil.copytree(at.db.data, self.folder + '/db')
            at.db.data = self.folder + '/db'
            at.db.start()

    def fill(self, spare):
        """No more than so many bytes are left."""
        with open(self.folder + '/ballast', 'wb') as f:
            while True:
                free = os.statvfs(self.folder)
                size = free.f_bavail * free.f_bsize - spare
                if size <= 0:
                    return
                try:  # in pieces: the server is writing as well
                    os.posix_fallocate(f.fileno(), f.tell(),
                                       min(size, 256 << 10))
                except OSError:
                    return
                f.seek(0, os.SEEK_END)

    def empty(self):
        os.unlink(self.folder + '/ballast')

    def close(self):
        if self.mounted:
            self.db.stop()
            subprocess.run(['umount', self.folder], check=True)
        self.mounted = False


def goes_on(at, offices):
    """Work is done again; a server that gave up is started again."""
    goal = len(offices.ledger.acked()) + 20

    def done_it():
        if at.db.process.poll() is not None:
            note('the server gave up')
            at.db.start()
        return len(offices.ledger.acked()) >= goal

    return wait_until(done_it, 60)


def run(at, disk):
    country, ledger = filing.Country(at), filing.Ledger()
    with filing.Offices(country, ledger, 6) as offices:
        first = [w.pid for k in offices.keepers for w in k.program.workers]
        offices.wait_acts(20)
        for spare in (SPARE, 0):
            before = ledger.refused
            try:
                disk.fill(spare)
                ok(wait_until(lambda: ledger.refused > before + 30, 60),
                   'the disk is full: those who write are told to wait')
            finally:
                disk.empty()
            ok(goes_on(at, offices), 'there is space again: work goes on')
        last = [w.pid for k in offices.keepers for w in k.program.workers]
    note(ledger.summary())
    eq(last, first, 'with the same workers')
    eq(ledger.odd, [], 'every act was answered')
    state = checker.State(at.db.sql)
    for name, faults in checker.verdict(state, country, ledger).items():
        eq(faults, [], name + ' 0')


def main():
    with Private(db=filing.DURABLE) as at:
        disk = SmallDisk(at)
        if not disk.mounted:
            skip_all('a file system cannot be mounted here')
        try:
            run(at, disk)
        finally:
            for p in at.programs:
                p.stop()
            disk.close()
    done()


main()
