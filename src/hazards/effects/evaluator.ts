import type { Class, Expression, ObjectMember, Pattern, Static } from '../../model/program.ts';
import { callExpression } from './call.ts';
import { reportDecorators } from './decorators.ts';
import { isFileName, isGlobalObject } from './known.ts';
import type { EffectLog } from './log.ts';
import { reportAssignment } from './report-assignment.ts';
import { Scope } from './scope.ts';
import {
  type ClassValue,
  either,
  globalPlace,
  importedPlace,
  ofReceiver,
  OWN,
  type Place,
  textOf,
  type Use,
  type Value,
} from './value.ts';
import type { Walk } from './walk.ts';

/** Evaluates expressions for their effects, and for what calls and assignments need to know of them. */
export class Evaluator {
  readonly walk: Walk;
  readonly log: EffectLog;
  /** `module.exports`, whatever is put there: it is the module's own. */
  readonly #exports: Value = { is: 'object', members: new Map() };

  constructor(walk: Walk, log: EffectLog) {
    this.walk = walk;
    this.log = log;
  }

  /** @param use of the value */
  value(expression: Expression, scope: Scope, use: Use = 'taken'): Value {
    switch (expression.op) {
      case 'opaque':
      case 'undefined':
      case 'super':
        return OWN;
      case 'text':
        return { is: 'text', text: expression.value };
      case 'name':
        return scope.find(expression.name) ?? ofGlobal(expression.name);
      case 'this':
        return this.walk.frame.self;
      case 'module-exports':
      case 'exports':
        return this.#exports;
      case 'member':
        return this.memberOf(this.value(expression.object, scope, ofReceiver(use)), expression.key);
      case 'index':
        return this.#index(expression, scope);
      case 'function':
        return { is: 'function', fn: expression.fn, scope };
      case 'class':
        return this.classValue(expression.cls, scope);
      case 'require':
        return importedPlace(expression.target, '*', null);
      case 'import':
        return OWN;
      case 'call':
      case 'new':
        return callExpression(this, expression, scope, use);
      default:
        return this.#combine(expression, scope, use);
    }
  }

  memberOf(value: Value, key: string): Value {
    switch (value.is) {
      case 'place':
        return memberOfPlace(value, key);
      case 'object':
        return value.members.get(key) ?? OWN;
      case 'class': {
        const { cls, scope } = value;
        return functionIn(cls.staticMethods, key, scope);
      }
      case 'instance':
        return methodOf(value.of, key);
      default:
        return OWN;
    }
  }

  /** A class's declaration: what it extends, its decorators, and its static part, which runs at once. */
  classValue(cls: Class, outer: Scope): ClassValue {
    const scope = new Scope(outer, false);
    const superclass = cls.superclass === null ? OWN : this.value(cls.superclass, scope);
    const value: ClassValue = { is: 'class', cls, scope, superclass };
    if (cls.name !== null) scope.declare(cls.name, value);
    for (const key of cls.computed) this.value(key, scope);
    reportDecorators(this, [...cls.memberDecorators, ...cls.decorators], scope);
    for (const each of cls.statics) this.#runStatic(each, value);
    return value;
  }

  assign(pattern: Pattern, value: Value, scope: Scope, line: number): void {
    const { confidence } = this.walk;
    if (pattern.kind === 'name') {
      if (scope.assign(pattern.name, value) || isFileName(pattern.name)) return;
      // Whether something declares it after all cannot be told for certain: types can.
      const at = confidence === 'certain' ? 'likely' : confidence;
      return reportAssignment(this.log, globalPlace(pattern.name), line, at);
    }
    if (pattern.kind !== 'place') return this.walk.bind(pattern, value, scope);
    const { place } = pattern;
    if (place.op !== 'member' && place.op !== 'index') return;
    const object = this.value(place.object, scope);
    const key = place.op === 'member' ? place.key : (textOf(this.value(place.key, scope)) ?? '…');
    if (object.is === 'object') object.members.set(key, value);
    if (object.is === 'place') {
      reportAssignment(this.log, { ...object, path: [...object.path, key] }, line || place.line, confidence);
    }
  }

