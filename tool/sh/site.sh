# site.sh - the workers, and a web server of our own in front of them
#
# Uses TOP (sources), BUILD, VAR (state and logs), RUN (sockets, what the web
# server reads), PORT, MODE (apache, nginx, cgi), BASE.

# Where a key for signing lies: alone in its folder, since the programs are let
# into that, and find the key that replaces it without being started anew.
sign_key_at() { # NAME
	mkdir -p "$VAR/sign/$1"
	chmod 700 "$VAR/sign" "$VAR/sign/$1"
	echo "$VAR/sign/$1/sign.key"
}

# What the web server's account must reach stands in RUN: below var/, unless
# that is out of its reach, or too long a path for a socket.
place_run() {
	if [ -s "$VAR/run.at" ] && [ -d "$(cat "$VAR/run.at")" ]; then
		RUN=$(cat "$VAR/run.at")
		return
	fi
	RUN=$VAR/run
	mkdir -p "$RUN"
	chmod 711 "$VAR" "$RUN"
	if [ ${#RUN} -gt 80 ] || ! web_reaches "$RUN"; then
		rm -rf "$RUN"
		RUN=$(mktemp -d "${TMPDIR:-/tmp}/baocao.XXXXXXXX")
		chmod 711 "$RUN"
	fi
	echo "$RUN" >"$VAR/run.at"
}

# The account that serves the web: www-data when root starts it, else ourselves.
if [ "$(id -u)" = 0 ]; then
	WEB_USER=www-data
else
	WEB_USER=$(id -un)
fi
WEB_GROUP=$(id -gn "$WEB_USER")

web_reaches() {
	[ "$(id -u)" != 0 ] || setpriv --reuid="$WEB_USER" \
	    --regid="$WEB_GROUP" --clear-groups test -x "$1"
}

stage_folder() { # FROM NAME
	diff -rq "$1" "$RUN/$2" >/dev/null 2>&1 && return
	rm -rf "$RUN/$2.new"
	cp -pR "$1" "$RUN/$2.new"
	chmod -R a+rX "$RUN/$2.new"
	rm -rf "${RUN:?}/$2"
	mv "$RUN/$2.new" "$RUN/$2"
	"$TOP/apache/site" -l "BIN=$BUILD" | cut -d' ' -f1
}

# Programs, pages and catalogues as they are now, beside the sockets.  Names the
# programs that changed since last time.
stage() {
	mkdir -p "$RUN/bin" "$RUN/lock"
	chmod 755 "$RUN/bin"
	chgrp "$WEB_GROUP" "$RUN/lock"
	chmod 2770 "$RUN/lock"
	stage_folder "$TOP/html" html
	stage_folder "$BUILD/locale" locale
	cp "$TOP/apache/fonts.conf" "$RUN/fonts.conf"
	for program in "$BUILD"/*.fcgi; do
		[ -x "$program" ] || continue
		staged=$RUN/bin/${program##*/}
		cmp -s "$program" "$staged" && continue
		cp "$program" "$staged.new"
		chmod 755 "$staged.new"
		mv "$staged.new" "$staged"
		name=${program##*/}
		echo "${name%.fcgi}"
	done
}

site() {
	"$TOP/apache/site" "$@" "RUN=$RUN" "BIN=$RUN/bin" "STATIC=$RUN/html/static" \
	    "BASE=$BASE" "CONF=$RUN/cgi.conf" "LOG=$VAR/log" "PORT=$PORT" \
	    "CGI=$([ "$MODE" = cgi ] && echo yes)" \
	    "USER=$([ "$(id -u)" = 0 ] && echo "$WEB_USER")" \
	    "GROUP=$WEB_GROUP" "MODULES=/usr/lib/apache2/modules" \
	    "SANITIZER=${ASAN_OPTIONS:-}" \
	    "SSO=$([ -n "${SSO_VALUES:-}" ] && echo "$RUN/sso.conf")"
}

worker_start() { # NAME WORKERS
	alive "$RUN/$1.pid" "$RUN/bin/$1.fcgi" && return
	rm -f "$RUN/$1.sock"
	# shellcheck disable=SC2046
	BAOCAO_CONF="$VAR/baocao.conf" LANG=C.UTF-8 setsid spawn-fcgi -n \
	    -s "$RUN/$1.sock" -M 0660 \
	    $([ "$(id -u)" = 0 ] && echo "-G $WEB_GROUP") -- \
	    /usr/bin/multiwatch -f "$2" -r 1000000000 -s TERM -- \
	    "$RUN/bin/$1.fcgi" </dev/null >>"$VAR/log/$1.log" 2>&1 &
	echo $! >"$RUN/$1.pid"
	wait_for 10 test -S "$RUN/$1.sock" || {
		tail_of "$VAR/log/$1.log"
		die "the workers of $1 do not start; see $VAR/log/$1.log"
	}
}

worker_stop() { # NAME
	end_process "$RUN/$1.pid" "$RUN/bin/$1.fcgi" 20
	rm -f "$RUN/$1.sock"
}

workers_start() {
	"$TOP/apache/site" -l "BIN=$RUN/bin" | while read -r name workers _; do
		worker_start "$name" "$workers"
	done
}

workers_stop() {
	for pid in "$RUN"/*.pid; do
		name=${pid##*/}
		name=${name%.pid}
		[ -x "$RUN/bin/$name.fcgi" ] && worker_stop "$name"
	done
	return 0
}

mime_types() {
	cp "$TOP/apache/mime.types" "$RUN/mime.types"
	{
		echo 'types {'
		sed 's/$/;/' "$TOP/apache/mime.types"
		echo '}'
	} >"$RUN/mime-nginx.types"
}

front_log() {
	case $MODE in
	nginx) echo "$VAR/log/nginx.log" ;;
	*) echo "$VAR/log/apache.log" ;;
	esac
}

