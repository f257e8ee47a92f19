import type { RegistrationChanges, StartupChange } from '../../model/compare.ts';
import { countWords, lineWords, namesOf } from '../compare-words.ts';
import { bytes, count, plural } from '../numbers.ts';
import { deltaWords } from './figures.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { chainList, folded, importLine, limited, moreLine, output, section, table } from './parts.ts';
import type { EntryView } from './view.ts';

const SHOWN = 15;
const NAMES_SHOWN = 12;

/** What came to startup and what left; null where nothing was compared. */
export function changesSection(view: EntryView): MarkupElement | null {
  const { compared, report } = view;
  if (compared === undefined) return null;
  const delta = deltaWords(view);
  const stopped = compared.cpu?.kind === 'verdict' ? compared.cpu.stopped : null;
  return section(
    view,
    'changes',
    'What changed',
    delta !== null && h('p', {}, h('strong', {}, delta)),
    stopped !== null && [
      h('p', { class: 'finding error' }, stopped.message),
      stopped.stderr !== '' && folded('What it printed', output(stopped.stderr, 'What it printed')),
    ],
    totals(view),
    changeList('Came to startup', '+', compared.arrived, view),
    changeList('Left startup', '−', compared.left, view),
    registrations(compared.registrations),
    report.compare?.boots !== undefined && h('div', { 'data-mount': 'before-after' }),
  );
}

function totals({ compared }: EntryView): Children {
  const { base, head } = compared?.totals ?? { base: null, head: null };
  if (base === null || head === null) return null;
  const row = (name: string, old: number, now: number, write: (value: number) => string) => [
    name,
    write(old),
    write(now),
    now === old ? '' : `${now > old ? '+' : '−'}${write(Math.abs(now - old))}`,
  ];
  return table(
    'Startup of both sides',
    [
      { title: 'startup' },
      { title: 'base', numeric: true },
      { title: 'head', numeric: true },
      { title: 'change', numeric: true },
    ],
    [
      row('modules', base.modules, head.modules, count),
      row('packages', base.packages, head.packages, count),
      row('bytes', base.bytes, head.bytes, bytes),
      row('Node builtins', base.builtins, head.builtins, count),
    ],
  );
}

function changeList(
  title: string,
  mark: string,
  changes: readonly StartupChange[],
  view: EntryView,
): Children {
  if (changes.length === 0) return null;
  const { shown, more } = limited(changes, SHOWN);
  return [
    h('h4', {}, title),
    h(
      'ul',
      { class: 'changes' },
      shown.map((change) => changeItem(change, mark, view)),
    ),
    moreLine(more),
  ];
}

function changeItem(change: StartupChange, mark: string, view: EntryView): MarkupElement {
  const { edge, chain, timing, bytes: size } = change;
  const names = limited(namesOf(change), NAMES_SHOWN);
  const who = lineWords(change);
  return h(
    'li',
    {},
    h(
      'p',
      {},
      h('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
      h('strong', {}, `${countWords(change)}, ${bytes(size)}`),
      ` ${names.shown.join(', ')}${names.more > 0 ? ` and ${names.more} more` : ''}`,
      timing === 'conditional' && h('span', { class: 'tag' }, 'conditional'),
    ),
    edge !== null &&
      h('p', {}, importLine(edge, view), who !== null && h('span', { class: 'quiet' }, ` ${who}`)),
    chain.length > 1 && folded('The chain', chainList(chain, view)),
  );
}

function registrations(changes: RegistrationChanges | null): Children {
  if (changes === null || changes.arrived.length + changes.vanished.length === 0) return null;
  const list = (names: readonly string[]): Children => {
    const { shown, more } = limited(names, NAMES_SHOWN);
    return [
      h(
        'ul',
        {},
        shown.map((name) => h('li', {}, name)),
      ),
      moreLine(more),
    ];
  };
  return [
    changes.vanished.length > 0 && [
      h('h4', {}, `${plural(changes.vanished.length, 'registration')} vanished`),
      list(changes.vanished),
    ],
    changes.arrived.length > 0 &&
      folded(`${plural(changes.arrived.length, 'registration')} arrived`, list(changes.arrived)),
  ];
}
