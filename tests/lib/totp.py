"""totp.py - codes as an app on a telephone makes them (RFC 6238)"""
import base64
import hashlib
import hmac
import html
import re
import struct
import time


def code(secret, at=None, steps=0):
    """secret: bytes; steps: so many half minutes off."""
    t = int(time.time() if at is None else at) // 30 + steps
    mac = hmac.new(secret, struct.pack('>Q', t), hashlib.sha1).digest()
    o = mac[-1] & 15
    n = struct.unpack('>I', mac[o:o + 4])[0] & 0x7fffffff
    return '%06d' % (n % 1000000)


def secret_of(page):
    """What the page of setting it up shows people, and holds."""
    shown = re.search(r"class='key'>([A-Z2-7 ]+)<", page).group(1)
    held = re.search(r"name='secret' value='([0-9a-f]+)'", page).group(1)
    secret = base64.b32decode(shown.replace(' ', ''))
    assert secret == bytes.fromhex(held)
    return secret


def codes_of(page):
    return [html.unescape(c) for c in
            re.findall(r'<li><code>([^<]+)</code></li>', page)]
