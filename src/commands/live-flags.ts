/** Flags of commands that can stay and be looked at. */
export interface LiveFlags {
  /** Run again what a save touched, until Ctrl-C. */
  readonly watch?: true;
  /** Serve the page; a port, or true for any that is free. */
  readonly serve?: true | number;
}
