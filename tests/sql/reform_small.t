#!/bin/sh
# Reforms of a small country: every act, what follows from it, bad plans, two
# at once, killed and taken up, undone.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

db_start
day=2025-07-01
plan=$db_dir/plan.csv
head='act,unit,became,level,name,parent,share,item,scheme,line,note'

country() {
	cat >"$db_dir/units.csv" <<-'CSV'
		scheme,level,code,name,parent
		own,centre,CP,Chính phủ,
		gso,province,01,Tỉnh Một,CP
		gso,province,02,Tỉnh Hai,CP
		gso,district,011,Huyện Một Một,01
		gso,district,012,Huyện Một Hai,01
		gso,district,021,Huyện Hai Một,02
		gso,commune,00001,Xã An,011
		gso,commune,00002,Xã Bình,011
		gso,commune,00003,Xã Cam,011
		gso,commune,00004,Xã Dương,012
		gso,commune,00005,Xã Én,012
		gso,commune,00006,Xã Giang,021
	CSV
	cat >"$db_dir/states.csv" <<-'CSV'
		from,line,extent,units,map,decision
		1000-01-01,administrative,whole,units.csv,,
	CSV
}
# A database as it was before, by the name $1.
fresh() {
	db_now=of_$1
	db_query_in mysql "CREATE DATABASE $db_now"
	sed -i "s/^db_name = .*/db_name = $db_now/" "$BAOCAO_CONF"
	"$baocao" migrate >/dev/null &&
		"$baocao" unit import "$db_dir/states.csv" >/dev/null ||
		db_die "no country"
	q "INSERT INTO setting (name, value) VALUES ('clock', '2025-06-20')
		ON DUPLICATE KEY UPDATE value = '2025-06-20'"
}
q() {
	db_query_in "$db_now" "$1"
}
id() { # CODE: of the unit that has it on the day before
	q "SELECT id FROM unit WHERE code = '$1' AND valid_from < '$day'
		AND '$day' <= valid_to"
}
is_now() { # CODE
	q "SELECT id FROM unit WHERE code = '$1' AND valid_from <= '$day'
		AND '$day' < valid_to"
}
says() { # lines of a plan on the standard input
	echo "$head" >"$plan"
	cat >>"$plan"
}
reform() {
	"$baocao" unit reform "$plan" --decision 'NQ 1/2025' --date "$day" "$@"
}
tree() {
	"$baocao" unit tree --at "$1"
}
# Every table but the record, what a reform writes down about itself, and how
# far the opening of a period is.
sums() {
	q "CHECKSUM TABLE $(q "SELECT GROUP_CONCAT(table_name ORDER BY 1)
		FROM information_schema.tables WHERE table_schema = '$db_now'
		AND table_name NOT LIKE 'audit%'
		AND table_name NOT LIKE 'reform%'
		AND table_name NOT IN ('job', 'person')")"
	# a reform counts up the versions of the people concerned
	q 'SELECT id, login, name, locked, valid_to FROM person ORDER BY id'
}

country

# ------------------------------------------------------------ one act each
fresh rename
tree 2025-06-30 >"$db_dir/was"
says <<'CSV'
rename,00001,,,Xã An Mới,,,,,,
CSV
was=$(id 00001)
like "$(reform --dry-run)" 'Units: 1 begin, 1 end, 0 move' 'rename: a dry run'
is "$(q 'SELECT COUNT(*) FROM reform')" 0 'writes nothing'
like "$(reform)" 'Reform 1 .NQ 1/2025, 01/07/2025. is carried out' 'rename'
like "$(tree $day)" '00001 Xã An Mới' 'has its new name'
like "$(tree 2025-06-30)" '00001 Xã An$' 'and had the old one'
is "$(tree 2025-06-30 | diff - "$db_dir/was")" '' 'the day before is as it was'
is "$(q "SELECT CONCAT(old_id, ' ', new_id, ' ', relation, ' ', comparable,
	' ', decision, ' ', on_date) FROM succession")" \
	"$was $(is_now 00001) renamed 1 NQ 1/2025 $day" 'and the succession'
is "$(q "SELECT COUNT(*) FROM audit WHERE act = 'reform'
	AND stream IN ($was, $(is_now 00001))")" 2 'in the records of both'
is "$(q "SELECT GROUP_CONCAT(act ORDER BY seq) FROM audit WHERE stream = -18
	AND object = 'reform'")" 'plan,start,reform' 'and in that of the tree'
like "$(reform 2>&1)" 'carried out already' 'not twice'

fresh retype
says <<'CSV'
retype,00001,,,Phường An,,,,,,
retype,01,,,Thành phố Một,,,,,,
CSV
below=$(id 00004)
reform >/dev/null
like "$(tree $day)" '  01 Thành phố Một' 'retype'
like "$(tree $day)" '      00001 Phường An' 'below what goes on'
is "$(is_now 00004)" "$below" 'those below are the same units'
is "$(q "SELECT COUNT(*) FROM unit_above WHERE unit_id = $below
	AND above_id = $(is_now 01) AND valid_from = '$day'")" 1 \
	'and below the new one'

