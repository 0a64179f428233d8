"""checker.py - does the database hold what the clients were told?

    faults = verdict(State(db.sql), country, ledger)    # {class: [sentence]}

LOST      acknowledged, and not there
WRONG     there, but not what was sent: figures, sums, hash, facts
DOUBLED   there twice for one key
PHANTOM   there, and nobody asked for it
TORN      half of an act: revision, event, audit row, key, state, facts
BROKEN    a chain of hashes does not verify

What is expected comes from the clients' ledger and from the formats that
core/audit.h and core/revision.h describe; no code of the product is used.
"""
import collections
import decimal
import hashlib
import json
import re

CLASSES = ('LOST', 'WRONG', 'DOUBLED', 'PHANTOM', 'TORN', 'BROKEN')
NONE = '0' * 64

Report = collections.namedtuple(
    'Report', 'id unit state version revision accepted first_sent')
Revision = collections.namedtuple(
    'Revision', 'id report no person at sha prev body')
Event = collections.namedtuple('Event', 'id report act person revision reason')
Audit = collections.namedtuple(
    'Audit', 'stream seq at person act object object_id request detail prev'
    ' hash format behalf role address salt was became blanked body_sha'
    ' address_salt address_sha')
Seal = collections.namedtuple('Seal', 'no n root prev at hash')
Sealed = collections.namedtuple('Sealed', 'no stream seq hash')
Head = collections.namedtuple('Head', 'stream seq hash')
Key = collections.namedtuple('Key', 'id person location')
Fact = collections.namedtuple('Fact', 'revision part item value')
Draft = collections.namedtuple('Draft', 'report cell num')

QUERIES = {
    Report: 'SELECT id, unit_id, state, version, COALESCE(revision_id, 0),'
            ' COALESCE(accepted_id, 0), first_sent FROM report ORDER BY id',
    Revision: 'SELECT id, report_id, no, person_id, at, sha, prev, body'
              ' FROM revision ORDER BY report_id, id',
    Event: 'SELECT id, report_id, act, person_id, COALESCE(revision_id, 0),'
           ' reason FROM report_event ORDER BY id',
    Audit: 'SELECT stream, seq, at, person_id, act, object, object_id,'
           ' request, detail, prev, hash, format, behalf_id, role, address,'
           " salt, COALESCE(was, '-'), COALESCE(became, '-'), blanked,"
           ' body_sha, address_salt, address_sha FROM audit ORDER BY stream, seq',
    Seal: 'SELECT no, n, root, prev, at, hash FROM seal ORDER BY no',
    Sealed: 'SELECT seal_no, stream, seq, hash FROM audit WHERE seal_no IS'
            ' NOT NULL ORDER BY seal_no, stream, seq',
    Head: 'SELECT stream, seq, hash FROM audit_head ORDER BY stream',
    Key: 'SELECT id, person_id, location FROM idem ORDER BY id',
    Fact: 'SELECT revision_id, part, item_id, value FROM fact'
          ' ORDER BY revision_id, part, item_id',
    Draft: 'SELECT report_id, cell, num FROM draft ORDER BY report_id, cell',
}


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


class State:
    """The tables, through whatever runs SQL and gives rows of texts."""

    def __init__(self, sql):
        for kind, query in QUERIES.items():
            name = kind.__name__.lower() + 's'
            setattr(self, name, [kind(*map(self.value, row))
                                 for row in sql(query)])
        self.item = {self.value(c): self.value(i) for c, i in sql(
            'SELECT cell, item_id FROM form_cell ORDER BY cell')}

    @staticmethod
    def value(text):
        if re.fullmatch(r'-?(0|[1-9]\d{0,17})', text):
            return int(text)
        return re.sub(r'\\(.)', lambda m: {'n': '\n', 't': '\t'}.get(
            m[1], m[1]), text)  # as the client of the database writes them


def fields(*texts):
    return ''.join('%d:%s' % (len(str(t).encode()), t) for t in texts)


def body_sha(a):
    """What stays when the body is blanked; before and after may be none."""
    address = a.address
    if a.format == 3:
        address = a.address_sha or sha256(fields(a.address_salt, a.address))
    return sha256(fields(a.salt, address, a.detail) + ''.join(
        t if t == '-' else fields(t) for t in (a.was, a.became)))


