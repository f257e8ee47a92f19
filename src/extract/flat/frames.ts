import { ARROW_END, BLOCK_END, CONTROL_END, GROUP_END, METHOD_END } from './words.ts';
import { METHOD_PARAMETERS_END, OPERAND, PARAMETERS_END } from './words.ts';

/*
 * Kinds of brackets. The order is used: up to METHOD they hold statements, from FUNCTION to METHOD they are bodies of
 * functions, from OBJECT to SUBSTITUTION what they hold runs wherever they stand.
 */
export const FILE = 0;
export const BLOCK = 1;
export const FUNCTION = 2;
export const FUNCTION_VALUE = 3;
export const ARROW_BODY = 4;
export const METHOD = 5;
export const CLASS = 6;
export const CLASS_VALUE = 7;
/** An object literal, a destructuring pattern or the list of an import or export. */
export const OBJECT = 8;
export const ARRAY = 9;
/** Parentheses of a group or of a call's arguments. */
export const GROUP = 10;
export const SUBSTITUTION = 11;
/** Parentheses after if, for, while, switch, catch and with. */
export const CONTROL = 12;
export const PARAMETERS = 13;
export const METHOD_PARAMETERS = 14;
/** Parentheses after catch. */
export const CATCH_HEAD = 15;

export const IN_TRY = 1;
export const MAYBE_IN_TRY = 2;

/** What the closing bracket is to the token after it. */
export const AFTER: readonly number[] = [
  OPERAND,
  BLOCK_END,
  BLOCK_END,
  OPERAND,
  ARROW_END,
  METHOD_END,
  BLOCK_END,
  OPERAND,
  OPERAND,
  OPERAND,
  GROUP_END,
  OPERAND,
  CONTROL_END,
  PARAMETERS_END,
  METHOD_PARAMETERS_END,
  CONTROL_END,
];

/** An open bracket. */
export interface Frame {
  kind: number;
  /** Offset of the bracket. */
  start: number;
  /** What stands here at function depth 0 runs whenever the file does, unless `maybe` or `branch` is set. */
  live: boolean;
  /** The part since the last comma has an operator, or a default, after which code runs only sometimes. */
  maybe: boolean;
  /** The statement began with a control word. Only of the file itself. */
  branch: boolean;
  /** `?` without their `:`. */
  questions: number;
  /** Within a function, its parameters included, that the bracket belongs to or stands in. */
  inFunction: boolean;
  /** ...and that function does not run while the file is loaded, as far as can be seen. */
  dormant: boolean;
  /** Arguments of a call that may run them before it returns. */
  callsBack: boolean;
  /** The function that begins here runs. */
  runs: boolean;
  /** `questions` where the arrow function without braces began that is not over yet, or -1. */
  arrow: number;
  /** In a try block of the function it stands in: {@link IN_TRY}, or {@link MAYBE_IN_TRY} in a class there. */
  guarded: number;
  /** It is a try block. */
  tries: boolean;
  /** In a try block: the present statement may leave it, and one before may have. */
  leaving: boolean;
  left: boolean;
  /** Offset of what the present statement, or part of a list, begins after. */
  part: number;
  /** What a `(` or `[` is applied to, and its chain's state: see chain.ts. */
  operand: number;
  members: number;
  mixed: boolean;
  /** In an object or class: past the key of the present member. */
  value: boolean;
  /** Kind of the body that a `function` seen here is to get, or 0. */
  functionBody: number;
  /** Kind of the body that a `class` seen here is to get, or 0. */
  classBody: number;
}

/** The open brackets. Frames are reused: files open thousands. */
export class FrameStack {
  top: Frame = frameOf(FILE);
  depth = 0;
  /** Bodies of functions among the open brackets. */
  functions = 0;
  private readonly frames: Frame[] = [this.top];

  push(kind: number, start: number): void {
    const outer = this.top;
    const frame = (this.frames[++this.depth] ??= frameOf(kind));
    frame.kind = kind;
    frame.start = start;
    frame.live = kind >= OBJECT && kind <= SUBSTITUTION && outer.live && !outer.maybe && !outer.branch;
    frame.maybe = false;
    frame.questions = 0;
    const isNew = outer.arrow >= 0 || isFunctionPart(kind);
    frame.inFunction = outer.inFunction || isNew;
    frame.dormant =
      isDormant(outer) || (isFunctionPart(kind) && (outer.arrow >= 0 || !(outer.callsBack || outer.runs)));
    frame.callsBack = false;
    frame.runs = false;
    frame.arrow = -1;
    frame.guarded = isNew ? 0 : outer.guarded;
    if (frame.guarded > 0 && (kind === CLASS || kind === CLASS_VALUE)) frame.guarded = MAYBE_IN_TRY;
    frame.tries = false;
    frame.leaving = false;
    frame.left = !isNew && outer.left;
    frame.part = start;
    frame.value = false;
    frame.functionBody = 0;
    frame.classBody = 0;
    if (isFunctionBody(kind)) this.functions++;
    this.top = frame;
  }

  /** Closes the innermost bracket. Returns false where its content was not complete. */
  pop(): boolean {
    const { kind, questions, functionBody, classBody } = this.top;
    if (this.depth === 0 || questions + functionBody + classBody > 0) return false;
    if (isFunctionBody(kind)) this.functions--;
    this.top = this.frames[--this.depth] as Frame;
    return true;
  }
}

/** Whether the bracket holds statements. */
export function holdsStatements(kind: number): boolean {
  return kind <= METHOD;
}

/** Whether the bracket is closed by `}`. */
export function isBrace(kind: number): boolean {
  return kind >= BLOCK && kind <= OBJECT;
}

/** Whether the bracket holds members with keys. */
export function holdsMembers(kind: number): boolean {
  return kind >= CLASS && kind <= OBJECT;
}

function isFunctionBody(kind: number): boolean {
  return kind >= FUNCTION && kind <= METHOD;
}

/** Whether what stands here runs only once a function is called that loading the file does not call. */
export function isDormant({ dormant, arrow, callsBack, runs }: Frame): boolean {
  return dormant || (arrow >= 0 && !callsBack && !runs);
}

/** Whether what the bracket holds runs when a function is called. */
export function isFunctionPart(kind: number): boolean {
  return isFunctionBody(kind) || kind === PARAMETERS || kind === METHOD_PARAMETERS;
}

function frameOf(kind: number): Frame {
  return {
    kind,
    start: 0,
    live: kind === FILE,
    maybe: false,
    branch: false,
    questions: 0,
    inFunction: false,
    dormant: false,
    callsBack: false,
    runs: false,
    arrow: -1,
    guarded: 0,
    tries: false,
    leaving: false,
    left: false,
    part: 0,
    operand: 0,
    members: 0,
    mixed: false,
    value: false,
    functionBody: 0,
    classBody: 0,
  };
}
