/*
 * web.h - one request from the web server: FastCGI or plain CGI alike
 *
 * The only file on libfcgi (fcgiapp.h alone).  Run with a listening socket as
 * its standard input a program is a FastCGI worker; run any other way it is a
 * plain CGI program that serves one request and ends.
 */
#ifndef IO_WEB_H
#define IO_WEB_H
#include "base/base.h"

struct web;
/*
 * A web server that neither sends nor takes a byte for stall_s seconds is given
 * up.
 */
struct web *web_open(long stall_s);
/*
 * Wait for the next request.  False: there is none any more (told to stop, or
 * the one request of a plain CGI program is done).  SIGTERM is noticed between
 * requests only.
 */
bool web_next(struct web *);
/* A variable of the request, "REQUEST_METHOD"; NULL: not there. */
const char *web_var(const struct web *, const char *name);
/* Up to n bytes of the body; fewer: it ended there. */
size_t web_read(struct web *, char *, size_t n);
void web_write(struct web *, const char *, size_t n);
/* The answer is out; the connection is closed, even if it should be kept. */
void web_finish(struct web *);
/* Leave after the request in hand. */
void web_stop(struct web *);
void web_close(struct web *);
#endif
