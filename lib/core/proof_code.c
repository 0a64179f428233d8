/* proof_code.c - the check code of a receipt: the part that needs the secret */
#include <string.h>
#include "core/proof.h"
#include "core/sign_key.h"
#include "io/secret.h"

/* 60 bits of a hash in Crockford's base 32: no I, L, O, U. */
static const char *
base32(struct arena *mem, const char *hash)
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char *code = arena_alloc(mem, PROOF_CODE + 1);
	unsigned long bits = 0;

	for (size_t i = 0; i < PROOF_HASH; i++) {
		const char *digits = "0123456789abcdef";
		bits = bits << 4 |
		       (unsigned long)(strchr(digits, hash[i]) - digits);
	}
	for (size_t i = 0; i < PROOF_CODE; i++)
		code[i] = letters[bits >> (5 * i) & 31];
	return code;
}

enum rc
proof_code(struct arena *mem, const char *key_file, const char *text,
    const char **ret)
{
	const char *what = str_fmt(mem, "baocao-receipt\n%s\n", text);
	struct signature by;

	*ret = "";
	enum rc rc = sign_text(mem, key_file, what, strlen(what), &by);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	*ret = base32(mem, secret_sha256(mem, by.value, strlen(by.value)));
	return OK;
}
