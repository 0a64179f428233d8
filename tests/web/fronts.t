#!/bin/sh
# every way to serve: Apache, nginx, plain CGI, at the root and below a path
# timeout: 600
. "${0%/*}/../lib/tap.sh"
. "${0%/*}/../lib/site.sh"

page() { # PATH
	curl -s --path-as-is "$URL$1"
}
header() { # PATH NAME
	curl -s -o /dev/null -D - "$URL$1" | tr -d '\r' |
		sed -n "s/^$2: //Ip" | head -n 1
}

big=$(mktemp)
head -c 2000000 /dev/zero | tr '\0' a >"$big"
for front in apache nginx cgi; do
	for base in '' /bc; do
		site_start --seed empty --front $front --base "$base"
		at="$front at '$base/'"
		is "$(site_status /login)" 200 "$at: the page of signing in"
		like "$(page /login)" "href=\"$base/static/baocao.css" \
		    "$at: its addresses begin with the base"
		ok "$at: it is well-formed" sh -c \
		    "curl -s $URL/login | xmllint --noout --nonet -"
		is "$(site_status /static/baocao.css)" 200 "$at: a static file"
		like "$(header /static/baocao.css Content-Type)" '^text/css' \
		    "$at: its type"
		like "$(header /static/baocao.css Cache-Control)" 'max-age' \
		    "$at: it may be kept"
		is "$(header /static/baocao.css X-Content-Type-Options)" \
		    nosniff "$at: its type is not guessed"
		like "$(header /login Content-Security-Policy)" \
		    "default-src 'none'" "$at: the policy of pages"
		is "$(header /login Cache-Control)" no-store \
		    "$at: pages are not kept"
		is "$(site_status /static/../shell.html)" 404 \
		    "$at: nothing beside the static files"
		like "$(site_status /static/)" '^40[34]$' "$at: no list of files"
		is "$(site_status /login/nothing)" 404 "$at: no such page"
		is "$(site_status /login -X DELETE)" 405 "$at: no such method"
		is "$(site_status /login --data-binary "@$big")" 413 \
		    "$at: a body of 2 MB"
		like "$(page '/login?x=%00')$(site_status '/login?x=%00')" \
		    '400' "$at: a zero byte in the query"
		[ -z "$base" ] || is "$(curl -s -o /dev/null -w \
		    '%{http_code} %{redirect_url}' "${URL}?a=b")" \
		    "308 $URL/?a=b" "$at: the path without its slash"
		site_stop
	done
done
rm -f "$big"
end
