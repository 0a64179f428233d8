// design.mjs - the designer of forms: everything by keyboard, and everything
// without script
import { is, like, ok, startWalk, text, texts } from "./lib.mjs";

const walk = await startWalk("design", "--seed", "demo");
const codes = async (page) => (await texts(page, ".draw .codes th"))
	.map((s) => s.trim());
const heads = async (page) => (await texts(page, ".draw thead th.leaf"))
	.map((s) => s.trim());

// ---- by keyboard: the mouse is never used
const page = await walk.person("chedo");
const keys = page.keyboard;
const focused = () => page.evaluate(() => {
	const at = document.activeElement;
	return at.name || new URL(at.href || "x:").searchParams.get("at") || "";
});
const until = async (what) => {
	for (let i = 0; i < 60 && await focused() !== what; i++)
		await keys.press("Tab");
	return focused();
};
// What is done by a key is done when the page has another version.
const version = () => page.locator("#panel [name=version]").first()
	.inputValue();
async function does(...pressed) {
	const was = await version();
	for (const key of pressed)
		await keys.press(key);
	await page.waitForFunction((v) => {
		const at = document.querySelector("#panel [name=version]");
		return at && at.value !== v;
	}, was);
}
async function goes(key, place) {
	await keys.press(key);
	await page.waitForFunction((p) => document.querySelector("#panel")
		.dataset.place === p, place);
	is(await focused(), place, `${key} goes to ${place}`);
}
async function label(words) {
	await keys.press("F2");
	await page.waitForFunction(() =>
		document.activeElement.name === "p.label");
	await keys.type(words);
	await does("Enter");
}

await page.goto(`${walk.url}/form/new`);
is(await until("number"), "number", "the number of a new form");
await keys.type("BAN1");
await keys.press("Enter");
await page.waitForSelector("#designer");
like(await text(page, ".papertop"), /BAN1/, "the form is begun");
ok(await page.locator("details.notice.bad li").count() > 3,
	"and what is missing is listed");
is(await focused(), "form", "the form has the focus");
await keys.press("F2");
is(await focused(), "p.title.vi", "F2 leads to its title");
await keys.type("Biểu thử bàn phím");
await keys.press("Tab");
await keys.type("A form by keyboard");
await does("Enter");
like(await text(page, ".papertop"), /Biểu thử bàn phím/, "which is stored");
await goes("ArrowRight", "c0");
await goes("ArrowDown", "c0");
await label("Chỉ tiêu");
await goes("ArrowRight", "c1");
await label("Tổng số");
await does("Insert");
is(await focused(), "c2", "Insert puts a column in, and goes there");
await label("Nam");
await does("Insert");
await label("Nữ");
is(await codes(page), ["A", "1", "2", "3"], "numbers run on");
is(await heads(page), ["Chỉ tiêu", "Tổng số", "Nam", "Nữ"], "four columns");
await does("Alt+Shift+ArrowLeft");
is(await heads(page), ["Chỉ tiêu", "Tổng số", "Nữ", "Nam"], "one is moved");
is(await focused(), "c2", "and keeps the focus");
await does("Control+z");
is(await heads(page), ["Chỉ tiêu", "Tổng số", "Nam", "Nữ"], "and back");
await does("Control+y");
await does("Control+z");
is(await focused(), "c2", "still there");
await keys.press("Shift+ArrowRight");
await page.waitForFunction(() =>
	document.querySelectorAll(".draw .to").length === 4);
await keys.press("m");
await page.waitForFunction(() => document.activeElement.name === "text");
is(await focused(), "text", "M asks for the text of the merged head");
await keys.type("Trong đó");
await does("Enter");
like((await texts(page, ".draw thead th.over")).join(), /Trong đó/,
	"heads are merged");
is(await focused(), "g0", "and the head is chosen");
await goes("ArrowDown", "c2");
await goes("ArrowDown", "r0c2");
await goes("ArrowLeft", "r0c1");
await goes("ArrowLeft", "r0");
await label("Dòng một");
await does("Insert");
is(await focused(), "r1", "a row below");
await label("Dòng hai");
await does("Delete");
is((await texts(page, ".draw tbody .lab a")).length, 1, "and away again");
await does("Control+z");
is(await page.locator("details.notice.bad").count(), 0,
	"nothing is wrong any more");
await walk.shot(page, "drawn");
const address = page.url();

// ---- without script
const plain = await walk.person("chedo", { javaScriptEnabled: false });
await plain.goto(address);
await plain.click(".draw thead a:has-text('Nam')");
is(await plain.inputValue("[name='p.label']"), "Nam",
	"a link chooses, its panel has the properties");
await plain.fill("[name='p.label']", "Nam giới");
await plain.click(".props button");
like((await heads(plain)).join(), /Nam giới/, "a form stores them");
await plain.click(".ops button[value=after]");
is(await codes(plain), ["A", "1", "2", "3", "4"], "and puts a column in");
await plain.click(".tools button[name=undo]");
is(await codes(plain), ["A", "1", "2", "3"], "and takes it out");
await plain.goto(address.replace("/form/draft", "/form/try")
	.replace(/&at=.*/, ""));
const cells = plain.locator(".grid input");
ok(await cells.count() >= 6, "the preview has cells to type into");
await cells.nth(0).fill("12");
await plain.click("main form button.main, main form .button >> nth=0");
is(await plain.locator(".grid input").nth(0).inputValue(), "12",
	"figures are tried out");
await walk.shot(plain, "tried", { posted: true });

await walk.end();
