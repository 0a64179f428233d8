#!/usr/bin/env python3
"""formula.py - random formulas, evaluated by lib/core/formula and by Python.

The evaluator here knows trees, never text: it makes a tree, works out its value
with fractions, and writes it down as people do, with few brackets, printed
ranges, blanks and typographic signs.  So reading, precedence, ranges, the null
rules and the arithmetic are all compared.  FORMULAS=n asks for another number
of them, SEED=n for others.
"""
import os
import random
import subprocess
import sys
from fractions import Fraction

NAN = 'nan'                     # not computable; None is null
SEED = int(os.environ.get('SEED', '1'))
COUNT = int(os.environ.get('FORMULAS', '6000'))
rnd = random.Random(SEED)
SIGNS = {'<=': ['<=', '≤'], '>=': ['>=', '≥'], '<>': ['<>', '!=', '≠'],
         '<': ['<'], '>': ['>'], '=': ['='], '*': ['*', '×'],
         '/': ['/', '÷'], '-': ['-', '-', '−'], '...': ['...', '..', '…']}


def sign(s):
    return rnd.choice(SIGNS[s])


def blank():
    return rnd.choice(['', '', '', ' '])


# A tree is (kind, ...); figures and truths are made apart.

def figure(depth, codes):
    kinds = ['code'] * 4 + ['const']
    if depth > 0:
        kinds += ['sum', 'sum', 'product', 'product', 'neg', 'call', 'call',
                  'if', 'round', 'time', 'range', 'args', 'far', 'far',
                  'window', 'below', 'weighted', 'units']
    kind = rnd.choice(kinds)
    if kind == 'code':
        return ('code', rnd.choice(codes), 'now')
    if kind == 'time':
        return ('code', rnd.choice(codes),
                rnd.choice(['prev', 'ytd', 'same_period_last_year']))
    if kind == 'far':
        return ('far', rnd.choice(FAR))
    if kind == 'window':
        return ('window', rnd.choice(FOLDS), target(codes),
                rnd.choice([2, 3, 4, 12, 60]))
    if kind == 'below':
        return ('below', rnd.choice(FOLDS), target(codes))
    if kind == 'weighted':
        return ('weighted', target(codes), target(codes))
    if kind == 'units':
        return ('units', rnd.choice(['reporting', 'expected']))
    if kind == 'const':
        return ('const', rnd.choice(['100', '0', '0.5', '1000000', '77.25']))
    if kind == 'neg':
        return ('neg', figure(depth - 1, codes))
    if kind in ('sum', 'product'):
        n = rnd.randint(2, 4)
        return (kind, [(i > 0 and rnd.random() < .4, figure(depth - 1, codes))
                       for i in range(n)])
    if kind == 'range':
        a = rnd.randrange(len(codes) - 1)
        b = rnd.randrange(a + 1, len(codes))
        return ('range', codes[a:b + 1], rnd.random() < .5)
    if kind == 'if':
        return ('if', truth(depth - 1, codes), figure(depth - 1, codes),
                figure(depth - 1, codes))
    if kind == 'round':
        return ('round', figure(depth - 1, codes), rnd.randint(0, 10))
    if kind == 'args':
        a = rnd.randrange(len(codes) - 1)
        b = rnd.randrange(a + 1, len(codes))
        return ('args', rnd.choice(['min', 'max', 'sum', 'mean', 'count']),
                codes[a:b + 1])
    name = rnd.choice(['abs', 'min', 'max', 'sum', 'mean', 'count',
                       'coalesce'])
    n = 1 if name == 'abs' else rnd.randint(1, 4)
    return ('call', name, [figure(depth - 1, codes) for _ in range(n)])


FOLDS = ['sum', 'mean', 'min', 'max', 'count']
CELLS = ['[row 1, column 2]', '[row 2.1, column 2]', '[row 1]']
ITEMS = ['item("A.TH")', 'item("B-1_x")']
# References as they are written, and so given, with their figures in at[text].
FAR = CELLS + ITEMS + [w % x for x in CELLS + ITEMS for w in (
    'prev(%s)', 'prev(%s, 3)', 'ytd(%s)', 'same_period_last_year(%s)',
    'plan(%s)')]


def target(codes):
    """What windows and functions of units below are over."""
    return rnd.choice(CELLS + ITEMS + codes)


