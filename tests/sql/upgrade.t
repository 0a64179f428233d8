#!/bin/sh
# A database of the first version, with data, brought up to date by the steps:
# it is what a fresh one is, and what was in it is found.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

db_start
first=$BAOCAO_SOURCE/tests/data/schema-first.sql
db_query_in mysql 'CREATE DATABASE fresh; CREATE DATABASE old'
for name in fresh old; do
	sed "s/^db_name = .*/db_name = $name/" "$db_dir/baocao.conf" \
		>"$db_dir/$name.conf"
done
BAOCAO_CONF=$db_dir/fresh.conf "$baocao" migrate >/dev/null
BAOCAO_CONF=$db_dir/old.conf
"$db_client" --no-defaults -uroot -S "$db_socket" old <"$first"
db_query_in old "INSERT INTO setting VALUES ('schema', '0');
	INSERT INTO line (id, code, name_vi, name_en)
		SELECT id, code, name_vi, name_en FROM fresh.line;
	INSERT INTO level (code, name_vi, name_en, rank_no)
		SELECT code, name_vi, name_en, rank_no FROM fresh.level;
	INSERT INTO regime (code, title_vi, title_en, family, line_id, frequency,
		cutoff, basis, valid_from, valid_to) VALUES
	('DON', 'Xử lý đơn thư', 'Petitions', 'administrative', 1, 'quarter',
		'nd09', 'Thông tư số 02/2021/TT-TTCP', '2021-05-01', '9999-12-31'),
	('CU', 'Báo cáo đã hết hiệu lực', 'Former', 'statistical', 1, 'month',
		'calendar', 'Quyết định', '2020-01-01', '2022-01-01');
	INSERT INTO regime_level VALUES (1, 'commune', 'day 18'),
		(1, 'province', 'day 25')"

db_query_in old "INSERT INTO person (login, name, created) VALUES
	('hoa.nt', 'Nguyễn Thị Hòa', '2025-01-01')"

# Two entries of the record as they were written then (core/audit_entry.h).
none=0000000000000000000000000000000000000000000000000000000000000000
entry() { # SEQ ACT DETAIL PREV: adds it; its hash is in $hash
	at='2025-01-02 03:04:05.000000'
	hash=$(printf -- '-17|%d|0|7|26:%s%d:%s8:cron_key2:r1%d:%s64:%s' \
		"$1" "$at" ${#2} "$2" ${#3} "$3" "$4" | sha256sum | cut -c 1-64)
	db_query_in old "INSERT INTO audit (stream, seq, at, person_id, act,
		object, object_id, request, detail, prev, hash) VALUES
		(-17, $1, '$at', 0, '$2', 'cron_key', 7, 'r1', '$3', '$4', '$hash')"
}
entry 1 add 'from before' $none
entry 2 revoke '' "$hash"
db_query_in old "INSERT INTO audit_head VALUES (-17, 2, '$hash')"
ok 'the first database is brought up to date' "$baocao" migrate
like "$("$baocao" migrate)" 'up to date' 'and is so'
is "$(db_query_in old "SELECT GROUP_CONCAT(CONCAT(word, ':', name)
	ORDER BY word) FROM person_word")" \
	':Nguyễn Thị Hòa,hoa:Nguyễn Thị Hòa,hoa.nt:Nguyễn Thị Hòa,nguyen:Nguyễn Thị Hòa,thi:Nguyễn Thị Hòa' \
	'people can be searched for'

columns() {
	db_query_in "$1" "SELECT table_name, column_name, column_type,
		is_nullable, COALESCE(column_default, '-'),
		COALESCE(collation_name, '-'), extra
		FROM information_schema.columns WHERE table_schema = '$1'
		ORDER BY 1, 2"
}
indexes() {
	db_query_in "$1" "SELECT table_name, MIN(non_unique),
		GROUP_CONCAT(column_name ORDER BY seq_in_index) AS columns
		FROM information_schema.statistics WHERE table_schema = '$1'
		GROUP BY table_name, index_name ORDER BY 1, 3, 2"
}
references() {
	db_query_in "$1" "SELECT table_name,
		GROUP_CONCAT(column_name ORDER BY ordinal_position) AS columns,
		referenced_table_name,
		GROUP_CONCAT(referenced_column_name ORDER BY ordinal_position)
		FROM information_schema.key_column_usage
		WHERE table_schema = '$1' AND referenced_table_name IS NOT NULL
		GROUP BY table_name, constraint_name, referenced_table_name
		ORDER BY 1, 2, 3"
}
for what in columns indexes references; do
	$what fresh >"$db_dir/is"
	$what old >"$db_dir/was"
	is "$(diff "$db_dir/is" "$db_dir/was")" '' "the same $what"
	[ "$(wc -l <"$db_dir/is")" -gt 20 ] || echo "not ok - $what: too few"
done

like "$("$baocao" verify)" '2 entries in 1 chains' 'its record is there'
ok 'and verifies' "$baocao" verify
ok 'is sealed as any other' "$baocao" audit seal
db_query_in old "UPDATE audit SET detail = 'x' WHERE seq = 1"
like "$("$baocao" verify)" 'BROKEN: Chain -17: entry 1 was altered' \
	'what is altered in it is found'
db_query_in old "UPDATE audit SET detail = 'from before' WHERE seq = 1"
ok 'put back, it holds' "$baocao" verify

is "$(db_query_in old "SELECT GROUP_CONCAT(CONCAT(g.code, ' ', w.no, ' ',
	w.state, ' ', w.valid_to) ORDER BY g.code) FROM regime g
	JOIN regime_version w ON w.regime_id = g.id")" \
	'CU 1 published 2022-01-01,DON 1 published 9999-12-31' \
	'regimes have their first version'
is "$(db_query_in old "SELECT GROUP_CONCAT(CONCAT(kind, ' ', level, ' ', due)
	ORDER BY level) FROM assignment")" \
	'level commune day 18,level province day 25' 'levels are assigned'
like "$(db_query_in old "SELECT search FROM regime_version w JOIN regime g
	ON g.id = w.regime_id WHERE g.code = 'DON'")" \
	'xu ly don thu' 'and they are found by their words'
end
