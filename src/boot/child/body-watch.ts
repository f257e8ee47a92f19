/** Somebody who is told when the body of a module starts and ends, and may change its text before (registrations). */
export interface BodyWatch {
  /**
   * @param name absolute path or URL
   * @returns the text to compile instead, or the same
   */
  prepare(name: unknown, text: unknown): unknown;
  /** @param commonJs its module object */
  enter(name: string, commonJs?: object): void;
  leave(name: unknown, exports?: unknown): void;
}
