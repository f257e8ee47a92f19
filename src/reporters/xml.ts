import { visible } from './escape.ts';

const ENTITY: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an attribute or element of XML 1.0: what may not stand there is a visible escape, an entity or `\ufffd`. */
export function xmlText(text: string): string {
  return visible(text)
    .replace(/[&<>"']/g, (char) => ENTITY[char] ?? char)
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd');
}

/**
 * One element, its content set in.
 *
 * @param attributes in their order; null ones are left out
 * @param content elements or {@link xmlText}, one a line; none gives an empty element
 */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  content: readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  const start = `<${name}${written.join('')}`;
  if (content.length === 0) return `${start}/>`;
  const inside = content.flatMap((line) => line.split('\n')).map((line) => `  ${line}`);
  return [`${start}>`, ...inside, `</${name}>`].join('\n');
}
