#!/bin/sh
# the country's units: loaded, found, as trees, and bad files refused
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

units=$seed/unit

# count LEVEL DAY
count() {
	db_query "SELECT COUNT(*) FROM unit WHERE level = '$1'
		AND valid_from <= '$2' AND '$2' < valid_to"
}
counts() { # DAY
	echo "$(count province "$1") $(count district "$1") $(count commune "$1")"
}
sums() {
	db_query 'CHECKSUM TABLE unit, unit_line, unit_above, succession,
		setting, access'
}
# unit_id LEVEL CODE DAY
unit_id() {
	db_query "SELECT id FROM unit WHERE level = '$1' AND code = '$2'
		AND valid_from <= '$3' AND '$3' < valid_to"
}
unit_name() {
	db_query "SELECT name FROM unit WHERE id = $(unit_id "$1" "$2" "$3")"
}

db_start
"$baocao" migrate >/dev/null || db_die "no tables"
out=$("$baocao" unit import "$units" --json 2>&1)
is $? 0 'the seed is loaded'
like "$out" '"states":7,"known":0' 'all states of it'
like "$(db_query "SELECT detail FROM audit WHERE act = 'import'")" \
	'^states=7; begun=' 'it is on record'
is "$(db_query "SELECT COUNT(*) FROM unit u WHERE NOT EXISTS (SELECT 1
	FROM audit a, JSON_TABLE(JSON_KEYS(a.became), '\$[*]' COLUMNS
	(k VARCHAR(40) PATH '\$')) j WHERE a.act = 'import'
	AND a.object = 'unit' AND j.k = CONCAT('unit ', u.id))")" 0 \
	'every unit is on record as it became'
is "$(db_query "SELECT COUNT(*) FROM audit WHERE act = 'import'
	AND object = 'unit' AND (JSON_VALID(became) = 0
	OR LENGTH(became) > 16000 OR JSON_EXISTS(became, '\$.more'))")" 0 \
	'whole, in entries that are not cut'

is "$(counts 1999-01-01)" '63 696 10047' 'long before: four levels'
is "$(counts 2025-06-30)" '63 696 10047' 'the day before: four levels'
is "$(counts 2025-07-01)" '34 0 3321' '1 July 2025: three levels'
is "$(counts 2026-05-01)" '34 0 3321' 'May 2026'
is "$(db_query "SELECT GROUP_CONCAT(CONCAT(k, n) ORDER BY n) FROM (SELECT
	SUBSTRING_INDEX(name, ' ', 1) AS k, COUNT(*) AS n FROM unit
	WHERE level = 'commune' AND valid_from <= '2025-07-01'
	AND '2025-07-01' < valid_to GROUP BY k) t")" \
	'Đặc13,Phường687,Xã2621' 'kinds of communes of 2025'
for day in 2025-02-28/63 2025-03-01/63 2025-06-30/63 2025-07-01/34; do
	is "$(count department "${day%/*}")" "${day#*/}" "departments, $day"
done
is "$(db_query "SELECT COUNT(*) FROM unit WHERE level = 'ministry'
	AND valid_from <= '2025-02-28' AND '2025-02-28' < valid_to
	AND name LIKE '%Truyền thông'")" 1 'one ministry at a time'

# The closure, against the lines followed upward one by one.
walk="WITH RECURSIVE up (line_id, unit_id, above_id, depth) AS (
	SELECT line_id, unit_id, parent_id, 1 FROM unit_line
	WHERE valid_from <= @d AND @d < valid_to UNION ALL
	SELECT u.line_id, u.unit_id, l.parent_id, u.depth + 1 FROM up u
	JOIN unit_line l ON l.line_id = u.line_id AND l.unit_id = u.above_id
	WHERE l.valid_from <= @d AND @d < l.valid_to)"
above="SELECT line_id, unit_id, above_id, depth FROM unit_above
	WHERE valid_from <= @d AND @d < valid_to AND depth > 0"
for day in 1990-01-01 2025-03-01 2025-06-30 2025-07-01 2026-04-29 2026-04-30
do
	is "$(db_query "SET @d = '$day'; $walk SELECT COUNT(*) FROM
		(SELECT * FROM up EXCEPT $above) x")" 0 "closure: nothing missing, $day"
	is "$(db_query "SET @d = '$day'; $walk SELECT COUNT(*) FROM
		($above EXCEPT SELECT * FROM up) x")" 0 "closure: nothing more, $day"
	is "$(db_query "SET @d = '$day'; SELECT (SELECT COUNT(*) FROM unit
		WHERE valid_from <= @d AND @d < valid_to) - (SELECT COUNT(*)
		FROM unit_above WHERE depth = 0 AND unit_id = above_id
		AND valid_from <= @d AND @d < valid_to)")" 0 \
		"each unit is above itself, $day"
