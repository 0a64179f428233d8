#!/bin/sh
# The reform of 1 July 2025 on an installation in its old state, with the
# demonstration's figures, people and rights: tried, killed in the middle, taken
# up, compared with the official state and with what was before, undone.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

day=2025-07-01
plan=$seed/reform/$day.csv
db_start
db_query_in mysql 'CREATE DATABASE official'
sed 's/^db_name = .*/db_name = official/' "$BAOCAO_CONF" >"$db_dir/official.conf"
"$baocao" migrate >/dev/null || db_die 'no tables'
"$baocao" unit import "$seed/unit/before.csv" >/dev/null || db_die 'no units'
"$baocao" form load "$seed/form/XLD01.xml" >/dev/null || db_die 'no form'
"$baocao" form load "$seed/form/CDS.xml" >/dev/null || db_die 'no form'
"$baocao" demo --at 2025-06-26 >/dev/null 2>&1 || db_die 'no figures'

reform() {
	"$baocao" unit reform "$plan" --decision 'NQ 202/2025/QH15' --date "$day" \
		--signed 2025-06-12 "$@"
}
# Every table but the record, what a reform writes down about itself, and how
# far the opening of a period is.
sums() {
	db_query "CHECKSUM TABLE $(db_query "SELECT GROUP_CONCAT(table_name
		ORDER BY 1) FROM information_schema.tables WHERE table_schema =
		'baocao' AND table_name NOT LIKE 'audit%' AND table_name NOT LIKE
		'reform%' AND table_name NOT IN ('job', 'person')")"
	# a reform counts up the versions of the people concerned
	db_query 'SELECT id, login, name, locked, valid_to FROM person
		ORDER BY id' | cksum
}
counts() { # DAY
	for level in province district commune department; do
		db_query "SELECT COUNT(*) FROM unit WHERE level = '$level'
			AND valid_from <= '$1' AND '$1' < valid_to"
	done | tr '\n' ' '
}
# Sums of all items over the units of a level, each where it stood on a day.
totals() { # LEVEL
	db_query "SELECT g.code, p.code, f.item_id, SUM(f.value), COUNT(*)
		FROM report r JOIN fact f ON f.revision_id = r.accepted_id
		AND f.part = 1 JOIN unit u ON u.id = r.unit_id
		JOIN regime g ON g.id = r.regime_id
		JOIN period p ON p.id = r.period_id
		JOIN unit_above a ON a.line_id = g.line_id
		AND a.unit_id = u.id AND a.valid_from <= p.ends
		AND p.ends < a.valid_to JOIN unit t ON t.id = a.above_id
		AND t.level IN ('centre', 'ministry') WHERE u.level = '$1'
		GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
}
# The same, of each old unit with that which it became.
restated() { # LEVEL
	db_query "SELECT t.g, t.p, t.item_id, SUM(t.value), SUM(t.n) FROM (
		SELECT g.code AS g, p.code AS p, f.item_id, n.id,
		SUM(f.value) AS value, COUNT(*) AS n
		FROM report r JOIN fact f ON f.revision_id = r.accepted_id
		AND f.part = 1 JOIN unit u ON u.id = r.unit_id
		JOIN regime g ON g.id = r.regime_id
		JOIN period p ON p.id = r.period_id
		LEFT JOIN succession s ON s.old_id = u.id AND s.comparable
		JOIN unit n ON n.id = COALESCE(s.new_id, u.id)
		AND n.valid_from <= '$day' AND '$day' < n.valid_to
		JOIN unit_above a ON a.line_id = g.line_id
		AND a.unit_id = n.id AND a.valid_from <= '$day'
		AND '$day' < a.valid_to JOIN unit t ON t.id = a.above_id
		AND t.level IN ('centre', 'ministry') WHERE u.level = '$1'
		GROUP BY 1, 2, 3, 4) t GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
}

is "$(counts 2025-07-01)" '63 696 10047 63 ' 'the old state'
ok 'real figures: some hundred thousand' \
	[ "$(db_query 'SELECT COUNT(*) FROM fact')" -gt 300000 ]
ok 'and people' [ "$(db_query 'SELECT COUNT(*) FROM access')" -gt 10000 ]
before=$(sums)
for level in commune district province department; do
	totals $level >"$db_dir/totals.$level"
done

# ------------------------------------------------------------------- tried
look=$(reform --dry-run)
like "$look" 'Units: 3240 begin, 10720 end, 127 move' 'a dry run'
like "$look" 'Province: 63 before, 34 after' 'provinces'
like "$look" 'District: 696 before, 0 after' 'districts'
like "$look" 'Commune: 10047 before, 3321 after' 'communes'
like "$look" 'Department: 63 before, 34 after' 'departments'
like "$look" '441 are split' 'split communes'
like "$look" 'XLD01: assigned to the level district' 'who reports no more'
like "$look" 'XLD01 2025-Q2, commune, draft: [0-9]+ stays' 'open reports'
is "$(sums)" "$before" 'and nothing changed'

