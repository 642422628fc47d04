"""How the page of coverage looks: one style sheet, light and dark as the reader has it."""

STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1f; --dim: #5d5f6b; --paper: #fdfdfb;
  --rule: #d9d9d4; --never: #fbe1dd; --never-ink: #8f1d10; --shown: #2c6e49; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e4df; --dim: #a3a3ad; --paper: #17181c;
  --rule: #35363d; --never: #46201c; --never-ink: #ffb4a8; --shown: #8fd0a8; } }
body { font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  margin: 2rem auto; padding: 0 1rem; max-width: 76rem; }
h1 { font-size: 1.5rem } h2 { font-size: 1.25rem; margin-top: 3rem; }
h3 { font-size: 1rem; margin: 2rem 0 .4rem; }
h3 small, .dim { color: var(--dim); font-weight: normal; }
a { color: inherit; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: bold; padding: .3rem 0; }
.sums { display: inline-block; vertical-align: top; margin: 0 3rem 1.5rem 0; }
.sums th { text-align: left; font-weight: normal; white-space: nowrap;
  padding-right: 1.5rem; }
.sums td { white-space: nowrap; text-align: right; padding-left: .8rem;
  font-variant-numeric: tabular-nums; }
.page { width: 100%; font: .875rem/1.5 ui-monospace, monospace; content-visibility: auto;
  contain-intrinsic-size: auto 40rem; table-layout: fixed; border-top: 1px solid var(--rule); }
.page th { text-align: left; font: .75rem system-ui, sans-serif; color: var(--dim); }
.page td { vertical-align: top; padding: 0 .4rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.page td:first-child, .page td:nth-child(2) { text-align: right; color: var(--dim); }
.page td:nth-child(2) { color: var(--shown); }
.page td:nth-child(4) { font: .8125rem/1.6 system-ui, sans-serif; color: var(--dim); }
.page col:nth-child(1) { width: 3.5rem; } .page col:nth-child(2) { width: 3.5rem; }
.page col:nth-child(4) { width: 17rem; }
i { font-style: normal; color: var(--dim); }
sup { font-size: .7em; line-height: 1; color: var(--shown); }
.x td, mark { background: var(--never); }
.x td:nth-child(2), mark, mark sup, b { color: var(--never-ink); font-weight: bold; }
mark { border-bottom: 2px dotted; font-weight: normal; }
mark sup { font-size: .85em; }
@media (max-width: 50rem) { .page col:nth-child(4) { width: 8rem; } }
@media print { .page { content-visibility: visible; } }
"""
