#!/bin/sh
# grid.t - the entry grid in a real browser: keys, pasting, previews, errors
. "${0%/*}/../lib/tap.sh"

make -s -C "$BAOCAO_BUILD" tests/view/gallery >&2 || exit 1
exec node "${0%/*}/grid.mjs"
