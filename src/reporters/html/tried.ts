import type { CutMeasurement, TriedCuts } from '../../model/cut.ts';
import { plural } from '../numbers.ts';
import { placeWords, shortId } from '../places.ts';
import { sentence } from '../sentence.ts';
import { changeWords, skippedWords, triedWords, untriedWords } from '../tried-words.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { code, folded, importLine, limited, moreLine, output, section, type Place } from './parts.ts';
import type { EntryView } from './view.ts';

const SHOWN = 20;

/** What boots with cuts showed against boots without them; null where none was tried. */
export function triedSection(view: EntryView): MarkupElement | null {
  if (view.tried.length === 0) return null;
  return section(
    view,
    'tried',
    'What was tried',
    view.tried.map((tried) => triedItem(tried, view)),
  );
}

function triedItem(tried: TriedCuts, place: Place): MarkupElement {
  const { edges, scenarios, measurement, untried = [], cuts } = tried;
  const { modulesLeft, sameOutput, sameExitCode } = measurement;
  const { shown, more } = limited(edges, SHOWN);
  const same = (isSame: boolean) => (isSame ? 'the same' : 'differs');
  return h(
    'div',
    { class: 'tried' },
    h('p', {}, h('strong', {}, sentence(triedWords(tried)))),
    h('p', {}, changeWords(measurement)),
    shown.map((edge) => h('p', {}, importLine(edge, place))),
    moreLine(more),
    scenarios.map((each) => h('p', { class: 'quiet' }, 'And once a side: ', code(each))),
    h('p', {}, `Output ${same(sameOutput)}, exit code ${same(sameExitCode)}.`),
    broken(measurement, place),
    untried.length > 0 && h('p', {}, `${untriedWords(untried)}: ${untried.join(', ')}`),
    cuts.length > 0 && h('p', { class: 'quiet' }, `Ids: ${cuts.join(', ')}`),
    folded(
      `${plural(modulesLeft.length, 'module')} left startup`,
      h('p', {}, modulesLeft.map(shortId).join(', ')),
    ),
  );
}

function broken({ touched, registrationsLost, skipped = [] }: CutMeasurement, place: Place): Children {
  const used = touched.map(({ edge, by, stack }) => [
    importLine(edge, place),
    by !== null && ` at ${placeWords(by)}`,
    stack.length > 0 && output(stack.join('\n'), 'Where it was used'),
  ]);
  return [
    textList('Used while booting all the same: not deferred', used),
    textList('No longer registered at startup', registrationsLost.map(code)),
    textList(
      'Not cut',
      skipped.map(({ edge, why }) => skippedWords(edge, why)),
    ),
  ];
}

function textList(title: string, items: readonly Children[]): Children {
  if (items.length === 0) return null;
  const { shown, more } = limited(items, SHOWN);
  return [
    h('h4', {}, title),
    h(
      'ul',
      {},
      shown.map((item) => h('li', {}, item)),
    ),
    moreLine(more),
  ];
}
