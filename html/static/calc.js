/*
 * calc.js - exact figures and the rules of a form, for previews only: the
 * server decides.  No page is touched here.
 *
 * A figure is a fraction {n, d} of whole numbers, d > 0; null is no figure; NAN
 * is "not computable"; UNKNOWN cannot be told here.  Without BigInt (browsers
 * before 2020) whole numbers are plain ones, and what outgrows them is UNKNOWN.
 */
export const NAN = { nan: true };
export const UNKNOWN = { unknown: true };
const big = typeof BigInt === 'function' ? BigInt : Number;
const [ZERO, ONE, TWO, TEN] = [0, 1, 2, 10].map(x => big(x));

const special = v => v === NAN || v === UNKNOWN;
const fits = x => big !== Number || Number.isSafeInteger(x);
const abs = x => x < ZERO ? -x : x;
const quotient = (a, b) => (a - a % b) / b;

function fraction(n, d) {
	let a = abs(n), b = d;
	while (b !== ZERO)
		[a, b] = [b, a % b];
	if (!fits(n) || !fits(d))
		return UNKNOWN;
	return { n: n / a, d: d / a };
}

function power(k) {
	let p = ONE;
	while (k-- > 0)
		p = p * TEN;
	return p;
}

/* From canonical text, "-12.5". */
export function figure(text) {
	const [whole, part = ''] = text.split('.');
	return fraction(big(whole + part), power(part.length));
}

const numbers = {
	vi: /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/,
	en: /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/
};
const signs = lang => lang === 'en' ? [',', '.'] : ['.', ','];

/*
 * What a person typed: null if nothing, undefined if it is no number of at
 * most so many decimals; as strict as the server's base/num.c.
 */
export function parse(typed, lang, decimals) {
	const text = typed.trim().replace(/^\u2212/, '-');
	if (text === '')
		return null;
	const m = numbers[lang === 'en' ? 'en' : 'vi'].exec(text);
	if (!m)
		return undefined;
	const [, minus, whole, part = ''] = m;
	const digits = whole.split(signs(lang)[0]).join('');
	if (part.length > decimals || digits.length > 28 || /^0\d/.test(digits))
		return undefined;
	return figure(minus + digits + (part && '.' + part));
}

/* Rounded half away from zero. */
function round(v, decimals) {
	const p = power(decimals), n = abs(v.n) * p * TWO + v.d;
	const whole = quotient(n, v.d * TWO);
	return { whole, p, minus: v.n < ZERO && whole !== ZERO };
}

/* As num_show() of the server writes it. */
export function show(v, lang, decimals) {
	if (v === null || v === UNKNOWN)
		return '';
	if (v === NAN)
		return '-';
	const [group, point] = signs(lang);
	const r = round(v, decimals);
	let s = String(r.whole);
	while (s.length <= decimals)
		s = '0' + s;
	const whole = s.slice(0, s.length - decimals);
	return (r.minus ? '-' : '') +
		whole.replace(/\B(?=(\d{3})+$)/g, group) +
		(decimals > 0 ? point + s.slice(-decimals) : '');
}

const plus = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const minus = a => ({ n: -a.n, d: a.d });
const compare = (a, b) => {
	const l = a.n * b.d, r = b.n * a.d;
	return l < r ? -1 : l > r ? 1 : 0;
};
const yes = b => ({ n: b ? ONE : ZERO, d: ONE });
const worst = list => list.find(v => v === UNKNOWN) ||
	list.find(v => v === NAN);

/* Sums pass over what is absent; a sum of nothing is nothing. */
export function sum(list, flips = '') {
	return worst(list) || list.reduce((s, v, i) => {
		if (v === null || s === UNKNOWN)
			return s;
		const x = flips[i] === '1' ? minus(v) : v;
		return s === null ? x : plus(s, x);
	}, null);
}

function product(list, flips) {
	if (worst(list))
		return worst(list);
	let ret = yes(true), absent = false;
	list.forEach((v, i) => {
		if (special(ret))
			return;
		if (flips[i] === '1' && (v === null || v.n === ZERO))
			ret = NAN;
		else if (v === null)
			absent = true;
		else if (flips[i] !== '1')
			ret = fraction(ret.n * v.n, ret.d * v.d);
		else
			ret = fraction((v.n < ZERO ? -ret.n : ret.n) * v.d,
				ret.d * abs(v.n));
	});
	return absent && !special(ret) ? null : ret;
}

