"""The one object through which pages read and write, in the name of whoever asks.

Every method first looks at who asks, and raises NotThere both for what does not exist and for what is not theirs; on
PostgreSQL the database looks a second time (row-level security). Staff: mediators and analysts of the case.

    cases                                           everybody: the cases that they were let into
    mark                                            everybody: a text that changes whenever something changes for them

    texts texts_at history branches branch drop_branch export edit replace_text undo redo      staff
    bring disk_state take_from_disk write_to_disk                                              mediators
    documents document suggestions add_document suggest accept        staff
    look last_look                                                    staff
    reject take_back                                                                           staff
    submit job jobs stop                                                                       staff
    forget erase_case                                                                          mediators
    members invite admit dismiss                                                               mediators

    say messages publications     mediators (naming the party) and that party's delegates
    publish                       mediators
    scorecard score               delegates
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.case.new import id_fault
from glienicke.desk import cached
from glienicke.desk.cached import loaded
from glienicke.desk.store import channel, documents, entries, forgetting, jobs, members, revisions, tables
from glienicke.desk.store.channel import Kind, Message, Publication, Score
from glienicke.desk.store.documents import Document, Suggestion
from glienicke.desk.store.documents import State as Decided
from glienicke.desk.store.engine import KEEPER
from glienicke.desk.store.jobs import Job
from glienicke.desk.store.members import INVITATION_S, Member
from glienicke.desk.store.problems import Changed, Faulty, NotThere, Problem, Refused
from glienicke.desk.store.revisions import MAIN, BranchLine, Change
from glienicke.desk.store.scope_looks import KIND, LooksScope
from glienicke.desk.store.scope_texts import DiskFile, TextsScope
from glienicke.desk.store.texts import Texts, contents_with
from glienicke.desk.who import Role

__all__ = [
    "MAIN",
    "BranchLine",
    "CaseLine",
    "Change",
    "Changed",
    "DiskFile",
    "Document",
    "Faulty",
    "Job",
    "Member",
    "Message",
    "NotThere",
    "Problem",
    "Publication",
    "Refused",
    "Scope",
    "Score",
    "Suggestion",
    "Texts",
]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a list shows it. title: what the file calls it; a delegate sees its id. changed_at: ISO, UTC: when
    anything changed for whoever asks; empty if nothing ever did."""

    id: str
    title: str
    role: Role
    party: str | None
    changed_at: str


