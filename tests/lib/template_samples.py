"""template_samples.py - templates of many kinds, and what they say

Each is drawn as a grid: '|' between cells, '<' goes on with the cell left of
it, '^' with the one above it, '~' begins a line inside a cell.
"""
import re


def name(col):
    text = ''
    while col >= 0:
        text = chr(65 + col % 26) + text
        col = col // 26 - 1
    return text


def _size(rows, r, c):
    wide = tall = 1
    while c + wide < len(rows[r]) and rows[r][c + wide] == '<':
        wide += 1
    while r + tall < len(rows) and c < len(rows[r + tall]) and \
            rows[r + tall][c] == '^':
        tall += 1
    return wide, tall


def grid(text, top=1, left=0):
    """Cells of a grid; an empty line is an empty row."""
    rows = [[x.strip().replace('~', '\n') for x in line.split('|')]
            for line in text.strip('\n').split('\n')]
    cells = []
    for r, row in enumerate(rows):
        for c, x in enumerate(row):
            if x in ('', '<', '^'):
                continue
            wide, tall = _size(rows, r, c)
            at = '%s%d' % (name(left + c), top + r)
            to = '%s%d' % (name(left + c + wide - 1), top + r + tall - 1)
            if re.fullmatch(r'[1-9][0-9]*(\.[0-9]+)?', x):
                cells.append((at, x))
                if to != at:
                    cells.append(('%s:%s' % (at, to), None))
            else:
                cells.append('%s=%s' % (at if at == to else at + ':' + to, x))
    return cells


SAMPLES = []


def sample(name_, text, columns='', rows='', top=1, left=0, sheet='Sheet1',
           before=(), after=(), cells=(), more='', **rest):
    SAMPLES.append(dict(
        name=name_, columns=columns, rows=rows,
        sheets=list(before) + [(sheet, grid(text, top, left) + list(cells),
                                more)] + list(after), **rest))


sample('inspectorate, TCD02', '''
THANH TRA CHÍNH PHỦ|<|<|<|<|||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|<|<|<|<
Biểu số: 02/TCD|<|<|<|<|||Độc lập - Tự do - Hạnh phúc|<|<|<|<
TỔNG HỢP KẾT QUẢ PHÂN LOẠI, XỬ LÝ ĐƠN QUA TIẾP CÔNG DÂN|<|<|<|<|<|<|<|<|<|<|<
SO_LIEU_TINH_TU_NGAY_DEN_NGAY|<|<|<|<|<|<|<|<|<|<|<

Đơn vị|Tổng số vụ việc|Theo nội dung|<|<|<|<|<|<|Kết quả xử lý|<|Ghi chú
^|^|Khiếu nại|<|<|<|Tố cáo|<|<|Hướng dẫn|Chuyển đơn|^
^|^|Tổng|Hành chính|Tư pháp|Khác|Tổng|Tham nhũng|Khác|^|^|^
MS|1=2+6=9+10|2=3+4+5|3|4|5|6=7+8|7|8|9|10|11
''', '''
MS; Đơn vị;; text
1; Tổng số vụ việc; 1=2+6=9+10; integer
2; Theo nội dung > Khiếu nại > Tổng; 2=3+4+5; integer
3; Theo nội dung > Khiếu nại > Hành chính;; integer
4; Theo nội dung > Khiếu nại > Tư pháp;; integer
5; Theo nội dung > Khiếu nại > Khác;; integer
6; Theo nội dung > Tố cáo > Tổng; 6=7+8; integer
7; Theo nội dung > Tố cáo > Tham nhũng;; integer
8; Theo nội dung > Tố cáo > Khác;; integer
9; Kết quả xử lý > Hướng dẫn;; integer
10; Kết quả xử lý > Chuyển đơn;; integer
11; Ghi chú;; text
''', frame={'number': '02/TCD', 'rows_kind': 'units',
            'title': 'TỔNG HỢP KẾT QUẢ PHÂN LOẠI, XỬ LÝ ĐƠN QUA TIẾP CÔNG DÂN'})

