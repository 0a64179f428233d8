#!/usr/bin/env python3
"""tamper.t - whoever owns the database changes the record; each is found

The reports are filed through the real programs, two seals are made between
them and some entries are left unsealed.  Then entries, heads, seals and
revisions are altered, removed, added, moved and rewritten with all hashes made
to fit (lib/record.py), and `baocao verify` must say so, naming the link.  What
cannot be found is said as well: with the anchors gone, and the key used.
"""
# timeout: 300
import json
import os
import re
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import checker
import filing
import record
from bare import Private
from record import Site
from tap import done, eq, like, note, ok

# {u}: a unit, {s}: one of its entries in the middle, {last}: its last, {k}: the
# revision that entry tells of, {r}: its report; {o}: another unit
DAMAGE = [
    ('the text of an entry', 'entry',
     "UPDATE audit SET detail = CONCAT(detail, '.') WHERE stream = {u} AND"
     ' seq = {s}'),
    ('its address', 'entry',
     "UPDATE audit SET address = '10.0.0.9' WHERE stream = {u} AND seq = {s}"),
    ('who it was', 'entry',
     'UPDATE audit SET person_id = person_id + 1 WHERE stream = {u} AND'
     ' seq = {s}'),
    ('in whose name', 'entry',
     'UPDATE audit SET behalf_id = 7 WHERE stream = {u} AND seq = {s}'),
    ('in which role', 'entry',
     "UPDATE audit SET role = 'admin' WHERE stream = {u} AND seq = {s}"),
    ('when it was', 'entry',
     'UPDATE audit SET at = at - INTERVAL 1 DAY WHERE stream = {u} AND'
     ' seq = {s}'),
    ('what it was done to', 'entry',
     'UPDATE audit SET object_id = object_id + 1 WHERE stream = {u} AND'
     ' seq = {s}'),
    ('how it was before', 'entry',
     "UPDATE audit SET was = '{{}}' WHERE stream = {u} AND seq = {s}"),
    ('an entry made one of the first format', 'entry',
     'UPDATE audit SET format = 1 WHERE stream = {u} AND seq = {s}'),
    ('a text blanked, and nobody says why', 'entry',
     "UPDATE audit SET detail = '', address = '', address_salt = '', salt = '',"
     ' was = NULL, became = NULL, blanked = 1 WHERE stream = {u} AND'
     ' seq = {s}'),
    ('an address forgotten before its time', 'entry',
     'UPDATE audit SET address_sha = SHA2(CONCAT(LENGTH(address_salt), CHAR(58),'
     ' address_salt, LENGTH(address), CHAR(58), address), 256), address ='
     " '', address_salt = '' WHERE stream = {u} AND seq = {s}"),
    ('an address exchanged under a hash of its own', 'entry',
     "UPDATE audit SET address_sha = SHA2('x', 256), address = '',"
     " address_salt = '' WHERE stream = {u} AND seq = {s}"),
    ('the salt of an address', 'entry',
     "UPDATE audit SET address_salt = REPEAT('0', 32) WHERE stream = {u} AND"
     ' seq = {s}'),
    ('an entry in the middle removed', 'chain',
     'DELETE FROM audit WHERE stream = {u} AND seq = {s}'),
    ('two entries exchanged', 'entry chain',
     'UPDATE audit SET seq = -1 WHERE stream = {u} AND seq = {s};'
     'UPDATE audit SET seq = {s} WHERE stream = {u} AND seq = {s} + 1;'
     'UPDATE audit SET seq = {s} + 1 WHERE stream = {u} AND seq = -1'),
    ('an entry moved to another chain', 'chain head entry',
     'UPDATE audit SET stream = {o}, seq = 1000 WHERE stream = {u} AND'
     ' seq = {last}'),
    ('the last entry removed', 'head',
     'DELETE FROM audit WHERE stream = {u} AND seq = {last}'),
    ('the head set back', 'head',
     'UPDATE audit_head SET seq = seq - 1 WHERE stream = {u}'),
    ('the hash of the head', 'head',
     "UPDATE audit_head SET hash = REPEAT('0', 64) WHERE stream = {u}"),
    ('the head removed', 'head',
     'DELETE FROM audit_head WHERE stream = {u}'),
    ('an entry added past the program', 'entry',
     'INSERT INTO audit (stream, seq, at, person_id, act, object, object_id,'
     ' request, detail, prev, hash) SELECT stream, seq + 1, at, person_id,'
     ' act, object, object_id, request, detail, hash, hash FROM audit'
     ' WHERE stream = {u} AND seq = {last}'),
    ('a figure of a revision', 'revision',
     "UPDATE revision SET body = REPLACE(body, '\"n\":\"', '\"n\":\"1')"
     ' WHERE id = {k}'),
    ('a revision, its hash made to fit', 'revision',
     "UPDATE revision SET body = REPLACE(body, '\"n\":\"', '\"n\":\"1')"
     ' WHERE id = {k}; UPDATE revision SET sha = SHA2(CONCAT(prev, CHAR(10),'
     ' body), 256) WHERE id = {k}'),
    ('a sending removed, the record left alone', 'revision',
     'DELETE FROM revision WHERE id = {k}'),
    ('a revision that nobody sent', 'revision',
     'INSERT INTO revision (report_id, no, form_id, person_id, at, body, sha,'
     ' prev) SELECT report_id, no + 1, form_id, person_id, at, body,'
     ' SHA2(CONCAT(sha, CHAR(10), body), 256), sha FROM revision'
     ' WHERE report_id = {r} ORDER BY no DESC LIMIT 1'),
    ('the last seal removed', 'seal anchor',
     'DELETE FROM seal WHERE no = 2'),
    ('the last seal and that it was, removed', 'anchor',
     'DELETE FROM seal WHERE no = 2; UPDATE audit SET seal_no = NULL'
     ' WHERE seal_no = 2'),
    ('the root of a seal', 'seal',
     "UPDATE seal SET root = REPLACE(root, '1', '2') WHERE no = 1"),
    ('an entry taken out of its seal', 'seal',
     'UPDATE audit SET seal_no = NULL WHERE stream = {u} AND seq = 1'),
    ('an entry put into another seal', 'seal',
     'UPDATE audit SET seal_no = 2 WHERE stream = {u} AND seq = 1'),
    ('an entry put into a seal that is not there', 'seal',
     'UPDATE audit SET seal_no = 99 WHERE stream = {u} AND seq = {last}'),
    ('when a seal was made', 'seal',
     'UPDATE seal SET at = at - INTERVAL 1 SECOND WHERE no = 2'),
    ('a seal, its hash made to fit', 'seal',
     "UPDATE seal SET at = at - INTERVAL 1 SECOND WHERE no = 1; UPDATE seal"
     " SET hash = SHA2(CONCAT('seal|', no, '|', n, '|64:', root, '64:', prev,"
     " '26:', at), 256) WHERE no = 1"),
    ('half of a signature taken away', 'seal',
     "UPDATE seal SET signature = '' WHERE no = 1"),
    ('all of a signature taken away', 'seal',
     "UPDATE seal SET signature = '', sign_key = '' WHERE no = 1"),
    ('a signature', 'seal',
     "UPDATE seal SET signature = REPLACE(signature, '1', '2') WHERE no = 1"),
    ('where a chain begins', 'archive',
     'INSERT INTO audit_base SELECT stream, seq, hash FROM audit'
     ' WHERE stream = {u} AND seq = 2; DELETE FROM audit WHERE stream = {u}'
     ' AND seq <= 2'),
]

