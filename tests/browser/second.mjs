// second.mjs - signing in with two factors, in a browser: set up, asked for
import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { tmpdir } from "node:os";
import { source } from "../lib/site.mjs";
import { is, like, ok, startWalk, text } from "./lib.mjs";

const key = resolve(tmpdir(), "second.key");
writeFileSync(key, "ab".repeat(32));
const walk = await startWalk("second", "--seed", "empty", "--conf",
	`second_key = ${key}`);
const axe = readFileSync(resolve(source,
	"tests/browser/node_modules/axe-core/axe.min.js"), "utf8");
const { password } = JSON.parse(walk.site.tool("--json", "account", "add",
	"an.nguyen", "Nguyễn Văn An"));

async function look(page, what) {
	await page.evaluate(axe);
	is(await page.evaluate(async () =>
		(await axe.run()).violations.map((v) => v.id)), [],
	`${what}: open to everybody`);
	await page.setViewportSize({ width: 360, height: 800 });
	ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360,
		`${what}: fits a telephone`);
	await page.setViewportSize({ width: 1400, height: 900 });
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const bytes = (shown) => Buffer.from([...shown.replace(/ /g, "")]
	.map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("")
	.match(/.{8}/g).map((b) => parseInt(b, 2)));
function code(secret, steps = 0) {
	const at = Buffer.alloc(8);
	at.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
	const h = createHmac("sha1", secret).update(at).digest();
	const n = h.readUInt32BE(h[19] & 15) & 0x7fffffff;
	return String(n % 1000000).padStart(6, "0");
}

async function enter(page, fields) {
	for (const [name, value] of Object.entries(fields))
		await page.fill(`[name=${name}]`, value);
	await Promise.all([page.waitForNavigation(),
		page.keyboard.press("Enter")]);
}

const page = await walk.visitor("an.nguyen", { bypassCSP: true });
await page.goto(`${walk.url}/login`);
await enter(page, { login: "an.nguyen", password });
await page.goto(`${walk.url}/second`);
like(await text(page, "h1"), /xác thực hai lớp/, "the page of setting it up");
await look(page, "setting up");
const secret = bytes(await text(page, "code.key"));
await enter(page, { code: code(secret) });
is(await page.locator("ul.codes li").count(), 10, "ten recovery codes");
await look(page, "recovery codes");
await page.goto(`${walk.url}/me/sessions`);
await look(page, "sessions");
await page.context().clearCookies();
await page.goto(`${walk.url}/login`);
await enter(page, { login: "an.nguyen", password });
like(await text(page, "main"), /Mật khẩu đúng/, "a code is asked for");
await look(page, "the code");
await enter(page, { code: code(secret, 1) });
is(new URL(page.url()).pathname, "/", "in, by keyboard alone");
await page.goto(`${walk.url}/login/again?next=/second`);
await look(page, "showing again who one is");
await walk.end();
