#!/usr/bin/env python3
# deployed
"""crawl.t - no page offers what its reader may not do

Everybody follows every link from the start page and presses every button they
are shown (with a version that is long over, so that nothing is done): nothing
is denied, missing or broken, and every page is well-formed.
"""
# timeout: 400
import collections
import html
import os
import re
import sys
import urllib.parse
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import SOURCE, Private, Visitor
from country import Country, decide, prepare, send
from tap import done, eq, like, note, ok, unlike

PAGES = 250  # at most, for each person
# What buttons without a version answer, and nothing is done: what stands there
# is saved again, figures are tried out, a file is handed out, or nothing was
# chosen from a list (a browser would not send that).
HARMLESS = (('/entry/save', 303), ('/burden/rates', 303), ('/form/try', 200),
            ('/form/try/pdf', 200), ('/form/try/version', 200),
            ('/form/try/version/pdf', 200), ('/library/export', 200),
            ('/form/blank', 400), ('/form/copy', 400), ('/privacy/keep', 303))
VOID = ('Strict-Transport-Security',)


def prefixes():
    """What answers which address: (prefix, program), the longest first."""
    found = []
    with open(SOURCE + '/apache/programs') as f:
        for line in f:
            words = line.split('#')[0].split()
            found += [(p, words[0]) for p in words[2:] if p[0] == '/']
    return sorted(found, key=lambda x: -len(x[0]))


def program_of(path):
    for prefix, name in prefixes():
        if path == prefix or path.startswith(prefix.rstrip('/') + '/'):
            return name
    return None


# they end the sessions of who looks at these pages
UNTOUCHED = ('/logout', '/me/sessions', '/person/signin', '/second')


class Crawl:
    def __init__(self, country, login):
        self.country, self.login = country, login
        self.v = country.person(login)
        self.v.cookies['lang'] = 'vi'
        self.seen, self.bad = {}, []
        self.todo = collections.deque(['/'])
        self.forms = set()

    def say(self, what, where):
        self.bad.append('%s: %s (on %s)' % (self.login, what, where))

    def get(self, address, where):
        path = urllib.parse.urlsplit(address).path
        name = program_of(path)
        if name is None:
            self.say('no program for ' + address, where)
            return None
        self.v.program = self.country.program(name)
        a = self.v.get(address)
        self.seen[address] = a.status
        if a.status not in (200, 303):
            self.say('%d %s' % (a.status, address), where)
        return a

    def links(self, root, here):
        for e in root.iter():
            for name in ('href', 'src'):
                to = e.get(name)
                if to is None or to.startswith('#'):
                    continue
                if not to.startswith('/'):
                    self.say('a foreign address %s' % to, here)
                elif to.startswith('/static/'):
                    path = SOURCE + '/html' + to.partition('?')[0]
                    if not os.path.exists(path) and name != 'src':
                        self.say('no file ' + to, here)
                elif 'lang=' not in to:
                    self.todo.append((to.partition('#')[0], here))
            if e.get('id'):
                self.ids[e.get('id')] = self.ids.get(e.get('id'), 0) + 1
            style = [n for n in e.attrib if n.startswith('on') or n == 'style']
            if style or (e.tag in ('script', 'style') and (e.text or '').strip()
                         and e.get('type') != 'application/json'):
                self.say('<%s> is inline: %s' % (e.tag, style), here)

    def press(self, form, here):
        """Every button of the form, with what it holds; the version is 0."""
        fields, buttons = {}, []
        for e in form.iter():
            if e.tag == 'button':
                buttons.append(e.get('formaction') or form.get('action'))
            if e.get('type') != 'file' and e.get('name') and (
                    e.tag in ('input', 'select', 'textarea')):
                fields[e.get('name')] = e.get('value') or ''
        if form.get('method') != 'post':
            return
        for to in buttons:
            if to.startswith(UNTOUCHED) or (to, fields.get('id')) in self.forms:
                continue
            self.forms.add((to, fields.get('id')))
            full = {k: x for k, x in fields.items() if k != 'confirmed'}
            if 'version' in full:
                full['version'] = '0'
            if 'sheet' in full:
                full['sheet'] = 'none of them'
            if 'reason' in full:
                full['reason'] = 'why'
            self.v.program = self.country.program(program_of(to))
            a = self.v.post(to, full)
            if (a.status not in (409, 422) and
                    (to, a.status) not in HARMLESS):
                self.say('%d for the button %s' % (a.status, to), here)
            self.look(a, 'POST ' + to)

    def look(self, a, here):
        if a.bytes == b'' or 'html' not in a.get('content-type'):
            return
        try:
            root = xml.fromstring(a.text.replace('<!DOCTYPE html>', ''))
        except xml.ParseError as e:
            self.say('not well-formed: %s' % e, here)
            return
        self.ids = {}
        self.links(root, here)
        for name, n in self.ids.items():
            if n > 1:
                self.say('id %s stands %d times' % (name, n), here)
        for label in root.iter('label'):
            if label.get('for') and label.get('for') not in self.ids:
                self.say('a label for nothing: ' + label.get('for'), here)
        if not here.startswith('POST'):
            for form in root.iter('form'):
                self.press(form, here)

    def run(self):
        self.todo = collections.deque([('/', 'the beginning')])
        while self.todo and len(self.seen) < PAGES:
            address, where = self.todo.popleft()
            if address in self.seen:
                continue
            a = self.get(address, where)
            if a is not None:
                self.look(a, address)
        return self.bad


def main():
    with Private() as at:
        country = Country(at)
        prepare(country)
        pages = buttons = 0
        for login, role, unit, when in fixture.PEOPLE:
            if login in ('locked', 'left', 'machine10', 'expired', 'future',
                         'lastday'):
                continue
            c = Crawl(country, login)
            bad = c.run()
            eq(sorted(set(bad))[:20], [], '%s: %d pages, %d buttons' %
               (login, len(c.seen), len(c.forms)))
            pages += len(c.seen)
            buttons += len(c.forms)
        ok(pages > 200 and buttons > 20, '%d pages, %d buttons' %
           (pages, buttons))
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
