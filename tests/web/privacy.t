#!/usr/bin/env python3
# deployed
"""privacy.t - personal data: seen, taken away, corrected, kept, erased"""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
import record
import xlsx
from bare import SOURCE, Private, Visitor
from country import Country, send
from people import People
from tap import done, eq, like, note, ok, unlike


def page(country, login, program='data'):
    v = country.person(login)
    v.program = country.program(program)
    return v


def seen(country):
    """All of one's own, and nothing of anybody else's."""
    at = country.at
    at.db.sql("UPDATE person SET email = 'an@so.gov.vn', phone = '0912 345'"
              " WHERE login = 'head100'")
    v = page(country, 'head100')
    a = v.get('/me/data')
    eq(a.status, 200, 'the page')
    for text in ('an@so.gov.vn', '0912 345', 'Người head100', 'Xã Một',
                 'Head of unit', '192.0.2.7'):
        like(a.text, re.escape(text), 'it has ' + text)
    secret = at.db.one("SELECT pwhash FROM person_secret WHERE person_id = %d"
                       % fixture.person_id('head100'))
    a = v.get('/me/data/json')
    eq((a.status, a.get('content-type')), (200, 'application/json'), 'JSON')
    like(a.get('content-disposition'), 'head100_', 'under a name')
    data = json.loads(a.text)
    eq(data['account'][0]['email'], 'an@so.gov.vn', 'the account')
    eq([r['role'] for r in data['roles']], ['head'], 'its roles')
    ok(any(r['act'] == 'signin' and r['address'] == '192.0.2.7'
           for r in data['about']), 'what it did, and from where')
    unlike(a.text, re.escape(secret), 'never the hash of the password')
    unlike(a.text, 'clerk10|viewer1', 'nothing of others')
    b = v.get('/me/data/xlsx')
    eq(b.status, 200, 'a worksheet')
    ok(b.bytes[:2] == b'PK' and len(b.bytes) > 3000, 'which is one')
    n = at.db.one("SELECT COUNT(*) FROM audit WHERE act = 'export' AND"
                  " person_id = %d" % fixture.person_id('head100'))
    eq(n, '2', 'taking it away is on record')
    eq(data, dict(json.loads(at.tool('person', 'export', 'head100')),
                  made=data['made'], acts=data['acts'], about=data['about']),
       'the command line gives the same')
    eq(at.try_tool('person', 'export', 'nobody')[0], 1, 'of nobody: nothing')
    commands(at)
    a = Visitor(country.program('data')).get('/me/data/json')
    eq(a.status, 303, 'a visitor has none')


# What the command line shows of people, and of whom: doc/privacy.md has them.
COMMANDS = (
    ('person export', ('head100',), 'export', 'head100'),
    ('account show', ('head100',), 'read', 'head100'),
    ('account sessions', ('head100',), 'read', 'head100'),
    ('token list', ('head100',), 'read', 'head100'),
    ('token list', (), 'read', None),
    ('account list', (), 'read', None),
    ('sso list', (), 'read', None),
    ('mail list', (), 'read', None),
    ('key list', (), 'read', None),
    ('audit tail', (), 'read', None),
    ('unit reform --dry-run', None, 'read', None),
)


def commands(at):
    with open(SOURCE + '/doc/privacy.md') as f:
        doc = f.read()
    plan = at.folder + '/plan.csv'
    with open(plan, 'w') as f:
        f.write('act,unit,name\nrename,101,Xã Hai Mới\n')
    for name, words, act, whom in COMMANDS:
        last = at.db.one('SELECT COALESCE(MAX(seq), 0) FROM audit WHERE detail'
                         " = 'baocao %s'" % name)
        said = at.try_tool(*name.split(), *words) if words is not None else \
            at.try_tool('unit', 'reform', plan, '--decision', 'QD', '--date',
                        '2027-01-01', '--dry-run')
        eq(said[0], 0, name)
        eq(at.db.sql("SELECT act, object_id FROM audit WHERE detail ="
                     " 'baocao %s' AND seq > %s" % (name, last)),
           [[act, str(fixture.person_id(whom) if whom else 0)]],
           'is on record, once, and of whom')
        ok('`%s`' % name in doc, 'and in doc/privacy.md')


