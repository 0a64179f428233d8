"""country.py - the small country of fixture.py with its forms and its reports

    with Private() as at:
        country = Country(at)   # forms are loaded, periods are open
        prepare(country)        # REPORTS are sent, some of them accepted
"""
import re

import fixture
import totp
import people
import xlsx
from bare import SOURCE, Visitor, sha256
from reforming import reforms
from registering import whole_way
from tap import eq, note, ok

NONE = 999999  # the id of nothing
# unit, regime, period: what reports the matrix is tried on; line and last day
REPORTS = {
    1: (1, 'XLD01', '2026-Q3', 1, '2026-09-14'),
    2: (10, 'XLD01', '2026-Q3', 1, '2026-09-14'),
    3: (100, 'XLD01', '2026-Q3', 1, '2026-09-14'),
    4: (110, 'XLD01', '2026-Q3', 1, '2026-09-14'),
    5: (102, 'XLD01', '2025-Q4', 1, '2025-12-14'),
    6: (30, 'ICT', '2026-09', 2, '2026-09-14'),
}


def zones(at):
    """The register that LIST looks up: as the clerks of a ministry made it."""
    path = at.folder + '/zones.csv'
    with open(path, 'w') as f:
        f.write('code,label,place\nZ1,Khu Mot,An\n')
    at.tool('register', 'import', 'ZONE', path, '--name', 'Khu')


class Country:
    """The small country with its forms, its periods and some reports."""

    def __init__(self, at):
        self.at = at
        self.programs = {}
        self.exercised = set()
        fixture.load(at.db)
        for name in ('XLD01', 'ICT', 'KTXH'):
            at.tool('form', 'load', SOURCE + '/sql/seed/form/%s.xml' % name)
        zones(at)
        for name in ('LIST', 'FRAME'):
            at.tool('form', 'load', SOURCE + '/tests/core/%s.xml' % name)
        at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made)"
                  " VALUES ('run', '%s', 'run', %d, '2026-01-01'), ('report',"
                  " '%s', 'report', %d, '2026-01-01')" %
                  (sha256('run'), fixture.person_id('viewer1'),
                   sha256('report'), fixture.person_id('viewer10')))
        self.cron = Visitor(self.program('cron'))
        for day in ('2025-12-10', fixture.TODAY):  # as time went by
            at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % day)
            self.done('GET /cron/run', self.cron.get('/cron/run?key=run'),
                      200)
        self.ids = {NONE: NONE}
        for n, (unit, regime, period, _, ends) in REPORTS.items():
            rows = at.db.sql(
                "SELECT r.id, p.ends FROM report r JOIN regime g ON g.id ="
                " r.regime_id JOIN period p ON p.id = r.period_id WHERE"
                " r.unit_id = %d AND g.code = '%s' AND p.code = '%s'" %
                (unit, regime, period))
            eq([r[1] for r in rows], [ends], 'a report of %d for %s' %
               (unit, period))
            self.ids[n] = int(rows[0][0])

    def program(self, name):
        if name not in self.programs:
            self.programs[name] = self.at.program(name)
        return self.programs[name]

    def person(self, login):
        v = Visitor(self.program('login'))
        v.cookies['lang'] = 'en'
        if login is not None:
            v.login(login, fixture.PASSWORD)
        return v

    def done(self, name, answer, status):
        """A step of the preparation: a route that has done its work."""
        if ok(answer.status == status, '%s: %d' % (name, status)):
            self.exercised.add(name)
        else:
            note('%d %s' % (answer.status, answer.text[:3000]))
        return answer


