#!/bin/sh
# apache/programs names every program, and the templates come out whole: the
# web servers themselves read them
. "${0%/*}/../lib/tap.sh"
cd "$BAOCAO_SOURCE" || exit 1

made=$(ls cgi/*.c | sed 's|cgi/||; s|\.c$||' | sort)
named=$(awk '!/^#/ && NF { print $1 }' apache/programs | sort)
is "$named" "$made" 'the table and the sources name the same programs'

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/bin" "$dir/static"
for name in $named; do
	printf '#!/bin/sh\n' >"$dir/bin/$name.fcgi"
	chmod +x "$dir/bin/$name.fcgi"
done
fill() { # TEMPLATE [NAME=VALUE...]
	apache/site "$@" "RUN=$dir" "BIN=$dir/bin" "STATIC=$dir/static" \
	    "LOG=$dir" PORT=8080 "MODULES=/usr/lib/apache2/modules" \
	    "CONF=$dir/x.conf" GROUP=www-data
}
apache() { # TEMPLATE NAME=VALUE...
	template=$1
	shift
	fill "$template" "$@" >"$dir/site.conf" &&
		fill private-apache.conf "$@" >"$dir/front.conf" &&
		cp apache/mime.types "$dir/mime.types" &&
		/usr/sbin/apache2 -t -d "$dir" -f "$dir/front.conf"
}
nginx_() {
	fill nginx.conf "$@" >"$dir/site.conf" &&
		fill private-nginx.conf "$@" >"$dir/front.conf" &&
		{
			echo 'types {'
			sed 's/$/;/' apache/mime.types
			echo '}'
		} >"$dir/mime-nginx.types" &&
		"${NGINX:-/usr/sbin/nginx}" -t -e "$dir/log" -c "$dir/front.conf"
}
for base in '' /bc; do
	ok "Apache takes proxy.conf below '$base/'" apache proxy.conf "BASE=$base"
	ok "Apache takes cgi.conf below '$base/'" \
	    apache cgi.conf "BASE=$base" CGI=yes
	ok "nginx takes nginx.conf below '$base/'" nginx_ "BASE=$base"
done
like "$(fill proxy.conf BASE=/bc | grep ProxyPass | tail -n 1)" \
    '"/bc/" "unix:.*/home.sock' 'the rest belongs to home, last of all'
ok 'no template lets connections be reused' \
    sh -c '! grep -riE "^[^#]*(enablereuse=on|fastcgi_keep_conn +on)" apache'
ok 'every template drops the header Proxy' sh -c \
    'for f in proxy cgi fcgid nginx; do
	grep -q "unset Proxy early\|HTTP_PROXY \"\"" apache/$f.conf || exit 1
    done'
ok 'none answers TRACE, none shows a hidden file' sh -c \
    'for f in proxy cgi fcgid; do
	grep -qx "TraceEnable Off" apache/$f.conf &&
	    grep -q "<FilesMatch \"^.\.\">" apache/$f.conf || exit 1
    done
    grep -q "static/(\.\*/)?.\. { return 404; }" apache/nginx.conf'
ok 'each waits for a slow client only so long' sh -c \
    'for f in proxy cgi fcgid; do
	grep -q "^RequestReadTimeout header=.*MinRate=.* body=.*MinRate=" \
	    apache/$f.conf || exit 1
    done
    grep -q "^client_header_timeout" apache/nginx.conf &&
	grep -q "^client_body_timeout" apache/nginx.conf'
# An upload and the fields beside it: what core/template_store.h and io/conf.c
# say, together.
most=$(($(sed -n 's/.*TEMPLATE_FILE_MAX = \([0-9]* << [0-9]*\).*/\1/p' \
    lib/core/template_store.h)))
text=$(($(sed -n 's/.*\.body_max = \([0-9]* << [0-9]*\).*/\1/p' \
    lib/io/conf.c)))
is "$(sed -n 's/^\(LimitRequestBody\|FcgidMaxRequestLen\) //p' \
    apache/proxy.conf apache/cgi.conf apache/fcgid.conf apache/htaccess |
    sort -u)" "$((most + text))" 'Apache lets the largest upload pass, no more'
is "$(sed -n 's/^client_max_body_size \([0-9]*\)m;/\1/p' apache/nginx.conf)" \
    "$(((most + text) >> 20))" 'so does nginx'
# Lists that grow in many hands: twice the same program cannot be installed.
is "$(sed -e :a -e '/\\$/N; s/\\\n//; ta' cgi/Makemodule.am |
    sed -n 's/^cgi_PROGRAMS += //p' | tr -s ' \t' '\n' | sort | uniq -d)" '' \
    'each program is listed once'
ok 'a value that would end a quotation is refused' \
    sh -c '! apache/site proxy.conf "BASE=/a\"b"'
ok 'a placeholder without a value is refused' \
    sh -c '! apache/site private-apache.conf'
end
