#!/usr/bin/env python3
# deployed
"""cron.t - the regular run: one at a time, what is left said, the record kept
out of reach, and nothing sealed behind anchors that know of more"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, sha256
from tap import done, eq, like, ok

TICKET = ("INSERT INTO signin_ticket VALUES ('zz', 1, '', 0,"
          " UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE)")


class Run:
    """The program, and whether a call has done its work: something is over."""

    def __init__(self, at):
        self.at = at
        self.v = Visitor(at.program('cron', {
            'anchor_file': at.folder + '/anchors', 'anchor_syslog': 'yes'}))

    def call(self, key='run'):
        self.at.db.sql(TICKET.replace('INSERT', 'REPLACE'))
        a = self.v.get('/cron/run?key=' + key)
        self.worked = self.at.db.one(
            "SELECT COUNT(*) FROM signin_ticket WHERE hash = 'zz'") == '0'
        return a.status, a.text

    def anchored(self):
        with open(self.at.folder + '/anchors') as f:
            return len([x for x in f if x.strip()])

    def seals(self):
        return int(self.at.db.one('SELECT COUNT(*) FROM seal'))


def one_at_a_time(run):
    db = run.at.db
    for until, worked, said in (('+', False, 'another call is at work\n'),
                                ('-', True, 'done\n')):
        db.sql("INSERT INTO lease (name, holder, until) VALUES ('cron', 'x',"
               " UTC_TIMESTAMP(6) %s INTERVAL 1 MINUTE)" % until)
        status, text = run.call()
        eq((status, run.worked), (200, worked), 'another began, ' + until)
        like(text, said, 'which is said')
        eq(db.one('SELECT COUNT(*) FROM lease'), '0' if worked else '1',
           "another's turn is not ended, one's own is")
        db.sql('DELETE FROM lease')


def whose_key(run):
    for key in ('other', 'revoked', ''):
        status, text = run.call(key)
        eq((status, run.worked), (403, False), 'a key %r does nothing' % key)


def left(run):
    """Somebody holds what it has to do: it says so, and can be called again."""
    session = run.at.db.session()
    run.at.db.sql(TICKET)
    session.run('START TRANSACTION')
    session.run("SELECT hash FROM signin_ticket FOR UPDATE")
    a = run.v.get('/cron/run?key=run')
    eq((a.status, a.text.splitlines()[-1:]),
       (202, ['more is left: call again']), 'it is not finished')
    eq(run.at.db.one('SELECT COUNT(*) FROM lease'), '0', 'nor at work')
    session.run('ROLLBACK')
    session.close()
    status, text = run.call()
    eq((status, text.splitlines()[-1:]), (200, ['done']), 'then it is')


def anchors(run):
    db = run.at.db
    n = run.seals()
    ok(n > 0, 'the record is sealed')
    eq(run.anchored(), n, 'and each seal is in the file')
    db.sql("UPDATE audit SET seal_no = NULL WHERE seal_no = %d; DELETE FROM"
           " seal WHERE no = %d" % (n, n))
    status, text = run.call()
    like(text, 'not sealed: the anchors are ahead of the record; baocao audit'
         ' restored', 'a backup was put back: nothing is sealed')
    eq((status, run.worked), (200, True), 'the other work is done')
    eq((run.seals(), run.anchored()), (n - 1, n), 'and nothing more is kept')


with Private() as at:
    fixture.load(at.db)
    for name, revoked in (('run', 'NULL'), ('revoked', "'2026-01-02'")):
        at.db.sql("INSERT INTO cron_key (name, hash, job, person_id, made,"
                  " revoked) VALUES ('%s', '%s', 'run', 1, '2026-01-01', %s)" %
                  (name, sha256(name), revoked))
    run = Run(at)
    whose_key(run)
    status, text = run.call()
    eq((status, run.worked), (200, True), 'a run that does its work')
    like(text, r'^sealed \d+ entries\ndone\n$', 'and says what: nothing of'
         ' letters where none are sent')
    one_at_a_time(run)
    left(run)
    anchors(run)
done()
