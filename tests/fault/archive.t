#!/usr/bin/env python3
"""archive.t - months of the record in files: written, removed, still verified;
texts blanked by law; what is done to a file is found"""
# timeout: 300
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
import record
from bare import Private
from record import Site
from tap import done, eq, like, ok


def sealed(site, country, ledger, kinds):
    with filing.Offices(country, ledger, 0) as offices:
        unit = country.communes[0]
        office = filing.Office(offices, [unit], 7)
        office.version[unit] = int(site.at.db.one(
            'SELECT version FROM report WHERE unit_id = %d' % unit))
        office.state[unit] = 'returned'
        for kind in kinds:
            assert office.do(kind, unit), kind
    return site.seal()


def blanking(site, db, unit):
    seq = int(db.one("SELECT seq FROM audit WHERE stream = %d AND act ="
                     " 'return' ORDER BY seq LIMIT 1" % unit))
    like(db.one('SELECT detail FROM audit WHERE stream = %d AND seq = %d' % (
        unit, seq)), 'Xem lại', 'an entry with what people wrote')
    sent = db.one("SELECT MIN(seq) FROM audit WHERE stream = %d AND act ="
                  " 'send'" % unit)
    for words, why in (
            (('blank', str(unit), str(seq)), 'Say why'),
            (('blank', str(unit), sent, '--reason', 'x'),
             'Receipts were given'),
            (('blank', str(unit), '999', '--reason', 'x'), 'no such entry')):
        status, out = site.run('audit', *words)
        ok(status == 1 and why in out, 'refused: ' + out.strip())
    eq(site.run('audit', 'blank', 'x', '1')[0], 2, 'not called rightly')
    # longer than an entry holds, and a letter of three bytes where it ends
    begins = 'entry=%d; why=Luật 91/2025/QH15 ' % seq
    pad = '.' * ((1000 - len(begins.encode()) - 1) % 3)
    status, out = site.run('audit', 'blank', str(unit), str(seq), '--reason',
                           'Luật 91/2025/QH15 ' + pad + 'ộ' * 400)
    eq(status, 0, out)
    eq(db.sql('SELECT detail, address, salt, was, blanked FROM audit WHERE'
              ' stream = %d AND seq = %d' % (unit, seq)),
       [['', '', '', 'NULL', '1']], 'nothing is left of it')
    like(db.one("SELECT detail FROM audit WHERE act = 'blank'"),
         '^%s.*ộ$' % begins, 'but who did it and why')
    status, said = site.verify()
    eq((status, said['broken'], said['blanked']), (0, [], 1),
       'the record holds')
    kept = record.Kept(db)
    db.sql("DELETE FROM audit WHERE act = 'blank'")
    record.rechain(db, unit)
    links = [b['text'] for b in site.verify()[1]['broken']]
    like(str(links), 'no later entry says by whom', 'without that it does not')
    kept.restore()


