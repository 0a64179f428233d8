#!/usr/bin/env python3
# deployed
"""worker.t - a worker's life: beginning, ending, and what web servers may say

SIGTERM while idle, busy and under load; its share of requests; malformed
records; bodies that stop; the same program as plain CGI.
"""
import os
import signal
import socket
import struct
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fcgi
import fixture
from bare import Private, Visitor, wait_until
from tap import done, eq, like, note, ok

TABLE = ('CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
         ' n BIGINT NOT NULL, text MEDIUMTEXT NOT NULL)')
GET = {'REQUEST_METHOD': 'GET', 'SCRIPT_NAME': '/probe/any',
       'QUERY_STRING': 'a=1'}


def ended(worker, seconds):
    began = time.monotonic()
    wait_until(lambda: worker.poll() is not None, seconds, 0.005)
    return worker.poll(), time.monotonic() - began


def term_idle(at):
    probe = at.program('tests/web/probe.fcgi')
    probe.exchange(GET)
    w = probe.workers[0]
    time.sleep(0.1)
    w.terminate()
    status, took = ended(w, 3)
    eq(status, 0, 'SIGTERM while idle: it ends, and well')
    ok(took < 0.5, 'at once: %.3f s' % took)
    w = probe.start()
    w.terminate()
    status, took = ended(w, 3)
    ok(status in (0, -signal.SIGTERM) and took < 1,
       'SIGTERM before its first request: %s' % status)


def term_busy(at):
    probe = at.program('tests/web/probe.fcgi')
    w = probe.workers[0]
    got = []
    slow = dict(GET, SCRIPT_NAME='/probe/slow', QUERY_STRING='ms=900')
    t = threading.Thread(target=lambda: got.append(probe.exchange(slow)))
    t.start()
    time.sleep(0.3)
    w.terminate()
    time.sleep(0.2)
    eq(w.poll(), None, 'SIGTERM while busy: it goes on')
    t.join()
    eq(got[0].status, 200, 'until the request in hand is answered')
    status, took = ended(w, 3)
    eq(status, 0, 'and ends then')
    ok(took < 0.5, 'at once: %.3f s' % took)


def load(probe, seconds, threads=4):
    """(answered, failed) of honest requests, one connection each."""
    good, bad, end = [], [], time.monotonic() + seconds

    def run():
        while time.monotonic() < end:
            try:
                good.append(probe.exchange(GET, timeout=10).status == 200)
            except (OSError, EOFError) as e:
                bad.append(repr(e))

    ts = [threading.Thread(target=run) for _ in range(threads)]
    for t in ts:
        t.start()
    return ts, good, bad


def term_under_load(at):
    """There is always a next connection waiting: it must not take it."""
    probe = at.program('tests/web/probe.fcgi', workers=2)
    ts, good, bad = load(probe, 2.5)
    time.sleep(0.5)
    first, second = probe.workers
    before = len(good)
    first.terminate()
    status, took = ended(first, 2)
    eq(status, 0, 'SIGTERM under steady load: it ends')
    ok(took < 0.5, 'at once: %.3f s' % took)
    third = probe.start()
    time.sleep(0.3)
    second.terminate()
    status, took = ended(second, 2)
    eq(status, 0, 'the second one, too')
    for t in ts:
        t.join()
    note('%d answered, %d of them before the first signal' %
         (len(good), before))
    eq((bad, all(good)), ([], True), 'no request is lost')
    ok(len(good) > before + 50, 'and the others go on')
    eq(third.poll(), None, 'the new one lives')


