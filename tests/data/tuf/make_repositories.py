#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes small TUF repositories in the shapes that other tools give theirs, with Python's own JSON and the
"cryptography" package: none of Upkeep's code takes part. Run once per shape; the results are golden files.

    ./make_repositories.py FOLDER
"""
import copy
import hashlib
import json
import pathlib
import sys

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

EXPIRES = "2046-05-04T12:00:00Z"


def canonical(value):
    """OLPC canonical JSON: sorted by code point, only quote and backslash escaped."""
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ",".join(canonical(each) for each in value) + "]"
    return "{" + ",".join(canonical(k) + ":" + canonical(v) for k, v in sorted(value.items())) + "}"


class Key:
    def __init__(self, kind, more=None, keytype=None, public=None, keyid=None):
        self.kind = kind
        self.private = {
            "ed25519": ed25519.Ed25519PrivateKey.generate,
            "ecdsa": lambda: ec.generate_private_key(ec.SECP256R1()),
            "rsa": lambda: rsa.generate_private_key(65537, 2048),
        }[kind]()
        scheme = {"ed25519": "ed25519", "ecdsa": "ecdsa-sha2-nistp256", "rsa": "rsassa-pss-sha256"}[kind]
        self.object = {"keytype": keytype or kind, "scheme": scheme, "keyval": {"public": public or self.public()}}
        self.object.update(more or {})
        self.id = keyid or hashlib.sha256(canonical(self.object).encode()).hexdigest()

    def public(self):
        form = serialization.PublicFormat
        if self.kind == "ed25519":
            return self.private.public_key().public_bytes(serialization.Encoding.Raw, form.Raw).hex()
        pem = self.private.public_key().public_bytes(serialization.Encoding.PEM, form.SubjectPublicKeyInfo)
        return pem.decode()

    def point(self):
        return self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint).hex()

    def sign(self, message):
        if self.kind == "ed25519":
            return self.private.sign(message).hex()
        if self.kind == "ecdsa":
            return self.private.sign(message, ec.ECDSA(hashes.SHA256())).hex()
        pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.DIGEST_LENGTH)
        return self.private.sign(message, pss, hashes.SHA256()).hex()


def document(body, keys, unsigned=(), indent=1):
    message = canonical(body).encode()
    signatures = [{"keyid": key.id, "sig": key.sign(message)} for key in keys]
    signatures += [{"keyid": key.id, "sig": ""} for key in unsigned]
    return json.dumps({"signatures": signatures, "signed": body}, indent=indent, sort_keys=True).encode()


def head(role, version=1, spec="1.0.31", **more):
    return {"_type": role, "spec_version": spec, "version": version, "expires": EXPIRES, **more}


def by_id(*keys):
    return {key.id: key.object for key in keys}


def role(keys, threshold=1, **more):
    return {"keyids": [key.id for key in keys], "threshold": threshold, **more}


def described(data, kinds=("sha256",)):
    return {"length": len(data), "hashes": {kind: hashlib.new(kind, data).hexdigest() for kind in kinds}}


def listed(version, data=None):
    return {"version": version, **(described(data) if data else {})}


class Site:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def metadata(self, name, data):
        path = self.folder / "metadata" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return data

    def target(self, path, data, kinds=("sha256",)):
        entry = described(data, kinds)
        for digest in entry["hashes"].values():
            file = self.folder / "targets" / pathlib.Path(path).parent / (digest + "." + pathlib.Path(path).name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return entry


def python_tuf(folder):
    """Three kinds of keys, a threshold of two, a rotation of root, hashes and lengths listed, hash-prefix bins."""
    site = Site(folder)
    first, second, third = Key("ed25519"), Key("rsa"), Key("ecdsa")
    online, signer, bins = Key("ecdsa"), Key("rsa"), Key("ed25519")
    body = head("root", consistent_snapshot=True, keys=by_id(first, second, online, signer), roles={
        "root": role([first, second], 2), "timestamp": role([online]),
        "snapshot": role([online]), "targets": role([signer])})
    site.metadata("1.root.json", document(body, [first, second]))
    body = copy.deepcopy(body)
    body.update(version=2, keys=by_id(first, third, online, signer))
    body["roles"]["root"] = role([first, third], 2)
    site.metadata("2.root.json", document(body, [first, second, third]))

    path = "packages/a b+c.txt"
    entry = site.target(path, b"python-tuf's artifact\n", ("sha256", "sha512"))
    digit = hashlib.sha256(path.encode()).hexdigest()[0]
    prefixes = [format(n, "x") for n in range(16)]
    roles = [{"name": "bins-" + half[0], "terminating": False, "path_hash_prefixes": half, **role([bins])}
             for half in (prefixes[:8], prefixes[8:])]
    targets = site.metadata("1.targets.json", document(
        head("targets", targets={}, delegations={"keys": by_id(bins), "roles": roles}), [signer]))
    entry["custom"] = {"note": "newline\n, tab\t, \\ and \U0001F600 before \uffee", "\U0001F600": 1, "\uffee": 2}
    files = {"targets.json": listed(1, targets)}
    for each in roles:
        found = {path: entry} if digit in each["path_hash_prefixes"] else {}
        data = site.metadata("1." + each["name"] + ".json", document(head("targets", targets=found), [bins]))
        files[each["name"] + ".json"] = listed(1, data)
    snapshot = site.metadata("1.snapshot.json", document(head("snapshot", meta=files), [online]))
    site.metadata("timestamp.json", document(
        head("timestamp", meta={"snapshot.json": listed(1, snapshot)}), [online]))


def tuf_on_ci(folder):
    """Members of its own everywhere, an empty signature of who has not signed yet, no hashes of metadata."""
    site = Site(folder)
    owner = Key("ecdsa", {"x-tuf-on-ci-keyowner": "@somebody"})
    absent = Key("ecdsa", {"x-tuf-on-ci-keyowner": "@-test-user-"})
    online = Key("ecdsa", {"x-tuf-on-ci-online-uri": "gcpkms:projects/some/keys/online/versions/1"})
    period = {"x-tuf-on-ci-expiry-period": 7300, "x-tuf-on-ci-signing-period": 60}
    site.metadata("1.root.json", document(head(
        "root", consistent_snapshot=True, keys=by_id(owner, online), roles={
            "root": role([owner]), "targets": role([owner]), "snapshot": role([online], **period),
            "timestamp": role([online], **period)}, **period), [owner]))
    paths = ["delegatedrole/" + "/".join("*" * n) for n in range(1, 5)]
    site.metadata("1.targets.json", document(head("targets", targets={}, delegations={
        "keys": by_id(owner, absent), "roles": [
            {"name": "delegatedrole", "paths": paths, "terminating": True, **role([owner, absent])}]}, **period),
        [owner]))
    entry = site.target("delegatedrole/artifact", b"tuf-on-ci's artifact\n")
    site.metadata("2.delegatedrole.json", document(
        head("targets", 2, targets={"delegatedrole/artifact": entry}, **period), [owner], [absent]))
    meta = {"targets.json": listed(1), "delegatedrole.json": listed(2)}
    site.metadata("2.snapshot.json", document(head("snapshot", 2, meta=meta), [online]))
    site.metadata("timestamp.json", document(head("timestamp", 2, meta={"snapshot.json": listed(2)}), [online]))


def sigstore(folder):
    """Old spec_version and key type, keyid_hash_algorithms, custom members, five root keys of which three sign."""
    site = Site(folder)
    more = {"keyid_hash_algorithms": ["sha256", "sha512"]}
    holders = [Key("ecdsa", more, keytype="ecdsa-sha2-nistp256") for _ in range(5)]
    online = Key("ecdsa", more)
    site.metadata("1.root.json", document(head(
        "root", spec="1.0", consistent_snapshot=True, keys=by_id(online, *holders), roles={
            "root": role(holders, 3), "targets": role(holders, 3),
            "snapshot": role([online]), "timestamp": role([online])}), holders[1:4], indent="\t"))
    entry = site.target("trusted_root.json", b'{"shape": "sigstore"}\n', ("sha256", "sha512"))
    entry["custom"] = {"sigstore": {"status": "Active", "uri": "https://example.test", "usage": "Unknown"}}
    targets = site.metadata("1.targets.json", document(
        head("targets", spec="1.0", targets={"trusted_root.json": entry}), holders[:3], indent=None))
    snapshot = site.metadata("1.snapshot.json", document(
        head("snapshot", spec="1.0", meta={"targets.json": listed(1, targets)}), [online], indent=None))
    site.metadata("timestamp.json", document(
        head("timestamp", spec="1.0", meta={"snapshot.json": listed(1, snapshot)}), [online], indent=None))


def refused(folder):
    """Roots that other clients once took, each with one fault, signed properly."""
    site = Site(folder)

    def root(name, key, **change):
        body = head("root", consistent_snapshot=True, keys=by_id(key), roles={
            each: role([key]) for each in ("root", "timestamp", "snapshot", "targets")})
        body.update(change)
        site.metadata(name, document(body, [key]))

    root("fraction-and-zone-in-expires.json", Key("ecdsa"), expires="2046-12-18T13:28:12.99008-06:00")
    root("zone-in-expires.json", Key("ecdsa"), expires="2046-12-18T13:28:12-06:00")
    key = Key("ecdsa", keytype="ecdsa-sha2-nistp256")
    key.object["keyval"]["public"] = key.point()
    key.id = hashlib.sha256(canonical(key.object).encode()).hexdigest()
    root("hex-ecdsa-key.json", key)
    root("key-id-is-not-the-hash.json", Key("ecdsa", keyid="a" * 64))
    root("no-consistent-snapshot.json", Key("ecdsa"), consistent_snapshot=None)
    root("spec-2.json", Key("ecdsa"), spec_version="2.0.0")
    root("version-as-float.json", Key("ecdsa"), version=1)
    data = (site.folder / "metadata" / "version-as-float.json").read_bytes()
    site.metadata("version-as-float.json", data.replace(b'"version": 1', b'"version": 1.0'))


if __name__ == "__main__":
    base = pathlib.Path(sys.argv[1])
    python_tuf(base / "python-tuf")
    tuf_on_ci(base / "tuf-on-ci")
    sigstore(base / "sigstore")
    refused(base / "refused")
