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
from country import Country
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
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
