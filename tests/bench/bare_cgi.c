/* bare_cgi.c - the limit of cold: a CGI program that connects and prints */
#include <stdio.h>
#include "bare_db.h"

int
main(void)
{
	MYSQL *my = bare_connect();

	bare_query(my, "SELECT 1");
	mysql_free_result(mysql_store_result(my));
	printf("Status: 200 OK\r\nContent-Type: text/html\r\n\r\n"
	       "<!DOCTYPE html><title>Bare</title><p>Bare.</p>\n");
	mysql_close(my);
	return 0;
}
