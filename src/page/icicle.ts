import { millis, plural } from '../reporters/numbers.ts';
import { shortId } from '../reporters/places.ts';
import { retainedSet } from '../graph/dominators.ts';
import { placeAt, type BootLayout } from './boot-layout.ts';
import type { EntryContext } from './context.ts';
import { el, replace } from './dom.ts';
import { paintIcicle } from './icicle-canvas.ts';
import { AXIS, ROW, rowsOf, type Drawn } from './icicle-drawing.ts';
import { nextPlace } from './icicle-keys.ts';
import { holdsAll, wordsOf } from './query-words.ts';
import type { PageState } from './state.ts';

/** A boot as a picture: time in load order, each module below its first importer. */
export interface Icicle {
  readonly choose: (module: number) => void;
  readonly redraw: () => void;
}

/** Builds the picture in a place of its own; null where the entry was not booted. */
export function mountIcicle(host: HTMLElement, context: EntryContext, state: PageState): Icicle | null {
  const { entry, layout } = context;
  return entry.boot === null || layout === null ? null : new IcicleView(host, context, state, layout);
}

class IcicleView implements Icicle {
  private readonly context: EntryContext;
  private readonly state: PageState;
  private readonly layout: BootLayout;
  private readonly canvas = el('canvas', { 'aria-hidden': 'true' });
  private readonly stage: HTMLElement;
  private readonly readout = el('p', { class: 'readout' });
  private readonly said = el('p', { class: 'visually-hidden', role: 'status' });
  private readonly out = el('button', { type: 'button', disabled: true }, 'Zoom out');
  private readonly found = el('span', { class: 'quiet', role: 'status' });
  private chosen = -1;
  private zoom = -1;
  private held: Uint8Array | null = null;
  private matches: Uint8Array | null = null;
  private waits = false;

  constructor(host: HTMLElement, context: EntryContext, state: PageState, layout: BootLayout) {
    this.context = context;
    this.state = state;
    this.layout = layout;
    this.zoom = this.placeOf(state.zoom);
    this.stage = el(
      'div',
      {
        class: 'stage',
        tabindex: 0,
        role: 'application',
        'aria-roledescription': 'boot icicle',
        'aria-label': `Boot of ${plural(layout.depth.length, 'module')} in load order. Arrow keys move, Enter zooms in, Escape zooms out, w shows why. The table of all modules has the same figures.`,
      },
      this.canvas,
    );
    replace(host, this.toolbar(), this.stage, this.readout, legend(), this.said);
    this.listen();
    this.highlight(state.highlight);
    new ResizeObserver(() => this.redraw()).observe(this.stage);
  }

  choose(module: number): void {
    const place = this.layout.placeOf.get(module) ?? -1;
    if (place === this.chosen) return;
    this.chosen = place;
    const graph = place < 0 ? null : this.context.graphFor(module);
    this.held = graph === null ? null : new Uint8Array(this.layout.depth.length);
    for (const each of graph === null ? [] : retainedSet(graph.tree(), module)) {
      const at = this.layout.placeOf.get(each);
      if (at !== undefined) this.held![at] = 1;
    }
    if (place >= 0 && !this.isInside(place)) this.zoomTo(-1);
    this.read(place);
    this.redraw();
  }

  redraw(): void {
    if (this.waits) return;
    this.waits = true;
    requestAnimationFrame(() => {
      this.waits = false;
      this.draw();
    });
  }

  private placeOf(id: string | null): number {
    const module = id === null ? undefined : this.context.data.numberOf.get(id);
    return module === undefined ? -1 : (this.layout.placeOf.get(module) ?? -1);
  }

  private draw(): void {
    const shown = this.drawn();
    paintIcicle(this.canvas, shown, { width: this.stage.clientWidth, rows: rowsOf(shown) });
  }

  private drawn(): Drawn {
    const { layout, zoom, chosen, matches, held } = this;
    const [fromMs, toMs] = zoom < 0 ? [0, layout.totalMs] : [layout.start[zoom]!, layout.end[zoom]!];
    const { data, entry } = this.context;
    return { boot: entry.boot!, layout, modules: data.modules, zoom, fromMs, toMs, chosen, matches, held };
  }

  private toolbar(): HTMLElement {
    const id = `e${this.context.at}-highlight`;
    const input = el('input', {
      type: 'search',
      id,
      placeholder: 'Highlight…',
      spellcheck: 'false',
      value: this.state.highlight,
    });
    input.addEventListener('input', () => this.highlight(input.value));
    this.out.addEventListener('click', () => this.zoomOut());
    return el(
      'div',
      { class: 'toolbar' },
      el('label', { for: id, class: 'visually-hidden' }, 'Highlight modules'),
      input,
      this.found,
      el('span', { class: 'space' }),
      this.out,
    );
  }

