import type { Payload } from '../reporters/html/payload-format.ts';
import { mountBeforeAfter } from './before-after.ts';
import { entryContext, type EntryContext } from './context.ts';
import { enableCopying } from './copy.ts';
import { decodePayload, type PageData } from './decode.ts';
import { el, replace } from './dom.ts';
import { mountExplorer } from './explorer.ts';
import { mostTelling } from './first-module.ts';
import { mountIcicle } from './icicle.ts';
import { mountModules } from './modules-table.ts';
import { newState, type PageState } from './state.ts';

/** The page while it is open: what is known, what was chosen, and the entry that is shown. */
export class Page {
  private data: PageData;
  private readonly state: PageState = newState();
  private readonly tools: HTMLElement;
  private context: EntryContext | null = null;
  private showModule: (module: number) => void = () => undefined;
  private redrawings: (() => void)[] = [];

  /** @param tools where the switch of entries goes */
  constructor(payload: Payload, tools: HTMLElement) {
    this.data = decodePayload(payload);
    this.tools = tools;
    addEventListener('hashchange', () => this.followHash());
    document.addEventListener('click', (event) => this.followLink(event));
  }

  /** Builds everything; to be called whenever the text of the page is new. */
  build(): void {
    enableCopying(document);
    const { entries } = this.data;
    this.tools.querySelector('.entries')?.remove();
    if (entries.length > 1) this.tools.prepend(this.entrySwitch());
    const named = entries.findIndex(({ name }) => name === this.state.entry);
    const linked = entryOfHash();
    const worst = document
      .querySelector('section.entry:has(.verdict-words.fail)')
      ?.getAttribute('data-entry');
    const first = Number(linked ?? worst ?? 0);
    this.showEntry(named >= 0 ? named : Math.min(first, Math.max(entries.length - 1, 0)));
  }

  /** Takes a newer report. */
  take(payload: Payload): void {
    this.data = decodePayload(payload);
  }

  /** Draws the pictures anew, as after a change of colours. */
  redraw(): void {
    for (const each of this.redrawings) each();
  }

  private entrySwitch(): HTMLElement {
    const select = el(
      'select',
      { class: 'entries', 'aria-label': 'Entry' },
      this.data.entries.map(({ name }, at) => el('option', { value: at }, name)),
    );
    select.addEventListener('change', () => {
      this.showEntry(select.selectedIndex);
      scrollTo({ top: 0 });
    });
    return select;
  }

  private showEntry(at: number): void {
    const entry = this.data.entries[at];
    if (entry === undefined) return;
    this.state.entry = entry.name;
    for (const section of document.querySelectorAll<HTMLElement>('section.entry'))
      section.hidden = section.dataset['entry'] !== String(at);
    const select = this.tools.querySelector<HTMLSelectElement>('select.entries');
    if (select) select.selectedIndex = at;
    if (this.context?.entry !== entry) this.mount(at);
  }

  private mount(at: number): void {
    const { state } = this;
    const section = document.getElementById(`e${at}`);
    const place = (name: string) => section?.querySelector<HTMLElement>(`[data-mount="${name}"]`) ?? null;
    const context = entryContext(this.data, at, (module, from) => this.choose(module, from));
    this.context = context;
    const icicleHost = place('icicle');
    const icicle = icicleHost && mountIcicle(icicleHost, context, state);
    const explorerHost = place('explorer');
    const explorer = explorerHost && mountExplorer(explorerHost, context);
    const sidesHost = place('before-after');
    const sides = sidesHost && mountBeforeAfter(sidesHost, context);
    const modulesHost = place('modules');
    if (modulesHost) mountModules(modulesHost, context, state);
    this.redrawings = [() => icicle?.redraw(), () => sides?.()];
    this.showModule = (module) => {
      explorer?.show(module);
      icicle?.choose(module);
    };
    const known = state.module === null ? undefined : this.data.numberOf.get(state.module);
    const first = known ?? mostTelling(context);
    if (first !== null) this.choose(first);
  }

  private choose(module: number, from?: 'link'): void {
    const id = this.data.modules[module]?.id;
    if (id === undefined || this.context === null) return;
    this.state.module = id;
    this.showModule(module);
    if (from === 'link') document.getElementById(`e${this.context.at}-why`)?.scrollIntoView();
  }

  private followLink(event: MouseEvent): void {
    const link =
      event.target instanceof Element
        ? event.target.closest<HTMLElement>('a[data-module], a[data-entry-link]')
        : null;
    if (link === null || event.ctrlKey || event.metaKey) return;
    const { module, entryLink } = link.dataset;
    const at = entryLink ?? link.closest<HTMLElement>('section.entry')?.dataset['entry'];
    if (at !== undefined) this.showEntry(Number(at));
    const number = module === undefined ? undefined : this.data.numberOf.get(module);
    if (number !== undefined) this.choose(number);
  }

  private followHash(): void {
    const at = entryOfHash();
    if (at === null || at === this.context?.at) return;
    this.showEntry(at);
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
}

/** Links to parts of an entry begin with its place: `#e1-boot`. */
function entryOfHash(): number | null {
  const found = /^#e(\d+)/.exec(location.hash);
  return found === null ? null : Number(found[1]);
}

/** Puts a new text in the place of the old one; what was unfolded stays so. */
export function replaceMain(main: Node): void {
  const old = document.getElementById('main');
  if (old === null || !(main instanceof HTMLElement)) return;
  const open = new Set([...old.querySelectorAll('details[open]')].map(nameOfDetails));
  for (const details of main.querySelectorAll('details')) details.open = open.has(nameOfDetails(details));
  old.replaceWith(main);
}

function nameOfDetails(details: Element): string {
  return `${details.closest('section[id]')?.id ?? ''} ${details.querySelector('summary')?.textContent ?? ''}`;
}

/** Says something at the top of the page. */
export function say(text: string): void {
  const line = document.getElementById('live');
  if (line) replace(line, text);
}
