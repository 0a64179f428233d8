/*
 * grid.js - the entry grid feels like a spreadsheet: keys, rectangles from
 * Excel, figures formatted, computed cells and checks previewed.  Everything
 * works without it by plain submission, and the server decides.  Lists grow,
 * move and lose rows in list.js.
 */
import { makeList } from './list.js';
import { NAN, UNKNOWN, parse, show, sum, together, evaluate, sides, isFalse } from './calc.js';

const table = document.querySelector('table.grid.edit');
const { lang } = table.dataset;
const body = table.tBodies[0];
const heads = Array.from(table.querySelectorAll('.codes th'));
const box = document.querySelector('.gridsay');
const [say, wrong] = box.children;

const field = 'input:not([type=hidden]), select';
const inputOf = cell => cell && cell.querySelector(field);
const decimals = input => Number(input.dataset.d || 0);
const isSelect = input => input.tagName === 'SELECT';
const isNumber = input => !isSelect(input) && !input.classList.contains('t');
const isField = input => input.matches(field);
let inputs = [];

/* ---- figures of cells */
const firstText = cell => cell.firstChild && cell.firstChild.nodeType === 3
	? cell.firstChild.data.trim() : '';

function read(text) {
	if (text === '-')
		return NAN;
	const v = parse(text, lang, 10);
	return v === undefined ? UNKNOWN : v;
}

/* The figure of a cell: what is typed, or what stands there. */
function value(cell) {
	const input = inputOf(cell);
	return read(input ? input.value : firstText(cell));
}
const under = (cell, kind) => cell.querySelector('.' + kind);
function total(cell) {
	const t = under(cell, 'total');
	return t ? read(t.textContent.trim()) : value(cell);
}

/* ---- moving */
function select(input) {
	input.focus();
	if (!isSelect(input))
		input.select();
}

/* The next cell to fill in down (or up) the column, then of the next one. */
function vertical(cell, step) {
	const col = cell.cellIndex, rows = body.rows;
	for (let r = cell.parentNode.sectionRowIndex + step; rows[r]; r += step)
		if (!rows[r].hidden && inputOf(rows[r].cells[col]))
			return inputOf(rows[r].cells[col]);
	const column = c => Array.from(rows).map(row => inputOf(row.cells[c]))
		.filter(Boolean);
	for (let c = col + step; c >= 0 && c < heads.length; c += step) {
		const found = column(c);
		if (found.length)
			return found[step > 0 ? 0 : found.length - 1];
	}
	return null;
}

const beside = (input, step) => inputs[inputs.indexOf(input) + step];
const inRow = input => inputs.filter(i => i.closest('tr') ===
	input.closest('tr'));

/* Where a key leads from an input; undefined: the key is not ours. */
function target(event, input) {
	const cell = input.closest('td');
	const whole = input.selectionEnd - input.selectionStart ===
		input.value.length;
	const start = whole || input.selectionEnd === 0;
	const end = whole || input.selectionStart === input.value.length;
	const row = inRow(input);
	/* arrows choose among options and proposals */
	if (/^Arrow/.test(event.key) && (isSelect(input) ||
	    input.list && /Up|Down/.test(event.key)))
		return undefined;
	switch (event.key) {
	case 'Enter': return vertical(cell, event.shiftKey ? -1 : 1);
	case 'ArrowDown': return vertical(cell, 1);
	case 'ArrowUp': return vertical(cell, -1);
	case 'ArrowLeft': return start ? beside(input, -1) : undefined;
	case 'ArrowRight': return end ? beside(input, 1) : undefined;
	case 'Home': return event.ctrlKey ? inputs[0] : start ? row[0] : undefined;
	case 'End': return event.ctrlKey ? inputs[inputs.length - 1]
		: end ? row[row.length - 1] : undefined;
	}
	return undefined;
}

/* ---- undoing what was pasted, restoring what is being typed */
let before = '';	/* of the cell that has the focus */
const pasted = [];	/* lists of [input, old value] */

function restore(input) {
	if (input.value !== before) {
		input.value = before;
		select(input);
		return true;
	}
	return false;
}

function undo() {
	const changes = pasted.pop();
	if (!changes)
		return false;
	for (const [input, old] of changes)
		put(input, old);
	refresh();
	return true;
}

