export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const NAME = '[A-Za-z_][\\w.-]*';
const VALUE = '[^<>"&]|&(?:amp|lt|gt|quot|apos);';
const TAG = new RegExp(`<(/?)(${NAME})((?: ${NAME}="(?:${VALUE})*")*)(/?)>`, 'y');
const TEXT = new RegExp(`(?:[^<>&]|&(?:amp|lt|gt|quot|apos);)+`, 'y');
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** Of XML 1.0, without what lies beyond its characters. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENTITY: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the small part of XML that reports need, strictly.
 *
 * @returns the root
 * @throws where the text is not well formed
 */
export function readXml(text: string): XmlElement {
  const fail = (why: string, at: number) => new Error(`${why} at ${text.slice(at, at + 40)}`);
  if (!text.startsWith(DECLARATION)) throw fail('no declaration', 0);
  const bad = NOT_XML.exec(text);
  if (bad) throw fail('no character of XML', bad.index);
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  for (let at = DECLARATION.length; at < text.length;) {
    const current = open.at(-1);
    if (!current) throw fail('too many ends', at);
    TAG.lastIndex = TEXT.lastIndex = at;
    const tag = TAG.exec(text);
    const plain = tag ? null : TEXT.exec(text);
    if (plain) current.text += decode(plain[0]);
    else if (!tag) throw fail('not well formed', at);
    else if (tag[1] === '/') {
      if (open.pop()?.name !== tag[2]) throw fail('the wrong end', at);
    } else {
      const element = {
        name: tag[2] as string,
        attributes: attributesOf(tag[3] ?? ''),
        children: [],
        text: '',
      };
      current.children.push(element);
      if (tag[4] !== '/') open.push(element);
    }
    at += (tag ?? plain)![0].length;
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error('not one root');
  return top.children[0] as XmlElement;
}

/** An element and all below it. */
export function allElements(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(allElements)];
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/ ([\w.-]+)="([^"]*)"/g)];
  const attributes = Object.fromEntries(found.map(([, key = '', value = '']) => [key, decode(value)]));
  if (Object.keys(attributes).length !== found.length) throw new Error(`an attribute twice in ${text}`);
  return attributes;
}

function decode(text: string): string {
  return text.replace(/&(\w+);/g, (_, name: string) => ENTITY[name] ?? '');
}
