/*
 * sandboxed_finer.c - attempts that show one lock where another stands before
 *
 * Landlock and the filter keep much of the same: with both, either could be
 * gone and no attempt would tell.  These are tried with each of them alone,
 * and with what a program's words open.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>
#include "sandboxed.h"

enum { MANY = 300, HALF_GIB = 1 << 29 };

/* The descriptor alone asks to write nothing; what is there would be gone. */
static int
empty_page(void)
{
	return opened(open(in_dir("listed/page"), O_RDONLY | O_TRUNC));
}

static int
write_page(void)
{
	return opened(open(in_dir("listed/page"), O_WRONLY));
}

static int
create_to_read(void)
{
	return opened(open(in_dir("begun"), O_RDONLY | O_CREAT, 0600));
}

static int
append_to_page(void)
{
	return opened(open(in_dir("listed/page"), O_RDONLY | O_APPEND));
}

static int
remove_page(void)
{
	return unlink(in_dir("listed/old"));
}

static int
make_dir_listed(void)
{
	return mkdir(in_dir("listed/made"), 0700);
}

static int
link_listed(void)
{
	return symlink("/etc/passwd", in_dir("listed/link"));
}

static int
list_listed(void)
{
	DIR *d = opendir(in_dir("listed"));
	struct dirent *e = d == NULL ? NULL : readdir(d);

	if (d != NULL)
		closedir(d);
	return e == NULL ? -1 : 0;
}

static int
run_listed(void)
{
	int status;
	const char *path = in_dir("listed/true");
	pid_t child = fork();

	if (child == 0) {
		execl(path, "true", (char *)NULL);
		_exit(1);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return -1;
	return status == 0 ? 0 : -1;
}

/* Settings stand there, passwords among them. */
static int
read_own_settings(void)
{
	return opened(open("/proc/self/environ", O_RDONLY));
}

static int
order_device(void)
{
	int bits, fd = open("/dev/urandom", O_RDONLY);
	int got = ioctl(fd, RNDGETENTCNT, &bits);

	return opened(fd) == 0 && got == 0 ? 0 : -1;
}

static int
ask_how_much(void)
{
	int n, s = socket(AF_UNIX, SOCK_STREAM, 0);
	int got = ioctl(s, FIONREAD, &n);

	opened(s);
	return got;
}

static int
order_socket(void)
{
	int on = 1, s = socket(AF_UNIX, SOCK_STREAM, 0);
	int got = ioctl(s, FIONBIO, &on);

	opened(s);
	return got;
}

static struct sockaddr_un outside = { .sun_family = AF_UNIX };
static socklen_t outside_len;
static pid_t bystander;

void
begin_before(void)
{
	int ends[2], s = socket(AF_UNIX, SOCK_STREAM, 0);
	char end;
	int n = snprintf(outside.sun_path + 1, sizeof outside.sun_path - 1,
	    "baocao-sandboxed-%d", (int)getpid());

	outside_len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1) +
		      (socklen_t)n;
	if (bind(s, (void *)&outside, outside_len) != 0 || listen(s, 1) != 0)
		perror("sandboxed");
	/* it ends with us: no signal of a process in the sandbox reaches it */
	if (pipe2(ends, O_CLOEXEC) != 0)
		perror("sandboxed");
	bystander = fork();
	if (bystander == 0) {
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
		close(STDOUT_FILENO);
		close(ends[1]);
		_exit((int)read(ends[0], &end, 1));
	}
	close(ends[0]);
}

static int
abstract_socket(void)
{
	int s = socket(AF_UNIX, SOCK_STREAM, 0);
	int got = connect(s, (void *)&outside, outside_len);

	opened(s);
	return got;
}

static int
netlink_socket(void)
{
	return opened(socket(AF_NETLINK, SOCK_RAW, 0));
}

static int
packet_socket(void)
{
	return opened(socket(AF_PACKET, SOCK_RAW, 0));
}

static int
ask_machine(void)
{
	struct utsname u;

	return uname(&u);
}

static void *
nothing(void *arg)
{
	return arg;
}

static int
make_thread(void)
{
	pthread_t t;

	return pthread_create(&t, NULL, nothing, NULL) == 0 ?
		   pthread_join(t, NULL) :
		   -1;
}

static int
make_process(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	(void)waitpid(child, NULL, 0); /* which it may not, perhaps */
	return child < 0 ? -1 : 0;
}

static int
advise_memory(void)
{
	void *at =
	    mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int got = madvise(at, 4096, MADV_DONTNEED);

	munmap(at, 4096);
	return got;
}

static int
name_itself(void)
{
	return prctl(PR_SET_NAME, "other", 0, 0, 0);
}

static int
ask_limits(void)
{
	struct rlimit r;

	return getrlimit(RLIMIT_STACK, &r);
}

static int
change_dir(void)
{
	return chdir("/");
}

/* More than a program that leaks would need to starve the machine. */
static int
open_many(void)
{
	int fd[MANY], n = 0;

	while (n < MANY && (fd[n] = open(in_dir("listed/page"), O_RDONLY)) >= 0)
		n++;
	for (int i = 0; i < n; i++)
		close(fd[i]);
	return n == MANY ? 0 : -1;
}

static int
take_memory(void)
{
	void *at[6];
	int n = 0;

	while (n < 6 && (at[n] = mmap(NULL, HALF_GIB, PROT_NONE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
			     0)) != MAP_FAILED)
		n++;
	for (int i = 0; i < n; i++)
		munmap(at[i], HALF_GIB);
	return n == 6 ? 0 : -1;
}

static int
leave_core(void)
{
	struct rlimit r;

	return getrlimit(RLIMIT_CORE, &r) == 0 && r.rlim_cur != 0 ? 0 : -1;
}

static int
become_dumpable(void)
{
	return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

/* abort() does it to itself. */
static int
end_another(void)
{
	return tgkill(bystander, bystander, SIGABRT);
}

const struct attempt finer[] = {
	{ "empty_page", empty_page },
	{ "write_page", write_page },
	{ "create_to_read", create_to_read },
	{ "append_to_page", append_to_page },
	{ "remove_page", remove_page },
	{ "make_dir_listed", make_dir_listed },
	{ "link_listed", link_listed },
	{ "list_listed", list_listed },
	{ "run_listed", run_listed },
	{ "read_own_settings", read_own_settings },
	{ "order_device", order_device },
	{ "ask_how_much", ask_how_much },
	{ "order_socket", order_socket },
	{ "abstract_socket", abstract_socket },
	{ "netlink_socket", netlink_socket },
	{ "packet_socket", packet_socket },
	{ "ask_machine", ask_machine },
	{ "make_thread", make_thread },
	{ "make_process", make_process },
	{ "advise_memory", advise_memory },
	{ "name_itself", name_itself },
	{ "ask_limits", ask_limits },
	{ "change_dir", change_dir },
	{ "open_many", open_many },
	{ "take_memory", take_memory },
	{ "leave_core", leave_core },
	{ "end_another", end_another },
	{ "become_dumpable", become_dumpable },
};
const size_t nfiner = sizeof finer / sizeof finer[0];
