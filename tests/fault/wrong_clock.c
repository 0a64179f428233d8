/* wrong_clock.c - loaded before a program, its clock is CLOCK_OFF s off */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static long
off(void)
{
	static long seconds;
	static int known;

	if (!known) {
		const char *text = getenv("CLOCK_OFF");
		seconds = text == NULL ? 0 : atol(text);
		known = 1;
	}
	return seconds;
}

/* What only measures stays as it is. */
int
clock_gettime(clockid_t which, struct timespec *ret)
{
	static int (*real)(clockid_t, struct timespec *);

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
	int rc = real(which, ret);
	if (rc == 0 &&
	    (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
		ret->tv_sec += off();
	return rc;
}

int
gettimeofday(struct timeval *restrict ret, void *restrict zone)
{
	struct timespec now;

	(void)zone;
	clock_gettime(CLOCK_REALTIME, &now);
	*ret = (struct timeval){ now.tv_sec, now.tv_nsec / 1000 };
	return 0;
}

time_t
time(time_t *ret)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (ret != NULL)
		*ret = now.tv_sec;
	return now.tv_sec;
}
