"""site_for_bench.py - a private database and single workers, for the benches

A server with durable settings, the real units, the form BENCH300, one report
for every commune, and one official with a session for each commune that a
bench asks for.  Everything ends with the process.
"""
import atexit
import hashlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time

SOURCE = os.environ.get(
    "BAOCAO_SOURCE",
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
BUILD = os.environ.get("BAOCAO_BUILD", SOURCE + "/build")
PATH = os.environ["PATH"] + ":/usr/sbin:/usr/libexec"
sys.path.insert(0, SOURCE + "/tests/lib")
import fcgi  # noqa: E402

CLOCK = "2026-09-15"
STATES = {"head": 2, "viewer": 4, "owner": 6}


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


class Site:
    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="baocao-bench.")
        self.socket = self.dir + "/my.sock"
        self.conf = self.dir + "/baocao.conf"
        self.procs = []
        atexit.register(self.close)
        self.start_server()
        self.fill()

    def close(self):
        for proc in reversed(self.procs):
            proc.terminate()
            proc.wait()
        self.procs = []
        shutil.rmtree(self.dir, ignore_errors=True)

    def start_server(self):
        env = dict(os.environ, PATH=PATH, TMPDIR=self.dir)
        user = ["--user=root"] if os.getuid() == 0 else []
        subprocess.run(
            ["mariadb-install-db", "--no-defaults", *user, "--skip-test-db",
             "--auth-root-authentication-method=normal",
             f"--datadir={self.dir}/data"],
            env=env, check=True, stdout=subprocess.DEVNULL)
        self.spawn(
            ["mariadbd", "--no-defaults", *user, f"--datadir={self.dir}/data",
             f"--socket={self.socket}", "--skip-networking",
             "--innodb-buffer-pool-size=1G", "--innodb-log-file-size=512M",
             "--innodb-flush-log-at-trx-commit=1"], env=env)
        for _ in range(200):
            time.sleep(0.1)
            if os.path.exists(self.socket):
                break
        self.sql("CREATE DATABASE baocao CHARACTER SET utf8mb4", db="mysql")
        with open(self.conf, "w") as f:
            f.write(f"db_socket = {self.socket}\ndb_user = root\n"
                    f"seed_dir = {SOURCE}/sql/seed\n"
                    f"html_dir = {SOURCE}/html\n"
                    f"locale_dir = {BUILD}/locale\n"
                    f"fonts_conf = {SOURCE}/apache/fonts.conf\n"
                    f"run_dir = {self.dir}\n"
                    f"sign_key = {self.dir}/sign.key\n"
                    "worker_requests = 1000000\n"
                    "db_timeout = 120\n")

    def spawn(self, argv, **how):
        how.setdefault("stderr", open(self.dir + "/log", "a"))
        how.setdefault("stdout", subprocess.DEVNULL)
        proc = subprocess.Popen(argv, **how)
        self.procs.append(proc)
        return proc

    def sql(self, text, db="baocao"):
        out = subprocess.run(
            ["mariadb", "--no-defaults", "-u", "root", "-S", self.socket, "-N",
             "--default-character-set=utf8mb4", db],
            input=text, text=True, check=True, stdout=subprocess.PIPE)
        return [line.split("\t") for line in out.stdout.splitlines()]

    def tool(self, *argv):
        subprocess.run([BUILD + "/tool/baocao", *argv], check=True,
                       stdout=subprocess.DEVNULL,
                       env=dict(os.environ, BAOCAO_CONF=self.conf))

    def fill(self):
        self.tool("migrate")
        self.tool("sign", "init")  # what is sent is signed
        self.tool("unit", "import", SOURCE + "/sql/seed/unit")
        self.tool("form", "load", SOURCE + "/tests/bench/BENCH300.xml")
        self.sql(f"""
            INSERT INTO setting VALUES ('clock', '{CLOCK}');
            INSERT INTO period (kind, code, starts, ends)
              VALUES ('quarter', '2026-Q3', '2026-06-15', '2026-09-14');
            INSERT INTO report (regime_id, period_id, unit_id, receiver_id,
              regime_version_id, form_id, state, due, version, changed)
            SELECT g.id, p.id, u.id, l.parent_id, w.id, f.id, 'due', '2026-09-18', 1,
              '2026-09-15 00:00:00'
              FROM unit u JOIN regime g ON g.code = 'BENCH300'
              JOIN regime_version w ON w.regime_id = g.id
              JOIN form f ON f.regime_id = g.id
              JOIN period p ON p.code = '2026-Q3'
              LEFT JOIN unit_line l ON l.unit_id = u.id AND l.line_id = 1
                AND l.valid_from <= p.ends AND p.ends < l.valid_to
             WHERE u.level IN ('commune', 'province', 'centre')
               AND u.valid_from <= p.ends AND p.ends < u.valid_to;
            ANALYZE TABLE report, unit, unit_above, unit_line;
            """)
        self.form, = [int(r[0]) for r in self.sql("SELECT id FROM form")]

    def reports(self, level, n, first=0):
        """(report id, unit id) of so many units of a level."""
        return [(int(a), int(b)) for a, b in self.sql(
            "SELECT r.id, r.unit_id FROM report r JOIN unit u"
            f" ON u.id = r.unit_id WHERE u.level = '{level}'"
            f" ORDER BY r.id LIMIT {n} OFFSET {first}")]

    def official(self, unit, role="head"):
        """The cookie of somebody with that role who is signed in."""
        token = secrets.token_hex(32)
        self.sql(f"""
            INSERT INTO person (login, name, created)
              VALUES ('p{token[:20]}', 'Nguyễn Văn Đo', UTC_TIMESTAMP(6));
            SET @p = LAST_INSERT_ID();
            INSERT INTO access (person_id, role, unit_id, valid_from, valid_to)
              VALUES (@p, {STATES[role]}, {unit}, '1000-01-01', '9999-12-31');
            INSERT INTO session (token, person_id, made, seen, expires,
                proved) VALUES ('{sha(token)}', @p, UTC_TIMESTAMP(6),
              UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 12 HOUR,
              UTC_TIMESTAMP(6));
            """)
        return token

    def draft(self, report):
        cells = [(report, c, c * 37 % 1000) for c in self.entered()]
        self.sql("INSERT INTO draft VALUES " + ",".join(
            f"({r},{c},{v},NULL,2,2,1,'2026-09-15 00:00:00')"
            for r, c, v in cells) +
            f"; UPDATE report SET state = 'draft', version = 2"
            f" WHERE id = {report}")

    def seen(self, path, reports):
        """{report: (token of its head, digest of what entered() makes)}; they
        are as they were afterwards.  path: the socket of a worker."""
        got = {}
        for report, unit in reports:
            token = self.official(unit)
            self.draft(report)
            page = fcgi.exchange(path, {
                "REQUEST_METHOD": "GET", "SCRIPT_NAME": "/entry/confirm",
                "QUERY_STRING": f"id={report}", "REMOTE_ADDR": "127.0.0.1",
                "HTTP_COOKIE": "baocao=" + token}).text
            got[report] = token, re.search(
                "name='digest' value='([0-9a-f]+)'", page).group(1)
        ids = ",".join(str(r) for r, _ in reports)
        self.sql(f"DELETE FROM draft WHERE report_id IN ({ids}); UPDATE report"
                 f" SET state = 'due', version = 1 WHERE id IN ({ids})")
        return got

    def entered(self):
        return [int(r[0]) for r in self.sql(
            "SELECT cell FROM form_cell ORDER BY cell")]

    def worker(self, argv, name, **env):
        """Start a worker; the path of its socket, and the process."""
        path = f"{self.dir}/{name}.sock"
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(path)
            s.listen(64)
            proc = self.spawn(
                argv, stdin=s, env=dict(os.environ, BAOCAO_CONF=self.conf,
                                        BENCH_SOCKET=self.socket,
                                        BENCH_DB="baocao", BENCH_USER="root",
                                        **env))
        return path, proc

    def load(self, path, status, n, method, lines):
        """Requests a second of one client."""
        text = "".join("\t".join(line) + "\n" for line in lines)
        out = subprocess.run(
            [BUILD + "/tests/bench/load", path, str(status), str(n), method],
            input=text, text=True, check=True, stdout=subprocess.PIPE)
        return float(out.stdout)


def median(values):
    values = sorted(values)
    return values[len(values) // 2]


def line(name, ours, limit, ratio, note=""):
    print(f"bench {name} ours={ours} limit={limit} ratio={ratio:.2f}{note}",
          flush=True)
