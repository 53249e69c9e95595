"""What a printed paper says."""

import pypdfium2


def pdf_text(content: bytes) -> str:
    """The words of a PDF in reading order, single spaces between them."""
    pdf = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