def corrected(country):
    at = country.at
    v = page(country, 'clerk100')
    v.get('/me/data')
    for fields, why in (({}, 'Say what is wrong'),
                        ({'field': 'name'}, 'how it should be'),
                        ({'field': 'other'}, 'in your words'),
                        ({'field': 'locked', 'wanted': '0'}, 'Say what is'),
                        ({'field': 'name', 'wanted': 'x' * 201}, '200')):
        a = v.post('/me/data', v.form(fields))
        eq(a.status, 422, 'refused: %.40s' % fields)
        like(a.text, why, 'and why')
        v.get('/me/data')
    a = v.post('/me/data', v.form({
        'field': 'name', 'wanted': 'Trần <b>Thị</b> Ánh',
        'note': 'theo căn cước'}))
    eq(a.status, 303, 'asked')
    like(v.get(a.get('location')).text, 'is with the administrator', 'said')
    for _ in range(4):
        v.get('/me/data')
        v.post('/me/data', v.form({'field': 'other', 'note': 'x'}))
    v.get('/me/data')
    a = v.post('/me/data', v.form({'field': 'other', 'note': 'x'}))
    eq(a.status, 422, 'five are open at a time, no more')
    like(a.text, 'wait for their answers', 'said so')
    eq(page(country, 'viewer10', 'privacy').get('/privacy').status, 403,
       'the list is for administrators')
    for login, sees in (('admin100', True), ('admin10', True),
                        ('admin1', True), ('admin20', False)):
        w = page(country, login, 'privacy')
        a = w.get('/privacy')
        eq((a.status, 'Trần &lt;b&gt;' in a.text), (200, sees),
           '%s %s it' % (login, 'sees' if sees else 'does not see'))
    number = at.db.one("SELECT MIN(id) FROM data_request")
    w = page(country, 'admin20', 'privacy')
    w.get('/privacy/keep')
    a = w.post('/privacy/answer', w.form({'request': number, 'done': '1'})
               if w.hidden('csrf') else {})
    ok(a.status in (403, 409), 'who does not see it does not answer it')
    w = page(country, 'admin10', 'privacy')
    w.get('/privacy')
    like(w.page, 'Người clerk100', 'what stands there now')
    a = w.post('/privacy/answer', w.form({'request': number, 'refuse': '1'}))
    eq(a.status, 422, 'a refusal needs its reason')
    like(a.text, 'needs its reason', 'said so')
    a = w.post('/privacy/answer', w.form({
        'request': number, 'done': '1', 'answer': 'đã sửa',
        'key': '0' * 31 + '1'}))
    eq(a.status, 303, 'answered')
    a = w.post('/privacy/answer', w.form({'request': number, 'done': '1',
                                          'key': '0' * 31 + '2'}))
    eq(a.status, 409, 'once')
    like(v.get('/me/data').text, 'đã sửa', 'who asked reads the answer')
    acts = at.db.sql("SELECT act FROM audit WHERE object = 'data_request'"
                     " ORDER BY at")
    eq([r[0] for r in acts], ['ask'] * 5 + ['answer'], 'all on record')
    unlike(str(at.db.sql("SELECT detail FROM audit WHERE object ="
                         " 'data_request'")), 'Ánh',
           'without what was asked for')
    at.db.sql("UPDATE data_request SET made = made - INTERVAL 73 HOUR")
    like(w.get('/privacy').text, 'Older than 72 hours', 'late ones are marked')
    n = at.db.one("SELECT COUNT(*) FROM audit WHERE act = 'read' AND detail"
                  " LIKE '%path=/privacy%'")
    ok(int(n) >= 5, 'reading the list is on record: %s' % n)


