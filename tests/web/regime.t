#!/usr/bin/env python3
"""regime.t - the register in the browser: from a draft to a retired regime,
refused where something is missing, kept apart where two are at it at once, and
seen by everybody in the catalogue"""
# timeout: 300
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import Private
from country import Country, decide, send
from registering import Register, TEXTS
from tap import done, eq, like, ok, unlike


def state(db, regime):
    return db.one("SELECT GROUP_CONCAT(state ORDER BY no) FROM regime_version"
                  " WHERE regime_id = %d" % regime)


def refusals(r, db):
    before = db.one('SELECT COUNT(*) FROM regime')
    for what, more, words in (
            ('a code of blanks', {'code': 'A B'}, 'letters, digits'),
            ('a code that is taken', {'code': 'XLD01'}, 'already'),
            ('no name', {'title_vi': ''}, 'name'),
            ('a state secret', {'secrecy': 'secret'}, 'state secrets'),
            ('a family of its own', {'family': 'x'}, 'one of the list'),
            ('a foreign owner', {'owner': '20'}, 'not among those')):
        r.create(more.pop('code', 'NEW1'), **more)
        eq(r.last.status, 422, what)
        like(r.v.page, words, what + ': and why')
    eq(db.one('SELECT COUNT(*) FROM regime'), before, 'nothing was stored')


def whole_life(r, db):
    regime = r.create('LIFE')
    ok(regime is not None, 'a regime is begun')
    a = r.publish(regime)
    eq(a, None, 'an empty draft has no button to publish it')
    for words in ('outline', 'Who reports', 'number of the legal act'):
        like(r.v.page, words, 'what is missing is said: ' + words)
    a = r.save(regime, 'when', frequency='quarter', cutoff='soon',
               valid_from='01/01/2026')
    eq(a.status, 422, 'a cut-off that cannot be read')
    like(r.v.page, "value='soon'", 'stays as it was typed')
    eq(r.fill(regime).status, 303, 'all sections are filled')
    r.get('/regime/edit/form?regime=%d&part=how' % regime)
    like(r.v.page, 'II. Kiến nghị', 'and there again')
    eq(r.assign(regime, kind='level', level='commune', due='day 18').status,
       303, 'a level is assigned')
    eq(r.assign(regime, kind='unit', unit='commune/101', exempt='1',
                reason='Bão').status, 303, 'a unit is exempted')
    eq(r.assign(regime, kind='unit', unit='Xã Không Có', due='day 3').status,
       422, 'a unit that there is not')
    like(r.get('/assign/who?regime=%d&day=14/09/2026' % regime).text,
         'Xã Một', 'who will report is listed')
    unlike(r.v.page, 'Xã Hai', 'without the one that is exempted')
    eq(r.publish(regime).status, 303, 'it is published')
    eq(state(db, regime), 'published', 'once')
    eq(r.get('/regime/edit/form?regime=%d' % regime).status, 404,
       'what is published has no form any more')
    a = r.post('/regime/one?regime=%d' % regime, '/regime/edit/begin',
               regime=regime)
    eq(a.status, 303, 'a new version is begun')
    eq(r.save(regime, 'what', **dict(TEXTS['what'], title_vi='Tên khác')
              ).status, 303, 'with another name')
    eq(r.save(regime, 'when', **dict(TEXTS['when'],
                                     valid_from='01/10/2026')).status, 303,
       'from October on')
    eq(r.publish(regime).status, 303, 'and published')
    eq(state(db, regime), 'replaced,published', 'it replaces the first')
    like(r.get('/regime/compare?regime=%d&a=1&b=2' % regime).text, 'Tên khác',
         'what changed is shown')
    unlike(r.v.page, 'Bộ Thử nghiệm', 'and nothing else')
    a = r.post('/regime/one?regime=%d' % regime, '/regime/edit/retire',
               regime=regime, day='31/02/2027')
    eq(a.status, 422, 'a day that there is not')
    a = r.post('/regime/one?regime=%d' % regime, '/regime/edit/retire',
               regime=regime, day='01/01/2027')
    eq((a.status, state(db, regime)), (303, 'replaced,retired'),
       'it is retired')
    acts = db.one("SELECT GROUP_CONCAT(act ORDER BY seq) FROM audit WHERE"
                  " stream = -1000 - %d" % regime)
    like(acts, 'create,.*assign,exempt,publish,draft,.*publish,retire',
         'all of it is on record')
    return regime


