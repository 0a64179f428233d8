# tap.sh - for tests in sh: results as the Test Anything Protocol says
#
#	. "${0%/*}/../lib/tap.sh"
#	is "$got" "$wanted" 'what holds'
#	ok 'what holds' command...
#	end
#
# BAOCAO_SOURCE and BAOCAO_BUILD are where the sources and what was built are.

: "${BAOCAO_SOURCE:=$(CDPATH='' cd "$(dirname "$0")/../.." && pwd -P)}"
: "${BAOCAO_BUILD:=$BAOCAO_SOURCE/build}"
export BAOCAO_SOURCE BAOCAO_BUILD
tap_n=0
tap_bad=0

pass() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $*"
}

fail() {
	tap_n=$((tap_n + 1))
	tap_bad=$((tap_bad + 1))
	echo "not ok $tap_n - $*"
}

note() {
	printf '%s\n' "$*" | sed 's/^/# /'
}

skip() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - # SKIP $*"
}

# Nothing here can be tested: the whole file is skipped.
skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

# ok WHAT COMMAND...: holds if the command succeeds; its output when it does not
ok() {
	tap_what=$1
	shift
	if tap_out=$("$@" 2>&1); then
		pass "$tap_what"
	else
		fail "$tap_what"
		note "$tap_out"
	fi
}

# is GOT WANTED WHAT
is() {
	if [ "$1" = "$2" ]; then
		pass "$3"
	else
		fail "$3"
		note "got:    $1"
		note "wanted: $2"
	fi
}

# like TEXT PATTERN WHAT: an extended regular expression is found in it
like() {
	if printf '%s\n' "$1" | grep -qE -- "$2"; then
		pass "$3"
	else
		fail "$3"
		note "no match of: $2"
		note "in: $(printf '%s' "$1" | head -c 2000)"
	fi
}

unlike() {
	if printf '%s\n' "$1" | grep -qE -- "$2"; then
		fail "$3"
		note "a match of: $2"
	else
		pass "$3"
	fi
}

end() {
	echo "1..$tap_n"
	[ "$tap_bad" = 0 ]
	exit
}
