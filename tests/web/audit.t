#!/usr/bin/env python3
"""audit.t - the auditor's pages: found, read, proven, as far as one may"""
# timeout: 200
import csv
import io
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import Private
from country import Country
from tap import done, eq, like, ok, unlike


def typed(country, login, report, value, send=False):
    """A figure typed into the first cell, saved or sent; 2 into the last."""
    v = country.person(login)
    v.program = country.program('entry')
    v.get('/entry/form?id=%d' % report)
    cells = re.findall(r"name='(c[0-9]+)'", v.page)
    country.last = cells[-1]
    fields = dict({c: '0' for c in cells}, **{cells[0]: value,
                                               country.last: '2'})
    if send:
        a = v.send(report, fields, confirmed='1')
    else:
        a = v.post('/entry/save', v.form(dict(
            fields, id=report, version=v.hidden('version'))))
    assert a.status == 303, (a.status, a.text[:2000])
    return cells[0]


def rows(page):
    return len(re.findall(r"<tr><th scope='row'", page))


def searching(country, v):
    a = v.get('/audit')
    like(a.text, 'Record of acts', 'the page')
    ok(rows(a.text) > 20, 'entries, the latest first')
    for bad in ('before=yesterday', 'before=2026-09-28', 'chain=x',
                'before=2026-09-28T02:03:04.000005',
                'before=2026-09-28+02:03:04.0000051'):
        eq(v.get('/audit?' + bad).status, 400, 'not a place: ' + bad)
    eq(rows(v.get('/audit?before=1000-01-01+00:00:00.000000').text), 0,
       'before everything')
    eq(rows(v.get('/audit?to=31/12/2020&before=2036-01-01+00:00:00.000000')
            .text), 0, 'a place to go on from is no way past the last day')
    for query, must, never in (
            ('act=save', 'saved figures report', 'gave a role'),
            ('object=report&number=%d' % country.ids[3], 'report', 'account'),
            ('who=clerk100', 'clerk100', 'head10\\)'),
            ('unit=commune/100', 'Xã Một', 'Xã Bốn'),
            ('address=192.0.2.7&act=save', 'clerk100', 'signed in'),
            ('from=01/01/2020&to=31/12/2099&act=signin', 'signed in',
             'saved figures report')):
        a = v.get('/audit?' + query)
        body = a.text.split('</form>')[-1]
        like(body, must, 'found by ' + query)
        unlike(body, never, 'and nothing else')
    a = v.get('/audit?from=01/01/2020&to=31/12/2020')
    like(a.text, 'Nothing like that is on record', 'nothing in those days')
    for query, why in (('who=nobody', 'no account'),
                       ('from=31/02/2026', 'not a date'),
                       ('unit=nowhere-at-all', 'unit')):
        a = v.get('/audit?' + query)
        like(a.text, why, 'refused in words: ' + query)
    request = country.at.db.one("SELECT request FROM audit WHERE act = 'save'"
                                ' LIMIT 1')
    eq(rows(v.get('/audit?request=' + request).text), 1, 'by its request')


def limits(country, v):
    """What a search cannot find, it says: archives, addresses forgotten."""
    db = country.at.db
    unlike(v.get('/audit?address=192.0.2.7').text, 'archived in|forgotten after',
           'nothing is gone yet')
    db.sql("INSERT INTO audit_archive VALUES (9, 1, '2026-01', 900, '', '',"
           " '2026-02-02'); INSERT INTO audit (stream, seq, at, person_id, act,"
           ' object, object_id, request, detail, prev, hash) VALUES (-29,'
           " 900000, '2026-02-02', 0, 'forget', 'audit', 0, 'x',"
           " 'before=2026-01-31 17:00:00; entries=3', '', '')")
    like(v.get('/audit').text, 'Months up to 01/2026 are archived in files',
         'what is in files')
    unlike(v.get('/audit').text, 'forgotten after', 'no address is asked for')
    like(v.get('/audit?address=192.0.2.7').text,
         'nothing from before 00:00 01/02/2026 is found by its address',
         'and how far back there are addresses')
    db.sql('DELETE FROM audit_archive; DELETE FROM audit WHERE seq = 900000')


