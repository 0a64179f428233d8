#!/usr/bin/env python3
"""reform.t - the database server dies while units are reorganised, and so does
the worker under the page that presses

Taken up again, it ends as a reform that nobody disturbed, table by table; one
that is left lying does not (the control).
"""
# timeout: 900
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import filing
from bare import BUILD, Private, sha256
from country import Country
from tap import done, eq, note, ok

MORE = 700  # communes beside those of the small country
DAY = '2026-10-15'
U = "CONCAT_WS(' ', %s.scheme, %s.level, %s.code, %s.valid_from)"


def key(alias):
    return U.replace('%s', alias)


# What there is, without numbers that a rollback leaves out and the time of day.
STATE = {
    'unit': 'SELECT u.name, u.name_key, u.name_plain, u.valid_to, ' + key('u') +
            ' FROM unit u ORDER BY 5',
    'unit_line': 'SELECT l.line_id, %s, %s, l.valid_from, l.valid_to FROM'
                 ' unit_line l JOIN unit u ON u.id = l.unit_id JOIN unit p ON'
                 ' p.id = l.parent_id ORDER BY 1, 2, 3, 4' %
                 (key('u'), key('p')),
    'unit_above': 'SELECT l.line_id, %s, %s, l.depth, l.valid_from, l.valid_to'
                  ' FROM unit_above l JOIN unit u ON u.id = l.unit_id JOIN unit'
                  ' p ON p.id = l.above_id ORDER BY 1, 2, 3, 5' %
                  (key('u'), key('p')),
    'succession': 'SELECT %s, %s, s.relation, s.comparable, s.decision,'
                  ' s.on_date FROM succession s JOIN unit u ON u.id = s.old_id'
                  ' JOIN unit p ON p.id = s.new_id ORDER BY 1, 2' %
                  (key('u'), key('p')),
    'access': 'SELECT x.person_id, x.role, %s, x.for_id, x.valid_from,'
              ' x.valid_to, x.decision FROM access x JOIN unit u'
              ' ON u.id = x.unit_id ORDER BY 1, 2, 3, 4, 5' % key('u'),
    'person_post': 'SELECT x.person_id, %s, x.valid_from, x.valid_to FROM'
                   ' person_post x JOIN unit u ON u.id = x.unit_id'
                   ' ORDER BY 1, 3' % key('u'),
    'report': 'SELECT r.regime_id, r.period_id, %s, r.receiver_id IS NULL,'
              ' r.state, r.due, r.version FROM report r JOIN unit u'
              ' ON u.id = r.unit_id ORDER BY 1, 2, 3' % key('u'),
    'report_event': 'SELECT act, reason, COUNT(*) FROM report_event'
                    ' GROUP BY 1, 2 ORDER BY 1, 2',
    'reform_change': 'SELECT c.tab, c.act, COUNT(*) FROM reform_change c'
                     ' GROUP BY 1, 2 ORDER BY 1, 2',
    'reform_todo': 'SELECT t.kind, t.what, t.why, %s FROM reform_todo t'
                   ' JOIN unit u ON u.id = t.unit_id ORDER BY 1, 2, 4' %
                   key('u'),
    'reform': 'SELECT state, done, total, note FROM reform ORDER BY id',
    'record': 'SELECT %s, a.act, a.object, COUNT(*) FROM audit a JOIN unit u'
              " ON u.id = a.stream WHERE a.object = 'reform'"
              ' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3' % key('u'),
}


def state(db):
    return {name: sha256('\n'.join('\t'.join(r) for r in db.sql(sql)))
            for name, sql in STATE.items()}


