#!/bin/sh
# Versions, assignment, exemptions: who owes what when, counted twice.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

LC_ALL=en_US.UTF-8
export LC_ALL
db_start
"$baocao" migrate >/dev/null
status() {
	"$@" >"$db_dir/out" 2>&1
	echo $?
}
unit() { # ID LEVEL PARENT
	db_query "INSERT INTO unit VALUES ($1, 'own', '$1', '$2', 'u$1', 'u$1',
		'u$1', '1000-01-01', '9999-12-31')"
	[ -z "$3" ] || db_query "INSERT INTO unit_line VALUES
		(1, $1, $3, '1000-01-01', '9999-12-31')"
	db_query "INSERT INTO unit_above VALUES
		(1, $1, $1, 0, '1000-01-01', '9999-12-31')"
	[ -z "$3" ] || db_query "INSERT INTO unit_above SELECT 1, $1, above_id,
		depth + 1, '1000-01-01', '9999-12-31' FROM unit_above
		WHERE unit_id = $3"
}
unit 1 centre ''
unit 10 province 1
unit 11 province 1
for i in 100 101 102; do unit $i commune 10; done
unit 110 commune 11
"$baocao" form load "$seed/form/XLD01.xml" >/dev/null
is "$(db_query "SELECT o.name FROM regime g JOIN unit o ON o.id = g.owner_id")" \
	u1 'the unit at the top owns what a file brings'

who() { # DAY > units, with their deadlines
	"$baocao" regime who XLD01 --at "$1" |
		sed 's/^[a-z]*\/\([0-9]*\) [^:]*: day /\1=/' | sort -n | tr '\n' ' '
}
is "$(who 2026-09-14)" '1=30 10=25 11=25 100=18 101=18 102=18 110=18 ' \
	'levels report by their deadlines'
is "$(status "$baocao" regime assign XLD01 --unit commune/100 --due 'day 16')" 0 \
	'a named unit has a deadline of its own'
is "$(who 2026-09-14)" '1=30 10=25 11=25 100=16 101=18 102=18 110=18 ' \
	'which is nearer than its level'
db_query "INSERT INTO unit_group (id, name, owner_id) VALUES (1, 'G', 1);
	INSERT INTO unit_group_member VALUES
	(1, 100, '1000-01-01', '9999-12-31'),
	(1, 101, '1000-01-01', '9999-12-31'),
	(1, 102, '1000-01-01', '2026-07-01')"
is "$(status "$baocao" regime assign XLD01 --group G --due 'day 17')" 0 \
	'a group has one as well'
is "$(who 2026-09-14)" '1=30 10=25 11=25 100=16 101=17 102=18 110=18 ' \
	'for its members, as long as they are in it'
is "$(who 2026-06-14)" '1=30 10=25 11=25 100=16 101=17 102=17 110=18 ' \
	'and before'
is "$(status "$baocao" regime assign XLD01 --unit 110 --exempt \
	--reason 'Bao lu' --from 2026-09-01 --to 2026-12-01)" 0 \
	'a unit is exempted'
is "$(who 2026-09-14)" '1=30 10=25 11=25 100=16 101=17 102=18 ' \
	'and does not report'
is "$(who 2026-12-14)" '1=30 10=25 11=25 100=16 101=17 102=18 110=18 ' \
	'for that time'
is "$(status "$baocao" regime assign XLD01 --unit 101 --exempt)" 1 \
	'not without a reason'
is "$(status "$baocao" regime assign XLD01 --unit 101 --due soon)" 1 \
	'nor by what is no deadline'
is "$(status "$baocao" regime assign XLD01 --level commune --due 'day 9')" 1 \
	'a level is assigned once'
is "$(status "$baocao" regime assign XLD01)" 2 'nobody is no one'

# ---- the same, counted by statements of our own
counted() { # DAY
	db_query "SELECT GROUP_CONCAT(u.id ORDER BY u.id) FROM unit u WHERE
	(EXISTS (SELECT 1 FROM assignment a WHERE NOT a.exempt AND a.level =
		u.level AND a.valid_from <= '$1' AND '$1' < a.valid_to)
	OR EXISTS (SELECT 1 FROM assignment a WHERE NOT a.exempt AND a.unit_id =
		u.id AND a.valid_from <= '$1' AND '$1' < a.valid_to)
	OR u.id IN (SELECT m.unit_id FROM unit_group_member m JOIN assignment a
		ON a.group_id = m.group_id AND NOT a.exempt
		WHERE m.valid_from <= '$1' AND '$1' < m.valid_to))
	AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.exempt
		AND a.unit_id = u.id AND a.valid_from <= '$1'
		AND '$1' < a.valid_to)"
}
for day in 2024-12-14 2026-06-14 2026-09-14 2026-12-14; do
	is "$(who $day | sed 's/=[0-9]*//g; s/ $//' | tr ' ' ,)" \
		"$(counted $day)" "who owes on $day"
