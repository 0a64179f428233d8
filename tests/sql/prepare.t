#!/bin/sh
# every statement is prepared against sql/schema.sql
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

# Its lines are results; only the number of them is missing.
prepare() {
	"$BAOCAO_BUILD/tests/sql/prepare_all" 2>&1
}

db_start
"$baocao" migrate >/dev/null || db_die "no tables"
ok 'all statements fit the tables' prepare
like "$(prepare | grep -c '^ok')" '^[0-9]{2,}$' 'there are statements'
db_query 'ALTER TABLE unit RENAME COLUMN name_key TO key_of_name'
ok 'a renamed column is found' sh -c "! '$BAOCAO_BUILD/tests/sql/prepare_all'"
like "$(prepare)" '^not ok .*unit.c:[0-9]+ select_key' 'and where it is used'
db_query 'ALTER TABLE unit RENAME COLUMN key_of_name TO name_key'
db_query 'DROP TABLE holiday'
like "$(prepare)" '^not ok .*holiday' 'a lost table is found'
end
