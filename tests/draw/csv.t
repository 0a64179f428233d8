#!/bin/sh
# documents as CSV and as HTML
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/draw/lib.sh
. "${0%/*}/lib.sh"

for kind in csv codes html; do
	draw xld01 $kind
	draw odd $kind
done
line() { # FILE NUMBER
	sed -n "$2s/\r\$//p" "$out/$1"
}

is "$(head -c 3 "$out/odd.csv" | od -An -tx1)" ' ef bb bf' 'marked as UTF-8'
is "$(line odd.csv 1 | tail -c +4)" \
    'STT,Chỉ tiêu,Đơn vị tính,Tháng 9 / Kế hoạch,Tháng 9 / Thực hiện,Ghi chú' \
    'one head row, made of the heads'
is "$(line odd.csv 2)" 'I,"Bưu chính, chuyển phát",,,,' 'a group'
is "$(line odd.csv 3)" "1,Doanh thu dịch vụ bưu chính,triệu đồng,1234567.891,\
0,\"'=HYPERLINK(\"\"http://x\"\")\"" 'plain figures, no formula'
is "$(line odd.csv 4)" "1.1,Trong đó: <b>dịch vụ công ích</b> & khác,\
triệu đồng,-1234.5,,\"'+84 24 1234\"" 'a figure below zero is no formula'
like "$(cat "$out/odd.csv")" ",12345678901234567890.1234567891,,\"'@SUM" \
    'all digits'
is "$(grep -cE "(^|,)\"?[=+@]" "$out/odd.csv")" 0 'nothing begins a formula'
is "$(line xld01.codes 1)" "MS,$(seq -s, 1 26)" 'or the printed codes'
is "$(line xld01.codes 35)" "Cà Mau$(printf ',%.0s' $(seq 26))" \
    'no figure is empty'
names=$(line xld01.csv 1 | sed 's/, phản ánh"//g' | tr ',' '\n')
is "$(echo "$names" | wc -l)" 27 'a name for each column'
is "$(echo "$names" | sort | uniq -d)" '' 'none twice'

cat >"$out/table.xml" <<'X'
<body>
X
cat "$out/xld01.html" "$out/odd.html" >>"$out/table.xml"
echo '</body>' >>"$out/table.xml"
ok 'well-formed' xmllint --noout "$out/table.xml"
html=$(cat "$out/xld01.html")
like "$html" "<th scope='col' rowspan='3' class='lab'>Đơn vị</th>" 'tall head'
like "$html" "<th scope='colgroup' colspan='8'>Kết quả xử lý đơn</th>" \
    'wide head'
like "$html" "<caption>Tổng hợp kết quả xử lý đơn" 'caption'
like "$html" "<td>7.072</td>" 'figures as people write them'
like "$html" "<tr class='sum'><th scope='row' class='lab'>Tổng</th>" 'total'
like "$(cat "$out/odd.html")" '&lt;b&gt;dịch vụ công ích&lt;/b&gt; &amp;' \
    'texts are no markup'
end
