#!/usr/bin/env python3
"""calendar.t - days off and periods in the browser: who reads, who changes them

An administrator of the topmost unit changes the table of days off, and the
deadlines of open reports follow; an owner sets one period of a regime; the unit
that receives a report gives it more time, and the reporting unit sees it.
"""
# timeout: 300
import json
import os
import re
import secrets
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import SOURCE, Private
from country import Country
from tap import done, eq, like, note, ok, unlike


def person(country, login, program):
    v = country.person(login)
    v.program = country.program(program)
    return v


def kind(at, day):
    return at.db.one("SELECT CONCAT(kind, ' ', state) FROM holiday WHERE day ="
                     " '%s'" % day)


def due(at, unit, period='2026-Q3'):
    return at.db.one(
        "SELECT r.due FROM report r JOIN regime g ON g.id = r.regime_id JOIN"
        " period p ON p.id = r.period_id WHERE r.unit_id = %d AND g.code ="
        " 'XLD01' AND p.code = '%s'" % (unit, period))


def reading(country):
    v = person(country, 'clerk100', 'calendar')
    a = v.get('/calendar?year=2026')
    eq(a.status, 200, 'everybody who is signed in reads the year')
    eq(len(re.findall("class='month'", a.text)), 12, 'twelve months')
    like(a.text, "class='worked'><a href='#d2026-08-22'", 'an exchanged day')
    like(a.text, "class='pending'><a href='#d2026-11-24'",
         'one that waits for a law')
    like(a.text, 'is not law yet', 'which is said')
    unlike(a.text, "action='/calendar", 'and changes nothing')
    a = v.get('/calendar?year=2027')
    like(a.text, 'Nobody has published', 'a year that nobody published')
    like(a.text, "class='holiday computed'", 'is computed')
    like(v.get('/calendar?year=2030').text, "id='d2030-02-02'",
         'Tet by the time of Viet Nam')
    eq(v.get('/calendar?year=1999').status, 400, 'no such year')
    eq(v.get('/calendar?year=x').status, 400, 'nor that')
    eq(v.get('/calendar/day').status, 403, 'the form is for administrators')
    v = person(country, 'admin10', 'calendar')
    unlike(v.get('/calendar').text, "action='/calendar",
           'an administrator further down has no forms')
    like(v.get('/calendar/day?day=2026-11-24').text, 'topmost unit',
         'and is told whose they are')
    a = v.post('/calendar/put', v.form({
        'day': '18/09/2026', 'kind': 'holiday', 'name': 'x', 'basis': 'y',
        'version': '0', 'key': secrets.token_hex(16)}))
    eq(a.status, 422, 'nor can it be sent')


def one_day(country, v):
    at = country.at
    v.get('/calendar/day')
    day = {'day': '02/10/2026', 'kind': 'swap_off', 'name': 'a <b>day</b>',
           'basis': 'Notice 1', 'version': '0'}
    for change in ({'day': '31/02/2026'}, {'day': ''}, {'kind': 'feast'},
                   {'name': ' '}, {'basis': ''}, {'day': '02/10/1999'},
                   {'name': 'x' * 121}):
        a = v.post('/calendar/put', v.form(dict(day, **change)))
        eq(a.status, 422, 'refused: %s' % list(change.items())[0][0])
    eq(kind(at, '2026-10-02'), None, 'and nothing has changed')
    form = v.form(day)
    a = v.post('/calendar/put', form)
    eq(a.status, 303, 'a day is added')
    eq(v.post('/calendar/put', form).get('location'), a.get('location'),
       'sent again: the same answer')
    page = v.get(a.get('location'))
    like(page.text, 'a &lt;b&gt;day', 'it stands in the year, as text')
    eq(v.post('/calendar/put', v.form(day)).status, 409,
       'a second one on that day')
    page = v.get('/calendar/day?day=2026-10-02')
    like(page.text, "value='swap_off' selected", 'its form holds what it is')
    stale = v.form(dict(day, version='1', kind='swap_work'))
    eq(v.post('/calendar/put', v.form(dict(day, version='1',
                                           name='b'))).status, 303, 'changed')
    eq(v.post('/calendar/put', stale).status, 409, 'two at once: one')
    v.get('/calendar/day?day=2026-10-02')
    eq(v.post('/calendar/remove', v.form({
        'day': '02/10/2026', 'version': '2'})).status, 422,
       'taken out: a reason is needed')
    eq(v.post('/calendar/remove', v.form({
        'day': '02/10/2026', 'version': '2', 'reason': 'a mistake'})).status,
       303, 'taken out')
    eq(kind(at, '2026-10-02'), None, 'and it is gone')
    told = at.db.sql("SELECT act, was, became FROM audit WHERE stream = -21"
                      " AND act IN ('day', 'day-off') ORDER BY seq")
    eq([(r[0], json.loads(r[1])['name'] if r[1] != 'NULL' else None,
         json.loads(r[2])['name'] if r[2] != 'NULL' else None)
        for r in told],
       [('day', None, 'a <b>day</b>'), ('day', 'a <b>day</b>', 'b'),
        ('day-off', 'b', None)],
       'each is on record with how it was and how it is')