def audit_hash(a):
    if a.format != 1:
        return sha256('v%d|%d|%d|%d|%d|%d|' % (a.format, a.stream, a.seq,
                                               a.person, a.behalf, a.object_id)
                      + fields(a.at, a.act, a.object, a.role, a.request,
                               a.body_sha, a.prev))
    text = '%d|%d|%d|%d|' % (a.stream, a.seq, a.person, a.object_id)
    for field in (a.at, a.act, a.object, a.request, a.detail, a.prev):
        text += '%d:%s' % (len(str(field).encode()), field)
    return sha256(text)


def merkle(hashes):
    """The root of RFC 6962 over texts."""
    if not hashes:
        return NONE
    if len(hashes) == 1:
        return sha256('L' + hashes[0])
    k = 1
    while 2 * k < len(hashes):
        k *= 2
    return sha256('N' + merkle(hashes[:k]) + merkle(hashes[k:]))


def seal_hash(s):
    return sha256('seal|%d|%d|' % (s.no, s.n) + fields(s.root, s.prev, s.at))


def group(rows, name):
    found = collections.defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def cells_of(revision, part='own'):
    """Figures; the total of a unit that has none below is its own."""
    body = json.loads(revision.body)
    return {c['c']: decimal.Decimal(c['n'])
            for c in body.get(part, body['own']) if 'n' in c}


