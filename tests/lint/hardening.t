#!/bin/sh
# timeout: 600
# what is built is hardened: looked for in the binaries, by readelf
. "${0%/*}/../lib/tap.sh"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# The programs of a build without sanitizers, if there is one; else a small one
# is built with the flags that configure found for them.
if [ -x "$BAOCAO_SOURCE/build/login.fcgi" ]; then
	build=$BAOCAO_SOURCE/build
	set -- "$build"/*.fcgi "$build/tool/baocao"
	full=yes
else
	full=
	build=$dir
	cat >"$dir/small.c" <<-'C'
		#include <stdio.h>
		#include <string.h>
		int main(int argc, char **argv)
		{
			char name[40] = "";
			if (argc > 1)
				strcat(name, argv[1]);
			return puts(name) < 0;
		}
	C
	printf 'small: small.c\n\t%s\n' \
	    '$(CC) $(CFLAGS) $(HARDEN) $(LDFLAGS) $(HARDEN_LD) -o $@ $<' \
	    >"$dir/small.mk"
	(cd "$dir" && "$BAOCAO_SOURCE/configure" -q >log 2>&1 &&
	    make -s -f Makefile -f small.mk small >>log 2>&1) || {
		note "$(tail -n 5 "$dir/log")"
		fail 'a program is built'
		end
	}
	set -- "$dir/small"
fi

is_pie() {
	readelf -hW "$1" | grep -q 'Type: *DYN' &&
		readelf -dW "$1" | grep -q 'FLAGS_1.*PIE'
}
is_relro() {
	readelf -lW "$1" | grep -q GNU_RELRO
}
binds_now() {
	readelf -dW "$1" | grep -qE 'FLAGS.*(BIND_NOW|NOW)'
}
stack_is_data() {
	readelf -lW "$1" | grep -qE 'GNU_STACK.* RW +0x'
}
guards_stack() {
	readelf -sW "$1" | grep -q '__stack_chk_fail'
}
# no page is both written and run
no_rwx() {
	! readelf -lW "$1" | grep -E '^ *LOAD' | grep -q ' RWE '
}
checks_sizes() {
	readelf -sW "$1" | grep -qE '__[a-z]+_chk(@|$| )'
}
each() { # WHAT TEST PROGRAM...
	what=$1 test=$2 bad=''
	shift 2
	for program; do
		"$test" "$program" || bad="$bad ${program##*/}"
	done
	is "$bad" '' "$what"
}
each 'position-independent' is_pie "$@"
each 'the table of addresses is read-only' is_relro "$@"
each '... and complete before the program begins' binds_now "$@"
each 'nothing on the stack is run' stack_is_data "$@"
each 'no memory is both written and run' no_rwx "$@"
# a program of a few lines has nothing to guard
[ -z "$full" ] || each 'the stack is guarded' guards_stack "$@"
if grep -q '^CFLAGS = .*-O[1-9s]' "$build/Makefile"; then
	each 'sizes of buffers are checked' checks_sizes "$@"
else
	skip 'sizes are checked where the compiler optimises'
fi
flags=$(sed -n 's/^HARDEN = //p' "$build/Makefile")
for flag in -fstack-clash-protection -ftrivial-auto-var-init=zero \
    -D_FORTIFY_SOURCE=3 -fno-delete-null-pointer-checks; do
	like "$flags" "(^| )$flag( |$)" "built with $flag"
done
[ "$(uname -m)" != x86_64 ] ||
	like "$flags" 'cf-protection=full' 'jumps land where they may'

# The tests themselves can fail.
printf 'int main(void) { return 0; }\n' >"$dir/x.c"
cc -no-pie -Wl,-z,norelro -Wl,-z,lazy -Wl,-z,execstack \
    -fno-stack-protector -o "$dir/x" "$dir/x.c" 2>/dev/null
for test in is_pie is_relro binds_now stack_is_data guards_stack \
    checks_sizes; do
	ok "control: $test finds what is not" sh -c "! (
	$(sed -n "/^$test() {/,/^}/p" "$0")
	$test '$dir/x')"
done
end
