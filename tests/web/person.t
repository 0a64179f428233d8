#!/usr/bin/env python3
# deployed
"""person.t - people: found, made, changed, moved, standing in, out of a file"""
# timeout: 300
import io
import os
import re
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
import xlsx
from bare import Private, Visitor, sha256
from country import Country, send
from people import People
from tap import done, eq, like, ok, unlike


def row(db, login, what='name, title, email, phone, locked, valid_to'):
    return db.sql("SELECT %s FROM person WHERE login = '%s'" % (what, login))


def roles(db, login):
    return db.sql(
        'SELECT role, unit_id, for_id, valid_from, valid_to FROM access WHERE'
        " person_id = (SELECT id FROM person WHERE login = '%s')"
        ' AND valid_from < valid_to ORDER BY id' % login)


def words(db, login):
    return db.sql("SELECT w.word, w.name FROM person_word w JOIN person p"
                  " ON p.id = w.person_id WHERE p.login = '%s'"
                  " ORDER BY w.word" % login)


def making(p):
    a = p.add(login='an.nguyen', name='Nguyễn Văn An', title='Chánh Văn phòng',
              email='an@tinh.gov.vn', phone='024 3943 1234',
              unit='commune/100', role='clerk', decision='12/QĐ-UBND',
              **{'from': '01/10/2026', 'to': '31/12/2026'})
    eq(a.status, 303, 'an account is made')
    eq(row(p.db, 'an.nguyen'), [['Nguyễn Văn An', 'Chánh Văn phòng',
                                 'an@tinh.gov.vn', '024 3943 1234', '0',
                                 '9999-12-31']], 'as it was said')
    eq(roles(p.db, 'an.nguyen'), [['1', '100', '0', '2026-10-01',
                                   '2027-01-01']], 'with its first role')
    page = p.get(a.get('location')).text
    for text in ('an.nguyen', 'Chánh Văn phòng', '12/QĐ-UBND', 'Xã Một',
                 'Reporting official', 'to come', '01/10/2026 – 31/12/2026',
                 'type figures', 'given by Người admin10'):
        like(page, re.escape(text), 'its page says ' + text)
    eq(words(p.db, 'an.nguyen'), [
        [w, 'Nguyễn Văn An'] for w in (
            '', 'an', 'an.nguyen', 'an@tinh.gov.vn', 'chanh', 'nguyen', 'phong',
            'van')], 'and is found by every word')
    before = p.db.one('SELECT COUNT(*) FROM person')
    good = dict(login='binh', name='B', unit='commune/100')
    for wrong, where, why in (
            ({'login': ''}, 'login', 'small letters'),
            ({'login': 'Bình'}, 'login', 'small letters'),
            ({'login': 'an.nguyen'}, 'login', 'is taken'),
            ({'login': 'head1'}, 'login', 'is taken'),
            ({'name': ' '}, 'name', 'A name is needed'),
            ({'name': 'x' * 121}, 'name', 'A name is needed'),
            ({'title': 'x' * 121}, 'title', 'longer than'),
            ({'email': 'no'}, 'email', 'no e-mail'),
            ({'email': 'a@b'}, 'email', 'no e-mail'),
            ({'email': 'a@b.vn, c@d.vn'}, 'email', 'no e-mail'),
            ({'phone': 'call me'}, 'phone', 'has digits'),
            ({'unit': ''}, 'unit', 'There is no unit'),
            ({'unit': 'commune/999'}, 'unit', 'There is no unit'),
            ({'unit': 'commune/110'}, 'unit', 'You do not manage'),
            ({'role': 'boss'}, 'role', 'There is no role'),
            ({'role': 'clerk', 'from': '32/13/2026'}, 'from', 'is no date'),
            ({'role': 'clerk', 'from': '27/09/2026'}, 'from', 'is over'),
            ({'role': 'clerk', 'from': '01/11/2026', 'to': '31/10/2026'},
             'to', 'before the first'),
            ({'role': 'clerk', 'decision': 'x' * 201}, 'decision', 'longer'),
            ({'decision': 'x' * 201}, 'decision', 'longer')):
        a = p.add(**dict(good, **wrong))
        eq(a.status, 422, 'refused: %s' % (wrong,))
        like(a.text, "id='%s'[^>]*aria-invalid|aria-invalid[^>]*id='%s'|%s" % (
            where, where, why), 'at its field')
        like(a.text, why, 'and why')
    a = p.add(**dict(good, login='<b>', name='<script>x</script>'))
    unlike(a.text, '<script>x', 'what was typed comes back as text')
    eq(p.db.one('SELECT COUNT(*) FROM person'), before, 'nobody is made')


