"""bare.py - a database and workers of our own, for as long as a test runs

    with Private() as at:
        login = at.program('login')
        v = Visitor(login)

The programs are run as they are, with no web server in between.  The
database is made once for a build and copied for each test.
"""
import ctypes
import fcntl
import getpass
import html
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

import fcgi

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get('BAOCAO_SOURCE') or os.path.dirname(
    os.path.dirname(HERE))
BUILD = os.environ.get('BAOCAO_BUILD') or SOURCE + '/build'
# a program built with ASan is large from the start: it must not leave for that
CHEAP = {'hash_kib': '8', 'hash_passes': '1', 'worker_mib': '4096',
         'second_roles': 'none'}


def wait_until(what, seconds=20, step=0.02):
    """Until what() is true; whether it became so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(step)
    return bool(what())


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def password_hash(password, kib=8, passes=1):
    """As io/secret.c makes it, by the same library."""
    sodium = ctypes.CDLL('libsodium.so.23')
    if sodium.sodium_init() < 0:
        raise OSError('sodium_init')
    out = ctypes.create_string_buffer(128)
    text = password.encode()
    if sodium.crypto_pwhash_str_alg(
            out, text, ctypes.c_ulonglong(len(text)),
            ctypes.c_ulonglong(passes), ctypes.c_size_t(kib * 1024), 2):
        raise OSError('crypto_pwhash_str_alg')
    return out.value.decode()


class Database:
    """mariadbd on a private socket; root without a password."""

    def __init__(self, folder, options=()):
        self.folder = folder
        self.data = folder + '/db'
        self.socket = folder + '/my.sock'
        self.process = None
        self.options = list(options)  # of the server, after ours
        self.env = {}  # of its process

    @staticmethod
    def _install(data, log):
        subprocess.run(
            ['mariadb-install-db', '--no-defaults',
             '--user=' + getpass.getuser(), '--datadir=' + data,
             '--skip-test-db', '--skip-name-resolve', '--force',
             '--auth-root-authentication-method=normal',
             '--innodb-log-file-size=8M'],
            check=True, stdout=log, stderr=log,
            env={**os.environ, 'TMPDIR': os.path.dirname(data)})

    def make(self):
        """Where the empty database of this build is, made if need be."""
        kept = BUILD + '/seed/plain'
        os.makedirs(kept, exist_ok=True)
        with open(kept + '/.lock', 'w') as lock, \
                open(kept + '/install.log', 'w') as log:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.isdir(kept + '/db'):
                shutil.rmtree(kept + '/db.new', ignore_errors=True)
                self._install(kept + '/db.new', log)
                os.rename(kept + '/db.new', kept + '/db')
        return kept + '/db'

    def start(self):
        """Also after stop(), however it ended."""
        log = open(self.folder + '/db.log', 'a')
        self.process = subprocess.Popen(
            ['mariadbd', '--no-defaults', '--user=' + getpass.getuser(),
             '--datadir=' + self.data, '--socket=' + self.socket,
             '--skip-networking', '--skip-name-resolve', '--skip-log-bin',
             '--performance-schema=OFF', '--innodb-buffer-pool-size=32M',
             '--innodb-log-file-size=8M', '--max-connections=60',
             '--innodb-flush-log-at-trx-commit=0',
             '--character-set-server=utf8mb4',
             '--collation-server=utf8mb4_bin', '--local-infile=0',
             *self.options],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            # a server that starts removes what others keep in their TMPDIR
            env={**os.environ, 'TMPDIR': self.folder, **self.env},
            start_new_session=True)
        log.close()
        if not wait_until(self._ready, 60, 0.05):
            raise OSError('mariadbd does not start: %s/db.log' % self.folder)

    def _ready(self):
        try:
            s = socket.socket(socket.AF_UNIX)
            s.settimeout(5)
            s.connect(self.socket)
            return len(s.recv(4)) == 4
        except OSError:
            return False
        finally:
            s.close()

    def stop(self, sig=signal.SIGTERM):
        if self.process is not None:
            self.process.send_signal(sig)
            self.process.wait()
            self.process = None

    def client(self, *more):
        return ['mariadb', '--no-defaults', '--socket=' + self.socket,
                '--user=root', '--default-character-set=utf8mb4', '--batch',
                '--raw', '--skip-column-names', *more]

    def sql(self, text, database='baocao'):
        """Rows as lists of texts; NULL is 'NULL'."""
        got = subprocess.run(self.client(database), input=text.encode(),
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if got.returncode != 0:
            raise OSError(got.stderr.decode())
        return [line.split('\t')
                for line in got.stdout.decode().splitlines()]

    def one(self, text):
        """The first column of the first row."""
        rows = self.sql(text)
        return rows[0][0] if rows else None

    def session(self):
        """A connection that stays: to hold locks with."""
        return DatabaseSession(self)


class DatabaseSession:
    def __init__(self, db):
        self.process = subprocess.Popen(
            db.client('--unbuffered', '--force', 'baocao'),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        self.n = 0

    def send(self, text):
        """Without waiting for what comes of it."""
        self.process.stdin.write(text.encode() + b';\n')
        self.process.stdin.flush()

    def run(self, text):
        """And wait: the lines that came back."""
        self.n += 1
        mark = 'mark-%d' % self.n
        self.send(text + ";\nSELECT '%s'" % mark)
        lines = []
        while True:
            line = self.process.stdout.readline().decode().rstrip('\n')
            if line == mark or line == '':
                return lines
            lines.append(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Program:
    """Workers of one program, on one socket."""

    def __init__(self, at, path, conf, workers):
        self.at, self.path, self.conf = at, path, conf
        self.name = os.path.basename(path)
        self.socket = tempfile.mktemp('.sock', self.name + '-', at.folder)
        self.log = self.socket[:-5] + '.log'
        self.listen()
        self.beside = None
        self.workers = []
        for _ in range(workers):
            self.start()

    def listen(self):
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(self.socket)
        self.listening.listen(128)

    def start(self, **env):
        with open(self.log, 'ab') as log:
            self.workers.append(subprocess.Popen(
                self.traced(log.name) + [self.path], stdin=self.listening, stdout=log, stderr=log,
                cwd=self.at.folder, env=self.at.environment(self.conf, env)))
        return self.workers[-1]

    def traced(self, log):
        """For tests/web/calls.t: its system calls go to a folder."""
        folder = os.environ.get('BAOCAO_TRACE')
        return [] if folder is None else [
            'strace', '-D', '-f', '-qq', '-s', '0', '-e', 'signal=none', '-o',
            '%s/%s.%d.%s' % (folder, self.name[:-5], len(self.workers),
                             os.path.basename(log))]

    def exchange(self, variables, body=b'', timeout=30):
        return fcgi.exchange(self.socket, variables, body, timeout)

    def serving(self, path):
        """Who answers that address: signing in has a program beside it."""
        if self.name != 'login.fcgi' or not re.match('/(password|reset)', path):
            return self
        if self.beside is None:
            self.beside = Program(self.at, BUILD + '/password.fcgi',
                                  self.conf, 1)
            self.at.programs.append(self.beside)
        return self.beside

    def logged(self):
        with open(self.log, errors='replace') as f:
            text = f.read()
        return text + (self.beside.logged() if self.beside else '')

    def line(self, answer):
        """The log line of this answer, as a dict."""
        wanted = 'request=%s ' % answer.get('x-request-id')
        for line in self.logged().splitlines():
            if ' status=' in line and wanted in line:
                return dict(w.split('=', 1)
                            for w in line.split()[1:] if '=' in w)
        return {}

    def stop(self):
        for w in self.workers:
            if w.poll() is None:
                w.kill()
            w.wait()
        self.workers = []
        self.listening.close()


class Private:
    def __init__(self, conf=None, schema=True, db=(), accounts=True):
        self.conf = dict(CHEAP)
        self.conf.update(conf or {})
        self.schema = schema
        self.accounts = accounts and schema
        self.db_options = db
        self.programs = []

    def __enter__(self):
        self.folder = tempfile.mkdtemp(
            prefix='web.', dir=os.environ.get('BAOCAO_SITES') or None)
        self.db = Database(self.folder, self.db_options)
        with open(self.folder + '/second.key', 'w') as f:
            f.write(os.urandom(32).hex())
        self.base_conf = self.write_conf('baocao.conf', {})
        try:
            if self.accounts:
                kept = self.with_accounts()
                shutil.copytree(kept + '/accounts', self.folder + '/accounts')
                shutil.copytree(kept + '/db', self.db.data)
                self.db.start()
            else:
                shutil.copytree(self.db.make(), self.db.data)
                self.db.start()
                self.make_tables()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_):
        for p in self.programs:
            p.stop()
        self.db.stop(signal.SIGKILL)
        if os.environ.get('BAOCAO_KEEP') is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print('# kept: ' + self.folder)

    def make_tables(self):
        self.db.sql('CREATE DATABASE baocao CHARACTER SET utf8mb4'
                    ' COLLATE utf8mb4_bin', 'mysql')
        if self.schema:
            with open(SOURCE + '/sql/schema.sql') as f:
                self.db.sql(f.read())

    def with_accounts(self):
        """A database with tables, and an account of its own for each program,
        as in a real installation: a right that one needs and was not given is
        missed at once.  Made once for these programs and tables."""
        script = self.tool('grants', '--programs', BUILD)
        with open(SOURCE + '/sql/schema.sql') as f:
            kept = BUILD + '/seed/plain-' + sha256(script + f.read())[:16]
        os.makedirs(os.path.dirname(kept), exist_ok=True)
        with open(kept + '.lock', 'w') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.isdir(kept):
                with Private(accounts=False) as at:
                    at.make_accounts(kept)
        return kept

    def make_accounts(self, kept):
        folder = self.folder + '/accounts'
        os.mkdir(folder, 0o700)
        self.db.sql(self.tool('grants', '--accounts', folder, '--programs',
                              BUILD))
        self.db.stop()
        os.mkdir(kept + '.new')
        shutil.move(self.db.data, kept + '.new/db')
        shutil.move(folder, kept + '.new/accounts')
        os.rename(kept + '.new', kept)

    def write_conf(self, name, more):
        values = {
            'db_socket': self.db.socket, 'db_name': 'baocao',
            'db_user': 'root', 'html_dir': SOURCE + '/html',
            'locale_dir': BUILD + '/locale', 'run_dir': self.folder,
            'seed_dir': SOURCE + '/sql/seed',
            'second_key': self.folder + '/second.key',
            'fonts_conf': SOURCE + '/apache/fonts.conf', 'test': 'yes'}
        values.update(self.conf)
        values.update(more)
        path = self.folder + '/' + name
        # whole, or not: another thread's command may be reading it
        with tempfile.NamedTemporaryFile('w', dir=self.folder,
                                         delete=False) as f:
            for k, v in values.items():
                if v is not None:  # else it is as where nobody says anything
                    f.write('%s = %s\n' % (k, v))
        os.chmod(f.name, 0o644)
        os.replace(f.name, path)
        return path

    @staticmethod
    def environment(conf, more):
        env = {'PATH': os.environ['PATH'], 'BAOCAO_CONF': conf}
        for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS'):
            if name in os.environ:
                env[name] = os.environ[name]
        env.setdefault('ASAN_OPTIONS', 'detect_leaks=0')
        env.update(more)
        return env

    def tool(self, *words):
        """The command line; what it says."""
        status, said, why = self.try_tool(*words)
        if status != 0:
            raise OSError(said + why)
        return said

    def try_tool(self, *words, said=''):
        """Its status, what it says, and what it complains about."""
        got = subprocess.run(
            [BUILD + '/tool/baocao', *words], input=said.encode(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.environment(self.base_conf, {'LANG': 'en'}))
        return got.returncode, got.stdout.decode(), got.stderr.decode()

    def program(self, name, conf=None, workers=1):
        """NAME.fcgi of the build, or a path below it; on its own conf."""
        path = '%s/%s' % (BUILD, name if '/' in name else name + '.fcgi')
        if not os.path.exists(path):
            raise OSError('not built: ' + path)
        more = dict(conf or {})
        # a program of a test's own has no line in the table, and no account;
        # a test that names an account wants that one
        if self.accounts and '/' not in name and 'db_user' not in more:
            more['db_accounts'] = self.folder + '/accounts'
        where = self.base_conf
        if more:
            where = self.write_conf('conf.%d' % len(self.programs), more)
        p = Program(self, path, where, workers)
        self.programs.append(p)
        return p

    def library(self, source, *flags):
        """Built from one file, to be loaded before a program."""
        path = '%s/%s.so' % (self.folder, os.path.basename(source)[:-2])
        subprocess.run(['cc', '-O2', '-fPIC', '-shared', *flags, '-o', path,
                        SOURCE + '/' + source, '-ldl'], check=True)
        return path

    def plain_cgi(self, program, variables, body=b'', timeout=30):
        """The same binary as a CGI program."""
        env = {'GATEWAY_INTERFACE': 'CGI/1.1'}
        env.update(variables)
        got = subprocess.run(
            [program.path], input=body, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=timeout,
            env=self.environment(program.conf, env))
        answer = fcgi.Answer(got.stdout)
        answer.log = got.stderr.decode(errors='replace')
        return answer


def multipart(fields, files=(), boundary='----bound'):
    """A form's body as browsers send it; files: (field, name, bytes)."""
    parts = []
    for name, value in fields.items():
        parts.append(b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' %
                     (name.encode(), value.encode()))
    for name, file, content in files:
        parts.append(b'Content-Disposition: form-data; name="%s"; '
                     b'filename="%s"\r\nContent-Type: application/octet-stream'
                     b'\r\n\r\n%s' % (name.encode(), file.encode(), content))
    line = b'--' + boundary.encode()
    return b''.join(line + b'\r\n' + p + b'\r\n' for p in parts) + \
        line + b'--\r\n'


