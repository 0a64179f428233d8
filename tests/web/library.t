#!/usr/bin/env python3
"""library.t - packages of forms through the pages: given, compared, taken in"""
# timeout: 300
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
from bare import Private
from country import Country
from tap import done, eq, like, ok, unlike


def export(v):
    v.get('/library')
    return v.post('/library/export', {'csrf': v.hidden('csrf'),
                                      'regime': 'XLD01'})


def look(v, text):
    v.get('/library')
    return v.upload('/library/look', {'csrf': v.hidden('csrf')},
                    [('file', 'a.xml', text.encode())])


def hidden_text(page):
    text = re.search("name='text' value='([^']*)'", page).group(1)
    for a, b in (('&lt;', '<'), ('&gt;', '>'), ('&quot;', '"'),
                 ('&#39;', "'"), ('&amp;', '&')):
        text = text.replace(a, b)
    return text


def main():
    with Private() as at:
        country = Country(at)
        v = country.person('owner1')
        v.program = country.program('library')
        page = v.get('/library').text
        like(page, 'XLD01', 'what has forms can be given')
        package = export(v).text
        like(package, '<signature key="[0-9a-f]{64}"', 'it is signed')
        a = look(v, package)
        eq(a.status, 200, 'it is compared')
        like(a.text, 'Signed by this installation|Signed by hệ thống này',
             'by whom it is signed')
        like(a.text, 'It changes nothing', 'here it changes nothing')
        a = look(v, package.replace('Tổng số đơn', 'Tổng đơn'))
        eq(a.status, 422, 'what was altered is refused')
        like(a.text, 'altered after it was signed', 'and why')
        eq(look(v, 'không phải XML').status, 422, 'so is what is no package')
        eq(v.post('/library/look', {'csrf': v.hidden('csrf')}).status, 422,
           'and no file at all')

        bare = re.sub('<signature[^>]*>', '', package).replace(
            'code="XLD01"', 'code="XLD01-B"')
        a = look(v, bare)
        like(a.text, 'not signed', 'one without a signature is marked')
        text = hidden_text(a.text)
        form = v.form({'text': text})
        regimes = at.db.one('SELECT COUNT(*) FROM regime')
        a = v.post('/library/apply', form)
        eq(a.status, 422, 'and not taken just so')
        eq(at.db.one('SELECT COUNT(*) FROM regime'), regimes, 'nothing came')
        form = v.form({'text': text, 'confirmed': '1'})
        a = v.post('/library/apply', form)
        eq(a.status, 303, 'it is when the owner says so')
        eq(at.db.sql("SELECT COUNT(f.id), MIN(g.owner_id) FROM regime g JOIN"
                     " form f ON f.regime_id = g.id WHERE g.code ="
                     " 'XLD01-B'"), [['2', '1']],
           'both versions of the form, owned by who brought them')
        eq(at.db.one("SELECT COUNT(*) FROM assignment a JOIN regime g ON g.id"
                     " = a.regime_id WHERE g.code = 'XLD01-B'"), '0',
           'nobody owes it')
        like(v.get(a.get('location')).text, 'is taken in', 'and it says so')

        w = country.person('owner10')
        w.program = country.program('library')
        changed = bare.replace('Summary of the handling', 'Summary of handling', 1)
        a = look(w, changed)
        like(a.text, 'belongs to somebody else', 'a comparison says so')
        w.get('/library')
        form = w.form({'text': changed, 'confirmed': '1'})
        a = w.post('/library/apply', form)
        eq(a.status, 422, 'what is somebody else\'s is not changed')
        like(a.text, 'belongs to somebody else', 'and why')
        unlike(at.db.one("SELECT title_en FROM regime_version w JOIN regime g"
                         " ON g.id = w.regime_id WHERE g.code = 'XLD01-B'"
                         " ORDER BY w.id DESC LIMIT 1"), 'Summary of handling',
               'it is as it was')
        ok(True, 'done')
    done()


main()
