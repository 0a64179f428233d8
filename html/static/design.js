/*
 * design.js - the designer by keyboard, without loading the page again
 *
 * Everything here does what links and forms on the page do: arrows go from
 * place to place and fetch the panel of it; keys press the panel's buttons; a
 * form is sent as it stands and what comes back takes the place of the page.
 */
const main = document.getElementById('main');
const rest = 180; /* ms on a place before its panel is fetched */
let timer = 0, asked = 0;

const designer = () => document.getElementById('designer');
const panel = () => document.getElementById('panel');
const box = () => designer() && designer().querySelector('.gridbox');
const placeOf = link => link && new URL(link.href).searchParams.get('at');
const chosen = () => panel() && panel().dataset.place;

/* The table as rows of cells, each under every row and column it covers. */
function matrix() {
	const rows = [];
	for (const row of Array.from(box().querySelectorAll('tr'))) {
		const y = row.rowIndex;
		let x = 0;
		rows[y] = rows[y] || [];
		for (const cell of Array.from(row.cells)) {
			while (rows[y][x])
				x++;
			for (let i = 0; i < cell.rowSpan; i++)
				for (let k = 0; k < cell.colSpan; k++) {
					rows[y + i] = rows[y + i] || [];
					rows[y + i][x + k] = cell;
				}
			x += cell.colSpan;
		}
	}
	return rows;
}

const linkIn = cell => cell && cell.querySelector('a');

/* The next cell with a place, from this one on. */
function beside(cell, dx, dy) {
	const rows = matrix();
	let y = rows.findIndex(row => row && row.includes(cell));
	if (y < 0)
		return null;
	let x = rows[y].indexOf(cell);
	if (dx > 0)
		x += cell.colSpan - 1;
	if (dy > 0)
		y += cell.rowSpan - 1;
	for (;;) {
		x += dx;
		y += dy;
		if (!rows[y] || x < 0 || y < 0 || x >= rows[y].length)
			return null;
		if (rows[y][x] !== cell && linkIn(rows[y][x]))
			return linkIn(rows[y][x]);
	}
}

/* One link of the table is in the order of tabs: the one that is chosen. */
function rove() {
	const links = Array.from(box().querySelectorAll('a'));
	const here = links.filter(link => placeOf(link) === chosen());
	const one = here.find(link => !link.closest('.hand')) || here[0] ||
		links[0];
	for (const link of links)
		link.tabIndex = link === one ? 0 : -1;
	return one;
}

function mark(place) {
	for (const at of Array.from(designer().querySelectorAll('.sel, .on'))) {
		at.classList.remove('sel', 'on');
		const link = at.querySelector('a');
		if (link)
			link.removeAttribute('aria-current');
	}
	for (const link of Array.from(designer().querySelectorAll('a'))) {
		if (placeOf(link) !== place || link.closest('.panel'))
			continue;
		const at = link.closest('th, td') || link;
		at.classList.add('sel');
		if (!at.matches('.hand'))
			link.setAttribute('aria-current', 'true');
	}
}

/* The panel of a place, and nothing else. */
async function show(place) {
	const turn = ++asked;
	const answer = await fetch(designer().dataset.panel + place);
	const text = await answer.text();
	if (turn !== asked || !answer.ok)
		return answer.ok;
	const got = new DOMParser().parseFromString(text, 'text/html');
	panel().replaceWith(got.getElementById('panel'));
	mark(place);
	rove();
	const url = new URL(location.href);
	url.searchParams.set('at', place);
	url.hash = '';
	history.replaceState(null, '', url);
	return true;
}

function go(link) {
	clearTimeout(timer);
	link.focus();
	link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
	mark(placeOf(link));
	timer = setTimeout(() => show(placeOf(link)), rest);
}

/* At once, for a key that needs the panel of where the focus is. */
async function ready() {
	const link = document.activeElement;
	clearTimeout(timer);
	if (link && link.closest('.gridbox') && placeOf(link) !== chosen())
		await show(placeOf(link));
}

/* What came back takes the place of what is there. */
function take(text, url) {
	const got = new DOMParser().parseFromString(text, 'text/html');
	const old = box(), at = old && [old.scrollLeft, old.scrollTop];
	const open = panel() && Array.from(panel().querySelectorAll('details'))
		.map(part => part.open);
	main.replaceChildren(...got.getElementById('main').childNodes);
	document.title = got.title;
	history.replaceState(null, '', url);
	if (!designer())
		return;
	if (at)
		box().scrollTo(at[0], at[1]);
	if (open && open.length ===
	    panel().querySelectorAll('details').length)
		panel().querySelectorAll('details').forEach((part, i) => {
			part.open = part.open || open[i];
		});
	const wrong = document.getElementById('wrong');
	const one = rove();
	one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
	(wrong || one).focus();
}

async function send(form, button) {
	const body = new URLSearchParams(new FormData(form));
	if (button && button.name)
		body.set(button.name, button.value);
	try {
		const answer = await fetch(form.action,
			{ method: 'POST', body });
		take(await answer.text(), answer.url);
	} catch (e) {
		form.submit();
	}
}

main.addEventListener('submit', event => {
	const form = event.target;
	if (!designer() || form.method !== 'post' ||
	    !new URL(form.action).pathname.includes('/form/draft/'))
		return;
	event.preventDefault();
	send(form, event.submitter);
});

