#!/usr/bin/env python3
"""signin.t - signing in, its lock-out and its cost; sessions"""
import concurrent.futures
import fcntl
import os
import re
import sys
import time
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, password_hash, sha256
from tap import done, eq, like, note, ok, unlike

WRONG = 'khong phai mat khau'
NEXT = 'mot cau dai khac 2027'


def masked(answer):
    """The answer without what is drawn anew for each page."""
    text = re.sub('[0-9a-f]{64}|[0-9a-f]{32}', 'TOKEN', answer.text)
    return text.replace(answer.get('x-request-id'), 'ID')


def shape(answer):
    return [(n, 'ID' if n == 'x-request-id' else v) for n, v in answer.head]


def guess(program, login, password=WRONG, address='198.51.100.1'):
    v = Visitor(program, address=address)
    v.cookies['lang'] = 'en'
    return v.login(login, password)


def costs(program, answer):
    line = program.line(answer)
    return {n: line.get(n) for n in ('argon2', 'stmts', 'bytes', 'person')}


def same_for_unknown(at, login):
    """An unknown account, a wrong password, a locked account: all alike."""
    guess(login, 'clerk10', address='198.51.100.200')  # statements prepared
    a = [('a wrong password', guess(login, 'viewer10')),
         ('an unknown account', guess(login, 'nobody10')),
         ('a locked account', guess(login, 'locked10'[:6] + '10')),
         ('the right password of a locked account',
          guess(login, 'locked', fixture.PASSWORD)),
         ('an account without a password', guess(login, 'empty'))]
    eq(a[0][1].status, 422, 'a wrong password')
    like(a[0][1].text, 'is not right', 'is told so')
    eq(costs(login, a[0][1])['argon2'], '1', 'after one computation')
    eq([v for n, v in a[0][1].head if n == 'set-cookie'], [],
       'without a session')
    unlike(a[0][1].text, WRONG, 'the password is not in the page')
    for what, b in a[1:]:
        text = masked(b)
        for name in ('viewer10', 'nobody10', 'locked10', 'locked', 'empty'):
            text = text.replace("value='%s'" % name, "value='viewer10'")
        eq(text, masked(a[0][1]), what + ': the same page')
        eq([h for h in shape(b) if h[0] != 'content-length'],
           [h for h in shape(a[0][1]) if h[0] != 'content-length'],
           what + ': the same headers')
        one, two = costs(login, b), costs(login, a[0][1])
        one.pop('bytes'), two.pop('bytes')
        eq(one, two, what + ': the same statements and computations')
    rows = at.db.sql("SELECT act, detail FROM audit WHERE act = 'refuse'")
    eq(len(rows), 6, 'every refusal is on record')
    unlike(str(rows), 'nobody10|' + WRONG,
           'but not what somebody may have typed in the wrong field')
    at.db.sql('DELETE FROM signin_fail')


def on_processor(pid):
    """Nanoseconds: what else the machine does is not counted."""
    with open('/proc/%d/schedstat' % pid) as f:
        return int(f.read().split()[0])


def same_time(at):
    """With the real cost: an unknown account takes as long."""
    slow = at.program('login', {'hash_kib': None, 'hash_passes': None})
    eq(guess(slow, 'viewer10', fixture.PASSWORD).status, 303, 'the real cost')
    like(at.db.one('SELECT pwhash FROM person_secret WHERE person_id = %d' %
                   fixture.person_id('viewer10')),
         r'^\$argon2id\$v=19\$m=19456,t=2,p=1\$',
         'where nothing is set: Argon2id, 19 MiB, two passes')
    guess(slow, 'clerk10')
    took = {'viewer10': 0, 'nobody10': 0}
    for _ in range(4):
        for name in took:
            before = on_processor(slow.workers[0].pid)
            guess(slow, name)
            took[name] += on_processor(slow.workers[0].pid) - before
            at.db.sql('DELETE FROM signin_fail')
    known, unknown = took['viewer10'], took['nobody10']
    note('known %d ns, unknown %d ns' % (known, unknown))
    ok(known > 4 * 10**7, 'a computation takes a while')
    ok(0.7 < known / unknown < 1.43, 'as long for an unknown account')
    at.db.sql("UPDATE person_secret SET pwhash = '%s' WHERE person_id = %d" %
              (password_hash(fixture.PASSWORD),
               fixture.person_id('viewer10')))


