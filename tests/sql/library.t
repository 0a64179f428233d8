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
end
