// pages.mjs - every page as every role: for everybody, in both languages, with
// and without a mouse, on a telephone, with and without script
//
// From the start page every link is followed; of pages that are built alike
// (address, parts) one is looked at closely, for each role.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync }
	from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { source, build } from "../lib/site.mjs";
import { is, like, note, ok, PASSWORD, press, send, startWalk, text }
	from "./lib.mjs";

const walk = await startWalk("pages", "--seed", "demo");
const { site } = walk;
const people = ["xa.nhap", "xa", "tinh.nhan", "tinh", "tw", "tw.xem", "so.nhap",
	"so", "bo", "quantri", "tinh.quantri", "kiemtra"];
const modules = resolve(source, "tests/browser/node_modules");
const axe = readFileSync(resolve(modules, "axe-core/axe.min.js"), "utf8");
const dir = mkdtempSync(resolve(tmpdir(), "pages-"));
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));

// ---- the catalogue: English sentences and what they are in Vietnamese
function catalogue() {
	const map = new Map();
	let id = null, str = "", at = "";
	const unquote = (s) => JSON.parse(s.slice(s.indexOf('"')));
	for (const line of [...readFileSync(resolve(source, "po/vi.po"), "utf8")
		.split("\n"), "msgid \"\""])
		if (/^msgid /.test(line)) {
			if (id)
				map.set(id, str);
			[id, str, at] = [unquote(line), "", "id"];
		} else if (/^msgstr/.test(line)) {
			[str, at] = [unquote(line), "str"];
		} else if (/^msgid_plural/.test(line)) {
			at = "";
		} else if (/^"/.test(line)) {
			id += at === "id" ? unquote(line) : "";
			str += at === "str" ? unquote(line) : "";
		}
	return map;
}
const english = catalogue();
const vietnamese = new Set([...english.values()].map((s) =>
	s.replace(/^#/, "")));
const accents = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;
// Names of things, the same in both languages.
const neutral = /^(\S+\.(txt|sig|p7s|pem)|PDF|XLSX|CSV|SHA-256|Baocao [\d.]+|[\d\s.,:/%–-]*)$/;

// What the product says itself, apart from names and figures.
const said = (page) => page.evaluate(() => {
	const found = [document.title.split(" – ").pop()];
	const parts = document.querySelectorAll("nav a, .brand, .skip, h1, h2," +
		" h3, legend, button, label, .list thead th, dt, .help, .badge," +
		" .empty, .files a, .gridsay, .legend span, .demo b, .what");
	for (const part of parts)
		if (part.closest("[lang]") === document.documentElement &&
		    !part.closest(".path, .who, .grid")) {
			const own = part.cloneNode(true);
			own.querySelectorAll("[lang]").forEach((e) => e.remove());
			found.push(own.textContent.trim().replace(/\s+/g, " "));
		}
	for (const part of document.querySelectorAll("nav[aria-label]," +
		" aside[aria-label]"))
		found.push(part.getAttribute("aria-label"));
	return Array.from(new Set(found)).filter(Boolean);
});
function untranslated(words, lang) {
	return words.filter((w) => !neutral.test(w) && (lang === "en"
		? accents.test(w)
		: !accents.test(w) && !vietnamese.has(w)));
}

// ---- one page, looked at closely
let files = 0;
const problems = { axe: [], narrow: [], focus: [], reach: [], vi: [], en: [] };
async function accessible(page, where) {
	const result = await page.evaluate(() => window.axe.run(document,
		{ resultTypes: ["violations"] }));
	for (const v of result.violations)
		problems.axe.push(`${where}: ${v.id}: ${v.nodes[0].html}`);
}
async function narrow(page, where) {
	await page.setViewportSize({ width: 390, height: 800 });
	const wide = await page.evaluate(() =>
		document.documentElement.scrollWidth > innerWidth);
	if (wide)
		problems.narrow.push(where);
}
// By Tab alone: all that can be used is reached, is seen, and shows it.
async function keyboard(page, where) {
	const all = await page.evaluate(() => {
		const seen = (e) => e.getClientRects().length > 0 &&
			!e.closest("details:not([open]) > :not(summary)") &&
			getComputedStyle(e).visibility === "visible";
		window.controls = Array.from(document.querySelectorAll("a[href]," +
			" button, input:not([type=hidden]), select, textarea, summary," +
			" [tabindex='0']")).filter(seen);
		window.met = new Set();
		document.activeElement.blur();
		window.getSelection().removeAllRanges();
		scrollTo(0, 0);
		return window.controls.length;
	});
	await page.evaluate(() => document.querySelector(".skip").focus());
	for (let i = 0; i < Math.min(all, 150) + 2; i++) {
		const wrong = await page.evaluate(() => {
			const e = document.activeElement;
			if (!window.controls.includes(e) || window.met.has(e))
				return null;
			window.met.add(e);
			const style = getComputedStyle(e);
			const what = e.outerHTML.slice(0, 120);
			if (style.outlineStyle === "none" ||
			    parseFloat(style.outlineWidth) < 2)
				return `no outline: ${what}`;
			const r = Array.from(e.getClientRects())
				.filter((b) => b.width > 0)[0];
			const [x, y] = [r.x + Math.min(r.width / 2, 8),
				r.y + Math.min(r.height / 2, 8)];
			const top = document.elementFromPoint(x, y);
			return top && (e.contains(top) || top.contains(e)) ? null
				: `hidden by ${top && top.outerHTML.slice(0, 60)}` +
					`: ${what}`;
		});
		if (wrong)
			problems.focus.push(`${where}: ${wrong}`);
		await page.keyboard.press("Tab");
	}
	const missed = await page.evaluate(() => window.controls
		.filter((e) => !window.met.has(e)).map((e) =>
			e.outerHTML.slice(0, 120)));
	if (all <= 150 && missed.length > 0)
		problems.reach.push(`${where}: ${missed[0]}`);
}
async function language(page, where, lang) {
	for (const w of untranslated(await said(page), lang))
		problems[lang].push(`${where}: ${w}`);
}
const closely = new Set();
// An answer without script: the same bytes in a page that has it.
async function lookPlain(page, where) {
	const body = await page.answer.text(), address = page.url();
	const other = await walk.visitor(where);
	await other.route(address, (r) => r.fulfill({ body,
		contentType: "text/html; charset=utf-8" }));
	await other.goto(address);
	other.answer = { text: () => body };
	await look(other, where, { all: false });
	await other.context().close();
}
async function look(page, where, { all = true } = {}) {
	const shape = await page.evaluate(() => [location.pathname,
		...new Set(Array.from(document.querySelectorAll(
			"main [class], main form")).map((e) =>
			e.className || e.getAttribute("action")))].sort()
		.join(" "));
	await language(page, where, "vi");
	if (closely.has(shape))
		return;
	closely.add(shape);
	writeFileSync(resolve(dir, `${++files}.html`),
		await page.answer.text());
	if (all)
		await keyboard(page, where);
	await page.evaluate(axe);
	await accessible(page, `${where} wide`);
	await narrow(page, where);
	await accessible(page, `${where} narrow`);
	await page.setViewportSize({ width: 1400, height: 900 });
	if (all)
		await walk.shot(page, where.replace(/\W+/g, "_").slice(0, 60));
}

// ---- every link, as everybody
const visited = new Map(), reached = new Set(), downloads = new Map();
const kind = (url) => url.pathname + " " +
	[...url.searchParams.keys()].sort().join(" ") + " " +
	(url.searchParams.get("regime") ?? "");
async function crawl(login) {
	const page = await walk.person(login);
	const queue = [`${site.url}/`, `${site.url}/password`];
	const count = new Map();
	let n = 0;
	while (queue.length > 0) {
		const address = queue.shift();
		const answer = await page.goto(address);
		n++;
		if (answer.status() !== 200)
			ok(false, `${login}: a link to ${address}`,
				String(answer.status()));
		reached.add(new URL(address).pathname);
		await look(page, `${login} ${address.slice(site.url.length)}`);
		const links = await page.locator("a[href]").evaluateAll((all) =>
			all.map((a) => a.href.split("#")[0]));
		for (const link of new Set(links)) {
			const url = new URL(link);
			if (url.origin !== new URL(site.url).origin ||
			    url.searchParams.has("lang"))
				continue;
			if (/\.(pdf|xlsx|csv|jsonl|png)$|\/data\/(json|xlsx)$|\/(signed|unit)\/(file|key)$/
			    .test(url.pathname)) {
				downloads.set(kind(url), [login, link]);
				continue;
			}
			const k = `${login} ${kind(url)}`;
			const seen = visited.get(login) ??
				visited.set(login, new Set()).get(login);
			if (seen.has(link) || (count.get(k) ?? 0) >= 2)
				continue;
			seen.add(link);
			count.set(k, (count.get(k) ?? 0) + 1);
			queue.push(link);
		}
	}
	for (const [address] of [...(visited.get(login) ?? [])].reduce((m, a) =>
		m.set(kind(new URL(a)), [a]), new Map()).values()) {
		await page.goto(`${address}${address.includes("?") ? "&" : "?"}` +
			"lang=en");
		await language(page, `${login} ${address}`, "en");
	}
	await page.context().close();
	return n;
}

const visitor = await walk.visitor();
await visitor.goto(`${site.url}/login`);
// each check finds what it is for
await visitor.evaluate(() => {
	const p = document.createElement("p");
	p.id = "bad";
	p.innerHTML = "<h2>Reports to send</h2><h2>Báo cáo</h2><label>Find" +
		"</label><img src='/x.svg'><a href='#x' tabindex='-1'>x</a>" +
		"<a href='#y'>y</a>";
	document.querySelector("main").append(p);
	p.style.width = "800px";
	p.lastChild.style.outline = "0";
});
is(untranslated(await said(visitor), "vi"), ["Reports to send", "Find"],
	"a heading in English is found");
ok(untranslated(await said(visitor), "en").includes("Báo cáo"),
	"one in Vietnamese, too");
await keyboard(visitor, "bad");
await visitor.evaluate(axe);
await accessible(visitor, "bad");
await narrow(visitor, "bad");
is([problems.reach, problems.narrow, problems.focus.length > 0,
	problems.axe.some((a) => /image-alt/.test(a))].map((x) =>
	Array.isArray(x) ? x.length : x), [1, 1, true, true],
"what cannot be reached, is too wide, not seen, not said");
Object.values(problems).forEach((p) => p.splice(0));
await visitor.setViewportSize({ width: 1400, height: 900 });
await visitor.goto(`${site.url}/login`);
walk.said.splice(0); // of the bad sample's picture
await look(visitor, "visitor /login");
await language(visitor, "visitor /login", "vi");
await visitor.fill("[name=login]", "xa");
await visitor.fill("[name=password]", "khong phai");
await visitor.click("main form button");
like(await text(visitor, ".notice"), /không đúng/, "a wrong password is said");
await look(visitor, "visitor /login, wrong", { all: false });
for (const login of people) {
	const n = await crawl(login);
	ok(n > (login === "quantri" ? 1 : 3), `${login}: ${n} pages`);
}
for (const path of ["/", "/entry", "/entry/form", "/review", "/review/units",
	"/review/report", "/review/revision", "/synth", "/synth/unit",
	"/password", "/me", "/me/tokens", "/me/data", "/privacy",
	"/privacy/keep", "/person", "/person/show", "/person/edit/role",
	"/person/edit/new", "/person/file", "/deputy"])
	ok(reached.has(path), `${path} is reached by links`);
const files_of = new Map();
for (const [, [login, link]] of downloads) {
	if (!files_of.has(login))
		files_of.set(login, await walk.person(login));
	const answer = await files_of.get(login).request.get(link);
	is(answer.status(), 200, `${login}: ${link.slice(site.url.length)}`);
}

// ---- what is not there, or not for them
const clerk = await walk.person("xa.nhap");
const [[foreign]] = site.sql("SELECT r.id FROM report r JOIN unit u" +
	" ON u.id = r.unit_id WHERE u.level = 'province' LIMIT 1");
for (const [path, status] of [["/nothing", 404], ["/entry/nothing", 404],
	[`/entry/form?id=${foreign}`, 404], ["/entry/form?id=x", 400],
	["/entry/form", 400], ["/review", 403], ["/entry/save", 405],
	["/entry/form?id=1&x=%00", 400]]) {
	const answer = await clerk.goto(`${site.url}${path}`);
	is(answer.status(), status, `${path}: ${status}`);
	await look(clerk, `clerk ${path}`);
	await clerk.goto(`${site.url}${path}${path.includes("?") ? "&" : "?"}` +
		"lang=en");
	if (status !== 400)
		await language(clerk, `clerk ${path}`, "en");
	await clerk.context().clearCookies({ name: "lang" });
}
await clerk.context().close();

// ---- without script, by plain forms
const plain = { javaScriptEnabled: false };
const form = async (page, period) => {
	await page.goto(`${site.url}/entry`);
	await page.getByRole("row").filter({ hasText: "XLD01" }).first()
		.getByRole("link").first().click();
	await page.waitForLoadState();
};
const row = { 1: 100, 2: 20, 3: 80, 4: 90, 5: 10, 6: 60, 7: 50, 8: 20, 9: 20,
	10: 20, 11: 30, 12: 20, 13: 10, 15: 10, 16: 10, 17: 10, 19: 10, 20: 10,
	21: 10, 22: 0 };
let page = await walk.person("xa.nhap", plain);
like(await text(page, "h1"), /Việc cần làm/, "without script: signed in");
await form(page);
for (const [c, v] of Object.entries(row))
	await page.fill(`[name=c${c}]`, c === "3" ? "tám mươi" : String(v));
is(await press(page, "/entry/save"), 422, "what is no number is refused");
is(await page.inputValue("[name=c3]"), "tám mươi", "and stands there still");
is(await page.inputValue("[name=c2]"), "20", "with all the rest");
await lookPlain(page, "clerk /entry/save, refused");
await page.fill("[name=c3]", "80");
await page.fill("[name=c21]", "9");
is(await press(page, "/entry/save"), 303, "saved");
await page.context().close();
page = await walk.person("xa", plain);
await form(page);
is(await press(page, "/entry/check"), 422, "a check refuses");
like(await text(page, ".notice.bad"), /Cột 6.*60.*59/s, "with both sides");
await lookPlain(page, "head /entry/check, refused");
await page.fill("[name=c21]", "10");
is(await send(page), 303, "sent");
await lookPlain(page, "head /entry/receipt");
const over = await walk.person("tinh", plain);
async function received() {
	await over.goto(`${site.url}/review`);
	await over.locator("main tbody a").first().click();
	await over.waitForLoadState();
	await over.getByRole("row").filter({ hasText: "Phường Ba Đình" })
		.getByRole("link").first().click();
	await over.waitForLoadState();
}
await received();
await over.fill("[name=reason]", "Xem lại cột 21.");
is(await press(over, "/review/return"), 303, "returned");
await form(page);
like(await text(page, ".notice"), /Xem lại cột 21/, "the reason is read");
is(await send(page), 303, "sent again");
await received();
is(await press(over, "/review/accept"), 303, "accepted");
like(await text(over, "main"), /Đã tiếp nhận/, "and it says so");
await lookPlain(over, "head /review/report, accepted");
await over.goto(`${site.url}/entry`);
await over.getByRole("row").filter({ hasText: "XLD01" }).first()
	.getByRole("link").first().click();
await over.waitForLoadState();
for (const [c, v] of Object.entries(row))
	await over.fill(`[name=c${c}]`, String(v));
is(await press(over, "/entry/check"), 303, "warned of the missing");
await lookPlain(over, "head /entry/confirm, warned");
await over.check("[name=confirmed]");
is(await press(over, "/entry/send"), 303, "confirmed, sent");
await over.click(".lang");
await over.waitForLoadState();
is(await over.locator("html").getAttribute("lang"), "en", "in English");
await over.goto(`${site.url}/password`);
await over.fill("[name=old]", "nothing like it");
await over.fill("[name=new]", "short");
await over.fill("[name=again]", "other");
await over.click("main form button");
await over.waitForLoadState();
ok(await over.locator(".wrong").count() > 0, "a bad new password is refused");
await over.fill("[name=old]", PASSWORD);
await over.fill("[name=new]", "mot cau dai hon nua");
await over.fill("[name=again]", "mot cau dai hon nua");
await over.click("main form button");
await over.waitForLoadState();
ok(await over.locator(".notice.good").count() > 0, "a good one is taken");
await over.click(".out button");
await over.waitForLoadState();
like(over.url(), /\/login/, "signed out");
await over.goto(`${site.url}/entry`);
like(over.url(), /\/login\?next=/, "and it stays so");

// ---- what was found
for (const [what, found] of Object.entries({
	"axe finds nothing": problems.axe,
	"no page is wider than a telephone": problems.narrow,
	"the keyboard reaches everything": problems.reach,
	"and what it reaches is seen": problems.focus,
	"no English is left in Vietnamese": problems.vi,
	"no Vietnamese is left in English": problems.en }))
	ok(found.length === 0, what, `${found.length}:`,
		...[...new Set(found)].slice(0, 40));
const vnu = resolve(modules, "vnu-jar/build/dist/vnu.jar");
let out = "";
try {
	execFileSync("java", ["-Xss4m", "-jar", vnu, "--format", "gnu", dir],
		{ stdio: "pipe", maxBuffer: 16 << 20 });
} catch (e) {
	out = String(e.stderr);
}
ok(files > 20, `${files} pages for the validator`);
is(out, "", "which finds nothing");
await walk.end();
