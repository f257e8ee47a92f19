import type { CutCandidate } from '../model/cut.ts';
import { actionWords, heldWords, reasonWords, SAFETY_WORDS } from './cut-words.ts';
import { hazardWords } from './hazard-words.ts';
import { placeWords } from './places.ts';

/** The first thing that keeps a cut from being made; of what only its authors can change, what to ask of them. */
export function inTheWay(candidate: CutCandidate): string {
  const { action, reasons, unmasks, safety } = candidate;
  if (action === 'upstream') return actionWords(candidate);
  const [reason] = reasons;
  const [hazard] = unmasks;
  const held = heldWords(candidate);
  if (safety !== 'blocked' && held !== null) return held;
  // Reasons of what is not blocked for them say how to write it, not why not to.
  if (hazard !== undefined && candidate.deferability !== 'blocked') return hazardWords(hazard);
  return reason === undefined ? SAFETY_WORDS[safety][1] : `${placeWords(reason.at)} ${reasonWords(reason)}`;
}