def waits(at, login):
    """Pair, address, account: core/signin.h states how long."""
    def tries(n, name, address, password=WRONG):
        return [guess(login, name, password, address % i if '%' in address
                      else address) for i in range(n)]

    at.db.sql('DELETE FROM signin_fail')
    eq({a.status for a in tries(5, 'viewer10', '198.51.100.2')}, {422},
       'five failures are answered')
    a = guess(login, 'viewer10', fixture.PASSWORD, '198.51.100.2')
    eq(a.status, 429, 'then that pair waits, even with the right password')
    like(a.text, '<h1>Too many attempts</h1>', 'and is told so')
    wait = int(a.get('retry-after'))
    ok(880 < wait <= 900, 'for a quarter of an hour: %d' % wait)
    eq(login.line(a)['argon2'], '0', 'nothing is computed')
    unlike(a.text, 'viewer10', 'nothing is repeated')
    eq({a.status for a in tries(5, 'nobody77', '198.51.100.2')}, {422},
       'an unknown account: five failures')
    b = guess(login, 'nobody77', WRONG, '198.51.100.2')
    eq((b.status, masked(b)), (429, masked(a)), 'and the same wait')
    eq(guess(login, 'viewer10', fixture.PASSWORD, '198.51.100.3').status,
       303, 'the official gets in from elsewhere')
    at.db.sql("UPDATE signin_fail SET until = UTC_TIMESTAMP(6),"
              " since = since - INTERVAL 900 SECOND")
    eq(guess(login, 'viewer10', WRONG, '198.51.100.2').status, 422,
       'after the wait, again')
    eq(guess(login, 'viewer10', fixture.PASSWORD, '198.51.100.2').status,
       303, 'and in')
    eq(at.db.one("SELECT COUNT(*) FROM signin_fail WHERE who = SHA2('pair\n"
                 "viewer10\n198.51.100.2', 256)"), '0',
       'which forgets the failures')

    at.db.sql('DELETE FROM signin_fail')
    for name in ('VIEWER10', 'Viewer10', ' viewer10', 'viewer10 ',
                 'vi\u00eawer10', 'v\u00ecewer10', 'viewer10\u00a0'):
        guess(login, name, WRONG, '198.51.100.4')
    a = [guess(login, n, WRONG, '198.51.100.4').status
         for n in ('vIewer10', 'viewer10')]
    folded = at.db.one(
        "SELECT n FROM signin_fail WHERE who = SHA2('pair\nviewer10\n"
        "198.51.100.4', 256)")
    note('counted: %s' % folded)
    ok(a[-1] == 429, 'other spellings of a login name are the same account')
    for name in ('vi\u00eawer10', 'v\u00edewer10', 'viewer10\u00a0'):
        a = guess(login, name, fixture.PASSWORD, '198.51.100.44')
        eq(a.status, 422, 'no other name is this account: %a' % name)
    at.db.sql('DELETE FROM signin_fail')
    eq(guess(login, ' Viewer10', fixture.PASSWORD).status, 303,
       'a capital and a space, as telephones put them, do no harm')

    at.db.sql('DELETE FROM signin_fail')
    tries(5, 'clerk10', '2001:db8:1:2::1')
    eq(guess(login, 'clerk10', WRONG, '2001:db8:1:2:ffff::2').status, 429,
       'one network of IPv6 is one address')
    eq(guess(login, 'clerk10', WRONG, '2001:db8:1:3::1').status, 422,
       'the next is another')

    at.db.sql('DELETE FROM signin_fail')
    a = [guess(login, 'user%d' % i, WRONG, '198.51.100.5').status
         for i in range(51)]
    eq((a.count(422), a[-1]), (50, 429),
       'fifty failures from one address, of any account')
    eq(guess(login, 'clerk10', fixture.PASSWORD, '198.51.100.6').status, 303,
       'nobody else waits')
    at.db.sql('DELETE FROM signin_fail')


