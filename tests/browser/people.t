#!/bin/sh
# people.t - people and their rights, in a browser
# timeout: 600
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/people.mjs"
