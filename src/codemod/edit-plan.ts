import { behindImports } from './behind-imports.ts';
import type { Edit } from './edits.ts';
import type { ImportSite, ImportSyntax } from './import-site.ts';
import { FreeNames } from './names.ts';
import { hasOwnLines, placeEdits, type Slot } from './placement.ts';
import type { Source } from './source.ts';
import { pathMaker, syncLoader, type SyncLoader } from './synchronous.ts';

/** What is going to be written to one file: places are shared between imports, so that two of them can meet in one. */
export class EditPlan {
  readonly source: Source;
  readonly names: FreeNames;
  readonly edits: Edit[] = [];
  readonly #placed = new Map<unknown, { readonly slot: Slot; readonly lines: string[] }>();
  readonly #afterImports: string[] = [];
  #loader: SyncLoader | undefined;
  #pathMaker: SyncLoader | undefined;

  /** All imports that are taken away. */
  readonly sites: readonly ImportSite[];

  constructor(source: Source, sites: readonly ImportSite[]) {
    this.source = source;
    this.sites = sites;
    this.names = new FreeNames(source);
  }

  /** Puts declarations into a place inside a function. */
  place(slot: Slot, lines: readonly string[], comments: readonly string[]): void {
    const key = slot.kind === 'arrow' ? slot.owner : slot.statement;
    const above = hasOwnLines(this.source, slot) ? comments : [];
    const known = this.#placed.get(key);
    if (known) known.lines.push(...above, ...lines);
    else this.#placed.set(key, { slot, lines: [...above, ...lines] });
  }

  /** Name of the function that loads synchronously; made where the file has none. */
  loader(): string {
    this.#loader ??= syncLoader(this.source, this.names);
    return this.#loader.name;
  }

  /** The call that loads synchronously what an import loads: its very file, where packages ship two. */
  requireOf({ written, target }: ImportSyntax): string {
    const loader = this.loader();
    if (!target?.requireDiffers) return `${loader}(${written})`;
    this.#pathMaker ??= pathMaker(this.source, this.names);
    return `${loader}(${this.#pathMaker.name}(import.meta.resolve(${written})))`;
  }

  /** Puts statements behind the imports, and behind what they need to load synchronously. */
  afterImports(lines: readonly string[]): void {
    this.#afterImports.push(...lines);
  }

  /** All edits; inner places first, as both may end where the outer one does. */
  all(): Edit[] {
    const placed = [...this.#placed.values()].toSorted((a, b) => startOf(b.slot) - startOf(a.slot));
    return [
      ...this.edits,
      ...placed.flatMap(({ slot, lines }) => placeEdits(this.source, slot, lines)),
      ...(this.#pathMaker?.edits ?? []),
      ...(this.#loader?.edits ?? []),
      ...(this.#afterImports.length > 0 ? [behindImports(this.source, this.#afterImports)] : []),
    ];
  }
}

function startOf(slot: Slot): number {
  return slot.kind === 'arrow' ? slot.owner.pos : slot.statement.pos;
}