fresh move
says <<'CSV'
move,00003,,,,012,,,,,
CSV
was=$(id 00003)
reform >/dev/null
is "$(is_now 00003)" "$was" 'move: the same unit'
like "$("$baocao" unit find 00003 --at $day)" 'Huyện Một Hai' 'elsewhere'
like "$("$baocao" unit find 00003 --at 2025-06-30)" 'Huyện Một Một' 'since then'
is "$(q 'SELECT COUNT(*) FROM succession')" 0 'became nothing else'

fresh merge
says <<'CSV'
merge,00001,00001,commune,Xã An Bình,011,,,,,
merge,00002,00001,,,,,,,,
merge,00003,00001,,,,,,,,
CSV
reform >/dev/null
is "$(q "SELECT COUNT(*) FROM succession WHERE relation = 'whole'
	AND comparable AND new_id = $(is_now 00001)")" 3 'merge of three'
is "$(tree $day | grep -c Xã)" 4 'four communes are left'

fresh province
says <<'CSV'
merge,01,01,province,Tỉnh Một Hai,CP,,,,,
merge,02,01,,,,,,,,
CSV
reform >/dev/null
is "$(tree $day | grep -c Xã)" 6 'a merged province takes its communes along'
is "$(tree $day | sed -n 2p)" '  01 Tỉnh Một Hai' 'as one'

fresh split
"$baocao" form load "$seed/form/XLD01.xml" >/dev/null
says <<'CSV'
split,00006,00006,commune,Xã Giang Đông,021,62.5,,,,
split,00006,00007,commune,Xã Giang Tây,021,37.5,,,,
split,00006,00006,,,,50,XLD.TIEP,,,
split,00006,00007,,,,50,XLD.TIEP,,,
CSV
like "$(reform --dry-run --json)" '"shares":"62.5 %; XLD.TIEP 50 %"' 'split'
reform >/dev/null
is "$(q "SELECT GROUP_CONCAT(u.code, ' ', COALESCE(i.code, '*'), ' ',
	TRUNCATE(h.share, 4) ORDER BY u.code, i.code SEPARATOR ', ')
	FROM succession_share h JOIN succession s ON s.id = h.succession_id
	JOIN unit u ON u.id = s.new_id LEFT JOIN item i ON i.id = h.item_id")" \
	'00006 * 0.6250, 00006 XLD.TIEP 0.5000, 00007 * 0.3750, 00007 XLD.TIEP 0.5000' \
	'shares of all items, and of one'
is "$(q 'SELECT SUM(comparable) FROM succession')" 0 'parts, all the same'

fresh abolish
says <<'CSV'
abolish,district,,,,,,,,,
rename,02,,,Tỉnh Hai Mới,,,,,,
CSV
like "$(reform --dry-run)" 'District: 3 before, 0 after' 'abolish: told before'
reform >/dev/null
is "$(tree $day | sed 's/^ *//' | tr '\n' ,)" \
	'CP Chính phủ,01 Tỉnh Một,00001 Xã An,00002 Xã Bình,00003 Xã Cam,00004 Xã Dương,00005 Xã Én,02 Tỉnh Hai Mới,00006 Xã Giang,' \
	'a level less; those below stand below the superior'

fresh newend
says <<'CSV'
new,,00009,commune,Xã Mới,021,,,,,
end,00005,,,,,,,,,chìm dưới hồ
CSV
reform >/dev/null
is "$(tree $day | grep -c 'Xã Mới\|Xã Én')" 1 'one begins, one ends'
is "$(id 00005 | wc -l)" 1 'it was'

