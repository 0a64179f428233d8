#!/usr/bin/env python3
"""designer-open: a signed-in GET of the designer on a draft of 2,000 cells (50
rows x 40 columns under merged heads, formulas, items), against 100 ms of one
worker.  Nothing is wrong with it, so that all of the form is looked at."""
import os
import subprocess

from site_for_bench import BUILD, Site, line, median

ROUNDS, N, MS = 5, 100, 100


def form():
    out = ["<form version='1' number='B'>", "<title lang='vi'>B</title>",
           "<title lang='en'>B</title>", "<columns>",
           "<label code='A' role='stt'>STT</label>",
           "<label code='B' role='label'>Chỉ tiêu thống kê chủ yếu</label>",
           "<label code='C' role='measure'>Đơn vị tính</label>"]
    for c in range(1, 41):
        if c % 10 == 1:
            out.append(f"<group title='Nhóm các cột số {c // 10 + 1}'>")
        formula = ("" if c % 10 != 1 else
                   f" formula='{c}={c + 1}+{c + 2}+...+{c + 9}'")
        out.append(f"<column code='{c}' type='integer' item='C{c}'"
                   f" required='yes'{formula}>Số việc đã làm {c}</column>")
        if c % 10 == 0:
            out.append("</group>")
    out.append("</columns>\n<rows kind='fixed'>")
    for r in range(1, 51):
        out.append(f"<row code='{r}' item='R{r}' measure='việc'>Dòng chỉ tiêu"
                   f" số {r} của biểu</row>")
    out.append("</rows>\n</form>")
    return "\n".join(out) + "\n"


site = Site()
(_, unit), = site.reports("centre", 1)
cookie = "baocao=" + site.official(unit, "owner")
xml = form()
site.sql(f"""
    INSERT INTO form_draft (id, unit_id, state, label, title, person_id,
      version, made, changed, xml) VALUES (1, {unit}, 'open', '1', 'B', 1, 1,
      '2026-09-15', '2026-09-15', "{xml}");
    INSERT INTO form_draft_step (draft_id, version, same, back, forth, xml,
      act, detail, person_id, at) VALUES (1, 1, 1, 0, 0, "{xml}", 'blank', '',
      1, '2026-09-15');
    """)
ask = [("/form/draft", "id=1&at=r30c20", cookie, "")]
said = subprocess.run(
    [BUILD + "/design.fcgi"], check=True, stdout=subprocess.PIPE,
    stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
    env={"BAOCAO_CONF": site.conf, "GATEWAY_INTERFACE": "CGI/1.1",
         "REQUEST_METHOD": "GET", "SCRIPT_NAME": "/form/draft",
         "QUERY_STRING": "id=1&at=r30c20", "HTTP_COOKIE": cookie,
         "REMOTE_ADDR": "127.0.0.1"})
page = said.stdout
assert page.startswith(b"Status: 200"), page[:2000]
assert page.count(b"<td class=") >= 2000, "the table is not there"
assert b"notice bad" not in page, "something is wrong with it"
if os.environ.get("BENCH_LOG"):
    print("#", said.stderr.decode().strip())
ours, _ = site.worker([BUILD + "/design.fcgi"], "design")
rate = median(site.load(ours, 200, N, "GET", ask) for _ in range(ROUNDS))
line("designer-open", f"{1000 / rate:.1f}ms", f"{MS}ms", 1000 / rate / MS,
     f" bytes={len(page)}")
