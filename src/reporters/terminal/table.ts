import CliTable, { type Cell, type HorizontalAlignment } from 'cli-table3';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/**
 * Columns without lines, two spaces apart.
 *
 * @param rows painted cells, header rows among them
 * @param aligns one a column
 * @param indent what each line begins with
 */
export function tableLines(rows: readonly Cell[][], aligns: HorizontalAlignment[], indent: string): string[] {
  const style = { 'padding-left': 0, 'padding-right': 2, head: [], border: [] };
  const table = new CliTable({ chars: NO_LINES, style, colAligns: aligns });
  table.push(...rows);
  return table
    .toString()
    .split('\n')
    .map((line) => indent + line);
}