sample('inspectorate, XLD03: columns called by name', '''
BÁO CÁO KẾT QUẢ XỬ LÝ ĐƠN TỐ CÁO|<|<|<|<|<|<
Đơn vị|Tổng~số đơn|Kỳ trước~chuyển sang|<|Tiếp nhận trong kỳ|<|Tỷ lệ (%)
^|^|Nhiều người đứng tên|Một người|Nhiều người đứng tên|Một người|^
(A)|Cột 1 = cột 2 + cột 3 + cột 4 + cột 5|(2)|(3)|(4)|(5)|(6)=(4)/(1)*100
''', '''
A; Đơn vị;; text
1; Tổng số đơn; 1 = 2 + 3 + 4 + 5; integer
2; Kỳ trước chuyển sang > Nhiều người đứng tên;; integer
3; Kỳ trước chuyển sang > Một người;; integer
4; Tiếp nhận trong kỳ > Nhiều người đứng tên;; integer
5; Tiếp nhận trong kỳ > Một người;; integer
6; Tỷ lệ (%); 6=4/1*100; decimal; %
''')

sample('inspectorate, KQGQ02: wide, money and land', '''
Biểu: 02/KQGQ|<|<||||||
KẾT QUẢ GIẢI QUYẾT TỐ CÁO THUỘC THẨM QUYỀN|<|<|<|<|<|<|<|<|<|<|<|<|<|<|<|<|<
Đơn vị|Đơn tố cáo|<|<|Kết quả giải quyết|<|<|<|<|<|<|<|<|<|<|Phân tích (vụ việc)|<|<
^|Tổng số|Kỳ trước chuyển sang|Tiếp nhận trong kỳ|Số vụ việc|Kiến nghị thu hồi|<|Trả lại|<|<|<|Kiến nghị xử lý|<|Chuyển CQĐT|<|Đúng|Sai|Đúng một phần
^|^|^|^|^|Tiền (Trđ)|Đất (m2)|Tổ chức|<|Cá nhân|<|Tổng số người|Trong đó số cán bộ|Số vụ|Số người|^|^|^
^|^|^|^|^|^|^|Tiền (Trđ)|Đất (m2)|Tiền (Trđ)|Đất (m2)|^|^|^|^|^|^|^
MS|1=2+3|2|3|4 = 15+…+17|5|6|7|8|9|10|11|12|13|14|15|16|17
''', '''
MS; Đơn vị;; text
1; Đơn tố cáo > Tổng số; 1=2+3; integer
2; Đơn tố cáo > Kỳ trước chuyển sang;; integer
3; Đơn tố cáo > Tiếp nhận trong kỳ;; integer
4; Kết quả giải quyết > Số vụ việc; 4 = 15+…+17; integer
5; Kết quả giải quyết > Kiến nghị thu hồi > Tiền (Trđ);; decimal; triệu đồng
6; Kết quả giải quyết > Kiến nghị thu hồi > Đất (m2);; decimal; m2
7; Kết quả giải quyết > Trả lại > Tổ chức > Tiền (Trđ);; decimal; triệu đồng
8; Kết quả giải quyết > Trả lại > Tổ chức > Đất (m2);; decimal; m2
9; Kết quả giải quyết > Trả lại > Cá nhân > Tiền (Trđ);; decimal; triệu đồng
10; Kết quả giải quyết > Trả lại > Cá nhân > Đất (m2);; decimal; m2
11; Kết quả giải quyết > Kiến nghị xử lý > Tổng số người;; integer
12; Kết quả giải quyết > Kiến nghị xử lý > Trong đó số cán bộ;; integer
13; Kết quả giải quyết > Chuyển CQĐT > Số vụ;; integer
14; Kết quả giải quyết > Chuyển CQĐT > Số người;; integer
15; Phân tích (vụ việc) > Đúng;; integer
16; Phân tích (vụ việc) > Sai;; integer
17; Phân tích (vụ việc) > Đúng một phần;; integer
''', frame={'number': '02/KQGQ'}, doubts=['~M5 12<=11'])

