#!/bin/sh
# quickstart, from a fresh checkout: up, again, changed, other ways, stopped
# long
# timeout: 1500
. "${0%/*}/../lib/tap.sh"
cd "$BAOCAO_SOURCE" || exit 1
git rev-parse HEAD >/dev/null 2>&1 || skip_all 'no checkout'
unset ASAN_OPTIONS UBSAN_OPTIONS BAOCAO_BUILD
dir=$(mktemp -d)
chmod 755 "$dir"
at=$dir/baocao
trap '"$at/quickstart" stop >/dev/null 2>&1; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
git ls-files -z | xargs -0 tar -cf - | (mkdir "$at" && cd "$at" && tar -xf -)
. tool/sh/say.sh
port=$((20000 + 0x$(random_hex 2) % 12000))

quickstart() {
	"$at/quickstart" --port $port "$@" >"$dir/out" 2>&1 </dev/null
}
status() { # PATH
	curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port$1"
}
query() {
	mariadb --no-defaults --socket="$(cat "$at/var/run.at")/my.sock" \
	    --batch --skip-column-names baocao_20260928 -e "$1"
}
workers() { # PROGRAM
	pgrep -f "^$(cat "$at/var/run.at")/bin/$1.fcgi" | sort | xargs
}

ok 'a fresh checkout' quickstart
note "$(cat "$dir/out")"
like "$(cat "$dir/out")" "http://127.0.0.1:$port/" 'it prints the address'
like "$(cat "$dir/out")" '^  xa .*' 'and the accounts'
is "$(status /login)" 200 'the page of signing in'
is "$("$at/baocao" unit find 'Bà Rịa' --json | head -c 1)" '[' \
    './baocao talks to it'
like "$(query 'SELECT COUNT(*) FROM report')" '^[0-9]{4,}' 'reports are there'

query "INSERT INTO setting (name, value) VALUES ('test_mark', 'kept')"
before="$(workers login) $(cat "$at/var/db.pid")"
ok 'a second run' quickstart
is "$(workers login) $(cat "$at/var/db.pid")" "$before" 'restarts nothing'
is "$(query "SELECT value FROM setting WHERE name = 'test_mark'")" kept \
    'and loses nothing'

echo 'mail_name = Own $(date)' >"$at/var/own.conf"
ok 'settings of ones own' quickstart
like "$(cat "$at/var/baocao.conf")" 'mail_name = Own \$\(date\)' \
    'are taken over as they stand'

before="$(workers login) $(cat "$at/var/db.pid")"
home=$(workers home)
echo 'static const char changed[] __attribute__((used, retain)) = "changed";' \
    >>"$at/cgi/login.c"
ok 'a changed source' quickstart
unlike "$(workers login)" "$(echo "$before" | cut -d' ' -f1)" \
    'has its workers restarted'
is "$(workers home)" "$home" 'and no others'

login=$(workers login | cut -d' ' -f1)
kill -KILL "$login"
ok 'a worker that is killed is replaced' wait_for 5 sh -c \
    "[ \$(pgrep -cf '^$(cat "$at/var/run.at")/bin/login.fcgi') = 2 ]"

for way in --nginx --cgi '--base /bc'; do
	# shellcheck disable=SC2086
	ok "$way" quickstart $way
	base=$([ "$way" != '--base /bc' ] || echo /bc)
	is "$(status "$base/login")" 200 "$way: the page of signing in"
done
is "$(query "SELECT value FROM setting WHERE name = 'test_mark'")" kept \
    'nothing was lost on the way'

"$at/quickstart" --port 0 >"$dir/out" 2>&1
is "$?" 2 'there is no port 0'
"$at/quickstart" --wrong >"$dir/out" 2>&1
is "$?" 2 'an option that is not known'
"$at/quickstart" --base 'x;y' >"$dir/out" 2>&1
is "$?" 2 'a path that is none'

echo 'int broken(' >>"$at/cgi/home.c"
"$at/quickstart" --port $port >"$dir/out" 2>&1
is "$?" 1 'a source that does not compile'
like "$(cat "$dir/out")" 'home\.c' 'says where'
is "$(status /bc/login)" 200 'what ran goes on'

run=$(cat "$at/var/run.at")
ok 'stop' "$at/quickstart" stop
is "$(pgrep -fc "$run|$at/var/db")" 0 'nothing is left running'
ok 'stop again' "$at/quickstart" stop
end
