"""fixture.py - a small country: units in two lines, and people with roles

    1 centre
      10 province          100, 101 communes
      11 province          110 commune
    20 ministry
      30, 31 departments

Until 30 June 2025 commune 100 stood below district 50, that below 10.
Commune 102 was below 11 and has been below 10 since 1 January 2026.  Everybody
is called ROLE and UNIT, "clerk10", and has the same password.
"""
from bare import password_hash

TODAY = '2026-09-28'
PASSWORD = 'mot cau dai 2026'
# as core/person_word.c does it, for accounts that are made by SQL
WORDS = """
INSERT INTO person_word (person_id, word, name)
SELECT DISTINCT p.id, LEFT(j.word, 60), p.name FROM person p
  JOIN JSON_TABLE(CONCAT('["",', REPLACE(JSON_QUOTE(p.search), ' ', '","'),
    ']'), '$[*]' COLUMNS (word VARCHAR(400) CHARACTER SET utf8mb4 PATH '$')) j
 WHERE NOT EXISTS (SELECT 1 FROM person_word v WHERE v.person_id = p.id)"""
ALWAYS = ('1000-01-01', '9999-12-31')
OLD = ('1000-01-01', '2025-07-01')
NEW = ('2025-07-01', '9999-12-31')
BEFORE = ('1000-01-01', '2026-01-01')
SINCE = ('2026-01-01', '9999-12-31')
FAR = 100
RIGHTS = {  # roles, nearest, farthest
    'view': ({'clerk', 'head', 'reviewer', 'viewer', 'owner', 'synthesiser',
              'publisher', 'auditor', 'machine'}, 0, FAR),
    'enter': ({'clerk', 'head', 'synthesiser', 'machine'}, 0, 0),
    'send': ({'head'}, 0, 0),
    'review': ({'head', 'reviewer'}, 1, 1),
    'admin': ({'admin'}, 0, FAR),
    'own': ({'owner'}, 0, FAR),
    'synth': ({'clerk', 'head', 'reviewer', 'viewer', 'owner',
               'synthesiser'}, 0, FAR),
    'audit': ({'auditor'}, 0, FAR),
    'publish': ({'publisher'}, 0, FAR),
}
FIRST = ('clerk', 'head', 'reviewer', 'viewer', 'admin', 'owner')
LATER = ('synthesiser', 'publisher', 'auditor', 'machine')
ROLES = FIRST + LATER  # in the order of enum role

UNITS = {
    1: ('centre', 'Trung ương'), 10: ('province', 'Tỉnh An'),
    11: ('province', 'Tỉnh Bình'), 50: ('district', 'Huyện Cũ'),
    100: ('commune', 'Xã Một'), 101: ('commune', 'Xã Hai'),
    102: ('commune', 'Xã Ba'), 110: ('commune', 'Xã Bốn'),
    20: ('ministry', 'Bộ Nhất'), 30: ('department', 'Sở Một'),
    31: ('department', 'Sở Hai'),
}
# line, unit, parent, validity
LINES = [
    (1, 10, 1, ALWAYS), (1, 11, 1, ALWAYS), (1, 50, 10, OLD),
    (1, 100, 50, OLD), (1, 100, 10, NEW), (1, 101, 10, ALWAYS),
    (1, 102, 11, BEFORE), (1, 102, 10, SINCE), (1, 110, 11, ALWAYS),
    (2, 30, 20, ALWAYS), (2, 31, 20, ALWAYS),
]
# login, role or None, unit, validity
PEOPLE = [(role + str(unit), role, unit, ALWAYS)
          for unit in (1, 10, 100, 20) for role in FIRST] + [
    ('norole', None, None, None),
    ('locked', 'head', 10, ALWAYS),
    ('expired', 'head', 10, ('1000-01-01', TODAY)),
    ('future', 'head', 10, ('2026-09-29', '9999-12-31')),
    ('lastday', 'head', 10, ('1000-01-01', '2026-09-29')),
    ('mixed', 'clerk', 100, ALWAYS),
] + [(role + '10', role, 10, ALWAYS) for role in LATER] + [
    ('auditor1', 'auditor', 1, ALWAYS),
    ('left', 'head', 10, ALWAYS),  # the account itself has ended
    ('standin', 'head', 10, ALWAYS),
]
FOR = {'standin': 'head10'}  # who stands in for whom
OUT = ('locked', 'left', 'machine10')  # cannot be signed in
# Further roles: what one of them may must not reach where another does.
MORE = [('mixed', 'viewer', 10, ALWAYS), ('mixed', 'reviewer', 20, ALWAYS),
        ('mixed', 'admin', 11, ALWAYS)]


