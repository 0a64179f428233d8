#!/usr/bin/env python3
"""sso_fronts.t - every web server: headers make nobody, API tokens arrive

# timeout: 400
Apache and nginx over FastCGI, Apache with plain CGI.  Each hands a visitor's
headers on; none of them may become what only the server says.
"""
import http.client
import json
import os
import subprocess
import sys
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + '/../lib')
from tap import done, eq, like, note, ok, unlike

SITE = HERE + '/../lib/site'
os.environ.setdefault('BAOCAO_SOURCE', os.path.abspath(HERE + '/../..'))
SECRET = 'c0ffee' * 8
CONF = ['remote_user = yes', 'remote_user_secret = ' + SECRET]
# A server makes HTTP_REMOTE_USER of most of these, and of none REMOTE_USER.
NAMES = ('Remote-User', 'REMOTE_USER', 'Remote_User', 'remote_user',
         'X-Remote-User', 'X_REMOTE_USER', 'X-Forwarded-User', 'Remote User',
         'Auth-User', 'X-Auth-Request-User', 'OIDC_CLAIM_sub', 'Proxy',
         'Redirect-Remote-User', 'FCGI-REMOTE-USER', 'SSL-CLIENT-S-DN')
SECRETS = ('Baocao-Proxy-Secret', 'BAOCAO_PROXY_SECRET',
           'baocao_proxy_secret', 'X-Baocao-Proxy-Secret')


class Site:
    def __init__(self, front, base, *more):
        words = [SITE, 'start', '--seed', 'empty', '--front', front,
                 '--base', base, *more]
        for line in CONF:
            words += ['--conf', line]
        out = subprocess.run(words, check=True,
                             stdout=subprocess.PIPE).stdout.decode()
        self.is_ = dict(line.split('=', 1) for line in out.splitlines())
        self.url = urllib.parse.urlsplit(self.is_['URL'])

    def stop(self):
        subprocess.run([SITE, 'stop', self.is_['DIR']], check=True)

    def tool(self, *words):
        return subprocess.run(
            [os.environ['BAOCAO_BUILD'] + '/tool/baocao', *words], check=True,
            stdout=subprocess.PIPE, env=dict(
                os.environ, BAOCAO_CONF=self.is_['CONF'],
                LANG='en')).stdout.decode()

    def sql(self, text):
        return subprocess.run(
            ['mariadb', '--no-defaults', '--socket=' + self.is_['SOCK'],
             '-N', '-B', self.is_['DB'], '-e', text], check=True,
            stdout=subprocess.PIPE).stdout.decode().strip()

    def ask(self, path, head=(), method='GET', body=None):
        """Header names as they are: also those that no library would send."""
        c = http.client.HTTPConnection(self.url.hostname, self.url.port,
                                       timeout=30)
        c.putrequest(method, self.url.path + path)
        for name, value in head:
            c._buffer.append(('%s: %s' % (name, value)).encode())
        if body is not None:
            c.putheader('Content-Type', 'application/x-www-form-urlencoded')
            c.putheader('Content-Length', str(len(body)))
        c.endheaders(body)
        a = c.getresponse()
        a.body = a.read().decode('utf-8', 'replace')
        a.cookies = a.headers.get_all('Set-Cookie') or []
        c.close()
        return a


def nobody(site, at):
    """With the very secret in their hands, by no spelling of a header."""
    wrong, n = [], 0
    for name in NAMES:
        for secret in SECRETS + (None,):
            head = [(name, 'admin')]
            if secret is not None:
                head.append((secret, SECRET))
            try:
                a = site.ask('/login/sso?REMOTE_USER=admin', head)
            except http.client.HTTPException as e:
                note('%s: %s' % (name, e))
                continue
            n += 1
            if a.status not in (302, 400, 401, 403) or [
                    c for c in a.cookies if c.startswith('baocao=')]:
                wrong.append('%s, %s: %d' % (name, secret, a.status))
    a = site.ask('/login/sso', [('Authorization', 'Basic YWRtaW46eA==')])
    ok(a.status in (302, 401, 403), at + ': a password to the server opens nothing')
    eq(wrong, [], '%s: %d headers make nobody of anybody' % (at, n))
    eq(site.sql('SELECT COUNT(*) FROM session'), '0', 'no session')


def tokens(site, at):
    site.sql("INSERT IGNORE INTO person (login, name, created) VALUES"
             " ('machine', 'May', '2026-01-01')")
    token = json.loads(site.tool('--json', 'token', 'add', 'machine',
                                 at))['token']
    for head, status in (([('Authorization', 'Bearer ' + token)], 200),
                         ([('authorization', 'bearer ' + token)], 200),
                         ([('Authorization', 'Bearer bc_' + '0' * 64)], 401),
                         ([('X-Authorization', 'Bearer ' + token)], 401),
                         ([], 401)):
        a = site.ask('/api/me', head)
        eq(a.status, status, '%s: %.30s' % (at, head))
        eq(a.cookies, [], 'no cookie')
        if status == 401:
            like(a.headers['WWW-Authenticate'], '^Bearer realm', 'asked for')
            eq(a.headers['Content-Type'], 'application/problem+json', 'so')
    eq(json.loads(site.ask('/api/me', [
        ('Authorization', 'Bearer ' + token)]).body)['login'], 'machine',
       at + ': it is the account')
    a = site.ask('/api/cells', [('Authorization', 'Bearer ' + token)], 'POST',
                 b'id=1&version=0')
    eq(a.status, 403, 'which has no rights')
    a = site.ask('/login', [('Authorization', 'Bearer ' + token)])
    eq(a.status, 403, 'and signs in nowhere')


def main():
    for front, base in (('apache', '/bc'), ('nginx', ''), ('cgi', '/bc')):
        site = Site(front, base)
        try:
            nobody(site, front)
            tokens(site, front)
        finally:
            site.stop()
    if os.path.exists('/usr/lib/apache2/modules/mod_auth_openidc.so'):
        site = Site('apache', '', '--sso',
                    'ISSUER=http://127.0.0.1:1 CLIENT=x CLIENTSECRET=y'
                    ' PASSPHRASE=z CLAIM=sub SECRET=' + SECRET)
        try:
            nobody(site, 'apache with a provider that is away')
            tokens(site, 'apache with a provider that is away')
        finally:
            site.stop()
    done()


main()