def confirming(country, v):
    at = country.at
    page = v.get('/calendar?year=2026')
    like(page.text, "href='/calendar/day\\?day=2026-11-24'",
         'the year offers to confirm it')
    v.get('/calendar/day?day=2026-11-24')
    form = v.form({'day': '24/11/2026', 'basis': 'Law 1/2026',
                   'version': v.hidden('version')})
    eq(v.post('/calendar/confirm', form).status, 303, 'one act confirms it')
    eq(kind(at, '2026-11-24'), 'holiday set', 'it is a day off')
    like(v.get('/calendar?year=2031').text,
         "class='holiday computed'><a href='#d2031-11-24'",
         'and so in years to come')
    eq(v.post('/calendar/confirm', v.form({
        'day': '24/11/2026', 'basis': 'x', 'version': '2'})).status, 409,
       'once')


def a_year(country, v):
    at = country.at
    before = due(at, 1, '2026-Q3')
    eq(before, '2026-09-30', 'due on the 30th')
    rows = ('Ngay;Loai;Ten\n01/01/2027\tnghỉ lễ\tTết Dương lịch\n\n'
            '2027-02-05; holiday; Tết; Notice 2, of 1 Nov\r\n'
            '06/03/2027,làm bù,"make up"')
    v.get('/calendar?year=2027')
    for text, line in (('', 'no day'), ('x\n01/01/2027;feast;y', 'Line 2'),
                       ('01/01/2026;holiday;y', 'no day of 2027'),
                       ('01/01/2027;holiday;', 'Line 1'),
                       ('01/01/2027;holiday;a\n2027-01-01;holiday;b', 'twice'),
                       ('01/01/2027;holiday;a\n' * 101, 'more than 100')):
        a = v.post('/calendar/import', v.form({
            'year': '2027', 'list': text, 'basis': 'Notice 2',
            'seen': v.hidden('seen')}))
        eq(a.status, 422, 'refused: %s' % line)
        like(a.text, line, 'with the reason')
    eq(at.db.one('SELECT COUNT(*) FROM holiday_year WHERE year = 2027'), '0',
       'all or nothing')
    whole = {'year': '2027', 'list': rows, 'basis': 'Notice 2',
             'seen': v.hidden('seen')}
    a = v.post('/calendar/import', v.form(dict(whole, seen='7')))
    eq(a.status, 409, 'somebody else was there in between')
    v.get('/calendar?year=2027')
    a = v.post('/calendar/import', v.form(whole))
    eq(a.status, 303, 'a list is pasted')
    eq(at.db.sql("SELECT day, kind, name, basis FROM holiday WHERE day >="
                 " '2027-01-01' ORDER BY day"),
       [['2027-01-01', 'holiday', 'Tết Dương lịch', 'Notice 2'],
        ['2027-02-05', 'holiday', 'Tết', 'Notice 2, of 1 Nov'],
        ['2027-03-06', 'swap_work', 'make up', 'Notice 2']],
       'tabs, semicolons and commas; both kinds of dates')
    unlike(v.get('/calendar?year=2027').text, 'Nobody has published',
           'the year is published')
    a = v.post('/calendar/withdraw', v.form({
        'year': '2027', 'reason': 'the wrong file'}))
    eq(a.status, 303, 'and withdrawn')
    like(v.get('/calendar?year=2027').text, 'Nobody has published',
         'then it is computed again')
    unlike(v.page, "action='/calendar/withdraw'", 'and cannot be withdrawn')


def deadlines_follow(country, v):
    at = country.at
    eq(due(at, 1), '2026-09-30', 'the centre is due on the 30th')
    v.get('/calendar/day')
    a = v.post('/calendar/put', v.form({
        'day': '30/09/2026', 'kind': 'swap_off', 'name': 'x', 'basis': 'y',
        'version': '0'}))
    eq(due(at, 1), '2026-10-01', 'a day off on the 30th moves it')
    moved = int(at.db.one("SELECT COUNT(*) FROM report WHERE due ="
                          " '2026-10-01'"))
    ok(moved > 0, 'of %d' % moved)
    like(v.get(a.get('location')).text, 'deadlines? of %d open report' % moved,
         'and how many moved is said')
    eq(v.post('/calendar/remove', v.form({
        'day': '30/09/2026', 'version': '1', 'reason': 'z'})).status, 303,
       'without it')
    eq(due(at, 1), '2026-09-30', 'it is as it was')


