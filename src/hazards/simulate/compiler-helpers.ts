import type { Expression } from '../../model/program.ts';
import type { Machine } from './machine.ts';
import { argumentsOf } from './arguments.ts';
import { copyStar, viewOf } from './live-copies.ts';
import type { Scope } from './scope.ts';
import { newObject, OPAQUE, type Value } from './values.ts';

type CallExpression = Extract<Expression, { op: 'call' | 'new' }>;
type Helper = (m: Machine, args: readonly Value[], scope: Scope) => Value;

/**
 * What compilers put into their output (tsc, Babel, esbuild) or import from a helper package: their code looks at
 * `__esModule` at run time, which is known here.
 */
const HELPERS: Readonly<Record<string, Helper>> = {
  __importDefault: withDefault,
  _interopRequireDefault: withDefault,
  _interop_require_default: withDefault,
  __importStar: namespaceOf,
  _interopRequireWildcard: namespaceOf,
  _interop_require_wildcard: namespaceOf,
  __toESM: namespaceOf,
  __exportStar: exportAll,
  __reExport: (m, [target, source]) => exportAll(m, [source ?? OPAQUE, target ?? OPAQUE]),
  __export: exportGetters,
  __toCommonJS: liveView,
};

/** @returns what a compiler's helper gives, null where no helper is called */
export function callHelper(m: Machine, call: CallExpression, scope: Scope): Value | null {
  const { callee } = call;
  const name = callee.op === 'name' ? callee.name : callee.op === 'member' ? callee.key : undefined;
  // `(0, tslib_1.__exportStar)(…)` comes as a sequence.
  const last = callee.op === 'sequence' ? callee.parts.at(-1) : undefined;
  const known = name ?? (last?.op === 'member' ? last.key : undefined);
  if (known === undefined || !Object.hasOwn(HELPERS, known)) return null;
  const values = argumentsOf(m, call, scope);
  return (HELPERS[known] as Helper)(m, values, scope);
}

/** An ES module's exports as they are, anything else as the `default` of a new object. */
function withDefault(_: Machine, [given]: readonly Value[]): Value {
  if (given === undefined || isCompiledModule(given)) return given ?? OPAQUE;
  if (given.kind === 'opaque') return OPAQUE;
  return newObject({ props: new Map([['default', given]]), open: true });
}

function isCompiledModule(value: Value): boolean {
  if (value.kind === 'namespace') return true;
  return value.kind === 'object' && (value.esModule || value.props.has('__esModule'));
}

function namespaceOf(m: Machine, [given]: readonly Value[]): Value {
  if (given === undefined || given.kind !== 'object' || isCompiledModule(given)) return given ?? OPAQUE;
  const view = viewOf(m, given, true);
  view.props.set('default', given);
  return view;
}

function liveView(m: Machine, [given]: readonly Value[]): Value {
  return given?.kind === 'object' ? viewOf(m, given, true) : (given ?? OPAQUE);
}

function exportAll(m: Machine, [source, target]: readonly Value[]): Value {
  if (source !== undefined && target?.kind === 'object') copyStar(m, source, target);
  return OPAQUE;
}

/** esbuild's `__export(target, { name: () => value })`. */
function exportGetters(_: Machine, [target, getters]: readonly Value[]): Value {
  if (target?.kind !== 'object' || getters?.kind !== 'object') return OPAQUE;
  for (const [key, value] of getters.props) {
    if (value.kind !== 'function') continue;
    target.props.set(key, { kind: 'getter', fn: value.fn, scope: value.scope });
  }
  return OPAQUE;
}
