/** An import that is to be loaded when one of its names is first read, or in another way. */
export interface LazyCut {
  readonly specifier: string;
  /** 1-based; 0 for wherever the specifier stands. */
  readonly line: number;
  /** The file it leads to, as `require` takes it: an absolute path, or a name of Node's. For ES modules only. */
  readonly target: string;
  /** What the log calls it. */
  readonly key: string;
  /** The source may only hold a computed `require` for it, as that of a loop. */
  readonly mayBeComputed?: boolean;
  /** Loads at the same moment as before, but otherwise. */
  readonly instead?: Instead;
}

/** Another way to load the names of an import. */
export type Instead =
  /** CommonJS by `require`, so that Node need not search it for names. */
  | { readonly kind: 'require' }
  /** From the modules that define them. */
  | {
      readonly kind: 'definers';
      readonly names: readonly Definer[];
      /** What gathers the names marks itself as a compiled ES module. */
      readonly isEsModule: boolean;
    };

export interface Definer {
  /** As the import has it. */
  readonly name: string;
  /** In the module that defines it: `default`, `*` for the whole of it, or another name. */
  readonly exported: string;
  /** What leads from the importer to that module. */
  readonly specifier: string;
}
