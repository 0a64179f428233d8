# packages.sh - installing what is missing, and nothing else
#
# Nothing here starts, stops or enables a service: the packages of the list
# hold programs and libraries only, and while they are installed a policy keeps
# hands off every service of the system (a library they bring might ask for a
# restart).  nginx comes with a service of its own, so it is only unpacked.

here_packages=$TOP/tool/sh/packages
policy=/usr/sbin/policy-rc.d

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

# Those packages of the groups that are not there.
missing_packages() {
	for group in "$@"; do
		awk -v g="$group" '$1 == g { print $2, $3 }' "$here_packages"
	done | while read -r package command; do
		[ -n "$command" ] && command -v "$command" >/dev/null && continue
		echo "$package"
	done >"$VAR/wanted"
	[ -s "$VAR/wanted" ] || return 0
	# shellcheck disable=SC2046
	dpkg-query -W -f '${Package} ${db:Status-Status}\n' \
	    $(cat "$VAR/wanted") 2>/dev/null |
		awk '$2 == "installed" { print $1 }' | sort -u >"$VAR/present"
	sort -u "$VAR/wanted" | comm -23 - "$VAR/present"
	rm -f "$VAR/wanted" "$VAR/present"
}

apt() {
	as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
	    apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 \
	    "$@" </dev/null >>"$VAR/log/packages.log" 2>&1
}

hands_off() {
	[ -e $policy ] && return
	printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
	as_root chmod 755 $policy
	trap hands_on EXIT
	trap 'exit 130' INT TERM HUP
}

hands_on() {
	trap - EXIT INT TERM HUP
	as_root rm -f $policy
}

need_packages() {
	missing=$(missing_packages "$@" | tr '\n' ' ')
	[ -n "$missing" ] || return 0
	[ -x /usr/bin/apt-get ] ||
		die "this is not Debian; install the like of: $missing"
	as_root true 2>/dev/null || die "installing packages needs root, and" \
	    "sudo asks for a password here; run as root, or first:" \
	    "sudo apt-get install --no-install-recommends $missing"
	say "installing: $missing"
	hands_off_was=$([ -e $policy ] && echo yes || echo no)
	hands_off
	# shellcheck disable=SC2086
	apt install --no-install-recommends $missing || {
		apt update || true
		apt install --no-install-recommends $missing || {
			tail_of "$VAR/log/packages.log"
			die "the packages could not be installed;" \
			    "see $VAR/log/packages.log"
		}
	}
	[ "$hands_off_was" = yes ] || hands_on
}

# The nginx program, in NGINX: the system's, or unpacked below var/.
need_nginx() {
	for NGINX in /usr/sbin/nginx "$VAR/nginx/usr/sbin/nginx"; do
		[ -x "$NGINX" ] && "$NGINX" -v >/dev/null 2>&1 && return
	done
	say "fetching nginx (unpacked below var/, not installed)"
	mkdir -p "$VAR/nginx"
	(
		cd "$VAR/nginx" && rm -f ./*.deb
		apt_fetch='apt-get -q download nginx'
		$apt_fetch >>"$VAR/log/packages.log" 2>&1 || {
			apt update
			$apt_fetch >>"$VAR/log/packages.log" 2>&1
		} && dpkg -x nginx_*.deb . && rm -f ./*.deb
	) || die "nginx could not be fetched; see $VAR/log/packages.log"
	"$NGINX" -v >/dev/null 2>&1 || die "nginx does not run here; install" \
	    "the package nginx yourself, or leave out --nginx"
}
