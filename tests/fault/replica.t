#!/usr/bin/env python3
"""replica.t - a copy of the database that only reads

The record verifies there, to the same end; the auditor's pages are shown from
it, put on record where the original is, and not shown where they cannot be.
"""
# timeout: 200
import json
import os
import re
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import filing
from bare import Database, Private, sha256, wait_until
from nodes import free_ports
from tap import done, eq, like, note, ok

AUDITOR = 9  # enum role


def options(port, number, *more):
    return ['--skip-networking=0', '--bind-address=127.0.0.1',
            '--port=%d' % port, '--log-bin=bin', '--server-id=%d' % number,
            '--sync-binlog=1', '--innodb-flush-log-at-trx-commit=1', *more]


class Replica(Database):
    def __init__(self, at, port, original):
        os.mkdir(at.folder + '/replica')
        super().__init__(at.folder + '/replica', options(
            port, 2, '--read-only=1', '--relay-log=relay'))
        begins = at.db.one('SELECT @@gtid_current_pos')
        at.db.stop()
        shutil.copytree(at.db.data, self.data)
        at.db.start()
        self.start()
        self.sql("RESET MASTER; SET GLOBAL gtid_slave_pos = '%s';"
                 "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT ="
                 " %d, MASTER_USER = 'copy', MASTER_PASSWORD = 'copy',"
                 ' MASTER_USE_GTID = slave_pos; START SLAVE' % (
                     begins, original))

    def catch_up(self, db):
        place = db.one('SELECT @@gtid_current_pos')
        return self.one("SELECT MASTER_GTID_WAIT('%s', 30)" % place) == '0'


def prepare(at):
    country = filing.Country(at, 3)
    at.db.sql("CREATE USER copy@'127.0.0.1' IDENTIFIED BY 'copy';"
              "GRANT REPLICATION SLAVE ON *.* TO copy@'127.0.0.1';"
              'CREATE USER plain@localhost; GRANT ALL ON baocao.* TO'
              ' plain@localhost;'
              'UPDATE access SET role = %d WHERE person_id = (SELECT id FROM'
              " person WHERE login = 'clerk1')" % AUDITOR)
    return country


def verify(at, db):
    """On a server, by an account that read_only holds for."""
    conf = at.write_conf('there.conf', {'db_socket': db.socket,
                                        'db_user': 'plain'})
    was, at.base_conf = at.base_conf, conf
    try:
        return json.loads(at.tool('--json', 'verify'))
    finally:
        at.base_conf = was


def shown(answer):
    """What a page tells; around it is what is of one request only, and each
    look is one more entry that waits for a seal."""
    main = re.search('<main.*</main>', answer.text, re.S).group(0)
    return re.sub(r'\d+ entries wait', '', main)


def pages(at, country, replica):
    unit = country.communes[0]
    addresses = ['/audit/entry?stream=%d&seq=1' % unit,
                 '/audit/report?id=%d' % country.report[unit],
                 '/audit?unit=%d' % unit]
    for address, name in zip(addresses, ('audit_entry', 'history', 'audit')):
        here = country.visitor(at.program(name), 'clerk', 1)
        there = here.twin(at.program(name, {
            'db_socket': replica.socket, 'record_socket': at.db.socket}))
        first = here.get(address)
        eq(first.status, 200, address)
        replica.catch_up(at.db)
        before = reads(at.db)
        second = there.get(address)
        eq(shown(second), shown(first), address + ': the same on the replica')
        eq(reads(at.db), before + 1, address + ': and on record')
    ok(replica.catch_up(at.db) and reads(replica) == reads(at.db),
       'the replica has that, too')
    return there, addresses[2]


def reads(db):
    return int(db.one("SELECT COUNT(*) FROM audit WHERE act = 'read'"))


def without_record(at, country, replica, address):
    v = country.visitor(at.program('audit', {'db_socket': replica.socket}),
                        'clerk', 1)
    a = v.get(address)
    eq(a.status, 503, 'what cannot be put on record is not shown')
    ok(int(a.get('retry-after') or 0) > 0, 'Retry-After')
    v = country.visitor(at.program('entry', {'db_socket': replica.socket}),
                        'head', country.communes[0])
    act = filing.Act('save', country.communes[0],
                     country.report[country.communes[0]], 1)
    a = v.post(act.path(), dict(act.fields(), csrf=filing.csrf(v)))
    eq(a.status, 503, 'nothing is written there')
    like(a.text, 'done once, never twice', 'in words')


def behind(at, country, replica, there, address):
    """It does not know yet what has ended."""
    replica.sql('STOP SLAVE')
    at.db.sql("UPDATE access SET valid_to = '2026-01-01' WHERE role = %d"
              % AUDITOR)
    eq(there.get(address).status, 403, 'a right that ended: not there either')
    at.db.sql("UPDATE access SET valid_to = '9999-12-31' WHERE role = %d"
              % AUDITOR)
    eq(there.get(address).status, 200, 'it has not ended')
    at.db.sql("DELETE FROM session WHERE token = '%s'"
              % sha256(country.people['clerk', 1]))
    a = there.get(address)
    ok(a.status == 303 and '/login' in a.get('location'),
       'a session that ended: neither')
    replica.sql('START SLAVE')


def main():
    ports = free_ports(2)
    ledger = filing.Ledger()
    with Private(db=options(ports[0], 1)) as at:
        at.conf.update(sign_key=at.folder + '/sign.key')
        at.base_conf = at.write_conf('baocao.conf', {})
        at.tool('sign', 'init')
        country = prepare(at)
        replica = Replica(at, ports[1], ports[0])
        try:
            with filing.Offices(country, ledger, 3) as offices:
                ok(offices.wait_acts(40), 'work goes on')
            at.tool('audit', 'seal')
            ok(replica.catch_up(at.db), 'the replica has it all')
            first, second = verify(at, at.db), verify(at, replica)
            eq(second, first, 'verified there: the same answer')
            eq((first['good'], first['unsealed']), (True, 0), 'namely good')
            ok(first['revisions'] > 0, 'about %d revisions, %d entries' % (
                first['revisions'], first['entries']))
            there, address = pages(at, country, replica)
            without_record(at, country, replica, address)
            behind(at, country, replica, there, address)
            alone(at, replica)
        finally:
            replica.stop(9)
    done()


def alone(at, replica):
    """The original is lost; a control: somebody changed the copy."""
    at.db.stop(9)
    eq(verify(at, replica)['good'], True, 'verified without the original')
    replica.sql("UPDATE audit SET detail = 'nothing' WHERE stream = 1000 AND"
                ' seq = 1')
    conf = at.write_conf('there.conf', {'db_socket': replica.socket,
                                        'db_user': 'plain'})
    at.base_conf = conf
    status, said, _ = at.try_tool('verify')
    eq(status, 1, 'a copy that was changed does not verify')
    like(said, 'BROKEN', 'and says so')


main()