body.addEventListener('keydown', event => {
	const input = event.target;
	if (!isField(input) || event.altKey || event.isComposing)
		return;
	if (event.key === 'Escape' && restore(input)) {
		refresh();
		event.preventDefault();
	} else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) &&
	    input.value === before && undo()) {
		event.preventDefault();
	} else {
		const to = target(event, input);
		if (to)
			select(to);
		if (to || event.key === 'Enter')
			event.preventDefault();
	}
});

/* ---- typing */
let dirty = false;
const tell = text => {
	say.textContent = text;
};

body.addEventListener('focusin', event => {
	if (!isField(event.target))
		return;
	before = event.target.value;
	if (!isSelect(event.target))
		event.target.select();
});

body.addEventListener('beforeinput', event => {
	const refused = event.data && isNumber(event.target) &&
		event.inputType === 'insertText' && /[^\d.,\-\u2212\s]/.test(event.data);
	if (refused)
		event.preventDefault();
	tell(refused ? table.dataset.letters : '');
});

body.addEventListener('input', () => {
	dirty = true;
	refresh();
});

/* Write a figure as it is written, or say that it is none. */
function tidy(input) {
	if (!isNumber(input))
		return true;
	const v = parse(input.value, lang, decimals(input));
	const good = v !== undefined;
	if (good && v !== null && v !== UNKNOWN)
		input.value = show(v, lang, decimals(input));
	input.closest('td').classList.toggle('unread', !good);
	if (good)
		input.removeAttribute('aria-invalid');
	else
		input.setAttribute('aria-invalid', 'true');
	return good;
}

/*
 * While a button of the mouse is down nothing may move: what is said here
 * would push the page's buttons away from under it.
 */
let pressed = false, waiting = null;
function whenReleased(work) {
	if (pressed)
		waiting = work;
	else
		work();
}
document.addEventListener('mousedown', () => {
	pressed = true;
}, true);
document.addEventListener('mouseup', () => setTimeout(() => {
	pressed = false;
	if (waiting)
		waiting();
	waiting = null;
}), true);

body.addEventListener('focusout', event => {
	if (!isField(event.target) || event.target.value === before)
		return;
	const good = tidy(event.target);
	whenReleased(() => {
		tell(good ? '' : table.dataset.letters);
		refresh();
	});
});

/* ---- proposals of a register that is too large for the page */
let finding = 0;
async function propose(input) {
	const mine = ++finding, q = input.value.trim();
	if (q.length < 2)
		return;
	const answer = await fetch(input.list.dataset.find +
		encodeURIComponent(q));
	if (!answer.ok || mine !== finding)
		return;
	const found = await answer.json();
	input.list.textContent = '';
	for (const text of found)
		input.list.appendChild(new Option('', text));
}

body.addEventListener('input', event => {
	const input = event.target;
	if (input.list && input.list.dataset.find)
		setTimeout(() => propose(input).catch(() => undefined), 150);
});

/* ---- pasting a rectangle: row by row as printed, headings counted */
function put(input, text) {
	if (isSelect(input))
		return choose(input, text);
	input.value = text;
	return tidy(input);
}

/* An option by its code, or as it is called. */
function choose(input, text) {
	const same = o => o.value === text || o.text.trim().toLowerCase() ===
		text.trim().toLowerCase();
	const option = Array.from(input.options).find(same);
	if (option)
		input.value = option.value;
	input.closest('td').classList.toggle('unread', !option);
	return Boolean(option);
}

/* A list grows, if it can. */
function rowsFrom(tr, n) {
	const rows = () => Array.from(body.rows).filter(r => !r.hidden &&
		(!list || r.classList.contains('own')));
	const first = rows().indexOf(tr);
	while (list && rows().length < first + n && list.add())
		continue;
	return rows().slice(first, first + n);
}

function pasteInto(start, grid) {
	const changes = [];
	let cut = false;
	const col = start.cellIndex, rows = rowsFrom(start.parentNode, grid.length);
	grid.forEach((line, r) => line.forEach((text, c) => {
		const tr = rows[r], cell = tr && tr.cells[col + c];
		const input = inputOf(cell);
		if (!cell && text.trim() !== '')
			cut = true;
		if (!input)
			return;
		changes.push([input, input.value]);
		put(input, text.trim());
	}));
	pasted.push(changes);
	tell(cut ? table.dataset.cut : '');
	dirty = true;
}

body.addEventListener('paste', event => {
	const text = event.clipboardData.getData('text/plain');
	if (!isField(event.target) || !/[\t\n]/.test(text.trim()))
		return;
	event.preventDefault();
	pasteInto(event.target.closest('td'), text.replace(/\r/g, '')
		.replace(/\n$/, '').split('\n').map(line => line.split('\t')));
	before = event.target.value;
	refresh();
});

