// template.mjs - an owner uploads a template, looks at both sides, goes on
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { is, like, ok, press, startWalk, text, texts } from "./lib.mjs";

// Heads three deep, a chain, measures, and three mistakes: 99 is no column,
// 4 comes after 2, the note counts on from another edition.
const cells = [
	"A1=Biểu số: 02/XLD\nBan hành theo Thông tư số 02/2021/TT-TTCP",
	"A2:F2=TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN",
	"A3:F3=SO_LIEU_TINH_TU_NGAY_DEN_NGAY", "A4:A6=Đơn vị",
	"B4:B6=Tổng số đơn", "C4:E4=Kết quả xử lý", "C5:D5=Thuộc thẩm quyền",
	"E5:E6=Không thuộc thẩm quyền", "C6=Khiếu nại", "D6=Số tiền (Trđ)",
	"F4:F6=Số văn bản phúc đáp nhận được do chuyển đơn", "A7=MS",
	"B7=1=2+5 =2+99", "C7=2", "D7=4", "E7=5=4/2", "F7=6",
	"A10=27. Ghi chú:", "A12=Người lập biểu", "E12=Thủ trưởng đơn vị",
];
const dir = mkdtempSync(join(tmpdir(), "baocao-template-"));
const file = join(dir, "Biểu 02 XLD.xlsx");
execFileSync("python3", ["-c", "import json, sys, xlsx\n" +
	"open(sys.argv[1], 'wb').write(" +
	"xlsx.book([('Mẫu', json.loads(sys.argv[2]))]))",
file, JSON.stringify(cells)], { env: { ...process.env, PYTHONUTF8: "1",
	PYTHONPATH: join(import.meta.dirname ?? new URL(".", import.meta.url)
		.pathname, "../lib") } });

const walk = await startWalk("template", "--seed", "demo");
const fits = (page) => page.evaluate(() =>
	document.documentElement.scrollWidth <=
	document.documentElement.clientWidth);

async function upload(page, path) {
	await page.goto(`${walk.url}/template`);
	await page.setInputFiles("input[type=file]", path);
	return press(page, "/template/upload");
}

async function bothSides(page, how) {
	is(await upload(page, file), 303, `${how}: uploaded and shown`);
	is(await text(page, "#xC5"), "Thuộc thẩm quyền",
		`${how}: the sheet with its merged cells`);
	is(await page.locator("#xC5").getAttribute("colspan"), "2",
		`${how}: as wide as there`);
	is(await text(page, "#fg1"), "Thuộc thẩm quyền",
		`${how}: the form with its tree of heads`);
	is((await texts(page, "tr[id^=d] td:nth-child(2)")).map((s) => s.trim()),
		["B7", "D7", "A10"], `${how}: three doubts, by cell`);
	ok(await page.locator("#xB7.bad .mark").isVisible(),
		`${how}: marked on the sheet`);
	ok(await page.locator(".codes .bad .mark").first().isVisible(),
		`${how}: and in the form`);
	ok(await fits(page), `${how}: the page is as wide as the window`);
}

const owner = await walk.person("chedo");
await owner.goto(`${walk.url}/template`);
await walk.shot(owner, "start");
await bothSides(owner, "wide");
await walk.shot(owner, "beside");
await owner.click("#d1 a[href='#xB7']");
like(owner.url(), /#xB7$/, "a doubt leads to its cell");
await owner.click("#d1 a[href='#fc1']");
like(owner.url(), /#fc1$/, "and to its place in the form");
ok(await owner.evaluate(() => {
	const r = document.querySelector("#fc1").getBoundingClientRect();
	return r.top >= 0 && r.bottom <= innerHeight;
}), "which is seen then");

const bare = await walk.person("chedo", { javaScriptEnabled: false,
	viewport: { width: 360, height: 740 } });
await bothSides(bare, "narrow, without script");

const other = join(dir, "none.xlsx");
execFileSync("sh", ["-c", 'printf hello >"$1"', "-", other]);
is(await upload(owner, other), 422, "what is no workbook is refused");
like(await text(owner, "main"), /không phải sổ tính Excel/,
	"with the reason");
await walk.shot(owner, "refused", { posted: true });

await upload(owner, file);
is(await press(owner, "/template/take"), 303, "it is taken over");
like(owner.url(), /\/form\/draft\?id=\d+/, "and one is in the designer");
like(await text(owner, "main"), /TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN/,
	"with the form");
await walk.shot(owner, "designer");
rmSync(dir, { recursive: true });
await walk.end();