main.addEventListener('click', event => {
	const link = event.target.closest('.designer a');
	if (!link || !placeOf(link) || event.ctrlKey || event.metaKey ||
	    event.shiftKey || event.button !== 0)
		return;
	event.preventDefault();
	clearTimeout(timer);
	show(placeOf(link)).then(() => {
		const one = rove();
		if (link.closest('.panel') || link.matches('.papertop, .paperend'))
			one.scrollIntoView({ block: 'nearest' });
		if (!link.matches('.papertop, .paperend'))
			one.focus();
	});
});

const button = op => panel().querySelector('.ops:not(.merge) [name=op][value=' +
	op + ']');

async function press(op) {
	await ready();
	const at = button(op);
	if (at)
		at.click();
}

function press_tool(name) {
	const at = main.querySelector('.tools [name=' + name + ']');
	if (at && !at.disabled)
		at.click();
}

/* The first field, or the label of what is chosen. */
async function edit() {
	await ready();
	const field = ['[name="p.label"]', '[name="p.title.vi"]',
		'.props input:not([type=hidden])', '.ops button']
		.map(one => panel().querySelector(one)).find(Boolean);
	if (field) {
		field.focus();
		if (field.select)
			field.select();
	}
}

/* How far a merged head is to reach. */
async function reach(dx) {
	await ready();
	const select = panel().querySelector('.merge select[name=to]');
	if (!select)
		return;
	const i = select.selectedIndex + dx;
	if (i >= 0 && i < select.options.length)
		select.selectedIndex = i;
	for (const cell of Array.from(box().querySelectorAll('.to')))
		cell.classList.remove('to');
	const options = Array.from(select.options).map(o => o.value);
	let a = options.indexOf(chosen()), b = select.selectedIndex;
	if (a < 0)
		a = b;
	for (let k = Math.min(a, b); k <= Math.max(a, b); k++)
		for (const link of Array.from(box().querySelectorAll('thead a')))
			if (placeOf(link) === options[k])
				link.closest('th').classList.add('to');
}

async function merge() {
	await ready();
	const text = panel().querySelector('.merge [name=text]');
	if (text)
		text.focus();
}

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1],
	ArrowDown: [0, 1] };
const moves = { ArrowLeft: 'back', ArrowUp: 'back', ArrowRight: 'forth',
	ArrowDown: 'forth' };

function in_table(event, link) {
	const to = arrows[event.key];
	if (to && event.altKey && event.shiftKey) {
		press(moves[event.key]);
	} else if (to && event.shiftKey && to[0] !== 0) {
		reach(to[0]);
	} else if (to && !event.altKey && !event.ctrlKey) {
		const next = beside(link.closest('th, td'), to[0], to[1]);
		if (next)
			go(next);
	} else if (event.key === 'Enter' || event.key === 'F2') {
		edit();
	} else if (event.key === 'Insert') {
		press(event.shiftKey ? 'before' : 'after');
	} else if (event.key === 'Delete') {
		press('delete');
	} else if (event.key === '<' || event.key === '>') {
		press(event.key === '<' ? 'out' : 'in');
	} else if (event.key === 'm' || event.key === 'M') {
		merge();
	} else
		return false;
	return true;
}

main.addEventListener('keydown', event => {
	if (!designer())
		return;
	const at = event.target;
	const typing = at.matches('input:not([type=checkbox]), textarea, select');
	const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey;
	let done = false;
	if (ctrl && !typing && /^[zy]$/i.test(event.key)) {
		press_tool(event.key.toLowerCase() === 'y' || event.shiftKey ?
			'redo' : 'undo');
		done = true;
	} else if (event.key === 'Escape' && at.closest('.panel')) {
		rove().focus();
		done = true;
	} else if (event.key === '?' && !typing) {
		const keys = main.querySelector('.keys');
		keys.open = !keys.open;
		done = true;
	} else if (at.closest('.gridbox') && at.matches('a') && !ctrl)
		done = in_table(event, at);
	if (done)
		event.preventDefault();
});

/* Items whose names have the words that are typed, below the field. */
let looking = 0;
async function look(field) {
	const turn = ++looking, words = field.value.trim();
	let list = field.parentNode.querySelector('.finds');
	if (!list) {
		list = document.createElement('div');
		list.className = 'finds';
		list.setAttribute('aria-live', 'polite');
		field.after(list);
	}
	if (words.length < 2) {
		list.replaceChildren();
		return;
	}
	const answer = await fetch(designer().dataset.items +
		encodeURIComponent(words));
	const text = await answer.text();
	if (turn === looking && answer.ok)
		list.replaceChildren(...new DOMParser().parseFromString(text,
			'text/html').body.childNodes);
}

main.addEventListener('input', event => {
	if (designer() && event.target.name === 'p.item') {
		clearTimeout(timer);
		timer = setTimeout(look, rest, event.target);
	}
});

main.addEventListener('click', event => {
	const at = event.target.closest('.finds button');
	if (!at)
		return;
	const field = at.closest('.field').querySelector('input');
	field.value = at.value;
	at.closest('.finds').replaceChildren();
	field.focus();
});

if (designer()) {
	const one = rove();
	if (new URL(location.href).searchParams.has('at') &&
	    !document.getElementById('wrong'))
		one.focus();
}
