"""tap.py - for tests in Python: results as the Test Anything Protocol says

    from tap import ok, eq, like, unlike, note, done
    eq(answer.status, 200, 'the page of signing in')
    done()
"""
import re
import sys

_state = {'n': 0, 'bad': 0, 'ended': False}


def note(text):
    for line in str(text).splitlines() or ['']:
        print('# ' + line, flush=True)


def ok(holds, what):
    _state['n'] += 1
    if not holds:
        _state['bad'] += 1
    what = ' '.join(str(what).split()).replace('#', '')
    print('%s %d - %s' % ('ok' if holds else 'not ok', _state['n'], what),
          flush=True)
    return bool(holds)


def eq(got, wanted, what):
    if not ok(got == wanted, what):
        note('got:    %.2000r' % (got,))
        note('wanted: %.2000r' % (wanted,))


def like(text, pattern, what):
    if not ok(re.search(pattern, text), what):
        note('no match of %s in:' % pattern)
        note(text[:2000])


def unlike(text, pattern, what):
    found = re.search(pattern, text)
    if not ok(not found, what):
        note('a match of %s: %r' % (pattern, found.group(0)[:200]))


def skip_all(why):
    print('1..0 # SKIP ' + why)
    sys.exit(0)


def done():
    """The plan, at the end: a test that dies on the way has none."""
    print('1..%d' % _state['n'], flush=True)
    sys.exit(1 if _state['bad'] else 0)
