import { atMost, imagine, LIKELY, POSSIBLE, SimulatedError, type Machine } from './machine.ts';
import { newFunction, type FunctionValue, type ObjectValue, type Value } from './values.ts';

/** How far a value handed away is looked into. */
const DEEPEST_ESCAPE = 3;

/** Runs an iterable to its end: a generator's body, or what stands under a computed key (`[Symbol.iterator]`). */
export function iterate(machine: Machine, value: Value): void {
  if (value.kind === 'generator' && !value.ran) {
    value.ran = true;
    value.run();
  } else if (value.kind === 'object' && value.computed.length > 0) {
    atMost(machine, LIKELY, () => {
      for (const fn of functionsIn(value.computed)) iterate(machine, machine.do.callFunction(fn, [], value));
    });
  }
}

/** A value becomes a primitive: `toString`, `valueOf` or `Symbol.toPrimitive` may run. */
export function runOnConversion(machine: Machine, value: Value): void {
  if (value.kind !== 'object' || value.owner !== null) return;
  atMost(machine, LIKELY, () => {
    for (const fn of [...namedFunctions(value, ['toString', 'valueOf']), ...functionsIn(value.computed)])
      machine.do.callFunction(fn, [], value);
  });
}

export function functionsIn(values: readonly Value[]): FunctionValue[] {
  return values.filter((value): value is FunctionValue => value.kind === 'function');
}

/** @returns the functions an object has under these names */
export function namedFunctions(object: ObjectValue, names: readonly string[]): FunctionValue[] {
  return names.flatMap((name) => {
    const property = object.props.get(name);
    return property?.kind === 'function' ? [property] : [];
  });
}

/** A value is handed to code that cannot be seen: it may be called, constructed, read or iterated. */
export function escape(machine: Machine, value: Value, depth = 0): void {
  if (depth > DEEPEST_ESCAPE) return;
  switch (value.kind) {
    case 'function':
      imagine(machine, () => machine.do.callFunction(value, [], null));
      return;
    case 'class':
      imagine(machine, () => machine.do.construct(value, [], value.scope, value.cls.line));
      return;
    case 'object':
      if (value.owner === null) escapeObject(machine, value, depth);
      return;
    case 'array':
      for (const element of value.elements) escape(machine, element, depth + 1);
      return;
    case 'one-of':
      for (const one of value.values) escape(machine, one, depth + 1);
      return;
    case 'generator':
      if (!value.ran) atMost(machine, POSSIBLE, () => runGenerator(machine, value));
      return;
    default:
  }
}

function escapeObject(machine: Machine, object: ObjectValue, depth: number): void {
  for (const property of object.props.values()) {
    if (property.kind === 'getter') {
      const fn = newFunction(property.fn, property.scope);
      imagine(machine, () => machine.do.callFunction(fn, [], object));
    } else if (property.kind !== 'setter' && property.kind !== 'live') escape(machine, property, depth + 1);
  }
  for (const fn of functionsIn(object.computed)) escape(machine, fn);
}

function runGenerator(machine: Machine, value: Value): void {
  try {
    iterate(machine, value);
  } catch (error) {
    if (!(error instanceof SimulatedError)) throw error;
  }
}

/** Callbacks that run later: as microtasks, or after them. What they throw reaches nobody. */
export function runLater(machine: Machine, args: readonly Value[], queue: 'micro' | 'later'): void {
  const { confidence } = machine;
  for (const fn of functionsIn(args)) {
    machine.jobs[queue](() => {
      const before = machine.confidence;
      machine.confidence = confidence;
      try {
        machine.do.callFunction(fn, [], null);
      } catch (error) {
        if (!(error instanceof SimulatedError)) throw error;
      } finally {
        machine.confidence = before;
      }
    });
  }
}
