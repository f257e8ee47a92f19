import type { Markup } from './markup.ts';

const VOID: ReadonlySet<string> = new Set(['meta', 'link', 'input', 'br', 'hr', 'col']);

const ENTITY: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Writes markup as HTML. Every text and every value of an attribute is escaped; there is no way around that. */
export function markupText(markup: Markup): string {
  if (typeof markup === 'string') return escapeHtml(markup);
  const { tag, attributes, children } = markup;
  const given = Object.entries(attributes).map(([name, value]) =>
    value === '' ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`,
  );
  const open = `<${tag}${given.join('')}>`;
  return VOID.has(tag) ? open : `${open}${children.map(markupText).join('')}</${tag}>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITY[char] ?? char);
}
