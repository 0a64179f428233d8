#!/bin/sh
# Regimes and forms in the database: loaded once, the same ever after.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

LC_ALL=en_US.UTF-8
export LC_ALL
db_start
work=$db_dir
ok 'the database is made' "$baocao" migrate

status() {
	"$@" >"$work/out" 2>&1
	echo $?
}

# ---- a register that a form names has to be there, with something to choose
kcn=$seed/form/KCN.xml
line=$(grep -n 'type="lookup"' "$kcn" | head -1 | cut -d: -f1)
is "$(status "$baocao" form load "$kcn")" 1 'a form without its register'
like "$(cat "$work/out")" "line $line: There is no register KCN" \
	'is refused at its line'
is "$(db_query 'SELECT COUNT(*) FROM form')" 0 'and nothing of it is stored'
head -1 "$seed/register/KCN.csv" >"$work/zones.csv"
is "$(status "$baocao" register import KCN "$work/zones.csv" --name 'Khu')" 0 \
	'a register without entries'
is "$(status "$baocao" form load "$kcn")" 1 'is no better'
like "$(cat "$work/out")" "line $line: .*KCN has no entries" 'and why'
printf 'code,label,place\nHN-01,KCN,Nam\n' >"$work/zones.csv"
is "$(status "$baocao" register import KCN "$work/zones.csv")" 0 \
	'one with other attributes'
is "$(status "$baocao" form load "$kcn")" 1 'nor is that'
like "$(cat "$work/out")" 'KCN have no attribute' 'and why'
is "$(status "$baocao" register import KCN "$seed/register/KCN.csv")" 0 \
	'the register is there'

# ---- loading
is "$(status "$baocao" form load "$seed"/form/*.xml \
	"$BAOCAO_SOURCE/tests/bench/BENCH300.xml")" 0 'all forms are loaded'
is "$(db_query 'SELECT GROUP_CONCAT(code ORDER BY code) FROM regime')" \
	'BENCH300,CDS,ICT,KCN,KQGQ01,KTXH,TCD01,TDKT-0601N,TTHC-II06A,XLD01,XLD02' \
	'eleven regimes'
is "$(db_query 'SELECT COUNT(*) FROM form')" 12 'twelve versions'
is "$(db_query 'SELECT COUNT(*) FROM form WHERE CONVERT(sha USING utf8mb4) <> SHA2(xml, 256)')" 0 \
	'their hashes hold'
is "$(db_query "SELECT COUNT(*) FROM form_cell c JOIN form f ON f.id = c.form_id
	JOIN regime r ON r.id = f.regime_id WHERE r.code = 'XLD01'")" 48 \
	'26 + 22 cells of XLD01 have items'
is "$(db_query "SELECT COUNT(*) FROM item WHERE code LIKE 'XLD.%'")" 30 \
	'18 of them are shared by both versions'
is "$(db_query "SELECT name FROM item WHERE code = 'XLD.GQ.LANDAU'")" \
	'Phân loại đơn theo tình trạng giải quyết / Đã giải quyết / Lần đầu' \
	'an item of a column is named by its heads'
is "$(db_query "SELECT CONCAT(name, '|', measure, '|', decimals, '|', over_units)
	FROM item WHERE code = 'KTXH.3.1.TH'")" \
	'Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng / Bán lẻ hàng hóa (thực hiện tháng)|tỷ đồng|1|sum' \
	'an item of a row is named by the rows it is part of'
is "$(db_query "SELECT COUNT(*) FROM item WHERE measure = '%'
	AND over_units <> 'none'")" 0 'percentages are never summed'
is "$(db_query "SELECT GROUP_CONCAT(CONCAT(l.level, '=', l.due) ORDER BY l.level)
	FROM assignment l JOIN regime r ON r.id = l.regime_id
	WHERE r.code = 'XLD01'")" \
	'centre=day 30,commune=day 18,district=day 21,province=day 25' \
	'deadlines per level'

# ---- what core reads back
if "$BAOCAO_BUILD/tests/sql/form_db" >"$work/out" 2>&1; then
	pass 'forms, regimes, periods and deadlines read back'
else
	fail 'forms, regimes, periods and deadlines read back'
	note "$(cat "$work/out")"
fi

is "$(db_query "SELECT GROUP_CONCAT(DISTINCT detail ORDER BY detail)
	FROM audit WHERE act = 'load' AND object = 'regime'")" \
	'BENCH300,CDS,ICT,KCN,KQGQ01,KTXH,TCD01,TDKT-0601N,TTHC-II06A,XLD01,XLD02' \
	'loading them is on record'

# ---- deadlines are data
is "$(status "$baocao" regime due XLD01 commune)" 0 'a deadline is shown'
like "$(cat "$work/out")" 'day 18' 'as it is'
is "$(status "$baocao" regime due XLD01 commune 'day 17 back')" 0 \
	'and changed'
is "$(db_query "SELECT l.due FROM assignment l JOIN regime r
	ON r.id = l.regime_id WHERE r.code = 'XLD01' AND l.level = 'commune'")" \
	'day 17 back' 'it is there'
