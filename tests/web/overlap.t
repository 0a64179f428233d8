#!/usr/bin/env python3
"""overlap.t - owners see what is asked twice, and decide"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import SOURCE, Private, Visitor
from tap import done, eq, like, unlike

with Private() as at:
    fixture.load(at.db)
    for name in ('HOMEM', 'HOMEQ', 'HOMER'):
        at.tool('form', 'load', SOURCE + '/tests/core/%s.xml' % name)
    login, overlap = at.program('login'), at.program('overlap')
    owner = Visitor(login)
    owner.cookies['lang'] = 'en'
    owner.login('owner1', fixture.PASSWORD)
    other = Visitor(login)
    other.cookies['lang'] = 'en'
    other.login('owner100', fixture.PASSWORD)
    at.db.sql('UPDATE regime SET owner_id = 1')
    owner.program = other.program = overlap

    page = owner.get('/overlap').text
    like(page, r'Số lượt tiếp công dân</a> <small>HQ\.E\.T</small>.*'
         r'<b>HOMEQ</b> <small>\(quarter\)</small>, HOMER',
         'an item of two regimes, the home first')
    like(page, r'HM\.D\.T</small>.*<b>HOMEM</b> <small>\(month\)</small>,'
         r' HOMEQ <small>\(quarter\)</small>, HOMER', 'one of three')
    like(page, r'HQ\.F\.T, HOMEQ</small>.*HR\.F\.T, HOMER</small>.*100 %',
         'two names that are alike')
    eq(other.get('/overlap').status, 200, 'any owner may look')

    a = owner.get('/overlap/item?code=HQ.E.T')
    form = owner.form({'code': 'HQ.E.T', 'regime': 'HOMER',
                       'from': '01/01/2026', 'seen': ''})
    stale = dict(form)
    a = owner.post('/overlap/home', form)
    eq(a.status, 303, 'the home is chosen')
    page = owner.get('/overlap/item?code=HQ.E.T&done=1').text
    like(page, r'It is stored', 'and said so')
    like(page, r"Second quarterly form <small>HOMER</small></th>"
         r".*?badge good'>home", 'it stands first')
    owner.get('/overlap/item?code=HQ.E.T')
    form = owner.form({'code': 'HQ.E.T', 'regime': 'HOMEQ',
                       'from': '01/01/2026', 'seen': ''})
    a = owner.post('/overlap/home', form)
    eq(a.status, 409, 'a page from before the choice')
    like(a.text, r'Somebody else has chosen', 'in words')
    for name, value in (('from', '31/02/2026'), ('regime', 'HOMEM'),
                        ('code', 'NONE')):
        owner.get('/overlap/item?code=HQ.E.T')
        a = owner.post('/overlap/home', owner.form(dict(
            {'code': 'HQ.E.T', 'regime': 'HOMEQ', 'from': '01/01/2026',
             'seen': 'HOMER'}, **{name: value})))
        eq(a.status, 422, 'a bad %s' % name)

    other.get('/overlap/item?code=HQ.E.T')
    a = other.post('/overlap/home', other.form({
        'code': 'HQ.E.T', 'regime': 'HOMEQ', 'from': '01/01/2026',
        'seen': 'HOMER'}))
    eq(a.status, 422, 'not by somebody whose form it is not')
    like(a.text, r'Forms that are not yours', 'in words')

    a = owner.get('/overlap/pair?one=HR.F.T&with=HQ.F.T')
    eq(a.status, 200, 'two items side by side')
    like(a.text, r'HQ\.F\.T counts as HR\.F\.T', 'with what can be done')
    a = owner.post('/overlap/bind', owner.form({'one': 'HR.F.T',
                                                'with': 'HQ.F.T'}))
    eq(a.status, 303, 'they are one')
    page = owner.get('/overlap?done=1').text
    unlike(page, r'100 %', 'and no longer alike')
    like(page, r'HQ\.F\.T</small>', 'but asked twice')
    eq(owner.get('/overlap/pair?one=HR.F.T&with=HQ.F.T').status, 404,
       'there is no pair any more')
    owner.get('/overlap/item?code=HR.F.T')
    a = owner.post('/overlap/unbind', owner.form({'code': 'HR.F.T'}))
    eq(a.status, 303, 'and are two again')
    owner.get('/overlap/pair?one=HR.F.T&with=HQ.F.T')
    a = owner.post('/overlap/apart', owner.form({'one': 'HR.F.T',
                                                 'with': 'HQ.F.T'}))
    eq(a.status, 303, 'they are different')
    page = owner.get('/overlap').text
    like(page, r'No two names are alike', 'and not asked about again')
    eq([r[0] for r in at.db.sql(
        "SELECT act FROM audit WHERE stream = -19 AND act <> 'load'"
        ' ORDER BY seq')], ['home', 'bind', 'unbind', 'apart'],
       'all of it is on record')

    # the same from the command line
    like(at.tool('overlap', 'list'), r'HQ\.E\.T \(Số lượt tiếp công dân\): '
         r'home HOMER; asked for by HOMER, HOMEQ; \d+ units owe two',
         'the list')
    like(at.tool('--json', 'overlap', 'list'),
         r'"item":"HQ\.E\.T".*"chosen":true.*"regimes":\["HOMER","HOMEQ"\]',
         'for programs')
    at.tool('overlap', 'home', 'HQ.E.T', 'HOMEQ', '--from', '2026-01-01')
    eq(at.db.sql('SELECT g.code FROM item_home h JOIN regime g'
                 ' ON g.id = h.regime_id'), [['HOMEQ']], 'a choice')
    at.tool('overlap', 'bind', 'HR.F.T', 'HQ.F.T')
    like(at.tool('overlap', 'list'), r'HQ\.F\.T', 'bound')
    at.tool('overlap', 'unbind', 'HR.F.T')
    at.tool('overlap', 'apart', 'HR.G.T', 'HQ.E.T')
    eq(at.db.sql('SELECT COUNT(*) FROM item_apart'), [['2']], 'and apart')
done()