def changing(p, country):
    other = People(country, 'admin1')
    id = p.id('an.nguyen')
    p.get('/person/edit?id=%d' % id)
    version, page = p.v.hidden('version'), p.v.page
    eq(other.change(id, name='Nguyễn Thị An', email='b@tinh.gov.vn').status,
       303, 'changed by one')
    p.v.page = page
    a = p.change(id, name='Ai khác', version=version)
    eq(a.status, 409, 'and not by another who had not seen it')
    like(a.text, 'Somebody else has changed', 'who is told')
    eq(row(p.db, 'an.nguyen', 'name, title'), [['Nguyễn Thị An', '']],
       'it is as the first left it')
    eq(words(p.db, 'an.nguyen'), [
        [w, 'Nguyễn Thị An'] for w in (
            '', 'an', 'an.nguyen', 'b@tinh.gov.vn', 'nguyen', 'thi')],
       'and found by what it says now')
    eq(p.change(id, name='').status, 422, 'not without a name')
    like(p.db.one("SELECT was FROM audit WHERE act = 'change' AND object ="
                  " 'person' ORDER BY at DESC LIMIT 1"), 'an@tinh.gov.vn',
         'the record has what was before')
    like(p.db.one("SELECT became FROM audit WHERE act = 'change' AND object ="
                  " 'person' ORDER BY at DESC LIMIT 1"), 'b@tinh.gov.vn',
         'and what is now')


def granting(p):
    id = p.id('an.nguyen')
    eq(p.grant(id, role='viewer', unit='101', decision='7/QĐ').status, 303,
       'a role elsewhere, by the code alone')
    eq(p.grant(id, role='viewer', unit='101').status, 422, 'once')
    eq(roles(p.db, 'an.nguyen')[1:], [['4', '101', '0', '2026-09-28',
                                       '9999-12-31']], 'from today on')
    eq(p.end(id, p.role('an.nguyen', 'viewer'), last='10/10/2026').status, 303,
       'with a last day')
    eq(roles(p.db, 'an.nguyen')[1:], [['4', '101', '0', '2026-09-28',
                                       '2026-10-11']], 'that still counts')
    eq(p.end(id, p.role('an.nguyen', 'viewer'), last='11/10/2026').status, 422,
       'no later than that')
    eq(p.end(id, p.role('an.nguyen', 'viewer')).status, 303, 'at once')
    eq(p.end(id, p.role('an.nguyen', 'viewer')).status, 404, 'once')
    eq(p.grant(id, role='viewer', unit='101').status, 303,
       'it can be given again on the same day')
    like(p.get('/person/show?id=%d' % id).text, 'given by Người admin10',
         'and one sees by whom')


