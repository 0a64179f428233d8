#!/bin/sh
# calc.t - the previews of the entry grid compute what the server computes
. "${0%/*}/../lib/tap.sh"

[ -x "$BAOCAO_BUILD/tests/view/rules" ] || make -s -C "$BAOCAO_BUILD" \
	tests/view/rules >&2 || exit 1
exec node "${0%/*}/calc.mjs"
