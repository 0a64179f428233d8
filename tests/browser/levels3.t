#!/bin/sh
# levels3.t - from a commune to the centre in a browser: three levels, as they are since 1 July 2025
# timeout: 600
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/levels.mjs" 2026-09-28 xa tinh tw
