#!/bin/sh
# levels4.t - from a commune to the centre in a browser: four levels, as they were until 30 June 2025
# timeout: 600
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/levels.mjs" 2025-06-26 xa huyen tinh tw