def written(ref):
    """The same reference as somebody else would write it."""
    if rnd.random() < .3:
        ref = ref.replace('item("A.TH")', rnd.choice(
            ['item(A.TH)', 'item( “A.TH” )']))
    if rnd.random() < .3:
        ref = ref.replace('[row 1, column 2]', '[ column 2 ,row 1 ]')
    return ref


def truth(depth, codes):
    kinds = ['compare'] * 3
    if depth > 0:
        kinds += ['and', 'or', 'not']
    kind = rnd.choice(kinds)
    if kind == 'not':
        return ('not', truth(depth - 1, codes))
    if kind in ('and', 'or'):
        return (kind, [truth(depth - 1, codes)
                       for _ in range(rnd.randint(2, 3))])
    return ('compare', rnd.choice(['=', '<>', '<', '<=', '>', '>=']),
            figure(depth - 1, codes), figure(depth - 1, codes))


# What it is worth.

def add_up(values):
    """values: (minus, value)"""
    values = list(values)
    if any(v == NAN for _, v in values):
        return NAN
    there = [-v if minus else v for minus, v in values if v is not None]
    return sum(there) if there else None


def value(t, at):
    kind = t[0]
    if kind == 'code':
        return at[t[1], t[2]]
    if kind == 'far':
        return at['ref', t[1]]
    if kind == 'window':
        return call(t[1], at['window', t[2]][:t[3]])
    if kind == 'below':
        return call(t[1], at['children', t[2]])
    if kind == 'weighted':
        both = [(v, w) for v, w in zip(at['children', t[1]],
                                       at['children', t[2]])
                if v is not None and w is not None]
        if not both:
            return None
        weights = sum(w for _, w in both)
        return sum(v * w for v, w in both) / weights if weights else NAN
    if kind == 'units':
        return Fraction(at['units', t[1]])
    if kind == 'const':
        return Fraction(t[1])
    if kind == 'neg':
        v = value(t[1], at)
        return v if v in (None, NAN) else -v
    if kind == 'sum':
        return add_up((minus, value(k, at)) for minus, k in t[1])
    if kind == 'range':
        return add_up((False, at[c, 'now']) for c in t[1])
    if kind == 'product':
        return multiply([(d, value(k, at)) for d, k in t[1]])
    if kind == 'if':
        c = value(t[1], at)
        return c if c in (None, NAN) else value(t[2 if c else 3], at)
    if kind == 'round':
        v = value(t[1], at)
        return v if v in (None, NAN) else rounded(v, t[2])
    if kind == 'args':
        return call(t[1], [at[c, 'now'] for c in t[2]])
    if kind == 'call':
        if t[1] == 'coalesce':
            for k in t[2]:
                v = value(k, at)
                if v is not None:
                    return v
            return None
        return call(t[1], [value(k, at) for k in t[2]])
    if kind == 'compare':
        return compare(t[1], value(t[2], at), value(t[3], at))
    values = [value(k, at) for k in (t[1] if kind != 'not' else [t[1]])]
    if kind == 'not':
        v = values[0]
        return v if v in (None, NAN) else not v
    decides = kind == 'or'
    if any(v not in (None, NAN) and v == decides for v in values):
        return decides
    return NAN if NAN in values else None if None in values else not decides


def multiply(values):
    if any(v == NAN or (d and not v) for d, v in values):
        return NAN
    if any(v is None for _, v in values):
        return None
    r = Fraction(1)
    for d, v in values:
        r = r / v if d else r * v
    return r


def rounded(v, places):
    n = abs(v) * 10 ** places
    n = (n + Fraction(1, 2)).__floor__()
    return Fraction(n if v >= 0 else -n, 10 ** places)


def call(name, values):
    if NAN in values:
        return NAN
    there = [v for v in values if v is not None]
    if name == 'count':
        return Fraction(len(there))
    if not there:
        return None
    return {'abs': lambda: abs(there[0]), 'min': lambda: min(there),
            'max': lambda: max(there), 'sum': lambda: sum(there),
            'mean': lambda: sum(there) / len(there)}[name]()


def compare(op, a, b):
    if NAN in (a, b):
        return NAN
    if None in (a, b):
        return None
    return {'=': a == b, '<>': a != b, '<': a < b, '<=': a <= b, '>': a > b,
            '>=': a >= b}[op]


# How it is written.

BINDS = {'or': 1, 'and': 2, 'not': 3, 'compare': 4, 'sum': 5, 'range': 5,
         'product': 6, 'neg': 7}


def text(t, tight=0):
    s = bare(t)
    if BINDS.get(t[0], 8) < tight or rnd.random() < .05:
        s = '(' + blank() + s + blank() + ')'
    return blank() + s + blank()


