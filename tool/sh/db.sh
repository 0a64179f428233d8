# db.sh - a MariaDB server of our own: no network, data below VAR
#
# Uses VAR (data, logs) and RUN (the socket).  Settings as a real installation
# should have them: a commit that was acknowledged is on the disk.

db_socket() {
	echo "$RUN/my.sock"
}

db_sql() {
	mariadb --no-defaults --socket="$(db_socket)" --user="$(id -un)" \
	    --default-character-set=utf8mb4 --batch --skip-column-names "$@"
}

db_ready() {
	db_sql -e 'SELECT 1'
}

# It answers, or it never will.
db_settled() {
	db_ready || gone "$VAR/db.pid"
}

db_alive() {
	alive "$VAR/db.pid" "--datadir=$VAR/db "
}

db_make() {
	[ -d "$VAR/db/mysql" ] && return
	rm -rf "$VAR/db.new"
	mkdir -p "$VAR/db.new" "$VAR/tmp"
	chmod 700 "$VAR/db.new"
	TMPDIR=$VAR/tmp mariadb-install-db --no-defaults --user="$(id -un)" \
	    --datadir="$VAR/db.new" --skip-test-db --force \
	    --auth-root-authentication-method=socket \
	    --auth-root-socket-user="$(id -un)" \
	    --innodb-buffer-pool-size=32M --innodb-log-file-size=48M \
	    --innodb-use-native-aio=0 \
	    >"$VAR/log/db-install.log" 2>&1 || {
		tail_of "$VAR/log/db-install.log"
		die "the database could not be made; see the lines above"
	}
	rm -rf "$VAR/db"
	mv "$VAR/db.new" "$VAR/db"
}

# db_start [OPTION...]: further options of the server
db_start() {
	db_alive && db_ready >/dev/null 2>&1 && return
	db_make
	# its own TMPDIR: a server that starts removes what another keeps there
	mkdir -p "$VAR/tmp"
	TMPDIR=$VAR/tmp setsid mariadbd --no-defaults --user="$(id -un)" \
	    --datadir="$VAR/db" --socket="$(db_socket)" \
	    --pid-file="$VAR/db/server.pid" --skip-networking \
	    --skip-name-resolve --skip-log-bin --performance-schema=OFF \
	    --innodb-flush-log-at-trx-commit=1 --innodb-doublewrite=1 \
	    --innodb-use-native-aio=0 \
	    --innodb-buffer-pool-size="${DB_POOL:-128M}" \
	    --innodb-log-file-size=48M --max-connections=80 \
	    --character-set-server=utf8mb4 --collation-server=utf8mb4_bin \
	    --local-infile=0 --secure-file-priv="$VAR/db" \
	    --log-error="$VAR/log/db.log" "$@" \
	    </dev/null >>"$VAR/log/db.log" 2>&1 &
	echo $! >"$VAR/db.pid"
	wait_for 60 db_settled
	db_ready >/dev/null 2>&1 || {
		tail_of "$VAR/log/db.log"
		die "MariaDB does not start; see $VAR/log/db.log"
	}
}

db_stop() {
	end_process "$VAR/db.pid" "--datadir=$VAR/db " 60
}

# db_account NAME PASSWORD: the account of the programs, for every database of
# ours that is or will be here
db_account() {
	db_sql <<-SQL
		CREATE USER IF NOT EXISTS '$1'@'localhost';
		ALTER USER '$1'@'localhost' IDENTIFIED BY '$2';
		GRANT ALL ON \`baocao%\`.* TO '$1'@'localhost';
	SQL
}

# The account of the command line, which owns the tables: in a file of its own.
db_owner() { # NAME PASSWORD
	mkdir -p "$VAR/accounts"
	chmod 700 "$VAR/accounts"
	(umask 077 && printf 'db_user = %s\ndb_password = %s\n' "$1" "$2" \
	    >"$VAR/accounts/baocao.conf")
	db_account "$1" "$2"
}

# An account of its own for each program in BIN, with the rights of its
# statements and no others; once the tables are there.
db_programs() { # BIN
	tool grants --accounts "$VAR/accounts" --programs "$1" >"$VAR/grants.sql" &&
		db_sql "$DB_NAME" <"$VAR/grants.sql" || {
		rm -f "$VAR/grants.sql"
		die "the programs' accounts could not be made"
	}
	rm -f "$VAR/grants.sql"
}

db_create() {
	db_sql -e "CREATE DATABASE IF NOT EXISTS \`$1\`
	    CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
}
