#!/usr/bin/env python3
# deployed
"""mail.t - letters as an agency's server takes them: by name, with TLS and a
password, from inside the sandbox

A call or a file that the sandbox refuses would end the program (test = yes), or
leave the letter unsent.
"""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, sha256
from smtp import Smtp
from tap import done, eq, like, note, ok, unlike

USER = ('baocao', 'm\u1eadt kh\u1ea9u \u0111\u00fang')


def certificate(folder, name):
    """(certificate, key) of a server called localhost, its own authority."""
    path = '%s/%s' % (folder, name)
    subprocess.run(
        ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days',
         '2', '-subj', '/CN=' + name, '-addext', 'subjectAltName=DNS:localhost',
         '-keyout', path + '.key', '-out', path + '.pem'],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return path + '.pem', path + '.key'


def put(at):
    at.db.sql("INSERT INTO outbox (message_id, address, subject, body, state,"
              " made, due, ends) VALUES ('%s', 'an@example.vn', 'Th\u01b0',"
              " 'K\u00ednh g\u1eedi', 'waiting', UTC_TIMESTAMP(6),"
              " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 HOUR)" %
              os.urandom(16).hex())
    return at.db.one('SELECT MAX(id) FROM outbox')


def sent(at, smtp, **conf):
    """What became of a letter: its state and why; the program that tried."""
    more = smtp.conf()
    more['smtp_url'] = more['smtp_url'].replace('127.0.0.1', 'localhost')
    more.update(conf)
    cron = at.program('cron', more)
    n = put(at)
    eq(Visitor(cron).get('/cron/run?key=run').status, 200, 'the cron run')
    state, why = at.db.sql('SELECT state, why FROM outbox WHERE id = %s' %
                           n)[0]
    at.db.sql('DELETE FROM outbox')
    return state, why, cron


def held(program):
    """What the kernel says of the worker: (filter, no new privileges)"""
    with open('/proc/%d/status' % program.workers[0].pid) as f:
        said = f.read()
    return re.search(r'Seccomp:\t(\d)', said).group(1), \
        re.search(r'NoNewPrivs:\t(\d)', said).group(1)


def signs_in(at, pair):
    with Smtp(tls=pair, user=USER) as smtp:
        way = {'smtp_starttls': 'yes', 'smtp_user': USER[0],
               'smtp_password': USER[1], 'smtp_ca': pair[0]}
        state, why, cron = sent(at, smtp, **way)
        eq((state, why, len(smtp.letters)), ('sent', '', 1),
           'by STARTTLS, with a password')
        eq(smtp.signed_in, [(*USER, True)], 'which was said inside TLS alone')
        eq(smtp.letters[0].text, 'K\u00ednh g\u1eedi', 'it came whole')
        eq(held(cron), ('2', '1'), 'from inside the sandbox')
        state, why, cron = sent(at, smtp, **dict(way, smtp_password='sai'))
        eq((state, len(smtp.letters)), ('waiting', 1), 'a wrong one waits')
        like(why, '^535 |[Ll]ogin denied', 'and says why')
        unlike(cron.logged(), USER[1] + '|sai', 'no password in the log')


def trusts_nobody(at, pair, other):
    way = {'smtp_starttls': 'yes', 'smtp_user': USER[0],
           'smtp_password': USER[1]}
    with Smtp(tls=other, user=USER) as smtp:
        for what, ca in (('another authority', {'smtp_ca': pair[0]}),
                         ("the system's", {})):
            state, why, _ = sent(at, smtp, **dict(way, **ca))
            eq((state, smtp.letters, smtp.signed_in), ('waiting', [], []),
               'a server that is not known gets nothing: ' + what)
            like(why, 'certificate', 'and why')
    with Smtp(user=USER) as smtp:
        state, why, _ = sent(at, smtp, smtp_ca=pair[0], **way)
        eq((state, smtp.letters, smtp.signed_in), ('waiting', [], []),
           'nor does one that offers no TLS')
    with Smtp() as smtp:
        state, why, _ = sent(at, smtp, smtp_starttls='yes')
        eq((state, smtp.letters), ('waiting', []),
           'not even a letter, where nobody has to sign in')


def tls_at_once(at, pair):
    with Smtp(tls=pair, user=USER, at_once=True) as smtp:
        port = smtp.url.split(':')[-1]
        state, why, _ = sent(
            at, smtp, smtp_url='smtps://localhost:' + port,
            smtp_user=USER[0], smtp_password=USER[1], smtp_ca=pair[0])
        eq((state, why, smtp.signed_in), ('sent', '', [(*USER, True)]),
           'by smtps')


def nobody_there(at):
    with Smtp() as smtp:
        state, why, _ = sent(at, smtp, smtp_url='smtp://no.such.invalid:25')
    eq((state, smtp.letters), ('waiting', []), 'a name that there is not')
    like(why, 'resolve', 'and why')


with Private() as at:
    fixture.load(at.db)
    at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made) VALUES"
              " ('run', '%s', 'run', 1, '2026-01-01')" % sha256('run'))
    pair = certificate(at.folder, 'server')
    signs_in(at, pair)
    trusts_nobody(at, pair, certificate(at.folder, 'other'))
    tls_at_once(at, pair)
    nobody_there(at)
    eq([p.name for p in at.programs if 'sandbox: the system' in p.logged()],
       [], 'no call was refused')
done()
