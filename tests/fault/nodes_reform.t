#!/usr/bin/env python3
"""nodes_reform.t - units are reorganised on one node, and people work on others

A reform reads who has which right, owes what to whom, and writes what follows
from it.  What it has locked meanwhile, it has locked on its node.  Something is
done on another just then: it is in what the reform has read, or comes after it
and follows by itself; never is it done and lost.
"""
# timeout: 420
# long
import os
import random
import re
import sys
import threading
import time
from datetime import date, timedelta

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import filing
import nodes
from bare import Private, wait_until
from tap import done, eq, note, ok, skip_all

ENDS = '2026-10-31'  # of the period that is open
COMMUNES = 60  # of each of two provinces
ROUNDS = 12
TAKEN = 'a right was taken, and goes on at the unit that comes after'

# What must never be found, however they met.
NEVER = {
    'a right at a unit that ends neither follows nor waits for a decision':
        'SELECT x.id, x.person_id, x.role, x.unit_id FROM access x'
        ' JOIN succession s ON s.old_id = x.unit_id AND s.on_date < x.valid_to'
        ' AND x.valid_from < x.valid_to LEFT JOIN access y ON y.person_id ='
        ' x.person_id AND y.role = x.role AND y.unit_id = s.new_id AND y.for_id'
        ' = x.for_id AND y.valid_from < y.valid_to LEFT JOIN reform_todo t'
        " ON t.kind = 'grant' AND t.row_id = x.id WHERE y.id IS NULL AND"
        ' t.row_id IS NULL',
    TAKEN:
        'SELECT y.id, y.person_id, y.role, y.unit_id FROM access y'
        ' JOIN succession s ON s.new_id = y.unit_id AND y.valid_from >='
        ' s.on_date AND y.valid_from < y.valid_to LEFT JOIN access x ON'
        ' x.person_id = y.person_id AND x.role = y.role AND x.unit_id ='
        ' s.old_id AND s.on_date < x.valid_to WHERE x.id IS NULL',
    'somebody who left has a right':
        'SELECT x.id, p.login FROM access x JOIN person p ON p.id ='
        ' x.person_id AND p.valid_to <= x.valid_from AND x.valid_from <'
        ' x.valid_to',
    'somebody works at a unit that has ended':
        'SELECT x.person_id, x.unit_id FROM person_post x JOIN unit u ON u.id ='
        ' x.unit_id AND u.valid_to < x.valid_to AND x.valid_from < x.valid_to',
    'somebody works at two places at once':
        'SELECT x.person_id, x.unit_id, y.unit_id FROM person_post x'
        ' JOIN person_post y ON y.person_id = x.person_id AND y.unit_id >'
        ' x.unit_id AND y.valid_from < x.valid_to AND x.valid_from <'
        ' y.valid_to AND x.valid_from < x.valid_to AND y.valid_from <'
        ' y.valid_to',
    'a duty of a unit that ends does not follow':
        'SELECT x.id, x.unit_id FROM assignment x JOIN succession s ON s.old_id'
        ' = x.unit_id AND s.on_date < x.valid_to AND x.valid_from < x.valid_to'
        ' LEFT JOIN assignment y ON y.unit_id = s.new_id AND y.regime_id ='
        ' x.regime_id WHERE y.id IS NULL',
    'a report goes to who is not the superior of that time':
        'SELECT r.id, r.unit_id, r.receiver_id, l.parent_id FROM report r'
        ' JOIN period p ON p.id = r.period_id LEFT JOIN unit_line l ON'
        ' l.unit_id = r.unit_id AND l.valid_from <= p.ends AND p.ends <'
        ' l.valid_to WHERE r.unit_id <> 1 AND p.ends >= \'' + ENDS +
        "' AND r.state <> 'closed' AND NOT l.parent_id <=> r.receiver_id",
    'a report is owed by a unit that does not exist then':
        'SELECT r.id, r.unit_id FROM report r JOIN period p ON p.id ='
        ' r.period_id JOIN unit u ON u.id = r.unit_id AND u.valid_to <= p.ends'
        " WHERE r.state <> 'closed'",
    'a report was sent after it was closed':
        'SELECT e.report_id FROM report_event e JOIN report_event c ON'
        " c.report_id = e.report_id AND c.act = 'closed' AND e.id > c.id",
}
# A role that is taken when it has gone over is two by then: nobody took the
# second.  Whoever began before the switch must have met it, and begun again.
AT_ONCE = dict(NEVER, **{TAKEN: NEVER[TAKEN] + (
    ' AND NOT EXISTS (SELECT 1 FROM access z JOIN reform r ON r.on_date ='
    ' s.on_date AND r.switched < z.ended WHERE z.person_id = y.person_id AND'
    ' z.role = y.role AND z.unit_id = s.old_id)')})


