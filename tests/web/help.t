#!/usr/bin/env python3
"""help.t - the manual of formulas: every example gives what it says

By the command line, and on the page in both languages; what is typed into its
form is computed, escaped and bounded.
"""
# timeout: 200
import html
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import BUILD, SOURCE, Private, Visitor
from tap import done, eq, like, ok, unlike

MANUAL = xml.parse(SOURCE + '/html/help/formula.xml').getroot()
EXAMPLES = list(MANUAL.iter('example'))
WORDS = {'null': ('trống', 'empty'), 'true': ('thỏa mãn', 'it holds')}


def shown(answer, lang):
    """As the page shows the answer of the command line."""
    if answer in WORDS:
        return WORDS[answer][lang == 'en']
    if not re.match(r'-?\d+(\.\d+)?$', answer):
        return answer
    whole, _, part = answer.partition('.')
    group, point = (',', '.') if lang == 'en' else ('.', ',')
    whole = '{:,}'.format(int(whole)).replace(',', group)
    return whole + (point + part if part else '')


def by_command():
    for e in EXAMPLES:
        given = [g.strip() for g in e.get('given', '').split('|') if g.strip()]
        r = subprocess.run([BUILD + '/tool/baocao', 'formula', 'eval',
                            e.get('formula')] + given,
                           env=dict(os.environ, LANGUAGE='en', LC_ALL='C.UTF-8',
                                    BAOCAO_LANG='en'),
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out = r.stdout.decode().strip()
        eq((out, r.returncode), (e.get('answer') or e.get('fails'),
                                 1 if e.get('fails') else 0),
           e.get('formula'))
        said = r.stderr.decode().strip()
        eq(said.partition(': ')[2], e.get('warns', ''), 'and what is doubted')


def as_json():
    r = subprocess.run([BUILD + '/tool/baocao', '--json', 'formula', 'eval',
                        '3+4', '3=1', '4=2', 'measure(3)=đồng',
                        'measure(4)=người'], stdout=subprocess.PIPE,
                       env=dict(os.environ, BAOCAO_LANG='en'))
    got = json.loads(r.stdout.decode())
    eq((got['answer'], got['holds'], len(got['warnings'])), ('3', True, 1),
       'as JSON, with what is doubted')


def whole():
    ok(len(EXAMPLES) > 30, 'there are examples')
    for e in MANUAL.iter():
        kids = [k for k in e if k.tag in ('p', 'say', 'title')]
        for tag in {k.tag for k in kids}:
            langs = [k.get('lang') for k in kids if k.tag == tag]
            eq(langs, ['vi', 'en'] * (len(langs) // 2),
               '<%s> of <%s> is there in both languages' % (tag, e.tag))
    with open(SOURCE + '/lib/core/formula_word.c') as f, \
            open(SOURCE + '/lib/core/formula_ref.c') as g:
        names = re.findall(r'\{ "([a-z_]+)", FN_', f.read() + g.read())
    text = xml.tostring(MANUAL, encoding='unicode')
    names += ['prev', 'ytd', 'same_period_last_year', 'plan', 'item',
              'units_reporting', 'units_expected', 'and', 'or', 'not']
    eq([n for n in names if not re.search(r'\b%s\b' % n, text)], [],
       'every word of the language is explained')


def by_page(program, login):
    v = Visitor(login)
    v.login('owner10', fixture.PASSWORD)
    v.program = program
    for lang in ('vi', 'en'):
        v.cookies['lang'] = lang
        a = v.get('/help/formula')
        eq(a.status, 200, 'the page in ' + lang)
        xml.fromstring(re.sub('<!DOCTYPE[^>]*>', '', a.text))
        answers = re.findall(r"<output class='(good|bad)'>([^<]*)<", a.text)
        eq(len(answers), len(EXAMPLES), 'every example has its answer')
        wrong = [(e.get('formula'), got) for e, (tone, got) in
                 zip(EXAMPLES, answers)
                 if e.get('answer') and html.unescape(got) !=
                 shown(e.get('answer'), lang) or
                 (tone == 'bad') != bool(e.get('fails'))]
        eq(wrong, [], 'which is right')
    like(v.get('/').text, 'lang', 'and on')
    v.get('/help/formula')
    link = html.unescape(re.search(r"href='([^']*given=[^']*)'",
                                   v.page).group(1))
    a = v.get(link.split('#')[0])
    eq(len(re.findall('<output', a.text)) - len(EXAMPLES) -
       len([e for e in EXAMPLES if e.get('warns')]), 1,
       'an example can be tried')
    a = v.get('/help/formula?formula=%3Cb%3E2&given=2%3D%3Ci%3E')
    eq(a.status, 200, 'hostile input')
    unlike(a.text, '<b>2|<i>', 'is escaped')
    like(a.text, "<output class='bad'>", 'and refused in words')
    a = v.get('/help/formula?formula=' + '1%2B' * 300)
    ok(a.status in (400, 422), 'what is too long is refused: %d' % a.status)
    a = v.get('/help/formula?formula=1%2Bx&given=%0A%0D%0A++')
    like(a.text, 'no code x', 'blank lines give nothing')


with Private() as at:
    by_command()
    as_json()
    whole()
    fixture.load(at.db)
    by_page(at.program('help'), at.program('login'))
done()
