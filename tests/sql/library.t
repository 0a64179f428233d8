#!/bin/sh
# The form library: packages written, compared, refused and taken in.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

LC_ALL=en_US.UTF-8
export LC_ALL
db_start
work=$db_dir
here=$BAOCAO_CONF
status() {
	"$@" >"$work/out" 2>&1
	echo $?
}
json() {
	sed -n "s/.*\"$1\":\"*\([a-z0-9]*\).*/\1/p" "$work/out" | head -1
}
lines() { # KIND ACT
	tr '{' '\n' <"$work/out" | grep -c "\"kind\":\"$1\".*\"act\":\"$2\""
}

# ---- an installation that gives
ok 'one installation' "$baocao" migrate
"$baocao" register import KCN "$seed/register/KCN.csv" \
	--name 'Khu công nghiệp' >/dev/null
ok 'has forms' "$baocao" form load "$seed"/form/*.xml
cat >"$work/items.csv" <<-X
	code,name,measure,over_units,weight,decimals,breakdowns,definition,over_time
	MAU.SO,Số người mẫu,người,sum,,0,sex,"Dòng một
	dòng hai",sum
	MAU.TL,Tỷ lệ mẫu,%,mean,MAU.SO,2,,,none
X
ok 'and items of its own' "$baocao" item import "$work/items.csv"
cat >"$work/form.xml" <<-X
	<regime code="MAU" family="administrative" line="administrative"
	frequency="month" cutoff="nd09" from="2024-01-01">
	<title lang="vi">Biểu mẫu</title><title lang="en">Sample</title>
	<basis no="01/2024" date="2024-01-01" issuer="Bộ Mẫu">Thông tư số 01/2024</basis>
	<level code="province" due="day 20"/>
	<outline>Đề cương &lt;1&gt; &amp; 2</outline>
	<form version="1" number="MAU" from="2024-01-01">
	<title lang="vi">Biểu mẫu</title><title lang="en">Sample</title>
	<columns><label code="A" role="label">Đơn vị</label>
	<column code="1" type="integer" measure="người" item="MAU.SO">Số</column>
	<column code="2" type="integer" measure="người" item="MAU.SO.NU" check="&lt;=1">Nữ</column>
	<column code="3" type="percent" decimals="2" item="MAU.TL">Tỷ lệ</column>
	<column code="4" type="decimal" measure="con voi" item="MAU.VOI" decimals="2">Voi</column>
	</columns><rows kind="units"/></form></regime>
X
is "$(status "$baocao" form load "$work/form.xml")" 0 'which a form asks for'
is "$(status "$baocao" library export MAU "$work/mau.xml")" 0 'it is written'
is "$(status "$baocao" --json library compare "$work/mau.xml")" 0 'and read'
is "$(json added) $(json changed) $(json missing) $(json conflict) $(json seal)" \
	'0 0 0 0 known' 'it changes nothing where it is from'
key=$("$baocao" library key | sed -n 's/ this installation$//p')
is "${#key}" 64 'it is signed with a key of this installation'
is "$(status "$baocao" library export NONE "$work/x")" 1 'of nothing: refused'

# ---- another one
db_query_in mysql 'CREATE DATABASE there'
sed 's/^db_name = .*/db_name = there/' "$here" >"$work/there.conf"
BAOCAO_CONF=$work/there.conf
there() {
	db_query_in there "$1"
}
ok 'another installation' "$baocao" migrate
is "$(status "$baocao" --json library compare "$work/mau.xml")" 0 'it is compared'
is "$(json seal)" strange 'its key is not known there'
is "$(lines regime added) $(lines form added) $(lines item added)" '1 1 3' \
	'all of it would come'
is "$(lines level missing)" 1 'who reports is shown and left alone'
is "$(there 'SELECT COUNT(*) FROM regime') $(there 'SELECT COUNT(*) FROM item')" \
	'0 0' 'looking changes nothing'
