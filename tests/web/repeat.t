#!/usr/bin/env python3
"""repeat.t - a write happens once, whatever happens to it

The same form twice, one after the other or at once; deadlocks and lock waits;
connections that are lost between requests and inside them; a worker that is
killed between COMMIT and its answer.
"""
import concurrent.futures
import os
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, wait_until
from tap import done, eq, like, note, ok, unlike

TABLE = ('CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
         ' n BIGINT NOT NULL, text MEDIUMTEXT NOT NULL)')


def rows(at, text):
    return int(at.db.one("SELECT COUNT(*) FROM probe WHERE text = '%s'" %
                         text))


def person(at, probe, login):
    v = Visitor(at.login)
    v.login(login, fixture.PASSWORD)
    v.program = probe
    v.cookies['lang'] = 'en'
    v.get('/probe')
    return v


def twice(at, probe):
    v = person(at, probe, 'head10')
    form = v.form({'text': 'once'})
    a, b = v.post('/probe/note', form), v.post('/probe/note', form)
    eq((a.status, b.status, a.get('location'), b.get('location')),
       (303, 303, '/probe?done=4', '/probe?done=4'), 'twice: the same answer')
    eq(rows(at, 'once'), 1, 'one effect')
    a = v.post('/probe/note', dict(form, text='other'))
    eq(a.status, 409, 'the same key with other content')
    like(a.text, 'Nothing was saved', 'is told so')
    eq(rows(at, 'other'), 0, 'and has no effect')
    a = v.post('/probe/note-too', form)
    eq(a.status, 409, 'the same key for another page')
    w = person(at, probe, 'clerk10')
    other = w.form({'text': 'once'})
    a = w.post('/probe/note', dict(other, key=form['key']))
    eq(a.status, 409, "another person's key")
    eq(a.get('location'), None, 'does not tell what came of it')
    eq(rows(at, 'once'), 1, 'and has no effect')
    v.get('/probe')
    form = v.form({'text': 'first'})
    eq(v.post('/probe/differs', form).status, 303, 'a page that compares')
    a = v.post('/probe/differs', dict(form, text='second'))
    eq(a.status, 409, 'the same key with other content')
    like(a.text, 'not what was sent', 'is shown what differs')
    w.get('/probe')
    a = w.post('/probe/differs', w.form({'key': form['key'], 'text': 'third'}))
    eq(a.status, 409, 'with a key of somebody else')
    unlike(a.text, 'not what was sent', 'nothing is compared')
    eq(rows(at, 'second') + rows(at, 'third'), 0, 'neither has an effect')
    form = v.form({'text': 'once'})
    for key in (None, '', 'x' * 32, form['key'][:-1], form['key'] + '0',
                form['key'].upper().replace('0', 'A')):
        bad = {k: x for k, x in dict(form, key=key, text='bad').items()
               if x is not None}
        eq(v.post('/probe/note', bad).status, 400, 'a key like %s' % key)
    eq(rows(at, 'bad'), 0, 'has no effect')
    eq(v.post('/probe/broken', {'csrf': form['csrf']}).status, 400,
       'the key is asked for before anything is done')
    v.get('/probe')
    form = v.form({'text': 'again'})
    v.post('/probe/note', form)
    at.login_again(v)
    a = v.post('/probe/note', form)
    eq(a.status, 403, 'a form of a session that is over')
    eq(rows(at, 'again'), 1, 'and one effect')


def at_once(at):
    many = at.program('tests/web/probe.fcgi', workers=4)
    v = person(at, many, 'head10')
    for i in range(10):
        v.get('/probe')
        form = v.form({'text': 'burst %d' % i})
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            got = list(pool.map(lambda _: v.twin().post('/probe/note', form),
                                range(4)))
        eq({(a.status, a.get('location')) for a in got},
           {(303, '/probe?done=7')}, 'four at once: the same answer')
        eq(rows(at, 'burst %d' % i), 1, 'one effect')
    v.get('/probe')
    form = v.form({})
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        got = list(pool.map(
            lambda i: v.twin().post('/probe/note', dict(
                form, text='differs %d' % i)).status, range(4)))
    eq(sorted(got), [303, 409, 409, 409], 'four contents, one key: one is in')
    eq(at.db.one("SELECT COUNT(*) FROM probe WHERE text LIKE 'differs%'"),
       '1', 'and only that')