def enlarge(at):
    """A thousand communes more, each with a clerk, a head and a report."""
    db, ids = at.db, 'seq_1_to_%d' % MORE
    always = "'1000-01-01', '9999-12-31'"
    db.sql("INSERT INTO unit SELECT 10000 + seq, 'own', CONCAT('B', seq),"
           " 'commune', CONCAT('Xã B', seq), CONCAT('xa b', seq),"
           " CONCAT('xa b', seq), %s FROM %s" % (always, ids))
    db.sql('INSERT INTO unit_line SELECT 1, 10000 + seq, 10, %s FROM %s' %
           (always, ids))
    for depth, above in ((0, '10000 + seq'), (1, '10'), (2, '1')):
        db.sql('INSERT INTO unit_above SELECT 1, 10000 + seq, %s, %d, %s'
               ' FROM %s' % (above, depth, always, ids))
    db.sql("INSERT INTO person (id, login, name, created) SELECT 20000 + seq,"
           " CONCAT('b', seq), CONCAT('B ', seq), '2026-01-01' FROM " + ids)
    db.sql('INSERT INTO access (person_id, role, unit_id, valid_from, valid_to)'
           ' SELECT 20000 + seq, 1 + seq %% 2, 10000 + seq, %s FROM %s' %
           (always, ids))
    db.sql('INSERT INTO person_post (person_id, valid_from, valid_to, unit_id)'
           ' SELECT 20000 + seq, %s, 10000 + seq FROM %s' % (always, ids))
    at.tool('regime', 'open', 'XLD01', '2026-Q3')
    db.sql("UPDATE period SET ends = '2026-10-31' WHERE code = '2026-Q3'")


def plan():
    rows = ['act,unit,became,level,name,parent']
    for n in range(1, MORE, 2):
        rows.append('merge,B%d,C%d,commune,Xã C%d,10' % (n, n, n))
        rows.append('merge,B%d,C%d,,,' % (n + 1, n))
    rows.append('rename,101,,,Xã Hai Mới,')
    return '\n'.join(rows) + '\n'


class Site:
    """The country as it was, again and again."""

    def __init__(self, at):
        self.at, self.db = at, at.db
        self.country = Country(at)
        enlarge(at)
        self.path = at.folder + '/plan.csv'
        with open(self.path, 'w') as f:
            f.write(plan())
        self.db.stop()
        self.kept = at.folder + '/kept'
        shutil.copytree(self.db.data, self.kept)
        self.db.start()

    def anew(self):
        self.db.stop()
        shutil.rmtree(self.db.data)
        shutil.copytree(self.kept, self.db.data)
        self.db.start()

    def begin(self):
        how = [self.path, '--decision', 'NQ 1', '--date', DAY]
        if self.at_work():
            how = ['--resume']
        return subprocess.Popen(
            [BUILD + '/tool/baocao', 'unit', 'reform', *how],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self.at.environment(self.at.base_conf, {'LANG': 'en'}))

    def phase(self):
        rows = self.db.sql("SELECT state, switched IS NOT NULL FROM reform")
        if not rows or rows[0][0] == 'planned':
            return 'looking'
        if rows[0][0] == 'running':
            return 'recording' if rows[0][1] == '1' else 'changing'
        return rows[0][0]

    def at_work(self):
        return self.phase() in ('changing', 'recording')

    def to_the_end(self):
        for _ in range(20):
            if self.phase() == 'done':
                return
            self.begin().wait()


def kill_server(site, often):
    """It dies in every phase; how often in each."""
    kills = {'looking': 0, 'changing': 0, 'recording': 0}
    aim = {k: often for k in kills}
    for _ in range(60):
        if site.phase() == 'done' or all(kills[k] >= aim[k] for k in kills):
            break
        tool = site.begin()
        until = time.time() + 60
        while time.time() < until and tool.poll() is None:
            now = site.phase()
            if kills.get(now, often) < aim.get(now, 0):
                break
            time.sleep(0.02)
        time.sleep(random.random() / 3)
        now = site.phase()
        if tool.poll() is None and now in kills:
            site.db.stop(signal.SIGKILL)
            kills[now] += 1
            tool.wait()
            site.db.start()
        else:
            tool.wait()
    return kills


