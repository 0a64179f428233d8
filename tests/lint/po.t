#!/usr/bin/env python3
"""Every sentence of the sources has its Vietnamese, with the same figures to
fill in, and only once."""
import ast
import glob
import os
import re
import tempfile
import lint

CONVERSION = re.compile(r"%[-+#0 ']*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|z)?"
                        r"[a-zA-Z%]")


def entries(text):
    """(msgid, msgid_plural, [msgstr], flags) of a catalogue."""
    found, entry, field = [], None, None
    for line in text.split("\n") + [""]:
        if line.startswith("#~"):
            continue
        if line.startswith("#,"):
            flags = line
            if entry and "msgid" in entry:
                found.append(entry)
            entry, field = {"flags": flags}, None
            continue
        m = re.match(r'(msg\w+(?:\[\d\])?)\s+(".*")$', line)
        if m:
            if m.group(1) == "msgid":
                if entry and "msgid" in entry:
                    found.append(entry)
                    entry = None
                entry = entry or {"flags": ""}
            field = m.group(1)
            entry[field] = ast.literal_eval(m.group(2))
        elif line.startswith('"') and field:
            entry[field] += ast.literal_eval(line)
    if entry and "msgid" in entry:
        found.append(entry)
    return found


def strings(entry):
    return [v for k, v in entry.items() if k.startswith("msgstr")]


# Letters are to somebody, pages are not: "ong/ba" there, "ban" here.
LETTERS = ("Dear %s", "Your second factor was taken away",
           "Your account in the reporting system",
           "A link to choose your password")


def addressed(catalogue):
    """Who is spoken to is called the same throughout."""
    return [f"not \u00f4ng/b\u00e0 in a page: {e['msgid']!r}"
            for e in catalogue for s in strings(e)
            if "\u00f4ng/b\u00e0" in s.lower() and
            not e["msgid"].startswith(LETTERS)]


def judge(source, catalogue):
    said, have = [], {}
    for e in catalogue:
        if e["msgid"] in have:
            said.append(f"twice: {e['msgid']!r}")
        have[e["msgid"]] = e
        if "fuzzy" in e["flags"]:
            said.append(f"fuzzy: {e['msgid']!r}")
        if not e["msgid"]:
            continue
        for s in strings(e):
            want = sorted(CONVERSION.findall(e["msgid"]))
            also = sorted(CONVERSION.findall(e.get("msgid_plural", "")))
            if s and sorted(CONVERSION.findall(s)) not in (want, also):
                said.append(f"other figures: {e['msgid']!r}: {s!r}")
            if s and (e["msgid"][-1] == "\n") != (s[-1] == "\n"):
                said.append(f"end of line: {e['msgid']!r}")
    for e in source:
        there = have.get(e["msgid"])
        if e["msgid"] and (there is None or not all(strings(there))):
            said.append(f"no Vietnamese: {e['msgid']!r}")
        elif there and "msgid_plural" in e and "msgid_plural" not in there:
            said.append(f"no plural: {e['msgid']!r}")
    return said


tap = lint.Tap()
sources = [p for d in ("lib/*/*.[ch]", "cgi/*.c", "tool/*.c")
           for p in sorted(glob.glob(os.path.join(lint.TOP, d)))]
status, pot = lint.output(
    "xgettext", "--from-code=UTF-8", "-L", "C", "-k", "-k_", "-kN_",
    "-ktrn:1,2", "--no-wrap", "--no-location", "-o", "-", *sources)
tap.ok(status == 0, "xgettext reads the sources", [pot[-500:]])
source = [e for e in entries(pot) if e["msgid"]]
catalogue = entries(lint.read("po/vi.po"))
said = judge(source, catalogue)
tap.ok(not said, f"{len(source)} sentences are there in Vietnamese", said)
said = addressed(catalogue)
tap.ok(not said, "a page says \"b\u1ea1n\", a letter \"\u00f4ng/b\u00e0\"", said)
with tempfile.NamedTemporaryFile() as mo:
    status, out = lint.output("msgfmt", "-c", "-o", mo.name, "po/vi.po")
tap.ok(status == 0, "msgfmt -c", [out])
wanted = {e["msgid"] for e in source}
stale = [e["msgid"] for e in catalogue if e["msgid"] not in wanted | {""}]
for s in stale[:20]:
    print("# not used any more:", repr(s))
one = [{"msgid": "%d units", "flags": "", "msgstr": ""}]
tap.ok(judge(one, []), "refused: a sentence without Vietnamese")
tap.ok(judge([], [{"msgid": "%d units", "flags": "", "msgstr": "%s xa"}]),
       "refused: other figures to fill in")
tap.ok(judge([], one * 2), "refused: the same twice")
tap.ok(addressed([{"msgid": "You", "msgstr": "\u00d4ng/b\u00e0"}]) and
       not addressed([{"msgid": "Dear %s", "msgstr": "\u00f4ng/b\u00e0"}]),
       "refused: a page that speaks like a letter")
tap.end()
