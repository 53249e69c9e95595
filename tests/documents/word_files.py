"""Small Word files made by hand: only the parts a test is about."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these members."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def part(kind: str, content: str) -> str:
    """One XML member: `kind` is its root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} {NAMES}>{content}</w:{kind}>'


def word_file(body: str, **parts: str) -> bytes:
    """A .docx with this body; further members by name, as in `numbering="…"`, already wrapped."""
    members: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>"}
    members["word/document.xml"] = part("document", f"<w:body>{body}</w:body>")
    members |= {f"word/{name}.xml": content for name, content in parts.items()}
    return zipped(members)


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph in one of Word's own lists."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(rows: list[list[str]], *, drawn: bool = True, head: str = "") -> str:
    """A table; a cell that begins with "<" is taken as XML, otherwise as one paragraph."""
    border = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>' if drawn else ""
    cells = ["".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows]
    return f"<w:tbl><w:tblPr>{border}</w:tblPr>{head}" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def levels(*forms: tuple[str, str], start: int = 1) -> str:
    """The levels of a list: (numFmt, lvlText) from the outermost in."""
    return "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(forms)
    )


def numbering(*lists: str, overrides: str = "") -> str:
    """Lists numbered from 1; `overrides` are further `w:num` elements."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{content}</w:abstractNum>' for n, content in enumerate(lists, 1)
    )
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    return part("numbering", abstract + nums + overrides)
