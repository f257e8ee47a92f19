/** A dependency to load as its importer would. */
export interface MemoryJob {
  readonly specifier: string;
  /** Absolute path. */
  readonly importer: string;
  readonly how: 'import' | 'require';
}

/** What the measuring process tells about the job of that rank: alone, that it starts; then how it ended. */
export interface MemoryMessage {
  readonly index: number;
  readonly heapBytes?: number;
  readonly externalBytes?: number;
  /** Why it could not be loaded. */
  readonly problem?: string;
}
