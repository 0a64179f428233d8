/* mail.c - letters by SMTP, through libcurl */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "base/address.h"
#include "io/mail.h"

enum {
	LETTER_MAX = 1 << 20,
	WORD_BYTES = 39, /* 52 characters of base64, and a name before them */
	LINE_BYTES = 57, /* 76 characters */
	CONNECT_S = 10,
	WHOLE_S = 30
};

/* ------------------------------------------------------------ the letter */

/* Nothing that ends a line, or hides in one. */
static bool
one_line(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

static void
base64(struct buf *b, const unsigned char *s, size_t n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		size_t left = n - i;
		unsigned long v = (unsigned long)s[i] << 16;
		if (left > 1)
			v |= (unsigned long)s[i + 1] << 8;
		if (left > 2)
			v |= s[i + 2];
		char four[4] = { letters[v >> 18], letters[v >> 12 & 63],
			left > 1 ? letters[v >> 6 & 63] : '=',
			left > 2 ? letters[v & 63] : '=' };
		buf_put(b, four, sizeof four);
	}
}

/* Up to max bytes, and no character cut in two. */
static size_t
whole_characters(const char *s, size_t max)
{
	size_t n = strnlen(s, max);

	if (s[n] == '\0')
		return n;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static bool
plain_ascii(const char *s)
{
	for (const char *c = s; *c != '\0'; c++)
		if ((unsigned char)*c >= 0x7f || strchr("\"\\<>,;:@()[]=", *c))
			return false;
	return strlen(s) <= WORD_BYTES;
}

/* RFC 2047: words of UTF-8, one on a line. */
static void
put_words(struct buf *b, const char *s)
{
	const char *sep = "";

	if (plain_ascii(s)) {
		buf_str(b, s);
		return;
	}
	while (*s != '\0') {
		size_t n = whole_characters(s, WORD_BYTES);
		buf_fmt(b, "%s=?UTF-8?B?", sep);
		base64(b, (const unsigned char *)s, n);
		buf_str(b, "?=");
		sep = "\r\n ";
		s += n;
	}
}

static void
put_date(struct buf *b, const char *at)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu",
		"Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct tm t = { 0 };

	if (strptime(at, "%Y-%m-%d %H:%M:%S", &t) == NULL)
		return;
	time_t when = timegm(&t);
	gmtime_r(&when, &t);
	buf_fmt(b, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n",
	    days[t.tm_wday], t.tm_mday, months[t.tm_mon], t.tm_year + 1900,
	    t.tm_hour, t.tm_min, t.tm_sec);
}

static void
put_body(struct buf *b, struct arena *mem, const char *body)
{
	struct buf text = { .mem = mem, .max = LETTER_MAX };

	for (const char *s = body; *s != '\0'; s++)
		buf_put(&text, *s == '\n' ? "\r\n" : s, *s == '\n' ? 2 : 1);
	for (size_t i = 0; i < text.len; i += LINE_BYTES) {
		size_t n = text.len - i;
		base64(b, (const unsigned char *)text.at + i,
		    n < LINE_BYTES ? n : LINE_BYTES);
		buf_str(b, "\r\n");
	}
}

const char *
mail_compose(struct arena *mem, const struct mail_way *way,
    const struct mail *m)
{
	struct buf b = { .mem = mem, .max = 2 * LETTER_MAX };

	if (!address_valid(m->to) || !address_valid(way->from) ||
	    !one_line(m->subject) || !one_line(way->name) || !one_line(m->id) ||
	    !one_line(m->at))
		return NULL;
	buf_str(&b, "From: ");
	if (*way->name != '\0') {
		put_words(&b, way->name);
		buf_str(&b, "\r\n ");
	}
	buf_fmt(&b, "<%s>\r\nTo: <%s>\r\nSubject: ", way->from, m->to);
	put_words(&b, m->subject);
	buf_str(&b, "\r\n");
	put_date(&b, m->at);
	buf_fmt(&b, "Message-ID: <%s%s>\r\n", m->id, strchr(way->from, '@'));
	buf_str(&b, "MIME-Version: 1.0\r\n"
		    "Content-Type: text/plain; charset=utf-8\r\n"
		    "Content-Transfer-Encoding: base64\r\n"
		    "Auto-Submitted: auto-generated\r\n\r\n");
	put_body(&b, mem, m->body);
	return b.full ? NULL : b.at;
}

/* ------------------------------------------------------------ the way */

