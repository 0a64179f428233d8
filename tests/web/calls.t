#!/usr/bin/env python3
# deployed
# timeout: 900
"""calls.t - the system calls of the programs behind their filter, by strace

Makes the lists of lib/io/sandbox_calls.c again: other tests run with strace at
each program, and what a program calls once its filter is there is noted.  Every
call listed is one that some program makes, or says here why it stays.  (What is
made and not listed ends the program, and so the test.)
"""
import collections
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import BUILD, SOURCE
from tap import done, eq, note, ok

TESTS = ('budget', 'cron', 'mail', 'list_paper', 'item', 'sign', 'second', 'tcp')
KEPT = {
    'fstat': 'glibc after 2.38 asks so where 2.36 asks newfstatat',
    'faccessat': 'a machine without access(): aarch64',
    'readlinkat': 'a machine without readlink(): aarch64',
    'unlinkat': 'a machine without unlink(): aarch64',
    'mremap': 'glibc, when a large block grows',
    'gettimeofday': 'glibc, where the clock cannot be read without a call',
    'time': 'the same',
    'restart_syscall': 'the kernel, when a stopped process goes on',
    'gettid': 'glibc, in abort()',
    'writev': 'glibc says why it aborts',
    'rt_sigreturn': 'the end of a handler: SIGTERM while it waits',
    'clock_nanosleep': 'a transaction that is run again',
    'exit_group': 'a program that ends; tests kill it',
    'sysinfo': 'glibc, before it sorts much',
    'getdents64': 'fontconfig, when its cache is out of date',
    'clock_gettime': 'glibc, where the clock cannot be read without a call',
    'sendmsg': 'glibc, when it asks a name server',
    'recvmsg': 'the same',
    'bind': 'glibc asks the kernel which addresses there are',
}
CALL = re.compile(r'\d+ +(\w+)\(')
LOADED = re.compile(r'seccomp\(SECCOMP_SET_MODE_FILTER, .*\{len=.*\) = 0$')


def lists():
    """{name of a list: its calls}, of the source"""
    with open(SOURCE + '/lib/io/sandbox_calls.c') as f:
        text = f.read()
    return {name: re.findall(r'"(\w+)"', body) for name, body in re.findall(
        r'(\w+)\[\] = \{([^}]*)\}', text) if name not in (
            'kinds', 'sanitizers')}


def seen(folder):
    """{call: {program}} behind the filter"""
    found = collections.defaultdict(set)
    for name in sorted(os.listdir(folder)):
        inside = False
        with open(folder + '/' + name, errors='replace') as f:
            for line in f:
                if LOADED.search(line):
                    inside = True
                m = CALL.match(line)
                if inside and m:
                    found[m.group(1)].add(name.split('.')[0])
    return found


def run(folder):
    for name in TESTS:
        got = subprocess.run(
            [SOURCE + '/tests/web/%s.t' % name], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL,
            env={**os.environ, 'BAOCAO_TRACE': folder})
        if not ok(got.returncode == 0, name + '.t, seen by strace'):
            note(got.stdout[-2000:])


def can_trace():
    return shutil.which('strace') and subprocess.run(
        ['strace', '-o', '/dev/null', 'true'],
        stderr=subprocess.DEVNULL).returncode == 0


def sanitized():
    with open(BUILD + '/login.fcgi', 'rb') as f:
        return b'__asan_init' in f.read()


if sanitized():
    print('1..0 # SKIP built with sanitizers; ./runtests --all runs it without')
    sys.exit(0)
if not can_trace():
    print('1..0 # SKIP strace cannot look at processes here')
    sys.exit(0)
folder = os.environ.get('TMPDIR', '/tmp') + '/calls'
os.mkdir(folder)
run(folder)
used, listed = seen(folder), lists()
shutil.rmtree(folder)
programs = set().union(*used.values())
ok(len(programs) > 35, '%d programs were seen' % len(programs))
ok(len(listed) == 5 and 'read' in used, 'the lists are found, and calls')
for name, calls in listed.items():
    for call in calls:
        note('%s %s: %s' % (name, call, ' '.join(sorted(used[call]))
                            if len(used[call]) < 6 else
                            '%d programs' % len(used[call])))
    eq([c for c in calls if not used[c] and c not in KEPT], [],
       '%s: each is needed, or it is said why it stays' % name)
eq(sorted(set(KEPT) - set(sum(listed.values(), []))), [],
   'none is excused that is not listed')
done()
