#!/usr/bin/env python3
# deployed
"""tcp.t - a database on another machine: reached by name and TCP, lost, and
reached again from inside the sandbox; over TLS, by a certificate that is
checked, or not at all"""
import os
import socket
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor
from tap import done, eq, like, ok


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def name():
    """This machine's, but not "localhost": that means a unix socket."""
    for it in (socket.gethostname(), 'localhost.'):
        try:
            if socket.gethostbyname(it) == '127.0.0.1':
                return it
        except OSError:
            pass
    return '127.0.0.1'


def authority(folder, who):
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
            '-subj', '/CN=' + who, '-keyout', '%s/%s.key' % (folder, who),
            '-out', '%s/%s.pem' % (folder, who))


def certificate(folder, who, host, by):
    """By that authority, for a server of that name."""
    at = '%s/%s' % (folder, who)
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=' + host,
            '-keyout', at + '.key', '-out', at + '.csr')
    with open(at + '.ext', 'w') as f:
        f.write('subjectAltName=DNS:%s\n' % host.rstrip('.'))
    openssl('x509', '-req', '-in', at + '.csr', '-days', '2',
            '-CA', '%s/%s.pem' % (folder, by),
            '-CAkey', '%s/%s.key' % (folder, by), '-CAcreateserial',
            '-extfile', at + '.ext', '-out', at + '.pem')


def openssl(*words):
    subprocess.run(['openssl', *words], check=True,
                   stderr=subprocess.DEVNULL)


def restarted(at, *more):
    at.db.stop()
    at.db.options = TCP + list(more)
    at.db.start()


def serving(at, who):
    """With that certificate."""
    restarted(at, '--ssl-cert=%s/%s.pem' % (at.folder, who),
              '--ssl-key=%s/%s.key' % (at.folder, who),
              '--ssl-ca=%s/ca.pem' % at.folder)


def asked(at, what, status, said='', **way):
    """The page of signing in, which needs the database."""
    program = at.program('login', {**WAY, **way})
    eq(Visitor(program).get('/login').status, status, what)
    if said:
        like(program.logged(), said, what + ': the log says why')
    program.stop()


NO_TLS = 'connect: TLS/SSL error'
HOST = name()
PORT = free_port()
TCP = ['--skip-networking=0', '--bind-address=127.0.0.1', '--port=%d' % PORT]
WAY = {'db_host': HOST, 'db_port': str(PORT), 'db_socket': '',
       'db_user': 'far', 'db_password': 'x'}

with Private(db=TCP) as at:
    ca = at.folder + '/ca.pem'
    fixture.load(at.db)
    at.db.sql("CREATE USER far@'127.0.0.1' IDENTIFIED BY 'x';"
              " GRANT ALL ON baocao.* TO far@'127.0.0.1'")
    authority(at.folder, 'ca')
    authority(at.folder, 'stranger')
    certificate(at.folder, 'good', HOST, 'ca')
    certificate(at.folder, 'other', 'db.example', 'ca')
    certificate(at.folder, 'foreign', HOST, 'stranger')

    serving(at, 'good')
    at.db.sql("ALTER USER far@'127.0.0.1' REQUIRE SSL")
    way = {**WAY, 'db_ca': ca}
    login, home = at.program('login', way), at.program('home', way)
    v = Visitor(login)
    eq(v.login('head100', fixture.PASSWORD).status, 303, 'signing in')
    v.program = home
    eq(v.get('/').status, 200, 'a page')
    at.db.stop()
    eq(v.get('/').status, 503, 'without the database: come again')
    at.db.start()
    eq(v.get('/').status, 200, 'it is there again, and so is the page')
    ok(home.workers[0].poll() is None, 'by the same worker')
    eq([p.name for p in at.programs if 'sandbox: the system' in p.logged()],
       [], 'no call was refused')
    asked(at, 'an authority that the system does not know', 503, NO_TLS)
    asked(at, 'a server that wants TLS, and gets none', 503, 'Access denied',
          db_plain='yes')

    at.db.sql("ALTER USER far@'127.0.0.1' REQUIRE NONE")
    serving(at, 'other')
    asked(at, "another host's certificate", 503, NO_TLS, db_ca=ca)
    serving(at, 'foreign')
    asked(at, "another authority's certificate", 503, NO_TLS, db_ca=ca)
    restarted(at, '--skip-ssl')
    asked(at, 'a server without TLS', 503, NO_TLS, db_ca=ca)
    asked(at, 'a server without TLS, and no authority named', 503,
          NO_TLS)
    asked(at, 'it would answer who asks for none', 200, db_plain='yes')
    at.base_conf = at.write_conf('far.conf', {**WAY, 'db_plain': 'yes'})
    like(at.try_tool('doctor')[1], r'(?m)^note .*without TLS$',
         'doctor tells of it')
    asked(at, 'nor is TLS asked for on this machine', 200,
          db_host='127.0.0.1')
    restarted(at, '--skip-ssl', '--version=10.5.29-MariaDB')
    like(at.try_tool('doctor')[1], r'(?m)^BAD +server: 10\.5\.29.*too old',
         'doctor tells of a server that is too old')
done()