def linked(p):
    """Whoever holds a link is not to be more than who made it meant."""
    p.add(login='noi.link', name='Người', unit='commune/100')
    id = p.id('noi.link')

    def link():
        p.db.sql("REPLACE INTO signin_link VALUES ('%s', %d, '2026-09-28',"
                 " '2036-09-28')" % ('ab' * 32, id))

    def links():
        return p.db.one('SELECT COUNT(*) FROM signin_link WHERE person_id ='
                        ' %d' % id)

    def was():
        return p.db.one("SELECT was FROM audit WHERE object = 'person' AND"
                        ' object_id = %d ORDER BY at DESC, seq DESC LIMIT 1'
                        % id)
    link()
    eq(p.change(id, name='Người khác').status, 303, 'a name is changed')
    eq(links(), '1', 'a link to choose a password stays')
    eq(p.grant(id, role='synthesiser', unit='101').status, 303, 'a role')
    eq(links(), '0', 'ends it')
    like(was(), '"link":', 'which is on record')
    link()
    eq(p.end(id, p.role('noi.link', 'synthesiser')).status, 303, 'less')
    eq(links(), '1', 'does not')
    eq(p.grant(id, role='synthesiser', unit='101', **{
        'from': '01/12/2026'}).status, 303, 'a role to come')
    eq(links(), '0', 'does, since who makes the next one must know of it')
    p.end(id, p.role('noi.link', 'synthesiser'))
    link()
    eq(p.move(id, unit='commune/101', **{'from': '01/11/2026'}).status, 303,
       'a move to come')
    eq(links(), '0', 'ends it as well')
    like(was(), '"link":', 'and it is on record')


def worded(p):
    """What is wrong with an address is said, and not in its names."""
    for path, said in (
            ('/person/show', 'Which one is meant: This must be given.'),
            ('/person/show?id=x', 'Which one is meant: This is not a number.'),
            ('/person?state=99', 'A part of the address or of the form: This'
             ' number is out of range.')):
        a = p.get(path)
        eq(a.status, 400, path)
        like(a.text, '<li>%s</li>' % re.escape(said), 'is answered in words')
        unlike(a.text, '<li><code>', 'and in no code')


def finding(p):
    for i in range(60):
        p.db.sql("INSERT INTO person (login, name, search, created) VALUES"
                 " ('hoa%d', 'Trần Thị Hòa', 'hoa%d tran thi hoa %d',"
                 " '2026-01-01')" % (i, i, i))
    p.db.sql("INSERT INTO person_post (person_id, valid_from, valid_to,"
             " unit_id) SELECT id, '1000-01-01', '9999-12-31', 101 FROM person"
             " WHERE login LIKE 'hoa%'")

    for page, unit in (('/person?q=hoa', "101'>Xã Hai"),
                       ('/person/show?id=%d' % p.id('hoa7'), "101'>Xã Hai"),
                       ('/person/show?id=%d' % p.id('clerk100'),
                        "100'>Xã Một</a></td>")):
        like(p.get(page).text, "<a href='/unit.id=%s<" % unit.replace(
            '</a></td>', ''), 'units lead to their pages: ' + page)

    like(p.get('/person?q=head100').text,
         "Head of unit <small><a href='/unit.id=100'>Xã Một</a></small>",
         'those of roles, too')

    def found(query):
        a = p.get('/person?' + query)
        eq(a.status, 200, query)
        return set(re.findall(r'<small>([a-z0-9.]+)</small></th>', a.text))

    eq(len(found('q=hoa&state=1')), 50, 'a page of them')
    eq(len(found('q=hoa&state=1&page=2')), 10, 'and another')
    eq(found('q=hoa&state=1&page=99'), set(), 'and no more')
    for q in ('Tr%E1%BA%A7n+Th%E1%BB%8B+Ho%C3%A0', 'tran+hoa', 'TRAN+THI'):
        eq(len(found('state=1&q=' + q)), 50, 'without regard to marks: ' + q)
    eq(found('q=hoa59&state=1'), {'hoa59'}, 'by login')
    eq(found('q=%25'), set(), 'a sign of LIKE is a letter')
    eq(found('q=thi%27+OR+1'), set(), 'nor is it SQL')
    eq(found('unit=commune/100') & {'hoa1', 'an.nguyen', 'clerk100'},
       {'clerk100'} | ({'an.nguyen'}), 'of a unit')
    eq(found('unit=xa+mot+(100)'), found('unit=commune/100'),
       'by its name and code')
    eq(p.get('/person?unit=Xa+Hai+(100)').status, 422, 'which belong together')
    eq(found('unit=commune/110'), set(), 'of none that is not theirs')
    eq(p.get('/person?unit=nowhere').status, 422, 'of what is no unit')
    ok('head100' in found('role=head') and
       'clerk100' not in found('role=head'), 'by role')
    ok('standin' in found('state=5'), 'who stands in')
    eq(found('state=3'), {'left'}, 'who has left')
    eq(found('state=2'), {'locked'}, 'who is locked')
    ok('hoa1' in found('state=4&q=hoa1'), 'without a role')
    unlike(p.get('/person?q=head1').text, '<small>head1</small>',
           'nobody above or beside')
    ok('mixed' in found('q=mixed&state=1'), 'who has a role here, too')
    top = People(p.country, 'admin1')
    like(top.get('/person?q=norole&state=1').text, 'norole',
         'who is nowhere: at the top')
    unlike(p.get('/person?q=norole&state=1').text, '<small>norole',
           'and only there')