def two_at_once(country, r, db):
    regime = r.create('TWICE')
    other = Register(country, country.person('owner1'))
    page = '/regime/edit/form?regime=%d&part=what' % regime
    r.get(page)
    seen = r.hidden_of('/regime/edit/save', 'version')
    eq(other.save(regime, 'what', **dict(TEXTS['what'], title_en='Theirs')
                  ).status, 303, 'the other one saves first')
    a = r.save(regime, 'what', version=seen,
               **dict(TEXTS['what'], title_en='Mine'))
    eq(a.status, 409, 'whoever comes second is told')
    like(r.v.page, "value='Mine'", 'and finds what was typed')
    eq(db.one("SELECT title_en FROM regime_version WHERE regime_id = %d" %
              regime), 'Theirs', 'theirs is what is stored')
    version = r.get('/assign?regime=%d' % regime) and r.hidden_of(
        '/assign/add', 'version')
    other.assign(regime, kind='level', level='commune', due='day 18')
    a = r.assign(regime, kind='level', level='province', due='day 25',
                 version=version)
    eq(a.status, 409, 'nor are two assignments made from one page')


def strangers(country, regime):
    for login in ('owner20', 'clerk1', 'admin1'):
        r = Register(country, country.person(login))
        a = r.get('/regime/one?regime=%d' % regime)
        ok(a.status in (403, 404), '%s does not see it: %d' %
           (login, a.status))


def catalogue(country, regime):
    r = Register(country, country.person(None))
    like(r.get('/catalogue').text, 'Summary of the handling of petitions',
         'a visitor sees the catalogue')
    unlike(r.v.page, 'TWICE', 'but no drafts')
    like(r.get('/catalogue?words=xu+ly+don').text, 'XLD01',
         'words are found without their marks')
    unlike(r.v.page, '>ICT<', 'and others are not')
    like(r.get('/catalogue/regime?regime=XLD01').text, 'Tình hình tiếp nhận',
         'one is shown with its outline')
    eq(r.get('/catalogue/regime?regime=TWICE').status, 404,
       'a draft is not there')
    rows = json.loads(r.get('/catalogue/json').text)
    eq([x['state'] for x in rows if x['code'] == 'XLD01'], ['force'],
       'programs read it as JSON')
    a = r.get('/catalogue/xlsx')
    eq((a.status, a.bytes[:2]), (200, b'PK'), 'and people as a worksheet')


def opening(r, db):
    a = r.open(1, '2026-Q9')
    eq(a.status, 422, 'a period that there is not')
    a = r.open(1, '2026-Q3')
    page = r.get(a.get('location'))
    like(page.text, 'The period is open', 'a period is opened by hand')
    eq(page.get('refresh'), None, 'and the page is still')
    db.sql("UPDATE job SET state = 'running', done = 0 WHERE kind = 'open'"
           " AND regime_id = 1")
    page = r.get(a.get('location'))
    eq(page.get('refresh'), '3', 'one that is at work asks again by itself')
    country_cron = r.country.cron.get('/cron/run?key=run')
    eq(country_cron.status, 200, 'cron goes on with it')
    like(r.get(a.get('location')).text, 'The period is open', 'to the end')


def words_alone(country, r, db):
    """Text only: each heading of the outline is a text to write."""
    regime = r.create('WORDS')
    r.fill(regime, outline='I. Kết quả; II. Khó khăn; III. Kiến nghị')
    a = r.publish(regime)
    page = r.get(a.get('location'))
    like(page.text, 'What comes next', 'what comes next is said')
    like(page.text, 'Say who reports', 'with the page where it is done')
    like(db.one("SELECT xml FROM form WHERE regime_id = %d" % regime),
         'I. Kết quả<.*II. Khó khăn<.*III. Kiến nghị<',
         'the outline has become its form')
    for level in ('commune', 'province'):
        a = r.assign(regime, kind='level', level=level, due='day 18')
    page = r.get(a.get('location'))
    like(page.text, "7 reports? of|[0-9]+ reports of quarter",
         'assigned: reports are to be opened')
    found = r.hidden_of('/regime/edit/open', 'period')
    ok(found is not None, 'by a button with the period: %s' % found)
    country.cron.get('/cron/run?key=run')
    n = "SELECT COUNT(*) FROM report WHERE regime_id = %d" % regime
    ok(int(db.one(n)) > 0, 'or by itself, when cron runs')
    like(r.get('/assign?regime=%d&done=1' % regime).text,
         'All reports of quarter', 'and the page says so')
    report = int(db.one('SELECT id FROM report WHERE regime_id = %d AND'
                        ' unit_id = 100' % regime))
    head = country.person('head100')
    head.program = country.program('entry')
    head.get('/entry/form?id=%d' % report)
    like(head.page, '<textarea[^>]*name=.c1', 'a paragraph can be written')
    a = head.send(report, {'c1': '', 'c3': 'b', 'c5': 'c'}, confirmed='1',
                  reason='x')
    eq(a.status, 422, 'a heading without a word is not sent')
    send(country, head, report)
    eq(db.one('SELECT state FROM report WHERE id = %d' % report), 'sent',
       'written, it is')
    decide(country, country.person('head10'), report, 'accept')
    eq(db.one('SELECT state FROM report WHERE id = %d' % report), 'accepted',
       'and accepted by its receiver')