def days(country, v):
    """A day is one of Viet Nam: from 17:00 to 17:00 of the clock that is kept."""
    db, seen = country.at.db, {}
    rows = db.sql("SELECT stream, seq, at FROM audit WHERE act = 'save' AND"
                  ' stream > 0 ORDER BY at LIMIT 1')[0]
    for at, wanted in (('2020-02-28 16:59:59.999999', 0),
                       ('2020-02-28 17:00:00', 1),
                       ('2020-02-29 16:59:59.999999', 1),
                       ('2020-02-29 17:00:00', 0)):
        db.sql("UPDATE audit SET at = '%s' WHERE stream = %s AND seq = %s" %
               (at, *rows[:2]))
        text = v.get('/audit?from=29/02/2020&to=29/02/2020').text
        seen[at] = text.split('</form>')[-1].count('saved')
        eq(min(seen[at], 1), wanted, 'of that day or not: ' + at)
    db.sql("UPDATE audit SET at = '%s' WHERE stream = %s AND seq = %s" %
           (rows[2], *rows[:2]))


def entry(country, v):
    db = country.at.db
    v.program = country.program('audit_entry')
    seq = db.one("SELECT seq FROM audit WHERE stream = 100 AND act = 'save'"
                 ' ORDER BY seq DESC LIMIT 1')
    page = '/audit/entry?stream=100&seq=' + seq
    a = v.get(page)
    like(a.text, 'gives its hash, and follows', 'an entry and its proof')
    like(a.text, 'not sealed yet', 'which has no seal yet')
    like(a.text, r"<th scope='row'>[^<c][^<]*</th><td>7</td><td>0</td>",
         'what the figure was and is, by the place where it stands')
    country.at.tool('audit', 'seal')
    a = v.get(page)
    like(a.text, r'number \d+ of \d+ in seal \d+', 'then it has one')
    like(a.text, 'The way from the entry to the root', 'with its proof')
    like(a.text, 'does not sign its seals', 'and who signed it')
    was = db.one('SELECT detail FROM audit WHERE stream = 100 AND seq = '
                 + seq)
    db.sql("UPDATE audit SET detail = 'x' WHERE stream = 100 AND seq = "
           + seq)
    like(v.get(page).text, 'was altered: it does not give', 'altered, it says so')
    db.sql("UPDATE audit SET detail = '%s' WHERE stream = 100 AND seq = %s" % (
        was, seq))
    before = ' WHERE stream = 100 AND seq = %d' % (int(seq) - 1)
    was = db.one('SELECT hash FROM audit' + before)
    db.sql("UPDATE audit SET hash = REPEAT('0', 64)" + before)
    like(v.get(page).text, 'does not follow the entry before it',
         'another one before it: it says so')
    db.sql("UPDATE audit SET hash = '%s'%s" % (was, before))
    was = db.one('SELECT object_id FROM audit WHERE stream = 100 AND seq = '
                 + seq)
    like(v.page, '/audit/report.id=' + was, 'all of its report')
    db.sql('UPDATE audit SET object_id = (SELECT MIN(id) FROM report WHERE'
           ' unit_id = 20) WHERE stream = 100 AND seq = ' + seq)
    unlike(v.get(page).text, '/audit/report.id=', 'of one elsewhere: not')
    db.sql('UPDATE audit SET object_id = %s WHERE stream = 100 AND seq = %s' % (
        was, seq))
    like(v.get('/audit/entry?stream=100&seq=99999').text,
         'There is no such entry', 'what is not there')


