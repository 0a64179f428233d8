"""fcgi.py - a FastCGI client: what a web server says to a worker

A request goes over a unix socket record by record, so that a test can also
say what no web server would.
"""
import socket
import struct

BEGIN, ABORT, END, PARAMS, STDIN, STDOUT, STDERR = 1, 2, 3, 4, 5, 6, 7


def record(kind, body=b'', request=1, version=1, length=None, padding=0):
    size = len(body) if length is None else length
    return struct.pack('>BBHHBB', version, kind, request, size, padding,
                       0) + body + b'\0' * padding


def begin(request=1, role=1, flags=0):
    return record(BEGIN, struct.pack('>HB5x', role, flags), request)


def _size(n):
    return bytes([n]) if n < 128 else struct.pack('>I', n | 0x80000000)


def pair(name, value):
    if isinstance(name, str):
        name = name.encode()
    if isinstance(value, str):
        value = value.encode('utf-8', 'surrogateescape')
    return _size(len(name)) + _size(len(value)) + name + value


def stream(kind, data, request=1, chunk=32768):
    parts = [data[i:i + chunk] for i in range(0, len(data), chunk)]
    return b''.join(record(kind, p, request) for p in parts) + record(
        kind, b'', request)


def params(variables, request=1):
    return stream(PARAMS, b''.join(
        pair(k, v) for k, v in variables.items()), request)


def connect(path, timeout=30):
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    s.settimeout(timeout)
    s.connect(path)
    return s


def _exactly(s, n):
    got = b''
    while len(got) < n:
        part = s.recv(n - len(got))
        if not part:
            raise EOFError('the worker hung up')
        got += part
    return got


def receive(s):
    """What comes back up to END_REQUEST: the bytes for the web server."""
    out = b''
    while True:
        _, kind, _, size, padding, _ = struct.unpack('>BBHHBB', _exactly(s, 8))
        body = _exactly(s, size)
        _exactly(s, padding)
        if kind == END:
            return out
        if kind == STDOUT:
            out += body


def talk(path, data, timeout=30, close=True):
    """Send these bytes as they are; what comes back, or the exception."""
    s = connect(path, timeout)
    try:
        s.sendall(data)
        if close:
            s.shutdown(socket.SHUT_WR)
        return receive(s)
    except (OSError, EOFError) as e:
        return e
    finally:
        s.close()


class Answer:
    """Status, headers and body of one answer."""

    def __init__(self, raw):
        self.raw = raw
        head, _, self.bytes = raw.partition(b'\r\n\r\n')
        self.head = []
        for line in head.decode('latin-1').split('\r\n'):
            name, _, value = line.partition(': ')
            self.head.append((name.lower(), value))
        self.status = int((self.get('status') or '0').split()[0])
        self.reason = self.get('status')

    def get(self, name):
        for n, v in self.head:
            if n == name.lower():
                return v
        return None

    def all(self, name):
        return [v for n, v in self.head if n == name.lower()]

    @property
    def text(self):
        return self.bytes.decode('utf-8', 'replace')


def exchange(path, variables, body=b'', timeout=30):
    """One honest request."""
    s = connect(path, timeout)
    try:
        s.sendall(begin() + params(variables) + stream(STDIN, body))
        return Answer(receive(s))
    finally:
        s.close()
