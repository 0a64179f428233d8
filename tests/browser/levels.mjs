// levels.mjs - a commune's figures on their way to the centre, in a browser
//
// usage: node levels.mjs DATE LOGIN LOGIN... (the levels, from the bottom up)
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { figures, is, like, note, ok, press, read, send, show, startWalk, text,
	texts } from "./lib.mjs";

const [date, ...logins] = process.argv.slice(2);
const walk = await startWalk(`levels${logins.length}`, "--seed",
	`demo-${date}`);
const { site } = walk;
const [[period]] = site.sql("SELECT p.code FROM report r JOIN period p" +
	" ON p.id = r.period_id JOIN regime g ON g.id = r.regime_id" +
	" WHERE g.code = 'XLD01' ORDER BY p.starts DESC LIMIT 1");
note(`${date}: XLD01 ${period}`);
const units = logins.map((login) => {
	const [[id, name]] = site.sql("SELECT u.id, u.name FROM person p" +
		" JOIN access a ON a.person_id = p.id JOIN unit u" +
		` ON u.id = a.unit_id WHERE p.login = '${login}'`);
	return { login, name, id };
});
const [commune, ...above] = units;
const centre = units[units.length - 1];
const dir = mkdtempSync(resolve(tmpdir(), "levels-"));
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));

// 1=2+3=4+5, 6=8+9+10=11+12+13=14+18, 14=15+16+17, 18=19+20+21
const typed = { 1: 1234, 2: 234, 3: 1000, 4: 1100, 5: 134, 6: 900, 7: 850,
	8: 300, 9: 200, 10: 400, 11: 500, 12: 100, 13: 300, 15: 100, 16: 200,
	17: 300, 19: 100, 20: 140, 21: 50, 22: 7 };
const little = { 1: 12, 2: 2, 3: 10, 4: 11, 5: 1, 6: 9, 7: 8, 8: 3, 9: 2,
	10: 4, 11: 5, 12: 1, 13: 3, 15: 1, 16: 2, 17: 3, 19: 1, 20: 1, 21: 1,
	22: 0 };
const columns = Object.keys(typed).map(Number);
const row = (f) => Array.from({ length: 22 }, (_, i) => i + 1).map((c) =>
	show(c === 14 ? f[15] + f[16] + f[17]
		: c === 18 ? f[19] + f[20] + f[21] : f[c]));
const stored = (what, unit) => site.sql(`SELECT ${what} FROM report r` +
	" JOIN period p ON p.id = r.period_id JOIN regime g ON g.id =" +
	" r.regime_id LEFT JOIN revision k ON k.id = r.revision_id" +
	` WHERE g.code = 'XLD01' AND p.code = '${period}'` +
	` AND r.unit_id = ${unit.id}`)[0];
const at = (path) => `${site.url}${path}`;
const unitsOf = (unit) => at(`/review/units?unit=${unit.id}` +
	`&regime=XLD01&period=${period}`);
const openForm = async (page) => {
	await page.goto(at("/"));
	await page.locator("main section").first()
		.getByRole("row").filter({ hasText: "XLD01" })
		.getByRole("link").first().click();
	await page.waitForLoadState();
};

// ---- the commune: a clerk types, with the keyboard alone
let page = await walk.visitor("nobody");
await page.goto(at("/entry"));
await walk.shot(page, "signin");
like(page.url(), /\/login\?next=/, "a visitor is asked to sign in");
await page.context().close();
page = await walk.person("xa.nhap");
await walk.shot(page, "home-clerk");
like(await text(page, "main section"), /XLD01/, "the report waits at home");
await openForm(page);
await walk.shot(page, "form-empty");
is(await page.locator(".grid thead tr").count() > 3, true,
	"the head of the form in rows, and the row of numbers");
is(await text(page, ".codes #k14"), "14\n=15+16+17",
	"the numbers of columns with their formulas");
is(await page.locator("[name=c14], [name=c18]").count(), 0,
	"computed cells cannot be typed over");
const names = [];
await page.click("[name=c1]");
for (const [i, column] of columns.entries()) {
	names.push(Number((await page.evaluate(
		() => document.activeElement.name)).slice(1)));
	await page.keyboard.type(i % 2 ? String(typed[column])
		: show(typed[column]));
	await page.keyboard.press(["Enter", "Tab", "ArrowRight"][i % 3]);
}
is(names, columns, "Enter, Tab and an arrow go from cell to cell");
is(await figures(page, "tr.own"), row(typed),
	"the figures as Vietnam writes them, the computed ones counted");
like(await text(page, ".gridsay"), /900 ≠ 890/,
	"what does not add up is said before anything is sent");
