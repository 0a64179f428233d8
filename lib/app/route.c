/* route.c - which of the program's routes a request is for */
#include <stdio.h>
#include <string.h>
#include "app/frame.h"

/* "/report/@" takes exactly one more segment. */
static bool
matches(const char *pattern, const char *path, const char **ret_tail)
{
	size_t n = strcspn(pattern, "@");

	if (pattern[n] == '\0')
		return strcmp(pattern, path) == 0;
	if (strncmp(pattern, path, n) != 0 || path[n] == '\0' ||
	    strchr(path + n, '/') != NULL)
		return false;
	*ret_tail = path + n;
	return true;
}

enum rc
route_find(struct call *c)
{
	static const char *const allow[2][2] = { { NULL, "POST" },
		{ "GET, HEAD", "GET, HEAD, POST" } };
	bool there[] = { [GET] = false, [POST] = false };

	for (size_t i = 0; i < c->server->nroute; i++) {
		const struct route *r = &c->server->routes[i];
		if (!matches(r->path, c->rq.path, &c->tail))
			continue;
		there[r->method] = true;
		if (r->method == c->method) {
			c->rq.route = r;
			return OK;
		}
	}
	c->allow = allow[there[GET]][there[POST]];
	return fail(c->allow != NULL ? E_METHOD : E_NOTFOUND,
	    "no such page: %s", c->rq.path);
}

const char *
path_tail(const struct rq *rq)
{
	return ((const struct call *)rq)->tail;
}

static void
print_field(const struct field *f)
{
	static const char *const types[] = { "long", "text", "bool" };

	printf(" %s:%s%s", f->name, types[f->type], f->optional ? "?" : "");
}

static void
print_flags(const struct route *r)
{
	static const char *const tokens[] = { [TOKEN_NO] = "",
		[TOKEN_TOO] = " @too",
		[TOKEN_ONLY] = " @only" };

	printf("%s%s%s%s%s%s%s\n", r->open > 0 ? " +" : "",
	    r->no_key ? " !key" : "", r->step_up ? " !prove" : "",
	    r->early ? " !early" : "", tokens[r->token],
	    r->audit == NULL ? "" : " =", r->audit == NULL ? "" : r->audit);
}

/* One route a line, for the tests that walk them all. */
void
routes_print(const struct route *routes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct route *r = &routes[i];
		printf("%s %s %s %s %s", r->method == POST ? "POST" : "GET",
		    r->path, right_name(r->right),
		    r->object == NULL ? "-" : r->object->name,
		    r->id == NULL ? "-" : r->id);
		for (size_t j = 0; j < r->nin; j++)
			print_field(&r->in[j]);
		print_flags(r);
	}
}