is "$(status "$baocao" library import "$work/mau.xml")" 1 \
	'an unknown key is not taken by itself'
like "$(cat "$work/out")" "$key" 'and is named'
sed '/^<signature/d' "$work/mau.xml" >"$work/bare.xml"
is "$(status "$baocao" library compare "$work/bare.xml")" 0 'without a signature'
like "$(cat "$work/out")" 'NOT SIGNED' 'it is marked'
is "$(status "$baocao" library import --strange "$work/bare.xml")" 1 \
	'and not taken'
for change in 's/Số người mẫu/Số người/' 's/due="day 20"/due="day 21"/' \
	's/made="[^"]*"/made="2020-01-01"/' "s/key=\"./key=\"0/" \
	's/value="../value="00/' 's/<measure /<measure  /;s/factor="1/factor="2/'; do
	sed "$change" "$work/mau.xml" >"$work/bad.xml"
	cmp -s "$work/bad.xml" "$work/mau.xml" && continue
	is "$(status "$baocao" library import --strange --unsigned "$work/bad.xml")" 1 \
		"altered, $change"
	like "$(cat "$work/out")" 'altered after it was signed|signature' 'it says so'
done
is "$(there 'SELECT COUNT(*) FROM regime') $(there 'SELECT COUNT(*) FROM item')" \
	'0 0' 'nothing of them came'
is "$(status "$baocao" library trust "$key" 'Bộ Mẫu')" 0 'its key is made known'
is "$(status "$baocao" library trust abc 'Ai đó')" 1 'what is no key is none'
is "$(status "$baocao" library import "$work/mau.xml")" 0 'it is taken in'
is "$(there "SELECT GROUP_CONCAT(SHA2(xml, 256)) FROM form")" \
	"$(db_query "SELECT SHA2(f.xml, 256) FROM form f JOIN regime g
	ON g.id = f.regime_id WHERE g.code = 'MAU'")" 'the form, to the byte'
items() { # DATABASE
	db_query_in "$1" "SELECT CONCAT_WS('|', i.code, i.name, i.measure,
	i.decimals, i.over_units, i.over_time, COALESCE(w.code, '-'),
	COALESCE(b.code, '-'), HEX(v.definition)) FROM item i
	JOIN item_version v ON v.item_id = i.id LEFT JOIN item w
	ON w.id = i.weight_id LEFT JOIN item b ON b.id = i.base_id
	WHERE i.code LIKE 'MAU%' ORDER BY i.code"
}
is "$(items there)" "$(items baocao)" 'the items, with weights and categories'
is "$(there "SELECT COUNT(*) FROM assignment")" 0 'nobody has to report it yet'
is "$(there "SELECT CONCAT(outline, '|', basis_no) FROM regime_version")" \
	'Đề cương <1> & 2|01/2024' 'the regime as it was'
like "$(there "SELECT detail FROM audit WHERE object = 'package'")" \
	"MAU; sha=[0-9a-f]{64}; key=$key" 'and it is on record'
is "$(status "$baocao" --json library compare "$work/mau.xml")" 0 'compared again'
is "$(json added) $(json changed) $(json conflict)" '0 0 0' 'it is all there'
is "$(status "$baocao" library import "$work/mau.xml")" 0 'taken twice: the same'

# ---- what differs is shown
BAOCAO_CONF=$here
sed 's/<form version="1"/<form version="2"/;s/from="2024-01-01"/from="2025-01-01"/2
	s/code="4" type="decimal" measure="con voi" item="MAU.VOI" decimals="2">Voi/code="5" type="integer" measure="người" item="MAU.MOI">Mới/
	s/>Tỷ lệ</>Tỷ lệ người mẫu</
	s/version="2" number="MAU" from="2024-01-01"/version="2" number="MAU" from="2025-01-01"/' \
	"$work/form.xml" >"$work/form2.xml"
