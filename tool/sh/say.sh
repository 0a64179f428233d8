# say.sh - what every script here may use: messages, waiting, process ids

say() {
	printf '%s\n' "$*" >&2
}

# One sentence on what is wrong, and what to do.
die() {
	say "${0##*/}: $*"
	exit 1
}

# wait_for SECONDS COMMAND...: until it succeeds
wait_for() {
	wait_left=$(($1 * 10))
	shift
	until "$@" >/dev/null 2>&1; do
		wait_left=$((wait_left - 1))
		[ "$wait_left" -gt 0 ] || return 1
		sleep 0.1
	done
}

# alive FILE WORD: the process named in the file runs, and is ours: a number
# that has gone to somebody else's process lacks the word in its command line
alive() {
	[ -s "$1" ] || return 1
	alive_pid=$(cat "$1")
	[ -r "/proc/$alive_pid/cmdline" ] || return 1
	tr '\0' ' ' <"/proc/$alive_pid/cmdline" | grep -qF -- "$2"
}

dead() {
	! alive "$@"
}

# gone FILE: no process has that number (or nothing but its number is left)
gone() {
	case $(cat "/proc/$(cat "$1")/stat" 2>/dev/null) in
	'' | *') Z '*) return 0 ;;
	esac
	return 1
}

# end_process FILE WORD [SECONDS]: TERM, and KILL if that does not help
end_process() {
	alive "$1" "$2" || {
		rm -f "$1"
		return 0
	}
	kill -TERM "$(cat "$1")" 2>/dev/null || true
	wait_for "${3:-10}" dead "$1" "$2" ||
		kill -KILL "$(cat "$1")" 2>/dev/null || true
	wait_for 5 dead "$1" "$2" || return 1
	rm -f "$1"
}

# The last lines of a log, for somebody who has to find out.
tail_of() {
	[ -s "$1" ] && tail -n "${2:-15}" "$1" | sed 's/^/    /' >&2
	return 0
}

# A secret of so many random bytes, in hexadecimal.
random_hex() {
	od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'
}
