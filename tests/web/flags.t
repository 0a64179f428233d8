#!/usr/bin/env python3
"""flags.t - what the tables of routes must say, said once more

A flag that somebody forgets takes nothing away that a user would miss: here it
is missed.  A new route that changes rights, or is an export, is told here, too.
"""
import glob
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import BUILD
from tap import done, eq, ok

# What must not be done at a desk somebody has left, and the pages before it.
PROVE = """
GET /deputy, POST /deputy/add,
GET /entry/confirm, POST /entry/send,
GET /person/edit/new, POST /person/edit/add,
GET /person/edit, POST /person/edit/change, POST /person/edit/lock,
GET /person/edit/role, POST /person/edit/grant,
GET /person/edit/end, POST /person/edit/end,
GET /person/edit/post, POST /person/edit/move,
GET /person/file, POST /person/file/apply,
POST /person/signin/second, POST /person/signin/out, POST /person/signin/end,
POST /person/signin/link, POST /person/signin/invite, POST /person/tokens,
POST /me/tokens, POST /privacy/erase, POST /unit/reform/start,
POST /unit/reform/undo, POST /unit/reform/todo/decide,
GET /second, POST /second/set, POST /second/codes, POST /second/off
"""
# What administrators and heads do besides: it gives nobody a right.
OPEN = """
POST /burden/rates, POST /calendar/put, POST /calendar/confirm,
POST /calendar/remove, POST /calendar/import, POST /calendar/withdraw,
POST /entry/check, POST /extend/save, POST /person/file/look,
POST /person/tokens/revoke, POST /privacy/answer, POST /privacy/keep,
POST /review/take-back, POST /unit/reform/step, POST /unit/reform/drop,
POST /unit/reform/new/row,
POST /unit/reform/new/keep, POST /unit/reform/new/file
"""
# What one who must set up a second factor may do before.
EARLY = """
GET /second, POST /second/set, POST /second/check, POST /logout,
GET /login/again, POST /login/again, GET /login/sso/again, GET /login/kept,
GET /password, POST /password,
GET /me/sessions, POST /me/sessions/end, POST /me/sessions/others
"""
ONLY = """
GET /api/me, GET /api/reports, GET /api/figures, GET /api/report,
POST /api/cells
"""
TOO = 'GET /chart/@, GET /export/@, GET /report/@'
NO_KEY = """
POST /api/cells, POST /item/file/look, POST /library/export,
POST /library/look, POST /login, POST /login/code, POST /login/again,
POST /logout, POST /reset, POST /reset/new, POST /person/file/look,
POST /person/signin/link, POST /person/tokens, POST /me/tokens,
POST /second/set, POST /second/check, POST /second/codes, POST /second/off,
POST /unit/reform/step, POST /unit/reform/new/row,
POST /form/try, POST /form/try/pdf, POST /form/try/version,
POST /form/try/version/pdf
"""
EXPORT = """
GET /api/figures, GET /api/report, GET /api/reports, GET /attach/file,
GET /audit/file/@, GET /export/@, GET /me/data/json, GET /me/data/xlsx,
GET /report/@, GET /signed/file
"""
READ = """
GET /audit, GET /audit/entry, GET /audit/report, GET /history,
GET /person, GET /person/signin, GET /person/edit, GET /person/edit/role, GET /person/edit/end,
GET /person/edit/post, GET /person/show, GET /person/tokens,
GET /privacy, GET /privacy/erase
"""


def names(text):
    return sorted(' '.join(x.split()) for x in text.split(',') if x.strip())


def routes():
    for path in sorted(glob.glob(BUILD + '/*.fcgi')):
        said = subprocess.run([path, '--routes'], stdout=subprocess.PIPE,
                              check=True).stdout.decode()
        for line in said.splitlines():
            yield line.split()


def listed():
    """What rights.list says, which is not made from the programs."""
    with open(os.path.dirname(os.path.abspath(__file__)) +
              '/rights.list') as f:
        return sorted(x.strip() for x in f if not x.startswith('#'))


def shown(route):
    """A line of it, as the program says it."""
    version = [x for x in route[5:] if x.startswith('version:')]
    return ' '.join([route[2], route[3], route[4], route[0], route[1]] +
                    ['version'] * len(version))


def main():
    all_ = list(routes())
    ok(len(all_) > 200, '%d routes' % len(all_))
    for flag, wanted, what in (
            ('!prove', PROVE, 'for these one shows again who one is'),
            ('!early', EARLY, 'these are open before a second factor is set'),
            ('@only', ONLY, 'these are for tokens alone'),
            ('@too', TOO, 'these take tokens as well'),
            ('!key', NO_KEY, 'these may be sent twice'),
            ('=export', EXPORT, 'these are exports, on record'),
            ('=read', READ, 'these are reads that go on record')):
        eq(sorted(' '.join(r[:2]) for r in all_ if flag in r), names(wanted),
           what)
    is_, must = set(map(shown, all_)), set(listed())
    eq(sorted(is_ - must), [], 'each is open to whom rights.list says, on'
       ' what and in which version it says')
    eq(sorted(must - is_), [], 'and all that it names are there')
    eq(sorted(' '.join(r[:2]) for r in all_ if r[0] == 'POST' and
              r[2] in ('admin', 'send') and '!prove' not in r), names(OPEN),
       'whatever else administrators and heads send is harmless')
    eq([r for r in all_ if '!prove' in r and
        ('@only' in r or '@too' in r or r[2] in ('anyone', 'cron'))], [],
       'what a token or nobody asks for cannot ask who that is')
    done()


main()
