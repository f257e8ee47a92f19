import type { RegistrarPlace } from '../../protocol.ts';
import { apply } from '../saved.ts';

const { lastIndexOf, slice } = String.prototype;
const { exec } = RegExp.prototype;
const Pattern = RegExp;

const cut = (text: string, from: number, to?: number) => apply(slice, text, [from, to]) as string;
const match = (pattern: RegExp, text: string) => apply(exec, pattern, [text]) as RegExpExecArray | null;

/**
 * Inserts calls of the reporter into the text of a module: `CALLEE(index, firstParameter)` at the start of each
 * registrar's body. No line moves; columns move on the line of an opening brace only. The reporter must return
 * undefined.
 *
 * Where the text is not that of the file (a loader has compiled it), a registrar is looked for by its name and first
 * parameter, and left alone unless there is exactly one.
 *
 * @param text as it is about to be compiled, without a byte order mark
 * @param places all of them; the reporter is told the rank in this list
 * @param callee expression that names the reporter
 * @param file absolute path of the module
 * @param missed told the name of a registrar of this file that could not be found
 */
export function insertReporters(
  text: string,
  places: readonly RegistrarPlace[],
  callee: string,
  file: string,
  missed: (name: string) => void = () => {},
): string {
  let result = text;
  // From the end, so that offsets stay right.
  for (let limit = Infinity; ;) {
    let offset = -1;
    let code = '';
    for (let index = 0; index < places.length; index++) {
      const place = places[index] as RegistrarPlace;
      if (place.file !== file) continue;
      const found = text.length === place.textLength ? place.offset : findByName(text, place);
      if (found < 0 && limit === Infinity) missed(place.name);
      if (found < 0 || found >= limit || found < offset) continue;
      // Two names of one function are both reported.
      const call = reporterCall(callee, index, place);
      code = found === offset ? code + call : call;
      offset = found;
    }
    if (offset < 0) return result;
    result = cut(result, 0, offset) + code + cut(result, offset);
    limit = offset;
  }
}

function reporterCall(callee: string, index: number, place: RegistrarPlace): string {
  const call = `${callee}(${index}${place.firstParameter === null ? '' : `,${place.firstParameter}`})`;
  // The reporter returns undefined; the alternative of a condition may be any expression that is an arrow's body.
  if (place.expression === true) return `${call}?0:`;
  // The semicolon in front ends a directive that has none.
  return `;${call};`;
}

/** The first parameter, and the rest of the list. */
const PARAMETERS = String.raw`\(\s*([\w$]*)[^()]*\)\s*`;
const BEFORE_FUNCTION = String.raw`(?:\/\*[^*]*\*\/\s*)?(?:__name\()?(?:async\s*)?(?:function\s*[\w$]*\s*)?`;
const DIRECTIVES = /^(?:\s*(["'])(?:(?!\1)[^\\\n])*\1;?)*/;

/** Offset of the body of the one function of that name; -1 where there are none or several. */
function findByName(text: string, place: RegistrarPlace): number {
  if (place.expression === true) return -1;
  const name = patternOf(cut(place.name, (apply(lastIndexOf, place.name, ['#']) as number) + 1));
  const forms = [
    String.raw`\bfunction\s+${name}\s*${PARAMETERS}\{`,
    String.raw`(?<![\w$.])${name}\s*[=:]\s*${BEFORE_FUNCTION}${PARAMETERS}(?:=>\s*)?\{`,
    String.raw`(?<![\w$.]|\bfunction\s+)${name}\s*${PARAMETERS}\{`,
  ];
  let offset = -1;
  for (let i = 0; i < forms.length; i++) {
    const pattern = new Pattern(forms[i] as string, 'g');
    for (let found = match(pattern, text); found !== null; found = match(pattern, text)) {
      if (place.firstParameter !== null && found[1] !== place.firstParameter) continue;
      if (offset >= 0) return -1;
      offset = found.index + found[0].length;
    }
  }
  if (offset < 0) return -1;
  // A directive must stay first.
  return offset + (match(DIRECTIVES, cut(text, offset))?.[0].length ?? 0);
}

/** The last word of `Bus.on`, for a pattern. */
function patternOf(path: string): string {
  const name = cut(path, (apply(lastIndexOf, path, ['.']) as number) + 1);
  let pattern = '';
  for (let i = 0; i < name.length; i++) {
    pattern += name[i] === '$' ? '\\$' : (name[i] as string);
  }
  return pattern;
}
