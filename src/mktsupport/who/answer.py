"""Who is listed with a number, address or domain; never whether it is safe."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from mktsupport.evidence import Evidence, FactView, trail, trust_of
from mktsupport.japan.identity import Identity, Imitation, Kind, Likeness
from mktsupport.japan.text import Wording
from mktsupport.records import GONE, Channel, Language, Platform, State, Trust, Withheld

Match = Literal["value", "domain"]
Occurrence = Literal["listed", "doubtful", "ended", "domain", "withheld", "not-listed"]

OCCURRENCES = {
    "listed": Wording("載せている窓口と同じです。", "It is listed."),
    "doubtful": Wording(
        "出回っている番号です。出典どうしが食い違うので、確かな窓口ではありません。",
        "It is a number in circulation. Its sources contradict one another, so it is no confirmed desk.",
    ),
    "withheld": Wording(
        "この番号についての報告がありますが、確かめられていません。",
        "There are reports about this number, and they are not confirmed.",
    ),
    "ended": Wording(
        "終了したものとして載せています。いまは別の人のものかもしれません。",
        "It is listed as ended; it may be someone else's now.",
    ),
    "ended-domain": Wording(
        "終了したサービスのドメインです。いまは別の人のものかもしれません。",
        "Its domain is of a service listed as ended; it may be someone else's now.",
    ),
    "domain": Wording("ドメインだけが手元の資料にあります。", "Only its domain occurs in our data."),
    "not-listed": Wording("手元の資料にはありません。", "It is not in our data."),
}
LIKENESSES = {
    "look-alike": Wording("{domain} に見せかけた文字の並びです。", "It is spelt to look like {domain}."),
    "near": Wording("{domain} と一文字違いです。", "It is one letter away from {domain}."),
    "name": Wording(
        "{domain} の名前が入っていますが、別のドメインです。",
        "It carries the name of {domain}, but is another domain.",
    ),
}
_CAUTION = {
    "phone": Wording(
        "着信の番号表示は偽れます。認証番号を教えたりお金を動かしたりせずに切り、いま生きている窓口の番号へ自分でかけてください。",
        "A caller's number can be faked. Tell no code and move no money: hang up, and dial a living desk yourself.",
    ),
    "mail": Wording(
        "メールの差出人は偽れます。リンクを開かず、自分でアプリや公式サイトを開いて確かめてください。",
        "A mail's sender can be forged. Open no link in it; open the app or the official site yourself.",
    ),
    "url": Wording(
        "見た目の文字とリンク先は違うことがあり、メールの差出人は偽れます。自分でアプリや公式サイトを開いて確かめてください。",
        "A link can lead elsewhere than it says, and a mail's sender can be forged. "
        "Open the app or the official site yourself.",
    ),
}
_SWAPPED = Wording("{seen} を {meant} の代わりに使っています", "{seen} stands for {meant}")


class ListedView(Struct, frozen=True, kw_only=True):
    """Where a value occurs: a channel, or with a null `channel` the platform itself, whose domain it is.

    `match` is value, or domain where only the domain is the same.
    """

    match: Match
    platform: str
    name: str
    state: State
    ended: str | None
    channel: str | None
    channel_name: str | None
    value: str | None
    trust: Trust | None
    facts: list[str]

    @property
    def gone(self) -> bool:
        return self.state in GONE


class ImitationView(Struct, frozen=True, kw_only=True):
    """`likeness` is look-alike, near or name; `swapped` says which characters stand for which."""

    domain: str
    likeness: Likeness
    platforms: list[str]
    swapped: list[str]


class WhoAnswer(Struct, frozen=True, kw_only=True):
    """`state` is an `Occurrence`; nothing here means safe.

    A doubtful number is in circulation and contradicted, a withheld one reported and not confirmed; of a domain only
    the domain occurs.
    """

    asked: str
    kind: Kind
    normal: str
    state: Occurrence
    says: str
    caution: str
    listed: list[ListedView]
    imitates: ImitationView | None
    facts: list[FactView]


class Holder(Struct, frozen=True):
    """Where a value is listed; without a channel, as a domain of the platform."""

    platform: Platform
    channel: Channel | None

    @property
    def facts(self) -> list[str]:
        """The facts behind the listing, and behind the end of a service that is gone."""
        status = self.platform.status
        channel = (*self.channel.facts, *self.channel.against) if self.channel else ()
        return [*channel, *(status.facts if status.gone else ())]


def answer(
    asked: str,
    identity: Identity,
    *,
    exact: Sequence[Holder],
    domain: Sequence[Holder],
    imitation: Imitation | None,
    imitated: Sequence[Platform],
    withheld: Withheld | None,
    evidence: Evidence,
    language: Language,
) -> WhoAnswer:
    """`exact` holds the value itself, `domain` only its domain, `imitated` are the platforms imitated."""
    holders = exact or domain
    state: Occurrence = "withheld" if withheld and not exact else _occurrence(exact, domain)
    says = [OCCURRENCES["ended-domain" if state == "ended" and not exact else state].in_language(language)]
    imitates = None
    if imitation:
        says.append(LIKENESSES[imitation.likeness].in_language(language, domain=imitation.domain))
        imitates = ImitationView(
            domain=imitation.domain,
            likeness=imitation.likeness,
            platforms=[each.id for each in imitated],
            swapped=[_swapped(seen, meant, language) for seen, meant in imitation.swapped],
        )
    return WhoAnswer(
        asked=asked,
        kind=identity.kind,
        normal=identity.normal,
        state=state,
        says=("" if language == "ja" else " ").join(says),
        caution=_CAUTION.get(identity.kind, _CAUTION["url"]).in_language(language),
        listed=[_listed(each, "value" if exact else "domain", evidence, language) for each in holders],
        imitates=imitates,
        facts=trail([fact for each in holders for fact in each.facts], evidence, language),
    )


def _occurrence(exact: Sequence[Holder], domain: Sequence[Holder]) -> Occurrence:
    holders = exact or domain
    if not holders:
        return "not-listed"
    living = [each for each in holders if not each.platform.status.gone]
    if not living:
        return "ended"
    if exact and all(each.channel and each.channel.state == "doubtful" for each in living):
        return "doubtful"
    return "listed" if exact else "domain"


def _listed(holder: Holder, match: Match, evidence: Evidence, language: Language) -> ListedView:
    platform, channel = holder.platform, holder.channel
    return ListedView(
        match=match,
        platform=platform.id,
        name=platform.name.in_language(language),
        state=platform.status.state,
        ended=platform.status.on if platform.status.gone else None,
        channel=channel.id if channel else None,
        channel_name=channel.name.in_language(language) if channel else None,
        value=channel.value if channel else None,
        trust=trust_of(channel.facts, evidence) if channel else None,
        facts=holder.facts,
    )


def _swapped(seen: str, meant: str, language: Language) -> str:
    if not seen.isascii():
        code = f"U+{ord(seen):04X} {unicodedata.name(seen, '')}".strip()
        seen += f"({code})" if language == "ja" else f" ({code})"
    return _SWAPPED.in_language(language, seen=seen, meant=meant)
