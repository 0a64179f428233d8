#!/usr/bin/env python3
"""verify: entries a second of `baocao verify' over chains, heads and seals,
beside bare hashing of the same bytes in memory; how long sealing and archiving
take, and how large it all is.  BENCH_ENTRIES says how many (200000)."""
import json
import os
import subprocess
import time

from site_for_bench import BUILD, Site, line, median

N = int(os.environ.get("BENCH_ENTRIES", 200000))
STREAMS = max(1, N // 90)
N -= N % STREAMS
RECORD = BUILD + "/tests/bench/record"

site = Site()
with open(site.conf, "a") as f:
    f.write(f"sign_key = {site.dir}/sign.key\n"
            f"anchor_file = {site.dir}/anchors\n")
site.tool("sign", "init")
site.tool("audit", "seal")  # what making the site has left
client = ["mariadb", "--no-defaults", "-u", "root", "-S", site.socket, "baocao"]
with subprocess.Popen([RECORD, "fill", str(N), str(STREAMS)],
                      stdout=subprocess.PIPE) as fill:
    subprocess.run(client, stdin=fill.stdout, check=True,
                   stdout=subprocess.DEVNULL)


def timed(*argv):
    began = time.monotonic()
    out = subprocess.run(
        [BUILD + "/tool/baocao", "--json", *argv], check=True,
        stdout=subprocess.PIPE, env=dict(os.environ, BAOCAO_CONF=site.conf))
    return time.monotonic() - began, json.loads(out.stdout)


took, said = timed("audit", "seal")
assert said["entries"] >= N, said
print(f"# sealed {said['entries']} entries in {said['seals']} seals in"
      f" {took:.1f} s: {said['entries'] / took:.0f}/s", flush=True)
site.sql("INSERT INTO audit SELECT stream, seq + 100000, format, at, person_id,"
         " behalf_id, role, act, object, object_id, request, address,"
         " address_salt, address_sha, salt, detail, was, became, blanked, body_sha, prev, hash, NULL FROM audit"
         " ORDER BY stream, seq LIMIT 100")
took, said = timed("audit", "seal")
print(f"# 100 more beside {N} sealed ones: {took * 1000:.0f} ms", flush=True)
site.sql("DELETE FROM audit WHERE seq > 100000; DELETE FROM seal ORDER BY no"
         " DESC LIMIT 1")
os.remove(site.dir + "/anchors")
timed("audit", "anchor")
site.sql("ANALYZE TABLE audit")
for name, data, index in site.sql(
        "SELECT table_name, data_length / 1048576, index_length / 1048576 FROM"
        " information_schema.tables WHERE table_schema = 'baocao' AND"
        " table_name IN ('audit', 'audit_head', 'seal') ORDER BY 1"):
    print(f"# {name}: {float(data):.0f} MiB, its indexes {float(index):.0f}"
          " MiB", flush=True)
rates = {"ours": [], "bare": []}
for i in range(5):
    took, said = timed("verify")
    assert said["good"] and said["entries"] >= N, said
    bare = float(subprocess.run([RECORD, "hash", str(N), "1"], check=True,
                                stdout=subprocess.PIPE).stdout)
    rates["ours"].append(said["entries"] / took)
    rates["bare"].append(bare)
a, b = median(rates["ours"]), median(rates["bare"])
line("verify", f"{a:.0f}/s", f"{b:.0f}/s", a / b,
     f" at-least=0.3 entries={said['entries']} seals={said['seals']}")

path = site.dir + "/archive.jsonl"
took, said = timed("audit", "archive", time.strftime("%Y-%m"), path)
print(f"# archived {said['entries']} entries in {took:.1f} s:"
      f" {said['entries'] / took:.0f}/s,"
      f" {os.path.getsize(path) / said['entries']:.0f} bytes each", flush=True)
took, said = timed("verify", "--archive", path)
print(f"# verified the file and what is left in {took:.1f} s", flush=True)
