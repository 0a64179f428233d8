/* anchor.c - the heads of the record outside the database */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <syslog.h>
#include <unistd.h>
#include "core/anchor.h"
#include "core/restored.h"

enum { TAIL_MAX = 4096, PAGE = 1000, LINES_MAX = 1 << 20, MODE = 0640 };

const char *
anchor_line(struct arena *mem, const struct seal *s)
{
	const char *time = strchr(s->at, ' ');

	assert(time != NULL);
	return str_fmt(mem, "%ld %.*sT%sZ %s %s %s", s->no, (int)(time - s->at),
	    s->at, time + 1, s->hash,
	    str_empty(s->sign_key) ? "-" : s->sign_key,
	    str_empty(s->signature) ? "-" : s->signature);
}

/* The next word of the line, NULL at its end. */
static char *
word(char **at)
{
	char *w = *at;

	if (w == NULL || *w == '\0')
		return NULL;
	char *end = strchr(w, ' ');
	*at = end == NULL ? NULL : end + 1;
	if (end != NULL)
		*end = '\0';
	return w;
}

static bool
number(const char *s, long *ret)
{
	*ret = 0;
	if (*s == '\0' || strlen(s) > 18)
		return false;
	for (; *s >= '0' && *s <= '9'; s++)
		*ret = 10 * *ret + (*s - '0');
	return *s == '\0';
}

static bool
is_hex(const char *s, size_t n)
{
	return strlen(s) == n && s[strspn(s, "0123456789abcdef")] == '\0';
}

bool
anchor_read(struct arena *mem, const char *line, struct seal *ret)
{
	char *rest = str_dup(mem, line), *w[5];
	size_t at_len;

	for (size_t i = 0; i < COUNT(w); i++)
		if ((w[i] = word(&rest)) == NULL)
			return false;
	if (rest != NULL || !number(w[0], &ret->no) ||
	    !is_hex(w[2], MERKLE_HEX))
		return false;
	at_len = strlen(w[1]);
	if (at_len < 3 || w[1][at_len - 1] != 'Z' || strchr(w[1], 'T') == NULL)
		return false;
	w[1][at_len - 1] = '\0';
	*strchr(w[1], 'T') = ' ';
	ret->at = w[1];
	ret->hash = w[2];
	ret->sign_key = str_eq(w[3], "-") ? "" : w[3];
	ret->signature = str_eq(w[4], "-") ? "" : w[4];
	return true;
}

/* The number of the last whole line; whether half a line follows it. */
static enum rc
read_tail(struct arena *mem, int fd, long *ret_no, bool *ret_torn)
{
	char text[TAIL_MAX + 1];
	off_t size = lseek(fd, 0, SEEK_END);
	off_t from = size > TAIL_MAX ? size - TAIL_MAX : 0;
	ssize_t n = size < 0 ? -1 : pread(fd, text, TAIL_MAX, from);

	*ret_no = 0;
	*ret_torn = false;
	if (n < 0)
		return E_INTERNAL;
	text[n] = '\0';
	*ret_torn = n > 0 && text[n - 1] != '\n';
	while (n > 0) { /* from the last line backwards */
		struct seal s;
		char *line = memrchr(text, '\n', (size_t)n - 1);
		line = line == NULL ? text : line + 1;
		bool whole = text[n - 1] == '\n';
		if (whole)
			text[n - 1] = '\0';
		if (whole && anchor_read(mem, line, &s)) {
			*ret_no = s.no;
			return OK;
		}
		n = line - text;
	}
	return OK;
}

static enum rc
append(int fd, const char *text, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, text, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return E_INTERNAL;
		text += n;
		len -= (size_t)n;
	}
	return OK;
}

static enum rc
append_after(struct db *db, struct arena *mem, int fd, long no, bool torn,
    long *ret_n)
{
	for (struct seals ss;;) {
		struct buf b = { .mem = mem, .max = LINES_MAX };
		TRY(seal_after(db, no, PAGE, &ss));
		if (ss.n == 0)
			return OK;
		if (torn)
			buf_str(&b, "\n");
		torn = false;
		for (size_t i = 0; i < ss.n; i++)
			buf_fmt(&b, "%s\n", anchor_line(mem, &ss.at[i]));
		TRY(append(fd, b.at, b.len));
		no = ss.at[ss.n - 1].no;
		*ret_n += (long)ss.n;
	}
}

enum rc
anchor_write(struct db *db, struct arena *mem, const char *path, long *ret_n)
{
	int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, MODE);
	bool torn;
	long no;

	*ret_n = 0;
	if (fd < 0)
		return fail(E_INTERNAL, "anchor_file %s: %s", path,
		    strerror(errno));
	/* goes with the descriptor; two at once would write lines twice */
	enum rc rc = flock(fd, LOCK_EX) == 0 ? OK : E_INTERNAL;
	if (rc == OK)
		rc = read_tail(mem, fd, &no, &torn);
	if (rc == OK)
		rc = append_after(db, mem, fd, no, torn, ret_n);
	if (rc == OK && *ret_n > 0 && fsync(fd) != 0)
		rc = E_INTERNAL;
	if (rc == E_INTERNAL)
		fail(rc, "anchor_file %s: %s", path, strerror(errno));
	close(fd);
	return rc;
}

enum rc
anchor_tail(struct arena *mem, const char *path, long *ret)
{
	bool torn;

	*ret = 0;
	if (path == NULL)
		return OK;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return OK;
	if (fd < 0)
		return fail(E_INTERNAL, "anchor_file %s: %s", path,
		    strerror(errno));
	enum rc rc = read_tail(mem, fd, ret, &torn);
	close(fd);
	return rc;
}

enum rc
anchor_agrees(struct db *db, const char *path, long tail)
{
	struct seal last = { 0 };
	long lost;

	if (tail == 0)
		return OK;
	enum rc rc = seal_last(db, &last);
	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	TRY(restored_last(db, &lost));
	return tail <= last.no || tail <= lost ?
		   OK :
		   fail(E_CONFLICT,
		       "%s goes on to seal %ld, the database to %ld: was a"
		       " backup put back? baocao audit restored",
		       path, tail, last.no);
}

enum rc
anchor_syslog(struct db *db, struct arena *mem, long no)
{
	struct seals ss;

	do {
		TRY(seal_after(db, no, PAGE, &ss));
		for (size_t i = 0; i < ss.n; i++) {
			syslog(LOG_AUTH | LOG_NOTICE, "baocao seal %s",
			    anchor_line(mem, &ss.at[i]));
			no = ss.at[i].no;
		}
	} while (ss.n > 0);
	return OK;
}