def send(country, v, report):
    """Fill in noughts and send; the warnings are meant."""
    v.program = country.program('entry')
    v.get('/entry/form?id=%d' % report)
    cells = {c: '0' for c in re.findall(r"name='(c[0-9]+)'", v.page)}
    form = v.form(dict(cells, id=report, version=v.hidden('version')))
    a = country.done('POST /entry/save', v.post('/entry/save', form), 303)
    v.get(a.get('location'))
    form = v.form(dict(cells, id=report, version=v.hidden('version')))
    a = country.done('POST /entry/check', v.post('/entry/check', form), 303)
    country.done('GET /entry/confirm', v.get(a.get('location')), 200)
    form = v.form(dict(id=report, version=v.hidden('version'), confirmed='1',
                       digest=v.hidden('digest'), reason='as it is'))
    a = country.done('POST /entry/send', v.post('/entry/send', form), 303)
    return v.get(a.get('location') or '/')


def attach(country, v, unit):
    """A file into the first row of a unit's list, there to fetch, and out."""
    report = int(country.at.db.one(
        "SELECT r.id FROM report r JOIN regime g ON g.id = r.regime_id JOIN"
        " period p ON p.id = r.period_id WHERE g.code = 'LIST' AND r.unit_id ="
        " %d AND p.code = '2026-Q3'" % unit))
    v.program = country.program('attach')
    page = '/attach/form?id=%d&cell=17' % report
    file = '/attach/file?id=%d&cell=17' % report
    v.get(page)
    fields = v.form({'id': str(report), 'cell': '17',
                     'version': v.hidden('version')})
    country.done('POST /attach/add', v.upload(
        '/attach/add', fields, [('file', 'a.pdf', b'%PDF-1.7\n')]), 303)
    country.done('GET /attach/file', v.get(file), 200)
    v.get(page)
    country.done('POST /attach/remove', v.post('/attach/remove', v.form(
        {'id': report, 'cell': '17', 'version': v.hidden('version')})), 303)
    eq(v.get(file).status, 303, 'the file is out again')


def registers(country, v):
    """One is made, and an entry of it ends."""
    v.program = country.program('register')
    v.get('/register')
    fields = v.form({'code': 'ZONE', 'name_vi': 'Khu', 'unit': '1'})
    country.done('POST /register/import', v.upload(
        '/register/import', fields,
        [('file', 'zones.csv', b'code,label,place\nZ1,Khu Mot,An\n')]), 303)
    v.get('/register/show?code=ZONE')
    country.done('POST /register/end', v.post('/register/end', v.form(
        {'code': 'ZONE', 'entry': 'Z1', 'from': '1000-01-01',
         'to': '31/12/2027'})), 303)
    country.done('GET /register/export',
                 v.get('/register/export?code=ZONE'), 200)


def decide(country, v, report, act, **more):
    v.program = country.program('review')
    v.get('/review/report?id=%d' % report)
    form = v.form(dict(more, id=report, version=v.hidden('version')))
    return country.done('POST /review/' + act,
                        v.post('/review/' + act, form), 303)


def periods(country, v):
    """The window of one period is set and taken back, by the regime's owner."""
    country.at.db.sql("UPDATE regime SET owner_id = 1 WHERE code = 'XLD01'")
    v.program = country.program('period')
    one = {'regime': 'XLD01', 'period': '2031-Q1'}
    for act, more in (('set', {'version': '0', 'reason': 'an act',
                               'starts': '16/12/2030', 'ends': '10/03/2031',
                               'due_': '20/03/2031'}),
                      ('clear', {'version': '1'})):
        v.get('/period/one?regime=XLD01&period=2031-Q1')
        country.done('POST /period/' + act,
                     v.post('/period/' + act, v.form(dict(one, **more))), 303)


def days(country, v):
    """The table of days off, by an administrator of the topmost unit."""
    v.program = country.program('calendar')
    v.get('/calendar')
    day = {'day': '24/11/2031', 'kind': 'holiday', 'name': 'a day',
           'basis': 'an act', 'version': '0'}
    for act, more in (('put', {'pending': '1'}), ('confirm', {'version': '1'}),
                      ('remove', {'version': '2', 'reason': 'no'}),
                      ('import', {'year': '2031', 'list':
                                  '01/01/2031; holiday; New Year'}),
                      ('withdraw', {'year': '2031', 'reason': 'too early'})):
        v.get('/calendar/day')
        form = dict(day, **more)
        if 'year' in more:
            form = dict(more, basis='an act')
        if act == 'import':
            v.get('/calendar?year=2031')
            form['seen'] = v.hidden('seen')
        if act == 'withdraw':
            del form['basis']
        country.done('POST /calendar/' + act,
                     v.post('/calendar/' + act, v.form(form)), 303)