def deadlock(at):
    two = at.program('tests/web/probe.fcgi', workers=2)
    at.db.sql("REPLACE INTO probe VALUES (1, 0, 'a'), (2, 0, 'b')")
    v = person(at, two, 'head10')
    reruns = 0
    for _ in range(3):
        forms = []
        for a, b in ((1, 2), (2, 1)):
            v.get('/probe')
            forms.append(v.form({'a': a, 'b': b, 'ms': 300}))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            got = list(pool.map(lambda f: v.twin().post('/probe/lock', f),
                                forms))
        eq([a.status for a in got], [303, 303], 'a deadlock: both are done')
        reruns += sum(int(two.line(a)['stmts']) > 10 for a in got)
    eq(at.db.sql('SELECT n FROM probe WHERE id < 3 ORDER BY id'),
       [['6'], ['6']], 'each once')
    ok(two.logged().count('1213') >= 3 and reruns >= 3,
       'there were deadlocks: %d' % reruns)


def lock_wait(at, probe):
    """Somebody holds the row for longer than we wait."""
    v = person(at, probe, 'head10')
    held = at.db.session()
    held.run('BEGIN')
    held.run('UPDATE probe SET n = n WHERE id = 1')
    before = at.db.one('SELECT n FROM probe WHERE id = 2')
    form = v.form({'a': 2, 'b': 1})
    began = time.monotonic()
    a = v.twin().post('/probe/lock', form)
    took = time.monotonic() - began
    ok('1205' in probe.logged(), 'there was a lock wait')
    eq(a.status, 503, 'somebody holds a row for long: told so')
    ok(took < 8, 'in bounded time: %.1f s' % took)
    held.run('ROLLBACK')
    eq(at.db.one('SELECT n FROM probe WHERE id = 2'), before,
       'what was done before the wait is not there')
    eq(v.post('/probe/lock', form).status, 303, 'sent again: done')
    eq(int(at.db.one('SELECT n FROM probe WHERE id = 2')), int(before) + 1,
       'once')
    v.get('/probe')
    form = v.form({'a': 2, 'b': 1})
    held.run('BEGIN')
    held.run('UPDATE probe SET n = n WHERE id = 1')
    timer = threading.Timer(2, lambda: held.run('ROLLBACK'))
    timer.start()
    eq(v.post('/probe/lock', form).status, 303,
       'somebody holds it for two seconds: waited for')
    timer.join()
    held.close()


def kill_connections(at):
    at.db.sql(';'.join('KILL ' + r[0] for r in at.db.sql(
        "SELECT id FROM information_schema.processlist"
        " WHERE id <> CONNECTION_ID() AND user = 'root' AND db = 'baocao'")))


def lost_connections(at, probe):
    v = person(at, probe, 'head10')
    kill_connections(at)
    eq(v.get('/probe').status, 200, 'killed between requests: GET')
    form = v.form({'text': 'killed'})
    kill_connections(at)
    a = v.post('/probe/note', form)
    eq((a.status, rows(at, 'killed')), (303, 1), 'killed between: POST')

    held = at.db.session()
    for what, kill in (('inside a statement', None),):
        v.get('/probe')
        held.run('BEGIN')
        held.run('UPDATE probe SET n = n WHERE id = 1')
        before = at.db.one('SELECT n FROM probe WHERE id = 2')
        form = v.form({'a': 2, 'b': 1})
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            answer = pool.submit(v.twin().post, '/probe/lock', form)
            waiting = ("SELECT id FROM information_schema.processlist WHERE"
                       " info LIKE 'UPDATE probe SET n = n + 1%' AND db ="
                       " 'baocao' AND id <> CONNECTION_ID()")
            ok(wait_until(lambda: at.db.one(waiting)), 'it waits for a lock')
            at.db.sql('KILL ' + at.db.one(waiting))
            time.sleep(0.2)
            held.run('ROLLBACK')
            a = answer.result()
        eq(a.status, 303, 'killed %s: run again' % what)
        eq(int(at.db.one('SELECT n FROM probe WHERE id = 2')),
           int(before) + 1, 'one effect')
    v.get('/probe')
    before = at.db.one('SELECT n FROM probe WHERE id = 2')
    form = v.form({'a': 2, 'b': 1, 'ms': 700})
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        answer = pool.submit(v.twin().post, '/probe/lock', form)
        time.sleep(0.3)
        own = at.db.one("SELECT id FROM information_schema.processlist WHERE"
                        " db = 'baocao' AND command = 'Sleep' AND time < 5 AND"
                        " id IN (SELECT trx_mysql_thread_id FROM"
                        " information_schema.innodb_trx) LIMIT 1")
        ok(own, 'the transaction is open')
        at.db.sql('KILL ' + (own or '0'))
        a = answer.result()
    eq(a.status, 303, 'killed between two statements: run again')
    eq(int(at.db.one('SELECT n FROM probe WHERE id = 2')), int(before) + 1,
       'one effect')
    held.close()


