#!/usr/bin/env python3
"""png: an 800 x 400 chart of 63 bars, beside the same calls of bare libgd."""
import subprocess

from site_for_bench import BUILD, line, median

out = subprocess.run([BUILD + "/tests/bench/charts"], check=True, text=True,
                     stdout=subprocess.PIPE).stdout.split()
a, b = (median([float(t) for t in out[i::2]]) for i in (0, 1))
line("png", f"{a:.2f}ms", f"{b:.2f}ms", b / a, " at-least=0.5")
