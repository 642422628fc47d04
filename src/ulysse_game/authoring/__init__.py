"""The writers' desk: everything between a sentence and the scene it is played in.

What follows the files while they are written (``watching``), shows what is behind a page
(``panel``, ``arriving``), judges and mends (``lint``, ``fix``, ``rename``), draws and counts
(``map``, ``stats``, ``script``), keeps translations (``translating``), serves editors (``lsp``,
``schema``), begins a new story (``packs``). Its tools read compiled stories and the places of
names in their files (``index``), and write files as ``edits``. Nothing here asks for Python,
and a game that is only played imports none of it.
"""
