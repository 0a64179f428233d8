// lib.mjs - what the walks through a real site have in common
//
//	const walk = await startWalk("levels4", "--seed", "demo-2025-06-26");
//	const xa = await walk.person("xa");		// signed in; a page
//	await walk.shot(xa, "home");			// wide, narrow, vi, en
//	is(await xa.title(), ..., "what holds");
//	await walk.end();
//
// Pictures go to $BAOCAO_SHOTS (none if it is empty), else into the logs.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { build, openBrowser, startSite } from "../lib/site.mjs";

export const PASSWORD = "Baocao-2026"; // core/demo.h
const WIDE = { width: 1400, height: 900 }, NARROW = { width: 390, height: 800 };
const shots = process.env.BAOCAO_SHOTS ?? resolve(
	process.env.BAOCAO_LOGS ?? resolve(build, "test-logs"), "shots");

// ---- TAP
let n = 0, bad = 0;
export const note = (text) => console.log(String(text).replace(/^/gm, "# "));
export function ok(holds, what, ...more) {
	bad += holds ? 0 : 1;
	console.log(`${holds ? "ok" : "not ok"} ${++n} - ` +
		what.replace(/[\s#]+/g, " "));
	if (!holds)
		more.forEach((m) => note(m));
	return Boolean(holds);
}
export function is(got, wanted, what) {
	return ok(JSON.stringify(got) === JSON.stringify(wanted), what,
		`got:    ${JSON.stringify(got)}`,
		`wanted: ${JSON.stringify(wanted)}`);
}
export function like(text, pattern, what) {
	return ok(pattern.test(text), what, `no match of ${pattern} in:`,
		String(text).slice(0, 2000));
}

// ---- figures as the pages show them
export const show = (v, lang = "vi") => String(v)
	.replace(/\B(?=(\d{3})+$)/g, lang === "vi" ? "." : ",");
export const read = (text) =>
	text === "" ? null : Number(text.replace(/[.,\u00a0]/g, ""));

export async function startWalk(name, ...options) {
	const site = startSite(...options);
	const browser = await openBrowser();
	const said = [];
	let count = 0;
	const walk = { site, browser, url: site.url, said };

	// What the browser complains of.  A page with a status of its own is
	// what the test asked for.
	walk.listen = (page, who) => {
		page.on("console", (m) => {
			if (["error", "warning"].includes(m.type()) &&
			    !/the server responded with a status of 4/
				.test(m.text()))
				said.push(`${who} at ${page.url()}: ${m.text()}`);
		});
		// what the page was made of, as it came
		page.on("response", (r) => {
			if (r.request().isNavigationRequest() &&
			    r.frame() === page.mainFrame())
				page.answer = r;
		});
		page.on("pageerror", (e) =>
			said.push(`${who} at ${page.url()}: ${e.message}`));
	};
	walk.visitor = async (who = "a visitor", more = {}) => {
		const context = await browser.newContext(
			{ viewport: WIDE, locale: "vi-VN", ...more });
		context.setDefaultTimeout(20000);
		const page = await context.newPage();
		walk.listen(page, who);
		return page;
	};
	walk.person = async (login, more = {}) => {
		const page = await walk.visitor(login, more);
		await page.goto(`${site.url}/login`);
		await page.fill("[name=login]", login);
		await page.fill("[name=password]", PASSWORD);
		await page.click("main form button");
		await page.waitForLoadState();
		return page;
	};

	const picture = (page, file) => page.screenshot({ path: file,
		fullPage: true, animations: "disabled" });
	async function both(page, file) {
		await picture(page, `${file}-wide.png`);
		await page.setViewportSize(NARROW);
		await picture(page, `${file}-narrow.png`);
		await page.setViewportSize(WIDE);
	}
	// Of a page that is an answer to a form there is one language only.
	walk.shot = async (page, what, { posted = false } = {}) => {
		if (shots === "")
			return;
		const dir = resolve(shots, name);
		mkdirSync(dir, { recursive: true });
		const file = resolve(dir,
			`${String(++count).padStart(2, "0")}-${what}`);
		await both(page, `${file}-vi`);
		if (posted)
			return;
		const context = page.context();
		await context.addCookies([{ name: "lang", value: "en",
			url: site.url }]);
		const other = await context.newPage();
		walk.listen(other, what);
		await other.goto(page.url());
		await both(other, `${file}-en`);
		await other.close();
		await context.clearCookies({ name: "lang" });
	};
	walk.end = async () => {
		is(said, [], "the browser complains of nothing");
		await browser.close();
		site.stop();
		console.log(`1..${n}`);
		process.exit(bad > 0 ? 1 : 0);
	};
	return walk;
}

// ---- pages
export const text = async (page, selector) =>
	(await page.locator(selector).first().innerText()).trim();
export const texts = (page, selector) =>
	page.locator(selector).allInnerTexts();
// The button of that form, and the page after it.
export async function press(page, action) {
	const button = page.locator(`button[formaction$='${action}'],` +
		` form[action$='${action}'] button:not([formaction])`).first();
	const [answer] = await Promise.all([
		page.waitForResponse((r) => r.request().isNavigationRequest()),
		button.click(),
	]);
	await page.waitForLoadState();
	return answer.status();
}
// From the form, over the page that shows what is sent; the last answer.
export async function send(page, reason = "số liệu thử") {
	const status = await press(page, "/entry/check");
	if (!page.url().includes("/entry/confirm"))
		return status;
	if (await page.locator("[name=confirmed]").count()) {
		await page.check("[name=confirmed]");
		await page.fill("[name=reason]", reason);
	}
	return press(page, "/entry/send");
}
// The figures of a row of the grid, column 1 first; inputs or text.
export const figures = (page, row) => page.locator(row).first()
	.locator("td:not(.stt):not(.mea)").evaluateAll((cells) =>
		cells.map((td) => {
			const input = td.querySelector("input");
			return input ? input.value
				: td.firstChild ? td.firstChild.data ?? "" : "";
		}));
