/** See `FindingWords` in wording.ts. */
export interface Phrase {
  readonly label: string;
  readonly what: string;
  readonly next: string;
}
