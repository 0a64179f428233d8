#!/bin/sh
# the manual names every setting and every command there is
. "${0%/*}/../lib/tap.sh"
cd "$BAOCAO_SOURCE" || exit 1
for name in $(sed -n 's/^	{ "\([a-z_]*\)", [A-Z]*, &conf.*/\1/p' lib/io/conf.c); do
	ok "setting $name" grep -qE "^\\.(B|BR) (.*[ \",])?$name" \
	    doc/baocao.conf.5
done
for name in $(sed -n 's/^const struct command .*= { "\([a-z-]*\)".*/\1/p' \
    tool/cmd_*.c); do
	ok "command $name" grep -qE "^\\.(B|BI) \"?$name" doc/baocao.1
done
ok 'a name that is not there is missed' sh -c \
    '! grep -q "^.B no_such_name" doc/baocao.conf.5'
command -v man >/dev/null && for page in doc/baocao.1 doc/baocao.conf.5; do
	is "$(man --warnings -l -Tutf8 "$page" 2>&1 >/dev/null | head -n 5)" '' \
	    "$page is laid out without a warning"
done
end
