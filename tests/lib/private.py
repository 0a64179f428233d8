"""private.py - for tests in Python: a private site for as long as they run.

    import os, sys
    sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
    import private
    site = private.Site("--seed", "demo")   # site.url, site.conf, site.sock ...
    site.tool("migrate"); site.sql("SELECT 1")
"""
import atexit
import os
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.setdefault("BAOCAO_SOURCE",
                               os.path.dirname(os.path.dirname(HERE)))
BUILD = os.environ.setdefault("BAOCAO_BUILD", os.path.join(SOURCE, "build"))


def call(*command, **env):
    return subprocess.run(command, check=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True,
                          env={**os.environ, **env}).stdout


class Site:
    def __init__(self, *options):
        said = call(os.path.join(HERE, "site"), "start", *options)
        for line in said.split("\n"):
            name, _, value = line.partition("=")
            if name:
                setattr(self, name.lower(), value)
        atexit.register(self.stop)

    def stop(self):
        atexit.unregister(self.stop)
        call(os.path.join(HERE, "site"), "stop", self.dir)

    def control(self, *args):
        """site db kill DIR, site workers stop DIR ..., without the DIR"""
        return call(os.path.join(HERE, "site"), *args[:2], self.dir, *args[2:])

    def tool(self, *args):
        return call(os.path.join(BUILD, "tool", "baocao"), *args,
                    BAOCAO_CONF=self.conf)

    def sql(self, statement):
        """rows, each a list of texts"""
        out = call("mariadb", "--no-defaults", "--socket=" + self.sock,
                   "--batch", "--skip-column-names",
                   "--default-character-set=utf8mb4", self.db, "-e", statement)
        return [line.split("\t") for line in out.split("\n") if line]


class Tap:
    def __init__(self):
        self.n = self.bad = 0

    def ok(self, good, what, *notes):
        self.n += 1
        self.bad += not good
        print(f"{'ok' if good else 'not ok'} {self.n} - {what}", flush=True)
        for note in () if good else notes:
            for line in str(note).split("\n"):
                print("#", line, flush=True)
        return good

    def equal(self, got, wanted, what):
        return self.ok(got == wanted, what, f"got:    {got!r}",
                       f"wanted: {wanted!r}")

    def skip(self, why):
        self.n += 1
        print(f"ok {self.n} - # SKIP {why}", flush=True)

    def end(self):
        print(f"1..{self.n}", flush=True)
        sys.exit(1 if self.bad else 0)


for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, lambda *_: sys.exit(1))
