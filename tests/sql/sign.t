#!/bin/sh
# The key of an installation: made, put in force, replaced, lost; by openssl too.
. "${0%/*}/../lib/tap.sh"
# shellcheck source=tests/lib/db.sh
. "${0%/*}/../lib/db.sh"

LC_ALL=en_US.UTF-8
export LC_ALL
db_start
work=$db_dir
key=$work/secret/sign.key
status() {
	"$@" >"$work/out" 2>&1
	echo $?
}
said() {
	cat "$work/out"
}
in_force() {
	db_query 'SELECT public FROM sign_key WHERE valid_to IS NULL'
}
of_file() { # FILE: the public key, by openssl, in hex
	openssl pkey -in "$1" -pubout -outform DER | tail -c 32 | od -An -tx1 |
		tr -d ' \n'
}
doctor() {
	"$baocao" doctor | grep -E 'signing key|khóa ký'
}

ok 'an installation' "$baocao" migrate
is "$(status "$baocao" sign init)" 1 'without a setting there is no key'
like "$(said)" 'sign_key = ' 'and it says which'
like "$(doctor)" '^note' 'the doctor notes it'
echo "sign_key = $key" >>"$BAOCAO_CONF"
is "$(status "$baocao" sign init)" 1 'nor without its folder'
like "$(said)" "secret/sign.key.new: cannot be written: No such file" \
	'and it says why'
mkdir -m 750 "$work/secret"
chmod 640 "$BAOCAO_CONF"
is "$(status "$baocao" sign init)" 0 'it is made'
is "$(stat -c %a "$key") $(stat -c %a "$key.pub")" '640 644' \
	'for the programs alone, and its public half for all'
is "$(stat -c %U:%G "$key")" "$(stat -c %U:%G "$BAOCAO_CONF")" \
	'it belongs to whom the settings belong'
first=$(in_force)
is "$(of_file "$key")" "$first" 'it is in force'
is "$(openssl pkey -pubin -in "$key.pub" -outform DER | tail -c 32 |
	od -An -tx1 | tr -d ' \n')" "$first" 'openssl reads both'
is "$("$baocao" sign key --pem)" "$(cat "$key.pub")" 'it is shown to others'
is "$(status "$baocao" sign init)" 0 'made twice'
is "$(in_force) $(db_query 'SELECT COUNT(*) FROM sign_key')" "$first 1" \
	'it is the same'
is "$(db_query "SELECT CONCAT(stream, act, ' ', detail) FROM audit
	WHERE object = 'sign_key'")" "-17make key=$first" 'it is on record once'
like "$(doctor)" '^ok' 'the doctor finds it well'
is "$(grep -c "$(sed -n 2p "$key")" "$work/data/baocao"/*.ibd \
	"$work/data/ib_logfile0" | grep -cv ':0$')" 0 'the secret is in no table'

# ---- replaced
is "$(status "$baocao" sign rotate)" 0 'it is replaced'
second=$(in_force)
ok 'by another' test "$second" != "$first"
is "$(of_file "$key")" "$second" 'which is in the file'
is "$(db_query "SELECT CONCAT(replaced_by, ' ', hours) FROM (SELECT
	replaced_by, TIMESTAMPDIFF(HOUR, (SELECT valid_from FROM sign_key
	WHERE public = '$second'), valid_to) AS hours FROM sign_key
	WHERE public = '$first') q")" "$second 24" \
	'the old one counts for a day, for other machines'
is "$(ls "$work/secret")" "$(printf 'sign.key\nsign.key.pub')" \
	'nothing is left of it'
is "$(db_query "SELECT act, detail LIKE 'key=$second; replaces=$first; until=%'
	FROM audit WHERE object = 'sign_key' ORDER BY seq DESC LIMIT 1")" \
	"$(printf 'rotate\t1')" 'by which one and until when is on record'
unlike "$(said)" 'anew' 'no program needs to be started anew'
: >"$work/secret/other"
"$baocao" sign rotate >"$work/out"
like "$(said)" '"entry" and "cron" anew' 'unless other files lie there'
like "$(doctor)" '^note.*other files' 'the doctor says so, too'
rm "$work/secret/other"
unlike "$(doctor)" '^note' 'and is content when they are gone'
"$baocao" sign rotate >/dev/null
second=$(in_force)
is "$(status "$baocao" sign rotate --overlap 1000)" 2 'not for ever'
is "$(status "$baocao" sign rotate --overlap x)" 2 'not for x'

# ---- a run that ended between two steps
cp -p "$key" "$work/was"
cp -p "$key.pub" "$work/was.pub"
"$baocao" sign rotate --overlap 0 >/dev/null
third=$(in_force)
mv "$key" "$key.new"
cp -p "$work/was" "$key"
cp -p "$work/was.pub" "$key.pub"
like "$(doctor)" '^BAD' 'the doctor sees another file than is in force'
is "$(status "$baocao" sign init)" 0 'it is finished'
is "$(of_file "$key") $(in_force)" "$third $third" 'as it was meant'

# ---- lost, and not given up for another without being told to
rm "$key"
like "$(doctor)" '^BAD' 'a lost file is seen'
is "$(status "$baocao" sign init)" 1 'another one is not put in force silently'
like "$(said)" 'sign rotate' 'it says what to do'
is "$(ls "$work/secret")" sign.key.pub 'and leaves nothing about'
is "$(status "$baocao" sign rotate)" 0 'told so, it is'
fourth=$(in_force)
like "$("$baocao" --json sign key)" "\"key\":\"$fourth\".*\"file\":true" \
	'it is in the file'
is "$(db_query 'SELECT COUNT(*) FROM sign_key')" 6 'all of them are known'
cp -p "$work/was" "$key"
is "$(status "$baocao" sign init)" 1 'one that was replaced does not come back'
is "$(in_force)" "$fourth" 'by itself'
"$baocao" sign rotate >/dev/null

# ---- a key that openssl made
rm "$key" "$key.pub"
db_query 'DELETE FROM sign_key'
(umask 077 && openssl genpkey -algorithm ed25519 -out "$key")
own=$(of_file "$key")
is "$(status "$baocao" sign init)" 0 'one that is there is taken'
is "$(in_force)" "$own" 'as it is'
chmod 644 "$key"
is "$(status "$baocao" sign init)" 1 'one that everybody can read is not'
like "$(said)" 'everybody can read it; chmod o=' 'and it says so'
like "$(doctor)" '^BAD' 'nor to the doctor'
ok 'the record waits' test "$(db_query 'SELECT COUNT(*) FROM audit')" -gt 0
is "$(status "$baocao" audit seal)" 1 'nor is it sealed without a signature'
is "$(db_query 'SELECT COUNT(*) FROM seal')" 0 'there is no such seal'
end
