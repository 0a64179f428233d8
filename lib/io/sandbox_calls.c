/*
 * sandbox_calls.c - the system calls that a program needs, by libseccomp
 *
 * What is not listed is refused with EPERM, and the kernel's log says so; in
 * tests it ends the process.  The lists are what strace sees of the programs
 * behind the filter while tests use them; tests/web/calls.t makes them again,
 * and says of each call that no test needs why it stays.  To see them:
 *
 *	./runtests --all calls; less
 *build-asan/test-logs/deployed:web-calls.t.log
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include "io/sandbox_part.h"

static const char *const everybody[] = {
	/* what is open */
	"read", "write", "pread64", "recvfrom", "sendto", "close", "shutdown",
	"fcntl", "lseek",
	/* the web server and the database, which may come back */
	"accept", "poll", "ppoll", "connect", "setsockopt",
	/* files to read: which, says Landlock */
	"newfstatat", "fstat", "access", "faccessat",
	/* memory */
	"munmap", "mremap", "brk", "futex",
	/* time, chance, signals */
	"clock_gettime", "gettimeofday", "time", "clock_nanosleep", "getrandom",
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending",
	"setitimer", "restart_syscall",
	/* itself, and its last words */
	"getpid", "gettid", "writev", "exit", "exit_group", "sysinfo"
};
/* A lock, a workbook's parts, what is anchored: where, says Landlock. */
static const char *const writers[] = { "fchmod", "flock", "fsync", "unlink",
	"unlinkat", "memfd_create" };
static const char *const threaders[] = { "set_robust_list", "rseq", "madvise" };
/* Fonts are looked for. */
static const char *const drawers[] = { "getdents64", "readlink", "readlinkat",
	"fstatfs", "fadvise64" };
/* Names are looked up, and a mail server is talked to. */
static const char *const talkers[] = { "getpeername", "getsockname",
	"getsockopt", "socketpair", "recvmsg", "sendmsg", "sendmmsg", "uname",
	"bind" };
static const char *const sanitizers[] = { "sigaltstack", "sched_yield",
	"getrlimit", "prlimit64", "ioctl", "prctl", "sched_getaffinity",
	"sched_getscheduler", "getrusage", "madvise", "readlink", "stat" };

static int
add(scmp_filter_ctx c, const char *const *names, size_t n)
{
	int bad = 0;

	for (size_t i = 0; i < n; i++) {
		int no = seccomp_syscall_resolve_name(names[i]);
		/* not every machine has every call */
		if (no != __NR_SCMP_ERROR && bad == 0)
			bad = seccomp_rule_add(c, SCMP_ACT_ALLOW, no, 0);
	}
	return bad;
}

/* Memory is never run that was written. */
static int
add_memory(scmp_filter_ctx c)
{
	int bad = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));

	if (bad == 0)
		bad = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
		    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	return bad;
}

/* Even where Landlock is missing, who only reads opens nothing to write. */
static int
add_open(scmp_filter_ctx c, bool write)
{
	scmp_datum_t mask =
	    write ? 0 : O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;

	return seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, mask, O_RDONLY));
}

/* That an argument of a call is this. */
static struct scmp_arg_cmp
is(unsigned arg, scmp_datum_t value)
{
	return (struct scmp_arg_cmp){ .arg = arg,
		.op = SCMP_CMP_EQ,
		.datum_a = value };
}

static int
add_sockets(scmp_filter_ctx c, bool network)
{
	static const int kinds[] = { AF_UNIX, AF_INET, AF_INET6, AF_NETLINK };
	int bad = network ? add(c, talkers, COUNT(talkers)) : 0;

	for (size_t i = 0; i < (network ? COUNT(kinds) : 1) && bad == 0; i++)
		bad = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1,
		    is(0, (scmp_datum_t)kinds[i]));
	if (network && bad == 0)
		bad = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
		    is(1, FIONREAD));
	return bad;
}

/*
 * To itself a process may send signals: abort() does.  clone3() cannot be
 * looked into; whoever is told that there is none takes clone().
 */
static int
add_itself(scmp_filter_ctx c, bool threads)
{
	int bad = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
	    is(0, (scmp_datum_t)getpid()));

	if (bad == 0)
		bad = seccomp_rule_add(c, SCMP_ACT_ERRNO(ENOSYS),
		    SCMP_SYS(clone3), 0);
	if (threads && bad == 0)
		bad = add(c, threaders, COUNT(threaders));
	if (threads && bad == 0)
		bad = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
		    is(0, PR_SET_NAME));
	if (threads && bad == 0)
		bad = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
		    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
	return bad;
}

static int
add_all(scmp_filter_ctx c, const struct sandbox *s)
{
	bool write = false;

	for (size_t i = 0; i < s->npath; i++)
		write = write || s->path[i].write;
	int bad = add(c, everybody, COUNT(everybody));
	if (bad == 0 && write)
		bad = add(c, writers, COUNT(writers));
	if (bad == 0 && s->draw)
		bad = add(c, drawers, COUNT(drawers));
	if (bad == 0 && SANITIZED)
		bad = add(c, sanitizers, COUNT(sanitizers));
	if (bad == 0)
		bad = add_memory(c);
	if (bad == 0)
		bad = add_open(c, write);
	if (bad == 0)
		bad = add_sockets(c, s->network);
	return bad == 0 ? add_itself(c, s->threads) : bad;
}

/* Tests learn which call it was; in production the kernel's log has it. */
static void
on_refused(int sig, siginfo_t *info, void *context)
{
	char text[100];

	(void)sig;
	(void)context;
	int n = snprintf(text, sizeof text,
	    "sandbox: the system call %d is refused\n", info->si_syscall);
	if (n > 0)
		(void)!write(STDERR_FILENO, text, (size_t)n);

	_exit(128 + SIGSYS);
}

enum rc
sandbox_calls(const struct sandbox *s)
{
	struct sigaction refused = { .sa_sigaction = on_refused,
		.sa_flags = SA_SIGINFO };
	scmp_filter_ctx c =
	    seccomp_init(s->strict ? SCMP_ACT_TRAP : SCMP_ACT_ERRNO(EPERM));

	if (c == NULL)
		return fail(E_INTERNAL, "sandbox: no filter");
	if (s->strict)
		sigaction(SIGSYS, &refused, NULL);
	/* an older kernel has no log for it: that is no reason to do without */
	(void)seccomp_attr_set(c, SCMP_FLTATR_CTL_LOG, 1);
	(void)seccomp_attr_set(c, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	int bad = add_all(c, s);
	if (bad == 0)
		bad = seccomp_load(c);
	seccomp_release(c);
	return bad == 0 ? OK : fail(E_INTERNAL, "sandbox: %s", strerror(-bad));
}
