#!/usr/bin/env python3
"""nodes.t - three database nodes that all take writes, at once

Whatever node an act was acknowledged by, it is on all of them, once; chains
have no fork and no gap, seals hold each entry once, receipts verify.  Two acts
that meet on two nodes are answered one after the other, or one is refused in
words.  What somebody locks on one node to decide by holds against the others.
A node that is killed has lost nothing; those that are too few say so.
"""
# timeout: 420
# long
import copy
import os
import random
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
import nodes
import record
from bare import Private, Visitor, password_hash, sha256, wait_until
from tap import done, eq, like, note, ok, skip_all

PASSWORD = 'mot cau dai 2026'
DUELS = 12


class Loop(threading.Thread):
    """Does something on a node again and again until it is told to stop."""

    def __init__(self, node, work):
        super().__init__(daemon=True)
        self.node, self.work = node, work
        self.closing = threading.Event()
        self.said = []

    def run(self):
        while not self.closing.is_set():
            try:
                self.said.append(self.work())
            except (OSError, EOFError) as e:
                self.said.append(repr(e))
            time.sleep(random.random() * .1)

    def close(self):
        self.closing.set()
        self.join()


def at_node(country, node):
    """The same country, whose programs work on that node."""
    there = copy.copy(country)
    there.at, there.db = node, node
    return there


