"""smtp.py - a small SMTP server: what it takes it keeps, and it can refuse

    with Smtp() as smtp:
        conf = {'smtp_url': smtp.url, ...}
        smtp.letters        # [Letter], in the order they were acknowledged
        smtp.refuse['RCPT'] = '450 later'   # what to answer to a command
"""
import email
import email.header
import email.policy
import re
import socket
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
    def __init__(self):
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
        f = s.makefile('rwb')
        try:
            self._talk(f)
        except (OSError, ValueError, EOFError):
            pass
        finally:
            f.close()
            s.close()

    def _talk(self, f):
        def say(text):
            f.write(text.encode() + b'\r\n')
            f.flush()

        say('220 test')
        sender, to = None, []
        for line in f:
            line = line.rstrip(b'\r\n').decode('latin-1')
            self.said.append(line)
            verb = line.split(' ')[0].split(':')[0].upper()
            if verb == self.hang_up:
                return
            if verb in self.refuse:
                say(self.refuse[verb])
                continue
            if verb == 'EHLO':
                say('250 test')
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
                return
            else:
                say('250 ok')

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
