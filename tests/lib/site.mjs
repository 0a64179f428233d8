// site.mjs - for tests in JavaScript: a private site, and a browser to look at
// it with
//
//	const site = startSite("--seed", "demo");	// site.url, site.conf, ...
//	const browser = await openBrowser();
//	...
//	await browser.close(); site.stop();
import { execFileSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const source = process.env.BAOCAO_SOURCE ?? resolve(here, "../..");
export const build = process.env.BAOCAO_BUILD ?? resolve(source, "build");
const environment = {
	...process.env, BAOCAO_SOURCE: source, BAOCAO_BUILD: build,
};

function call(program, args, more = {}) {
	return execFileSync(program, args, {
		env: { ...environment, ...more },
		encoding: "utf8",
		stdio: ["ignore", "pipe", "inherit"],
		maxBuffer: 64 << 20,
	});
}

export function startSite(...options) {
	const program = resolve(here, "site");
	const vars = Object.fromEntries(call(program, ["start", ...options])
		.trim().split("\n").map((line) => {
			const at = line.indexOf("=");
			return [line.slice(0, at).toLowerCase(),
				line.slice(at + 1)];
		}));
	const site = {
		...vars,
		// the command line, for this site
		tool: (...args) => call(resolve(build, "tool/baocao"), args,
			{ BAOCAO_CONF: vars.conf }),
		// rows as arrays of text
		sql: (statement) => call("mariadb", ["--no-defaults",
			`--socket=${vars.sock}`, "--batch",
			"--skip-column-names",
			"--default-character-set=utf8mb4",
			vars.db, "-e", statement])
			.split("\n").filter(Boolean)
			.map((row) => row.split("\t")),
		control: (...args) => call(program, args),
		stop() {
			if (!stopped.has(vars.dir)) {
				stopped.add(vars.dir);
				call(program, ["stop", vars.dir]);
			}
		},
	};
	process.on("exit", () => site.stop());
	return site;
}
const stopped = new Set();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
	process.on(signal, () => process.exit(1));

// Debian's Chromium, without its own traffic.
export async function openBrowser(options = {}) {
	const { chromium } = await import(resolve(source,
		"tests/browser/node_modules/playwright-core/index.mjs"));
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync"],
		...options,
	});
}