def estimates(country, v):
    """What a report costs, by an administrator."""
    v.program = country.program('burden')
    v.get('/burden')
    country.done('POST /burden/rates', v.post('/burden/rates', v.form(
        {'version': v.hidden('version'), 'minutes_report': '90', 'minutes_cell': '3',
         'dong_hour': '70000'})), 303)


def known_regimes(country, v):
    """A list of regimes, by who owns those of the line."""
    v.program = country.program('burden')
    v.get('/burden')
    line = 'code,title,family,frequency,line,level,units,except,basis,from,to'
    row = 'KNOWN-1,Biết,administrative,year,administrative,commune,,,Luật,,'
    country.done('POST /burden/list', v.upload('/burden/list', v.form({}), [
        ('list', 'a.csv', (line + '\n' + row + '\n').encode())]), 303)


def own_rows(country, v, unit, regime):
    """Rows of its own below a common form, and none of them any more."""
    v.program = country.program('extend')
    ids = {'unit': str(unit), 'regime_id': str(regime)}
    for label in ('Việc riêng', ''):
        v.get('/extend/rows?unit=%d&regime_id=%d' % (unit, regime))
        form = dict(ids, own=v.hidden('own'), label0=label, measure0='',
                    type0='integer', decimals0='0')
        form['from'] = '01/12/2026'
        country.done('POST /extend/save',
                     v.post('/extend/save', v.form(form)), 303)


def add_item(v, **says):
    """The answer to an item that is added; more fields, or others."""
    v.get('/item/edit/new')
    fields = {'code': 'THU.1', 'name': 'Số việc làm thử', 'decimals': '0',
              'over_units': 'sum', 'over_time': 'sum', 'state': 'active'}
    fields.update(says)
    return v.post('/item/edit/add', v.form(fields))


def items(country, v):
    """One is added, changed and taken away again."""
    v.program = country.program('item_edit')
    a = country.done('POST /item/edit/add', add_item(v), 303)
    item = re.search('item=([0-9]+)', a.get('location') or 'item=0').group(1)
    for act in ('change', 'drop'):
        v.get('/item/edit?item=' + item)
        form = v.form({'item': item, 'version': v.hidden('version')})
        if act == 'change':
            form.update(name='Số việc làm thử', decimals='1',
                        over_units='sum', over_time='sum', state='draft')
            form.update(owner=re.search(
                "<option value='([^']*)' selected='selected'>",
                v.page[v.page.index("id='owner'"):]).group(1))
        country.done('POST /item/edit/' + act,
                     v.post('/item/edit/' + act, form), 303)
    v.program = country.program('item_file')
    v.get('/item/file')
    lines = 'code,name\nTHU.2,Số thử khác\n'
    a = country.done('POST /item/file/look', v.upload(
        '/item/file/look', v.form({}), [('file', 'a.csv', lines.encode())]), 200)
    country.done('POST /item/file/apply', v.post(
        '/item/file/apply', v.form({'text': lines})), 303)
    v.program = country.program('item_table')
    v.get('/item/measure')
    country.done('POST /item/measure/add', v.post(
        '/item/measure/add', v.form({'name': 'con voi', 'factor': '1',
                                     'dimension': 'animal'})), 303)
    v.get('/item/dimension/edit')
    country.done('POST /item/dimension/store', v.post(
        '/item/dimension/store', v.form({
            'code': 'color', 'name': 'Màu', 'categories': 'DO Đỏ | Red'})),
        303)


