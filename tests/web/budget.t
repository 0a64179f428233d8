#!/usr/bin/env python3
# deployed
"""budget.t - how many statements a request may cost: the main pages

Who asks, what they may do and the clock are one statement; COMMIT is another.
The budgets are what a page costs once its statements are prepared.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private
from country import Country, prepare
from tap import done, eq, ok

# program, page, who, statements
PAGES = [
    ('home', '/', 'head10', 12),
    ('entry', '/entry', 'head10', 8),
    ('review', '/review', 'head10', 8),
    ('regime', '/regime', 'owner1', 8),
    ('calendar', '/calendar', 'head10', 8),
    ('person', '/person', 'admin10', 10),
    ('person', '/me', 'head10', 14),
    ('sessions', '/me/sessions', 'head10', 3),
    ('login', '/login/again', 'head10', 3),
    ('password', '/password', 'head10', 2),
]


def main():
    with Private() as at:
        country = Country(at)
        prepare(country)
        people = {}
        for name, path, login, most in PAGES:
            if login not in people:
                people[login] = country.person(login)
            v = people[login]
            v.program = country.program(name)
            v.get(path)
            a = v.get(path)
            eq(a.status, 200, path)
            n = int(v.program.line(a)['stmts'])
            ok(n <= most, '%s: %d statements of at most %d' % (path, n, most))
        v = people['head10']
        v.program = country.program('password')
        cost = min(int(v.program.line(v.get('/password'))['stmts'])
                   for _ in range(3))
        eq(cost, 2, 'session, rights and clock are one statement, COMMIT'
           ' another')
    done()


main()