def its_share(at):
    probe = at.program('tests/web/probe.fcgi', {'worker_requests': '25'})
    w = probe.workers[0]
    for _ in range(24):
        probe.exchange(GET)
    time.sleep(0.1)
    eq(w.poll(), None, 'before its last request it is there')
    eq(probe.exchange(GET).status, 200, 'its last is answered')
    eq(ended(w, 3)[0], 0, 'then it leaves')
    got = []
    t = threading.Thread(target=lambda: got.append(probe.exchange(GET)))
    t.start()
    time.sleep(0.2)
    probe.start()
    t.join()
    eq(got[0].status, 200, 'who comes in between waits for the next worker')
    probe = at.program('tests/web/probe.fcgi', {'worker_requests': '40'},
                       workers=2)
    stop = threading.Event()

    def supervise():
        while not stop.is_set():
            for w in list(probe.workers):
                if w.poll() is not None:
                    probe.workers.remove(w)
                    probe.start()
            time.sleep(0.01)

    s = threading.Thread(target=supervise)
    s.start()
    ts, good, bad = load(probe, 2)
    for t in ts:
        t.join()
    stop.set()
    s.join()
    note('%d answered' % len(good))
    eq((bad, all(good)), ([], True),
       'with workers that come and go no request is lost')
    ok(len(good) > 200, 'over several generations')



def growth(at):
    probe = at.program('tests/web/probe.fcgi', {'worker_mib': '1024'})
    w = probe.workers[0]
    with open(probe.path, 'rb') as f:
        sanitized = b'__asan_init' in f.read()
    for _ in range(64):
        probe.exchange(GET)
    eq(w.poll(), None, 'a worker that has not grown stays')
    if not sanitized:  # which keeps what is freed
        large = dict(GET, SCRIPT_NAME='/probe/large', QUERY_STRING='')
        probe.exchange(large)
        before = resident(w.pid)
        for _ in range(60):
            probe.exchange(large)
        note('resident: %d KiB, then %d KiB' % (before, resident(w.pid)))
        ok(resident(w.pid) < before + 1024, 'large pages leave nothing')
    probe = at.program('tests/web/probe.fcgi', {'worker_mib': '64'})
    w = probe.workers[0]
    got = [probe.exchange(dict(GET, SCRIPT_NAME='/probe/leak', QUERY_STRING='')
                          ).status for _ in range(64)]
    eq(got, [200] * 64, 'one that grows answers')
    eq(ended(w, 3)[0], 0, 'and leaves, when its size is looked at')


def resident(pid):
    """At rest: what a page needed is given back after the answer has gone."""
    def now():
        with open('/proc/%d/statm' % pid) as f:
            return int(f.read().split()[1]) * 4

    return min((now(), time.sleep(0.02))[0] for _ in range(25))