def trail(country, v, report, cell):
    page = '/audit/report?id=%d&figure=1&cell=%s' % (report, cell[1:])
    v.program = country.program('history')
    a = v.get(page)
    eq(a.status, 200, 'the page')
    like(a.text, "action='/audit/report'", 'whose form leads back to it')
    text = a.text
    table = text[text.index('<h3>'):]
    steps = [re.sub('<[^>]*>', '|', r) for r in re.findall(
        '<tr>(.*?)</tr>', table[:table.index('<h2>')], re.S)]
    said = ' '.join(steps)
    ok(re.search('typed.*7.*changed, it was 7.*0', said, re.S), 'typed twice')
    like(said, r'sent in revision 1\|+0\|', 'sent')
    like(said, 'accepted revision 1', 'accepted')
    unlike(said, r'accepted revision 1\|+\(empty\)', 'which has no figure')
    eq(leading(text, 'Xã Một'), None, 'nor a link to where one is')
    unlike(text, 'There is more above', 'and that is all of it')
    like(said, r'added it up in revision 1.*Tỉnh An', 'added up above')
    like(said, r'added it up in revision 1.*Trung ương', 'and at the top')
    like(said, r'100-\d+-[0-9a-f]{16}', 'each sending with its receipt')
    like(said, r'\|changed, it was 7\|', 'what was there before')


def leading(text, unit):
    """Where the figure leads to, by a unit's name."""
    found = re.search(r"<a href='(/(?:audit/report|history)\?id=\d+&amp;"
                      r"figure=1&amp;cell=\d+)'>" + unit, text)
    return found and found.group(1).replace('&amp;', '&')


def both_ways(country, v, report, cell):
    """Up from the keystroke, and down from the total of the country."""
    start = '/audit/report?id=%d&figure=1&cell=%s' % (report, cell[1:])
    top = leading(v.get(start).text, 'Trung ương')
    ok(top, 'a link to the total')
    text, way = v.get(top).text, []
    for unit in ('Tỉnh An', 'Xã Một'):
        like(text, 'Where the figure of revision 1 comes from', 'what it is of')
        page = leading(text, unit)
        way.append(page)
        text = v.get(page).text
    eq(way[-1], start, 'down again to where it was typed')
    other = top.replace('cell=' + cell[1:], 'cell=' + country.last[1:])
    eq(re.findall(r"<th scope='row'>(?:<a [^>]*>)?([^<]*)(?:</a>)?</th><td"
                  r" class='n'>([^<]*)</td>", v.get(other).text)[:2],
       [('Trung ương itself', '2'), ('Tỉnh An', '4')],
       'of each what it sent in that cell, with what is below')
    unlike(text, 'Where the figure', 'which is the end of it')
    db, behalf = country.at.db, "(SELECT id FROM person WHERE login='head10')"
    for table in ('report_event', 'revision'):
        db.sql('UPDATE %s SET behalf_id = %s WHERE report_id = %d' % (
            table, behalf, report))
    said = v.get(start).text
    eq(said.count('standing in for'), 2, 'sent and accepted in whose place')
    for table in ('report_event', 'revision'):
        db.sql('UPDATE %s SET behalf_id = 0 WHERE report_id = %d' % (
            table, report))
    w = country.person('auditor10')
    w.program = country.program('history')
    text = w.get(start).text
    ok(leading(text, 'Tỉnh An') and not leading(text, 'Trung ương'),
       'no link to what one may not open')
    # the unit goes on under another name and number: its report too
    db.sql('INSERT INTO unit (id, scheme, code, level, name, name_plain,'
           " name_key, valid_from, valid_to) SELECT 999, scheme, '999', level,"
           ' name, name_plain, name_key, valid_from, valid_to FROM unit'
           ' WHERE id = 100')
    db.sql('UPDATE report SET unit_id = 999 WHERE id = %d' % report)
    db.sql('INSERT INTO succession (old_id, new_id, relation, comparable,'
           " decision, on_date) VALUES (100, 999, 'merged', 1, 'x',"
           " '2026-09-20')")
    eq(leading(v.get(way[0]).text, 'Xã Một'), start, 'found after a merge')
    db.sql('UPDATE revision SET sha = REVERSE(sha) WHERE report_id = %d' %
           report)
    eq(leading(v.get(way[0]).text, 'Xã Một'), None,
       'not another revision of that number')
    db.sql('UPDATE revision SET sha = REVERSE(sha) WHERE report_id = %d' %
           report)
    db.sql("DELETE FROM succession WHERE old_id = 100")
    db.sql('UPDATE report SET unit_id = 100 WHERE id = %d' % report)
    db.sql('DELETE FROM unit WHERE id = 999')
    db.sql("INSERT INTO report_event (report_id, act, person_id, at, reason)"
           " VALUES (%d, 'rerouted', 0, '2026-09-30', 'NQ 1')" % report)
    like(v.get(start).text, "Goes to another superior: NQ 1</td><td class='n'>"
         '</td>', 'what a reform did to it')
    db.sql("DELETE FROM report_event WHERE act = 'rerouted'")