class Visitor:
    """A browser: keeps cookies, finds the tokens of the last page."""

    def __init__(self, program, base='', address='192.0.2.7', **variables):
        self.program, self.base, self.address = program, base, address
        self.variables = variables
        self.cookies = {}
        self.page = ''
        self.body = b''

    def variables_for(self, method, path, more):
        path, _, query = path.partition('?')
        v = {'REQUEST_METHOD': method, 'SCRIPT_NAME': self.base + path,
             'QUERY_STRING': query, 'REMOTE_ADDR': self.address,
             'SERVER_PROTOCOL': 'HTTP/1.1', 'HTTP_HOST': 'bc.example'}
        if self.cookies:
            v['HTTP_COOKIE'] = '; '.join(
                '%s=%s' % c for c in self.cookies.items())
        v.update(self.variables)
        v.update(more)
        return {k: x for k, x in v.items() if x is not None}

    def keep(self, answer):
        for text in answer.all('set-cookie'):
            name, _, rest = text.partition('=')
            value, *flags = rest.split('; ')
            if 'Max-Age=0' in flags:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        if answer.bytes:
            self.page = answer.text
        return answer

    def get(self, path, **more):
        return self.keep(self.program.serving(path).exchange(
            self.variables_for('GET', path, more)))

    def hidden(self, name):
        found = re.search(r"name='%s' value='([^']*)'" % name, self.page)
        return found.group(1) if found else None

    def form(self, fields):
        """With the tokens of the page that is open."""
        full = {'csrf': self.hidden('csrf'), 'key': self.hidden('key')}
        full.update(fields)
        return {k: v for k, v in full.items() if v is not None}

    def post_variables(self, path, body, more):
        v = {'CONTENT_TYPE': 'application/x-www-form-urlencoded',
             'CONTENT_LENGTH': str(len(body))}
        v.update(more)
        return self.variables_for('POST', path, v)

    def post(self, path, fields, **more):
        """fields: a dict, or the body as bytes."""
        body = fields
        if not isinstance(fields, bytes):
            body = urllib.parse.urlencode(fields).encode()
        return self.keep(self.program.serving(path).exchange(
            self.post_variables(path, body, more), body))

    def upload(self, path, fields, files=(), **more):
        """A form with a file; its tokens are in fields."""
        more.setdefault('CONTENT_TYPE',
                        'multipart/form-data; boundary=----bound')
        return self.post(path, multipart(fields, files), **more)

    def login(self, name, password, next=None):
        self.get('/login' + ('?next=' + urllib.parse.quote(next, safe='')
                             if next else ''))
        fields = {'csrf': self.hidden('csrf'), 'login': name,
                  'password': password}
        if next:
            fields['next'] = next
        return self.post('/login', fields)

    def prove(self, password, code=None, program=None):
        """Show again who they are, before what asks for it (.step_up)."""
        was, self.program = self.program, program or self.program
        self.get('/login/again')
        a = self.post('/login/again', self.form(
            {'password': password, 'code': code, 'next': '/'}))
        self.program = was
        return a

    def send(self, report, cells, **said):
        """From its open form over the page that shows what is sent; the
        answer at which it ended.  said: confirmed, reason, rows."""
        rows = {k: said[k] for k in ('rows',) if k in said}
        a = self.post('/entry/check', self.form(dict(
            cells, id=report, version=self.hidden('version'), **rows)))
        if a.status != 303:
            return a
        self.get(a.get('location'))
        return self.post('/entry/send', self.form(dict(
            id=report, version=self.hidden('version'),
            digest=self.hidden('digest'), **{
                k: x for k, x in said.items() if k not in rows})))

    def twin(self, program=None):
        """Another connection of the same browser."""
        v = Visitor(program or self.program, self.base, self.address,
                    **self.variables)
        v.cookies, v.page = self.cookies.copy(), self.page
        return v


# A test that runs out of time still ends what it has started.
for _number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(_number, lambda *_: sys.exit(1))
