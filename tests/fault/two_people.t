#!/usr/bin/env python3
"""two_people.t - two people at one report, through the programs

The second is shown what changed and loses nothing; of two who decide at once
one is heard.
"""
# timeout: 300
import concurrent.futures
import html.parser
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
from bare import Private
from tap import done, eq, like, note, ok


class Form(html.parser.HTMLParser):
    """What a browser would post from a form of the page."""

    def __init__(self, page, action):
        super().__init__()
        self.action, self.inside, self.fields = action, False, {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == 'form':
            self.inside = a.get('action') == self.action
        elif self.inside and tag == 'input' and a.get('name') and (
                a.get('type') != 'checkbox'):
            self.fields[a['name']] = a.get('value') or ''

    def handle_endtag(self, tag):
        if tag == 'form':
            self.inside = False


class Browser:
    """One person with the page of one report open."""

    def __init__(self, country, program, role, unit):
        self.v = country.visitor(program, role, unit)
        self.name = 'Người %s %d' % (role, unit)
        self.report, self.cells = country.report[unit], country.cells
        self.fields = None

    def open(self):
        a = self.v.get('/entry/form?id=%d' % self.report)
        eq(a.status, 200, self.name + ' opens the form')
        self.read(a)
        return self

    def read(self, answer):
        self.fields = Form(answer.text, '/entry/save').fields

    def name_of(self, i):
        return 'c%d' % self.cells[i]

    def type(self, **figures):
        """c0='5': by the number among the cells that are entered."""
        for cell, text in figures.items():
            self.fields[self.name_of(int(cell[1:]))] = text
        return self

    def typed(self):
        """What stands in the page, by that number."""
        return {i: self.fields[self.name_of(i)]
                for i in range(len(self.cells))
                if self.fields.get(self.name_of(i))}

    def press(self, button='save'):
        """The page that comes is the page that is open now."""
        if button == 'send':
            return self.send()
        a = self.v.post('/entry/' + button, self.fields)
        if a.bytes:
            self.read(a)
        return a

    def send(self):
        """Over the page that shows what is sent."""
        a = self.v.post('/entry/check', self.fields)
        if a.status == 303:
            self.v.get(a.get('location'))
            return self.v.post('/entry/send', self.v.form({
                'id': self.report, 'version': self.v.hidden('version'),
                'digest': self.v.hidden('digest')}))
        self.read(a)
        return a

    def told(self, page, i):
        """The sentence at a cell that somebody else has changed."""
        found = re.search(r"<input name='%s' [^>]*>(.*?)</td>"
                          % self.name_of(i), page, re.S)
        return re.sub('<[^>]*>', ' ', found.group(1)) if found else ''


def stored(at, country, unit):
    return {country.cells.index(int(c)): str(int(float(n)))
            for c, n in at.db.sql(
                'SELECT cell, num FROM draft WHERE num IS NOT NULL AND'
                ' report_id = %d' % country.report[unit])}


def pair(country, entry, unit):
    return (Browser(country, entry, 'clerk', unit).open(),
            Browser(country, entry, 'head', unit).open())


def both_type(at, country, entry, unit):
    first, second = pair(country, entry, unit)
    eq(first.type(c0='5', c1='7', c4='8').press().status, 303,
       'the first saves')
    a = second.type(c1='9', c2='3', c4='8').press()
    eq(a.status, 409, 'the second is told')
    like(a.text, 'Nothing of yours is lost', 'in words')
    eq(stored(at, country, unit), {0: '5', 1: '7', 4: '8'},
       'nothing is stored')
    like(second.told(a.text, 1), first.name + ' entered 7 here; you typed 9',
         'both figures, and who')
    like(second.told(a.text, 0), first.name + ' entered 5 here',
         'what is new, and who')
    eq(second.told(a.text, 2).strip() + second.told(a.text, 4).strip(), '',
       'nothing where there is nothing to decide')
    eq(second.typed(), {0: '5', 1: '9', 2: '3', 4: '8'},
       'the page has what was typed, and what came in')
    eq(second.press().status, 303, 'and saves')
    eq(stored(at, country, unit), {0: '5', 1: '9', 2: '3', 4: '8'},
       'all of it')


def one_empties(at, country, entry, unit):
    first, second = pair(country, entry, unit)
    first.type(c0='1', c1='2', c2='3').press()
    first.open(), second.open()
    first.type(c0='', c1='').press()
    a = second.type(c1='22').press()
    eq(a.status, 409, 'a figure was taken away: told')
    like(second.told(a.text, 0), 'entered nothing here', 'so it says')
    like(second.told(a.text, 1), 'entered nothing here; you typed 22',
         'and what was typed')
    eq(second.typed(), {1: '22', 2: '3'}, 'the page follows')
    eq(second.press().status, 303, 'and saves')
    eq(stored(at, country, unit), {1: '22', 2: '3'}, 'just that')


def with_a_mistake(at, country, entry, unit):
    """The second mistypes as well: the first one's figures survive that."""
    first, second = pair(country, entry, unit)
    first.type(c0='5', c1='7').press()
    a = second.type(c1='9', c2='abc').press()
    eq(a.status, 422, 'a mistake: told')
    eq(second.typed()[2], 'abc', 'what was typed is in the page')
    eq(second.typed()[1], '9', 'all of it')
    a = second.type(c2='3').press()
    eq(a.status, 409, 'corrected: told of the other')
    like(second.told(a.text, 1), 'entered 7 here; you typed 9', 'both')
    eq(second.press().status, 303, 'then it saves')
    eq(stored(at, country, unit), {0: '5', 1: '9', 2: '3'}, 'all of it')


def sent_meanwhile(at, country, entry, unit):
    """One sends while the other types."""
    first, second = pair(country, entry, unit)
    first.type(**{'c%d' % i: str(i) for i in range(len(country.cells))})
    eq(first.press().status, 303, 'the clerk fills it in')
    first.open()
    eq(second.open().press('send').status, 303, 'the head sends it')
    a = first.type(c3='907', c4='4', c5='1,005', c6='abc').press()
    eq(a.status, 409, 'the clerk is told')
    like(a.text, 'Somebody has sent this report meanwhile', 'why')
    found = re.search('Figures of yours that were not sent</h2>(.*?)</dl>',
                      a.text, re.S)
    eq(re.findall('<dd>(.*?)</dd>', found.group(1) if found else ''),
       ['907', '1,005', 'abc'], 'and what was typed is not lost')
    eq(stored(at, country, unit)[3], '3', 'nor stored')


def send_over(at, country, entry, unit):
    """One saves while the other is about to send."""
    first, second = pair(country, entry, unit)
    first.type(c0='5', c1='7').press()
    second.type(**{'c%d' % i: str(i) for i in range(1, len(country.cells))})
    a = second.press('send')
    eq((a.status, revisions(at, country, unit)), (409, 0),
       'about to send: told, and not sent')
    like(second.told(a.text, 1), 'entered 7 here; you typed 1', 'both')
    eq(second.press('send').status, 303, 'then it is sent')
    eq((stored(at, country, unit)[0], stored(at, country, unit)[1]),
       ('5', '1'), 'with the figures that were shown')


def three_times(at, country, entry, unit):
    """Again somebody was faster, while the conflict was looked at."""
    first, second = pair(country, entry, unit)
    first.type(c0='1').press()
    eq(second.type(c0='2').press().status, 409, 'once')
    first.open().type(c0='3', c1='4').press()
    a = second.press()
    eq(a.status, 409, 'twice')
    like(second.told(a.text, 0), 'entered 3 here; you typed 2', 'the last')
    eq(second.typed(), {0: '2', 1: '4'}, 'the page')
    eq(second.press().status, 303, 'then saved')
    eq(stored(at, country, unit), {0: '2', 1: '4'}, 'so')


def back(at, country, entry, unit):
    """One person: Back to the page as it was, another figure, the button."""
    one = Browser(country, entry, 'clerk', unit).open().type(c0='5')
    eq(one.press().status, 303, 'saved')
    eq(one.press().status, 303, 'the same again: the same answer')
    a = one.type(c1='7').press()
    eq(a.status, 409, 'another figure under the old key: told')
    like(a.text, 'This form was used before', 'why')
    like(one.told(a.text, 1), 'entered nothing here; you typed 7', 'where')
    eq(one.told(a.text, 0).strip(), '', 'and not where nothing differs')
    eq(stored(at, country, unit), {0: '5'}, 'nothing more is stored')
    eq(one.typed(), {0: '5', 1: '7'}, 'the page has what was typed')
    eq(one.press().status, 303, 'and a fresh key')
    eq(stored(at, country, unit), {0: '5', 1: '7'}, 'all of it')


def at_once(asks):
    with concurrent.futures.ThreadPoolExecutor(len(asks)) as pool:
        return [g.result() for g in [pool.submit(a) for a in asks]]


def statuses(answers):
    return sorted(a.status for a in answers)


def asking(country, program, act, who):
    v = country.visitor(program, *who)
    fields = dict(act.fields(), csrf=filing.csrf(v))
    return lambda: v.post(act.path(), fields)


def revisions(at, country, unit):
    return int(at.db.one('SELECT COUNT(*) FROM revision WHERE report_id = %d'
                         % country.report[unit]))


def act(country, kind, unit, version):
    return filing.Act(kind, unit, country.report[unit], version)


def shown(country, entry, unit):
    """Saved and looked at: what makes an act of it, as often as it is asked."""
    v = country.visitor(entry, 'head', unit)
    save = act(country, 'save', unit, 1)
    save.typed = filing.figures(country.cells)
    v.post(save.path(), dict(save.fields(), csrf=filing.csrf(v)))
    page = act(country, 'send', unit, 2)
    filing.shown(v, page)

    def ready():
        send = act(country, 'send', unit, 2)
        send.digest = page.digest
        return send
    return ready


def sends(at, country, entry, units):
    """Of several who send one report at once, one has sent it."""
    said, places = set(), set()
    for unit in units:
        send = shown(country, entry, unit)
        got = at_once([asking(country, entry, send(), ('head', unit))
                       for _ in range(4)])
        said.add(tuple(statuses(got)))
        places.add(revisions(at, country, unit))
    eq((said, places), ({(303, 409, 409, 409)}, {1}),
       'four send at once: one has sent it, three are told')


def same_key(at, country, entry, units):
    """One button, pressed several times."""
    said, places = set(), set()
    for unit in units:
        ask = asking(country, entry, shown(country, entry, unit)(),
                     ('head', unit))
        twins = [asking_again(ask) for _ in range(4)]
        got = at_once(twins)
        said.add(tuple(statuses(got)))
        places.add((len({a.get('location') for a in got}),
                    revisions(at, country, unit)))
    eq((said, places), ({(303,) * 4}, {(1, 1)}),
       'a button pressed four times: one receipt, one effect')


def asking_again(ask):
    return lambda: ask()


def decisions(at, country, review, units):
    """One accepts while another returns."""
    said, facts = set(), set()
    for unit in units:
        province = country.parent[unit]
        got = at_once([
            asking(country, review, act(country, kind, unit, 3),
                   (role, province))
            for kind in ('accept', 'return')
            for role in ('reviewer', 'head')])
        said.add(tuple(statuses(got)))
        state, n = at.db.sql(
            'SELECT r.state, COUNT(f.revision_id) FROM report r'
            ' LEFT JOIN fact f ON f.revision_id = r.revision_id'
            ' WHERE r.id = %d GROUP BY r.state' % country.report[unit])[0]
        facts.add((state, int(n)))
    eq(said, {(303, 409, 409, 409)},
       'four decide at once: one has decided, three are told')
    ok(facts <= {('accepted', 600), ('returned', 0)},
       'facts come with acceptance alone')
    note(facts)


def main():
    with Private() as at:
        country = filing.Country(at, 12)
        entry = at.program('entry', workers=4)
        review = at.program('review', workers=4)
        units = iter(country.communes)
        for test in (both_type, one_empties, with_a_mistake, sent_meanwhile,
                     send_over, three_times, back):
            test(at, country, entry, next(units))
        several = [next(units) for _ in range(8)]
        sends(at, country, entry, several)
        same_key(at, country, entry, [next(units) for _ in range(8)])
        decisions(at, country, review, several)
        c = checker.Check(checker.State(at.db.sql), country, filing.Ledger())
        c.chains()
        eq(c.found['BROKEN'], [], 'every chain verifies')
    done()


main()
