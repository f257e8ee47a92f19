import { describe, expect, it } from 'vitest';
import { EVENT } from '../../../../src/boot/protocol.ts';
import { readTrace } from '../../../../src/boot/trace/read-trace.ts';
import { TraceWriter } from '../../../support/trace-writer.ts';

const twoChunks = () =>
  new TraceWriter({ pid: 7, argv: ['node', 'ü.js'] })
    .event('load', '/a.cjs')
    .flush()
    .event('resolved', '/b.cjs', './b.cjs')
    .flush();

describe('readTrace', () => {
  it('reads header, names and events of several chunks', () => {
    const trace = twoChunks().trace();
    expect(trace.damaged).toBeNull();
    expect(trace.header).toMatchObject({ pid: 7, argv: ['node', 'ü.js'], execArgv: [] });
    expect(trace.strings.slice(2)).toEqual(['/a.cjs', '/b.cjs', './b.cjs']);
    expect(trace.strings[0]).toBeNull();
    expect(Array.from(trace.events.subarray(4))).toEqual([EVENT.load, 2, 0, 1, EVENT.resolved, 3, 4, 2]);
  });

  it('keeps what came before, wherever the file is cut', () => {
    const bytes = twoChunks().bytes();
    const first = new TraceWriter({ pid: 7, argv: ['node', 'ü.js'] }).event('load', '/a.cjs').bytes().length;
    for (let length = first + 1; length < bytes.length; length++) {
      const trace = readTrace(bytes.subarray(0, length));
      expect(trace.damaged).toContain('cut');
      expect(trace.header.pid).toBe(7);
      expect(trace.events.length).toBe(8);
    }
    expect(readTrace(bytes.subarray(0, first)).damaged).toBeNull();
  });

  it('reads bytes that start at an odd place of their buffer', () => {
    const bytes = twoChunks().bytes();
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    expect(readTrace(moved.subarray(3))).toEqual(readTrace(bytes));
  });

  it('stops at what is no chunk', () => {
    const trace = readTrace(Buffer.concat([twoChunks().bytes(), Buffer.alloc(40, 1)]));
    expect(trace.damaged).toContain('not the start of a chunk');
    expect(trace.events.length).toBe(12);
  });

  it('says when it does not know the process', () => {
    expect(readTrace(new Uint8Array())).toMatchObject({ damaged: expect.any(String), header: { pid: 0 } });
    const broken = new TraceWriter().bytes();
    broken[CHUNK_TEXT] = 0x5d;
    expect(readTrace(broken).damaged).toContain('which process');
  });

  it('ends at a figure that is none, and takes nothing of a wrong kind from the header', () => {
    const writer = new TraceWriter({ pid: 7, argv: 5, mode: 'other', cwd: '/p' } as never);
    const trace = writer.event('load', '/a.cjs').at(NaN).event('resolved').trace();
    expect(trace.events.length).toBe(8);
    expect(trace.damaged).toBe('event 2 of the trace is none');
    expect(trace.header).toMatchObject({ pid: 7, argv: [], mode: null, cwd: '/p' });
  });
});

/** First byte of the first string: header of the chunk, length of the string. */
const CHUNK_TEXT = 20;
