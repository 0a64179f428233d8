"""people.py - what an administrator does about people, by the pages

    p = People(country, 'admin1')
    a = p.add(login='moi', name='M', unit='commune/100', role='clerk')
    p.grant(p.id('moi'), role='viewer', unit='commune/101')
"""
import fixture

PROGRAMS = (('/person/edit', 'person_edit'), ('/person/file', 'person_file'),
            ('/person', 'person'), ('/me', 'person'), ('/deputy', 'deputy'))


class People:
    def __init__(self, country, login):
        self.country, self.db = country, country.at.db
        self.v = country.person(login)

    def turn_to(self, address):
        self.v.program = self.country.program(
            [p for path, p in PROGRAMS if address.startswith(path)][0])

    def get(self, address):
        self.turn_to(address)
        return self.v.get(address)

    def post(self, page, path, **values):
        """From a page: its tokens, and the version it was made from."""
        a = self.get(page)
        if a.status != 200:
            return a
        if 'version' not in values and self.v.hidden('version'):
            values['version'] = self.v.hidden('version')
        self.turn_to(path)
        return self.v.post(path, self.v.form(
            {k: x for k, x in values.items() if x is not None}))

    def id(self, login):
        return int(self.db.one("SELECT id FROM person WHERE login = '%s'" %
                               login))

    def role(self, login, role='clerk'):
        """The row of access, the newest."""
        return int(self.db.one(
            'SELECT COALESCE(MAX(id), 0) FROM access WHERE person_id = %d AND role = %d' %
            (self.id(login), fixture.ROLES.index(role) + 1)))

    def add(self, **values):
        return self.post('/person/edit/new', '/person/edit/add', **values)

    def change(self, id, **values):
        return self.post('/person/edit?id=%d' % id, '/person/edit/change',
                         id=id, **values)

    def lock(self, id, locked=1, **more):
        return self.post('/person/edit/role?id=%d' % id, '/person/edit/lock',
                         id=id, locked=locked, **more)

    def grant(self, id, **values):
        return self.post('/person/edit/role?id=%d' % id,
                         '/person/edit/grant', id=id, **values)

    def end(self, id, grant, **values):
        return self.post('/person/edit/end?id=%d&grant=%d' % (id, grant),
                         '/person/edit/end', id=id, grant=grant, **values)

    def move(self, id, act='move', **values):
        return self.post('/person/edit/post?id=%d' % id, '/person/edit/move',
                         id=id, act=act, **values)

    def lend(self, grant, **values):
        values.setdefault('sign_as', 'KT')
        values.setdefault('to', '31/12/2026')
        values.setdefault('decision', '12/QĐ')
        return self.post('/deputy?grant=%d' % grant, '/deputy/add',
                         grant=grant, **values)

    def stop(self, grant, **more):
        return self.post('/deputy/stop?grant=%d' % grant, '/deputy/end',
                         grant=grant, **more)

    def look(self, text, name='a.csv'):
        self.get('/person/file')
        return self.v.upload('/person/file/look', self.v.form({}), [
            ('file', name, text if isinstance(text, bytes)
             else text.encode())])

    def apply(self, text):
        self.get('/person/file')
        return self.v.post('/person/file/apply', self.v.form({'text': text}))


def exercise(country):
    """Each of these pages does its work once."""
    p = People(country, 'admin1')
    done = country.done
    done('POST /person/edit/add', p.add(
        login='moi', name='Người Mới', unit='commune/100', role='clerk'), 303)
    id = p.id('moi')
    done('POST /person/edit/change', p.change(id, name='Người Khác'), 303)
    done('POST /person/edit/lock', p.lock(id), 303)
    done('POST /person/edit/lock', p.lock(id, 0), 303)
    done('POST /person/edit/grant', p.grant(
        id, role='viewer', unit='commune/101'), 303)
    done('POST /person/edit/end', p.end(id, p.role('moi', 'viewer')), 303)
    done('POST /deputy/add', p.lend(p.role('moi'), login='reviewer100'), 303)
    done('POST /deputy/end', p.stop(p.role('reviewer100')), 303)
    done('POST /person/edit/move', p.move(id, unit='commune/101'), 303)
    done('POST /person/edit/move', p.move(id, 'leave'), 303)
    text = 'login,name,unit,role\nnhap,Người Nhập,commune/100,clerk\n'
    done('POST /person/file/look', p.look(text), 200)
    done('POST /person/file/apply', p.apply(text), 303)
