/* proof.c - the receipt of a sending */
#include <string.h>
#include "core/proof.h"
#include "io/db.h"

static const struct db_col proof_cols[] = {
	COL(struct proof, stream),
	COL(struct proof, seq),
	COL(struct proof, hash),
	COL(struct proof, code),
};
DB_ROWS(select_proof, proof_cols,
    "SELECT stream, seq, hash, code FROM audit_receipt"
    " WHERE report_id = ? AND no = ?");
DB_STMT(insert_proof,
    "INSERT INTO audit_receipt (report_id, no, stream, seq, hash, code)"
    " VALUES (?, ?, ?, ?, ?, ?)");

const char *
proof_body(struct arena *mem, const struct proof *p)
{
	return str_fmt(mem, "%ld-%ld-%.*s", p->stream, p->seq, PROOF_HASH,
	    p->hash);
}

const char *
proof_text(struct arena *mem, const struct proof *p)
{
	return str_fmt(mem, "%s%s%s", proof_body(mem, p),
	    str_empty(p->code) ? "" : "-", p->code);
}

enum rc
proof_add(struct db *db, const struct ctx *ctx, const struct proof_maker *by,
    long report_id, long no, const struct audit_head *head)
{
	struct proof p = { .stream = head->stream,
		.seq = head->seq,
		.hash = head->hash,
		.code = "" };

	if (by->code != NULL)
		TRY(by->code(ctx->mem, by->key_file, proof_body(ctx->mem, &p),
		    &p.code));
	return db_exec(db, insert_proof,
	    ARGS(report_id, no, p.stream, p.seq, p.hash, p.code), NULL);
}

enum rc
proof_get(struct db *db, long report_id, long no, struct proof *ret)
{
	return db_row(db, select_proof, ARGS(report_id, no), ret);
}

/* Digits, then a dash; past both. */
static bool
number(const char **at, long *ret)
{
	const char *s = *at;

	for (*ret = 0; *s >= '0' && *s <= '9'; s++) {
		if (*ret > 1L << 50)
			return false;
		*ret = 10 * *ret + (*s - '0');
	}
	bool some = s > *at && *s == '-';
	*at = s + 1;
	return some;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* A letter of the code as it was meant. */
static char
meant(char c)
{
	c = upper(c);
	return c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
}

bool
proof_read(struct arena *mem, const char *text, struct proof *ret)
{
	text += strspn(text, " \t");
	size_t n = strlen(text);
	while (n > 0 && strchr(" \t\r\n.", text[n - 1]) != NULL)
		n--;
	const char *at = str_ndup(mem, text, n);
	if (!number(&at, &ret->stream) || !number(&at, &ret->seq))
		return false;
	char *hash = str_ndup(mem, at, PROOF_HASH);
	for (char *c = hash; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'F')
			*c = (char)(*c - 'A' + 'a');
	if (strspn(hash, "0123456789abcdef") != PROOF_HASH)
		return false;
	at += PROOF_HASH;
	ret->hash = hash;
	ret->code = "";
	if (*at == '\0')
		return true;
	char *code = str_dup(mem, at + 1);
	for (char *c = code; *c != '\0'; c++)
		*c = meant(*c);
	ret->code = code;
	return *at == '-' && strlen(code) == PROOF_CODE;
}
