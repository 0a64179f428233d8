#!/bin/sh
# the samples for other ways to serve: mod_fcgid, .htaccess of shared hosting,
# systemd units.  Each is filled in and really used.
. "${0%/*}/../lib/tap.sh"
. "${0%/*}/../lib/site.sh"
. "$BAOCAO_SOURCE/tool/sh/say.sh"
site_start --seed empty --front cgi --base /bc
modules=/usr/lib/apache2/modules
mine=$DIR/mine
mkdir "$mine"
chmod 755 "$mine"

fill() { # TEMPLATE
	"$BAOCAO_SOURCE/apache/site" "$1" "RUN=$DIR" "BIN=$DIR/bin" \
	    "STATIC=$DIR/html/static" "CONF=$DIR/cgi.conf" BASE=/bc
}
# an Apache with what stands on standard input; sets AT
apache_start() { # MODULE...
	apache_port=$((20000 + 0x$(random_hex 2) % 12000))
	{
		cat <<-CONF
			ServerName 127.0.0.1
			Listen 127.0.0.1:$apache_port
			PidFile $mine/pid
			ErrorLog $mine/log
			DefaultRuntimeDir $mine
			Mutex file:$mine
			$([ "$(id -u)" != 0 ] || echo User www-data)
			$([ "$(id -u)" != 0 ] || echo Group www-data)
			TypesConfig $DIR/mime.types
			DocumentRoot $mine
		CONF
		for module in mpm_event authz_core mime alias headers env \
		    reqtimeout dir "$@"; do
			echo "LoadModule ${module}_module $modules/mod_$module.so"
		done
		cat
	} >"$mine/conf"
	setsid /usr/sbin/apache2 -d "$mine" -f "$mine/conf" -D FOREGROUND \
	    </dev/null >>"$mine/log" 2>&1 &
	echo $! >"$mine/number"
	wait_for 10 test -s "$mine/pid" || note "$(tail -n 5 "$mine/log")"
	AT=http://127.0.0.1:$apache_port/bc
}
apache_stop() {
	end_process "$mine/number" "$mine/conf"
	rm -f "$mine/pid"
}
status() {
	curl -s -o /dev/null -w '%{http_code}' --path-as-is "$AT$1"
}
served() { # HOW
	is "$(status /login)" 200 "$1: the page of signing in"
	like "$(curl -s "$AT/login?lang=en")" 'lang="en"' "$1: with its query"
	is "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "$AT/")" \
	    "303 $AT/login?next=%2F" "$1: the start page, to sign in"
	is "$(status /static/baocao.css)" 200 "$1: a static file"
	is "$(status /no/such/page)" 404 "$1: no such page"
	like "$(curl -s -o /dev/null -D - -H 'Authorization: Bearer bc_x' \
	    "$AT/api/me")" 'error="invalid_token"' "$1: an API token arrives"
	is "$(curl -s -o /dev/null -w '%{http_code}' -d x=1 "$AT/login")" \
	    403 "$1: a form without its token"
}

if [ -e $modules/mod_fcgid.so ]; then
	{
		echo "FcgidIPCDir $mine/ipc"
		echo "FcgidProcessTableFile $mine/table"
		fill fcgid.conf
	} >"$mine/extra"
	apache_start fcgid <"$mine/extra"
	served mod_fcgid
	apache_stop
else
	skip 'no mod_fcgid (libapache2-mod-fcgid)'
fi

mkdir "$mine/bc"
cp "$DIR"/bin/*.fcgi "$mine/bc/"
cp -R "$DIR/html/static" "$mine/bc/static"
fill htaccess >"$mine/bc/.htaccess"
fill htaccess-static >"$mine/bc/static/.htaccess"
chmod -R a+rX "$mine/bc"
apache_start cgid rewrite <<CONF
ScriptSock $mine/cgid
<Directory $mine/bc>
	AllowOverride All
	Require all granted
</Directory>
CONF
served .htaccess
is "$(status /login.fcgi)" 403 '.htaccess: no program by its own name'
is "$(status /.htaccess)" 403 '.htaccess: not itself'
like "$(curl -s -D - -o /dev/null "$AT/static/baocao.css")" \
    "Content-Security-Policy: default-src 'none'" '.htaccess: static headers'
apache_stop

exposed() { # NAME
	cat "$units/baocao@$1.service.d/program.conf" \
	    >>"$units/baocao@$1.service"
	(cd "$units" && systemd-analyze security --offline=true --no-pager \
	    --threshold=20 "./baocao@$1.service")
} >/dev/null 2>&1

if command -v systemd-analyze >/dev/null; then
	units=$DIR/units
	mkdir "$units"
	for unit in baocao@.socket baocao@.service; do
		fill "systemd/$unit" >"$units/$unit"
		cp "$units/$unit" "$units/$(echo $unit | sed 's/@/@login/')"
	done
	# it may run without the account and the network of a real machine
	said=$(cd "$units" && systemd-analyze verify --man=no \
	    "$units/baocao@login.service" "$units/baocao@login.socket" 2>&1 |
	    grep -E "baocao@" | grep -vE 'Command .* is not executable')
	is "$said" '' 'systemd takes the units'
	lax=''
	for name in $("$BAOCAO_SOURCE/apache/site" -l "BIN=$DIR/bin" |
	    cut -d' ' -f1); do
		cp "$units/baocao@.service" "$units/baocao@$name.service"
		mkdir "$units/baocao@$name.service.d"
		"$BAOCAO_SOURCE/apache/site" -u "$name" ACCOUNTS=/etc/baocao \
		    ANCHOR=/var/lib/baocao \
		    >"$units/baocao@$name.service.d/program.conf"
		# 20 is 2.0: what systemd calls well kept
		exposed "$name" || lax="$lax $name"
	done
	is "$lax" '' 'each unit is closed: 2.0 of 10 at most'
	like "$(cat "$units/baocao@login.service.d/program.conf")" \
	    '^LoadCredential=account.conf:/etc/baocao/login.conf$' \
	    'with the account of its program'
	echo 'PrivateTmp=no
ProtectSystem=no
NoNewPrivileges=no
CapabilityBoundingSet=~
SystemCallFilter=' >>"$units/baocao@home.service.d/program.conf"
	ok 'control: an open one is found' sh -c "! (
	units='$units'; $(sed -n '/^exposed() {/,/^}/p' "$0")
	exposed home)"
else
	skip 'no systemd-analyze'
fi
end
