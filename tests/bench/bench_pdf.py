#!/usr/bin/env python3
"""pdf: a report of 1,800 rows x 10 columns with Vietnamese text, whole process,
beside LibreOffice converting the same table from a flat ODS."""
import os
import shutil
import subprocess
import tempfile
import time

from site_for_bench import BUILD, SOURCE, line, median

ROUNDS = 7

subprocess.run(["make", "-s", "-C", BUILD, "tests/draw/render"], check=True,
               stdout=subprocess.DEVNULL)
if not shutil.which("soffice"):
    root = [] if os.getuid() == 0 else ["sudo", "-n"]
    subprocess.run([*root, "apt-get", "install", "-y", "-qq",
                    "--no-install-recommends", "libreoffice-calc"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"))


def timed(argv, **how):
    began = time.perf_counter()
    subprocess.run(argv, check=True, stderr=subprocess.DEVNULL, **how)
    return time.perf_counter() - began



with tempfile.TemporaryDirectory(prefix="baocao-bench.") as dir:
    render = [BUILD + "/tests/draw/render", "bench"]
    fonts = SOURCE + "/apache/fonts.conf"
    with open(dir + "/table.fods", "wb") as f:
        subprocess.run([*render, "fods", fonts], check=True, stdout=f)
    office = ["soffice", "-env:UserInstallation=file://" + dir + "/profile",
              "--headless", "--convert-to", "pdf", "--outdir", dir,
              dir + "/table.fods"]
    timed(office, stdout=subprocess.DEVNULL)  # makes its profile
    ours, theirs = [], []
    for _ in range(ROUNDS):
        with open(dir + "/ours.pdf", "wb") as f:
            ours.append(timed([*render, "pdf", fonts], stdout=f))
        if os.path.exists(dir + "/table.pdf"):
            os.remove(dir + "/table.pdf")
        theirs.append(timed(office, stdout=subprocess.DEVNULL))
        assert os.path.getsize(dir + "/table.pdf") > 100000
    a, b = median(ours), median(theirs)
    line("pdf", f"{a:.3f}s", f"{b:.3f}s", b / a, " at-least=5")
