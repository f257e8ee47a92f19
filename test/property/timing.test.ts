import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planRuns } from '../../src/boot/run-plan.ts';
import { medianWithInterval } from '../../src/timing/median-interval.ts';
import { multipleOfBare } from '../../src/timing/multiple.ts';
import { CPU_NOISE, MULTIPLE_NOISE, noiseOf } from '../../src/timing/noise.ts';
import { summarise } from '../../src/timing/summarise.ts';
import { bootRun } from '../unit/timing/boot-runs.ts';

const times = (minLength = 1) =>
  fc.array(fc.double({ min: 0.5, max: 1e5, noNaN: true }), { minLength, maxLength: 30 });
const scale = fc.double({ min: 0.01, max: 1000, noNaN: true });
const near = (value: number) => expect.closeTo(value, 6 - Math.ceil(Math.log10(Math.abs(value) + 1)));

const intervalOf = (values: readonly number[]) => medianWithInterval(values)!;

/** Runs of every kind in the order of a plan; the same times again and again. */
const measuring = (cpu: readonly number[], counts = { plain: 7, probed: 5 }) =>
  planRuns(counts).map((kind, i) => bootRun(kind, cpu[i % cpu.length]!));

describe('any runs', () => {
  test('the interval holds its median; from six values on it stays within the values', () => {
    fc.assert(
      fc.property(times(), (values) => {
        const { low, value, high, runs } = intervalOf(values);
        expect(runs).toBe(values.length);
        // Equal values pass through logarithms and come back with a rounding error.
        expect(low).toBeLessThanOrEqual(value * (1 + 1e-9));
        expect(high).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        if (runs < 6) return;
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  test('below six values the interval is no narrower than their range allows at 95 %', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e5, noNaN: true }), { minLength: 2, maxLength: 4 }),
        (values) => {
          const { low, high } = intervalOf(values);
          expect(high / low).toBeGreaterThanOrEqual((Math.max(...values) / Math.min(...values)) * (1 - 1e-9));
        },
      ),
    );
  });

  test('another unit of time changes the figures by its factor, and neither noise nor multiple', () => {
    fc.assert(
      fc.property(times(2), scale, (values, factor) => {
        const scaled = values.map((each) => each * factor);
        const [one, other] = [intervalOf(values), intervalOf(scaled)];
        for (const end of ['low', 'value', 'high'] as const)
          expect(other[end] / (one[end] * factor)).toBeCloseTo(1, 6);
        const [before, after] = [measuring(values), measuring(scaled)].map(summarise);
        expect(after!.noise).toEqual(near(before!.noise!));
        expect(after!.multipleNoise).toEqual(near(before!.multipleNoise!));
        expect(after!.multiple!.value / before!.multiple!.value).toBeCloseTo(1, 6);
      }),
    );
  });

  test('the order of runs matters to nothing but the multiple', () => {
    const shuffled = times().chain((values) =>
      fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
    );
    fc.assert(
      fc.property(shuffled, ([values, other]) => {
        const [one, two] = [values, other].map((cpu) => summarise(cpu.map((each) => bootRun('plain', each))));
        expect(two!.cpuMs!.value).toBe(one!.cpuMs!.value);
        expect(two!.cpuMs!.low / one!.cpuMs!.low).toBeCloseTo(1, 6);
        expect(two!.cpuMs!.high / one!.cpuMs!.high).toBeCloseTo(1, 6);
        expect(two!.noise).toEqual(one!.noise);
      }),
    );
  });

  test('a wider spread never narrows the interval nor lowers the noise', () => {
    fc.assert(
      fc.property(times(3), fc.double({ min: 1, max: 3, noNaN: true }), (values, stretch) => {
        const middle = intervalOf(values).value;
        const stretched = values.map((each) => middle * (each / middle) ** stretch);
        const [one, other] = [intervalOf(values), intervalOf(stretched)];
        expect(other.high / other.low).toBeGreaterThanOrEqual((one.high / one.low) * (1 - 1e-9));
        for (const model of [CPU_NOISE, MULTIPLE_NOISE])
          expect(noiseOf(stretched, model)).toBeGreaterThanOrEqual(noiseOf(values, model)! * (1 - 1e-9));
      }),
    );
  });

  test('a machine that changes its speed between groups of neighbours leaves the multiple alone', () => {
    const group = fc.tuple(
      fc.double({ min: 15, max: 30, noNaN: true }),
      fc.double({ min: 50, max: 900, noNaN: true }),
      scale,
    );
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 9 }), (groups) => {
        const runs = (atSpeed: (speed: number) => number) =>
          groups.flatMap(([bare, plain, speed]) => [
            bootRun('bare', bare * atSpeed(speed)),
            bootRun('plain', plain * atSpeed(speed)),
            bootRun('bare', bare * atSpeed(speed)),
          ]);
        const [even, uneven] = [multipleOfBare(runs(() => 1))!, multipleOfBare(runs((speed) => speed))!];
        expect(uneven.value / even.value).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('simulated runs', () => {
  const SERIES = 2000;
  /** 2.5 binomial standard errors of 2000 series at 95 %. */
  const LEEWAY = 0.0125;

  const shapes = {
    /** Logarithms that are normal. */
    logNormal: { draw: (random: () => number) => Math.exp(0.1 * normal(random)), median: 1 },
    /** A quarter of the runs disturbed: up to half as long again. The median is the 2/3 quantile of the quiet ones. */
    disturbed: {
      draw: (random: () => number) =>
        random() < 0.25 ? 1.1 + 0.4 * random() : Math.exp(0.02 * normal(random)),
      median: Math.exp(0.02 * 0.4307),
    },
  };

  test.each(['logNormal', 'disturbed'] as const)(
    '%s: 95 %% intervals hold the true median in 95 %% of series',
    (shape) => {
      const { draw, median } = shapes[shape];
      for (const runs of [6, 7, 9, 15]) {
        const random = generator(20_240_101 + runs);
        let covered = 0;
        for (let i = 0; i < SERIES; i++) {
          const { low, high } = intervalOf(Array.from({ length: runs }, () => draw(random)));
          if (low <= median && median <= high) covered++;
        }
        expect(Math.abs(covered / SERIES - 0.95), `${runs} runs: ${covered}`).toBeLessThan(LEEWAY);
      }
    },
  );

  test('so do those of two to five runs', () => {
    for (const runs of [2, 3, 4, 5]) {
      const random = generator(7 + runs);
      let covered = 0;
      for (let i = 0; i < SERIES; i++) {
        const { low, high } = intervalOf(Array.from({ length: runs }, () => shapes.logNormal.draw(random)));
        if (low <= 1 && 1 <= high) covered++;
      }
      expect(Math.abs(covered / SERIES - 0.95), `${runs} runs: ${covered}`).toBeLessThan(LEEWAY);
    }
  });

  test('the noise of a multiple covers pairs of series at speeds that differ by a third', () => {
    const random = generator(42);
    const series = () => {
      const speed = 1 + random() / 3;
      return summarise(
        planRuns({ plain: 7, probed: 0 }).map((kind) =>
          bootRun(kind, (kind === 'bare' ? 20 : 120) * speed * Math.exp(0.04 * normal(random))),
        ),
      );
    };
    const pairs = Array.from({ length: 400 }, () => [series(), series()] as const);
    const covered = pairs.filter(
      ([{ multiple, multipleNoise }, other]) =>
        Math.abs(Math.log(multiple!.value / other.multiple!.value)) <= Math.log1p(multipleNoise!),
    );
    const inMs = pairs.filter(
      ([{ cpuMs, multipleNoise }, other]) =>
        Math.abs(Math.log(cpuMs!.value / other.cpuMs!.value)) <= Math.log1p(multipleNoise!),
    );
    expect(covered.length).toBeGreaterThanOrEqual(380);
    // The same statement about ms would be wrong: the multiple is what takes the speed out.
    expect(inMs.length).toBeLessThan(320);
  });
});

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
