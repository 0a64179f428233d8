#!/bin/sh
# Means, the largest, the last: totals and the picture, made again by other means.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"
db_start
"$baocao" migrate >"$db_dir/out" || db_die "migrate failed"
for seed_no in 7 11 23 42; do
	"$BAOCAO_BUILD/tests/core/test_over" $seed_no >"$db_dir/made" 2>&1
	is $? 0 "figures are made from $seed_no"
	sed 's/^/# /' "$db_dir/made" | grep -E 'ERROR|:' | tail -5
	python3 "${0%/*}/over.py" "$db_socket" baocao >"$db_dir/over"
	while IFS= read -r line; do
		case $line in
		'ok '*) pass "$seed_no: ${line#* - }" ;;
		'not ok '*) fail "$seed_no: ${line#* - }" ;;
		'#'*) echo "$line" ;;
		esac
	done <"$db_dir/over"
	is "$(tail -1 "$db_dir/over")" 1..2 "$seed_no: all of it was counted"
done
end