def files(site, path):
    """Each line altered, left out, exchanged; bytes cut off."""
    with open(path) as f:
        lines = f.readlines()
    bad = path + '.bad'

    def tried(what, changed):
        with open(bad, 'w') as f:
            f.writelines(changed)
        status, out = site.run('verify', '--archive', bad)
        ok(status == 1 and ('BROKEN' in out or 'no archive' in out),
           '%s: %s' % (what, out.strip()))

    entry = [i for i, l in enumerate(lines) if l.startswith('{"entry"')][2]
    seal = [i for i, l in enumerate(lines) if l.startswith('{"seal"')][0]
    base = [i for i, l in enumerate(lines) if l.startswith('{"base"')][1]

    def with_(i, text):
        return lines[:i] + text + lines[i + 1:]

    tried('an entry altered', with_(entry, [lines[entry].replace(
        '"act":"', '"act":"x')]))
    tried('its detail', with_(entry, [lines[entry].replace(
        '"detail":"', '"detail":"x')]))
    tried('an entry left out', with_(entry, []))
    tried('an entry twice', with_(entry, [lines[entry]] * 2))
    tried('two exchanged', lines[:entry] + [lines[entry + 1], lines[entry]] +
          lines[entry + 2:])
    tried('a seal altered', with_(seal, [lines[seal].replace('"n":', '"n":1')]))
    tried('a seal left out', with_(seal, []))
    tried('where a chain begins', with_(base, [lines[base].replace(
        '"0', '"1', 1)]))
    tried('a line that is none', with_(entry, ['what\n']))
    tried('the end left out', lines[:-1])
    tried('something after the end', lines + ['{"entry":{}}\n'])
    tried('half of it', [''.join(lines)[:len(''.join(lines)) // 2]])
    tried('nothing', [])
    tried('another kind of file', ['{"baocao":"library"}\n'])
    # all of it made to fit, but for the seal in the database
    tried('only the month', [lines[0].replace('20', '19', 1)] + lines[1:])
    eq(site.run('verify', '--archive', path + '.none')[0], 1, 'no such file')


def main():
    with Private() as at:
        at.conf.update(anchor_file=at.folder + '/anchors',
                       sign_key=at.folder + '/sign.key')
        at.base_conf = at.write_conf('baocao.conf', {})
        site, db = Site(at), at.db
        site.run('sign', 'init')
        country, ledger = filing.Country(at, 2), filing.Ledger()
        month = db.one("SELECT DATE_FORMAT(UTC_TIMESTAMP() + INTERVAL 7 HOUR,"
                       " '%Y-%m')")
        path = at.folder + '/one.jsonl'
        status, out = site.run('audit', 'archive', month, path)
        ok(status == 1 and 'no seal' in out, 'nothing to archive yet')
        for words in (('2026', path), ('2026-13', path), ('abcdefg', path), ()):
            eq(site.run('audit', 'archive', *words)[0], 2,
               'no month: ' + ' '.join(words[:1]))
        sealed(site, country, ledger, ('send', 'return', 'send', 'accept'))
        unit = country.communes[0]
        blanking(site, db, unit)
        sealed(site, country, ledger, ('return', 'send'))
        before = db.one('SELECT COUNT(*) FROM audit')
        eq(site.run('audit', 'archive', '2020-01', path)[0], 1,
           'a month before all of them')
        status, out = site.run('--json', 'audit', 'archive', month, path)
        eq(status, 0, out)
        said = json.loads(out)
        eq(str(said['entries']), before, 'all that was sealed is in the file')
        eq(db.one('SELECT COUNT(*) FROM audit'), '1',
           'one entry is left: that it was archived')
        status, now = site.verify()
        eq((status, now['broken'], now['archived_seals']), (0, [], 2),
           'the record holds without them')
        status, out = site.run('verify', '--archive', path)
        eq(status, 0, out)
        status, out = site.run('audit', 'archive', month, path)
        eq(status, 1, 'a file that is there is not written over')
        files(site, path)

        sealed(site, country, ledger, ('return', 'send', 'return', 'send'))
        status, said = site.verify()
        eq((status, said['broken']), (0, []), 'the chains go on')
        code = db.sql('SELECT stream, seq, hash, code FROM audit_receipt'
                      ' ORDER BY seq LIMIT 1')[0]
        status, out = site.run('--json', 'verify', 'receipt', '%s-%s-%.16s-%s'
                               % tuple(code))
        eq((status, json.loads(out)['entry']), (0, 'archived'),
           'a receipt of what is archived holds')
        two = at.folder + '/two.jsonl'
        eq(site.run('audit', 'archive', month, two)[0], 0, 'archived again')
        for p in (path, two):
            eq(site.run('verify', '--archive', p)[0], 0, 'each file holds')
        status, said = site.verify()
        eq((status, said['broken'], said['archived_seals']), (0, [], 3),
           'and so does the record')
        kept = record.Kept(db)
        for what, says, damage in (
                ('where a chain goes on from', 'go on from was altered',
                 "UPDATE audit_base SET hash = SHA2(hash, 256)"
                 ' WHERE stream = %d' % unit),
                ('the base of a chain removed', 'go on from was altered',
                 'DELETE FROM audit_base WHERE stream = %d' % unit),
                ('which file it was', 'no entry of the record tells',
                 "UPDATE audit_archive SET file_sha = SHA2(file_sha, 256)"
                 ' WHERE last_seal = 3'),
                ('the archive before it', 'does not follow the one before',
                 'DELETE FROM audit_archive ORDER BY last_seal LIMIT 1'),
                ('that there was one', 'go on from was altered',
                 'DELETE FROM audit_archive WHERE last_seal = 3'),
                ('a revision that was archived', 'was altered',
                 "UPDATE revision SET body = REPLACE(body, '\"n\":\"',"
                 " '\"n\":\"1') ORDER BY id LIMIT 1")):
            db.sql(damage)
            status, said = site.verify()
            eq(status, 1, what)
            like(' '.join(b['text'] for b in said['broken']), says,
                 'it is told')
            kept.restore()
        eq(site.verify()[0], 0, 'put back, it holds')
        status, out = site.run('audit', 'tail', '3')
        like(out, r'blank|archive', 'the last entries')
        status, out = site.run('audit', 'export', at.folder + '/all.jsonl')
        eq(status, 0, out)
        with open(at.folder + '/all.jsonl') as f:
            rows = [json.loads(l)['entry'] for l in f]
        eq(str(len(rows)), db.one('SELECT COUNT(*) FROM audit'),
           'all entries as lines')
        like(db.one("SELECT detail FROM audit WHERE act = 'export'"),
             'file=.*all.jsonl', 'which is on record')
        eq(site.run('audit', 'export', at.folder + '/all.jsonl')[0], 1,
           'a file that is there is left alone')
    done()


main()
