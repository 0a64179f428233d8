#!/bin/sh
# the database is made, made again after an interruption, and left alone
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

use() { # DATABASE
	db_query_in mysql "CREATE DATABASE $1"
	sed "s/^db_name = .*/db_name = $1/" "$db_dir/baocao.conf" \
		>"$db_dir/$1.conf"
	BAOCAO_CONF=$db_dir/$1.conf
}
tables() {
	db_query_in "$1" "SELECT GROUP_CONCAT(table_name ORDER BY table_name)
		FROM information_schema.tables WHERE table_schema = '$1'"
}

db_start
ok 'an empty database is made' "$baocao" migrate
is "$(db_query 'SELECT COUNT(*) FROM person')" 0 'nobody has an account in it'
is "$(db_query 'SELECT COUNT(*) FROM line')" 2 'two lines'
is "$(db_query 'SELECT COUNT(*) FROM level')" 7 'seven levels'
kind() { # DAY
	db_query "SELECT CONCAT(kind, ' ', state) FROM holiday WHERE day = '$1'"
}
is "$(kind 2026-08-22)" 'swap_work set' \
	'a swapped working day'
is "$(kind 2026-09-02)" 'holiday set' 'a day off'
is "$(kind 2026-11-24)" 'holiday pending' 'one that is not law yet'
is "$(db_query 'SELECT GROUP_CONCAT(year ORDER BY year) FROM holiday_year')" \
	2024,2025,2026 'the years that are published'
is "$(db_query 'SELECT tet FROM lunar WHERE year = 2030')" 2030-02-02 \
	'Tet by the time of Viet Nam'
db_query "UPDATE holiday SET kind = 'swap_work' WHERE day = '2026-09-02'"
db_query "DELETE FROM holiday WHERE day = '2026-09-01'"
like "$("$baocao" migrate)" 'version' 'a second time says so'
last=$(ls "$BAOCAO_SOURCE/sql/step" | sed -n 's/^0*\([0-9]*\)-.*\.sql$/\1/p' | tail -n 1)
is "$("$baocao" migrate --json)" "{\"made\":false,\"version\":$last,\"seeded\":0}" \
	'and changes nothing'
is "$(kind 2026-09-02)" 'swap_work set' 'what an administrator changed stays'
is "$(kind 2026-09-01)" '' 'and what was taken out stays out'

whole=$(tables baocao)
use half
db_query_in half "$(sed -n '/^CREATE TABLE setting/,/^)/p;
	/^CREATE TABLE line/,/^)/p;/^CREATE TABLE level/,/^)/p' \
	"$BAOCAO_SOURCE/sql/schema.sql")"
ok 'an interrupted one goes on' "$baocao" migrate
is "$(tables half)" "$whole" 'and has all tables'

use other
db_query_in other 'CREATE TABLE cats (id INT PRIMARY KEY)'
out=$("$baocao" migrate 2>&1)
is $? 1 'a database of something else is refused'
like "$out" '1 ' 'with what was found'
is "$(tables other)" cats 'and left alone'

use newer
"$baocao" migrate >/dev/null
db_query_in newer "UPDATE setting SET value = '9999' WHERE name = 'schema'"
"$baocao" migrate >/dev/null 2>&1
is $? 1 'a newer database is refused'

# Steps: a tree with two of them, on a database that was made without.
use steps
"$baocao" migrate >/dev/null
db_query_in steps "UPDATE setting SET value = '0' WHERE name = 'schema'"
mkdir -p "$db_dir/sql/step"
cp -R "$seed" "$BAOCAO_SOURCE/sql/schema.sql" "$db_dir/sql/"
echo 'CREATE TABLE IF NOT EXISTS one (id INT PRIMARY KEY);' \
	>"$db_dir/sql/step/0001-one.sql"
echo 'CREATE TABLE two (id INT PRIMARY KEY); BROKEN' \
	>"$db_dir/sql/step/0002-two.sql"
sed -i "s|^seed_dir = .*|seed_dir = $db_dir/sql/seed|" "$BAOCAO_CONF"
"$baocao" migrate >/dev/null 2>&1
is $? 1 'a broken step stops'
is "$(db_query_in steps "SELECT value FROM setting WHERE name = 'schema'")" 1 \
	'after the one before it'
echo 'CREATE TABLE IF NOT EXISTS two (id INT PRIMARY KEY);' \
	>"$db_dir/sql/step/0002-two.sql"
is "$("$baocao" migrate --json)" '{"made":false,"version":2,"seeded":0}' \
	'once mended, it is taken again'

printf 'day,kind,name,basis\n2026-02-30,holiday,x,y\n' \
	>"$db_dir/sql/seed/holiday.csv"
out=$("$baocao" migrate 2>&1)
is $? 1 'a bad seed file is refused'
like "$out" 'holiday.csv:2: ' 'with file and line'

echo 'db_socket = /nowhere' >"$db_dir/none.conf"
out=$("$baocao" --conf "$db_dir/none.conf" migrate 2>&1)
is $? 1 'no server: it says no'
like "$out" 'db_socket' 'and where to look'
out=$("$baocao" --conf "$db_dir/missing.conf" migrate 2>&1)
is $? 2 'no settings file'
"$baocao" nonsense >/dev/null 2>&1
is $? 2 'an unknown subcommand is a question of usage'
ok 'help needs nothing' env -u BAOCAO_CONF "$baocao" --help
end
