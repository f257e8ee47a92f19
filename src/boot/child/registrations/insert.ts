import type { RegistrarPlace } from '../../protocol.ts';

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
  const found: Insertion[] = [];
  for (const [index, place] of places.entries()) {
    if (place.file !== file) continue;
    const spot = text.length === place.textLength ? place : findByName(text, place);
    if (spot === undefined) missed(place.name);
    else found.push({ offset: spot.offset, code: reporterCall(callee, index, place) });
  }
  // From the end, so that offsets stay right.
  found.sort((a, b) => b.offset - a.offset);
  let result = text;
  for (const { offset, code } of found) result = result.slice(0, offset) + code + result.slice(offset);
  return result;
}

interface Insertion {
  readonly offset: number;
  readonly code: string;
}

function reporterCall(callee: string, index: number, place: RegistrarPlace): string {
  const call = `${callee}(${index}${place.firstParameter === null ? '' : `,${place.firstParameter}`})`;
  // The reporter returns undefined; the alternative of a condition may be any expression that is an arrow's body.
  if (place.expression === true) return `${call}?0:`;
  // The semicolon in front ends a directive that has none.
  return `;${call};`;
}

/** Where the one function of that name has its body; undefined where there are none or several. */
function findByName(text: string, place: RegistrarPlace): { offset: number } | undefined {
  if (place.expression === true) return undefined;
  const name = place.name.slice(place.name.lastIndexOf('#') + 1).split('.');
  const last = (name.at(-1) ?? '').replaceAll(/[^\w]/g, '\\$&');
  const parameters = String.raw`\(\s*(?<first>[\w$]*)[^()]*\)\s*`;
  const wrapped = String.raw`(?:\/\*[^*]*\*\/\s*)?(?:__name\()?`;
  const forms = [
    String.raw`\bfunction\s+${last}\s*${parameters}\{`,
    String.raw`(?<![\w$.])${last}\s*[=:]\s*${wrapped}(?:async\s*)?(?:function\s*[\w$]*\s*)?${parameters}(?:=>\s*)?\{`,
    String.raw`(?<![\w$.]|\bfunction\s+)${last}\s*${parameters}\{`,
  ];
  const spots = forms.flatMap((form) =>
    [...text.matchAll(new RegExp(form, 'g'))].filter(
      ({ groups }) => place.firstParameter === null || groups?.['first'] === place.firstParameter,
    ),
  );
  const [spot] = spots;
  if (spot === undefined || spots.length > 1) return undefined;
  const offset = spot.index + spot[0].length;
  // A directive must stay first.
  const directives = /^(?:\s*(["'])(?:(?!\1)[^\\\n])*\1;?)*/.exec(text.slice(offset));
  return { offset: offset + (directives?.[0].length ?? 0) };
}