def going(p, country):
    """Open windows are shut at the next request."""
    at = country.at
    for how, act in (
            ('locked', lambda id: p.lock(id)),
            ('left', lambda id: p.move(id, 'leave', decision='1/QĐ'))):
        login = {'locked': 'head100', 'left': 'reviewer100'}[how]
        v, w = country.person(login), country.person(login)
        for one in (v, w):
            one.program = country.program('home')
            eq(one.get('/').status, 200, login + ' is in')
        eq(act(p.id(login)).status, 303, how)
        for one in (v, w):
            eq(one.get('/').status, 303, 'and out, in both browsers')
        eq(country.person(login).cookies.get('baocao'), None,
           'and cannot come back')
    eq(p.lock(p.id('head100'), 0).status, 303, 'opened again')
    ok(country.person('head100').cookies.get('baocao'), 'in again')
    eq(roles(p.db, 'reviewer100'), [['3', '100', '0', '1000-01-01',
                                     '2026-09-28']], 'the role is over')
    like(p.get('/person/show?id=%d' % p.id('reviewer100')).text,
         'Roles of before', 'what they were stays')
    # moving: the old unit is shut, the new one open
    at.db.sql("INSERT INTO cron_key (hash, job, person_id, name, made) VALUES"
              " ('%s', 'report', %d, 'k', '2026-01-01')" % (
                  sha256('abc'), p.id('viewer100')))
    v = country.person('viewer100')
    probe = at.program('tests/web/probe.fcgi')
    v.program = probe
    eq(v.get('/probe/view?unit=100').status, 200, 'at the old unit')
    eq(p.move(p.id('viewer100'), unit='commune/101', role='viewer',
              decision='9/QĐ').status, 303, 'moved')
    eq(v.get('/probe/view?unit=100').status, 303, 'signed out')
    v = country.person('viewer100')
    v.program = probe
    eq([v.get('/probe/view?unit=%d' % u).status for u in (100, 101)],
       [404, 200], 'not there any more, but here')
    eq(Visitor(probe).get('/probe/either?unit=100',
                          HTTP_X_BAOCAO_KEY='abc').status, 403,
       'the key is dead')
    v = country.person('viewer20')
    v.program = country.program('home')
    unlike(v.get('/').text, 'no role yet', 'who has a role')
    p.db.sql('UPDATE access SET valid_to = valid_from WHERE person_id = %d' %
             p.id('viewer20'))
    like(v.get('/').text, 'Your account has no role yet', 'and who has none')
    # in advance: everything goes on until then
    v = country.person('synthesiser10')
    p.db.sql('INSERT INTO access (person_id, role, unit_id, valid_from,'
             " valid_to) VALUES (%d, %d, 1, '2020-01-01', '9999-12-31')" % (
                 p.id('synthesiser10'), fixture.ROLES.index('publisher') + 1))
    v.program = country.program('synth')
    w = country.person('head1')
    w.program = v.program
    for unit, status in ((10, 200), (11, 404)):
        page = '/synth/unit?unit=%d&regime=XLD01&period=2026-Q3' % unit
        eq((w.get(page).status, v.get(page).status), (200, status),
           'sums of unit %d: who sums up there, not who looks' % unit)
    p.db.sql('DELETE FROM access WHERE person_id = %d AND unit_id = 1' %
             p.id('synthesiser10'))
    v.program = probe
    eq(p.move(p.id('synthesiser10'), 'leave', **{
        'from': '05/10/2026'}).status, 303, 'leaves next week')
    eq(v.get('/probe/view?unit=10').status, 200, 'still there')
    at.db.sql("UPDATE setting SET value = '2026-10-05' WHERE name = 'clock'")
    eq(v.get('/probe/view?unit=10').status, 303, 'gone on the day')
    eq(country.person('synthesiser10').cookies.get('baocao'), None,
       'and cannot sign in')
    at.db.sql("UPDATE setting SET value = '%s' WHERE name = 'clock'" %
              fixture.TODAY)