def bare(t):
    kind = t[0]
    if kind == 'code':
        return t[1] if t[2] == 'now' else '%s(%s)' % (t[2], t[1])
    if kind == 'far':
        return written(t[1])
    if kind == 'window':
        return 'window_%s(%s%s %d)' % (t[1], written(t[2]), rnd.choice(',;'),
                                       t[3])
    if kind == 'below':
        return 'children_%s(%s)' % (t[1], written(t[2]))
    if kind == 'weighted':
        return 'children_mean(%s, %s)' % (written(t[1]), written(t[2]))
    if kind == 'units':
        return 'units_%s()' % t[1]
    if kind == 'const':
        return t[1]
    if kind == 'neg':
        return sign('-') + text(t[1], 7)
    if kind == 'sum':
        return ''.join(('' if i == 0 else sign('-') if m else '+') + text(k, 6)
                       for i, (m, k) in enumerate(t[1]))
    if kind == 'product':
        return ''.join(('' if i == 0 else sign('/' if d else '*')) + text(k, 7)
                       for i, (d, k) in enumerate(t[1]))
    if kind in ('range', 'args'):
        codes = t[1] if kind == 'range' else t[2]
        between = '+' if kind == 'range' else rnd.choice(',;')
        parts = [codes[0]]
        if len(codes) > 2 and rnd.random() < .5:
            parts.append(codes[1])
        parts += [sign('...'), codes[-1]] if len(parts) < len(codes) - 1 or \
            len(codes) == 2 else [codes[-1]]
        s = (blank() + between + blank()).join(parts)
        return s if kind == 'range' else '%s(%s)' % (t[1], s)
    if kind == 'if':
        return 'if(%s,%s,%s)' % (text(t[1]), text(t[2]), text(t[3]))
    if kind == 'round':
        if t[2] == 0 and rnd.random() < .5:
            return 'round(%s)' % text(t[1])
        return 'round(%s,%d)' % (text(t[1]), t[2])
    if kind == 'call':
        return '%s(%s)' % (t[1], rnd.choice(',;').join(map(text, t[2])))
    if kind == 'compare':
        return text(t[2], 5) + sign(t[1]) + text(t[3], 5)
    if kind == 'not':
        return 'not ' + text(t[1], 3)
    return (' %s ' % kind).join(text(k, BINDS[kind] + 1) for k in t[1])


def twice(t):
    """A sum that has a code twice is refused."""
    if t[0] == 'sum':
        seen = []
        for _, k in t[1]:
            if k[0] == 'code' and k[2] == 'now':
                seen.append(k[1])
        if len(seen) != len(set(seen)):
            return True
    return any(twice(k) for k in kids(t))


def kids(t):
    for x in t[1:]:
        if isinstance(x, tuple):
            yield x
        elif isinstance(x, list):
            for k in x:
                if isinstance(k, tuple):
                    yield k[1] if isinstance(k[0], bool) else k


def exact(v):
    if v is None:
        return 'null'
    if v == NAN:
        return '-'
    if v is True:
        return 'true'
    n, d, places = abs(v.numerator), v.denominator, 0
    while d % 10 == 0 or (d > 1 and (d % 2 == 0 or d % 5 == 0)):
        # Make the denominator a power of ten, one place at a time.
        v10 = v * 10
        places += 1
        v, d = v10, v10.denominator
    if d != 1:
        v = v / 10 ** places
        return '%d/%d' % (v.numerator, v.denominator)
    s = '%0*d' % (places + 1, abs(v.numerator))
    s = s[:len(s) - places] + ('.' + s[len(s) - places:] if places else '')
    return ('-' if v < 0 else '') + s


def figures(codes):
    """Values as text and as numbers, by code and time."""
    at, given = {}, []
    for c in codes:
        for when in ('now', 'prev', 'ytd', 'same_period_last_year'):
            s = rnd.choice(['', '0', '0', '1', '2', '-3', '7', '12.5', '-0.25',
                            '1000000', '9223372036854775807',
                            '9999999999999999999999999999.9999999999',
                            '%d' % rnd.randint(-50, 50),
                            '%d.%02d' % (rnd.randint(0, 99),
                                         rnd.randint(0, 99))])
            at[c, when] = Fraction(s) if s else None
            if when == 'now':
                given.append('%s=%s' % (c, s))
            elif s:
                given.append('%s(%s)=%s' % (when, c, s))
    far(codes, at, given)
    return at, given


