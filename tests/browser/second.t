#!/bin/sh
# second.t - signing in with two factors, in a browser
# timeout: 600
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/second.mjs"
