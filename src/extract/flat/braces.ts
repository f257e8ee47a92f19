import { ARROW_BODY, BLOCK, holdsStatements, METHOD, OBJECT, CONTROL } from './frames.ts';
import { GIVE_UP, type ScanState } from './state.ts';
import { ARROW, BLOCK_END, BRACKET, CONTROL_END, GROUP_END, idOf, METHOD_PARAMETERS_END } from './words.ts';
import { OPERAND, OPERATOR, PARAMETERS_END, SEMICOLON, START } from './words.ts';

type Rule = (state: ScanState) => number;

const block: Rule = () => BLOCK;
const object: Rule = () => OBJECT;
const statement: Rule = ({ stack }) => (holdsStatements(stack.top.kind) ? BLOCK : GIVE_UP);
/** `return` and its like end at a newline, so that the brace after it would be a block. */
const sameLine: Rule = ({ newline }) => (newline ? GIVE_UP : OBJECT);

function functionBody({ stack: { top } }: ScanState): number {
  const kind = top.functionBody;
  top.functionBody = 0;
  return kind;
}

/** After an operand a brace can only open a class or, on a new line, a block. */
function classBody({ stack: { top }, newline }: ScanState): number {
  const kind = top.classBody;
  top.classBody = 0;
  if (kind !== 0) return kind;
  return newline && holdsStatements(top.kind) ? BLOCK : GIVE_UP;
}

const RULES: (Rule | undefined)[] = [];
RULES[PARAMETERS_END] = functionBody;
RULES[METHOD_PARAMETERS_END] = () => METHOD;
RULES[ARROW] = () => ARROW_BODY;
RULES[CONTROL_END] = block;
for (const word of ['else', 'do', 'try', 'catch', 'finally', 'static'] as const) RULES[idOf(word)] = block;
for (const kind of [START, BLOCK_END, SEMICOLON]) RULES[kind] = statement;
for (const kind of [OPERAND, GROUP_END, idOf('class')]) RULES[kind] = classBody;
for (const kind of [OPERATOR, BRACKET]) RULES[kind] = object;
for (const word of ['typeof', 'void', 'delete', 'in', 'instanceof', 'case', 'default', 'extends'] as const) {
  RULES[idOf(word)] = object;
}
for (const word of ['var', 'const', 'import', 'export'] as const) RULES[idOf(word)] = object;
for (const word of ['return', 'throw', 'yield', 'await', 'let'] as const) RULES[idOf(word)] = sameLine;
RULES[idOf('of')] = ({ stack }) => (stack.top.kind === CONTROL ? OBJECT : GIVE_UP);

/** Tells from what stands before an opening brace what it opens: a kind of frame, or {@link GIVE_UP}. */
export function braceKind(state: ScanState): number {
  const rule = RULES[state.previous];
  return rule === undefined ? GIVE_UP : rule(state);
}
