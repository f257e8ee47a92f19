import type { DriftMismatch, RuntimeOnlyDrift, StaticOnlyDrift } from '../../model/startup.ts';
import { mismatchWords, runtimeOnlyWords, staticOnlyWords } from '../drift-words.ts';
import { bytes, count, plural } from '../numbers.ts';
import { placeWords } from '../places.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { edgeLink, limited, moduleLink, moreLine, section, table, type Place } from './parts.ts';
import type { EntryView } from './view.ts';

const SHOWN = 15;

/** Where imports and boot disagree; null where they were not joined. */
export function driftSection(view: EntryView): MarkupElement | null {
  const drift = view.boot?.drift;
  if (!drift) return null;
  const { staticOnly, runtimeOnly, both, mismatch } = drift;
  const agreed = staticOnly.length + runtimeOnly.length === 0;
  return section(
    view,
    'drift',
    'Where imports and boot disagree',
    mismatch !== null && h('p', { class: 'finding error' }, mismatchWords(mismatch as DriftMismatch)),
    h(
      'p',
      { class: 'quiet' },
      `${plural(both, 'file')} ${both === 1 ? 'is' : 'are'} in both${agreed ? ': imports and boot agree.' : '.'}`,
    ),
    staticOnly.length > 0 && [h('h4', {}, 'Imported, but not loaded'), staticTable(staticOnly, view)],
    runtimeOnly.length > 0 && [
      h('h4', {}, 'Loaded, but not by an import of startup'),
      runtimeTable(runtimeOnly, view),
    ],
  );
}

const COLUMNS = [
  { title: 'module' },
  { title: 'why' },
  { title: 'files', numeric: true },
  { title: 'bytes', numeric: true },
  { title: 'at' },
];

function staticTable(items: readonly StaticOnlyDrift[], place: Place): Children {
  const { shown, more } = limited(items, SHOWN);
  const rows = shown.map((item) => [
    moduleLink(item.module, place),
    staticOnlyWords(item),
    count(item.modules),
    bytes(item.bytes),
    item.edge === null ? '' : edgeLink(item.edge, place),
  ]);
  return [table('Imported, but not loaded', COLUMNS, rows), moreLine(more)];
}

function runtimeTable(items: readonly RuntimeOnlyDrift[], place: Place): Children {
  const { shown, more } = limited(items, SHOWN);
  const rows = shown.map((item) => [
    moduleLink(item.module, place),
    runtimeOnlyWords(item),
    count(item.modules),
    bytes(item.bytes),
    item.place === null
      ? item.importer === null
        ? ''
        : moduleLink(item.importer, place)
      : placeWords(item.place),
  ]);
  return [table('Loaded, but not by an import of startup', COLUMNS, rows), moreLine(more)];
}
