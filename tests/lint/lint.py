"""What the lints share: results in TAP, and C sources as tokens.

Every lint says `complaints(name, text)`: a list of sentences, empty when all is
well; run() puts the sources to it, and then its samples, which must be refused:
a lint that never complains proves nothing.
"""
import os
import re
import subprocess
import sys

TOP = os.environ.get("BAOCAO_SOURCE") or os.path.dirname(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ours = ("lib", "cgi", "tool")


class Tap:
    def __init__(self):
        self.n = self.bad = 0

    def ok(self, good, what, notes=()):
        self.n += 1
        self.bad += not good
        print(f"{'ok' if good else 'not ok'} {self.n} - {what}")
        for note in [] if good else notes:
            print("#", note)

    def end(self):
        print(f"1..{self.n}")
        sys.exit(1 if self.bad else 0)


def files(folders=ours, ends=(".c", ".h")):
    for folder in folders:
        for where, below, names in os.walk(os.path.join(TOP, folder)):
            below[:] = sorted(d for d in below if d not in (
                "node_modules", "__pycache__"))
            for name in sorted(names):
                if name.endswith(ends):
                    yield os.path.relpath(os.path.join(where, name), TOP)


def read(path):
    with open(os.path.join(TOP, path), encoding="utf-8") as f:
        return f.read()


TOKEN = re.compile(r'''
    (?P<comment>/\*.*?\*/|//[^\n]*)
  | (?P<text>(?:u8|L)?"(?:\\.|[^"\\\n])*")
  | (?P<char>'(?:\\.|[^'\\\n])*')
  | (?P<directive>^[ \t]*\#(?:\\\n|/\*.*?\*/|[^\n])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<number>\d[\w.]*)
  | (?P<space>\s+)
  | (?P<sign>.)
''', re.X | re.S | re.M)
ESCAPE = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


def tokens(text):
    """(kind, text, line) without comments and space."""
    line = 1
    for m in TOKEN.finditer(text):
        if m.lastgroup not in ("comment", "space"):
            yield m.lastgroup, m.group(), line
        line += m.group().count("\n")


def value(literal):
    body = literal[literal.index('"') + 1:-1]
    return re.sub(r"\\(.)", lambda m: ESCAPE.get(m.group(1), m.group(1)), body)


def calls(text, names):
    """(name, line, arguments) of each call of a name; an argument is a list of
    tokens.  Calls that stand in directives are not seen."""
    all_ = list(tokens(text))
    for i, (kind, word, line) in enumerate(all_):
        if kind != "word" or word not in names:
            continue
        if i + 1 >= len(all_) or all_[i + 1][1] != "(":
            continue
        depth, args = 0, [[]]
        for token in all_[i + 1:]:
            if token[1] in "([{":
                depth += 1
                if depth == 1:
                    continue
            elif token[1] in ")]}":
                depth -= 1
                if depth == 0:
                    break
            elif token[1] == "," and depth == 1:
                args.append([])
                continue
            args[-1].append(token)
        yield word, line, args


def literal(argument):
    """The text of an argument that is literals only, else None."""
    if argument and all(t[0] == "text" for t in argument):
        return "".join(value(t[1]) for t in argument)
    return None


def functions(text):
    """(name, first line, last line) of each function's body."""
    depth, start, name, last_word, before = 0, 0, None, None, None
    parens = 0
    for kind, t, line in tokens(text):
        if kind == "directive":
            continue
        if t == "(":
            parens += 1
            if parens == 1 and depth == 0 and name is None:
                name = last_word
        elif t == ")":
            parens -= 1
        elif t == "{":
            if depth == 0 and before == ")" and name:
                start = line
            depth += 1
        elif t == "}":
            depth -= 1
            if depth == 0:
                if start:
                    yield name, start, line
                start, name = 0, None
        elif t == ";" and depth == 0:
            name = None
        if kind == "word":
            last_word = t
        before = t


def run(what, complaints, samples, folders=ours, ends=(".c", ".h")):
    """samples: (name, text) pairs, each of which must be complained of."""
    tap = Tap()
    found, n = [], 0
    for path in files(folders, ends):
        n += 1
        found += complaints(path, read(path))
    tap.ok(not found, f"{what}: {n} files", found)
    tap.ok(n > 0, "there are files to look at")
    for name, text in samples:
        said = complaints(name, text)
        tap.ok(said, "refused: " + " ".join(text.split())[:60])
    tap.end()


def output(*command):
    r = subprocess.run(command, cwd=TOP, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, text=True)
    return r.returncode, r.stdout