# -------------------------------------------------------------- bad plans
fresh bad
before=$(sums)
refused() { # WHAT PATTERN; the plan's lines on the standard input
	says
	refused_out=$(reform 2>&1)
	is $? 1 "$1: refused"
	like "$refused_out" "$2" "$1: says why, and where"
	is "$(q 'SELECT COUNT(*) FROM reform')" 0 "$1: is not kept"
	[ "$(sums)" = "$before" ] || is "$(sums)" "$before" "$1: nothing changed"
}
refused 'no rows' 'plan.csv: The plan has no rows' </dev/null
refused 'an unknown act' 'plan.csv:2: act: "sell"' <<'CSV'
sell,00001,,,,,,,,,
CSV
refused 'an unknown unit' 'plan.csv:2: unit: no unit has the code 99999' <<'CSV'
rename,99999,,,Xã Một,,,,,,
CSV
refused 'two roles' 'plan.csv:3: "Xã An" .00001. has another part in line 2' <<'CSV'
rename,00001,,,Xã Một,,,,,,
end,00001,,,,,,,,,hết
CSV
refused 'moved and merged' 'plan.csv:3: .* do not go together' <<'CSV'
move,00001,,,,012,,,,,
merge,00001,00002,commune,Xã Hai,011,,,,,
CSV
refused 'a code that is not free' 'plan.csv:2: became: the code 00002 belongs' <<'CSV'
rename,00001,00002,,Xã Một,,,,,,
CSV
refused 'taken in' 'plan.csv:2: .*add a row merge 00002 to 00002' <<'CSV'
merge,00001,00002,,,,,,,,
CSV
refused 'nobody says what it is' 'plan.csv:2: became: no row says what 00009 is' <<'CSV'
merge,00001,00009,,,,,,,,
merge,00002,00009,,,,,,,,
CSV
refused 'half of it is said' 'plan.csv:2: 00009: its level, its name and its superior' <<'CSV'
merge,00001,00009,commune,Xã Chín,,,,,,
CSV
refused 'said twice, in two ways' 'plan.csv:3: 00009: "Xã Mười" here' <<'CSV'
merge,00001,00009,commune,Xã Chín,011,,,,,
merge,00002,00009,commune,Xã Mười,011,,,,,
CSV
refused 'shares that do not add up' 'plan.csv:2: share: the parts of 00001 add up to 90 per cent' <<'CSV'
split,00001,00009,commune,Xã Chín,011,50,,,,
split,00001,00001,commune,Xã Mười,011,40,,,,
CSV
refused 'a share here, none there' 'plan.csv:2: share: of 00001 some parts' <<'CSV'
split,00001,00009,commune,Xã Chín,011,50,,,,
split,00001,00001,commune,Xã Mười,011,,,,,
CSV
refused 'no share at all' 'plan.csv:2: share: "half" is no share' <<'CSV'
split,00001,00009,commune,Xã Chín,011,half,,,,
CSV
refused 'an unknown item' 'plan.csv:3: item: there is no item "XYZ"' <<'CSV'
split,00001,00009,commune,Xã Chín,011,,,,,
split,00001,00009,,,,100,XYZ,,,
CSV
refused 'the same pair twice' 'plan.csv:3: 00001 to 00009 stands in line 2' <<'CSV'
split,00001,00009,commune,Xã Chín,011,,,,,
split,00001,00009,,,,,,,,
CSV
refused 'no reason for an end' 'plan.csv:2: note: must be filled in where the act is end' <<'CSV'
end,00001,,,,,,,,,
CSV
refused 'an end of those with units below' 'is below "Huyện Một Hai", which ends' <<'CSV'
end,012,,,,,,,,,giải thể
CSV
refused 'a superior that is not there' 'plan.csv:2: parent: no unit of this state has the code 088' <<'CSV'
move,00001,,,,088,,,,,
CSV
refused 'a commune below a commune' 'plan.csv:2: parent: .* cannot stand below 00002' <<'CSV'
move,00001,,,,00002,,,,,
CSV
refused 'in circles' 'plan.csv:[23]: parent: .* cannot stand below' <<'CSV'
move,011,,,,012,,,,,
move,012,,,,011,,,,,
CSV
refused 'an unknown level' 'plan.csv:2: level: "hamlet" is not known' <<'CSV'
new,,00009,hamlet,Thôn,011,,,,,
CSV
refused 'a level that is not there' 'plan.csv:2: .* of the level ministry' <<'CSV'
abolish,ministry,,,,,,,,,
CSV
refused 'the same body and others' 'plan.csv:2: 00001 is the same body as before' <<'CSV'
rename,00001,,,Xã Một,,,,,,
merge,00002,00001,,,,,,,,
CSV
refused 'an unknown line' 'plan.csv:2: line: "sports" is not known' <<'CSV'
rename,00001,,,Xã Một,,,,,sports,
CSV
refused 'a scheme of nobody' 'plan.csv:2: scheme: "zzz" is not known' <<'CSV'
new,,00009,commune,Xã Chín,011,,,zzz,,
CSV
refused 'a column that means nothing there' 'plan.csv:2: name: has no meaning where the act is move' <<'CSV'
move,00001,,,Xã Một,012,,,,,
CSV
refused 'a name of nothing' 'plan.csv:2: name: without letters' <<'CSV'
rename,00001,,,...,,,,,,
CSV
refused 'rights of nobody' 'plan.csv:3: name: "p1" has no right on the unit 00001' <<'CSV'
rename,00001,,,Xã Một,,,,,,
give,00001,00001,,p1,,,,,,
CSV
refused 'rights that go nowhere' 'plan.csv:2: became: no unit of the code 00002 begins' <<'CSV'
give,00001,00002,,p1,,,,,,
CSV
refused 'no code' 'plan.csv:2: unit: "a;b" is no code' <<'CSV'
rename,a;b,,,Xã Một,,,,,,
CSV
refused 'not UTF-8' 'plan.csv:2: ' <<EOF2
rename,00001,,,$(printf 'X\377'),,,,,,
EOF2
refused 'an open quotation mark' 'plan.csv:2: ' <<'CSV'
rename,00001,,,"Xã Một,,,,,,
CSV
refused 'a row too short' 'plan.csv:2: ' <<'CSV'
rename,00001
CSV
says <<'CSV'
rename,00001,,,Xã Một,,,,,,
CSV
sed -i '1s/note/remark/' "$plan"
like "$(reform 2>&1)" 'plan.csv:1: No column is called "remark"' 'another column'
printf 'unit,name\n00001,Xã Một\n' >"$plan"
like "$(reform 2>&1)" 'plan.csv:1: The first line must name' 'no act'
says <<'CSV'
rename,00001,,,=cmd|' /C calc'!A0,,,,,,
CSV
reform --dry-run >/dev/null 2>&1
is $? 0 'a formula is a name like any other'
for bad in 2025-02-30 1000-01-01 9999-12-31 tomorrow; do
	like "$("$baocao" unit reform "$plan" --decision X --date $bad 2>&1)" \
		'--date: ' "the day $bad"
