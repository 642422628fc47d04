"""The writers' desk: tools that write what writers would otherwise type.

They read compiled stories and write files; they never play.
"""
