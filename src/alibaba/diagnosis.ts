/** Judges credentials that somebody has, against the secret of the device: right, or which mistake made them. */
import type { FoundMistake, MistakeKey, MistakePlace } from './mistakes.ts';
import type { SignMethod } from './signMethod.ts';
import type { Suspicion } from './suspicions.ts';

export interface Diagnosis {
  /** Right for these fields and this secret, in either case of hex; what the platform accepts of a known device. */
  readonly ok: boolean;
  /**
   * The first mistake found: one that gives exactly this password, or one of form. undefined: right, or
   * nothing that is known gives this password.
   */
  readonly mistake: MistakeKey | undefined;
  /** With what was made at once with it, for instance a blank in the secret and another method. */
  readonly mistakes: readonly FoundMistake[];
  /**
   * Whether the mistakes explain this very password. false: right, a fault of form alone, or nothing
   * found; then the secret may be another one.
   */
  readonly reproduced: boolean;
  /** Which of them is to be mended. */
  readonly where: MistakePlace | undefined;
  readonly productKey: string | undefined;
  readonly deviceName: string | undefined;
  /** The one that the platform goes by. */
  readonly signMethod: SignMethod | undefined;
  /** What the platform signs for these fields; undefined where they do not say. */
  readonly signContent: string | undefined;
  /** What was signed in truth, where a mistake was found that signs something else. */
  readonly signedInstead: string | undefined;
  /** Digits. */
  readonly passwordLength: number;
  readonly expectedLength: number | undefined;
  /** Where nothing explains the password: what may have made it, the likeliest first. */
  readonly suspicions: readonly Suspicion[];
  /** How many ways to come to a password were tried. */
  readonly tried: number;
}