sed 's/<form version="1" number="MAU" from="2024-01-01"/& to="2025-01-01"/' \
	"$work/form.xml" >"$work/form1.xml"
ok 'its version ends' "$baocao" form load "$work/form1.xml"
is "$(status "$baocao" form load "$work/form2.xml")" 0 'a new version is made'
ok 'a package of both' "$baocao" library export MAU "$work/mau2.xml"
BAOCAO_CONF=$work/there.conf
is "$(status "$baocao" --json library compare "$work/mau2.xml")" 0 'is compared'
is "$(lines form added) $(lines form same)" '1 1' 'one form is new, one is there'
is "$(lines column added) $(lines column missing) $(lines column changed)" \
	'1 1 1' 'column by column'
like "$(cat "$work/out")" 'Tỷ lệ người mẫu' 'with what they are'
sed 's/>Số</>Số khác</' "$work/form.xml" >"$work/form3.xml"
there "DELETE FROM form_cell"
there "DELETE FROM form"
is "$(status "$baocao" form load "$work/form3.xml")" 0 'another form of that version'
is "$(status "$baocao" --json library compare "$work/mau.xml")" 0 'stands against it'
is "$(lines form conflict) $(lines column changed)" '1 1' 'a conflict, with its place'
before=$(there 'CHECKSUM TABLE form, form_cell, item, item_version, regime_version')
is "$(status "$baocao" library import "$work/mau.xml")" 1 'and cannot be applied'
is "$(there 'CHECKSUM TABLE form, form_cell, item, item_version, regime_version')" \
	"$before" 'nothing of it is'
printf '<package format="1"><regime/></package>' >"$work/junk.xml"
is "$(status "$baocao" library compare "$work/junk.xml")" 1 'junk is refused'
head -c 500 "$work/mau.xml" >"$work/junk.xml"
is "$(status "$baocao" library compare "$work/junk.xml")" 1 'half a file, too'

# ---- with all that was before
fresh() { # NAME: an empty installation that takes packages of this one
	db_query_in mysql "CREATE DATABASE $1"
	sed "s/^db_name = .*/db_name = $1/" "$here" >"$work/$1.conf"
	BAOCAO_CONF=$work/$1.conf
	ok "an installation: $1" "$baocao" migrate
	ok 'that knows the key' "$baocao" library trust "$key" 'Bộ Mẫu'
}
acts() {
	echo "$(json added) $(json changed) $(json conflict)"
}
forms() { # DATABASE
	db_query_in "$1" "SELECT GROUP_CONCAT(CONCAT_WS(' ', f.version,
	f.valid_from, f.valid_to, f.sha) ORDER BY f.valid_from) FROM form f
	JOIN regime g ON g.id = f.regime_id WHERE g.code = 'XLD01'"
}
meanings() { # DATABASE WHERE
	db_query_in "$1" "SELECT CONCAT_WS('|', i.code, v.valid_from, v.valid_to,
	v.name, v.measure, v.decimals, v.over_units, v.over_time,
	COALESCE(w.code, '-'), HEX(v.definition), v.method, v.source, v.reason)
	FROM item_version v JOIN item i ON i.id = v.item_id LEFT JOIN item w
	ON w.id = v.weight_id WHERE $2 ORDER BY i.code, v.valid_from"
}
BAOCAO_CONF=$here
ok 'the petitions, of 2021 and of 2024' "$baocao" library export XLD01 \
	"$work/xld.xml"
fresh petitions
is "$(status "$baocao" library import "$work/xld.xml")" 0 'come whole'
is "$(forms petitions)" "$(forms baocao)" 'both versions, with their dates'
is "$(db_query_in petitions 'SELECT COUNT(*) FROM form')" 2 'two of them'
is "$(status "$baocao" --json library compare "$work/xld.xml")" 0 'compared'
is "$(acts)" '0 0 0' 'nothing would change'
xld="i.id IN (SELECT c.item_id FROM form_cell c JOIN form f
	ON f.id = c.form_id JOIN regime g ON g.id = f.regime_id
	WHERE g.code = 'XLD01')"