await walk.shot(page, "form-typed", { posted: true });
is(await press(page, "/entry/save"), 303, "saved, although it does not add up");
like(await text(page, ".notice"), /lưu/, "and it is said so");
await walk.shot(page, "form-saved");
is(await page.locator("button[formaction$='/entry/check']").count(), 0,
	"a clerk does not send");
is(await stored("r.state", commune), ["draft"], "it is a draft");
await page.context().close();

// ---- its head sends; the check refuses; corrected, it goes
page = await walk.person(commune.login);
await openForm(page);
is(await figures(page, "tr.own"), row(typed), "the head sees the draft");
is(await press(page, "/entry/check"), 422, "a chain that does not hold: refused");
const refusal = await text(page, ".notice.bad");
like(refusal, /Cột 6.*\n?.*900.*890/,
	"the sentence names the cells and both sides");
note(refusal);
await walk.shot(page, "form-refused", { posted: true });
is(await stored("r.state, COUNT(k.id)", commune), ["draft", "0"],
	"nothing was sent");
await page.click(".notice.bad a");
is(await page.evaluate(() => document.activeElement.name), "c6",
	"its link leads to the cell");
typed[20] = 150;
await page.fill("[name=c20]", "150");
await page.keyboard.press("Enter");
is(await send(page), 303, "corrected, it goes");
like(page.url(), /\/entry\/receipt\?/, "and there is a receipt");
const receipt = await text(page, "main");
const [sha] = await stored("k.sha", commune);
ok(receipt.includes(sha), "which shows the revision's hash", receipt);
like(receipt, new RegExp(`XLD01/${period}/\\S+/1-${sha.slice(0, 8)}`),
	"and a number to quote");
await walk.shot(page, "receipt");
await openForm(page).catch(() => {});
await page.goto(at("/entry"));
await walk.shot(page, "entry-list");

// ---- the level above: beside the period before; returned with a reason
let over = await walk.person(above[0].login);
await over.goto(at("/review"));
await walk.shot(over, "received");
await over.goto(unitsOf(above[0]));
await walk.shot(over, "units");
const line = over.getByRole("row").filter({ hasText: commune.name }).first();
like(await line.innerText(), /Đã gửi/, "the units with their state");
like(await line.innerText(), /muộn/, "and lateness");
await line.getByRole("link").first().click();
await over.waitForLoadState();
await walk.shot(over, "report-received");
is(await figures(over, "tr.own"), row(typed), "the figures as they were sent");
const before = (unit) => JSON.parse(site.sql("SELECT k.body FROM report r" +
	" JOIN revision k ON k.id = r.revision_id JOIN period p" +
	" ON p.id = r.period_id JOIN regime g ON g.id = r.regime_id" +
	` WHERE g.code = 'XLD01' AND r.unit_id = ${unit.id}` +
	` AND p.code < '${period}' ORDER BY p.starts DESC LIMIT 1`)[0][0]);
is(await texts(over, "tr.own .was"), before(commune).own.map((c) =>
	show(c.n)), "beside those of the period before");
await over.fill("[name=reason]", "   ");
is(await press(over, "/review/return"), 422, "no reason: not returned");
await walk.shot(over, "return-refused", { posted: true });
await over.fill("[name=reason]",
	"Cột 3: thiếu 10 đơn tiếp nhận ngày 12;\nđề nghị rà soát lại.");
is(await press(over, "/review/return"), 303, "returned, with a reason");
await walk.shot(over, "returned");
is(await stored("r.state, IFNULL(r.accepted_id, '-')", commune),
	["returned", "-"], "and so it stands");

// ---- corrected and sent again; the first revision stays readable
await page.goto(at("/"));
await walk.shot(page, "home-returned");
await openForm(page);
like(await text(page, ".notice"), /thiếu 10 đơn/, "the unit reads the reason");
is(await figures(page, "tr.own"), row(typed), "and has what it sent");
await walk.shot(page, "form-returned");
const first = { ...typed };
Object.assign(typed, { 1: 1244, 3: 1010, 4: 1110 });
for (const c of [1, 3, 4])
	await page.fill(`[name=c${c}]`, String(typed[c]));
is(await send(page), 303, "sent again");
like(page.url(), /no=2$/, "as revision 2");
const [id] = await stored("r.id", commune);
await over.goto(at(`/review/revision?id=${id}&no=1`));
is(await figures(over, "tr.own"), row(first), "revision 1 is still readable");
await walk.shot(over, "revision-1");
await over.goto(at(`/review/revision?id=${id}&no=2`));
is(await figures(over, "tr.own"), row(typed), "and revision 2");
is(site.sql("SELECT k2.prev = k1.sha, k2.sha = CONVERT(" +
	" SHA2(CONCAT(k2.prev, '\\n', k2.body), 256) USING ascii)" +
	" FROM revision k1 JOIN revision k2" +
	` ON k2.report_id = k1.report_id WHERE k1.report_id = ${id}` +
	" AND k1.no = 1 AND k2.no = 2"), [["1", "1"]],
"the second is chained to the first");

