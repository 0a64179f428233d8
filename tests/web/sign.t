#!/usr/bin/env python3
# deployed
"""sign.t - the head of a unit signs and sends; what was signed stays so

The page that a report is sent from, the signature of the system's key and that
of an agency's certificate, looked at by ourselves and by openssl alone; every
way of altering them; an authority of the test's own (tests/lib/pki.sh).
"""
# timeout: 300
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import SOURCE, Private, Visitor, sha256
from tap import done, eq, like, note, ok, unlike

CELL = 'c2'   # row R1 of tests/core/LANG.xml
WORK = tempfile.mkdtemp(prefix='sign.')
KEY = WORK + '/key/sign.key'  # alone in its folder
CERTS = WORK + '/certs'


def opened(at):
    fixture.load(at.db)
    for path in ('sql/seed/form/XLD01.xml', 'tests/core/LANG.xml'):
        at.tool('form', 'load', SOURCE + '/' + path)
    at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made) VALUES"
              " ('run', '%s', 'run', 1, '2026-01-01')" % sha256('run'))
    at.db.sql("REPLACE INTO setting VALUES ('clock', '%s')" % fixture.TODAY)
    eq(Visitor(at.program('cron')).get('/cron/run?key=run').status, 200,
       'the period is opened')
    return int(at.db.one(
        "SELECT r.id FROM report r JOIN regime g ON g.id = r.regime_id JOIN"
        " period p ON p.id = r.period_id WHERE g.code = 'LANG' AND"
        " r.unit_id = 100 AND p.code = '2026-Q3'"))


class Site:
    def __init__(self, at):
        self.at, self.db = at, at.db
        self.programs = {}

    def program(self, name):
        if name not in self.programs:
            self.programs[name] = self.at.program(name)
        return self.programs[name]

    def visitor(self, login, program):
        v = Visitor(self.program('login'))
        v.cookies['lang'] = 'en'
        v.login(login, fixture.PASSWORD)
        v.program = self.program(program)
        return v

    def state(self):
        return self.db.one('SELECT CONCAT(state, \' \', COALESCE((SELECT'
                           ' MAX(no) FROM revision WHERE report_id = r.id), 0))'
                           ' FROM report r WHERE id = %d' % self.report)

    def again(self):
        """The receiver returns it."""
        self.db.sql("UPDATE report SET state = 'returned' WHERE id = %d" %
                    self.report)

    def checks(self, v, figure):
        """From the form to the page it is sent from."""
        v.get('/entry/form?id=%d' % self.report)
        a = v.post('/entry/check', v.form({
            CELL: figure, 'id': self.report, 'version': v.hidden('version')}))
        if a.status == 303:
            return v.get(a.get('location'))
        return a

    def sends(self, v, **more):
        """From that page, as it stands in v."""
        return v.post('/entry/send', v.form(dict(
            id=self.report, version=v.hidden('version'),
            digest=v.hidden('digest'), **more)))

    def sent(self, v, figure='80'):
        """All of it; the number of the revision."""
        self.again()
        self.checks(v, figure)
        a = self.sends(v, confirmed='1', reason='Dung nhu vay')
        if a.status != 303:
            note(a.text[:3000])
            return 0
        return int(re.search('no=([0-9]+)', a.get('location')).group(1))


