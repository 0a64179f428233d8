#!/bin/sh
# The regime files are as the authors' schema says, and the schema is not empty:
# what it does not know it refuses.
. "${0%/*}/../lib/tap.sh"

command -v xmllint >/dev/null || skip_all 'xmllint (libxml2-utils) is missing'
forms=$BAOCAO_SOURCE/sql/seed/form
broken=$(mktemp) || exit 1
trap 'rm -f "$broken"' EXIT

valid() {
	xmllint --nonet --noout --relaxng "$forms/regime.rng" "$1"
}
for f in "$forms"/*.xml "$BAOCAO_SOURCE/tests/bench/BENCH300.xml"; do
	ok "${f##*/} is as the schema says" valid "$f"
	ok "${f##*/} has no document type" sh -c '! grep -q "<!DOCTYPE" "$1"' \
		sh "$f"
done

refused() { # WHAT SED-SCRIPT
	sed "$2" "$forms/KTXH.xml" >"$broken"
	if cmp -s "$forms/KTXH.xml" "$broken"; then
		fail "$1: nothing was broken"
	elif valid "$broken" >/dev/null 2>&1; then
		fail "$1"
	else
		pass "$1"
	fi
}
refused 'an unknown attribute' 's/<row code="1"/<row colour="red" code="1"/'
refused 'an unknown element' 's/<note>/<remark>/; s/<sign /<seal /'
refused 'an unknown word' 's/frequency="month"/frequency="monthly"/'
refused 'a cut-off that is none' 's/cutoff="nd09"/cutoff="from 15"/'
refused 'a deadline that is none' 's/due="day 25"/due="soon"/'
refused 'a date that is none' 's/from="2022-01-01"/from="2022-13-01"/'
refused 'a code with a blank' 's/code="4.1"/code="4 1"/'
refused 'a column without type' 's/<column code="1" type="row"/<column code="1"/'
refused 'a form without rows' 's/<rows kind="fixed">/<lines>/; s/<\/rows>/<\/lines>/'

# The reader is closed, and so is the schema: what one asks for by name, the
# other knows.
schema_names() { # FILE
	grep -ohE '<(attribute|element) name="[a-z-]+"' "$1" |
		sed 's/.*"\(.*\)"/\1/' | sort -u
}
asks='(attr_[a-z]+|above_zero|xml_attr|xml_next|kid_text|maybe|word|words_of|root_is)'
reader_names() {
	cat "$BAOCAO_SOURCE"/lib/core/form_*.c | tr '\n\t' '  ' |
		grep -oE "\\b$asks\([^;\"]*\"[a-z-]+\"|strcmp\([a-z]->name, \"[a-z-]+\"" |
		sed 's/.*"\(.*\)"/\1/' | sort -u
}
is "$(reader_names)" "$(schema_names "$forms/regime.rng")" \
	'the reader and the schema know the same names'
for name in scope outline reporters receivers media channels issuer owner; do
	is "$(schema_names "$forms/regime.rng" | grep -cx "$name")" 1 \
		"control: $name"
done
sed 's/name="issuer"/name="isuer"/' "$forms/regime.rng" >"$broken"
unlike "$(schema_names "$broken")" '^issuer$' 'control: a name that is misspelt'
end
