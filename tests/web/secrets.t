#!/bin/sh
# secrets.t - who holds statements on passwords and keys, fonts and images
# deployed
. "${0%/*}/../lib/tap.sh"
cd "$BAOCAO_BUILD" || exit 1
# Sanitizers know every table of a file, and keep what only those name.
! grep -q -a __asan_init login.fcgi ||
	skip_all 'built with sanitizers; ./runtests --all runs it without'

# Programs with a statement that holds this text.
askers() { # TEXT
	for program in *.fcgi; do
		! ./"$program" --statements | grep -q -F -- "$1" ||
			echo "$program"
	done | sort | tr '\n' ' '
}
# Programs whose bytes hold it, and the command line's.
holders() { # TEXT
	for program in *.fcgi tool/baocao; do
		! grep -q -a -F -- "$1" "$program" || echo "$program"
	done | sort | tr '\n' ' '
}

all=$(for p in *.fcgi; do echo "$p"; done | sort | tr '\n' ' ')
is "$(askers ' WHERE s.token = ? AND s.expires')" "$all" \
    'control: every program knows who is signed in'
is "$(askers 'pwhash FROM person_secret')$(askers 's.pwhash FROM')" \
    'login.fcgi password.fcgi ' 'who reads password hashes'
is "$(askers 'INSERT INTO session')" 'login.fcgi sso.fcgi ' \
    'who can make a session, and so be anybody'
is "$(askers 'INSERT INTO api_token')" 'token.fcgi ' 'who makes API tokens'
is "$(askers 'INTO cron_key')" '' 'who makes keys: the command line alone'
givers="cron.fcgi deputy.fcgi person_edit.fcgi person_file.fcgi reform.fcgi"
is "$(askers 'INTO access')" "$givers reform_todo.fcgi " 'who gives roles'
is "$(askers 'INTO draft ')" 'api.fcgi attach.fcgi entry.fcgi review.fcgi ' \
    'who writes drafts'
is "$(askers 'FROM library_seed')" 'library.fcgi ' 'who signs packages'

is "$(holders 'OpenSSL cannot sign with this key' |
    sed 's|tool/baocao ||')" 'entry.fcgi ' \
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
is "$(askers 's.pwhash FROM')" "$(worded lock)" \
    'who computes passwords'
is "$(holders 'second_key: %s' | sed 's|tool/baocao ||')" "$(worded second)" \
    "who reads the key of the second factors' secrets"
is "$(linked libcurl)" "$(worded mail)" 'who talks to a mail server'
like "$(ldd chart.fcgi)" 'libgd' 'control: that which draws does'
end
