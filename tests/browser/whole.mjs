// whole.mjs - the whole way: from an Excel template to the country's figures
//
// Four people of the demonstration: an owner of regimes makes a form and a
// regime and opens a period; a commune, its province and the centre report.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { source } from "../lib/site.mjs";
import { is, like, note, ok, press, startWalk, text, texts } from "./lib.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "whole-"));
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
const walk = await startWalk("whole", "--seed", "demo-2026-09-28");
const { site } = walk;
const at = (path) => `${site.url}${path}`;
const axe = readFileSync(resolve(source,
	"tests/browser/node_modules/axe-core/axe.min.js"), "utf8");

// ---- every page on the way, looked at: with and without a mouse, on a
// telephone, in a picture
async function look(page, what, more = {}) {
	if (process.env.QUICK) return;
	for (const width of [1400, 360]) {
		await page.setViewportSize({ width, height: 900 });
		if (!await page.evaluate(() => Boolean(window.axe)))
			await page.evaluate(axe);
		const found = await page.evaluate(() => window.axe.run(document,
			{ resultTypes: ["violations"] }));
		const wrong = found.violations.map((v) =>
			`${v.id}: ${v.nodes[0].html}`);
		if (await page.evaluate(() =>
			document.documentElement.scrollWidth > innerWidth))
			wrong.push("wider than the window");
		is(wrong, [], `${what}: seen by everybody at ${width} px`);
	}
	await page.setViewportSize({ width: 1400, height: 900 });
	await walk.shot(page, what.replace(/\W+/g, "-"), more);
}
// A button, and the page after it.
async function push(page, selector) {
	const [answer] = await Promise.all([
		page.waitForResponse((r) => r.request().isNavigationRequest()),
		page.locator(selector).first().click()]);
	await page.waitForLoadState();
	return answer.status();
}
const follow = async (page, name) => {
	await Promise.all([page.waitForNavigation(),
		page.locator("main").getByRole("link", { name }).first()
			.click()]);
	await page.waitForLoadState();
};

// ---- the template as it came from the ministry, with three mistakes in it:
// 99 is no column, the note counts on from another edition, a number is lost
const cells = [
	"A1=Biểu số: 05/PAKN\nBan hành kèm theo Thông tư số 02/2021/TT-TTCP" +
		" ngày 22/3/2021",
	"A2:I2=TỔNG HỢP KẾT QUẢ XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ",
	"A3:I3=SO_LIEU_TINH_TU_NGAY_DEN_NGAY", "A4:A6=Đơn vị",
	"B4:B6=Tổng số phản ánh, kiến nghị đã tiếp nhận",
	"C4:D4=Trong đó", "C5:C6=Trực tuyến", "D5:D6=Trực tiếp",
	"E4:G4=Kết quả xử lý", "E5:F5=Đã xử lý", "E6=Đúng hạn",
	"F6=Quá hạn", "G5:G6=Đang xử lý", "H4:H6=Số tiền đã hỗ trợ (Trđ)",
	"A7=MS", "B7=1=2+3 =4+5+99", "C7=2", "D7=3", "E7=4", "F7=5", "G7=6",
	"H7=7", "I4:I6=Số văn bản phúc đáp nhận được do chuyển đơn", "I7=8",
	"A10=27. Ghi chú: kể cả phản ánh qua tổng đài.",
	"A12=Người lập biểu", "E12=Thủ trưởng đơn vị",
];
const file = join(dir, "Biểu 05 PAKN.xlsx");
execFileSync("python3", ["-c", "import json, sys, xlsx\n" +
	"open(sys.argv[1], 'wb').write(" +
	"xlsx.book([('Mẫu', json.loads(sys.argv[2]))]))",
file, JSON.stringify(cells)], { env: { ...process.env, PYTHONUTF8: "1",
	PYTHONPATH: join(here, "../lib") } });

