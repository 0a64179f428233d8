#!/usr/bin/env python3
"""periods.py - windows and deadlines, beside an independent calculation

Python's own calendar says what a month, a week and a leap year are; the rules
are applied here by walking days one at a time, never by the arithmetic of
lib/core.  PERIODS=n asks for another number of them, SEED=n for others.
"""
import calendar
import datetime as dt
import os
import random
import subprocess
import sys

COUNT = int(os.environ.get('PERIODS', '6000'))
rnd = random.Random(int(os.environ.get('SEED', '1')))
DAY = dt.timedelta(1)
MONTHS = {'month': 1, 'quarter': 3, 'half': 6, 'nine': 9, 'year': 12}
WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
OFF = ['', ' forward', ' back', ' strict']


def seed(name):
    top = os.environ.get('srcdir', '.')
    with open('%s/sql/seed/%s' % (top, name), encoding='utf-8') as f:
        return [x.rstrip('\n').split(',', 3) for x in f][1:]


KINDS = {dt.date.fromisoformat(r[0]): r[1] for r in seed('holiday.csv')}


def works(day):
    kind = KINDS.get(day, 'pending')
    if kind == 'pending':
        return day.weekday() < 5
    return kind == 'swap_work'


def month_of(year, month, shift):
    """The first day of a month, counted one month at a time."""
    d = dt.date(year, month, 1)
    for _ in range(abs(shift)):
        if shift < 0:
            d = (d - DAY).replace(day=1)
        else:
            d = (d + 31 * DAY).replace(day=1)
    return d


def length(first):
    return calendar.monthrange(first.year, first.month)[1]


def closing(first, day):
    return first.replace(day=min(day, length(first)))


def opening(first, day):
    if day <= length(first):
        return first.replace(day=day)
    return first + length(first) * DAY


# A rule is (from day, from shift, to day, to shift, closing weekday).
ND09 = (15, -1, 14, 0, 6)
CALENDAR = (1, 0, 31, 0, 6)


def some_rule():
    kind = rnd.random()
    if kind < .25:
        return ND09, rnd.choice(['nd09', 'from 15 month-1 to 14'])
    if kind < .4:
        return CALENDAR, rnd.choice(['calendar', 'from 1 to end',
                                     'from 1 to 31', 'week to sun'])
    if kind < .55:
        day = rnd.randrange(6)
        return CALENDAR[:4] + (day,), 'week to ' + WEEKDAYS[day]
    back = rnd.choice([-1, -1, -1, 0, rnd.randint(-11, 11)])
    ahead = rnd.choice([0, 0, 0, 1, rnd.randint(-11, 11)])
    if back > ahead:
        back, ahead = ahead, back
    first, last = rnd.randint(1, 31), rnd.choice([31, rnd.randint(1, 31)])
    if back == ahead:
        first = min(first, 28)
        last = max(first, last)
    return (first, back, last, ahead, 6), 'from %d%s to %s%s' % (
        first, ' month%+d' % back if back else '',
        'end' if last == 31 and rnd.random() < .5 else last,
        ' month%+d' % ahead if ahead else '')


def some_period(rule):
    """Kind, code, window, its number in the year, its last month."""
    kind = rnd.choice(list(MONTHS) + ['month', 'week', 'day', 'adhoc'])
    year = rnd.randint(1990, 2060)
    if kind == 'day':
        d = dt.date(year, 1, 1) + rnd.randrange(365) * DAY
        return kind, d.isoformat(), d, d, 1, (d.year, d.month)
    if kind == 'week':
        d = dt.date(year, 1, 1) + rnd.randrange(365) * DAY
        iso = d.isocalendar()
        last = dt.date.fromisocalendar(iso[0], iso[1], rule[4] + 1)
        return (kind, '%d-W%02d' % iso[:2], last - 6 * DAY, last, 1,
                (last.year, last.month))
    if kind == 'adhoc':
        d = dt.date(year, 1, 1) + rnd.randrange(365) * DAY
        e = d + rnd.randrange(60) * DAY
        return (kind, '%s--%s%s' % (d, e, rnd.choice('AT')), d, e, 1,
                (e.year, e.month))
    n = MONTHS[kind]
    no = 1 if kind == 'nine' else rnd.randint(1, 12 // n)
    code = {'month': '%d-%02d' % (year, no), 'quarter': '%d-Q%d' % (year, no),
            'half': '%d-H%d' % (year, no), 'nine': '%d-9M' % year,
            'year': '%d' % year}[kind]
    first = month_of(year, no * n, 1 - n + rule[1])
    last = month_of(year, no * n, rule[3])
    return (kind, code, opening(first, rule[0]), closing(last, rule[2]), no,
            (year, no * n))


def some_deadline(kind, year, ends, no, last):
    """The rule's text, and the day by walking to it."""
    what = rnd.choice(['day', 'day', 'work', 'end', 'on'])
    off = rnd.choice(OFF)
    if what == 'work':
        n, day = rnd.randint(1, 40), ends
        left = n
        while left:
            day += DAY
            left -= works(day)
        return 'work %d' % n + off, day
    if what == 'end':
        n = rnd.randint(0, 60)
        text, day = 'end+%d' % n, ends + n * DAY
    elif what == 'on' and kind in MONTHS:
        n = 1 if kind == 'nine' else 12 // MONTHS[kind]
        dates = [(rnd.randint(1, 29), rnd.randint(1, 12), rnd.choice([0, 0, 1,
                                                                      -1]))
                 for _ in range(n)]
        text = 'on ' + ', '.join('%02d/%02d%s' % (
            d, m, '%+d' % y if y else '') for d, m, y in dates)
        d, m, y = dates[no - 1]
        day = closing(dt.date(year + y, m, 1), d)
    else:
        n, shift = rnd.randint(1, 31), rnd.choice([0, 0, 1, -1,
                                                   rnd.randint(-11, 11)])
        text = 'day %d' % n + (' month%+d' % shift if shift else '')
        day = closing(month_of(last[0], last[1], shift), n)
    while off != ' strict' and not works(day):
        day += -DAY if off == ' back' else DAY
    return text + off, day


def main():
    lines, wanted = [], []
    while len(lines) < COUNT:
        rule, text = some_rule()
        kind, code, starts, ends, no, last = some_period(rule)
        due_text, due = some_deadline(kind, int(code[:4]), ends, no, last)
        lines.append('%s|%s|%s' % (text, code, due_text))
        wanted.append('%s %s %s' % (starts, ends, due))
    run = subprocess.run(['tests/prop/period_lines'], text=True,
                         input='\n'.join(lines) + '\n',
                         stdout=subprocess.PIPE, check=True)
    got = run.stdout.splitlines()
    wrong = [x for x in zip(lines, wanted, got) if x[1] != x[2]]
    for x in wrong[:10]:
        print('%s\n  wanted %s\n  got    %s' % x)
    if wrong or len(got) != len(lines):
        sys.exit('%d of %d are wrong' % (len(wrong), len(lines)))
    # a judge that finds nothing is none
    if len(set(got)) < COUNT // 2:
        sys.exit('they are all the same')
    print('%d windows and deadlines' % len(lines))


if __name__ == '__main__':
    main()
