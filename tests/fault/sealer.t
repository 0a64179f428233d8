#!/usr/bin/env python3
"""sealer.t - several sealers at once, killed at any moment, while reports are
sent: each entry is sealed once, no writer waits, and what died is healed"""
# timeout: 300
import json
import os
import random
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import BUILD, Private
from tap import done, eq, note, ok


class Sealer(threading.Thread):
    """Seals again and again; every other run is killed at a random moment."""

    def __init__(self, at, seed):
        super().__init__(daemon=True)
        self.at, self.rng = at, random.Random(seed)
        self.closing = threading.Event()
        self.runs = self.killed = 0
        self.failed = []

    def run(self):
        env = self.at.environment(self.at.base_conf, {'LANG': 'en'})
        while not self.closing.is_set():
            p = subprocess.Popen([BUILD + '/tool/baocao', 'audit', 'seal'],
                                 env=env, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT)
            self.runs += 1
            if self.rng.random() < .5:
                try:
                    p.wait(self.rng.random() * .25)
                except subprocess.TimeoutExpired:
                    p.kill()
                    self.killed += 1
            out = p.communicate()[0].decode()
            if p.returncode not in (0, -9):
                self.failed.append(out)
            time.sleep(self.rng.random() * .05)


class Verifier(threading.Thread):
    """Verifies again and again, all of it and what is new in turns."""

    def __init__(self, at):
        super().__init__(daemon=True)
        self.at = at
        self.closing = threading.Event()
        self.runs, self.entries, self.found = 0, [], []

    def run(self):
        env = self.at.environment(self.at.base_conf, {'LANG': 'en'})
        while not self.closing.is_set():
            more = [[], ['--resume']][self.runs % 2]
            p = subprocess.run([BUILD + '/tool/baocao', '--json', 'verify',
                                *more], env=env, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)
            self.runs += 1
            said = json.loads(p.stdout) if p.returncode in (0, 1) else {
                'broken': p.stdout.decode(), 'entries': 0}
            if p.returncode != 0:
                self.found.append(said['broken'])
            elif not more:
                self.entries.append(said['entries'])


def main():
    n = filing.how_many() * 10
    ledger = filing.Ledger()
    with Private() as at:
        at.conf.update(anchor_file=at.folder + '/anchors',
                       sign_key=at.folder + '/sign.key')
        at.base_conf = at.write_conf('baocao.conf', {})
        at.tool('sign', 'init')
        country = filing.Country(at, 3)
        sealers = [Sealer(at, i) for i in range(3)]
        with filing.Offices(country, ledger, 4) as offices:
            verifier = Verifier(at)
            for s in (*sealers, verifier):
                s.start()
            offices.wait_acts(n)
            while verifier.is_alive() and (
                    verifier.runs < 6 or sum(s.killed for s in sealers) < 4):
                time.sleep(.05)  # offices go on meanwhile
            for s in (*sealers, verifier):
                s.closing.set()
            for s in (*sealers, verifier):
                s.join()
        note('verified %d times meanwhile, of %s entries' % (
            verifier.runs, verifier.entries))
        eq(verifier.found, [], 'no run beside all that found anything')
        ok(verifier.runs > 4 and len(set(verifier.entries)) > 1,
           'they ran while entries came')
        note('%d runs of sealers, %d of them killed; %d seals' % (
            sum(s.runs for s in sealers), sum(s.killed for s in sealers),
            int(at.db.one('SELECT COUNT(*) FROM seal'))))
        note(ledger.summary())
        ok(sum(s.killed for s in sealers) > 3, 'sealers were killed')
        eq(sum((s.failed for s in sealers), []), [], 'the others did it')
        late = at.db.one(
            'SELECT COUNT(*) FROM audit a JOIN audit b ON b.at < a.at AND'
            ' b.seal_no > a.seal_no')
        note('%s pairs were sealed in another order than they happened' % late)
        at.tool('audit', 'seal')
        eq(at.db.one('SELECT COUNT(*) FROM audit WHERE seal_no IS NULL'), '0',
           'what was left is sealed by the next run')
        said = json.loads(at.tool('--json', 'verify'))
        eq((said['broken'], said['unanchored']), ([], 0),
           'every link holds, and every seal is anchored')
        eq(said['sealed'], said['entries'], 'each entry is in one seal')
        state = checker.State(at.db.sql)
        for name, faults in checker.verdict(state, country, ledger).items():
            eq(faults, [], name + ' 0')
        eq(ledger.odd, [], 'every act was answered')
        with open(at.folder + '/anchors') as f:
            numbers = [int(line.split()[0]) for line in f if
                       len(line.split()) == 5]
        eq(sorted(set(numbers)), list(range(1, len(state.seals) + 1)),
           'the anchors have each of them')
    done()


main()