  private highlight(query: string): void {
    this.state.highlight = query;
    const words = wordsOf(query);
    const { data, entry } = this.context;
    let [size, ms] = [0, 0];
    this.matches = words.length === 0 ? null : new Uint8Array(this.layout.depth.length);
    for (const [place, module] of this.matches === null ? [] : entry.boot!.modules.entries()) {
      if (!holdsAll(data.modules[module]!.id, words)) continue;
      this.matches![place] = 1;
      size++;
      ms += this.layout.ownMs[place]!;
    }
    this.found.textContent =
      this.matches === null ? '' : `${plural(size, 'module')}, ${millis(ms)} ms of their own`;
    this.redraw();
  }

  private listen(): void {
    const { stage } = this;
    stage.addEventListener('pointermove', (event) => this.read(this.under(event)));
    stage.addEventListener('pointerleave', () => this.read(this.chosen));
    stage.addEventListener('click', (event) => this.pick(this.under(event)));
    stage.addEventListener('dblclick', (event) => this.zoomTo(this.under(event)));
    stage.addEventListener('keydown', (event) => {
      if (this.key(event)) event.preventDefault();
    });
  }

  private key(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Enter') this.zoomTo(this.chosen);
    else if (event.key === 'Escape' || event.key === 'Backspace') this.zoomOut();
    else if (event.key === 'w') this.why();
    else {
      const next = nextPlace(this.layout, this.chosen, event.key, this.zoom);
      if (next === null) return false;
      this.pick(next);
      this.said.textContent = this.words(next);
    }
    return true;
  }

  private pick(place: number): void {
    if (place >= 0) this.context.choose(this.context.entry.boot!.modules[place]!);
  }

  private why(): void {
    document.getElementById(`e${this.context.at}-why`)?.scrollIntoView();
  }

  private under(event: MouseEvent): number {
    const { fromMs, toMs, zoom } = this.drawn();
    const box = this.canvas.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top - AXIS) / ROW);
    if (row < 0) return -1;
    const ms = fromMs + ((event.clientX - box.left) / box.width) * (toMs - fromMs);
    return placeAt(this.layout, ms, row + (zoom < 0 ? 0 : this.layout.depth[zoom]!));
  }

  private isInside(place: number): boolean {
    const { layout, zoom } = this;
    return (
      zoom < 0 ||
      (layout.start[place]! >= layout.start[zoom]! &&
        layout.end[place]! <= layout.end[zoom]! &&
        layout.depth[place]! >= layout.depth[zoom]!)
    );
  }

  private zoomOut(): void {
    if (this.zoom >= 0) this.zoomTo(this.context.entry.boot!.importer[this.zoom]!);
  }

  private zoomTo(place: number): void {
    this.zoom = place;
    this.state.zoom =
      place < 0 ? null : this.context.data.modules[this.context.entry.boot!.modules[place]!]!.id;
    this.out.disabled = place < 0;
    this.redraw();
  }

  private read(place: number): void {
    if (place < 0)
      return replace(
        this.readout,
        el(
          'span',
          { class: 'quiet' },
          'Point at a module, or use the arrow keys. Double-click or Enter zooms in.',
        ),
      );
    const { data, entry, at } = this.context;
    const { id } = data.modules[entry.boot!.modules[place]!]!;
    const link = el('a', { href: `#e${at}-why` }, 'Why is it here?');
    replace(
      this.readout,
      el('span', { class: 'name', title: id }, shortId(id)),
      ` ${this.figures(place)} `,
      place === this.chosen && link,
    );
  }

  private figures(place: number): string {
    const { layout, context } = this;
    const boot = context.entry.boot!;
    return `${millis(layout.end[place]! - layout.start[place]!)} ms with its imports, ${millis(layout.ownMs[place]!)} its own; ${millis(boot.retainedMs[place]!)} ms and ${plural(boot.retainedModules[place]!, 'module')} go away with it`;
  }

  private words(place: number): string {
    return `${shortId(this.context.data.modules[this.context.entry.boot!.modules[place]!]!.id)}: ${this.figures(place)}`;
  }
}

function legend(): HTMLElement {
  const swatch = (kind: string, text: string) =>
    el('span', { class: 'swatch' }, el('i', { class: kind }), text);
  return el(
    'p',
    { class: 'legend quiet' },
    swatch('dark', 'exclusive: goes away if it is cut'),
    swatch('light', 'shared: mostly held by others too'),
    swatch('accent', 'leaves with the chosen module'),
  );
}
