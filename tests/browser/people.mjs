// people.mjs - an administrator of a province, the head who goes away, the
// deputy who stands in, and somebody who leaves while signed in
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { source } from "../lib/site.mjs";
import { is, like, note, ok, press, startWalk, text, texts } from "./lib.mjs";

const walk = await startWalk("people", "--seed", "demo-2026-09-28");
const { site } = walk;
const at = (path) => `${site.url}${path}`;
const axe = readFileSync(resolve(source, "tests/browser/node_modules",
	"axe-core/axe.min.js"), "utf8");

async function accessible(page, what) {
	await page.evaluate(axe);
	const bad = await page.evaluate(async () => (await globalThis.axe.run(
		document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] }))
		.violations.map((v) => `${v.id}: ${v.nodes[0].html}`));
	is(bad, [], `${what}: nothing that a rule of accessibility forbids`);
	await page.setViewportSize({ width: 360, height: 800 });
	ok(await page.evaluate(() => document.documentElement.scrollWidth <=
		document.documentElement.clientWidth), `${what}: fits a telephone`);
	await page.setViewportSize({ width: 1400, height: 900 });
}

// ---- the administrator of the province
const admin = await walk.person("tinh.quantri");
await admin.click("nav.menu a[href$='/person']");
await admin.waitForLoadState();
is(await text(admin, "h1"), "Người dùng", "the menu leads to the people");
await accessible(admin, "the list");
await walk.shot(admin, "list");
await admin.fill("[name=q]", "lanh dao");
await admin.press("[name=q]", "Enter");
await admin.waitForLoadState();
ok((await texts(admin, "tbody th a")).length >= 1,
	"found by a position without marks");
ok(!(await texts(admin, "tbody th small")).includes("tw"),
	"nobody of the centre");
await admin.goto(at("/person/edit/new"));
await accessible(admin, "a new person");
await admin.fill("[name=login]", "pho.ct");
await admin.fill("[name=name]", "Phạm Thị Phó");
await admin.fill("[name=title]", "Phó Chủ tịch");
await admin.selectOption("[name=role]", "clerk");
await admin.fill("[name=unit]", "centre/CP");
is(await press(admin, "/person/edit/add"), 422, "not at the centre");
like(await text(admin, ".notice.bad"), /không quản lý/, "and why");
is(await admin.inputValue("[name=name]"), "Phạm Thị Phó",
	"what was typed is still there");
await walk.shot(admin, "refused", { posted: true });
await admin.fill("[name=unit]", "province/01");
is(await press(admin, "/person/edit/add"), 303, "at the province");
await admin.waitForURL(/person\/show/);
like(await text(admin, "table"), /nhập số liệu/, "what they may do");
await accessible(admin, "a person");
await walk.shot(admin, "person");
const id = new URL(admin.url()).searchParams.get("id");

// ---- the head goes away, and lets the deputy stand in
const head = await walk.person("tinh");
await head.goto(at("/me"));
await accessible(head, "one's own page");
await head.click("a[href*='/deputy?grant=']");
await head.waitForLoadState();
await accessible(head, "standing in");
await head.selectOption("[name=login]", "pho.ct");
await head.fill("[name=to]", "15/10/2026");
await head.fill("[name=decision]", "99/UQ-UBND");
await walk.shot(head, "lend");
is(await press(head, "/deputy/add"), 303, "the role is lent");
await head.waitForURL(/\/me/);
like(await text(head, "main"), /Ai thay mặt bạn[^]*Phạm Thị Phó/,
	"and one sees to whom");
await walk.shot(head, "me");
await admin.goto(at(`/person/show?id=${id}`));
like(await text(admin, "table"), /thay mặt Hồ/, "the deputy's page says it");
await admin.goto(at(`/person/edit/role?id=${id}`));
await accessible(admin, "a role");
await admin.goto(at(`/person/edit/post?id=${id}`));
await accessible(admin, "moving and leaving");
await walk.shot(admin, "moves");

// ---- a file, by the keyboard alone as far as a browser lets one
await admin.goto(at("/person/file"));
await accessible(admin, "a file");
await admin.setInputFiles("[name=file]", { name: "a.csv", mimeType: "text/csv",
	buffer: Buffer.from("login,name,unit,role\nnhap.1,Nhập Một," +
		"province/01,clerk\nnhap.2,<b>Hai</b>,nowhere,boss\n") });
is(await press(admin, "/person/file/look"), 422, "a line is refused");
ok((await texts(admin, "tbody td")).includes("<b>Hai</b>"),
	"what stands there is text");
await accessible(admin, "what a file would do");
await walk.shot(admin, "file", { posted: true });

// ---- somebody leaves while signed in, in two browsers
const one = await walk.person("tinh.nhan"), two = await walk.person("tinh.nhan");
like(await text(two, "h1"), /Việc cần làm/, "signed in");
const [[gone]] = site.sql("SELECT id FROM person WHERE login = 'tinh.nhan'");
await admin.goto(at(`/person/edit/post?id=${gone}`));
await admin.fill("#leave-decision", "1/QĐ-UBND");
const [answer] = await Promise.all([
	admin.waitForResponse((r) => r.request().isNavigationRequest()),
	admin.click("section.decide button"),
]);
await admin.waitForLoadState();
is(answer.status(), 303, "they leave");
await admin.waitForURL(/person\/show/);
like(await text(admin, ".facts"), /đã nghỉ/, "their page says so");
await walk.shot(admin, "left");
for (const page of [one, two]) {
	await page.goto(at("/review"));
	like(page.url(), /\/login/, "what was open is shut");
}
note(`${walk.said.length} complaints`);
await walk.end();
