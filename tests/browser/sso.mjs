// sso.mjs - in through an OpenID provider and Apache's mod_auth_openidc, and out
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { is, like, note, ok, press, startWalk, text } from "./lib.mjs";
import { startProvider } from "../sso/provider.mjs";

// The provider must know the site's address, and the site the provider's.
const freePort = () => new Promise((r) => {
	const s = createServer();
	s.listen(0, "127.0.0.1", () => {
		const { port } = s.address();
		s.close(() => r(port));
	});
});
const port = await freePort(), home = `http://127.0.0.1:${port}`;
const hex = (n) => randomBytes(n).toString("hex");
const client = "baocao", secret = hex(16), proxy = hex(32);
const idp = await startProvider({ client, secret, site: home });
const enc = encodeURIComponent;
const walk = await startWalk("sso", "--seed", "demo", "--port", String(port),
	"--sso", `ISSUER=${idp.issuer} CLIENT=${client} CLIENTSECRET=${secret}` +
		` PASSPHRASE=${hex(16)} CLAIM=preferred_username SECRET=${proxy}`,
	"--conf", "remote_user = yes",
	"--conf", `remote_user_secret = ${proxy}`,
	"--conf", `remote_user_issuer = ${idp.issuer}`,
	"--conf", "remote_user_name = VNeID",
	"--conf", "remote_user_second = otp mfa",
	"--conf", `site_url = ${home}`,
	"--conf", "remote_user_again = /login/oidc?iss=" + enc(idp.issuer) +
		"&auth_request_params=prompt%3Dlogin&target_link_uri=",
	"--conf", `remote_user_logout = /login/oidc?logout=${enc(`${home}/login`)}`);
const { site } = walk;
const BUTTON = "a[href*='/login/sso']";
const sessions = () => Number(site.sql("SELECT COUNT(*) FROM session")[0][0]);
const last = () => site.sql("SELECT act, detail FROM audit WHERE act IN" +
	" ('signin', 'refuse') ORDER BY at DESC LIMIT 1")[0];

async function atProvider(page, login, second, earlier) {
	like(page.url(), new RegExp(`^${idp.issuer}/interaction/`),
		"at the provider");
	await page.fill("[name=login]", login);
	if (second)
		await page.check("[name=second]");
	if (earlier)
		await page.check("[name=earlier]");
	await page.click("button");
	await page.waitForLoadState();
}

// ---- in
const xa = await walk.visitor("xa");
await xa.goto(`${home}/entry`);
is(new URL(xa.url()).pathname, "/login", "nobody is signed in");
like(await text(xa, BUTTON), /VNeID/, "the provider has a button");
await walk.shot(xa, "sign-in");
await xa.click(BUTTON);
await atProvider(xa, "xa");
is(xa.url(), `${home}/entry`, "signed in, and where they were going");
like(await text(xa, ".who"), /\S/, "by their name");
is(sessions(), 1, "one session");
is(site.sql("SELECT s.sso, p.login FROM session s JOIN person p ON p.id =" +
	" s.person_id"), [["1", "xa"]], "of that account");
like(last().join(), /^signin,login=xa; how=sso; login=xa; issuer=http/,
	"on record");
ok(!last()[1].includes("second factor"), "by one factor");
const cookies = await xa.context().cookies(home);
const ours = cookies.find((c) => c.name === "baocao");
ok(ours.httpOnly && ours.sameSite === "Lax", "an ordinary cookie of ours");
const theirs = cookies.filter((c) => c.name.startsWith("mod_auth_openidc"));
ok(theirs.every((c) => c.path === "/login"),
	"the module's cookies stay on the way in");

// ---- what comes back from the provider is worth nothing to anybody else
// (the module's own error page is not ours to listen to)
const thief = await (await walk.browser.newContext()).newPage();
for (const path of ["/login/oidc?code=x&state=y", "/login/oidc?error=x",
	"/login/oidc", "/login/oidc?access_token=x&id_token=y&state=z"]) {
	await thief.goto(`${home}${path}`, { waitUntil: "commit" })
		.catch(() => {});
	is((await thief.context().cookies(home))
		.filter((c) => c.name === "baocao"), [], `nobody by ${path}`);
}
is(sessions(), 1, "and no session");

