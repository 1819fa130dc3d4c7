#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads a published site as another implementation would: Python's JSON, the "cryptography" package, nothing of
Upkeep's. Prints the targets it could verify; anything wrong ends it with an exception.

    ./read_repository.py SITE TRUSTED_ROOT NOW
"""
import hashlib
import json
import pathlib
import sys
import urllib.parse

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding

from make_repositories import canonical


def no_duplicates(members):
    names = [name for name, _ in members]
    assert len(names) == len(set(names)), names
    return dict(members)


def parse(data):
    return json.loads(data, object_pairs_hook=no_duplicates)


def check_signature(key, signature, message):
    public, scheme = key["keyval"]["public"], key["scheme"]
    if scheme == "ed25519":
        ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
        return
    loaded = serialization.load_pem_public_key(public.encode())
    if scheme == "ecdsa-sha2-nistp256":
        loaded.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    else:
        assert scheme == "rsassa-pss-sha256", scheme
        pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.DIGEST_LENGTH)
        loaded.verify(signature, message, pss, hashes.SHA256())


class Site:
    def __init__(self, folder, now):
        self.folder = pathlib.Path(folder)
        self.now = now

    def metadata(self, name):
        return (self.folder / "metadata" / name).read_bytes()

    def verified(self, data, kind, keys, role):
        document = parse(data)
        body = document["signed"]
        message = canonical(body).encode()
        good = set()
        for signature in document["signatures"]:
            if signature["keyid"] not in role["keyids"] or not signature["sig"]:
                continue  # somebody else's, or somebody who has not signed yet
            key = keys[signature["keyid"]]
            assert hashlib.sha256(canonical(key).encode()).hexdigest() == signature["keyid"]
            check_signature(key, bytes.fromhex(signature["sig"]), message)
            good.add(signature["keyid"])
        assert len(good) >= role["threshold"] >= 1, kind
        assert body["_type"] == kind and body["spec_version"].startswith("1."), kind
        return body

    def fresh(self, body):
        assert body["expires"] > self.now, body["expires"]
        return body

    def listed(self, name, entry):
        data = self.metadata("{}.{}".format(entry["version"], name))
        assert entry.get("length", len(data)) == len(data), name
        for kind, digest in entry.get("hashes", {}).items():
            assert hashlib.new(kind, data).hexdigest() == digest, name
        return data

    def last_root(self, trusted):
        root = parse(trusted)["signed"]
        root = self.verified(trusted, "root", root["keys"], root["roles"]["root"])
        while (self.folder / "metadata" / "{}.root.json".format(root["version"] + 1)).exists():
            data = self.metadata("{}.root.json".format(root["version"] + 1))
            self.verified(data, "root", root["keys"], root["roles"]["root"])
            later = parse(data)["signed"]
            later = self.verified(data, "root", later["keys"], later["roles"]["root"])
            assert later["version"] == root["version"] + 1
            root = later
        return self.fresh(root)

    def role(self, snapshot, name, keys, role):
        file = urllib.parse.quote(name, "") + ".json"
        entry = snapshot["meta"][name + ".json"]
        body = self.fresh(self.verified(self.listed(file, entry), "targets", keys, role))
        assert body["version"] == entry["version"], name
        for path, target in body["targets"].items():
            self.target(path, target)
            print(name, path)
        delegations = body.get("delegations", {"keys": {}, "roles": []})
        for each in delegations["roles"]:
            self.role(snapshot, each["name"], delegations["keys"], each)

    def target(self, path, entry):
        for kind, digest in entry["hashes"].items():
            place = pathlib.Path(path)
            data = (self.folder / "targets" / place.parent / (digest + "." + place.name)).read_bytes()
            assert len(data) == entry["length"] and hashlib.new(kind, data).hexdigest() == digest, path

    def read(self, trusted):
        root = self.last_root(trusted)
        keys, roles = root["keys"], root["roles"]
        assert root["consistent_snapshot"] is True
        timestamp = self.fresh(self.verified(self.metadata("timestamp.json"), "timestamp", keys, roles["timestamp"]))
        entry = timestamp["meta"]["snapshot.json"]
        snapshot = self.verified(self.listed("snapshot.json", entry), "snapshot", keys, roles["snapshot"])
        assert self.fresh(snapshot)["version"] == entry["version"]
        self.role(snapshot, "targets", keys, roles["targets"])


if __name__ == "__main__":
    Site(sys.argv[1], sys.argv[3]).read(pathlib.Path(sys.argv[2]).read_bytes())
