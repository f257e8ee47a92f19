import type { BootTrace } from '../../model/boot.ts';
import type { EntryReport } from '../../model/report.ts';
import type { BootPackage } from '../boot-packages.ts';
import { bytes, millis, percent, plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { bars, card, NAME_CHARS, placeLink, type BarRow } from './card.ts';
import type { MarkupElement } from './markup.ts';
import { moduleLink, tailOf, type Place } from './parts.ts';
import type { EntryView } from './view.ts';

const SHOWN = 3;

/** The packages that most of a boot would go away with; without a boot, those that weigh most. */
export function slowCard(view: EntryView): MarkupElement | null {
  const { packages, graph, boot, entry } = view;
  if (boot && packages.length > 0)
    return card('What makes it slow', `#e${entry}-boot`, bars(timeRows(boot, packages, view)));
  const rows = graph === undefined ? [] : weightRows(graph, view);
  return rows.length === 0 ? null : card('What weighs most', null, bars(rows));
}

function timeRows({ modules }: BootTrace, packages: readonly BootPackage[], place: Place): BarRow[] {
  const all = modules.reduce((sum, { totalMs, importer }) => sum + (importer === null ? totalMs : 0), 0);
  return packages.slice(0, SHOWN).map(({ name, retainedMs, modules: files, door }) => {
    const share = all > 0 ? retainedMs / all : null;
    const from = door && moduleLink(door.from, place, tailOf(shortId(door.from), NAME_CHARS));
    const part = share === null ? '' : `, ${percent(share)} of module time`;
    return {
      name,
      amount: `${millis(retainedMs)} ms`,
      share,
      note: [`${plural(files, 'module')}${part}`, from && [', from ', from]],
    };
  });
}

function weightRows({ packages, totals }: EntryReport, place: Place): BarRow[] {
  const all = totals.eager.bytes;
  const foreign = packages.filter(({ door }) => door !== null).slice(0, SHOWN);
  return foreign.map(({ name, retainedBytes, retainedModules, door }) => ({
    name,
    amount: bytes(retainedBytes),
    share: all > 0 ? retainedBytes / all : null,
    note: [plural(retainedModules, 'module'), door && [', from ', placeLink(door, place)]],
  }));
}
