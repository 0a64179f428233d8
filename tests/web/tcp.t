#!/usr/bin/env python3
# deployed
"""tcp.t - a database on another machine: reached by name and TCP, lost, and
reached again from inside the sandbox"""
import os
import socket
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor
from tap import done, eq, ok


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


port = free_port()
with Private(db=['--skip-networking=0', '--bind-address=127.0.0.1',
                 '--port=%d' % port]) as at:
    fixture.load(at.db)
    at.db.sql("CREATE USER far@'127.0.0.1' IDENTIFIED BY 'x';"
              " GRANT ALL ON baocao.* TO far@'127.0.0.1'")
    way = {'db_host': name(), 'db_port': str(port), 'db_socket': '',
           'db_user': 'far', 'db_password': 'x'}
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
done()
