/** Somebody who is told when the body of a module starts and ends, and may change its text before (registrations). */
export interface BodyWatch {
  /** @param name file or url; @returns the text to compile instead, or the same */
  prepare(name: unknown, text: unknown): unknown;
  enter(name: string): void;
  /** Also called where `enter` was not, because compiling failed. */
  leave(name: unknown, exports?: unknown): void;
}