def above():
    """unit_above, as sets of (line, unit, above, depth, from, to)."""
    rows = set()

    def climb(line, unit, at, depth, start, end):
        rows.add((line, unit, at, depth, start, end))
        for l, u, parent, (a, b) in LINES:
            if l == line and u == at and max(a, start) < min(b, end):
                climb(line, unit, parent, depth + 1, max(a, start),
                      min(b, end))

    for line, tops in ((1, (1,)), (2, (20,))):
        units = {u for l, u, _, _ in LINES if l == line} | set(tops)
        for unit in units:
            start, end = OLD if unit == 50 else ALWAYS
            climb(line, unit, unit, 0, start, end)
    return rows


def reaches(near, far, line=None, day=None):
    """{(granted unit, reached unit)} of a right with that reach; in one line
    on one day, or in any at any time."""
    return {(a, u) for l, u, a, depth, start, end in above()
            if near <= depth <= far and line in (None, l)
            and (day is None or start <= day < end)}


def _values(rows):
    return ', '.join('(' + ', '.join(
        'NULL' if v is None else str(v) if isinstance(v, int)
        else "'%s'" % v for v in row) + ')' for row in rows)


def _units():
    levels = ('centre', 'ministry', 'province', 'department', 'district',
              'commune')
    yield 'INSERT INTO level VALUES ' + _values(
        (code, code, code, i + 1) for i, code in enumerate(levels))
    yield ("INSERT INTO line VALUES (1, 'administrative', 'a', 'a'),"
           " (2, 'ict', 'b', 'b')")
    yield 'INSERT INTO unit VALUES ' + _values(
        (id, 'own', str(id), level, name, name, name,
         *(OLD if id == 50 else ALWAYS))
        for id, (level, name) in UNITS.items())
    yield 'INSERT INTO unit_line VALUES ' + _values(
        (l, u, p, *when) for l, u, p, when in LINES)
    yield 'INSERT INTO unit_above VALUES ' + _values(sorted(above()))


def _people(hashed):
    for i, (login, role, unit, when) in enumerate(PEOPLE):
        yield ('INSERT INTO person (id, login, name, search, locked, valid_to,'
               ' created)'
               ' VALUES ' + _values([(
                   i + 1, login, 'Người ' + login, login + ' nguoi ' + login,
                   int(login == 'locked'),
                   TODAY if login == 'left' else ALWAYS[1], '2026-01-01')]))
        yield 'INSERT INTO person_secret VALUES ' + _values(
            [(i + 1, hashed, '2026-01-01')])
    yield ('INSERT INTO access (person_id, role, unit_id, for_id, valid_from,'
           ' valid_to) VALUES ' + _values(
               (person_id(login), ROLES.index(role) + 1, unit,
                person_id(FOR[login]) if login in FOR else 0, *when)
               for login, role, unit, when in PEOPLE + MORE if role))
    yield ('INSERT INTO person_post (person_id, valid_from, valid_to, unit_id)'
           ' VALUES ' + _values((person_id(login), *ALWAYS, unit)
                                for login, role, unit, when in PEOPLE
                                if role))


def person_id(login):
    return [p[0] for p in PEOPLE].index(login) + 1


def units_of(login, right):
    """Units on which they have a role with that right, today."""
    return {unit for name, role, unit, when in PEOPLE + MORE
            if name == login and role in RIGHTS[right][0]
            and when[0] <= TODAY < when[1]}


def load(db, hashed=None, clock=TODAY):
    text = list(_units()) + list(_people(hashed or password_hash(PASSWORD)))
    text.append(WORDS)
    if clock:
        text.append("INSERT INTO setting VALUES ('clock', '%s')" % clock)
    db.sql(';\n'.join(text))