sample('statistics, A B C 1 2', '''
Biểu số: 012.N/BCB-XHMT|<|SỐ TRƯỜNG, LỚP, PHÒNG HỌC|<|<|Đơn vị báo cáo:
Ban hành theo Thông tư số 01/2023/TT-BKHĐT|<|Năm ...||| Bộ Giáo dục và Đào tạo
Ngày nhận báo cáo: 15/3 năm sau|<|||| Đơn vị nhận báo cáo:
||||| Tổng cục Thống kê
Chỉ tiêu|Mã số|Đơn vị tính|Tổng số|Trong đó|<
^|^|^|^|Công lập|Ngoài công lập
A|B|C|1|2|3
1. Số trường|01|Trường|||
Chia ra:|||||
- Mầm non|02|Trường|||
- Tiểu học|03|Trường|||
2. Số giáo viên|04|Người|||
Trong đó: Nữ|05|Người|||
3. Kinh phí|06|Triệu đồng|||
Người lập biểu|<|||Thủ trưởng đơn vị|<
''', '''
A; Chỉ tiêu;; text
B; Mã số;; code
C; Đơn vị tính;; text
1; Tổng số;; decimal
2; Trong đó > Công lập;; decimal
3; Trong đó > Ngoài công lập;; decimal
''', '''
01|1. Số trường||trường
#|Chia ra:||
02|- Mầm non||trường
03|- Tiểu học||trường
04|2. Số giáo viên||người
05|Trong đó: Nữ||người
06|3. Kinh phí||triệu đồng
''', frame={'number': '012.N/BCB-XHMT', 'title': 'SỐ TRƯỜNG, LỚP, PHÒNG HỌC',
           'sign_left': 'Người lập biểu'},
       doubts=['~A13 05<=04'])

sample('administrative reform: points and criteria', '''
BẢNG TIÊU CHÍ ĐÁNH GIÁ CẢI CÁCH HÀNH CHÍNH|<|<|<|<|<
STT|Lĩnh vực/Tiêu chí|Điểm tối đa|Điểm đánh giá|<|Ghi chú
^|^|^|Tự đánh giá|Thẩm định|^
I|CÔNG TÁC CHỈ ĐẠO ĐIỀU HÀNH|9.5|||
1|Kế hoạch CCHC năm|2|||
1.1|Ban hành kế hoạch kịp thời|0.5|||
1.2|Mức độ hoàn thành kế hoạch|1.5|||
II|CẢI CÁCH THỂ CHẾ|10|||
2|Theo dõi thi hành pháp luật|3|||
''', '''
A; STT;; text
B; Lĩnh vực/Tiêu chí;; text
; Điểm tối đa;; decimal
; Điểm đánh giá > Tự đánh giá;; decimal
; Điểm đánh giá > Thẩm định;; decimal
; Ghi chú;; text
''', '''
I|CÔNG TÁC CHỈ ĐẠO ĐIỀU HÀNH||
1|Kế hoạch CCHC năm||
1.1|Ban hành kế hoạch kịp thời||
1.2|Mức độ hoàn thành kế hoạch||
II|CẢI CÁCH THỂ CHẾ||
2|Theo dõi thi hành pháp luật||
''', doubts=['A3 no row of numbers'])

