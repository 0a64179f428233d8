#!/bin/sh
# The catalogue of items: its tables, its seed, and what forms bring along.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

LC_ALL=en_US.UTF-8
export LC_ALL
db_start
work=$db_dir
ok 'the database is made' "$baocao" migrate
columns() {
	db_query "SELECT CONCAT_WS(' ', table_name, column_name, column_type,
		is_nullable, COALESCE(collation_name, '-'),
		COALESCE(column_default, '-'), column_key)
		FROM information_schema.columns WHERE table_schema = 'baocao'
		ORDER BY table_name, column_name"
}

# ---- measures
is "$(db_query "SELECT CONCAT(dimension, ' ', CAST(factor AS SIGNED)) FROM measure
	WHERE name = 'triệu đồng'")" 'vnd 1000000' 'a million dong is so many dong'
is "$(db_query "SELECT COUNT(*) FROM measure WHERE dimension = ''
	OR factor <= 0")" 0 'every measure of the seed measures something'
"$baocao" register import KCN "$seed/register/KCN.csv" \
	--name 'Khu công nghiệp' >/dev/null
ok 'forms are loaded' "$baocao" form load "$seed"/form/*.xml
is "$(db_query "SELECT COUNT(*) FROM item i LEFT JOIN measure m
	ON m.name = i.measure WHERE m.code IS NULL OR m.dimension = ''")" 0 \
	'the measures of our forms are all in the seed'
sed 's/code="ICT"/code="ICT2"/; s/item="/item="X/g; s/thuê bao/con cá/g' \
	"$seed/form/ICT.xml" >"$work/fish.xml"
ok 'a form with a measure of its own is loaded' \
	"$baocao" form load "$work/fish.xml"
is "$(db_query "SELECT CONCAT(code, '|', dimension, '|', CAST(factor AS SIGNED))
	FROM measure WHERE name = 'con cá'")" 'con-ca||1' \
	'and its measure is met, not guessed'

# ---- items
is "$(db_query "SELECT COUNT(*) FROM item WHERE name_key = ''
	OR name_plain = ''")" 0 'every item can be searched for'
is "$(db_query "SELECT COUNT(*) FROM item i LEFT JOIN item_version v
	ON v.item_id = i.id AND v.valid_from = '1000-01-01'
	AND v.valid_to = '9999-12-31' AND v.name = i.name
	AND v.measure = i.measure AND v.decimals = i.decimals
	AND v.over_units = i.over_units AND v.over_time = i.over_time
	WHERE v.item_id IS NULL")" 0 'and means what it says, from the beginning'
is "$(db_query "SELECT GROUP_CONCAT(c.code ORDER BY c.place)
	FROM breakdown b JOIN category c ON c.breakdown_id = b.id
	WHERE b.code = 'sex'")" 'NAM,NU' 'dimensions come with their categories'

# ---- files
json() {
	sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" "$work/out" | head -1
}
status() {
	"$@" >"$work/out" 2>&1
	echo $?
}
ok 'the catalogue is written as CSV' sh -c "'$baocao' item export >'$work/a.csv'"
is "$(status "$baocao" --json item import --dry-run "$work/a.csv")" 0 \
	'and read again'
is "$(json added) $(json changed) $(json refused)" '0 0 0' 'it changes nothing'
is "$(json same)" "$(db_query 'SELECT COUNT(*) FROM item')" 'all of it is there'
ok 'the same as a workbook' "$baocao" item export --xlsx "$work/a.xlsx"
is "$(status "$baocao" --json item import "$work/a.xlsx")" 0 'read again, too'
is "$(json added) $(json changed) $(json refused)" '0 0 0' \
	'it changes nothing either'
cat >"$work/new.csv" <<-X
	Mã chỉ tiêu,Tên chỉ tiêu,Đơn vị tính,Tổng hợp theo đơn vị,Quyền số,Phân tổ,Khái niệm
	TL.LD,Tỷ lệ lao động qua đào tạo,%,bình quân,LD.SO,,"Một dòng
	hai dòng, có ""nháy"""
	LD.SO,Số lao động,người,cộng,,"sex, age",=1+1
X
is "$(status "$baocao" --json item import --dry-run "$work/new.csv")" 0 \
	'a file in Vietnamese is looked over'
is "$(json added)" 2 'two would be added'
is "$(db_query "SELECT COUNT(*) FROM item WHERE code IN ('LD.SO', 'TL.LD')")" 0 \
	'and are not'
is "$(status "$baocao" item import "$work/new.csv")" 0 'it is applied'
is "$(db_query "SELECT CONCAT(i.over_units, ' ', w.code) FROM item i
	JOIN item w ON w.id = i.weight_id WHERE i.code = 'TL.LD'")" 'mean LD.SO' \
	'an item may be weighted by one that comes later'
is "$(db_query "SELECT COUNT(*) FROM item WHERE code LIKE 'LD.SO.%'")" 7 \
	'its categories are made'
is "$(db_query "SELECT HEX(definition) FROM item_version v JOIN item i
	ON i.id = v.item_id WHERE i.code = 'TL.LD'")" \
	"$(printf 'Một dòng\nhai dòng, có "nháy"' | od -An -tx1 | tr -d ' \n' |
		tr a-f A-F)" 'line breaks and quotes are kept'
"$baocao" item export >"$work/b.csv"
like "$(cat "$work/b.csv")" "'=1\\+1" 'what a spreadsheet would compute is quoted'
is "$(status "$baocao" --json item import "$work/b.csv")" 0 'and comes back'
is "$(json added) $(json changed) $(json refused)" '0 0 0' 'as it was'
before=$(db_query 'CHECKSUM TABLE item, item_version, item_cut, audit')
cat >"$work/bad.csv" <<-X
	code,name,measure,decimals
	MOI.1,Chỉ tiêu mới,người,0
	MOI.2,Chỉ tiêu sai,con voi,0
	MOI.1,Hai lần,người,0
	XLD.DUDK.DON,Số đơn,vụ,0
	MOI.3,Sai nữa,người,mười
X
is "$(status "$baocao" --json item import --dry-run "$work/bad.csv")" 0 \
	'a bad file is looked over'
is "$(json added) $(json refused)" '1 4' 'line by line'
is "$(status "$baocao" item import "$work/bad.csv")" 1 'it is refused'
like "$(cat "$work/out")" 'line 3: measure.*con voi' 'with line and field'
like "$(cat "$work/out")" 'line 4: code' 'a code given twice'
like "$(cat "$work/out")" 'line 5: from' 'a meaning that would change'
is "$(db_query 'CHECKSUM TABLE item, item_version, item_cut, audit')" "$before" \
	'and nothing has changed'
printf 'tên,mã số\na,b\n' >"$work/odd.csv"
is "$(status "$baocao" item import "$work/odd.csv")" 1 'no head line: refused'
like "$(cat "$work/out")" 'first line must name' 'and why'
printf 'code,name,colour\nA,b,c\n' >"$work/odd.csv"
is "$(status "$baocao" item import "$work/odd.csv")" 1 'a column nobody knows'
like "$(cat "$work/out")" 'colour' 'is named'
head -c 3000 "$work/a.xlsx" >"$work/cut.xlsx"
is "$(status "$baocao" item import "$work/cut.xlsx")" 1 'half a workbook: refused'

# ---- the way there from before the catalogue
whole=$(columns)
items=$(db_query "SELECT COUNT(*) FROM item")
db_query "SET foreign_key_checks = 0;
	DROP TABLE item_cut, item_breakdown, category, breakdown, item_version,
	measure;
	CREATE TABLE item_old AS SELECT id, code, name, measure, decimals,
	over_units, over_time FROM item;
	ALTER TABLE item DROP FOREIGN KEY item_ibfk_1, DROP FOREIGN KEY item_ibfk_2,
	DROP FOREIGN KEY item_ibfk_3;
	ALTER TABLE item DROP KEY name_key, DROP KEY measure, DROP COLUMN name_key,
	DROP COLUMN name_plain, DROP COLUMN short_name, DROP COLUMN name_en,
	DROP COLUMN weight_id, DROP COLUMN state, DROP COLUMN owner_id,
	DROP COLUMN base_id, DROP COLUMN version;
	DROP TABLE item_old;
	SET foreign_key_checks = 1"
ok 'an older database is brought here' \
	db_query "$(cat "$BAOCAO_SOURCE/sql/step/0008-item-catalogue.sql")"
ok 'the step may be run again' \
	db_query "$(cat "$BAOCAO_SOURCE/sql/step/0008-item-catalogue.sql")"
ok 'and the rest is made' "$baocao" migrate
is "$(columns)" "$whole" 'and has the same columns'
is "$(db_query "SELECT COUNT(*) FROM item i JOIN item_version v
	ON v.item_id = i.id WHERE i.name_key <> '' AND i.state = 'active'")" \
	"$items" 'its items have versions and keys'
is "$(db_query "SELECT COUNT(*) FROM information_schema.referential_constraints
	WHERE constraint_schema = 'baocao' AND table_name = 'item'")" 3 \
	'and what they point to is there'
end