class Check:
    def __init__(self, state, country, ledger):
        self.s, self.country, self.ledger = state, country, ledger
        self.found = {name: [] for name in CLASSES}
        self.events = group(state.events, 'report')
        self.by_report = group(state.revisions, 'report')
        self.unit = {r.id: r.unit for r in state.reports}
        self.by_id = {k.id: k for k in state.revisions}
        self.keys = {k.id: k for k in state.keys}
        # what was typed tells which sending a revision is
        self.sent = {self.print_of(a.report, a.typed): a.key
                     for a in ledger.acts.values() if a.kind == 'send'}

    @staticmethod
    def print_of(report, cells):
        return report, tuple(sorted((c, int(n)) for c, n in cells.items()))

    def bad(self, name, text, *args):
        self.found[name].append(text % args)

    def chains(self):
        heads = {h.stream: h for h in self.s.heads}
        streams = group(self.s.audits, 'stream')
        for stream in sorted(set(heads) | set(streams)):
            prev, seq = NONE, 0
            for a in streams[stream]:
                seq += 1
                if a.format != 1 and not a.blanked and \
                        a.body_sha != body_sha(a):
                    self.bad('BROKEN', 'audit stream %d: body of %d', stream,
                             a.seq)
                if (a.seq, a.prev, a.hash) != (seq, prev, audit_hash(a)):
                    self.bad('BROKEN', 'audit stream %d at %d', stream, a.seq)
                    break
                prev = a.hash
            else:
                head = heads.get(stream)
                if head is None or (head.seq, head.hash) != (seq, prev):
                    self.bad('BROKEN', 'audit stream %d: its head', stream)

    def seals(self):
        inside = group(self.s.sealeds, 'no')
        prev, no = NONE, 0
        for s in self.s.seals:
            no += 1
            held = [x.hash for x in inside[s.no]]
            if (s.no, s.prev, s.hash) != (no, prev, seal_hash(s)):
                self.bad('BROKEN', 'seal %d', s.no)
            if (s.n, s.root) != (len(held), merkle(held)):
                self.bad('BROKEN', 'seal %d: what it holds', s.no)
            prev = s.hash
        if set(inside) - {s.no for s in self.s.seals}:
            self.bad('BROKEN', 'entries in seals that are not there')

    def revisions(self):
        for report, revisions in self.by_report.items():
            prev = NONE
            for no, k in enumerate(revisions, 1):
                if k.no != no or k.prev != prev:
                    self.bad('BROKEN', 'report %d: revision %d', report, k.no)
                if k.sha != sha256(k.prev + '\n' + k.body):
                    self.bad('WRONG', 'report %d: hash of revision %d',
                             report, k.no)
                prev = k.sha
            self.origin(report, revisions)

    def origin(self, report, revisions):
        """Every revision is one sending, and no sending is two of them."""
        seen = {}
        for k in revisions:
            key = self.sent.get(self.print_of(report, cells_of(k)))
            told = self.ledger.acts.get(key)
            if key is None:
                name = 'WRONG' if self.claimed(k) else 'PHANTOM'
                self.bad(name, 'report %d: revision %d is not what anybody'
                         ' sent', report, k.no)
            elif key in seen:
                self.bad('DOUBLED', 'report %d: revisions %d and %d of %s',
                         report, seen[key], k.no, key)
            elif told.sha not in (None, k.sha):
                self.bad('WRONG', 'report %d: the receipt of revision %d said'
                         ' %s', report, k.no, told.sha)
            seen.setdefault(key, k.no)

    def sums(self):
        """Totals are one's own figures and those accepted below, as listed."""
        by_sha = {k.sha: k for k in self.s.revisions}
        for k in self.s.revisions:
            units = json.loads(k.body).get('units')
            if units is None:
                continue
            below = collections.Counter()
            for unit in units:
                if unit['state'] == 'accepted':
                    child = by_sha.get(unit['sha'])
                    if child is None or (child.no, self.unit[child.report]) \
                            != (unit['no'], unit['id']):
                        self.bad('WRONG', 'revision %d: adds up %s', k.id,
                                 unit['sha'])
                        continue
                    below.update(cells_of(child, 'total'))
            own = collections.Counter(cells_of(k))
            if (below, own + below) != (
                    collections.Counter(cells_of(k, 'below')),
                    collections.Counter(cells_of(k, 'total'))):
                self.bad('WRONG', 'revision %d: totals', k.id)

    def claimed(self, k):
        """Somebody was told that this revision is theirs."""
        return any(a.location and self.receipt_of(a.location) ==
                   (k.report, k.no) for a in self.ledger.acts.values())

    @staticmethod
    def receipt_of(location):
        found = re.search(r'/receipt\?id=(\d+)&no=(\d+)', location)
        return tuple(map(int, found.groups())) if found else None

    def acknowledged(self):
        for a in self.ledger.acked():
            if a.key not in self.keys:
                self.bad('LOST', '%s of report %d: its key %s', a.kind,
                         a.report, a.key)
            elif self.keys[a.key].location != a.location:
                self.bad('WRONG', 'key %s leads to %s', a.key,
                         self.keys[a.key].location)
            if a.kind == 'send':
                report, no = self.receipt_of(a.location)
                if report != a.report or not any(
                        k.no == no for k in self.by_report[report]):
                    self.bad('LOST', 'revision %d of report %d', no, report)
            elif a.kind == 'return' and not self.returned(a):
                self.bad('LOST', 'return of report %d', a.report)
        for key in self.keys:
            if key not in self.ledger.acts:
                self.bad('PHANTOM', 'key %s', key)

    def returned(self, act):
        return [e for e in self.events[act.report]
                if e.act == 'return' and act.key in e.reason]

    def known(self, report, kind):
        """Acts of this kind whose key is there."""
        return [a for a in self.ledger.acts.values() if a.report == report
                and a.kind == kind and a.key in self.keys]

    def acts(self):
        """Event, audit row, key and effect: all of an act, or nothing."""
        audits = group([a for a in self.s.audits if a.object == 'report'],
                       'object_id')
        for r in self.s.reports:
            n = {kind: len(self.known(r.id, kind))
                 for kind in ('send', 'accept', 'return', 'save')}
            self.tally(r, 'events', self.events[r.id], n,
                       ('send', 'accept', 'return'))
            self.tally(r, 'audit rows', audits[r.id], n, tuple(n))
            if len(self.by_report[r.id]) != n['send']:
                self.bad('TORN', 'report %d: %d keys of sendings, %d'
                         ' revisions', r.id, n['send'],
                         len(self.by_report[r.id]))
            if r.version != 1 + sum(n.values()):
                self.bad('TORN', 'report %d: version %d after %d acts', r.id,
                         r.version, sum(n.values()))
            if any(a.stream != r.unit for a in audits[r.id]):
                self.bad('TORN', 'report %d: in the chain of another unit',
                         r.id)
            self.details(r, audits[r.id])

    def tally(self, r, what, rows, n, kinds):
        got = collections.Counter(row.act for row in rows)
        for kind in kinds:
            if got[kind] != n[kind]:
                self.bad('TORN', 'report %d: %d keys of %s, %d %s', r.id,
                         n[kind], kind, got[kind], what)
        for a in self.known(r.id, 'return'):
            if what == 'events' and len(self.returned(a)) > 1:
                self.bad('DOUBLED', 'return of report %d', r.id)

    def details(self, r, audits):
        sent = [a.detail for a in audits if a.act == 'send']
        if sent != ['revision=%d; sha=%s' % (k.no, k.sha)
                    for k in self.by_report[r.id]]:
            self.bad('TORN', 'report %d: revisions as audited', r.id)
        sent = [e.revision for e in self.events[r.id] if e.act == 'send']
        if sent != [k.id for k in self.by_report[r.id]]:
            self.bad('TORN', 'report %d: revisions as in its events', r.id)

    def states(self):
        """The row of the report is what its history makes of it."""
        for r in self.s.reports:
            state, revision, accepted = 'due', 0, 0
            if self.known(r.id, 'save'):
                state = 'draft'
            for e in self.events[r.id]:
                revision = e.revision if e.act == 'send' else revision
                state = self.after(r, e)
                accepted = e.revision if state == 'accepted' else 0
            if (r.state, r.revision, r.accepted) != (
                    state, revision, accepted):
                self.bad('TORN', 'report %d is %s with %d, %d; its history'
                         ' says %s, %d, %d', r.id, r.state, r.revision,
                         r.accepted, state, revision, accepted)
            revisions = self.by_report[r.id]
            if revisions and r.first_sent != revisions[0].at:
                self.bad('TORN', 'report %d: sent first at %s', r.id,
                         r.first_sent)

    def after(self, r, e):
        if e.act == 'send' and r.unit not in self.country.parent:
            return 'accepted'  # there is nobody above
        return {'send': 'sent', 'accept': 'accepted',
                'return': 'returned'}[e.act]

    def drafts(self):
        """What is in the draft is what was typed last."""
        drafts = group(self.s.drafts, 'report')
        for r in self.s.reports:
            typed = [a for kind in ('send', 'save')
                     for a in self.known(r.id, kind)]
            if not typed:
                if drafts[r.id]:
                    self.bad('PHANTOM', 'draft of report %d', r.id)
                continue
            last = max(typed, key=lambda a: a.version)
            if {d.cell: int(decimal.Decimal(d.num)) for d in drafts[r.id]
                    } != last.typed:
                self.bad('WRONG', 'draft of report %d', r.id)

    def facts(self):
        facts = group(self.s.facts, 'revision')
        accepted = {e.revision for r in self.s.reports
                    for e in self.events[r.id]
                    if self.after(r, e) == 'accepted'}
        for revision in sorted(set(facts) | accepted):
            if revision not in accepted:
                self.bad('TORN', 'facts of revision %d, never accepted',
                         revision)
            elif revision in self.by_id:
                self.facts_of(self.by_id[revision], facts[revision])

    def facts_of(self, k, facts):
        wanted = {(i, self.s.item[c]): n
                  for i, part in enumerate(('own', 'total'))
                  for c, n in cells_of(k, part).items()}
        got = {(f.part, f.item): decimal.Decimal(f.value) for f in facts}
        if set(got) != set(wanted):
            self.bad('TORN', 'revision %d: %d facts, not %d', k.id, len(got),
                     len(wanted))
        elif got != wanted:
            self.bad('WRONG', 'facts of revision %d', k.id)


def verdict(state, country, ledger):
    c = Check(state, country, ledger)
    c.chains()
    c.seals()
    c.revisions()
    c.sums()
    c.acknowledged()
    c.acts()
    c.states()
    c.drafts()
    c.facts()
    return c.found