sample('budget, 59/CK-NSNN: groups that begin again', '''
UBND TỈNH ...|<|||Biểu số 59/CK-NSNN|<
CÂN ĐỐI NGÂN SÁCH ĐỊA PHƯƠNG QUÝ ... NĂM ...|<|<|<|<|<
(Kèm theo Báo cáo số ... của Ủy ban nhân dân)|<|<|<|<|<
||||Đơn vị: Triệu đồng|<
STT|NỘI DUNG|DỰ TOÁN NĂM|THỰC HIỆN QUÝ|SO SÁNH (%)|<
^|^|^|^|DỰ TOÁN NĂM|CÙNG KỲ NĂM TRƯỚC
A|B|1|2|3=2/1*100|4
A|TỔNG NGUỒN THU NGÂN SÁCH NHÀ NƯỚC||||
I|Thu cân đối ngân sách nhà nước||||
1|Thu nội địa||||
2|Thu từ dầu thô||||
II|Thu chuyển nguồn||||
B|TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG||||
I|Chi cân đối ngân sách||||
1|Chi đầu tư phát triển||||
2|Chi thường xuyên||||
II|Chi từ nguồn bổ sung||||
''', '''
A; STT;; text
B; NỘI DUNG;; text
1; DỰ TOÁN NĂM;; decimal; triệu đồng
2; THỰC HIỆN QUÝ;; decimal; triệu đồng
3; SO SÁNH (%) > DỰ TOÁN NĂM; 3=2/1*100; decimal; %
4; SO SÁNH (%) > CÙNG KỲ NĂM TRƯỚC;; decimal; %
''', '''
A|TỔNG NGUỒN THU NGÂN SÁCH NHÀ NƯỚC||
I|Thu cân đối ngân sách nhà nước||
1|Thu nội địa||
2|Thu từ dầu thô||
II|Thu chuyển nguồn||
B|TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG||
I|Chi cân đối ngân sách||
1|Chi đầu tư phát triển||
2|Chi thường xuyên||
II|Chi từ nguồn bổ sung||
''', frame={'number': '59/CK-NSNN', 'unit': 'triệu đồng',
           'title': 'CÂN ĐỐI NGÂN SÁCH ĐỊA PHƯƠNG QUÝ ... NĂM ...'})

sample('budget: a share without 100', '''
THỰC HIỆN THU NGÂN SÁCH|<|<|<|<
Stt|Nội dung|Dự toán|Thực hiện|So sánh (%)
A|B|1|2|3=2/1
''', '''
A; Stt;; text
B; Nội dung;; text
1; Dự toán;; integer
2; Thực hiện;; integer
3; So sánh (%); 3=2/1; decimal; %
''', doubts=['E3 multiply by 100', 'B3 No rows are printed'])

sample('education: pupils by sex and people', '''
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO|<|<|<|<|||||
BÁO CÁO HỌC SINH TIỂU HỌC ĐẦU NĂM HỌC|<|<|<|<|<|<|<|<|<
Chỉ tiêu|Mã số|Tổng số|<|<|<|Lớp 1|<|Lớp 2|<
^|^|TS|Nữ|Dân tộc|Nữ dân tộc|TS|Nữ|TS|Nữ
(A)|(B)|(1)=(5)+(7)|(2)=(6)+(8)|(3)|(4)|(5)|(6)|(7)|(8)
I. Số lớp|01||||||||
1. Lớp ghép|02||||||||
II. Học sinh|03||||||||
- Trong đó: học 2 buổi/ngày|04||||||||
''', '''
A; Chỉ tiêu;; text
B; Mã số;; code
1; Tổng số > TS; 1=5+7; integer
2; Tổng số > Nữ; 2=6+8; integer
3; Tổng số > Dân tộc;; integer
4; Tổng số > Nữ dân tộc;; integer
5; Lớp 1 > TS;; integer
6; Lớp 1 > Nữ;; integer
7; Lớp 2 > TS;; integer
8; Lớp 2 > Nữ;; integer
''', '''
01|I. Số lớp||
02|1. Lớp ghép||
03|II. Học sinh||
04|- Trong đó: học 2 buổi/ngày||
''', doubts=['~A9 04<=03'])

sample('health: beds, a list with a total', '''
Biểu số 3/BCH|<|<|||
BÁO CÁO GIƯỜNG BỆNH VÀ SỬ DỤNG|<|<|<|<|<
TT|Tên cơ sở y tế|Giường bệnh|<|Ngày điều trị|Công suất sử dụng giường (%)
^|^|Kế hoạch|Thực kê|^|^
1|2|3|4|5|6
1|...|||||
2|...|||||
|Tổng cộng|||||
''', '''
1; TT;; text
2; Tên cơ sở y tế;; text
3; Giường bệnh > Kế hoạch;; integer
4; Giường bệnh > Thực kê;; integer
5; Ngày điều trị;; integer
6; Công suất sử dụng giường (%);; decimal; %
''', frame={'rows_kind': 'list'})