def draft(country, v, regime):
    """A form is drawn, tried out and published; another one stays a draft."""
    v.program = country.program('form')
    v.get('/form/new')
    v.post('/form/blank', v.form({'unit': '1', 'number': 'TH9'}))
    for n in range(3):
        v.program = country.program('form')
        v.get('/form/new')
        a = country.done('POST /form/copy', v.post('/form/copy', v.form(
            {'unit': '1', 'form': '1', 'version': 'M%d' % n})), 303)
    country.exercised.add('POST /form/blank')
    at = re.search('id=([0-9]+)', a.get('location') or 'id=0').group(1)
    page = '/form/draft?id=%s&at=c2' % at
    v.program = country.program('design')
    for act, more in (('do', {'op': 'copy', 'place': 'c2'}),
                      ('undo', {}), ('redo', {}), ('undo', {})):
        v.get(page)
        country.done('POST /form/draft/' + act, v.post(
            '/form/draft/' + act,
            v.form(dict(more, id=at, version=v.hidden('version')))), 303)
    v.program = country.program('tryout')
    country.done('GET /form/try', v.get('/form/try?id=' + at), 200)
    token = v.hidden('csrf')
    for path in ('/form/try', '/form/try/pdf'):
        country.done('POST ' + path, v.post(
            path, {'csrf': token, 'id': at, 'c2': '7'}), 200)
    for path in ('/form/try/version', '/form/try/version/pdf'):
        country.done('POST ' + path, v.post(
            path, {'csrf': token, 'form': '1', 'c2': '7'}), 200)
    v.program = country.program('form')
    v.get('/form/history?id=' + at)
    country.done('POST /form/restore', v.post('/form/restore', v.form(
        {'id': at, 'version': v.hidden('version'), 'to': '1'})), 303)
    v.program = country.program('publish')
    v.get('/form/publish?id=%s&regime_id=%d' % (at, regime))
    country.done('POST /form/publish', v.post('/form/publish', v.form(
        {'id': at, 'version': v.hidden('version'), 'regime_id': str(regime),
         'from': '01/01/2031'})), 303)
    v.program = country.program('form')
    v.get('/form/history?id=%d' % (int(at) - 1))
    country.done('POST /form/drop', v.post('/form/drop', v.form(
        {'id': str(int(at) - 1), 'version': v.hidden('version')})), 303)
def template(country, v):
    """An Excel template of the topmost unit, uploaded and taken over."""
    v.program = country.program('template')
    v.get('/template')
    a = country.done('POST /template/upload', v.upload(
        '/template/upload', v.form({'unit': '1'}),
        [('template', 'a.xlsx', xlsx.book([('A', xlsx.GOOD)]))]), 303)
    v.get(a.get('location') or '/template')
    country.done('POST /template/take', v.post('/template/take', v.form(
        {'template': '1', 'sheet': 'A'})), 303)


def overlap(country, v, path, **fields):
    v.get('/overlap/item?code=HQ.E.T')
    country.done('POST /overlap/' + path,
                 v.post('/overlap/' + path, v.form(fields)), 303)


def decide_overlaps(country, v):
    """Two forms that ask for the same, and what can be said about it."""
    at = country.at
    for name in ('HOMEQ', 'HOMER'):
        at.tool('form', 'load', SOURCE + '/tests/core/%s.xml' % name)
    at.db.sql("UPDATE regime SET owner_id = 1 WHERE code LIKE 'HOME_'")
    v.program = country.program('overlap')
    overlap(country, v, 'home', code='HQ.E.T', regime='HOMER',
            **{'from': '01/01/2026', 'seen': ''})
    overlap(country, v, 'bind', one='HR.F.T', **{'with': 'HQ.F.T'})
    overlap(country, v, 'unbind', code='HR.F.T')
    overlap(country, v, 'apart', one='HR.G.T', **{'with': 'HQ.E.T'})
    at.db.sql("UPDATE regime SET owner_id = NULL WHERE code LIKE 'HOME_'")
    at.db.sql("UPDATE item SET owner_id = NULL WHERE code LIKE 'H%'")


