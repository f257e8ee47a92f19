// `node predict.mjs PRODUCT FOLDER`, ids of projects on standard input: writes FOLDER/predictions/ID.json of each in the
// kit's form; what it does not score is compared here and printed: the modules that start against those that say so, and
// a cut that is only imagined against the run of the sources in which it was made.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keyOf, shorten, toPhase } from './kit-phase.mjs';

const [productFile, folder] = process.argv.slice(2);
const { readProgram, Simulation } = await import(pathToFileURL(productFile).href);
const nodeMajor = Number(process.versions.node.split('.')[0]);
const agreement = { starts: 0, startsOther: [], virtual: 0, virtualOther: [] };

mkdirSync(join(folder, 'predictions'), { recursive: true });
for (const id of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const place = join(folder, 'projects', id);
  // Of what is expected only the questions are used: entry, handlers and their order, cycles, cuts.
  const expected = JSON.parse(readFileSync(join(place, 'expected.json'), 'utf8'));
  try {
    const prediction = predict(expected, place);
    writeFileSync(join(folder, 'predictions', `${id}.json`), JSON.stringify({ id, ...prediction }));
  } catch (cause) {
    throw new Error(`${id} cannot be predicted`, { cause });
  }
}
process.stdout.write(JSON.stringify(agreement));

function predict(expected, place) {
  const clean = readAll(join(place, 'project'), expected.family);
  const { entry } = expected;
  const ask = (programs, handlers) => runTwice(programs, entry, handlers);
  const base = ask(clean, expected.handlers);
  compareStarts(expected, base.collected);
  return {
    boot: base.boot,
    sequence: base.sequence,
    lazy: expected.handlers.map((handler) => {
      const { boot: _, sequence } = ask(clean, [handler]);
      return sequence[0];
    }),
    entries: Object.fromEntries(
      expected.sccs.flat().map((module) => {
        const { boot } = runOnce(clean, expected.modules[module].file, [], false);
        return [module, toPhase(boot)];
      }),
    ),
    cuts: expected.cuts.map((cut) => predictCut(cut, { expected, place, clean, ask })),
  };
}

function predictCut(cut, { expected, place, clean, ask }) {
  const handlers = cut.sequence.map(({ handler }) => {
    const [module, name] = handler.split('#');
    return { module, name };
  });
  const base = ask(clean, handlers);
  const lazy = ask(readAll(join(place, cut.dir), expected.family), handlers);
  const known = new Set(hazardsOf(base).map(keyOf));
  compareVirtual(cut, expected, clean);
  return {
    edge: cut.edge,
    boot: lazy.boot,
    sequence: lazy.sequence,
    unmasked: hazardsOf(lazy).filter((hazard) => !known.has(keyOf(hazard))),
    effectsLeftStartup: base.boot.effects.filter((effect) => !lazy.boot.effects.includes(effect)),
    modulesLeftStartup: base.boot.order.filter((module) => !lazy.boot.order.includes(module)),
  };
}

function hazardsOf({ boot, sequence }) {
  return [boot, ...sequence].flatMap(({ hazards }) => hazards);
}

/** Once going on after each hazard, to see them all; once as Node does, to see where it ends. */
function runTwice(programs, entry, handlers) {
  const collected = runOnce(programs, entry, handlers, false);
  const strict = runOnce(programs, entry, handlers, true);
  return {
    collected,
    boot: toPhase(collected.boot, strict.boot),
    sequence: handlers.map(({ module, name }, i) => ({
      handler: `${module}#${name}`,
      ...toPhase(collected.calls[i], strict.calls[i]),
    })),
  };
}

function runOnce(programs, entry, handlers, stopAtFailure, cuts = []) {
  const simulation = new Simulation(programs, { nodeMajor, cuts, stopAtFailure });
  const boot = simulation.boot(entry);
  return { boot, calls: handlers.map(({ module, name }) => simulation.call(idOf(module, programs), name)) };
}

function idOf(short, programs) {
  return [...programs.keys()].find((id) => shorten(id) === short);
}

function readAll(place, family) {
  const files = readdirSync(place).filter((file) => /^m\d+\.(mjs|cjs|ts)$/.test(file));
  return new Map(files.map((file) => [file, readOne(place, file, family, new Set(files))]));
}

function readOne(place, file, family, files) {
  const extension = file.slice(file.lastIndexOf('.'));
  const emit = { '.mjs': 'esm', '.cjs': 'cjs', '.ts': family === 'tsx' ? 'esbuild' : 'tsc' }[extension];
  const program = readProgram({
    id: file,
    extension,
    text: readFileSync(join(place, file), 'utf8'),
    emit,
    resolve: (specifier) => resolveIn(files, specifier),
    // esbuild has no such thing.
    decoratorMetadata: emit === 'tsc',
    verbatim: false,
    keepsUnused: extension !== '.ts',
  });
  if ('problem' in program) throw new Error(`${file}: ${JSON.stringify(program.problem)}`);
  return program;
}

function resolveIn(files, specifier) {
  if (!specifier.startsWith('./')) return null;
  const name = specifier.slice(2);
  return [name, `${name}.ts`, name.replace(/\.js$/, '.ts')].find((file) => files.has(file)) ?? null;
}

/** A TypeScript module may say that it starts after its imports, which are in their places there. */
function compareStarts({ family, seed }, { boot }) {
  if (family === 'ts' || family === 'tsx') return;
  agreement.starts++;
  const { order } = toPhase(boot);
  const started = boot.started.map(shorten);
  if (started.join() !== order.join()) agreement.startsOther.push({ seed, started, order });
}

function compareVirtual(cut, expected, clean) {
  // A boot that killed Node has no phase.
  if (cut.died || !cut.boot) return;
  const file = (module) => expected.modules[module].file;
  const { from, to } = cut.edge;
  const { boot } = runOnce(clean, expected.entry, [], false, [{ from: file(from), to: file(to) }]);
  agreement.virtual++;
  const imagined = toPhase(boot);
  const [said, happened] = [imagined, cut.boot].map(({ hazards }) => new Set(hazards.map(keyOf)));
  const certain = imagined.hazards.filter(({ confidence }) => confidence === 'certain');
  const differs =
    imagined.order.join() !== cut.boot.order.join() ||
    [...happened].some((key) => !said.has(key)) ||
    certain.some((hazard) => !happened.has(keyOf(hazard)));
  if (!differs) return;
  const told = (order, hazards) => ({ order, hazards: [...hazards] });
  agreement.virtualOther.push({
    seed: expected.seed,
    cut: cut.edge.id,
    imagined: told(imagined.order, said),
    real: told(cut.boot.order, happened),
  });
}