const holds = { '=': c => c === 0, '<>': c => c !== 0, '<': c => c < 0,
	'<=': c => c <= 0, '>': c => c > 0, '>=': c => c >= 0 };

function joined(list, decides) {
	if (list.some(v => v && !special(v) && (v.n !== ZERO) === decides))
		return yes(decides);
	return worst(list) || (list.includes(null) ? null : yes(!decides));
}

/* Functions over the figures that are there. */
const lists = {
	sum: list => sum(list),
	mean: list => list.length
		? product([sum(list), { n: big(list.length), d: ONE }], '01')
		: null,
	min: list => list.reduce((a, b) =>
		a === null || compare(b, a) < 0 ? b : a, null),
	max: list => list.reduce((a, b) =>
		a === null || compare(b, a) > 0 ? b : a, null),
	count: list => ({ n: big(list.length), d: ONE }),
	coalesce: list => list.length ? list[0] : null
};

function call(name, list) {
	const there = list.filter(v => v !== null);
	if (name === 'coalesce')
		return there.length ? there[0] : null;
	return worst(there) || lists[name](there);
}

const each = (v, f) => v === null || special(v) ? v : f(v);

/*
 * The value of a rule as core/formula_stack.c writes it: words after their
 * operands.  get(i) is the figure of code i; at(row, col), where it is known,
 * that of a cell: undefined for its own row or column.
 */
export function evaluate(rule, get, at) {
	return run(rule.split(' '), get, at)[0];
}

/* Both sides of a rule that ends in a comparison. */
export function sides(rule, get, at) {
	return run(rule.split(' ').slice(0, -1), get, at);
}

/* "3.-": row 3 in the column of the cell itself. */
function cell(word, at) {
	const [row, col] = word.split('.').map(s =>
		s === '-' ? undefined : Number(s));
	return at ? at(row, col) : UNKNOWN;
}

function run(words, get, at) {
	const stack = [];
	const take = n => stack.splice(stack.length - n, n);
	for (const word of words) {
		const [, op, rest] = /^([a-z!?#@]+|[<>=]+|)(.*)$/.exec(word);
		if (op === '')
			stack.push(get(Number(rest)));
		else if (op === '#')
			stack.push(figure(rest));
		else if (op === '?')
			stack.push(UNKNOWN);
		else if (op === '@')
			stack.push(cell(rest, at));
		else if (op === 's')
			stack.push(sum(take(rest.length), rest));
		else if (op === 'p')
			stack.push(product(take(rest.length), rest));
		else if (op === 'neg')
			stack.push(each(stack.pop(), minus));
		else if (op === 'abs')
			stack.push(each(stack.pop(), v =>
				({ n: abs(v.n), d: v.d })));
		else if (op === 'round')
			stack.push(each(stack.pop(), v => {
				const r = round(v, Number(rest));
				return fraction(r.minus ? -r.whole : r.whole,
					r.p);
			}));
		else if (op === 'not')
			stack.push(each(stack.pop(), v => yes(v.n === ZERO)));
		else if (op === 'and' || op === 'or')
			stack.push(joined(take(Number(rest)), op === 'or'));
		else if (op === 'if') {
			const [c, a, b] = take(3);
			stack.push(each(c, v => v.n !== ZERO ? a : b));
		} else if (holds[op]) {
			const pair = take(2);
			stack.push(worst(pair) || (pair.includes(null) ? null :
				yes(holds[op](compare(...pair)))));
		} else
			stack.push(call(op, take(Number(rest))));
	}
	return stack;
}

/*
 * A unit's own figure and that of the units below, where they are not summed:
 * max, last (the unit itself comes last), mean.  How many units a mean is of,
 * and what they weigh, is not on the page: it cannot be told.
 */
export function together(over, below, own) {
	if (own === null)
		return below;
	if (over === 'last' || special(own))
		return own;
	if (over === 'mean' || special(below))
		return UNKNOWN;
	return below === null || compare(own, below) > 0 ? own : below;
}

/* A check is violated only when it is plainly false. */
export const isFalse = v => v !== null && !special(v) && v.n === ZERO;
