import type { TriedCuts } from '../../model/cut.ts';
import { placeWords } from '../cut-words.ts';
import { plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { changeWords, skippedWords, triedWords, untriedWords } from '../tried-words.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { code, folded, importLine, limited, section, type Place } from './parts.ts';
import type { EntryView } from './view.ts';

const SHOWN = 20;

/** What boots with cuts showed against boots without them; null where none was tried. */
export function triedSection(view: EntryView): MarkupElement | null {
  if (view.tried.length === 0) return null;
  return section(view, 'tried', 'What was tried', view.tried.map((tried) => triedItem(tried, view)));
}

function triedItem(tried: TriedCuts, place: Place): MarkupElement {
  const { edges, scenarios, measurement, untried = [], cuts } = tried;
  const { modulesLeft, registrationsLost, touched, sameOutput, sameExitCode, skipped = [] } = measurement;
  return h(
    'div',
    { class: 'tried' },
    h('p', {}, h('strong', {}, sentence(triedWords(tried)))),
    h('p', {}, changeWords(measurement)),
    limited(edges, SHOWN).shown.map((edge) => h('p', {}, importLine(edge, place))),
    scenarios.length > 0 && h('p', { class: 'quiet' }, 'And once a side: ', scenarios.map((each) => [code(each), ' '])),
    h('p', {}, `Output ${sameOutput ? 'the same' : 'differs'}, exit code ${sameExitCode ? 'the same' : 'differs'}.`),
    textList('Used while booting all the same: not deferred', touched.map(({ edge, by, stack }) => [
      importLine(edge, place),
      by !== null && ` at ${placeWords(by)}`,
      stack.length > 0 && h('pre', {}, stack.join('\n')),
    ])),
    textList('No longer registered at startup', registrationsLost.map((name) => code(name))),
    textList('Not cut', skipped.map(({ edge, why }) => skippedWords(edge, why))),
    untried.length > 0 && h('p', {}, `${untriedWords(untried)}: ${untried.join(', ')}`),
    cuts.length > 0 && h('p', { class: 'quiet' }, `Ids: ${cuts.join(', ')}`),
    folded(`${plural(modulesLeft.length, 'module')} left startup`, h('p', {}, modulesLeft.map(shortId).join(', '))),
  );
}

function textList(title: string, items: readonly Children[]): Children {
  if (items.length === 0) return null;
  return [h('h4', {}, title), h('ul', {}, items.slice(0, SHOWN).map((item) => h('li', {}, item)))];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