def corrected(country, v, report, cell):
    """Returned, typed anew and sent again; and the reform gave the report
    another receiver: who added it up before is shown as before."""
    w = country.person('head10')
    w.program = country.program('review')
    w.get('/review/report?id=%d' % report)
    eq(w.post('/review/return', w.form({
        'id': report, 'version': w.hidden('version'),
        'reason': 'đếm sót một hồ sơ'})).status, 303, 'returned')
    typed(country, 'clerk100', report, '5')
    typed(country, 'head100', report, '0', send=True)
    page = '/audit/report?id=%d&figure=1&cell=%s' % (report, cell[1:])
    a = v.get('/audit/report?id=%d&figure=1&cell=99999' % report)
    eq(a.status, 200, 'a cell that the form does not have')
    unlike(a.text, "class='trail'", 'has no trail')
    for receiver in (10, 1):
        country.at.db.sql('UPDATE report SET receiver_id = %d WHERE id = %d' % (
            receiver, report))
        text = re.sub('<[^>]*>', '|', v.get(page).text)
        for step in (r'returned revision 1: đếm sót một hồ sơ',
                     r'changed, it was 0\|+5\|', r'sent in revision 2\|+0\|',
                     r'added it up in revision 1\|.*Tỉnh An',
                     r'added it up in revision 1\|.*Trung ương'):
            like(text, step, 'received by %d: %s' % (receiver, step))
    country.at.db.sql('UPDATE report SET receiver_id = 10 WHERE id = %d' %
                      report)


def histories(country, report, cell):
    """The unit sees what it typed; who is above sees what was sent."""
    for login, sees in (('clerk100', True), ('head100', True),
                        ('viewer10', False), ('head1', False)):
        v = country.person(login)
        v.program = country.program('history')
        text = v.get('/history?id=%d&figure=1&cell=%s' % (
            report, cell[1:])).text
        eq(('<td>typed</td>' in text, 'saved figures' in text),
           (sees, sees), login + (' sees' if sees else ' does not see') +
           ' what was typed')
        like(text, 'sent in revision 1', 'and what was sent')
        v.program = country.program('audit')
        eq(v.get('/audit').status, 403, 'the record is not theirs')


def scopes(country):
    v = country.person('auditor10')
    v.program = country.program('audit')
    text = v.get('/audit?act=send').text
    like(text, 'Xã Một', 'an auditor of a province reads its units')
    unlike(text.split('</form>')[-1], 'Trung ương', 'and no others')
    eq([rows(v.get('/audit?unit=' + u).text) > 0
        for u in ('commune/100', 'centre/1')], [True, False],
       'nor by asking for one')
    unlike(v.get('/audit').text.split('</form>')[-1], 'signed in',
           'nor what belongs to none')
    v.program = country.program('audit_entry')
    eq([v.get('/audit/entry?stream=%d&seq=1' % s).status
        for s in (100, 10, 1, 110, -1)], [200, 200, 404, 404, 404],
       'by entry neither')
    like(country.at.db.one("SELECT GROUP_CONCAT(DISTINCT act) FROM audit a"
                           ' JOIN person p ON p.id = a.person_id WHERE p.login'
                           " = 'auditor10'"), 'read', 'reading is on record')