done
like "$("$baocao" unit reform "$plan" --decision '' --date $day 2>&1)" \
	'--decision: Say the number' 'no decision'
like "$("$baocao" unit reform "$plan" --decision X --date $day \
	--signed 2025-08-01 2>&1)" '--signed: A decision is signed before' \
	'signed afterwards'
"$baocao" unit reform "$plan" >/dev/null 2>&1
is $? 2 'neither decision nor day'
"$baocao" unit reform "$db_dir/none.csv" --decision X --date $day >/dev/null 2>&1
is $? 1 'no file'
like "$("$baocao" unit reform --undo 77 2>&1)" 'there is no reform 77' 'no reform'
like "$("$baocao" unit reform --resume)" 'No reform is waiting' 'nothing to take up'

# ------------------------------------ what hangs on units, and the way back
fresh people
"$baocao" form load "$seed/form/XLD01.xml" >/dev/null
for period in 2025-Q2 2025-Q3; do
	"$baocao" regime open XLD01 $period >/dev/null
done
person=0
# give ROLE CODE: somebody who has that role there
give() {
	person=$((person + 1))
	q "INSERT INTO person (id, login, name, created) VALUES ($person,
		'p$person', 'P $person', '2025-01-01'); INSERT INTO access
		(person_id, role, unit_id, valid_from, valid_to) VALUES
		($person, $1, $(id "$2"), '2025-01-01', '9999-12-31')"
}
give 1 00001 # p1: clerk, to be merged
give 2 00001 # p2: head
give 4 00002 # p3: viewer
give 2 00003 # p4: head, renamed
give 1 00006 # p5: clerk, split
give 2 011   # p6: head of a district
give 5 01    # p7: administrator of a province that is retyped
give 6 00002 # p8: owner
q "INSERT INTO access (person_id, role, unit_id, valid_from, valid_to) VALUES
	(1, 1, $(id 00002), '2025-01-01', '9999-12-31')"
# today's, one that ends, the next one, and one that begins after the day
q "INSERT INTO person_post (person_id, valid_from, valid_to, unit_id) VALUES
	(1, '2025-01-01', '9999-12-31', $(id 00001)),
	(4, '2025-01-01', '2025-07-15', $(id 00003)),
	(4, '2025-07-15', '9999-12-31', $(id 00004)),
	(3, '2025-01-01', '2025-08-01', $(id 00004)),
	(3, '2025-08-01', '9999-12-31', $(id 00002)),
	(5, '2025-01-01', '9999-12-31', $(id 00006))"
regime=$(q "SELECT id FROM regime WHERE code = 'XLD01'")
q "INSERT INTO assignment (regime_id, kind, exempt, unit_id, reason,
	valid_from, valid_to) VALUES
	($regime, 'unit', 1, $(id 00001), 'mới', '2025-01-01', '9999-12-31'),
	($regime, 'unit', 1, $(id 00003), 'mới', '2025-01-01', '9999-12-31')"
q "INSERT INTO unit_group (id, name, owner_id) VALUES
	(1, 'Xã nghèo', $(id 00002)), (2, 'Xã đảo', $(id 01))"
q "INSERT INTO unit_group_member (group_id, unit_id, valid_from, valid_to)
	VALUES (1, $(id 00001), '2025-01-01', '9999-12-31'),
	(1, $(id 00002), '2025-01-01', '9999-12-31'),
	(2, $(id 00002), '2025-01-01', '9999-12-31')"