def on_paper(country):
    """Who signs in the head's place: Decree 30/2020, annex I."""
    country.at.db.sql("UPDATE person SET title = 'Phó Chủ tịch' WHERE login ="
                      " 'clerk10'")
    v = country.person('reviewer1')
    v.program = country.program('report')
    pdf = os.path.join(country.at.folder, 'deputy.pdf')
    with open(pdf, 'wb') as f:
        f.write(v.get('/report/XLD01.pdf?period=2026-Q3&unit=10').bytes)
    text = subprocess.run(['pdftotext', '-layout', pdf, '-'],
                          stdout=subprocess.PIPE).stdout.decode()
    like(text, r'KT\. THỦ TRƯỞNG ĐƠN VỊ\n.* PHÓ CHỦ TỊCH\n',
         'the paper has KT. before the title of the head, and their own below')
    v.program = country.program('export')
    book = v.get('/export/XLD01.xlsx?period=2026-Q3&unit=10').bytes
    with zipfile.ZipFile(io.BytesIO(book)) as z:
        text = ''.join(z.read(n).decode() for n in z.namelist()
                       if n.startswith('xl/') and n.endswith('.xml'))
    like(text, 'KT\. THỦ TRƯỞNG ĐƠN VỊ', 'and so does the workbook')
    like(text, 'PHÓ CHỦ TỊCH', 'with both')


