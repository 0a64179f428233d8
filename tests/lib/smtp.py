"""smtp.py - a small SMTP server: what it takes it keeps, and it can refuse

    with Smtp() as smtp:
        conf = {'smtp_url': smtp.url, ...}
        smtp.letters        # [Letter], in the order they were acknowledged
        smtp.refuse['RCPT'] = '450 later'   # what to answer to a command

With tls=(certificate, key) it offers STARTTLS, or begins with it (at_once); with
user=(name, password) it takes letters of nobody else, and asks for these only
inside TLS.
"""
import base64
import email
import email.header
import email.policy
import re
import socket
import ssl
import threading


class Letter:
    def __init__(self, sender, to, raw):
        self.sender, self.to, self.raw = sender, to, raw
        self.message = email.message_from_bytes(
            raw, policy=email.policy.SMTP)
        self.subject = str(self.message['subject'])
        self.text = self.message.get_content().replace('\r\n', '\n')

    def link(self):
        """The first address in it."""
        found = re.search(r'https?://\S+', self.text)
        return found.group(0) if found else None


class Smtp:
    def __init__(self, tls=None, user=None, at_once=False):
        self.tls, self.at_once, self.user = None, at_once, user
        if tls:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(*tls)
        self.signed_in = []  # [(user, password, whether inside TLS)]
        self.letters, self.refuse, self.said = [], {}, []
        self.hang_up = None  # at this command, without an answer
        self.connections = 0

    def __enter__(self):
        self.socket = socket.socket()
        self.socket.bind(('127.0.0.1', 0))
        self.socket.listen(20)
        self.url = 'smtp://127.0.0.1:%d' % self.socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.socket.close()

    def conf(self):
        return {'smtp_url': self.url, 'mail_from': 'baocao@example.vn',
                'mail_name': 'H\u1ec7 th\u1ed1ng b\u00e1o c\u00e1o',
                'site_url': 'https://bc.example.vn'}

    def _listen(self):
        while True:
            try:
                s, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(s,),
                             daemon=True).start()

    def _serve(self, s):
        try:
            if self.at_once:
                s = self.tls.wrap_socket(s, server_side=True)
            s.sendall(b'220 test\r\n')
            while self._talk(s):  # once more, inside TLS
                s = self.tls.wrap_socket(s, server_side=True)
        except (OSError, ValueError, EOFError):
            pass
        finally:
            s.close()

    def _offers(self, safe):
        more = []
        if self.tls and not safe:
            more.append('STARTTLS')
        if self.user and safe:
            more.append('AUTH PLAIN')
        lines = ['test', *more]
        return '\r\n'.join('250%s%s' % ('-' if i + 1 < len(lines) else ' ', x)
                           for i, x in enumerate(lines))

    def _authenticate(self, text, safe):
        got = base64.b64decode(text).decode().split('\0')
        self.signed_in.append((got[1], got[2], safe))
        return self.user == (got[1], got[2])

    def _talk(self, s):
        """True: TLS was asked for."""
        f = s.makefile('rwb', buffering=0) if self.tls else s.makefile('rwb')

        def say(text):
            f.write(text.encode() + b'\r\n')
            f.flush()

        safe = isinstance(s, ssl.SSLSocket)
        sender, to, known = None, [], not self.user
        for line in f:
            line = line.rstrip(b'\r\n').decode('latin-1')
            verb = line.split(' ')[0].split(':')[0].upper()
            self.said.append(verb if verb == 'AUTH' else line)
            if verb == self.hang_up:
                return False
            if verb in self.refuse:
                say(self.refuse[verb])
                continue
            if verb == 'EHLO':
                say(self._offers(safe))
            elif verb == 'STARTTLS':
                say('220 go on')
                return True
            elif verb == 'AUTH':
                text = line.partition(' PLAIN ')[2]
                if text == '':
                    say('334 ')
                    text = f.readline().decode()
                known = self._authenticate(text, safe)
                say('235 welcome' if known else '535 who are you')
            elif verb == 'MAIL' and not known:
                say('530 sign in')
            elif verb == 'MAIL':
                sender, to = line.split(':', 1)[1], []
                say('250 ok')
            elif verb == 'RCPT':
                to.append(line.split(':', 1)[1].strip('<>'))
                say('250 ok')
            elif verb == 'DATA':
                say('354 go on')
                self._data(f, say, sender, to)
            elif verb == 'QUIT':
                say('221 bye')
                return False
            else:
                say('250 ok')
        return False

    def _data(self, f, say, sender, to):
        raw = b''
        for line in f:
            if line == b'.\r\n':
                break
            raw += line[1:] if line.startswith(b'.') else line
        else:
            return
        if self.hang_up == '.':
            raise EOFError
        if '.' in self.refuse:
            say(self.refuse['.'])
            return
        self.letters.append(Letter(sender, to, raw))
        say('250 taken')
