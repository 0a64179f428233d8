#!/usr/bin/env python3
"""scan_sqlmap.t - sqlmap on every address that takes anything, and finds none
(what is posted: scan_sqlmap_post.t)

With a session and without one; first on a program that is broken on purpose,
which it has to find.
"""
# long
# timeout: 600
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import scanning
from sqlmapping import addresses, scan, second_look
from tap import done, eq, like, note, ok, skip_all

if shutil.which('sqlmap') is None:
    skip_all('no sqlmap')


def again(address):
    return addresses(folder, [address])


folder = tempfile.mkdtemp(prefix='scan.')
try:
    with scanning.Broken() as url:
        rows, _, said, _, _ = scan(folder, again(url + '/item?id=1'), 120,
                                   '--dbms', 'sqlite')
        ok(len(rows) > 0 or 'is vulnerable' in said,
           'control: what is broken is found')
        like(said, 'Parameter: id', 'by its name')
        doubt = [{'Target URL': url + '/item?id=1', 'Parameter': 'id'}]
        ok(second_look(folder, doubt, again, '--dbms', 'sqlite'),
           'and it would be, had it been doubted first')
        eq(second_look(folder, [{'Target URL': url + '/echo?text=a',
                                 'Parameter': 'text'}], again), [],
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
        rows, doubts, said, tested, ended = scan(
            folder, addresses(folder, which), seconds, *more)
        rows += second_look(folder, doubts, again, *more)
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
