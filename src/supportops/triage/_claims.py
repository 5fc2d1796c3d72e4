"""Whose ticket it is already: its owner's, or that of who looks after the account; and who stands in for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from supportops.triage._desk import Desk
from supportops.triage._filters import Request, Stopped

__all__ = ["Claim", "account_claims", "claim_notes", "owner_claim", "stand_in_words"]


@dataclass(frozen=True, slots=True)
class Claim:
    """An agent whose own the ticket is.

    Attributes:
        agent: the owner, or who looks after the account.
        chain: from that agent through the substitutes of those who are out, as far as it was followed.
        taker: the end of the chain, if the ticket may go there; else None.
    """

    agent: str
    chain: tuple[str, ...]
    taker: str | None

    @property
    def is_stood_in(self) -> bool:
        """Whether somebody else takes the ticket in this agent's place."""
        return self.taker not in (None, self.agent)


def owner_claim(request: Request, eligible: Collection[str]) -> Claim | None:
    """Return the claim of the ticket's owner, if the strategy asks for it and there is an owner."""
    owner = request.ticket.owner
    return None if owner is None or "owner" not in request.desk.ranks else _claim(request.desk, owner, eligible)


def account_claims(request: Request, eligible: Collection[str]) -> tuple[Claim, ...]:
    """Return the claims of those who look after the account; stand-ins count where none of them takes it in person."""
    account, desk = request.ticket.account, request.desk
    if account is None or "account" not in desk.ranks:
        return ()
    claims = tuple(_claim(desk, agent.id, eligible) for agent in desk.agents.values() if account in agent.accounts)
    in_person = tuple(claim for claim in claims if claim.taker == claim.agent)
    return in_person or claims


def claim_notes(
    request: Request,
    owner: Claim | None,
    account: Sequence[Claim],
    stopped: Mapping[str, Stopped],
    chosen: Collection[str],
) -> list[str]:
    """Return what a reader has to know of the claims: who stands in for whom, and who was passed over."""
    desk, customer, notes = request.desk, request.ticket.account, list[str]()
    if owner is not None and owner.agent not in desk.agents:
        notes.append(f"the owner {owner.agent} is not in the pool")
    elif owner is not None:
        notes += _notes(f"the owner {owner.agent}", owner, desk, stopped, chosen)
    if owner is not None and owner.taker is not None:
        return notes
    if "account" in desk.ranks and customer is not None and not account:
        notes.append(f"nobody in the pool looks after {customer!r}")
    for claim in account:
        notes += _notes(f"{claim.agent}, who looks after {customer!r},", claim, desk, stopped, chosen)
    return notes


def stand_in_words(claims: Sequence[Claim], chosen: Collection[str]) -> dict[str, str]:
    """Return, for those who are out and whose ticket it is, which of the chosen stands in."""
    return {
        out: f"{claim.taker} stands in" for claim in claims if claim.taker in chosen for out in claim.chain[:-1]
    }  # fmt: skip


def _claim(desk: Desk, agent: str, eligible: Collection[str]) -> Claim:
    chain = desk.chain(agent, eligible)
    return Claim(agent, chain, chain[-1] if chain[-1] in eligible else None)


def _notes(who: str, claim: Claim, desk: Desk, stopped: Mapping[str, Stopped], chosen: Collection[str]) -> list[str]:
    if claim.taker is None:
        others = "".join(f", and so was the substitute {name} ({stopped[name].reason})" for name in claim.chain[1:])
        return [f"{who} was passed over ({stopped[claim.agent].reason}){others}"]
    if claim.is_stood_in and claim.taker in chosen:
        return [f"{who} is {desk.agents[claim.agent].status}: {' -> '.join(claim.chain)}"]
    return []
