#!/usr/bin/env python3
"""delegation.t - an administrator tries to get more than was handed to him

admin10 manages the province 10 and the communes below it.  Whatever he posts,
no account of his gets a right elsewhere, and he none at all.
"""
# timeout: 300
import os
import re
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private
from country import Country
from people import People
from tap import done, eq, like, ok, unlike

INSIDE = {10, 100, 101, 102}
TABLES = ('person', 'access', 'person_post', 'person_secret', 'session',
          'cron_key')


def state(db):
    return db.sql('CHECKSUM TABLE ' + ', '.join(TABLES[:4]))


def nothing(p, tries):
    """Each of these is refused, and has changed nothing."""
    for what, run, statuses in tries:
        before = state(p.db)
        a = run()
        ok(a.status in statuses, '%s: %d' % (what, a.status))
        eq(state(p.db), before, 'and nothing has changed')


def for_himself(p):
    me = p.id('admin10')
    grant = p.role('admin10', 'admin')
    head = p.role('head10', 'head')
    nothing(p, [('a role to himself: ' + role,
                 lambda role=role: p.grant(me, role=role, unit='10'), (422,))
                for role in fixture.ROLES])
    p.get('/person/edit/role?id=%d' % p.id('clerk100'))
    token = p.v.form({})
    p.turn_to('/person/edit')
    nothing(p, [
        ('his own lock', lambda: p.v.post('/person/edit/lock', dict(
            token, id=me, locked='0', version='1')), (422,)),
        ('his own account', lambda: p.change(me, name='Chủ tịch'), (422,)),
        ('moves himself up', lambda: p.move(me, unit='centre/1'), (422,)),
        ('moves himself', lambda: p.move(me, unit='commune/100',
                                         role='head'), (422,)),
        ('by file', lambda: p.apply('login,unit,role\nadmin10,province/10,'
                                    'head\n'), (422,)),
        ('stands in for the head', lambda: p.lend(head, login='admin10'),
         (422,)),
        ('lends his own right', lambda: p.lend(grant, login='clerk10'),
         (422,)),
        ('twice in one form', lambda: p.post(
            '/person/edit/role?id=%d' % p.id('clerk100'),
            '/person/edit/grant?id=%d' % me, id=me, role='head', unit='10'),
         (400, 422))])
    eq(len(token), 2, 'with the tokens that a form has')


def outside(p):
    clerk = p.id('clerk100')
    nothing(p, [
        ('a role at %s' % unit,
         lambda unit=unit: p.grant(clerk, role='viewer', unit=unit), (422,))
        for unit in ('centre/1', 'province/11', 'commune/110', 'ministry/20',
                     'department/30', '1', '', ' ', 'x' * 300, '10/10', '0',
                     '-1', "' OR 1=1", '%')])
    nothing(p, [
        ('no such role: %r' % role,
         lambda role=role: p.grant(clerk, role=role, unit='100'), (422,))
        for role in ('', 'root', '5', 'admin ', 'ADMIN', "x' OR '1'='1")])
    nothing(p, [
        ('an account at ' + unit, lambda unit=unit: p.add(
            login='ngoai', name='N', unit=unit, role='viewer'), (422,))
        for unit in ('centre/1', 'province/11', 'ministry/20', 'no', '')])
    nothing(p, [
        ('moved to ' + unit, lambda unit=unit: p.move(clerk, unit=unit),
         (422,)) for unit in ('centre/1', 'commune/110', 'no', '')])
    for login in ('head1', 'viewer20', 'admin1', 'auditor1', 'norole'):
        id = p.id(login)
        p.get('/person/edit/role?id=%d' % clerk)
        form = p.v.form({'id': id, 'version': '1', 'name': 'x', 'act': 'leave',
                         'unit': '100', 'role': 'clerk', 'locked': '1',
                         'grant': '1'})
        p.turn_to('/person/edit')
        nothing(p, [(login + ': ' + path, lambda path=path, keys=keys: p.v.post(
            '/person/edit/' + path, {
                k: v for k, v in form.items() if k in keys.split()}), (404,))
            for path, keys in (
                ('change', 'csrf key id version name'),
                ('lock', 'csrf key id version locked'),
                ('grant', 'csrf key id version role unit'),
                ('end', 'csrf key id version grant'),
                ('move', 'csrf key id version act unit'))])
        eq(p.get('/person/show?id=%d' % id).status, 404, login + ' is not seen')


def kept_roles(p):
    nothing(p, [
        ('%s at his own unit' % role, lambda role=role: p.grant(
            p.id('clerk100'), role=role, unit='10'), (422,))
        for role in ('owner', 'publisher', 'auditor', 'machine')])
    nothing(p, [
        ('the auditor of his own unit: ' + what, run, (422,))
        for what, run in (
            ('locked', lambda: p.lock(p.id('auditor10'), version='1')),
            ('made to leave', lambda: p.move(p.id('auditor10'), 'leave')),
            ('sent to a commune', lambda: p.move(p.id('auditor10'),
                                                 unit='commune/100')),
            ('his address', lambda: p.change(p.id('auditor10'), name='K',
                                             email='toi@tinh.gov.vn')),
            ('his role', lambda: p.end(p.id('auditor10'),
                                       p.role('auditor10', 'auditor'))))])
    eq(p.grant(p.id('clerk100'), role='admin', unit='100').status, 303,
       'an administrator of a commune he does make')
    nothing(p, [('an auditor as well', lambda: p.grant(
        p.id('clerk100'), role='auditor', unit='100'), (422,))])


