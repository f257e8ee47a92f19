import type { ImportEdge } from '../../model/module-graph.ts';
import type { Report, WhyCost, WhyEntry, WhyReport } from '../../model/report.ts';
import { bytes, count, millis, plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { reachedWords } from '../wording.ts';
import { cutChain, importLines } from './imports.ts';
import { noticeLines } from './notices.ts';
import { head, moreLine, wrap, type Page } from './page.ts';

const DOORS_SHOWN = 8;

/** `why` for a terminal: for each entry the chain, every door, and the fewest imports to make lazy. */
export function whyLines(report: Report, page: Page): string[] {
  const why = report.why;
  if (!why) return ['Nothing was asked about.', ...noticeLines(report.notices, page, 'info')];
  return [
    `${page.ink.bold(why.query)}${matchedWords(why, page)}`,
    ...why.entries.flatMap((entry) => ['', ...entryLines(entry, why, page)]),
    ...noticeLines(report.notices, page, 'warning'),
  ];
}

function matchedWords({ matched, query }: WhyReport, page: Page): string {
  const [only] = matched;
  if (matched.length === 1 && only !== undefined) return only === query ? '' : `  ${page.ink.dim(only)}`;
  return `  ${page.ink.dim(matched.length === 0 ? 'matches no module' : plural(matched.length, 'module'))}`;
}

function entryLines(entry: WhyEntry, why: WhyReport, page: Page): string[] {
  const { ink } = page;
  const paint = { eager: ink.red, conditional: ink.yellow, lazy: ink.green, not: ink.green }[entry.reached];
  const startup = entry.reached === 'eager' || entry.reached === 'conditional';
  return [
    `${ink.bold(entry.entry)}  ${paint(reachedWords(entry))}`,
    ...chainBlock(entry, why, page),
    ...(entry.cost ? costBlock(entry.cost, page) : []),
    ...(startup
      ? [...doorBlock(entry, page), ...evictBlock(entry, page), ...retainedBlock(entry, why, page)]
      : [...lazyBlock(entry, page), ...mentionBlock(entry, page)]),
  ];
}

function chainBlock(entry: WhyEntry, why: WhyReport, page: Page): string[] {
  const last = entry.chain.at(-1);
  if (!last) return entry.reached === 'not' ? [] : [`  ${page.ink.dim('it is the entry itself')}`];
  const target = shortId(last.to);
  return [
    '',
    `  ${page.ink.dim('shortest chain')}`,
    ...importLines(entry.chain, entry.lines, page, '    '),
    `    ${page.ink.bold(target)}${why.matched.length > 1 ? page.ink.dim(`  first of ${plural(why.matched.length, 'match', 'matches')}`) : ''}`,
  ];
}

/** A boot saw it: what it took, and by which way it came in first, which need not be the shortest. */
function costBlock({ measuredAt, visit, triggeredBy }: WhyCost, page: Page): string[] {
  const { ink, width } = page;
  const figures = `${millis(visit.totalMs)} ms total, ${millis(visit.selfMs)} ms self, ${millis(visit.retainedMs)} ms retained`;
  const when = `boot of ${measuredAt.slice(0, 16).replace('T', ' ')}`;
  const above = triggeredBy.filter((id) => id !== visit.id).map(shortId);
  const steps = cutChain(above, page).map((step) => step.replaceAll(' ', '\u00a0'));
  const chain = [...steps, shortId(visit.id)].join(' ->\u00a0');
  return [
    '',
    ...wrap(`measured: ${figures} (${when})`, width, '    ', '  ').map((line) =>
      line.replace('measured:', ink.dim('measured:')).replace(`(${when})`, ink.dim(`(${when})`)),
    ),
    ...(above.length === 0
      ? []
      : wrap(`first imported by ${chain}`, width, '      ', '    ').map((line) =>
          ink.dim(line.replaceAll('\u00a0', ' ')),
        )),
  ];
}

function doorBlock(entry: WhyEntry, page: Page): string[] {
  const { doors } = entry;
  // Where all doors must be shut, the block that says so lists them.
  if (doors.length === 0 || shutsAllDoors(entry)) return [];
  const { shown, more } = head(page, doors, DOORS_SHOWN);
  const edges = shown.map((door) => door.edge);
  const lines = shown.map((door) => door.line);
  return [
    '',
    `  ${page.ink.dim(leadWords(doors.length))}`,
    ...importLines(edges, lines, page, '    '),
    ...moreLine(page, more, '    '),
  ];
}

function leadWords(size: number): string {
  return `${plural(size, 'import')} of yours ${size === 1 ? 'leads' : 'lead'} to it`;
}

function shutsAllDoors({ doors, evict }: WhyEntry): boolean {
  const key = (edge: ImportEdge) => `${edge.from}:${edge.line}:${edge.column}`;
  const cut = new Set(evict?.edges.map(key));
  return doors.length === cut.size && doors.every((door) => cut.has(key(door.edge)));
}

function evictBlock(entry: WhyEntry, page: Page): string[] {
  const { evict, doors } = entry;
  if (!evict || evict.edges.length === 0) return [];
  const size = evict.edges.length;
  const [which, them] =
    size === 1 ? ['this import', 'it'] : [`these ${plural(size, 'import')}`, 'all of them'];
  const advice = shutsAllDoors(entry)
    ? `${leadWords(doors.length)}: make ${them} lazy`
    : `make ${which} lazy`;
  const gain = `${plural(evict.modules, 'module')} (${bytes(evict.bytes)}) ${evict.modules === 1 ? 'leaves' : 'leave'} startup`;
  const { shown, more } = head(page, evict.edges, DOORS_SHOWN);
  const beyond = 'some of these lie inside packages: no set of your own imports is enough';
  return [
    '',
    ...wrap(`${advice} and ${gain}`, page.width, '  ').map((line) => page.ink.green(line)),
    ...importLines(shown, evict.lines, page, '    '),
    ...moreLine(page, more, '    '),
    ...(evict.firstParty ? [] : wrap(beyond, page.width, '    ').map((line) => page.ink.dim(line))),
  ];
}

function retainedBlock({ retained }: WhyEntry, why: WhyReport, page: Page): string[] {
  if (retained.modules === 0) return [];
  const others = retained.ids.filter((id) => !why.matched.includes(id));
  const { shown, more } = head(page, others, 3);
  const names = shown.map(shortId).join(', ') + (more > 0 ? `, … ${count(more)} more` : '');
  return [
    '',
    `  ${page.ink.dim('leaves with it:')} ${plural(retained.modules, 'module')}, ${bytes(retained.bytes)}`,
    ...(names === '' ? [] : wrap(names, page.width, '    ').map((line) => page.ink.dim(line))),
  ];
}

function lazyBlock(entry: WhyEntry, page: Page): string[] {
  const doors = entry.lazyDoors.filter(
    (door) => !entry.chain.some((edge) => edge.from === door.from && edge.line === door.line),
  );
  if (doors.length === 0) return [];
  const { shown, more } = head(page, doors, DOORS_SHOWN);
  const unread = shown.map(() => null);
  return [
    '',
    `  ${page.ink.dim('also loaded later by')}`,
    ...importLines(shown, unread, page, '    '),
    ...moreLine(page, more, '    '),
  ];
}

function mentionBlock({ mentions }: WhyEntry, page: Page): string[] {
  if (mentions.length === 0) return [];
  const { shown, more } = head(page, mentions, DOORS_SHOWN);
  const edges = shown.map(({ edge }) => edge);
  const lines = shown.map(({ line }) => line);
  return [
    '',
    `  ${page.ink.dim('named, but not loaded, by')}`,
    ...importLines(edges, lines, page, '    '),
    ...moreLine(page, more, '    '),
  ];
}
