/**
 * The same numbers each time: a linear congruential generator with the constants of Numerical Recipes.
 *
 * @returns a function that gives the next number, from 0 up to 1
 */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