q "UPDATE regime SET owner_id = $(id 01) WHERE id = $regime"
# reports of the later window that are begun, sent
late() { # CODE STATE
	q "UPDATE report r JOIN period p ON p.id = r.period_id
		SET r.state = '$2', r.version = 5 WHERE p.code = '2025-Q3'
		AND r.unit_id = $(id "$1")"
}
late 00001 draft
late 00002 sent
late 00003 draft
says <<'CSV'
abolish,district,,,,,,,,,
merge,00001,00001,commune,Xã An Bình,01,,,,,
merge,00002,00001,,,,,,,,
rename,00003,,,Xã Cam Mới,,,,,,
split,00006,00006,commune,Xã Giang Đông,02,,,,,
split,00006,00007,commune,Xã Giang Tây,02,,,,,
retype,01,,,Thành phố Một,,,,,,
CSV
before=$(sums)
json=$(reform --dry-run --json)
is "$(sums)" "$before" 'a dry run changes nothing'
fate() { # LOGIN ROLE
	echo "$json" | grep -o "\"login\":\"$1\",\"role\":\"$2\"[^}]*" |
		sed 's/.*"fate":"//; s/".*//' | sort | uniq -c | tr -s ' ' |
		tr -d '\n'
}
is "$(fate p1 clerk)" ' 2 carried' 'a clerk follows'
is "$(fate p2 head)" ' 1 decide' 'a head of a merged unit does not'
is "$(fate p3 viewer)" ' 1 carried' 'a viewer does'
is "$(fate p4 head)" ' 1 carried' 'the head of a renamed unit does'
is "$(fate p5 clerk)" ' 1 decide' 'nobody of a split one'
is "$(fate p6 head)" ' 1 kept' 'a district keeps its people'
is "$(fate p7 admin)" ' 1 carried' 'an administrator of the same body'
is "$(fate p8 owner)" ' 1 decide' 'an owner of a merged one does not'
says_of() { # KIND WHAT
	echo "$json" | grep -o "{\"kind\":\"$1\",\"what\":\"$2\"[^}]*" |
		sed 's/.*"unit":"//; s/",.*"fate":"/ /; s/".*//' | sort |
		tr '\n' ','
}
is "$(says_of exemption XLD01)" 'Xã An decide,Xã Cam carried,' 'exemptions'
is "$(says_of group 'Xã nghèo')" 'Xã An carried,Xã Bình carried,' 'a group of both'
is "$(says_of group 'Xã đảo')" 'Xã Bình decide,' 'a group of one'
is "$(says_of regime_owner XLD01)" 'Tỉnh Một carried,' 'the owner of a regime'
is "$(says_of group_owner 'Xã nghèo')" 'Xã Bình carried,' 'and of a group'
is "$(says_of post p1),$(says_of post p5),$(says_of post p3)" \
	'Xã An carried,,Xã Giang decide,,Xã Bình carried,' \
	'where they work'
is "$(echo "$json" | grep -o '"reports_[a-z]*":[0-9]*' | sed 's/.*_//; s/"//' |
	tr '\n' ' ')" 'kept:8 carried:2 rerouted:2 closed:6 decide:1 ' \
	'open reports of both windows'
dry=$(reform --dry-run)
like "$dry" 'XLD01: assigned to the level district' \
	'a regime of a level that is gone'
like "$dry" 'Deadlines: [0-9]+ stay .*[0-9]+ fall away; .*3 units report no more' \
	'deadlines, in sum'
like "$dry" 'XLD01 2025-Q3, commune, [0-9/]+: [0-9]+ falls away' 'and one by one'
like "$dry" 'XLD01 , district, -: 3 none any more' 'of a level that is gone, too'
like "$dry" 'Forms: 0 extensions.*forms of 1 regimes' 'forms'
like "$dry" 'Series: 2 go on as they are, 2 are put together, 0 are told by shares, 2 cannot be told' 'series'
like "$(LC_MESSAGES=vi_VN.UTF-8 "$baocao" unit reform "$plan" --decision 'NQ 1/2025' \
	--date "$day" --dry-run)" 'Thời hạn: ' 'in Vietnamese as well'
like "$json" '"due":"[0-9-]*","became":null,"n":[0-9]*,"fate":"falls"' 'as JSON'
reform >/dev/null
is "$(q "SELECT GROUP_CONCAT(p.login, ' ', x.role, ' ', u.name, ' ',
	x.decision ORDER BY p.login SEPARATOR ', ') FROM access x JOIN person p
	ON p.id = x.person_id JOIN unit u ON u.id = x.unit_id
	WHERE x.valid_from = '$day'")" \
	'p1 1 Xã An Bình NQ 1/2025, p3 4 Xã An Bình NQ 1/2025, p4 2 Xã Cam Mới NQ 1/2025, p7 5 Thành phố Một NQ 1/2025' \
	'rights that followed, each once'
is "$(q "SELECT COUNT(*) FROM access WHERE valid_to = '9999-12-31'
	AND valid_from < '$day'")" 9 'nobody lost the right on an old unit'
is "$(q "SELECT GROUP_CONCAT(u.name ORDER BY u.name) FROM unit_group_member m
	JOIN unit u ON u.id = m.unit_id WHERE m.valid_from = '$day'")" \
	'Xã An Bình' 'members'
