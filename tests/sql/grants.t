#!/usr/bin/env python3
# timeout: 600
# deployed
"""grants.t - each program's own account: its statements' rights, no others

The server is the judge: what `baocao grants` reads out of the statements is
enough for every one of them, and with any right less one of them fails.
"""
import os
import re
import stat
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import BUILD, SOURCE, Private
from tap import done, eq, like, note, ok

# One right in so many may be counted although the server does not ask for it:
# a name that is a column of two tables, what DELETE ... USING looks at.
SPARE = 100


def programs():
    return sorted(f[:-5] for f in os.listdir(BUILD) if f.endswith('.fcgi'))


def statements(name):
    """[(name and place, text)] of a program"""
    said = subprocess.run([BUILD + '/' + name + '.fcgi', '--statements'],
                          stdout=subprocess.PIPE, check=True, text=True,
                          env={'ASAN_OPTIONS': 'detect_leaks=0'}).stdout
    return [tuple(re.fullmatch(r'(.*\t.*)\t(.*)', line).groups())
            for line in said.splitlines()]


def tried(sql):
    """Lines of SQL in which the server looks at all rights it asks for: when it
    explains, and when what was prepared runs for the second time."""
    sql = ' '.join(sql.replace('?', '1').split())
    quoted = "'%s'" % sql.replace('\\', '\\\\').replace("'", "\\'")
    return ['EXPLAIN ' + sql, 'START TRANSACTION', 'PREPARE s FROM ' + quoted,
            'EXECUTE s', 'EXECUTE s', 'ROLLBACK']


TRIED = len(tried(''))