def many_units(country):
    """An auditor of more chains than are opened at once reads each once; none
    of where they were an auditor once, or are something else."""
    db = country.at.db
    numbers = list(range(2001, 2021))
    for u in numbers + [2021]:
        db.sql("INSERT INTO unit SELECT %d, scheme, '%d', level, 'Nơi %d',"
               ' name_plain, name_key, valid_from, valid_to FROM unit WHERE id'
               ' = 100; INSERT INTO unit_above SELECT line_id, %d, above_id,'
               ' depth, valid_from, valid_to FROM unit_above WHERE unit_id ='
               ' 100 AND above_id = 10; INSERT INTO audit (stream, seq, at,'
               ' person_id, act, object, object_id, request, detail, prev,'
               " hash) VALUES (%d, 1, '2036-09-28 02:00:00', 0, 'close',"
               " 'report', 1, 'x', '', '', '')" % (u, u, u, u, u))
    db.sql("UPDATE unit_above SET above_id = 20 WHERE unit_id = 2021; INSERT"
           ' INTO access (person_id, role, unit_id, valid_from, valid_to)'
           " SELECT x.person_id, IF(j.n = 1, x.role, 4), 20, '2026-01-01',"
           " IF(j.n = 1, '2026-09-28', x.valid_to) FROM access x JOIN person p"
           ' ON p.id = x.person_id JOIN (SELECT 1 AS n UNION SELECT 2) j WHERE'
           " p.login = 'auditor10'")
    v = country.person('auditor10')
    v.program = country.program('audit')
    for query in ('', '?act=close', '?object=report', '?address=&act=close'):
        body = v.get('/audit' + query).text.split('</form>')[-1]
        eq(re.findall(r'Nơi (20\d\d)', body), [str(u) for u in
                                               reversed(numbers)],
           'the latest of %d chains: %s' % (len(numbers), query))
    for table, of in (('audit', 'stream'), ('unit_above', 'unit_id'),
                      ('unit', 'id')):
        db.sql('DELETE FROM %s WHERE %s BETWEEN 2001 AND 2021' % (table, of))
    db.sql('DELETE x FROM access x JOIN person p ON p.id = x.person_id WHERE'
           " p.login = 'auditor10' AND x.unit_id = 20")


def files(country, v):
    v.program = country.program('audit_file')
    a = v.get('/audit/file/record.csv?act=save')
    table = list(csv.DictReader(io.StringIO(a.bytes.decode('utf-8-sig'))))
    ok(table and {r['act'] for r in table} == {'save'}, 'as CSV')
    a = v.get('/audit/file/record.jsonl?act=save')
    lines = [json.loads(l) for l in a.text.splitlines()]
    eq([(r['chain'], r['seq']) for r in lines],
       [(int(r['chain']), int(r['seq'])) for r in table], 'as JSON lines')
    a = v.get('/audit/file/record.xlsx?act=save')
    eq(a.bytes[:2], b'PK', 'as a workbook')
    for name in ('record.exe', 'record'):
        eq(v.get('/audit/file/' + name).status, 404, 'and as nothing else')
    like(str(country.at.db.sql("SELECT detail FROM audit WHERE act = 'export'"
                               ' ORDER BY at DESC LIMIT 5')),
         r'/audit/file/record.csv; act=save', 'which is on record')


