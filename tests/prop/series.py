#!/usr/bin/env python3
"""series.py - core/series_make.c against fractions, on countries made at random

The program walks from a unit of today back to what it came of; here every unit
of then is led forward, reform by reform, to the units of today.  Both must come
to the same figures, and to the same silences.  Twice, as HOW says what is wrong
with it, the calculation here is bent: then the comparison must fail.
"""
import os
import random
import subprocess
import sys
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "lib"))
import tap

ROUNDS = 400
FOREVER = "9999-12-31"
DAYS = ["%d-%02d-01" % (y, m) for y in range(2020, 2027) for m in (2, 5, 8, 11)]
TODAYS = ["2026-12-31"] * 3 + DAYS[-9:]  # some have a reform, or wait for one
OVERS = [("sum", False)] * 4 + [("mean", True), ("mean", False),
                                ("max", False), ("last", False),
                                ("none", False)]

DECIMALS = {"-": 2, "B": 3, "C": 2}


class Country:
    def __init__(self, rng):
        self.rng = rng
        self.today = rng.choice(TODAYS)
        self.units = {}  # id: [from, to]
        self.links = []  # old, new, relation, day, share or None, comparable
        self.big = rng.random() < .03
        for _ in range(rng.randint(30, 40) if self.big else rng.randint(2, 5)):
            self.begin("1000-01-01")
        for day in sorted(rng.sample(DAYS, rng.randint(1, 5))):
            self.reform(day)

    def begin(self, day):
        self.units[len(self.units) + 1] = [day, FOREVER]
        return len(self.units)

    def alive(self, day):
        return [u for u, (a, b) in self.units.items() if a <= day < b]

    def end(self, unit, day):
        self.units[unit][1] = day

    def shares(self, n):
        """Decimals that make one."""
        cuts = sorted(self.rng.randint(0, 1000) for _ in range(n - 1))
        ends = [0] + cuts + [1000]
        return [Fraction(b - a, 1000) for a, b in zip(ends, ends[1:])]

    def reform(self, day):
        alive = self.alive(day)
        self.rng.shuffle(alive)
        new = []  # of this day: what may take in more
        on = []  # goes on, and may take in something as well
        while alive:
            act = self.rng.choice(("stay", "stay", "rename", "merge", "split",
                                   "torn", "unknown", "leak", "join",
                                   "end"))
            unit = alive.pop()
            if self.big and len(alive) > 20:
                act = "merge"
            if act == "stay":
                on.append(unit)
            elif act == "rename":
                self.end(unit, day)
                self.links.append((unit, self.begin(day), "renamed", day, None,
                                   1))
            elif act == "merge" and alive:
                to = self.begin(day)
                for u in [unit] + [alive.pop() for _ in range(min(
                        len(alive), 25 if self.big else
                        self.rng.randint(1, 2)))]:
                    self.end(u, day)
                    self.links.append((u, to, "whole", day, None, 1))
                new.append(to)
            elif act in ("split", "torn"):
                self.end(unit, day)
                n = self.rng.randint(2, 3)
                parts = self.shares(n) if act == "split" and \
                    self.rng.random() < .7 else [None] * n
                for share in parts:
                    to = self.rng.choice(new) if new and \
                        self.rng.random() < .4 else self.begin(day)
                    if any(l[0] == unit and l[1] == to for l in self.links):
                        to = self.begin(day)
                    self.links.append((
                        unit, to, "whole" if act == "torn" else "partial", day,
                        share, 0))
                    new.append(to)
            elif act == "unknown":
                self.end(unit, day)
                self.links.append((unit, self.begin(day), "unknown", day, None,
                                   0))
            elif act == "leak":  # it goes on, without a part or two
                known = self.rng.random() < .6
                shares = self.shares(self.rng.choice((2, 2, 3)))[1:]
                to = self.rng.sample(on, min(len(on), self.rng.randint(0, 1)))
                to += [self.begin(day) for _ in shares[len(to):]]
                for u, share in zip(to, shares):
                    self.links.append((unit, u, "partial", day,
                                       share if known else None, 0))
                on.append(unit)
            elif act == "join" and on:  # one that goes on
                self.end(unit, day)
                self.links.append((unit, self.rng.choice(on), "whole", day,
                                   None, 1))
            elif act == "end" and len(alive) > 2:
                self.end(unit, day)

    def forward(self, unit, then, restated):
        """{unit of today: (share, whether it is known)} of a unit of then."""
        at = {unit: (Fraction(1), True)}
        for day in sorted({l[3] for l in self.links
                           if then < l[3] <= self.today}):
            to = {}

            def give(u, share, sure):
                was = to.get(u, (Fraction(0), True))
                to[u] = (was[0] + share, was[1] and sure)

            for u, (share, sure) in at.items():
                rest = Fraction(1)
                for old, new, _, on, part, whole in self.links:
                    if (old, on) != (u, day):
                        continue
                    if whole:
                        give(new, share, sure)
                    elif part is not None and restated:
                        give(new, share * part, sure)
                        rest -= part
                    else:
                        give(new, Fraction(0), False)
                        rest = None
                        # and nobody knows how much stayed
                    if rest is None:
                        break
                if rest is None:
                    for old, new, _, on, part, whole in self.links:
                        if (old, on) == (u, day):
                            give(new, Fraction(0), False)
                if self.units[u][1] > day:
                    if rest is None:
                        give(u, Fraction(0), False)
                    else:
                        give(u, share * rest, sure)
            at = to
        return at


