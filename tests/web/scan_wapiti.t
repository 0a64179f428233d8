#!/usr/bin/env python3
"""scan_wapiti.t - wapiti walks the demonstration, attacks it, and finds nothing

With a session and without one, and then on the forms of pages, which are posted
with what the page holds and a key of their own each time; first on a program
that is broken on purpose, which it has to find.
"""
# long
# timeout: 900
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
POSTING = 'sql:post,xss:post,permanentxss,exec:post,file:post'
SECONDS = 70
# A form that was sent under its key is answered as before (app/repeat.c).
# wapiti looks at the time between two forms only, and one with hundreds of
# fields goes on for minutes: of what it would put into one form, some.
KEYS = """
import random
import secrets
import wapitiCore.attack.attack as attack
post = crawler.Crawler.post
mutate = attack.Mutator.mutate
def fresh(self, form, *more, **names):
    for pair in form._post_params:
        if pair[0] == 'key':
            pair[1] = secrets.token_hex(16)
    return post(self, form, *more, **names)
def some(self, form):
    found = list(mutate(self, form))
    for i in sorted(random.sample(range(len(found)), min(150, len(found)))):
        yield found[i]
crawler.Crawler.post = fresh
attack.Mutator.mutate = some
"""
# they end the session, or change what all pages stand on
LEFT_ALONE = ('logout', 'login', 'password', 'second', 'me/sessions',
              'person/edit', 'person/signin', 'privacy', 'unit/reform')
# 3.0.4 leaves out nothing with Python 3.11, which wants flags in front
START = """
import re
import sys
import wapitiCore.net.crawler as crawler
from wapitiCore.main.wapiti import wapiti_main
crawler.wildcard_translate = lambda pattern: re.compile(
    '.*'.join(re.escape(x) for x in pattern.split('*')) + r'\\Z', re.M | re.S)
%s
sys.argv[0] = 'wapiti'
wapiti_main()
"""

if shutil.which('wapiti') is None:
    skip_all('no wapiti')


def scan(folder, url, seconds, *more, modules=MODULES, depth=5, patch=''):
    out = tempfile.mkdtemp(dir=folder)
    report = out + '/report.json'
    said, _ = scanning.run(
        ['/usr/bin/python3', '-c', START % patch, '-u', url + '/', '--scope',
         'folder', '-m', modules,
         '--flush-session', '--store-session', out, '-f', 'json', '-o', report,
         '--max-scan-time', str(seconds // 3), '--max-attack-time',
         str(max(4, seconds // 20)), '--max-links-per-page', '60', '-d', str(depth),
         '--no-bugreport', '-x', url + '/logout*', *more], seconds + 60, folder)
    if not os.path.exists(report):
        note(said[-2000:])
        return None
    with open(report) as f:
        got = json.load(f)
    return {kind: [x['path'] + ' ' + str(x.get('parameter')) for x in all_]
            for kind, all_ in got['vulnerabilities'].items() if all_}


def posting(folder, url, *more, patch=KEYS):
    """The forms of these pages, and no page beyond them."""
    without = [x for path in LEFT_ALONE for x in ('-x', '%s/%s*' % (url, path))]
    return scan(folder, url, 3 * SECONDS, '--skip', 'csrf', '--skip', 'key',
                *without, *more, modules=POSTING, depth=1, patch=patch)


def with_forms(site, cookie):
    """Pages that have one."""
    for path, query in [('/me/tokens', ''), *scanning.urls(site)]:
        status, page, _ = scanning.ask(site.url, 'GET', path + '?' + query,
                                       cookie)
        if status == 200 and page.count("method='post'") > 1:  # one signs out
            yield from ('-s', site.url + path + '?' + query)


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
        found = posting(folder, url, '-s', url + '/new')
        ok(found and any('SQL' in k and 'name' in str(x) for k, x in
                         found.items()),
           'control: and what is injected by a form: %s' % found)
        eq(posting(folder, url, '-s', url + '/new', patch=''), {},
           'but not under one key: so each has its own')
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
    scanning.all_roles(site)
    before = scanning.answered(site)
    pages = list(with_forms(site, cookie))
    found = posting(folder, site.url, '-c', cookies(folder, site.url, cookie),
                    *pages)
    eq(found, {}, 'forms: nothing was found')
    sent = scanning.answered(site) - before
    past = {path for path, status in sent if status in ('200', '303', '422')}
    ok(sum(sent.values()) > 200 and len(past) > 10, '%d forms of %d pages were'
       ' sent, to %d addresses; %d of these took them' % (
           sum(sent.values()), len(pages) // 2, len({x[0] for x in sent}),
           len(past)))
    eq([x for x in sent if x[1] == '500'], [], 'nothing went wrong inside')
    note(sorted(sent.items(), key=lambda x: -x[1])[:40])
    status, _, _ = scanning.ask(site.url, 'GET', '/', cookie)
    ok(status in (200, 303), 'afterwards the site is up')
finally:
    shutil.rmtree(folder, ignore_errors=True)
done()
