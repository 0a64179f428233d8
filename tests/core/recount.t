#!/bin/sh
# Four levels and three, added up again by other means.
# timeout: 600
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"
LC_ALL=en_US.UTF-8
export LC_ALL
db_args=--innodb-buffer-pool-size=512M
db_start

demo() { # DATE
	db_query_in mysql 'DROP DATABASE baocao; CREATE DATABASE baocao'
	"$baocao" migrate >"$db_dir/out" 2>&1 &&
		"$baocao" unit import "$seed/unit" >"$db_dir/out" 2>&1 &&
		"$baocao" register import KCN "$seed/register/KCN.csv" \
		--name KCN >"$db_dir/out" 2>&1 &&
		"$baocao" form load "$seed"/form/*.xml >"$db_dir/out" 2>&1 &&
		"$baocao" demo --at "$1" >"$db_dir/out" 2>&1 && return
	cat "$db_dir/out"
	return 1
}

recount() { # WHAT
	python3 "${0%/*}/recount.py" "$db_socket" baocao >"$db_dir/recount"
	while IFS= read -r line; do
		case $line in
		'ok '*) pass "$1: ${line#* - }" ;;
		'not ok '*) fail "$1: ${line#* - }" ;;
		'#'*) echo "$line" ;;
		esac
	done <"$db_dir/recount"
	is "$(tail -1 "$db_dir/recount")" 1..7 "$1: all of it was counted"
}

ok 'the country as of 26 June 2025' demo 2025-06-26
is "$(db_query "SELECT COUNT(DISTINCT a.depth) FROM report r
	JOIN regime g ON g.id = r.regime_id AND g.code = 'XLD01'
	JOIN unit_above a ON a.line_id = 1 AND a.above_id = 1
	AND a.unit_id = r.unit_id AND a.valid_from <= '2025-06-14'
	AND '2025-06-14' < a.valid_to")" 4 'four levels report'
recount '2025-06-26'
like "$("$baocao" --json demo 2>&1)" 'reports already' \
	'a second demonstration is refused'

ok 'the country as of 28 September 2026' demo 2026-09-28
is "$(db_query "SELECT COUNT(*) FROM report r JOIN period p
	ON p.id = r.period_id AND p.code = '2026-Q3' JOIN regime g
	ON g.id = r.regime_id AND g.code = 'XLD01'")" 3356 \
	'a report for each of 3,321 communes, 34 provinces, the centre'
recount '2026-09-28'
is "$(db_query "SELECT GROUP_CONCAT(DISTINCT r.state ORDER BY r.state)
	FROM report r JOIN period p ON p.id = r.period_id
	WHERE p.code = '2026-Q3'")" accepted,draft,due,returned,sent \
	'the quarter is in every state'
first=$(db_query 'SELECT SHA2(GROUP_CONCAT(sha ORDER BY report_id, no), 256)
	FROM revision')
ok 'built again' demo 2026-09-28
is "$(db_query 'SELECT SHA2(GROUP_CONCAT(sha ORDER BY report_id, no), 256)
	FROM revision')" "$first" 'it is the same'
like "$("$baocao" report show 00004 XLD01 2026-Q2)" 'Accepted; due' \
	'a report is shown'
like "$("$baocao" --json report show 'Thành phố Hà Nội' XLD01 2026-Q2)" \
	'"regime":"XLD01","form":"2024".*"units":\[' 'for programs, too'
ok 'one period is rolled up' "$baocao" rollup XLD01 2026-Q3
"$baocao" report show Nowhere XLD01 2026-Q3 >"$db_dir/out" 2>&1
is $? 1 'no such unit: status 1'
end