# What is said of some of them, among the rest.
SAYS = {
    'an entry in the middle removed': 'entry {s} is missing',
    'a sending removed, the record left alone': 'revision 1 is missing',
    'a seal, its hash made to fit': 'Seal 2 does not follow the one before',
    'when a seal was made': 'Seal 2 was altered',
    'half of a signature taken away': 'Seal 1: its signature',
}


def found(site, what, links, conf=None, says=''):
    status, said = site.verify(conf)
    broken = said.get('broken', [])
    ok(status == 1 and broken and any(b['link'] in links.split()
                                      for b in broken),
       what + ': ' + (broken[0]['text'] if broken else str(said)))
    like(' '.join(b['text'] for b in broken), says, 'it is told')


def forgeries(site, db, kept, u, o):
    """Hashes made to fit: what is left to find it by."""
    db.sql("UPDATE audit SET detail = 'x' WHERE stream = %d AND seq = 1" % u)
    record.rechain(db, u)
    found(site, 'an entry rewritten and its whole chain made to fit', 'seal')
    kept.restore()
    db.sql('SET FOREIGN_KEY_CHECKS = 0; DELETE FROM revision WHERE id = (SELECT MIN(id) FROM kept_revision'
           ' k WHERE k.report_id = (SELECT MIN(id) FROM report WHERE unit_id ='
           ' %d)); DELETE FROM audit WHERE stream = %d' % (o, o))
    db.sql('SET FOREIGN_KEY_CHECKS = 0; DELETE FROM audit_head'
           ' WHERE stream = %d;'
           'DELETE FROM revision WHERE report_id IN (SELECT id FROM report'
           ' WHERE unit_id = %d)' % (o, o))
    found(site, 'a whole unit erased, its sendings too', 'seal')
    kept.restore()
    db.sql('UPDATE revision SET body = REPLACE(body, \'"n":"\', \'"n":"1\')'
           ' WHERE report_id IN (SELECT id FROM report WHERE unit_id = %d)' % u)
    for report, in db.sql('SELECT id FROM report WHERE unit_id = %d' % u):
        forge_revisions(db, int(report), u)
    record.rechain(db, u)
    record.reseal(db)
    db.sql('UPDATE audit_receipt t JOIN audit a ON a.stream = t.stream AND'
           ' a.seq = t.seq SET t.hash = a.hash')