def rounded(value, decimals):
    sign = -1 if value < 0 else 1
    return sign * Fraction(int(abs(value) * 10 ** decimals + Fraction(1, 2)),
                           10 ** decimals)


def text(value):
    """As a decimal, which it is."""
    sign = "-" if value < 0 else ""
    value = abs(value)
    for scale in range(60):
        if (value * 10 ** scale).denominator == 1:
            digits = str(int(value * 10 ** scale)).rjust(scale + 1, "0")
            return sign + (digits if scale == 0 else
                           digits[:-scale] + "." + digits[-scale:])
    raise ValueError(value)


def way(units, then, under, over, mixed):
    """How figures go together that were reported as this item and as others:
    C went together in another way."""
    ways = {mixed if under[u, then][0][0] == "C" else over
            for u in units if (u, then) in under}
    return ways.pop() if len(ways) == 1 else ("none", False)


def expected(c, unit, then, facts, under, way, restated, bend):
    """state, value, figures, units."""
    pieces, sure, (over, weighted) = [], True, way
    for u in c.alive(then):
        to = c.forward(u, then, restated and over == "sum").get(unit)
        if to is None:
            continue
        sure = sure and to[1]
        pieces.append((u, to[0]))
    if not sure or not pieces:
        return "not", None, 0, 0
    alone = len(pieces) == 1 and pieces[0][1] == 1
    # a share of one, of a unit that was split or gave something away, is a
    # share nevertheless
    shared = any(l[0] == p[0] or True for p in pieces for l in c.links
                 if not l[5] and l[4] is not None and
                 then < l[3] <= c.today and
                 touches(c, p[0], unit, then, l))
    if shared and over == "sum":
        alone = False
    if not alone and (over == "none" or (over == "mean" and not weighted)):
        return "not", None, 0, 0
    have = [(u, s, facts[u, then]) for u, s in pieces if (u, then) in facts]
    if not have:
        value = None
    elif over == "sum" or alone:
        value = sum(s * f[0] for _, s, f in have)
        if bend == "sum":
            value += 1
    elif over == "max":
        value = max(f[0] for _, _, f in have)
    elif over == "last":
        value = max((f[2], f[0]) for _, _, f in have)[1]
    else:
        have_w = [f for _, _, f in have if f[1] is not None]
        weight = sum(f[1] for f in have_w)
        decimals = max(DECIMALS[under[u, then][0][0]] for u, _, _ in have)
        value = rounded(sum(f[0] * f[1] for f in have_w) / weight,
                        decimals) if have_w and weight else None
    itself = alone and pieces[0][0] == unit
    state = "reported" if itself else "computed"
    if have and len(have) < len(pieces):
        state = "partly"
    return state, value, len(have), len(pieces)


