#!/usr/bin/env python3
"""home.t - a figure is typed once, and another form shows it with its source"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import SOURCE, Private, Visitor, sha256
from tap import done, eq, like, ok, unlike

COL = 2  # cells of a row: the label, the figure


class Office:
    """Somebody signed in, at the programs of a report's life."""

    def __init__(self, at, programs, login):
        self.at, self.programs = at, programs
        self.v = Visitor(self.program('login'))
        self.v.cookies['lang'] = 'en'
        self.v.login(login, fixture.PASSWORD)

    def program(self, name):
        if name not in self.programs:
            self.programs[name] = self.at.program(name)
        return self.programs[name]

    def form(self, report):
        self.v.program = self.program('entry')
        return self.v.get('/entry/form?id=%d' % report)

    def post(self, what, report, rows, **more):
        """Rows from 1; what is not given is not posted."""
        self.form(report)
        cells = {'c%d' % ((row - 1) * COL + 1): text
                 for row, text in rows.items()}
        if what == 'send':
            return self.v.send(report, cells, **more)
        data = dict(more, cells, id=report,
                    version=self.v.hidden('version'))
        return self.v.post('/entry/' + what, self.v.form(data))

    def decide(self, what, report, **more):
        self.v.program = self.program('review')
        self.v.get('/review/report?id=%d' % report)
        data = dict(more, id=report, version=self.v.hidden('version'))
        return self.v.post('/review/' + what, self.v.form(data))


def inputs(page):
    return {int(n) // COL + 1 for n in re.findall("<input name='c(\\d+)'",
                                                  page)}


with Private() as at:
    fixture.load(at.db)
    for name in ('HOMEM', 'HOMEQ', 'HOMER'):
        at.tool('form', 'load', SOURCE + '/tests/core/%s.xml' % name)
    at.db.sql("UPDATE item_version v JOIN item i ON i.id = v.item_id"
              " SET v.over_time = 'mean' WHERE i.code = 'HM.B.T'")
    at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made)"
              " VALUES ('run', '%s', 'run', %d, '2026-01-01')" %
              (sha256('run'), fixture.person_id('viewer1')))
    cron = Visitor(at.program('cron'))
    for day in ('2026-07-05', '2026-08-05', fixture.TODAY):
        at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % day)
        eq(cron.get('/cron/run?key=run').status, 200, 'periods of ' + day)
    ids = {(g, p): int(i) for g, p, i in at.db.sql(
        'SELECT g.code, p.code, r.id FROM report r JOIN regime g ON g.id ='
        ' r.regime_id JOIN period p ON p.id = r.period_id'
        ' WHERE r.unit_id = 100')}
    quarter, other = ids['HOMEQ', '2026-Q3'], ids['HOMER', '2026-Q3']
    programs = {}
    head = Office(at, programs, 'head100')
    clerk = Office(at, programs, 'clerk100')
    above = Office(at, programs, 'head10')

    # months feed the quarter
    page = head.form(quarter).text
    eq(inputs(page), {5, 6}, 'what the months give is not asked for')
    like(page, r'0/3', 'and said to be awaited')
    like(page, r'Figures from other reports', 'with the list of sources')
    for n, month in enumerate(('2026-07', '2026-08', '2026-09')):
        report = ids['HOMEM', month]
        a = head.post('send', report, {1: str(10 + n), 2: '1.5', 3: str(n),
                                       4: '1'}, confirmed='1')
        eq(a.status, 303, '%s is sent' % month)
        eq(above.decide('accept', report).status, 303, 'and accepted')
        if n == 1:
            like(head.form(quarter).text, r'2/3', 'two of three')
    page = head.form(quarter).text
    like(page, r"class=' from'[^>]*>33 <a class='src'",
         'the quarter is their sum')
    like(page, r'The sum of:', 'and says of what')
    eq(len(re.findall(r"/entry/form\?id=%d'" % ids['HOMEM', '2026-08'],
                      page)) > 0, True, 'with links to them')

    # typed once
    page = clerk.form(other).text
    eq(inputs(page), {2, 3}, 'what another form asks for is not asked again')
    like(page, r"<i class='wait'>awaited</i>", 'it is awaited')
    clerk.form(other)
    stale = clerk.v.form({'id': other, 'version': clerk.v.hidden('version')})
    a = head.post('send', quarter, {5: '50', 6: '7'}, confirmed='1')
    eq(a.status, 303, 'the home is sent')
    a = head.post('send', other, {2: '3'}, confirmed='1')
    eq(a.status, 422, 'the other cannot be before it is accepted')
    like(a.text, r'awaited from the report HOMEQ', 'and says why')
    eq(above.decide('accept', quarter).status, 303, 'the home is accepted')
    page = clerk.form(other).text
    like(page, r"class=' from'[^>]*>50 <a class='src' href='#src1'",
         'the other shows the figure')
    like(page, r'HOMEQ - Quarterly form, quarter 3 of 2026', 'from where')
    like(page, r'revision 1, Người head100', 'and from whom')

    # a page that was open before, or somebody who posts it all the same
    a = clerk.v.post('/entry/save', dict(stale, c1='99', c3='4'))
    eq(a.status, 422, 'a figure that is not asked for is refused')
    like(a.text, r'taken from another report \(HOMEQ\)', 'in words')
    eq(at.db.sql('SELECT COUNT(*) FROM draft WHERE report_id = %d' % other),
       [['0']], 'and nothing is stored')
    a = head.post('send', other, {2: '3'}, confirmed='1')
    eq(a.status, 303, 'the other is sent')

    # a correction
    eq(above.decide('return', quarter, reason='wrong').status, 303,
       'the home is returned')
    page = clerk.form(other).text
    like(page, r"class=' from'[^>]*>50 ", 'what was sent stays as it was')
    like(page, r'which is being corrected', 'and says what happens')
    a = head.post('send', quarter, {5: '60'}, confirmed='1')
    eq(a.status, 303, 'the correction is sent')
    eq(above.decide('accept', quarter).status, 303, 'and accepted')
    page = clerk.form(other).text
    like(page, r'corrected by revision 2', 'the other is told')
    page = head.form(quarter).text
    like(page, r'Second quarterly form.*has used figures of revision 1',
         'and the home who used the old one')
    eq(above.decide('return', other, reason='newer').status, 303,
       'the other is returned')
    page = clerk.form(other).text
    like(page, r"class=' from'[^>]*>60 ", 'its draft has the new figure')
    unlike(page, r'corrected by revision', 'and nothing more to say')
done()
