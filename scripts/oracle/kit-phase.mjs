/** What the kit knows as hazards; the others are errors to it. */
const READS = new Set(['tdz', 'undefined', 'undefined-capture', 'stale-exports', 'stale']);

/** `m3.cjs` -> `m3`: the kit's name of a module. */
export function shorten(id) {
  return id.replace(/\.\w+$/, '');
}

/** The identity of a hazard for the kit. */
export function keyOf({ module, from, name, kind }) {
  return `${module}|${from}|${name}|${kind}`;
}

/**
 * Writes a phase as the kit expects it.
 *
 * @param collected of a simulation that goes on after hazards
 * @param strict of one that ends at the first error
 */
export function toPhase(collected, strict) {
  const traced = textsOf(collected, '__trace');
  return {
    order: traced.filter((text) => !text.startsWith('/')),
    finish: traced.filter((text) => text.startsWith('/')).map((text) => text.slice(1)),
    effects: textsOf(collected, '__effect'),
    hazards: collected.hazards.filter(({ kind }) => READS.has(kind)).map(toHazard),
    ...(collected.status && { status: collected.status }),
    ...(strict && { crash: toCrash(strict.failure) }),
  };
}

function textsOf({ calls }, name) {
  return calls.filter(({ callee, text }) => callee === name && text !== null).map(({ text }) => text);
}

function toHazard({ module, from, binding, kind, lines, confidence }) {
  return { module: shorten(module), from: shorten(from), name: binding, kind, lines, confidence };
}

function toCrash(failure) {
  if (failure === null) return null;
  const { name, code, module, line } = failure;
  if (code === 'DEADLOCK') return { name: 'Error', code };
  return { name, ...(code && { code }), ...(module && { module: shorten(module) }), ...(line && { line }) };
}
