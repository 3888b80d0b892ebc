import { Html } from "./html";

/** On screen one column; on paper A4 in which no row is cut in two, but for bodies that may be longer than a page. */
export const sheet = new Html(`
:root { color-scheme: light; color: #242424; font: 10.5pt/1.45 "Segoe UI", "Open Sans", system-ui, sans-serif; }
@page { size: A4; margin: 18mm 16mm; }
body { max-width: 178mm; margin: 12mm auto; padding: 0 6mm; overflow-wrap: anywhere; }
h1 { margin: 0 0 4mm; font-size: 20pt; line-height: 1.25; }
h2 { margin: 8mm 0 2mm; font-size: 12.5pt; break-after: avoid; }
p, dl, dd, ul { margin: 0; }
main > p { margin-top: 5mm; }
dl > div { display: grid; grid-template-columns: 44mm 1fr; column-gap: 5mm; padding: 0.8mm 0; break-inside: avoid; }
dt, .state, footer { color: #616161; }
ul { padding: 0; list-style: none; }
li { padding: 2mm 0; border-bottom: 0.2mm solid #d1d1d1; break-inside: avoid; }
li.long { break-inside: auto; }
li:last-child { border-bottom: 0; }
.line { display: flex; justify-content: space-between; column-gap: 5mm; break-after: avoid; break-inside: avoid; }
.state { flex-shrink: 0; max-width: 40%; text-align: end; }
.note { color: #424242; }
code, pre { font: 8.5pt/1.5 Consolas, "DejaVu Sans Mono", monospace; }
pre { margin: 1mm 0 0; white-space: pre-wrap; }
.request { margin-top: 2mm; padding: 2mm 3mm; border: 0.2mm solid #d1d1d1; border-radius: 1mm; }
.demo { margin-top: 4mm; padding: 2mm 3mm; border: 0.3mm solid #8f4dc4; border-radius: 1mm; font-weight: 600; }
footer { margin-top: 10mm; padding-top: 2mm; border-top: 0.2mm solid #d1d1d1; font-size: 9pt; }
@media (max-width: 640px) {
  dl > div { grid-template-columns: 1fr; }
  .line { display: block; }
  .state { max-width: none; text-align: start; }
}
@media print { body { max-width: none; margin: 0; padding: 0; } }
`);