def standing_in(country, p):
    db = country.at.db
    head = People(country, 'head10')
    mine = p.role('head10', 'head')
    page = head.get('/me').text
    like(page, 'What you may do, and why', 'their own page')
    like(page, '/deputy\\?grant=%d' % mine, 'lets somebody stand in')
    a = head.lend(mine, login='', to='', decision='')
    for why in ('choose who stands in', 'for how long', 'number and date',
                '3 things must be put right'):
        like(a.text, why, 'an empty form: ' + why)
    for wrong, why in (({'to': ''}, 'for how long'),
                       ({'to': '01/01/2030'}, 'a year at the most'),
                       ({'decision': ''}, 'number and date'),
                       ({'sign_as': 'TM'}, 'how they sign'),
                       ({'login': 'clerk20'}, 'Nobody with this login'),
                       ({'login': 'head10'}, 'Nobody with this login'),
                       ({'login': 'machine10'}, 'Nobody with this login'),
                       ({'login': 'auditor10'}, 'at the same time')):
        a = head.lend(mine, **dict({'login': 'clerk10'}, **wrong))
        eq(a.status, 422, 'refused: %s' % (wrong,))
        like(a.text, why, 'and why')
    eq(head.lend(mine, login='clerk10').status, 303, 'lent')
    v = country.person('clerk10')
    send(country, v, country.ids[2])
    like(v.page, 'Người clerk10', 'sent by the one')
    eq(db.sql("SELECT person_id, behalf_id FROM report_event WHERE act ="
              " 'send' ORDER BY id DESC LIMIT 1"),
       [[str(p.id('clerk10')), str(p.id('head10'))]], 'in the name of the other')
    eq(db.sql("SELECT person_id, behalf_id FROM audit WHERE act = 'send' ORDER"
              " BY at DESC LIMIT 1"),
       [[str(p.id('clerk10')), str(p.id('head10'))]], 'on record as well')
    eq(db.one("SELECT COUNT(*) FROM audit WHERE act = 'save' AND person_id ="
              " %d AND behalf_id <> 0" % p.id('clerk10')), '0',
       'but typed in their own')
    v.program = country.program('review')
    like(v.get('/review/report?id=%d' % country.ids[2]).text,
         r'Người clerk10 \(standing in for Người head10\)', 'its history')
    unlike(v.page, "action='/review/(accept|return)'",
           'who has sent it does not decide on it')
    v.program = country.program('entry')
    a = v.get('/entry/confirm?id=%d' % country.ids[2])
    eq((a.status, a.get('location')), (303, '/entry/form?id=%d' %
                                       country.ids[2]), 'nor sends it again')
    w = country.person('reviewer1')
    w.program = country.program('review')
    like(w.get('/review/report?id=%d' % country.ids[2]).text,
         "action='/review/accept'", 'but who receives it')
    on_paper(country)
    me = People(country, 'clerk10').get('/me').text
    like(me, 'stands in for Người head10', "on the deputy's page")
    like(head.get('/me').text, 'Who stands in for you', "and on the other's")
    lent = p.role('clerk10', 'head')
    eq(People(country, 'reviewer10').stop(lent).status, 404,
       'a third one does not end it')
    eq(head.get('/deputy?grant=%d' % lent).status, 404,
       'what is lent is lent to nobody else')
    eq(head.get('/deputy/stop?grant=%d' % mine).status, 404,
       'their own role does not end as standing in')
    v.program = country.at.program('tests/web/probe.fcgi')
    eq(v.get('/probe/send?unit=10').status, 200, 'the right is there')
    eq(head.stop(lent).status, 303, 'taken back')
    eq(v.get('/probe/send?unit=10').status, 403, 'and gone at once')
    eq(People(country, 'admin10').get('/person/edit/end?id=%d&grant=%d' % (
        p.id('clerk10'), lent)).status, 404, 'what is over does not end again')
    page = head.get('/me').text
    unlike(page, '28/09/2026 – 27/09/2026', 'no time that ends before it begins')
    like(page, '28/09/2026, ended the same day', 'but what it was')
    like(page.split('Who stands in for you')[1],
         'ended by Người head10 at .* 28/09/2026', 'and who ended it')
    eq(head.lend(mine, login='clerk10').status, 303, 'lent again')
    eq(v.get('/probe/send?unit=10').status, 200, 'it works again')
    eq(p.end(p.id('head10'), mine).status, 303, 'the head loses the role')
    eq(v.get('/probe/send?unit=10').status, 403, 'so does who stood in')


HEAD = 'login,name,unit,role,email,decision\n'


