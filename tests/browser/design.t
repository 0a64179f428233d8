#!/bin/sh
# design.t - the designer of forms in a real browser: by keyboard alone, and
# without script
exec node "${0%/*}/design.mjs"
