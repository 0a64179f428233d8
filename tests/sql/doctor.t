#!/bin/sh
# baocao doctor: all well, and what it says when something is not
. "${0%/*}/../lib/tap.sh"
. "${0%/*}/../lib/site.sh"
site_start --seed empty
doctor() {
	LC_ALL=en_US.UTF-8 site_tool doctor 2>&1
}
root() {
	mariadb --no-defaults --socket="$SOCK" -e "$1"
}

ok 'nothing is wrong with a site as it is made' doctor
is "$(doctor | grep -c '^BAD')" 0 'and it says so'
like "$(doctor)" '[0-9]+\.[0-9]+\.[0-9]+.*MariaDB|MariaDB.*[0-9]+\.[0-9]+\.[0-9]+' \
    'with the version of the server'
like "$(site_tool --json doctor)" '^\[\{"health":"ok"' 'for programs too'

root 'SET GLOBAL innodb_flush_log_at_trx_commit = 2'
ok 'commits that are not on the disk: status 1' sh -c \
    "BAOCAO_CONF='$CONF' '$BAOCAO_BUILD/tool/baocao' doctor >/dev/null 2>&1
     [ \$? = 1 ]"
like "$(doctor)" '^BAD +.*innodb_flush_log_at_trx_commit = 2' 'what is wrong'
like "$(doctor)" '^ +-> .*innodb_flush_log_at_trx_commit = 1' 'what to do'
root 'SET GLOBAL innodb_flush_log_at_trx_commit = 1'

chmod 644 "$CONF"
like "$(doctor)" '^ +-> chmod o=' 'a settings file that everybody may read'
chmod 600 "$CONF"

chmod 666 "$DIR/login.sock"
like "$(doctor)" '^BAD .*1 of [0-9]+ in' 'a socket that is open to everybody'
chmod 660 "$DIR/login.sock"

root "ALTER TABLE $DB.setting CONVERT TO CHARACTER SET latin1"
like "$(doctor)" '^BAD .*1 are not InnoDB with utf8mb4' 'a table of another kind'
root "ALTER TABLE $DB.setting CONVERT TO CHARACTER SET utf8mb4
    COLLATE utf8mb4_bin"

like "$(doctor)" '^ok .*[0-9]+ programs, each with its own' 'accounts'
root "REVOKE SELECT (id) ON $DB.unit FROM baocao_login@localhost"
like "$(doctor)" '^BAD .*1 of [0-9]+ lack rights.*: login$' 'a right that lacks'
root "GRANT SELECT (id) ON $DB.unit TO baocao_login@localhost"
root "GRANT SELECT (pwhash) ON $DB.person_secret TO baocao_home@localhost"
like "$(doctor)" '^note .*1 of [0-9]+ have rights.*: home$' 'one too many'
root "REVOKE SELECT (pwhash) ON $DB.person_secret FROM baocao_home@localhost"
mv "$DIR/accounts/home.conf" "$DIR/home.conf"
like "$(doctor)" '^BAD .*1 of [0-9]+ lack rights.*: home$' 'no account at all'
mv "$DIR/home.conf" "$DIR/accounts/home.conf"
chmod 644 "$DIR/accounts/home.conf"
like "$(doctor)" '^ +-> chmod o= ' 'a password that everybody may read'
chmod 600 "$DIR/accounts/home.conf"
like "$(doctor)" '^(ok|note) .*(Landlock|seccomp)' 'the sandbox'
{
	grep -v '^db_accounts' "$CONF"
	cat "$DIR/accounts/baocao.conf"
	echo 'sandbox = no'
} >"$DIR/other.conf"
chmod 600 "$DIR/other.conf"
like "$(CONF=$DIR/other.conf doctor)" '^note .*share one account' \
    'one account for all: it works, and is said'
like "$(CONF=$DIR/other.conf doctor)" '^BAD .*do not shut themselves in' \
    'no sandbox'

sed 's|^fonts_conf.*|fonts_conf = /nowhere/fonts.conf|' "$CONF" >"$DIR/other.conf"
chmod 600 "$DIR/other.conf"
like "$(CONF=$DIR/other.conf doctor)" '^BAD +.*Liberation Serif' 'no fonts'

root "UPDATE $DB.setting SET value = '9999' WHERE name = 'schema'"
like "$(doctor)" '^BAD .*version 9999' 'a newer database than the programs'

"$site_program" db stop "$DIR"
like "$(doctor)" '^BAD .*cannot be asked' 'no database'
like "$(doctor)" '^ok .*Liberation' 'the rest is looked at all the same'
end