is "$(db_query "SELECT COUNT(*) FROM audit WHERE act = 'due'
	AND object = 'regime' AND detail LIKE '%was=day 18%'")" 1 \
	'with its audit row'
is "$(status "$baocao" regime due XLD01 commune soon)" 2 \
	'what is no deadline is refused'
is "$(status "$baocao" regime due XLD01 ministry)" 1 \
	'a level that does not report has none'
is "$(status "$baocao" regime due NONE commune)" 1 'nor has an unknown regime'
like "$("$baocao" --json regime list)" '"XLD01".*"commune":"day 17 back"' \
	'regimes are listed for programs'

# ---- loading again
sums='CHECKSUM TABLE form, item, form_cell, regime, regime_version, assignment'
before=$(db_query "$sums")
is "$(status "$baocao" form load "$seed"/form/*.xml)" 0 'loading again is fine'
is "$(db_query "$sums")" \
	"$before" 'and changes nothing, not even edited deadlines'

change() { # SED-SCRIPT FILE > the changed file
	sed "$1" "$seed/form/$2" >"$work/changed.xml"
}
refused() { # WHAT PATTERN
	is "$(status "$baocao" form load "$work/changed.xml")" 1 "$1"
	like "$(cat "$work/out")" "$2" "$1: and why"
	is "$(db_query "$sums")" \
		"$before" "$1: nothing changed"
}
change 's/	/  /; s/<!-- "27/<!-- !! "27/' XLD01.xml
is "$(status "$baocao" form load "$work/changed.xml")" 0 \
	'indentation and comments are no change'
change 's/Số vụ việc/Số vụ/' XLD01.xml
refused 'a version that changed' 'line [0-9]+: Version 2021 is loaded already'
change 's/level code="district"/level code="canton"/' XLD01.xml
refused 'a level that there is not' 'line [0-9]+: There is no level "canton"'
change 's/line="ict"/line="press"/' ICT.xml
refused 'a line that there is not' 'There is no reporting line "press"'
change 's/frequency="month"/frequency="year"/' ICT.xml
refused 'another frequency' 'Version 1 of the regime ICT is in use and says'
change 's/version="2023"/version="2026"/; s/cutoff="nd09" from="2023-06-01"/cutoff="nd09" from="2023-06-01"/' ICT.xml
refused 'a version beside one that is valid' \
	'Versions 2023 and 2026 are valid at the same time'
change 's/code="ICT"/code="ICT2"/; s/measure="trạm" type="integer" item="ICT.6.4"/measure="cột" type="integer" item="ICT.6.4"/' ICT.xml
refused 'an item with another measure' 'Item ICT\.6\.4\.TH is known with'

# ---- a version follows another
change 's/from="2024-03-08">/from="2024-03-08" to="2027-01-01">/
	s/<\/regime>/<form version="2027" number="XLD01" from="2027-01-01">\
	<title lang="vi">T<\/title><title lang="en">T<\/title>\
	<columns><label code="MS" role="label">L<\/label>\
	<column code="1" type="integer" measure="đơn" item="XLD.DON">D<\/column>\
	<\/columns><rows kind="units"\/><\/form><\/regime>/' XLD01.xml
is "$(status "$baocao" form load "$work/changed.xml")" 0 'a new version is loaded'
is "$(db_query "SELECT GROUP_CONCAT(CONCAT(f.version, ' ', f.valid_to)
	ORDER BY f.version) FROM form f JOIN regime r ON r.id = f.regime_id
	WHERE r.code = 'XLD01'")" \
	'2021 2024-03-08,2024 2027-01-01,2027 9999-12-31' \
	'and ends the one before'

# ---- files that are no forms
printf '<!DOCTYPE regime [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<regime>&x;</regime>' \
	>"$work/changed.xml"
is "$(status "$baocao" form check "$work/changed.xml")" 1 \
	'a DTD is refused, without a database'
like "$(cat "$work/out")" 'line 1: A document type' 'with its line'
unlike "$(cat "$work/out")" 'root:' 'and nothing is read'
is "$(status "$baocao" --json form check "$work/changed.xml")" 1 \
	'for programs as well'
like "$(cat "$work/out")" '^\{"findings":\[\{"where":' 'as JSON'
is "$(status env BAOCAO_CONF=/nonexistent "$baocao" form check \
	"$seed/form/XLD01.xml")" 0 'a good file is ok, without an installation'

# ---- formulas
is "$("$baocao" formula eval '1=2+3+...+5' 2=1 3=2 4= 5=4)" 7 \
	'a printed formula is computed'
is "$(status "$baocao" formula eval '9=11+12 =18+22' 9=5 11=2 12=3 18=1 22=1)" \
	1 'a chain that does not hold says no'
like "$(cat "$work/out")" '9 is 5, but 18 \+ 22 gives 2' 'with both sides'
is "$(status "$baocao" formula eval '1=2+')" 1 'what is no formula says no'
is "$(status "$baocao" formula)" 2 'and how it is called'
end
