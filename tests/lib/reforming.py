"""reforming.py - a reorganisation of the small country, through its pages"""
import re

PLAN = ('act,unit,became,level,name,parent,share\n'
        'split,101,201,commune,Xã Hai A,10,60\n'
        'split,101,202,commune,Xã Hai B,10,40\n')


def reforms(country, v):
    """One is brought, looked over, carried out, seen to and undone."""
    def act(what, id, **more):
        v.program = country.program('reform')
        v.get('/unit/reform/plan?id=' + id)
        more['version'] = country.at.db.one(
            'SELECT version FROM reform WHERE id = ' + id)
        country.done('POST /unit/reform/' + what, v.post(
            '/unit/reform/' + what, v.form(dict(more, id=id))), 303)

    def through(id):
        while country.at.db.one('SELECT state FROM reform WHERE id = ' + id) \
                in ('running', 'undoing'):
            act('step', id)

    country.at.db.sql("INSERT INTO access (person_id, role, unit_id, valid_from,"
                      " valid_to) VALUES (1, 1, 101, '1000-01-01',"
                      " '9999-12-31')")
    v.program = country.program('reform_plan')
    v.get('/unit/reform/new')
    says = {'decision': 'NQ 1', 'decided': '', 'on_date': '15/10/2026'}
    a = country.done('POST /unit/reform/new/file', v.upload(
        '/unit/reform/new/file', v.form(says),
        [('file', 'a.csv', PLAN.encode())]), 303)
    id = re.search('id=([0-9]+)', a.get('location') or 'id=0').group(1)
    v.get('/unit/reform/new/rows')
    a = country.done('POST /unit/reform/new/row', v.post(
        '/unit/reform/new/row', v.form({'act': 'rename', 'unit': '101',
                                        'name': 'Xã Hai Mới'})), 200)
    a = country.done('POST /unit/reform/new/keep', v.post(
        '/unit/reform/new/keep', v.form(dict(
            says, text='act,unit,name\nrename,101,Xã Hai Mới\n'))), 303)
    other = re.search('id=([0-9]+)', a.get('location') or 'id=0').group(1)
    v.program = country.program('reform_look')
    country.done('GET /unit/reform/look',
                 v.get('/unit/reform/look?id=' + id), 200)
    act('start', id, sure='1')
    through(id)
    v.program = country.program('reform_todo')
    page = v.get('/unit/reform/todo?id=' + id)
    tick = re.search(r"name='(n[0-9.]+)'", page.text).group(1)
    country.done('POST /unit/reform/todo/decide', v.post(
        '/unit/reform/todo/decide', v.form({
            'id': id, tick: '1', 'how': 'seen'})), 303)
    act('undo', id, reason='a mistake')
    through(id)
    act('drop', other)
    country.at.db.sql('DELETE FROM access WHERE person_id = 1 AND unit_id = 101')