done
is "$(db_query "SELECT COUNT(*) FROM unit_above a JOIN unit_above b
	USING (line_id, unit_id, above_id) WHERE a.valid_from < b.valid_from
	AND b.valid_from < a.valid_to")" 0 'no two validities overlap'

# Codes are given to other units.
is "$(unit_name commune 00004 2025-06-30)" 'Phường Trúc Bạch' '00004 was'
is "$(unit_name commune 00004 2025-07-01)" 'Phường Ba Đình' '00004 is'
is "$(unit_name province 24 2025-06-30) $(unit_name province 24 2025-07-01)" \
	'Tỉnh Bắc Giang Tỉnh Bắc Ninh' 'province 24 was, is'
is "$(unit_name commune 23938 2025-07-01)" 'Xã Ia Mơ' 'codes of Decision 19/2025'
is "$(unit_name commune 06978 2025-07-01)" 'Xã Ba Chẽ' 'codes of Decision 19/2025'

# What goes on, and what does not.
is "$(unit_id commune 00859 2025-06-30)" "$(unit_id commune 00859 2025-07-01)" \
	'an unchanged commune keeps its id'
is "$(db_query "SELECT COUNT(*) FROM unit_line
	WHERE unit_id = $(unit_id commune 00859 2025-07-01)")" 2 \
	'below another superior'
is "$(unit_id province 01 2025-06-30)" "$(unit_id province 01 2026-05-01)" \
	'a province that was not merged goes on'
ok 'a merged one of the same name does not' [ \
	"$(unit_id province 08 2025-06-30)" != "$(unit_id province 08 2025-07-01)" ]
is "$(db_query "SELECT COUNT(*) FROM unit WHERE level = 'commune'
	AND valid_from = '1000-01-01' AND valid_to > '2025-07-01'")" 127 \
	'unchanged communes'
is "$(unit_name province 75 2026-04-29), $(unit_name province 75 2026-04-30)" \
	'Tỉnh Đồng Nai, Thành phố Đồng Nai' 'Đồng Nai before and after'
is "$(db_query "SELECT COUNT(*) FROM unit_line WHERE valid_from = '2026-04-30'
	AND line_id = 1 AND parent_id = $(unit_id province 75 2026-05-01)")" \
	"$(db_query "SELECT COUNT(*) FROM unit_line WHERE line_id = 1
	AND valid_to = '2026-04-30'
	AND parent_id = $(unit_id province 75 2026-04-01)")" \
	'its communes follow'

# Succession.
is "$(db_query "SELECT GROUP_CONCAT(n ORDER BY n) FROM (SELECT COUNT(*) AS n
	FROM succession WHERE on_date = '2025-07-01' AND old_id IN (SELECT id
	FROM unit WHERE level = 'commune') GROUP BY relation) t")" \
	'2,2,14,969,9465' 'relations of communes'
is "$(db_query "SELECT COUNT(*) FROM succession WHERE comparable = 1
	AND relation IN ('partial', 'unknown')")" 0 'a part is not comparable'
for code in 01615 02485 18796; do
	is "$(db_query "SELECT MAX(comparable) FROM succession
		WHERE old_id = $(unit_id commune $code 2025-06-30)")" 0 \
		"$code: contradiction, not comparable"
done
is "$(db_query "SELECT SUM(comparable) FROM succession s JOIN unit o
	ON o.id = s.old_id JOIN unit n ON n.id = s.new_id
	WHERE o.level = 'district' AND n.name LIKE 'Đặc khu%'")" 5 \
	'five island districts became đặc khu'
is "$(db_query "SELECT COUNT(*) FROM unit d WHERE d.level = 'district'
	AND NOT EXISTS (SELECT 1 FROM unit_line l WHERE l.parent_id = d.id)")" \
	5 'they have nobody below them'
is "$(db_query "SELECT COUNT(DISTINCT o.id) FROM unit o JOIN succession s
	ON s.old_id = o.id WHERE o.level = 'province'
	AND s.on_date = '2025-07-01'")" 52 'merged provinces'