def named(c, unit, then, under):
    """The items beside the one asked for whose figures are in it."""
    used = {under[u, then][0][0] for u in c.alive(then)
            if (u, then) in under and unit in c.forward(u, then, True)}
    return ",".join(sorted(used - {"-"})) or "-"


def touches(c, start, unit, then, link):
    """Is the link on a way from the unit of then to that of today?"""
    before = {start}
    for day in sorted({l[3] for l in c.links if then < l[3] <= link[3]}):
        if day == link[3]:
            break
        before |= {l[1] for l in c.links if l[0] in before and l[3] == day}
    if link[0] not in before or c.units[link[0]][0] > link[3]:
        return False
    after = {link[1]} | ({link[0]} if c.units[link[0]][1] > link[3] else set())
    for day in sorted({l[3] for l in c.links if l[3] > link[3]}):
        after |= {l[1] for l in c.links if l[0] in after and l[3] == day}
    return unit in after


def kin(c, unit):
    seen, todo = [unit], [unit]
    while todo:
        at = todo.pop()
        for l in c.links:
            if l[1] == at and l[0] not in seen:
                seen.append(l[0])
                todo.append(l[0])
    return seen


def ask(program, c, unit, windows, under, over, reading, mixed):
    def put(*words):
        program.stdin.write("\t".join(map(str, words)) + "\n")

    put("today", c.today, reading, 0)
    units = kin(c, unit)
    for u in units:
        put("unit", u, "u%d" % u, *c.units[u])
    for old, new, relation, day, share, whole in c.links:
        if old in units:
            put("link", old, new, relation, day,
                "-" if share is None else text(share), whole)
    for day in windows:
        for u in sorted(units):
            for name, (value, weight, sent) in under.get((u, day), ()):
                put("fact", u, sent, day, text(value),
                    "-" if weight is None else text(weight),
                    *map(int_or, mixed if name == "C" else over),
                    DECIMALS[name], name)
    return answer(program)


def int_or(value):
    return int(value) if isinstance(value, bool) else value


def answer(program):
    program.stdin.write("go\n")
    program.stdin.flush()
    points = []
    while True:
        line = program.stdout.readline()
        if line == "":
            raise OSError("it ended, with %s" % program.wait())
        if line == "end\n":
            return points
        points.append(line.rstrip("\n").split("\t"))


def figures(c, rng, windows):
    facts = {}
    for day in windows:
        for u in c.alive(day):
            if rng.random() < .85:
                facts[u, day] = figure(rng, u)
    return facts


def figure(rng, unit):
    return (Fraction(rng.randint(-99999, 999999), 100),
            Fraction(rng.randint(0, 500)) if rng.random() < .9 else None,
            rng.randint(1, 10 ** 6) * 1000 + unit)


def others(facts, rng):
    """Some units reported it, or that as well, as an item that is the same:
    what counts, and under which names all that there is was reported."""
    under = {}
    for at in sorted(facts):
        under[at] = [("-", facts[at])]
        draw = rng.random()
        if draw < .25:
            under[at] = [(rng.choice(("B", "C")), facts[at])]
        elif draw < .35:  # one's own comes first
            under[at].append((rng.choice(("B", "C")), figure(rng, at[0])))
    return under