def refused(at, user, texts):
    """{index: why} of the texts that this account may not run"""
    lines = [line for t in texts for line in tried(t)]
    got = subprocess.run(
        ['mariadb', '--no-defaults', '--socket=' + at.db.socket,
         '--user=' + user, '--password=x', '--force', '--batch', 'baocao'],
        input=';\n'.join(lines) + ';\n', text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE).stderr
    found = {}
    for line, why in re.findall(r'ERROR (?:1142|1143|1227) \(\w+\) at line'
                                r' (\d+): (.*)', got):
        found.setdefault((int(line) - 1) // TRIED, why)
    if not found and 'ERROR 1044' in got:
        return {0: got}  # it may not even see the database
    if 'ERROR 1064' in got or 'ERROR 1045' in got:
        raise OSError(got)
    return found


def apply(at, script):
    """As the database's administrator would; every password is x."""
    users = sorted(set(re.findall(r'TO (`\w+`@`\w+`);', script)) |
                   set(re.findall(r'FROM (`\w+`@`\w+`);', script)))
    at.db.sql(''.join("CREATE USER IF NOT EXISTS %s IDENTIFIED BY 'x';\n" % u
                      for u in users) + script)


def rights(script):
    """{(program, table): {(verb, column or None)}}"""
    found = {}
    for what, table, user in re.findall(
            r'^GRANT (.*) ON `\w+`\.`(\w+)` TO `baocao_(\w+)`', script, re.M):
        at = found.setdefault((user, table), set())
        for verb, cols in re.findall(r'([A-Z]+)(?: \(([^)]*)\))?', what):
            at |= {(verb, c.strip('` ')) for c in cols.split(',')} \
                if cols else {(verb, None)}
    return found


def enough(at, script):
    apply(at, script)
    for name in programs():
        stmts = statements(name)
        bad = refused(at, 'baocao_' + name, [s for _, s in stmts])
        if not ok(stmts and not bad, '%s: its account may run all of its'
                  ' statements' % name):
            for i, why in list(bad.items())[:5]:
                note('%s: %s' % (stmts[i][0], why))


def one_by_one(at):
    """Programs of one statement each, for every statement that there is."""
    where = {text: place for name in programs()
             for place, text in statements(name)}
    folder = at.folder + '/one'
    os.mkdir(folder)
    texts = sorted(where)
    for i, text in enumerate(texts):
        with open('%s/s%d.fcgi' % (folder, i), 'w') as f:
            f.write("#!/bin/sh\ncat <<'END'\n%s\t%s\nEND\n" %
                    (where[text], text))
        os.chmod(f.name, 0o700)
    script = at.tool('grants', '--programs', folder)
    apply(at, script)
    return texts, where, rights(script)


def granting(word, i, table, verb, column):
    return '%s %s%s ON baocao.`%s` %s `baocao_s%d`@localhost' % (
        word, verb, '(`%s`)' % column if column else '', table,
        'TO' if word == 'GRANT' else 'FROM', i)


def no_more(at):
    """Without any one right the statement fails: the right was needed."""
    texts, where, found = one_by_one(at)
    bad = {i: refused(at, 'baocao_s%d' % i, [texts[i]])
           for i in range(len(texts))}
    eq([(where[texts[i]], why) for i, why in bad.items() if why], [],
       'each statement has what it needs')
    spare = []
    session = at.db.session()
    for (user, table), needed in sorted(found.items()):
        i = int(user[1:])
        for verb, column in sorted(needed, key=str):
            session.run(granting('REVOKE', i, table, verb, column))
            if not refused(at, 'baocao_' + user, [texts[i]]):
                spare.append('%s: %s %s.%s' % (
                    where[texts[i]].replace('\t', ' '), verb, table, column))
            session.run(granting('GRANT', i, table, verb, column))
    session.close()
    total = sum(len(n) for n in found.values())
    for line in spare:
        note('spare: ' + line)
    ok(total > 1000 and len(spare) * SPARE <= total,
       '%d statements need %d rights of those %d that are read' %
       (len(texts), total - len(spare), total))


NO_RIGHT = r'ERROR (?:1044|1142|1143|1227|1410) \(\w+\) at line (\d+): '


def attempts():
    """[(statement, programs that may)] of the table in doc/security.md"""
    with open(SOURCE + '/doc/security.md') as f:
        rows = re.findall(r'^\| `([^`]+)` \| ([^|]+) \|[^|]*\|$', f.read(),
                          re.M)
    return [(sql, re.findall(r'`(\w+)`', who)) for sql, who in rows]


def tries(at, user, texts):
    """{index} of those that this account has no right to; nothing stays"""
    got = subprocess.run(
        ['mariadb', '--no-defaults', '--socket=' + at.db.socket,
         '--user=' + user, '--password=x', '--force', '--batch', 'baocao'],
        input='\n'.join('START TRANSACTION; %s; ROLLBACK;' % t
                        for t in texts), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE).stderr
    for code, why in re.findall(r'ERROR (1049|1054|1064|1146) .*?: (.*)', got):
        note('%s: %s %s' % (user, code, why))
        raise OSError('a statement of the table is wrong')
    return {int(n) - 1 for n in re.findall(NO_RIGHT, got)}


def forbidden(at):
    """What one program may, and all others are refused."""
    table = attempts()
    texts = [sql for sql, _ in table]
    ok(len(texts) > 60, '%d statements of doc/security.md' % len(texts))
    own = [t for t in texts if re.match('SELECT .* FROM [a-z_]+$|UPDATE|INSERT'
                                        '|DELETE', t)]
    at.db.sql("GRANT SELECT, INSERT, UPDATE, DELETE ON baocao.* TO"
              " baocao_owner@localhost IDENTIFIED BY 'x'")
    eq(tries(at, 'baocao_owner', own), set(),
       'control: whoever has the rights may run them')
    may = {sql: [] for sql in texts}
    for name in programs():
        refusals = tries(at, 'baocao_' + name, texts)
        for i, sql in enumerate(texts):
            if i not in refusals:
                may[sql].append(name)
    for sql, who in table:
        eq(may[sql], sorted(who), sql)


def sanitized():
    with open(BUILD + '/login.fcgi', 'rb') as f:
        return b'__asan_init' in f.read()


with Private(accounts=False,
             conf={'seed_dir': SOURCE + '/sql/seed',
                   'programs_dir': BUILD}) as at:
    script = at.tool('grants')
    enough(at, script)
    if sanitized():  # and so with tables that nothing else would keep
        no_more(at)
    else:
        forbidden(at)
done()
