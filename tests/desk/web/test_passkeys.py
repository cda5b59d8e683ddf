"""Passkeys against a software authenticator: registered, used, removed; what is not accepted."""

import hashlib
import json
import secrets

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from glienicke.desk.store import members
from tests.desk.web.conftest import ORIGIN

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


class Authenticator:
    """A device with one key (ES256), which signs as the standard says: WebAuthn, sections 6.1, 6.5 and 7."""

    def __init__(self, rp_id: str = "localhost", origin: str = ORIGIN) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.rp_id, self.origin = secrets.token_bytes(16), rp_id, origin
        self.count, self.flags = 0, PRESENT | VERIFIED

    def _head(self, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, bytes]) -> dict:
        id = bytes_to_base64url(self.id)
        coded = {key: bytes_to_base64url(value) for key, value in response.items()}
        return {"id": id, "rawId": id, "type": "public-key", "response": coded, "clientExtensionResults": {}}

    def make(self, options: dict) -> dict:
        """Answer to a registration."""
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        told = self._head(self.flags | ATTESTED) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told + cbor2.dumps(cose)})
        client = self._client("webauthn.create", options["challenge"])
        return self._answer({"clientDataJSON": client, "attestationObject": attested})

    def get(self, options: dict, member: str = "") -> dict:
        """Answer to a sign-in."""
        client, told = self._client("webauthn.get", options["challenge"]), self._head(self.flags)
        signature = self.key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": told, "signature": signature}
        return self._answer({**parts, "userHandle": member.encode()})


def registered(client, device: Authenticator, name: str = "a laptop"):
    options = client.post("/account/passkeys/options").json()
    return client.post("/account/passkeys", json={"answer": device.make(options), "name": name})


def fresh(scene):
    client = scene.client()
    client.headers["Origin"] = ORIGIN
    return client


def signed_in(client, device: Authenticator):
    options = client.post("/sign-in/passkey/options").json()
    return client.post("/sign-in/passkey", json=device.get(options))


@pytest.fixture
def device(scene) -> Authenticator:
    """A device whose passkey is registered for the delegate of A."""
    device = Authenticator()
    assert registered(scene.client("a"), device).json() == {"to": "/account"}
    return device


def test_a_passkey_signs_in_time_and_again(scene, device):
    for _ in range(2):
        client = fresh(scene)
        assert signed_in(client, device).json() == {"to": "/"}
        assert client.get("/api/v1/me").json()["member"] == scene.ids["a"]


def test_options_ask_for_a_verified_person_and_name_nobody(scene, device):
    options = fresh(scene).post("/sign-in/passkey/options").json()
    assert options["userVerification"] == "required" and options["rpId"] == "localhost"
    assert not options.get("allowCredentials")
    made = scene.client("a").post("/account/passkeys/options").json()
    assert [one["id"] for one in made["excludeCredentials"]] == [bytes_to_base64url(device.id)]
    assert base64url_to_bytes(made["user"]["id"]).decode() == scene.ids["a"]


def test_a_removed_passkey_opens_nothing(scene, device):
    client = scene.client("a")
    assert "a laptop" in client.get("/account").text
    client.post("/account/passkeys/remove", data={"id": bytes_to_base64url(device.id)})
    assert "a laptop" not in client.get("/account").text
    assert signed_in(fresh(scene), device).status_code == 403


def test_nobody_removes_anothers_passkey(scene, device):
    scene.client("b").post("/account/passkeys/remove", data={"id": bytes_to_base64url(device.id)})
    assert signed_in(fresh(scene), device).status_code == 200


def test_what_is_not_accepted_reads_the_same(scene, device):
    stranger, unverified, elsewhere, other_name = Authenticator(), device, device, device
    client, said = fresh(scene), []
    said.append(signed_in(client, stranger))
    unverified.flags = PRESENT
    said.append(signed_in(client, unverified))
    unverified.flags = PRESENT | VERIFIED
    elsewhere.origin = "http://evil.example"
    said.append(signed_in(client, elsewhere))
    elsewhere.origin, other_name.rp_id = ORIGIN, "127.0.0.1"
    said.append(signed_in(client, other_name))
    other_name.rp_id = "localhost"
    device.key = ec.generate_private_key(ec.SECP256R1())
    said.append(signed_in(client, device))
    assert {(answer.status_code, answer.content) for answer in said} == {(403, said[0].content)}


def test_a_copied_key_whose_count_fell_back_is_refused(scene, device):
    assert signed_in(fresh(scene), device).status_code == 200
    device.count = 0
    assert signed_in(fresh(scene), device).status_code == 403


def test_a_challenge_is_good_once_and_for_two_minutes(scene, device):
    client = fresh(scene)
    options = client.post("/sign-in/passkey/options").json()
    assert client.post("/sign-in/passkey", json=device.get(options)).status_code == 200
    assert client.post("/sign-in/passkey", json=device.get(options)).status_code == 403
    client = fresh(scene)
    options = client.post("/sign-in/passkey/options").json()
    scene.clock.now += 121
    assert client.post("/sign-in/passkey", json=device.get(options)).status_code == 403


def test_a_challenge_of_one_use_is_no_good_for_another(scene, device):
    a, b = scene.client("a"), scene.client("b")
    options = a.post("/account/passkeys/options").json()
    assert fresh(scene).post("/sign-in/passkey", json=device.get(options)).status_code == 403
    options = a.post("/account/passkeys/options").json()
    answer = {"answer": Authenticator().make(options), "name": "b's"}
    assert b.post("/account/passkeys", json=answer).status_code == 422


def test_a_passkey_is_registered_once(scene, device):
    again = registered(scene.client("b"), device)
    assert again.status_code == 422 and "already" in again.json()["wrong"]


@pytest.mark.parametrize("answer", [{}, {"response": 1}, {"response": {"clientDataJSON": "!"}}, {"id": 7}])
def test_nonsense_is_refused(scene, answer):
    assert fresh(scene).post("/sign-in/passkey", json=answer).status_code == 403


def test_one_who_was_let_go_does_not_come_back(scene, device):
    members.let_go(scene.store, scene.ids["a"])
    assert signed_in(fresh(scene), device).status_code == 403


def test_under_an_address_in_numbers_the_page_says_why(scene):
    client = scene.client()
    client.base_url = "http://127.0.0.1:8017"
    client.get(f"/sign-in/link/{_link(scene)}")
    page = client.get("/account").text
    assert "not to an address in numbers" in page and f"{ORIGIN}/account" in page and 'id="new-passkey"' not in page


def _link(scene) -> str:
    return members.make_link(scene.store, scene.ids["a"])