def rights_elsewhere(p):
    """mixed works at 100, and has roles at 10, 11 and 20."""
    mixed, db = p.id('mixed'), p.db
    nothing(p, [
        ('locked', lambda: p.lock(mixed, version='1'), (422,)),
        ('renamed', lambda: p.change(mixed, name='Ai'), (422,)),
        ('their address', lambda: p.change(
            mixed, name='Người mixed', email='toi@tinh.gov.vn'), (422,)),
        ('made to leave', lambda: p.move(mixed, 'leave'), (422,)),
        ('moved', lambda: p.move(mixed, unit='commune/101'), (422,)),
        ('a role elsewhere ended', lambda: p.end(
            mixed, p.role('mixed', 'reviewer')), (422,))])
    page = p.get('/person/show?id=%d' % mixed).text
    like(page, 'managed by an administrator above', 'the page says so')
    unlike(page, '/person/edit/lock|/person/edit/post|/person/edit.id=',
           'and has no such buttons')
    eq(p.end(mixed, p.role('mixed', 'viewer')).status, 303,
       'the role inside is his to end')
    eq(sorted(r[0] for r in db.sql(
        'SELECT unit_id FROM access WHERE person_id = %d AND valid_from <'
        " valid_to AND '%s' < valid_to" % (mixed, fixture.TODAY))),
       ['100', '11', '20'], 'the others are as they were')


def second_accounts(country, p):
    """What he makes makes no more than he could."""
    eq(p.add(login='hai', name='Hai', unit='province/10', role='admin')
       .status, 303, 'a second administrator of the same unit')
    p.db.sql("INSERT INTO person_secret SELECT (SELECT id FROM person WHERE"
             " login = 'hai'), pwhash, changed FROM person_secret WHERE"
             " person_id = 1")
    q = People(country, 'hai')
    me = p.id('admin10')
    nothing(q, [
        ('%s at %s' % (role, unit), lambda role=role, unit=unit: q.grant(
            me, role=role, unit=unit), (422,))
        for role, unit in (('owner', '10'), ('auditor', '10'),
                           ('publisher', '10'), ('viewer', 'centre/1'),
                           ('viewer', 'province/11'), ('admin', 'centre/1'))])
    rights = p.db.sql(
        "SELECT DISTINCT x.role, x.unit_id FROM access x JOIN person p ON p.id"
        " = x.person_id WHERE x.given_by IN (%d, %d)" % (me, p.id('hai')))
    eq([r for r in rights if int(r[1]) not in INSIDE], [],
       'nothing was given outside')
    kept = [fixture.ROLES.index(r) + 1 for r in ('owner', 'auditor',
                                                 'publisher', 'machine')]
    eq([r for r in rights if int(r[0]) in kept and r[1] == '10'], [],
       'nor what he could not give')


def at_once(country):
    """Two administrators give the two roles that nobody has together."""
    db = country.at.db
    one, two = People(country, 'admin1'), People(country, 'admin1')
    program = country.at.program('person_edit', workers=2)
    id = one.id('viewer10')
    got = []
    forms = []
    for p, role in ((one, 'auditor'), (two, 'admin')):
        p.get('/person/edit/role?id=%d' % id)
        forms.append((p.v, p.v.form({'id': id, 'version':
                                     p.v.hidden('version'), 'role': role,
                                     'unit': 'commune/101'})))

    def give(v, form):
        v.program = program
        got.append(v.post('/person/edit/grant', form).status)

    threads = [threading.Thread(target=give, args=x) for x in forms]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    ok(sorted(got) in ([303, 409], [303, 422]), 'one of the two: %s' % got)
    eq(db.one('SELECT COUNT(*) FROM access WHERE person_id = %d AND role IN'
              ' (5, 9)' % id), '1', 'has one of the two')


def replayed(p):
    """A form sent twice gives once; another's form gives nothing."""
    id = p.id('clerk10')
    p.get('/person/edit/role?id=%d' % id)
    form = p.v.form({'id': id, 'version': p.v.hidden('version'),
                     'role': 'viewer', 'unit': 'commune/101'})
    p.turn_to('/person/edit')
    eq([p.v.post('/person/edit/grant', form).status for _ in (1, 2)],
       [303, 303], 'the same answer')
    eq(p.db.one('SELECT COUNT(*) FROM access WHERE person_id = %d AND unit_id'
                ' = 101' % id), '1', 'once')
    form['csrf'] = '0' * 64
    form['key'] = '0' * 32
    eq(p.v.post('/person/edit/grant', form).status, 403, 'from elsewhere')


def main():
    with Private() as at:
        country = Country(at)
        p = People(country, 'admin10')
        for_himself(p)
        outside(p)
        rights_elsewhere(p)
        kept_roles(p)
        second_accounts(country, p)
        at_once(country)
        replayed(p)
        eq([x.name for x in at.programs if ' status=500 ' in x.logged()], [],
           'nothing went wrong inside')
    done()


main()