# A file with a secret, where the web server's account reads it.
for_web() { # FROM TO [EDIT]
	[ -f "$1" ] || return 0
	(umask 077 && sed "${3:-}" "$1" >"$2.new")
	chgrp "$WEB_GROUP" "$2.new"
	chmod 640 "$2.new"
	mv "$2.new" "$2"
}

front_files() {
	mime_types
	# shellcheck disable=SC2086
	[ -z "${SSO_VALUES:-}" ] ||
		site openidc.conf "SITE=http://127.0.0.1:$PORT" $SSO_VALUES \
		    >"$RUN/sso.conf"
	case $MODE in
	nginx)
		site nginx.conf >"$RUN/site.conf"
		site private-nginx.conf >"$RUN/front.conf"
		;;
	*)
		site "$([ "$MODE" = cgi ] && echo cgi.conf ||
			echo proxy.conf)" >"$RUN/site.conf"
		site private-apache.conf >"$RUN/front.conf"
		;;
	esac
	chmod 644 "$RUN/site.conf" "$RUN/front.conf" "$RUN"/mime*
	[ "$MODE" != cgi ] || cgi_files
}

# Settings, accounts and keys that plain CGI programs read, as the web server's
# group; not the owner's account.
cgi_files() {
	key=$(sed -n 's/^sign_key = //p' "$VAR/baocao.conf")
	for_web "$key" "$RUN/cgi.key"
	for_web "$key.pub" "$RUN/cgi.key.pub"
	for_web "$VAR/second.key" "$RUN/cgi.second.key"
	for_web "$VAR/baocao.conf" "$RUN/cgi.conf" \
	    "s|^sign_key = .*|sign_key = $RUN/cgi.key|
	    s|^second_key = .*|second_key = $RUN/cgi.second.key|
	    s|^db_accounts = .*|db_accounts = $RUN/cgi-accounts|"
	rm -rf "$RUN/cgi-accounts"
	mkdir -m 750 "$RUN/cgi-accounts"
	chgrp "$WEB_GROUP" "$RUN/cgi-accounts"
	for account in "$VAR"/accounts/*.conf; do
		[ "${account##*/}" = baocao.conf ] ||
			for_web "$account" "$RUN/cgi-accounts/${account##*/}"
	done
}

port_taken() {
	grep -qiE ": [0-9A-F]+:$(printf %04X "$PORT") [0-9A-F:]+ 0A " \
	    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

front_start() {
	front_alive && return
	! port_taken || die "another program listens on port $PORT already;" \
	    "take another one with --port"
	front_files
	case $MODE in
	nginx)
		setsid "${NGINX:-/usr/sbin/nginx}" -e "$(front_log)" \
		    -c "$RUN/front.conf" -g 'daemon off;' \
		    </dev/null >>"$(front_log)" 2>&1 &
		;;
	*)
		setsid /usr/sbin/apache2 -d "$RUN" -f "$RUN/front.conf" \
		    -D FOREGROUND </dev/null >>"$(front_log)" 2>&1 &
		;;
	esac
	echo $! >"$RUN/front"
	wait_for 20 front_settled
	front_listens || {
		tail_of "$(front_log)" 5
		front_stop
		die "the web server does not start on port $PORT; see" \
		    "$(front_log), or try --port with another number"
	}
}

front_alive() {
	alive "$RUN/front" "$RUN/front.conf"
}

# It is ours that listens: the pid file is written once it does.
front_listens() {
	front_alive && { [ -s "$RUN/apache.pid" ] || [ -s "$RUN/nginx.pid" ]; }
}

front_settled() {
	front_listens || gone "$RUN/front"
}

front_stop() {
	end_process "$RUN/front" "$RUN/front.conf" 10
	rm -f "$RUN/apache.pid" "$RUN/nginx.pid" "$RUN"/cgid.sock*
}

# The settings file of the programs, from name = value lines on standard input.
# Says (by its status) whether anything is other than before.
write_conf() {
	{
		echo "# made by ${0##*/}; a change here is lost"
		cat
		cat <<-CONF
			db_socket = $RUN/my.sock
			db_accounts = $VAR/accounts
			programs_dir = $RUN/bin
			base = $BASE
			locale_dir = $RUN/locale
			html_dir = $RUN/html
			seed_dir = $TOP/sql/seed
			run_dir = $RUN/lock
			fonts_conf = $RUN/fonts.conf
		CONF
	} >"$VAR/baocao.conf.new"
	chmod 600 "$VAR/baocao.conf.new"
	if cmp -s "$VAR/baocao.conf.new" "$VAR/baocao.conf"; then
		rm "$VAR/baocao.conf.new"
		return 1
	fi
	mv "$VAR/baocao.conf.new" "$VAR/baocao.conf"
}
