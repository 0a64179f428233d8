#!/usr/bin/env python3
"""passwords.py - writes sql/seed/passwords.txt: what people take for a password

    tool/passwords.py > sql/seed/passwords.txt

Made of rules, names and words, of which those that are officials in Viet Nam
think first; nothing of it is anybody's list.  The words are folded as
core/password.c folds what it looks up: small letters without marks or spaces,
the usual digits and signs taken for the letters they stand for.
"""
import itertools
import sys

FOLD = str.maketrans('@4310$5!7', 'aaeiossit')
SURNAMES = """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong doan trinh mai dao luong
cao lam to ha phung thai chu quach luu ta kieu nghiem""".split()
MIDDLE = 'van thi duc minh ngoc thanh quoc xuan huu thu'.split()
GIVEN = """an anh bac bao binh cam cang canh chau chi chien cong cuong cuc dai dang dao dat diem diep dieu dinh doan dong
du dung duc duong duy duyen dung giang giao ha hai han hang hanh hao hau hien hiep hieu hoa hoai hoan hoang hong hue hung
huong huu huy huyen khang khanh khoa khoi khue kien kieu kim ky lam lan lanh le lien linh loan loc loi long luan luc luong
luyen ly mai man manh minh my nam nga ngan nghia ngoc nguyen nguyet nhan nhat nhi nhu nhung ninh nu oanh phat phi phong phu
phuc phung phuoc phuong quan quang que quoc quy quyen quynh sam san sang sau sinh son suong tai tam tan thach thai tham thang
thanh thao the thi thien thieu thinh tho thoa thong thu thuan thuc thuong thuy thuyen tien tiep tin tinh toan toai tra tram
tran tri trieu trinh trong truc trung truong tu tuan tue tung tuoi tuyen tuyet uyen van vi viet vinh vu vuong vy xuan yen""".split()
PLACES = """hanoi haiphong danang hue saigon hochiminh tphcm cantho angiang bariavungtau vungtau bacgiang backan baclieu bacninh
bentre binhdinh binhduong binhphuoc binhthuan camau caobang daklak daknong dienbien dongnai dongthap gialai hagiang hanam hatinh
haiduong haugiang hoabinh hungyen khanhhoa kiengiang kontum laichau lamdong langson laocai longan namdinh nghean ninhbinh ninhthuan
phutho phuyen quangbinh quangnam quangngai quangninh quangtri soctrang sonla tayninh thaibinh thainguyen thanhhoa thuathienhue
tiengiang travinh tuyenquang vinhlong vinhphuc yenbai vietnam nhatrang dalat pleiku hanoivietnam haiphongvietnam""".split()
OFFICE = """ubnd hdnd ubndxa ubndtinh ubndhuyen ubndphuong uybannhandan hoidongnhandan vanphong vanphongubnd baocao baocaothongke
thongke tonghop sokhoach kehoach sotaichinh sonoivu sotuphap tuphap noivu thanhtra vanthu ketoan chutich phochutich canbo congchuc
vienchuc lanhdao chanhvanphong quantri quantrihethong quantrivien nguoidung taikhoan hethong hethongbaocao congthongtin
dichvucong motcua hanhchinh hanhchinhcong congan quandoi dangcongsan dang doanthanhnien xaphuong tinhuy huyenuy daihoi""".split()
HABITS = """matkhau matkhaumoi matkhaucu matkhaucuatoi matma bimat khongbiet khongnho quenmatkhau quenroi nhomatkhau toiyeuem anhyeuem
emyeuanh yeuem yeuanh yeuemnhieu anhnhoem emnhoanh conyeume conyeubome giadinh giadinhtoi giadinhlaso1 bome bomecon bomeyeucon meyeucon
boyeucon vochong voyeu chongyeu tinhyeu tinhyeucuatoi hanhphuc maimai mailayeuem toiyeuvietnam yeuvietnam toilaai toiten xinchao
chaoban camon camonban chucmungnammoi tetnguyendan banthan haylam deptrai xinhgai khongco khongcogi emoi anhoi troioi bacho bachoyeu
doclaptudohanhphuc conghoaxahoichunghiavietnam""".split()
ENGLISH = """password passwords passw0rd passwort letmein welcome welcomeback admin administrator adminadmin root toor user username
login default guest test tester testing testtest demo sample secret topsecret changeme changeit changepassword newpassword mypassword
temp temporary iloveyou iloveyouforever loveyou lovely loveme sunshine princess football baseball basketball monkey dragon master
shadow superman batman spiderman starwars pokemon computer internet windows microsoft google facebook samsung android iphone zalo
youtube gmail hotmail yahoo linux ubuntu oracle mysql mariadb server database manager office company business system security
freedom whatever trustno1 hello helloworld goodmorning goodluck nothing nopassword password1 qazwsx family friend friends forever
flower summer winter spring autumn january february monday friday saturday sunday orange banana purple yellow silver golden diamond
money dollar million number london paris america england liverpool chelsea arsenal barcelona realmadrid manchester manchesterunited
ronaldo messi michael jennifer jessica thomas robert daniel andrew jordan charlie matthew abc abcd abcdef abcabc xyz aaa asd asdasd
zxc zxczxc qwe qweqwe qweasd qweasdzxc qwer qwerasdf""".split()
KEYS = """qwertyuiop qwertyuio qwertyui qwerty qwertz azerty asdfghjkl asdfghjk asdfgh asdf zxcvbnm zxcvbn poiuytrewq lkjhgfdsa mnbvcxz
1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e q1w2e3r4 q1w2e3r4t5 zaq12wsx qazwsxedc qazwsxedcrfv 123qwe 123qweasd
qwe123 abc123 123abc a1b2c3 a1b2c3d4 a1b2c3d4e5 1a2b3c 1a2b3c4d5e 147258369 159357 159753 741852963 963852741 789456123 123456
123456789 1234567890 0987654321 9876543210 123123 123123123 1231231231 112233 1122334455 123321 1234554321 12341234 987654321""".split()


def names():
    for s in SURNAMES:
        yield s
        for g in GIVEN:
            yield s + g
    for s, m, g in itertools.product(SURNAMES[:8], MIDDLE, GIVEN):
        yield s + m + g
    for m, g in itertools.product(MIDDLE, GIVEN):
        yield m + g


def words():
    yield from names()
    single = PLACES + OFFICE + HABITS + ENGLISH + KEYS
    yield from single
    for w in single:
        if len(w) <= 8:
            yield w + w
    for w, p in itertools.product(('ubnd', 'hdnd', 'sotp', 'tinh', 'xa',
                                   'baocao', 'yeu', 'toiyeu'), PLACES):
        yield w + p
    for w, e in itertools.product(
            HABITS + OFFICE + PLACES + ENGLISH,
            ('cua toi', 'moi', 'vip', 'pro', 'vn', 'admin', 'abc')):
        yield w + e.replace(' ', '')
    for c in 'abcdefghijklmnopqrstuvwxyz0123456789':
        for n in range(10, 17):
            yield c * n


def main():
    folded = {w.translate(FOLD) for w in words()}
    sys.stdout.write(''.join(w + '\n' for w in sorted(folded) if len(w) > 2))


main()
