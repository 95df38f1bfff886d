/** Sign methods, by their hash functions. */

export const SIGN_METHODS = ['hmacmd5', 'hmacsha1', 'hmacsha256'] as const;
export type SignMethod = (typeof SIGN_METHODS)[number];

/** The platform's default if a sign-in names no method. */
export const DEFAULT_SIGN_METHOD: SignMethod = 'hmacmd5';

export function isSignMethod(text: string): text is SignMethod {
  return SIGN_METHODS.some((method) => method === text);
}