def forge_revisions(db, report, unit):
    """Their hashes, and what the entries say of them."""
    prev = checker.NONE
    for id_, no, sha in db.sql('SELECT id, no, sha FROM revision WHERE'
                               ' report_id = %d ORDER BY no' % report):
        db.sql("UPDATE revision SET prev = '%s' WHERE id = %s;"
               'UPDATE revision SET sha = SHA2(CONCAT(prev, CHAR(10), body),'
               ' 256) WHERE id = %s' % (prev, id_, id_))
        prev = db.one('SELECT sha FROM revision WHERE id = ' + id_)
        db.sql("UPDATE audit SET detail = REPLACE(detail, '%s', '%s')"
               ' WHERE stream = %d' % (sha, prev, unit))


def sign_again(site, db, no_anchor):
    """The forger has the key as well: seals signed with it, by the product,
    which is not shown the anchors."""
    from_ = db.sql('SELECT no FROM seal ORDER BY no')
    db.sql('DELETE FROM seal; UPDATE audit SET seal_no = NULL')
    eq(site.run('audit', 'seal')[0], 1, 'not sealed where the anchors are')
    status, out = site.run('audit', 'seal', '--json', conf=no_anchor)
    eq(json.loads(out)['entries'] > 0 and len(from_), 2,
       'sealed anew with the key')


def file_reports(country):
    """Sent, returned, sent again, accepted; what the receipts say."""
    ledger = filing.Ledger()
    unit, *others = country.communes
    with filing.Offices(country, ledger, 2, units=others) as offices:
        above = country.parent[unit]
        office = filing.Office(offices, [unit, above, 1], 7)
        for kind, who in (('save', unit), ('send', unit), ('return', unit),
                          ('send', unit), ('accept', unit)):
            assert office.do(kind, who)
        offices.wait_acts(8)
        yield ledger
        for kind, who in (('send', above), ('accept', above)):
            assert office.do(kind, who)
        yield ledger
        assert office.do('return', unit) and office.do('send', unit)
    yield ledger


def main():
    with Private(conf={'anchor_file': None, 'sign_key': None}) as at:
        at.conf.update(anchor_file=at.folder + '/anchors',
                       sign_key=at.folder + '/sign.key')
        at.base_conf = at.write_conf('baocao.conf', {})
        site, db = Site(at), at.db
        status, out = site.run('sign', 'init')
        eq(status, 0, 'a key: ' + out)
        country = filing.Country(at, 2)
        filing_ = file_reports(country)
        status, said = site.verify()
        eq(status, 0, 'an empty record holds')
        next(filing_)
        first = site.seal()
        ledger = next(filing_)
        second = site.seal()
        list(filing_)
        ok(first['entries'] > 10 and second['entries'] > 1,
           'two seals: %s, %s' % (first, second))
        status, said = site.verify()
        eq((status, said['broken'], said['seals'], said['anchors']),
           (0, [], 2, 2), 'the control: it holds')
        ok(said['unsealed'] > 1 and said['unsealed_since'],
           'some entries wait for their seal')
        eq(site.verify(), (status, said), 'and holds again')
        state = checker.Check(checker.State(db.sql), country, ledger)
        state.chains()
        state.seals()
        eq(state.found['BROKEN'], [], 'so says the other program')

        u, o = country.communes[0], country.communes[1]
        last = int(db.one('SELECT MAX(seq) FROM audit WHERE stream = %d' % u))
        s, r, detail = db.sql(
            "SELECT seq, object_id, detail FROM audit WHERE stream = %d AND"
            " act = 'send' ORDER BY seq" % u)[0]
        k = db.one("SELECT id FROM revision WHERE report_id = %s AND no = 1"
                   % r)
        known = dict(u=u, o=o, s=s, r=r, k=k, last=last)
        kept = record.Kept(db)
        for what, links, damage in DAMAGE:
            db.sql('SET FOREIGN_KEY_CHECKS = 0;' + damage.format(**known))
            found(site, what, links, says=SAYS.get(what, '').format(**known))
            kept.restore()
        eq(site.verify()[0], 0, 'put back, it holds')
        known['receipt'] = receipts(site, db, kept, country, ledger)
        rest(site, db, kept, known)
    done()


