#!/usr/bin/env python3
"""lunar.py - the lunar days of sql/seed/lunar.csv, from the new moons

The calendar's rules: a month begins on the day of the new moon, by the clock
of the country; the winter solstice lies in the 11th month; where there are 13
months from one 11th to the next, the first without a principal term (the sun
passing a multiple of 30 degrees) is a second one of the month before.  New
moons and the sun's longitude by the series of J. Meeus, Astronomical
Algorithms, chapters 25 and 49: good to a minute or two.
"""
import csv
import datetime as dt
import math
import os
import sys

EPOCH = dt.date(2000, 1, 1)
TT = 70 / 86400                 # TT - UT, nearly, in these years


def sin(degrees):
    return math.sin(math.radians(degrees))


def new_moon(k):
    """The k-th new moon since January 2000 as days since J2000.0, UT."""
    t = k / 1236.85
    e = 1 - .002516 * t - .0000074 * t * t
    m = 2.5534 + 29.10535670 * k - .0000014 * t * t
    n = 201.5643 + 385.81693528 * k + .0107582 * t * t
    f = 160.7108 + 390.67050284 * k - .0016118 * t * t
    o = 124.7746 - 1.56375588 * k
    day = 5.09766 + 29.530588861 * k + .00015437 * t * t
    day += (-.40720 * sin(n) + .17241 * e * sin(m) + .01608 * sin(2 * n)
            + .01039 * sin(2 * f) + .00739 * e * sin(n - m)
            - .00514 * e * sin(n + m) + .00208 * e * e * sin(2 * m)
            - .00111 * sin(n - 2 * f) - .00057 * sin(n + 2 * f)
            + .00056 * e * sin(2 * n + m) - .00042 * sin(3 * n)
            + .00042 * e * sin(m + 2 * f) + .00038 * e * sin(m - 2 * f)
            - .00024 * e * sin(2 * n - m) - .00017 * sin(o)
            - .00007 * sin(n + 2 * m) + .00004 * sin(2 * n - 2 * f)
            + .00004 * sin(3 * m) + .00003 * sin(n + m - 2 * f)
            + .00003 * sin(2 * n + 2 * f) - .00003 * sin(n + m + 2 * f)
            + .00003 * sin(n - m + 2 * f) - .00002 * sin(n - m - 2 * f)
            - .00002 * sin(3 * n + m) + .00002 * sin(4 * n))
    day += (.000325 * sin(299.77 + .107408 * k) +
            .000165 * sin(251.88 + .016321 * k) +
            .000164 * sin(251.83 + 26.651886 * k) +
            .000126 * sin(349.42 + 36.412478 * k))
    return day - TT


def sun(day):
    """Its apparent longitude, in degrees."""
    t = (day + TT) / 36525
    m = 357.52911 + 35999.05029 * t
    c = ((1.914602 - .004817 * t) * sin(m) + .019993 * sin(2 * m) +
         .000289 * sin(3 * m))
    o = 125.04 - 1934.136 * t
    return (280.46646 + 36000.76983 * t + .0003032 * t * t + c - .00569 -
            .00478 * sin(o)) % 360


def begins(k, zone):
    """The day of a new moon; J2000.0 was noon of 1 January 2000, UT."""
    return EPOCH + dt.timedelta(math.floor(new_moon(k) + .5 + zone / 24))


def term(day, zone):
    """The sun's twelfth of its path when that day begins."""
    at = (day - EPOCH).days - .5 - zone / 24
    return int(sun(at) // 30)


def eleventh(year, zone):
    """The month with the winter solstice (term 9 begins) in December."""
    k = round((year + .95 - 2000) * 12.3685)
    while begins(k, zone) > dt.date(year, 12, 31):
        k -= 1
    while not (term(begins(k, zone), zone) < 9 <= 9 and
               term(begins(k + 1, zone), zone) >= 9 and
               begins(k, zone).month in (11, 12)):
        k -= 1
    return k


def months(year, zone):
    """First days of the months 1 and 3 of a lunar year."""
    first, last = eleventh(year - 1, zone), eleventh(year, zone)
    leap = None
    if last - first == 13:
        leap = next(k for k in range(first + 1, last)
                    if term(begins(k, zone), zone) ==
                    term(begins(k + 1, zone), zone))
    number, at = 11, {11: first}
    for k in range(first + 1, last):
        if k != leap:
            number = number % 12 + 1
            at[number] = k
    return begins(at[1], zone), begins(at[3], zone)


def main():
    wrong, china, n = [], [], 0
    name = os.environ.get('srcdir', '.') + '/sql/seed/lunar.csv'
    with open(name, encoding='utf-8') as f:
        for row in csv.DictReader(f):
            year = int(row['year'])
            tet, third = months(year, 7)
            n += 1
            is_ = (tet.isoformat(), (third + dt.timedelta(9)).isoformat())
            if is_ != (row['tet'], row['hung']):
                wrong.append('%d: %s %s' % ((year,) + is_))
            if months(year, 8)[0] != tet:
                china.append(year)
    print('%d years; at UTC+8 Tet differs in %s' % (n, china))
    if wrong or n < 46 or not {2030, 2053} <= set(china):
        sys.exit('\n'.join(wrong) or 'too few years')


main()
