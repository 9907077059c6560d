/** The style of a report in light, dark and print. Colour-blind readers can distinguish the colours of the outcomes, too. */
export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --ink: #1d2733; --faint: #5d6b7a; --line: #dde3ea; --card: #f5f7f9;
  --started: #1d2733; --completed: #3b82c4; --rejected: #e0922f; --failed: #c2413b; --cancelled: #8f9aa6; }
@media screen and (prefers-color-scheme: dark) { :root { --page: #12181f; --ink: #e6ebf0; --faint: #9aa8b6;
  --line: #2b3641; --card: #1b242e; --started: #e6ebf0; --completed: #4a94d8; --rejected: #e8a24a; --failed: #e06a63;
  --cancelled: #76838f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 1000px; margin: 0 auto; padding: 32px 24px 64px; }
.note::first-letter { text-transform: uppercase; }
h1 { margin: 0; font-size: 26px; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 40px 0 8px; font-size: 19px; }
h3 { margin: 28px 0 6px; font-size: 15px; overflow-wrap: anywhere; }
.facts, .empty { margin: 4px 0; color: var(--faint); }
.note { margin: 12px 0; padding: 8px 12px; border-left: 4px solid var(--rejected); background: var(--card); overflow-wrap: anywhere; }
dl { display: grid; gap: 8px; margin: 20px 0 0; }
.figures { grid-template-columns: repeat(auto-fit, minmax(108px, 1fr)); }
.spans { grid-template-columns: repeat(3, minmax(0, 220px)); margin-top: 8px; }
dl div { padding: 8px 10px; border-radius: 6px; background: var(--card); border-top: 3px solid transparent; }
dt { color: var(--faint); font-size: 13px; }
dd { margin: 0; font-size: 20px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.figures .completed { border-color: var(--completed); } .figures .rejected { border-color: var(--rejected); }
.figures .failed { border-color: var(--failed); } .figures .cancelled { border-color: var(--cancelled); }
a { color: inherit; } .overview { margin-bottom: 8px; } .overview td:first-child { width: 1%; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 4px 0 8px; font-size: 13px; }
.legend i { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border-radius: 2px; vertical-align: -1px; }
.legend i.started { height: 0; border-top: 2px solid var(--started); border-radius: 0; vertical-align: 4px; }
.unit { color: var(--faint); }
svg { display: block; width: 100%; height: auto; font-size: 12px; }
.tick { fill: var(--faint); font-variant-numeric: tabular-nums; } .below { font-weight: 600; }
.grid { stroke: var(--line); } .axis { stroke: var(--faint); }
polyline.started { fill: none; stroke: var(--started); stroke-width: 2; stroke-linejoin: round; }
i.completed { background: var(--completed); } svg .completed { fill: var(--completed); }
i.rejected { background: var(--rejected); } svg .rejected { fill: var(--rejected); }
i.failed { background: var(--failed); } svg .failed { fill: var(--failed); }
i.cancelled { background: var(--cancelled); } svg .cancelled, svg .longer { fill: var(--cancelled); }
table { width: 100%; border-collapse: collapse; font-size: 13px; }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--faint); font-weight: 600; }
td { overflow-wrap: anywhere; } td small { display: block; color: var(--faint); font-size: 12px; }
td.id { font: 12px/1.6 ui-monospace, monospace; width: 24%; } .time { white-space: nowrap; width: 1%; }
.reasons span { padding: 1px 6px; border-radius: 4px; font-size: 12px; font-weight: 600; color: #fff; }
.reasons span.rejected { background: #9a5b0b; } .reasons span.failed { background: #b0352f; }
@media print { body { font-size: 10pt; } main { max-width: none; padding: 0; } h2 { margin-top: 20px; } svg { max-height: 62mm; }
  .figures { grid-template-columns: repeat(8, 1fr); gap: 4px; } .figures dd { font-size: 11pt; } tr, svg, dl, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