def receipts(site, db, kept, country, ledger):
    """What the holder of a receipt can prove when nobody else can."""
    act = [a for a in ledger.acked('send') if a.unit == country.communes[0]
           ][-1]
    v = country.visitor(site.at.program('entry'), 'head', act.unit)
    page = v.get(act.location).text
    found = re.search(r'\d+-\d+-[0-9a-f]{16}-[0-9A-HJKMNP-TV-Z]{12}', page)
    ok(found, 'the page after sending shows a receipt')
    code = found.group(0)
    status, out = site.run('--json', 'verify', 'receipt', code)
    said = json.loads(out)
    eq((status, said['code'], said['entry'], said['sealed']),
       (0, 'good', 'kept', False), 'it holds, and is not sealed yet')
    eq(said['unit'], 'Xã %d' % act.unit, 'it says whose it is')
    status, out = site.run('verify', 'receipt', ' ' + code.lower() + '\n')
    eq(status, 0, 'however it is typed')
    report, no = country.report[act.unit], code.split('-')
    stream, seq = no[:2]
    seq = int(seq)
    db.sql('SET FOREIGN_KEY_CHECKS = 0; DELETE FROM revision WHERE report_id = %d ORDER BY no DESC LIMIT 1;'
           'DELETE FROM audit WHERE stream = %s AND seq >= %d;'
           'DELETE FROM audit_receipt WHERE stream = %s AND seq >= %d;'
           'UPDATE audit_head h JOIN audit a ON a.stream = h.stream AND a.seq ='
           ' %d SET h.seq = a.seq, h.hash = a.hash WHERE h.stream = %s' % (
               report, stream, seq, stream, seq, seq - 1, stream))
    status, said = site.verify()
    eq((status, said['broken']), (0, []),
       'a sending not yet sealed, all of it removed: verify cannot find it')
    status, out = site.run('verify', 'receipt', code)
    eq(status, 1, 'its receipt does')
    like(out, 'PROVEN: this installation took in that report', 'and proves it')
    other = code[:-1] + ('0' if code[-1] != '0' else '1')
    status, out = site.run('--json', 'verify', 'receipt', other)
    eq((status, json.loads(out)['code']), (1, 'wrong'),
       'who invents one proves nothing')
    os.rename(site.at.folder + '/sign.key', site.at.folder + '/old.key')
    status, out = site.run('verify', 'receipt', code, '--key',
                           site.at.folder + '/old.key')
    like(out, 'PROVEN', 'with the key of then')
    status, out = site.run('verify', 'receipt', code)
    like(out, 'no key to check', 'without it nobody knows')
    os.rename(site.at.folder + '/old.key', site.at.folder + '/sign.key')
    for text in ('', 'x', '1-2', '1-2-' + 'g' * 16, '1-2-' + '0' * 16 + '-X',
                 '9' * 40 + '-1-' + '0' * 16, code + '0', '-' + code):
        status, out = site.run('verify', 'receipt', text)
        if status != 1 or 'is no receipt' not in out:
            ok(False, 'no receipt: ' + text)
    kept.restore()
    for what, damage in (
            ('the sending alone removed', 'DELETE FROM revision'),
            ('the sending exchanged',
             "UPDATE revision SET sha = REPEAT('0', 64)")):
        db.sql('SET FOREIGN_KEY_CHECKS = 0; %s WHERE report_id = %d'
               ' ORDER BY no DESC LIMIT 1' % (damage, report))
        status, out = site.run('--json', 'verify', 'receipt', code)
        eq((status, json.loads(out)['entry']), (1, 'lost'), what)
        kept.restore()
    db.sql('DELETE FROM audit_receipt WHERE stream = %s AND seq = %d' % (
        stream, seq))
    eq(site.verify()[0], 0, 'a receipt is only a copy')
    kept.restore()
    db.sql("UPDATE audit_receipt SET hash = REPLACE(hash, '1', '2')"
           ' WHERE stream = %s AND seq = %d' % (stream, seq))
    found_ = site.verify()[1]['broken']
    eq([b['link'] for b in found_], ['receipt'], 'but one that must agree')
    kept.restore()
    return code


