"""The paragraphs of a letter that has no list, no labels and no headings: those of several businesses apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.identity.companies import own_domain
from crm.imports.cases.blocks import Block, apart, labelled
from crm.imports.cases.names import Strength, named_in, runs
from crm.imports.cases.reaching import loose
from crm.imports.cases.sentences import asks, is_aside, sentences_of, without_asides
from crm.imports.cases.vocabulary import CaseField, helping
from crm.text import fold


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph: `asks`, or it speaks of another business and of who is reached there (`told_of`)."""

    block: Block
    name: str
    sure: bool
    asks: bool
    told_of: bool


def paragraphs(lines: Sequence[str], first: int, email: str = "") -> list[Block]:
    """A block for each paragraph of another business; of one business all that it says as one. `email` wrote it."""
    parts = [part for at, own in apart(lines) if (part := _part(at + first, own, email)) is not None]
    several = _of_several(parts)
    if several:
        return several
    kept = [part.block for part in parts]
    asking = [part.block for part in parts if part.asks or part.told_of]
    if len(asking) == 1 and len(sentences := _by_sentence(asking[0])) > 1:
        return sentences
    if not asking and _asks_for_a_team(lines):
        asking = kept
    if not asking:
        return []
    whole = Block(kept[0].line, [line for block in kept for line in block.lines], apart=False)
    whole.told_so = not any(asks(" ".join(block.lines)) for block in asking)
    for block in reversed(kept):
        whole.told |= block.told
    return [whole]


def _part(line: int, own: list[str], email: str) -> _Part | None:
    """A paragraph without what speaks to the reader; None where nothing is left."""
    block = labelled(Block(line, own, apart=False))
    written = " ".join(line.strip() for line in block.lines)
    text = without_asides(written)
    reached = loose(written)
    dropped = loose(" ".join(one for one in sentences_of(written) if is_aside(one)))
    if dropped.email and own_domain(dropped.email) != own_domain(email):
        told = {CaseField.CONTACT: dropped.name, CaseField.EMAIL: dropped.email, CaseField.PHONE: dropped.phone}
        block.told = {**{field: said for field, said in told.items() if said}, **block.told}
    block.lines = [text] if text else []
    if not text and not block.told:
        return None
    named = named_in(text, reached.email)
    stranger = bool(reached.email) and own_domain(reached.email) != own_domain(email)
    return _Part(
        block,
        named[1] if named is not None else "",
        named is not None and named[0] <= Strength.SORT,
        asks(text) or CaseField.QUESTION in block.told,
        named is not None and stranger,
    )


def _of_several(parts: Sequence[_Part]) -> list[Block]:
    """The paragraphs of several businesses; none where they are of one, or of nobody in particular.

    Each asks and names its own; or two or more surely do, and what stands between them asks on.
    """
    asking = [part for part in parts if part.asks or part.told_of]
    names = {fold(part.name) for part in asking if part.name}
    if len(asking) > 1 and all(part.name for part in asking) and len(names) == len(asking):
        return [_own(part) for part in asking]
    sure = [part for part in asking if part.sure]
    if len({fold(part.name) for part in sure}) < max(len(sure), 2):
        return []
    blocks: list[Block] = []
    for part in asking[asking.index(sure[0]) :]:
        if part.sure:
            blocks.append(_own(part))
        elif not part.told_of:
            blocks[-1].lines += part.block.lines
    return blocks


def _own(part: _Part) -> Block:
    part.block.told_so = not part.asks
    return part.block


def _asks_for_a_team(lines: Sequence[str]) -> bool:
    """Whether what stands around a story makes it a question: "is dat iets voor jullie studenten?"."""
    whole = sentences_of(" ".join(line.strip() for line in lines))
    return any("?" in one and is_aside(one) and helping().search(one) for one in whole)


def _by_sentence(block: Block) -> list[Block]:
    """A paragraph that speaks of several businesses in one breath, each with the sentences of its own."""
    groups: list[list[str]] = []
    names: list[str] = []
    for sentence in sentences_of(" ".join(block.lines)):
        first = next(iter(runs(sentence)), None)
        words = first.text.split() if first is not None and first.start == 0 else []
        if len(words) > 1 and (not groups or fold(words[0]) not in {fold(name.split()[0]) for name in names}):
            groups.append([sentence])
            names.append(" ".join(words))
        elif groups:
            groups[-1].append(sentence)
    if not all(asks(" ".join(group)) for group in groups):
        return []
    return [Block(block.line, [" ".join(group)], dict(block.told), apart=False) for group in groups]
