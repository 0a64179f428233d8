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
is "$(holders 'INSERT INTO session')" "$all" \
    'control: sessions are one object file, whole'
is "$(holders 'INTO cron_key')" 'tool/baocao ' 'who makes keys'
is "$(holders 'UPDATE cron_key')" 'person_edit.fcgi person_file.fcgi person_signin.fcgi privacy.fcgi tool/baocao ' \
    'who revokes them: with the person they act for'
is "$(holders 'INTO access')" \
    'cron.fcgi deputy.fcgi person_edit.fcgi person_file.fcgi person_signin.fcgi reform.fcgi reform_plan.fcgi tool/baocao ' \
    'who gives roles'
is "$(holders 'DELETE FROM signin_fail')" \
    'cron.fcgi login.fcgi password.fcgi person_signin.fcgi second.fcgi ' \
    'who forgets failures'
is "$(holders 'FROM library_seed')" 'library.fcgi tool/baocao ' \
    'who signs packages'
is "$(holders 'INTO library_seed')" 'library.fcgi tool/baocao ' \
    'who makes the key for it'

is "$(holders 'signing key %s: everybody can read it')" \
    'cron.fcgi entry.fcgi tool/baocao ' 'who signs as this installation'
is "$(holders 'OpenSSL cannot sign with this key')" 'entry.fcgi ' \
    'who signs with certificates'
is "$(holders 'OpenSSL cannot sign with this key')" 'entry.fcgi ' \
    'who signs with certificates'
is "$(holders 'OpenSSL cannot sign with this key')" 'entry.fcgi ' \
    'who signs with certificates'
is "$(holders 'OpenSSL cannot sign with this key')" 'entry.fcgi ' \
    'who signs with certificates'
is "$(holders 'INTO sign_key')" 'tool/baocao ' 'who makes that key'

# Programs that a library is loaded into.
linked() { # PATTERN
	for program in *.fcgi; do
		! ldd "$program" | grep -qE "$1" || echo "$program"
	done | sort | tr '\n' ' '
}
# charts; reports as PDF; a form as it will print, while it is tried out
is "$(linked 'pango|cairo|libgd|fontconfig')" \
    'chart.fcgi report.fcgi tryout.fcgi ' 'who carries fonts and images'
# the register, for everybody and for owners; a report; items out; the template
# for people
is "$(linked xlsxwriter)" \
    'audit_file.fcgi catalogue.fcgi data.fcgi export.fcgi item_file.fcgi person_file.fcgi reform.fcgi regime.fcgi ' \
    'who writes workbooks'
like "$(ldd chart.fcgi)" 'libgd' 'control: that which draws does'
end
