import { millis } from '../reporters/numbers.ts';
import { layOutBoot } from './boot-layout.ts';
import type { EntryContext } from './context.ts';
import type { BootData } from './decode.ts';
import { el, replace } from './dom.ts';
import { paintIcicle } from './icicle-canvas.ts';
import { rowsOf, type Drawn } from './icicle-drawing.ts';

const MOST_ROWS = 10;

/** Both boots of a comparison under each other, to one scale; what only one of them has stands out. */
export function mountBeforeAfter(host: HTMLElement, context: EntryContext): (() => void) | null {
  const { boot, before } = context.entry;
  if (boot === null || before === null) return null;
  const sides = [sideOf('Base', before, boot, context), sideOf('Head', boot, before, context)];
  const toMs = Math.max(...sides.map(({ drawn }) => drawn.layout.totalMs));
  replace(
    host,
    ...sides.map(({ element }) => element),
    el(
      'p',
      { class: 'quiet' },
      'To one scale; modules that only this side loads stand out, the others are faint.',
    ),
  );
  const redraw = () => {
    for (const { canvas, drawn } of sides) {
      const rows = Math.min(rowsOf(drawn), MOST_ROWS);
      paintIcicle(canvas, { ...drawn, toMs }, { width: canvas.clientWidth, rows });
    }
  };
  new ResizeObserver(redraw).observe(host);
  return redraw;
}

function sideOf(name: string, boot: BootData, other: BootData, { data }: EntryContext) {
  const layout = layOutBoot(boot);
  const known = new Set(other.modules);
  const matches = Uint8Array.from(boot.modules, (module) => (known.has(module) ? 0 : 1));
  const only = matches.reduce((sum, each) => sum + each, 0);
  const canvas = el('canvas', {
    role: 'img',
    'aria-label': `${name}: ${millis(layout.totalMs)} ms in modules, ${boot.modules.length} modules, ${only} of them only here. What came and left is listed above.`,
  });
  const drawn: Drawn = {
    boot,
    layout,
    modules: data.modules,
    zoom: -1,
    fromMs: 0,
    toMs: layout.totalMs,
    chosen: -1,
    matches: only > 0 ? matches : null,
    held: null,
  };
  const caption = el(
    'figcaption',
    {},
    el('strong', {}, name),
    ` ${millis(layout.totalMs)} ms in ${boot.modules.length} modules`,
  );
  return { element: el('figure', {}, caption, canvas), canvas, drawn };
}
