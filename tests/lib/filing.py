"""filing.py - a country that files its reports while things break

    with Private(db=filing.DURABLE) as at:
        country = filing.Country(at)
        ledger = filing.Ledger()
        with filing.Offices(country, ledger, 6) as offices:
            ... kill something ...
        faults = checker.verdict(checker.State(at.db), country, ledger)

The form is BENCH300: 300 whole numbers, so that what was sent can be told from
everything else that was sent.  An office is a client on a thread of its own: it
fills in, sends, returns and accepts the reports of some units through the
programs.  Each act has an idempotency key; it is noted before it is asked for,
again when the whole answer has been read, and in between as unknown when the
answer was lost.  What is unknown or was refused for now is asked for again,
under the same key, until it is answered.
"""
import os
import random
import re
import secrets
import signal
import subprocess
import threading
import time

from bare import BUILD, SOURCE, Visitor, sha256, wait_until

TODAY = '2026-09-16'
DURABLE = ('--innodb-flush-log-at-trx-commit=1',)
COMMUNES = 8  # of each of two provinces
CELLS = range(300)
PATIENCE = 90  # seconds for one act, kills and restarts included


def how_many():
    """Kills of each kind."""
    return 25 if os.environ.get('BAOCAO_LONG') else 4


class Country:
    """A centre, two provinces, their communes; every unit owes a report."""

    def __init__(self, at, communes=COMMUNES):
        self.at, self.db = at, at.db
        self.provinces = [10, 11]
        self.parent = {10: 1, 11: 1}
        for p in self.provinces:
            for i in range(communes):
                self.parent[p * 100 + i] = p
        self.communes = [u for u in self.parent if u >= 1000]
        self._fill()
        self.report = {int(u): int(r) for r, u in self.db.sql(
            'SELECT id, unit_id FROM report')}
        self.cells = [int(c) for c, in self.db.sql(
            'SELECT cell FROM form_cell ORDER BY cell')]
        self.people = {}  # (role, unit): token
        for unit in [1, *self.parent]:
            for role in ('head', 'reviewer', 'clerk'):
                self.sign_in(role, unit)

    @staticmethod
    def level(unit):
        return ('centre' if unit == 1 else
                'province' if unit < 1000 else 'commune')

    def _fill(self):
        always = "'1000-01-01', '9999-12-31'"
        units = [1, *self.parent]
        self.db.sql(
            "INSERT INTO setting VALUES ('clock', '%s');" % TODAY +
            'INSERT INTO level VALUES ' + ', '.join(
                "('%s', 'a', 'a', %d)" % (name, i) for i, name in enumerate(
                    ('centre', 'province', 'district', 'commune'))) +
            "; INSERT INTO line VALUES (1, 'administrative', 'a', 'a');" +
            'INSERT INTO unit VALUES ' + ', '.join(
                "(%d, 'own', '%d', '%s', 'Xã %d', 'x', 'x', %s)" % (
                    u, u, self.level(u), u, always) for u in units) +
            '; INSERT INTO unit_line VALUES ' + ', '.join(
                '(1, %d, %d, %s)' % (*pair, always)
                for pair in self.parent.items()) +
            '; INSERT INTO unit_above VALUES ' + ', '.join(
                '(1, %d, %d, %d, %s)' % (u, above, depth, always)
                for u in units for depth, above in enumerate(self.above(u))))
        subprocess.run(
            [BUILD + '/tool/baocao', 'form', 'load',
             SOURCE + '/tests/bench/BENCH300.xml'], check=True,
            stdout=subprocess.DEVNULL,
            env=self.at.environment(self.at.base_conf, {}))
        self.db.sql(
            "INSERT INTO period (kind, code, starts, ends) VALUES"
            " ('quarter', '2026-Q3', '2026-06-15', '2026-09-14');"
            "INSERT INTO report (regime_id, period_id, unit_id, receiver_id,"
            " regime_version_id, form_id, state, due, version, changed)"
            " SELECT f.regime_id, p.id, u.id, l.parent_id, v.id, f.id, 'due',"
            " '2026-09-18', 1, '2026-09-15 00:00:00' FROM form f"
            " JOIN regime_version v ON v.regime_id = f.regime_id, period p,"
            " unit u LEFT JOIN unit_line l ON l.unit_id = u.id ORDER BY u.id")

    def above(self, unit):
        """The unit itself and everyone above it."""
        while unit:
            yield unit
            unit = self.parent.get(unit)

    def sign_in(self, role, unit):
        """The cookie of such a person, who is signed in."""
        token = secrets.token_hex(32)
        roles = ('', 'clerk', 'head', 'reviewer')
        self.db.sql(
            "INSERT INTO person (login, name, created) VALUES"
            " ('%s%d', 'Người %s %d', UTC_TIMESTAMP(6));" % (
                role, unit, role, unit) +
            "INSERT INTO access (person_id, role, unit_id, valid_from,"
            " valid_to) VALUES (LAST_INSERT_ID(), %d, %d, '1000-01-01',"
            " '9999-12-31');" % (roles.index(role), unit) +
            "INSERT INTO session (token, person_id, made, seen, expires,"
            " proved) SELECT '%s', id, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6),"
            " UTC_TIMESTAMP(6) + INTERVAL 12 HOUR, UTC_TIMESTAMP(6)"
            " FROM person WHERE login = '%s%d'" % (
                sha256(token), role, unit))
        self.people[role, unit] = token
        return token

    def visitor(self, program, role, unit, lang='en'):
        v = Visitor(program)
        v.cookies = {'baocao': self.people[role, unit], 'lang': lang}
        return v


