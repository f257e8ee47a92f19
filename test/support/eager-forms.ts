import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Compiling, Files } from './programs-of.ts';

const ROOT = join(import.meta.dirname, '../../fixtures/hazards');
/** Whose values are there only once the module that defines them was evaluated. */
const VALUES = ['late', 'Late', 'list', 'key', 'mark', 'older'];
const FUNCTIONS = ['plain', 'reads'];

/** One way to use what is imported. */
export interface Form {
  readonly name: string;
  readonly code: string;
  readonly typescript: boolean;
}

/** The forms of fixtures/hazards. */
export function readForms(): Form[] {
  return [...formsOf('forms.txt', false), ...formsOf('forms-typescript.txt', true)];
}

function formsOf(file: string, typescript: boolean): Form[] {
  const [, ...parts] = readFileSync(join(ROOT, file), 'utf8').split('\n\n');
  const lines = parts.join('\n').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name, code] = line.split(' :: ');
      if (name === undefined || code === undefined) throw new Error(`${file}: what is "${line}"?`);
      return { name, code, typescript };
    });
}

/** How a form is compiled, where it is. */
export function compilingOf({ name }: Form, module: Compiling['module']): Compiling {
  return { module, decoratorMetadata: name.endsWith('(metadata)') };
}

/**
 * Two modules in a cycle, of which `defines` is the entry: `uses` holds the form and is evaluated first.
 *
 * @param extension of both: `.mjs`, `.ts`
 */
export function projectOf(form: Form, extension: '.mjs' | '.ts'): Files {
  const specifier = extension === '.ts' ? '.js' : extension;
  const used = (name: string) => new RegExp(`\\b${name}\\b`).test(form.code);
  const names = [...VALUES, ...FUNCTIONS].filter(used);
  const from = `from './defines${specifier}';`;
  const uses = [
    names.length > 0 ? `import { ${names.join(', ')} } ${from}` : `import './defines${specifier}';`,
    used('everything') ? `import * as everything ${from}` : '',
    used('Shape') ? `import type { Shape } ${from}` : '',
    used('EventEmitter') ? `import { EventEmitter } from 'node:events';` : '',
    form.code.replaceAll('.mjs', specifier),
  ];
  const defines = [`import './uses${specifier}';`, DEFINITIONS, extension === '.ts' ? SHAPE : ''];
  const toText = (lines: readonly string[]) => `${lines.filter(Boolean).join('\n')}\n`;
  return { [`defines${extension}`]: toText(defines), [`uses${extension}`]: toText(uses) };
}

const DEFINITIONS = `export const late = { size: 1 };
export class Late {}
export const list = [1];
export const key = 'key';
export const mark = () => {};
export var older = 1;
const inner = 1;
export function plain() { return 1; }
export function reads() { return inner; }`;
const SHAPE = 'export interface Shape { it?: unknown }';

/**
 * Takes the place of `defines` beside a compiled `uses`: says when a value of it is read before it was evaluated, and
 * gives the value, so that reads whose error would be caught are seen as well.
 */
export const RECORDER = `'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const values = { late: { size: 1 }, Late: class {}, list: [1], key: 'key', mark: () => {}, older: undefined };
let evaluated = false;
exports.plain = () => 1;
exports.reads = () => { if (!evaluated) __early('inner'); return 1; };
for (const name of Object.keys(values))
  Object.defineProperty(exports, name, {
    enumerable: true,
    get: () => { if (!evaluated) __early(name); return values[name]; },
  });
require('./uses.js');
evaluated = true;
`;
