import type { VariableCost } from '../model/doctor.ts';
import { median } from '../timing/median.ts';
import type { BootRequest } from './boot-request.ts';
import { cpuOf } from './measure-noise.ts';

/** Variables that add work to every Node process, whatever it runs. */
const NAMES = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'NODE_COMPILE_CACHE'];
/** Boots without them: see `childEnvironment`. */
const LEFT_OUT = 'NODE_COMPILE_CACHE';
const PAIRS = 5;

/**
 * Measures what variables of the environment cost: an empty script with and without each of them, in turn.
 *
 * @param request boots an empty script in the environment in question
 * @returns one item a variable that is set
 */
export async function variableCosts(request: BootRequest): Promise<VariableCost[]> {
  const costs: VariableCost[] = [];
  for (const name of NAMES) {
    const value = request.env[name];
    if (value === undefined || value.trim() === '') continue;
    const { [name]: _, ...others } = request.env;
    const without = { ...request, env: others };
    costs.push(await costOf(name, { ...without, ownEnv: { [name]: value } }, without));
  }
  return costs;
}

async function costOf(name: string, withIt: BootRequest, without: BootRequest): Promise<VariableCost> {
  const added: number[] = [];
  const bare: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const [more, less] = [await cpuOf(withIt), await cpuOf(without)];
    if (typeof more === 'string' || typeof less === 'string') continue;
    added.push(more - less);
    bare.push(less);
  }
  const leftOut = name === LEFT_OUT;
  if (added.length === 0) return { name, cpuMs: null, share: null, leftOut };
  const cpuMs = median(added);
  return { name, cpuMs, share: cpuMs / median(bare), leftOut };
}