SOME = ['', '0', '1', '2', '-3', '12.5', '-0.25', '1000000']


def some(n):
    texts = [rnd.choice(SOME) for _ in range(n)]
    return texts, [Fraction(s) if s else None for s in texts]


def far(codes, at, given):
    """Figures beyond the axis; what is not given is no figure."""
    for ref in FAR:
        texts, values = some(1)
        at['ref', ref] = values[0]
        if texts[0]:
            given.append('%s=%s' % (written(ref), texts[0]))
    units = rnd.choice([0, 1, 3, 5])
    for ref in CELLS + ITEMS + codes:
        # A window begins with what the reference is now.
        now = at['ref', ref] if ref not in codes else at[ref, 'now']
        before = at['ref', 'prev(%s)' % ref] if ref not in codes else \
            at[ref, 'prev']
        texts, values = some(rnd.randint(2, 6))
        row = [now, before] + values[2:]
        third = at.get(('ref', 'prev(%s, 3)' % ref))
        while len(row) < 4:
            row.append(None)
        if third is not None:
            row[3] = third
        given.append('window(%s)=%s' % (written(ref), ','.join(
            ['', ''] + [t or 'null' for t in texts[2:]])))
        # What is given by itself goes before the row; nothing given is null.
        at['window', ref] = row
        if third is None and ref not in codes and len(row) > 3:
            at['ref', 'prev(%s, 3)' % ref] = row[3]
        texts, values = some(units)
        at['children', ref] = values
        if units:
            given.append('children(%s)=%s' % (ref, ','.join(texts)))
    at['units', 'reporting'] = units
    at['units', 'expected'] = units
    if rnd.random() < .5:
        at['units', 'expected'] = units + 4
        given.append('units_expected()=%d' % (units + 4))


def one():
    codes = [str(i) for i in range(1, rnd.randint(4, 9))]
    at, given = figures(codes)
    shape = rnd.choice(['figure', 'figure', 'truth', 'computed', 'chain'])
    if shape == 'figure':
        t = figure(3, codes)
        return [t], text(t), given, exact(value(t, at))
    if shape == 'truth':
        t = truth(3, codes)
        v = value(t, at)
        if t[0] == 'compare' and t[1] == '=' and t[2][0] in ('code', 'const'):
            return None             # computed, or a code that is not there
        n = violated(t, at)
        return [t], text(t), given, '! %d' % n if n else exact(v)
    sides = [figure(2, codes) for _ in range(1 if shape == 'computed' else
                                             rnd.randint(2, 4))]
    values = [value(s, at) for s in sides]
    is_ = at['1', 'now']
    if rnd.random() < .5 and values[0] not in (None, NAN) and \
            exact(rounded(values[0], 10)) == exact(values[0]) and \
            abs(values[0]) < 10 ** 28:
        is_ = values[0]             # so that it often holds
        given[0] = '1=' + exact(is_)
        at['1', 'now'] = at['window', '1'][0] = is_
        values = [value(s, at) for s in sides]
    n = sum(compare('=', is_, v) is False for v in values)
    s = '1' + ''.join('=' + text(x, 5) for x in sides)
    return sides, s, given, '! %d' % n if n else exact(
        values[0] if shape == 'computed' else is_)


def violated(t, at):
    if t[0] == 'and':
        return sum(violated(k, at) for k in t[1])
    return value(t, at) is False


def main():
    cases = []
    while len(cases) < COUNT:
        case = one()
        if case and len(case[1].encode()) <= 500 and \
                not any(twice(t) for t in case[0]):
            cases.append(case)
    ask = ''.join('\t'.join([s] + given) + '\n' for _, s, given, _ in cases)
    got = subprocess.run([sys.argv[1] if len(sys.argv) > 1 else
                          './tests/prop/formula_lines'],
                         input=ask.encode(), stdout=subprocess.PIPE,
                         check=True).stdout.decode().splitlines()
    bad = 0
    kinds = {}
    for (_, s, given, want), is_ in zip(cases, got):
        kind = want if want in ('null', '-', 'true') else want[0] == '!' and \
            'violated' or 'figure'
        kinds[kind] = kinds.get(kind, 0) + 1
        if is_ != want:
            bad += 1
            if bad <= 5:
                print('%r with %s: %s, not %s' % (s, ' '.join(given), is_,
                                                  want))
    print('seed %d: %d formulas, %d differ; %s' % (SEED, len(got), bad, kinds))
    return bad > 0 or len(got) != COUNT


sys.exit(main())