# ------------------------------------- carried out, killed again and again
# A reader that asks all the time: it may see the old tree or the new one.
(
	while [ ! -e "$db_dir/stop" ]; do
		db_query "SELECT CONCAT((SELECT COUNT(*) FROM unit
			WHERE level = 'commune' AND valid_to = '9999-12-31'), ' ',
			(SELECT COUNT(DISTINCT unit_id) FROM unit_above
			WHERE line_id = 1 AND depth = 0
			AND valid_to = '9999-12-31'), ' ',
			(SELECT COUNT(*) FROM succession
			WHERE on_date = '$day'))"
	done
) >"$db_dir/seen" 2>&1 &
reader=$!
kills=0
reform >"$db_dir/out" 2>&1 &
while kill -0 $! 2>/dev/null && [ $kills -lt 8 ]; do
	sleep 0.8
	kill -9 $! 2>/dev/null && kills=$((kills + 1))
	wait $! 2>/dev/null
	[ "$(db_query "SELECT COUNT(*) FROM reform WHERE state = 'done'")" = 0 ] ||
		break
	if [ "$(db_query 'SELECT COUNT(*) FROM reform')" = 0 ]; then
		reform >>"$db_dir/out" 2>&1 &
	elif [ "$(db_query 'SELECT state FROM reform')" = planned ]; then
		reform >>"$db_dir/out" 2>&1 &
	elif [ $kills -lt 4 ]; then
		# let it come a step further each time
		"$baocao" unit reform --resume >>"$db_dir/out" 2>&1 &
		sleep $((kills * 2))
	else
		"$baocao" unit reform --resume >>"$db_dir/out" 2>&1 &
	fi
done
wait $! 2>/dev/null
ok 'it was killed on its way' [ "$kills" -gt 1 ]
like "$("$baocao" unit reform --resume)" 'is carried out|No reform is waiting' \
	'and taken up'
: >"$db_dir/stop"
wait $reader
is "$(db_query 'SELECT state FROM reform')" 'done' 'to its end'
is "$(sort -u "$db_dir/seen" | grep -v '^10047 10807 0$' |
	grep -v '^3321 3356 10561$')" '' 'a reader saw the old tree or the new one'

is "$(counts 2025-06-30)" '63 696 10047 63 ' 'the day before'
is "$(counts 2025-07-01)" '34 0 3321 34 ' 'the day'
is "$(db_query "SELECT COUNT(*) FROM (SELECT s.old_id FROM succession s
	JOIN unit u ON u.id = s.old_id WHERE u.level = 'commune'
	AND s.on_date = '$day' GROUP BY s.old_id HAVING COUNT(*) > 1) t")" 441 \
	'441 communes were split'
# by name, whatever the tone placement; 2,149 where names are compared otherwise
is "$(db_query "SELECT COUNT(*) FROM unit o JOIN unit n ON n.level = o.level
	AND n.code = o.code AND n.id <> o.id WHERE o.level = 'commune'
	AND o.valid_to = '$day' AND n.valid_from = '$day'
	AND n.name_key <> o.name_key")" 2154 'codes that name another unit'
is "$(db_query "SELECT COUNT(*) FROM audit WHERE act = 'reform' AND object =
	'reform'")" "$(db_query "SELECT 1 + COUNT(DISTINCT unit_id)
	FROM reform_change")" 'once in the record of each unit that was touched'
is "$(db_query "SELECT COUNT(*) FROM (SELECT unit_id FROM reform_change
	EXCEPT SELECT stream FROM audit WHERE act = 'reform') t")" 0 'of every one'

# The closure, against the lines followed upward one by one.
walk="WITH RECURSIVE up (line_id, unit_id, above_id, depth) AS (
	SELECT line_id, unit_id, parent_id, 1 FROM unit_line
	WHERE valid_from <= @d AND @d < valid_to UNION ALL
	SELECT u.line_id, u.unit_id, l.parent_id, u.depth + 1 FROM up u
	JOIN unit_line l ON l.line_id = u.line_id AND l.unit_id = u.above_id
	WHERE l.valid_from <= @d AND @d < l.valid_to)"
above="SELECT line_id, unit_id, above_id, depth FROM unit_above
	WHERE valid_from <= @d AND @d < valid_to AND depth > 0"
