/** Suspicions about an unexplained password: reasons that tries cannot find. */
import type { Localizable, NoArgs } from '../base/message.ts';
import type { KnownOfDevice } from './credentials.ts';

export interface Suspicions {
  readonly 'product-secret-entered': NoArgs;
  readonly 'another-secret': NoArgs;
  readonly 'timestamp-elsewhere': NoArgs;
}

export type Suspicion = Localizable<Suspicions>;

/** Length of product secrets in known samples; device secrets have twice as many characters. */
const PRODUCT_SECRET_LENGTH = 16;

/** Likeliest first. */
export function suspicionsOf({ deviceSecret }: KnownOfDevice): readonly Suspicion[] {
  const isShort = deviceSecret.trim().length === PRODUCT_SECRET_LENGTH;
  return [
    { key: isShort ? 'product-secret-entered' : 'another-secret', args: {} },
    { key: 'timestamp-elsewhere', args: {} },
  ];
}
