#!/bin/sh
# figures as pictures: size, and that what is absent is not zero
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/draw/lib.sh
. "${0%/*}/lib.sh"
command -v python3 >/dev/null || skip_all 'no python3'

pixels() { # FILE: width, height, colours, pixels in the colour of a bar
	python3 - "$1" <<'PY'
import struct, sys, zlib
data = open(sys.argv[1], "rb").read()
width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
assert (depth, kind) == (8, 2)
at, packed = 8, b""
while at < len(data):
    size, name = struct.unpack(">I4s", data[at:at + 8])
    if name == b"IDAT":
        packed += data[at + 8:at + 8 + size]
    at += size + 12
raw, row, colours, bars = zlib.decompress(packed), bytearray(width * 3), {}, 0
for y in range(height):
    line = raw[y * (width * 3 + 1):(y + 1) * (width * 3 + 1)]
    rule, now = line[0], bytearray(line[1:])
    for i in range(width * 3):
        a = now[i - 3] if i > 2 else 0
        b = row[i]
        c = row[i - 3] if i > 2 else 0
        if rule == 1: p = a
        elif rule == 2: p = b
        elif rule == 3: p = (a + b) // 2
        elif rule == 4:
            q = a + b - c
            p = min((abs(q - a), 0, a), (abs(q - b), 1, b),
                    (abs(q - c), 2, c))[2]
        else: p = 0
        now[i] = (now[i] + p) & 255
    row = now
    for i in range(0, width * 3, 3):
        pixel = bytes(now[i:i + 3])
        colours[pixel] = colours.get(pixel, 0) + 1
print(width, height, "colours" if len(colours) > 50 else "plain",
      colours.get(bytes((0x1f, 0x5f, 0xa8)), 0),
      colours.get(bytes((0xb5, 0x47, 0x2f)), 0))
PY
}

for sample in many gap zero huge; do
	draw $sample png
done
like "$(pixels "$out/many.png")" '^800 400 colours [0-9]{5,} 0$' '63 bars'
like "$(pixels "$out/gap.png")" '^800 400 colours [0-9]{4,} [0-9]{4,}$' \
    'a bar below zero in its colour'
# the stub of a zero: three rows, as wide as a bar
gap=$(pixels "$out/gap.png" | cut -d' ' -f4)
zero=$(pixels "$out/zero.png" | cut -d' ' -f4)
ok "a zero is drawn, what is absent is not ($gap, $zero)" [ "$gap" -lt "$zero" ]
end
