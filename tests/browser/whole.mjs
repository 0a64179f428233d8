// whole.mjs - the whole way: from an Excel template to the country's figures
//
// Four people of the demonstration: an owner of regimes makes a form and a
// regime and opens a period; a commune, its province and the centre report.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { source } from "../lib/site.mjs";
import { is, like, note, ok, press, send, startWalk, text, texts } from "./lib.mjs";

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
	if (process.env.BAOCAO_QUICK)
		return;
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
await look(owner, "template");
is(await press(owner, "/template/take"), 303, "and taken to the designer");
await look(owner, "designer");

// ---- corrected: the formula by keyboard alone
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
await plain.fill("[name='p.item']", "XLD.PHUCDAP");
is(await push(plain, ".props button"), 303, "an item is bound");
is(await plain.locator("details.notice.bad").count(), 0,
	"nothing is wrong any more");

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
await look(owner, "regime cannot be published");

// ---- who reports
await owner.goto(at(`/assign?regime=${regime}`));
await look(owner, "assign nobody");
for (const [level, due] of [["commune", "day 25"], ["province", "end+5"],
	["centre", "end+10"]]) {
	await owner.selectOption("[name=kind]", "level");
	await owner.selectOption("[name=level]", level);
	await owner.locator("main form[action$='/assign/add'] [name=due]").fill(due);
	is(await press(owner, "/assign/add"), 303, `${level}: ${due}`);
}
await look(owner, "assigned");

// ---- the form is published
await owner.goto(at(`/form/publish?id=${draft}`));
await owner.selectOption("[name=regime_id]", regime);
await push(owner, "main form[method=get] button");
await look(owner, "publish form");
await owner.fill("[name=from]", "01/07/2026");
is(await push(owner, "form[method=post][action$='/form/publish'] button"), 303,
	"the form is published");
await look(owner, "form published");
await follow(owner, "Công bố chế độ");
await follow(owner, "Công bố bản");
await look(owner, "regime to publish");
is(await push(owner, "main form[action$='/regime/edit/publish'] button"), 303,
	"and the regime");
await look(owner, "regime published");

// ---- a period is opened; the job goes on by a button, to its end
await owner.fill("input[name=period]:not([type=hidden])", "2026-Q3");
is(await push(owner, "form[action$='/regime/edit/open']:has(input[name=period]:not([type=hidden])) button"), 303,
	"a period is opened");
const opening = owner.url();
await look(owner, "opening");
for (let i = 0; i < 60 && await owner.locator(
	"form[action$='/regime/edit/step']").count(); i++)
	await push(owner, "form[action$='/regime/edit/step'] button")
		.catch(() => owner.goto(opening));
like(await text(owner, "main .notice.good"), /đã mở/, "it is open");
await look(owner, "opened");
is(site.sql("SELECT u.level, COUNT(*) FROM report r JOIN unit u ON u.id =" +
	" r.unit_id JOIN regime g ON g.id = r.regime_id WHERE g.code = 'PAKN'" +
	" GROUP BY u.level ORDER BY COUNT(*)"),
[["centre", "1"], ["province", "34"], ["commune", "3321"]],
"a report for each unit of the country");

// ---- everybody sees it, and it counts
const visitor = await walk.visitor();
await visitor.goto(at("/catalogue?words=phan+anh+kien+nghi"));
await look(visitor, "catalogue");
await follow(visitor, /phản ánh, kiến nghị/);
await look(visitor, "catalogue regime");
like(await text(visitor, "main"), /PAKN/, "a visitor reads of it");
await visitor.context().close();
await owner.goto(at("/burden"));
await look(owner, "burden");

// ---- the commune
const unitOf = (login) => site.sql("SELECT u.id, u.name FROM person p" +
	" JOIN access a ON a.person_id = p.id JOIN unit u" +
	` ON u.id = a.unit_id WHERE p.login = '${login}'`)[0];
const [communeId, commune] = unitOf("xa"), [provinceId, province] =
	unitOf("tinh"), [centreId] = unitOf("tw");
const reportOf = (unit) => site.sql("SELECT r.id, r.state, r.due FROM" +
	" report r JOIN regime g ON g.id = r.regime_id WHERE g.code = 'PAKN'" +
	` AND r.unit_id = ${unit}`)[0];
const openForm = async (page) => {
	await page.goto(at("/entry"));
	await push(page, "main tr:has-text('PAKN') a");
};
let rows = { xa: { 1: 100, 2: 60, 3: 40, 4: 50, 5: 20, 6: 20, 7: "1.250,50" },
	tinh: { 1: 30, 2: 10, 3: 20, 4: 15, 5: 5, 6: 10, 7: "300,25" },
	tw: { 1: 7, 2: 5, 3: 2, 4: 4, 5: 2, 6: 1, 7: "0,75" } };