is "$(meanings petitions "$xld" | sha256sum)" \
	"$(meanings baocao "$xld" | sha256sum)" 'their items mean the same'

BAOCAO_CONF=$here
mau='JOIN item i ON i.id = v.item_id'
db_query "UPDATE item_version v $mau SET v.valid_from = '2025-03-01',
	v.reason = 'Thông tư 09' WHERE i.code LIKE 'MAU.SO%';
	INSERT INTO item_version (item_id, valid_from, valid_to, name, measure,
	decimals, over_units, over_time, definition, reason)
	SELECT v.item_id, '1000-01-01', '2023-01-01', REPLACE(v.name,
	'Số người mẫu', 'Người mẫu'), 'người', 2, 'sum', 'none',
	'Cũ <1>\n\nvà hai', 'Thông tư 01' FROM item_version v $mau
	WHERE i.code LIKE 'MAU.SO%' AND v.valid_to = '9999-12-31';
	INSERT INTO item_version (item_id, valid_from, valid_to, name, measure,
	decimals, over_units, over_time, definition)
	SELECT v.item_id, '2023-01-01', '2025-03-01', v.name, v.measure, 0, 'sum',
	'sum', '' FROM item_version v $mau WHERE i.code LIKE 'MAU.SO%'
	AND v.valid_to = '9999-12-31';
	UPDATE regime_version w JOIN regime g ON g.id = w.regime_id
	SET w.outline = 'I.\n  1. Một\n\nII.' WHERE g.code = 'MAU';
	INSERT INTO regime_version (regime_id, no, state, valid_from, valid_to,
	title_vi, family, content, scope, frequency, cutoff, outline, guidance,
	basis, made_by, made) SELECT w.regime_id, 9, 'replaced', '2020-01-01',
	'2024-01-01', 'Biểu cũ', 'administrative', 'both', 'Cũ', 'quarter',
	'calendar', '', '', 'Thông tư cũ', 0, w.made FROM regime_version w JOIN regime g
	ON g.id = w.regime_id WHERE g.code = 'MAU'"
ok 'items that have meant something else' "$baocao" library export MAU \
	"$work/past.xml"
is "$(status "$baocao" --json library compare "$work/past.xml")" 0 'at home'
is "$(acts)" '0 0 0' 'they change nothing'
fresh past
is "$(status "$baocao" --json library compare "$work/past.xml")" 0 'elsewhere'
is "$(lines meaning added) $(lines version added)" '2 1' 'they are shown'
is "$(status "$baocao" library import "$work/past.xml")" 0 'and come'
is "$(meanings past "i.code LIKE 'MAU%'")" \
	"$(meanings baocao "i.code LIKE 'MAU%'")" \
	'with their dates, weights and categories'
is "$(db_query_in past "SELECT GROUP_CONCAT(CONCAT_WS(' ', valid_from, valid_to,
	frequency, state) ORDER BY valid_from SEPARATOR '; ')
	FROM regime_version")" '2020-01-01 2024-01-01 quarter replaced; 2024-01-01'\
' 9999-12-31 month published' 'and what the regime was'
is "$(status "$baocao" --json library compare "$work/past.xml")" 0 'compared again'
is "$(acts)" '0 0 0' 'nothing would change there'
is "$(status "$baocao" library import "$work/past.xml")" 0 'twice is once'
is "$(meanings past "i.code LIKE 'MAU%'")" \
	"$(meanings baocao "i.code LIKE 'MAU%'")" 'with nothing twice'

# what is here and says something else
in_past() {
	db_query_in past "$1"
}
in_past "DELETE v FROM item_version v $mau WHERE i.code LIKE 'MAU.SO%'
	AND v.valid_from = '1000-01-01'"
