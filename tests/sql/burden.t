#!/bin/sh
# What a ministry's reports cost before and after it put them in order: counted
# out of frequencies and assignments, and held against a count of the list here.
# timeout: 400
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

case_=$BAOCAO_SOURCE/sql/seed/case
get() { # EXPRESSION [OPTION...]
	get_what=$1
	shift
	"$baocao" burden --json "$@" | python3 -c \
		"import json, sys; b = json.load(sys.stdin); print($get_what)"
}
# The same from the list alone: kinds and reports a year of one level.
listed() { # LEVEL
	python3 - "$case_/mic-2023.csv" "$1" <<-'PY'
		import csv, sys
		year = {'month': 12, 'quarter': 4, 'half': 2, 'year': 1}
		rows = [r for r in csv.DictReader(open(sys.argv[1], encoding='utf-8'))
		        if r['level'] == sys.argv[2]]
		print(len(rows), sum(year[r['frequency']] for r in rows))
	PY
}

db_start
"$baocao" migrate >/dev/null
"$baocao" unit import "$seed/unit" >/dev/null
"$baocao" register import KCN "$seed/register/KCN.csv" >/dev/null
for form in "$seed"/form/*.xml; do # all that ships
	"$baocao" form load "$form" >/dev/null
done
ok 'the framework of the ministry is loaded' \
	"$baocao" form load "$case_/MIC-DV.xml"
# How far it is: 101 of 200 known, as the national platform once stood.
db_query "INSERT INTO regime (id, code, line_id) SELECT 900 + seq,
	CONCAT('N-', seq), 1 FROM seq_1_to_200;
	INSERT INTO regime_version (regime_id, no, state, valid_from, valid_to,
	title_vi, family, content, scope, frequency, cutoff, outline, guidance,
	made) SELECT 900 + seq, 1, 'published', '1950-01-01', '1951-01-01',
	CONCAT('N ', seq), 'administrative', 'both', '', 'year', 'nd09', '', '',
	'2026-01-01' FROM seq_1_to_200;
	INSERT INTO form (regime_id, version, valid_from, valid_to, sha, xml)
	SELECT 900 + seq, '1', '1950-01-01', '1951-01-01', '', ''
	FROM seq_1_to_110;
	INSERT INTO assignment (regime_id, kind, level, due, valid_from, valid_to)
	SELECT 900 + seq, 'level', 'commune', IF(seq > 101, '', 'day 25'),
	'1000-01-01', '9999-12-31' FROM seq_1_to_200;
	UPDATE form SET xml = (SELECT xml FROM (SELECT xml FROM form
	WHERE version = '2022') x), sha = '' WHERE xml = ''"
is "$(get "b['progress']" --at 1950-06-01)" \
	"{'complete': 101, 'known': 200}" 'a form alone is not enough'

is "$("$baocao" burden import "$case_/mic-2023.csv" --json)" \
	'{"regimes":72,"new":72}' 'so is the list of what there was'
is "$("$baocao" burden import "$case_/mic-2023.csv" --json)" \
	'{"regimes":72,"new":0}' 'twice is once'

before='--at 2023-05-31' after='--at 2023-06-01'
# shellcheck disable=SC2086
{
	is "$(get "b['now']['kinds'], b['now']['reports_of_a_unit']" \
		$before --level department)" '[52, 52] [132, 132]' \
		'a department sent 52 kinds, 132 reports a year'
	is "$(listed department)" '52 132' 'as the list says'
	is "$(get "b['now']['units'], b['now']['reports']" \
		$before --level department)" '63 8316' '63 of them 8,316'
	is "$(get "b['now']['kinds'], b['now']['reports']" \
		$after --level department)" '[1, 1] 756' \
		'with the framework 756'
	is "$(get "b['now']['reports_of_a_unit']" $after --level department)" \
		'[12, 12]' 'and each of them 12'
	is "$(get "b['fewer_reports']" $after --before 2023-05-31 \
		--level department)" 7560 '7,560 fewer'
	is "$(get "b['now']['units'], b['now']['reports_of_a_unit']" \
		$before --level agency)" '31 [84, 85]' \
		'a unit of the ministry sent 84 or 85'
	is "$(get "b['now']['reports']" $before --level agency)" 2629 \
		'all of them 2,629'
	is "$(get "b['now']['reports_of_a_unit']" $after --level agency)" \
		'[12, 12]' 'of which 12 each are left'
	is "$(get "b['fewer_reports']" $after --before 2023-05-31 \
		--level agency)" 2257 '2,257 fewer'
	is "$(get "b['now']['reports_of_a_unit'], b['now']['kinds']" $before \
		--unit BTTTT-VNN)" '[84, 84] [19, 19]' \
		'who is exempt from one has one kind less'
	is "$(get "b['now']['kinds_without_form'], b['now']['cells']" $before \
		--level department)" '52 0' \
		'what has no form here has cells that nobody knows'
	# two text columns more than figures: 30 rows with a figure and a note
	is "$(get "[r['cells'] for r in b['now']['regimes']]" $after \
		--level department)" "[$(python3 - "$seed/form/ICT.xml" <<-'PY'
		import sys, xml.etree.ElementTree as e
		f = e.parse(sys.argv[1]).getroot().find('form')
		print(sum(2 - ('formula' in r.attrib and r.get('formula').count('=') == 1)
		          for r in f.find('rows').iter('row')))
		PY
	)]" 'cells are those that are typed'
	is "$(get "b['now']['minutes'], b['now']['dong']" $before \
		--level department)" "$((8316 * 60)) $((8316 * 60000))" \
		'an hour a report, until somebody knows better'
}
db_query "INSERT INTO setting VALUES ('burden.minutes_report', '30.5'),
	('burden.dong_hour', '100000')"
# shellcheck disable=SC2086
is "$(get "b['now']['minutes'], b['now']['dong']" $before \
	--level department)" '253638 422730000' 'other estimates, other sums'

# A figure that two reports of a unit ask for is typed in one of them.
regime() { # CODE FREQUENCY ITEM...
	regime_code=$1
	cat >"$db_dir/$1.xml" <<-XML
		<regime code="$1" family="administrative" line="ict" frequency="$2"
		cutoff="nd09" from="1960-01-01" to="1961-01-01">
		<title lang="vi">$1</title><title lang="en">$1</title>
		<basis>Thử</basis><level code="department" due="day 20"/>
		<form version="1" number="$1" from="1960-01-01" to="1961-01-01">
		<title lang="vi">$1</title><title lang="en">$1</title>
		<columns><label code="A" role="label">Chỉ tiêu</label>
		<column code="1" type="integer" item="N">Số</column></columns>
		<rows kind="fixed">
	XML
	shift 2
	for item; do
		echo "<row code='$item' measure='việc' item='S.$item'>$item</row>"
	done >>"$db_dir/$regime_code.xml"
	echo '</rows></form></regime>' >>"$db_dir/$regime_code.xml"
	"$baocao" form load "$db_dir/$regime_code.xml" >/dev/null
}
regime SA month 1
regime SB month 1 2
regime SC quarter 1
shared() {
	get "b['now']['cells_asked'], b['now']['cells'], [r['shown'] for r in b['now']['regimes']]" \
		--at 1960-06-01 --level department
}
db_query "DELETE v FROM regime_version v JOIN regime g ON g.id = v.regime_id
	WHERE g.code LIKE 'MIC-S%'"
# 63 of: 12 of SA; 12 of SB, one of its two cells shown; SC made of the months
is "$(shared)" "$((63 * (12 + 24 + 4))) $((63 * (12 + 12))) [0, 63, 63]" \
	'each figure is entered once'
db_query "INSERT INTO item_home (item_id, valid_from, valid_to, regime_id,
	person_id, at) SELECT i.id, '1000-01-01', '9999-12-31', g.id, 1,
	'2026-01-01' FROM item i JOIN regime g ON g.code = 'SB'
	WHERE i.code = 'S.1.N'"
is "$(shared)" "$((63 * 40)) $((63 * 24)) [63, 0, 63]" \
	'where the owner has chosen'
db_query "INSERT INTO assignment (regime_id, kind, exempt, unit_id, due,
	valid_from, valid_to) SELECT g.id, 'unit', 1, u.id, '', '1000-01-01',
	'9999-12-31' FROM regime g JOIN unit u ON u.code = 'STTTT-01'
	WHERE g.code = 'SB'"
is "$(shared)" "$((63 * 40 - 24)) $((63 * 24 - 12)) [62, 0, 63]" \
	'who does not owe the chosen one types it in the other'

# Lists that cannot be taken in change nothing.
refused() { # NAME CSV WHAT
	printf '%s\n%s\n' \
		'code,title,family,frequency,line,level,units,except,basis,from,to' \
		"$2" >"$db_dir/bad.csv"
	rows=$(db_query 'SELECT COUNT(*) FROM regime')
	out=$("$baocao" burden import "$db_dir/bad.csv" 2>&1)
	is $? 1 "refused: $1"
	like "$out" "$3" 'and it says why'
	is "$(db_query 'SELECT COUNT(*) FROM regime')" "$rows" 'nothing is kept'
}
good='X-1,Một,administrative,month,ict,department,,,Căn cứ,,'
export LC_MESSAGES=en
refused 'a frequency that is none' "$good
X-2,Hai,administrative,monthly,ict,department,,,Căn cứ,," 'bad.csv:3.*frequency'
refused 'nobody reports' 'X-1,Một,administrative,month,ict,,,,Căn cứ,,' 'who reports'
refused 'a unit that is none' \
	'X-1,Một,administrative,month,ict,,BTTTT NOBODY,,Căn cứ,2023-01-01,' 'units: 1 of these 2'
refused 'a day that is none' \
	'X-1,Một,administrative,month,ict,department,,,Căn cứ,2023-02-30,' 'from:'
refused 'a line that is none' \
	'X-1,Một,administrative,month,nowhere,department,,,Căn cứ,,' 'line'
refused 'no such columns' 'x' '.'
out=$("$baocao" burden --at 31/5/2023 2>&1)
is $? 2 'a day is written as the others are'
end
