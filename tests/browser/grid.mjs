// grid.mjs - the gallery's pages in a real browser, with and without script
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, resolve } from "node:path";
import { build, openBrowser, source } from "../lib/site.mjs";

let n = 0, bad = 0;
function is(got, wanted, what) {
	const good = JSON.stringify(got) === JSON.stringify(wanted);
	bad += good ? 0 : 1;
	console.log(`${good ? "ok" : "not ok"} ${++n} - ${what}`);
	if (!good)
		console.log(`# got:    ${JSON.stringify(got)}\n` +
			`# wanted: ${JSON.stringify(wanted)}`);
}

// ---- a server with the product's content security policy
const dir = mkdtempSync(resolve(tmpdir(), "gallery-"));
execFileSync(resolve(build, "tests/view/gallery"), [source, dir], {
	env: { ...process.env, BAOCAO_LOCALE: resolve(build, "locale") },
});
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css",
	".js": "text/javascript", ".svg": "image/svg+xml" };
const policy = "default-src 'none'; style-src 'self'; script-src 'self';" +
	" img-src 'self'; connect-src 'self'; form-action 'self'";
const posts = [];
const server = createServer((request, answer) => {
	const { pathname } = new URL(request.url, "http://x");
	const file = pathname.startsWith("/static/")
		? resolve(source, "html", pathname.slice(1))
		: resolve(dir, pathname.slice(1));
	let body = "";
	request.on("data", (chunk) => { body += chunk; });
	request.on("end", () => {
		if (request.method === "POST")
			posts.push(new URLSearchParams(body));
		const there = request.method === "GET" && existsSync(file);
		const known = there || request.method === "POST";
		answer.writeHead(known ? 200 : 404, {
			"Content-Type": types[extname(file)] ?? "text/plain",
			"Content-Security-Policy": policy,
		});
		answer.end(there ? readFileSync(file) : "kept");
	});
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const at = `http://127.0.0.1:${server.address().port}`;
const browser = await openBrowser();
const said = [];

async function open(name, options = {}) {
	const page = await browser.newPage({
		viewport: { width: 1280, height: 800 }, ...options });
	page.on("console", (m) => {
		if (m.type() === "error" || m.type() === "warning")
			said.push(`${name}: ${m.text()}`);
	});
	page.on("pageerror", (e) => said.push(`${name}: ${e.message}`));
	await page.goto(`${at}/${name}.html`);
	return page;
}
const value = (page, cell) => page.inputValue(`[name=c${cell}]`);
const focused = (page) => page.evaluate(() => document.activeElement.name);
const own = (page, col) => page.locator("tr.own td").nth(col - 1)
	.evaluate((td) => td.firstChild ? td.firstChild.data : "");
async function type(page, cell, text) {
	await page.click(`[name=c${cell}]`);
	await page.keyboard.press("Control+A");
	await page.keyboard.press("Delete");
	await page.keyboard.type(text);
}
async function paste(page, cell, text) {
	await page.click(`[name=c${cell}]`);
	await page.evaluate((data) => {
		const clipboardData = new DataTransfer();
		clipboardData.setData("text/plain", data);
		document.activeElement.dispatchEvent(new ClipboardEvent("paste",
			{ clipboardData, bubbles: true, cancelable: true }));
	}, text);
}

// ---- formulas that name cells of other rows
{
	const cells = await open("cells");
	const computed = (row) => cells.locator("tr.own").nth(row)
		.locator(".x").first().evaluate((td) => td.firstChild.data);
	for (const [row, figure] of [[0, 30], [1, 90], [2, 120]])
		await type(cells, row * 5 + 2, String(figure));
	await cells.keyboard.press("Tab");
	is([await computed(0), await computed(1), await computed(2)],
		["25,0", "75,0", "100,0"], "a share of what stands in another row");
	is(await cells.locator(".gridsay li").count(), 0, "and nothing is wrong");
	await type(cells, 2, "121");
	await cells.keyboard.press("Tab");
	is(await cells.locator(".gridsay li").allTextContents(),
		["1<=[row R9]: 121 > 120"], "a check against it is previewed");
	// checks of the form: over rows, within a column, with a message
	const leads = () => cells.locator(".gridsay li").allTextContents();
	const figures = async (...list) => {
		for (const [row, figure] of list.entries())
			await type(cells, row * 5 + 2, String(figure));
		await cells.keyboard.press("Tab");
	};
	await figures(130, 130, 60);
	is((await leads()).filter((s) => s.startsWith("[")),
		["[row R1, column 1]+[row R2, column 1]<=" +
			"[row R9, column 1]*4: 260 > 240"],
		"a check of the form over its rows");
	await figures(50, 5, 100);
	is(await leads(), ["Số dòng một quá lớn.: 50 \u2265 50"],
		"one within a column, in the words of its owner");
	is(await cells.locator("td.off").count(), 1, "in its cell");
	await figures(1, 1001, 2000);
	is(await leads(), ["1<=1000: 1.001 > 1.000"],
		"one for the cells of a row");
	await figures(1, 2, 3);
	is(await leads(), [], "and nothing where they hold");
	await cells.close();
}

// ---- a form of units: one row, 26 columns
let page = await open("units");
is(await page.evaluate(() => document.activeElement.id), "wrong",
	"what is wrong has the focus");
await page.click("#wrong a");
is(await focused(page), "c2", "its link leads to the cell");
for (let c = 2; c <= 26; c++)
	if (c !== 18 && c !== 22)
		await page.fill(`[name=c${c}]`, "");
await type(page, 2, "1234567");
await page.keyboard.press("Enter");
is([await value(page, 2), await focused(page)], ["1.234.567", "c3"],
	"Enter formats and goes on");
await page.keyboard.type("10");
await page.keyboard.press("ArrowRight");
is(await focused(page), "c4", "an arrow leaves at the end of the text");
await page.keyboard.press("Shift+Enter");
is(await focused(page), "c3", "Shift+Enter goes back");
await page.keyboard.press("Tab");
is(await focused(page), "c4", "Tab goes on");
is(await own(page, 1), "1.234.577", "column 1 is previewed");
await page.keyboard.type("5a,b");
is(await value(page, 4), "5,", "letters are refused");
is((await page.textContent(".gridsay p")) !== "", true, "and it is said");
await page.keyboard.press("Escape");
is(await value(page, 4), "", "Escape restores");
await page.keyboard.type("1,5");
await page.keyboard.press("Tab");
is(await page.getAttribute("[name=c4]", "aria-invalid"), "true",
	"decimals are no whole number");
await type(page, 4, "");
await page.keyboard.press("Tab");
is(await page.getAttribute("[name=c4]", "aria-invalid"), null,
	"and it is right again when it is empty");
await page.keyboard.press("Control+Home");
is(await focused(page), "c2", "Ctrl+Home");
await page.keyboard.press("Control+End");
is(await focused(page), "c26", "Ctrl+End");

await paste(page, 9, "45\t7\t20\t20\t4\t1\t2\t3\t39\t0\t30\t10\t5\t0\t0\t0\t0" +
	"\t6\r\n");
is([await value(page, 9), await value(page, 17), await value(page, 19),
	await value(page, 26)], ["45", "39", "30", "6"],
	"a row from Excel, computed columns counted");
is(await own(page, 18), "45", "column 18 is previewed");
is(await page.locator(".gridsay li").allTextContents(), [
	"9=11+12+13 =14+15+16+17 =18+22: 45 \u2260 44"],
	"the side of the chain that does not hold");
is(await page.locator("td.off").count(), 1, "and its cell is marked");
await page.click(".gridsay a");
is(await focused(page), "c9", "the check leads to its cell");
await type(page, 13, "5");
is(await page.locator(".gridsay li").count(), 0, "it holds now");
await page.keyboard.press("Tab");
await paste(page, 25, "1\t2\t3\t4");
is(await value(page, 26), "2", "a rectangle that does not fit");
is((await page.textContent(".gridsay p")) !== "", true, "and it is said");
await page.keyboard.press("Control+Z");
is([await value(page, 25), await value(page, 26)], ["0", "6"],
	"Ctrl+Z takes it back");
let asked = 0;
page.on("dialog", (d) => { asked++; d.dismiss(); });
await page.evaluate(() => { location.href = "/parts.html"; });
await page.waitForTimeout(300);
is([asked, page.url().split("#")[0]], [1, `${at}/units.html`],
	"unsaved figures are not left without a question");
await page.click("button[value=save]");
await page.waitForLoadState();
is([asked, posts[0].get("c9"), posts[0].get("c2"), posts[0].has("c1")],
	[1, "45", "1.234.567", false], "saving asks nothing and posts cells");
await page.close();

// ---- a superior: rows of units and their total
page = await open("superior");
const sums = () => page.locator("tr.sum td").first()
	.evaluate((td) => td.textContent);
await type(page, 2, "0");
const less = Number((await sums()).replace(/\./g, ""));
await type(page, 2, "1000");
is(Number((await sums()).replace(/\./g, "")) - less, 1000,
	"the total follows the unit's own figures");
await page.close();

// ---- fixed rows: formulas of rows, decimals, a note, checks of rows
page = await open("rows");
const names = await page.evaluate(() => {
	const of = (code) => Array.from(document.querySelectorAll("tbody tr"))
		.find((tr) => tr.querySelector(".stt").textContent === code);
	return Object.fromEntries(["1", "2", "2.1", "4.1", "4.2"].map((code) =>
		[code, of(code).querySelector("input").name.slice(1)]));
});
const row = (code) => page.evaluate((c) => Array.from(
	document.querySelectorAll("tbody tr"))
	.find((tr) => tr.querySelector(".stt").textContent === c)
	.querySelector(".x").firstChild.data, code);
await type(page, names["4.1"], "1000");
await page.keyboard.press("Enter");
is(await focused(page), "c" + names["4.2"], "Enter goes down");
await page.keyboard.type("234");
is(await row("4"), "1.234", "a row is added up");
await type(page, names["1"], "5,5");
await page.keyboard.press("ArrowDown");
is([await value(page, names["1"]), await focused(page)],
	["5,50", "c" + names["2"]], "decimals are filled up; arrow down");
await page.keyboard.type("3");
await page.keyboard.press("ArrowDown");
await page.keyboard.type("4");
is((await page.locator(".gridsay li").allTextContents())
	.filter((text) => /<=2:/.test(text)), ["2.1<=2: 4 > 3"],
	"an of-which check");
await paste(page, names["4.1"], "1\n2\n3");
is([await value(page, names["4.1"]), await value(page, names["4.2"])],
	["1", "2"], "a column from Excel");
await page.close();

// ---- what is said when a cell is left must not move a button off the mouse
page = await open("rows");
await page.click(`[name=c${names["2"]}]`);
await page.evaluate(() => { document.activeElement.value = "3a"; });
await Promise.all([page.waitForNavigation(),
	page.click("button[value=send]")]);
is([posts.at(-1).get("c" + names["2"]), posts.at(-1).get("do")],
	["3a", "send"], "a press on a button arrives");
await page.close();

// ---- a list: 20 columns; row r has its cells at 20 r, the total at 0
const inList = (r, col) => 20 * r + col;
const listRows = (page) => page.evaluate(() =>
	Array.from(document.querySelectorAll("tr.own")).filter((r) => !r.hidden)
		.map((r) => r.querySelector("th.stt").textContent));
const under = (page, col) => page.evaluate((c) =>
	document.querySelector("tr.sum").cells[c].textContent.trim(), col);
const press = (page, op) => page.click(`button[name=op][value="${op}"]`);
page = await open("list");
is(await listRows(page), ["1", "2", "3", "4"], "two rows and two spare ones");
for (const [r, text] of [[1, "10"], [2, "20,5"], [3, "5"]])
	await type(page, inList(r, 7), text);
for (const [r, text] of [[1, "5"], [2, ""], [3, "1"]])
	await type(page, inList(r, 8), text);
await page.keyboard.press("Enter");
is(await under(page, 7), "35,5", "the total row adds up");
is(await under(page, 9), "16,90", "a ratio of sums");
is(await under(page, 3), "2", "counts the rows that have it");
await page.selectOption(`[name=c${inList(3, 3)}]`, "3");
is(await under(page, 3), "3", "and one more");
is(await page.evaluate(() => Array.from(document.querySelectorAll("tr.own"))[3]
	.cells[9].textContent), "", "nothing is computed in an empty row");
await press(page, "up 3");
is([await value(page, inList(2, 7)), await value(page, inList(3, 7)),
	await value(page, inList(2, 3))], ["5,0", "20,5", "3"],
	"a row moves up, with its options");
await press(page, "remove 2");
is(await listRows(page), ["1", "3", "4"], "a row is removed");
is(await under(page, 7), "30,5", "from the total as well");
await page.click("button[value=add]");
is(await listRows(page), ["1", "3", "4", "5", "6", "7", "8", "9"],
	"more rows are there");
is([await value(page, inList(9, 7)), await page.getAttribute(
	`[name=c${inList(9, 7)}]`, "aria-labelledby")], ["", "row9 k7"],
	"empty ones, with names of their own");
await paste(page, inList(8, 7), "1\t1\n2\t2\n3\t3\n4\t4\n");
is([await listRows(page).then((l) => l.length),
	await value(page, inList(11, 8))], [10, "4,0"],
	"a rectangle from Excel makes the list grow");
is(await under(page, 7), "40,5", "and is added up");
await paste(page, inList(8, 3), "khu công nghiệp sinh thái\n1\nxyz\n");
is([await value(page, inList(8, 3)), await value(page, inList(9, 3)),
	await value(page, inList(10, 3))], ["3", "1", ""],
	"options are pasted by code or name; what is none is marked");
is(await page.locator("td.unread").count(), 1, "one is marked");
await page.click(`[name=c${inList(8, 8)}]`);
await page.keyboard.press("Enter");
is(await focused(page), "c" + inList(9, 8), "Enter goes down");
page.once("dialog", (d) => d.accept());
await Promise.all([page.waitForNavigation(),
	page.click("button[value=save]")]);
is([posts.at(-1).get("c" + inList(2, 7)), posts.at(-1).get("c" + inList(11, 7))],
	["", "4"].map((x) => x && x + ",0"), "all rows are posted, removed ones empty");
await page.close();
page = await open("list_superior");
const before = await under(page, 12);
await type(page, inList(3, 12), "1.000");
await page.keyboard.press("Enter");
const number = (s) => Number(s.replace(/\./g, "").replace(",", "."));
is(number(await under(page, 12)) - number(before), 1000,
	"a superior's total has the units below in it");
await page.close();
page = await open("list", { javaScriptEnabled: false });
await page.click("button[value='remove 1']");
await page.waitForLoadState();
is(posts.at(-1).get("op"), "remove 1", "without script the server does it");
await page.close();

// ---- without script the form is a form
page = await open("units", { javaScriptEnabled: false });
await page.fill("[name=c3]", "12a");
await page.press("[name=c3]", "Enter");
await page.waitForLoadState();
is(posts.at(-1).get("c3"), "12a", "plain submission");
await page.close();

// ---- everybody can use it: on wide and on narrow screens
const axe = readFileSync(resolve(source,
	"tests/browser/node_modules/axe-core/axe.min.js"), "utf8");
for (const name of ["parts", "units", "superior", "read", "rows",
	"rows_superior", "economy", "list", "list_superior", "list_read"])
	for (const width of [1400, 360]) {
		// the policy forbids axe as well
		page = await open(name, { bypassCSP: true,
			viewport: { width, height: 800 } });
		await page.evaluate(axe);
		const result = await page.evaluate(() => window.axe.run());
		is(result.violations.map((v) => `${v.id}: ${v.nodes[0].html}`),
			[], `axe finds nothing on ${name} at ${width} px`);
		is(await page.evaluate(() =>
			document.documentElement.scrollWidth <= innerWidth),
			true, `${name} fits ${width} px`);
		await page.close();
	}
const vnu = resolve(source,
	"tests/browser/node_modules/vnu-jar/build/dist/vnu.jar");
if (existsSync(vnu)) {
	let out = "";
	try {
		execFileSync("java", ["-jar", vnu, "--skip-non-html",
			"--format", "gnu", dir], { stdio: "pipe" });
	} catch (e) {
		out = String(e.stderr);
	}
	is(out, "", "the validator finds nothing");
} else
	console.log(`ok ${++n} - # SKIP vnu is not installed`);
is(said.filter((s) => !/404/.test(s)), [],
	"the browser complains of nothing but pages that are not there");

await browser.close();
server.close();
rmSync(dir, { recursive: true });
console.log(`1..${n}`);
process.exit(bad > 0 ? 1 : 0);
