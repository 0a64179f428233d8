"""record.py - the record as somebody who owns the database would forge it

Hashes are made as core/audit_entry.h, core/seal.h and core/merkle.h describe
them (checker.py); no code of the product is used.
"""
import json
import subprocess

import checker
from bare import BUILD

COLUMNS = ('stream', 'seq', 'at', 'person', 'act', 'object', 'object_id',
           'request', 'detail', 'prev', 'hash', 'format', 'behalf', 'role',
           'address', 'salt', 'was', 'became', 'blanked', 'body_sha')


def audits(db, where='1 = 1'):
    query = checker.QUERIES[checker.Audit].replace(
        'ORDER BY', 'WHERE %s ORDER BY' % where)
    return [checker.Audit(*map(checker.State.value, row))
            for row in db.sql(query)]


def seals(db):
    return [checker.Seal(*map(checker.State.value, row))
            for row in db.sql(checker.QUERIES[checker.Seal])]


def rechain(db, stream):
    """Every hash of a chain made to fit what its entries say, head and all;
    their numbers too."""
    prev, statements = checker.NONE, []
    rows = audits(db, 'stream = %d' % stream)
    statements.append('UPDATE audit SET seq = -seq WHERE stream = %d' % stream)
    for seq, a in enumerate(rows, 1):
        was = a.seq
        a = a._replace(seq=seq, prev=prev)
        if a.format != 1 and not a.blanked:
            a = a._replace(body_sha=checker.body_sha(a))
        prev = checker.audit_hash(a)
        statements.append(
            "UPDATE audit SET seq = %d, prev = '%s', hash = '%s', body_sha ="
            " '%s' WHERE stream = %d AND seq = %d" % (
                seq, a.prev, prev, a.body_sha, stream, -was))
    statements.append("UPDATE audit_head SET seq = %d, hash = '%s'"
                      ' WHERE stream = %d' % (len(rows), prev, stream))
    db.sql(';'.join(statements))


def reseal(db):
    """Every seal made to fit what is there now."""
    prev, statements = checker.NONE, []
    for s in seals(db):
        held = [row[0] for row in db.sql(
            'SELECT hash FROM audit WHERE seal_no = %d ORDER BY stream, seq'
            % s.no)]
        s = s._replace(n=len(held), root=checker.merkle(held), prev=prev)
        prev = checker.seal_hash(s)
        statements.append(
            "UPDATE seal SET n = %d, root = '%s', prev = '%s', hash = '%s'"
            ' WHERE no = %d' % (s.n, s.root, s.prev, prev, s.no))
    if statements:
        db.sql(';'.join(statements))


class Kept:
    """Tables as they were, to be put back after each damage."""

    TABLES = ('audit', 'audit_head', 'seal', 'revision', 'report',
              'report_event', 'fact', 'audit_base', 'audit_archive',
              'audit_receipt', 'audit_restored', 'sign_key')

    def __init__(self, db):
        self.db = db
        db.sql(';'.join('DROP TABLE IF EXISTS kept_%s; CREATE TABLE kept_%s'
                        ' LIKE %s;'
                        'INSERT INTO kept_%s SELECT * FROM %s' % (t, t, t, t, t)
                        for t in self.TABLES))

    def restore(self):
        self.db.sql('SET FOREIGN_KEY_CHECKS = 0;' + ';'.join(
            'DELETE FROM %s; INSERT INTO %s SELECT * FROM kept_%s' % (t, t, t)
            for t in self.TABLES))


class Site:
    """A private installation, as its administrator sees the record."""

    def __init__(self, at):
        self.at = at
        self.anchors = at.folder + '/anchors'

    def run(self, *words, conf=None):
        p = subprocess.run([BUILD + '/tool/baocao', *words],
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           env=self.at.environment(
                               conf or self.at.base_conf, {'LANG': 'en'}))
        return p.returncode, p.stdout.decode() + p.stderr.decode()

    def verify(self, conf=None):
        """(exit status, what it found)"""
        status, out = self.run('verify', '--json', conf=conf)
        return status, json.loads(out)

    def seal(self):
        status, out = self.run('audit', 'seal', '--json')
        assert status == 0, out
        return json.loads(out)