def library(country, v):
    """A package is given, looked at, and taken in again."""
    v.program = country.program('library')
    v.get('/library')
    token = v.form({})
    package = country.done('POST /library/export', v.post(
        '/library/export', {'csrf': token['csrf'], 'regime': 'XLD01'}), 200)
    country.done('POST /library/look', v.upload(
        '/library/look', {'csrf': token['csrf']},
        [('file', 'a.xml', package.bytes)]), 200)
    country.done('POST /library/apply', v.post(
        '/library/apply', dict(token, text=package.text)), 303)


def tokens(country, v):
    """One is made and revoked."""
    v.program = country.program('token')
    v.get('/me/tokens')
    country.done('POST /me/tokens', v.post('/me/tokens', {
        'csrf': v.hidden('csrf'), 'name': 'once', 'view': '1', 'days': '1'}),
        200)
    country.done('POST /me/tokens/revoke', v.post(
        '/me/tokens/revoke', v.form({'token': v.hidden('token')})), 303)


def machine_tokens(country):
    """Of another system's account, by its administrator."""
    v, whose = country.person('admin1'), fixture.person_id('machine10')
    v.program = country.program('token')
    v.get('/person/tokens?id=%d' % whose)
    country.done('POST /person/tokens', v.post('/person/tokens', {
        'csrf': v.hidden('csrf'), 'id': whose, 'name': 'once', 'view': '1',
        'days': '1'}), 200)
    country.done('POST /person/tokens/revoke', v.post(
        '/person/tokens/revoke', v.form({'id': whose,
                                         'token': v.hidden('token')})), 303)


def personal(country):
    """A request about data, its answer, and how long things are kept."""
    v = country.person('owner20')
    v.program = country.program('data')
    v.get('/me/data')
    country.done('POST /me/data', v.post('/me/data', v.form(
        {'field': 'title', 'wanted': 'Trưởng phòng'})), 303)
    w = country.person('admin20')
    w.program = country.program('privacy')
    w.get('/privacy')
    country.done('POST /privacy/answer', w.post('/privacy/answer', w.form(
        {'request': w.hidden('request'), 'done': '1'})), 303)
    w = country.person('admin1')
    w.program = country.program('privacy')
    country.at.db.sql("INSERT INTO person (id, login, name, created, valid_to)"
                      " VALUES (9001, 'gone', 'Người gone', '2026-01-01',"
                      " '2026-02-01')")
    w.program = country.program('erase')
    w.get('/privacy/erase?id=9001')
    country.done('POST /privacy/erase', w.post('/privacy/erase', w.form(
        {'id': 9001, 'decision': 'QD 9/2026'})), 303)
    w.program = country.program('privacy')
    w.get('/privacy/keep')
    country.done('POST /privacy/keep', w.post('/privacy/keep', w.form(
        {'name': 'keep_failures', 'days': '2'})), 303)