def csrf(visitor):
    return sha256('csrf:' + visitor.cookies['baocao'][:32])  # its root


def figures(cells, rng=random):
    return {c: rng.randrange(1000) for c in cells}


class Act:
    """Something asked for under one key: send, save, accept, return."""

    def __init__(self, kind, unit, report, version, typed=None):
        self.kind, self.unit, self.report = kind, unit, report
        self.version, self.typed = version, typed or {}
        self.key = secrets.token_hex(16)
        self.location = self.sha = None  # what was told: acknowledged
        self.digest = None  # of the page that showed what is sent
        self.stale = False  # refused: it is no longer what was shown
        self.lost = 0  # answers that never came

    def path(self):
        if self.kind in ('send', 'save'):
            return '/entry/' + self.kind
        if self.kind == 'return' and self.unit == 1:
            return '/review/take-back'  # there is nobody above
        return '/review/' + self.kind

    def fields(self):
        f = {'id': self.report, 'version': self.version, 'key': self.key}
        f.update(('c%d' % c, n) for c, n in self.typed.items())
        if self.kind == 'send' and self.unit < 1000:
            f['confirmed'] = 1  # that units below are missing
        if self.digest:
            f['digest'] = self.digest
        if self.kind == 'return':
            f['reason'] = 'Xem lại ' + self.key
        return f


def shown(v, act):
    """The page with what would be sent, as it was saved: only that goes.
    Its status."""
    answer = v.get('/entry/confirm?id=%d' % act.report)
    said = dict(re.findall("name='(digest|version)' value='([0-9a-f]+)'",
                           answer.text))
    if answer.status == 200:
        # saving what was there already makes no version
        act.digest, act.version = said['digest'], int(said['version'])
    return answer.status


def send(v, act):
    """Saved, looked at, sent: the last answer, or the first that is none."""
    save = Act('save', act.unit, act.report, act.version, act.typed)
    a = v.post(save.path(), dict(save.fields(), csrf=csrf(v)))
    if a.status != 303 or shown(v, act) != 200:
        return a
    return v.post(act.path(), dict(act.fields(), csrf=csrf(v)))