def compare(program, seed, bend=""):
    """(points compared, states seen, what is wrong)"""
    rng = random.Random(seed)
    c = Country(rng)
    windows = {"%d-%02d-15" % (y, m) for y in (2019, 2021, 2023, 2026)
               for m in (1, 6, 9)}
    windows |= set(rng.sample(DAYS, 3))  # the day of a reform is its last
    windows = sorted(w for w in windows if w <= c.today)
    over, mixed = rng.choice(OVERS), rng.choice(OVERS)
    facts = figures(c, rng, windows)
    under = others(facts, rng)
    n, seen, wrong = 0, {}, []
    nation = {}
    for reading in ("now", "restated", "as-was"):
        for unit in c.alive(c.today):
            points = ask(program, c, unit, windows, under, over, reading,
                         mixed)
            units = kin(c, unit)
            if reading == "as-was":
                got = sorted((p[0], int(p[1]), p[3]) for p in points)
                wrong += [(seed, "named", p) for p in points
                          if (int(p[1]), p[0]) in under and p[6] !=
                          under[int(p[1]), p[0]][0][0]]
                want = sorted(
                    (d, u, text(facts[u, d][0]) if (u, d) in facts else "-")
                    for d in windows for u in units
                    if c.units[u][0] <= d < c.units[u][1]
                    and any((k, d) in facts for k in units))
                n += len(want)
                if got != want:
                    wrong.append((seed, reading, unit, got, want))
                continue
            for ends, _, state, value, k, of, *told in (
                    p if len(p) == 7 else ["?", 0, p[0], "-", 0, 0, ""]
                    for p in points):
                want = expected(c, unit, ends, facts, under,
                                way(units, ends, under, over, mixed),
                                reading == "restated", bend)
                if state != "not" and told != [named(c, unit, ends, under)]:
                    wrong.append((seed, "named", unit, ends, told))
                got = (state, None if value == "-" else Fraction(value),
                       int(k), int(of))
                seen[state] = seen.get(state, 0) + 1
                n += 1
                if got != want:
                    wrong.append((seed, reading, unit, ends, over, got, want))
                nation.setdefault((reading, ends), []).append(got)
    # what all of today's units have is what all of then had
    if over[0] == "sum" and mixed[0] == "sum":
        for (reading, ends), all_ in nation.items():
            kept = {u: lasts(c, u, ends) for u in c.alive(ends)}
            before = sum(facts[u, ends][0] for u in kept
                         if (u, ends) in facts and kept[u])
            if all(g[0] != "not" for g in all_) and \
                    set(kept.values()) <= {0, 1}:
                after = sum(g[1] for g in all_ if g[1] is not None)
                n += 1
                if after != before:
                    wrong.append((seed, "nation", reading, ends, after,
                                  before))
    return n, seen, wrong


def lasts(c, unit, then):
    """How much of it there is today: parts may have ended since."""
    ahead = c.forward(unit, then, True)
    today = [ahead[u] for u in ahead if u in c.alive(c.today)]
    if all(sure for _, sure in today):
        return sum(share for share, _ in today)
    return 1


# of a superior with 100: how figures go together; what was moved: unit, sign,
# from, to (unit 4 has no figure); what stood below what; what it then is in 2021
LONG, PAST = ("2000", "2022"), ("2000", "2021")
SELF, NOT = "reported 100 1/1", "not - 0/0"
MOVED = [
    ("nothing", "sum", [], [], SELF),
    ("taken out", "sum", [(2, -1, *LONG)], [], "computed 98 1/1"),
    ("put in", "sum", [(2, 1, *LONG)], [], "computed 102 2/2"),
    ("at another time", "sum", [(2, -1, "2022", "2023")], [], SELF),
    ("until then", "sum", [(2, -1, *PAST)], [], SELF),
    ("a part", "sum", [(2, 0, *LONG)], [], NOT),
    ("the largest", "max", [(2, -1, *LONG)], [], NOT),
    ("two", "sum", [(2, -1, *LONG), (3, 1, *LONG)], [], "computed 101 2/2"),
    ("without a figure, out", "sum", [(4, -1, *LONG)], [], "computed 100 1/1"),
    ("without a figure, in", "sum", [(4, 1, *LONG)], [], "partly 100 1/2"),
    ("one below the other", "sum", [(2, -1, *LONG), (3, -1, *LONG)],
     [(3, 2, *LONG)], "computed 98 1/1"),
    ("once below the other", "sum", [(2, -1, *LONG), (3, -1, *LONG)],
     [(3, 2, *PAST)], "computed 95 1/1"),
    ("below what was moved before", "sum", [(2, -1, *PAST), (3, -1, *LONG)],
     [(3, 2, *LONG)], "computed 97 1/1"),
]