// ---- each level accepts, adds its own, sends upward
let below = commune;
for (const [i, unit] of above.entries()) {
	if (i > 0)
		over = await walk.person(unit.login);
	const [report] = await stored("r.id", below);
	await over.goto(at(`/review/report?id=${report}`));
	if (i > 0) {
		await walk.shot(over, `report-of-${below.login}`);
		is(await texts(over, "tr.sum .was"), before(below).total.map(
			(c) => show(c.n)), "totals beside those of before");
	}
	is(await press(over, "/review/accept"), 303,
		`${unit.login} accepts ${below.name}`);
	is(await stored("r.state, r.accepted_id = r.revision_id", below),
		["accepted", "1"], "its figures count now");
	await walk.shot(over, `accepted-${below.login}`);

	await openForm(over);
	const child = over.locator("tr.child").filter({ hasText: below.name });
	is(read(await child.locator("td").first().innerText()), i === 0
		? typed[1] : below.total[0], "they stand in its own form");
	const own = Object.fromEntries(columns.map((c) =>
		[c, little[c] * (i + 1)]));
	await over.click("[name=c1]");
	for (const c of columns) {
		await over.keyboard.type(String(own[c]));
		await over.keyboard.press("Enter");
	}
	is(await figures(over, "tr.own"), row(own), "its own figures");
	const shown = await figures(over, "tr.sum");
	await walk.shot(over, `form-${unit.login}`, { posted: true });
	is(await press(over, "/entry/check"), 303,
		"units that are not accepted: a warning first");
	await walk.shot(over, `warned-${unit.login}`);
	like(await text(over, "main"), /\d+\/\d+/, "k of n units");
	is(await figures(over, "tr.sum"), shown,
		"the script and the server have the same totals");
	await over.check("[name=confirmed]");
	await over.fill("[name=reason]", "Các đơn vị còn thiếu đã được đôn đốc.");
	is(await press(over, "/entry/send"), 303, "meant, so it is sent");
	like(over.url(), /\/entry\/receipt\?/, "with a receipt");
	await walk.shot(over, `receipt-${unit.login}`);
	unit.total = shown.map(read);
	below = unit;
}
is(await stored("r.state", centre), ["accepted"],
	"at the centre, sending makes it official");

// ---- what comes out, held against sums that are computed elsewhere
const of = `period=${period}&unit=${centre.id}`;
for (const [path, file, type] of [
	["/report/XLD01.pdf", "report.pdf", "application/pdf"],
	["/export/XLD01.xlsx", "report.xlsx", "application/vnd.openxmlformats-" +
		"officedocument.spreadsheetml.sheet"],
	["/export/XLD01.csv", "report.csv", "text/csv; charset=utf-8"],
	["/chart/XLD01.png", "chart.png", "image/png"]]) {
	const answer = await over.request.get(at(`${path}?${of}`));
	is([answer.status(), answer.headers()["content-type"]], [200, type], file);
	writeFileSync(resolve(dir, file), await answer.body());
}
const sums = JSON.parse(execFileSync("python3", [
	resolve(dirname(fileURLToPath(import.meta.url)), "sums.py"), site.sock,
	site.db, "XLD01", period, centre.id, dir],
	{ encoding: "utf8", maxBuffer: 64 << 20 }));
note(`${sums.counted} reports are in the centre's`);
is(centre.total, sums.total, "the centre's page shows the independent sums");
for (const [what, got, wanted] of sums.checks)
	is(got, wanted, what);
ok(sums.counted > 1000, "the country is in them", String(sums.counted));
for (const unit of above.slice(0, -1)) {
	const one = JSON.parse(execFileSync("python3", [
		resolve(dirname(fileURLToPath(import.meta.url)), "sums.py"),
		site.sock, site.db, "XLD01", period, unit.id],
		{ encoding: "utf8", maxBuffer: 64 << 20 }));
	is(one.total, unit.total, `${unit.name}: the same`);
	for (const [what, got, wanted] of one.checks)
		is(got, wanted, `${unit.name}: ${what}`);
}
await over.goto(at(`/review/report?id=${(await stored("r.id", centre))[0]}`));
await walk.shot(over, "centre");
await over.goto(unitsOf(centre));
await walk.shot(over, "centre-units");
await over.goto(at(`/synth/unit?unit=${centre.id}&regime=XLD01` +
	`&period=${period}`));
await walk.shot(over, "centre-synth");
await walk.end();
