import type { Report } from '../model/report.ts';
import { verdictOf, type Verdict } from '../model/verdict.ts';
import { loadedModules } from './loaded-modules.ts';
import { bytes, count, millis, plural, times } from './numbers.ts';
import { xmlElement, xmlText } from './xml.ts';

const HEIGHT = 20;
const PADDING = 7;
/** Advance of a character of Verdana at 11 px, by kind: narrow, wide, all others. */
const ADVANCE = { narrow: 4, wide: 10, other: 7 };

const LABEL = 'startup';
/** With white text on them: contrast of 4.5 and more. */
const COLOR: Readonly<Record<Verdict, string>> = {
  clean: '#157f3c',
  findings: '#c02626',
  'could-not': '#9a3412',
  inconclusive: '#8a6100',
};

/**
 * The report as a badge for a README: what startup takes, in the colour of the verdict. One entry is named by its
 * figures, several by the heaviest of them. A plain SVG: no script, nothing loaded.
 */
export function renderBadge(report: Report): string {
  const verdict = verdictOf(report);
  const value = verdict === 'could-not' ? 'failed' : figures(report);
  const [left, right] = [widthOf(LABEL), widthOf(value)];
  const width = left + right;
  const name = `${LABEL}: ${value}`;
  const box = { height: HEIGHT };
  const text = (words: string, center: number) => xmlElement('text', { x: center, y: 14 }, [xmlText(words)]);
  const font = { 'text-anchor': 'middle', 'font-family': 'Verdana,DejaVu Sans,sans-serif', 'font-size': 11 };
  return `${xmlElement(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, ...box, role: 'img', 'aria-label': name },
    [
      xmlElement('title', {}, [xmlText(name)]),
      xmlElement('clipPath', { id: 'round' }, [xmlElement('rect', { width, ...box, rx: 3 })]),
      xmlElement('g', { 'clip-path': 'url(#round)' }, [
        xmlElement('rect', { width: left, ...box, fill: '#404040' }),
        xmlElement('rect', { x: left, width: right, ...box, fill: COLOR[verdict] }),
      ]),
      xmlElement('g', { fill: '#fff', ...font }, [text(LABEL, left / 2), text(value, left + right / 2)]),
    ],
  )}\n`;
}

/** Of the entry with the most CPU, where one was booted; else of the one with the most modules. */
function figures({ boots, entries }: Report): string {
  const [boot] = (boots ?? [])
    .filter(({ totals }) => totals.cpuMs !== null)
    .toSorted((one, other) => (other.totals.cpuMs?.value ?? 0) - (one.totals.cpuMs?.value ?? 0));
  if (boot?.totals.cpuMs) {
    const { cpuMs, multiple } = boot.totals;
    const bare = multiple ? ` · ${times(multiple.value)} Node` : '';
    const loaded = loadedModules(boot);
    return `${millis(cpuMs.value)} ms CPU${bare}${loaded > 0 ? ` · ${plural(loaded, 'module')}` : ''}`;
  }
  const [heaviest] = entries.toSorted((one, other) => other.totals.eager.modules - one.totals.eager.modules);
  if (!heaviest) return 'nothing analysed';
  const { eager, conditional } = heaviest.totals;
  if (conditional.modules === 0) return `${plural(eager.modules, 'module')} · ${bytes(eager.bytes)}`;
  return `${count(eager.modules)} to ${plural(eager.modules + conditional.modules, 'module')}`;
}

function widthOf(text: string): number {
  const columns = Array.from(text, (char) =>
    /[ .,·:;|il1'()[\]]/.test(char) ? ADVANCE.narrow : /[mwMW%@]/.test(char) ? ADVANCE.wide : ADVANCE.other,
  );
  return columns.reduce((sum, advance) => sum + advance, 2 * PADDING);
}
