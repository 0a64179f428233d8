#!/bin/sh
# What follows a unit in a reform: all of it, once, for its time.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"
db_start
"$baocao" migrate >"$db_dir/out" || db_die "migrate failed"
CMOCKA_MESSAGE_OUTPUT=TAP "$BAOCAO_BUILD/tests/core/test_reform_follow" 2>"$db_dir/err"
status=$?
[ $status = 0 ] || tail -40 "$db_dir/err" | sed 's/^/# /'
exit $status
