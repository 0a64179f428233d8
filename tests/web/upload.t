#!/usr/bin/env python3
# deployed
"""upload.t - forms with a file, through the frame: what is taken, what is not

The parser has its own tests (tests/unit/test_multipart.c); here is what the
frame makes of it: limits as pages, tokens and keys as for every other form.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + '/../lib')
import fixture
from bare import Private, Visitor, multipart
from tap import done, eq, like, ok, unlike

TABLE = ('CREATE TABLE probe (id BIGINT AUTO_INCREMENT PRIMARY KEY,'
         ' n BIGINT NOT NULL, text MEDIUMTEXT NOT NULL)')
KEPT = 'a\u0301 b;c="1"%.xlsx'
MIB = 1 << 20


def count(at):
    return int(at.db.one('SELECT COUNT(*) FROM probe'))


def last(at):
    return at.db.one('SELECT text FROM probe ORDER BY id DESC LIMIT 1')


def send(v, content, name='a.xlsx', path='/probe/file', text='x', **more):
    v.get('/probe')
    return v.upload(path, v.form({'text': text}), [('file', name, content)],
                    **more)


def taken(at, v):
    a = send(v, b'PK\x00\xff\r\n--', KEPT.replace('"', '%22'), text='hai')
    eq((a.status, a.get('location')), (303, '/probe?done=8'), 'a file')
    eq(last(at), '\u00e1 b;c="1"%.xlsx|application/octet-stream|8|45|hai',
       'as it was sent')
    eq(send(v, b'').status, 303, 'an empty file is one')
    v.get('/probe')
    a = v.upload('/probe/file', v.form({'text': 'x'}), [('file', '', b'')])
    eq((a.status, last(at)), (303, '|application/octet-stream|0|-1|x'),
       'a form where none was chosen')
    v.get('/probe')
    eq(v.post('/probe/file', v.form({'text': 'x'})).status, 303,
       'a plain form on the same page')
    eq(last(at), '||0|-1|x', 'has no file')
    a = send(v, b'\0' * MIB)
    eq((a.status, last(at)), (303, 'a.xlsx|application/octet-stream|%d|0|x' %
                              MIB), 'as large as it may be')


def too_large(at, v):
    n = count(at)
    for size, what in ((MIB + 1, 'one byte more'), (MIB + 500000, 'more'),
                       (3 * MIB, 'more than any body may have')):
        a = send(v, b'x' * size)
        eq(a.status, 413, what)
        like(a.text, 'The file is larger than 1 MiB', 'and it is told so')
    v.get('/probe')
    a = v.post('/probe/file', b'', CONTENT_LENGTH='99999999999999999999',
               CONTENT_TYPE='multipart/form-data; boundary=x')
    eq(a.status, 413, 'a length past 64 bits')
    a = send(v, b'x', text='y' * (MIB + 1))
    eq(a.status, 413, 'a field as large as a file')
    unlike(a.text, 'The file is', 'is no file')
    eq(count(at), n, 'nothing was done')


def malformed(at, v):
    n = count(at)
    v.get('/probe')
    fields = v.form({'text': 'x'})
    one = [('file', 'a', b'1')]
    body = multipart(fields, one)
    kind = 'multipart/form-data; boundary=----bound'
    for what, sent, type_ in (
            ('another boundary', body, kind + 'x'),
            ('no boundary', body, 'multipart/form-data'),
            ('two files', multipart(fields, one + one), kind),
            ('a file of another name',
             multipart(fields, [('other', 'a', b'1')]), kind),
            ('a text where the file should be',
             multipart(dict(fields, file='1')), kind),
            ('a field too many', multipart(dict(fields, more='1'), one), kind),
            ('a name that is not text', multipart(fields, one).replace(
                b'"a"', b'"\xff"'), kind),
            ('something before', b'x' + body, kind),
            ('something behind', body + b'x', kind),
            ('nothing', b'', kind),
            ('half of it', body[:-40], kind)):
        a = v.post('/probe/file', sent, CONTENT_TYPE=type_)
        eq(a.status, 400, what)
    for change, what in ((1, 'shorter than it said'), (100, 'much shorter')):
        a = v.post('/probe/file', body, CONTENT_TYPE=kind,
                   CONTENT_LENGTH=str(len(body) + change))
        eq(a.status, 400, what)
    eq(v.post('/probe/file', body, CONTENT_TYPE=kind,
              CONTENT_LENGTH=None).status, 411, 'without its length')
    eq(v.upload('/probe/note', fields, one).status, 400,
       'a file for a page that takes none')
    eq(count(at), n, 'nothing was done')


def tokens(at, v):
    n = count(at)
    v.get('/probe')
    fields = v.form({'text': 'x'})
    one = [('file', 'a', b'1')]
    eq(v.upload('/probe/file', dict(fields, csrf='0' * 64), one).status, 403,
       'a wrong token')
    eq(v.upload('/probe/file', {k: x for k, x in fields.items()
                                if k != 'csrf'}, one).status, 403, 'no token')
    eq(v.upload('/probe/file', {k: x for k, x in fields.items()
                                if k != 'key'}, one).status, 400, 'no key')
    eq(Visitor(v.program).upload('/probe/file', fields, one).status, 303,
       'nobody signed in is sent to do so')
    eq(count(at), n, 'nothing was done')
    a, b = (v.upload('/probe/file', fields, one) for _ in '12')
    eq((a.status, b.status, a.get('location'), b.get('location')),
       (303, 303, '/probe?done=1', '/probe?done=1'), 'twice: the same answer')
    eq(count(at), n + 1, 'one effect')
    for change, what in (([('file', 'a', b'2')], 'another content'),
                         ([('file', 'b', b'1')], 'another name'),
                         ([], 'no file')):
        a = v.upload('/probe/file', fields, change)
        eq(a.status, 409, 'the same key with ' + what)
    eq(count(at), n + 1, 'has no effect')


def plain_cgi(at, v):
    v.get('/probe')
    body = multipart(v.form({'text': 'x'}), [('file', 'c.xlsx', b'y' * 200000)])
    a = at.plain_cgi(v.program, v.post_variables('/probe/file', body, {
        'CONTENT_TYPE': 'multipart/form-data; boundary=----bound'}), body)
    eq(a.status, 303, 'as a plain CGI program')
    like(last(at), '^c.xlsx.*200000', 'the whole of it')


def main():
    with Private() as at:
        fixture.load(at.db)
        at.db.sql(TABLE)
        v = Visitor(at.program('login'))
        v.login('head10', fixture.PASSWORD)
        v.program = at.program('tests/web/probe.fcgi')
        v.cookies['lang'] = 'en'
        taken(at, v)
        too_large(at, v)
        malformed(at, v)
        tokens(at, v)
        plain_cgi(at, v)
        ok(all(w.poll() is None for w in v.program.workers),
           'the worker is still there')
    done()


main()
