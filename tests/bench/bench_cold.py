#!/usr/bin/env python3
"""cold: from the start of a plain CGI program to the first byte of the sign-in
page, beside a bare C program that connects and prints."""
import os
import subprocess
import time

from site_for_bench import BUILD, Site, line, median

ROUNDS = 60

site = Site()
ENV = {"BAOCAO_CONF": site.conf, "GATEWAY_INTERFACE": "CGI/1.1",
       "REQUEST_METHOD": "GET", "SCRIPT_NAME": "/login",
       "REMOTE_ADDR": "127.0.0.1", "BENCH_SOCKET": site.socket,
       "BENCH_DB": "baocao", "BENCH_USER": "root"}


def first_byte(program):
    began = time.perf_counter()
    proc = subprocess.Popen([program], env=ENV, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert os.read(proc.stdout.fileno(), 1) == b"S"
    took = time.perf_counter() - began
    proc.stdout.read()
    proc.wait()
    return took


ours, bare = [], []
for _ in range(ROUNDS):
    ours.append(first_byte(BUILD + "/login.fcgi"))
    bare.append(first_byte(BUILD + "/tests/bench/bare_cgi"))
a, b = median(ours), median(bare)
line("cold", f"{a * 1e3:.2f}ms", f"{b * 1e3:.2f}ms", a / b, " at-most=3")
