# site.sh - for tests in sh: a site for as long as the test runs
#
#	. "${0%/*}/../lib/tap.sh"
#	. "${0%/*}/../lib/site.sh"
#	site_start --front nginx --seed units
#	is "$(site_status /login)" 200 'the page of signing in'
#	end
#
# Sets DIR, URL, CONF, SOCK, DB; see tests/lib/site for the options.

site_program=$BAOCAO_SOURCE/tests/lib/site

site_start() {
	site_vars=$("$site_program" start "$@") || {
		echo "Bail out! no site: $*"
		exit 1
	}
	eval "$site_vars"
	trap site_stop EXIT
	trap 'exit 1' INT TERM HUP
}

site_stop() {
	trap - EXIT
	[ -z "${DIR:-}" ] || "$site_program" stop "$DIR"
	DIR=
}

site_tool() {
	BAOCAO_CONF=$CONF "$BAOCAO_BUILD/tool/baocao" "$@"
}

site_sql() {
	mariadb --no-defaults --socket="$SOCK" --batch --skip-column-names \
	    --default-character-set=utf8mb4 "$DB" "$@"
}

# site_status PATH [CURL OPTION...]: the answer's status
site_status() {
	site_path=$1
	shift
	curl -s -o /dev/null -w '%{http_code}' --path-as-is "$@" \
	    "$URL$site_path"
}
