import { bytes, count, millis, plural, VISIBLE_MS } from '../reporters/numbers.ts';
import { EVIDENCE, OUTCOMES, PHASE_FIELDS, REACHED } from '../reporters/html/payload-format.ts';
import type { EntryContext } from './context.ts';
import { el } from './dom.ts';

const HOW: Readonly<Record<(typeof REACHED)[number], string>> = {
  eager: 'at startup for certain',
  conditional: 'at startup under a condition',
  lazy: 'loaded later',
  none: 'not reached by any import',
};

const SEEN: Readonly<Record<(typeof EVIDENCE)[number], string>> = {
  both: 'imported, and seen loading',
  runtime: 'seen loading, though no import of startup names it',
  static: 'imported, but not seen loading',
  none: 'not seen loading',
};

/** What a module is, whether it was loaded, and what it took. */
export function moduleHead({ data, entry, layout }: EntryContext, module: number): HTMLElement {
  const { id, package: owner, format, bytes: size } = data.modules[module]!;
  const reached = REACHED[entry.reached[module] ?? 0]!;
  const evidence = entry.evidence === null ? null : EVIDENCE[entry.evidence[module] ?? 0]!;
  const facts = [
    ...(owner === null ? [] : [`package ${owner}`]),
    format,
    bytes(size),
    evidence === null ? HOW[reached] : SEEN[evidence],
    ...(evidence !== null && reached !== 'none' ? [`by the imports ${HOW[reached]}`] : []),
  ];
  const place = layout?.placeOf.get(module);
  return el(
    'div',
    { class: 'module-head' },
    el('h4', { class: 'module-name' }, id),
    el('p', { class: 'quiet' }, facts.join(' · ')),
    place !== undefined && timesPart({ entry, layout: layout! }, place),
  );
}

function timesPart(
  {
    entry,
    layout,
  }: { readonly entry: EntryContext['entry']; readonly layout: NonNullable<EntryContext['layout']> },
  place: number,
): HTMLElement {
  const boot = entry.boot!;
  const phases = PHASE_FIELDS.map((field, at) => [field.slice(0, -2), boot.times[at]![place]!] as const);
  const outcome = OUTCOMES[boot.outcomes[place] ?? 0]!;
  const figure = (value: string, what: string) => el('div', {}, el('dt', {}, what), el('dd', {}, value));
  return el(
    'div',
    {},
    el(
      'dl',
      { class: 'facts' },
      figure(
        `${millis(boot.retainedMs[place]!)} ms, ${plural(boot.retainedModules[place]!, 'module')}`,
        'goes away with it',
      ),
      figure(`${millis(layout.end[place]! - layout.start[place]!)} ms`, 'with its imports'),
      figure(`${millis(layout.ownMs[place]!)} ms`, 'its own'),
      figure(`${place + 1} of ${count(boot.modules.length)}`, 'loaded'),
    ),
    el(
      'p',
      { class: 'quiet' },
      phases
        .filter(([, ms]) => ms >= VISIBLE_MS)
        .map(([name, ms]) => `${name} ${millis(ms)}`)
        .join(' · '),
      outcome !== 'evaluated' &&
        ` · ${outcome === 'threw' ? 'it threw' : 'it was not done when boot was over'}`,
    ),
  );
}