def filing(p):
    db = p.db
    text = (HEAD + 'tep1,"Người, Một",commune/100,clerk,a@b.vn,1/QĐ\n'
            'tep1,,101,viewer,,\n'
            'tep2,Người Hai,commune/101,,,\n'
            'clerk100,,commune/101,viewer,,\n')
    a = p.look(text)
    eq(a.status, 200, 'a file is looked over')
    eq(db.one("SELECT COUNT(*) FROM person WHERE login LIKE 'tep%'"), '0',
       'which changes nothing')
    shown = p.v.hidden('text')
    a = p.v.post('/person/file/apply', p.v.form(
        {'text': shown.replace('&#39;', "'").replace('&quot;', '"')}))
    eq(a.status, 303, 'and applied')
    eq(roles(db, 'tep1'), [['1', '100', '0', '2026-09-28', '9999-12-31'],
                           ['4', '101', '0', '2026-09-28', '9999-12-31']],
       'two lines, two roles')
    eq(row(db, 'tep1', 'name'), [['Người, Một']], 'one account')
    eq((roles(db, 'tep2'), len(roles(db, 'clerk100'))), ([], 2),
       'one without a role, one that was there')
    book = xlsx.book([('A', [
        'A1=Tên đăng nhập', 'B1=Họ và tên', 'C1=Đơn vị', 'D1=Vai trò',
        'A2=tep3', 'B2=Ba', 'C2=commune/100', 'D2=Reporting official'])])
    eq(p.look(book, 'a.xlsx').status, 200, 'a workbook, in Vietnamese')
    for sign in ';\t':
        a = p.look('\ufefflogin;name;unit;role\r\n'
                   'tep4;"Bốn; năm";commune/100;clerk\r\n'.replace(
                       ';', sign))
        eq(a.status, 200, 'as Excel writes CSV here, between %r' % sign)
        like(a.text, '<td>Bốn%s năm</td>' % sign, 'cell by cell')
    a = p.look("login,name,unit,role\ntep4,Bốn;'=năm,commune/100,clerk\n")
    like(a.text, '<td>Bốn;=năm</td>', 'without what our own files put before'
         ' a formula')
    again = text.replace('tep2,Người Hai', 'tep5,Người Năm')
    a = p.look(again)
    eq(a.status, 422, 'the same roles once more are refused before')
    eq(a.text.count('have this role at this unit'), 3, 'and why, by line')
    eq(roles(db, 'tep5'), [], 'nothing of it is done')
    hostile = 'x,<script>alert(1)</script>,commune/100,"=cmd|\' /C calc\'!A0"\n'
    before = db.one('SELECT COUNT(*) FROM person')
    for lines, why in (
            (hostile, 'There is no role'),
            ('x,X,commune/110,clerk\n', 'You do not manage'),
            ('x,X,nowhere,clerk\n', 'There is no unit'),
            ('x,X,,clerk\n', 'A unit is needed'),
            ('x,X,commune/100,owner\n', None),
            ('x,X,province/10,owner\n', 'above this one'),
            ('x,X,province/10,auditor\n', 'above this one'),
            ('X,X,commune/100,clerk\n', 'small letters'),
            ('x,,commune/100,clerk\n', 'A name is needed'),
            ('head1,Y,commune/100,clerk\n', 'is taken'),
            ('admin10,,commune/100,head\n', 'is taken'),
            ('clerk100,Ai,commune/100,viewer\n', 'leave it empty'),
            ('clerk100,,commune/100,\n', 'gives it nothing'),
            ('x,X,commune/100,clerk\nx,Y,commune/100,viewer\n',
             'leave it empty')):
        a = p.look('login,name,unit,role\n' + lines)
        eq(a.status, 200 if why is None else 422, 'looked over: %r' % lines)
        if why:
            like(a.text, why, 'and why')
            unlike(a.text, '/person/file/apply', 'there is nothing to apply')
            a = p.apply('login,name,unit,role\n' + lines)
            eq(a.status, 422, 'nor is it applied')
        unlike(a.text, '<script>alert', 'what stands there is text')
    for bad, why in (('', 'nobody in this file|names the columns'),
                     ('login,unit\n', 'nobody in this file'),
                     ('name,unit\nx,y\n', 'names the columns'),
                     ('login,login,unit\nx,y,z\n', 'stands there twice'),
                     ('login,unit,boss<i>\nx,y,z\n', 'No column is called'),
                     ('login,unit\n"x,y\n', 'Line 2: the quotation mark'),
                     (b'\xff\xfel\x00', 'CSV UTF-8'),
                     (b'login,unit\nH\xf2a,y\n', 'CSV UTF-8'),
                     ('login,unit\n' + 'a,b\n' * 3001,
                      'more than 3000 lines')):
        a = p.look(bad)
        eq(a.status, 422, 'no such file: %r' % bad[:30])
        like(a.text, why, 'and why')
        unlike(a.text, '<i>', 'as text')
    eq(db.one('SELECT COUNT(*) FROM person'), before, 'nobody was made')
    a = p.look('login,name,unit,role\na1,A,commune/100,clerk\n'
               'a2,B,nowhere,clerk\n')
    eq(p.apply('login,name,unit,role\na1,A,commune/100,clerk\n'
               'a2,B,nowhere,clerk\n').status, 422, 'all of it or nothing')
    eq(db.one('SELECT COUNT(*) FROM person'), before, 'nothing')
    many = 'login,name,unit,role\n' + ''.join(
        'nhieu%d,Người %d,commune/%d,clerk\n' % (i, i, 100 + i % 2)
        for i in range(400))
    a = p.look(many)
    eq(a.status, 200, 'many lines')
    a = p.apply(many)
    eq(a.status, 303, 'and as many accounts')
    n = int(p.v.program.line(a)['stmts'])
    ok(n <= 400 * 16 + 50, '%d statements for 400 lines' % n)
    eq(db.one("SELECT COUNT(*) FROM access x JOIN person p ON p.id ="
              " x.person_id WHERE p.login LIKE 'nhieu%'"), '400', 'with roles')
    for name in ('csv', 'xlsx'):
        a = p.get('/person/file/template.' + name)
        eq(a.status, 200, 'the template as ' + name)
        got = p.look(a.bytes, 'a.' + name)
        like(got.text, 'There is no unit', 'is read again')