const owner = await walk.person("chedo");
await owner.goto(at("/"));
await look(owner, "home of an owner");
await owner.goto(at("/template"));
await owner.setInputFiles("input[type=file]", file);
is(await press(owner, "/template/upload"), 303, "a template is uploaded");
console.log(await texts(owner, "tr[id^=d]"));
await look(owner, "template");
is(await press(owner, "/template/take"), 303, "and taken to the designer");
await look(owner, "designer");

// ---- corrected: the formula by keyboard alone
process.on("uncaughtException", async (e) => { console.log(e); for (const c of walk.browser.contexts()) for (const p of c.pages()) { console.log(p.url(), await p.locator("main").innerText(), await p.locator("details.notice").allInnerTexts()); } process.exit(1); });
// ---- corrected in the designer: what is in doubt in the table, by keyboard
const keys = owner.keyboard;
const place = (p) => owner.waitForFunction((wanted) =>
	document.querySelector("#panel").dataset.place === wanted, p);
const version = () => owner.locator("#panel [name=version]").first()
	.inputValue();
const presses = async (key, holds) => {
	for (let i = 0; i < 60 && !await owner.evaluate(holds); i++)
		await keys.press(key);
	return owner.evaluate(holds);
};
async function does(key) {
	const was = await version();
	await keys.press(key);
	await owner.waitForFunction((v) => {
		const e = document.querySelector("#panel [name=version]");
		return e && e.value !== v;
	}, was);
}
const draft = new URL(owner.url()).searchParams.get("id");
is((await texts(owner, ".draw .codes th"))[1], "1=2+3 =4+5+99",
	"as it came");
await presses("Tab", () => Boolean(document.activeElement.closest(".draw")));
await keys.press("ArrowRight");
await place("c0");
await keys.press("ArrowRight");
await place("c1");
await keys.press("Enter");
await owner.waitForFunction(() =>
	document.activeElement.name === "p.label");
ok(await presses("Tab", () => document.activeElement.name === "p.formula"),
	"the formula is reached by keyboard");
await keys.press("Control+a");
await keys.type("1=2+3 =4+5+6");
await does("Enter");
is((await texts(owner, ".draw .codes th"))[1], "1=2+3 =4+5+6",
	"and printed as it is now");
await keys.press("Enter");
await owner.waitForFunction(() =>
	document.activeElement.name === "p.label");
ok(await presses("Shift+Tab", () => document.activeElement.value === "settle"),
	"so is the button that ends a doubt");
await does("Enter");
is(await owner.locator(".draw .bad").count(), 0,
	"nothing in the table is in doubt any more");

// ---- what is in doubt below it, without script
const plain = await walk.person("chedo", { javaScriptEnabled: false });
await plain.goto(at(`/form/publish?id=${draft}`));
like(await text(plain, "details.notice.bad"), /ô A10.*Ghi chú mang số 27/s,
	"the page of publishing says what is left");
await look(owner, "designer, by keyboard");
await plain.locator("details.notice.bad a").first().click();
await plain.waitForLoadState();
await plain.fill("[name='p.notes']", "Ghi chú: kể cả phản ánh qua tổng đài.");
is(await push(plain, ".props button"), 303, "without script: corrected");
is(await push(plain, ".ops [value=settle]"), 303, "and looked at");
await plain.click(".draw thead a:has-text('phúc đáp')");
await plain.waitForLoadState();
await plain.fill("[name='p.measure']", "văn bản");
is(await push(plain, ".props button"), 303, "a measure is put in");
is(await plain.locator("details.notice.bad").count(), 0,
	"nothing is wrong any more");
console.log(await texts(plain, "details.notice"));

// ---- tried out with figures
const type = async (page, row) => {
	for (const [c, v] of Object.entries(row))
		await page.fill(`[name=c${c}]`, String(v));
};
await owner.goto(at(`/form/draft?id=${draft}`));
await look(owner, "designer corrected");
await owner.goto(at(`/form/try?id=${draft}`));
await type(owner, { 1: 10, 2: 6, 3: 4, 4: 5, 5: 3, 6: 1, 7: "1,5" });
await push(owner, "main form button.main");
console.log(await texts(owner, ".notice"));
await look(owner, "tried out", { posted: true });

