#!/bin/sh
# units.t - the tree of units, figures over time, a reorganisation: in a browser
# timeout: 600
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/units.mjs"
