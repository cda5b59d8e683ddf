"""Passkeys (Web Authentication, W3C level 2, through the library `webauthn`): registering one, signing in with one.

A passkey is bound to the name under which the desk is open (`rp_id`): to `localhost` on one's own machine. An address
in numbers such as 127.0.0.1 is no name, and browsers refuse it. A challenge is good once, for two minutes, and for what
it was made for.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from glienicke.desk.settings import Settings
from glienicke.desk.store import members
from glienicke.desk.store.engine import Store

GOOD_S = 120
KEPT_MAX = 5_000
MUST = UserVerificationRequirement.REQUIRED


class NotAccepted(Exception):
    """A passkey that does not open the desk; the text says why as far as that helps nobody else."""


@dataclass
class Challenges:
    """Challenges that were handed out and not yet answered. tick: seconds."""

    tick: Callable[[], float]
    _open: OrderedDict[bytes, tuple[str, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, challenge: bytes, use: str) -> None:
        """Remember one. use: `sign-in`, or the member who registers."""
        with self._lock:
            self._open[challenge] = (use, self.tick() + GOOD_S)
            while len(self._open) > KEPT_MAX:
                self._open.popitem(last=False)

    def take(self, challenge: bytes, use: str) -> bool:
        """Use one up; whether it was open for this use."""
        with self._lock:
            found, until = self._open.pop(challenge, ("", 0.0))
        return found == use and self.tick() < until


def register_options(store: Store, settings: Settings, open_: Challenges, member: str, called: str) -> dict[str, Any]:
    """What the browser needs to make a passkey."""
    known = [PublicKeyCredentialDescriptor(base64url_to_bytes(key.id)) for key in members.credentials_of(store, member)]
    options = webauthn.generate_registration_options(
        rp_id=settings.rp_id,
        rp_name="glienicke desk",
        user_id=member.encode("ascii"),
        user_name=called,
        exclude_credentials=known,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=MUST
        ),
    )
    open_.put(options.challenge, f"register {member}")
    return dict(json.loads(webauthn.options_to_json(options)))


def register(
    store: Store, settings: Settings, open_: Challenges, member: str, answer: dict[str, Any], name: str
) -> None:
    """Keep the passkey that the browser made. Raises NotAccepted."""
    challenge = _challenge(open_, answer, f"register {member}")
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=settings.rp_id,
            expected_origin=settings.origin,
            require_user_verification=True,
        )
        called = " ".join(name.split())[:100] or "a passkey"
        id = bytes_to_base64url(made.credential_id)
        members.add_credential(store, member, id, made.credential_public_key, made.sign_count, called)
    except WebAuthnException as error:
        raise NotAccepted(f"the passkey was not taken: {error}") from None
    except ValueError as error:
        raise NotAccepted(str(error)) from None


def sign_in_options(settings: Settings, open_: Challenges) -> dict[str, Any]:
    """What the browser needs to sign in; it names nobody, so that nothing can be learned of who is a member."""
    options = webauthn.generate_authentication_options(rp_id=settings.rp_id, user_verification=MUST)
    open_.put(options.challenge, "sign-in")
    return dict(json.loads(webauthn.options_to_json(options)))


def sign_in(store: Store, settings: Settings, open_: Challenges, answer: dict[str, Any]) -> str:
    """The member whom a passkey signs in. Raises NotAccepted; for an unknown passkey in the words for a wrong one."""
    challenge = _challenge(open_, answer, "sign-in")
    key = members.credential_of(store, str(answer.get("id", ""))[:2000])
    if key is None or members.who_is(store, key.member) is None:
        raise NotAccepted("this passkey does not open the desk")
    try:
        checked = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=settings.rp_id,
            expected_origin=settings.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise NotAccepted("this passkey does not open the desk") from None
    if not members.credential_used(store, key.id, checked.new_sign_count, key.sign_count):
        raise NotAccepted("this passkey does not open the desk")
    return key.member


def _challenge(open_: Challenges, answer: dict[str, Any], use: str) -> bytes:
    """The challenge that an answer is to, used up."""
    try:
        told = json.loads(base64url_to_bytes(str(answer["response"]["clientDataJSON"])))
        challenge = base64url_to_bytes(str(told["challenge"]))
    except (KeyError, TypeError, ValueError):
        raise NotAccepted("the browser's answer cannot be read") from None
    if not open_.take(challenge, use):
        raise NotAccepted("this took too long, or was answered already; try again")
    return challenge
