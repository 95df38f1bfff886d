/** Suspicions about an unexplained password, with ways to check them. */
import type { Suspicions } from '../../../alibaba/suspicions.ts';
import type { Words } from '../../../base/message.ts';

export const suspicions: Words<Suspicions> = {
  'product-secret-entered': () =>
    'The device secret entered here has 16 characters, as product secrets have; a device secret has 32. Enter the device secret.',
  'another-secret': () =>
    'The device has a different secret than the one entered here: compare both with the console, and check whether it was reset. It may also be the product secret: enter that, too (--product-secret), to find out. Name the other devices with --devices FILE to try their secrets.',
  'timestamp-elsewhere': () =>
    'The signed timestamp may be another one than the client ID’s, as with a stored password or an online tool. Paste the log that contains it, set it as the fixed timestamp in the form, or name it with --timestamp.',
};