// ---- its regime
await owner.goto(at("/regime"));
await follow(owner, "Thêm chế độ");
await owner.fill("[name=code]", "PAKN");
await owner.fill("[name=title_vi]", "Báo cáo kết quả xử lý phản ánh, kiến nghị");
await owner.selectOption("[name=family]", "administrative");
await owner.selectOption("[name=frequency]", "quarter");
await owner.selectOption("[name=secrecy]", "secret");
is(await press(owner, "/regime/edit/new"), 422, "a classified one is refused");
await look(owner, "classified", { posted: true });
await owner.selectOption("[name=secrecy]", "none");
is(await press(owner, "/regime/edit/new"), 303, "a regime is begun");
const regime = new URL(owner.url()).searchParams.get("regime");
await look(owner, "regime what");
const sections = {
	what: { title_en: "Report on feedback and proposals",
		scope: "Phản ánh, kiến nghị đã tiếp nhận và kết quả xử lý" },
	who: { reporters: "Ủy ban nhân dân cấp xã, cấp tỉnh",
		receivers: "Ủy ban nhân dân cấp tỉnh; Chính phủ" },
	when: { cutoff: "calendar", valid_from: "01/07/2026" },
	how: { outline: "1. Tình hình tiếp nhận\n2. Kết quả xử lý",
		guidance: "Nhập số liệu trên hệ thống, thủ trưởng gửi." },
	why: { basis: "Thông tư số 02/2021/TT-TTCP",
		basis_no: "02/2021/TT-TTCP", basis_date: "22/03/2021",
		issuer: "Thanh tra Chính phủ" },
};
for (const [part, fields] of Object.entries(sections)) {
	await owner.goto(at(`/regime/edit/form?regime=${regime}&part=${part}`));
	for (const [name, value] of Object.entries(fields))
		await owner.fill(`main [name=${name}]`, value);
	if (part === "who") {
		await owner.check("[name=m_signed]");
		await owner.check("[name=c_system]");
	}
	is(await press(owner, "/regime/edit/save"), 303, `section ${part} is stored`);
	await look(owner, `regime ${part}`);
}
await owner.goto(at(`/regime/publish?regime=${regime}`));
console.log((await owner.locator("main").innerText()).slice(0, 1500));
await look(owner, "regime cannot be published");

// ---- who reports
await owner.goto(at(`/assign?regime=${regime}`));
console.log(await owner.locator("[name=level] option").evaluateAll((l) => l.map((o) => o.value)));
await look(owner, "assign nobody");
for (const [level, due] of [["commune", "day 25"], ["province", "end+5"],
	["centre", "end+10"]]) {
	await owner.selectOption("[name=kind]", "level");
	await owner.selectOption("[name=level]", level);
	await owner.locator("main form[action$='/assign/add'] [name=due]").fill(due);
	is(await press(owner, "/assign/add"), 303, `${level}: ${due}`);
}
await look(owner, "assigned");
console.log((await owner.locator("main").innerText()).slice(0, 1500));

// ---- the form is published
await owner.goto(at(`/form/publish?id=${draft}`));
await owner.selectOption("[name=regime_id]", regime);
await push(owner, "main form[method=get] button");
console.log((await owner.locator("main").innerText()).slice(0, 1500));
await look(owner, "publish form");
await owner.fill("[name=from]", "01/07/2026");
is(await press(owner, "/form/publish"), 303, "the form is published");
console.log((await owner.locator("main").innerText()).slice(0, 1500));
await look(owner, "form published");
await follow(owner, /Ban hành chế độ/);
console.log((await owner.locator("main").innerText()).slice(0, 1500));
await look(owner, "regime one");
await walk.end();
