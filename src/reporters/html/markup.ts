/** An element of a page as plain data: the reporter writes it as HTML, an open page makes nodes of it. */
export interface MarkupElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (MarkupElement | string)[];
}

export type Markup = MarkupElement | string;

/** What may stand where a child is expected: nothing, or several. */
export type Children = Markup | null | false | readonly Children[];

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Elements of SVG: a page has to make them in a namespace of their own. */
export const SVG_TAGS: ReadonlySet<string> = new Set([
  'svg',
  'g',
  'rect',
  'circle',
  'line',
  'path',
  'text',
  'title',
  'marker',
  'defs',
]);

/**
 * Makes an element. Names and texts from outside go in as they are: they are escaped where the element is written.
 *
 * @param attributes `false`, null and undefined leave one out, `true` gives it no value
 */
export function h(tag: string, attributes: Attributes = {}, ...children: readonly Children[]): MarkupElement {
  const given = Object.entries(attributes).flatMap(([name, value]) =>
    value === null || value === undefined || value === false
      ? []
      : [[name, value === true ? '' : String(value)] as const],
  );
  return { tag, attributes: Object.fromEntries(given), children: flat(children) };
}

/** Children in a row: what is nothing is left out. */
function flat(children: readonly Children[]): Markup[] {
  return children.flatMap((child) => {
    if (child === null || child === false || child === '') return [];
    return isList(child) ? flat(child) : [child];
  });
}

function isList(child: Children): child is readonly Children[] {
  return Array.isArray(child);
}
