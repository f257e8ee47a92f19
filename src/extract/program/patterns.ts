import type { Pattern, PatternPart } from '../../model/program.ts';
import { propertyName, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import type { Reading } from './reading.ts';
import { OPAQUE } from './values.ts';

/** Takes nothing of what it is given. */
const NOWHERE: Pattern = { kind: 'place', place: OPAQUE };

/** Reads a pattern, declared (`const { a } = …`) or assigned to (`({ a: x.y } = …)`). */
export function readPattern(reading: Reading, node: SyntaxNode): Pattern {
  switch (node.type) {
    case 'Identifier':
      return namePattern(reading, node);
    case 'AssignmentPattern':
      return {
        kind: 'default',
        pattern: reading.pattern(node['left']),
        value: reading.expression(node['right']),
      };
    case 'ObjectPattern':
      return {
        kind: 'object',
        parts: node['properties'].map((part: SyntaxNode) => readPart(reading, part)),
      };
    case 'ArrayPattern':
      return {
        kind: 'array',
        parts: node['elements'].map((part: SyntaxNode | null) =>
          part === null ? NOWHERE : reading.pattern(part),
        ),
      };
    case 'RestElement':
      return restPattern(reading.pattern(node['argument']));
    case 'TSParameterProperty':
      return reading.pattern(node['parameter']);
    default: {
      const target = unwrap(node);
      if (target !== node) return reading.pattern(target);
      return { kind: 'place', place: reading.expression(node) };
    }
  }
}

/** `exports = …` changes what the name stands for; it is a place, not a name of the source. */
function namePattern(reading: Reading, node: SyntaxNode): Pattern {
  const { names } = reading;
  const name: string = node['name'];
  if (names.meaning(name) === 'exports') return { kind: 'place', place: { op: 'exports' } };
  return { kind: 'name', name };
}

/** An array of what is left, about whose items nothing is known; there is one even if nothing is left. */
function restPattern(pattern: Pattern): Pattern {
  return { kind: 'default', pattern: { kind: 'array', parts: [pattern] }, value: OPAQUE };
}

function readPart(reading: Reading, part: SyntaxNode): PatternPart {
  if (part.type === 'RestElement')
    return { key: null, rest: true, computed: null, pattern: reading.pattern(part['argument']) };
  const key = propertyName(part['key'], part['computed']) ?? null;
  const computed = key === null ? reading.expression(part['key']) : null;
  return { key, rest: false, computed, pattern: reading.pattern(part['value']) };
}

/** The names alone, for where they are hoisted: defaults and computed keys are evaluated at their place. */
export function bare(pattern: Pattern): Pattern {
  switch (pattern.kind) {
    case 'default':
      return bare(pattern.pattern);
    case 'array':
      return { kind: 'array', parts: pattern.parts.map(bare) };
    case 'object':
      return {
        kind: 'object',
        parts: pattern.parts.map((part) => ({ ...part, computed: null, pattern: bare(part.pattern) })),
      };
    default:
      return pattern;
  }
}

/** All names of a pattern. */
export function namesIn(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'name':
      return [pattern.name];
    case 'default':
      return namesIn(pattern.pattern);
    case 'array':
      return pattern.parts.flatMap(namesIn);
    case 'object':
      return pattern.parts.flatMap((part) => namesIn(part.pattern));
    default:
      return [];
  }
}