  #combine(expression: Expression, scope: Scope, use: Use): Value {
    switch (expression.op) {
      case 'sequence': {
        const last = expression.parts.at(-1);
        // A computed path of a module to load stands before it.
        const isPath = last?.op === 'require' || last?.op === 'import';
        for (const part of expression.parts.slice(0, -1))
          this.value(part, scope, isPath ? 'taken' : 'dropped');
        return last === undefined ? OWN : this.value(last, scope, use);
      }
      case 'maybe': {
        const first = this.value(expression.first, scope);
        let second: Value = OWN;
        this.walk.inDoubt(() => (second = this.value(expression.second, scope, use)));
        return either(first, second);
      }
      case 'choose': {
        this.value(expression.test, scope);
        let both: Value = OWN;
        this.walk.inDoubt(() => {
          const yes = this.value(expression.yes, scope, use);
          both = either(yes, this.value(expression.no, scope, use));
        });
        return both;
      }
      case 'assign':
        return this.#assigned(expression, scope);
      case 'await': {
        const value = this.#awaited(expression.value, scope, use);
        this.walk.afterAwait();
        return value;
      }
      default:
        return this.#gather(expression, scope, use);
    }
  }

  #gather(expression: Expression, scope: Scope, use: Use): Value {
    switch (expression.op) {
      case 'array':
        return { is: 'array', elements: expression.elements.map((each) => this.value(each, scope)) };
      case 'object':
        return { is: 'object', members: this.#members(expression.members, scope) };
      case 'all':
        for (const part of expression.parts) {
          // `void f()` and `!f()` make nothing of it.
          this.value(part, scope, expression.parts.length === 1 ? use : 'taken');
        }
        return OWN;
      case 'coerce':
        for (const part of expression.parts) this.value(part, scope);
        return OWN;
      case 'iterate':
        return this.value(expression.value, scope);
      case 'spread':
      case 'typeof':
      case 'keys':
        this.value(expression.value, scope);
    }
    return OWN;
  }

  #members(members: readonly ObjectMember[], scope: Scope): Map<string, Value> {
    const found = new Map<string, Value>();
    for (const member of members) {
      if (member.kind === 'value') found.set(member.key, this.value(member.value, scope));
      if (member.kind === 'computed') this.value(member.key, scope);
      if (member.kind === 'computed' || member.kind === 'spread') this.value(member.value, scope);
    }
    return found;
  }

  #index(expression: Extract<Expression, { op: 'index' }>, scope: Scope): Value {
    const object = this.value(expression.object, scope);
    const key = textOf(this.value(expression.key, scope));
    if (key !== null) return this.memberOf(object, key);
    return object.is === 'place' ? memberOfPlace(object, '…') : OWN;
  }

  #assigned(
    { target, value, line, conditional }: Extract<Expression, { op: 'assign' }>,
    scope: Scope,
  ): Value {
    let result: Value = OWN;
    const run = (): void => {
      result = this.value(value, scope);
      this.assign(target, result, scope, line);
    };
    if (conditional === true) this.walk.inDoubt(run);
    else run();
    return result;
  }

  #awaited(value: Expression, scope: Scope, use: Use): Value {
    return value.op === 'import' ? importedPlace(value.target, '*', null) : this.value(value, scope, use);
  }

  #runStatic(each: Static, self: ClassValue): void {
    const { frame } = this.walk;
    this.walk.frame = { ...frame, self, use: 'dropped', async: false };
    if (each.kind === 'field') this.value(each.value, self.scope);
    else this.walk.runBlock(each.block, new Scope(self.scope, true));
    this.walk.frame = frame;
  }
}

function ofGlobal(name: string): Value {
  if (isFileName(name)) return OWN;
  return isGlobalObject(name) ? globalPlace() : globalPlace(name);
}

/** What is read from the environment and the command line is a value of the module's own. */
function memberOfPlace(place: Place, key: string): Value {
  if (place.target === 'global') {
    if (/^process\.(?:env|argv|versions)$/.test(place.path.join('.'))) return OWN;
    if (place.path.length === 0 && isGlobalObject(key)) return place;
  }
  return { ...place, path: [...place.path, key] };
}

function methodOf({ cls, scope, superclass }: ClassValue, key: string): Value {
  if (Object.hasOwn(cls.methods, key) || superclass.is !== 'class')
    return functionIn(cls.methods, key, scope);
  return methodOf(superclass, key);
}

function functionIn(methods: Class['methods'], key: string, scope: Scope): Value {
  return Object.hasOwn(methods, key) ? { is: 'function', fn: methods[key]!, scope } : OWN;
}
