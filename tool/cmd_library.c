/* cmd_library.c - baocao library: packages of forms, out, compared and in */
#include "core/library.h"
#include "io/file.h"
#include "tool/tool.h"

enum { PACKAGE_BYTES = 2 << 20 };

/* ------------------------------------------------------------------ export */

struct export
{
	const char *regime;
	struct buf out;
};

static enum rc
do_export(struct tool *t, void *arg)
{
	struct export *e = arg;

	e->out = (struct buf){ .mem = t->ctx.mem, .max = PACKAGE_BYTES };
	return library_write(t->db, &t->ctx, e->regime, &e->out);
}

static int export(struct tool *t, int argc, char **argv)
{
	struct export e = { .regime = argc > 1 ? argv[1] : NULL };
	const char *why;

	if (argc != 3)
		return tool_usage(t, _("say which regime, and which file"));
	enum rc rc = tool_write(t, do_export, &e);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("nothing of a regime %s was published"),
		    e.regime);
	if (rc != OK)
		return tool_end(t, rc);
	if (!file_write(argv[2], e.out.at, e.out.len, &why))
		return tool_no(t, _("%s cannot be written: %s"), argv[2], why);
	tool_say(t, _("%s: %s, %zu bytes"), argv[2], e.regime, e.out.len);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "regime", e.regime);
		json_text(&t->json, "file", argv[2]);
		json_end(&t->json);
	}
	return TOOL_OK;
}

/* --------------------------------------------------------- compare, import */

struct package {
	struct file file;
	struct library_package package;
	struct library_lines lines;
	bool strange, unsigned_, apply;
};

static bool
seal_ok(struct tool *t, const struct package *p)
{
	if (p->package.seal == SEAL_NONE && !p->unsigned_)
		finding(&t->findings, "signature",
		    _("The package is not signed: nobody vouches for it. Say "
		      "--unsigned to take it all the same."));
	if (p->package.seal == SEAL_STRANGE && !p->strange)
		finding(&t->findings, "signature",
		    _("It is signed by a key that is not known here: %s. Say "
		      "--strange to take it, or \"library trust\" first."),
		    p->package.key);
	return t->findings.nerror == 0;
}

static enum rc
do_package(struct tool *t, void *arg)
{
	struct package *p = arg;

	t->findings = (struct findings){ .mem = t->ctx.mem };
	TRY(library_read(t->db, &t->ctx, p->file.at, p->file.len, &t->findings,
	    &p->package));
	if (p->apply && !seal_ok(t, p))
		return E_INVALID;
	TRY(library_compare(t->db, &t->ctx, &p->package, &p->lines));
	if (!p->apply)
		return OK;
	return library_store(t->db, &t->ctx, &p->package, &t->findings);
}

static const char *
act_name(enum library_act act)
{
	static const char *const names[] = { [LIB_SAME] = "same",
		[LIB_ADDED] = "added",
		[LIB_CHANGED] = "changed",
		[LIB_MISSING] = "missing",
		[LIB_CONFLICT] = "conflict" };

	return names[act];
}

static const char *
act_show(enum library_act act)
{
	switch (act) {
	case LIB_ADDED:
		return _("added");
	case LIB_CHANGED:
		return _("changed");
	case LIB_MISSING:
		return _("stays as it is here");
	case LIB_CONFLICT:
		return _("conflict");
	default:
		return _("the same");
	}
}

static const char *
seal_name(enum library_seal seal)
{
	return seal == SEAL_KNOWN   ? "known" :
	       seal == SEAL_STRANGE ? "strange" :
				      "none";
}

static void
say_seal(struct tool *t, const struct library_package *p)
{
	tool_say(t, _("%s, made on %s by %s"), p->regime.code, p->made,
	    str_empty(p->by) ? "-" : p->by);
	if (p->seal == SEAL_KNOWN)
		tool_say(t, _("signed by %s (%s)"), p->key_name, p->key);
	else if (p->seal == SEAL_STRANGE)
		tool_say(t, _("SIGNED BY A KEY THAT IS NOT KNOWN HERE: %s"),
		    p->key);
	else
		tool_say(t, "%s", _("NOT SIGNED"));
}