def rest(site, db, kept, known):
    u, o = known['u'], known['o']
    anchors = site.anchors
    no_anchor = site.at.write_conf('none.conf', {})
    with open(no_anchor) as f:
        lines = [l for l in f if not l.startswith('anchor_file')]
    with open(no_anchor, 'w') as f:
        f.writelines(lines)
    forgeries(site, db, kept, u, o)
    found(site, 'all rewritten, anchors kept elsewhere', 'anchor seal')
    found(site, 'all rewritten, no anchors: without the key', 'seal',
          no_anchor)
    db.sql("UPDATE seal SET sign_key = '', signature = ''")
    found(site, '... nor by taking the signatures away', 'seal', no_anchor)
    db.sql('DELETE FROM sign_key')
    found(site, '... nor with them the keys', 'seal', no_anchor)
    db.sql('INSERT INTO sign_key SELECT * FROM kept_sign_key')
    os.rename(site.at.folder + '/sign.key', site.at.folder + '/old.key')
    status, out = site.run('audit', 'seal')
    ok(status != 0 and 'sign rotate' in out, 'nor is one made without: ' + out)
    os.rename(site.at.folder + '/old.key', site.at.folder + '/sign.key')
    sign_again(site, db, no_anchor)
    found(site, 'all rewritten and signed with the stolen key', 'anchor')
    found(site, '... and no anchors: a sending has its own signature',
          'signature', no_anchor)
    db.sql('DELETE FROM revision_signature')
    status, said = site.verify(no_anchor)
    eq((status, said['broken']), (0, []),
       'nor any signature of a sending: this cannot be found')
    status, out = site.run('--json', 'verify', 'receipt', known['receipt'])
    eq((status, json.loads(out)['code'], json.loads(out)['entry']),
       (1, 'good', 'other'), 'but by everyone who holds a receipt')
    kept.restore()
    shutil.copy(anchors, anchors + '.kept')
    for what, change in (
            ('a line of the anchors', lambda l: [l[0][::-1]] + l[1:]),
            ('a hash in the anchors',
             lambda l: [l[0].replace(l[0].split()[2], '0' * 64)] + l[1:])):
        with open(anchors + '.kept') as f:
            was = f.read().splitlines()
        with open(anchors, 'w') as f:
            f.write('\n'.join(change(was[:2])) + '\n')
        found(site, what, 'anchor')
    os.remove(anchors)
    found(site, 'the anchors are gone', 'anchor')
    with open(anchors, 'w') as f:
        f.write(was[0] + '\n' + was[1][:40])  # it died in the middle
    status, out = site.run('audit', 'anchor', '--json')
    eq((status, json.loads(out)), (0, {'anchored': 1}), 'half a line is mended')
    status, said = site.verify()
    eq((status, said['anchors'], said['unanchored']), (0, 2, 0),
       'and all is well')
    status, out = site.run('verify', '--resume')
    eq(status, 0, 'verified from here')
    db.sql("UPDATE audit SET detail = 'x' WHERE stream = %d AND seq = %s" % (
        u, known['last']))
    status, out = site.run('verify', '--resume')
    like(out, 'BROKEN: Chain %d: .* entry %s' % (u, known['last']),
         'what comes later is found, resumed')
    eq(status, 1, 'and the status says so')
    kept.restore()
    db.sql("UPDATE seal SET at = at - INTERVAL 1 SECOND WHERE no = 2;"
           "UPDATE seal SET hash = SHA2(CONCAT('seal|', no, '|', n, '|64:',"
           " root, '64:', prev, '26:', at), 256) WHERE no = 2")
    status, out = site.run('verify', '--resume')
    like(out, 'Seal 2 is not the one that was verified before',
         'nor is the seal to go on from exchanged')
    kept.restore()
    site.run('audit', 'seal', conf=no_anchor)
    eq(site.verify()[1]['unanchored'], 1, 'a seal that is not anchored yet')
    site.run('audit', 'anchor')
    eq(site.verify()[1]['unanchored'], 0, 'it is')
    with open(anchors) as f:
        lines = [l for l in f if not l.startswith('2 ')]
    with open(anchors, 'w') as f:
        f.writelines(lines)
    found(site, 'a line of the anchors removed', 'anchor',
          says='no line for seal 2')


main()