def kept(country):
    """Within bounds, by the top; and what is older goes."""
    at, cron = country.at, country.cron
    w = page(country, 'admin10', 'privacy')
    unlike(w.get('/privacy/keep').text, "name='days'", 'a province reads')
    a = w.post('/privacy/keep', {'csrf': w.hidden('csrf'), 'key': 32 * 'a',
                                 'name': 'keep_browsers', 'days': '40'})
    eq((a.status, at.db.one("SELECT COUNT(*) FROM setting WHERE value = '40'")),
       (403, '0'), 'and sets nothing')
    w = page(country, 'admin1', 'privacy')
    w.get('/privacy/keep')
    for days in ('0', '29', '731', '99999'):
        a = w.post('/privacy/keep', w.form({'name': 'keep_browsers',
                                            'days': days}))
        eq(a.status, 422, 'outside the bounds: ' + days)
        w.get('/privacy/keep')
    eq(w.post('/privacy/keep', w.form({'name': 'clock', 'days': '5'})).status,
       400, 'no other setting')
    w.get('/privacy/keep')
    a = w.post('/privacy/keep', w.form({'name': 'keep_browsers',
                                        'days': '30'}))
    eq(a.status, 303, 'set')
    eq(at.db.one("SELECT detail FROM audit WHERE object = 'setting'"),
       'keep_browsers=30; was=365', 'on record')
    eq(json.loads(at.tool('--json', 'person', 'keep'))['keep_browsers'], 30,
       'the command line sees it')
    at.tool('person', 'keep', 'keep_failures', '2')
    eq(at.try_tool('person', 'keep', 'keep_failures', '31')[0], 1, 'bounds')
    at.db.sql(
        "DELETE FROM signin_known; DELETE FROM signin_fail;"
        "INSERT INTO signin_known VALUES (REPEAT('a', 64), UTC_TIMESTAMP(6)"
        " - INTERVAL 31 DAY), (REPEAT('b', 64), UTC_TIMESTAMP(6) - INTERVAL"
        " 29 DAY);"
        "INSERT INTO signin_fail VALUES (REPEAT('a', 64), 1, UTC_TIMESTAMP(6)"
        " - INTERVAL 3 DAY, UTC_TIMESTAMP(6) - INTERVAL 3 DAY), (REPEAT('b',"
        " 64), 1, UTC_TIMESTAMP(6) - INTERVAL 1 DAY, UTC_TIMESTAMP(6) -"
        " INTERVAL 1 DAY);"
        "INSERT INTO api_token (hash, hint, person_id, name, rights, made_by,"
        " made, expires) SELECT REPEAT('a', 64), 'bc_aaaaaa', 1, 'old',"
        " 'view', 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL 366 DAY;"
        "INSERT INTO api_token (hash, hint, person_id, name, rights, made_by,"
        " made, expires) SELECT REPEAT('b', 64), 'bc_bbbbbb', 1, 'new',"
        " 'view', 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL 364 DAY;"
        "UPDATE data_request SET answered = answered - INTERVAL 731 DAY;"
        "DELETE FROM setting WHERE name = 'swept'")
    report, accepted = at.db.sql(
        'SELECT id, accepted_id FROM report WHERE accepted_id IS NOT NULL'
        ' LIMIT 1')[0]
    other = at.db.one('SELECT id FROM report WHERE accepted_id IS NULL LIMIT'
                      ' 1')
    for r in (report, other):
        at.db.sql("INSERT INTO draft_was VALUES (%s, 1, 1, 5, NULL, 1,"
                  " '2020-01-01')" % r)
    at.db.sql("UPDATE revision SET at = UTC_TIMESTAMP(6) - INTERVAL 1096 DAY"
              " WHERE id = " + accepted)
    at.db.sql("INSERT INTO outbox (message_id, address, subject, body, state,"
              " made, due, ends) SELECT REPEAT('a', 32), 'old@x', '', '', 'sent',"
              " t, t, t FROM (SELECT UTC_TIMESTAMP(6) - INTERVAL 91 DAY AS t) d;"
              "INSERT INTO outbox (message_id, address, subject, body, state,"
              " made, due, ends) SELECT REPEAT('b', 32), 'new@x', '', '', 'sent',"
              " t, t, t FROM (SELECT UTC_TIMESTAMP(6) - INTERVAL 89 DAY AS t) d")
    brief(at)
    stream = aged(at)
    eq(cron.get('/cron/run?key=run').status, 200, 'the regular run')
    forgotten(at, stream)
    for table, column, wanted in (
            ("outbox WHERE address LIKE '%@x'", 'address', 'new@x'),
            ('signin_known', 'LEFT(who, 1)', 'b'),
            ('signin_fail', 'LEFT(who, 1)', 'b'),
            ("api_token WHERE name IN ('old', 'new')", 'name', 'new'),
            ('data_request', "GROUP_CONCAT(DISTINCT state)", 'open'),
            ('draft_was WHERE report_id IN (%s, %s) AND at = \'2020-01-01\''
             % (report, other), 'report_id', other)):
        eq(at.db.sql('SELECT %s FROM %s' % (column, table)), [[wanted]],
           'what is older is gone, what is not stays: ' + table.split()[0])
    for table, wanted in BRIEF:
        eq(at.db.sql("SELECT LEFT(%s, 1) FROM %s" % (wanted, table)), [['b']],
           'so it is with ' + table.split()[0])
    old = (" FROM draft_was WHERE report_id = %s AND at = '2020-01-01'"
           % report)
    at.db.sql("INSERT INTO draft_was VALUES (%s, 1, 1, 5, NULL, 1,"
              " '2020-01-01')" % report)
    for days, again, wanted, what in (
            (1094, True, '1', 'of what was accepted later it stays'),
            (1096, False, '1', 'looked for once a day'),
            (1096, True, '0', 'and gone on the next')):
        at.db.sql('UPDATE revision SET at = UTC_TIMESTAMP(6) - INTERVAL %d DAY'
                  ' WHERE id = %s' % (days, accepted))
        if again:
            at.db.sql("DELETE FROM setting WHERE name = 'swept'")
        cron.get('/cron/run?key=run')
        eq(at.db.one('SELECT COUNT(*)' + old), wanted, what)