is "$(q "SELECT GROUP_CONCAT(u.name) FROM assignment a JOIN unit u
	ON u.id = a.unit_id WHERE a.valid_from = '$day'")" 'Xã Cam Mới' 'exempted'
is "$(q "SELECT CONCAT(u.name, ', ', v.name) FROM regime r JOIN unit u
	ON u.id = r.owner_id JOIN unit_group g ON g.id = 1 JOIN unit v
	ON v.id = g.owner_id")" 'Thành phố Một, Xã An Bình' 'owners'
is "$(q "SELECT GROUP_CONCAT(u.name, ' ', p.valid_from, ' ', p.valid_to ORDER BY
	p.valid_from SEPARATOR ', ') FROM person_post p JOIN unit u
	ON u.id = p.unit_id WHERE p.person_id = 1")" \
	"Xã An 2025-01-01 $day, Xã An Bình $day 9999-12-31" 'a post'
is "$(q "SELECT GROUP_CONCAT(u.name, ' ', p.valid_from, ' ', p.valid_to ORDER BY
	p.valid_from SEPARATOR ', ') FROM person_post p JOIN unit u
	ON u.id = p.unit_id WHERE p.person_id = 4")" \
	"Xã Cam 2025-01-01 $day, Xã Cam Mới $day 2025-07-15, Xã Dương 2025-07-15 9999-12-31" \
	'one that ends soon'
is "$(q "SELECT GROUP_CONCAT(u.name, ' ', p.valid_from, ' ', p.valid_to ORDER BY
	p.valid_from SEPARATOR ', ') FROM person_post p JOIN unit u
	ON u.id = p.unit_id WHERE p.person_id = 3")" \
	"Xã Dương 2025-01-01 2025-08-01, Xã An Bình 2025-08-01 9999-12-31" \
	'one that begins later'
report() { # CODE PERIOD: its unit, receiver, state
	q "SELECT CONCAT(u.name, ', ', COALESCE(v.name, '-'), ', ', r.state)
		FROM report r JOIN unit u ON u.id = r.unit_id
		JOIN period p ON p.id = r.period_id LEFT JOIN unit v
		ON v.id = r.receiver_id WHERE u.code = '$1' AND p.code = '$2'"
}
is "$(report 00001 2025-Q2)" 'Xã An, Huyện Một Một, due' \
	'an earlier window stays where it was'
is "$(report 00001 2025-Q3)" 'Xã An, -, closed' 'a merged one is closed'
is "$(report 00002 2025-Q3)" 'Xã Bình, -, closed' 'though it was sent'
is "$(report 00003 2025-Q3)" 'Xã Cam Mới, Thành phố Một, draft' \
	'the same body goes on, and sends it to its new superior'
is "$(report 00004 2025-Q3)" 'Xã Dương, Thành phố Một, due' 'as those that move'
is "$(report 01 2025-Q3)" 'Thành phố Một, Chính phủ, due' 'and the province'
is "$("$baocao" unit reform --todo 1 | sed 's/^ *[0-9]* //; s/[(,].*//; s/ $//' | sort |
	tr '\n' ';')" \
	'exemption XLD01;grant p2;grant p5;grant p8;group Xã đảo;post p5;report XLD01 2025-Q3;' \
	'what is left for decision'
"$baocao" regime open XLD01 2025-Q3 >/dev/null
is "$(report 00007 2025-Q3)" 'Xã Giang Tây, Tỉnh Hai, due' 'new units report'

like "$("$baocao" unit reform --undo 1)" 'is undone' 'undone'
is "$(sums)" "$before" 'everything is as it was, to the byte'
is "$(q 'SELECT state FROM reform')" undone 'but for the reform itself'
like "$("$baocao" unit reform --undo 1 2>&1)" 'is not carried out .undone' 'once'
last=$(q 'SELECT MAX(stream) FROM audit_head')
like "$(reform)" 'Reform 2 ' 'and carried out again'
ok 'its units have numbers that none had before' \
	[ "$(is_now 00007)" -gt "$last" ]

"$baocao" unit reform --undo 2 >/dev/null
# What the rules leave to somebody, the plan may say.
cp "$plan" "$db_dir/first.csv"
printf 'give,%s,%s,,%s,,,,,,\n' 00001 00001 p2 00006 00006 p5 00006 00007 p5 \
	>>"$plan"
reform >/dev/null
is "$(q "SELECT GROUP_CONCAT(p.login, ' ', x.role, ' ', u.name ORDER BY p.login,
	u.name SEPARATOR ', ') FROM access x JOIN person p ON p.id = x.person_id
	JOIN unit u ON u.id = x.unit_id WHERE x.valid_from = '$day'
	AND p.login IN ('p2', 'p5')")" \
	'p2 2 Xã An Bình, p5 1 Xã Giang Tây, p5 1 Xã Giang Đông' \
	'a head of the merged unit, a clerk of both parts: said in the plan'
