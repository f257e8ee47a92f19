import { sourceOfCompiled } from '../boot/source-maps.ts';
import type { TracedModule } from '../boot/trace/traced-module.ts';
import { realPath } from '../io/files.ts';
import type { Place } from '../model/finding.ts';
import type { ColdLoad } from '../model/loads.ts';
import { toModuleId, type ModuleId } from '../model/module-id.ts';
import type { ColdLoadResult } from './cold-load-script.ts';
import type { RecordedRun } from './one-run.ts';
import { redactOutput, type KnownSecrets } from './redact.ts';
import { placeInStack, type StackPlace } from './stack-place.ts';

export interface EndedColdLoad {
  readonly entry: string;
  readonly module: ModuleId;
  /** The file that was loaded, which may be compiled from the module; absolute. */
  readonly file: string;
  readonly recorded: Pick<RecordedRun, 'account' | 'launched' | 'run'>;
  /** Null where the process left no word. */
  readonly told: ColdLoadResult | null;
  /** Absolute real path, forward slashes. */
  readonly root: string;
  /** Absolute path of our script. */
  readonly script: string;
  /** What it was started with. */
  readonly secrets: KnownSecrets;
}

type Outcome = Pick<ColdLoad, 'outcome' | 'message'> & { readonly place?: StackPlace | null };

const LONGEST_MESSAGE = 300;

/** What a cold load showed. */
export function coldLoadOf(ended: EndedColdLoad): ColdLoad {
  const { entry, module, told, root } = ended;
  const { place = null, ...outcome } = told === null ? withoutWord(ended) : withWord(told, ended);
  const load: ColdLoad = { entry, module, ...outcome };
  if (outcome.outcome !== 'failed') return load;
  const chain = chainTo(innermost(ended) ?? place?.file ?? null, ended);
  return {
    ...load,
    ...(place !== null && { at: placeOf(place, root) }),
    ...(chain.length > 1 && { chain }),
  };
}

function withWord(told: ColdLoadResult, { root, script, secrets }: EndedColdLoad): Outcome {
  if (told.outcome === 'loaded') return { outcome: 'ok', message: '' };
  if (told.outcome !== 'threw')
    return { outcome: 'failed', message: 'an await at the top level of a module never ended' };
  const { name, code, message, stack } = told;
  // Node was not given the means to read it, which says nothing of the module.
  const outcome = code === 'ERR_UNKNOWN_FILE_EXTENSION' ? 'not-run' : 'failed';
  const said = oneLine(redactOutput(message.split(/\n\s*Require stack:/)[0] ?? '', secrets), root);
  const label = code === null || said.includes(code) ? name : `${name} [${code}]`;
  return { outcome, message: said === '' ? label : `${label}: ${said}`, place: placeInStack(stack, script) };
}

function withoutWord({ recorded: { launched, run }, root, secrets }: EndedColdLoad): Outcome {
  if (run.outcome === 'interrupted') return { outcome: 'not-run', message: 'interrupted' };
  if (run.outcome === 'not-started')
    return { outcome: 'not-run', message: oneLine(launched.problem ?? 'it was not started', root) };
  if (run.outcome === 'timed-out') {
    const seconds = (run.wallMs / 1000).toFixed(0);
    return { outcome: 'failed', message: `it hangs: after ${seconds} s it was not loaded` };
  }
  const { code = null, signal = null } = launched.exit ?? {};
  const said = lastLine(launched.stderr) || lastLine(launched.stdout);
  const how = `it ends the process when it is loaded (${signal ?? `exit code ${code}`})`;
  return {
    outcome: 'failed',
    message: oneLine(said === '' ? how : `${how}: ${redactOutput(said, secrets)}`, root),
  };
}

/** The last module that threw, else the last one that had not ended: importers of one that threw never began. */
function innermost({ recorded, script }: EndedColdLoad): string | null {
  const { running, modules } = recorded.account ?? { running: null, modules: [] };
  if (running !== null && running !== script) return running;
  const last = (wanted: TracedModule['outcome']) =>
    modules.findLast(({ key, outcome }) => key !== script && outcome === wanted)?.key;
  return last('threw') ?? last('unfinished') ?? null;
}

/** First importers from the loaded file down to a module; the loaded one alone where they do not lead to it. */
function chainTo(failed: string | null, { recorded, root, module, file }: EndedColdLoad): ModuleId[] {
  const byKey = new Map<string, TracedModule>(recorded.account?.modules.map((each) => [each.key, each]));
  const found: string[] = [];
  for (let at = failed; at !== null && !found.includes(at); at = byKey.get(at)?.importer ?? null) {
    found.unshift(at);
    if (at === file) return [module, ...found.slice(1).map((key) => sourceId(key, root))];
  }
  return [module];
}

function placeOf({ file, line, column }: StackPlace, root: string): Place {
  const id = toModuleId(realPath(file).replaceAll('\\', '/'), root);
  return { file: id, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
}

function sourceId(key: string, root: string): ModuleId {
  const id = toModuleId(realPath(key).replaceAll('\\', '/'), root);
  return sourceOfCompiled([id], root).sourceOf.get(id) ?? id;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}

function oneLine(text: string, root: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replaceAll(`file://${root}/`, '').replaceAll(`${root}/`, '');
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE - 1)}…` : line;
}
