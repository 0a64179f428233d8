#!/bin/sh
# bars.t - filters above a list, with something wrong in them, in a browser
# timeout: 600
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/bars.mjs"
