import type { CycleReport, EdgeSet, Proof, UnsafeMember } from '../../model/cycles.ts';
import type { Hazard } from '../../model/hazard.ts';
import { cutWords, hazardWords, orderWords, repairWords } from '../hazard-words.ts';
import { plural } from '../numbers.ts';
import { placeOf, shortId } from '../places.ts';
import { cutRight, head, moreLine, wrap, type Page } from './page.ts';

const NAMES_SHOWN = 4;
/** A larger cycle is not numbered. */
const LARGEST_NUMBERED = 8;
const HAZARDS_SHOWN = 3;
const UNSAFE_SHOWN = 4;
const CUTS_SHOWN = 4;
const REPAIRS_SHOWN = 3;

/** One cycle that breaks or may: who takes part, who comes first, what goes wrong, and what to do. */
export function cycleLines(cycle: CycleReport, page: Page): string[] {
  const now = cycle.does === 'masked' ? [] : cycle.entrances.flatMap(({ hazards }) => hazards);
  return [
    `${mark(cycle, page)} ${page.ink.bold(namesOf(cycle, page.width - 4))}${remark(cycle, page)}`,
    ...entranceLines(cycle, page),
    ...orderLine(cycle, page),
    ...hazardLines(now, page),
    ...(cycle.does === 'masked' || isProved(cycle) ? unsafeLines(cycle, page) : []),
    ...repairLines(cycle, page),
    ...cutLines(cycle, page),
  ];
}

/** A cycle on one line. */
export function namesLine(cycle: CycleReport, page: Page): string {
  const { edges } = cycle.acyclic;
  const gone =
    edges.length === 0 ? '' : `  ${page.ink.dim(`(gone without ${plural(edges.length, 'import')})`)}`;
  return `  ${namesOf(cycle, page.width - 32)}${gone}`;
}

/** Whether members were loaded first to see: who asked for that is told of it, whatever the cycle does. */
export function isProved({ unsafe }: CycleReport): boolean {
  return unsafe.some(({ proof }) => proof !== undefined);
}

function mark({ does }: CycleReport, { ink }: Page): string {
  return does === 'breaks' ? ink.red('x') : ink.yellow('!');
}

function remark({ confidence, throws, does }: CycleReport, { ink }: Page): string {
  if (confidence !== 'certain') return does === 'may-break' ? '' : ink.dim('  likely, not certain');
  return does === 'breaks' && !throws ? ink.dim('  no error: a value is missing') : '';
}

function namesOf({ members }: CycleReport, columns: number): string {
  const names = members.slice(0, NAMES_SHOWN).map(shortId);
  const left = members.length - names.length;
  const text = names.join(', ') + (left > 0 ? ` and ${left} more` : '');
  return cutRight(text, Math.max(columns, 20));
}

function entranceLines({ entrances, does }: CycleReport, page: Page): string[] {
  return entrances.slice(0, 2).flatMap(({ entry, member, chain, when }) => {
    const by = chain.at(-1);
    const how = { boot: '', maybe: ' under a condition', later: ' after boot' }[when];
    if (by === undefined) return item(page, 'Entry', `${shortId(member)} is the entry ${entry} itself`);
    const held = does === 'masked' ? 'Held by' : 'Entered';
    return item(page, held, `${placeOf(by)} imports ${shortId(member)} first${how} (entry ${entry})`);
  });
}

function orderLine({ members, does }: CycleReport, page: Page): string[] {
  if (members.length > LARGEST_NUMBERED || does === 'harmless' || does === 'unknown') return [];
  return item(page, 'Order', members.map((id, at) => `${at + 1} ${shortId(id)}`).join('  '));
}

function hazardLines(hazards: readonly Hazard[], page: Page): string[] {
  const { shown, more } = head(page, hazards, HAZARDS_SHOWN);
  return [
    ...shown.flatMap((hazard, at) => {
      const order = orderWords(hazard);
      return [
        ...item(page, at === 0 ? 'Problem' : '', hazardWords(hazard)),
        ...(order === null ? [] : item(page, '', order, true)),
      ];
    }),
    ...moreLine(page, more, '            '),
  ];
}

function unsafeLines({ unsafe, members }: CycleReport, page: Page): string[] {
  const { shown, more } = head(page, unsafe, UNSAFE_SHOWN);
  return [
    ...item(page, 'Unsafe', `${unsafe.length} of ${plural(members.length, 'module')} must not come first:`),
    ...shown.flatMap((each) => [
      ...item(page, '', `${shortId(each.member)}: ${firstHazard(each)}`),
      ...(each.proof ? item(page, '', proofWords(each.proof), true) : []),
    ]),
    ...moreLine(page, more, '            '),
  ];
}

function firstHazard({ hazards, byOrder }: UnsafeMember): string {
  const [first] = hazards;
  const more = hazards.length > 1 ? `, and ${hazards.length - 1} more` : '';
  return first === undefined ? '' : `${hazardWords(first)}${more}${byOrder ? ' (by the order alone)' : ''}`;
}

function proofWords({ outcome, message, at }: Proof): string {
  const place = at === null ? '' : ` at ${at.file}${at.line === null ? '' : `:${at.line}`}`;
  switch (outcome) {
    case 'as-predicted':
      return `proved: ${message}${place}`;
    case 'otherwise':
      return `fails otherwise: ${message}${place}`;
    case 'did-not-fail':
      return 'loaded without an error';
    case 'not-run':
      return `not tried: ${message}`;
  }
}

function repairLines({ repairs }: CycleReport, page: Page): string[] {
  const shown = page.verbose ? repairs : differing(repairs).slice(0, REPAIRS_SHOWN);
  return shown.flatMap((repair, at) => item(page, at === 0 ? 'Fix' : 'or', repairWords(repair)));
}

/** One of each kind: the others say the same of other names. */
function differing(repairs: CycleReport['repairs']): CycleReport['repairs'] {
  return repairs.filter((repair, at) => repairs.findIndex(({ kind }) => kind === repair.kind) === at);
}

function cutLines({ safe, acyclic }: CycleReport, page: Page): string[] {
  const same = safe !== null && safe.edges.length === acyclic.edges.length;
  return [
    ...(safe === null || safe.edges.length === 0 || same ? [] : setLines(page, 'Safe without', safe)),
    ...setLines(page, 'Gone without', acyclic),
  ];
}

function setLines(page: Page, label: string, { edges, exact }: EdgeSet): string[] {
  const { shown, more } = head(page, edges, CUTS_SHOWN);
  const size = `${label} ${plural(edges.length, 'import')}${exact ? '' : ' or fewer'}:`;
  return [
    ...item(page, 'Cut', size, true),
    ...shown.flatMap((cut) => item(page, '', cutWords(cut), true)),
    ...moreLine(page, more, '            '),
  ];
}

const LABEL_COLUMNS = 8;

/** A labelled paragraph; labels stand in a column of their own. */
function item(page: Page, label: string, text: string, isDim = false): string[] {
  const indent = ' '.repeat(2 + LABEL_COLUMNS + 2);
  const first = `  ${label.padEnd(LABEL_COLUMNS)}  `;
  return wrap(text, page.width, indent, first).map((line) =>
    isDim ? line.slice(0, first.length) + page.ink.dim(line.slice(first.length)) : line,
  );
}
