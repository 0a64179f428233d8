"""routes.py - what the programs say of their routes (NAME.fcgi --routes)"""
import glob
import os
import re
import subprocess

from bare import BUILD


class Route:
    """One line of it: GET /entry/receipt view report id id:long no:long"""

    def __init__(self, program, line):
        words = line.split()
        self.program = program
        self.method, self.path, self.right, self.object, self.id = words[:5]
        self.types = dict(w.split(':') for w in words[5:] if ':' in w)
        self.fields = list(self.types)
        self.required = [f for f, t in self.types.items()
                         if t in ('long', 'text')]
        self.open = '+' in words  # takes fields that it does not name
        self.keyed = self.method == 'POST' and '!key' not in words
        self.by_token = '@only' in words  # tests/web/token.t
        self.name = '%s %s' % (self.method, self.path)


def routes(of=Route):
    for path in sorted(glob.glob(BUILD + '/*.fcgi')):
        name = os.path.basename(path)[:-5]
        said = subprocess.run([path, '--routes'], stdout=subprocess.PIPE,
                              check=True).stdout.decode()
        for line in said.splitlines():
            yield of(name, line)


def masked(answer):
    """Without what is drawn anew for each page."""
    text = re.sub('[0-9a-f]{64}|[0-9a-f]{32}', 'TOKEN', answer.text)
    return (answer.status, answer.get('content-type'),
            text.replace(answer.get('x-request-id'), 'ID'))
