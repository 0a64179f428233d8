# lib.sh - for the tests of what is drawn: documents into a folder
#
#	. "${0%/*}/../lib/tap.sh"
#	. "${0%/*}/lib.sh"
#	draw xld01 pdf		# makes $out/xld01.pdf

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
renderer=$BAOCAO_BUILD/tests/draw/render
fonts=$BAOCAO_SOURCE/apache/fonts.conf
[ -x "$renderer" ] || make -s -C "$BAOCAO_BUILD" tests/draw/render >&2

draw() { # SAMPLE KIND
	ok "$1 as $2" sh -c "'$renderer' $1 $2 '$fonts' >'$out/$1.$2'"
}
