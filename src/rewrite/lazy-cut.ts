/** An import that is to be loaded when one of its names is first read. */
export interface LazyCut {
  readonly specifier: string;
  /** 1-based; 0 for wherever the specifier stands. */
  readonly line: number;
  /** The file it leads to, as `require` takes it: an absolute path, or a name of Node's. For ES modules only. */
  readonly target: string;
  /** What the log calls it. */
  readonly key: string;
}
