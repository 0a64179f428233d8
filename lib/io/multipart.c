/* multipart.c - see the header; the state is what may come next */
#include <string.h>
#include <strings.h>
#include "base/utf8.h"
#include "io/multipart.h"

enum {
	BOUNDARY_MAX = 70, /* RFC 2046, section 5.1.1 */
	MARK_MAX = BOUNDARY_MAX + 4,
	PIECE = 16 << 10,
	HEAD_MAX = 4096,
	TYPE_MAX = 100
};

struct multipart {
	struct arena *mem;
	const struct multipart_limits *limits;
	struct params *params;
	const char *why;
	bool file_too_large;
	char mark[MARK_MAX + 1]; /* CR LF, two dashes, the boundary */
	size_t nmark;
	enum {
		BEFORE, /* the first boundary: nothing stands there */
		TAIL,   /* two bytes behind a boundary */
		HEAD,   /* lines up to an empty one */
		BODY,
		AFTER /* the last boundary: at most CR LF */
	} in;
	char hold[PIECE + MARK_MAX]; /* not looked at yet */
	size_t nhold;
	struct buf head, text, file;
	const char *name, *type; /* of the part in hand */
	bool is_file, has_file;
	size_t ntext; /* of all fields */
	struct upload upload;
};

static enum rc
bad(struct multipart *m, enum rc rc, const char *why)
{
	m->why = why;
	return rc;
}

static bool
is_one_of(const char *s, size_t n, const char *word)
{
	return n == strlen(word) && strncasecmp(s, word, n) == 0;
}

bool
multipart_is(const char *type)
{
	static const char form[] = "multipart/form-data";
	size_t n = sizeof form - 1;

	return strncasecmp(type, form, n) == 0 &&
	       (type[n] == ';' || type[n] == ' ');
}

/* A parameter of a header at *at, behind its semicolon; moves behind it. */
struct attribute {
	const char *name, *value;
	size_t nname, nvalue;
};

/*
 * A quoted value ends at a quote.  Browsers write %22 for one inside; older
 * programs write \", which is told from a backslash at the end of a name by
 * what follows.
 */
static size_t
quoted(const char *s)
{
	size_t n = 0;

	for (; s[n] != '\0'; n++) {
		size_t blank = strspn(s + n + 1, " \t");
		char next = s[n] == '"' ? s[n + 1 + blank] : 'x';
		bool escaped = n > 0 && s[n - 1] == '\\';
		if (s[n] == '"' && (!escaped || next == ';' || next == '\0'))
			break;
	}
	return n;
}

