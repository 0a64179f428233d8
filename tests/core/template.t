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
		TT02-2021-TTCP_KQGQ01) want='1 Q5: .* 16<=15 .* 19<=18 .* X5: "lần đẩu" .* A10: ' ;;
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

PYTHONPATH=$BAOCAO_SOURCE/tests/lib python3 - "$dir" <<'PY'
import sys
from xlsx import GOOD, book
def keep(name, *sheets):
    with open(f'{sys.argv[1]}/{name}.xlsx', 'wb') as f:
        f.write(book(sheets))
keep('good', ('Mẫu', GOOD), ('Hướng dẫn', ['A1=Cách ghi']))
keep('two', ('Mẫu 1', GOOD),
     ('Mẫu 2', [c.replace('Nam', 'Trẻ em') for c in GOOD]))
keep('bad', ('Mẫu', [c.replace('1=2+3', '1=2+9') for c in GOOD]))
keep('none', ('Mẫu', ['A1=Chỉ có chữ']))
PY

read_form "$dir/good.xlsx" --csv
is "$status $(wc -l <"$dir/out") $(wc -c <"$dir/err")" '0 5 0' \
    'the sheet with a table is the one'
read_form "$dir/good.xlsx"
is "$status $(grep -c . "$dir/out")" '0 10' 'for people'
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
ok 'the second' grep -q '^3,2,Trong đó,Trẻ em,' "$dir/out"
read_form "$dir/two.xlsx" --sheet 'Mẫu 3'
is "$status" 1 'no such sheet'
read_form "$dir/bad.xlsx" --csv
is "$status $(cat "$dir/err")" \
    '1 B5: The formula "1=2+9" names 9, which is not a number of this form.' \
    'what is in doubt is listed by cell'
ok 'and what was understood is there' grep -q '^2,1,Tổng số,,,,1=2+9,' \
    "$dir/out"
read_form "$dir/bad.xlsx" --json
is "$status" 1 'in JSON too'
ok 'with the doubts' grep -q '"cell":"B5"' "$dir/out"
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