def groups(r, db):
    a = r.post('/group', '/group/new', name='Nhóm tìm', owner='1',
               version=None)
    page = a.get('location')
    group = page.split('group=')[1]
    db.sql("UPDATE unit SET name_plain = 'xa mot' WHERE id = 100")
    unlike(r.get(page).text, "type='checkbox'", 'nothing is listed unasked')
    like(r.get(page + '&words=xa+mot').text, 'Xã Một',
         'a unit is found without its marks')
    unlike(r.v.page, 'Xã Hai', 'and no other')
    like(r.get(page + '&level=province').text, 'province/10', 'by level')
    unlike(r.v.page, 'commune/101', 'and no other level')
    like(r.get(page + '&above=province/10').text, 'commune/101',
         'by superior')
    unlike(r.v.page, 'commune/110', 'and nothing beside it')
    like(r.get(page + '&above=nowhere').text, 'no unit',
         'a superior that there is not')
    unlike(r.v.page, 'commune/101|No unit that', 'below which nobody looks')
    like(r.get(page + '&words=zzzz').text, 'No unit that is not a member',
         'nothing is found')
    a = r.post(page + '&level=commune', '/group/add', group=group,
               u100='commune/100', u101='commune/101')
    eq(a.status, 303, 'those that are ticked are added')
    eq(db.one('SELECT GROUP_CONCAT(unit_id ORDER BY unit_id) FROM'
              ' unit_group_member WHERE group_id = %s' % group), '100,101',
       'both of them')
    unlike(r.get(page + '&level=commune').text, "name='u100'",
           'and are not offered again')


def burden(country):
    """The estimates are the topmost administrators', the list is owners'."""
    for login, rates, takes in (('admin1', True, False),
                                ('admin10', False, False),
                                ('owner1', False, True),
                                ('viewer1', False, False)):
        v = country.person(login)
        v.program = country.program('burden')
        page = v.get('/burden').text
        eq(("name='minutes_report'" in page, "'/burden/list'" in page),
           (rates, takes), 'burden: what %s may change' % login)


def handed_over(country, r, db):
    regime = r.create('GIVEN')
    one = '/regime/one?regime=%d' % regime
    for unit, words in (('nowhere', 'no unit'), ('20', 'not among')):
        a = r.post(one, '/regime/edit/give', regime=regime, unit=unit)
        eq(a.status, 422, 'not to %s' % unit)
        like(r.v.page, words, 'and why: ' + words)
    a = r.post(one, '/regime/edit/give', regime=regime, unit='province/10')
    eq(a.status, 303, 'a regime is handed over')
    eq(db.one('SELECT owner_id FROM regime WHERE id = %d' % regime), '10',
       'to a unit of the owner')
    other = Register(country, country.person('owner10'))
    like(other.get(one).text, 'GIVEN', 'whose owner sees it now')


def of_another(r, db):
    """The draft of one regime does not change under the name of another."""
    one, other = r.create('ONE1'), r.create('TWO2')
    page = '/regime/edit/form?regime=%d&part=what'
    r.get(page % other)
    draft, seen = (r.hidden_of('/regime/edit/save', x)
                   for x in ('version_id', 'version'))
    for act, more in (('save', {'part': 'what', 'title_vi': 'Khác'}),
                      ('publish', {}), ('drop', {})):
        a = r.post(page % one, '/regime/edit/' + act, regime=one,
                   version_id=draft, version=seen, **more)
        eq(a.status, 404, act + ': the draft of another regime')
    eq(db.sql('SELECT state, title_vi FROM regime_version WHERE regime_id = %d'
              % other), [['draft', 'Báo cáo thử nghiệm']], 'it stays')


def ended(r, db):
    db.sql("UPDATE regime_version SET state = 'retired', valid_to ="
           " '2026-01-01' WHERE regime_id = (SELECT id FROM regime WHERE"
           " code = 'KTXH')")
    unlike(r.get('/regime').text, '>KTXH<', 'what has ended is not listed')
    like(r.v.page, 'GIVEN', 'drafts are')
    like(r.get('/regime?state=all').text, '>KTXH<', 'but for who asks')
    like(r.get('/regime?state=retired').text, '>KTXH<', 'by its state, too')
    unlike(r.v.page, '01/01/1000|31/12/9999', 'no day is at the end of time')


def main():
    with Private() as at:
        country = Country(at)
        r = Register(country, country.person('owner1'))
        refusals(r, at.db)
        regime = whole_life(r, at.db)
        two_at_once(country, r, at.db)
        strangers(country, regime)
        catalogue(country, regime)
        opening(r, at.db)
        words_alone(country, r, at.db)
        groups(r, at.db)
        burden(country)
        handed_over(country, r, at.db)
        of_another(r, at.db)
        ended(r, at.db)
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
