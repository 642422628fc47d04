"""The story as documents to be read and corrected: one a chapter, one language or several.

``document`` puts together what a chapter holds, in the order of its files; ``reading`` turns texts
into rows with every arm of theirs in sight; ``markdown`` and ``page`` write them down. A proof
says everything and plays nothing.
"""

from __future__ import annotations

from ulysse_game.authoring.script.document import COMMON, Document, documents_of
from ulysse_game.authoring.script.markdown import escaped, markdown
from ulysse_game.authoring.script.page import contents_page, page

__all__ = ["COMMON", "Document", "contents_page", "documents_of", "escaped", "markdown", "page"]
