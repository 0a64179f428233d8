#!/usr/bin/env python3
"""restored.t - a backup is put back: the record that is left verifies, the
anchors tell what is missing, and whoever put it back says so"""
# timeout: 300
import json
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
import record
from bare import Private
from record import Site
from tap import done, eq, like, note, ok


class Backup:
    """A dump where the program is there, else the stopped server's files."""

    def __init__(self, db):
        self.db, self.path = db, db.folder + '/backup'
        self.dump = shutil.which('mariadb-dump')

    def take(self):
        if self.dump:
            with open(self.path, 'wb') as f:
                subprocess.run(
                    [self.dump, '--no-defaults', '--socket=' + self.db.socket,
                     '--user=root', '--single-transaction', '--databases',
                     'baocao'], stdout=f, check=True)
            return
        self.db.stop()
        shutil.copytree(self.db.data, self.path)
        self.db.start()

    def put_back(self):
        if self.dump:
            with open(self.path, 'rb') as f:
                subprocess.run(self.db.client(), stdin=f, check=True)
            return
        self.db.stop()
        shutil.rmtree(self.db.data)
        shutil.copytree(self.path, self.db.data)
        self.db.start()


def act(site, country, ledger, unit, *kinds):
    """One commune's report, a step further."""
    with filing.Offices(country, ledger, 0) as offices:
        office = filing.Office(offices, [unit], 7)
        version, state = site.at.db.sql(
            'SELECT version, state FROM report WHERE unit_id = %d' % unit)[0]
        office.version[unit], office.state[unit] = int(version), state
        for kind in kinds:
            assert office.do(kind, unit), kind


def receipt_of(db, unit):
    """As it was printed for the last sending of that unit."""
    stream, seq, sha, code = db.sql(
        'SELECT t.stream, t.seq, t.hash, t.code FROM audit_receipt t WHERE'
        ' t.stream = %d ORDER BY t.seq DESC LIMIT 1' % unit)[0]
    return '%s-%s-%s-%s' % (stream, seq, sha[:16], code)


def told(site, db):
    """What verify, the sealer and the command say before and after."""
    status, said = site.verify()
    first = said['broken'][0]
    eq((status, first['link']), (1, 'anchor'), 'verify finds it')
    like(first['text'], 'goes on to seal 3 .*ends with seal 1: 2 seals are'
         ' missing .*baocao audit restored', first['text'])
    eq(len(said['broken']), 1, 'nothing else is wrong with what is left')
    status, out = site.run('audit', 'seal')
    ok(status == 1 and 'Nothing is sealed until' in out, out.strip())
    eq(db.one('SELECT COUNT(*) FROM seal'), '1', 'nothing was')
    status, out = site.run('audit', 'restored')
    ok(status == 1 and 'ends with seal 1' in out and
       '2 anchored seals are missing, up to seal 3' in out, out.strip())
    for words, why in ((('--by', 'Trần Văn An'), 'reason'),
                       (('--reason', 'ổ đĩa hỏng'), 'by'),
                       (('--by', ' ', '--reason', 'x' * 400), 'by')):
        status, out = site.run('audit', 'restored', *words)
        ok(status == 1 and why in out, 'refused: ' + out.strip())
    eq(db.one("SELECT COUNT(*) FROM audit_restored"), '0', 'nothing was told')
    status, out = site.run('audit', 'restored', '--by', 'Trần Văn An',
                           '--reason', 'ổ đĩa hỏng ngày 27/11')
    eq(status, 0, out)
    row = db.sql("SELECT detail, was, became FROM audit WHERE act = 'restore'"
                 " AND object = 'backup'")[0]
    like(row[0], 'kept=1; lost=3; hash=.*; by=Trần Văn An; reason=ổ đĩa hỏng',
         'it is on record by whom and why')
    was, became = json.loads(row[1]), json.loads(row[2])
    eq((was['last_seal'], became['last_seal']), ('3', '1'),
       'what was the last seal, and what is')
    ok(became['last_entry'] < was['sealed'], 'from what moment')
    status, said = site.verify()
    eq((status, said['broken'], said['backups_put_back'],
        said['lost_anchors']), (0, [], 1, 2), 'the record verifies')
    status, out = site.run('verify')
    like(out, 'A backup was put back before 20.*: seals 2 to 3 are lost',
         'and says each time what is lost')