static void
json_show(struct json *j, const struct package *p)
{
	json_object(j, NULL);
	json_text(j, "regime", p->package.regime.code);
	json_text(j, "seal", seal_name(p->package.seal));
	json_text(j, "key", p->package.key);
	json_text(j, "sha", p->package.sha);
	json_bool(j, "applied", p->apply);
	for (int a = LIB_SAME; a <= LIB_CONFLICT; a++)
		json_long(j, act_name((enum library_act)a),
		    (long)p->lines.act[a]);
	json_array(j, "lines");
	for (size_t i = 0; i < p->lines.n; i++) {
		const struct library_line *l = &p->lines.at[i];
		json_object(j, NULL);
		json_text(j, "kind", l->kind);
		json_text(j, "name", l->name);
		json_text(j, "act", act_name(l->act));
		json_text(j, "was", l->was);
		json_text(j, "is", l->is);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void
show(struct tool *t, const struct package *p)
{
	say_seal(t, &p->package);
	for (size_t i = 0; i < p->lines.n; i++) {
		const struct library_line *l = &p->lines.at[i];
		if (l->act == LIB_SAME)
			continue;
		tool_say(t, "%s %s: %s", l->kind, l->name, act_show(l->act));
		if (l->was != NULL)
			tool_say(t, "    - %.200s", l->was);
		if (l->is != NULL)
			tool_say(t, "    + %.200s", l->is);
	}
	tool_say(t,
	    _("%zu the same, %zu added, %zu changed, %zu stay as they are "
	      "here, %zu in conflict"),
	    p->lines.act[LIB_SAME], p->lines.act[LIB_ADDED],
	    p->lines.act[LIB_CHANGED], p->lines.act[LIB_MISSING],
	    p->lines.act[LIB_CONFLICT]);
	if (t->as_json)
		json_show(&t->json, p);
}

static int
package(struct tool *t, int argc, char **argv, bool apply)
{
	struct package p = { .apply = apply };
	const char *why;

	p.strange = tool_flag(&argc, argv, "--strange");
	p.unsigned_ = tool_flag(&argc, argv, "--unsigned");
	if (argc != 2)
		return tool_usage(t, _("say which file"));
	if (!file_read(t->ctx.mem, argv[1], PACKAGE_BYTES + 1, &p.file, &why))
		return tool_no(t, _("the file cannot be read: %s"), why);
	enum rc rc = apply ? tool_write(t, do_package, &p) :
			     tool_read(t, do_package, &p);
	if (rc != OK)
		return tool_end(t, t->findings.n > 0 ? E_INVALID : rc);
	show(t, &p);
	return TOOL_OK;
}

/* -------------------------------------------------------------------- keys */

static enum rc
do_keys(struct tool *t, void *arg)
{
	const char *own;

	TRY(library_key(t->db, &t->ctx, &own));
	return library_keys(t->db, arg);
}

static int
key(struct tool *t)
{
	struct library_keys keys;
	enum rc rc = tool_write(t, do_keys, &keys);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < keys.n; i++) {
		const struct library_key *k = &keys.at[i];
		tool_say(t, "%s %s", k->public, k->name);
		if (!t->as_json)
			continue;
		json_object(&t->json, NULL);
		json_text(&t->json, "key", k->public);
		json_text(&t->json, "name", k->name);
		json_bool(&t->json, "own", k->own);
		json_end(&t->json);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

static enum rc
do_trust(struct tool *t, void *arg)
{
	char **argv = arg;

	t->findings = (struct findings){ .mem = t->ctx.mem };
	return library_trust(t->db, &t->ctx, argv[0], argv[1], &t->findings);
}

static int
run(struct tool *t, int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (str_eq(what, "export"))
		return export(t, argc - 1, argv + 1);
	if (str_eq(what, "compare") || str_eq(what, "import"))
		return package(t, argc - 1, argv + 1, str_eq(what, "import"));
	if (str_eq(what, "key") && argc == 2)
		return key(t);
	if (str_eq(what, "trust") && argc == 4)
		return tool_end(t, tool_write(t, do_trust, argv + 2));
	return tool_usage(t, _("say export, compare, import, key or trust"));
}

const struct command cmd_library = { "library",
	"export REGIME FILE\ncompare FILE\n"
	"import FILE [--strange] [--unsigned]\nkey\ntrust KEY NAME",
	N_("packages of forms, signed: written, compared, taken in"), run,
	false };
