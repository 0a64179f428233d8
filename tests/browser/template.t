#!/bin/sh
# template.t - from an Excel template to a draft in the designer, in a browser:
# with and without script, wide and narrow
# timeout: 300
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/template.mjs"
