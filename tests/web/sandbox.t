#!/bin/sh
# deployed
# the sandbox: what a program that was taken over cannot do any more
. "${0%/*}/../lib/tap.sh"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/listed"

build() { # NAME FLAG...
	built=$dir/$1
	shift
	cc -std=gnu11 -O1 -D_GNU_SOURCE "-I$BAOCAO_SOURCE/lib" "$@" -o "$built" \
	    "$BAOCAO_SOURCE/tests/web/sandboxed.c" \
	    "$BAOCAO_SOURCE/lib/io/sandbox.c" \
	    "$BAOCAO_SOURCE/lib/io/sandbox_calls.c" \
	    "$BAOCAO_SOURCE/lib/base/base.c" -lseccomp
}
try() { # NAME HOW
	echo page >"$dir/listed/page"
	echo secret >"$dir/secret"
	rm -rf "$dir/new" "$dir/made" "$dir/listed/new"
	"$dir/$1" "$2" "$dir" 2>/dev/null
}
# Of these attempts, those that went well.
went_well() {
	sed -n 's/^ok //p' | tr '\n' ' '
}
may='read_listed unix_socket map_data '
writes='read_listed unix_socket map_data write_listed truncate_page '
all='read_listed unix_socket map_data write_listed read_passwd read_secret'
all="$all write_elsewhere truncate_page make_dir run_shell signal_parent"
all="$all tcp_socket map_code make_code become_root rights_by_setuid"
all="$all dump_core trace become_shell "

ok 'the probe builds' build plain
case $(try plain probe) in
*'landlock 0'*) skip_all 'this kernel has no Landlock' ;;
*'seccomp 0'*) skip_all 'this kernel has no seccomp' ;;
esac
is "$(try plain free | went_well)" "$all" \
    'control: without the sandbox every attempt succeeds'
is "$(try plain held | went_well)" "$may" 'in it, what is listed is left'
is "$(cat "$dir/listed/page" "$dir/secret")" "page
secret" 'and nothing was changed'
is "$(try plain held-writing | went_well)" "$writes" \
    'a directory to write in is that, and no more'
try plain strict >"$dir/said"
is "$?" 159 'in tests a call that is refused ends the process'
is "$(went_well <"$dir/said")" "$may" 'at the first one'

# With sanitizers a process needs more calls: the files are kept all the same.
ok 'the probe builds with sanitizers' \
    build checked -fsanitize=address,undefined
is "$(ASAN_OPTIONS=detect_leaks=0 try checked held | went_well)" \
    "$may" 'a build with sanitizers is held too'

# The programs themselves are: the frame does it before the first request.
site_program=$BAOCAO_SOURCE/apache/site
words=$(grep -v '^#' "$BAOCAO_SOURCE/apache/programs" | grep -o '+[a-z]*' |
    sort -u | tr '\n' ' ')
is "$words" "$(sed -n 's/^#	\([a-z]*\)	.*/+\1/p' \
    "$BAOCAO_SOURCE/apache/programs" | sort -u | tr '\n' ' ')" \
    'every word of the table is explained there, and used'
ok 'the words are not taken for addresses' \
    sh -c "! '$site_program' -l 'BIN=$BAOCAO_BUILD' | grep -q +"
end