class Scope(TextsScope, LooksScope):
    """One asker and the store; see the top of this file."""

    def cases(self) -> tuple[CaseLine, ...]:
        """The cases that whoever asks was let into, by id."""
        who, found = self._who, []
        with self._reading() as connection:
            for case in sorted(who.cases):
                if who.role == "delegate" and who.party:
                    last = self._last_at(connection, case, entries.channel(who.party))
                    found.append(CaseLine(case, case, who.role, who.party, last))
                    continue
                row = connection.execute(sa.select(tables.kept_case).where(tables.kept_case.c.case_id == case)).first()
                if row is not None and who.role in ("mediator", "analyst"):
                    found.append(CaseLine(case, row.title, who.role, None, row.changed_at))
        return tuple(found)

    def mark(self, case: str) -> str:
        """A text that differs from the last one if anything changed that whoever asks can see."""
        self._in(case, "mediator", "analyst", "delegate")
        entry, job = tables.entry.c, tables.job.c
        audiences = self._audiences()
        with self._reading() as connection:
            last = sa.select(entry.audience, sa.func.max(entry.seq)).where(entry.case_id == case, audiences)
            last = last.where(entry.kind != KIND)
            parts = [f"{audience}={seq}" for audience, seq in connection.execute(last.group_by(entry.audience))]
            if self._who.role != "delegate":
                moving = sa.select(job.id, job.state, job.stopping, job.progress).where(job.case_id == case)
                rows = connection.execute(moving.order_by(job.at.desc()).limit(50))
                parts += [f"{row.id}={row.state},{row.stopping},{row.progress}" for row in rows]
        return entries.commitment(" ".join(sorted(parts)).encode("utf-8"), b"")[:16]

    def _audiences(self) -> Any:
        audience = tables.entry.c.audience
        if self._who.role == "delegate":
            return audience.in_((entries.channel(self._who.party or ""), entries.own(self._who.party or "")))
        staff = audience == entries.STAFF
        return staff if self._who.role == "analyst" else sa.or_(staff, audience.like("channel:%"))

    @staticmethod
    def _last_at(connection: Connection, case: str, audience: str) -> str:
        entry = tables.entry.c
        query = sa.select(sa.func.max(entry.at)).where(entry.case_id == case, entry.audience == audience)
        return str(connection.execute(query).scalar() or "")

    # -------------------------------------------------------------- between mediator and party

    def say(self, case: str, party: str | None, text: str) -> int:
        """Send a message in a party's channel; its number. A delegate may leave the party out."""
        party = self._party(case, party, "mediator", "delegate")
        self._known_party(case, party)
        with self._writing(case) as connection:
            at, by, mediator = self._store.now(), self._who.member, self._who.role == "mediator"
            return channel.say(connection, case, party, by, at, text, mediator)

    def messages(self, case: str, party: str | None = None) -> tuple[Message, ...]:
        """The messages of a party's channel in their order."""
        party = self._party(case, party, "mediator", "delegate")
        with self._reading() as connection:
            return channel.messages(connection, case, party)

    def publish(self, case: str, party: str, kind: Kind, body: Mapping[str, Any]) -> int:
        """Show a party a deal or a text; its number in the channel."""
        party = self._party(case, party, "mediator")
        self._known_party(case, party)
        with self._writing(case) as connection:
            return channel.publish(connection, case, party, self._who.member, self._store.now(), kind, body)

    def publications(self, case: str, party: str | None = None) -> tuple[Publication, ...]:
        """What was published to a party, in its order."""
        party = self._party(case, party, "mediator", "delegate")
        with self._reading() as connection:
            return channel.publications(connection, case, party)

    def score(self, case: str, publication: int, body: Mapping[str, Any]) -> int:
        """Note what the delegate's party thinks of a publication; nobody else reads it."""
        party = self._party(case, None, "delegate")
        with self._writing(case) as connection:
            return channel.score(connection, case, party, self._who.member, self._store.now(), publication, body)

    def scorecard(self, case: str) -> tuple[Score, ...]:
        """The party's own notes, the last one of each publication."""
        party = self._party(case, None, "delegate")
        with self._reading() as connection:
            return channel.scorecard(connection, case, party)

    def _known_party(self, case: str, party: str) -> None:
        """A mediator speaks to parties of the case only; a delegate's party is their own affair."""
        if self._who.role == "mediator":
            found = loaded(self.texts(case)).case
            if id_fault(party) or (found is not None and party not in found.parties):
                raise Refused(f"'{party}' is no party of the case")

    # -------------------------------------------------------------- reports

    def add_document(
        self, case: str, text: str, about: Mapping[str, Any], suggestions: Sequence[Mapping[str, Any]] = ()
    ) -> str:
        """Keep a report with what the reader suggests of it; its id. about: title, published, … What was rejected
        before is not suggested again."""
        self._staff(case)
        with self._writing(case) as connection:
            revisions.version_of(connection, case, MAIN)
            return documents.add(connection, case, self._who.member, self._store.now(), text, about, suggestions)

    def documents(self, case: str) -> tuple[Document, ...]:
        """The reports of a case without their texts, the last one first."""
        self._staff(case)
        with self._reading() as connection:
            return documents.listed(connection, case)

    def document(self, case: str, id: str) -> Document:
        """One report with its text."""
        self._staff(case)
        with self._reading() as connection:
            found = documents.listed(connection, case, id)
        if not found or not id:
            raise NotThere
        return found[0]

    def suggestions(self, case: str, document: str | None = None) -> tuple[Suggestion, ...]:
        """What the reader suggests of one report, or of all."""
        self._staff(case)
        with self._reading() as connection:
            return documents.suggestions(connection, case, document)

    def suggest(self, case: str, document: str, body: Mapping[str, Any]) -> str:
        """One suggestion more of a report, made by whoever asks; its id."""
        self.document(case, document)
        with self._writing(case) as connection:
            return documents.more(connection, case, document, self._who.member, self._store.now(), body)

    def accept(
        self, case: str, suggestions: Sequence[str], branch: str, files: Mapping[str, str], why: str, expected: int
    ) -> Texts:
        """Accept suggestions, and put the texts that they come to in the place of those that are there: both in one
        transaction, or neither. Raises as `edit`, and Refused for what is decided already."""
        there = {one.id for one in self.suggestions(case)}
        if not there.issuperset(suggestions):
            raise NotThere

        def decided(connection: Connection, version: int) -> None:
            self._decide(connection, case, suggestions, "accepted", (branch, version))

        def contents(now: Texts) -> Mapping[str, bytes]:
            return contents_with(now.contents, files)

        texts = self._put(case, branch, contents, why, expected, False, "edited", also=decided)
        if texts.version == expected:  # the case says it already
            with self._writing(case) as connection:
                self._decide(connection, case, suggestions, "accepted", None)
        return texts

    def reject(self, case: str, *suggestions: str) -> None:
        """Reject suggestions, all or none; they are not made again."""
        self._staff(case)
        with self._writing(case) as connection:
            self._decide(connection, case, suggestions, "rejected", None)

    def take_back(self, case: str, suggestion: str, expected: int) -> None:
        """Take a decision back. An acceptance takes the texts back with it, and only as long as its branch is as it
        was then (what came after may have been taken back); raises Refused else. expected: the branch's version."""
        self._staff(case)
        with self._reading() as connection:
            there = {one.id for one in documents.suggestions(connection, case)}
            if suggestion not in there:
                raise NotThere
            versions = documents.came_of(connection, case)
            of = versions.get(suggestion)
            if of is not None:
                self._still(revisions.current(connection, case, of[0]), expected)
                is_last = revisions.came_last(connection, case, *of)
        together = [id for id in versions if versions[id] == of]
        if of is not None:
            if not is_last:
                raise Refused("the case was changed since; take it out on the page of whom it is about")
            self._step(case, of[0], "back", expected, lambda c: self._decide(c, case, together, "suggested", None))
            return
        with self._writing(case) as connection:
            self._decide(connection, case, (suggestion,), "suggested", None)

    def _decide(
        self, connection: Connection, case: str, suggestions: Sequence[str], state: Decided, of: tuple[str, int] | None
    ) -> None:
        for suggestion in suggestions:
            documents.decide(connection, case, suggestion, state, self._who.member, self._store.now(), of)

    # -------------------------------------------------------------- work

    def submit(self, case: str, branch: str, question: Mapping[str, Any]) -> str:
        """Ask the engine; the id of the job. The same question of the same texts is asked once."""
        self._staff(case)
        texts = self.texts(case, branch)
        with self._writing(case) as connection:
            at, by = self._store.now(), self._who.member
            return jobs.put(connection, case, branch, texts.version, texts.digest, question, by, at)

    def job(self, case: str, id: str) -> Job:
        """One job."""
        self._staff(case)
        with self._reading() as connection:
            found = jobs.get(connection, case, id)
        if found is None:
            raise NotThere
        return found

    def jobs(self, case: str, most: int = 50) -> tuple[Job, ...]:
        """The jobs of a case, the last one first, without their answers."""
        self._staff(case)
        with self._reading() as connection:
            return jobs.listed(connection, case, most)

    def stop(self, case: str, id: str) -> None:
        """Ask a job to stop; the best so far stays."""
        self.job(case, id)
        with self._writing(case) as connection:
            jobs.ask_to_stop(connection, case, id, self._store.now())

    # -------------------------------------------------------------- members, erasure

    def members(self, case: str) -> tuple[Member, ...]:
        """Who was let into the case."""
        self._mediator(case)
        return members.members_of(self._store, case)

    def invite(
        self, case: str, role: Role, name: str, party: str | None = None, lasts_s: float = INVITATION_S
    ) -> tuple[str, str]:
        """A new member, let into the case: their id, and the secret of a link that signs them in once."""
        self._mediator(case)
        if party is not None:
            self._known_party(case, party)
        try:
            member = members.add_member(self._store, name, role, party)
        except ValueError as error:
            raise Refused(str(error)) from None
        members.admit(self._store, case, member)
        return member, members.make_link(self._store, member, lasts_s)

    def admit(self, case: str, member: str) -> None:
        """Let somebody who is a member already into this case too."""
        self._mediator(case)
        found = members.member_of(self._store, member)
        if found is None or found.gone:
            raise NotThere
        if found.party is not None:
            self._known_party(case, found.party)
        members.admit(self._store, case, member)

    def dismiss(self, case: str, member: str) -> None:
        """Take a member out of the case; the last mediator cannot leave it."""
        there = {one.id: one for one in self.members(case)}
        if member not in there:
            raise NotThere
        if there[member].role == "mediator" and sum(one.role == "mediator" for one in there.values()) == 1:
            raise Refused("this is the case's last mediator; let another one in first")
        members.dismiss(self._store, case, member)

    def forget(self, case: str, words: Sequence[str], reason: str) -> int:
        """Erase everything of the past that holds one of the words (names of somebody, say): older versions, reports,
        suggestions, messages, jobs; how much it was. Raises Refused if the present texts of a branch still hold one."""
        self._mediator(case)
        wanted = [re.escape(word) for word in words if word.strip()]
        if not wanted or not reason.strip():
            raise Refused("say which words are to be erased, and why")
        pattern = re.compile("|".join(wanted), re.IGNORECASE)
        if pattern.search(reason):
            raise Refused("the reason would keep the words that are to be erased; say it without them")
        with self._writing(case) as connection:
            count = forgetting.forget(connection, case, pattern, reason, self._who.member, self._store.now())
        revisions.forget_kept()
        cached.forget_kept()
        self._store.scrub()
        return count

    def erase_case(self, case: str, reason: str) -> None:
        """Erase everything of a case, the parties' own notes with it; what stays are numbers, times, commitments and
        the reason. Raises Refused without a reason."""
        self._mediator(case)
        if not reason.strip():
            raise Refused("say why the case is erased")
        with self._store.writing(KEEPER, of=case) as connection:
            forgetting.erase_case(connection, case, reason, self._who.member, self._store.now())
        revisions.forget_kept()
        cached.forget_kept()
        self._store.scrub()
