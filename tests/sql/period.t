#!/bin/sh
# baocao period and baocao deadline: every known window and deadline, over the
# table of days off that an installation begins with
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

LC_ALL=en_US.UTF-8
export LC_ALL
db_start
ok 'the database is made' "$baocao" migrate

status() {
	"$@" >"$db_dir/out" 2>&1
	echo $?
}
# FILE: rule,type,period,from,to[,deadline]
windows() {
	n=0 wrong=
	while IFS=, read -r rule _ period from to due; do
		[ "$rule" = rule ] && continue
		n=$((n + 1))
		is=$("$baocao" period --rule "$rule" "$period")
		[ "$is" = "$from $to" ] || wrong="$wrong $rule/$period: $is;"
		# to the Government: the 25th, as it falls (art. 13)
		[ -z "$due" ] || is=$("$baocao" deadline \
			--rule 'day 25 strict' "$to")
		[ -z "$due" ] || [ "$is" = "$due" ] ||
			wrong="$wrong $period due $is;"
	done <"$1"
	is "$wrong" '' "$n windows: $1"
	[ "$n" -ge 100 ]
	ok 'of a whole list' test $? = 0
}
# FILE: "rule",input,result
deadlines() {
	n=0 wrong=
	while IFS= read -r line; do
		to=${line##*,} line=${line%,*}
		from=${line##*,} rule=${line%,*}
		[ "$to" = result ] && continue
		rule=${rule#\"} rule=${rule%\"}
		n=$((n + 1))
		is=$("$baocao" deadline --rule "$rule" "$from")
		[ "$is" = "$to" ] || wrong="$wrong $rule $from: $is;"
	done <"$1"
	is "$wrong" '' "$n deadlines: $1"
	[ "$n" -ge 11 ]
	ok 'of a whole list' test $? = 0
}

windows "$BAOCAO_SOURCE/tests/data/period_vectors.csv"
deadlines "$BAOCAO_SOURCE/tests/data/deadline_vectors.csv"
shared=$BAOCAO_SOURCE/../shared/data
if [ -f "$shared/period_vectors.csv" ]; then
	windows "$shared/period_vectors.csv"
	deadlines "$shared/deadline_vectors.csv"
else
	skip 4 'no lists beside the sources'
fi

# ---- rules of one's own, and other periods
is "$("$baocao" period --rule 'from 21 month-1 to 20' 2026-Q1)" \
	'2025-12-21 2026-03-20' 'an own rule'
is "$("$baocao" period --rule='week to thu' 2026-W40)" \
	'2026-09-25 2026-10-01' 'weeks that close on a Thursday'
is "$("$baocao" period 2026-09-28)" '2026-09-28 2026-09-28' 'a day'
is "$("$baocao" --json period 2026-09-01--2026-09-15T)" \
	'{"kind":"thematic","period":"2026-09-01--2026-09-15T","rule":"nd09","from":"2026-09-01","to":"2026-09-15"}' \
	'a thematic one, for programs'
is "$(status "$baocao" period 2026-Q5)" 1 'no period'
is "$(status "$baocao" period --rule never 2026-Q1)" 2 'no rule'
like "$(cat "$db_dir/out")" 'from 21 month-1 to 20' 'how a rule is written'
is "$(status "$baocao" period)" 2 'nothing asked'

# ---- as a regime has them
"$baocao" form load "$seed/form/XLD01.xml" >/dev/null
is "$("$baocao" period --regime XLD01 2026-Q3 | head -n 2 | tr '\n' '|')" \
	'2026-06-15 2026-09-14|  2026-09-18  day 18|' 'window and deadlines'
is "$(status "$baocao" period --regime XLD01 2026-07)" 1 'not one of its own'
is "$(status "$baocao" period --regime NONE 2026-07)" 1 'no such regime'
db_query "INSERT INTO regime_period (regime_id, code, starts, ends, title,
	reason, made, person_id, version, changed) SELECT id, '2026-Q3',
	'2026-06-16', '2026-09-11', '', 'x', '2026-09-01', 0, 1, '2026-09-01'
	FROM regime WHERE code = 'XLD01'"
like "$("$baocao" --json period --regime XLD01 2026-Q3)" \
	'"from":"2026-06-16","to":"2026-09-11","open":"2026-08-27","moved":true' \
	'with what was set for one of them'

# ---- cascades that are law
due() { # RULE DATE
	"$baocao" deadline --rule "$1" "$2" 2>/dev/null
}
is "$(due 'day 6' 2026-03-14)" 2026-03-06 'before the cut-off'
is "$(due 'on 06/06, 25/11' 2026-06-14)" 2026-06-08 'a fixed date, a Saturday'
is "$(due 'on 06/06, 25/11' 2026-12-14)" 2026-11-25 'that of the second half'
is "$(due 'work 2' 2026-02-14)" 2026-02-24 'working days over Tet'
is "$(due 'on 31/07, 31/01+1 strict' 2026-12-31)" 2027-01-31 'in the year after'
is "$(due 'day 31 month+1' 2026-06-30)" 2026-07-31 'in the month after'
is "$("$baocao" --json deadline --rule 'day 25' 2027-01-14 2>/dev/null)" \
	'{"rule":"day 25","cutoff":"2027-01-14","due":"2027-01-25","provisional":true}' \
	'a year that nobody published is provisional'
like "$("$baocao" deadline --rule 'day 25' 2027-01-14 2>&1)" 'provisional' \
	'and says so'
is "$("$baocao" deadline --rule 'work 2' 2030-01-31 2>/dev/null)" 2030-02-08 \
	'Tet of 2030 by the time of Viet Nam'
is "$(due 'day 24' 2026-11-14)" 2026-11-24 'the 24th of November is worked'
db_query "UPDATE holiday SET state = 'set' WHERE day = '2026-11-24'"
is "$(due 'day 24' 2026-11-14)" 2026-11-25 'until it is confirmed'
is "$(due 'day 24' 2027-11-14)" 2027-11-25 'which computed years follow'
db_query "INSERT INTO holiday (day, kind, state, name, basis, version, changed)
	VALUES ('2027-01-25', 'swap_off', 'set', 'x', 'y', 1, '2026-01-01')"
is "$(due 'day 25' 2027-01-14)" 2027-01-26 'a row in a year not published'
is "$(status "$baocao" deadline --rule soon 2026-01-14)" 2 'no rule'
is "$(status "$baocao" deadline --rule 'day 25' 2026-02-30)" 2 'no date'
is "$(status "$baocao" deadline 2026-02-14)" 2 'no rule was said'
end
