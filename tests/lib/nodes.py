"""nodes.py - a database of three nodes that all take writes (Galera)

    with Private(accounts=False) as at:
        ... make the tables, load a state: one server, no cluster yet ...
        with Cluster(at, 3) as cluster:
            entry = cluster.nodes[1].program('entry')   # works on that node
            cluster.nodes[2].kill()
            cluster.nodes[2].start()                    # joins, catches up

Node 0 is the server that was there; the others begin as copies of its folder.
They talk over ports of 127.0.0.1, programs reach each by a socket of its own.
A node that was killed finds out how far it had come (--wsrep-recover) and is
sent what it missed (see wsrep_sst_step).  One that is lost is noticed after a
second, not after five as by default.
"""
import copy
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading

from bare import HERE, Database, wait_until
from tap import eq, ok

PROVIDER = '/usr/lib/galera/libgalera_smm.so'
SECONDS = 60


def there():
    return os.path.exists(PROVIDER)


def free_ports(n):
    """Ports that nobody had a moment ago."""
    held = [socket.socket() for _ in range(n)]
    for s in held:
        s.bind(('127.0.0.1', 0))
    ports = [s.getsockname()[1] for s in held]
    for s in held:
        s.close()
    return ports


class Node(Database):
    """One of them; what Private does with its only server, with this one."""

    def __init__(self, at, folder, n):
        super().__init__(folder, at.db.options)
        self.at, self.n = at, n
        self.plain = self.options
        self.talk, self.catch_up = free_ports(2)
        self.known = []  # where the others are
        self.killed = False
        self.env['PATH'] = HERE + ':' + os.environ['PATH']

    def arguments(self):
        provider = {
            'base_host': '127.0.0.1', 'base_port': self.talk,
            'gmcast.listen_addr': 'tcp://127.0.0.1:%d' % self.talk,
            'ist.recv_addr': '127.0.0.1:%d' % self.catch_up,
            'gcache.size': '32M', 'evs.keepalive_period': 'PT0.3S',
            'evs.suspect_timeout': 'PT1S', 'evs.inactive_timeout': 'PT3S',
            'evs.inactive_check_period': 'PT0.2S',
            'evs.install_timeout': 'PT3S'}
        return [*self.plain, '--wsrep-on=ON', '--wsrep-provider=' + PROVIDER,
                '--wsrep-provider-options=' + ';'.join(
                    '%s=%s' % pair for pair in provider.items()),
                '--binlog-format=ROW', '--innodb-autoinc-lock-mode=2',
                '--innodb-flush-log-at-trx-commit=1',
                '--wsrep-cluster-name=baocao-test',
                '--wsrep-cluster-address=gcomm://' + ','.join(
                    '127.0.0.1:%d' % port for port in self.known),
                '--wsrep-node-name=node%d' % self.n,
                '--wsrep-node-address=127.0.0.1:%d' % self.talk,
                '--wsrep-sst-method=step', '--bind-address=127.0.0.1']

    def position(self):
        """How far it had come when it was killed."""
        got = subprocess.run(
            ['mariadbd', '--no-defaults', '--user=root'
             if os.getuid() == 0 else '--skip-name-resolve',
             '--datadir=' + self.data, '--socket=' + self.socket,
             '--wsrep-recover', *self.arguments(),
             '--innodb-log-file-size=8M', '--skip-networking'],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, 'TMPDIR': self.folder, **self.env})
        return re.search('Recovered position: *(\\S+)',
                         got.stdout.decode(errors='replace')).group(1)

    def start(self, first=False):
        """first: it is the cluster; the others join."""
        more = ['--wsrep-new-cluster'] if first else []
        if self.killed:
            more.append('--wsrep-start-position=' + self.position())
        self.options = self.arguments() + more
        super().start()
        self.killed = False
        if not wait_until(self.synced, SECONDS, 0.05):
            raise OSError('node %d does not join: %s/db.log' % (
                self.n, self.folder))

    def kill(self):
        self.stop(signal.SIGKILL)
        self.killed = True

    def status(self, name):
        rows = self.sql("SHOW GLOBAL STATUS LIKE 'wsrep_%s'" % name)
        return rows[0][1] if rows else None

    def synced(self):
        try:
            return self.status('local_state_comment') == 'Synced' and \
                self.status('ready') == 'ON'
        except OSError:
            return False

    def waited(self, text):
        """Rows, once everything acknowledged anywhere has come here."""
        return self.sql('SET SESSION wsrep_sync_wait = 15; ' + text)

    def conf(self, more=None):
        return {'db_socket': self.socket, **(more or {})}

    def program(self, name, conf=None, workers=1):
        return self.at.program(name, self.conf(conf), workers)

    def try_tool(self, *words):
        """The command line on this node; as Private has it."""
        view = copy.copy(self.at)
        view.base_conf = self.at.write_conf('node%d.conf' % self.n,
                                            self.conf())
        return view.try_tool(*words)

    def tool(self, *words):
        status, said, why = self.try_tool(*words)
        if status != 0:
            raise OSError(said + why)
        return said


