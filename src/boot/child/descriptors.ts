import type { NodeInternals } from './node-internals.ts';
import type { Recorder } from './recorder.ts';
import * as saved from './saved.ts';

/**
 * A program that closes every descriptor it can find closes the trace file too. It must get the error it would get
 * without us, and its next file may have our number: the trace goes on under another one.
 */
export function watchDescriptors(recorder: Recorder, { internalBinding }: NodeInternals): void {
  try {
    const binding = internalBinding('fs') as Record<string, unknown>;
    const close = binding['close'] as (...args: unknown[]) => unknown;
    if (typeof close !== 'function') return;
    const replacement = function (this: unknown, descriptor: number) {
      if (recorder.givesUp(descriptor)) closeOurs(descriptor);
      return saved.apply(close, this, arguments);
    };
    saved.replaceMethod(binding, 'close', replacement, close);
  } catch {
    // Read-only under --permission.
  }
}

function closeOurs(descriptor: number): void {
  try {
    saved.closeSync(descriptor);
  } catch {
    // Closed already, by other means.
  }
}