# What goes by itself, a little older and a little younger than that.
BRIEF = (("idem WHERE id LIKE '%zz'", 'id'),
         ("kept_form WHERE id LIKE '%zz'", 'id'),
         ("session WHERE token LIKE '%zz'", 'token'),
         ("signin_link WHERE hash LIKE '%zz'", 'hash'),
         ("signin_ticket WHERE hash LIKE '%zz'", 'hash'))


def brief(at):
    """Keys of forms, forms that came late, sessions, links, tickets."""
    now = 'UTC_TIMESTAMP(6)'
    for which, days, minutes, hours, on in (('a', 31, 121, 25, -1),
                                            ('b', 29, 119, 23, 5)):
        at.db.sql(
            "INSERT INTO idem VALUES ('{w}zz', 1, '', '', {n} - INTERVAL {d}"
            " DAY); INSERT INTO kept_form VALUES ('{w}zz', 1, '', '[]', {n} -"
            " INTERVAL {m} MINUTE); INSERT INTO session (token, person_id,"
            " made, seen, expires, proved) SELECT '{w}zz', 1, t, t, t, t FROM"
            " (SELECT {n} - INTERVAL {h} HOUR AS t) x; INSERT INTO signin_link"
            " VALUES ('{w}zz', 1, {n}, {n} + INTERVAL {o} MINUTE); INSERT INTO"
            " signin_ticket VALUES ('{w}zz', 1, '', 0, {n} + INTERVAL {o}"
            " MINUTE)".format(w=which, n=now, d=days, m=minutes, h=hours,
                              o=on))


