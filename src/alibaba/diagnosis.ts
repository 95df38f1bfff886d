/** Judges credentials that somebody has, against the secret of the device: right, or which mistake made them. */
import type { MistakeKey } from './mistakes.ts';
import type { SignMethod } from './sign.ts';

/** As they were pasted. */
export interface Credentials {
  readonly clientId: string;
  readonly userName: string;
  readonly password: string;
}

export interface Diagnosis {
  /** The password is right for these fields and this secret, in either case of hex. */
  readonly ok: boolean;
  /**
   * The first mistake found: one that gives exactly this password, or one of form. undefined: right, or
   * nothing that is known gives this password.
   */
  readonly mistake: MistakeKey | undefined;
  /** For the mistake's text; hold no part of a secret or password. */
  readonly args: Readonly<Record<string, string>>;
  /** Which of the three is to be mended. */
  readonly where: 'clientId' | 'userName' | 'password' | 'secret' | undefined;
  readonly productKey: string | undefined;
  readonly deviceName: string | undefined;
  readonly signMethod: SignMethod | undefined;
  /** What the platform signs for these fields; undefined where they do not say. */
  readonly signContent: string | undefined;
  /** What was signed in truth, where a mistake was found that signs something else. */
  readonly signedInstead: string | undefined;
  /** Digits. */
  readonly passwordLength: number;
  readonly expectedLength: number | undefined;
  /** How many mistakes were tried. */
  readonly tried: number;
}
