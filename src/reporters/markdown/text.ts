import { visible } from '../escape.ts';

const LONGEST = 300;
/** A word that means nothing to markdown, HTML, or the host's own links (`@user`, `#12`, `www.`). */
const PLAIN = /^(?:[+±-]?[\d.,]*\d[x%]?|[\p{L}\p{N}][\p{L}\p{M}\p{N}'"()+%±-]*|[-–—…%])$/u;
const NEEDS_TAG = /[`|<>&$]|^\s|\s$|^$/;

/**
 * Words with names from outside in them, on one line: whatever is no plain word is set as code, where markdown and HTML
 * mean nothing and nobody is mentioned. Long texts are cut.
 */
export function prose(text: string): string {
  return visible(cut(text)).split(/\s+/).filter(Boolean).map(word).join(' ');
}

/** A name as inline code, whatever it is made of; safe in a table. Long names are cut. */
export function code(name: string): string {
  const safe = visible(cut(name));
  return NEEDS_TAG.test(safe) ? htmlCode(safe) : `\`${safe}\``;
}

/** Keeps the start of a text, and says so. */
function cut(text: string): string {
  const chars = Array.from(text.slice(0, 2 * LONGEST + 2));
  return chars.length <= LONGEST ? text : `${chars.slice(0, LONGEST).join('')}…`;
}

function word(text: string): string {
  if (text === '->') return '→';
  const before = /^["'(]*/.exec(text)?.[0] ?? '';
  const rest = text.slice(before.length);
  // The bracket of a call belongs to the name, that of a remark does not.
  const call = before === '' && rest.includes('(');
  const after = (call ? /[,:;.]*$/ : /["'),:;.]*$/).exec(rest)?.[0] ?? '';
  const name = rest.slice(0, rest.length - after.length);
  return `${before}${name === '' || PLAIN.test(name) ? name : code(name)}${after}`;
}

/** Every character that could mean something is an entity, which markdown takes for the character itself. */
function htmlCode(text: string): string {
  return `<code>${text.replace(/[^\p{L}\p{M}\p{N} /,+…-]/gu, (char) => `&#${char.codePointAt(0) ?? 0};`)}</code>`;
}