def prepare(at):
    country = filing.Country(at, COMMUNES)
    at.db.sql(
        "UPDATE period SET ends = '%s' WHERE code = '2026-Q3';"
        "INSERT INTO person (login, name, created) SELECT CONCAT('new', seq),"
        " CONCAT('New ', seq), '2026-01-01' FROM seq_1_to_60;"
        'INSERT INTO person_post (person_id, valid_from, valid_to, unit_id)'
        " SELECT p.id, '1000-01-01', '9999-12-31', x.unit_id FROM person p"
        ' JOIN access x ON x.person_id = p.id;'
        'INSERT INTO access (person_id, role, unit_id, valid_from, valid_to)'
        " SELECT id, 5, 1, '1000-01-01', '9999-12-31' FROM person WHERE login ="
        " 'clerk1';"
        'CREATE TABLE heavy (id INT PRIMARY KEY, n INT NOT NULL);'
        'INSERT INTO heavy SELECT seq, 0 FROM seq_1_to_400000' % ENDS)
    return country


def day(n):
    """Each takes effect on a day of its own."""
    return (date(2026, 9, 17) + timedelta(n)).strftime('%d/%m/%Y')


class Reform:
    """One that is brought and started; what is left is to carry it out."""

    def __init__(self, country, node, rows, n):
        self.node, self.country, self.n = node, country, n
        v = self.visitor(node.program('reform_plan'))
        v.get('/unit/reform/new')
        text = 'act,unit,became,level,name,parent\n' + '\n'.join(rows) + '\n'
        a = v.upload('/unit/reform/new/file', v.form(
            {'decision': 'NQ %d' % n, 'decided': '', 'on_date': day(n)}),
            [('file', 'plan.csv', text.encode())])
        self.id = re.search('id=([0-9]+)', a.get('location')).group(1)
        self.program = v.program = node.program('reform')
        v.get('/unit/reform/plan?id=' + self.id)
        a = v.post('/unit/reform/start', v.form(
            {'id': self.id, 'version': '1', 'sure': '1'}))
        eq(a.status, 303, 'reform %d has begun' % n)

    def visitor(self, program):
        return self.country.visitor(program, 'clerk', 1)

    def asked(self, program):
        """A visitor who has but to press the button."""
        v = self.visitor(program)
        v.get('/unit/reform/plan?id=' + self.id)
        version = self.node.waited('SELECT version FROM reform WHERE id = ' +
                                   self.id)[0][0]
        return v, {'id': self.id, 'version': version}

    def step(self, program):
        v, fields = self.asked(program)
        return v.post('/unit/reform/step', v.form(fields))

    def state(self):
        return self.node.waited('SELECT state FROM reform WHERE id = ' +
                                self.id)[0][0]

    def finish(self):
        for _ in range(20):
            if self.state() != 'running':
                break
            self.step(self.program)
        eq(self.state(), 'done', 'reform %d is carried out' % self.n)


def sound(cluster, what, never=NEVER):
    found = []
    for node in cluster.nodes:
        found.append({name: rows for name, rows in (
            (name, node.waited(sql)) for name, sql in never.items()) if rows})
    eq(found, [{}] * len(found), what + ': nothing done is lost')


# ------------------------------------------------- what is done at that moment

def rename(unit):
    return 'rename,%d,,,Xã mới %d,' % (unit, unit)


def move(unit):
    return 'move,%d,,,,11' % unit


def tool(*words):
    return lambda cluster, country, node: node.try_tool(*words)


def sends(unit):
    def act(cluster, country, node):
        a = filing.Act('send', unit, country.report[unit], 1,
                       filing.figures(country.cells))
        v = country.visitor(node.program('entry'), 'head', unit)
        v.get('/entry')
        answer = filing.send(v, a)
        return 0 if answer.status == 303 else 1, answer.status, answer.reason
    return act


