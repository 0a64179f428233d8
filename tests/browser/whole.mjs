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
	"A2:H2=TỔNG HỢP KẾT QUẢ XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ",
	"A3:H3=SO_LIEU_TINH_TU_NGAY_DEN_NGAY", "A4:A6=Đơn vị",
	"B4:B6=Tổng số phản ánh, kiến nghị đã tiếp nhận",
	"C4:D4=Trong đó", "C5:C6=Trực tuyến", "D5:D6=Trực tiếp",
	"E4:G4=Kết quả xử lý", "E5:F5=Đã xử lý", "E6=Đúng hạn",
	"F6=Quá hạn", "G5:G6=Đang xử lý", "H4:H6=Số tiền đã hỗ trợ (Trđ)",
	"A7=MS", "B7=1=2+3 =4+5+99", "C7=2", "D7=3", "E7=4", "F7=5", "G7=6",
	"H7=7",
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
const keys = owner.keyboard;
const focused = (page) => page.evaluate(() => {
	const e = document.activeElement;
	return e.name || new URL(e.href || "x:").searchParams.get("at") || "";
});
const draftId = new URL(owner.url()).searchParams.get("id");
const place = (p) => owner.waitForFunction((wanted) =>
	document.querySelector("#panel").dataset.place === wanted, p);
const inTable = () => owner.evaluate(() =>
	Boolean(document.activeElement.closest(".draw")));
for (let i = 0; i < 60 && !await inTable(); i++)
	await keys.press("Tab");
console.log(await owner.evaluate(() => document.activeElement.outerHTML));
await keys.press("ArrowRight");
console.log(await owner.evaluate(() => document.activeElement.outerHTML));
await place("c0");
await keys.press("ArrowRight");
await place("c1");
await keys.press("Enter");
for (let i = 0; i < 30 && await focused(owner) !== "p.formula"; i++)
	await keys.press("Tab");
is(await focused(owner), "p.formula", "by keyboard to what is in doubt");
await keys.press("Control+a");
await keys.type("1=2+3=4+5+6");
await keys.press("Enter");
await owner.waitForFunction(() =>
	document.querySelectorAll(".draw th.bad").length === 1);

is(await owner.locator(".draw th.bad").count(), 0, "and nothing is in doubt there");
// ---- what is left without script: the note
const plain = await walk.person("chedo", { javaScriptEnabled: false });
await plain.goto(owner.url());
console.log(await plain.locator("details.notice").first().innerText());
console.log(await plain.locator("#panel").innerText());
await plain.locator("details.notice summary").click();
await plain.locator("details.notice a").first().click();
await plain.waitForLoadState();
await plain.locator("[name='p.notes.vi'],[name='p.notes']").first().fill("Ghi chú: kể cả phản ánh qua tổng đài.");
await plain.locator(".props button.main, .props button").first().click();
await plain.waitForLoadState();
console.log(await texts(plain, "details.notice"), await plain.locator("#panel").innerHTML());
await look(owner, "designer corrected");
await walk.end();
