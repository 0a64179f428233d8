#!/bin/sh
# configure and quickstart agree on what a build needs
. "${0%/*}/../lib/tap.sh"
cd "$BAOCAO_SOURCE" || exit 1
for package in $(grep -oE '\[(lib[a-z0-9.+-]+-dev|gettext|pkg-config)\]\)' \
    configure.ac | tr -d '[])' | sort -u); do
	ok "$package is installed by quickstart" \
	    grep -qE "^build	$package( |	|\$)" tool/sh/packages
done
end
