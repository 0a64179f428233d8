#!/usr/bin/env python3
# deployed
"""outbox.t - letters: sent by the cron run, once, or told why not"""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, sha256, wait_until
from smtp import Smtp
from tap import done, eq, like, note, ok, unlike

SUBJECT = 'Th\u01b0 m\u1eddi d\u00f9ng h\u1ec7 th\u1ed1ng b\u00e1o c\u00e1o' \
    ' c\u1ee7a \u1ee6y ban nh\u00e2n d\u00e2n t\u1ec9nh An, n\u0103m 2026'
BODY = 'K\u00ednh g\u1eedi \u00f4ng/b\u00e0,\n.\n\nM\u1ed9t d\u00f2ng ' + \
    'd\u00e0i ' * 80 + '\n'


def put(at, to='an@example.vn', subject='x', body='y', minutes=60):
    at.db.sql("INSERT INTO outbox (message_id, address, subject, body, state,"
              " made, due, ends) VALUES ('%s', '%s', '%s', '%s', 'waiting',"
              " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL"
              " %d MINUTE)" % (os.urandom(16).hex(), to, subject, body,
                               minutes))
    return int(at.db.one('SELECT MAX(id) FROM outbox'))


def row(at, id):
    names = ('state', 'tries', 'body', 'why')
    got = at.db.sql('SELECT %s FROM outbox WHERE id = %d' %
                    (', '.join(names), id))[0]
    return dict(zip(names, got))


def run(cron):
    a = Visitor(cron).get('/cron/run?key=run')
    eq(a.status, 200, 'the cron run')
    return a.text


def due(at):
    at.db.sql('UPDATE outbox SET due = UTC_TIMESTAMP(6)')


def sending(at, cron, smtp):
    n = put(at, subject=SUBJECT, body=BODY)
    like(run(cron), 'letter %d: sent\n' % n, 'says that it sent a letter')
    eq(len(smtp.letters), 1, 'which came')
    m = smtp.letters[0]
    eq((m.subject, m.text, m.to), (SUBJECT, BODY, ['an@example.vn']),
       'subject, body and receiver as they were written')
    eq(str(m.message['from']),
       'H\u1ec7 th\u1ed1ng b\u00e1o c\u00e1o <baocao@example.vn>', 'the sender')
    eq(m.message['auto-submitted'], 'auto-generated', 'nobody is to answer')
    ok(all(len(line) <= 78 for line in m.raw.split(b'\r\n')),
       'no line is too long')
    ok(m.raw.isascii(), 'no header needs eight bits')
    like(m.raw.decode(), r'(?m)^Date: \w{3}, \d+ \w{3} 20\d\d \d\d:\d\d:\d\d '
         r'\+0000\r$', 'a date')
    eq(row(at, n), {'state': 'sent', 'tries': '1', 'body': '', 'why': ''},
       'what it said is forgotten')
    due(at)
    run(cron)
    eq(len(smtp.letters), 1, 'it is not sent again')
    for i in range(5):
        put(at, 'nguoi%d@example.vn' % i)
    before = smtp.connections
    run(cron)
    eq((len(smtp.letters), smtp.connections - before), (6, 1),
       'several go by one connection')


def failing(at, cron, smtp):
    del smtp.letters[:]
    for what, verb, said in (
            ('a server that is not ready for it', 'RCPT', '450 later'),
            ('one that does not take it from us', 'MAIL', '530 sign in'),
            ('one that cannot keep it', '.', '452 disk full'),
            ('one that has enough to do', 'EHLO', '421 busy')):
        n = put(at)
        smtp.refuse.update({verb: said, 'HELO': '421 busy'})
        run(cron)
        got = row(at, n)
        eq((got['state'], got['tries'], got['body']), ('waiting', '1', 'y'),
           'waits: ' + what)
        like(got['why'], said[:3], 'and why')
        run(cron)
        eq(row(at, n)['tries'], '1', 'not at once again')
        smtp.refuse.clear()
        due(at)
        run(cron)
        eq((row(at, n)['state'], len(smtp.letters)), ('sent', 1),
           'but later, when it is taken')
        del smtp.letters[:]
    for what, verb, said in (
            ('an address that is not there', 'RCPT', '550 no such user'),
            ('a letter that is refused', '.', '554 no')):
        n, m = put(at, 'khong@example.vn'), put(at, 'binh@example.vn')
        smtp.refuse[verb] = said
        at.db.sql('UPDATE outbox SET due = due + INTERVAL 1 HOUR WHERE id = %d'
                  % m)
        run(cron)
        got = row(at, n)
        eq((got['state'], got['tries']), ('failed', '1'), 'given up: ' + what)
        like(got['why'], said[:3], 'and why')
        smtp.refuse.clear()
        at.db.sql("UPDATE outbox SET due = UTC_TIMESTAMP(6) WHERE state ="
                  " 'waiting'")
        run(cron)
        eq((row(at, n)['state'], row(at, m)['state']), ('failed', 'sent'),
           'the next one goes')
        listed = json.loads(at.tool('mail', 'list', '--json'))
        eq([(x['id'], x['state']) for x in listed], [(n, 'failed')],
           'the command line lists it, and not what it says')
        at.tool('mail', 'retry', str(n))
        run(cron)
        eq(row(at, n)['state'], 'sent', 'tried again by hand')
        at.db.sql('DELETE FROM outbox')
    at.db.sql('DELETE FROM outbox')
    n = put(at)
    pauses = []
    smtp.refuse['RCPT'] = '450 later'
    for _ in range(11):
        due(at)
        run(cron)
        pauses.append(int(at.db.one(
            'SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), due) FROM outbox')))
    note(pauses)
    ok(all(b >= min(2 * a - 30, 14000) for a, b in zip(pauses, pauses[1:])) and
       pauses[-1] <= 14400, 'the pauses grow, up to four hours')
    at.db.sql("UPDATE outbox SET ends = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND,"
              ' due = UTC_TIMESTAMP(6)')
    smtp.refuse.clear()
    del smtp.letters[:]
    run(cron)
    eq((row(at, n)['state'], row(at, n)['body'], smtp.letters),
       ('failed', '', []), 'what comes too late does not come')