/* ---- previews */
/* The figure of code i as seen from a cell: along its row, or its column. */
function getter(cell, byRow, of) {
	return i => byRow
		? of(body.rows[i].cells[cell.cellIndex])
		: of(cell.parentNode.cells[i]);
}

/*
 * The figure of a cell by its place in the form; without row or column its
 * own.  A form of units has one row of its own, a list moves its rows.
 */
const finder = (cell, of) => (row, col) => {
	if (list && row !== undefined)
		return UNKNOWN;
	const tr = row === undefined || sums.length ? cell.parentNode
		: body.rows[row];
	return of(tr.cells[col === undefined ? cell.cellIndex : col]);
};

let moved = false;
function write(node, v, places) {
	const text = show(v, lang, places);
	if (v === UNKNOWN || node.textContent === text)
		return;
	node.textContent = text;
	moved = true;
}

/* The text of a computed cell stands before anything else in it. */
function textNode(cell) {
	if (!cell.firstChild || cell.firstChild.nodeType !== 3)
		cell.insertBefore(document.createTextNode(''), cell.firstChild);
	return cell.firstChild;
}

const places = cell => Number(cell.dataset.d || 0);

function compute(cell) {
	const byRow = cell.classList.contains('y');
	if (list && list.isEmpty(cell.parentNode)) {
		write(textNode(cell), null, 0);
		return;
	}
	const rule = byRow ? cell.parentNode.dataset.f
		: heads[cell.cellIndex].dataset.f;
	if (!rule)
		return;
	write(textNode(cell), evaluate(rule, getter(cell, byRow, value),
		finder(cell, value)), places(cell));
	if (under(cell, 'total'))
		write(under(cell, 'total'),
			evaluate(rule, getter(cell, byRow, total),
				finder(cell, total)), places(cell));
}

/*
 * A total that cannot be told here: the server's, while what it was made from
 * stands, else nothing.
 */
const told = new Map();
function writeTold(node, v, input, places) {
	if (!told.has(node))
		told.set(node, node.textContent);
	if (v !== UNKNOWN)
		write(node, v, places);
	else if (input.value === input.defaultValue)
		node.textContent = told.get(node);
	else
		write(node, null, 0);
}

/* Own and below make total, in the way in which the cell goes together. */
function addUp(cell) {
	const t = under(cell, 'total'), b = under(cell, 'below');
	const input = inputOf(cell);
	if (!t || !input)
		return;
	const own = value(cell);
	if (!isNumber(input))
		t.textContent = input.value;
	else if (cell.dataset.o)
		writeTold(t, together(cell.dataset.o,
			read(b.textContent.trim()), own), input, decimals(input));
	else if (own !== UNKNOWN)
		write(t, cell.dataset.s ? sum([own, read(b.textContent.trim())])
			: own, decimals(input));
}

/* Which of the units below was the last is not on the page. */
function rowsTogether(over, below, own) {
	if (over === 'max')
		return below.reduce((a, v) => together(over, a, v), own);
	return over === 'last' && own !== null ? own : UNKNOWN;
}

/* The row that adds up the rows of units above it; or shows the unit's own. */
function addRows(row) {
	if (list)
		return list.total(row, heads, (cell, v) =>
			write(textNode(cell), v, places(cell)));
	const above = Array.from(body.rows).filter(r => r !== row);
	const own = above.find(r => r.classList.contains('own'));
	heads.forEach((head, col) => {
		const cell = row.cells[col];
		const mine = own.cells[col], over = head.dataset.o;
		if (cell.tagName !== 'TD' || cell.classList.contains('x'))
			return;
		if (over && inputOf(mine))
			writeTold(textNode(cell), rowsTogether(over,
				above.filter(r => r !== own).map(r =>
					value(r.cells[col])), value(mine)),
			inputOf(mine), places(cell));
		else if (!over)
			write(textNode(cell), head.dataset.s
				? sum(above.map(r => value(r.cells[col])))
				: value(own.cells[col]), places(cell));
	});
	return undefined;
}

const rules = el => (el.dataset.c || '').split('|').filter(Boolean);
const wrongly = { '=': ' \u2260 ', '<=': ' > ', '<': ' \u2265 ',
	'>=': ' < ', '>': ' \u2264 ', '<>': ' = ' };

