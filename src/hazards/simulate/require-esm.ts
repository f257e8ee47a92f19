import type { HazardKind } from '../../model/hazard.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { EsmRecord } from './esm-record.ts';
import { evaluateModule } from './evaluate-esm.ts';
import { findLinkError, linkForRequire } from './link-esm.ts';
import type { Machine, SimulatedError } from './machine.ts';
import { loaderError } from './report-hazard.ts';
import type { ModuleState } from './scope.ts';
import type { Value } from './values.ts';

/** The first major whose namespaces of CommonJS files have the name `module.exports`, which `export *` passes on. */
const EXPORTS_WHOLE = 24;

/**
 * `require()` of an ES module.
 *
 * @throws SimulatedError what the module throws; ERR_REQUIRE_CYCLE_MODULE and ERR_REQUIRE_ASYNC_MODULE
 */
export function requireEsm(m: Machine, id: ModuleId, from: ModuleState, line: number): Value {
  const fail = (code: string) =>
    loaderError(m, kindOf(code), code, { by: from, from: id, binding: '*', line });
  const record = m.esm.get(id);
  if (record === undefined) {
    linkForRequire(m, id);
    const error = findLinkError(m, m.esm.get(id)!);
    if (error !== null) throw error;
    if (isAsync(m, id)) throw fail('ERR_REQUIRE_ASYNC_MODULE');
  } else if (record.status === 'evaluated' || record.status === 'evaluating-async') {
    return evaluatedBefore(m, record, fail);
  } else if (record.status === 'evaluating') throw fail('ERR_REQUIRE_CYCLE_MODULE');
  else if (isAsync(m, id)) throw fail('ERR_REQUIRE_ASYNC_MODULE');
  evaluateNow(m, m.esm.get(id)!);
  return exportsOf(m, id);
}

function evaluatedBefore(m: Machine, record: EsmRecord, fail: (code: string) => SimulatedError): Value {
  const isAsyncGraph = isAsync(m, record.id);
  // Node 24 looks at the graph before it looks at the error.
  if (isAsyncGraph && m.options.nodeMajor >= EXPORTS_WHOLE) throw fail('ERR_REQUIRE_ASYNC_MODULE');
  if (record.error !== undefined) throw record.error;
  if (isAsyncGraph) throw fail('ERR_REQUIRE_ASYNC_MODULE');
  return exportsOf(m, record.id);
}

function evaluateNow(m: Machine, record: EsmRecord): void {
  evaluateModule(m, record, (error) => {
    if (error !== undefined) throw error;
  });
  if (record.error !== undefined) throw record.error;
}

function kindOf(code: string): HazardKind {
  return code === 'ERR_REQUIRE_ASYNC_MODULE' ? 'require-async' : 'require-cycle';
}

/** @returns whether a top-level await stands anywhere below */
function isAsync(m: Machine, id: ModuleId): boolean {
  const seen = new Set<ModuleId>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const record = m.esm.get(next);
    if (record === undefined || record.isWrapper) continue;
    if (record.hasAwait) return true;
    open.push(...record.requests);
  }
  return false;
}

function exportsOf(m: Machine, id: ModuleId): Value {
  const namespace: Value = { kind: 'namespace', module: id };
  if (m.options.nodeMajor < EXPORTS_WHOLE) return namespace;
  const [only, ...others] = m.names.commonJsStars(id);
  if (only === undefined || others.length > 0) return namespace;
  return m.esm.get(only)?.snapshot.get('default') ?? namespace;
}
