#!/usr/bin/env python3
"""scan_wapiti.t - wapiti walks the demonstration, attacks it, and finds nothing

With a session and without one; first on a program that is broken on purpose,
which it has to find.
"""
# long
# timeout: 600
import json
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import scanning
from tap import done, eq, note, ok, skip_all

# not cookieflags: a demonstration has no https (tests/web/asvs_answers.t)
MODULES = ('crlf,csp,csrf,exec,file,htaccess,methods,redirect,shellshock,sql,'
           'xss,permanentxss,backup,xxe')
SECONDS = 70
# 3.0.4 leaves out nothing with Python 3.11, which wants flags in front
START = """
import re
import sys
import wapitiCore.net.crawler as crawler
from wapitiCore.main.wapiti import wapiti_main
crawler.wildcard_translate = lambda pattern: re.compile(
    '.*'.join(re.escape(x) for x in pattern.split('*')) + r'\\Z', re.M | re.S)
sys.argv[0] = 'wapiti'
wapiti_main()
"""

if shutil.which('wapiti') is None:
    skip_all('no wapiti')


def scan(folder, url, seconds, *more):
    out = tempfile.mkdtemp(dir=folder)
    report = out + '/report.json'
    said, _ = scanning.run(
        ['/usr/bin/python3', '-c', START, '-u', url + '/', '--scope', 'folder', '-m', MODULES,
         '--flush-session', '--store-session', out, '-f', 'json', '-o', report,
         '--max-scan-time', str(seconds // 3), '--max-attack-time',
         str(max(4, seconds // 20)), '--max-links-per-page', '60', '-d', '5',
         '--no-bugreport', '-x', url + '/logout*', *more], seconds + 60, folder)
    if not os.path.exists(report):
        note(said[-2000:])
        return None
    with open(report) as f:
        got = json.load(f)
    return {kind: [x['path'] + ' ' + str(x.get('parameter')) for x in all_]
            for kind, all_ in got['vulnerabilities'].items() if all_}


def cookies(folder, url, header):
    name = folder + '/cookies.json'
    jar = {'127.0.0.1': {'/': {}}}
    for one in header.split('; '):
        key, _, value = one.partition('=')
        jar['127.0.0.1']['/'][key] = {
            'version': 0, 'expires': None, 'secure': False, 'value': value,
            'port': None}
    with open(name, 'w') as f:
        json.dump(jar, f)
    return name


folder = tempfile.mkdtemp(prefix='scan.')
try:
    with scanning.Broken() as url:
        found = scan(folder, url, 60)
        ok(found and any('SQL' in k for k in found),
           'control: it finds what is injected')
        ok(found and any('Scripting' in k for k in found),
           'control: and markup that comes back')
        note(found)
    site, cookie = scanning.demonstration()
    starts = []
    for path, query in scanning.urls(site):
        starts += ['-s', site.url + path + '?' + query]
    for how, more in (('without a session', ()),
                      ('signed in', ('-c', cookies(folder, site.url,
                                                   cookie)))):
        found = scan(folder, site.url, SECONDS, *more, *starts)
        eq(found, {}, how + ': nothing was found')
    for person, what in ((False, 'nobody'), (True, 'who is signed in')):
        n, paths = scanning.visits(site, person)
        ok(n > 100 and paths > 5, '%d requests of %s, %d addresses' % (
            n, what, paths))
    n, paths = scanning.posted(site)
    # it walks pages; what is posted is scan_sqlmap_post.t's
    note('%d forms of who is signed in, to %d addresses' % (n, paths))
    status, _, _ = scanning.ask(site.url, 'GET', '/', cookie)
    ok(status in (200, 303), 'afterwards the site is up')
finally:
    shutil.rmtree(folder, ignore_errors=True)
done()
