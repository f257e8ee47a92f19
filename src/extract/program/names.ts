/**
 * What a name stands for, as far as reading the source needs to know. `require` loads modules, `create-require` makes
 * such a function, `constant` is a member of the enum at hand, `plain` anything else.
 */
export type Meaning = 'plain' | 'require' | 'create-require' | 'module' | 'exports' | 'constant';

/** The names of a block, function or module. */
export class Names {
  readonly parent: Names | null;
  private readonly own = new Map<string, Meaning>();

  constructor(parent: Names | null) {
    this.parent = parent;
  }

  /** A name declared twice keeps what is known about it. */
  declare(name: string, meaning: Meaning): void {
    if (meaning !== 'plain' || !this.own.has(name)) this.own.set(name, meaning);
  }

  has(name: string): boolean {
    return this.own.has(name);
  }

  /** Where a name is declared, seen from here. */
  owner(name: string): Names | undefined {
    return this.own.has(name) ? this : this.parent?.owner(name);
  }

  /** Undefined for a name that this file does not declare. */
  meaning(name: string): Meaning | undefined {
    return this.owner(name)?.own.get(name);
  }
}

/** The names that a CommonJS file is given. */
export function commonJsNames(): Names {
  const names = new Names(null);
  names.declare('require', 'require');
  names.declare('module', 'module');
  names.declare('exports', 'exports');
  return names;
}
