import { bytes, count, millis, plural } from '../reporters/numbers.ts';
import { shortId } from '../reporters/places.ts';
import type { EntryContext } from './context.ts';
import { el, replace, setAttributes } from './dom.ts';
import { chosenRows, moduleRows, type Listed, type ModuleRow, type SortKey } from './module-rows.ts';
import type { PageState } from './state.ts';

const ROW_PX = 30;
/** Rows beyond both edges of what is seen. */
const MARGIN = 8;

interface TableColumn {
  readonly key: SortKey;
  readonly title: string;
  readonly numeric: boolean;
  readonly text: (row: ModuleRow) => string;
}

const time = (ms: number) => (ms < 0 ? '' : millis(ms));
const whole = (value: number) => (value < 0 ? '' : count(value));

const NAME: TableColumn = { key: 'name', title: 'Module', numeric: false, text: ({ name }) => shortId(name) };
const HOW: TableColumn = { key: 'how', title: 'How', numeric: false, text: ({ how }) => how };
const HELD: TableColumn = {
  key: 'retainedModules',
  title: 'Modules with it',
  numeric: true,
  text: ({ retainedModules }) => whole(retainedModules),
};
const BYTES: TableColumn = {
  key: 'bytes',
  title: 'Bytes',
  numeric: true,
  text: ({ bytes: size }) => bytes(size),
};

const MEASURED: readonly TableColumn[] = [
  NAME,
  { key: 'retainedMs', title: 'Goes with it, ms', numeric: true, text: ({ retainedMs }) => time(retainedMs) },
  HELD,
  { key: 'totalMs', title: 'Total, ms', numeric: true, text: ({ totalMs }) => time(totalMs) },
  { key: 'ownMs', title: 'Own, ms', numeric: true, text: ({ ownMs }) => time(ownMs) },
  BYTES,
  { key: 'order', title: 'Loaded', numeric: true, text: ({ order }) => (order < 0 ? '' : count(order + 1)) },
  HOW,
];
const COUNTED: readonly TableColumn[] = [NAME, HELD, BYTES, HOW];

const LISTED: readonly (readonly [Listed, string])[] = [
  ['startup', 'at startup'],
  ['own', 'your own'],
  ['packages', 'of packages'],
  ['builtins', 'Node builtins'],
  ['all', 'all'],
];

/** The raw figures: every module, sorted and filtered; only the rows that are seen are elements. */
export function mountModules(host: HTMLElement, context: EntryContext, state: PageState): void {
  new ModulesTable(host, context, state).refresh();
}

class ModulesTable {
  private readonly context: EntryContext;
  private readonly state: PageState;
  private readonly columns: readonly TableColumn[];
  private readonly rows: readonly ModuleRow[];
  private shown: readonly ModuleRow[] = [];
  private readonly body = el('tbody');
  private readonly heads: readonly HTMLElement[];
  private readonly table: HTMLTableElement;
  private readonly port: HTMLElement;
  private readonly size = el('span', { class: 'quiet', role: 'status' });

  constructor(host: HTMLElement, context: EntryContext, state: PageState) {
    this.context = context;
    this.state = state;
    const isMeasured = context.layout !== null;
    this.columns = isMeasured ? MEASURED : COUNTED;
    if (!this.columns.some(({ key }) => key === state.sort)) {
      state.sort = isMeasured ? 'retainedMs' : 'retainedModules';
      state.descending = true;
    }
    this.rows = moduleRows(context.data, context.entry, context.layout, isMeasured ? null : context.graph());
    this.heads = this.columns.map((column) => this.head(column));
    this.table = el(
      'table',
      {},
      el('caption', { class: 'visually-hidden' }, 'All modules'),
      el('thead', {}, el('tr', {}, this.heads)),
      this.body,
    );
    this.port = el(
      'div',
      { class: 'scroll tall', role: 'region', 'aria-label': 'All modules', tabindex: 0 },
      this.table,
    );
    this.port.addEventListener('scroll', () => this.fill(), { passive: true });
    replace(host, this.toolbar(), this.port);
  }

  /** Sorts and filters anew. */
  refresh(): void {
    const { state, context } = this;
    const asked = {
      listed: state.listed,
      query: state.filter,
      sort: state.sort ?? 'name',
      descending: state.descending,
    };
    this.shown = chosenRows(this.rows, context.data, context.entry, asked);
    this.size.textContent = plural(this.shown.length, 'module');
    setAttributes(this.table, { 'aria-rowcount': this.shown.length + 1 });
    for (const [at, { key }] of this.columns.entries()) {
      const order = key === state.sort ? (state.descending ? 'descending' : 'ascending') : null;
      setAttributes(this.heads[at]!, { 'aria-sort': order });
    }
    this.port.scrollTop = 0;
    this.fill();
  }

  private head({ key, title, numeric }: TableColumn): HTMLElement {
    const button = el('button', { type: 'button' }, title);
    button.addEventListener('click', () => {
      this.state.descending = this.state.sort === key ? !this.state.descending : numeric;
      this.state.sort = key;
      this.refresh();
    });
    return el('th', { scope: 'col', class: numeric ? 'n' : null }, button);
  }

  private toolbar(): HTMLElement {
    const { state, context } = this;
    const id = `e${context.at}-filter`;
    const filter = el('input', {
      type: 'search',
      id,
      placeholder: 'Filter…',
      spellcheck: 'false',
      value: state.filter,
    });
    filter.addEventListener('input', () => {
      state.filter = filter.value;
      this.refresh();
    });
    const listed = el(
      'select',
      { id: `${id}-listed` },
      LISTED.map(([value, text]) => el('option', { value, selected: value === state.listed }, text)),
    );
    listed.addEventListener('change', () => {
      state.listed = LISTED[listed.selectedIndex]![0];
      this.refresh();
    });
    return el(
      'div',
      { class: 'toolbar' },
      el('label', { for: id, class: 'visually-hidden' }, 'Filter modules'),
      filter,
      el('label', { for: `${id}-listed`, class: 'visually-hidden' }, 'Which modules'),
      listed,
      this.size,
    );
  }

  private fill(): void {
    const { port, shown } = this;
    const first = Math.max(Math.floor(port.scrollTop / ROW_PX) - MARGIN, 0);
    const end = Math.min(first + Math.ceil(port.clientHeight / ROW_PX) + 2 * MARGIN, shown.length);
    const rows = shown.slice(first, end).map((row, at) => this.row(row, first + at));
    replace(this.body, this.space(first), ...rows, this.space(shown.length - end));
  }

  /** Stands for rows that are not seen. */
  private space(rows: number): HTMLElement | null {
    if (rows <= 0) return null;
    const cell = el('td', { colspan: this.columns.length });
    cell.style.height = `${rows * ROW_PX}px`;
    return el('tr', { class: 'space', 'aria-hidden': 'true' }, cell);
  }

  private row(row: ModuleRow, at: number): HTMLElement {
    const name = el('button', { type: 'button', class: 'module', title: row.name }, NAME.text(row));
    name.addEventListener('click', () => this.context.choose(row.module, 'link'));
    const cells = this.columns.map((column, place) =>
      place === 0
        ? el('th', { scope: 'row' }, name)
        : el('td', { class: column.numeric ? 'n' : null }, column.text(row)),
    );
    return el('tr', { 'aria-rowindex': at + 2 }, cells);
  }
}
