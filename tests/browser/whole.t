#!/bin/sh
# whole.t - the whole way in a browser: a template is uploaded, corrected and
# published, a regime assigned and opened, reported on, and rolled up
# timeout: 600
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/whole.mjs"