def inviting(at, country, p):
    """Where letters are sent, who has an address is invited."""
    without = country.programs['person_file']
    country.programs['person_file'] = at.program('person_file', conf={
        'smtp_url': 'smtp://127.0.0.1:9', 'mail_from': 'bc@tinh.gov.vn',
        'site_url': 'https://baocao.tinh.gov.vn'})
    text = ('login,name,unit,role,email\n'
            'moi1,Một,commune/100,clerk,mot@tinh.gov.vn\n'
            'moi2,Hai,commune/100,clerk,\n'
            'moi1,,commune/101,viewer,\n')
    a = p.look(text)
    like(a.text, "name='invite'", 'one is asked')
    a = p.v.post('/person/file/apply', p.v.form({'text': text,
                                                 'invite': '1'}))
    eq(a.get('location'), '/person?made=2&invited=1', 'one of the two')
    like(p.get(a.get('location')).text, 'New accounts: 2', 'it says so')
    letter = p.db.sql(
        r"SELECT address, REPLACE(body, '\n', ' ') FROM outbox")
    eq([r[0] for r in letter], ['mot@tinh.gov.vn'], 'a letter')
    like(letter[0][1], 'https://baocao.tinh.gov.vn/', 'with the link')
    code, said, _ = at.try_tool('account', 'invite', 'moi2')
    eq(code, 0, 'or handed over')
    key = re.search('key=([0-9a-zA-Z_-]+)', said).group(1)
    unlike(str(p.db.sql('SELECT detail, became FROM audit')), key,
           'which is on no record')
    eq(at.try_tool('account', 'invite', 'locked')[0], 1, 'not who is locked')
    eq(at.try_tool('account', 'invite', 'machine10')[0], 1,
       'nor another system')
    country.programs['person_file'] = without


def oneself(p):
    """Nobody has a button for their own account."""
    for login, buttons in (('admin10', False), ('an.nguyen', True)):
        page = p.get('/person/show?id=%d' % p.id(login)).text
        eq('/person/edit/role?id=' in page, buttons,
           'what is done to the account: %s' % login)


def statements(p):
    """What a page costs does not grow with what it shows."""
    id = p.id('an.nguyen')
    for path, most in (('/person', 12), ('/person?q=hoa&state=1', 12),
                       ('/person/show?id=%d' % id, 15), ('/me', 8),
                       ('/person/edit/role?id=%d' % id, 15),
                       ('/deputy?grant=%d' % p.role('clerk100'), 20)):
        a = p.get(path)
        n = int(p.v.program.line(a)['stmts'])
        ok(a.status == 200 and n <= most, '%s: %d statements' % (path, n))


def main():
    with Private() as at:
        country = Country(at)
        p = People(country, 'admin10')
        making(p)
        changing(p, country)
        granting(p)
        finding(p)
        oneself(p)
        statements(p)
        filing(p)
        standing_in(country, p)
        inviting(at, country, p)
        going(p, country)
        linked(p)
        worded(p)
        eq([x.name for x in at.programs if ' status=500 ' in x.logged()], [],
           'nothing went wrong inside')
    done()


main()
