/*
 * list.js - rows of a list in the entry grid: added, removed, moved and summed
 * up as one works.  Each button does the same by plain submission; a row with a
 * file is left to the server.
 */
import { UNKNOWN, sum } from './calc.js';

/* Of a cell that a row has: its named field, also a hidden one. */
const named = cell => cell.querySelector('[name]:not(button)');

export function makeList(table, grid) {
	const body = table.tBodies[0];
	const max = Number(table.dataset.max), cols = Number(table.dataset.cols);
	const own = () => Array.from(body.querySelectorAll('tr.own'));
	const seen = () => own().filter(row => !row.hidden);
	const numberOf = row => Number(row.querySelector('.act button')
		.value.split(' ')[1]);
	const fields = row => Array.from(row.cells).map(named).filter(Boolean);
	const isEmpty = row => row.classList.contains('own') &&
		fields(row).every(f => f.value.trim() === '');
	const hasFile = row => fields(row).some(f => f.type === 'hidden' &&
		f.value !== '');

	/* ---- adding */
	function renumber(row, n) {
		for (const f of fields(row)) {
			f.name = 'c' + (n * cols + Number(f.name.slice(1)) % cols);
			if (f.id)
				f.id = f.name;
		}
		for (const b of row.querySelectorAll('button[name=op]')) {
			const [word, was] = b.value.split(' ');
			const to = word === 'file' ? n * cols + Number(was) % cols : n;
			b.value = word + ' ' + to;
			if (b.id)
				b.id = 'c' + to;
			if (word === 'file')
				continue;
			b.title = b.title.replace(was, n);
			b.setAttribute('aria-label', b.title);
		}
		const head = row.querySelector('th.stt');
		if (head) {
			head.textContent = n;
			head.id = 'row' + n;
			for (const f of row.querySelectorAll('[aria-labelledby]'))
				f.setAttribute('aria-labelledby', head.id + ' ' +
					f.getAttribute('aria-labelledby').split(' ')[1]);
		}
	}

	function clean(row) {
		for (const tip of row.querySelectorAll('.tip, .file a'))
			tip.remove();
		for (const cell of row.cells)
			cell.classList.remove('in', 'bad', 'warn', 'changed',
				'unread', 'off');
		for (const f of fields(row)) {
			f.value = '';
			f.removeAttribute('value');
			f.removeAttribute('aria-invalid');
			f.removeAttribute('aria-describedby');
		}
	}

	/* One more row at the end: a hidden one, or a new one; null: full. */
	function add() {
		const rows = own(), last = rows[rows.length - 1];
		if (last.hidden) {
			last.hidden = false;
			grid.changed();
			return last;
		}
		const n = numberOf(last) + 1;
		if (n > max)
			return null;
		const row = last.cloneNode(true);
		renumber(row, n);
		clean(row);
		last.after(row);
		grid.changed();
		return row;
	}

	/* ---- removing and moving */
	function remove(row) {
		const rows = seen(), at = rows.indexOf(row);
		const next = rows[at + 1] || rows[at - 1];
		clean(row);
		if (next) {
			row.hidden = true;
			next.querySelector(grid.field).focus();
		}
		grid.changed();
	}

	function move(row, step) {
		const rows = seen().filter(r => r === row || !isEmpty(r));
		const other = rows[rows.indexOf(row) + step];
		if (!other)
			return;
		const a = fields(row), b = fields(other);
		a.forEach((f, i) => {
			[f.value, b[i].value] = [b[i].value, f.value];
		});
		other.querySelector(grid.field).focus();
		grid.changed();
	}

	/* True: done here; false: the button submits. */
	function act(word, row) {
		if (word === 'add') {
			let row1 = null;
			for (let i = 0; i < 5; i++)
				row1 = add() || row1;
			grid.tell(row1 ? '' : table.dataset.full);
			return true;
		}
		if (!row || word === 'file' || own().some(hasFile))
			return false;
		if (word === 'remove')
			remove(row);
		else
			move(row, word === 'up' ? -1 : 1);
		return true;
	}

	table.closest('form').addEventListener('click', event => {
		const button = event.target.closest('button[name=op]');
		if (button && act(button.value.split(' ')[0],
		    button.closest('tr.own')))
			event.preventDefault();
	});

	/* ---- the total row */
	const count = cells => ({ n: BigInt(cells.length), d: BigInt(1) });
	function under(kind, col) {
		const cells = seen().filter(row => !isEmpty(row))
			.map(row => row.cells[col]);
		const below = Array.from(body.querySelectorAll('tr.child'))
			.map(row => grid.value(row.cells[col]))
			.filter(v => v !== null && v !== UNKNOWN);
		const filled = cells.filter(cell => {
			const f = named(cell);
			return f ? f.value.trim() !== '' : cell.textContent.trim();
		});
		if (kind === 'count')
			return sum([count(filled)].concat(below));
		if (kind === 'sum')
			return sum(cells.map(grid.value).concat(below));
		return UNKNOWN;
	}

	/* Sums and counts; ratios are computed, means are the server's. */
	function total(row, heads, write) {
		heads.forEach((head, col) => {
			const kind = head.dataset.t, cell = row.cells[col];
			if (kind === 'sum' || kind === 'count')
				write(cell, typeof BigInt === 'function'
					? under(kind, col) : UNKNOWN);
		});
	}

	return { add, isEmpty, total };
}