sample('land: codes of letters', '''
Biểu 01/TKĐĐ|<|<||||
THỐNG KÊ, KIỂM KÊ DIỆN TÍCH ĐẤT ĐAI|<|<|<|<|<|<
|||||Đơn vị tính diện tích: ha|<
Thứ tự|LOẠI ĐẤT|Mã|Tổng diện tích|Theo đối tượng sử dụng|<|<
^|^|^|^|Tổng số|Hộ gia đình, cá nhân|Tổ chức
(1)|(2)|(3)|(4)=(5)|(5)=(6)+(7)|(6)|(7)
I|Tổng diện tích đất||||||
1|Nhóm đất nông nghiệp|NNP|||||
1.1|Đất sản xuất nông nghiệp|SXN|||||
1.1.1|Đất trồng lúa|LUA|||||
2|Nhóm đất phi nông nghiệp|PNN|||||
''', '''
1; Thứ tự;; text
2; LOẠI ĐẤT;; text
3; Mã;; code
4; Tổng diện tích; 4=5; decimal; ha
5; Theo đối tượng sử dụng > Tổng số; 5=6+7; decimal; ha
6; Theo đối tượng sử dụng > Hộ gia đình, cá nhân;; decimal; ha
7; Theo đối tượng sử dụng > Tổ chức;; decimal; ha
''', '''
I|Tổng diện tích đất||
NNP|Nhóm đất nông nghiệp||
SXN|Đất sản xuất nông nghiệp||
LUA|Đất trồng lúa||
PNN|Nhóm đất phi nông nghiệp||
''', frame={'unit': 'ha'})

sample('a total on top, blank rows, notes with marks', '''
Biểu số: 05/LĐ-TBXH|<|<|<
TÌNH HÌNH LAO ĐỘNG, VIỆC LÀM (*)|<|<|<
STT|Chỉ tiêu|Số lượng (người)|Kinh phí (triệu đồng)
A|B|1|2
|TỔNG SỐ||
1|Thành thị||

2|Nông thôn||

3|Miền núi (1)||
Ghi chú:
(*) Số liệu tính đến cuối kỳ.
(1) Theo quy định của Chính phủ.
''', '''
A; STT;; text
B; Chỉ tiêu;; text
1; Số lượng (người);; integer; người
2; Kinh phí (triệu đồng);; decimal; triệu đồng
''', '''
|TỔNG SỐ||
1|Thành thị||
2|Nông thôn||
3|Miền núi (1)||
''', frame={'notes': ['Ghi chú:', '(*) Số liệu tính đến cuối kỳ.',
                     '(1) Theo quy định của Chính phủ.']})

sample('heads repeated on the second page', '''
BÁO CÁO DOANH NGHIỆP|<|<|<
Chỉ tiêu|Mã số|Tổng số|Nữ
A|B|1|2
Doanh nghiệp|01||
Hợp tác xã|02||
Chỉ tiêu|Mã số|Tổng số|Nữ
A|B|1|2
Hộ kinh doanh|03||
Tổ hợp tác|04||
''', '''
A; Chỉ tiêu;; text
B; Mã số;; code
1; Tổng số;; integer
2; Nữ;; integer
''', '''
01|Doanh nghiệp||
02|Hợp tác xã||
03|Hộ kinh doanh||
04|Tổ hợp tác||
''')

COVER = ('Bìa', ['B3=HỆ THỐNG BIỂU MẪU BÁO CÁO', 'B5=STT', 'C5=Tên biểu',
                 'D5=Ký hiệu', 'B6=1', 'C6=Tình hình chung', 'D6=01/BC'])
