import type { ChildSettings } from '../../protocol.ts';
import { runProbe } from '../probe.ts';

/** Times every module. */
export function run(settings: ChildSettings): void {
  runProbe(settings);
}
