import { millis } from '../reporters/numbers.ts';
import { shortId } from '../reporters/places.ts';
import type { EntryContext } from './context.ts';
import { el, replace, setAttributes } from './dom.ts';
import { isStartup } from './module-rows.ts';
import { searchModules } from './search.ts';

const MOST = 12;

/**
 * A box to look modules up in, as https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ has it.
 */
export class ModuleBox {
  readonly element: HTMLElement;
  private readonly context: EntryContext;
  private readonly pick: (module: number) => void;
  private readonly id: string;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private found: readonly number[] = [];
  private at = -1;

  /** @param pick called with the module that was chosen */
  constructor(context: EntryContext, pick: (module: number) => void) {
    this.context = context;
    this.pick = pick;
    this.id = `e${context.at}-find`;
    this.input = inputNamed(this.id);
    this.list = el('ul', {
      id: `${this.id}-list`,
      role: 'listbox',
      'aria-label': 'Modules found',
      hidden: true,
    });
    const label = el('label', { for: this.id }, 'Module');
    const box = el('div', { class: 'find-box' }, this.input, this.list);
    this.element = el('div', { class: 'find' }, label, box, el('kbd', { 'aria-hidden': 'true' }, '/'));
    this.listen();
  }

  /** Names the module that is shown. */
  show(module: number): void {
    this.input.value = shortId(this.context.data.modules[module]!.id);
  }

  private listen(): void {
    const { input, list } = this;
    input.addEventListener('input', () => this.search());
    input.addEventListener('blur', () => this.close());
    input.addEventListener('keydown', (event) => {
      if (this.key(event.key)) event.preventDefault();
    });
    // The box would lose the focus, and close, before the click.
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const option = event.target instanceof Element ? event.target.closest('li') : null;
      if (option) this.take([...list.children].indexOf(option));
    });
  }

  private key(key: string): boolean {
    const isOpen = !this.list.hidden;
    if (key === 'ArrowDown' && isOpen) this.mark(Math.min(this.at + 1, this.found.length - 1));
    else if (key === 'ArrowDown') this.search();
    else if (key === 'ArrowUp' && isOpen) this.mark(Math.max(this.at - 1, 0));
    else if (key === 'Enter') this.take(isOpen ? this.at : -1);
    else if (key === 'Escape' && isOpen) this.close();
    else return false;
    return true;
  }

  private search(): void {
    const { context, input, list, id } = this;
    this.found = searchModules(context.data, input.value, MOST, (module) => isStartup(context.entry, module));
    replace(list, ...this.found.map((module, place) => option(context, module, `${id}-${place}`)));
    const isMissing = input.value.trim() !== '' && this.found.length === 0;
    if (isMissing)
      list.append(
        el('li', { class: 'quiet', role: 'option', 'aria-disabled': 'true' }, 'No module has such a name'),
      );
    setAttributes(list, { hidden: this.found.length === 0 && !isMissing });
    setAttributes(input, { 'aria-expanded': String(this.found.length > 0) });
    this.mark(this.found.length > 0 ? 0 : -1);
  }

  private mark(next: number): void {
    this.at = next;
    const options = [...this.list.children];
    for (const [place, option] of options.entries())
      option.setAttribute('aria-selected', String(place === next));
    setAttributes(this.input, { 'aria-activedescendant': next < 0 ? null : `${this.id}-${next}` });
    options[next]?.scrollIntoView({ block: 'nearest' });
  }

  private take(place: number): void {
    const module = this.found[place];
    if (module === undefined) return;
    this.close();
    this.pick(module);
  }

  private close(): void {
    setAttributes(this.list, { hidden: true });
    setAttributes(this.input, { 'aria-expanded': 'false', 'aria-activedescendant': null });
  }
}

function inputNamed(id: string): HTMLInputElement {
  return el('input', {
    type: 'search',
    id,
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'Find a module or package…',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': `${id}-list`,
    'aria-keyshortcuts': '/',
    'data-find': true,
  });
}

function option({ data, layout, entry }: EntryContext, module: number, id: string): HTMLElement {
  const place = layout?.placeOf.get(module);
  const ms = place === undefined || entry.boot === null ? '' : `${millis(entry.boot.retainedMs[place]!)} ms`;
  return el(
    'li',
    { role: 'option', id, 'aria-selected': 'false' },
    el('span', { class: 'name' }, shortId(data.modules[module]!.id)),
    el('span', { class: 'amount' }, ms),
  );
}
