// units.mjs - the tree of units by mouse, by keyboard and without script; a
// figure over time; a reorganisation from the file to the undoing of it
//
// Each page is looked at by axe, and at the width of a telephone.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { source } from "../lib/site.mjs";
import { is, like, ok, press, startWalk, text, texts } from "./lib.mjs";

const walk = await startWalk("units", "--seed", "demo-2026-09-28");
const { site } = walk;
const at = (path) => `${site.url}${path}`;
const axe = readFileSync(resolve(source,
	"tests/browser/node_modules/axe-core/axe.min.js"), "utf8");
const dir = mkdtempSync(resolve(tmpdir(), "units-"));
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));

// The policy of our pages lets no foreign script in: from the debugger.
async function look(page, what) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => window.axe.run(document,
		{ resultTypes: ["violations"] }));
	is(found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [],
		`${what} is accessible`);
	await page.setViewportSize({ width: 360, height: 800 });
	ok(await page.evaluate(() =>
		document.documentElement.scrollWidth <= innerWidth),
		`${what} fits a telephone`);
	await page.setViewportSize({ width: 1400, height: 900 });
}

// ---- the tree, in place
const admin = await walk.person("quantri");
await admin.goto(at("/unit"));
await look(admin, "the tree");
const items = admin.locator("ul.tree li:visible");
is(await items.count(), 35, "the centre and its provinces");
const fold = admin.locator("ul.tree a.fold").first();
await fold.click();
await admin.waitForFunction(() =>
	document.querySelectorAll("ul.tree li").length > 35);
is(new URL(admin.url()).search, "", "a branch opens without another page");
is(await fold.getAttribute("aria-expanded"), "true", "and says so");
const open = await items.count();
await look(admin, "the open tree");
await fold.click();
is(await items.count(), 35, "it closes");
await fold.press("ArrowRight");
is(await items.count(), open, "opens by keyboard");
await fold.press("ArrowRight");
const focused = () => admin.evaluate(() => document.activeElement.textContent);
const first = await focused();
await admin.keyboard.press("ArrowDown");
ok(first !== "" && await focused() !== first, "arrows walk");
await admin.keyboard.press("ArrowLeft");
like(await focused(), /Hà Nội/, "left leads up");
await admin.keyboard.press("End");
like(await focused(), /Cà Mau/, "End to the last");
await walk.shot(admin, "tree");

// ---- without script the same links do it
const plain = await walk.person("xa", { javaScriptEnabled: false });
await plain.goto(at("/unit?day=2025-06-30"));
is(await plain.locator("ul.tree li").count(), 64, "63 provinces of June 2025");
await plain.locator("ul.tree a.fold").first().click();
await plain.waitForLoadState();
ok(await plain.locator("ul.tree li").count() > 64, "a link opens one");
await plain.locator("ul.tree a.fold[aria-expanded=true]").first().click();
await plain.waitForLoadState();
is(await plain.locator("ul.tree li").count(), 64, "and closes it");
await plain.goto(at("/unit"));
await plain.fill("[name=q]", "hoà bình");
await plain.locator("[name=q]").press("Enter");
await plain.waitForLoadState();
like((await texts(plain, "main tbody th"))[0], /Hòa Bình/,
	"found with the tone elsewhere");
await look(admin, "a search");

// ---- one unit, and its figures
const [[haiphong]] = site.sql("SELECT id FROM unit WHERE level = 'province'" +
	" AND code = '31' AND valid_to = '9999-12-31'");
const [[item]] = site.sql("SELECT f.item_id FROM fact f JOIN unit u ON u.id =" +
	" f.unit_id AND u.code = '31' AND u.level = 'province' JOIN item i ON" +
	" i.id = f.item_id AND i.over_units = 'sum' ORDER BY f.item_id LIMIT 1");
const tw = await walk.person("tw");
await tw.goto(at(`/unit?id=${haiphong}`));
await look(tw, "a unit");
await walk.shot(tw, "unit");
for (const reading of ["as-was", "now", "restated"]) {
	await tw.goto(at(`/series?unit=${haiphong}&item=${item}` +
		`&reading=${reading}`));
	await look(tw, `figures ${reading}`);
	await walk.shot(tw, `series-${reading}`);
}
await tw.goto(at(`/series?unit=${haiphong}&item=${item}&reading=now`));
like(await text(tw, "main"), /Tỉnh Hải Dương \+ Thành phố Hải Phòng/,
	"today's province was two");

// ---- a reorganisation
const plan = resolve(dir, "plan.csv");
writeFileSync(plan, "act,unit,became,level,name,parent,share\n" +
	"merge,00004,00004,commune,Phường Ba Đình,01,\nmerge,00008,00004,,,,\n" +
	"split,00025,00025,commune,Phường Một,01,60\n" +
	"split,00025,00026,commune,Phường Hai,01,40\n");
await admin.goto(at("/unit"));
await admin.click("main a[href$='/unit/reform']");
await admin.waitForLoadState();
await look(admin, "the list of plans");
await admin.goto(at("/unit/reform/new"));
await look(admin, "bringing a plan");
await admin.fill("[name=on_date]", "15/10/2026");
await admin.setInputFiles("[name=file]", plan);
is(await press(admin, "/unit/reform/new/file"), 422, "not without a decision");
await look(admin, "what is wrong");
await admin.fill("[name=decision]", "99/NQ");
await admin.fill("[name=on_date]", "15/10/2026");
await admin.setInputFiles("[name=file]", plan);
await press(admin, "/unit/reform/new/file");
like(admin.url(), /\/unit\/reform\/plan\?id=/, "it is kept");
await look(admin, "the dry run");
await walk.shot(admin, "dry-run");
const page = admin.url().replace(/&done=1/, "");
const id = /id=(\d+)/.exec(page)[1];
for (const list of ["units", "links", "rights", "duties", "reports"]) {
	await admin.goto(at(`/unit/reform/look?id=${id}&list=${list}`));
	await look(admin, `its ${list}`);
}
await admin.goto(at(`/unit/reform/new/rows?from=${id}`));
await look(admin, "a plan row by row");
await admin.goto(page);
await admin.check("[name=sure]");
await press(admin, "/unit/reform/start");
await admin.waitForFunction(() =>
	/đã thực hiện/.test(document.querySelector("main").textContent),
	null, { timeout: 60000 });
ok(true, "the page goes on by itself until it is through");
await look(admin, "what is left to decide");
await walk.shot(admin, "done");
is(site.sql("SELECT COUNT(*) FROM unit WHERE code = '00026' AND valid_from =" +
	" '2026-10-15'")[0][0], "1", "the units are there");
await admin.fill("[name=reason]", "thử");
await press(admin, "/unit/reform/undo");
await admin.waitForFunction(() =>
	/đã hoàn lại/.test(document.querySelector("main").textContent),
	null, { timeout: 60000 });
is(site.sql("SELECT COUNT(*) FROM unit WHERE code = '00026' AND valid_from =" +
	" '2026-10-15'")[0][0], "0", "and gone again");
await walk.end();