def forged(site, db):
    """What was told cannot be taken back, or made to tell of more."""
    kept = record.Kept(db)
    for what, damage in (
            ('the gap without what was told',
             'DELETE FROM audit_restored'),
            ('a seal more, hidden in it',
             'UPDATE audit_restored SET kept = 0; DELETE FROM seal WHERE'
             ' no = 1'),
            ('another hash of what was lost',
             "UPDATE audit_restored SET lost_hash = REPEAT('0', 64)"),
            ('one that nobody told of',
             "INSERT INTO audit_restored VALUES (99, 98, REPEAT('0', 64),"
             " UTC_TIMESTAMP(6))")):
        db.sql(damage)
        status, said = site.verify()
        ok(status == 1, what + ': ' + (said['broken'] or [{'text': ''}])[0][
            'text'])
        kept.restore()
    db.sql("DELETE FROM audit WHERE act = 'restore'")
    record.rechain(db, -29)
    ok(any(b['link'] == 'backup' for b in site.verify()[1]['broken']),
       'what was told, taken out of the record')
    kept.restore()
    eq(site.verify()[0], 0, 'put back, it holds')


def main():
    with Private() as at:
        at.conf.update(anchor_file=at.folder + '/anchors',
                       sign_key=at.folder + '/sign.key')
        at.base_conf = at.write_conf('baocao.conf', {})
        site, db = Site(at), at.db
        site.run('sign', 'init')
        country, ledger = filing.Country(at, 2), filing.Ledger()
        one, two = country.communes[:2]
        eq(site.run('audit', 'restored')[0], 1, 'no anchors yet')
        act(site, country, ledger, one, 'send')
        site.seal()
        eq(site.run('audit', 'restored')[0], 0, 'nothing is missing')
        eq(site.run('audit', 'restored', '--by', 'x', '--reason', 'y')[0], 1,
           'then there is nothing to tell')
        eq(site.run('verify', '--resume')[0], 0, 'verified up to here')
        backup = Backup(db)
        note('by %s' % (backup.dump or 'copying files'))
        backup.take()
        act(site, country, ledger, two, 'send')
        lost = receipt_of(db, two)
        site.seal()
        act(site, country, ledger, one, 'return')
        site.seal()
        eq(site.run('verify', '--resume')[0], 0, 'and up to here')
        backup.put_back()
        eq(db.one('SELECT COUNT(*) FROM audit_receipt WHERE stream = %d' % two),
           '0', 'a sending is gone')
        act(site, country, ledger, one, 'return', 'send')
        told(site, db)
        site.seal()
        eq(db.sql('SELECT no FROM seal ORDER BY no'), [['1'], ['4']],
           'sealing goes on, with a number of its own')
        with open(site.anchors) as f:
            eq([l.split()[0] for l in f], ['1', '2', '3', '4'],
               'the anchors, too: what was lost stays in them')
        for i in (1, 2):
            status, out = site.run('verify', '--resume')
            eq(status, 0, 'run %d that goes on: %s' % (i, out.strip()))
        db.sql('CREATE TABLE kept_signature LIKE revision_signature; INSERT'
               ' INTO kept_signature SELECT * FROM revision_signature;'
               "UPDATE revision_signature SET value = REVERSE(value)")
        status, out = site.run('verify', '--resume')
        ok(status == 1 and 'revision 1 of report' in out,
           'a signature is looked at, going on, too: ' + out.strip())
        db.sql('DELETE FROM revision_signature; INSERT INTO revision_signature'
               ' SELECT * FROM kept_signature')
        status, out = site.run('--json', 'verify', 'receipt', lost)
        eq((status, json.loads(out)['code'], json.loads(out)['entry']),
           (1, 'good', 'gone'), 'who sent it holds the proof')
        forged(site, db)
        act(site, country, ledger, one, 'return')
        site.seal()
        month = db.one("SELECT DATE_FORMAT(UTC_TIMESTAMP() + INTERVAL 7 HOUR,"
                       " '%Y-%m')")
        path = at.folder + '/month.jsonl'
        status, out = site.run('audit', 'archive', month, path)
        eq(status, 0, 'archived over the gap: ' + out.strip())
        eq(site.run('verify', '--archive', path)[0], 0, 'the file holds')
        status, said = site.verify()
        eq((status, said['broken'], said['archived_seals']), (0, [], 5),
           'and the record without it')
        state = checker.State(db.sql)
        eq([h.seq > 0 for h in state.heads if h.stream == one], [True],
           'chains go on')
    done()


main()
