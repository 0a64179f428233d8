#!/usr/bin/env python3
"""read-template: a template of 60 columns under heads four deep and 300 rows
with a figure in every cell, from the file to the form and its list of doubts;
the limit is what an owner is to wait at most.  The whole process is measured,
for the large one and for one of a ministry's size."""
import os
import subprocess
import sys
import tempfile
import time

from site_for_bench import BUILD, SOURCE, line, median

sys.path.insert(0, SOURCE + "/tests/lib")
import xlsx  # noqa: E402

LIMIT, ROUNDS = 1.0, 9


def name(col):
    text = ""
    while col >= 0:
        text = chr(65 + col % 26) + text
        col = col // 26 - 1
    return text


def template(cols, rows):
    last = name(cols)
    cells = [f"A1:{last}1=TỔNG HỢP SỐ LIỆU", "A3:A6=STT", "B3:B6=Chỉ tiêu",
             f"C3:{last}3=Số liệu"]
    for c in range(2, cols + 1, 2):
        a, b = name(c), name(min(c + 1, cols))
        cells.append(f"{a}4:{b}4=Nhóm {c}" if a != b else f"{a}4=Nhóm {c}")
        cells.append(f"{a}5:{b}5=Trong đó {c}" if a != b else
                     f"{a}5=Trong đó {c}")
        cells += [f"{name(k)}6=Cột {k}" for k in range(c, min(c + 2,
                                                              cols + 1))]
    cells += ["A7=A", "B7=B", f"C7=1=2+3+...+{cols - 1}"]
    cells += [f"{name(c)}7={c - 1}" for c in range(3, cols + 1)]
    for r in range(8, 8 + rows):
        cells += [f"A{r}={r - 7}", f"B{r}=Chỉ tiêu thứ {r - 7}"]
        cells += [f"{name(c)}{r}=0" for c in range(2, cols + 1)]
    return xlsx.book([("Mẫu", cells)])


def took(path):
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        done = subprocess.run([BUILD + "/tool/baocao", "form", "read", path,
                               "--csv"], stdout=subprocess.PIPE, check=True)
        times.append(time.perf_counter() - began)
        assert done.stdout.count(b"\n") > 20
    return median(times)


with tempfile.TemporaryDirectory() as folder:
    for label, cols, rows in (("read-template", 60, 300),
                              ("read-template-usual", 30, 40)):
        path = os.path.join(folder, "a.xlsx")
        with open(path, "wb") as f:
            f.write(template(cols, rows))
        ours = took(path)
        line(label, f"{ours:.3f}s", f"{LIMIT:.3f}s", LIMIT / ours,
             " at-least=1")
