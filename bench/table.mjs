/**
 * Rows of cells as an aligned text table.
 *
 * @param headers one a column; a header that starts with `>` makes its column flush right
 * @param rows cells as strings, as many as headers
 */
export function alignedTable(headers, rows) {
  const right = headers.map((header) => header.startsWith('>'));
  const names = headers.map((header) => header.replace(/^>/, ''));
  const widths = names.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells) =>
    cells
      .map((cell, i) => (right[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  return [names, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}

/** The same as a markdown table. */
export function markdownTable(headers, rows) {
  const rule = headers.map((header) => (header.startsWith('>') ? '---:' : '---'));
  const names = headers.map((header) => header.replace(/^>/, ''));
  return [names, rule, ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
