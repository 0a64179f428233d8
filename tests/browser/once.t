#!/bin/sh
# once.t - months make a quarter, in a browser
# timeout: 600
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/once.mjs"