class Ledger:
    """What was asked for, and what the clients were told about it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.acts = {}  # key: Act
        self.lines = []
        self.odd = []  # answers that should never come
        self.refused = 0  # 503: told that it was not done

    def note(self, letter, act, text=''):
        with self.lock:
            self.acts[act.key] = act
            self.lines.append('%s %s %s report=%d version=%d %s' % (
                letter, act.key, act.kind, act.report, act.version, text))

    def acked(self, kind=None):
        with self.lock:
            acts = list(self.acts.values())
        return [a for a in acts
                if a.location and kind in (None, a.kind)]

    def summary(self):
        with self.lock:
            acts = list(self.acts.values())
        return ('%d acts asked for, %d acknowledged; %d answers lost, %d acts'
                ' acknowledged after that; %d times refused for now' % (
                    len(acts), len(self.acked()), sum(a.lost for a in acts),
                    sum(bool(a.lost and a.location) for a in acts),
                    self.refused))


class Office(threading.Thread):
    """One client: acts on its communes, one act after another."""

    def __init__(self, offices, units, seed):
        super().__init__(daemon=True)
        self.offices, self.units = offices, units
        self.country, self.ledger = offices.country, offices.ledger
        self.rng = random.Random(seed)
        self.version = {u: 1 for u in units}
        self.state = {u: 'due' for u in units}

    def run(self):
        try:
            while not self.offices.closing.is_set():
                self.step(self.rng.choice(self.units))
        except Exception as e:  # the test must hear of it
            self.ledger.odd.append('%s: %r' % (self.name, e))

    def step(self, unit):
        """The next thing that can happen to this report."""
        if self.state[unit] in ('due', 'draft', 'returned'):
            kind = self.rng.choice(('send', 'send', 'save'))
        elif self.state[unit] == 'sent':
            kind = self.rng.choice(('accept', 'return'))
        else:
            kind = 'return'
        if not self.do(kind, unit):
            self.units.remove(unit)
            self.offices.closing.wait(0 if self.units else PATIENCE)

    def do(self, kind, unit):
        act = self.prepare(kind, unit)
        # what is below a superior goes on while he looks: he looks again
        while act is not None and not self.carry_out(act):
            act = self.prepare(kind, unit) if act.stale else None
        return act is not None

    def prepare(self, kind, unit):
        """What comes before the act itself; None if that never happens."""
        act = Act(kind, unit, self.country.report[unit], self.version[unit])
        if kind in ('send', 'save'):
            act.typed = figures(self.country.cells, self.rng)
        return act if kind != 'send' or self.look(act) else None

    def carry_out(self, act):
        kind, unit = act.kind, act.unit
        if not self.ask(act):
            return False
        self.version[unit] += 1
        self.state[unit] = {
            'send': 'accepted' if unit == 1 else 'sent',
            'accept': 'accepted', 'return': 'returned'}.get(
                kind, 'draft' if self.state[unit] == 'due'
                else self.state[unit])
        if kind == 'send':
            self.receipt(act)
        return True

    def look(self, act):
        """Who sends saves before, and is shown what goes."""
        if not self.carry_out(Act('save', act.unit, act.report, act.version,
                                  act.typed)):
            return False
        v = self.visitor(act)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.offices.give_up.is_set():
                return False
            try:
                status = shown(v, act)
                if status == 200:
                    self.version[act.unit] = act.version
                    return True
                self.ledger.refused += status == 503
            except (OSError, EOFError):
                pass
            time.sleep(0.1)
        self.ledger.odd.append('report %d is not shown' % act.report)
        return False

    def visitor(self, act):
        if act.kind in ('send', 'save'):
            return self.country.visitor(self.offices.entry, 'head', act.unit)
        above = self.country.parent.get(act.unit)
        return self.country.visitor(
            self.offices.review, 'reviewer' if above else 'head', above or 1)

    def ask(self, act):
        """Until it is answered; False if that never happens."""
        v = self.visitor(act)
        fields = dict(act.fields(), csrf=csrf(v))
        end = time.monotonic() + PATIENCE
        self.ledger.note('I', act)
        while time.monotonic() < end:
            if self.offices.give_up.is_set():
                return False
            try:
                answer = v.post(act.path(), fields)
            except (OSError, EOFError) as e:
                act.lost += 1
                self.ledger.note('U', act, repr(e))
                time.sleep(0.02)
                continue
            if answer.status == 303:
                act.location = answer.get('location')
                self.ledger.note('A', act, act.location)
                return True
            self.ledger.note('R', act, answer.reason)
            if act.kind == 'send' and act.unit < 1000 and \
                    answer.status == 409:
                act.stale = True
                return False
            if answer.status != 503 or not answer.get('retry-after'):
                break
            self.ledger.refused += 1
            time.sleep(0.1)
        self.ledger.odd.append('%s of report %d: %s' % (
            act.kind, act.report, self.ledger.lines[-1]))
        return False

    def receipt(self, act):
        """The page that the answer led to, with the hash of what was sent."""
        v = self.visitor(act)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.offices.give_up.is_set():
                return
            try:
                answer = v.get(act.location)
            except (OSError, EOFError):
                continue
            if answer.status == 200:
                found = re.search('SHA-256<.*?([0-9a-f]{64})', answer.text,
                                  re.S)
                act.sha = found.group(1) if found else None
                break
            time.sleep(0.1)
        if act.sha is None:
            self.ledger.odd.append('no receipt at ' + act.location)


class Keeper(threading.Thread):
    """Keeps a number of workers of a program alive; counts the killed."""

    def __init__(self, program, n):
        super().__init__(daemon=True)
        self.program, self.n = program, n
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.killed = {}

    def run(self):
        while not self.closing.wait(0.01):
            with self.lock:
                self.program.workers = [
                    w for w in self.program.workers if w.poll() is None]
                while len(self.program.workers) < self.n:
                    self.program.start()

    def kill(self):
        """One of them, at random, whatever it is doing."""
        with self.lock:
            w = random.choice(self.program.workers)
            w.kill()
            w.wait()
            self.killed['random'] = self.killed.get('random', 0) + 1

    def end(self):
        """One of them is told to leave; whether it did so in order."""
        with self.lock:
            w = random.choice(self.program.workers)
            self.program.workers.remove(w)
        w.terminate()  # one that has just been started may not listen yet
        return w.wait() in (0, -signal.SIGTERM)

    def kill_at(self, where):
        """One more worker, which dies at this point of its first write."""
        with self.lock:
            w = self.program.start(BAOCAO_CRASH=where)
            self.program.workers.remove(w)
        died = wait_until(lambda: w.poll() is not None, 30)
        w.kill()
        if died and w.wait() == -signal.SIGKILL:
            self.killed[where] = self.killed.get(where, 0) + 1

    def close(self):
        self.closing.set()
        self.join()


class Offices:
    """The programs, their keepers and the clients; ended on leaving."""

    def __init__(self, country, ledger, n, seed=1, units=None):
        self.country, self.ledger = country, ledger
        self.closing = threading.Event()
        self.give_up = threading.Event()  # even on what is not answered
        self.entry = country.at.program('entry')
        self.review = country.at.program('review')
        self.keepers = [Keeper(self.entry, 3), Keeper(self.review, 2)]
        units = units or [*country.communes, *country.provinces, 1]
        self.clients = [Office(self, units[i::n], seed * 1000 + i)
                        for i in range(n)]

    def __enter__(self):
        for k in self.keepers:
            k.start()
        wait_until(lambda: all(len(k.program.workers) == k.n
                               for k in self.keepers))
        for t in self.clients:
            t.start()
        return self

    def logged(self, text):
        """How often the programs have logged this."""
        return sum(k.program.logged().count(text) for k in self.keepers)

    def wait_acts(self, n, seconds=60):
        """Until so many more acts are acknowledged."""
        goal = len(self.ledger.acked()) + n
        return wait_until(lambda: len(self.ledger.acked()) >= goal, seconds)

    def __exit__(self, *_):
        self.closing.set()
        for t in self.clients:
            t.join()
        for t in self.keepers:
            t.close()
