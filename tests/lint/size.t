#!/usr/bin/env python3
"""Functions of at most 60 lines, files of at most 600; what has grown beyond
is split, not listed."""
import lint

FUNCTION, FILE = 60, 600
tap = lint.Tap()


def long_functions(path, text):
    return [f"{path}:{a}: {name} has {b - a + 1} lines"
            for name, a, b in lint.functions(text) if b - a + 1 > FUNCTION]


found, sizes, lengths, big = [], [], [], []
for path in lint.files():
    text = lint.read(path)
    found += long_functions(path, text)
    sizes += [b - a + 1 for _, a, b in lint.functions(text)]
    lengths.append(text.count("\n"))
    if lengths[-1] > FILE:
        big.append(f"{path}: {lengths[-1]} lines")
tap.ok(len(sizes) > 20, f"{len(sizes)} functions seen")
tap.ok(not found, f"no function of more than {FUNCTION} lines", found)
tap.ok(not big, f"no file of more than {FILE} lines", big)
sizes.sort()
lengths.sort()
middle = sizes[len(sizes) // 2]
tap.ok(middle <= 20, f"the median function has {middle} lines")
half = lengths[len(lengths) // 2]
tap.ok(half < 400, f"the median file has {half} lines")
sample = "int\nf(void)\n{\n" + "\tg();\n" * 60 + "}\n"
tap.ok(long_functions("x.c", sample), "refused: a function of 62 lines")
tap.end()