def at_once(at):
    """Guesses at the same time get hardly more tries than one by one."""
    at.db.sql('DELETE FROM signin_fail')
    many = at.program('login', workers=4)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: guess(many, 'clerk10').status,
                            range(32)))
    note('answered %d, told to wait %d' % (got.count(422), got.count(429)))
    ok(5 <= got.count(422) <= 5 + 4 and got.count(429) == 32 - got.count(422),
       'no more than one for each worker')


def stranger(at, login):
    """From as many places as they like, for as long as they like."""
    at.db.sql('DELETE FROM signin_fail')
    official = Visitor(login, address='203.0.113.1')
    official.cookies['lang'] = 'en'
    eq(official.login('head10', fixture.PASSWORD).status, 303,
       'an official has signed in with this browser before')
    known = official.cookies['baocao_pre']
    a = [guess(login, 'head10', WRONG, '198.18.0.%d' % i)
         for i in range(25)]
    eq([a[19].status, a[20].status], [422, 429],
       'a stranger from twenty places: then the account waits')
    wait = int(a[20].get('retry-after'))
    ok(50 < wait <= 60, 'a minute: %d' % wait)
    eq(guess(login, 'head10', fixture.PASSWORD, '203.0.113.9').status, 429,
       'also for the right password from a browser not seen before')
    for place in ('203.0.113.1', '203.0.113.77'):
        v = Visitor(login, address=place)
        v.cookies['baocao_pre'] = known
        eq(v.login('head10', fixture.PASSWORD).status, 303,
           'the official gets in from %s with the browser they use' % place)
    for _ in range(2):
        at.db.sql('UPDATE signin_fail SET until = UTC_TIMESTAMP(6)')
        eq(guess(login, 'head10', WRONG, '198.18.1.1').status, 422,
           'a minute later the stranger guesses again')
        eq(guess(login, 'head10', WRONG, '198.18.1.2').status, 429,
           'and the account waits again')
        v = Visitor(login, address='203.0.113.1')
        v.cookies['baocao_pre'] = known
        eq(v.login('head10', fixture.PASSWORD).status, 303,
           'but not the official')
    v = Visitor(login, address='203.0.113.1')
    v.cookies['baocao_pre'] = known
    a = [v.login('head10', WRONG) for _ in range(6)]
    eq([a[4].status, a[5].status], [422, 429],
       'five failures with that browser, too, and it waits')
    ok(int(a[5].get('retry-after')) > 800, 'a quarter of an hour')
    a = v.login('clerk10', fixture.PASSWORD)
    eq(a.status, 303, 'it is known for that one account only: others can')
    like(at.db.one('SELECT GROUP_CONCAT(who) FROM signin_known'),
         '^[0-9a-f,]+$', 'what is kept is a hash')
    unlike(at.db.one('SELECT GROUP_CONCAT(who) FROM signin_known'), known,
           'not the cookie')
    at.db.sql('DELETE FROM signin_fail')