class Cluster:
    def __init__(self, at, n):
        self.at = at
        self.nodes = []
        at.db.stop()
        for i in range(n):
            folder = '%s/node%d' % (at.folder, i)
            os.mkdir(folder)
            self.nodes.append(Node(at, folder, i))

    def __enter__(self):
        try:
            self.spread()
        except BaseException:
            self.__exit__()
            raise
        return self

    def spread(self):
        """One alone first, so that all copies belong to the same cluster."""
        first = self.nodes[0]
        shutil.copytree(self.at.db.data, first.data)
        first.start(True)
        first.stop()
        for node in self.nodes[1:]:
            shutil.copytree(first.data, node.data)
        for node in self.nodes:
            node.known = [other.talk for other in self.nodes]
            node.start(node is first)

    def whole(self):
        """All of them are one, and each has everything."""
        return wait_until(lambda: all(
            node.synced() and node.status('cluster_size') ==
            str(len(self.nodes)) for node in self.nodes), SECONDS)

    def __exit__(self, *_):
        for node in self.nodes:
            node.stop(signal.SIGKILL)


def frozen(node, name, ask):
    """Asks a worker of that node that stops before COMMIT: how to let it go
    on, which returns the answer."""
    program = node.program(name, workers=0)
    worker = program.start(BAOCAO_FREEZE='before_commit')
    got = []
    t = threading.Thread(target=lambda: got.append(ask(program)))
    t.start()

    def stopped():
        with open('/proc/%d/stat' % worker.pid) as f:
            return f.read().rsplit(')', 1)[1].split()[0] == 'T'
    ok(wait_until(stopped), name + ': it stands before COMMIT')

    def go_on():
        worker.send_signal(18)  # SIGCONT
        t.join()
        return got[0]
    return go_on


def same(cluster, what):
    """Every table, on every node."""
    tables = [row[0] for row in cluster.nodes[0].waited('SHOW TABLES')]
    text = 'CHECKSUM TABLE ' + ', '.join('`%s`' % t for t in tables)
    sums = [node.waited(text) for node in cluster.nodes]
    return eq([s == sums[0] for s in sums], [True] * len(sums),
              what + ': all nodes hold the same')


def verified(cluster, what):
    """And say the same of it."""
    said = []
    for node in cluster.nodes:
        got = json.loads(node.tool('--json', 'verify'))
        said.append({k: got[k] for k in ('entries', 'chains', 'seals',
                                         'sealed', 'revisions', 'last_hash',
                                         'unsealed')})
        eq(got['broken'], [], '%s: node %d verifies' % (what, node.n))
    eq(said, [said[0]] * len(said), what + ': and they say the same')
    return said[0]
