import type { Expression } from '../../model/program.ts';
import { atMost, CERTAIN, LIKELY, SimulatedError, type Machine } from './machine.ts';
import { CALLS_AT_ONCE, CALLS_LATER } from './known-names.ts';
import { noteOutsideCall } from './outside-calls.ts';
import { copyProperties } from './objects.ts';
import { enumerateExports, enumerateNamespace, peek } from './exported-values.ts';
import { readMember, setMember } from './members.ts';
import type { Scope } from './scope.ts';
import { escape, functionsIn, iterate, namedFunctions, runLater } from './unseen.ts';
import { isHolder, newFunction, newObject, newPromise, OPAQUE, type Property, type Value } from './values.ts';

type CallExpression = Extract<Expression, { op: 'call' | 'new' }>;
type GlobalCall = (m: Machine, args: readonly Value[], line: number, scope: Scope) => Value;

const enumerate: GlobalCall = (m, [object], line, scope) => {
  if (object?.kind === 'namespace') enumerateNamespace(m, object.module, scope.module, line);
  return OPAQUE;
};

const enumerateValues: GlobalCall = (m, args, line, scope) => {
  const [object] = args;
  if (object?.kind === 'object') enumerateExports(m, object, scope.module, line);
  if (object?.kind === 'object' && object.owner === null)
    atMost(m, LIKELY, () => {
      for (const key of object.props.keys()) readMember(m, object, key, scope, line, false);
    });
  return enumerate(m, args, line, scope);
};

const same: GlobalCall = (_, [object]) => object ?? OPAQUE;

const runAsMicrotask: GlobalCall = (m, args) => {
  runLater(m, args, 'micro');
  return OPAQUE;
};

const runAsTimer: GlobalCall = (m, args) => {
  runLater(m, args, 'later');
  return OPAQUE;
};

const GLOBAL_CALLS: Readonly<Record<string, GlobalCall>> = {
  'Object.assign': assignProperties,
  'Object.defineProperty': defineProperty,
  'Object.keys': enumerate,
  'Object.values': enumerateValues,
  'Object.entries': enumerateValues,
  'Object.getOwnPropertyDescriptors': enumerateValues,
  'Object.freeze': same,
  'Object.seal': same,
  'Object.create': same,
  'Object.setPrototypeOf': same,
  'Object.preventExtensions': same,
  'Reflect.construct': (m, [callee], line, scope) => m.do.construct(callee ?? OPAQUE, [], scope, line),
  'Reflect.apply': (m, [callee]) =>
    callee?.kind === 'function' ? m.do.callFunction(callee, [], null) : OPAQUE,
  'Promise.resolve': (_, [value]) =>
    value?.kind === 'promise' ? value : newPromise({ value: value ?? OPAQUE }),
  setTimeout: runAsTimer,
  setInterval: runAsTimer,
  setImmediate: runAsTimer,
  queueMicrotask: runAsMicrotask,
  'process.nextTick': runAsMicrotask,
};

/** Calls something of the engine or of Node. */
export function callGlobal(
  m: Machine,
  path: string,
  call: CallExpression,
  args: readonly Value[],
  scope: Scope,
): Value {
  const known = Object.hasOwn(GLOBAL_CALLS, path) ? GLOBAL_CALLS[path] : undefined;
  if (known !== undefined) return known(m, args, call.line, scope);
  noteOutsideCall(m, call, scope);
  if (path === 'JSON.stringify') stringify(m, args, call.line, scope);
  if (path === 'Array.from' && args[0] !== undefined) iterate(m, args[0]);
  const isMember = path.includes('.');
  const key = path.slice(path.lastIndexOf('.') + 1);
  if (isMember && CALLS_LATER.has(key)) runLater(m, args, 'later');
  else if (isMember && CALLS_AT_ONCE.has(key)) {
    atMost(m, LIKELY, () => {
      for (const fn of functionsIn(args)) m.do.callFunction(fn, [], null);
    });
  } else for (const arg of args) escape(m, arg);
  return OPAQUE;
}

/** `Object.assign(target, …sources)`: copies the values there are now; a getter of an exports object cannot be set. */
function assignProperties(
  m: Machine,
  [target, ...sources]: readonly Value[],
  line: number,
  scope: Scope,
): Value {
  if (target === undefined || !isHolder(target)) return target ?? OPAQUE;
  for (const source of sources) {
    const copied = newObject();
    if (source.kind === 'namespace') {
      enumerateNamespace(m, source.module, scope.module, line);
      for (const name of m.names.namespaceNames(source.module)) {
        const value = peek(m, source, name) ?? OPAQUE;
        copied.props.set(name, value.kind === 'uninitialised' ? OPAQUE : value);
      }
    } else if (source.kind === 'object') copyProperties(m, source, copied, line, scope);
    else if (isHolder(source))
      for (const [key, property] of source.props ?? []) copied.props.set(key, property);
    else if (target.kind === 'object' && source.kind === 'opaque') target.open = true;
    for (const [key, value] of copied.props) setMember(m, target, key, value as Value, scope, line);
    if (copied.open && target.kind === 'object') target.open = true;
    if (copied.incomplete && target.kind === 'object') target.incomplete = true;
  }
  return target;
}

/** `Object.defineProperty(target, 'name', { get() {} })`, and with a value. */
function defineProperty(_: Machine, [target, key, descriptor]: readonly Value[]): Value {
  if (target === undefined || !isHolder(target) || descriptor?.kind !== 'object') return target ?? OPAQUE;
  if (key?.kind !== 'text') {
    if (target.kind === 'object') target.open = true;
    return target;
  }
  const property = described(descriptor.props.get('get'), descriptor.props.get('value'));
  if (property === undefined) return target;
  target.props ??= new Map();
  target.props.set(key.value, property);
  return target;
}

function described(get: Property | undefined, value: Property | undefined): Property | undefined {
  if (get?.kind === 'function') return { kind: 'getter', fn: get.fn, scope: get.scope };
  return get === undefined ? value : OPAQUE;
}

function stringify(m: Machine, [value]: readonly Value[], line: number, scope: Scope): void {
  if (value?.kind === 'namespace') enumerateNamespace(m, value.module, scope.module, line);
  if (value?.kind === 'object') enumerateExports(m, value, scope.module, line);
  if (value?.kind !== 'object' || value.owner !== null) return;
  atMost(m, LIKELY, () => {
    for (const fn of namedFunctions(value, ['toJSON'])) m.do.callFunction(fn, [], value);
    for (const property of value.props.values())
      if (property.kind === 'getter') m.do.callFunction(newFunction(property.fn, property.scope), [], value);
  });
}

/** What a `Promise` executor throws rejects the promise. */
export function constructPromise(m: Machine, args: readonly Value[]): Value {
  const [executor] = args;
  if (executor?.kind !== 'function') return newPromise({});
  try {
    m.do.callFunction(executor, [OPAQUE, OPAQUE], null);
  } catch (error) {
    if (!(error instanceof SimulatedError) || m.confidence !== CERTAIN) throw error;
    return newPromise({ error });
  }
  return newPromise({});
}
