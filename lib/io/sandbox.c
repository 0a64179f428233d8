/* sandbox.c - files, by Landlock; what a process may still become */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "io/sandbox_part.h"

/*
 * The kernel's words, all of them: headers of Debian 12 end at version 2, and
 * the program may run on a later kernel.
 */
enum {
	WRITE_FILE = 1 << 1,
	READ_FILE = 1 << 2,
	READ_DIR = 1 << 3,
	REMOVE_FILE = 1 << 5,
	MAKE_REG = 1 << 8,
	TRUNCATE = 1 << 14, /* version 3 */
	ALL_1 = (1 << 13) - 1,
	ALL_2 = (1 << 14) - 1,
	ALL_3 = (1 << 15) - 1,
	ALL_5 = (1 << 16) - 1,
	OF_FILE = WRITE_FILE | READ_FILE | TRUNCATE,
	NET_TCP = 3, /* version 4: bind, connect */
	SCOPED = 3,  /* version 6: abstract sockets, signals */
	OPEN_MAX_ = 256,
	MEMORY_MIB = 2048
};
struct ruleset {
	uint64_t fs, net, scoped;
};

static int
landlock_version(void)
{
	long v = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);

	return v < 0 ? 0 : (int)v;
}

/* A kernel that has seccomp does not know this action, or cannot read it. */
static bool
has_seccomp(void)
{
	uint32_t action = SECCOMP_RET_ERRNO;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

struct sandbox_held
sandbox_probe(void)
{
	return (struct sandbox_held){ .landlock = landlock_version(),
		.calls = has_seccomp() };
}

static uint64_t
all_of(int version)
{
	return version >= 5 ? ALL_5 :
	       version >= 3 ? ALL_3 :
	       version == 2 ? ALL_2 :
			      ALL_1;
}

static int
ruleset(const struct sandbox *s, int version)
{
	struct ruleset r = { .fs = all_of(version),
		.net = s->network ? 0 : NET_TCP,
		.scoped = SCOPED };
	size_t size = version >= 6 ? sizeof r :
		      version >= 4 ? offsetof(struct ruleset, scoped) :
				     offsetof(struct ruleset, net);

	return (int)syscall(SYS_landlock_create_ruleset, &r, size, 0);
}

static enum rc
allow(int rules, const struct sandbox_path *p, int version)
{
	struct landlock_path_beneath_attr rule = { .allowed_access =
						       READ_FILE | READ_DIR };
	struct stat st;
	enum rc rc = OK;

	rule.parent_fd = open(p->path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return OK;
	if (p->write)
		rule.allowed_access |=
		    WRITE_FILE | MAKE_REG | REMOVE_FILE | TRUNCATE;
	rule.allowed_access &= all_of(version);
	if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
		rule.allowed_access &= OF_FILE;
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		&rule, 0) != 0)
		rc = fail(E_INTERNAL, "sandbox: %s: %s", p->path,
		    strerror(errno));
	close(rule.parent_fd);
	return rc;
}

/* What the sanitizers read to print where something went wrong. */
static const struct sandbox_path sanitizers[] = { { "/proc/self", false } };

static enum rc
keep_files(const struct sandbox *s, int version)
{
	int rules = ruleset(s, version);
	enum rc rc = OK;

	if (rules < 0)
		return fail(E_INTERNAL, "sandbox: %s", strerror(errno));
	for (size_t i = 0; i < s->npath && rc == OK; i++)
		rc = allow(rules, &s->path[i], version);
	for (size_t i = 0; i < COUNT(sanitizers) && SANITIZED && rc == OK; i++)
		rc = allow(rules, &sanitizers[i], version);
	if (rc == OK && syscall(SYS_landlock_restrict_self, rules, 0) != 0)
		rc = fail(E_INTERNAL, "sandbox: %s", strerror(errno));
	close(rules);
	return rc;
}

/* Lower only: who set less before us knows why. */
static void
limit(__rlimit_resource_t what, rlim_t most)
{
	struct rlimit r;

	if (getrlimit(what, &r) != 0)
		return;
	if (r.rlim_cur == RLIM_INFINITY || r.rlim_cur > most)
		r.rlim_cur = most;
	if (r.rlim_max == RLIM_INFINITY || r.rlim_max > most)
		r.rlim_max = most;
	(void)setrlimit(what, &r);
}

enum rc
sandbox_enter(const struct sandbox *s, struct sandbox_held *ret)
{
	*ret = sandbox_probe();
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, OPEN_MAX_);
	if (!SANITIZED)
		limit(RLIMIT_AS, (rlim_t)MEMORY_MIB << 20);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return fail(E_INTERNAL, "sandbox: %s", strerror(errno));
	if (ret->landlock > 0)
		TRY(keep_files(s, ret->landlock));
	return ret->calls ? sandbox_calls(s) : OK;
}
