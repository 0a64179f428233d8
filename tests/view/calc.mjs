// calc.mjs - html/static/calc.js: figures as they are typed and shown, rules
// with the value that the server gives them
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const source = process.env.BAOCAO_SOURCE;
const build = process.env.BAOCAO_BUILD;
const text = readFileSync(resolve(source, "html/static/calc.js"), "utf8");
const load = (code) => import("data:text/javascript;charset=utf-8," +
	encodeURIComponent(code));
const calc = await load(text);
// a browser without BigInt
const old = await load(text.replace("typeof BigInt === 'function'", "false"));

let n = 0, bad = 0;
function ok(good, what, note = "") {
	bad += good ? 0 : 1;
	console.log(`${good ? "ok" : "not ok"} ${++n} - ${what}`);
	if (!good && note)
		console.log("# " + note);
}
const is = (got, wanted, what) => ok(got === wanted, what,
	`got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);

// typed, language, decimals, what it is (in English; null; undefined)
for (const [typed, lang, decimals, wanted] of [
	["", "vi", 2, null], [" \t\u00a0", "vi", 2, null],
	["0", "vi", 0, "0"], ["1234567", "vi", 0, "1234567"],
	["1.234.567", "vi", 0, "1234567"],
	["1.234.567,89", "vi", 2, "1234567.89"],
	["1,234,567.89", "en", 2, "1234567.89"],
	["-1.234,5", "vi", 1, "-1234.5"], ["\u22121.234,5", "vi", 1, "-1234.5"],
	["0,05", "vi", 2, "0.05"], ["1.234", "vi", 2, "1234"],
	["1.234", "en", 3, "1.234"], ["1,234", "vi", 3, "1.234"],
	["1,234", "en", 3, "1234"], ["12a", "vi", 0, undefined],
	["1.23", "vi", 0, undefined], ["1.2345", "vi", 0, undefined],
	["1234.567", "vi", 0, undefined], ["01", "vi", 0, undefined],
	["1,5", "vi", 0, undefined], ["1,234", "vi", 2, undefined],
	["1,", "vi", 2, undefined], [",5", "vi", 2, undefined],
	["--1", "vi", 0, undefined], ["1 000", "vi", 0, undefined],
	["1.234.56", "vi", 0, undefined], ["1,234.567", "vi", 3, undefined],
	["\uff11", "vi", 0, undefined], ["-", "vi", 0, undefined],
	["9".repeat(29), "vi", 0, undefined],
]) {
	const v = calc.parse(typed, lang, decimals);
	const plain = v && calc.show(v, "en", 10).replace(/,/g, "")
		.replace(/\.?0+$/, (z) => z.startsWith(".") ? "" : z);
	is(v ? plain.replace(/(\.\d*?)0+$/, "$1") : v, wanted,
		`${JSON.stringify(typed)} in ${lang} with ${decimals} decimals`);
}

for (const [figure, lang, decimals, wanted] of [
	["1234567.89", "vi", 2, "1.234.567,89"],
	["1234567.89", "en", 2, "1,234,567.89"], ["12", "vi", 0, "12"],
	["123", "vi", 0, "123"], ["1234", "vi", 0, "1.234"],
	["-1234.5", "vi", 0, "-1.235"], ["-0.4", "vi", 0, "0"],
	["2.5", "vi", 0, "3"], ["-2.5", "vi", 0, "-3"], ["0.05", "vi", 2, "0,05"],
	["7.5", "vi", 2, "7,50"],
	["9999999999999999999999999999.9999999999", "vi", 10,
		"9.999.999.999.999.999.999.999.999.999,9999999999"],
])
	is(calc.show(calc.figure(figure), lang, decimals), wanted,
		`${figure} is shown as ${wanted}`);
is(calc.show(null, "vi", 2), "", "no figure is shown as nothing");
is(calc.show(calc.NAN, "vi", 2), "-", "not computable is shown as -");

// the server's values; "" is a null there, and "-" not computable
const lines = execFileSync(resolve(build, "tests/view/rules"),
	{ encoding: "utf8" }).trimEnd().split("\n");
const wrong = [], told = [];
for (const line of lines) {
	const [rule, figures, wanted] = line.split("\t");
	const at = figures.split(" ").map((f) =>
		f === "" ? null : f === "-" ? calc.NAN : calc.figure(f));
	const v = calc.evaluate(rule, (i) => at[i], (r, c) => at[r + (c || 0)]);
	if (v === calc.UNKNOWN)
		told.push(rule);
	else if (calc.show(v, "en", 10) !== wanted)
		wrong.push(`${line}: ${calc.show(v, "en", 10)}`);
}
ok(lines.length > 1000 && wrong.length === 0,
	`${lines.length} values are the server's`, wrong.slice(0, 5).join("\n# "));
ok(told.length > 0 && told.every((rule) => rule.includes("?")),
	"only rules over other periods cannot be told", told[0]);

// without BigInt: the same, or it is not told
const off = lines.filter((line) => {
	const [rule, figures, wanted] = line.split("\t");
	if (/\d{15}/.test(figures) || figures.includes("3.3333333333"))
		return false;
	const at = figures.split(" ").map((f) =>
		f === "" ? null : f === "-" ? old.NAN : old.figure(f));
	const v = old.evaluate(rule, (i) => at[i], (r, c) => at[r + (c || 0)]);
	return v !== old.UNKNOWN && Number.isSafeInteger(v && v.n * 1e10) &&
		old.show(v, "en", 10) !== wanted;
});
is(off.length, 0, "without BigInt nothing else comes out");
is(old.show(old.sum([old.figure("2"), old.figure("40")]), "vi", 0), "42",
	"sums without BigInt");
is(old.sum([old.figure("9007199254740991"), old.figure("1")]), old.UNKNOWN,
	"what outgrows plain numbers is not told");
is(calc.sides("0 1 2 s00 =", (i) => calc.figure(String(i)))
	.map((v) => calc.show(v, "vi", 0)).join(" "), "0 3",
	"both sides of a check");
is(calc.evaluate("@1.2", () => null), calc.UNKNOWN,
	"a cell that is not on the page is not told");
// own and below, by how they go together; "?" cannot be told
for (const [over, below, own, wanted] of [
	["max", "3", "7", "7"], ["max", "7", "3", "7"], ["max", null, "3", "3"],
	["max", "-7", "-9", "-7"], ["max", "7", null, "7"],
	["last", "3", "7", "7"], ["last", "3", null, "3"],
	["last", null, "7", "7"], ["mean", "3", null, "3"],
	["mean", "3", "7", "?"], ["mean", null, "7", "?"],
	["mean", null, null, null], ["max", null, null, null],
]) {
	const of = (s) => s === null ? null : calc.figure(s);
	const v = calc.together(over, of(below), of(own));
	is(v === calc.UNKNOWN ? "?" : v && calc.show(v, "en", 0), wanted,
		`${over} of ${below} below and ${own}`);
}
is(calc.together("max", calc.UNKNOWN, calc.figure("1")), calc.UNKNOWN,
	"what cannot be read below is not told");
console.log(`1..${n}`);
process.exit(bad > 0 ? 1 : 0);