def malformed(at):
    """No web server says this; a worker must survive it, and go on."""
    probe = at.program('tests/web/probe.fcgi')
    begin, end = fcgi.begin(), fcgi.record(fcgi.STDIN)
    post = fcgi.params({'REQUEST_METHOD': 'POST', 'CONTENT_LENGTH': '10',
                        'SCRIPT_NAME': '/probe/note', 'CONTENT_TYPE':
                        'application/x-www-form-urlencoded'})

    def params(data):
        return fcgi.stream(fcgi.PARAMS, data)

    cases = [
        ('nothing', b''),
        ('half a header', begin[:5]),
        ('a header and no body', begin[:8]),
        ('only BEGIN', begin),
        ('garbage', bytes(range(200, 256)) * 3),
        ('HTTP', b'GET / HTTP/1.0\r\n\r\n'),
        ('another version', fcgi.record(fcgi.BEGIN, b'\0\1\0\0\0\0\0\0',
                                        version=9) + params(b'') + end),
        ('an unknown role', fcgi.begin(role=7) + fcgi.params(GET) + end),
        ('a short BEGIN', fcgi.record(fcgi.BEGIN, b'\0\1') + fcgi.params(GET)
         + end),
        ('no BEGIN', fcgi.params(GET) + end),
        ('two BEGINs', begin + fcgi.begin(2) + fcgi.params(GET) + end),
        ('BEGIN twice the same', begin + begin + fcgi.params(GET) + end),
        ('PARAMS without an end', begin + fcgi.record(
            fcgi.PARAMS, fcgi.pair('A', 'B'))),
        ('a name without a length', begin + params(b'\x05') + end),
        ('a length past the end', begin + params(b'\x05\x7fABCDE') + end),
        ('1 GiB of value', begin + params(
            b'\x01' + struct.pack('>I', 0xC0000000) + b'Axxxx') + end),
        ('lengths that overflow', begin + params(
            struct.pack('>I', 0xffffffff) * 2 + b'Axxxx') + end),
        ('NUL and = in a name', begin + fcgi.params(
            {b'A=B\0C': 'x', **GET}) + end),
        ('NUL in a value', begin + fcgi.params(
            {**GET, 'QUERY_STRING': 'a=1\0&b=2'}) + end),
        ('a variable twice', begin + fcgi.params(GET)[:-8] + fcgi.params(
            {'CONTENT_LENGTH': '99999', 'REQUEST_METHOD': 'POST'}) + end),
        ('no variables at all', begin + params(b'') + end),
        ('4000 variables', begin + fcgi.params(
            {'K%d' % i: 'v' * 190 for i in range(4000)}) + end),
        ('a record of 65535 bytes', begin + fcgi.params(GET) + fcgi.record(
            fcgi.STDIN, b'x' * 65535, padding=255) + end),
        ('an unknown record', begin + fcgi.record(99, b'x') +
         fcgi.params(GET) + end),
        ('ABORT', begin + post + fcgi.record(fcgi.ABORT) + end),
        ('ABORT inside the body', begin + post + fcgi.record(
            fcgi.STDIN, b'text') + fcgi.record(fcgi.ABORT) + end),
        ('a body cut inside a record', begin + post + fcgi.record(
            fcgi.STDIN, b'text', length=10)),
        ('a body that ends early', begin + post + fcgi.record(
            fcgi.STDIN, b'text') + end),
        ('a body of another request', begin + post + fcgi.record(
            fcgi.STDIN, b'0123456789', request=2) + end),
        ('DATA', begin + post + fcgi.record(8, b'x') + end),
    ]
    w = probe.workers[0]
    for what, data in cases:
        got = fcgi.talk(probe.socket, data, timeout=5)
        alive = w.poll() is None
        try:
            following = probe.exchange(GET, timeout=5).status
        except (OSError, EOFError) as e:
            following = e
        if not ok(alive and following == 200, what + ': survived'):
            note('%r then %r; alive: %s' % (got, following, alive))
            if w.poll() is not None:
                w = probe.start()
            else:
                w.kill()
                w = probe.start()
    eq(at.db.one('SELECT COUNT(*) FROM probe'), '0', 'none of it did anything')
    whole = begin + fcgi.params(dict(GET, SCRIPT_NAME='/probe/large',
                                     QUERY_STRING='')) + end
    for wait in (0, 0.005, 0.05):
        for _ in range(5):
            s = fcgi.connect(probe.socket)
            s.sendall(whole)
            time.sleep(wait)
            s.close()
    eq((probe.exchange(GET).status, w.poll()), (200, None),
       'a web server that hangs up before the answer, and inside it')


def stalled(at):
    """A web server that stops halfway does not hold a worker for ever."""
    probe = at.program('tests/web/probe.fcgi', {'stall_seconds': '1'})
    v = Visitor(at.login)
    v.login('head10', fixture.PASSWORD)
    v.program = probe
    v.get('/probe')
    body = b'text=x'
    whole = fcgi.begin() + fcgi.params(
        v.post_variables('/probe/note', body + b'more', {}))
    s = fcgi.connect(probe.socket)
    s.sendall(whole + fcgi.record(fcgi.STDIN, body))
    began = time.monotonic()
    try:
        answer = fcgi.Answer(fcgi.receive(s)).status
    except (OSError, EOFError) as e:
        answer = e
    eq(answer, 400, 'a body that stops is answered')
    ok(time.monotonic() - began < 4, 'after its time')
    s.close()
    eq(at.db.one('SELECT COUNT(*) FROM probe'), '0', 'and did nothing')
    s = fcgi.connect(probe.socket)
    s.sendall(fcgi.begin() + fcgi.params(dict(
        GET, SCRIPT_NAME='/probe/large', QUERY_STRING='')) + fcgi.record(
            fcgi.STDIN))
    began = time.monotonic()
    status = probe.exchange(GET, timeout=15).status
    eq(status, 200, 'a web server that reads no answer is left')
    note('after %.1f s' % (time.monotonic() - began))
    s.close()
    for what, data in (
            ('nothing', b''), ('half a header', fcgi.begin()[:5]),
            ('half a variable', fcgi.begin() + fcgi.params(GET)[:20])):
        s = fcgi.connect(probe.socket)
        s.sendall(data)
        status = 'no answer'
        try:
            status = probe.exchange(GET, timeout=15).status
        except OSError:
            pass
        eq(status, 200, 'so is one that says %s' % what)
        s.close()