def openssl(*words):
    got = subprocess.run(['openssl', *words], cwd=WORK,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return got.returncode, got.stdout.decode(errors='replace')


def keep(name, content):
    with open(WORK + '/' + name, 'wb') as f:
        f.write(content)


def the_page(site):
    v = site.visitor('head100', 'entry')
    v.get('/entry/form?id=%d' % site.report)
    like(v.page, "formaction='/entry/check'", 'the form leads to a check')
    a = site.checks(v, '6000')
    eq((a.status, site.state()), (422, 'due 0'), 'an error stays on the form')
    like(a.text, r'too large', 'and is said there')
    a = site.checks(v, '81')
    eq((a.status, site.state()), (200, 'draft 0'), 'what can be sent is kept')
    for what, part in (
            ('what', 'Sign and send'), ('the unit', 'Xã Một'),
            ('to whom', r'Received by</dt><dd>.*Tỉnh An'),
            ('the period', 'from 15/06/2026'), ('the sender', r'Sent by</dt><dd>Người head100<'),
            ('how much of it', r'[0-9]+ of [0-9]+ cells'),
            ('with what', "Signed with</dt><dd>this system.{1,6}s key"),
            ('the figures', '81')):
        like(a.text, part, 'the page says ' + what)
    unlike(a.text, "<input[^>]*name=.c2", 'nothing is typed on it')
    ok(re.fullmatch('[0-9a-f]{64}', v.hidden('digest') or ''),
       'it knows what it shows')
    c = site.visitor('clerk100', 'entry')
    eq(c.get('/entry/confirm?id=%d' % site.report).status, 403,
       'a clerk does not sign')
    eq(site.visitor('head10', 'entry').get(
        '/entry/confirm?id=%d' % site.report).status, 404,
       'nor does the head of another unit')
    return v


def what_was_seen(site, v):
    """Nothing else than what the page showed is ever signed."""
    c = site.visitor('clerk100', 'entry')
    c.get('/entry/form?id=%d' % site.report)
    eq(c.post('/entry/save', c.form({
        CELL: '70', 'id': site.report,
        'version': c.hidden('version')})).status, 303,
       'meanwhile a clerk changes a figure')
    a = site.sends(v, confirmed='1', reason='x')
    eq((a.status, site.state()), (409, 'draft 0'), 'that is not sent unseen')
    like(a.text, 'Figures have changed since you looked', 'it is said')
    like(a.text, '70', 'the page shows it as it is now')
    a = site.sends(v, confirmed='1', reason='x')
    eq((a.status, site.state()), (303, 'sent 1'), 'seen, it is sent')
    where = a.get('location')
    a = site.sends(v, confirmed='1', reason='x')
    eq((a.get('location'), site.state()), (where, 'sent 1'), 'and not twice')
    return v.get(where)


def digest_matters(site, v):
    site.again()
    a = site.checks(v, '71')
    for text in ('0' * 64, 'x', v.hidden('digest')[:-1]):
        a = v.post('/entry/send', v.form(dict(
            id=site.report, version=v.hidden('version'), digest=text,
            confirmed='1', reason='x')))
        eq((a.status, site.state()), (409, 'returned 1'),
           'a made-up digest sends nothing')
    eq(v.get('/entry/confirm?id=%d' % site.report).status, 200, 'still there')


def not_unseen(site, v):
    """No form skips the page: what came without its digest is kept, shown."""
    for more in ({}, {'confirmed': '1', 'reason': 'x'}, {'digest': ''}):
        site.again()
        was = site.state()
        v.get('/entry/form?id=%d' % site.report)
        a = v.post('/entry/send', v.form(dict({
            CELL: '75', 'id': site.report, 'version': v.hidden('version')},
            **more)))
        eq((a.status, a.get('location'), site.state()),
           (303, '/entry/confirm?id=%d' % site.report, was),
           'without the digest nothing is sent: %s' % more)
        page = v.get(a.get('location'))
        eq(page.status, 200, 'but the page follows')
        a = v.post('/entry/send', v.form({
            'id': site.report, 'version': v.hidden('version'),
            'digest': v.hidden('digest'), CELL: '76', 'confirmed': '1',
            'reason': 'x'}))
        eq((a.status, site.state()), (409, was),
           'nor other figures than were seen')


def warnings(site, v):
    """What is warned of is confirmed on this page, and explained."""
    site.again()
    site.db.sql("UPDATE unit SET name = 'Xã Một' WHERE id = 100")
    a = site.checks(v, '')
    if 'There are warnings' not in a.text:
        return
    a = site.sends(v)
    eq(a.status, 422, 'a warning is not passed over')
    like(a.text, 'There are warnings', 'it stands on the page')


def the_receipt(site, a):
    like(a.text, r'signed, verified', 'the receipt says that it is signed')
    like(a.text, r'Signed by this system; checked\.', 'by this system')
    like(a.text, '/signed\\?id=%d' % site.report, 'and leads to the files')
    r = site.visitor('head10', 'review')
    like(r.get('/review/report?id=%d' % site.report).text, 'signed, verified',
         'the receiver reads it as well')
    like(r.get('/review/revision?id=%d&no=1' % site.report).text,
         'signed, verified', 'and on the revision')
    rows = site.db.sql('SELECT kind, LENGTH(value) FROM revision_signature')
    eq(rows, [['ed25519', '128']], 'one signature is stored')


def printed(site):
    """What the report is on paper, its blanks made one."""
    v = site.visitor('head10', 'report')
    v.cookies['lang'] = 'en'
    a = v.get('/report/LANG.pdf?period=2026-Q3&unit=100')
    eq(a.status, 200, 'the report as PDF')
    keep('a.pdf', a.bytes)
    text = subprocess.run(['pdftotext', '-layout', 'a.pdf', '-'], cwd=WORK,
                          stdout=subprocess.PIPE).stdout.decode()
    return re.sub(r'\s+', ' ', text)


def on_paper(site):
    """The PDF says by whom and with what."""
    key = site.db.one('SELECT public FROM sign_key WHERE valid_to IS NULL')
    like(printed(site), 'Signed: Người head100; key %s %s' % (
        key[:4], key[4:8]), 'says who signed it, and with which key')


def files(site, no, *kinds):
    v = site.visitor('head10', 'signed')
    page = v.get('/signed?id=%d&no=%d' % (site.report, no))
    eq(page.status, 200, 'the page of the files')
    got = {}
    for kind in kinds:
        a = v.get('/signed/file?id=%d&no=%d&kind=%s' % (site.report, no, kind))
        eq(a.status, 200, 'file ' + kind)
        like(a.get('content-disposition'),
             'attachment; filename="LANG_2026-Q3_100_%d\\.' % no, 'by its name')
        got[kind] = a.bytes
        eq(site.db.sql("SELECT object, object_id, detail LIKE '%%kind=%s%%'"
                       " FROM audit WHERE act = 'export' ORDER BY at DESC"
                       ' LIMIT 1' % kind),
           [['report', str(site.report), '1']], 'which is an export, on record')
    return page, got


def by_openssl_alone(site, no):
    page, got = files(site, no, 'text', 'ed25519')
    sha = site.db.one('SELECT sha FROM revision WHERE report_id = %d AND'
                      ' no = %d' % (site.report, no))
    eq(hashlib.sha256(got['text']).hexdigest(), sha,
       'the hash of the file is that of the receipt')
    pem = Visitor(site.program('signed')).get('/signed/key')
    eq(pem.status, 200, 'the public key is for everybody')
    name = 'LANG_2026-Q3_100_%d' % no
    keep(name + '.txt', got['text'])
    keep(name + '.sig', got['ed25519'])
    keep('baocao.pem', pem.bytes)
    words = re.search(r'openssl (pkeyutl [^<]*)', page.text).group(1).split()
    eq(openssl(*words), (0, 'Signature Verified Successfully\n'),
       'the command of the page, as it stands')
    for i in range(0, len(got['text']), max(1, len(got['text']) // 40)):
        bad = bytearray(got['text'])
        bad[i] ^= 1
        keep(name + '.txt', bytes(bad))
        if openssl(*words)[0] == 0:
            ok(False, 'byte %d may be changed' % i)
    keep(name + '.txt', got['text'])
    bad = bytearray(got['ed25519'])
    bad[9] ^= 1
    keep(name + '.sig', bytes(bad))
    ok(openssl(*words)[0] != 0, 'another signature is none')
    v = site.visitor('head10', 'signed')
    for kind in ('cms', 'counter', 'x', '%27'):
        eq(v.get('/signed/file?id=%d&no=%d&kind=%s' % (site.report, no, kind)
                 ).status, 404, 'there is no file ' + kind)


def altered(site, no, receipt):
    """As a database administrator could; what says so."""
    r = site.visitor('head10', 'signed')
    where = "report_id = %d AND no = %d" % (site.report, no)
    key = "revision_id = (SELECT id FROM revision WHERE %s)" % where
    code = re.search(r'LANG/2026-Q3/100/%d-[0-9a-f]{8}' % no,
                     receipt.text).group(0)
    eq(site.at.try_tool('sign', 'verify', code)[0], 0, 'it is good: ' + code)
    tables = {'revision': where, 'revision_signature': key, 'sign_key': '1'}
    for table, change, says in (
            ('revision', "body = REPLACE(body, '70', '71')", 'NOT what was'),
            ('revision', "body = CONCAT(body, ' ')", 'NOT what was signed'),
            ('revision', "prev = REPLACE(prev, '0', '1')", 'NOT what was'),
            ('revision_signature', "value = CONCAT(IF(value LIKE '0%', '1',"
             " '0'), SUBSTR(value, 2))", 'NOT what was signed'),
            ('revision_signature', "signer = REPEAT('0', 64)", 'NOT what was'),
            ('revision_signature', "at = '2020-01-01'", 'not in force'),
            ('sign_key', "valid_from = '2010-01-01'", 'does not vouch'),
            ('sign_key', "vouched = REPEAT('0', 128)", 'does not vouch'),
            ('sign_key', "public = REPEAT('0', 64)", 'never had')):
        site.db.sql('CREATE TABLE was SELECT * FROM %s WHERE %s' %
                    (table, tables[table]))
        site.db.sql('UPDATE %s SET %s WHERE %s' %
                    (table, change, tables[table]))
        page = r.get('/signed?id=%d&no=%d' % (site.report, no)).text
        what = '%s: %s' % (table, change[:40])
        like(page, 'NOT good', what)
        like(page, says, 'and how: ' + says)
        status, _, why = site.at.try_tool('sign', 'verify', code)
        ok(status == 1 and re.search(says + '|hash is another', why),
           'the command line says so: ' + why.strip()[-80:])
        eq(site.at.try_tool('sign', 'verify', '--all')[0], 1, 'among all')
        site.db.sql('SET FOREIGN_KEY_CHECKS = 0; DELETE FROM %s WHERE %s;'
                    ' INSERT INTO %s SELECT * FROM was; DROP TABLE was' %
                    (table, '1' if table == 'sign_key' else tables[table],
                     table))
    like(r.get('/signed?id=%d&no=%d' % (site.report, no)).text,
         'signed, verified', 'put back, it is good again')
    eq(site.at.try_tool('sign', 'verify', code[:-8] + '00000000')[0], 1,
       'a receipt with another hash is not of this')
    eq(site.at.try_tool('sign', 'verify', 'LANG/2026-Q3/100/9-00000000')[0], 1,
       'nor one of nothing')
    eq(site.at.try_tool('sign', 'verify', 'LANG')[0], 2, 'nor is a word one')


def own_key(site, no):
    """Who writes himself a key, and signs with that, is found by the file."""
    seed = 'ab' * 32
    keep('forger.pem', b'-----BEGIN PRIVATE KEY-----\n' + __import__(
        'base64').b64encode(bytes.fromhex('302e020100300506032b657004220420' +
                                          seed)) +
        b'\n-----END PRIVATE KEY-----\n')
    _, der = subprocess.run(
        ['openssl', 'pkey', '-in', WORK + '/forger.pem', '-pubout', '-outform',
         'DER'], stdout=subprocess.PIPE).stdout, None
    public = _[-32:].hex()
    row = json.loads(site.at.tool('sign', 'key', '--json'))[0]
    says = 'baocao-key\n%s\n2010-01-01 00:00:00.000000\n\n\n' % public
    keep('says', says.encode())
    openssl('pkeyutl', '-sign', '-inkey', 'forger.pem', '-rawin', '-in',
            'says', '-out', 'vouched')
    with open(WORK + '/vouched', 'rb') as f:
        vouched = f.read().hex()
    site.db.sql("INSERT INTO sign_key VALUES ('%s', '2010-01-01', NULL, NULL,"
                " '%s')" % (public, vouched))
    where = "report_id = %d AND no = %d" % (site.report, no)
    text = site.db.one("SELECT HEX(CONCAT(prev, '\\n', REPLACE(body, '70',"
                       " '77'))) FROM revision WHERE " + where)
    keep('forged', bytes.fromhex(text))
    openssl('pkeyutl', '-sign', '-inkey', 'forger.pem', '-rawin', '-in',
            'forged', '-out', 'sig')
    with open(WORK + '/sig', 'rb') as f:
        sig = f.read().hex()
    site.db.sql("CREATE TABLE was SELECT * FROM revision WHERE " + where)
    site.db.sql("UPDATE revision_signature SET signer = '%s', value = '%s'"
                " WHERE revision_id = (SELECT id FROM revision WHERE %s)" %
                (public, sig, where))
    site.db.sql("UPDATE revision SET body = REPLACE(body, '70', '77'), sha ="
                " SHA2(CONCAT(prev, '\\n', body), 256) WHERE " + where)
    like(site.visitor('head10', 'signed').get(
        '/signed?id=%d&no=%d' % (site.report, no)).text,
        'key file does not vouch', 'a key of one\'s own is not believed')
    site.db.sql("DELETE FROM sign_key WHERE public = '%s'" % public)
    site.db.sql("UPDATE revision k JOIN was w ON w.id = k.id SET k.body ="
                " w.body, k.sha = w.sha; DROP TABLE was")
    ok(row['file'], 'control: the key in force is the file\'s')


def rotated(site, v):
    """What an old key signed stays good; a rotation needs no restart."""
    first = site.sent(v)
    site.at.tool('sign', 'rotate', '--overlap', '0')
    second = site.sent(v)
    r = site.visitor('head10', 'signed')
    for no in (first, second):
        like(r.get('/signed?id=%d&no=%d' % (site.report, no)).text,
             'signed, verified', 'revision %d holds' % no)
    eq(site.db.one('SELECT COUNT(DISTINCT signer) FROM revision_signature'
                   ' WHERE revision_id IN (SELECT id FROM revision WHERE'
                   ' report_id = %d AND no >= %d)' % (site.report, first)),
       '2', 'by two keys')


def broken_key(site, v):
    os.chmod(KEY, 0o644)
    site.again()
    site.checks(v, '72')
    was = site.state()
    a = site.sends(v, confirmed='1', reason='x')
    eq((a.status, site.state()), (422, was), 'a key that everybody can read '
       'signs nothing')
    like(a.text, "own key cannot sign", 'the sender is told')
    os.chmod(KEY, 0o640)


def certificate(name):
    for end in ('pem', 'key'):
        shutil.copy2('%s/%s.%s' % (WORK + '/pki', name, end),
                     '%s/agency.%s' % (CERTS, end))


def certificates(site, v):
    os.makedirs(WORK + '/pki')
    subprocess.run(['sh', SOURCE + '/tests/lib/pki.sh', WORK + '/pki'],
                   check=True)
    for name in ('ca.pem', 'crl.pem'):
        shutil.copy2(WORK + '/pki/' + name, CERTS + '/trust')
    for name, why in (('expired', 'has expired'), ('early', 'not valid yet'),
                      ('revoked', 'has been revoked'),
                      ('usage', 'not meant for signing'),
                      ('stranger', 'not issued by an authority')):
        certificate('good')
        site.again()
        site.checks(v, '73')
        digest = v.hidden('digest')
        certificate(name)
        a = site.checks(v, '73')
        like(a.text, 'certificate cannot sign: [^<]*' + why,
             name + ': the page says why it cannot')
        unlike(a.text, "action='/entry/send'", 'and has no button')
        was = site.state()
        a = v.post('/entry/send', v.form({
            'id': site.report, CELL: '73', 'confirmed': '1', 'reason': 'x',
            'digest': digest, 'version': site.db.one('SELECT version FROM report WHERE id = %d' %
                                   site.report), 'key': 'ab' * 16,
            'csrf': v.hidden('csrf')}))
        eq((a.status, site.state()), (422, was), 'nor does it without one')
        like(a.text, why, 'it says so too')
        v.get('/entry/form?id=%d' % site.report)
    shutil.copy2(WORK + '/pki/old.pem', CERTS + '/trust/crl.pem')
    certificate('good')
    said = site.at.try_tool('doctor')[1]
    like(said, 'BAD +certificate agency.pem: .*out of date',
         'the doctor sees that as well')
    site.again()
    like(site.checks(v, '73').text, 'out of date', 'an old list is not enough')
    shutil.copy2(WORK + '/pki/crl.pem', CERTS + '/trust')
    like(site.at.try_tool('doctor')[1],
         'ok +certificate agency.pem: CN=UBND xã good', 'and what is well')
    a = v.get('/entry/confirm?id=%d' % site.report)
    like(a.text, 'the certificate of CN=UBND xã good, O=Tỉnh Thử, valid until',
         'a good one is named beforehand')
    return site.sent(v)


def with_certificate(site, v, no):
    page, got = files(site, no, 'text', 'ed25519', 'cms')
    for part in ('Signed with the agency.{1,6}s certificate; checked',
                 'CN=UBND xã good, O=Tỉnh Thử', 'Issued by CN=CA trung gian'):
        like(page.text, part, 'the page has it: ' + part)
    name = 'LANG_2026-Q3_100_%d' % no
    keep(name + '.txt', got['text'])
    keep(name + '.p7s', got['cms'])
    shutil.copy2(WORK + '/pki/ca.pem', WORK)
    words = re.search(r'openssl (cms [^<]*)', page.text).group(1).split()
    status, said = openssl(*words)
    like(said, 'Verification successful', 'the command of the page')
    eq(status, 0, 'as it stands')
    keep(name + '.txt', got['text'].replace(b'Q3', b'Q4'))
    ok(openssl(*words)[0] != 0, 'of another text it is none')
    keep(name + '.txt', got['text'])
    eq(site.db.sql("SELECT kind, signer LIKE 'CN=UBND%%' FROM"
                   " revision_signature WHERE revision_id = (SELECT id FROM"
                   " revision WHERE report_id = %d AND no = %d) ORDER BY kind"
                   % (site.report, no)),
       [['cms', '1'], ['counter', '0'], ['ed25519', '0']],
       'and is sealed by the key')


def every_byte(site, no):
    """Each stands in base64; one bit of a character, all over it."""
    r = site.visitor('head10', 'signed')
    where = ("kind = 'cms' AND revision_id = (SELECT id FROM revision WHERE"
             " report_id = %d AND no = %d)" % (site.report, no))
    value = site.db.one('SELECT value FROM revision_signature WHERE ' + where)
    digits = ('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
              '+/')
    spots = set(range(0, len(value) - 4, 23)) | set(range(30, 76, 2)) | set(
        range(len(value) - 130, len(value) - 100))
    missed = []
    for i in sorted(spots):
        other = digits[digits.index(value[i]) ^ 1]
        site.db.sql("UPDATE revision_signature SET value = '%s' WHERE %s" %
                    (value[:i] + other + value[i + 1:], where))
        if 'NOT good' not in r.get(
                '/signed?id=%d&no=%d' % (site.report, no)).text:
            missed.append(i)
    eq(missed, [], '%d places of the certificate\'s signature' % len(spots))
    site.db.sql("UPDATE revision_signature SET value = '%s' WHERE %s" %
                (value, where))
    site.db.sql("DELETE FROM revision_signature WHERE kind = 'counter'")
    like(r.get('/signed?id=%d&no=%d' % (site.report, no)).text, 'NOT good',
         'and without its seal')


def of_the_unit(site, v):
    """A unit's own certificate goes before the agency's."""
    for end in ('pem', 'key'):
        shutil.copy2('%s/pki/plain.%s' % (WORK, end),
                     '%s/commune.100.%s' % (CERTS, end))
    no = site.sent(v)
    like(site.visitor('head10', 'signed').get(
        '/signed?id=%d&no=%d' % (site.report, no)).text,
        'CN=UBND xã plain', 'the unit\'s own')
    os.makedirs(CERTS + '/commune.a')
    for end in ('pem', 'key'):
        os.rename('%s/commune.100.%s' % (CERTS, end),
                  '%s/odd.%s' % (CERTS, end))
    site.db.sql("UPDATE unit SET code = 'a/../odd' WHERE id = 100")
    no = site.sent(v)
    like(site.visitor('head10', 'signed').get(
        '/signed?id=%d&no=%d' % (site.report, no)).text,
        'CN=UBND xã good', 'a code that is no part of a name names no file')
    site.db.sql("UPDATE unit SET code = '100' WHERE id = 100")
    shutil.rmtree(CERTS)


def stands_in(site):
    """Who sends for somebody says so, in what is signed."""
    head = int(site.db.one("SELECT id FROM person WHERE login = 'head100'"))
    clerk = int(site.db.one("SELECT id FROM person WHERE login = 'clerk100'"))
    role = site.db.one("SELECT role FROM access WHERE person_id = %d" % head)
    site.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
                " valid_to, for_id, sign_as) VALUES (%d, %s, 100, '2026-01-01',"
                " '2027-01-01', %d, 'TUQ')" % (clerk, role, head))
    c = site.visitor('clerk100', 'entry')
    site.again()
    how = r'clerk100 \(signing TUQ\., standing in for Người head100\)'
    like(site.checks(c, '75').text, how, 'it is said before, and how')
    a = site.sends(c, confirmed='1', reason='x')
    eq(a.status, 303, 'the deputy sends it')
    like(c.get(a.get('location')).text, how, 'the receipt says for whom')
    like(site.visitor('reviewer10', 'review').get(
        '/review/units?unit=10&regime=LANG&period=2026-Q3').text,
        r'clerk100 \(standing in for Người head100\)',
        'and so does the list of what was received')
    eq(site.db.sql('SELECT JSON_VALUE(body, "$.by"), JSON_VALUE(body, "$.for"),'
                   ' JSON_VALUE(body, "$.as"), behalf_id, sign_as'
                   ' FROM revision ORDER BY id DESC LIMIT 1'),
       [['Người clerk100', 'Người head100', 'TUQ', str(head), 'TUQ']],
       'and what is signed')
    like(printed(site), r'Người clerk100 \(TUQ\., standing in for Người head100\)',
         'and the foot of the paper')


def unsigned(site):
    """An installation without a key, and what was sent in such a time."""
    bare = Site(site.at)
    bare.report = site.report
    for name in ('login', 'entry', 'review'):
        bare.programs[name] = site.at.program(
            name, {'sign_key': '', 'cert_dir': ''})
    v = bare.visitor('head100', 'entry')
    bare.again()
    like(bare.checks(v, '76').text, 'has no key, the report stays unsigned',
         'without a key that is said before')
    a = bare.sends(v, confirmed='1', reason='x')
    eq(a.status, 303, 'it is sent all the same')
    like(v.get(a.get('location')).text, 'Unsigned: it was sent while',
         'and said to be unsigned')
    site.db.sql("DELETE FROM revision_signature WHERE kind <> 'ed25519'")
    said = site.at.tool('sign', 'verify', '--all')
    like(said, r'1 unsigned\n.*after others had been signed',
         'the command line counts it')


try:
    os.makedirs(CERTS + '/trust')
    os.makedirs(WORK + '/key')
    with Private(conf={'sign_key': KEY, 'cert_dir': CERTS}) as at:
        site = Site(at)
        site.report = opened(at)
        at.tool('sign', 'init')
        head = the_page(site)
        receipt = what_was_seen(site, head)
        the_receipt(site, receipt)
        on_paper(site)
        by_openssl_alone(site, 1)
        altered(site, 1, receipt)
        own_key(site, 1)
        digest_matters(site, head)
        not_unseen(site, head)
        warnings(site, head)
        site.db.sql('DELETE s FROM revision_signature s JOIN revision k ON'
                    ' k.id = s.revision_id WHERE k.no = 1')
        rotated(site, head)
        broken_key(site, head)
        with_certificate(site, head, certificates(site, head))
        every_byte(site, int(site.state().split()[1]))
        site.db.sql("DELETE FROM revision_signature WHERE kind = 'cms'")
        of_the_unit(site, head)
        stands_in(site)
        site.db.sql('DELETE s FROM revision_signature s JOIN revision k ON'
                    ' k.id = s.revision_id WHERE k.no = 1')
        site.db.sql('SET FOREIGN_KEY_CHECKS = 0; DELETE FROM revision WHERE'
                    ' no = 1')
        unsigned(site)
finally:
    shutil.rmtree(WORK, ignore_errors=True)
done()
