import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { NO_COMPILE_OPTIONS, NO_FACTS, type CompileOptions, type FileFacts } from '../model/facts.ts';
import type { extractFacts } from './extract.ts';
import type { FactsCache } from './facts-cache.ts';

/** What reading one file gave. */
export interface FactsAnswer {
  readonly facts: FileFacts;
  readonly bytes: number;
  /** Why the facts are empty: an error code of the system, or that the file is too large to parse. */
  readonly refused?: string;
}

/** A source larger than this is not parsed: its tree would not fit in memory. */
const MAX_BYTES = 64_000_000;

/** Reads files and takes their facts from the cache, or extracts them. */
export class FactsReader {
  private readonly cache: FactsCache | undefined;
  /** Undefined until a file turns up whose facts are not cached. */
  private extract: typeof extractFacts | undefined;
  private lacksFacts = false;

  constructor(cache: FactsCache | undefined) {
    this.cache = cache;
  }

  /**
   * Whether files were met whose facts are neither cached nor extracted, so that their imports are missing. Then
   * {@link loadExtractor} and read again.
   */
  get isIncomplete(): boolean {
    return this.lacksFacts;
  }

  /** Loads the parsers, which a run with all its facts in the cache does not pay for. */
  async loadExtractor(): Promise<void> {
    this.extract = (await import('./extract.ts')).extractFacts;
    this.lacksFacts = false;
  }

  /**
   * @param path real path of a source file
   * @param options of the compiler in front of Node
   */
  read(path: string, options: CompileOptions): FactsAnswer {
    let bytes = 0;
    try {
      const { size, mtimeMs } = statSync(path);
      bytes = size;
      if (bytes > MAX_BYTES) return { facts: NO_FACTS, bytes, refused: 'too large to parse' };
      return { facts: this.factsOf(path, options, { modifiedMs: mtimeMs, bytes }), bytes };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      return { facts: NO_FACTS, bytes, refused: `cannot be read: ${code}` };
    }
  }

  private factsOf(
    path: string,
    options: CompileOptions,
    stamp: { modifiedMs: number; bytes: number },
  ): FileFacts {
    const key = options === NO_COMPILE_OPTIONS ? path : `${path}|${Object.values(options).join('|')}`;
    let text: string | undefined;
    const read = () => (text ??= withoutMark(readFileSync(path, 'utf8')));
    const cached = this.cache?.find(key, stamp, read);
    if (cached !== undefined) return cached;
    if (this.extract === undefined) {
      this.lacksFacts = true;
      return NO_FACTS;
    }
    const extension = posix.extname(path).toLowerCase();
    // Published packages were parsed by whoever published them; the lexer is enough for their modules.
    const checkSyntax = !path.includes('/node_modules/');
    const facts = this.extract({ extension, text: read(), options, checkSyntax });
    this.cache?.keep(key, stamp, read(), facts);
    return facts;
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
