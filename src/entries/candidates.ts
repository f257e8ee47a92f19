import { exportTargets } from './export-targets.ts';
import { isRecord, type Manifest } from './manifest.ts';
import { scriptFiles } from './script-files.ts';

/** Which field of a package.json names the entry. */
export type EntryOrigin = 'bin' | 'main' | 'module' | 'exports' | 'script';

/** A program that a package.json names; whether its file exists is not known yet. */
export interface EntryCandidate {
  readonly name: string;
  readonly from: EntryOrigin;
  /** As written, relative to the package's folder; null where `nest start` decides. */
  readonly target: string | null;
}

/** npm runs these itself around installing and publishing: no program of the project starts there. */
const LIFECYCLE =
  /^(pre|post)?(install|prepare|publish|pack|version|uninstall|shrinkwrap)$|^prepublishOnly$|^dependencies$/;

/**
 * Lists the programs a package.json names, in the order bin, main, module, exports, scripts.
 *
 * @param manifest fields of a wrong type are passed over
 */
export function entryCandidates(manifest: Manifest): readonly EntryCandidate[] {
  return [
    ...binCandidates(manifest),
    ...single('main', manifest.main),
    ...single('module', manifest.module),
    ...exportCandidates(manifest.exports),
    ...scriptCandidates(manifest.scripts),
  ];
}

function binCandidates({ bin, name }: Manifest): EntryCandidate[] {
  if (typeof bin === 'string') {
    const command = typeof name === 'string' ? name.replace(/^@[^/]*\//, '') : '';
    return [{ name: command === '' ? 'bin' : `bin:${command}`, from: 'bin', target: bin }];
  }
  return textEntries(bin).map(([command, target]) => ({ name: `bin:${command}`, from: 'bin', target }));
}

function single(from: 'main' | 'module', target: unknown): EntryCandidate[] {
  return typeof target === 'string' && target !== '' ? [{ name: from, from, target }] : [];
}

function exportCandidates(exports: unknown): EntryCandidate[] {
  return exportTargets(exports).map(({ subpath, target, by }) => ({
    name: `exports:${subpath}${by === 'both' ? '' : ` ${by}`}`,
    from: 'exports',
    target,
  }));
}

function scriptCandidates(scripts: unknown): EntryCandidate[] {
  return textEntries(scripts)
    .filter(([name]) => !LIFECYCLE.test(name))
    .flatMap(([name, line]) =>
      scriptFiles(line).map((target): EntryCandidate => ({
        name: `script:${name}`,
        from: 'script',
        target: target.kind === 'file' ? target.file : null,
      })),
    );
}

function textEntries(value: unknown): [string, string][] {
  if (!isRecord(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
