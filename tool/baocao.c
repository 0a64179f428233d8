/* baocao.c - the command line of an installation */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tool/tool.h"

/* Every subcommand; one a line. */
static const struct command *const commands[] = {
	&cmd_migrate,
	&cmd_unit,
	&cmd_account,
	&cmd_key,
	&cmd_person,
	&cmd_token,
	&cmd_sso,
	&cmd_mail,
	&cmd_sign,
	&cmd_audit,
	&cmd_verify,
	&cmd_form,
	&cmd_formula,
	&cmd_item,
	&cmd_library,
	&cmd_register,
	&cmd_regime,
	&cmd_overlap,
	&cmd_burden,
	&cmd_period,
	&cmd_deadline,
	&cmd_doctor,
	&cmd_grants,
	&cmd_report,
	&cmd_rollup,
	&cmd_series,
	&cmd_demo,
};

enum { OUT_MAX = 64 << 20 };

/* Each line of the arguments behind the names. */
static void
show_usage(FILE *to, const struct command *c, bool sentence)
{
	const char *line = c->args;

	do {
		size_t n = strcspn(line, "\n");
		fprintf(to, "  baocao %s%s%.*s\n", c->name, n > 0 ? " " : "",
		    (int)n, line);
		line += n;
	} while (*line++ == '\n');
	if (sentence)
		fprintf(to, "      %s\n", tr(c->help));
}

static int
help(void)
{
	printf("%s\n\n",
	    _("baocao: the command line of an installation of Baocao"));
	for (size_t i = 0; i < COUNT(commands); i++)
		show_usage(stdout, commands[i], true);
	printf("\n%s\n  --conf FILE  %s\n  --json       %s\n"
	       "  --version    %s\n  -h, --help   %s\n\n%s\n",
	    _("Options of all of them:"),
	    _("the settings file (else $BAOCAO_CONF)"),
	    _("answer in JSON, for programs"), _("say which version this is"),
	    _("show this"),
	    _("The status is 0, 1 (it says no) or 2 (not called rightly)."));
	return TOOL_OK;
}

static const struct command *
find(const char *name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (str_eq(commands[i]->name, name))
			return commands[i];
	return NULL;
}

/* Messages are in Vietnamese, unless the environment asks for English. */
static const char *
language(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *v = getenv(names[i]);
		if (!str_empty(v))
			return str_starts(v, "en") ? "en" : "vi";
	}
	return "vi";
}

static int
run(const struct command *c, bool json, int argc, char **argv)
{
	struct arena *mem = arena_new();
	struct tool t = { .as_json = json,
		.ctx = { .mem = mem,
		    .lang = language(),
		    .base = "",
		    .request = "command-line" },
		.findings = { .mem = mem },
		.out = { .mem = mem, .max = OUT_MAX } };

	t.json.out = &t.out;
	if (!c->no_conf)
		tool_connect(&t);
	int status = c->run(&t, argc, argv);
	if (status == TOOL_USAGE)
		show_usage(stderr, c, false);
	if (status == TOOL_OK && t.out.full)
		status = tool_no(&t, _("the answer is too long"));
	else if (status == TOOL_OK && t.out.len > 0)
		printf("%s%s", t.out.at, json ? "\n" : "");
	if (t.db != NULL)
		db_close(t.db);
	arena_free(mem);
	return fflush(stdout) == 0 ? status : TOOL_NO;
}

int
main(int argc, char **argv)
{
	const char *conf = tool_option(&argc, argv, "--conf");
	bool json = tool_flag(&argc, argv, "--json");
	bool want_help =
	    tool_flag(&argc, argv, "--help") || tool_flag(&argc, argv, "-h");

	tr_open(LOCALEDIR);
	tr_lang(language());
	if (conf != NULL && (*conf == '\0' || setenv("BAOCAO_CONF", conf, 1)))
		return tool_usage(NULL, _("--conf needs the name of a file"));
	if (tool_flag(&argc, argv, "--version")) {
		puts("baocao " VERSION_TEXT);
		return TOOL_OK;
	}
	const struct command *c = argc > 1 ? find(argv[1]) : NULL;
	if (c != NULL && want_help) {
		show_usage(stdout, c, true);
		return TOOL_OK;
	}
	if (want_help)
		return help();
	if (argc < 2)
		return tool_usage(NULL,
		    _("say what to do; baocao --help lists it"));
	if (c == NULL)
		return tool_usage(NULL,
		    _("\"%s\" is not known; baocao --help lists what is"),
		    argv[1]);
	return run(c, json, argc - 1, argv + 1);
}
