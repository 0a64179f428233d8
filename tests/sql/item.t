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
	UPDATE setting SET value = '1' WHERE name = 'schema'"
ok 'an older database is brought here' "$baocao" migrate
is "$(columns)" "$whole" 'and has the same columns'
is "$(db_query "SELECT COUNT(*) FROM item i JOIN item_version v
	ON v.item_id = i.id WHERE i.name_key <> '' AND i.state = 'active'")" \
	"$items" 'its items have versions and keys'
is "$(db_query "SELECT COUNT(*) FROM information_schema.referential_constraints
	WHERE constraint_schema = 'baocao' AND table_name = 'item'")" 3 \
	'and what they point to is there'
end