def sessions(at, login, probe):
    v = Visitor(login)
    v.cookies['lang'] = 'en'
    v.login('head10', fixture.PASSWORD)
    token = v.cookies['baocao']
    kept = at.db.sql('SELECT token, person_id FROM session ORDER BY made DESC'
                     ' LIMIT 1')[0]
    eq(kept, [sha256(token), str(fixture.person_id('head10'))],
       'the database holds the hash of the token')
    dump = at.db.sql("SELECT token, address, agent, id FROM session UNION ALL"
                     " SELECT id, content, location, at FROM idem")
    unlike(str(dump), token, 'and nowhere the token')
    fixed = Visitor(login)
    fixed.get('/login')
    fixed.cookies['baocao'] = 'a' * 64
    fixed.get('/login')
    fixed.post('/login', {'csrf': fixed.hidden('csrf'), 'login': 'clerk10',
                          'password': fixture.PASSWORD})
    ok(fixed.cookies['baocao'] != 'a' * 64,
       'signing in makes a new token, whatever was sent')
    first = fixed.cookies['baocao']
    fixed.login('viewer10', fixture.PASSWORD)
    w = Visitor(probe)
    w.cookies['baocao'] = first
    eq(w.get('/probe').status, 303,
       'and ends what was open in the same browser')
    for where in ('//evil.example/', '/\\evil.example', 'https://evil.example/',
                  'evil.example', '/\t/evil.example', 'javascript:alert(1)'):
        w = Visitor(login)
        eq(w.login('viewer10', fixture.PASSWORD, next=where).get('location'),
           '/', 'leads nowhere else: %r' % where)
    eq(Visitor(login).login('viewer10', fixture.PASSWORD, next='/unit?id=10'
                            ).get('location'), '/unit?id=10', 'but on')
    for wrong in (token[:-1], token + '0', token.upper(), 'x' * 64, '',
                  sha256(token)):
        w = Visitor(probe)
        w.cookies['baocao'] = wrong
        eq(w.get('/probe').status, 303, 'not a token: %.10s' % wrong)

    def age(what):
        at.db.sql("UPDATE session SET %s WHERE token = '%s'" %
                  (what, sha256(token)))

    def seen():
        return at.db.one("SELECT CONCAT(seen, ' ', expires) FROM session"
                         " WHERE token = '%s'" % sha256(token))

    v.program = probe
    before = seen()
    a = v.get('/probe')
    eq((a.status, seen()), (200, before), 'seen within a minute: no write')
    statements = int(probe.line(v.get('/probe'))['stmts'])
    eq(statements, 2, 'two statements: who, and COMMIT')
    age('seen = UTC_TIMESTAMP(6) - INTERVAL 61 SECOND,'
        ' expires = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR')
    before = seen()
    a = v.get('/probe')
    eq(probe.line(a)['stmts'], '2', 'after a minute: outside the transaction')
    end = time.monotonic() + 5
    while seen() == before and time.monotonic() < end:
        time.sleep(0.02)
    ok(seen() != before, 'it is touched')
    eq(at.db.one("SELECT ROUND(TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), expires)"
                 " / 60) FROM session WHERE token = '%s'" % sha256(token)),
       '12', 'and lasts twelve hours from now')
    age('made = UTC_TIMESTAMP(6) - INTERVAL 167 HOUR,'
        ' seen = UTC_TIMESTAMP(6) - INTERVAL 61 SECOND')
    v.get('/probe')
    time.sleep(0.3)
    eq(at.db.one("SELECT ROUND(TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), expires)"
                 " / 60) FROM session WHERE token = '%s'" % sha256(token)),
       '1', 'but seven days in all')
    age('expires = UTC_TIMESTAMP(6) + INTERVAL 1 SECOND')
    eq(v.get('/probe').status, 200, 'a second before its end')
    age('expires = UTC_TIMESTAMP(6)')
    eq(v.get('/probe').status, 303, 'and at its end')
    eq(v.get('/probe').get('location'), '/login?next=%2Fprobe', 'to sign in')


