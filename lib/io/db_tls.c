/* db_tls.c - TLS to a database on another machine */
#include <arpa/inet.h>
#include <string.h>
#include "io/db_part.h"

/*
 * By name alone: whoever can say what a name leads to could else say that the
 * way to it is safe.
 */
bool
db_is_here(const struct db_where *w)
{
	const char *host = w->host;
	unsigned char at[sizeof(struct in6_addr)];

	if (str_empty(host) || strcmp(host, "localhost") == 0)
		return true;
	if (inet_pton(AF_INET, host, at) == 1)
		return at[0] == 127;
	return inet_pton(AF_INET6, host, at) == 1 &&
	       memcmp(at, &in6addr_loopback, sizeof in6addr_loopback) == 0;
}

bool
db_tls_wanted(const struct db_where *w)
{
	if (!str_empty(w->ca))
		return true;
	return !w->plain && !db_is_here(w);
}

/* The server's certificate is checked, and that it is for this host. */
void
db_tls_set(MYSQL *my, const struct db_where *w)
{
	const char *ca = str_empty(w->ca) ? DB_CA : w->ca;

	if (!db_tls_wanted(w))
		return;
#ifdef MARIADB_BASE_VERSION
	db_flag on = 1;
	mysql_options(my, MYSQL_OPT_SSL_ENFORCE, &on);
	mysql_options(my, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &on);
	mysql_options(my, MARIADB_OPT_TLS_VERSION, "TLSv1.2,TLSv1.3");
#else
	unsigned mode = SSL_MODE_VERIFY_IDENTITY;
	mysql_options(my, MYSQL_OPT_SSL_MODE, &mode);
	mysql_options(my, MYSQL_OPT_TLS_VERSION, "TLSv1.2,TLSv1.3");
#endif
	mysql_options(my, MYSQL_OPT_SSL_CA, ca);
}
