#!/bin/sh
# documents as PDF: what is on the pages, the fonts, the memory it takes
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/draw/lib.sh
. "${0%/*}/lib.sh"
command -v pdftotext >/dev/null || skip_all 'no pdftotext'

text() { # SAMPLE [OPTION...]
	text_of=$1
	shift
	pdftotext -layout "$@" "$out/$text_of.pdf" -
}
field() { # SAMPLE NAME: of pdfinfo
	pdfinfo "$out/$1.pdf" | sed -n "s/^$2: *//p"
}
count() { # PATTERN: lines of standard input that have it
	grep -cE -- "$1" || true
}

for sample in xld01 bench odd; do
	draw $sample pdf
done

note 'the form with 26 numbered columns'
is "$(field xld01 'Page size')" '841.89 x 595.276 pts (A4)' 'A4, lying'
is "$(field xld01 Pages)" 2 'two pages'
is "$(field xld01 Title)" 'Tổng hợp kết quả xử lý đơn' 'title'
like "$(TZ=UTC field xld01 CreationDate)" '28.*2026|2026.*28' 'date'
all=$(text xld01)
for words in 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' \
    'Độc lập - Tự do - Hạnh phúc' 'THANH TRA CHÍNH PHỦ' 'Số: 05/BC-TTCP' \
    'Hà Nội, ngày 28 tháng 9 năm 2026' 'Biểu số: 01/XLD' \
    'TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN' 'Đơn vị tính: đơn' 'SỐ LIỆU MINH HỌA' \
    'Tuyên Quang +7.072 +916 +5.781' 'Tổng +147.236 +12.683' \
    'NGƯỜI LẬP BIỂU +THỦ TRƯỞNG ĐƠN VỊ' \
    'Nguyễn Thị Bưởi +Trần Văn Độ'; do
	like "$all" "$words" "$words"
done
is "$(text xld01 | count '^ *MS +1 +2 +3 .* 25 +26 *$')" 2 \
    'the row of numbers is on both pages'
is "$(text xld01 -f 1 -l 1 | head -n 3 | count '^ *1 ')" 0 \
    'page 1 has no number'
is "$(text xld01 -f 2 -l 2 | head -n 2 | count '^ +2 ')" 1 \
    'page 2 has its number above'
is "$(text xld01 | count 'SHA-256 9f86d081')" 2 'foot on both pages'

note 'fifty pages and more'
pages=$(field bench Pages)
is "$(text bench | count '^ *MS +1 +2 +3')" "$pages" 'head on every page'
is "$(text bench | count '^ *[0-9]+ +(Xã|Phường) .+ [0-9]+,[0-9]{2}$')" 1800 \
    'every row is there'
is "$(text bench | count 'NGƯỜI LẬP BIỂU')" 1 'signed once'
rows=$(text bench -f "$pages" | count '^ *[0-9]+ +(Xã|Phường) ')
ok 'rows stand above the signatures' [ "$rows" -ge 2 ]

note 'groups, long texts, signs of other scripts'
all=$(text odd)
like "$all" 'I +Bưu chính, chuyển phát' 'a heading'
like "$all" '1\.234\.567,9 ' 'rounded to the decimals asked for'
like "$all" '12\.345\.678\.901\.234\.567\.890,1234567891' 'all digits'
like "$all" '-1\.234,5 +- ' 'below zero, and what is not computable'
like "$all" '漢字 và' 'signs that no font here has can still be copied'
ok 'a heading is not left alone' sh -c \
    "pdftotext -layout -f 2 '$out/odd.pdf' - | grep -q 'II *Viễn thông'"

for sample in xld01 bench odd; do
	is "$(pdffonts "$out/$sample.pdf" | sed 1,2d |
	    grep -cvE 'Type.* yes yes yes ')" 0 \
	    "$sample: fonts embedded, subsets, with Unicode"
done
is "$("$renderer" xld01 pdf "$fonts" | cksum)" "$(cksum <"$out/xld01.pdf")" \
    'the same bytes for the same document'
ok 'no fonts, no paper' sh -c "! '$renderer' xld01 pdf /nonexistent"
if grep -q __asan_init "$renderer"; then
	skip 'memory is not measured under ASan'
else
	grown=$("$renderer" xld01 pdf "$fonts" 100 2>&1 >/dev/null |
	    awk '{ at[NR] = $NF } END { print at[2] - at[1] }')
	ok "100 documents: no growth ($grown KiB)" [ "$grown" -le 512 ]
fi
end