def in_words(country, v):
    """What the sources put on record has a word, and is shown in it."""
    v.cookies['lang'] = 'vi'
    page = v.get('/audit').text
    known = set(re.findall(r"<option value='([a-z_-]+)'", page))
    with open(os.path.dirname(os.path.abspath(__file__)) +
              '/../../lib/core/audit_kind.c', encoding='utf-8') as f:
        kinds = re.findall(r'\{ "([a-z_-]+)", "([a-z_-]+)", AUDIT_', f.read())
    ok(len(kinds) > 60, '%d kinds of acts' % len(kinds))
    eq(sorted({w for kind in kinds for w in kind} - known), [],
       'are known in words')
    body = page.split('</form>')[-1]
    for code in ('path=', 'login=', 'revision=', 'why=', ' chain '):
        unlike(body, code, 'and in no codes: ' + code)
    like(body, 'tên đăng nhập: ', 'but in words')


def changed(country, v):
    """Before and after: names for numbers, words for codes, both languages."""
    at, db = country.at, country.at.db
    at.tool('account', 'grant', 'viewer10', 'viewer', '100', '--level',
            'commune', '--to', '31/12/2026')
    at.tool('person', 'keep', 'keep_letters', '30')

    def page(act, lang):
        v.cookies['lang'] = lang
        v.program = country.program('audit_entry')
        stream, seq = db.sql("SELECT stream, seq FROM audit WHERE act = '%s'"
                             ' ORDER BY at DESC LIMIT 1' % act)[0]
        text = v.get('/audit/entry?stream=%s&seq=%s' % (stream, seq)).text
        start = text.find("<h2>Before and after") if lang == 'en' else \
            text.find('<h2>Trước và sau')
        return text[start:text.index('</table>', start)]

    for lang, act, wanted in (
            ('en', 'grant', (r"role</th><td>–</td><td>Leader",
                             r"unit</th><td>–</td><td><a href='/unit\?id=100'>"
                             'Xã Một</a>', r'last day</th><td>–</td><td>31/12/2026')),
            ('vi', 'grant', ("<a href='/unit\\?id=100'>Xã Một</a>",
                             r'31/12/2026')),
            ('en', 'send', (r'state</th><td>Returned</td><td>Sent',)),
            ('vi', 'send', (r'trạng thái</th><td>',)),
            ('en', 'set', (r'To whom a letter went .*</th><td>90</td><td>30',)),
            ('vi', 'set', (r'Người nhận thư.*</th><td>90</td><td>30',))):
        text = page(act, lang)
        for w in wanted:
            like(text, w, '%s in %s: %s' % (act, lang, w))
        unlike(text, '<code>', 'no codes')
    v.cookies['lang'] = 'en'
    v.program = country.program('audit_file')
    table = list(csv.DictReader(io.StringIO(
        v.get('/audit/file/record.csv?act=grant').bytes.decode('utf-8-sig'))))
    told = json.loads(table[0]['became'])
    eq((told['unit'], told['to'], table[0]['was']),
       ('100', '2027-01-01', ''), 'files have the codes')
    v.program = country.program('audit')


