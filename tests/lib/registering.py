"""registering.py - a regime from its first draft to its end, by the pages

    r = Register(country, v)    # v owns regimes for unit 1
    id = r.create('TEST01')
    r.fill(id, content='text')  # all that publishing asks for
    r.publish(id)
"""
import re

TEXTS = {
    'what': {'title_vi': 'Báo cáo thử nghiệm', 'title_en': 'A trial report',
             'family': 'administrative', 'secrecy': 'none',
             'content': 'text', 'scope': 'Tình hình thực hiện'},
    'who': {'reporters': 'Ủy ban nhân dân các xã',
            'receivers': 'Ủy ban nhân dân tỉnh', 'm_signed': '1',
            'c_system': '1', 'c_email': '1'},
    'when': {'frequency': 'quarter', 'cutoff': 'nd09',
             'valid_from': '01/01/2026', 'valid_to': ''},
    'how': {'outline': 'I. Kết quả\nII. Kiến nghị', 'guidance': ''},
    'why': {'basis': 'Thông tư số 01/2026/TT-BTN',
            'basis_no': '01/2026/TT-BTN', 'basis_date': '05/01/2026',
            'issuer': 'Bộ Thử nghiệm'},
}


class Register:
    def __init__(self, country, v):
        self.country, self.v = country, v

    def get(self, address):
        self.v.program = self.country.program(
            {'/assign': 'assign', '/group': 'assign',
             '/catalogue': 'catalogue'}.get(
                 '/' + address.split('/')[1].split('?')[0],
                 'regime_edit' if address.startswith('/regime/edit') else
                 'regime'))
        return self.v.get(address)

    def post(self, page, path, **values):
        """From a page: its tokens, and the version it was made from."""
        self.get(page)
        if 'version' not in values:
            values['version'] = self.hidden_of(path, 'version')
        self.v.program = self.country.program(
            'assign' if path.startswith(('/assign', '/group')) else
            'regime_edit')
        return self.v.post(path, self.v.form(
            {k: x for k, x in values.items() if x is not None}))

    def hidden_of(self, action, name):
        """A hidden field of the form with that action."""
        form = re.search(r"<form method='post' action='%s'.*?</form>" %
                         re.escape(action), self.v.page, re.S)
        if form is None:
            return None
        found = re.search(r"name='%s' value='([^']*)'" % name, form.group(0))
        return found.group(1) if found else None

    def create(self, code, **more):
        values = dict(code=code, line='administrative', owner='1',
                      title_vi='Báo cáo thử nghiệm', family='administrative',
                      frequency='quarter', secrecy='none', version=None)
        a = self.post('/regime/edit/new', '/regime/edit/new',
                      **dict(values, **more))
        self.last = a
        found = re.search(r'regime=(\d+)', a.get('location') or '')
        return int(found.group(1)) if found else None

    def save(self, regime, part, version=None, **values):
        page = '/regime/edit/form?regime=%d&part=%s' % (regime, part)
        self.get(page)
        draft = self.hidden_of('/regime/edit/save', 'version_id')
        seen = version or self.hidden_of('/regime/edit/save', 'version')
        return self.post(page, '/regime/edit/save', regime=regime,
                         version_id=draft, part=part, version=seen, **values)

    def fill(self, regime, **changed):
        for part, texts in TEXTS.items():
            values = {k: changed.get(k, x) for k, x in texts.items()}
            a = self.save(regime, part, **values)
            if a.status != 303:
                return a
        return a

    def publish(self, regime):
        page = '/regime/publish?regime=%d' % regime
        self.get(page)
        draft = self.hidden_of('/regime/edit/publish', 'version_id')
        if draft is None:
            return None
        return self.post(page, '/regime/edit/publish', regime=regime,
                         version_id=draft)

    def assign(self, regime, **values):
        return self.post('/assign?regime=%d' % regime, '/assign/add',
                         regime=regime, **values)

    def row(self, regime, name):
        """The row of that unit, level or group on the page: its number."""
        self.get('/assign?regime=%d' % regime)
        for tr in re.findall(r'<tr>.*?</tr>', self.v.page, re.S):
            if "<th scope='row'>" + name in tr:
                return int(re.search(r"name='row' value='(\d+)'",
                                     tr).group(1))
        return None

    def open(self, regime, period):
        return self.post('/regime/one?regime=%d' % regime,
                         '/regime/edit/open', regime=regime, period=period)


def whole_way(country, v):
    """Every step once, for the tests that walk all routes."""
    r = Register(country, v)
    done = country.done
    regime = r.create('TEST01')
    done('POST /regime/edit/new', r.last, 303)
    done('POST /regime/edit/save', r.fill(regime), 303)
    done('POST /assign/add', r.assign(regime, kind='level', level='province',
                                      due='day 25'), 303)
    r.assign(regime, kind='level', level='commune', due='day 18')
    row = r.row(regime, 'commune')
    done('POST /assign/due', r.post('/assign?regime=%d' % regime,
                                    '/assign/due', regime=regime, row=row,
                                    due='day 17'), 303)
    done('POST /assign/end', r.post('/assign?regime=%d' % regime,
                                    '/assign/end', regime=regime, row=row,
                                    day='01/02/2026'), 303)
    a = done('POST /group/new', r.post('/group', '/group/new', name='Nhóm A',
                                       owner='1', version=None), 303)
    page = a.get('location')
    group = re.search(r'group=(\d+)', page).group(1)
    done('POST /group/add', r.post(page, '/group/add', group=group,
                                   units='100\n101'), 303)
    done('POST /group/end', r.post(page, '/group/end', group=group,
                                   unit='101', day='01/12/2026'), 303)
    done('POST /group/rename', r.post(page, '/group/rename', group=group,
                                      name='Nhóm B'), 303)
    a = r.post('/group', '/group/new', name='Nhóm C', owner='1', version=None)
    page = a.get('location')
    done('POST /group/delete', r.post(
        page, '/group/delete',
        group=re.search(r'group=(\d+)', page).group(1)), 303)
    done('POST /regime/edit/publish', r.publish(regime), 303)
    one = '/regime/one?regime=%d' % regime
    a = done('POST /regime/edit/begin', r.post(one, '/regime/edit/begin',
                                               regime=regime), 303)
    page = a.get('location')
    r.get(page)
    done('POST /regime/edit/drop', r.post(
        page, '/regime/edit/drop', regime=regime,
        version_id=r.hidden_of('/regime/edit/drop', 'version_id')), 303)
    done('POST /regime/edit/give', r.post(one, '/regime/edit/give',
                                          regime=regime, unit='centre/1'),
         303)
    done('POST /regime/edit/retire', r.post(one, '/regime/edit/retire',
                                            regime=regime, day='01/07/2026'),
         303)
    a = done('POST /regime/edit/open', r.open(1, '2026-Q3'), 303)
    job = re.search(r'job=(\d+)', a.get('location')).group(1)
    version = country.at.db.one('SELECT version FROM regime WHERE id = 1')
    done('POST /regime/edit/step', r.post(
        '/regime/one?regime=1', '/regime/edit/step', regime='1', job=job,
        version=version), 303)
    r.post('/regime/one?regime=1', '/regime/edit/begin', regime='1')
    country.values = {'group': group, 'job': job, 'version_id': country.at.db.one(
        "SELECT id FROM regime_version WHERE regime_id = 1 AND state ="
        " 'draft'")}
