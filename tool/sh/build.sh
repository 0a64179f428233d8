# build.sh - configure and make in a folder of its own

# build DIR [CONFIGURE ARGUMENT...]: says in LOG what went wrong
build() {
	build_dir=$1
	build_log=$VAR/log/build-${1##*/}.log
	shift
	# a checkout that was moved: paths of the old place stand everywhere
	[ ! -f "$build_dir/Makefile" ] ||
		grep -qxF "abs_srcdir = $TOP" "$build_dir/Makefile" ||
		rm -rf "$build_dir"
	mkdir -p "$build_dir"
	if [ ! -x "$TOP/configure" ]; then
		(cd "$TOP" && autoreconf -fi) >"$build_log" 2>&1 || build_failed
	fi
	if [ ! -f "$build_dir/Makefile" ]; then
		(cd "$build_dir" && "$TOP/configure" -q "$@") \
		    >"$build_log" 2>&1 || build_failed
	fi
	make -C "$build_dir" -s -j "$(nproc)" >"$build_log" 2>&1 || build_failed
}

build_failed() {
	grep -nE 'error|missing|apt-get|warning' "$build_log" | head -n 12 >&2
	tail_of "$build_log" 8
	die "the build failed; the whole of it is in $build_log"
}
