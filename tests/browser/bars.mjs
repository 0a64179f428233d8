// bars.mjs - filters above a list stay in line when something in one is wrong,
// and what is wrong is seen on the field itself, wide and on a telephone
import { is, ok, startWalk } from "./lib.mjs";

const walk = await startWalk("bars", "--seed", "demo");
const pages = [
	["kiemtra", "/audit?who=nobody&unit=nowhere&from=31/02/2026", 3],
	["kiemtra", "/audit?to=x&address=192.0.2.1", 1],
	["quantri", "/person?unit=nowhere", 1],
];

// Of what stands beside each other; and of what is wrong.
const look = () => {
	const at = (e) => e.getBoundingClientRect();
	const all = [...document.querySelectorAll(
		".query input, .query select, .query button")]
		.filter((e) => e.checkVisibility());
	const wrong = all.filter((e) => e.matches("[aria-invalid]"));
	const red = getComputedStyle(document.querySelector(".wrong")).color;
	return {
		crooked: all.flatMap((a) => all.filter((b) =>
			at(a).top < at(b).bottom && at(b).top < at(a).bottom &&
			Math.abs(at(a).bottom - at(b).bottom) > 3)
			.map((b) => `${a.name} ${b.name}`)),
		wrong: wrong.length,
		marked: wrong.filter((e) => getComputedStyle(e)
			.borderBottomColor === red).length,
		said: wrong.filter((e) => document.getElementById(
			e.getAttribute("aria-describedby"))?.checkVisibility())
			.length,
		over: document.documentElement.scrollWidth - innerWidth,
	};
};

for (const [who, path, wrong] of pages) {
	const page = await walk.person(who);
	for (const width of [1400, 900, 360]) {
		await page.setViewportSize({ width, height: 900 });
		await page.goto(walk.url + path);
		const seen = await page.evaluate(look);
		is(seen.crooked, [], `${path} at ${width}: in line`);
		is([seen.wrong, seen.marked, seen.said], [wrong, wrong, wrong],
			"each that is wrong is marked, and says why");
		ok(seen.over <= 0, "nothing sticks out");
	}
	await page.setViewportSize({ width: 1400, height: 900 });
	await walk.shot(page, path.replace(/\W+/g, "-").slice(1, 20));
}
await walk.end();
