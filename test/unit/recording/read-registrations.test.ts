import { win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FactsOfModules } from '../../../src/recording/module-facts.ts';
import { readRegistrations } from '../../../src/recording/read-registrations.ts';
import { recordedRun } from '../../support/recorded-run.ts';
import { TraceWriter } from '../../support/trace-writer.ts';

const facts = new FactsOfModules('/p');
const told = (target: string, name = 'exit') => JSON.stringify({ kind: 'listener', target, name, count: 2 });

function recorded(kind: 'registrations' | 'probed', write: (writer: TraceWriter) => TraceWriter) {
  return { ...recordedRun({ kind }), trace: write(new TraceWriter()).trace() };
}

describe('readRegistrations', () => {
  it('gives what was recorded, in order, with ids of the modules', () => {
    const run = recorded('registrations', (writer) =>
      writer
        .event('registration', told('process'), '/p/src/a.js')
        .event('execute', '/p/src/a.js')
        .event('registration', told('/p/src/bus.js#default', 'paid'), 'file:///p/src/b.mjs?x')
        .event('registration', told('file:///p/src/bus.mjs#on'), '/p/src/a.js')
        .event('registration', told('Array.prototype'), 'node:fs'),
    );
    const listener = { kind: 'listener', name: 'exit', count: 2 };
    expect(readRegistrations([recordedRun(), run], facts)).toEqual([
      { ...listener, module: 'src/a.js', target: 'process' },
      { ...listener, module: 'src/b.mjs', target: 'src/bus.js#default', name: 'paid' },
      { ...listener, module: 'src/a.js', target: 'src/bus.mjs#on' },
      { ...listener, module: 'node:fs', target: 'Array.prototype' },
    ]);
  });

  it('Windows: an emitter of a module is known by its drive or share', () => {
    const run = recorded('registrations', (writer) =>
      writer
        .event('registration', told('f:\\p\\bus.js#on'), 'F:\\p\\a.js')
        .event('registration', told('\\\\server\\p\\bus.js#on'), 'F:\\p\\a.js'),
    );
    const targets = readRegistrations([run], new FactsOfModules('f:/p', win32.isAbsolute))?.map(
      ({ target }) => target,
    );
    expect(targets).toEqual(['bus.js#on', '//server/p/bus.js#on']);
  });

  it('passes over one whose text was cut, for a trace has no room for any name', () => {
    const run = recorded('registrations', (writer) =>
      writer
        .event('registration', told('process').slice(0, -5), '/p/src/a.js')
        .event('registration', told('process'), '/p/src/b.js'),
    );
    expect(readRegistrations([run], facts)).toMatchObject([{ module: 'src/b.js' }]);
  });

  it('tells none from not looked at', () => {
    const probed = recorded('probed', (writer) => writer.event('registration', told('process'), '/p/a.js'));
    expect(readRegistrations([probed], facts)).toBeNull();
    expect(readRegistrations([recordedRun({ kind: 'registrations' })], facts)).toBeNull();
    const none = recorded('registrations', (writer) => writer);
    expect(readRegistrations([none], facts)).toEqual([]);
    expect(readRegistrations([{ ...none, run: { ...none.run, outcome: 'crashed' } }], facts)).toBeNull();
  });

  it('leaves out what lost its text or its module', () => {
    const run = recorded('registrations', (writer) =>
      writer
        .event('registration', 0, '/p/a.js')
        .event('registration', told('process'), 0)
        .event('registration', 'null', '/p/a.js')
        .event('registration', '{"kind":"listener","target":5,"name":"exit","count":1}', '/p/a.js'),
    );
    expect(readRegistrations([run], facts)).toEqual([]);
  });
});