# Found by name.
find() {
	"$baocao" unit find "$@" | sed 's/  *(.*//' | tr -s ' '
}
some=$(find 'hòa bình')
like "$some" 'Phường Hòa Bình' 'hòa bình'
is "$(find 'hoà bình')" "$some" 'hoà bình'
is "$(find 'HÒA  BÌNH')" "$some" 'HÒA  BÌNH'
like "$(find 'hoa binh')" 'Phường Hòa Bình' 'hoa binh'
like "$(find 'hoa binh' --at 2025-06-30)" '17 province Tỉnh Hoà Bình' \
	'hoa binh, before'
is "$(find 'xã bắc sơn' --at 2025-06-30 | wc -l)" "$(db_query "SELECT COUNT(*)
	FROM unit WHERE name = 'Xã Bắc Sơn' AND valid_from < '2025-06-30'
	AND '2025-06-30' < valid_to")" 'xã bắc sơn'
is "$(find 00004 --at 2025-06-30)" '00004 commune Phường Trúc Bạch' \
	'by code, before'
is "$(find 00004 --at 2025-07-01)" '00004 commune Phường Ba Đình' 'by code'
is "$(find 'hoa bình' --at 2025-06-30 | sort)" \
	"$(find 'hoà bình' --at 2025-06-30 | sort)" \
	'a word with marks, beside one without'
is "$(find 'bình hoà' --at 2025-06-30 | sort)" \
	"$(find 'bình hòa' --at 2025-06-30 | sort)" 'wherever the tone stands'
like "$("$baocao" unit find 'Trúc Bạch' --at 2025-06-30 --json)" \
	'"path":\["Chính phủ","Thành phố Hà Nội","Quận Ba Đình","Phường Trúc Bạch"\]' \
	'with its path'
"$baocao" unit find 'Atlantis' >/dev/null 2>&1
is $? 1 'one that is not there'
"$baocao" unit find 'Huế' --at 2025-02-30 >/dev/null 2>&1
is $? 2 'a date that is none'

# Trees.
tree() {
	"$baocao" unit tree --json "$@"
}
levels() {
	grep -o '"level":"[a-z]*"' | sort | uniq -c | tr -s ' ' |
		sed 's/^ //; s/"level"://; s/"//g' | tr '\n' ' '
}
is "$(tree --at 2025-06-30 | levels)" \
	'1 centre 10047 commune 696 district 63 province ' 'tree, four levels'
is "$(tree --at 2025-07-01 | levels)" '1 centre 3321 commune 34 province ' \
	'tree, three levels'
is "$(tree --at 2025-06-30 --line ict | levels)" '63 department 1 ministry ' \
	'departments and their ministry'
is "$(tree --at 2025-07-01 --line ict | levels)" '34 department 1 ministry ' \
	'in July'
is "$("$baocao" unit tree 'Quận Ba Đình' --at 2025-06-30 | head -2)" \
	"$(printf '001 Quận Ba Đình\n  00001 Phường Phúc Xá')" 'for people'
is "$("$baocao" unit tree 'Huyện Lý Sơn' --at 2025-06-30)" \
	'536 Huyện Lý Sơn' 'an island'
is "$("$baocao" unit tree --depth 1 --at 2025-07-01 | wc -l)" 35 'not so deep'
"$baocao" unit tree 'Ba Đình' --at 2025-06-30 >/dev/null 2>&1
is $? 1 'several are meant'
"$baocao" unit tree 'Quận Ba Đình' --line ict --at 2025-06-30 >/dev/null 2>&1
is $? 1 'not in that line'
"$baocao" unit tree --line none >/dev/null 2>&1
is $? 1 'no such line'

# Again: nothing changes.
before=$(sums)
like "$("$baocao" unit import "$units" --json)" '"states":0,"known":7' \
	'loading again'
is "$(sums)" "$before" 'changes nothing'

