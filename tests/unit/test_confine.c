/* test_confine.c - what each program is let in to, of all there is */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "app/confine.h"
#include "io/conf.h"
#include <cmocka.h>

/* Everything is set; the database is on this machine. */
static const struct conf conf = {
	.locale = "/x/locale",
	.html = "/x/html",
	.seed = "/x/seed",
	.fonts = "/x/fonts",
	.run = "/x/run",
	.sign_key = "/x/none/key",
	.cert_dir = "/x/certs",
	.second_key = "/x/second",
	.anchor_file = "/x/anchor",
	.smtp = "smtp://post",
	.smtp_ca = "/x/ca",
	.sandbox = true,
};

/* The word without which it must be missing; 0: all have it. */
static const struct {
	const char *path;
	unsigned word;
	bool write;
} files[] = {
	{ "/x/locale", 0, false },
	{ "/x/html", 0, false },
	{ "/x/seed", 0, false },
	{ "/x/none/key.pub", 0, false },
	{ "/x/certs/trust", 0, false },
	{ "/x/fonts", MAY_DRAW, false },
	{ "/usr/share/fonts", MAY_DRAW, false },
	{ "/usr/share/fontconfig", MAY_DRAW, false },
	{ "/etc/fonts", MAY_DRAW, false },
	{ "/var/cache/fontconfig", MAY_DRAW, false },
	{ "/x/run", MAY_LOCK, true },
	{ "/x/tmp", MAY_WORKBOOK, true },
	{ "/x/none/key", MAY_SIGN, false },
	{ "/x/certs", MAY_SIGN, false },
	{ "/x/second", MAY_SECOND, false },
	{ "/x/ca", MAY_MAIL, false },
	{ "/x/anchor", MAY_ANCHOR, true },
};

/* What some of them may, said once more. */
static const struct {
	const char *name;
	unsigned may;
} programs[] = {
	{ "login", MAY_LOCK | MAY_SECOND },
	{ "password", MAY_LOCK },
	{ "second", MAY_SECOND },
	{ "entry", MAY_SIGN },
	{ "cron", MAY_SIGN | MAY_ANCHOR | MAY_MAIL },
	{ "report", MAY_DRAW },
	{ "export", MAY_WORKBOOK },
	{ "audit_file", MAY_WORKBOOK },
	{ "regime", MAY_WORKBOOK },
	{ "regime_edit", 0 },
	{ "review", 0 },
	{ "person_edit", 0 },
	{ "no such program", 0 },
	{ "", 0 },
};

static int
of(const struct confined *c, const char *path)
{
	int n = 0;

	for (size_t i = 0; i < c->is.npath; i++)
		n += strcmp(c->path[i].path, path) == 0;
	return n;
}

static bool
written(const struct confined *c, const char *path)
{
	for (size_t i = 0; i < c->is.npath; i++)
		if (c->path[i].write && strcmp(c->path[i].path, path) == 0)
			return true;
	return false;
}

static bool
is_resolver(const char *path)
{
	return strncmp(path, "/etc/", 5) == 0 ||
	       strcmp(path, "/usr/share/ca-certificates") == 0 ||
	       strcmp(path, "/run/systemd/resolve") == 0;
}

static void
only_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(programs); i++) {
		unsigned may = programs[i].may;
		struct confined c;
		size_t known = 0;

		assert_int_equal(confine_words(programs[i].name), may);
		confine_plan(&conf, programs[i].name, &c);
		for (size_t k = 0; k < COUNT(files); k++) {
			bool has = files[k].word == 0 || (files[k].word & may);
			if (of(&c, files[k].path) != has ||
			    written(&c, files[k].path) !=
				(has && files[k].write))
				fail_msg("%s: %s", programs[i].name,
				    files[k].path);
			known += has;
		}
		for (size_t k = 0; k < c.is.npath && (may & MAY_MAIL); k++)
			known +=
			    is_resolver(c.path[k].path) && !c.path[k].write;
		assert_int_equal(c.is.npath, known);
		assert_int_equal(c.is.network, (may & MAY_MAIL) != 0);
		assert_int_equal(c.is.threads,
		    (may & (MAY_MAIL | MAY_DRAW)) != 0);
		assert_int_equal(c.is.draw, (may & MAY_DRAW) != 0);
		assert_true(c.is.path == c.path && !c.is.strict);
	}
}

/* Out to the network: for a database or a mail server elsewhere. */
static void
the_network(void **state)
{
	struct conf far = conf;
	struct confined c;

	(void)state;
	far.db.ca = "/x/dbca";
	confine_plan(&far, "review", &c);
	assert_true(!c.is.network && of(&c, "/x/dbca") == 0);
	far.db.host = "db.example";
	confine_plan(&far, "review", &c);
	assert_true(c.is.network && !c.is.threads && of(&c, "/etc/hosts") == 1);
	assert_true(of(&c, "/x/dbca") == 1 && !written(&c, "/x/dbca"));
	far = conf;
	far.record.host = "db.example";
	confine_plan(&far, "review", &c);
	assert_true(c.is.network);
	far = conf;
	far.smtp = NULL;
	far.test = true;
	confine_plan(&far, "cron", &c);
	assert_true(c.is.strict);
	assert_true(!c.is.network && !c.is.threads && of(&c, "/x/ca") == 0 &&
		    of(&c, "/etc/hosts") == 0);
}

static void
put(const char *dir, const char *name)
{
	char path[200];

	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
}

static void
gone(const char *dir, const char *name)
{
	char path[200];

	snprintf(path, sizeof path, "%s/%s", dir, name);
	unlink(path);
}

/* The key's directory is let in if nothing lies there but keys. */
static void
where_the_key_is(void **state)
{
	static const struct {
		const char *name; /* lies beside the key */
		bool whole;       /* the directory is let in */
	} beside[] = { { NULL, true }, { "key.pub", true },
		{ "key.2026", true }, { "baocao.conf", false },
		{ ".my.cnf", false }, { "ke", false } };
	char dir[] = "/tmp/confineXXXXXX", key[200];
	struct conf near = conf;
	struct confined c;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(key, sizeof key, "%s/key", dir);
	put(dir, "key");
	near.sign_key = key;
	for (size_t i = 0; i < COUNT(beside); i++) {
		if (beside[i].name != NULL)
			put(dir, beside[i].name);
		confine_plan(&near, "entry", &c);
		if (of(&c, dir) != beside[i].whole ||
		    of(&c, key) != !beside[i].whole)
			fail_msg("beside %s", beside[i].name);
		confine_plan(&near, "review", &c);
		assert_true(of(&c, dir) == 0 && of(&c, key) == 0);
		if (beside[i].name != NULL)
			gone(dir, beside[i].name);
	}
	gone(dir, "key");
	assert_int_equal(rmdir(dir), 0);
	near.sign_key = NULL;
	near.cert_dir = NULL;
	confine_plan(&near, "entry", &c);
	assert_int_equal(c.is.npath, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_its_own),
		cmocka_unit_test(the_network),
		cmocka_unit_test(where_the_key_is),
	};

	setenv("TMPDIR", "/x/tmp", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
