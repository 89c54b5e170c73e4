"""An RTF document as far as it has been read: groups within groups, the texts they belong to, its tables.

Spec: Rich Text Format 1.9.1 (Microsoft, 2008), "Conventions of an RTF Reader", "Font Table", "Style Sheet"
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.blocks import Block
from archive.media.docx import HEADING
from archive.media.rtf_flow import Flow

DEEPEST = 5_000  # groups within groups


@dataclass(slots=True)
class State:
    """What holds within a group, and ends with it."""

    flow: Flow
    skip: str = ""  # why nothing of it is read
    table: str = ""  # of fonts, of styles, of properties, if it is in one
    encoding: str = ""  # of the font; "": of the document
    symbols: bool = False  # the font has pictures in the place of letters
    repeats: int = 1  # characters that stand behind a Unicode letter for old readers
    hidden: bool = False
    starred: bool = False


@dataclass(slots=True)
class Document:
    """What a document has said so far."""

    state: State = field(init=False)
    body: Flow = field(default_factory=lambda: Flow("body"))
    information: dict[str, str] = field(default_factory=dict)
    page: str = "cp1252"  # the code page
    fonts: dict[int, tuple[str, bool]] = field(default_factory=dict)  # encoding; whether of pictures
    font: int = 0  # being listed
    usual_font: int = 0
    style: int = 0  # being listed
    style_name: bytes = b""
    headings: set[int] = field(default_factory=set)  # the styles that are
    comments: int = 0
    hidden: bool = False
    unread: int = 0  # characters to pass over: they repeat a Unicode letter
    ended: bool = False
    _notes: list[Block] = field(default_factory=list)
    _note_count: int = 0
    _margins: dict[str, list[str]] = field(default_factory=lambda: {"header": [], "footer": []})
    _stack: list[State] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)  # of a text, not decoded yet

    def __post_init__(self) -> None:
        self.state = State(self.body)

    def everything(self) -> Iterator[Block]:
        """Yield body, notes, headers and footers."""
        yield from self.body.done
        yield from self._notes
        for said in self._margins.values():
            yield from (Block(text, label="") for text in dict.fromkeys(said))

    @property
    def reads(self) -> bool:
        """Whether what comes now is text that somebody sees."""
        return not (self.state.skip or self.state.table or self.state.hidden)

    def text(self, text: bytes) -> None:
        """Take letters in the encoding of the present font."""
        if self.unread:
            passed = min(self.unread, len(text))
            self.unread -= passed
            text = text[passed:]
        state = self.state
        if state.table == "stylesheet":
            self.style_name += text
        elif self.reads:
            self._bytes += text
        elif state.hidden and not state.skip and text.strip():
            self.hidden = True

    def emit(self, text: str) -> None:
        """Take letters that are told by name or number."""
        self.flush()
        if self.reads:
            self.state.flow.parts.append(text)

    def flush(self) -> None:
        """Decode what has come in the present font: a letter may be of two bytes."""
        if not self._bytes:
            return
        if self.state.symbols:
            text = self._bytes.replace(b"\xb7", b"\x95").decode("cp1252", "ignore")
        else:
            usual = self.fonts.get(self.usual_font, ("", False))[0]
            text = self._bytes.decode(self.state.encoding or usual or self.page, "replace")
        self._bytes.clear()
        self.state.flow.parts.append(text)

    def paragraph(self) -> None:
        """End a paragraph."""
        self.flush()
        if not (self.state.skip or self.state.table):
            self.state.flow.paragraph()

    def begin(self, kind: str) -> None:
        """Let the rest of the present group be a text of its own."""
        self.state = replace(self.state, flow=Flow(kind), table="", hidden=False)

    def open(self) -> None:
        """Begin a group."""
        self.flush()
        self.unread = 0
        if len(self._stack) >= DEEPEST:
            raise Unreadable(problems.DAMAGED)
        self._stack.append(self.state)
        self.state = replace(self.state, starred=False)

    def close(self) -> None:
        """End a group; the document ends with its first."""
        self.flush()
        self.unread = 0
        over = self.state
        if over.table == "stylesheet":
            self._name_style()
        if self._stack:
            self.state = self._stack.pop()
        if over.flow is not self.state.flow:
            self._finish(over.flow)
        self.ended = not self._stack

    def end(self) -> None:
        """End every group that is open still."""
        while self._stack:
            self.close()
        self.flush()
        self.body.end()

    def _name_style(self) -> None:
        if HEADING.search(self.style_name.decode("latin-1").strip(" ;")):
            self.headings.add(self.style)
        self.style_name = b""

    def _finish(self, flow: Flow) -> None:
        """Put what a text of its own says where it belongs."""
        flow.end()
        said = [block.text for block in flow.done]
        if flow.kind == "note":
            self._note_count += 1
            self._notes += [Block(text, label=f"[{self._note_count}]") for text in said]
        elif flow.kind == "box":
            self.state.flow.boxes += flow.done
        elif flow.kind in self._margins:
            self._margins[flow.kind] += [text for text in said if any(map(str.isalpha, text))]
        else:
            self.information.setdefault(flow.kind, "\n".join(said))
