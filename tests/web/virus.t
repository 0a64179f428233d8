#!/usr/bin/env python3
# deployed
"""virus.t - files are looked at by ClamAV's daemon, where the settings name it:
what it finds is not taken, and without its verdict nothing is

The daemon is played here, by the words of its manual (clamd(8), INSTREAM).
"""
import os
import socket
import struct
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor
from tap import done, eq, like, unlike

TABLE = ('CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
         ' n BIGINT NOT NULL, text MEDIUMTEXT NOT NULL)')
# the harmless text that all scanners find, in two halves
EICAR = (r'X5O!P%@AP[4\PZX54(P^)7CC)7}$' +
         'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*').encode()


class Scanner(threading.Thread):
    """Listens; answers as it is told, or as a scanner would."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.says = None
        self.seen = []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(5)
        os.chmod(path, 0o666)

    def run(self):
        while True:
            s, _ = self.listener.accept()
            with s, s.makefile('rb') as f:
                try:
                    self.serve(s, f)
                except OSError:
                    pass

    def serve(self, s, f):
        if self.says == 'nothing':
            s.recv(4)
            return
        if self.says == 'silence':
            f.read()
            return
        if f.read(10) != b'zINSTREAM\0':
            s.sendall(b'UNKNOWN COMMAND\0')
            return
        whole = b''
        while True:
            n, = struct.unpack('>I', f.read(4))
            if n == 0:
                break
            whole += f.read(n)
        self.seen.append(whole)
        if self.says is not None:
            s.sendall(self.says)
        elif EICAR in whole:
            s.sendall(b'stream: Eicar-Signature FOUND\0')
        else:
            s.sendall(b'stream: OK\0')


def send(v, content):
    v.get('/probe')
    return v.upload('/probe/file', v.form({'text': 'x'}),
                    [('file', 'a.xlsx', content)])


def count(at):
    return int(at.db.one('SELECT COUNT(*) FROM probe'))


def refusals(at):
    return [row[0] for row in at.db.sql(
        "SELECT detail FROM audit WHERE act = 'refuse' ORDER BY at, seq")]


def verdicts(at, v, scanner):
    big = os.urandom(1 << 19) + b'.' * 1000
    eq(send(v, big).status, 303, 'a clean file is taken')
    eq([x == big for x in scanner.seen], [True], 'it was looked at, whole')
    n = count(at)
    a = send(v, b'PK' + EICAR)
    eq(a.status, 422, 'one with a virus is not')
    like(a.text, 'Tệp: Trong tệp này phần mềm quét phát hiện Eicar-Signature', 'and it is told so')
    eq(count(at), n, 'nothing was done')
    like(refusals(at)[-1], 'path=/probe/file; .*why=virus',
         'it is in the record')
    scanner.seen.clear()
    v.get('/probe')
    form = v.form({'text': 'x'})
    bad = [('file', 'a.xlsx', EICAR)]
    eq(v.upload('/probe/file', dict(form, csrf='0' * 64), bad).status, 403,
       'a forged form')
    eq(Visitor(v.program).upload('/probe/file', form, bad).status, 303,
       'somebody who is not signed in')
    v.get('/probe')
    eq(v.upload('/probe/file', v.form({'text': 'x'}),
                [('file', '', b'')]).status, 303, 'no file')
    eq(scanner.seen, [], 'make no work for the scanner')


def no_verdict(at, v, scanner):
    n = count(at)
    for says, what in (
            ('nothing', 'it hangs up'),
            (b'INSTREAM size limit exceeded. ERROR\0', 'it takes no more'),
            (b'stream: OK, perhaps\0', 'it hesitates'),
            (b'stream:  FOUND', 'it finds nothing'),
            (b'stream: OK\n', 'it is another program'),
            (b'', 'it says nothing'),
            (b'x' * 5000, 'it says too much')):
        scanner.says = says
        a = send(v, b'clean')
        eq(a.status, 503, what)
        like(a.text, 'phần mềm quét chưa trả lời', what + ': it is told so')
    if 'BAOCAO_LONG' in os.environ:
        scanner.says = 'silence'
        eq(send(v, b'clean').status, 503, 'it never answers')
    scanner.says = b'stream: A\x07<b>' + b'y' * 90 + b' FOUND\0'
    a = send(v, b'clean')
    eq(a.status, 422, 'a strange name')
    like(a.text, r'phát hiện A\?&lt;b&gt;y+\.', 'is shown as text')
    unlike(a.text, 'y' * 80, 'not all of it')
    scanner.says = None
    eq(count(at), n, 'nothing was done')
    eq(send(v, b'clean').status, 303, 'it is well again')


with Private() as at:
    fixture.load(at.db)
    at.db.sql(TABLE)
    path = at.folder + '/clamd.ctl'
    scanner = Scanner(path)
    scanner.start()
    v = Visitor(at.program('login'))
    v.login('clerk100', fixture.PASSWORD)
    v.program = at.program('tests/web/probe.fcgi', {'scan_socket': path})
    verdicts(at, v, scanner)
    no_verdict(at, v, scanner)
    plain = at.base_conf
    at.base_conf = at.write_conf('scan.conf', {'scan_socket': path})
    like(at.try_tool('doctor')[1], r'(?m)^ok +scanner', 'doctor has asked it')
    os.unlink(path)
    like(at.try_tool('doctor')[1], r'(?m)^BAD +scanner', 'and knows it is gone')
    at.base_conf = plain
    eq(send(v, b'clean').status, 503, 'no scanner there')
    unlike(v.program.logged(), 'sandbox: the system', 'no call was refused')
    v.program = at.program('tests/web/probe.fcgi')
    eq(send(v, EICAR).status, 303,
       'without the setting nobody looks: the control')
done()