# Bad files change nothing and are told with file and line.  refused WHAT
# PATTERN: the files of $bad are.
bad=$db_dir/bad
fresh() {
	rm -rf "$bad"
	mkdir "$bad"
	cat >"$bad/states.csv" <<-EOF
		from,line,extent,units,map,decision
		2027-01-01,administrative,change,u.csv,m.csv,Quyết định
	EOF
	echo 'scheme,level,code,name,parent' >"$bad/u.csv"
	echo 'gso,commune,00004,Phường Ba Đình Mới,01' >>"$bad/u.csv"
	printf 'old,new,relation\n00004,00004,renamed\n' >"$bad/m.csv"
}
refused() {
	refused_out=$("$baocao" unit import "$bad" 2>&1)
	is $? 1 "$1: refused"
	like "$refused_out" "$2" "$1: says where"
	is "$(sums)" "$before" "$1: nothing changed"
}
fresh
printf 'gso,commune,1,"X,01\n' >>"$bad/u.csv"
refused 'an open quotation mark' 'u.csv:3: '
fresh
echo 'gso,commune,1,X' >>"$bad/u.csv"
refused 'a missing cell' 'u.csv:3: '
fresh
printf 'gso,commune,1,X\377,01\n' >>"$bad/u.csv"
refused 'not UTF-8' 'u.csv:3: '
fresh
echo 'gso,commune,00004,Xã Hai,01' >>"$bad/u.csv"
refused 'a code twice' 'u.csv:3: '
fresh
echo 'gso,hamlet,99999,Thôn Một,01' >>"$bad/u.csv"
refused 'an unknown level' 'u.csv:3: '
fresh
echo 'gso,commune,99999,Xã Một,98' >>"$bad/u.csv"
refused 'an unknown superior' 'u.csv:3: '
fresh
echo 'gso,commune,99999,,01' >>"$bad/u.csv"
refused 'no name' 'u.csv:3: '
fresh
echo 'gso,commune,9 9,Xã Một,01' >>"$bad/u.csv"
refused 'no code' 'u.csv:3: '
fresh
echo 'gso,commune,00008,Phường Khác,01' >>"$bad/u.csv"
refused 'a code in use, and no word what becomes of it' 'u.csv:3: '
fresh
echo 'gso,commune,99999,Xã Một,99999' >>"$bad/u.csv"
refused 'its own superior' 'states.csv:2: '
fresh
echo 'gso,commune,99999,Xã Một,' >>"$bad/u.csv"
refused 'two tops' 'states.csv:2: '
fresh
echo '99999,00004,whole' >>"$bad/m.csv"
refused 'an unknown old unit' 'm.csv:3: '
fresh
echo '00008,99999,whole' >>"$bad/m.csv"
refused 'an unknown new unit' 'm.csv:3: '
fresh
echo '00004,00004,renamed' >>"$bad/m.csv"
refused 'a pair twice' 'm.csv:3: '
fresh
echo '00008,00004,sold' >>"$bad/m.csv"
refused 'an unknown relation' 'm.csv:3: '
fresh
sed -i 's/renamed/unchanged/' "$bad/m.csv"
refused 'unchanged, but another name' 'm.csv:2: '
fresh
printf 'old,new\n' >"$bad/m.csv"
refused 'another head' 'm.csv:1: '
fresh
rm "$bad/m.csv"
refused 'a file that is not there' 'm.csv: '
fresh
sed -i 's/2027-01-01/2027-02-29/' "$bad/states.csv"
refused 'no date' 'states.csv:2: '
fresh
sed -i 's/2027-01-01/2026-01-01/' "$bad/states.csv"
refused 'earlier than what is known' 'states.csv:2: '
fresh
sed -i 's/2027-01-01/2026-04-30/' "$bad/states.csv"
refused 'a known day with other content' 'states.csv:2: '
fresh
sed -i 's/administrative/sports/' "$bad/states.csv"
refused 'an unknown line' 'states.csv:2: '
fresh
sed -i 's/change/some/' "$bad/states.csv"
refused 'an unknown extent' 'states.csv:2: '
fresh
printf '00008,00025,whole\n00025,00008,whole\n' >>"$bad/m.csv"
refused 'what becomes another and goes on' 'm.csv:3: '
fresh
echo '75,00004,whole' >>"$bad/m.csv"
refused 'units below one that ends' 'states.csv:2: '
like "$("$baocao" unit import "$bad" --json)" '"findings":\[\{"where"' \
	'for programs too'
"$baocao" unit import >/dev/null 2>&1
is $? 2 'import of nothing'

# A renaming takes along those who work for the unit.
old=$(unit_id commune 00004 2026-12-31)
db_query "INSERT INTO person (id, login, name, created) VALUES (1, 'a', 'A',
	'2026-01-01'); INSERT INTO access (person_id, role, unit_id, valid_from,
	valid_to) VALUES (1, 1, $old, '2026-01-01', '9999-12-31')"
