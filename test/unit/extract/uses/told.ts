import { readUses, type UsesOfImport } from '../../../../src/extract/uses/read-uses.ts';
import type { UsesSource } from '../../../../src/extract/uses/source.ts';

/** Each import in one line: specifier, class and shape, reasons, call sites (`a`: an await could stand there). */
export function told(text: string, source: Partial<UsesSource> = {}): string[] {
  const format = source.format ?? (/^\s*(?:import|export)\b/m.test(text) ? 'esm' : 'cjs');
  return readUses({ extension: '.js', ...source, format, text }).map(line);
}

function line({ specifier, deferability, action, shape, reasons, callSites }: UsesOfImport): string {
  const how = shape ?? (action === 'defer' ? '' : action);
  const why = reasons.map(({ code, at }) => `${code}@${at.line}:${at.column}`).join(' ');
  const where = callSites.map((site) => `${site.line}${site.async ? 'a' : ''}`).join(',');
  return [`${specifier}: ${deferability}`, how, why, where].filter((part) => part !== '').join(' | ');
}
