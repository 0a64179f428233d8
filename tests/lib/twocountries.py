"""twocountries.py - what is one's own, and the same things of somebody else's

Of each kind of thing that a request can name: one that the people of the
province 10 may use, and one (or several) of another part of the country: the
province 11, its commune 110, the ministry 20.  What is not theirs to see
bears the word NGOAI, its figures are 70707.

    w = World(country)
    w.own['token'], w.other['token']
"""
import re

import fixture
from bare import SOURCE, sha256
from country import NONE, decide, send
from registering import Register

PLANTED = re.compile('NGOAI|70[.,]?707')
ALWAYS = "'1000-01-01', '9999-12-31'"
OUTSIDERS = (  # id, login, role, unit
    (9001, 'xa110', 'clerk', 110), (9002, 'chu110', 'head', 110),
    (9003, 'tinh11', 'head', 11), (9004, 'may11', 'machine', 11),
    (9005, 'chu20', 'owner', 20), (9006, 'bao11', 'owner', 11))
NUMBERED = ('access', 'regime', 'regime_version', 'assignment', 'job', 'form',
            'form_draft')
INSIDERS = ((9101, 'may10', 'machine', 10),)


class World:
    def __init__(self, country):
        self.country, self.db = country, country.at.db
        self.own, self.other, self.people = {}, {}, {}
        for i, table in enumerate(NUMBERED):  # not 9, which is everywhere
            self.db.sql('ALTER TABLE %s AUTO_INCREMENT = %d' % (
                table, 51001 + 1000 * i))
        self._people()
        self._regimes()
        self._forms()
        self._small()
        self._reports()

    def both(self, kind, own, *others):
        self.own[kind], self.other[kind] = own, list(others)

    def one(self, text):
        return int(self.db.one(text))

    def person(self, login):
        """Somebody who has signed in, once."""
        if login not in self.people:
            v = self.country.person(login)
            v.get('/login')
            v.csrf = v.hidden('csrf')
            self.people[login] = v
        return self.people[login]

    def _people(self):
        for id, login, role, unit in OUTSIDERS + INSIDERS:
            name = ('NGOAI-' if id < 9100 else 'Cua ') + login
            self.db.sql(
                "INSERT INTO person (id, login, name, search, title, created)"
                " VALUES (%d, '%s', '%s', '%s', '%s', '2026-01-01');"
                "INSERT INTO person_secret SELECT %d, pwhash, changed FROM"
                " person_secret WHERE person_id = 1;"
                "INSERT INTO access (person_id, role, unit_id, valid_from,"
                " valid_to) VALUES (%d, %d, %d, %s);"
                "INSERT INTO person_post (person_id, valid_from, valid_to,"
                " unit_id) VALUES (%d, %s, %d)" % (
                    id, login, name, name.lower(), name, id, id,
                    fixture.ROLES.index(role) + 1, unit, ALWAYS, id, ALWAYS,
                    unit))
        self.db.sql(fixture.WORDS)
        mine = fixture.person_id('clerk100')
        self.both('person', mine, 9001, 9002)
        self.both('login', 'clerk101', 'xa110', 'chu110')
        self.db.sql("UPDATE person SET login = 'clerk101' WHERE login ="
                    " 'viewer100'")  # a name without its unit
        grant = 'SELECT id FROM access WHERE person_id = %d ORDER BY id LIMIT 1'
        self.both('grant', self.one(grant % mine), self.one(grant % 9001),
                  self.one(grant % 9002))
        for login in ('xa110', 'chu20', 'clerk100', 'clerk100', 'head10',
                      'head10'):
            self.country.person(login)
        session = 'SELECT MIN(id) FROM session WHERE person_id = %d'
        others = [self.one(session % id) for id in (9001, 9005)]
        self.both('session', self.one(session % mine), *others)
        self.both('my session', self.one(session % fixture.person_id(
            'head10')), *others)
        self.both('unit', 100, 110, 11, 20)
        self.both('owner', 10, 11, 20)
        self.both('unit code', 'commune/100', 'commune/110', 'province/11',
                  'ministry/20')

    def _regime(self, login, code, owner, title):
        """In force, and with the draft of a change: its ids."""
        db = self.db
        v = self.country.person(login)
        r = Register(self.country, v)
        id = r.create(code, owner=str(owner), title_vi='Cua ai')
        a = r.fill(id)
        assert a.status == 303, a.text
        a = r.assign(id, kind='unit', unit='province/10', due='day 25')
        assert a.status == 303, a.text
        a = r.publish(id)
        assert a.status == 303, a.text
        a = r.open(id, '2026-Q3')
        assert a.status == 303, a.text
        one = '/regime/one?regime=%d' % id
        assert r.post(one, '/regime/edit/begin', regime=id).status == 303
        draft = self.one("SELECT id FROM regime_version WHERE state = 'draft'"
                         " AND regime_id = %d" % id)
        # what is in force is everybody's: /catalogue; a draft is not
        db.sql("UPDATE regime_version SET title_vi = '%s', title_en = '%s',"
               " outline = '%s', scope = '%s', valid_from = '2027-01-01' WHERE"
               " id = %d" % (title, title, title, title, draft))
        return {'regime': id, 'regime code': code, 'version_id': draft,
                'row': self.one('SELECT MAX(id) FROM assignment WHERE'
                                ' regime_id = %d' % id),
                'job': self.one('SELECT MAX(id) FROM job WHERE regime_id = %d'
                                % id)}

    def _regimes(self):
        own = self._regime('owner10', 'TRONG10', 10, 'Cua toi')
        other = self._regime('chu20', 'KHAC20', 20, 'NGOAI-V')
        for kind in own:
            self.both(kind, own[kind], other[kind])
        self.db.sql("INSERT INTO unit_group (id, name, owner_id) VALUES (501,"
                    " 'Nhom toi', 10), (502, 'Nhom ho', 20); INSERT INTO"
                    " unit_group_member VALUES (501, 100, %s), (502, 30, %s)" %
                    (ALWAYS, ALWAYS))
        self.both('group', 501, 502)
        self.both('member', 100, 110, 30)

    def _own_rows(self, login, unit, label):
        v = self.country.person(login)
        v.program = self.country.program('extend')
        id = self.one("SELECT id FROM regime WHERE code = 'FRAME'")
        v.get('/extend/rows?unit=%d&regime_id=%d' % (unit, id))
        a = v.post('/extend/save', v.form({
            'unit': unit, 'regime_id': id, 'own': v.hidden('own'),
            'from': '01/12/2026', 'label0': label, 'measure0': '',
            'type0': 'integer', 'decimals0': '0'}))
        assert a.status == 303, a.text
        return self.one('SELECT MAX(id) FROM form WHERE unit_id = %d' % unit)

    def _forms(self):
        for name in ('HOMEQ', 'HOMER'):
            self.country.at.tool('form', 'load', SOURCE +
                                 '/tests/core/%s.xml' % name)
        self.both('frame', self.one("SELECT id FROM regime WHERE code ="
                                    " 'FRAME'"),
                  self.other['regime'][0])
        self.both('form', self.one("SELECT MIN(id) FROM form WHERE unit_id = 0"
                                   " AND regime_id = 1"),
                  self._own_rows('tinh11', 11, 'NGOAI-X'))
        draft = []
        for login, unit in (('owner10', 10), ('chu20', 20)):
            v = self.country.person(login)
            v.program = self.country.program('form')
            v.get('/form/new')
            a = v.post('/form/copy', v.form({
                'unit': unit, 'form': self.own['form'], 'version': 'M1'}))
            draft.append(int(re.search(r'id=(\d+)',
                                       a.get('location')).group(1)))
        self.db.sql("UPDATE form_draft SET title = 'NGOAI-D' WHERE id = %d" %
                    draft[1])
        self.both('draft', *draft)
        item = ("INSERT INTO item (id, code, name, name_key, name_plain,"
                " measure, decimals, over_units, over_time, owner_id) SELECT"
                " %d, '%s', 'Viec', 'viec', 'viec', measure, 0, 'sum', 'sum',"
                " %d FROM item WHERE id = 1")
        self.db.sql(';'.join(item % x for x in (
            (8001, 'TRONG.1', 10), (8002, 'TRONG.2', 10), (8003, 'KHAC.1', 20),
            (8004, 'KHAC.2', 11))))
        self.db.sql("INSERT INTO item_version (item_id, valid_from, valid_to,"
                    " name, measure, decimals, over_units, over_time) SELECT"
                    " id, %s, name, measure, decimals, over_units, over_time"
                    " FROM item WHERE id BETWEEN 8001 AND 8004" % ALWAYS)
        self.both('item', 8001, 8003, 8004)
        self.both('item code', 'TRONG.1', 'KHAC.1', 'KHAC.2')

    def _small(self):
        token = ("INSERT INTO api_token (id, hash, hint, person_id, name,"
                 " rights, made_by, made, expires) VALUES (%d, '%s', 'bc_x',"
                 " %d, '%s', 'view', 0, '2026-01-01', '2099-01-01')")
        head = fixture.person_id('head10')
        self.db.sql(';'.join(token % (id, sha256(str(id)), who, name)
                             for id, who, name in (
            (601, head, 'cua toi'), (602, 9001, 'NGOAI-T'),
            (603, 9004, 'NGOAI-M'), (604, 9101, 'cua may'),
            (605, fixture.person_id('admin1'), 'NGOAI-A'))))
        self.both('my token', 601, 602, 603, 604)
        self.both('token', 604, 601, 602, 603, 605)
        self.db.sql("INSERT INTO data_request (id, person_id, field, wanted,"
                    " note, state, answer, made) VALUES (701, %d, 'title',"
                    " 'x', '', 'open', '', '2026-09-01'), (702, 9001, 'title',"
                    " 'NGOAI-R', 'NGOAI-R', 'open', '', '2026-09-01')" %
                    self.own['person'])
        self.both('request', 701, 702)
        self.db.sql("INSERT INTO register (id, code, name_vi, name_en, attrs,"
                    " unit_id, version) VALUES (801, 'TRONGDB', 'a', 'a', '',"
                    " 10, 1), (802, 'KHACDB', 'b', 'b', '', 20, 1); INSERT"
                    " INTO register_entry (register_id, code, label,"
                    " label_key, label_plain, attrs, valid_from, valid_to)"
                    " VALUES (801, 'E1', 'mot', 'mot', 'mot', '{}', %s), (802,"
                    " 'E1', 'hai', 'hai', 'hai', '{}', %s)" % (ALWAYS, ALWAYS))
        self.both('register', 'TRONGDB', 'KHACDB')
        self.db.sql("INSERT INTO reform (id, decision, on_date, file, sha,"
                    " state, done, total, mark, person_id, made, switched,"
                    " version) VALUES (1001, 'NQ 1', '2026-07-01', 'a.csv', '',"
                    " 'done', 1, 1, 0, 0, '2026-06-01', '2026-07-01', 1);"
                    " INSERT INTO reform_todo"
                    " (reform_id, no, kind, row_id, unit_id, person_id, what,"
                    " why) VALUES (1001, 1, 'regime_owner', %d, 100, 0, 'cua"
                    " toi', 'some'), (1001, 2, 'regime_owner', %d, 110, 0,"
                    " 'NGOAI-W', 'some'), (1001, 3, 'register_owner', 801, 100,"
                    " 0, 'so', 'some')" % (self.own['regime'],
                                           self.other['regime'][0]))
        self.both('todo', 'n1001.1', 'n1001.2')
        self.both('reform', 1001, 1001)

    def _reports(self):
        """110's figures are accepted, and so are 100's."""
        ids, db = self.country.ids, self.db
        db.sql('INSERT INTO access (person_id, role, unit_id, valid_from,'
               ' valid_to) VALUES ' + ', '.join(
                   '(%d, %d, %d, %s)' % (fixture.person_id('norole'), role,
                                         unit, ALWAYS)
                   for role in (1, 2, 3) for unit in (10, 11, 100, 110)))
        v = self.country.person('norole')
        for n in (3, 4):
            send(self.country, v, ids[n])
            decide(self.country, v, ids[n], 'accept')
        db.sql('DELETE FROM access WHERE person_id = %d' %
               fixture.person_id('norole'))
        db.sql('UPDATE fact SET value = 70707 WHERE unit_id = 110')
        self.both('report', ids[3], ids[4], NONE)
        item = self.one('SELECT MIN(item_id) FROM fact WHERE unit_id = 110')
        self.both('figure', item, item)
