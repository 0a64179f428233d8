"""sqlmapping.py - sqlmap, bounded, and what it says

    rows, doubts, said, tested, ended = scan(folder, which, seconds, *more)
    found = second_look(folder, doubts, again, *more)
"""
import csv
import glob
import tempfile

import scanning
from tap import note


def addresses(folder, all_):
    """What it is pointed at: these addresses."""
    name = folder + '/urls'
    with open(name, 'w') as f:
        f.write('\n'.join(all_) + '\n')
    return ['-m', name]


def forms(folder, all_):
    """What it is pointed at: these forms, (address, host, body, cookie)."""
    line = '=' * 54 + '\n'
    with open(folder + '/forms', 'w') as f:
        for path, host, body, cookie in all_:
            f.write('%sPOST %s HTTP/1.1\nHost: %s\nCookie: %s\nContent-Type:'
                    ' application/x-www-form-urlencoded\n\n%s' % (
                        line, path, host, cookie, body + '\n' + line))
    return ['-l', folder + '/forms']


def scan(folder, which, seconds, *more):
    """What it found (rows), what it found and doubted, what it says, how many
    parameters it tells of, did it end?"""
    out = tempfile.mkdtemp(dir=folder)
    said, ended = scanning.run(
        ['sqlmap', *which, '--batch', '--flush-session', '--level', '1',
         '--risk', '1', '--technique', 'BE', '--threads', '4', '--timeout',
         '20', '--retries', '1', '--output-dir', out, '--dbms', 'mysql',
         '--ignore-code', '*', '--ignore-redirects', '--disable-coloring',
         '--skip-waf', '--ignore-stdin', *more], seconds, folder)
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


def second_look(folder, doubts, again, *more):
    """At what was doubted: that parameter alone, and by time as well.  What is
    real is found now; a page that merely differs is doubted again.
    again(address): what to point it at."""
    found = []
    for at, name in sorted({(r['Target URL'], r['Parameter'])
                            for r in doubts}):
        rows, doubted, _, _, ended = scan(
            folder, again(at), 120, '--technique', 'BET', '-p', name, *more)
        note('%s, %s: doubted, looked at again: %s' % (
            at, name, rows or doubted or 'nothing'))
        found += rows if ended else [{'Target URL': at, 'Parameter': name}]
    return found
