#!/bin/sh
# templates of forms on the command line: the ministries' own come out exactly
# as the tables beside them; what is wrong is said, with the cell and a status
. "${0%/*}/../lib/tap.sh"
command -v python3 >/dev/null || skip_all 'no python3'
baocao=$BAOCAO_BUILD/tool/baocao
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
unset LC_ALL LC_MESSAGES
LANG=en ASAN_OPTIONS=detect_leaks=0 PYTHONUTF8=1
export LANG ASAN_OPTIONS PYTHONUTF8

# read ARGUMENT...: standard output to $dir/out, errors to $dir/err; its status
read_form() {
	status=0
	"$baocao" form read "$@" >"$dir/out" 2>"$dir/err" || status=$?
}

forms=$BAOCAO_SOURCE/../shared/data/forms
if [ -d "$forms/xlsx" ]; then
	for file in "$forms"/xlsx/*.xlsx; do
		name=$(basename "$file" .xlsx)
		read_form "$file" --csv
		ok "$name: every column, level and formula" \
		    cmp "$dir/out" "$forms/$name.csv"
		case $name in
		TT01-2024-TTCP_XLD01) want='1 A9: .* number 27' ;;
		TT02-2021-TTCP_KQGQ01) want='1 X5: "lần đẩu" .* A10: ' ;;
		TT02-2021-TTCP_XLD02) want='0 AD5: "đổc" is no Vietnamese' ;;
		*) want='0 $' ;;
		esac
		ok "$name: its mistakes are reported, no others" sh -c \
		    'echo "$1 "$(cat "$2") | grep -E "^$3"' - "$status" \
		    "$dir/err" "$want"
	done
else
	skip 'the official templates are not here'
fi

# BOOK NAME=SHEET...: a workbook with these sheets of cells, "A1=text;B2=3"
python3 - "$dir" <<'PY'
import sys, zipfile
from xml.sax.saxutils import escape
MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PKG = 'http://schemas.openxmlformats.org/package/2006/relationships'
def sheet(cells):
    rows = ''.join(f"<row><c r='{r}' t='inlineStr'><is><t>{escape(t)}</t></is>"
                   "</c></row>" for r, _, t in
                   (c.partition('=') for c in cells.split(';')))
    return f"<worksheet xmlns='{MAIN}'><sheetData>{rows}</sheetData></worksheet>"
def book(name, sheets):
    z = zipfile.ZipFile(f'{sys.argv[1]}/{name}.xlsx', 'w', zipfile.ZIP_DEFLATED)
    rel = lambda i, t, to: f"<Relationship Id='{i}' Type='{REL}/{t}' Target='{to}'/>"
    z.writestr('_rels/.rels', f"<Relationships xmlns='{PKG}'>" +
               rel('r', 'officeDocument', 'w.xml') + '</Relationships>')
    z.writestr('w.xml', f"<workbook xmlns='{MAIN}' xmlns:r='{REL}'><sheets>" +
               ''.join(f"<sheet name='{n}' r:id='s{i}'/>"
                       for i, (n, _) in enumerate(sheets)) + '</sheets></workbook>')
    z.writestr('_rels/w.xml.rels', f"<Relationships xmlns='{PKG}'>" +
               ''.join(rel(f's{i}', 'worksheet', f's{i}.xml')
                       for i in range(len(sheets))) + '</Relationships>')
    for i, (_, c) in enumerate(sheets):
        z.writestr(f's{i}.xml', sheet(c))
    z.close()
good = ('A1=BÁO CÁO SỐ LIỆU;A3=Đơn vị;B3=Tổng số;C3=Nam;D3=Nữ;A4=A;B4=1=2+3;'
        'C4=2;D4=3')
book('good', [('Mẫu', good), ('Hướng dẫn', 'A1=Cách ghi')])
book('two', [('Mẫu 1', good), ('Mẫu 2', good.replace('Nam', 'Trẻ em'))])
book('bad', [('Mẫu', good.replace('1=2+3', '1=2+9'))])
book('none', [('Mẫu', 'A1=Chỉ có chữ')])
PY

read_form "$dir/good.xlsx" --csv
is "$status $(wc -l <"$dir/out") $(wc -c <"$dir/err")" '0 5 0' \
    'the sheet with a table is the one'
read_form "$dir/good.xlsx"
is "$status $(grep -c . "$dir/out")" '0 9' 'for people'
ok 'with its formula' grep -q '1 .*Tổng số .*1=2+3' "$dir/out"
read_form "$dir/good.xlsx" --xml
ok 'as a form' grep -q '<column code="1" formula="1=2+3"' "$dir/out"
read_form "$dir/good.xlsx" --json
ok 'for programs' python3 -c 'import json, sys
f = json.load(open(sys.argv[1]))
assert f["columns"][1]["formula"] == "1=2+3" and f["doubts"] == []' "$dir/out"
read_form "$dir/two.xlsx" --csv
is "$status $(grep -c 'say --sheet "Mẫu [12]"' "$dir/err")" '1 2' \
    'two sheets with tables: which?'
read_form "$dir/two.xlsx" --csv --sheet 'Mẫu 2'
ok 'the second' grep -q '^3,2,Trẻ em,' "$dir/out"
read_form "$dir/two.xlsx" --sheet 'Mẫu 3'
is "$status" 1 'no such sheet'
read_form "$dir/bad.xlsx" --csv
is "$status $(cat "$dir/err")" \
    '1 B4: The formula "1=2+9" names 9, which is not a number of this form.' \
    'what is in doubt is listed by cell'
ok 'and what was understood is there' grep -q '^2,1,Tổng số,,,,1=2+9,' \
    "$dir/out"
read_form "$dir/bad.xlsx" --json
is "$status" 1 'in JSON too'
ok 'with the doubts' grep -q '"cell":"B4"' "$dir/out"
read_form "$dir/none.xlsx"
is "$status $(wc -c <"$dir/out")" '1 0' 'no table at all'
printf 'hello' >"$dir/text.xlsx"
read_form "$dir/text.xlsx"
is "$status $(cut -d: -f2- "$dir/err")" \
    '1  It is not an Excel workbook (.xlsx).' 'no workbook'
read_form "$dir/nowhere.xlsx"
is "$status" 1 'no file'
read_form
is "$status" 2 'no name'
read_form "$dir/good.xlsx" --csv --xml
is "$status" 2 'two ways at once'
end