unlike "$("$baocao" unit reform --todo 3)" 'grant p[25]' 'decided'
"$baocao" unit reform --undo 3 >/dev/null
is "$(sums)" "$before" 'and undone like all others'
cp "$db_dir/first.csv" "$plan"
like "$(reform)" 'Reform 4 ' 'the plan as it was'

"$baocao" unit reform --undo 4 >/dev/null
# ... and by rule, of a unit, of a level, of a role, or of all.
cp "$db_dir/first.csv" "$plan"
cat >>"$plan" <<'CSV'
rights,,nobody,,,,,,,,
rights,,above,district,,,,,,,
rights,00006,successors,,clerk,,,,,,
duties,,successors,commune,exemption,,,,,,
duties,,above,commune,post,,,,,,
CSV
json=$(reform --dry-run --json)
is "$(fate p2 head)$(fate p8 owner)" ' 1 kept 1 kept' 'nobody, of all'
is "$(fate p6 head),$(fate p5 clerk)" ' 1 carried, 2 carried' \
	'a district'"'"'s go up, those of a split to all parts'
is "$(says_of exemption XLD01)" 'Xã An carried,Xã Cam carried,' 'a duty by rule'
like "$json" '"rights_decide":0,' 'nothing is left of the rights'
reform >/dev/null
is "$(q "SELECT GROUP_CONCAT(p.login, ' ', x.role, ' ', u.name ORDER BY p.login,
	u.name SEPARATOR ', ') FROM access x JOIN person p ON p.id = x.person_id
	JOIN unit u ON u.id = x.unit_id WHERE x.valid_from = '$day'
	AND p.login IN ('p2', 'p5', 'p6', 'p8')")" \
	'p5 1 Xã Giang Tây, p5 1 Xã Giang Đông, p6 2 Thành phố Một' \
	'and so it is done'
is "$(q "SELECT GROUP_CONCAT(u.name) FROM person_post p JOIN unit u
	ON u.id = p.unit_id WHERE p.person_id = 5 AND p.valid_from = '$day'")" \
	'Tỉnh Hai' 'somebody works at a unit that was there before'
is "$("$baocao" unit reform --todo 5 | sed 's/^ *[0-9]* //; s/[(,].*//; s/ $//' | sort |
	tr '\n' ';')" 'group Xã đảo;report XLD01 2025-Q3;' 'the rest waits'
"$baocao" unit reform --undo 5 >/dev/null
is "$(sums)" "$before" 'undone: also what went to units that go on'
printf 'rights,,nobody,,cleric,,,,,,\nrights,00006,00099,,,,,,,,\n' >>"$plan"
printf 'duties,,post,,group,,,,,,\nrights,,above,,,,,,,,\n' >>"$plan"
out=$(reform 2>&1)
like "$out" 'there is no role "cleric"' 'no such role'
like "$out" 'no unit has the code 00099 from' 'no such unit'
like "$out" 'a duty has no post' 'a duty has no post'
like "$out" 'the same is decided in line 9 already' 'twice'
cp "$db_dir/first.csv" "$plan"
like "$(reform)" 'Reform 6 ' 'the plan as it was'

# A report that was sent under it keeps it from being undone.
q "INSERT INTO revision (report_id, no, form_id, person_id, at, body, sha, prev)
	SELECT r.id, 1, r.form_id, 1, '2025-09-15', '{}', '', '' FROM report r
	WHERE r.unit_id = $(is_now 00003)"
out=$("$baocao" unit reform --undo 6 2>&1)
is $? 1 'sent under the new structure: not undone'
like "$out" 'XLD01 of Xã Cam Mới for 2025-Q3 was sent' 'and says which'
q "DELETE FROM revision"
q "UPDATE regime SET owner_id = $(is_now 00007) WHERE id = $regime"
like "$("$baocao" unit reform --undo 6 2>&1)" '"XLD01" was given to Xã Giang Tây' \
	'nor while something belongs to a unit that would vanish'
q "UPDATE regime SET owner_id = $(is_now 01) WHERE id = $regime"
says <<'CSV'
rename,00004,,,Xã Dương Mới,,,,,,
CSV
like "$(reform 2>&1)" '--date: The line administrative changed on 01/07/2025' \
	'a day is one act'
"$baocao" unit reform "$plan" --decision 'NQ 2' --date 2025-08-01 >/dev/null
like "$("$baocao" unit reform --undo 6 2>&1)" 'changed again on 01/08/2025' \
	'the last one is undone first'
ok 'it is' "$baocao" unit reform --undo 7
ok 'and then the other' "$baocao" unit reform --undo 6

# What is left can be decided from here, too.
cp "$db_dir/first.csv" "$plan"
like "$(reform)" 'Reform 8 ' 'once more'
is "$(q 'SELECT file FROM reform WHERE id = 8')" plan.csv \
	'the plan is kept by its name, without the folder'