let page = await walk.person("xa.nhap");
await look(page, "home of a clerk");
await openForm(page);
await look(page, "entry");
await type(page, rows.xa);
is(await press(page, "/entry/save"), 303, "a clerk saves");

// ---- late before it could be sent: the province gives more time
let over = await walk.person("tinh");
await over.goto(at(`/review/units?unit=${provinceId}&regime=PAKN&period=2026-Q3`));
await look(over, "units of the province");
await push(over, `main tr:has-text('${commune}') a`);
await look(over, "report not sent");
await over.fill("[name=due]", "30/09/2026");
await over.fill("[name=why]", "Chế độ mới, biểu mẫu vừa được ban hành.");
is(await press(over, "/review/extend"), 303, "the deadline is extended");
is(reportOf(communeId)[2], "2026-09-30", "for this unit");
await look(over, "extended");

// ---- refused, corrected, sent
page = await walk.person("xa");
await openForm(page);
like(await text(page, "main"), /30\/09\/2026/, "the unit sees its new deadline");
is(await press(page, "/entry/check"), 422, "what does not add up is refused");
like(await text(page, ".notice.bad"), /Cột 1.*100.*90/s, "with both sides");
await look(page, "refused", { posted: true });
rows.xa[6] = 30;
await page.fill("[name=c6]", "30");
is(await send(page), 303, "corrected, it is sent");
await look(page, "receipt");

// ---- returned, sent again, accepted; and up to the centre
await over.goto(at(`/review/report?id=${reportOf(communeId)[0]}`));
await look(over, "received");
await over.fill("[name=reason]", "Thiếu 10 phản ánh trực tiếp qua tổng đài.");
is(await press(over, "/review/return"), 303, "returned");
await openForm(page);
like(await text(page, ".notice"), /qua tổng đài/, "the reason is read");
Object.assign(rows.xa, { 1: 110, 3: 50, 6: 40 });
await type(page, rows.xa);
is(await send(page), 303, "sent again");
await over.goto(at(`/review/report?id=${reportOf(communeId)[0]}`));
is(await press(over, "/review/accept"), 303, "accepted");
const sendUp = async (page, login) => {
	await openForm(page);
	await type(page, rows[login]);
	is(await press(page, "/entry/check"), 303, `${login}: others are missing`);
	await look(page, `warned ${login}`);
	await page.check("[name=confirmed]");
	await page.fill("[name=reason]", "Các đơn vị còn lại đã được đôn đốc.");
	is(await press(page, "/entry/send"), 303, `${login}: sent`);
};
await sendUp(over, "tinh");
const tw = await walk.person("tw");
await tw.goto(at(`/review/report?id=${reportOf(provinceId)[0]}`));
await look(tw, "received by the centre");
is(await press(tw, "/review/accept"), 303, "the centre accepts");
await sendUp(tw, "tw");
is(reportOf(centreId)[1], "accepted", "the centre's is official");
note(site.tool("rollup", "PAKN", "2026-Q3"));

// ---- what comes out is what an independent sum says; in hundredths
const hundredths = (v) => {
	const [whole, part = ""] = String(v).replace(/\./g, "").split(",");
	return BigInt(whole + part.padEnd(2, "0"));
};
const sum = [1, 2, 3, 4, 5, 6, 7].map((c) => Object.values(rows)
	.reduce((n, row) => n + hundredths(row[c]), 0n));
const wanted = sum.map((n) => (Number(n) / 100).toFixed(2));
const plainNumber = (s) => (Number(String(s).replace(/\./g, "")
	.replace(",", "."))).toFixed(2);
const of = `period=2026-Q3&unit=${centreId}`;
const get = async (path) => {
	const answer = await tw.request.get(at(`${path}?${of}`));
	is(answer.status(), 200, path);
	return answer.body();
};
const csv = (await get("/export/PAKN.csv")).toString();
is(csv.match(/^Tổng cộng,(.*)$/m)[1].split(",").slice(0, 7).map((n) =>
	Number(n).toFixed(2)), wanted, "CSV: the independent sums");
is((await get("/export/PAKN.xlsx")).subarray(0, 2).toString(), "PK", "XLSX");
writeFileSync(join(dir, "a.pdf"), await get("/report/PAKN.pdf"));
const pdf = execFileSync("pdftotext", ["-layout", join(dir, "a.pdf"), "-"],
	{ encoding: "utf8" });
is((pdf.match(/^\D*((?:[\d.,]+ +){6}[\d.,]+)\s*$/gm) ?? []).at(-1)?.match(
	/[\d.,]+/g).map(plainNumber), wanted, "PDF: the same");
await tw.goto(at(`/synth/unit?unit=${centreId}&regime=PAKN&period=2026-Q3`));
await look(tw, "synth");
is((await texts(tw, "main table >> nth=0 >> tbody tr td:last-child"))
	.filter((n) => n.trim()).slice(0, 7).map(plainNumber), wanted,
"and the picture of the country");
await walk.end();
