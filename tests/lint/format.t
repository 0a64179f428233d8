#!/usr/bin/env python3
"""The sources are as clang-format 14 lays them out."""
import os
import shutil
import subprocess
import lint

tool = shutil.which("clang-format-14") or shutil.which("clang-format")
if tool is None:
    print("1..0 # SKIP no clang-format 14")
    raise SystemExit
tap = lint.Tap()
paths = list(lint.files(lint.ours + ("tests",)))
bad = []
for i in range(0, len(paths), 40):
    _, said = lint.output(tool, "--dry-run", "--ferror-limit=1",
                          *paths[i:i + 40])
    bad += [line for line in said.split("\n") if "-Wclang-format" in line]
tap.ok(not bad, f"{len(paths)} files", bad)
r = subprocess.run(
    [tool, "--dry-run", "-Werror", "--assume-filename=x.c"], cwd=lint.TOP,
    input="int f( void ) {return 1;}\n", text=True, capture_output=True)
tap.ok(r.returncode != 0, "refused: a bad sample")
assert os.path.exists(os.path.join(lint.TOP, ".clang-format"))
tap.end()
