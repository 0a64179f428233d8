/* sign_key_secret.c - signing: the only file that reads the secret key */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/sign_key.h"
#include "io/secret.h"

enum { PEM_MAX = 2000 };

/* Into a buffer that is wiped, not into the request's arena. */
static enum rc
read_pem(const char *path, char *ret, size_t max)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return E_NOTFOUND;
	if (fd < 0)
		return fail(E_INTERNAL, "signing key %s: %s", path,
		    strerror(errno));
	ssize_t n = fstat(fd, &st) == 0 ? read(fd, ret, max - 1) : -1;
	close(fd);
	if (n < 0)
		return fail(E_INTERNAL, "signing key %s: cannot be read", path);
	ret[n] = '\0';
	if (st.st_mode & S_IRWXO)
		return fail(E_INTERNAL,
		    "signing key %s: everybody can read it; chmod o= %s", path,
		    path);
	return OK;
}

enum rc
sign_text(struct arena *mem, const char *path, const void *text, size_t len,
    struct signature *ret)
{
	char pem[PEM_MAX];

	if (str_empty(path))
		return E_NOTFOUND;
	enum rc rc = read_pem(path, pem, sizeof pem);
	if (rc == OK &&
	    !secret_pem_sign(mem, pem, text, len, &ret->key, &ret->value))
		rc = fail(E_INTERNAL,
		    "signing key %s: it holds no Ed25519 key in PEM", path);
	explicit_bzero(pem, sizeof pem);
	return rc;
}
