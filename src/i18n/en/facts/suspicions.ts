/** Suspicions about an unexplained password, with ways to check them. */
import type { Suspicions } from '../../../alibaba/suspicions.ts';
import type { Words } from '../../../base/message.ts';

export const suspicions: Words<Suspicions> = {
  'product-secret-entered': () =>
    'The device secret entered here has 16 characters, as product secrets have; a device secret has 32. Enter the device secret.',
  'another-secret': () =>
    'The device has a different secret than the one entered here: compare both with the console, and check whether it was reset. It may also be the product secret: enter that, too (--product-secret), to find out.',
  'client-id-of-chance': ({ base }) =>
    `The client ID ${base} looks random. If the program generates it once for the text to sign and once more for CONNECT, the two differ: print both, or paste the device’s log with the text that it signed.`,
  'timestamp-unsent': () =>
    'A timestamp was signed that the client ID does not name, as online tools do: paste the log that contains it, set it as the fixed timestamp in the form, or name it with --timestamp.',
  'timestamp-of-old': ({ sent }) =>
    `A timestamp was signed that is far from the one in the client ID, ${sent}: a password that was computed once and stored only fits the client ID of that time. Name it with --timestamp, or set it as the fixed timestamp in the form.`,
  'another-devices-secret': () =>
    'The secret belongs to another device. Name the others with --devices FILE; the local platform tries those of all its devices.',
};
