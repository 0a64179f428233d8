#!/usr/bin/env python3
"""scan_sqlmap.t - sqlmap on every address that takes anything, and finds none

With a session and without one; first on a program that is broken on purpose,
which it has to find.
"""
# long
# timeout: 600
import csv
import glob
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import scanning
from tap import done, eq, like, note, ok, skip_all

if shutil.which('sqlmap') is None:
    skip_all('no sqlmap')


def scan(folder, addresses, seconds, *more):
    """What it found (rows), what it found and doubted, what it says, how many
    parameters it tells of, did it end?"""
    name = folder + '/urls'
    with open(name, 'w') as f:
        f.write('\n'.join(addresses) + '\n')
    out = tempfile.mkdtemp(dir=folder)
    said, ended = scanning.run(
        ['sqlmap', '-m', name, '--batch', '--flush-session', '--level', '1',
         '--risk', '1', '--technique', 'BE', '--threads', '4', '--timeout',
         '20', '--retries', '1', '--output-dir', out, '--dbms', 'mysql',
         '--ignore-code', '*', '--ignore-redirects', '--disable-coloring',
         '--skip-waf', *more], seconds, folder)
    rows = []
    for found in glob.glob(out + '/**/results-*.csv', recursive=True) + \
            glob.glob(out + '/results-*.csv'):
        with open(found) as f:
            # without a technique: nothing was found
            rows += [r for r in csv.DictReader(f) if r.get('Technique(s)')]
    # it tried again with sums of its own, and they did not come out
    doubts = [r for r in rows if 'false positive' in (r.get('Note(s)') or '')]
    rows = [r for r in rows if r not in doubts]
    tested = said.count('does not seem to be injectable') + said.count(
        'is not injectable')
    return rows, doubts, said, tested, ended


def second_look(folder, doubts, *more):
    """At what was doubted: that parameter alone, and by time as well.  What is
    real is found now; a page that merely differs is doubted again."""
    found = []
    for at, name in sorted({(r['Target URL'], r['Parameter'])
                            for r in doubts}):
        rows, again, _, _, ended = scan(
            folder, [at], 60, '--technique', 'BET', '-p', name, *more)
        note('%s, %s: doubted, looked at again: %s' % (
            at, name, rows or again or 'nothing'))
        found += rows if ended else [{'Target URL': at, 'Parameter': name}]
    return found


folder = tempfile.mkdtemp(prefix='scan.')
try:
    with scanning.Broken() as url:
        rows, _, said, _, _ = scan(folder, [url + '/item?id=1'], 120,
                                   '--dbms', 'sqlite')
        ok(len(rows) > 0 or 'is vulnerable' in said,
           'control: what is broken is found')
        like(said, 'Parameter: id', 'by its name')
        doubt = [{'Target URL': url + '/item?id=1', 'Parameter': 'id'}]
        ok(second_look(folder, doubt, '--dbms', 'sqlite'),
           'and it would be, had it been doubted first')
        eq(second_look(folder, [{'Target URL': url + '/echo?text=a',
                                 'Parameter': 'text'}]), [],
           'but not what merely comes back')
    site, cookie = scanning.demonstration()
    every = [site.url + path + '?' + query
             for path, query in scanning.urls(site)]
    ok(len(every) > 20, '%d addresses' % len(every))
    few = [e for e in every if '/login' in e or '/signed' in e or
           '/help' in e][:8] + every[:6]
    # without one nearly all lead to the page of signing in
    for how, which, seconds, more in (
            ('without a session', few, 50, ()),
            ('signed in', every, 140, ('--cookie', cookie))):
        rows, doubts, said, tested, ended = scan(folder, which, seconds,
                                                 *more)
        rows += second_look(folder, doubts, *more)
        eq(sorted({(r['Target URL'], r['Parameter']) for r in rows}), [],
           how + ': nothing can be injected')
        ok('is vulnerable' not in said, how + ': and it says so')
        ok(tested > 10, '%s: %d parameters were tested%s' % (
            how, tested, '' if ended else ', in the time there was'))
        if not ended:
            note(said[-600:])
    for person, what in ((False, 'nobody'), (True, 'who is signed in')):
        n, paths = scanning.visits(site, person)
        ok(n > 100 and paths > 5, '%d requests of %s, %d addresses' % (
            n, what, paths))
    status, page, _ = scanning.ask(site.url, 'GET', '/', cookie)
    eq(status, 200, 'afterwards the session is good, and the site is up')
finally:
    shutil.rmtree(folder, ignore_errors=True)
done()
