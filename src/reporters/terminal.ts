import type { Report } from '../model/report.ts';
import { visibleDeep } from './escape.ts';
import type { RenderOptions } from './reporter.ts';
import { createPage } from './terminal/page.ts';
import { bootLines } from './terminal/boot.ts';
import { compareLines } from './terminal/compare.ts';
import { cyclesLines } from './terminal/cycles.ts';
import { checkLines } from './terminal/check.ts';
import { graphLines } from './terminal/graph.ts';
import { suggestLines } from './terminal/suggest.ts';
import { tryLines } from './terminal/try.ts';
import { whyLines } from './terminal/why.ts';

const SECTIONS = {
  graph: graphLines,
  why: whyLines,
  check: checkLines,
  boot: bootLines,
  compare: compareLines,
  cycles: cyclesLines,
  suggest: suggestLines,
  try: tryLines,
} as const;

/** The report for a person at a terminal; readable at 80 columns and without colour. */
export function renderTerminal(report: Report, options: RenderOptions): string {
  // All names are made harmless here, once: nothing below can forget to. The terminal draws no single modules or edges.
  const safe = visibleDeep<Report>({ ...report, modules: [], edges: [] });
  const page = createPage(options);
  const analysed = report.modules.filter(({ origin }) => origin === 'project' || origin === 'package').length;
  const lines = SECTIONS[report.command](safe, page, analysed);
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
