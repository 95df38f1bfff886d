/** Tests that a capture with a missing part causes no additional claims. */
import { expect, it } from 'vitest';
import { isThorough, tries } from '../../../base/runs.testkit.ts';
import { foundWrong } from '../../../i18n/en/facts/findings.ts';
import { type Claim, claimsWithout, type FrameOfTcp } from './lossyCaptures.testkit.ts';
import { RECORDED } from './recordedClaims.testkit.ts';

/** All captures in the thorough run, every third one in `npm test`. */
const CAPTURES = RECORDED.filter((_, at) => isThorough || at % 3 === 0);

/** Claims for the complete captures. */
const WHOLE = new Map(
  CAPTURES.map((name) => [name, new Set(claimsWithout(name, () => false).map(({ at }) => at))]),
);

/** Claims that the complete capture does not have, by rule and time. */
function claimsAdded(
  isLost: (frame: FrameOfTcp) => boolean,
): (Claim & { readonly name: string })[] {
  return CAPTURES.flatMap((name) => {
    const whole = WHOLE.get(name);
    const found = claimsWithout(name, isLost).filter(({ at }) => whole?.has(at) !== true);
    return found.map((claim) => ({ name, ...claim }));
  });
}

/** Pseudo-random number in [0, 1), the same for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const told = (claims: readonly (Claim & { readonly name: string })[]) =>
  claims.map((claim) => `${claim.name} ${claim.packet} ${claim.rule}: ${foundWrong(claim)}`);

it('without the server’s direction, no claim is false', () => {
  expect(told(claimsAdded(({ fromServer }) => fromServer))).toEqual([]);
});

it('without the client’s direction, no claim is false', () => {
  // The first frame of the handshake shows the roles.
  expect(told(claimsAdded(({ fromServer, place }) => !fromServer && place > 0))).toEqual([]);
});

it.each([1, 6, 40])('with the first %i frames missing, no error is claimed', (late) => {
  const added = claimsAdded(({ place }) => place < late);
  expect(told(added.filter(({ severity }) => severity === 'error'))).toEqual([]);
});

it.each(Array.from({ length: tries(6) }, (_, seed) => seed))(
  'with one frame in twenty lost at random, no error is claimed, seed %i',
  (seed) => {
    const chance = chanceOf(seed);
    const added = claimsAdded(() => chance() < 0.05);
    expect(told(added.filter(({ severity }) => severity === 'error'))).toEqual([]);
  },
);