def acts(units, n):
    """What is done, each to a unit of its own: its name, the row of the plan
    that this unit is in, the act itself."""
    u = iter(units)

    def one(name, row, *words):
        unit = next(u)
        return name, row(unit), tool(*(str(w).replace('UNIT', str(unit))
                                       for w in words))
    sender, sender2 = next(u), next(u)
    return [
        one('a role is given', rename, 'account', 'grant', 'new%d' % n,
            'clerk', 'UNIT'),
        one('a role is taken', rename, 'account', 'revoke', 'clerkUNIT',
            'clerk', 'UNIT'),
        one('somebody leaves', rename, 'account', 'leave', 'clerkUNIT'),
        one('somebody comes', rename, 'account', 'move', 'new%d' % (n + 1),
            'UNIT'),
        one('somebody goes elsewhere', rename, 'account', 'move', 'clerkUNIT',
            '11'),
        one('a unit is assigned', rename, 'regime', 'assign', 'BENCH300',
            '--unit', 'UNIT'),
        one('a period is opened', move, 'regime', 'open', 'BENCH300',
            '%d-Q%d' % (2026 + (n + 3) // 4, 1 + (n + 3) % 4)),
        ('a report is sent that moves', move(sender), sends(sender)),
        ('a report is sent that goes over', rename(sender2), sends(sender2)),
    ]


def one_by_one(cluster, country):
    """The reform stands before COMMIT, on a node that is behind."""
    a, b = cluster.nodes[:2]
    for i, (name, row, act) in enumerate(acts(country.communes[:9], 1)):
        reform = Reform(country, b, [row], i)
        go_on = nodes.frozen(b, 'reform', reform.step)
        a.sql('UPDATE heavy SET n = n + 1')
        status, _, why = act(cluster, country, a)
        ok(int(b.status('last_committed')) < int(a.status('last_committed')),
           name + ': the node does not know it yet')
        answer = go_on()
        note('the reform: %s' % answer.reason)
        eq(status, 0, '%s elsewhere: %s' % (name, why))
        reform.finish()
        sound(cluster, name)


def at_once(cluster, country):
    """Several of them, on all nodes, and none waits for the other."""
    rest = country.communes[9:]
    rng = random.Random(4)
    answers = {}
    for n in range(ROUNDS):
        units, rest = rest[:9], rest[9:]
        x, y, z = rng.sample(cluster.nodes, 3)
        some = acts(units, 3 + 2 * n)
        spread = .6 if n % 2 else 2  # some come when it is over
        reform = Reform(country, x, [row for _, row, _ in some], 9 + n)
        v, fields = reform.asked(reform.program)
        fields = v.form(fields)
        gate = threading.Barrier(len(some) + 2)
        said = {}

        def go(name, work, after):
            gate.wait()
            time.sleep(after)
            said[name] = work()

        threads = [threading.Thread(target=go, args=(
            name, lambda act=act, node=node: act(cluster, country, node),
            rng.random() * spread)) for (name, _, act), node in zip(
                some, [y, z] * len(some))]
        threads.append(threading.Thread(target=go, args=(
            'reform', lambda: (v.post('/unit/reform/step', fields).status,),
            .2 + rng.random() * .6)))
        threads.append(threading.Thread(target=go, args=(
            'heavy', lambda: y.sql('UPDATE heavy SET n = n + 1 WHERE id <'
                                   ' 150000'), 0)))
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        del said['heavy']
        for name, answer in said.items():
            answers.setdefault(name, []).append(answer[0])
        reform.finish()
        sound(cluster, 'round %d' % n, AT_ONCE)
    for name, all_of in answers.items():
        note('%s: %s' % (name, all_of))
    note('%d roles were taken when they had gone over' % len(
        cluster.nodes[0].waited(NEVER[TAKEN])))
    cluster.nodes[0].tool('audit', 'seal')
    nodes.same(cluster, 'after all')
    nodes.verified(cluster, 'after all')


PARTS = [one_by_one, at_once]


def main():
    if not nodes.there():
        skip_all('no Galera here: apt-get install galera-4')
    with Private() as at:
        country = prepare(at)
        with nodes.Cluster(at, 3) as cluster:
            ok(cluster.whole(), 'three nodes')
            for part in PARTS:
                began = time.monotonic()
                part(cluster, country)
                for p in at.programs:
                    p.stop()
                note('%s: %.1f s' % (part.__name__, time.monotonic() - began))
    done()


main()
