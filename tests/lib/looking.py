"""looking.py - who was shown whose data, and is it on record?

    looking = Looking(db)              # everybody gets data like nobody's else
    looking.look(login, name, answer)  # of every answer of every route
    looking.wrong()                    # what is not on record, once, with whom

Data of a person: the name to sign in with, e-mail, telephone, the address of a
session.  A name beside an act (who sent a report, who drew a form) is none: it
belongs to the act, as on paper.  doc/privacy.md, "Who looked at whom".
"""
import re

# Lists of many people's acts or rights: what was asked for is on record, and
# the rows are found by it again.
BY_QUESTION = ('GET /audit', 'GET /audit/entry', 'GET /audit/report',
               'GET /audit/file/@', 'GET /history', 'GET /privacy',
               'GET /unit/reform/look')


class Looking:
    def __init__(self, db):
        self.db, self.found = db, []
        db.sql("UPDATE person SET name = CONCAT('Nguoi so ', id), email ="
               " CONCAT('thu', id, 'q@noi.vn'), phone = CONCAT('0977', LPAD("
               "id, 6, '0'))")
        db.sql("INSERT INTO session (token, person_id, address, made, seen,"
               " expires, proved) SELECT SHA2(CONCAT('look', id), 256), id,"
               " CONCAT('2001:db8::', LPAD(id, 4, '0')), UTC_TIMESTAMP(6),"
               " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 9 HOUR,"
               " UTC_TIMESTAMP(6) FROM person")
        self.words, self.numbers = {}, {}
        for number, login in db.sql('SELECT id, login FROM person'):
            n = self.numbers[login] = int(number)
            for word in (login if re.search('[0-9]', login) else None,
                         'thu%dq@noi.vn' % n, '0977%06d' % n,
                         '2001:db8::%04d' % n):
                if word:
                    self.words[word] = n
        self.any = re.compile(r'(?<![\w@.])(%s)(?!\w)' % '|'.join(
            re.escape(w) for w in self.words))

    def look(self, login, name, answer):
        shown = {self.words[w] for w in self.any.findall(answer.text)}
        shown.discard(self.numbers.get(login))
        if shown:
            self.found.append((name, answer.get('x-request-id'), shown))

    def rows(self):
        """What is on record, by request."""
        all_ = {}
        for request, *row in self.db.sql(
                'SELECT request, act, object, object_id, detail FROM audit'):
            all_.setdefault(request, []).append(row)
        return all_

    @staticmethod
    def complain(name, shown, rows):
        if len(rows) != 1:
            return '%s: %d times on record' % (name, len(rows))
        act, what, number, detail = rows[0]
        if name.startswith('GET') and act not in ('read', 'export'):
            return '%s: %s' % (name, act)
        told = {int(number)} if what == 'person' else set()
        m = re.search('; people=([0-9 ]+)', detail)
        told |= {int(x) for x in m.group(1).split()} if m else set()
        if name not in BY_QUESTION and not shown <= told:
            return '%s: not of whom: %s' % (name, sorted(shown - told)[:3])
        return None

    def wrong(self):
        on_record = self.rows()
        return sorted({x for x in (
            self.complain(name, shown, on_record.get(request, []))
            for name, request, shown in self.found) if x})

    def routes(self):
        return sorted({name for name, _, _ in self.found})