def leaving(at, login, probe):
    v = Visitor(login)
    v.cookies['lang'] = 'en'
    v.login('head10', fixture.PASSWORD)
    kept = v.twin()
    v.get('/password')
    eq(v.post('/logout', {}).status, 403, 'signing out needs the token')
    v.get('/password')
    a = v.post('/logout', {'csrf': v.hidden('csrf')})
    eq((a.status, a.get('location')), (303, '/login'), 'signed out')
    ok('baocao' not in v.cookies, 'the cookie is gone')
    eq(at.db.sql("SELECT person_id FROM audit WHERE act = 'signout'"),
       [[str(fixture.person_id('head10'))]], 'and it is on record')
    kept.program = probe
    eq(kept.get('/probe').status, 303, 'and the session, for who kept it')
    kept.cookies['lang'] = 'en'

    here, there = Visitor(login), Visitor(login, address='192.0.2.99')
    for x in (here, there):
        x.cookies['lang'] = 'en'
        x.login('reviewer10', fixture.PASSWORD)
    here.get('/password')
    eq(sorted(re.findall("autocomplete='([a-z]+-password)'", here.page)),
       ['current-password', 'new-password', 'new-password'],
       'a manager of passwords is told which is which')
    good = here.form({'old': fixture.PASSWORD, 'new': NEXT, 'again': NEXT})
    for fields, why in (
            ({'old': WRONG}, 'not your present password'),
            ({'again': NEXT + 'x'}, 'two new passwords differ'),
            ({'new': 'short', 'again': 'short'}, 'between 10 and 128'),
            ({'new': 'x' * 129, 'again': 'x' * 129}, 'between 10 and 128'),
            ({'new': 'matkhau123', 'again': 'matkhau123'}, 'too easy'),
            ({'new': 'xreviewer10x', 'again': 'xreviewer10x'}, 'too easy'),
            ({'new': 'REVIEWER10reviewer10'[:10] + '..',
              'again': 'REVIEWER10..'}, 'too easy'),
            ({'new': fixture.PASSWORD, 'again': fixture.PASSWORD},
             'is the old one')):
        a = here.post('/password', dict(good, **fields))
        eq(a.status, 422, 'refused: ' + why)
        like(a.text, why, 'and why')
        unlike(a.text, '|'.join(set(fields.values())),
               'the page holds no password')
    eq(there.get('/password').status, 200, 'nothing has changed elsewhere')
    here.get('/password')
    good = here.form({'old': fixture.PASSWORD, 'new': NEXT, 'again': NEXT})
    a = here.post('/password', good)
    eq((a.status, a.get('location')), (303, '/password?done=1'), 'changed')
    eq(here.get('/password?done=1').status, 200, 'this session goes on')
    eq(there.get('/password').status, 303, 'all others are over')
    a = here.post('/password', good)
    eq((a.status, a.get('location')), (303, '/password?done=1'),
       'sent twice: the same answer')
    row = at.db.sql('SELECT content FROM idem ORDER BY at DESC LIMIT 1')[0][0]
    body = ''.join('\n%d:%s=%s' % (len(good[k]), k, good[k])
                   for k in sorted(good) if k != 'csrf')
    ok(row != sha256('/password' + body),
       'what was asked is not kept as a plain hash of passwords')
    at.db.sql('DELETE FROM signin_fail')
    eq(guess(login, 'reviewer10', fixture.PASSWORD).status, 422,
       'the old password is over')
    eq(guess(login, 'reviewer10', NEXT).status, 303, 'the new one is good')
    eq(at.db.sql("SELECT act, person_id FROM audit WHERE act = 'password'"),
       [['password', str(fixture.person_id('reviewer10'))]], 'on record')

    at.db.sql('DELETE FROM signin_fail')
    v = Visitor(login)
    v.cookies['lang'] = 'en'
    v.login('head100', fixture.PASSWORD)
    v.get('/password')
    good = v.form({'old': fixture.PASSWORD, 'new': NEXT, 'again': NEXT})
    got = [v.post('/password', dict(good, old=WRONG)) for _ in range(5)]
    eq([a.status for a in got], [422] * 5, 'five wrong present passwords')
    a = v.post('/password', good)
    eq((a.status, login.line(a)['argon2']), (429, '0'),
       'then it waits, who is signed in as well')
    ok(int(a.get('retry-after')) > 800, 'a quarter of an hour')
    eq(guess(login, 'head100', fixture.PASSWORD).status, 303,
       'the account is open from elsewhere')
    at.db.sql('DELETE FROM signin_fail')
    eq(v.post('/password', good).status, 303,
       'afterwards the same form is good')

    v = Visitor(login)
    v.login('clerk100', fixture.PASSWORD)
    v.get('/password')
    word = 'm\u1eadt kh\u1ea9u ' + 'x' * 119
    a = v.post('/password', v.form({'old': fixture.PASSWORD, 'new': word,
                                    'again': word}))
    eq((len(word), a.status), (128, 303), 'one of 128 characters is taken')
    eq(guess(login, 'clerk100', unicodedata.normalize('NFD', word)).status,
       303, 'typed in another normal form, it is the same')

    v = Visitor(login)
    v.login('viewer100', fixture.PASSWORD)
    at.db.sql("UPDATE person SET locked = 1 WHERE login = 'viewer100'")
    eq(v.get('/password').status, 303, 'a locked account is out at once')
    at.db.sql("UPDATE person SET locked = 0 WHERE login = 'viewer100'")


