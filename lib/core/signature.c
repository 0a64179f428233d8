/* signature.c - what was signed beside a revision, and whether it holds */
#include <string.h>
#include "base/hex.h"
#include "core/signature.h"
#include "core/signer.h"
#include "io/cms.h"
#include "io/conf.h"
#include "io/db.h"

static const struct db_col signed_cols[] = {
	COL(struct signed_row, kind),
	COL(struct signed_row, signer),
	COL(struct signed_row, at),
	COL(struct signed_row, value),
};
DB_ROWS(select_signatures, signed_cols,
    "SELECT kind, signer, at, value FROM revision_signature"
    " WHERE revision_id = ? ORDER BY kind DESC");
DB_STMT(insert_signature,
    "INSERT INTO revision_signature (revision_id, kind, signer, at, value)"
    " VALUES (?, ?, ?, ?, ?)");

enum rc
signature_list(struct db *db, long revision_id, struct signed_rows *ret)
{
	return db_rows(db, select_signatures, ARGS(revision_id), ret);
}

enum rc
signature_add(struct db *db, long revision_id, const struct signed_row *s)
{
	return db_exec(db, insert_signature,
	    ARGS(revision_id, s->kind, s->signer, s->at, s->value), NULL);
}

const char *
signature_text(struct arena *mem, const struct revision *k)
{
	size_t prev = strlen(k->prev), body = strlen(k->body);
	char *text = arena_alloc(mem, prev + body + 2);

	memcpy(text, k->prev, prev);
	text[prev] = '\n';
	memcpy(text + prev + 1, k->body, body + 1);
	return text;
}

const char *
signature_counter_text(struct arena *mem, const char *at, const char *value)
{
	return str_fmt(mem, "baocao-cms\n%s\n%s\n", at, value);
}

bool
signature_bytes(struct arena *mem, const struct signed_row *s, const char **ret,
    size_t *ret_len)
{
	if (str_eq(s->kind, SIGNED_CERT))
		return cms_bytes(mem, s->value, ret, ret_len);
	*ret = hex_bytes(mem, s->value, ret_len);
	return *ret != NULL;
}

struct cms_trust
signer_trust(struct arena *mem, const struct conf *conf)
{
	const char *dir = conf->cert_dir == NULL ? "" : conf->cert_dir;

	return (struct cms_trust){ str_fmt(mem, "%s/trust/ca.pem", dir),
		str_fmt(mem, "%s/trust/crl.pem", dir) };
}

static void
check_key(struct arena *mem, const struct sign_keys *keys,
    const struct signed_row *s, const char *text, struct signed_one *ret)
{
	enum sign_state state =
	    sign_state(mem, keys, &(struct signature){ s->signer, s->value },
		s->at, text, strlen(text));

	ret->good = state == SIGN_GOOD;
	ret->altered = state == SIGN_ALTERED;
	ret->says = sign_state_show(state);
	ret->who = sign_key_short(mem, s->signer);
}

static void
check_cert(struct arena *mem, const struct conf *conf,
    const struct signed_row *s, const char *text, struct signed_one *ret)
{
	struct cms_trust trust = signer_trust(mem, conf);
	struct cms_found found;

	cms_check(mem, &trust, s->value, text, strlen(text), &found);
	ret->good = found.why == NULL;
	ret->altered = found.altered;
	ret->who = found.cert.subject == NULL ? s->signer : found.cert.subject;
	ret->issuer = found.cert.issuer;
	ret->serial = found.cert.serial;
	if (found.at != NULL)
		ret->at = found.at;
	ret->says = found.why == NULL ?
			_("Signed with the agency's certificate; checked.") :
			found.why;
}

static const struct signed_row *
of_kind(const struct signed_rows *rows, const char *kind)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(rows->at[i].kind, kind))
			return &rows->at[i];
	return NULL;
}

/* Where there is a key, it has signed the certificate's signature as well. */
static void
check_counter(struct arena *mem, const struct sign_keys *keys,
    const struct signed_rows *rows, const struct signed_row *cert,
    struct signed_one *ret)
{
	const struct signed_row *c = of_kind(rows, SIGNED_COUNTER);

	if (c == NULL && of_kind(rows, SIGNED_KEY) == NULL)
		return;
	const char *text = signature_counter_text(mem, cert->at, cert->value);
	if (c != NULL &&
	    sign_state(mem, keys, &(struct signature){ c->signer, c->value },
		c->at, text, strlen(text)) == SIGN_GOOD)
		return;
	ret->good = false;
	ret->altered = true;
	ret->says = sign_state_show(SIGN_ALTERED);
}

static void
check_all(struct arena *mem, const struct conf *conf,
    const struct sign_keys *keys, const struct signed_rows *rows,
    const char *text, struct signed_all *ret)
{
	for (size_t i = 0; i < rows->n && ret->n < COUNT(ret->at); i++) {
		const struct signed_row *s = &rows->at[i];
		struct signed_one *seal = &ret->at[ret->n];
		if (str_eq(s->kind, SIGNED_COUNTER))
			continue;
		ret->n++;
		*seal = (struct signed_one){ .kind = s->kind, .at = s->at };
		if (str_eq(s->kind, SIGNED_CERT)) {
			check_cert(mem, conf, s, text, seal);
			if (seal->good)
				check_counter(mem, keys, rows, s, seal);
		} else
			check_key(mem, keys, s, text, seal);
		ret->good = ret->good && seal->good;
	}
}

enum rc
signature_check(struct db *db, struct arena *mem, const struct conf *conf,
    const struct revision *k, struct signed_all *ret)
{
	struct signed_rows rows;
	struct sign_keys keys;

	*ret = (struct signed_all){ 0 };
	TRY(signature_list(db, k->id, &rows));
	if (rows.n == 0)
		return OK;
	TRY(sign_key_load(db, mem, conf->sign_key, &keys));
	ret->good = true;
	check_all(mem, conf, &keys, &rows, signature_text(mem, k), ret);
	return OK;
}