def moved(program):
    """A superior's total, corrected by what was moved."""
    def put(*words):
        program.stdin.write("\t".join(map(str, words)) + "\n")

    for what, over, moves, below, want in MOVED:
        put("today", "2026-12-31", "now", 1)
        put("unit", 1, "u1", "1000-01-01", FOREVER)
        for unit, value in (1, 100), (2, 2), (3, 3):
            put("fact", unit, unit, "2021-01-01", value, "-", over, 0, 0, "-")
        for unit, sign, a, b in moves:
            put("move", unit, sign, a + "-01-01", b + "-01-01")
        for unit, above, a, b in below:
            put("below", unit, above, a + "-01-01", b + "-01-01")
        (_, _, state, value, k, n, _), = [p for p in answer(program)
                                          if len(p) == 7]
        tap.eq("%s %s %s/%s" % (state, value, k, n), want, "moved: " + what)
    # the one before has a figure of this window still, it has none itself
    put("today", "2026-12-31", "now", 1)
    put("unit", 1, "u1", "2021-01-01", FOREVER)
    put("unit", 9, "u9", "1000-01-01", "2021-01-01")
    put("link", 9, 1, "whole", "2021-01-01", "-", 1)
    for unit in (9, 2):
        put("fact", unit, unit, "2021-01-01", unit, "-", "sum", 0, 0, "-")
    put("move", 2, -1, "2000-01-01", "2022-01-01")
    tap.eq([p[2:6] for p in answer(program)], [["computed", "-", "0", "1"]],
           "moved: out of nothing")
    put("today", "2026-12-31", "now", 1)
    put("unit", 1, "u1", "1000-01-01", FOREVER)
    put("fact", 2, 2, "2021-01-01", 2, "-", "sum", 0, 0, "-")
    put("move", 2, -1, "2000-01-01", "2022-01-01")
    tap.eq(answer(program), [], "moved: a window of others alone")
    # a day between the two: whose figure it then was, nobody can say
    put("today", "2026-12-31", "now", 0)
    put("unit", 1, "u1", "2021-01-02", FOREVER)
    put("unit", 9, "u9", "1000-01-01", "2021-01-01")
    put("link", 9, 1, "whole", "2021-01-02", "-", 1)
    put("fact", 9, 9, "2021-01-01", 9, "-", "sum", 0, 0, "-")
    tap.eq([p[2:6] for p in answer(program)], [["not", "-", "0", "0"]],
           "nobody was there")
    # sent under the name before the last, and carried over since
    put("today", "2026-12-31", "as-was", 1)
    for unit, begins, ends in ((3, "2020-06-01", FOREVER),
                               (2, "2020-03-01", "2020-06-01"),
                               (1, "1000-01-01", "2020-03-01")):
        put("unit", unit, "u%d" % unit, begins, ends)
    put("link", 1, 2, "renamed", "2020-03-01", "-", 1)
    put("link", 2, 3, "renamed", "2020-06-01", "-", 1)
    put("fact", 1, 1, "2021-01-01", 5, "-", "sum", 0, 0, "-")
    tap.eq([(p[1], p[3]) for p in answer(program)], [("1", "5")],
           "as it was: whoever has not sent it is not said to lack it")


def main():
    program = subprocess.Popen(
        [os.environ["BAOCAO_BUILD"] + "/tests/prop/series_lines"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    n, seen, wrong = 0, {}, []
    for seed in range(first, first + ROUNDS):
        more, states, bad = compare(program, seed)
        n += more
        for k, v in states.items():
            seen[k] = seen.get(k, 0) + v
        wrong += bad
        if len(wrong) > 3:
            break
    tap.eq(wrong[:3], [], "%d figures are as they must be" % n)
    tap.note(seen)
    moved(program)
    tap.ok(all(seen.get(s, 0) > 100 for s in
               ("reported", "computed", "partly", "not")),
           "each state was met often")
    bent = sum(len(compare(program, seed, "sum")[2]) for seed in range(40))
    tap.ok(bent > 20, "and a wrong sum is found out")
    program.stdin.close()
    tap.ok(program.wait() == 0, "the program ends well")
    tap.done()


main()
