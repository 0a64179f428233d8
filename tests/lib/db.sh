# db.sh - a private database server for a test; sourced, never run
#
#	. "${BAOCAO_SOURCE:-.}/tests/lib/db.sh"
#	db_start		# a fresh server with the empty database `baocao`
#	"$baocao" migrate
#	db_query "SELECT COUNT(*) FROM unit"
#	db_stop			# also done when the test exits
#
# Afterwards $db_dir holds the data, $db_socket is the socket, $BAOCAO_CONF names
# a settings file, $baocao is the command line, $seed the seed data.  Needs the
# binaries of Debian's mariadb-server-core and mariadb-client-core; $db_args may
# hold further arguments of the server (durability is off unless they say so).

: "${BAOCAO_SOURCE:=$(CDPATH='' cd "$(dirname "$0")/../.." && pwd -P)}"
: "${BAOCAO_BUILD:=$BAOCAO_SOURCE/build}"
# what tests compare with is English, whatever the machine speaks
unset LC_ALL
LC_MESSAGES=en_US.UTF-8
export BAOCAO_SOURCE BAOCAO_BUILD LC_MESSAGES
# shellcheck disable=SC2034
baocao=$BAOCAO_BUILD/tool/baocao
seed=$BAOCAO_SOURCE/sql/seed

db_die() {
	echo "Bail out! $*"
	exit 1
}

# The path of a program that may live in sbin.
db_program() {
	PATH=$PATH:/usr/sbin:/usr/libexec command -v "$1"
}

db_start() {
	db_mariadbd=$(db_program mariadbd) ||
		db_die "mariadbd is missing: apt-get install mariadb-server-core"
	db_install=$(db_program mariadb-install-db) ||
		db_die "mariadb-install-db is missing: apt-get install mariadb-server-core"
	db_client=$(db_program mariadb) ||
		db_die "mariadb is missing: apt-get install mariadb-client-core"
	db_dir=$(mktemp -d "${TMPDIR:-/tmp}/baocao-db.XXXXXX") || exit 1
	db_socket=$db_dir/my.sock
	trap db_stop EXIT
	trap 'exit 130' INT TERM HUP PIPE
	db_root=
	[ "$(id -u)" = 0 ] && db_root=--user=root
	# a server that starts removes what another one keeps in its TMPDIR
	TMPDIR=$db_dir "$db_install" --no-defaults $db_root --datadir="$db_dir/data" \
		--auth-root-authentication-method=normal --skip-test-db --force \
		--innodb-use-native-aio=0 \
		>"$db_dir/install.log" 2>&1 ||
		db_die "mariadb-install-db failed: $(grep -m 3 ERROR "$db_dir/install.log")"
	db_run
	db_query_in mysql "CREATE DATABASE baocao"
	cat >"$db_dir/baocao.conf" <<-EOF
		db_socket = $db_socket
		db_name = baocao
		db_user = root
		seed_dir = $seed
		locale_dir = $BAOCAO_BUILD/locale
		html_dir = $BAOCAO_SOURCE/html
		run_dir = $db_dir
		hash_kib = 64
		hash_passes = 1
	EOF
	BAOCAO_CONF=$db_dir/baocao.conf
	export BAOCAO_CONF
}

# Start the server on $db_dir; also after db_kill.
db_run() {
	# shellcheck disable=SC2086
	TMPDIR=$db_dir "$db_mariadbd" --no-defaults $db_root --datadir="$db_dir/data" \
		--socket="$db_socket" --pid-file="$db_dir/my.pid" \
		--skip-networking --innodb-use-native-aio=0 --innodb-flush-log-at-trx-commit=2 \
		--innodb-buffer-pool-size=128M --skip-log-bin \
		--character-set-server=utf8mb4 ${db_args:-} \
		>>"$db_dir/server.log" 2>&1 &
	db_pid=$!
	db_i=0
	until "$db_client" --no-defaults -uroot -S "$db_socket" -e 'SELECT 1' \
		>/dev/null 2>&1; do
		db_i=$((db_i + 1))
		[ $db_i -lt 300 ] && kill -0 $db_pid 2>/dev/null ||
			db_die "the server did not start: $(tail -3 "$db_dir/server.log")"
		sleep 0.1
	done
}

# As when the power fails.
db_kill() {
	kill -9 "$db_pid"
	wait "$db_pid" 2>/dev/null
}

db_query_in() {
	"$db_client" --no-defaults --default-character-set=utf8mb4 -uroot \
		-S "$db_socket" -N -B "$1" -e "$2"
}

db_query() {
	db_query_in baocao "$1"
}

db_stop() {
	[ -n "${db_pid:-}" ] && kill "$db_pid" 2>/dev/null &&
		wait "$db_pid" 2>/dev/null
	db_pid=
	[ -n "${db_dir:-}" ] && rm -rf "$db_dir"
	db_dir=
}
