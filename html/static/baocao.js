/* baocao.js - small helps on every page; nothing depends on them */

/* What is wrong is where the reader begins. */
const wrong = document.getElementById('wrong');
if (wrong)
	wrong.focus();

/* Where we are is in sight, where a menu is wider than the screen. */
for (const here of Array.from(document.querySelectorAll(
	'.menu [aria-current], .tabs [aria-current]'))) {
	const row = here.closest('ul');
	row.scrollLeft = here.parentElement.offsetLeft - row.offsetLeft -
		(row.clientWidth - here.offsetWidth) / 2;
}

/* A form is sent once, however often the button is pressed. */
document.addEventListener('submit', event => {
	const form = event.target, asked = event.submitter;
	if (asked && asked.dataset.confirm && !confirm(asked.dataset.confirm))
		event.preventDefault();
	else if (form.dataset.sent)
		event.preventDefault();
	else if (form.method === 'post')
		form.dataset.sent = '1';
});
window.addEventListener('pageshow', () => {
	for (const form of Array.from(document.forms))
		delete form.dataset.sent;
});

/* Filters: rows that hold all the words, with or without their marks. */
const plain = text => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
	.replace(/[\u0111\u0110]/g, 'd').toLowerCase();

function filter(input, table, count) {
	const words = plain(input.value).split(/\s+/).filter(Boolean);
	let n = 0;
	for (const row of Array.from(table.tBodies[0].rows)) {
		const text = plain(row.textContent);
		row.hidden = !words.every(word => text.includes(word));
		n += row.hidden ? 0 : 1;
	}
	count.textContent = words.length ? String(n) : '';
}

for (const input of Array.from(document.querySelectorAll('[data-filter]'))) {
	const line = input.closest('.filter');
	const next = line.nextElementSibling;
	const table = next && next.querySelector('table');
	if (table) {
		line.hidden = false;
		input.addEventListener('input', () =>
			filter(input, table, line.querySelector('[role=status]')));
	}
}
