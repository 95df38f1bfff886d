/** The result of checking credentials against the device's secret: right, or the mistake behind them. */
import type { FoundMistake, MistakeKey, MistakePlace } from './mistakes.ts';
import type { SignMethod } from './signMethod.ts';
import type { Suspicion } from './suspicions.ts';

export interface Diagnosis {
  /**
   * Right for these fields and this secret, with hexadecimal digits in either case. The platform accepts them
   * from a known device.
   */
  readonly ok: boolean;
  /**
   * The first mistake found: a mistake that gives exactly this password, or a mistake of form. undefined if
   * the password is right or unexplained.
   */
  readonly mistake: MistakeKey | undefined;
  /** All mistakes made together, for instance a blank in the secret and another method. */
  readonly mistakes: readonly FoundMistake[];
  /**
   * Whether the mistakes explain exactly this password. False if it is right, for a fault of form only, or if
   * nothing was found; the secret may then be another one.
   */
  readonly reproduced: boolean;
  /** The part to correct. */
  readonly where: MistakePlace | undefined;
  readonly productKey: string | undefined;
  readonly deviceName: string | undefined;
  /** The method that the platform uses. */
  readonly signMethod: SignMethod | undefined;
  /** The text that the platform signs for these fields; undefined if they are incomplete. */
  readonly signContent: string | undefined;
  /** The text that was actually signed, if a mistake changed it. */
  readonly signedInstead: string | undefined;
  /** Number of digits. */
  readonly passwordLength: number;
  readonly expectedLength: number | undefined;
  /** Possible reasons for an unexplained password, likeliest first. */
  readonly suspicions: readonly Suspicion[];
  /** Number of tries. */
  readonly tried: number;
}
