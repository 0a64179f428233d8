// once.mjs - a department types a month's figures once; its quarter shows them
import { is, like, note, ok, press, send, startWalk, text, texts } from "./lib.mjs";

const walk = await startWalk("once", "--seed", "demo-2026-09-28");
const { site } = walk;
const [[unit]] = site.sql("SELECT a.unit_id FROM person p JOIN access a" +
	" ON a.person_id = p.id WHERE p.login = 'so'");
const report = (regime, period) => site.sql("SELECT r.id FROM report r" +
	" JOIN regime g ON g.id = r.regime_id JOIN period p" +
	` ON p.id = r.period_id WHERE g.code = '${regime}'` +
	` AND p.code = '${period}' AND r.unit_id = ${unit}`)[0][0];
const at = (path) => `${site.url}${path}`;
const month = report("ICT", "2026-09"), quarter = report("CDS", "2026-Q3");
const form = (id) => at(`/entry/form?id=${id}`);
const rowOf = (page, name) => page.locator("table.grid tr.own")
	.filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const figure = async (page, name) => (await rowOf(page, name)
	.locator("td.from").first().evaluate((td) => td.firstChild.data ?? ""))
	.trim();
const POST = "Doanh thu dịch vụ bưu chính";
const number = (s) => Number(s.replace(/\./g, "").replace(",", "."));

// ---- the quarter waits for its third month
const so = await walk.person("so");
await so.goto(form(quarter));
is(await rowOf(so, POST).locator("input:not(.t)").count(), 0,
	"what the months give is not asked for");
is(await rowOf(so, POST).locator(".wait").innerText(), "2/3",
	"two of three months are there");
is(await figure(so, POST), "", "and nothing is made up");
await walk.shot(so, "waits");
await rowOf(so, POST).locator("a.src").first().click();
ok(await so.locator("#src1").isVisible(), "its sources are listed");
is(await so.locator("#src1 li").count(), 3, "month by month");

// ---- two at once: somebody else has the quarter open as well
const nhap = await walk.person("so.nhap");
await nhap.goto(form(quarter));

// ---- the month: typed once, sent, accepted
await so.goto(form(month));
const inputs = so.locator("table.grid tr.own input:not(.t)");
for (let i = 0; i < await inputs.count(); i++)
	await inputs.nth(i).fill("10");
await so.evaluate(() => document.activeElement.blur());
const typed = await so.locator("table.grid tr.own").filter({ has:
	so.getByRole("rowheader", { name: POST, exact: true }) })
	.locator("input").first().inputValue();
await send(so);
like(so.url(), /\/entry\/receipt/, "the month is sent");
await so.goto(form(quarter));
is(await rowOf(so, POST).locator(".wait").innerText(), "2/3",
	"what is only sent does not count");
const bo = await walk.person("bo");
await bo.goto(at(`/review/report?id=${month}`));
await press(bo, "/review/accept");

// ---- the quarter has it
await so.goto(form(quarter));
const sum = site.sql("SELECT SUM(f.value) FROM fact f JOIN report r" +
	" ON r.accepted_id = f.revision_id JOIN period p ON p.id = r.period_id" +
	" JOIN item i ON i.id = f.item_id WHERE f.part = 0" +
	` AND i.code = 'ICT.1.TH' AND r.unit_id = ${unit}` +
	" AND p.code IN ('2026-07', '2026-08', '2026-09')")[0][0];
is(number(await figure(so, POST)), Number(sum), "the sum of its months");
note(`${typed} is the third month's`);
like(await text(so, "#src1"), /tháng 9 năm 2026/, "with the third of them");
await walk.shot(so, "there");
await so.setViewportSize({ width: 360, height: 800 });
is(await so.evaluate(() => document.documentElement.scrollWidth), 360,
	"it fits a telephone");
await so.setViewportSize({ width: 1400, height: 900 });

// ---- the other one, who has opened it before, saves what is his
const own = rowOf(nhap, "Số lớp tập huấn kỹ năng số").locator("input").first();
await own.fill("4");
await press(nhap, "/entry/save");
is(number(await figure(nhap, POST)), Number(sum),
	"a page from before shows it after saving");
is(site.sql(`SELECT COUNT(*) FROM draft WHERE report_id = ${quarter}`)[0][0],
	"1", "and stores nothing but what was typed");

// ---- computed in the page from what came from elsewhere
is(await so.locator("script[src*=grid]").count(), 1, "the grid is alive");
const share = rowOf(so, "Tỷ lệ hồ sơ trực tuyến trong quý").locator("td.x");
like((await share.first().innerText()), /^\d+,\d\d/,
	"a formula reads what came from elsewhere");

// ---- the owner sees what is asked twice
const owner = await walk.person("bo.chedo");
await owner.goto(at("/overlap"));
like(await text(owner, "main"), /ICT\.1\.TH/, "the owner's list has it");
await walk.shot(owner, "overlap");
await owner.getByRole("link", { name: POST }).first().click();
await owner.waitForLoadState();
is(await texts(owner, "main table td .badge.good"), ["nơi nhập"],
	"one is the home");
await walk.shot(owner, "item");
await walk.end();