sample('a cover first, hidden columns, cells to the end of the world', '''
|||||
Biểu số: 01/BC|<|<|<||
TÌNH HÌNH CHUNG|<|<|<|<|<
Đơn vị|Tổng số|(ẩn)|Trong đó|<|
^|^|^|Đạt|Chưa đạt|
A|1=2+3|9|2|3|
''', '''
A; Đơn vị;; text
1; Tổng số; 1=2+3; integer
2; Trong đó > Đạt;; integer
3; Trong đó > Chưa đạt;; integer
''', before=[COVER], cells=[('XFD5', None), ('A1048576', None)],
       more="<cols><col min='3' max='3' width='9' hidden='1'/></cols>",
       doubts=['C4 hidden', 'C6 hidden'])

sample('the old encoding', '''
B¸o c¸o t×nh h×nh kinh tÕ x· héi|<|<
ChØ tiªu|Thùc hiÖn|KÕ ho¹ch
A|1|2
Tæng s¶n phÈm||
''', refused='TCVN3')

sample('the other old encoding', '''
BAÙO CAÙO TÌNH HÌNH KINH TEÁ XAÕ HOÄI|<|<
Chæ tieâu|Thöïc hieän|Keá hoaïch
A|1|2
Toång saûn phaåm||
''', refused='VNI')

sample('row formulas, carried over', '''
Mẫu số 07|<|<|<|<
BÁO CÁO THI HÀNH ÁN DÂN SỰ|<|<|<|<
Tên chỉ tiêu|Mã số|Tổng số|Kỳ trước chuyển sang|Thụ lý mới
A|B|1=2+3|2|3
Tổng số thụ lý (01 = 02 + 05)|01|||
Có điều kiện (02=03+04)|02|||
Đã thi hành xong|03|x||
Đang thi hành|04|||
Chưa có điều kiện|05|||-
''', '''
A; Tên chỉ tiêu;; text
B; Mã số;; code
1; Tổng số; 1=2+3; integer
2; Kỳ trước chuyển sang;; integer
3; Thụ lý mới;; integer
''', '''
01|Tổng số thụ lý|01 = 02 + 05|
02|Có điều kiện|02=03+04|
03|Đã thi hành xong||
04|Đang thi hành||
05|Chưa có điều kiện||
''')

sample('headings in small letters, and measures of rows', '''
TÌNH HÌNH THỰC HIỆN NHIỆM VỤ|<|<|<|<|<
TT|Nội dung|ĐVT|Kế hoạch năm|Thực hiện|<
^|^|^|^|Trong kỳ|Lũy kế
1|2|3|4|5|6
A|Nông nghiệp|||||
1|Diện tích gieo trồng|Ha|||
2|Sản lượng|Tấn|||
B|Công nghiệp|||||
3|Số cơ sở|Cơ sở|||
4|Tỷ lệ lấp đầy|%|||
''', '''
1; TT;; text
2; Nội dung;; text
3; ĐVT;; text
4; Kế hoạch năm;; decimal
5; Thực hiện > Trong kỳ;; decimal
6; Thực hiện > Lũy kế;; decimal
''', '''
#A|Nông nghiệp||
1|Diện tích gieo trồng||ha
2|Sản lượng||tấn
#B|Công nghiệp||
3|Số cơ sở||cơ sở
4|Tỷ lệ lấp đầy||%
''')

sample('mistakes in print', '''
KẾT QUẢ HÒA GIẢI Ở CƠ SỞ|<|<|<|<|<
Đơn vị|Tổng số|Hòa giải thành|Không thành|Đang hòa giải|Tỷ lệ (%)
A|1=2+3+8|2|3|4|5=2/1x100
''', '''
A; Đơn vị;; text
1; Tổng số; 1=2+3+8; integer
2; Hòa giải thành;; integer
3; Không thành;; integer
4; Đang hòa giải;; integer
5; Tỷ lệ (%); 5=2/1*100; decimal; %
''', doubts=['B3 names 8'])