todo() {
	"$baocao" unit reform --todo 8 "$@" 2>&1
}
like "$(todo --kind grant | head -1)" 'p[258] \([^(]+, [^(]+\), ' \
	'a right: whose it was, and which'
n=$(todo --kind grant --find p2 | sed 's/^ *//; s/ .*//')
like "$(todo --decide twice --rows "$n")" 'takes seen, nobody' 'not any how'
like "$(todo --decide nobody)" 'say which' 'not without saying which'
like "$(todo --decide nobody --rows "$n" --every)" 'say which' 'one of the two'
like "$(todo --decide nobody --rows "1,,2")" 'say which' 'numbers alone'
like "$(todo --decide nobody --rows 18446744073709551617)" 'say which' \
	'no number that could be one'
like "$(todo --decide unit --rows "$n")" 'with --to UNIT' 'nor without a unit'
like "$(todo --rows "$n")" 'with --decide' 'nor rows for nothing'
like "$(todo --decide nobody --rows 999999)" 'nothing of that waits' 'none such'
like "$(todo --decide unit --to Nowhere --rows "$n")" 'Nowhere' 'no such unit'
is "$(q "SELECT COUNT(*) FROM reform_todo WHERE reform_id = 8
	AND settled IS NOT NULL")" 0 \
	'and nothing is decided by that'
is "$(todo --decide successors --rows "$n")" '1 was decided.' 'decided'
is "$(q "SELECT u.code FROM access x JOIN person p ON p.id = x.person_id
	JOIN unit u ON u.id = x.unit_id WHERE p.login = 'p2'
	AND x.valid_from = '$day'")" "$(q "SELECT u.code FROM reform_todo t
	JOIN succession s ON s.old_id = t.unit_id JOIN unit u ON u.id = s.new_id
	WHERE t.reform_id = 8 AND t.no = $n")" 'it is given where it went'
like "$(todo --decide successors --rows "$n")" 'nothing of that waits' 'once'
like "$(todo --kind post --decide successors --every)" \
	'decided: 0; could not be decided so: 1, such as p5, .*: ' \
	'what cannot be done is said, and left'
is "$(q "SELECT COUNT(*) FROM audit WHERE act = 'settle' AND object = 'reform'
	AND person_id = 0")" 1 'in the record; what decided nothing is no act'

# A right that followed is one of its own: who takes the first away is told.
out=$("$baocao" account revoke p4 head 00003)
like "$out" 'p4 is no longer Head of unit of Xã Cam\.' 'a role is taken away'
like "$out" "Head of unit of Xã Cam Mới .id:$(is_now 00003)., from 01/07/2025 on" \
	'it goes on at the unit that comes after: that is said'
out=$("$baocao" account revoke p4 head "id:$(is_now 00003)" --json)
like "$out" '"still":\[\]' 'there as well: none is left'
is "$(q "SELECT COUNT(*) FROM access x JOIN person p ON p.id = x.person_id
	WHERE p.login = 'p4' AND x.role = 2 AND x.valid_to > '2025-06-20'")" 0 \
	'and so it is'

ok 'and the record of it all verifies' "$baocao" verify

# --------------------------------------------------- two at once, and killed
cp "$db_dir/first.csv" "$plan"
fresh both
reform --json >"$db_dir/1" 2>&1 &
reform --json >"$db_dir/2" 2>&1
wait $!
is "$(q "SELECT CONCAT(COUNT(*), ' ', MIN(state)) FROM reform")" '1 done' \
	'two at once: one act'
is "$(q "SELECT COUNT(*) FROM audit WHERE stream = -18 AND act = 'reform'")" 1 \
	'carried out once'
fresh other
says <<'CSV'
rename,00004,,,Xã Dương Mới,,,,,,
CSV
q "INSERT INTO reform (decision, on_date, file, sha, state, done, total, mark,
	person_id, made, version) VALUES ('NQ 9', '2025-07-01', 'p', '', 'running',
	0, 1, 0, 0, '2025-06-20', 1)"
like "$(reform 2>&1)" 'another reform is being carried out' 'one at a time'

# Workbooks are read like CSV.
fresh xlsx
python3 - "$BAOCAO_SOURCE/tests/lib" "$db_dir/plan.xlsx" <<'PY'
import sys
sys.path.insert(0, sys.argv[1])
import xlsx
open(sys.argv[2], "wb").write(xlsx.book([("Plan", [
	"A1=act", "B1=unit", "C1=became", "D1=name",
	"A2=rename", "B2=00004", "D2=Xã Dương Mới"])]))
PY
ok 'a workbook' "$baocao" unit reform "$db_dir/plan.xlsx" --decision 'NQ 1' \
	--date $day
like "$(tree $day)" 'Xã Dương Mới' 'is a plan as well'
end
