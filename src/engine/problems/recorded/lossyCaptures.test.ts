/** A capture that lacks a part of a conversation claims no more of it than one that has it all. */
import { expect, it } from 'vitest';
import { isThorough, tries } from '../../../base/runs.testkit.ts';
import { foundWrong } from '../../../i18n/en/facts/findings.ts';
import { type Claim, claimsWithout, type FrameOfTcp } from './lossyCaptures.testkit.ts';
import { RECORDED } from './recordedClaims.testkit.ts';

/** Each capture in the thorough run, every third one in `npm test`. */
const CAPTURES = RECORDED.filter((_, at) => isThorough || at % 3 === 0);

/** What is claimed where nothing is missing. */
const WHOLE = new Map(
  CAPTURES.map((name) => [name, new Set(claimsWithout(name, () => false).map(({ at }) => at))]),
);

/** Not in the whole capture, by its rule and time. */
function claimsAdded(
  isLost: (frame: FrameOfTcp) => boolean,
): (Claim & { readonly name: string })[] {
  return CAPTURES.flatMap((name) => {
    const whole = WHOLE.get(name);
    const found = claimsWithout(name, isLost).filter(({ at }) => whole?.has(at) !== true);
    return found.map((claim) => ({ name, ...claim }));
  });
}

/** In [0, 1), the same for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const told = (claims: readonly (Claim & { readonly name: string })[]) =>
  claims.map((claim) => `${claim.name} ${claim.packet} ${claim.rule}: ${foundWrong(claim)}`);

it('without the server’s direction nothing is claimed that is not so', () => {
  expect(told(claimsAdded(({ fromServer }) => fromServer))).toEqual([]);
});

it('without the client’s direction nothing is claimed that is not so', () => {
  // The handshake's first frame shows which side is which.
  expect(told(claimsAdded(({ fromServer, place }) => !fromServer && place > 0))).toEqual([]);
});

it.each([1, 6, 40])('begun %i frames late, no error is claimed', (late) => {
  const added = claimsAdded(({ place }) => place < late);
  expect(told(added.filter(({ severity }) => severity === 'error'))).toEqual([]);
});

it.each(Array.from({ length: tries(6) }, (_, seed) => seed))(
  'with one frame in twenty lost by chance, no error is claimed, seed %i',
  (seed) => {
    const chance = chanceOf(seed);
    const added = claimsAdded(() => chance() < 0.05);
    expect(told(added.filter(({ severity }) => severity === 'error'))).toEqual([]);
  },
);