struct mailer {
	CURL *curl;
	const struct mail_way *way;
	char said[CURL_ERROR_SIZE];
};

/* What is still to be read of a letter. */
struct reading {
	const char *at;
	size_t left;
};

static size_t
read_some(char *to, size_t size, size_t n, void *arg)
{
	struct reading *r = arg;
	size_t take = size * n < r->left ? size * n : r->left;

	memcpy(to, r->at, take);
	r->at += take;
	r->left -= take;
	return take;
}

static const char *
unfit(const struct mail_way *way)
{
	bool tls = strncmp(way->url, "smtps://", 8) == 0 || way->starttls;

	if (strncmp(way->url, "smtp://", 7) != 0 &&
	    strncmp(way->url, "smtps://", 8) != 0)
		return "smtp_url begins with smtp:// or smtps://";
	if (!address_valid(way->from))
		return "mail_from is no address";
	if (!one_line(way->name))
		return "mail_name is not fit for a letter";
	if (*way->user != '\0' && !tls)
		return "smtp_user needs TLS: smtps://, or smtp_starttls";
	return NULL;
}

static void
set_up(CURL *c, struct mailer *m)
{
	const struct mail_way *way = m->way;

	curl_easy_setopt(c, CURLOPT_URL, way->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)WHOLE_S);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, m->said);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, read_some);
	if (way->starttls)
		curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	if (*way->ca != '\0')
		curl_easy_setopt(c, CURLOPT_CAINFO, way->ca);
	if (*way->user != '\0') {
		curl_easy_setopt(c, CURLOPT_USERNAME, way->user);
		curl_easy_setopt(c, CURLOPT_PASSWORD, way->pass);
	}
}

struct mailer *
mail_open(struct arena *mem, const struct mail_way *way, const char **ret_why)
{
	struct mailer *m = arena_alloc(mem, sizeof *m);

	*ret_why = unfit(way);
	if (*ret_why != NULL)
		return NULL;
	*m = (struct mailer){ .way = way, .curl = curl_easy_init() };
	if (m->curl == NULL) {
		*ret_why = "libcurl does not start";
		return NULL;
	}
	set_up(m->curl, m);
	return m;
}

/*
 * A refusal that another try would only meet again: of this address, or of what
 * the letter says.  Others are about the server, its load or our settings.
 */
static bool
is_final(CURLcode code, long said)
{
	static const long never[] = { 550, 551, 553, 554, 556 };

	if (code != CURLE_SEND_ERROR && code != CURLE_RECV_ERROR &&
	    code != CURLE_WEIRD_SERVER_REPLY)
		return false;
	for (size_t i = 0; i < COUNT(never); i++)
		if (said == never[i])
			return true;
	return false;
}

static CURLcode
perform(struct mailer *m, struct arena *mem, const struct mail *mail,
    const char *text)
{
	struct reading r = { text, strlen(text) };
	struct curl_slist *to =
	    curl_slist_append(NULL, str_fmt(mem, "<%s>", mail->to));
	CURLcode code = CURLE_OUT_OF_MEMORY;

	curl_easy_setopt(m->curl, CURLOPT_MAIL_FROM,
	    str_fmt(mem, "<%s>", m->way->from));
	curl_easy_setopt(m->curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(m->curl, CURLOPT_READDATA, &r);
	m->said[0] = '\0';
	if (to != NULL)
		code = curl_easy_perform(m->curl);
	curl_easy_setopt(m->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(to);
	return code;
}

enum rc
mail_send(struct mailer *m, struct arena *mem, const struct mail *mail,
    const char **ret_why)
{
	const char *text = mail_compose(mem, m->way, mail);
	long said = 0;

	*ret_why = "";
	if (text == NULL) {
		*ret_why = "no letter can be made of it";
		return fail(E_INVALID, "letter %s: %s", mail->id, *ret_why);
	}
	CURLcode code = perform(m, mem, mail, text);
	if (code == CURLE_OK)
		return OK;
	curl_easy_getinfo(m->curl, CURLINFO_RESPONSE_CODE, &said);
	*ret_why = str_fmt(mem, "%ld %s", said,
	    m->said[0] != '\0' ? m->said : curl_easy_strerror(code));
	return fail(is_final(code, said) ? E_INVALID : E_BUSY, "letter %s: %s",
	    mail->id, *ret_why);
}

void
mail_close(struct mailer *m)
{
	if (m != NULL)
		curl_easy_cleanup(m->curl);
}
