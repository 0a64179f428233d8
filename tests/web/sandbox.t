#!/bin/sh
# deployed
# the sandbox: what a program that was taken over cannot do any more
. "${0%/*}/../lib/tap.sh"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

build() { # NAME FLAG... : sandboxed.c, FILES_ALONE leaves the filter out
	built=$dir/$1
	shift
	case "$*" in
	*FILES_ALONE*) filter='' ;;
	*) filter=$BAOCAO_SOURCE/lib/io/sandbox_calls.c ;;
	esac
	# shellcheck disable=SC2086
	cc -std=gnu11 -O1 -D_GNU_SOURCE "-I$BAOCAO_SOURCE/lib" "$@" -o "$built" \
	    "$BAOCAO_SOURCE/tests/web/sandboxed.c" \
	    "$BAOCAO_SOURCE/tests/web/sandboxed_finer.c" \
	    "$BAOCAO_SOURCE/lib/io/sandbox.c" $filter \
	    "$BAOCAO_SOURCE/lib/base/base.c" -lseccomp -lpthread
}
try() { # NAME HOW
	rm -rf "$dir/new" "$dir/made" "$dir/begun" "$dir/listed"
	mkdir "$dir/listed"
	for page in page old; do
		echo page >"$dir/listed/$page"
	done
	cp "$dir/true" "$dir/listed/true"
	echo secret >"$dir/secret"
	prlimit "$limit" "$dir/$1" "$2" "$dir" 2>/dev/null
}
# Of these attempts, those that went well.
went_well() {
	sed -n 's/^ok //p' | tr '\n' ' '
}
# How many files it may have open, and may ask for, where it began with so many.
files_left() { # SOFT:HARD
	limit=--nofile=$1
	try files held | sed -n 's/^# files //p'
}
# What Landlock keeps since this version of it, and lets pass before.
since() { # VERSION ATTEMPT
	[ "$version" -ge "$1" ] || printf '%s ' "$2"
}
# A core may be left where the machine lets it.
limit=--core=4096:4096
core='leave_core '
prlimit "$limit" true 2>/dev/null || {
	limit=--core=0:0
	core=
}
may='read_listed unix_socket map_data '
writes='write_listed truncate_page empty_page write_page append_to_page '
writes="${writes}remove_page "
reads='read_passwd read_secret '
changes="write_elsewhere truncate_page make_dir run_shell signal_parent"
changes="$changes tcp_socket map_code make_code become_root rights_by_setuid"
changes="$changes dump_core trace empty_page write_page create_to_read"
changes="$changes append_to_page remove_page make_dir_listed link_listed"
changes="$changes list_listed run_listed read_own_settings order_device"
changes="$changes ask_how_much order_socket abstract_socket netlink_socket"
changes="$changes packet_socket ask_machine make_thread make_process"
changes="$changes advise_memory name_itself ask_limits change_dir open_many"
changes="$changes take_memory ${core}end_another become_dumpable"

echo 'int main(void) { return 0; }' >"$dir/true.c"
ok 'the probe builds' build plain
ok 'and a program that needs no other file to run' \
    cc -static -o "$dir/true" "$dir/true.c"
said=$(try plain probe)
case $said in
*'landlock 0'*) skip_all 'this kernel has no Landlock' ;;
*'seccomp 0'*) skip_all 'this kernel has no seccomp' ;;
esac
version=$(echo "$said" | sed -n 's/^# landlock \([0-9]*\),.*/\1/p')
is "$(try plain free | went_well)" \
    "${may}write_listed $reads$changes become_shell " \
    'control: without the sandbox every attempt succeeds'
is "$(try plain held | went_well)" "$may" 'in it, what is listed is left'
is "$(cat "$dir/listed/page" "$dir/secret")" "page
secret" 'and nothing was changed'
is "$(try plain held-writing | went_well)" "$may$writes" \
    'a directory to write in is that, and no more'
try plain strict >"$dir/said"
is "$?" 159 'in tests a call that is refused ends the process'
is "$(went_well <"$dir/said")" "$may" 'at the first one'
is "$(try plain network | went_well)" \
    "${may}tcp_socket ask_how_much netlink_socket ask_machine " \
    'what the network opens'
is "$(try plain threads | went_well)" \
    "${may}make_thread advise_memory name_itself " 'what threads open'
is "$(try plain draw | went_well)" "${may}list_listed " 'what drawing opens'

# Each of the two locks alone: together, one hides that the other is open.
apart='read_own_settings abstract_socket open_many take_memory '
is "$(try plain calls | went_well)" "$may$reads$apart" \
    'the filter alone: nothing is written, nothing else is run'