sample('formulas in a row of their own, deep heads', '''
PHỤ LỤC II|<|<|<|<|<|<|<
TỔNG HỢP VI PHẠM HÀNH CHÍNH|<|<|<|<|<|<|<
(Ban hành kèm theo Thông tư số 05/2024/TT-BTP ngày 01/02/2024)|<|<|<|<|<|<|<
STT|Lĩnh vực|Số vụ vi phạm|<|<|Số tiền phạt (nghìn đồng)|<|Ghi chú
^|^|Tổng số|Chia ra|<|Phải thu|Đã thu|^
^|^|^|Đã xử phạt|Chưa xử phạt|^|^|^
(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)
||(3)=(4)+(5)|||||
1|Giao thông||||||
2|Môi trường||||||
|Tổng cộng||||||
NGƯỜI LẬP BIỂU|<|<|||THỦ TRƯỞNG CƠ QUAN|<|<
(Ký, họ tên)|<|<|||(Ký, đóng dấu)|<|<
''', '''
1; STT;; text
2; Lĩnh vực;; text
3; Số vụ vi phạm > Tổng số; 3=4+5; integer
4; Số vụ vi phạm > Chia ra > Đã xử phạt;; integer
5; Số vụ vi phạm > Chia ra > Chưa xử phạt;; integer
6; Số tiền phạt (nghìn đồng) > Phải thu;; decimal; nghìn đồng
7; Số tiền phạt (nghìn đồng) > Đã thu;; decimal; nghìn đồng
8; Ghi chú;; text
''', '''
1|Giao thông||
2|Môi trường||
|Tổng cộng||
''', frame={'number': 'PHỤ LỤC II', 'sign_right': 'THỦ TRƯỞNG CƠ QUAN',
           'title': 'TỔNG HỢP VI PHẠM HÀNH CHÍNH'})

sample('several measures printed in several places', '''
BÁO CÁO GIẢI NGÂN VỐN ĐẦU TƯ CÔNG|<|<|<|<|<
Đơn vị tính: Triệu đồng|<||||Đơn vị tính: Triệu đồng
TT|Tên dự án|Kế hoạch vốn|<|Giải ngân|Tỷ lệ giải ngân (%)
^|^|Tổng số|Trong đó: NSTW|^|^
1|2|3|4|5|6=5/3*100
''', '''
1; TT;; text
2; Tên dự án;; text
3; Kế hoạch vốn > Tổng số;; decimal; triệu đồng
4; Kế hoạch vốn > Trong đó: NSTW;; decimal; triệu đồng
5; Giải ngân;; decimal; triệu đồng
6; Tỷ lệ giải ngân (%); 6=5/3*100; decimal; %
''', frame={'unit': 'triệu đồng', 'rows_kind': 'list'},
       doubts=['~D4 4<=3'])

sample('carry-over in words', '''
THEO DÕI VĂN BẢN|<|<|<|<|<
Đơn vị|Tổng số|Kỳ trước chuyển sang|Mới nhận|Đã giải quyết|Chuyển kỳ sau
A|1 = 2 + 3|2 = 5 kỳ trước|3|4|5 = 1 - 4
Người tổng hợp|<|||Chủ tịch|<
''', '''
A; Đơn vị;; text
1; Tổng số; 1 = 2 + 3; integer
2; Kỳ trước chuyển sang; 2=prev(5); integer
3; Mới nhận;; integer
4; Đã giải quyết;; integer
5; Chuyển kỳ sau; 5 = 1 - 4; integer
''')

sample('statistics: a column of measures between, months as rows', '''
TỔNG CỤC THỐNG KÊ|<||BÁO CÁO SẢN XUẤT CÔNG NGHIỆP|<|<|
CỤC THỐNG KÊ TỈNH ...|<|||||
Chỉ tiêu|Đơn vị tính|Mã số|Thực hiện|<|Ước tính|So với cùng kỳ (%)
^|^|^|Tháng trước|Lũy kế|^|^
A|B|C|1|2|3|4 = 3 : 1 x 100
Than đá|Nghìn tấn|01||||
Điện phát ra|Triệu KWh|02||||
Nước máy|1000 m3|03||||
Bia|Triệu lít|04||||
''', '''
A; Chỉ tiêu;; text
B; Đơn vị tính;; text
C; Mã số;; code
1; Thực hiện > Tháng trước;; decimal
2; Thực hiện > Lũy kế;; decimal
3; Ước tính;; decimal
4; So với cùng kỳ (%); 4 = 3 / 1 * 100; decimal; %
''', '''
01|Than đá||nghìn tấn
02|Điện phát ra||triệu KWh
03|Nước máy||1000 m3
04|Bia||triệu lít
''', frame={'title': 'BÁO CÁO SẢN XUẤT CÔNG NGHIỆP'})