// ---- out: here, then there
await xa.goto(`${home}/entry`);
is(await press(xa, "/logout"), 303, "signed out");
is(new URL(xa.url()).pathname, "/login/left", "and told where else they are");
is(sessions(), 0, "the session is over");
await walk.shot(xa, "left");
await xa.goto(`${home}/entry`);
is(new URL(xa.url()).pathname, "/login", "nobody any more");
await xa.click(BUTTON);
await xa.waitForURL(/\/entry$/);
is(idp.asked, 1, "while the provider knows them they are not asked again");
await press(xa, "/logout");
await xa.click("a[href*='/login/oidc?logout=']");
await xa.waitForURL(/session\/end/);
await xa.click("button[value=yes]");
await xa.waitForURL(`${home}/login`);
ok(true, "signed out at the provider, too, and back");
await xa.click(BUTTON);
await atProvider(xa, "xa", true, true);
is(idp.asked, 2, "now they are asked");
like(last()[1], /second factor/, "the provider's second factor is on record");

// ---- once more, where something needs that it is really them
const before = (await xa.context().cookies(home))
	.find((c) => c.name === "baocao").value;
ok(Number(site.sql("SELECT TIMESTAMPDIFF(MINUTE, proved, made) FROM" +
	" session")[0][0]) >= 59, "they showed it when the provider asked");
await xa.goto(`${home}/me/tokens`);
await xa.fill("[name=name]", "máy kế toán");
await press(xa, "/me/tokens");
like(await text(xa, "h1"), /xác nhận|chính bạn/i, "a token takes more than that");
await xa.goto(`${home}/login/again?next=/me/tokens`);
await walk.shot(xa, "again");
await xa.click("a[href*='/login/sso/again']");
await atProvider(xa, "so");
like(await text(xa, "main"), /người khác/, "somebody else is not them");
is(new URL(xa.url()).pathname, "/login/sso/again", "and gets nowhere");
await xa.goto(`${home}/login/sso/again?next=/me/tokens`);
like(await text(xa, "main"), /người khác/, "also the second time");
await xa.goto(`${home}/login/oidc?logout=${enc(`${home}/login`)}`);
await xa.click("button[value=yes]");
await xa.goto(`${home}/login/again?next=/me/tokens`);
await xa.click("a[href*='/login/sso/again']");
await atProvider(xa, "xa");
is(xa.url(), `${home}/me/tokens`, "the provider has asked: they go on");
const after = (await xa.context().cookies(home))
	.find((c) => c.name === "baocao").value;
ok(after !== before, "with another token");
await xa.fill("[name=name]", "máy kế toán");
is(await press(xa, "/me/tokens"), 200, "the token is made");
like(await xa.inputValue("#token"), /^bc_[0-9a-f]{64}$/, "and shown");
await walk.shot(xa, "token", { posted: true });
await xa.goto(`${home}/me/data`);
await walk.shot(xa, "data");
const asked = idp.asked;

// ---- known there, not here
const guest = await walk.visitor("a guest");
await guest.goto(`${home}/login/sso`);
await atProvider(guest, "khach.la");
like(await text(guest, "main"), /khach\.la/, "no account: who they are there");
like(await text(guest, "main"), /quản trị/, "and whom to ask");
is(guest.answer.status(), 422, "refused");
like(last().join(), /^refuse,login=\(unknown\); how=sso; login=khach\.la/,
	"on record");
await walk.shot(guest, "no-account", { posted: true });
site.tool("account", "lock", "so");
const locked = await walk.visitor("a locked account");
await locked.goto(`${home}/login/sso`);
await atProvider(locked, "so");
like(await text(locked, "main"), /bị khóa|đã hết/, "a locked account stays out");
note(`sessions: ${sessions()}`);
is(sessions(), 1, "neither got a session");
note(`asked ${asked} times`);
await idp.stop();
await walk.end();
