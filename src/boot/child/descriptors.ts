import type { NodeInternals } from './node-internals.ts';
import type { Recorder } from './recorder.ts';
import * as saved from './saved.ts';

/**
 * Lets the recorder keep its file open between writes. A program that closes every descriptor it can find closes that
 * one too, and its next file may get the number: the recorder is told, and opens its own anew.
 */
export function watchDescriptors(recorder: Recorder, { internalBinding }: NodeInternals): void {
  try {
    const binding = internalBinding('fs') as Record<string, unknown>;
    const close = binding['close'] as (...args: unknown[]) => unknown;
    if (typeof close !== 'function') return;
    const replacement = function (this: unknown, descriptor: number) {
      recorder.givesUp(descriptor);
      return saved.apply(close, this, arguments);
    };
    recorder.staysOpen = saved.replaceMethod(binding, 'close', replacement, close);
  } catch {
    // Read-only under --permission: the file is opened for each write.
  }
}