def again_until(happened, site, run):
    """Again from the beginning while a phase was over before the blow fell."""
    for _ in range(6):
        site.anew()
        said = run(site)
        if happened(said):
            break
    return said


def left_lying(site):
    """Killed while it records, and not taken up; whether it was."""
    tool = site.begin()
    while site.phase() != 'recording' and tool.poll() is None:
        time.sleep(0.02)
    site.db.stop(signal.SIGKILL)
    tool.wait()
    site.db.start()
    return site.phase() == 'recording'


# ----------------------------------------------------------------- the page

class Page:
    def __init__(self, site):
        self.site, self.country = site, site.country
        self.v = self.country.person('admin1')

    def bring(self):
        self.v.program = self.country.program('reform_plan')
        self.v.get('/unit/reform/new')
        a = self.v.upload('/unit/reform/new/file', self.v.form(
            {'decision': 'NQ 1', 'decided': '', 'on_date': '15/10/2026'}),
            [('file', 'plan.csv', plan().encode())])
        self.id = re.search('id=([0-9]+)', a.get('location')).group(1)
        self.program = self.v.program = self.country.program('reform')
        self.v.get('/unit/reform/plan?id=' + self.id)
        a = self.v.post('/unit/reform/start', self.v.form(
            {'id': self.id, 'version': '1', 'sure': '1'}))
        eq(a.status, 303, 'started on the page')

    def press(self):
        page = self.v.get('/unit/reform/plan?id=' + self.id)
        version = self.site.db.one('SELECT version FROM reform')
        if page.status == 200:
            self.v.post('/unit/reform/step', self.v.form(
                {'id': self.id, 'version': version}))

    def press_and_die(self, after):
        """The worker is killed so long after the button was pressed."""
        def push():
            try:
                self.press()
            except (OSError, EOFError):
                pass
        t = threading.Thread(target=push)
        t.start()
        time.sleep(after)
        worker = self.program.workers[-1]
        alive = t.is_alive()
        worker.kill()
        worker.wait()
        t.join()
        self.program.start()
        return alive


def kill_worker(site):
    page, died = Page(site), 0
    page.bring()
    for n in range(8):
        if site.phase() == 'done':
            break
        died += page.press_and_die(0.05 + 0.15 * n)
    for _ in range(40):
        if site.phase() == 'done':
            break
        page.press()
    return died


def main():
    with Private(db=filing.DURABLE) as at:
        site = Site(at)
        site.to_the_end()
        wanted = state(site.db)
        ok(int(site.db.one('SELECT COUNT(*) FROM reform_change')) > 4 * MORE,
           'much has changed')
        # the control: killed, and left lying
        again_until(bool, site, left_lying)
        left = state(site.db)
        ok(left['reform'] != wanted['reform'] and
           left['record'] != wanted['record'],
           'what is left lying is not the same')
        eq(left['unit'], wanted['unit'], 'though its structure is')
        site.to_the_end()
        eq(state(site.db), wanted, 'taken up, it is')

        kills = again_until(
            lambda k: k['changing'] > 0 and k['recording'] > 0, site,
            lambda site: kill_server(site, 2))
        note('the server was killed: %s' % kills)
        ok(kills['changing'] > 0 and kills['recording'] > 0,
           'the server died while the structure changed, and after')
        site.to_the_end()
        eq(site.phase(), 'done', 'taken up, to its end')
        eq(state(site.db), wanted, 'as if nobody had disturbed it')

        site.anew()
        died = kill_worker(site)
        note('the worker was killed %d times under the button' % died)
        ok(died > 1, 'the worker died under the page')
        eq(site.phase(), 'done', 'pressed again, to its end')
        now = state(site.db)
        eq(now, wanted, 'with the same outcome')
        said = at.tool('verify')
        ok('broken' not in said, 'and the record verifies')
    done()


main()
