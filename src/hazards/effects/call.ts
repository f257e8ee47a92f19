import type { Expression } from '../../model/program.ts';
import { reportDecorators } from './decorators.ts';
import type { Evaluator } from './evaluator.ts';
import { callsAtOnce } from './known.ts';
import { shown } from './place-names.ts';
import { reportAssignment } from './report-assignment.ts';
import { reportCall } from './report-call.ts';
import type { Scope } from './scope.ts';
import {
  calleeName,
  type ClassValue,
  ofReceiver,
  OWN,
  type Place,
  textOf,
  type Use,
  type Value,
} from './value.ts';

type Call = Extract<Expression, { op: 'call' | 'new' }>;

/** Follows what a call runs of the module's own code, and reports what it does to others. */
export function callExpression(evaluator: Evaluator, call: Call, scope: Scope, use: Use): Value {
  const helped = ofCompiler(evaluator, call, scope);
  if (helped !== undefined) return helped;
  const { callee } = call;
  const self = callee.op === 'member' ? evaluator.value(callee.object, scope, ofReceiver(use)) : OWN;
  const target =
    callee.op === 'member' ? evaluator.memberOf(self, callee.key) : evaluator.value(callee, scope);
  const args = call.args.map((arg) => evaluator.value(arg, scope));
  if (target.is === 'place') return callPlace(evaluator, { call, callee: target, args, use });
  if (call.op === 'new') {
    if (target.is !== 'class') return OWN;
    const made: Value = { is: 'instance', of: target };
    construct(evaluator, target, made, args);
    return made;
  }
  if (target.is === 'function') return evaluator.walk.invoke(target, args, self, use);
  if (callee.op === 'member') return callMember(evaluator, callee.key, self, args, use);
  return OWN;
}

/** Helpers of compilers, wherever they are defined: they hand on what was required, or apply decorators. */
function ofCompiler(evaluator: Evaluator, { callee, args }: Call, scope: Scope): Value | undefined {
  const name = calleeName(callee);
  const [first] = args;
  if (name === null || first === undefined) return undefined;
  if (/^_{0,2}interopRequire(?:Default|Wildcard)$|^__import(?:Default|Star)$|^__toESM$/.test(name)) {
    return evaluator.value(first, scope);
  }
  if (name !== '__decorate' || first.op !== 'array') return undefined;
  reportDecorators(evaluator, first.elements, scope);
  return args[1] === undefined ? OWN : evaluator.value(args[1], scope);
}

interface CallOfPlace {
  readonly call: Call;
  readonly callee: Place;
  readonly args: readonly Value[];
  readonly use: Use;
}

function callPlace(evaluator: Evaluator, { call, callee, args, use }: CallOfPlace): Value {
  const { walk, log } = evaluator;
  const { line } = call;
  const path = callee.target === 'global' ? shown(callee) : '';
  if (/^(?:Object|Reflect)\./.test(path)) return onObject(evaluator, path, args, line);
  if (path === 'Promise' && args[0]?.is === 'function') walk.invoke(args[0], [], OWN, 'dropped');
  else callBack(evaluator, OWN, callee.path.at(-1) ?? '', args);
  const { confidence } = walk;
  reportCall(log, { callee, args, line, isNew: call.op === 'new', use, confidence });
  return OWN;
}

/** Functions of `Object` and `Reflect` change their first argument, or hand it on. */
function onObject({ log, walk }: Evaluator, path: string, args: readonly Value[], line: number): Value {
  const [first = OWN, second] = args;
  const set = (place: Place, key: string): void =>
    reportAssignment(log, { ...place, path: [...place.path, key] }, line, walk.confidence);
  const verb = path.replace(/^\w+\./, '');
  if (first.is === 'place') {
    if (verb === 'assign' || verb === 'defineProperties') for (const key of keysOf(second)) set(first, key);
    if (/^(?:defineProperty|set|deleteProperty)$/.test(verb)) set(first, textOf(second) ?? '…');
    if (verb === 'setPrototypeOf') set(first, '__proto__');
  }
  return /^(?:assign|freeze|seal|define|setPrototypeOf|preventExtensions)/.test(verb) ? first : OWN;
}

function keysOf(value: Value | undefined): readonly string[] {
  const keys = value?.is === 'object' ? [...value.members.keys()] : [];
  return keys.length > 0 ? keys : ['…'];
}

/** A method of something the module made itself. */
function callMember(evaluator: Evaluator, key: string, self: Value, args: readonly Value[], use: Use): Value {
  const { walk } = evaluator;
  if (self.is === 'function') {
    if (key === 'call') return walk.invoke(self, args.slice(1), args[0] ?? OWN, use);
    if (key === 'apply') {
      const list = args[1];
      return walk.invoke(self, list?.is === 'array' ? list.elements : [], args[0] ?? OWN, use);
    }
    if (key === 'bind') return self;
  }
  callBack(evaluator, self, key, args);
  return OWN;
}

/** Runs a function that is handed to a method that calls it at once: for each item where the list is written out. */
function callBack({ walk }: Evaluator, list: Value, verb: string, args: readonly Value[]): void {
  const fn = args.find((arg) => arg.is === 'function');
  if (fn === undefined || !callsAtOnce(verb)) return;
  const use = verb === 'forEach' ? 'dropped' : 'taken';
  if (list.is === 'array' && list.elements.length > 0) {
    for (const element of list.elements) walk.invoke(fn, [element], OWN, use);
  } else {
    walk.inDoubt(() => walk.invoke(fn, [], OWN, use));
  }
}

/** Runs constructors and fields of a class of the module's own, from the topmost down. */
function construct(
  evaluator: Evaluator,
  { cls, scope, superclass }: ClassValue,
  self: Value,
  args: readonly Value[],
): void {
  const { walk } = evaluator;
  if (superclass.is === 'class') construct(evaluator, superclass, self, args);
  const { frame } = walk;
  walk.frame = { ...frame, self, async: false };
  for (const field of cls.fields) evaluator.value(field, scope);
  walk.frame = frame;
  if (cls.constructor_ !== null) {
    walk.invoke({ is: 'function', fn: cls.constructor_, scope }, args, self, 'dropped');
  }
}
