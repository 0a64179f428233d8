/*
 * reform.js - while a reorganisation is carried out, its page takes the next
 * step by itself; without a script the button does, or the cron URL.
 */
const form = document.querySelector('.go form');
if (form)
	setTimeout(() => form.requestSubmit(), 500);
