#!/bin/sh
# secrets.t - only sign-in and the command line hold statements on passwords
. "${0%/*}/../lib/tap.sh"
cd "$BAOCAO_BUILD" || exit 1

# Programs whose bytes hold this text.
holders() { # TEXT
	for program in *.fcgi tool/baocao; do
		! grep -q -a -F -- "$1" "$program" || echo "$program"
	done | sort | tr '\n' ' '
}

all=$(for p in *.fcgi tool/baocao; do echo "$p"; done | sort | tr '\n' ' ')
is "$(holders person_secret)" 'login.fcgi tool/baocao ' \
    'statements on password hashes'
is "$(holders ' WHERE s.token = ? AND s.expires')" "$all" \
    'control: every program knows who is signed in'
is "$(holders 'INSERT INTO session')" "$all" \
    'control: sessions are one object file, whole'
is "$(holders 'UPDATE cron_key')" 'tool/baocao ' 'who makes and revokes keys'
is "$(holders 'INTO access')" 'tool/baocao ' 'who gives roles'
is "$(holders 'DELETE FROM signin_fail')" \
    'cron.fcgi login.fcgi ' 'who forgets failures'
for program in *.fcgi; do
	case $program in
	report.fcgi | chart.fcgi | export.fcgi | item_file.fcgi) continue ;;
	esac
	unlike "$(ldd "$program")" 'pango|cairo|libgd|xlsx|fontconfig' \
	    "$program carries no fonts and no images"
done
like "$(ldd chart.fcgi)" 'libgd' 'control: that which draws does'
end
