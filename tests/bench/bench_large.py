#!/usr/bin/env python3
"""large: forms near their limits, a list of 1,000 rows x 5 columns with look-ups
and options, and a fixed form of 50 x 40 cells: the page of entry, a save with
everything changed, the report as PDF.  The limit is four times what the same
takes with a quarter of the rows: what grows by more than its data fails."""
import os
import re
import secrets
import sys
import urllib.parse

from site_for_bench import BUILD, SOURCE, Site, line, median, sha

sys.path.insert(0, SOURCE + "/tests/lib")
import fcgi

ROUNDS = 7
HEAD = """<regime code='{code}' family='administrative' line='administrative'
 frequency='quarter' cutoff='nd09' from='2020-01-01'>
<title lang='vi'>{code}</title><title lang='en'>{code}</title><basis>B</basis>
<level code='commune' due='day 18'/>
<form version='1' number='{code}' from='2020-01-01'>
<title lang='vi'>{code}</title><title lang='en'>{code}</title>"""
LIST = HEAD + """<choices code='S'><choice code='0'>Không</choice>
<choice code='1'>Có</choice></choices>
<columns><label code='A' role='stt'>STT</label>
<column code='1' type='lookup' register='ZONE' required='yes'>Khu</column>
<column code='2' type='text'>Tên</column>
<column code='3' type='choice' choices='S'>Có</column>
<column code='4' type='integer' measure='dự án' item='{code}.4'>Số</column>
<column code='5' type='money' decimals='1' measure='tỷ đồng'
 item='{code}.5' check='&gt;=4'>Vốn</column>
</columns><rows kind='list' max='{rows}'><total>Tổng</total></rows></form></regime>"""


def fixed(code, rows):
    columns = "".join(
        f"<column code='{c}' type='integer'>Cột {c}</column>"
        if c % 10 != 1 else
        f"<column code='{c}' type='integer' formula='{c}={c+1}+...+{c+9}'>"
        f"Cột {c}</column>" for c in range(1, 41))
    lines = "".join(f"<row code='{r}' measure='đơn' type='integer'"
                    f" item='{code}.{r}'>Dòng {r}</row>"
                    for r in range(1, rows + 1))
    columns = columns.replace("<column ", "<column item-name='x' item='C{}' ")
    n = iter(range(1, 41))
    columns = re.sub("C{}", lambda _: f"C{next(n)}", columns)
    return (HEAD.format(code=code) + "<columns><label code='A' role='label'>"
            f"Chỉ tiêu</label>{columns}</columns><rows kind='fixed'>{lines}"
            "</rows></form></regime>")


def typed(code, rows, turn):
    """Everything that a page of that form can send, another figure a turn."""
    if code.startswith("L"):
        for r in range(1, rows + 1):
            for col, text in enumerate((f"Z{(r + turn) % 1000:04}",
                                        f"Tên {r} {turn}", str(turn % 2),
                                        str(r + turn),
                                        f"{r + turn + 1},5"), 1):
                yield r * 6 + col, text
    else:
        for r in range(rows):
            for c in range(1, 41):
                if c % 10 != 1:
                    yield r * 41 + c, str(r * c + turn)


site = Site()
with open(site.dir + "/zones.csv", "w") as f:
    f.write("code,label\n" + "".join(f"Z{i:04},Khu số {i}\n"
                                     for i in range(1000)))
site.tool("register", "import", "ZONE", site.dir + "/zones.csv", "--name", "K")
SIZES = {"LQ": 250, "LW": 1000, "FQ": 12, "FW": 50}
for code, rows in SIZES.items():
    with open(f"{site.dir}/{code}.xml", "w") as f:
        f.write(LIST.format(code=code, rows=rows) if code[0] == "L"
                else fixed(code, rows))
    site.tool("form", "load", f"{site.dir}/{code}.xml")
    site.sql(f"""
        INSERT INTO report (regime_id, period_id, unit_id, receiver_id,
          regime_version_id, form_id, state, due, version, changed)
        SELECT g.id, r.period_id, r.unit_id, r.receiver_id, w.id, f.id, 'due',
          '2026-09-18', 1, '2026-09-15 00:00:00' FROM report r JOIN unit u
          ON u.id = r.unit_id AND u.level = 'commune' JOIN regime g
          ON g.code = '{code}' JOIN regime_version w ON w.regime_id = g.id
          JOIN form f ON f.regime_id = g.id
          JOIN regime b ON b.id = r.regime_id AND b.code = 'BENCH300'
          ORDER BY r.id LIMIT 1""")
unit = int(site.sql("SELECT unit_id FROM report ORDER BY id DESC LIMIT 1")
           [0][0])
token = site.official(unit)
workers = {name: site.worker([f"{BUILD}/{name}.fcgi"], name)[0]
           for name in ("entry", "report")}


def ask(program, method, path, query="", body="", status=200):
    """The answer; microseconds and statements as the worker's log has them."""
    body = body.encode()
    got = fcgi.exchange(workers[program], {
        "REQUEST_METHOD": method, "SCRIPT_NAME": path, "QUERY_STRING": query,
        "HTTP_COOKIE": "baocao=" + token, "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded"}, body, 120)
    with open(site.dir + "/log") as f:
        last = [x for x in f if " status=" in x][-1]
    found = re.search(r"status=(\d+) us=(\d+) stmts=(\d+)", last)
    assert int(found.group(1)) == status, last + got.text[:3000]
    return got.bytes, int(found.group(2)), int(found.group(3))


def version(report):
    return site.sql(f"SELECT version FROM report WHERE id = {report}")[0][0]


def post(code, report, turn, path="/entry/save", status=303, **more):
    fields = {"id": report, "version": version(report),
              "csrf": sha("csrf:" + token[:32]), "key": secrets.token_hex(16),
              **more}
    if code[0] == "L":
        fields["rows"] = 1
    fields.update((f"c{c}", x) for c, x in typed(code, SIZES[code], turn))
    return ask("entry", "POST", path, "",
               urllib.parse.urlencode(fields), status)


took = {}
for code in SIZES:
    report = int(site.sql(
        "SELECT r.id FROM report r JOIN regime g ON g.id = r.regime_id"
        f" WHERE g.code = '{code}' AND r.unit_id = {unit}")[0][0])
    posts = [post(code, report, turn) for turn in range(ROUNDS)]
    gets = [ask("entry", "GET", "/entry/form", f"id={report}")
            for _ in range(ROUNDS)]
    page = ask("entry", "GET", "/entry/confirm", f"id={report}")[0].decode()
    post(code, report, ROUNDS - 1, "/entry/send", confirmed="1", reason="x",
         digest=re.search("name='digest' value='([0-9a-f]+)'", page).group(1))
    pdfs = [ask("report", "GET", f"/report/{code}.pdf",
                f"unit={unit}&period=2026-Q3") for _ in range(ROUNDS)]
    for what, all_ in (("save", posts), ("open", gets), ("pdf", pdfs)):
        took[code, what] = (median(x[1] for x in all_), all_[-1][2],
                            len(all_[-1][0]))
for small, large, name in (("LQ", "LW", "list"), ("FQ", "FW", "cells")):
    for what in ("open", "save", "pdf"):
        us, stmts, size = took[large, what]
        limit = took[small, what][0] * SIZES[large] / SIZES[small]
        line(f"large-{name}-{what}", f"{us / 1e3:.1f}ms",
             f"{limit / 1e3:.1f}ms", us / limit,
             f" at-most=1.50 statements={stmts} bytes={size}")