def bent(country, v, report, cell):
    """A revision that somebody has changed behind our back."""
    v.program = country.program('history')
    for body in ('{"units":[{}]}', '{"units":{}}', '[]', '{', '{"own":[{"c":%s,'
                 '"h":0}],"homes":[{"of":[{}]}]}' % cell[1:]):
        country.at.db.sql("UPDATE revision SET body = '%s' WHERE report_id = %d" %
                          (body, report))
        for page in ('audit/report?id=%d&figure=1&cell=%s',
                     'history?id=%d&figure=1&cell=%s'):
            eq(v.get('/' + page % (report, cell[1:])).status,
               200, '%s is shown with %s' % (page[:9], body))
    v.cookies['lang'] = 'en'
    for body, said, parts in (
            ('{"own":[{"c":%s,"t":"bang chu"}],"units":[{"id":10,"no":1}]}',
             "(?s)<td class='n'>bang chu</td>.*<td class='n'>\\(empty\\)</td>", 2),
            ('{"own":[{"c":%s,"n":"1"}],"units":[{"id":10,"unit":["","","An"]}]}',
             "An</th><td class='n'></td><td></td><td> not in the total", 2),
            ('{"own":[{"c":%s,"m":0}],"homes":[{"of":[{"report":1,"no":3,"by":'
             '"Ai do","regime":"XLD01","period":["2026-Q3"]}]}]}',
             "id=1'>XLD01, 2026-Q3, revision 3</a></th><td class='n'></td>"
             '<td>Ai do', 1)):
        country.at.db.sql("UPDATE revision SET body = '%s' WHERE report_id = %d" %
                          (body % cell[1:], report))
        text = v.get('/audit/report?id=%d&figure=1&cell=%s' % (
            report, cell[1:])).text
        like(text, said, 'a part: ' + said)
        eq(rows(text.split('<h3>')[-1].split('</table>')[0]), parts,
           'of so many')


def whole_or_none(country, v):
    """What is left out of a file would seem not to have been."""
    db = country.at.db
    v.program = country.program('audit_file')
    path = '/audit/file/record.csv?act=save&from=01/01/2020&to=01/01/2020'
    db.sql("INSERT INTO audit (stream, seq, at, person_id, act, object,"
           " object_id, request, detail, prev, hash) SELECT 100, 100000 + seq,"
           " '2020-01-01 05:00:00', 1, 'save', 'report', 1, 'x', '', '', ''"
           " FROM seq_1_to_20001")
    a = v.get(path)
    eq(a.status, 422, 'one entry more than a file holds: no file')
    like(a.text, 'One file holds at most', 'and why')
    db.sql('DELETE FROM audit WHERE stream = 100 AND seq = 100001')
    a = v.get(path)
    eq((a.status, len(a.text.splitlines())), (200, 20001), 'else all of them')
    db.sql('DELETE FROM audit WHERE stream = 100 AND seq > 100000')


def main():
    with Private() as at:
        country = Country(at)
        report = country.ids[3]
        cell = typed(country, 'clerk100', report, '7')
        typed(country, 'clerk100', report, '0')
        typed(country, 'head100', report, '0', send=True)
        w = country.person('head10')
        w.program = country.program('review')
        w.get('/review/report?id=%d' % report)
        eq(w.post('/review/accept', w.form({
            'id': report, 'version': w.hidden('version')})).status, 303,
           'accepted')
        typed(country, 'head10', country.ids[2], '0', send=True)
        w = country.person('head1')
        w.program = country.program('review')
        w.get('/review/report?id=%d' % country.ids[2])
        w.post('/review/accept', w.form({'id': country.ids[2], 'version':
                                         w.hidden('version')}))
        typed(country, 'head1', country.ids[1], '0', send=True)
        v = country.person('auditor1')
        v.program = country.program('audit')
        searching(country, v)
        limits(country, v)
        days(country, v)
        entry(country, v)
        trail(country, v, report, cell)
        both_ways(country, v, report, cell)
        histories(country, report, cell)
        corrected(country, v, report, cell)
        scopes(country)
        many_units(country)
        files(country, v)
        whole_or_none(country, v)
        v.program = country.program('audit')
        unlike(v.get('/audit').text, '<details open', 'few ask for more')
        for asked in ('number=5', 'address=198.51.100.9', 'request=x',
                      'from=x'):
            like(v.get('/audit?' + asked).text, '<details open',
                 'who does sees it: ' + asked)
        changed(country, v)
        in_words(country, v)
        like(v.get('/audit').text, 'Nhật ký', 'in Vietnamese')
        like(at.tool('verify'), 'Every link holds', 'the record holds')
        bent(country, v, country.ids[1], cell)
        like(at.try_tool('verify')[1], 'revision', 'which it then does not')
    done()


main()
