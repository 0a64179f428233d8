/*
 * sandboxed.c - tries what a program that was taken over would try
 *
 *	sandboxed free|held|strict|network|threads|draw|calls[-writing] DIR
 *
 * Prints each attempt and how it went.  "free" is the control: without the
 * sandbox all of them must succeed, or they would prove nothing.  Each attempt
 * runs in a process of its own where it might end it.
 *
 * "calls" is the filter without Landlock; compiled with FILES_ALONE, "held" is
 * Landlock without the filter.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "io/sandbox_part.h"
#include "sandboxed.h"

static const char *dir;
static char path[1000];

const char *
in_dir(const char *name)
{
	snprintf(path, sizeof path, "%s/%s", dir, name);
	return path;
}

int
opened(int fd)
{
	if (fd >= 0)
		close(fd);
	return fd >= 0 ? 0 : -1;
}

static int
read_passwd(void)
{
	return opened(open("/etc/passwd", O_RDONLY));
}

/* Not listed, although its owner could read it. */
static int
read_secret(void)
{
	return opened(open(in_dir("secret"), O_RDONLY));
}

static int
read_listed(void)
{
	return opened(open(in_dir("listed/page"), O_RDONLY));
}

static int
write_listed(void)
{
	return opened(open(in_dir("listed/new"), O_WRONLY | O_CREAT, 0600));
}

static int
write_elsewhere(void)
{
	return opened(open(in_dir("new"), O_WRONLY | O_CREAT, 0600));
}

static int
truncate_page(void)
{
	return opened(open(in_dir("listed/page"), O_RDWR | O_TRUNC));
}

static int
make_dir(void)
{
	return mkdir(in_dir("made"), 0700);
}

static int
run_shell(void)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(1);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return -1;
	return status == 0 ? 0 : -1;
}

/* The shell in our place: only the last one may try it. */
static int
become_shell(void)
{
	return execl("/bin/sh", "sh", "-c", "echo ok become_shell",
	    (char *)NULL);
}

/* Whoever is traced stops at the next exec: in a process of its own. */
static int
trace(void)
{
	int status;
	pid_t child = fork();

	if (child > 0)
		return waitpid(child, &status, 0) == child && status == 0 ? 0 :
									    -1;
	int got = (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
	if (child == 0)
		_exit(got == 0 ? 0 : 1);
	return got;
}

static int
signal_parent(void)
{
	return kill(getppid(), 0);
}

static int
tcp_socket(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons(9),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	int s = socket(AF_INET, SOCK_STREAM, 0);

	/* nobody listens there: to be told so is to have got out */
	return s >= 0 && (connect(s, (void *)&to, sizeof to) == 0 ||
			     errno == ECONNREFUSED) ?
		   0 :
		   -1;
}

static int
unix_socket(void)
{
	return opened(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int
map_code(void)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? -1 : 0;
}

static int
make_code(void)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? -1 :
				  mprotect(at, 4096, PROT_READ | PROT_EXEC);
}

static int
map_data(void)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? -1 : munmap(at, 4096);
}

static int
rights_by_setuid(void)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0 ? 0 : -1;
}

static int
dump_core(void)
{
	return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 1 ? 0 : -1;
}

static int
become_root(void)
{
	return setuid(getuid());
}

static const struct attempt attempts[] = {
	{ "read_listed", read_listed },
	{ "unix_socket", unix_socket },
	{ "map_data", map_data },
	{ "write_listed", write_listed },
	{ "read_passwd", read_passwd },
	{ "read_secret", read_secret },
	{ "write_elsewhere", write_elsewhere },
	{ "truncate_page", truncate_page },
	{ "make_dir", make_dir },
	{ "run_shell", run_shell },
	{ "signal_parent", signal_parent },
	{ "tcp_socket", tcp_socket },
	{ "map_code", map_code },
	{ "make_code", make_code },
	{ "become_root", become_root },
	{ "rights_by_setuid", rights_by_setuid },
	{ "dump_core", dump_core },
	{ "trace", trace },
};

#ifdef FILES_ALONE
enum rc
sandbox_calls(const struct sandbox *s)
{
	(void)s;
	return OK;
}
#endif

static bool
is(const char *how, const char *mode)
{
	return strncmp(how, mode, strlen(mode)) == 0;
}

static int
enter(const char *how)
{
	char listed[1000];
	struct sandbox_path p[] = { { listed, strstr(how, "-writing") != NULL },
		{ "/dev/urandom", false }, { "/not/there", false } };
	struct sandbox s = { .path = p,
		.npath = COUNT(p),
		.network = is(how, "network"),
		.threads = is(how, "threads"),
		.draw = is(how, "draw"),
		.strict = is(how, "strict") };
	struct sandbox_held held = sandbox_probe();

	snprintf(listed, sizeof listed, "%s/listed", dir);
	printf("# landlock %d, seccomp %d\n", held.landlock, held.calls);
	if (is(how, "free") || is(how, "probe"))
		return 0;
	return (is(how, "calls") ? sandbox_calls(&s) :
				   sandbox_enter(&s, &held)) == OK ?
		   0 :
		   1;
}

static void
try_all(const struct attempt *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%s %s\n", at[i].try() == 0 ? "ok" : "refused",
		    at[i].name);
}

static void
print_limit(void)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r) == 0)
		printf("# files %ld of %ld\n", (long)r.rlim_cur,
		    (long)r.rlim_max);
}

int
main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	dir = argv[2];
	setvbuf(stdout, NULL, _IONBF, 0);
	begin_before();
	if (enter(argv[1]) != 0)
		return 1;
	if (is(argv[1], "probe"))
		return 0;
	try_all(attempts, COUNT(attempts));
	try_all(finer, nfiner);
	print_limit();
	return become_shell() == 0;
}