def slots(at):
    """No more than hash_slots at once on the whole machine."""
    conf = {'hash_kib': '65536', 'hash_passes': '4', 'hash_slots': '1',
            'run_dir': at.folder + '/one'}
    os.mkdir(conf['run_dir'])
    many = at.program('login', conf, workers=4)
    at.db.sql('DELETE FROM signin_fail')
    at.db.sql("UPDATE person_secret SET pwhash = '%s' WHERE person_id = %d" %
              (password_hash(fixture.PASSWORD, 65536, 4),
               fixture.person_id('admin10')))

    def one(i):
        return guess(many, 'admin10', fixture.PASSWORD, '198.51.100.%d' % i)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(one, range(2, 6)))
    eq([a.status for a in answers], [303] * 4, 'four at once are all served')
    with open(conf['run_dir'] + '/hash-slot.0', 'r+') as slot, \
            concurrent.futures.ThreadPoolExecutor(1) as pool:
        fcntl.flock(slot, fcntl.LOCK_EX)
        waiting = pool.submit(one, 6)
        concurrent.futures.wait([waiting], timeout=1)
        ok(not waiting.done(), 'who finds the slot taken waits for it')
        fcntl.flock(slot, fcntl.LOCK_UN)
        eq(waiting.result().status, 303, 'and is served when it is free')
    with open(conf['run_dir'] + '/hash-slot.0', 'w') as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        a = one(7)
    eq(a.status, 429, 'no slot for eight seconds: too many')
    ok(int(a.get('retry-after') or 0) > 0, 'and when to try again')
    eq(many.line(a)['argon2'], '0', 'nothing was computed')
    eq(at.db.one("SELECT COUNT(*) FROM signin_fail"), '0',
       'and nothing counted')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.db.sql('CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
                  ' n BIGINT NOT NULL, text TEXT NOT NULL);'
                  "INSERT INTO person (login, name, created) VALUES ('empty',"
                  " 'x', '2026-01-01'), ('locked10', 'x', '2026-01-01')")
        for stream in range(-16, 0):  # no sign-in is the first of its stream
            at.db.sql("INSERT INTO audit_head (stream, seq, hash)"
                      " VALUES (%d, 0, '%s')" %
                      (stream, '0' * 64))
        login = at.program('login')
        probe = at.program('tests/web/probe.fcgi')
        same_for_unknown(at, login)
        same_time(at)
        waits(at, login)
        at_once(at)
        stranger(at, login)
        sessions(at, login, probe)
        leaving(at, login, probe)
        slots(at)
        eq(at.db.sql("SELECT COUNT(*) FROM audit a JOIN audit b ON b.stream ="
                     " a.stream AND b.seq = a.seq + 1 AND b.prev <> a.hash"),
           [['0']], 'the record is one chain')
        logged = ''.join(p.logged() for p in at.programs)
        unlike(logged, '%s|%s|%s' % (fixture.PASSWORD, NEXT, WRONG),
               'no password in the log')
    done()


main()
