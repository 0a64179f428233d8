#!/usr/bin/env python3
# deployed
"""rotate.t - the key is replaced while the programs run, in a site as
quickstart lays it out: what is sent next is signed with the new one, what was
sent before still verifies, and no worker was started anew
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fcgi
from bare import sha256
from country import Country, send
from private import Site
from tap import done, eq, like, note, ok


class Workers:
    """Those of a program of the site, asked over their socket."""

    def __init__(self, site, name):
        self.site, self.name = site, name

    def exchange(self, variables, body=b'', timeout=30):
        return fcgi.exchange('%s/%s.sock' % (self.site.dir, self.name),
                             variables, body, timeout)

    def serving(self, path):
        return Workers(self.site, 'password') if path.startswith(
            '/password') else self


class At:
    """What the small country asks of a place it stands in."""

    def __init__(self, site):
        self.site, self.db, self.folder = site, self, site.dir

    def sql(self, text):
        return self.site.sql(text)

    def one(self, text):
        rows = self.sql(text)
        return rows[0][0] if rows else None

    def tool(self, *words):
        return self.site.tool(*words)

    def program(self, name):
        return Workers(self.site, name)


def pids(site):
    """{program: its workers}"""
    found = {}
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            path = os.readlink('/proc/%s/exe' % pid)
        except OSError:
            continue
        if path.startswith(site.dir + '/bin/'):
            found.setdefault(os.path.basename(path), set()).add(pid)
    return found


def signer(at, report):
    return at.one('SELECT s.signer FROM revision_signature s JOIN revision r'
                  ' ON r.id = s.revision_id WHERE r.report_id = %d ORDER BY'
                  ' r.no DESC LIMIT 1' % report)


def in_force(site):
    return [k['key'] for k in json.loads(site.tool('--json', 'sign', 'key'))
            if k['to'] is None][0]


def looked_at(country, v, report):
    v.program = country.program('signed')
    return v.get('/signed?id=%d&no=1' % report).text


site = Site('--seed', 'empty')
at = At(site)
at.sql('DELETE FROM level; DELETE FROM line')  # the small country has its own
country = Country(at)
before = pids(site)
ok(len(before) > 40, '%d programs run' % len(before))
first, second = country.ids[3], country.ids[4]
old = in_force(site)
send(country, country.person('head100'), first)
eq(signer(at, first), old, 'the first is signed with the key in force')

site.tool('sign', 'rotate', '--overlap', '0')
new = in_force(site)
ok(new != old, 'another key is in force')
at.sql("INSERT INTO access (person_id, role, unit_id, valid_from, valid_to)"
       " SELECT id, 2, 110, '2020-01-01', '9999-12-31' FROM person WHERE"
       " login = 'norole'")
send(country, country.person('norole'), second)
eq(signer(at, second), new, 'what is sent next is signed with it')
v = country.person('viewer1')
for report, what in ((first, 'the old key'), (second, 'the new one')):
    like(looked_at(country, v, report), 'signed, verified',
         'what was signed with %s verifies' % what)
eq(country.cron.get('/cron/run?key=run').status, 200, 'the cron run')
eq(at.one("SELECT sign_key FROM seal ORDER BY no DESC LIMIT 1"), new,
   'seals with it, too')
a = country.person('auditor1')
a.program = country.program('audit_entry')
page = '/audit/entry?stream=%s&seq=%s' % tuple(at.sql(
    'SELECT stream, seq FROM audit ORDER BY seal_no DESC LIMIT 1')[0])
like(a.get(page).text, 'Signed by this system; checked. .%s %s ' % (
    new[:4], new[4:8]), "an entry's page says who signed its seal")
at.sql("UPDATE seal SET signature = REPEAT('0', 128)")
like(a.get(page).text, 'This is NOT what was signed', 'and where it is none')
eq(pids(site), before, 'no worker was started anew')
like(site.tool('sign', 'verify', '--all'), '2', 'and from the command line')
site.stop()
done()
