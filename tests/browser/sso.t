#!/bin/sh
# sso.t - signing in through a real OpenID provider, in a browser
# timeout: 600
. "${0%/*}/../lib/tap.sh"

[ -e /usr/lib/apache2/modules/mod_auth_openidc.so ] || {
	echo '1..0 # SKIP there is no mod_auth_openidc'
	exit 0
}
exec node "${0%/*}/sso.mjs"
