// provider.mjs - an OpenID provider of our own, for as long as a test runs
//
//	const idp = await startProvider({ client, secret, site });
//	idp.issuer	http://127.0.0.1:PORT
//	idp.asked	how often somebody typed who they are
//	await idp.stop();
//
// It is oidc-provider from the registry, with a sign-in page of ours: whoever
// says to be somebody is, with a second factor if they tick the box.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const page = (title, body) => `<!DOCTYPE html><html lang="vi"><head>` +
	`<meta charset="utf-8"/><title>${title}</title></head><body>` +
	`<h1>${title}</h1>${body}</body></html>`;
const form = (uid) => page("Provider", `<form method="post"` +
	` action="/interaction/${uid}"><label>Who are you?` +
	` <input name="login" autofocus="autofocus"/></label>` +
	` <label><input type="checkbox" name="second"/> second factor</label>` +
	` <label><input type="checkbox" name="earlier"/> an hour ago</label>` +
	` <button>Sign in at the provider</button></form>`);

async function bodyOf(request) {
	let text = "";
	for await (const part of request)
		text += part;
	return new URLSearchParams(text);
}

function configuration({ client, secret, site }) {
	return {
		clients: [{
			client_id: client,
			client_secret: secret,
			redirect_uris: [`${site}/login/oidc`],
			post_logout_redirect_uris: [`${site}/login`],
			response_types: ["code"],
			grant_types: ["authorization_code"],
			require_auth_time: true,
		}],
		cookies: { keys: ["of a test"] },
		conformIdTokenClaims: false,
		claims: {
			openid: ["sub", "amr", "acr", "auth_time"],
			profile: ["preferred_username", "name"],
			email: ["email", "email_verified"],
		},
		features: {
			devInteractions: { enabled: false },
			rpInitiatedLogout: {
				enabled: true,
				logoutSource: async (ctx, form) => {
					ctx.body = page("Provider", form +
						'<button form="op.logoutForm"' +
						' name="logout" value="yes">' +
						"Sign out</button>");
				},
			},
		},
		pkce: { required: () => true },
		interactions: { url: (ctx, i) => `/interaction/${i.uid}` },
		findAccount: (ctx, id) => ({
			accountId: id,
			claims: async () => ({ sub: id, preferred_username: id,
				name: id, email: `${id}@example.vn`,
				email_verified: true }),
		}),
		// nobody is asked whether our own site may know who they are
		loadExistingGrant: async (ctx) => {
			const { oidc } = ctx;
			const grant = new oidc.provider.Grant({
				clientId: oidc.client.clientId,
				accountId: oidc.session.accountId,
			});
			grant.addOIDCScope("openid profile email");
			await grant.save();
			return grant;
		},
	};
}

export async function startProvider(options) {
	const server = createServer();
	await new Promise((r) => server.listen(0, "127.0.0.1", r));
	const issuer = `http://127.0.0.1:${server.address().port}`;
	// its warnings are of development keys, which a test has
	const { warn } = console;
	console.warn = () => {};
	const provider = new Provider(issuer, configuration(options));
	console.warn = warn;
	const answer = provider.callback();
	const idp = { issuer, asked: 0 };

	async function interaction(request, response) {
		const { uid } = await provider.interactionDetails(request,
			response);
		if (request.method !== "POST") {
			response.setHeader("Content-Type",
				"text/html; charset=utf-8");
			response.end(form(uid));
			return;
		}
		const typed = await bodyOf(request);
		idp.asked += 1;
		const now = Math.floor(Date.now() / 1000);
		await provider.interactionFinished(request, response, {
			login: {
				accountId: typed.get("login"),
				ts: typed.has("earlier") ? now - 3600 : now,
				amr: typed.has("second") ? ["pwd", "otp"]
					: ["pwd"],
			},
		}, { mergeWithLastSubmission: false });
	}
	server.on("request", (request, response) => {
		if (!request.url.startsWith("/interaction/"))
			return answer(request, response);
		interaction(request, response).catch((e) => {
			response.statusCode = 400;
			response.end(String(e));
		});
	});
	idp.stop = () => new Promise((r) => {
		server.close(r);
		server.closeAllConnections();
	});
	return idp;
}
