#!/bin/sh
# secrets.t - who holds statements on passwords and keys, fonts and images
. "${0%/*}/../lib/tap.sh"
cd "$BAOCAO_BUILD" || exit 1

# Programs whose bytes hold this text.
holders() { # TEXT
	for program in *.fcgi tool/baocao; do
		! grep -q -a -F -- "$1" "$program" || echo "$program"
	done | sort | tr '\n' ' '
}

all=$(for p in *.fcgi tool/baocao; do echo "$p"; done | sort | tr '\n' ' ')
is "$(holders person_secret)" 'login.fcgi password.fcgi privacy.fcgi tool/baocao ' \
    'statements on password hashes, privacy.fcgi to delete them'
is "$(holders ' WHERE s.token = ? AND s.expires')" "$all" \
    'control: every program knows who is signed in'
is "$(holders 'INSERT INTO session')" 'login.fcgi second.fcgi sso.fcgi ' \
    'who can make a session, and so be anybody'
is "$(holders 'INSERT INTO api_token')" 'token.fcgi tool/baocao ' \
    'who makes API tokens'
is "$(holders 'INTO cron_key')" 'tool/baocao ' 'who makes keys'
is "$(holders 'UPDATE cron_key')" 'person_edit.fcgi person_file.fcgi person_signin.fcgi privacy.fcgi tool/baocao ' \
    'who revokes them: with the person they act for'
is "$(holders 'INTO access')" \
    'cron.fcgi deputy.fcgi person_edit.fcgi person_file.fcgi person_signin.fcgi reform.fcgi reform_plan.fcgi tool/baocao ' \
    'who gives roles'
is "$(holders 'DELETE FROM signin_fail')" \
    'cron.fcgi login.fcgi password.fcgi person_file.fcgi person_signin.fcgi second.fcgi tool/baocao ' \
    'who forgets failures'
is "$(holders 'FROM library_seed')" 'library.fcgi tool/baocao ' \
    'who signs packages'
is "$(holders 'INTO library_seed')" 'library.fcgi tool/baocao ' \
    'who makes the key for it'

is "$(holders 'OpenSSL cannot sign with this key')" 'entry.fcgi tool/baocao ' \
    'who signs with certificates'
is "$(holders 'INTO sign_key')" 'tool/baocao ' 'who makes that key'

# Programs that a library is loaded into.
linked() { # PATTERN
	for program in *.fcgi; do
		! ldd "$program" | grep -qE "$1" || echo "$program"
	done | sort | tr '\n' ' '
}
# Programs whose line in the table has this word.
worded() { # WORD
	awk -v w="+$1" '!/^#/ { for (i = 3; i <= NF; i++)
		if ($i == w) print $1 ".fcgi" }' \
	    "$BAOCAO_SOURCE/apache/programs" | sort | tr '\n' ' '
}
is "$(linked 'pango|cairo|libgd|fontconfig')" "$(worded draw)" \
    'fonts and images are with those that the table says draw'
is "$(linked xlsxwriter)" "$( (worded workbook; worded draw) | tr ' ' '\n' |
    while read -r p; do
	[ -z "$p" ] || ! ldd "$p" | grep -q xlsxwriter || echo "$p"
    done | sort -u | tr '\n' ' ')" 'workbooks with those that make them'
is "$(worded workbook)" "$(for p in $(worded workbook); do
	! ldd "$p" | grep -q xlsxwriter || echo "$p"
    done | tr '\n' ' ')" 'and no other has the word'
is "$(holders 'signing key %s: everybody can read it')" \
    "$(worded sign)tool/baocao " 'who signs as this installation'
is "$(holders 'anchor_file %s: %s' | sed 's|tool/baocao ||')" \
    "$(worded anchor)" 'who appends to the anchors'
is "$(holders 's.pwhash FROM' | sed 's|tool/baocao ||')" "$(worded lock)" \
    'who computes passwords'
is "$(linked libcurl)" "$(worded mail)" 'who talks to a mail server'
like "$(ldd chart.fcgi)" 'libgd' 'control: that which draws does'
end