def breaking(at, cron, smtp):
    at.db.sql('DELETE FROM outbox')
    n = put(at)
    smtp.hang_up = 'DATA'
    run(cron)
    eq(row(at, n)['state'], 'waiting', 'a server that hangs up: later')
    smtp.hang_up = None
    due(at)
    run(cron)
    eq((row(at, n)['state'], len(smtp.letters)), ('sent', 1), 'sent')
    del smtp.letters[:]
    n = put(at)
    at.db.sql("UPDATE outbox SET state = 'sending', tries = 1, due ="
              ' UTC_TIMESTAMP(6) + INTERVAL 600 SECOND WHERE id = %d' % n)
    run(cron)
    eq(smtp.letters, [], 'one that somebody else is sending is left alone')
    due(at)
    run(cron)
    eq((row(at, n)['state'], row(at, n)['tries'], len(smtp.letters)),
       ('sent', '2', 1), 'unless they have given up')
    ids = at.db.sql('SELECT message_id FROM outbox WHERE id = %d' % n)[0][0]
    like(str(smtp.letters[0].message['message-id']), ids,
         'under the same id at each try')
    gone = at.program('cron', dict(smtp.conf(), smtp_url='smtp://127.0.0.1:9'))
    n = put(at)
    run(gone)
    like(row(at, n)['why'], '(?i)connect', 'no server: it waits')
    none = at.program('cron', {'smtp_url': ''})
    due(at)
    run(none)
    eq(row(at, n)['tries'], '1', 'no settings: it waits, untried')
    clear = at.program('cron', dict(smtp.conf(), smtp_user='u',
                                    smtp_password='p'))
    like(run(clear), 'TLS', 'a password does not go in the clear')
    eq(row(at, n)['tries'], '1', 'not even tried')
    for wrong in ({'smtp_url': 'http://x'}, {'mail_from': 'a\tb@x.vn'},
                  {'mail_from': 'nobody'}):
        bad = at.program('cron', dict(smtp.conf(), **wrong))
        like(run(bad), 'letters: ', 'settings that cannot be: %s' % wrong)


def hostile(at, cron, smtp):
    """What got into the table although it should not have."""
    at.db.sql('DELETE FROM outbox')
    del smtp.letters[:]
    bad = [put(at, 'an@example.vn>\\r\\nRCPT TO:<x@evil.example'),
           put(at, 'a@example.vn,x@evil.example'),
           put(at, 'an@example.vn', 'x\\r\\nBcc: x@evil.example'),
           put(at, 'an@example.vn', 'x\\nBcc: x@evil.example')]
    run(cron)
    eq(([row(at, n)['state'] for n in bad], smtp.letters),
       (['failed'] * 4, []), 'no letter that would be another')
    unlike('\n'.join(smtp.said), 'evil', 'the server hears nothing of it')


def main():
    with Private() as at, Smtp() as smtp:
        fixture.load(at.db)
        at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made)"
                  " VALUES ('run', '%s', 'run', %d, '2026-01-01')" %
                  (sha256('run'), fixture.person_id('viewer1')))
        cron = at.program('cron', smtp.conf())
        sending(at, cron, smtp)
        failing(at, cron, smtp)
        breaking(at, cron, smtp)
        hostile(at, cron, smtp)
        unlike(cron.logged(), 'an@example', 'no address in the log')
    done()


main()
