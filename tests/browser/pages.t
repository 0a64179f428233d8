#!/bin/sh
# pages.t - every page as every role in a browser: accessible, narrow, by
# keyboard, without script, in both languages; valid HTML, no complaints
# timeout: 1200
. "${0%/*}/../lib/tap.sh"

exec node "${0%/*}/pages.mjs"
