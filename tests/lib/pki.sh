#!/bin/sh
# pki.sh DIR - authorities and agencies to try signatures with, by openssl
#
#	ca.pem		the root that is trusted; stranger-ca.pem another one
#	good expired early revoked later usage authority both stranger plain
#		NAME.pem NAME.key: an agency's certificate with the one between
#		it and its root; expired, not valid yet, revoked since
#		yesterday, to be revoked tomorrow, for servers only, an
#		authority's own, an authority's that may sign texts as well, by
#		the other root, with a key of RSA
#	crl.pem		what both authorities have revoked; old.pem the same, out
#			of date; half.pem that of the root alone; false.pem with
#			a list that another has made in the name of the second;
#			between.pem: the root has revoked the second authority
set -eu
cd "$1"
umask 077
now=$(date +%s)
stamp() { date -u -d "@$((now + $1 * 86400))" +%y%m%d%H%M%SZ; }

cat >ca.cnf <<-CNF
	[ca]
	default_ca = d
	[d]
	database = \$ENV::PKI/index
	serial = \$ENV::PKI/serial
	crlnumber = \$ENV::PKI/crlnumber
	new_certs_dir = \$ENV::PKI
	certificate = \$ENV::PKI/cert.pem
	private_key = \$ENV::PKI/key.pem
	default_md = sha256
	policy = p
	unique_subject = no
	string_mask = utf8only
	[p]
	commonName = supplied
	organizationName = optional
	[req]
	distinguished_name = n
	string_mask = utf8only
	[n]
	[root]
	basicConstraints = critical, CA:true
	keyUsage = critical, keyCertSign, cRLSign
	subjectKeyIdentifier = hash
	[agency]
	basicConstraints = critical, CA:false
	keyUsage = critical, digitalSignature, nonRepudiation
	extendedKeyUsage = emailProtection, 1.3.6.1.5.5.7.3.36
	subjectKeyIdentifier = hash
	authorityKeyIdentifier = keyid
	[both]
	basicConstraints = critical, CA:true
	keyUsage = critical, digitalSignature, keyCertSign
	extendedKeyUsage = emailProtection
	[server]
	basicConstraints = critical, CA:false
	keyUsage = critical, digitalSignature
	extendedKeyUsage = serverAuth
	[cipher]
	basicConstraints = critical, CA:false
	keyUsage = critical, keyEncipherment
CNF

key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

authority() { # NAME SUBJECT
	mkdir "$1"
	: >"$1/index"
	echo 1000 >"$1/serial"
	echo 01 >"$1/crlnumber"
	key "$1/key.pem"
	PKI=$1 openssl req -new -utf8 -config ca.cnf -key "$1/key.pem" -subj "$2" \
		-out "$1/csr.pem"
}

issue() { # BY CSR OUT FROM TO EXTENSIONS
	PKI=$1 openssl ca -batch -notext -config ca.cnf -extensions "$6" \
		-in "$2" -out "$3" -startdate "$(stamp "$4")" \
		-enddate "$(stamp "$5")" 2>/dev/null
}

root() { # NAME SUBJECT
	authority "$1" "$2"
	PKI=$1 openssl ca -batch -notext -selfsign -config ca.cnf \
		-extensions root -in "$1/csr.pem" -out "$1/cert.pem" \
		-startdate "$(stamp -900)" -enddate "$(stamp 3000)" 2>/dev/null
}

agency() { # NAME BY FROM TO EXTENSIONS
	[ -f "$1.key" ] || key "$1.key"
	PKI=$2 openssl req -new -utf8 -config ca.cnf -key "$1.key" \
		-subj "/CN=UBND xã $1/O=Tỉnh Thử" -out "$1.csr"
	issue "$2" "$1.csr" "$1.one" "$3" "$4" "$5"
	cat "$1.one" "$2/cert.pem" >"$1.pem"
}

revoke() { # CERTIFICATE ITS-NAME BY DAY
	PKI=$3 openssl ca -config ca.cnf -revoke "$1" 2>/dev/null
	was=$(sed -n "s/^R\t[0-9Z]*\t\([0-9]*Z\)\t.*CN=$2.*/\1/p" "$3/index")
	sed -i "s/\t$was\t/\t$(stamp "$4")\t/" "$3/index"
}

crl() { # BY OUT FROM TO
	PKI=$1 openssl ca -gencrl -config ca.cnf -crl_lastupdate \
		"20$(stamp "$3")" -crl_nextupdate "20$(stamp "$4")" \
		-out "$2" 2>/dev/null
}

root root '/CN=CA gốc thử nghiệm'
root strangers '/CN=CA lạ'
authority middle '/CN=CA trung gian'
issue root middle/csr.pem middle/cert.pem -800 2000 root
agency good middle -100 300 agency
agency expired middle -100 -1 agency
agency early middle 1 300 agency
agency revoked middle -100 300 agency
revoke revoked.one 'UBND.*revoked' middle -1
agency later middle -100 300 agency
revoke later.one 'UBND.*later' middle 1
agency usage middle -100 300 server
agency cipher middle -100 300 cipher
agency authority root -100 300 root
agency both middle -100 300 both
agency stranger strangers -100 300 agency
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out plain.key
agency plain middle -100 300 agency
cp root/cert.pem ca.pem
cp strangers/cert.pem stranger-ca.pem
crl root root.crl -2 30
crl middle middle.crl -2 30
crl middle middle-old.crl -30 -1
cat root.crl middle.crl >crl.pem
cat root.crl middle-old.crl >old.pem
cp root.crl half.pem
root false '/CN=CA trung gian'
crl false false.crl -2 30
cat root.crl false.crl >false.pem
revoke middle/cert.pem 'CA trung gian' root -1
crl root between.crl -2 30
cat between.crl middle.crl >between.pem
