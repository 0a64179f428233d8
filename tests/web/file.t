#!/usr/bin/env python3
"""A commune's clerk signs in and sends a report through each front end, at the
root and below a path, and takes it away as PDF, XLSX and CSV."""
# timeout: 900
import html.parser
import http.cookiejar
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "lib"))
import private  # noqa: E402

tap = private.Tap()
PASSWORD = "Baocao-2026"


class Forms(html.parser.HTMLParser):
    """The forms of a page: their address and fields."""

    def __init__(self, text):
        super().__init__()
        self.forms = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.forms.append((a.get("action", ""), {}))
        elif tag == "input" and self.forms and a.get("name") and (
                a.get("type") != "checkbox"):
            self.forms[-1][1][a["name"]] = a.get("value", "")


class Visitor:
    def __init__(self, url):
        self.url = url
        self.open_ = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path, data=None):
        """status, type, body, where it ended"""
        if data is not None:
            data = urllib.parse.urlencode(data).encode()
        root = self.url.split("/", 3)
        full = "/".join(root[:3]) + path if path.startswith(
            "/") and not path.startswith("//") else path
        try:
            r = self.open_.open(full, data, timeout=60)
        except urllib.error.HTTPError as e:
            r = e
        return r.status, r.headers.get("Content-Type", ""), r.read(), r.url

    def form(self, path, action):
        body = self.get(path)[2].decode()
        for where, fields in Forms(body).forms:
            if where.endswith(action):
                return where, fields
        return None, None


def file_report(site, how, base):
    v = Visitor(site.url)
    where, fields = v.form(base + "/login", "/login")
    if not tap.ok(where == base + "/login", f"{how}: the form of signing in",
                  where):
        return
    status, _, body, at = v.get(where, {**fields, "login": "xa",
                                        "password": PASSWORD})
    tap.equal((status, urllib.parse.urlparse(at).path), (200, base + "/"),
              f"{how}: signed in, on the start page")
    found = re.search(r"href='([^']*/entry/form\?id=\d+)'", body.decode())
    if not tap.ok(found, f"{how}: a report is to be sent", body.decode()[:800]):
        return
    entry = found.group(1)
    _, fields = v.form(entry, "/entry/save")
    if not tap.ok(fields, f"{how}: the form to fill in"):
        return
    cells = {k: "0" for k in fields if re.fullmatch(r"c\d+", k)}
    tap.ok(len(cells) >= 20, f"{how}: {len(cells)} cells to type")
    _, _, _, at = v.get(base + "/entry/check", {**fields, **cells})
    _, sent = v.form(at, "/entry/send")
    status, _, body, at = v.get(base + "/entry/send", sent)
    tap.equal(status, 200, f"{how}: sent")
    report = fields["id"]
    row = site.sql("SELECT r.state, k.no, LENGTH(k.sha) FROM report r JOIN "
                   f"revision k ON k.id = r.revision_id WHERE r.id = {report}")
    tap.equal(row, [["sent", "1", "64"]], f"{how}: it is revision 1, as kept")
    unit = site.sql(f"SELECT unit_id FROM report WHERE id = {report}")[0][0]
    q = f"?period=2026-Q3&unit={unit}"
    for path, kind, begins in (
            ("/report/XLD01.pdf" + q, "application/pdf", b"%PDF-"),
            ("/export/XLD01.xlsx" + q, "application/vnd.openxml", b"PK"),
            ("/export/XLD01.csv" + q, "text/csv", b"")):
        status, type_, body, _ = v.get(base + path)
        tap.ok(status == 200 and type_.startswith(kind) and
               body.startswith(begins) and len(body) > 100,
               f"{how}: {path.split('?')[0]}", status, type_, body[:200])
    where, fields = v.form(base + "/", "/logout")
    v.get(where, fields)
    tap.ok("/login" in v.get(base + "/")[3], f"{how}: signed out")


for front in ("apache", "nginx", "cgi"):
    for base in ("", "/bc") if front == "apache" else ("/bc", ):
        site = private.Site("--seed", "demo", "--front", front,
                            "--base", base)
        file_report(site, f"{front} at '{base}/'", base)
        site.stop()
tap.end()
