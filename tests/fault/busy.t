#!/usr/bin/env python3
"""busy.t - locks, a frozen server, a frozen worker, too many connections

Whoever waits too long is told so in bounded time, and nobody loses anything.
"""
# timeout: 600
import concurrent.futures
import glob
import os
import random
import signal
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private, wait_until
from tap import done, eq, like, note, ok

# The longest that anybody waits here, see app.c and db.c: for an answer, and
# for a new connection after that.
BOUND = 11
PEOPLE = 20


class Timed:
    """An answer and how long it took."""

    def __init__(self, ask):
        began = time.monotonic()
        self.answer = ask()
        self.seconds = time.monotonic() - began


def later(ask):
    """On a thread of its own: a future of Timed."""
    pool = concurrent.futures.ThreadPoolExecutor(1)
    got = pool.submit(Timed, ask)
    pool.shutdown(wait=False)
    return got


def refused(got, what, bound=BOUND):
    eq(got.answer.status, 503, what + ': 503')
    ok(int(got.answer.get('retry-after') or 0) > 0, what + ': Retry-After')
    ok(got.seconds < bound, '%s: after %.1f s' % (what, got.seconds))
    like(got.answer.text, 'done once, never twice', what + ': in words')


class Person:
    """Asks in the name of the head of a unit; every time with a new key."""

    def __init__(self, country, program, unit):
        self.country, self.unit = country, unit
        self.v = country.visitor(program, 'head', unit)
        self.report = country.report[unit]

    def ask(self, kind, version, typed):
        """typed: by the number of the cell among those that are entered."""
        typed = {self.country.cells[i]: n for i, n in typed.items()}
        act = filing.Act(kind, self.unit, self.report, version, typed)
        fields = dict(act.fields(), csrf=filing.csrf(self.v))
        return lambda: self.v.post(act.path(), fields)

    def save(self, version, typed):
        return self.ask('save', version, typed)()

    def open(self):
        """The page; the version it was made from."""
        a = self.v.get('/entry/form?id=%d' % self.report)
        return int(self.v.hidden('version')) if a.status == 200 else None


def version(at, report):
    return int(at.db.one('SELECT version FROM report WHERE id = %d' % report))


def typed(at, person):
    """Which cells of the draft have a figure."""
    return [person.country.cells.index(int(c)) for c, in at.db.sql(
        'SELECT cell FROM draft WHERE report_id = %d ORDER BY cell'
        % person.report)]