sample('units below one another, a total in the first row', '''
SỞ NỘI VỤ|<|||
SỐ LƯỢNG CÁN BỘ, CÔNG CHỨC|<|<|<|<
Tính đến ngày 31/12|<|<|<|<
STT|Tên đơn vị|Biên chế được giao|Có mặt|<
^|^|^|Tổng số|Trong đó nữ
(1)|(2)|(3)|(4)|(5)
|Tổng số|||
1|Sở Tài chính|||
2|Sở Y tế|||
3|Tổng cục Thuế|||
''', '''
1; STT;; text
2; Tên đơn vị;; text
3; Biên chế được giao;; integer
4; Có mặt > Tổng số;; integer
5; Có mặt > Trong đó nữ;; integer
''', '''
|Tổng số||
1|Sở Tài chính||
2|Sở Y tế||
3|Tổng cục Thuế||
''', frame={'title': 'SỐ LƯỢNG CÁN BỘ, CÔNG CHỨC'},
       doubts=['~E5 5<=4'])

sample('a plan in three levels, letters below numbers', '''
Biểu mẫu số 15|<||
DỰ TOÁN CHI NGÂN SÁCH|<|<|<
|||Đơn vị: triệu đồng
STT|Nội dung|Dự toán|Ghi chú
A|B|1|2
I|CHI ĐẦU TƯ||
1|Chi xây dựng cơ bản||
a|Vốn trong nước||
b|Vốn ngoài nước||
2|Chi khác||
II|CHI THƯỜNG XUYÊN||
1|Chi giáo dục||
a|Lương||
''', '''
A; STT;; text
B; Nội dung;; text
1; Dự toán;; decimal; triệu đồng
2; Ghi chú;; text
''', '''
#I|CHI ĐẦU TƯ||
1|Chi xây dựng cơ bản||
a|Vốn trong nước||
b|Vốn ngoài nước||
2|Chi khác||
#II|CHI THƯỜNG XUYÊN||
1|Chi giáo dục||
a|Lương||
''', frame={'number': '15', 'unit': 'triệu đồng'},
       doubts=['~B6 heading', '~B11 heading'])

sample('the numbers as words, brackets, dots and a note of formulas', '''
BÁO CÁO THANH TRA HÀNH CHÍNH|<|<|<|<|<
(Kèm theo Thông tư số 02/2021/TT-TTCP)|<|<|<|<|<
Đơn vị|Số cuộc|<|<|Sai phạm về kinh tế|<
^|Tổng số|Kỳ trước chuyển sang|Triển khai trong kỳ|Tiền (triệu đồng)|Đất (m2)
MS|[1]=[2]+[3]|[2]|[3]|[4]|[5]
Đơn vị A|||||
...|||||
Tổng|||||
Lưu ý: Cột (1) = cột (2) + cột (3)|<|<|<|<|<
''', '''
MS; Đơn vị;; text
1; Số cuộc > Tổng số; 1=2+3; integer
2; Số cuộc > Kỳ trước chuyển sang;; integer
3; Số cuộc > Triển khai trong kỳ;; integer
4; Sai phạm về kinh tế > Tiền (triệu đồng);; decimal; triệu đồng
5; Sai phạm về kinh tế > Đất (m2);; decimal; m2
''', frame={'rows_kind': 'units',
           'notes': ['Lưu ý: Cột (1) = cột (2) + cột (3)']})
