#!/bin/sh
# the sites by HTTPS, as we ship them: what they let in, and where they lead
. "${0%/*}/../lib/tap.sh"
. "${0%/*}/../lib/site.sh"

site_start --seed empty
T=$(mktemp -d)
chmod 755 "$T"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=bc.example \
    -addext subjectAltName=DNS:bc.example \
    -keyout "$T/key.pem" -out "$T/cert.pem" 2>/dev/null
free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}
fill() { # TEMPLATE HTTP HTTPS
	"$BAOCAO_SOURCE/apache/site" "$1" HOST=bc.example "CERT=$T/cert.pem" \
	    "KEY=$T/key.pem" "SITE=$T/site.conf" "HTTP=$2" "HTTPS=$3" \
	    "RUN=$DIR" "BIN=$DIR/bin" "STATIC=$DIR/html/static"
}
user() { # DIRECTIVE...
	[ "$(id -u)" != 0 ] || printf '%s\n' "$@"
}

# A front of our own, with the template in it, and sed's words on that.
front() { # apache|nginx [EDIT]
	plain=$(free_port) secure=$(free_port)
	if [ "$1" = nginx ]; then
		fill nginx.conf '' '' >"$T/site.conf"
		fill https-nginx.conf "127.0.0.1:$plain" "127.0.0.1:$secure" |
			sed "${2:-}" >"$T/https.conf"
		{
			user 'user www-data;'
			cat <<-CONF
				pid $T/front.pid;
				error_log $T/log;
				events { }
				http {
					access_log off;
					client_body_temp_path $T/body;
					proxy_temp_path $T/proxy;
					fastcgi_temp_path $T/fastcgi;
					uwsgi_temp_path $T/uwsgi;
					scgi_temp_path $T/scgi;
					include $T/https.conf;
				}
			CONF
		} >"$T/front.conf"
		env -u NGINX "${NGINX:-/usr/sbin/nginx}" -e "$T/log" -c "$T/front.conf" \
		    -g 'daemon off;' >"$T/out" 2>&1 &
	else
		fill proxy.conf '' '' >"$T/site.conf"
		fill https-apache.conf "127.0.0.1:$plain" "127.0.0.1:$secure" |
			sed "${2:-}" >"$T/https.conf"
		{
			user 'User www-data' 'Group www-data'
			for m in mpm_event authz_core mime alias headers \
			    reqtimeout proxy proxy_fcgi buffer env \
			    socache_shmcb ssl; do
				echo "LoadModule ${m}_module" \
				    "/usr/lib/apache2/modules/mod_$m.so"
			done
			cat <<-CONF
				ServerRoot "$T"
				ServerName bc.example
				DefaultRuntimeDir "$T"
				Mutex "file:$T"
				PidFile "$T/front.pid"
				ErrorLog "$T/log"
				SSLSessionCache "shmcb:$T/sessions(512000)"
				TypesConfig "$BAOCAO_SOURCE/apache/mime.types"
				Listen 127.0.0.1:$plain
				Listen 127.0.0.1:$secure
				Include "$T/https.conf"
			CONF
		} >"$T/front.conf"
		/usr/sbin/apache2 -d "$T" -f "$T/front.conf" -D FOREGROUND \
		    >"$T/out" 2>&1 &
	fi
	front=$!
	for _ in $(seq 100); do
		! shake -tls1_2 || return 0
		sleep 0.1
	done
	sed 's/^/# /' "$T/out" "$T/log"
}
front_end() {
	kill "$front"
	wait "$front" 2>/dev/null || true
}

# A handshake, with what openssl itself would refuse let in.
shake() { # OPTION...
	timeout 10 openssl s_client -connect "127.0.0.1:$secure" \
	    -servername bc.example "$@" </dev/null >"$T/said" 2>&1
}
refused() {
	! shake "$@"
}
get() { # CURL OPTION...
	curl -s -o /dev/null --cacert "$T/cert.pem" \
	    --resolve "bc.example:$secure:127.0.0.1" "$@"
}

old='DEFAULT@SECLEVEL=0'
for f in nginx apache; do
	front "$f"
	ok "$f: TLS 1.2" shake -tls1_2
	ok "$f: TLS 1.3" shake -tls1_3
	ok "$f: no TLS 1.1" refused -tls1_1 -cipher "$old"
	ok "$f: no TLS 1.0" refused -tls1 -cipher "$old"
	ok "$f: nothing without forward secrecy" \
	    refused -tls1_2 -cipher "kRSA:@SECLEVEL=0"
	ok "$f: no CBC" refused -tls1_2 -cipher "ECDHE-RSA-AES128-SHA"
	is "$(get -w '%{http_code}' "https://bc.example:$secure/login")" 200 \
	    "$f: the page of signing in"
	like "$(curl -s -o /dev/null -D - --cacert "$T/cert.pem" --resolve \
	    "bc.example:$secure:127.0.0.1" "https://bc.example:$secure/login")" \
	    '[Ss]trict-[Tt]ransport-[Ss]ecurity: max-age=' \
	    "$f: which says to stay with HTTPS"
	is "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' \
	    -H 'Host: evil.example' "http://127.0.0.1:$plain/login?next=%2Fa")" \
	    '308 https://bc.example/login?next=%2Fa' \
	    "$f: plain http is led on, by our name"
	front_end
done
# Controls: openssl could do all of that, if the servers let it.
front nginx 's/TLSv1.2 TLSv1.3/TLSv1.1 TLSv1.2/
    s/ssl_ciphers .*/ssl_ciphers ALL:@SECLEVEL=0;/'
ok 'control: nginx with TLS 1.1' shake -tls1_1 -cipher "$old"
ok 'control: nginx without forward secrecy' \
    shake -tls1_2 -cipher "kRSA:@SECLEVEL=0"
front_end
front apache 's/SSLProtocol .*/SSLProtocol +TLSv1.1 +TLSv1.2/
    s/SSLCipherSuite .*/SSLCipherSuite ALL:@SECLEVEL=0/'
ok 'control: Apache with TLS 1.1' shake -tls1_1 -cipher "$old"
front_end
rm -rf "$T"
end
