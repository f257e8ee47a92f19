/** What an entry loads now. `bytes` are source bytes. */
export interface Measured {
  readonly modules: number;
  readonly packages: number;
  readonly bytes: number;
}

/** A first budget; `bytes` as a size of the config, such as `1.3MB`. */
export interface ProposedBudget {
  readonly modules: number;
  readonly packages: number;
  readonly bytes: string;
}

/** Proposes limits about 5 % above what is measured, rounded up to readable numbers. */
export function proposeBudget(measured: Measured): ProposedBudget {
  return {
    modules: withRoom(measured.modules),
    packages: withRoom(measured.packages),
    bytes: sizeText(withRoom(measured.bytes)),
  };
}

/**
 * Writes bytes as a size that the config schema accepts and that means at least as many bytes.
 *
 * @param bytes whole and not negative
 * @returns two decimals at most, rounded up: `850B`, `12.4kB`, `1.3MB`
 */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes}B`;
  const [factor, unit] =
    bytes < 1_000_000 ? [1000, 'kB'] : bytes < 1_000_000_000 ? [1_000_000, 'MB'] : [1e9, 'GB'];
  // Divided by whole numbers only: 1.1 * 100 is more than 110.
  return `${Math.ceil(bytes / (factor / 100)) / 100}${unit}`;
}

/** 5 % more, rounded up in steps of half the second digit's place: 312 -> 330, 1,234,567 -> 1,300,000. */
function withRoom(value: number): number {
  const raised = Math.ceil((value * 105) / 100);
  const step = Math.max(1, 10 ** (String(raised).length - 2) / 2);
  return Math.ceil(raised / step) * step;
}
