import { SVG_TAGS, type Markup, type MarkupElement } from '../reporters/html/markup.ts';

type Child = Node | string | null | false | readonly Child[];

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Makes an element. Texts become text nodes: nothing that comes from a report is ever read as HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** Sets attributes; `false`, null and undefined take one away. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Puts children in the place of those that are there. */
export function replace(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  append(element, children);
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === false) continue;
    if (child instanceof Node || typeof child === 'string') element.append(child);
    else append(element, child);
  }
}

const SVG = 'http://www.w3.org/2000/svg';

/** Makes nodes of markup that a report brought. Attributes that could run code or lead away are not set. */
export function fromMarkup(markup: Markup): Node {
  if (typeof markup === 'string') return document.createTextNode(markup);
  const { tag, attributes, children } = markup;
  const element = isSvg(markup) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (isHarmless(name, value)) element.setAttribute(name, value);
  for (const child of children) element.append(fromMarkup(child));
  return element;
}

function isSvg({ tag }: MarkupElement): boolean {
  return SVG_TAGS.has(tag);
}

function isHarmless(name: string, value: string): boolean {
  if (name.startsWith('on') || name === 'style' || name === 'src') return false;
  return name !== 'href' || value.startsWith('#');
}