for at in 2025-06-30 2025-07-01 2026-01-01; do
	is "$(db_query "SET @d = '$at'; $walk SELECT COUNT(*) FROM
		(SELECT * FROM up EXCEPT $above) x")" 0 "closure: nothing missing, $at"
	is "$(db_query "SET @d = '$at'; $walk SELECT COUNT(*) FROM
		($above EXCEPT SELECT * FROM up) x")" 0 "closure: nothing more, $at"
done

# What the official state of that day comes to when it is imported.
cp "$seed"/unit/*.csv "$db_dir"
grep -v '^2026' "$seed/unit/states.csv" >"$db_dir/states.csv"
BAOCAO_CONF=$db_dir/official.conf "$baocao" migrate >/dev/null
BAOCAO_CONF=$db_dir/official.conf "$baocao" unit import "$db_dir" >/dev/null
unit="CONCAT_WS(' ', %.scheme, %.level, %.code, %.valid_from)"
of() { # ALIAS
	echo "$unit" | sed "s/%/$1/g"
}
structure() { # DATABASE
	db_query_in "$1" "SELECT $(of u), u.name, u.name_key, u.valid_to
		FROM unit u ORDER BY 1"
	db_query_in "$1" "SELECT l.line_id, $(of u), $(of p), l.valid_from,
		l.valid_to FROM unit_line l JOIN unit u ON u.id = l.unit_id
		JOIN unit p ON p.id = l.parent_id ORDER BY 1, 2, 4"
	db_query_in "$1" "SELECT $(of o), $(of n), s.relation, s.comparable,
		s.on_date FROM succession s JOIN unit o ON o.id = s.old_id
		JOIN unit n ON n.id = s.new_id ORDER BY 1, 2, 5"
}
structure baocao >"$db_dir/is"
structure official >"$db_dir/should"
is "$(diff "$db_dir/is" "$db_dir/should" | head -20)" '' \
	'the same as importing the official state'
ok 'which is something' [ "$(wc -l <"$db_dir/is")" -gt 30000 ]

# ------------------------------------------------------------ the figures
for level in commune district province department; do
	is "$(totals $level | diff - "$db_dir/totals.$level")" '' \
		"national totals as it was, item by item: $level"
done
for level in province department; do
	is "$(restated $level | diff - "$db_dir/totals.$level")" '' \
		"restated on the units of July, item by item: $level"
done
# A commune of which parts went elsewhere has no figure in any one new unit:
# it is left where it was, and with it the total is the same.
is "$( (restated commune; db_query "SELECT g.code, p.code, f.item_id,
	SUM(f.value), COUNT(*) FROM report r JOIN fact f
	ON f.revision_id = r.accepted_id AND f.part = 1
	JOIN unit u ON u.id = r.unit_id JOIN regime g ON g.id = r.regime_id
	JOIN period p ON p.id = r.period_id WHERE u.level = 'commune'
	AND u.valid_to = '$day' AND NOT EXISTS (SELECT 1 FROM succession s
	WHERE s.old_id = u.id AND s.comparable) GROUP BY 1, 2, 3") |
	python3 -c "
import sys
from decimal import Decimal
sums = {}
for line in sys.stdin:
    *key, value, n = line.split()
    was = sums.get(tuple(key), (Decimal(0), 0))
    sums[tuple(key)] = (was[0] + Decimal(value), was[1] + int(n))
for key, (value, n) in sorted(sums.items(), key=lambda k: (k[0][0], k[0][1],
        int(k[0][2]))):
    print(*key, value, n, sep='\t')" | diff - "$db_dir/totals.commune")" '' \
	'restated communes, and those that cannot be: together all of it'

# Rights, reports: who had something to finish still can.
is "$(db_query "SELECT COUNT(*) FROM access x JOIN unit u ON u.id = x.unit_id
	WHERE u.valid_to = '$day' AND x.valid_to <= '$day'")" 0 \
	'rights on the old units stay'
is "$(db_query "SELECT COUNT(*) FROM report r JOIN period p
	ON p.id = r.period_id JOIN unit u ON u.id = r.unit_id
	WHERE p.ends >= '$day' AND u.valid_to = '$day'
	AND r.state <> 'closed'")" 0 'nobody owes a later report'
like "$("$baocao" unit reform --todo 1 | head -1)" ' grant ' 'heads are for decision'
like "$(reform 2>&1)" 'carried out already' 'once'
like "$("$baocao" unit import "$db_dir" 2>&1)" \
	'was loaded before with other content' 'nor by the files of states'

# ------------------------------------------------------------------ undone
"$baocao" unit reform --undo 1 >"$db_dir/out" 2>&1 &
sleep 1
kill -9 $! 2>/dev/null
wait $! 2>/dev/null
"$baocao" unit reform --resume >/dev/null 2>&1
is "$(db_query 'SELECT state FROM reform')" 'undone' 'killed and taken up: undone'
is "$(sums)" "$before" 'and everything is as it was'
end