def signing(country, v):
    """Two factors, a link to choose a password, sessions."""
    at, db = country.at, country.at.db
    me = db.one("SELECT id FROM person WHERE login = 'norole'")
    v.program = country.program('second')
    v.get('/second')
    secret = totp.secret_of(v.page)

    def code():
        db.sql('UPDATE person_second SET step = 0')
        return totp.code(secret)

    country.done('POST /second/set', v.post('/second/set', v.form(
        {'secret': secret.hex(), 'code': code()})), 200)
    db.sql('UPDATE session SET strong = 0 WHERE person_id = ' + me)
    v.get('/second')
    country.done('POST /second/check', v.post('/second/check', v.form(
        {'code': code()})), 303)
    v.get('/second')
    country.done('POST /second/codes', v.post('/second/codes', v.form({})),
                 200)
    w = country.person('norole')
    country.done('POST /login/code', w.post('/login/code', w.form(
        {'ticket': w.hidden('ticket'), 'code': code()})), 303)
    v.program = country.program('login')
    v.get('/login/again')
    country.done('POST /login/again', v.post('/login/again', v.form(
        {'password': fixture.PASSWORD, 'code': code(), 'next': '/'})), 303)
    v.program = country.program('second')
    v.get('/second')
    country.done('POST /second/off', v.post('/second/off', v.form({})), 303)
    v.program = country.program('sessions')
    v.get('/me/sessions')
    for what, fields in (('end', {'session': 999999}), ('others', {})):
        v.get('/me/sessions')
        country.done('POST /me/sessions/' + what, v.post(
            '/me/sessions/' + what, v.form(fields)), 303)
    v.program = country.program('person_signin')
    who = db.one("SELECT id FROM person WHERE login = 'expired'")
    db.sql("INSERT INTO person_second (person_id, secret, step, since)"
           " VALUES (%s, '', 0, '2026-09-01')" % who)
    for what, fields, status in (('second', {}, 303), ('out', {}, 303),
                                 ('end', {'session': 999999}, 303),
                                 # signin_letters.t has it sent; here is no mail
                                 ('invite', {}, 422), ('link', {}, 200)):
        v.get('/person/signin?id=' + who)
        country.done('POST /person/signin/' + what, v.post(
            '/person/signin/' + what, v.form(dict(fields, id=who))), status)
    key = re.search('key=([0-9a-f]{64})', v.page).group(1)
    v.program = country.program('login')
    v.get('/reset')
    country.done('POST /reset', v.post('/reset', v.form({'who': 'x'})), 303)
    country.done('GET /reset/new', v.get('/reset/new?key=' + key), 200)
    country.done('POST /reset/new', v.post('/reset/new', v.form(
        {'link': key, 'new': 'bay con ga trong', 'again': 'bay con ga trong'}
    )), 303)


def prepare(country):
    """One person with every right in every unit sends what is looked at."""
    db = country.at.db
    for i, role in enumerate(fixture.ROLES):
        if role == 'machine':
            continue  # that one cannot sign in
        db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
               " valid_to) SELECT %d, %d, id, '1000-01-01', '9999-12-31' FROM"
               " unit" % (fixture.person_id('norole'), i + 1))
    v = country.person('norole')
    country.exercised.add('POST /login')
    for n in (3, 4, 5, 6, 2, 1):
        a = send(country, v, country.ids[n])
        eq(a.status, 200, 'and its receipt')
    for act, day in (('extend', '30/12/2026'), ('extend-own', '31/12/2026')):
        decide(country, v, country.ids[3], act, due=day, why='a storm')
    decide(country, v, country.ids[1], 'take-back', reason='a mistake')
    send(country, v, country.ids[1])
    decide(country, v, country.ids[3], 'return', reason='look again')
    send(country, v, country.ids[3])
    decide(country, v, country.ids[3], 'accept')
    decide(country, v, country.ids[4], 'accept')
    days(country, v)
    periods(country, v)
    items(country, v)
    whole_way(country, v)
    library(country, v)
    template(country, v)
    estimates(country, country.person('admin1'))
    known_regimes(country, country.person('owner1'))
    own_rows(country, country.person('head10'), 10, 5)
    draft(country, v, int(db.one(
        "SELECT id FROM regime WHERE code = 'XLD01'")))
    attach(country, v, 100)
    registers(country, v)
    decide_overlaps(country, v)
    reforms(country, v)
    people.exercise(country)
    tokens(country, country.person('owner20'))
    machine_tokens(country)
    personal(country)
    signing(country, v)
    v.program = country.program('login')
    v.get('/password')
    new = fixture.PASSWORD + '!'
    a = v.post('/password', v.form({'old': fixture.PASSWORD, 'new': new,
                                    'again': new}))
    country.done('POST /password', a, 303)
    v.get('/password')
    country.done('POST /logout', v.post('/logout', {
        'csrf': v.hidden('csrf')}), 303)
    db.sql('DELETE FROM access WHERE person_id = %d' %
           fixture.person_id('norole'))
    db.sql("UPDATE person_secret s JOIN person_secret t ON t.person_id = 1"
           " SET s.pwhash = t.pwhash")
