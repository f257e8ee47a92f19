import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedFiles } from './probe-modes.ts';

const MODULES = 40;
/** Functions of a module: enough text for a compiler to have something to do. */
const FUNCTIONS = 60;

/** Programs of ours that the doctor boots, as paths of their main scripts. */
export interface DoctorPrograms {
  readonly empty: string;
  /** Some dozen small modules, like a small command line tool. */
  readonly small: string;
  /** Modules of both kinds, for the modes of the probe. */
  readonly mixed: string;
  readonly mixedFiles: ExpectedFiles;
}

/** Writes the programs. @param folder absolute, empty */
export function writeDoctorPrograms(folder: string): DoctorPrograms {
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  for (let at = 0; at < MODULES; at++) write(`module-${at}.cjs`, moduleText(at));
  const requires = Array.from({ length: MODULES }, (_, at) => `require('./module-${at}.cjs');`);
  write('mixed-a.cjs', 'exports.a = 1;\n');
  write('mixed-b.mjs', "import './mixed-a.cjs';\nexport const b = 1;\n");
  return {
    empty: write('empty.cjs', ''),
    small: write('small.cjs', `${requires.join('\n')}\n`),
    mixed: write('mixed.mjs', "import './mixed-b.mjs';\n"),
    mixedFiles: { commonJs: ['mixed-a.cjs'], esModules: ['mixed-b.mjs'] },
  };
}

function moduleText(at: number): string {
  const functions = Array.from(
    { length: FUNCTIONS },
    (_, each) => `exports.f${each} = (list) => list.map((item) => item * ${at + each} + list.length);`,
  );
  const work = `exports.sum = exports.f0(Array.from({ length: 2000 }, (_, n) => n)).reduce((a, b) => a + b, 0);`;
  return `'use strict';\n${functions.join('\n')}\n${work}\n`;
}