def kept_open(at):
    """One connection a request, whatever the web server asks for."""
    probe = at.program('tests/web/probe.fcgi')
    s = fcgi.connect(probe.socket)
    s.sendall(fcgi.begin(flags=1) + fcgi.params(GET) + fcgi.record(
        fcgi.STDIN))
    eq(fcgi.Answer(fcgi.receive(s)).status, 200, 'a connection to be kept')
    try:
        status = probe.exchange(GET, timeout=8).status
    except (OSError, EOFError) as e:
        status = e
    eq(status, 200, 'holds no worker')
    probe.workers[0].terminate()
    eq(ended(probe.workers[0], 2)[0], 0, 'and keeps none from ending')
    s.close()


def plain_cgi(at):
    login, probe = at.login, at.program('tests/web/probe.fcgi', workers=0)
    a = at.plain_cgi(probe, GET)
    eq((a.status, a.get('content-type')), (200, 'text/html; charset=utf-8'),
       'the same program as plain CGI')
    eq(a.text.replace(a.get('x-request-id'), ''), a.text.replace(
        a.get('x-request-id'), ''), 'answers')

    class Cgi:
        def serving(self, path):
            return self

        def exchange(self, variables, body=b'', timeout=30):
            return at.plain_cgi(self.program, variables, body, timeout)

    c = Cgi()
    c.program = login
    v = Visitor(c)
    eq(v.login('head10', fixture.PASSWORD).status, 303, 'signing in')
    c.program = probe
    eq(v.get('/probe').status, 200, 'a page')
    eq(v.get('/', SCRIPT_NAME='', PATH_INFO='/probe').status, 200,
       'its path in PATH_INFO')
    form = v.form({'text': 'by CGI'})
    a = v.post('/probe/note', form)
    eq((a.status, a.get('location')), (303, '/probe?done=6'), 'a write')
    eq(v.post('/probe/note', form).get('location'), '/probe?done=6', 'twice')
    eq(at.db.one("SELECT COUNT(*) FROM probe WHERE text = 'by CGI'"), '1',
       'is done once')
    v.get('/probe')
    body = b'text=short'
    a = v.post('/probe/note', body, CONTENT_LENGTH='40')
    eq(a.status, 400, 'a body that is too short')
    eq(v.get('/nowhere').status, 404, 'an error page')
    eq(v.get('/probe', REQUEST_METHOD='HEAD').bytes, b'', 'HEAD')
    ok('baocao request=' in a.log, 'the log goes to standard error')


def started_badly(at):
    """What the settings say wrongly is said once, and ends the program."""
    for line, why in (('no_such_setting = 1', 'not known'),
                      ('hash_kib = many', 'cannot be read'),
                      ('hash_kib = 1', 'cannot be read'),
                      ('https = perhaps', 'cannot be read'),
                      ('nonsense', 'name = value'),
                      ('base = bc', 'base must be'),
                      ('base = /bc/', 'base must be'),
                      ('base = /', 'base must be')):
        path = at.folder + '/bad.conf'
        with open(at.base_conf) as f, open(path, 'w') as g:
            g.write(f.read() + line + '\n')
        p = at.program('tests/web/probe.fcgi', workers=0)
        p.conf = path
        w = p.start()
        eq(ended(w, 3)[0], 2, 'a setting that cannot be: ' + line)
        like(p.logged(), why, 'and why')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.db.sql(TABLE)
        at.login = at.program('login')
        malformed(at)
        stalled(at)
        kept_open(at)
        term_idle(at)
        term_busy(at)
        term_under_load(at)
        its_share(at)
        growth(at)
        plain_cgi(at)
        started_badly(at)
    done()


main()