def one_period(country):
    at = country.at
    at.db.sql("UPDATE regime SET owner_id = 1 WHERE code = 'XLD01'")
    v = person(country, 'owner10', 'period')
    a = v.get('/period/one?regime=XLD01&period=2026-Q4')
    eq(a.status, 200, 'an owner elsewhere reads')
    unlike(a.text, "action='/period/set'", 'and has no form')
    one = {'regime': 'XLD01', 'period': '2026-Q4', 'version': '0',
           'starts': '15/09/2026', 'ends': '11/12/2026', 'due_': '',
           'due_commune': '16/12/2026', 'reason': 'Notice 3'}
    eq(v.post('/period/set', v.form(dict(one, key=secrets.token_hex(16))))
       .status, 422, 'nor can send it')
    v = person(country, 'owner1', 'period')
    like(v.get('/period').text, "href='/period/of\\?regime=XLD01'",
         'the list of regimes')
    page = v.get('/period/of?regime=XLD01')
    like(page.text, '15/09/2026 – 14/12/2026', 'the windows around today')
    v.get('/period/one?regime=XLD01&period=2026-Q4')
    a = v.post('/period/set', v.form(dict(one, ends='11/13/2026')))
    eq(a.status, 422, 'a date that is none')
    like(a.text, "value='11/13/2026'", 'what was typed is there still')
    a = v.post('/period/set', v.form(one))
    eq(a.status, 303, 'the window of one period is set')
    page = v.get(a.get('location'))
    like(page.text, '15/09/2026 – 11/12/2026', 'it is shown')
    like(page.text, 'set for this period', 'and marked')
    a = v.get('/period/one?regime=XLD01&period=2026-Q4')
    like(a.text, "value='16/12/2026'", 'with its deadline')
    eq(v.post('/period/set', v.form(one)).status, 409, 'an old page')
    v.get('/period/one?regime=XLD01&period=2026-Q4')
    a = v.post('/period/clear', v.form({
        'regime': 'XLD01', 'period': '2026-Q4', 'version': '1'}))
    eq(a.status, 303, 'and taken back')
    eq(at.db.one('SELECT COUNT(*) FROM regime_period'), '0', 'nothing is left')
    eq(v.get('/period/one?regime=XLD01&period=2026-07').status, 404,
       'a period of another kind')
    eq(v.get('/period/of?regime=NONE').status, 404, 'no such regime')


def more_time(country):
    at = country.at
    report = country.ids[3]
    v = person(country, 'reviewer10', 'review')
    page = v.get('/review/report?id=%d' % report)
    like(page.text, "action='/review/extend'", 'who receives it may extend')
    version = re.search("action='/review/extend'.*?name='version'"
                        " value='([0-9]+)'", page.text, re.S).group(1)
    form = {'id': report, 'version': version, 'due': due(at, 100),
            'why': 'flood'}
    a = v.post('/review/extend', v.form(form))
    eq(a.status, 422, 'to the same day')
    like(a.text, 'must be later', 'with the reason')
    like(a.text, 'flood', 'what was typed stays')
    was = due(at, 100)
    a = v.post('/review/extend', v.form(dict(form, due='15/10/2026')))
    eq(a.status, 303, 'to a later one')
    eq(due(at, 100), '2026-10-15', 'it is due then')
    eq(at.db.one('SELECT due_rule FROM report WHERE id = %d' % report), was,
       'what it was is kept')
    like(v.get('/review/report?id=%d' % report).text, 'Deadline extended',
         'it stands in the history')
    v = person(country, 'clerk100', 'entry')
    page = v.get('/entry/form?id=%d' % report)
    like(page.text, '15/10/2026', 'the unit sees it')
    like(v.get('/entry').text, "badge info'>extended", 'and its list too')
    unlike(re.search("id=%d'.*?</tr>" % report, v.page, re.S).group(0),
           'overdue', 'and is not late')
    v = person(country, 'viewer10', 'review')
    unlike(v.get('/review/report?id=%d' % report).text,
           "action='/review/extend", 'who only looks has no form')


def main():
    with Private({'seed_dir': SOURCE + '/sql/seed'}) as at:
        country = Country(at)
        at.tool('migrate')  # the days off that every installation has
        reading(country)
        v = person(country, 'admin1', 'calendar')
        one_day(country, v)
        confirming(country, v)
        a_year(country, v)
        deadlines_follow(country, v)
        one_period(country)
        more_time(country)
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    note('whole')
    ok(True, 'done')
    done()


main()