is "$(status "$baocao" --json library compare "$work/past.xml")" 0 'a part of it'
is "$(lines meaning added) $(lines meaning same)" '1 1' 'would come'
is "$(status "$baocao" library import "$work/past.xml")" 0 'and does'
is "$(meanings past "i.code LIKE 'MAU%'")" \
	"$(meanings baocao "i.code LIKE 'MAU%'")" 'where nobody has reported'
in_past "UPDATE item_version v $mau SET v.decimals = 1
	WHERE i.code LIKE 'MAU.SO%' AND v.valid_from = '1000-01-01';
	INSERT INTO period (id, code, kind, starts, ends)
	VALUES (1, '2024-05', 'month', '2024-04-15', '2024-05-14');
	SET foreign_key_checks = 0;
	INSERT INTO report (regime_id, regime_version_id, form_id, unit_id,
	period_id, due, state, version, changed)
	SELECT f.regime_id, 1, f.id, 1, 1, '2024-05-20', 'draft', 1, '2024-05-20'
	FROM form f LIMIT 1"
is "$(status "$baocao" --json library compare "$work/past.xml")" 0 \
	'once somebody has reported'
is "$(lines meaning missing) $(lines meaning same)" '1 1' 'the past stays'
is "$(status "$baocao" library import "$work/past.xml")" 0 'also when it is taken'
is "$(in_past "SELECT DISTINCT v.decimals FROM item_version v $mau
	WHERE i.code = 'MAU.SO' AND v.valid_from = '1000-01-01'")" 1 'as it was'

# a dimension that both have
BAOCAO_CONF=$here
db_query "INSERT INTO category (breakdown_id, code, name, name_en, place)
	SELECT id, 'KHAC', 'Khác', 'Other', 3 FROM breakdown WHERE code = 'sex'"
ok 'a category more' "$baocao" library export MAU "$work/cat.xml"
BAOCAO_CONF=$work/past.conf
in_past "UPDATE category SET name = 'Đàn bà' WHERE code = 'NU'"
is "$(status "$baocao" --json library compare "$work/cat.xml")" 0 'is compared'
is "$(lines dimension added) $(lines dimension missing)" '1 1' \
	'what is missing comes, what is called otherwise stays'
is "$(status "$baocao" library import "$work/cat.xml")" 0 'it is taken'
is "$(in_past "SELECT GROUP_CONCAT(c.code, '=', c.name ORDER BY c.place)
	FROM category c JOIN breakdown b ON b.id = c.breakdown_id
	WHERE b.code = 'sex'")" 'NAM=Nam,NU=Đàn bà,KHAC=Khác' 'so it is'
is "$(in_past "SELECT COUNT(*) FROM item WHERE code = 'MAU.SO.KHAC'")" 1 \
	'and items are broken down by it'
in_past "UPDATE category c JOIN breakdown b ON b.id = c.breakdown_id
	SET c.retired = 1 WHERE b.code = 'sex' AND c.code = 'KHAC'"
is "$(status "$baocao" library import "$work/cat.xml")" 0 'taken again'
is "$(in_past "SELECT c.retired FROM category c JOIN breakdown b
	ON b.id = c.breakdown_id WHERE b.code = 'sex' AND c.code = 'KHAC'")" 1 \
	'what was retired stays so'

# a past that cannot be
sed '/^<signature/d' "$work/past.xml" >"$work/bare.xml"
for change in '0,/to="2023-01-01"/s//to="2022-01-01"/' \
	's/<meaning decimals="2"/<meaning decimals="99"/' \
	's/from="1000-01-01"/from="soon"/' \
	's/<version \(.*\) to="2024-01-01"/<version \1 to="2026-01-01"/'; do
	sed "$change" "$work/bare.xml" >"$work/bad.xml"
	is "$(cmp -s "$work/bad.xml" "$work/bare.xml"; echo $?)" 1 "broken: $change"
	is "$(status "$baocao" library compare "$work/bad.xml")" 1 'it is refused'
done
end
