/*
 * tree.js - the tree of units opened in place, and walked by keyboard
 *
 * Each fold is a link to the page with that branch open; here the branch is
 * taken out of that page.  Arrows as in other trees: right opens, left closes
 * or goes up, up and down walk, Home and End lead to the ends.
 */
const tree = document.querySelector('ul.tree');
const branch = item => item.querySelector(':scope > ul');
const fold = item => item.querySelector(':scope > div > a.fold');
const name = item => item.querySelector(':scope > div > a:not(.fold)');

function show(item, open) {
	branch(item).hidden = !open;
	fold(item).setAttribute('aria-expanded', String(open));
}

async function load(item) {
	const link = fold(item);
	link.setAttribute('aria-busy', 'true');
	try {
		const answer = await fetch(link.href.split('#')[0]);
		const page = new DOMParser().parseFromString(await answer.text(),
			'text/html');
		const found = page.querySelector(`#${item.id} > ul`);
		if (!answer.ok || !found)
			throw new Error('no branch');
		for (const open of found.querySelectorAll('ul'))
			open.remove();
		item.append(found);
		show(item, true);
	} catch {
		location.href = link.href;
	} finally {
		link.removeAttribute('aria-busy');
	}
}

async function toggle(item, open) {
	if (!fold(item))
		return;
	if (branch(item))
		show(item, open);
	else if (open)
		await load(item);
}

tree.addEventListener('click', event => {
	const link = event.target.closest('a.fold');
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey)
		return;
	event.preventDefault();
	toggle(link.closest('li'), link.getAttribute('aria-expanded') !== 'true');
});

const seen = () => Array.from(tree.querySelectorAll('li'))
	.filter(item => !item.closest('ul[hidden]'));

tree.addEventListener('keydown', event => {
	const item = event.target.closest('li');
	const all = seen(), at = all.indexOf(item);
	const isOpen = branch(item) && !branch(item).hidden;
	const up = item.parentElement.closest('li');
	let to = null;
	if (event.ctrlKey || event.altKey || event.metaKey)
		return;
	if (event.key === 'ArrowDown')
		to = all[at + 1];
	else if (event.key === 'ArrowUp')
		to = all[at - 1];
	else if (event.key === 'Home')
		to = all[0];
	else if (event.key === 'End')
		to = all[all.length - 1];
	else if (event.key === 'ArrowLeft' && (!isOpen || !fold(item)))
		to = up;
	else if (event.key === 'ArrowLeft')
		toggle(item, false);
	else if (event.key === 'ArrowRight' && isOpen)
		to = all[at + 1];
	else if (event.key === 'ArrowRight')
		toggle(item, true);
	else
		return;
	event.preventDefault();
	if (to)
		name(to).focus();
});