def aged(at):
    """A chain whose first two entries are three years old, and fit."""
    stream = int(at.db.one("SELECT stream FROM audit WHERE address <> '' AND"
                           ' seal_no IS NULL GROUP BY stream HAVING COUNT(*)'
                           ' > 3 ORDER BY stream DESC LIMIT 1'))
    at.db.sql("UPDATE audit SET at = '2023-01-02 03:04:05' WHERE stream = %d"
              " AND seq <= 2" % stream)
    record.rechain(at.db, stream)
    return stream


def forgotten(at, stream):
    """Old addresses are gone, the rest of the entry and the proof are not."""
    rows = at.db.sql("SELECT seq <= 2, address = '' AND address_salt = '' AND"
                     " address_sha <> '' AND detail <> '', COUNT(*) FROM audit"
                     " WHERE stream = %d AND (address <> '' OR address_sha <>"
                     " '') GROUP BY 1, 2 ORDER BY 1" % stream)
    eq([r[:2] for r in rows], [['0', '0'], ['1', '1']],
       'addresses of old entries are forgotten, others not')
    told = at.db.one("SELECT detail FROM audit WHERE act = 'forget'")
    like(told, 'before=20', 'the record tells of it: ' + told)
    like(at.db.one("SELECT detail FROM audit WHERE act = 'sweep' AND object ="
                   " 'setting'"), 'letters=1;', 'and of what else went')
    status, said, why = at.try_tool('verify')
    eq((status, why), (0, ''), 'the record verifies')
    row = (stream, at.db.one("SELECT MAX(seq) FROM audit WHERE stream = %d AND"
                             " address <> ''" % stream))
    was = at.db.sql('SELECT address, address_salt FROM audit WHERE stream = %s'
                    ' AND seq = %s' % row)[0]
    at.db.sql("UPDATE audit SET address_sha = SHA2(CONCAT(LENGTH(address_salt),"
              " ':', address_salt, LENGTH(address), ':', address), 256), address"
              " = '', address_salt = '' WHERE stream = %s AND seq = %s" % row)
    status, said, why = at.try_tool('verify')
    eq(status, 1, 'one that went before its time is found')
    like(said + why, 'address of entry', 'and named')
    at.db.sql("UPDATE audit SET address_sha = '', address = '%s', address_salt ="
              " '%s' WHERE stream = %s AND seq = %s" % (*was, *row))
    eq(at.try_tool('verify')[0], 0, 'put back, it holds')


def first_format(at, person):
    """A chain as it was written before texts were hashed apart."""
    at.db.sql("INSERT INTO audit (stream, seq, format, at, person_id, act,"
              " object, object_id, request, detail, prev, hash) VALUES (-1999,"
              " 1, 1, '2026-01-02 03:04:05', 1, 'add', 'person', %d, 'r',"
              " 'reviewer100', '', ''), (-1999, 2, 1, '2026-01-02 03:04:06', 1,"
              " 'lock', 'person', %d, 'r', 'reviewer100', '', '')" % (
                  person, person))
    at.db.sql("INSERT INTO audit_head (stream, seq, hash) VALUES (-1999, 2,"
              " '')")
    record.rechain(at.db, -1999)


def stays_closed(country, id):
    """Whoever was erased is not made somebody again."""
    p, db = People(country, 'admin1'), country.at.db
    row = 'SELECT name, locked, valid_to FROM person WHERE id = %d' % id
    was, roles = db.sql(row), db.one('SELECT COUNT(*) FROM access')
    a = p.get('/person/show?id=%d' % id)
    like(a.text, 'the account stays closed', 'the page of one who was erased')
    unlike(a.text, r'/person/(edit/role|edit/post|edit.id|signin)\b', 'has nothing to do')
    for what, a in (
            ('changed', p.change(id, name='Ai Khác')),
            ('opened', p.lock(id, 0)),
            ('moved', p.move(id, unit='commune/100')),
            ('given a role', p.grant(id, role='clerk', unit='commune/101'))):
        eq(a.status, 422, 'is not %s' % what)
        like(a.text, 'the account stays closed', 'and why')
    eq((db.sql(row), db.one('SELECT COUNT(*) FROM access')), (was, roles),
       'nothing has changed')