fresh
ok 'a renaming is loaded' "$baocao" unit import "$bad"
is "$(unit_name commune 00004 2026-12-31), $(unit_name commune 00004 2027-01-01)" \
	'Phường Ba Đình, Phường Ba Đình Mới' 'the old name stays with its time'
is "$(db_query "SELECT CONCAT(unit_id = $(unit_id commune 00004 2027-01-01), ' ',
	valid_from, ' ', valid_to) FROM access WHERE unit_id <> $old")" \
	'1 2027-01-01 9999-12-31' 'the clerk is one of the new unit too'
fresh
cat >"$bad/states.csv" <<-EOF
	from,line,extent,units,map,decision
	2028-01-01,administrative,change,u.csv,,Nghị quyết
EOF
printf 'scheme,level,code,name,parent\n%s\n%s\n' \
	'gso,commune,00004,Phường Ba Đình Mới,04' \
	'gso,commune,88888,Xã Mới,01' >"$bad/u.csv"
same=$(unit_id commune 00004 2027-12-31)
ok 'a commune below another province, a new one' "$baocao" unit import "$bad"
is "$(unit_id commune 00004 2028-01-01)" "$same" 'is the same unit'
like "$("$baocao" unit find 00004 --at 2028-01-01)" 'Cao Bằng' 'there'
like "$("$baocao" unit find 00004 --at 2027-12-31)" 'Hà Nội' 'and before'
like "$("$baocao" unit find 88888 --at 2028-01-01)" 'Xã Mới' 'the new one'

# A unit in two lines is one unit; it leaves one without ending.
fresh
cat >"$bad/states.csv" <<-EOF
	from,line,extent,units,map,decision
	2029-01-01,ict,change,u.csv,,Thông tư
EOF
printf 'scheme,level,code,name,parent\n%s\n' \
	'gso,province,01,Thành phố Hà Nội,BKHCN' >"$bad/u.csv"
hanoi=$(unit_id province 01 2028-12-31)
ok 'a province joins another line' "$baocao" unit import "$bad"
is "$(db_query "SELECT GROUP_CONCAT(line_id ORDER BY line_id) FROM unit_line
	WHERE unit_id = $hanoi AND valid_to = '9999-12-31'")" 1,2 'it is one unit'
before=$(sums)
fresh
printf 'old,new,relation\n01,98,renamed\n' >"$bad/m.csv"
echo 'gso,province,98,Thành phố Thăng Long,CP' >"$bad/u.csv"
sed -i 's/^gso,p/scheme,level,code,name,parent\n&/' "$bad/u.csv"
sed -i 's/2027-01-01/2030-01-01/' "$bad/states.csv"
refused 'a unit of two lines becomes another in one' 'states.csv:2: '
cp "$units/ict-2025-07-01.csv" "$bad/u.csv"
cat "$units/ict-2025-07-01-map.csv" >"$bad/m.csv"
cat >"$bad/states.csv" <<-EOF
	from,line,extent,units,map,decision
	2030-01-01,ict,whole,u.csv,m.csv,Thông tư
EOF
sed -i '2,$d' "$bad/m.csv"
ok 'the other line tells all of it anew' "$baocao" unit import "$bad"
is "$(db_query "SELECT CONCAT(GROUP_CONCAT(line_id ORDER BY line_id), ' ',
	MAX(u.valid_to)) FROM unit_line l JOIN unit u ON u.id = l.unit_id
	WHERE u.id = $hanoi AND l.valid_to = '9999-12-31'")" '1 9999-12-31' \
	'the province left it and goes on'

# Two at once: one loads, the other finds it done.
db_query_in mysql 'CREATE DATABASE twice'
sed -i 's/^db_name = .*/db_name = twice/' "$BAOCAO_CONF"
"$baocao" migrate >/dev/null
"$baocao" unit import "$units" --json >"$db_dir/1" 2>&1 &
"$baocao" unit import "$units" --json >"$db_dir/2" 2>&1
wait $!
is "$(cat "$db_dir/1" "$db_dir/2" | grep -c '"states":7,"known":0')" 1 \
	'two at once: one loads'
is "$(cat "$db_dir/1" "$db_dir/2" | grep -c '"states":0,"known":7')" 1 \
	'the other has nothing to do'
end