def storm(at, country):
    """Twenty people save the same three reports, each a cell of their own."""
    entry = at.program('entry', workers=4)
    units = country.communes[:3]
    wrong, refusals, saved = [], [0], {}

    def type_on(i):
        p = Person(country, entry, units[i % 3])
        for n in range(1, 8):
            ask = p.ask('save', p.open(), {i: n})
            a = ask()
            while a.status == 503 and a.get('retry-after'):
                refusals[0] += 1
                time.sleep(random.random() / 10)
                a = ask()
            if a.status != 303:
                wrong.append(a.reason)
                return
            saved[p.report, country.cells[i]] = n

    threads = [threading.Thread(target=type_on, args=(i,))
               for i in range(PEOPLE)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    note('%d times somebody was asked to wait' % refusals[0])
    eq(wrong, [], 'a storm: answered, or asked to wait')
    got = {(int(r), int(c)): int(float(n)) for r, c, n in at.db.sql(
        'SELECT report_id, cell, num FROM draft')}
    eq(got, saved, 'a storm: everybody finds what they saved last')
    eq(set(saved.values()), {7}, 'a storm: and saved it all')


def deadlock(at, country):
    """Somebody takes the locks the other way round."""
    entry = at.program('entry')
    p = Person(country, entry, country.communes[4])
    p.save(1, {0: 1})
    other = at.db.session()
    other.run('START TRANSACTION;'
              "INSERT INTO setting SELECT CONCAT('heavy', seq), ''"
              ' FROM seq_1_to_3000')
    other.run('SELECT id FROM report WHERE id = %d FOR UPDATE' % p.report)
    got = later(p.ask('save', 2, {1: 2}))
    waiting = ('SELECT COUNT(*) FROM information_schema.innodb_trx'
               " WHERE trx_state = 'LOCK WAIT'")
    ok(wait_until(lambda: at.db.one(waiting) == '1'), 'a deadlock: one waits')
    other.send('SELECT seq FROM audit_head WHERE stream = %d FOR UPDATE'
               % p.unit)
    ok(wait_until(lambda: at.db.one(
        "SHOW STATUS LIKE 'Innodb_deadlocks'") is not None
        and int(at.db.sql("SHOW STATUS LIKE 'Innodb_deadlocks'")[0][1]) > 0),
       'a deadlock: it is one')
    other.run('ROLLBACK')
    other.close()
    eq(got.result().answer.status, 303, 'a deadlock: the loser runs again')
    eq(version(at, p.report), 3, 'a deadlock: and has its effect')


def long_lock(at, country):
    """Somebody holds the unit's chain and does not let go."""
    entry = at.program('entry', workers=2)
    p = Person(country, entry, country.communes[5])
    other = Person(country, entry, country.communes[6])
    p.save(1, {0: 1})
    holder = at.db.session()
    holder.run('START TRANSACTION; SELECT * FROM audit_head WHERE stream = %d'
               ' FOR UPDATE' % p.unit)
    got = later(p.ask('save', 2, {1: 1}))
    time.sleep(0.3)
    free = Timed(lambda: other.save(1, {0: 1}))
    eq(free.answer.status, 303, 'a lock: other units are not held up')
    refused(got.result(), 'a lock', 7)
    holder.close()
    eq(p.save(2, {1: 1}).status, 303, 'a lock: and when it is gone')


def frozen_worker(at, country):
    """A worker stops inside a transaction, with the locks of its unit."""
    conf = {'db_timeout': 3}
    frozen = at.program('entry', conf, workers=0)
    worker = frozen.start(BAOCAO_FREEZE='before_commit')
    entry = at.program('entry', conf)
    unit = country.communes[7]
    p, q = Person(country, frozen, unit), Person(country, entry, unit)
    ask = p.ask('save', 1, {0: 1})
    got = later(ask)
    ok(wait_until(lambda: stopped(worker.pid)), 'a frozen worker')
    began = time.monotonic()
    first = Timed(q.ask('save', 1, {1: 1}))
    refused(first, 'behind a frozen worker')
    ok(wait_until(lambda: q.save(1, {1: 1}).status == 303, 20),
       'behind a frozen worker: after a while')
    seconds = time.monotonic() - began
    ok(seconds < BOUND, 'namely %.1f s' % seconds)
    eq(typed(at, q), [1], 'what it had not committed is gone')
    worker.send_signal(signal.SIGCONT)
    eq(got.result().answer.status, 503, 'thawed, it has done nothing')
    eq(ask().status, 303, 'and does it when asked again')
    eq(typed(at, q), [0, 1], 'and nothing else is lost')


def stopped(pid):
    with open('/proc/%d/stat' % pid) as f:
        return f.read().rsplit(')', 1)[1].split()[0] == 'T'


def frozen(process):
    """All its threads: on a busy machine some run on for a while."""
    states = []
    for stat in glob.glob('/proc/%d/task/*/stat' % process.pid):
        with open(stat) as f:
            states.append(f.read().rsplit(')', 1)[1].split()[0])
    return set(states) == {'T'}


def freeze(process):
    process.send_signal(signal.SIGSTOP)
    if not wait_until(lambda: frozen(process)):
        raise OSError('the server does not stop')


def frozen_server(at, country):
    """The server answers nothing, then goes on."""
    entry = at.program('entry', {'db_timeout': 1}, workers=2)
    p = Person(country, entry, country.communes[8])
    p.save(1, {0: 1})
    server = at.db.process
    freeze(server)
    short = later(p.ask('save', 2, {1: 1}))
    time.sleep(2)
    server.send_signal(signal.SIGCONT)
    eq(short.result().answer.status, 303, 'a pause of the server: waited for')
    freeze(server)
    got = [later(p.ask('save', 3, {2 + i: 1})) for i in range(2)]
    for g in got:
        refused(g.result(), 'a frozen server')
    refused(later(p.ask('save', 3, {5: 1})).result(), 'and once more', 9)
    server.send_signal(signal.SIGCONT)
    ok(wait_until(lambda: p.save(3, {6: 1}).status == 303),
       'it goes on, and so do the workers')
    eq(typed(at, p), [0, 1, 6], 'with effect, and nothing that was refused')


def no_server(at, country):
    """It is away altogether: nobody waits for nothing."""
    entry = at.program('entry')
    p = Person(country, entry, country.communes[9])
    p.save(1, {0: 1})
    at.db.stop()
    refused(Timed(p.ask('save', 2, {1: 1})), 'no server', 2)
    at.db.start()
    eq(p.save(2, {1: 1}).status, 303, 'the server is back')


def no_connection(at, country):
    """The server has as many connections as it takes."""
    entry = at.program('entry')
    p = Person(country, entry, country.communes[10])
    at.db.sql('SET GLOBAL max_connections = 10')
    many = []

    def fill():
        while len(many) < 30:
            many.append(at.db.session())
            if 'Too many' in ''.join(many[-1].run('SELECT 1')):
                break
    fill()
    # the worker has its connection since it began: it loses it, to others
    for row in many[0].run("SELECT id FROM information_schema.processlist"
                           " WHERE user <> CURRENT_USER()"
                           " AND user <> SUBSTRING_INDEX(USER(), '@', 1)"):
        if row.strip().isdigit():
            many[0].run('KILL ' + row.strip())
    fill()
    refused(Timed(p.ask('save', 1, {0: 1})), 'no connection left', 2)
    for s in many:
        s.close()
    ok(wait_until(lambda: p.save(1, {0: 1}).status == 303),
       'connections again')
    at.db.sql('SET GLOBAL max_connections = 60')


def read_only(at, country):
    """A server that takes no writes, as a replica does."""
    at.db.sql("CREATE USER web@localhost; GRANT ALL ON baocao.* TO web@"
              'localhost; SET GLOBAL read_only = 1')
    p = Person(country, at.program('entry', {'db_user': 'web'}),
               country.communes[11])
    refused(Timed(p.ask('save', 1, {0: 1})), 'a server that only reads', 2)
    eq(p.v.get('/entry').status, 200, 'a server that only reads: reading')
    at.db.sql('SET GLOBAL read_only = 0')
    eq(p.save(1, {0: 1}).status, 303, 'it writes again')


def main():
    with Private(db=filing.DURABLE) as at:
        country = filing.Country(at)
        for test in (storm, deadlock, long_lock, frozen_worker, frozen_server,
                     no_server, no_connection, read_only):
            began = time.monotonic()
            test(at, country)
            for p in at.programs:
                p.stop()
            note('%s: %.1f s' % (test.__name__, time.monotonic() - began))
        c = checker.Check(checker.State(at.db.sql), country, filing.Ledger())
        c.chains()
        eq(c.found['BROKEN'], [], 'every chain verifies')
    done()


main()