def together(*asks):
    """All at the same moment; their answers."""
    answers = [None] * len(asks)
    gate = threading.Barrier(len(asks))

    def ask(i):
        gate.wait()
        answers[i] = asks[i]()

    threads = [threading.Thread(target=ask, args=(i,))
               for i in range(len(asks))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return answers


class Twin(filing.Office):
    """Each act reaches two nodes at the same moment, under one key."""

    def visitor(self, act):
        v = super().visitor(act)
        if getattr(act, 'elsewhere', False):
            name = 'entry' if act.kind in ('send', 'save') else 'review'
            v.program = self.offices.elsewhere[name]
        return v

    def ask(self, act):
        other = copy.copy(act)
        other.elsewhere = True
        done_by = together(lambda: filing.Office.ask(self, act),
                           lambda: filing.Office.ask(self, other))
        self.ledger.acts[act.key] = act
        act.lost += other.lost
        if act.location != other.location:
            self.ledger.odd.append('%s: two answers for one key: %s, %s' % (
                act.kind, act.location, other.location))
        return all(done_by)


class Twins(filing.Offices):
    """Clients of two nodes, for units of their own."""

    def __init__(self, country, elsewhere, ledger, units):
        super().__init__(country, ledger, 2, 7, units)
        self.elsewhere = {
            name: elsewhere.program(name, workers=2)
            for name in ('entry', 'review')}
        self.clients = [Twin(self, units[i::2], 7000 + i) for i in range(2)]


def cron_of(node):
    v = Visitor(node.program('cron'))

    def run():
        a = v.get('/cron/run?key=run')
        return 'another' if 'another call' in a.text else a.status
    return run


def seal_of(node):
    return lambda: node.try_tool('audit', 'seal')[::2]


def sign_in_of(node, login):
    program = node.program('login')
    return lambda: Visitor(program).login(login, PASSWORD).status


def prepare(at):
    """Accounts with a password, a key for cron, somebody who works there."""
    country = filing.Country(at)
    at.db.sql(
        "INSERT INTO cron_key (name, hash, job, person_id, made) SELECT 'run',"
        " '%s', 'run', id, '2026-01-01' FROM person WHERE login = 'head1';"
        "INSERT INTO person_secret SELECT id, '%s', '2026-01-01' FROM person"
        " WHERE login IN ('clerk1', 'clerk1000');"
        'INSERT INTO person_post (person_id, valid_from, valid_to, unit_id)'
        " SELECT id, '1000-01-01', '9999-12-31', 10 FROM person WHERE login"
        " IN ('head10', 'clerk10')" % (sha256('run'), password_hash(PASSWORD)))
    return country


def holds(cluster, country, ledger, what):
    cluster.nodes[0].tool('audit', 'seal')
    nodes.same(cluster, what)
    said = nodes.verified(cluster, what)
    eq((said['unsealed'], said['sealed']), (0, said['entries']),
       what + ': each entry is in one seal')
    for node in cluster.nodes[:2]:
        state = checker.State(node.waited)
        for name, faults in checker.verdict(state, country, ledger).items():
            eq(faults, [], '%s: node %d: %s 0' % (what, node.n, name))
    eq(ledger.odd, [], what + ': every act was answered')


def load(cluster, country, ledger):
    """Reports, signing in, sealing, the jobs: everywhere, all at once."""
    a, b, c = cluster.nodes
    loops = [Loop(node, work) for node, work in (
        (a, seal_of(a)), (b, seal_of(b)), (a, cron_of(a)), (b, cron_of(b)),
        (a, sign_in_of(a, 'clerk1000')), (b, sign_in_of(b, 'clerk1000')),
        (c, sign_in_of(c, 'clerk1')))]
    left = country.communes[:6] + [10, 1]
    right = country.communes[8:14] + [11]
    shared = country.communes[6:8] + country.communes[14:]
    with filing.Offices(at_node(country, a), ledger, 2, 1, left) as first, \
            filing.Offices(at_node(country, b), ledger, 2, 2, right) as other, \
            Twins(at_node(country, c), a, ledger, shared) as twins:
        for t in loops:
            t.start()
        ok(first.wait_acts(150, 90), 'work goes on everywhere')
        for t in loops:
            t.close()
        met = sum(o.logged('commit: Deadlock') for o in (first, other, twins))
        met += sum(p.logged().count('commit: Deadlock')
                   for p in twins.elsewhere.values())
    note(ledger.summary())
    note('%d times two nodes met at COMMIT' % met)
    ok(met > 5, 'nodes met at COMMIT')
    said = [t.said for t in loops]
    eq([s for s in said[0] + said[1] if s[0] != 0], [], 'all seals were made,'
       ' or another made them')
    eq(set(said[2] + said[3]) - {200, 202, 'another'}, set(),
       'the jobs ran, or another call was at it')
    entered = sum(said[4:], []).count(303)
    eq(set(sum(said[4:], [])) - {303, 503}, set(),
       'signing in: done, or asked to wait')
    ok(entered > 20, 'namely %d times done' % entered)
    note('%d runs of sealers, %d of jobs, %d times signed in, %d not' % (
        len(said[0] + said[1]), len(said[2] + said[3]), entered,
        sum(map(len, said[4:])) - entered))
    for node in cluster.nodes:
        eq(node.waited("SELECT COUNT(*) FROM audit WHERE act = 'signin'"),
           [[str(entered)]], 'node %d: each signing in is on record' % node.n)


def duels(cluster, country, ledger):
    """Accepted here and returned there, at the same moment."""
    a, b = cluster.nodes[:2]
    entry = a.program('entry')
    review = [a.program('review'), b.program('review')]
    unit = country.communes[2]
    seen = set()
    for _ in range(DUELS):
        version, state = a.waited('SELECT version, state FROM report WHERE id'
                                  ' = %d' % country.report[unit])[0]
        if state == 'accepted':  # as the load may have left it
            act = filing.Act('return', unit, country.report[unit],
                             int(version))
            pair = act, country.visitor(review[0], 'reviewer',
                                        country.parent[unit])
            told(ledger, pair, ask(pair))
            version, state = int(version) + 1, 'returned'
        acts = []
        for kind, program in (('send', entry), ('accept', review[0]),
                              ('return', review[1])):
            act = filing.Act(kind, unit, country.report[unit], int(version))
            acts.append((act, country.visitor(
                program, 'head' if kind == 'send' else 'reviewer',
                unit if kind == 'send' else country.parent[unit])))
        if state != 'sent':
            send, v = acts[0]
            send.typed = filing.figures(country.cells)
            save = filing.Act('save', unit, send.report, send.version,
                              send.typed)
            told(ledger, (save, v), ask((save, v)))
            eq(filing.shown(v, send), 200, 'what will be sent is shown')
            told(ledger, acts[0], ask(acts[0]))
            for act, _ in acts[1:]:
                act.version = send.version + 1
        pair = acts[1:]
        for (act, _), a_ in zip(pair, together(
                *[lambda p=p: ask(p) for p in pair])):
            told(ledger, (act, None), a_)
            seen.add((act.kind, a_.status))
            if act.kind == 'return' and act.location is None or \
                    act.kind == 'accept' and act.location is None:
                like(a_.text, 'meanwhile|changed|not possible|already',
                     'the one that lost is told so')
        got = [act.location is not None for act, _ in pair]
        eq(sorted(got), [False, True], 'one of two decisions holds')
        if got[0]:  # so that it can be sent again
            act = filing.Act('return', unit, country.report[unit],
                             pair[0][0].version + 1)
            both = act, pair[1][1]
            told(ledger, both, ask(both))
    note('answers: %s' % sorted(seen))
    eq({s for _, s in seen} - {303, 409}, set(), 'nothing but yes and no')


def ask(pair):
    act, v = pair
    return v.post(act.path(), dict(act.fields(), csrf=filing.csrf(v)))


def told(ledger, pair, answer):
    act = pair[0]
    ledger.note('I', act)
    if answer.status == 303:
        act.location = answer.get('location')
        ledger.note('A', act, act.location)
    return act


def lent_meanwhile(cluster, country):
    """Somebody lends a role on one node while he loses it on another."""
    a, b = cluster.nodes[:2]
    role = a.waited("SELECT x.id FROM access x JOIN person p ON p.id ="
                    " x.person_id WHERE p.login = 'head10'")[0][0]

    def lend(program):
        v = country.visitor(program, 'head', 10)
        v.get('/deputy?grant=' + role)
        return v.post('/deputy/add', v.form({
            'grant': role, 'login': 'clerk10', 'sign_as': 'KT',
            'to': '31/12/2026', 'decision': '12/QĐ'}))

    a.sql('CREATE TABLE heavy (id INT PRIMARY KEY, n INT NOT NULL);'
          'INSERT INTO heavy SELECT seq, 0 FROM seq_1_to_400000')
    go_on = nodes.frozen(b, 'deputy', lend)
    # what one node has locked, another's act breaks as soon as it is carried
    # out there: so that it is not, yet
    a.sql('UPDATE heavy SET n = n + 1')
    eq(a.try_tool('account', 'leave', 'head10')[0], 0, 'he leaves elsewhere')
    ok(int(b.status('last_committed')) < int(a.status('last_committed')),
       'the node does not know it yet')
    answer = go_on()
    ok(answer.status in (303, 404, 422, 503), 'lending is answered: %s'
       % answer.reason)
    ok(answer.status != 303 or 'login' in (answer.get('location') or ''),
       'and not as done')
    eq(b.waited("SELECT COUNT(*) FROM access x JOIN person p ON p.id ="
                " x.for_id WHERE p.login = 'head10' AND x.valid_to >"
                " '2026-09-16'"), [['0']], 'nobody has a role of his')


def seen_at_once(cluster, country):
    """What one node acknowledged, the others show, however far they are."""
    a, b = cluster.nodes[:2]
    here = country.visitor(a.program('login'), 'clerk', 11)
    there = here.twin(b.program('entry'))
    eq(there.get('/entry').status, 200, 'a session is good on every node')
    slow = b.session()
    slow.run('FLUSH TABLES WITH READ LOCK')  # applies nothing meanwhile
    eq(here.post('/logout', {'csrf': filing.csrf(here)}).status, 303,
       'signed out on one')
    got = []
    t = threading.Thread(target=lambda: got.append(there.get('/entry')))
    t.start()
    time.sleep(.5)
    eq(got, [], 'another that is behind does not answer yet')
    slow.run('UNLOCK TABLES')
    slow.close()
    t.join()
    ok(got[0].status == 303 and '/login' in got[0].get('location'),
       'and then it says that the session is over')


def killed(cluster, country, ledger):
    """One dies in the middle of it, and comes back; then another."""
    a, b = cluster.nodes[:2]
    left = filing.Offices(at_node(country, a), ledger, 3, 3,
                          country.communes[:8] + [10])
    right = filing.Offices(at_node(country, b), ledger, 3, 4,
                           country.communes[8:] + [11, 1])
    for offices in (left, right):
        for client in offices.clients:
            go_on_from(client, a)
    with left, right:
        for node, its in ((b, right), (a, left)):
            units = [u for client in its.clients for u in client.units]
            left.wait_acts(40)
            node.kill()
            ok(left.wait_acts(25, 30), 'the others go on')
            node.start()
            before = acked_by(ledger, units)
            ok(wait_until(lambda: acked_by(ledger, units) > before + 5, 60),
               'it is back, and takes work again')
    ok(ledger.refused > 0, 'whose node it was were told to wait')
    ok(cluster.whole(), 'all three are one')
    note(ledger.summary())


def acked_by(ledger, units):
    return len([act for act in ledger.acked() if act.unit in units])


def go_on_from(client, node):
    """A client that begins where the reports stand by now."""
    for r, version, state in node.waited(
            'SELECT unit_id, version, state FROM report'):
        if int(r) in client.units:
            client.version[int(r)] = int(version)
            client.state[int(r)] = state


def too_few(cluster, country):
    """One of three alone must not go on; it says so."""
    a, b, c = cluster.nodes
    v = country.visitor(a.program('entry'), 'head', country.communes[3])
    eq(v.get('/entry').status, 200, 'before')
    b.kill()
    c.kill()
    ok(wait_until(lambda: a.status('cluster_status') != 'Primary', 30),
       'two of three are lost')
    answers = [v.get('/entry'), v.post('/entry/save', {
        'id': country.report[country.communes[3]], 'version': 1,
        'key': '0' * 32, 'csrf': filing.csrf(v)})]
    for answer in answers:
        eq(answer.status, 503, 'the one that is left does nothing: 503')
        ok(int(answer.get('retry-after') or 0) > 0, 'Retry-After')
    like(answers[1].text, 'done once, never twice', 'in words')
    _, said, why = a.try_tool('doctor')
    like(said, 'database: cannot be asked', 'the doctor says what is wrong')
    like(why, 'WSREP', 'and what the server answers')
    status, _, why = a.try_tool('audit', 'seal')
    ok(status != 0 and why, 'nor does the command line: ' + why)
    a.sql("SET GLOBAL wsrep_provider_options = 'pc.bootstrap=YES'")
    ok(wait_until(lambda: v.get('/entry').status == 200),
       'until it is told that it is the rest')
    b.start()
    c.start()
    ok(cluster.whole(), 'all three are one again')
    like(a.try_tool('doctor')[1], '3 nodes in the cluster', 'the doctor, too')


def rewritten(cluster):
    """Controls: a node whose owner writes behind the others' backs."""
    a, b = cluster.nodes[:2]
    stream, seq = b.waited(
        'SELECT stream, seq FROM audit WHERE stream > 0 ORDER BY seq DESC'
        ' LIMIT 1')[0]
    alone = Alone(b)
    alone.sql("UPDATE audit SET detail = 'nothing' WHERE stream = %s AND seq ="
              ' %s' % (stream, seq))
    status, said, _ = b.try_tool('verify')
    eq(status, 1, 'an entry changed on one node: found there')
    like(said, 'BROKEN.*\\b%s\\b' % seq, 'and named')
    eq(a.try_tool('verify')[0], 0, 'the others hold')
    record.rechain(alone, int(stream))
    status, said, _ = b.try_tool('verify')
    eq(status, 1, 'a fork that fits in itself: found')
    like(said, 'seal', 'by its seal')
    tables = 'CHECKSUM TABLE audit'
    ok(a.waited(tables) != b.waited(tables), 'and the nodes differ')


class Alone:
    """Statements that one node keeps to itself."""

    def __init__(self, node):
        self.node = node

    def sql(self, text):
        return self.node.sql('SET SESSION wsrep_on = 0; ' + text)


def main():
    if not nodes.there():
        skip_all('no Galera here: apt-get install galera-4')
    ledger = filing.Ledger()
    with Private({'sign_key': '%s/sign.key'}) as at:
        at.conf.update(sign_key=at.folder + '/sign.key')
        at.base_conf = at.write_conf('baocao.conf', {})
        at.tool('sign', 'init')
        country = prepare(at)
        with nodes.Cluster(at, 3) as cluster:
            ok(cluster.whole(), 'three nodes')
            for part in PARTS:
                began = time.monotonic()
                part(cluster, country, ledger)
                for p in at.programs:
                    p.stop()
                note('%s: %.1f s' % (part.__name__, time.monotonic() - began))
    done()


def loaded(cluster, country, ledger):
    load(cluster, country, ledger)
    holds(cluster, country, ledger, 'under load')


def duelled(cluster, country, ledger):
    duels(cluster, country, ledger)
    holds(cluster, country, ledger, 'after duels')


def survived(cluster, country, ledger):
    killed(cluster, country, ledger)
    holds(cluster, country, ledger, 'after a death')


def decided(cluster, country, _):
    lent_meanwhile(cluster, country)
    seen_at_once(cluster, country)


def alone(cluster, country, _):
    too_few(cluster, country)
    nodes.same(cluster, 'after two deaths')
    nodes.verified(cluster, 'after two deaths')


def forged(cluster, *_):
    rewritten(cluster)


PARTS = [loaded, duelled, survived, decided, alone, forged]
main()