/*
 * The form's own checks: of a form of units or a list they are for a column,
 * in every row that is the unit's own.
 */
const formRules = Array.from(document.querySelectorAll('.gridrules span'));
const byCell = new Map();
function cellsOf(rule) {
	const at = rule.dataset.at.split(' ').filter(Boolean).map(Number);
	const col = n => n % heads.length;
	if (!list && !sums.length)
		return at.map(n => body.rows[(n - col(n)) / heads.length]
			.cells[col(n)]);
	const own = Array.from(body.querySelectorAll('tr.own'));
	return [].concat(...at.map(n => own.map(tr => tr.cells[col(n)])));
}

function placeRules() {
	byCell.clear();
	formRules.forEach(rule => cellsOf(rule).forEach(cell =>
		byCell.set(cell, (byCell.get(cell) || []).concat(rule))));
}

/* What does not hold in a cell: its rules as printed, and both sides. */
function violations(cell) {
	const column = heads[cell.cellIndex], row = cell.parentNode;
	const input = inputOf(cell);
	if (input && !isNumber(input) || cell.classList.contains('t'))
		return [];
	const broken = (el, byRow, code) => {
		const get = getter(cell, byRow, value), m = el.dataset.m;
		const at = finder(cell, value);
		return rules(el).filter(rule => isFalse(evaluate(rule, get, at)))
			.map(rule => [/^[<>=\u2260\u2264\u2265]/.test(m) ? code + m : m,
				words(rule, get, at)].filter(Boolean).join(': '));
	};
	const code = row.querySelector('.stt');
	const mine = (byCell.get(cell) || []).map(rule => rule.dataset.y
		? broken(rule, true, code ? firstText(code) : '')
		: broken(rule, false, firstText(column)));
	return Array.from(new Set(broken(column, false, firstText(column))
		.concat(column.dataset.y && code
			? broken(row, true, firstText(code)) : [], ...mine)));
}

function words(rule, get, at) {
	const op = wrongly[rule.split(' ').pop()];
	return op ? sides(rule, get, at).map(v => show(v, lang, 10)
		.replace(/([.,]\d*?)0+$/, '$1').replace(/[.,]$/, '')).join(op)
		: '';
}

function lead(cell, text) {
	const item = document.createElement('li');
	const link = document.createElement('a');
	link.href = '#';
	link.textContent = text;
	link.addEventListener('click', event => {
		event.preventDefault();
		if (inputOf(cell))
			select(inputOf(cell));
		else
			cell.scrollIntoView();
	});
	item.appendChild(link);
	return item;
}

/* What does not hold just now, leading there. */
function report() {
	const shown = document.createDocumentFragment();
	for (const cell of checked) {
		const texts = violations(cell);
		cell.classList.toggle('off', texts.length > 0);
		texts.forEach(text => shown.childNodes.length < 12 &&
			shown.appendChild(lead(cell, text)));
	}
	wrong.textContent = '';
	wrong.appendChild(shown);
}

let computed, sums, checked, added;
function collect() {
	inputs = Array.from(body.querySelectorAll(field))
		.filter(i => !i.closest('tr').hidden);
	computed = Array.from(body.querySelectorAll('.own .x, .sum .x'));
	sums = Array.from(body.querySelectorAll('tr.sum'));
	placeRules();
	checked = Array.from(body.querySelectorAll('.own td'))
		.filter(cell => heads[cell.cellIndex] &&
			(heads[cell.cellIndex].dataset.c ||
			cell.parentNode.dataset.c || byCell.has(cell)));
	added = inputs.map(i => i.closest('td'))
		.filter(c => under(c, 'total'));
}
const list = table.dataset.max ? makeList(table, { value, field,
	tell: text => tell(text),
	changed: () => {
		dirty = true;
		collect();
		refresh();
	} }) : null;
collect();

/* Computed cells may read computed cells: again, until nothing moves. */
function refresh() {
	let left = 10;
	added.forEach(addUp);
	do {
		moved = false;
		sums.forEach(addRows);
		computed.forEach(compute);
	} while (moved && --left > 0);
	report();
}

/* ---- leaving with something unsaved */
const form = table.closest('form');
if (form) {
	form.autocomplete = 'off';
	form.addEventListener('submit', () => {
		dirty = false;
	});
}
window.addEventListener('beforeunload', event => {
	if (dirty) {
		event.preventDefault();
		event.returnValue = '';
	}
});
