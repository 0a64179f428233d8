#!/usr/bin/env python3
"""The markup in html() literals: nothing that the content security policy
forbids, well-formed, addresses from url(), sentences through _()."""
import re
import lint

VOID = r"(br|hr|img|input|meta|link|col|area|base|wbr|source)"
NEVER = [
    (r"\sstyle\s*=", "no style attribute: a class"),
    (r"\son\w+\s*=", "no event attribute"),
    (r"<script(?![^>]*\ssrc=)|<style\b|javascript:",
     "no inline script or style"),
    (r"<" + VOID + r"(\s[^<>]*[^/<>])?>", "an element that is not closed"),
    (r"<(input|option|select|textarea|button|details|ol)\b[^>]*\s(checked|"
     r"disabled|selected|required|readonly|multiple|open|autofocus|hidden)"
     r"(\s|/|>)", "an attribute without a value"),
    (r"(href|action|src)=['\"]/", "an address not made by url()"),
    (r"&(?!amp;|lt;|gt;|quot;|#)\w+;", "an entity that XML does not have"),
    (r"<[A-Z]", "names of elements are in small letters"),
]
# they are the same in every language
NAMES = ("Baocao", "SHA", "CSV", "XLSX", "PDF", "PNG", "XML", "UTF")


def sentence(text):
    """Words for people that stand in the literal itself."""
    bare = re.sub(r"<[^>]*(>|$)", " ", text)
    bare = re.sub(r"^[^<]*(?<=['\" ])/?>", " ", bare)
    if re.search(r"=['\"]", bare):
        return None
    bare = re.sub(r"\S*%\S*|&#?\w+;", " ", bare)
    words = [w for w in re.findall(r"[A-Za-z]{3,}", bare) if w not in NAMES]
    return words and words[0]


def unquoted(markup):
    """An attribute whose value stands without quotes."""
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "''", markup)
    return re.search(r"<[a-z][^<>]*\s[\w-]+=[^'\"\s]", bare)


seen = 0


def complain(path, text):
    global seen
    said = []
    for _, line, args in lint.calls(text, ("html",)):
        markup = lint.literal(args[1]) if len(args) > 1 else None
        if markup is None:
            said.append(f"{path}:{line}: html() of something that is no "
                        "literal")
            continue
        seen += 1
        for pattern, why in NEVER:
            if re.search(pattern, markup):
                said.append(f"{path}:{line}: {why}: {markup.strip()[:50]}")
        if unquoted(markup):
            said.append(f"{path}:{line}: an attribute without quotes: "
                        f"{markup.strip()[:50]}")
        word = sentence(markup)
        if word:
            said.append(f"{path}:{line}: `{word}' is not in _()")
    return said


lint.run("markup", complain, [
    ("x.c", f"void f(void) {{ html(h, {t}); }}") for t in (
        '"<p style=\'color:red\'>"', '"<a onclick=\'x()\'>"',
        '"<script>alert(1)</script>"', '"<td class=x>"', '"<br>"',
        '"<input type=\'text\' name=\'a\'>"', '"<a href=\'/login\'>"',
        '"<p>Hello there</p>"', '"&nbsp;"', '"<a href=%s>", url', 'name',
        '"<input type=\'checkbox\' checked />"')])