done

# ---- handed over
is "$(status "$baocao" regime give XLD01 province/10)" 0 'it is handed over'
is "$(db_query "SELECT owner_id FROM regime WHERE code = 'XLD01'")" 10 \
	'to the unit that was named'
like "$(db_query "SELECT detail FROM audit WHERE act = 'give'")" \
	'owner=10; was=1' 'on record, with whose it was'
is "$(status "$baocao" regime give XLD01 nowhere)" 1 'not to nobody'
is "$(status "$baocao" regime give XLD01)" 2 'a unit is to be said'
"$baocao" regime give XLD01 centre/1 >/dev/null

# ---- opened by it, once
is "$(status "$baocao" regime open XLD01 2026-Q3)" 0 'the period is opened'
is "$(db_query "SELECT GROUP_CONCAT(CONCAT(unit_id, '=', due) ORDER BY unit_id)
	FROM report WHERE unit_id >= 100")" \
	'100=2026-09-16,101=2026-09-17,102=2026-09-18' 'for whom, by when'
is "$(db_query "SELECT COUNT(DISTINCT receiver_id) FROM report
	WHERE unit_id IN (100, 101, 102) AND receiver_id = 10")" 1 \
	'received by the unit above'
like "$("$baocao" regime open XLD01 2026-Q3)" ' 0 ' 'again: nothing is new'
db_query "UPDATE assignment SET valid_to = '2026-08-01' WHERE level = 'province'"
db_query 'DELETE FROM report'
"$baocao" regime open XLD01 2026-Q3 >/dev/null
is "$(db_query "SELECT GROUP_CONCAT(DISTINCT receiver_id) FROM report
	WHERE unit_id >= 100")" 1 'who does not report receives nothing'

# ---- versions
is "$(status "$baocao" regime publish XLD01)" 1 'without a draft nothing is published'
version=$(db_query "SELECT id FROM regime_version WHERE no = 1")
is "$(db_query "SELECT COUNT(*) FROM report WHERE regime_version_id <> $version")" \
	0 'reports are on their version'
db_query "INSERT INTO regime_version (regime_id, no, state, valid_from, valid_to,
	title_vi, family, content, scope, frequency, cutoff, outline, guidance, made)
	SELECT regime_id, 2, 'draft', '1000-01-01', '9999-12-31', 'Tên mới', family,
	content, '', frequency, cutoff, '', '', made FROM regime_version"
is "$(status "$baocao" regime publish XLD01 --from 2026-10-01)" 1 \
	'what lacks its parts is refused'
like "$(cat "$db_dir/out")" 'outline' 'and told what they are'
is "$(db_query "SELECT GROUP_CONCAT(state ORDER BY no) FROM regime_version")" \
	'published,draft' 'nothing has changed'
db_query "UPDATE regime_version SET scope = 's', reporters = 'r', receivers = 'r',
	media = 'signed', channels = 'system', outline = 'o', basis = 'b',
	basis_no = '1', basis_date = '2026-01-01', issuer = 'i' WHERE no = 2"
is "$(status "$baocao" regime publish XLD01 --from 2026-10-01)" 0 \
	'what is whole is published'
is "$(db_query "SELECT GROUP_CONCAT(CONCAT(state, ' ', valid_to) ORDER BY no)
	FROM regime_version")" 'replaced 2026-10-01,published 9999-12-31' \
	'and replaces the one before from that day'
"$baocao" regime open XLD01 2026-Q4 >/dev/null
is "$(db_query "SELECT GROUP_CONCAT(DISTINCT CONCAT(p.code, ' ', w.no)
	ORDER BY p.code) FROM report r JOIN period p ON p.id = r.period_id
	JOIN regime_version w ON w.id = r.regime_version_id")" \
	'2026-Q3 1,2026-Q4 2' 'each report is on the version of its day'
like "$("$baocao" --json regime show XLD01)" '"state":"replaced"' \
	'programs are told as well'
is "$(status "$baocao" regime show NONE)" 1 'a regime that there is not'
db_query "DELETE FROM regime_version WHERE no = 1" 2>/dev/null
is "$(db_query 'SELECT COUNT(*) FROM regime_version')" 2 \
	'a version that was used cannot be deleted'
end