static bool
next_attribute(const char **at, struct attribute *ret)
{
	static const char token[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789!#$%&'*+-.^_`|~";
	const char *s = *at + strspn(*at, " \t");

	if (*s++ != ';')
		return false;
	s += strspn(s, " \t");
	ret->name = s;
	ret->nname = strspn(s, token);
	s += ret->nname;
	if (ret->nname == 0 || *s++ != '=')
		return false;
	if (*s == '"') {
		ret->value = ++s;
		ret->nvalue = quoted(s);
		s += ret->nvalue;
		if (*s++ != '"')
			return false;
	} else {
		ret->value = s;
		ret->nvalue = strspn(s, token);
		s += ret->nvalue;
	}
	*at = s + strspn(s, " \t");
	return **at == ';' || **at == '\0';
}

static bool
boundary_ok(const char *s, size_t n)
{
	static const char set[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789'()+_,-./:=? ";

	if (n == 0 || n > BOUNDARY_MAX || s[n - 1] == ' ')
		return false;
	for (size_t i = 0; i < n; i++)
		if (s[i] == '\0' || strchr(set, s[i]) == NULL)
			return false;
	return true;
}

enum rc
multipart_open(struct arena *mem, const char *type,
    const struct multipart_limits *limits, struct params *params,
    struct multipart **ret)
{
	struct multipart *m = arena_alloc(mem, sizeof *m);
	struct attribute a = { .name = "" };

	*m = (struct multipart){ .mem = mem,
		.limits = limits,
		.params = params,
		.why = "",
		.head = { .mem = mem, .max = HEAD_MAX },
		.text = { .mem = mem, .max = limits->text_max },
		.file = { .mem = mem, .max = limits->file_max + 1 },
		.upload = { .name = "", .type = "", .bytes = "" } };
	*ret = m;
	const char *at = strchr(type, ';');
	while (at != NULL && *at != '\0' && next_attribute(&at, &a)) {
		if (!is_one_of(a.name, a.nname, "boundary"))
			continue;
		if (m->nmark > 0 || !boundary_ok(a.value, a.nvalue))
			return bad(m, E_MALFORMED, "a boundary that is none");
		memcpy(m->mark, "\r\n--", 4);
		memcpy(m->mark + 4, a.value, a.nvalue);
		m->nmark = 4 + a.nvalue;
	}
	if (m->nmark == 0 || *at != '\0')
		return bad(m, E_MALFORMED, "no boundary");
	/* the first one stands as if a line had ended before it */
	memcpy(m->hold, "\r\n", 2);
	m->nhold = 2;
	return OK;
}

/* What a browser has encoded in a name: a quote, and ends of lines. */
static size_t
unescape(char *to, const char *s, size_t n)
{
	char *start = to;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\\' && i + 1 < n && s[i + 1] == '"')
			continue;
		if (n - i >= 3 && strncmp(s + i, "%22", 3) == 0)
			*to++ = '"';
		else if (n - i >= 3 && (strncmp(s + i, "%0D", 3) == 0 ||
					   strncmp(s + i, "%0A", 3) == 0))
			*to++ = ' ';
		else {
			*to++ = s[i];
			continue;
		}
		i += 2;
	}
	return (size_t)(to - start);
}

/* "C:\\fakepath\\a.xlsx" and "../a.xlsx" are "a.xlsx"; the end of it. */
static const char *
file_name(struct arena *mem, const char *s, size_t n)
{
	char *plain = arena_alloc(mem, n + 1);
	const char *text = query_text(mem, plain, unescape(plain, s, n));

	if (text == NULL)
		return NULL;
	for (const char *c = text; *c != '\0'; c++)
		if (*c == '/' || *c == '\\')
			text = c + 1;
	for (size_t more = utf8_len(text); more > UPLOAD_NAME_MAX; more--)
		do
			text++;
		while ((*text & 0xC0) == 0x80);
	return text;
}

/* form-data; name="file"; filename="Biểu 1.xlsx" */
static enum rc
disposition(struct multipart *m, const char *value)
{
	static const char kind[] = "form-data";
	struct attribute a;
	const char *at = value + sizeof kind - 1;

	if (strncasecmp(value, kind, sizeof kind - 1) != 0 || m->name != NULL)
		return bad(m, E_MALFORMED, "a part that is no form's");
	while (*at != '\0') {
		if (!next_attribute(&at, &a))
			return bad(m, E_MALFORMED, "a part's head");
		if (is_one_of(a.name, a.nname, "name") && m->name == NULL) {
			m->name = str_ndup(m->mem, a.value, a.nvalue);
		} else if (is_one_of(a.name, a.nname, "filename") &&
			   !m->is_file) {
			m->is_file = true;
			m->upload.name = file_name(m->mem, a.value, a.nvalue);
		} else {
			return bad(m, E_MALFORMED, "a part's head");
		}
	}
	if (m->name == NULL || *m->name == '\0')
		return bad(m, E_MALFORMED, "a part without a name");
	if (m->upload.name == NULL)
		return bad(m, E_MALFORMED, "a file's name that is not text");
	return OK;
}

static enum rc
head_line(struct multipart *m, const char *line)
{
	size_t n = strcspn(line, ":");
	const char *value = line + n + (line[n] == ':');

	value += strspn(value, " \t");
	if (line[n] == ':' && is_one_of(line, n, "content-disposition"))
		return disposition(m, value);
	if (line[n] != ':' || !is_one_of(line, n, "content-type") ||
	    strlen(value) > TYPE_MAX ||
	    query_text(m->mem, value, strlen(value)) == NULL)
		return bad(m, E_MALFORMED, "a part's head");
	m->type = str_dup(m->mem, value);
	return OK;
}

/* The head of a part is whole: what will be its body? */
static enum rc
begin_body(struct multipart *m)
{
	char *line = m->head.at;

	m->name = NULL;
	m->type = "";
	m->is_file = false;
	while (*line != '\0') {
		char *end = strstr(line, "\r\n");
		if (end == NULL)
			end = line + strlen(line);
		bool more = *end != '\0';
		*end = '\0';
		TRY(head_line(m, line));
		line = end + (more ? 2 : 0);
	}
	if (m->name == NULL)
		return bad(m, E_MALFORMED, "a part without a name");
	if (!m->is_file)
		return OK;
	if (m->has_file || !str_eq(m->name, m->limits->file))
		return bad(m, E_MALFORMED, "a file that was not asked for");
	m->has_file = true;
	m->upload.type = m->type;
	return OK;
}

static enum rc
end_body(struct multipart *m)
{
	if (m->is_file) {
		m->upload.bytes = m->file.len == 0 ? "" : m->file.at;
		m->upload.len = m->file.len;
		return OK;
	}
	const char *value = m->text.len == 0 ? "" : m->text.at;
	TRY(params_put(m->mem, m->name, strlen(m->name), value, m->text.len,
	    m->params, &m->why));
	m->text = (struct buf){ .mem = m->mem,
		.max = m->limits->text_max - m->ntext };
	return OK;
}

/* Bytes of what we are in; never a boundary's. */
static enum rc
take(struct multipart *m, const char *bytes, size_t n)
{
	if (n == 0)
		return OK;
	if (m->in != BODY)
		return bad(m, E_MALFORMED, "something around the parts");
	if (m->is_file) {
		buf_put(&m->file, bytes, n);
		m->file_too_large =
		    m->file.len > m->limits->file_max || m->file.full;
		return m->file_too_large ? bad(m, E_LIMIT, "a file too large") :
					   OK;
	}
	m->ntext += n;
	buf_put(&m->text, bytes, n);
	return m->text.full || m->ntext > m->limits->text_max ?
		   bad(m, E_LIMIT, "fields too long") :
		   OK;
}

static void
drop(struct multipart *m, size_t n)
{
	m->nhold -= n;
	memmove(m->hold, m->hold + n, m->nhold);
}

/* Up to the next boundary, or as far as none can begin. */
static enum rc
to_boundary(struct multipart *m, bool *ret_more)
{
	const char *at = memmem(m->hold, m->nhold, m->mark, m->nmark);
	size_t n;

	if (at != NULL) {
		n = (size_t)(at - m->hold);
		TRY(take(m, m->hold, n));
		if (m->in == BODY)
			TRY(end_body(m));
		drop(m, n + m->nmark);
		m->in = TAIL;
		*ret_more = true;
		return OK;
	}
	*ret_more = false;
	if (m->nhold < m->nmark)
		return OK;
	n = m->nhold - m->nmark + 1;
	TRY(take(m, m->hold, n));
	drop(m, n);
	return OK;
}

/* Behind a boundary: another part, or the end. */
static enum rc
behind(struct multipart *m, bool *ret_more)
{
	*ret_more = m->nhold >= 2;
	if (!*ret_more)
		return OK;
	if (memcmp(m->hold, "--", 2) == 0)
		m->in = AFTER;
	else if (memcmp(m->hold, "\r\n", 2) == 0)
		m->in = HEAD;
	else
		return bad(m, E_MALFORMED, "a boundary that goes on");
	drop(m, 2);
	m->head = (struct buf){ .mem = m->mem, .max = HEAD_MAX };
	return OK;
}

/* Lines up to the empty one; an empty one at once has no name, and is bad. */
static enum rc
head(struct multipart *m, bool *ret_more)
{
	const char *end = memmem(m->hold, m->nhold, "\r\n\r\n", 4);
	size_t n = end == NULL ? 0 : (size_t)(end - m->hold);

	*ret_more = end != NULL;
	if (n > HEAD_MAX || (end == NULL && m->nhold > HEAD_MAX + 4))
		return bad(m, E_MALFORMED, "a part's head is too long");
	if (end == NULL)
		return OK;
	if (n == 0 || memchr(m->hold, '\0', n) != NULL)
		return bad(m, E_MALFORMED, "a part's head");
	buf_put(&m->head, m->hold, n);
	TRY(begin_body(m));
	drop(m, n + 4);
	m->in = BODY;
	return OK;
}

static enum rc
after(struct multipart *m, bool *ret_more)
{
	*ret_more = false;
	if (m->nhold > 2 || memcmp(m->hold, "\r\n", m->nhold) != 0)
		return bad(m, E_MALFORMED, "something behind the parts");
	return OK;
}

static enum rc
work(struct multipart *m)
{
	bool more = true;

	while (more)
		switch (m->in) {
		case BEFORE:
		case BODY:
			TRY(to_boundary(m, &more));
			break;
		case TAIL:
			TRY(behind(m, &more));
			break;
		case HEAD:
			TRY(head(m, &more));
			break;
		case AFTER:
			TRY(after(m, &more));
			break;
		}
	return OK;
}

enum rc
multipart_feed(struct multipart *m, const char *bytes, size_t n)
{
	while (n > 0) {
		size_t room = sizeof m->hold - m->nhold;
		size_t part = n < room ? n : room;
		memcpy(m->hold + m->nhold, bytes, part);
		m->nhold += part;
		bytes += part;
		n -= part;
		TRY(work(m));
	}
	return OK;
}

enum rc
multipart_end(struct multipart *m, struct upload *ret)
{
	if (m->in != AFTER || m->nhold == 1)
		return bad(m, E_MALFORMED, "it ends in the middle");
	TRY(params_sort(m->params, &m->why));
	*ret = m->upload;
	return OK;
}

const char *
multipart_why(const struct multipart *m)
{
	return m->why;
}

bool
multipart_file_too_large(const struct multipart *m)
{
	return m->file_too_large;
}
