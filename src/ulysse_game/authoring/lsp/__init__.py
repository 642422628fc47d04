"""The language server: what an editor asks while a story is written, answered as it is typed.

``outline`` and ``place`` read a file as it stands, half-written or not, from its lines alone;
``format_keys`` says what may stand where; ``known`` holds the names of the last version that could
be read. ``complete``, ``hover``, ``symbols``, ``finding`` and ``mending`` are functions of these:
no state, no protocol, no disk. Only ``server``, ``answers`` and ``convert`` know the protocol and
its library; nothing but ``ulysse lsp`` imports them, as that library is an extra.
"""