changed='write_elsewhere truncate_page empty_page write_page create_to_read'
is "$(try plain calls-writing | went_well)" \
    "${may}write_listed $reads$changed append_to_page remove_page $apart" \
    'and with something to write'
ok 'the probe builds without a filter' build files -DFILES_ALONE
one=$(since 6 signal_parent)$(since 4 tcp_socket)
code='map_code make_code become_root trace '
two="list_listed $(since 5 order_device)ask_how_much order_socket "
two="$two$(since 6 abstract_socket)netlink_socket packet_socket ask_machine"
two="$two make_thread make_process advise_memory name_itself"
two="$two ask_limits change_dir $(since 6 end_another)become_dumpable "
is "$(try files held | went_well)" \
    "$may$one$code$(since 3 empty_page)append_to_page $two" \
    'Landlock alone: nothing is read that is not listed, or run'
writes="empty_page write_page append_to_page remove_page "
is "$(try files held-writing | went_well)" \
    "${may}write_listed ${one}truncate_page $code$writes$two" \
    'nor made, but files where it may'
is "$(files_left 1000:1000)" '256 of 256' 'so many files may be open'
is "$(files_left 100:100)" '100 of 100' 'fewer, where somebody said so'
is "$(files_left 100:1000)" '100 of 256' 'or began with fewer'

# With sanitizers a process needs more calls: the files are kept all the same.
ok 'the probe builds with sanitizers' \
    build checked -fsanitize=address,undefined
asks="read_own_settings $(since 5 order_device)ask_how_much order_socket"
asks="$asks advise_memory name_itself ask_limits"
is "$(ASAN_OPTIONS=detect_leaks=0 try checked held | went_well)" \
    "$may$asks take_memory become_dumpable " \
    'a build with sanitizers is held too'

# The programs themselves are: the frame does it before the first request.
cat >"$dir/conf" <<CONF
db_name = none
db_socket = $dir/none
html_dir = $BAOCAO_SOURCE/html
test = yes
CONF
serve() { # WHAT-FAILS: one request, by CGI; the log and the answer's status
	env -i "PATH=$PATH" ASAN_OPTIONS=detect_leaks=0 \
	    GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/help \
	    PATH_INFO=/none SERVER_NAME=x REMOTE_ADDR=127.0.0.1 \
	    "BAOCAO_CONF=$dir/conf" strace -f -o "$dir/trace" -e "$1" \
	    "$BAOCAO_BUILD/help.fcgi" </dev/null 2>&1 |
		grep -o '^Status: [0-9]*\|sandbox: .* has no [A-Za-z]*' |
		tr '\n' ' '
}
if strace -o "$dir/trace" true 2>/dev/null; then
	is "$(serve trace=none)" 'Status: 404 ' 'control: a program serves'
	is "$(serve inject=landlock_restrict_self:error=EPERM)" '' \
	    'none serves where the kernel could hold it, and did not'
	serve trace=seccomp >/dev/null
	loaded=$(grep -c '^[0-9 ]*seccomp(' "$dir/trace")
	is "$(serve "inject=seccomp:error=EFAULT:when=$loaded")" '' \
	    'nor where it could take the filter'
	is "$(serve inject=landlock_create_ruleset:error=ENOSYS)" \
	    'sandbox: this kernel has no Landlock Status: 404 ' \
	    'where there is no Landlock the log says so'
	is "$(serve inject=seccomp:error=EINVAL)" \
	    'sandbox: this kernel has no seccomp Status: 404 ' \
	    'where there is no filter, too'
	echo 'sandbox = no' >>"$dir/conf"
	is "$(serve inject=landlock_restrict_self:error=EPERM)" \
	    'Status: 404 ' 'nor is it asked where the settings say no'
else
	skip 'strace cannot look at processes here'
fi

# The one table of programs.
site_program=$BAOCAO_SOURCE/apache/site
words=$(grep -v '^#' "$BAOCAO_SOURCE/apache/programs" | grep -o '+[a-z]*' |
    sort -u | tr '\n' ' ')
is "$words" "$(sed -n 's/^#	\([a-z]*\)	.*/+\1/p' \
    "$BAOCAO_SOURCE/apache/programs" | sort -u | tr '\n' ' ')" \
    'every word of the table is explained there, and used'
ok 'the words are not taken for addresses' \
    sh -c "! '$site_program' -l 'BIN=$BAOCAO_BUILD' | grep -q +"
end
