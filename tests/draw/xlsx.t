#!/bin/sh
# documents as worksheets: merged heads, numbers as numbers, frozen panes
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/draw/lib.sh
. "${0%/*}/lib.sh"
command -v python3 >/dev/null || skip_all 'no python3'

draw xld01 xlsx
draw odd xlsx
draw bench xlsx
cell() { # SAMPLE CELL: its type and value
	python3 - "$out/$1.xlsx" "$2" <<'PY'
import re, sys, zipfile
import xml.etree.ElementTree as xml
book = zipfile.ZipFile(sys.argv[1])
sheet = xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
m = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
what = sys.argv[2]
if what == "name":
    print(xml.fromstring(book.read("xl/workbook.xml"))
          .find(f"{m}sheets/{m}sheet").get("name"))
elif what == "repeat":
    print(xml.fromstring(book.read("xl/workbook.xml"))
          .find(f"{m}definedNames/{m}definedName").text)
elif what == "freeze":
    print(sheet.find(f".//{m}pane").get("topLeftCell"),
          sheet.find(f".//{m}pane").get("state"))
elif what == "merged":
    print(" ".join(c.get("ref") for c in sheet.iter(m + "mergeCell")))
elif what == "overlap":
    def span(ref):
        n = []
        for letters, row in re.findall("([A-Z]+)([0-9]+)", ref):
            col = 0
            for letter in letters:
                col = col * 26 + ord(letter) - 64
            n += [col, int(row)]
        return n
    spans = [span(c.get("ref")) for c in sheet.iter(m + "mergeCell")]
    print(sum(1 for i, a in enumerate(spans) for b in spans[:i]
              if a[0] <= b[2] and b[0] <= a[2]
              and a[1] <= b[3] and b[1] <= a[3]))
elif what == "formulas":
    print(sum(1 for _ in sheet.iter(m + "f")))
elif what == "rows":
    print(sum(1 for _ in sheet.iter(m + "row")))
elif what == "page":
    print(sheet.find(m + "pageSetup").get("orientation"))
else:
    for c in sheet.iter(m + "c"):
        if c.get("r") != what:
            continue
        style = xml.fromstring(book.read("xl/styles.xml"))
        xf = style.find(m + "cellXfs")[int(c.get("s"))]
        formats = {f.get("numFmtId"): f.get("formatCode")
                   for f in style.iter(m + "numFmt")}
        code = formats.get(xf.get("numFmtId"), xf.get("numFmtId"))
        if c.get("t") == "inlineStr":
            print("text", "".join(c.itertext()))
        elif c.find(m + "v") is not None:
            print("number", code, c.find(m + "v").text)
        else:
            print("blank")
PY
}

is "$(cell xld01 name)" XLD01 'the sheet has its name'
is "$(cell xld01 A2)" 'text THANH TRA CHÍNH PHỦ' 'agency'
is "$(cell xld01 freeze)" 'B11 frozen' 'head and units stay'
like "$(cell xld01 repeat)" '\$7:\$10$' 'the head is on every printed page'
is "$(cell xld01 page)" landscape 'lying'
merged=" $(cell xld01 merged) "
for range in A7:A9 B7:B9 C7:E7 C8:C9 S7:Z7 O8:P8 S8:V8 W8:Z8 AA7:AA9; do
	like "$merged" " $range " "merged: $range"
done
is "$(cell xld01 overlap)" 0 'no cell is merged twice'
is "$(cell xld01 S7)" 'text Kết quả xử lý đơn' 'a head over eight columns'
is "$(cell xld01 A7)" 'text Đơn vị' 'a head over three rows'
is "$(cell xld01 AA10)" 'text 26' 'the row of numbers'
is "$(cell xld01 B11)" 'number #,##0 7072' 'a number, as #,##0'
is "$(cell xld01 B44)" blank 'no figure is an empty cell'
is "$(cell xld01 B45)" 'number #,##0 147236' 'the total'

is "$(cell odd name)" 'Báo cáo tháng   9   thử' 'a name that is allowed'
is "$(cell odd D11)" 'number #,##0.0 1234567.891' 'decimals as asked for'
is "$(cell odd E11)" 'number #,##0 0' 'zero is a figure'
is "$(cell odd F11)" 'text =HYPERLINK("http://x")' 'no formula'
is "$(cell odd formulas)" 0 'none anywhere'
is "$(cell odd E12)" 'text -' 'not computable'
is "$(cell odd D13)" 'text 12345678901234567890.1234567891' \
    'what a number would round is text'
is "$(cell odd D16)" 'text 1234567890123456' 'sixteen digits: text'
is "$(cell odd E16)" 'number #,##0 123456789012345' 'fifteen: a number'
ok 'and a note says so' sh -c \
    "unzip -p '$out/odd.xlsx' xl/worksheets/sheet1.xml | grep -q '15 chữ số'"
like " $(cell odd merged) " ' B10:F10 ' 'a group runs over its row'
ok 'all rows of a long table' [ "$(cell bench rows)" -ge 1800 ]
for sample in xld01 odd; do
	ok "$sample: parts are well-formed" sh -c "unzip -p '$out/$sample.xlsx' \
	    xl/worksheets/sheet1.xml | xmllint --noout -"
done
end