def erased(country):
    """Gone from every screen; signed records stay, the record verifies."""
    at = country.at
    v = country.person('head110')
    report = int(at.db.one(
        "SELECT r.id FROM report r JOIN regime g ON g.id = r.regime_id JOIN"
        " period p ON p.id = r.period_id WHERE r.unit_id = 110 AND g.code ="
        " 'XLD01' AND p.code = '2026-Q3'"))
    eq(send(country, v, report).status, 200, 'a report is sent')
    person = int(at.db.one("SELECT id FROM person WHERE login = 'head110'"))
    at.db.sql("UPDATE person SET email = 'binh@so.gov.vn', phone = '0900'"
              " WHERE id = %d" % person)
    at.tool('token', 'add', 'head110', 'may cua Binh')
    at.tool('sso', 'link', 'head110', 'https://id', '079012345678')
    bad = country.person(None)
    bad.login('head110', 'sai mat khau')
    status, _, why = at.try_tool('person', 'erase', 'head110', '--decision',
                                 'don xin')
    eq(status, 1, 'an account in use is not erased')
    like(why, 'end or lock it first', 'said so')
    at.tool('account', 'lock', 'head110')
    eq(at.try_tool('person', 'erase', 'head110')[0], 1, 'not without a reason')
    body = at.db.one('SELECT SHA2(GROUP_CONCAT(body ORDER BY id), 256) FROM'
                     ' revision WHERE report_id = %d' % report)
    w = page(country, 'admin10', 'privacy')
    w.get('/privacy/keep')
    w.program = country.program('erase')
    a = w.get('/privacy/erase?id=%d' % person)
    eq(a.status, 404, 'another province does not erase')
    said = at.tool('person', 'erase', 'head110', '--decision', 'QD 1/2026')
    like(said, 'number %d' % person, 'erased')
    rows = at.db.sql('SELECT login, name, email, phone, search, locked FROM'
                     ' person WHERE id = %d' % person)[0]
    eq(rows[:4], ['erased-%d' % person, 'Người dùng đã xóa %d' % person, '',
                  ''], 'a number is left')
    eq(at.db.sql('SELECT DISTINCT name FROM person_word WHERE person_id = %d' %
                 person), [[rows[1]]], 'people are found by that alone')
    eq(at.db.one("SELECT COUNT(*) FROM person_word WHERE person_id = %d AND"
                 " word = 'head110'" % person), '0', 'and not as before')
    for table in ('session', 'person_secret', 'api_token', 'person_subject',
                  'data_request'):
        eq(at.db.one('SELECT COUNT(*) FROM %s WHERE person_id = %d' %
                     (table, person)), '0', 'nothing in ' + table)
    left = [t for t in ('head110', 'binh@so', '079012345678', 'may cua Binh')
            for r in at.db.sql('SELECT CONCAT_WS(" ", detail, was, became,'
                               ' address) FROM audit') if t in r[0]]
    eq(left, [], 'nor in the record')
    blanked = at.db.one('SELECT COUNT(*) FROM audit WHERE blanked = 1')
    ok(int(blanked) >= 4, '%s entries are blanked' % blanked)
    eq(at.db.one("SELECT COUNT(*) FROM audit WHERE act = 'blank'"), blanked,
       'each is told of')
    a = country.person('auditor1')
    a.program = country.program('audit_entry')
    like(a.get('/audit/entry?stream=%s&seq=%s' % tuple(at.db.sql(
        'SELECT stream, seq FROM audit WHERE blanked = 1 LIMIT 1')[0])).text,
        'blanked, as the law asks for|đã xóa nội dung', 'its page says so')
    status, said, why = at.try_tool('verify')
    eq(status, 0, 'and the record verifies')
    note(said)
    eq(at.db.one('SELECT SHA2(GROUP_CONCAT(body ORDER BY id), 256) FROM'
                 ' revision WHERE report_id = %d' % report), body,
       'what was sent stays, byte for byte')
    eq(at.db.one("SELECT COUNT(*) FROM report_event WHERE person_id = %d AND"
                 " act = 'send'" % person), '1', 'and who sent it, by number')
    w = country.person('head1')
    for program, path in (('review', '/review/report?id=%d' % report),
                          ('review', '/review/units?unit=1&regime=XLD01&'
                                     'period=2026-Q3')):
        w.program = country.program(program)
        a = w.get(path)
        if a.status == 200:
            unlike(a.text, 'Người head110', 'not on ' + path)
    x = page(country, 'admin1', 'erase')
    a = x.get('/privacy/erase?id=%d' % fixture.person_id('admin1'))
    eq(a.status, 404, 'nobody erases themselves')
    other = fixture.person_id('reviewer100')
    first_format(at, other)
    x.get('/privacy/erase?id=%d' % other)
    like(x.page, 'Người reviewer100', 'on a page, too: whom')
    like(x.page, 'class=.notice warn.*2 entries of the record|2 mục nhật ký',
         'and how many entries of the first format keep their text')
    a = x.post('/privacy/erase', x.form({'id': other, 'decision': 'x'}))
    eq(a.status, 422, 'not an account in use')
    at.tool('account', 'lock', 'reviewer100')
    x.get('/privacy/erase?id=%d' % other)
    a = x.post('/privacy/erase', x.form({'id': other, 'decision': 'QD 2'}))
    eq((a.status, a.get('location')), (303, '/person/show?id=%d&done=1' %
                                       other), 'one that is not')
    eq(at.db.one('SELECT login FROM person WHERE id = %d' % other),
       'erased-%d' % other, 'is erased')
    stays_closed(country, other)
    eq(at.db.one("SELECT COUNT(*) FROM audit WHERE format = 1 AND detail ="
                 " 'reviewer100' AND blanked = 0"), '2', 'they keep it')
    at.tool('person', 'erase', 'erased-%d' % person, '--decision', 'again')
    a = country.person(None).login('head110', fixture.PASSWORD)
    eq(a.status, 422, 'the old name signs in nowhere')
    # an entry that is blanked without an event is a fault
    row = at.db.sql("SELECT stream, seq FROM audit WHERE act = 'signin' AND"
                    " blanked = 0 LIMIT 1")[0]
    at.db.sql("UPDATE audit SET blanked = 1, detail = '', salt = '', address"
              " = '', address_salt = '', was = NULL, became = NULL WHERE stream ="
              " %s AND seq = %s" % tuple(row))
    eq(at.try_tool('verify')[0], 1, 'what nobody tells of is found')


def main():
    with Private() as at:
        country = Country(at)
        v = country.person('admin1')
        seen(country)
        corrected(country)
        at.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
                  " valid_to) SELECT id, 2, 110, '1000-01-01', '9999-12-31'"
                  " FROM person WHERE login = 'future'")
        at.db.sql("UPDATE person SET login = 'head110', name = 'Người head110'"
                  " WHERE login = 'future'")
        first = int(at.db.one(
            "SELECT r.id FROM report r JOIN regime g ON g.id = r.regime_id"
            " JOIN period p ON p.id = r.period_id WHERE r.unit_id = 1 AND"
            " g.code = 'XLD01' AND p.code = '2026-Q3'"))
        eq(send(country, country.person('head1'), first).status, 200,
           'at the top, sending is accepting')
        kept(country)
        erased(country)
        eq([p.name for p in at.programs if ' status=500 ' in p.logged()], [],
           'nothing went wrong inside')
    done()


main()
