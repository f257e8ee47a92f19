import { apply, getOwnPropertyDescriptor, getPrototypeOf } from './saved.ts';
import { afterMethod } from './watch-patch.ts';

/** Tells when `performance.mark` has made a mark of this name, however it is called and whatever the name's type. */
export function watchMark(name: string, reached: () => void): void {
  const nameOf = getOwnPropertyDescriptor(PerformanceEntry.prototype, 'name')?.get;
  const prototype = getPrototypeOf(performance);
  if (prototype === null) return;
  let told = false;
  // Our function stays: to take it back while a module is evaluated would look as if the module had changed `mark`.
  afterMethod(prototype, 'mark', (entry, _self, args) => {
    if (told) return;
    const given = args[0];
    // Turning the name into text once more could be seen by the program: the entry knows what it became.
    const made: unknown = typeof given === 'string' || !nameOf ? given : apply(nameOf, entry, []);
    if (made !== name) return;
    told = true;
    reached();
  });
}