def commit_unknown(at):
    """The worker dies after COMMIT; the visitor presses the button again."""
    for where, effects in (('before_commit', 0), ('after_commit', 1)):
        probe = at.program('tests/web/probe.fcgi', workers=0)
        w = probe.start(BAOCAO_CRASH=where)
        v = person(at, probe, 'head10')
        form = v.form({'text': where})
        try:
            v.post('/probe/note', form)
            ok(False, 'the worker is killed ' + where)
        except (EOFError, OSError):
            w.wait()
            ok(True, 'the worker is killed ' + where)
        eq(rows(at, where), effects, 'with this effect')
        probe.start()
        a = v.post('/probe/note', form)
        eq((a.status, a.get('location')),
           (303, '/probe?done=%d' % len(where)), 'sent again: answered')
        eq(rows(at, where), 1, 'one effect')


def no_such_order(at):
    """Those two are for tests: an installation takes no such orders."""
    probe = at.program('tests/web/probe.fcgi', {'test': 'no'}, workers=0)
    w = probe.start(BAOCAO_CRASH='before_commit',
                    BAOCAO_FREEZE='before_commit')
    v = person(at, probe, 'head10')
    eq(v.post('/probe/note', v.form({'text': 'orders'})).status, 303,
       'test = no: nobody is killed or frozen from outside')
    eq((rows(at, 'orders'), w.poll()), (1, None), 'it is done')


def database_restarts(at, probe):
    v = person(at, probe, 'head10')
    form = v.form({'text': 'restart'})
    at.db.stop()
    eq(v.post('/probe/note', form).status, 503, 'the database is away')
    at.db.start()
    a = v.post('/probe/note', form)
    eq((a.status, rows(at, 'restart')), (303, 1), 'sent again: done, once')


def password_twice(at):
    """The one keyed write of the sign-in program, at once."""
    two = at.program('login', workers=2)
    v = Visitor(two)
    v.login('viewer1', fixture.PASSWORD)
    v.get('/password')
    new = 'mot cau hoan toan moi'
    form = v.form({'old': fixture.PASSWORD, 'new': new, 'again': new})
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        got = list(pool.map(lambda _: v.twin().post('/password', form),
                            range(2)))
    eq([(a.status, a.get('location')) for a in got],
       [(303, '/password?done=1')] * 2, 'a password changed twice at once')
    eq(at.db.one("SELECT COUNT(*) FROM audit WHERE act = 'password'"), '1',
       'is changed once')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.db.sql(TABLE)
        at.login = at.program('login')

        def again(v):
            program, v.program = v.program, at.login
            v.login('head10', fixture.PASSWORD)
            v.program = program
        at.login_again = again
        probe = at.program('tests/web/probe.fcgi')
        twice(at, probe)
        at_once(at)
        deadlock(at)
        lock_wait(at, probe)
        lost_connections(at, probe)
        commit_unknown(at)
        no_such_order(at)
        database_restarts(at, probe)
        password_twice(at)
    done()


main()
