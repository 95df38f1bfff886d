/** Mistakes that lead to wrong credentials: a description and a remedy for each. */
import type { Mistakes } from '../../../alibaba/mistakes.ts';
import type { Words } from '../../../base/message.ts';

/** Values that may be wrapped; others are names of signed fields. */
const WRAPPED: ReadonlyMap<string, string> = new Map([
  ['clientId', 'The client ID'],
  ['userName', 'The user name'],
  ['password', 'The password'],
  ['deviceSecret', 'The secret'],
  ['signContent', 'The signed text'],
]);

export const mistakes: Words<Mistakes> = {
  // To be corrected in the client ID.
  'client-id-escaped': ({ found }) =>
    `The commas of the client ID are written as ${found}, as in an AT command. That is right in the command, but the client ID itself must have plain commas.`,
  'client-id-full-width': ({ found }) =>
    `The client ID has full-width characters, “${found}”, from a Chinese input method. Use ASCII characters instead.`,
  'client-id-base-empty': () =>
    'There is nothing before the first | of the client ID. Put an identifier of the device there, up to 64 characters, and sign it.',
  'client-id-base-long': ({ length }) =>
    `${length} characters are before the first | of the client ID. The platform accepts up to 64.`,
  'tail-missing': () =>
    'The client ID has no tail. Add |securemode=2,signmethod=hmacsha256| (with timestamp=… if one is signed) after the part that is signed.',
  'tail-open': () => 'The tail of the client ID is not closed. End it with a |.',
  'tail-separators': ({ found }) =>
    `The parts of the client ID’s tail are separated by ${found}. Separate them by commas.`,
  'tail-stray': ({ found }) =>
    `A part of the client ID’s tail is not name=value: ${found}. Give it a value, or leave it out.`,
  'tail-repeated': ({ name }) => `${name} is in the client ID’s tail more than once. Name it once.`,
  'tail-name-case': ({ found, meant }) =>
    `The client ID’s tail has ${found}, which the platform does not know. Write ${meant}.`,
  'secure-mode-missing': () =>
    'The client ID’s tail names no securemode. Add securemode=2 for TLS or securemode=3 without it.',
  'secure-mode-unknown': ({ found }) =>
    `The client ID’s tail says securemode=${found}. With a device secret it is 2 (TLS) or 3 (plain).`,
  'sign-method-unknown': ({ found }) =>
    `The client ID’s tail says signmethod=${found}. The platform knows hmacmd5, hmacsha1 and hmacsha256.`,
  'timestamp-form': () =>
    'The timestamp in the client ID’s tail is not a decimal number. Write milliseconds since 1970 in digits, or leave it out.',
  'method-missing': ({ used }) =>
    `The client ID’s tail names no signmethod, which means hmacmd5, but the password was made with ${used}. Add signmethod=${used}.`,
  'method-mismatch': ({ announced, used }) =>
    `The client ID’s tail says signmethod=${announced}, but the password was made with ${used}. Make both the same.`,
  'method-mismatch-sdk-sha1': ({ announced }) =>
    `The client ID’s tail says signmethod=${announced}, but the password was made with hmacsha1. Make both the same. The npm package alibabacloud-iot-device-sdk 1.2.8 always uses hmacsha1, regardless of signAlgorithm: set signAlgorithm to hmacsha1.`,
  'other-timestamp-signed': ({ signed, sent }) =>
    `The timestamp ${signed} was signed; the client ID’s tail says ${sent}. Take the time once, as milliseconds in decimal digits (64 bits, %lld), and use the same text in both places.`,
  'timestamp-not-sent': ({ signed }) =>
    `The timestamp ${signed} was signed, but the client ID’s tail does not name it. Add timestamp=${signed}, or do not sign it.`,
  'other-client-id-signed': ({ signed, sent }) =>
    `Another client ID was signed, ${signed}; the one that is sent begins with ${sent}. Sign what is before the first |.`,

  // To be corrected in the user name.
  'user-name-empty': () => 'There is no user name. It is deviceName&productKey.',
  'user-name-encoded': ({ found }) =>
    `The & of the user name is written as ${found}. Send it unescaped: deviceName&productKey.`,
  'user-name-separator': ({ found }) =>
    `Device name and product key are joined by ${found} in the user name. Join them by &.`,
  'user-name-swapped': () =>
    'The user name is productKey&deviceName. Swap the two: deviceName&productKey.',
  'user-name-form': () =>
    'The user name is not deviceName&productKey, with one & and something on both sides of it.',
  'user-name-case': ({ signed }) =>
    `The user name is right except for upper and lower case: ${signed} was signed. Send device name and product key as the console shows them.`,
  'user-name-not-of-device': ({ signed }) =>
    `The user name is not that of the expected device, ${signed}.`,
  'user-name-of-another-device': ({ signed }) =>
    `The password was made for ${signed}, and the user name is another device’s. Use the user name of the device that signed.`,
  'placeholder-left': ({ found }) =>
    `${found} is where a name should be: a template was not filled in. Put the device’s own product key and device name there.`,

  // To be corrected in the conversion of the signature to the password.
  'password-empty': () => 'There is no password. It is the signature in hex.',
  'password-not-hex': ({ found }) =>
    `The password is not a signature: it has ${found} characters, and a signature is 32 (hmacmd5), 40 (hmacsha1) or 64 (hmacsha256) hex digits.`,
  'password-is-secret': () =>
    'The password is the device secret itself. Send the signature that is made with it, never the secret.',
  'password-is-product-secret': () =>
    'The password is the product secret itself. Send the signature that is made with the device secret.',
  'password-hex-prefixed': () =>
    'The password has other characters between or before its hex digits. Send only the digits.',
  'password-base64': ({ length }) =>
    `The signature was sent in Base64. Send it in hex, ${length} digits.`,
  'password-encoded-twice': () =>
    'The hex text of the signature was encoded again, in hex or Base64. Send the original hex text.',
  'password-raw-bytes': ({ length }) =>
    `The raw bytes of the signature were sent. Send them in hex, ${length} digits.`,
  'password-truncated': ({ found, length }) =>
    `The password ends after ${found} of ${length} digits. Make the buffer large enough for all digits and the terminating zero.`,
  'password-longer': ({ length }) =>
    `The password is right up to digit ${length}, but is longer. Send only the first ${length} digits.`,
  'password-printed': () =>
    'Bytes of the signature were printed with a wrong format: without their leading zero, or as signed numbers (ffffff…). Print each as an unsigned byte with %02x.',

  // To be corrected in the secret.
  'secret-stored-with-blank': () =>
    'The secret given here has a space or line end around or in it, but the password was made without it. Remove it here.',
  'secret-case': () =>
    'The secret was used in upper or lower case. Use it as the console shows it.',
  'secret-decoded': ({ found }) =>
    `The secret was treated as ${found} and decoded to bytes. Use its characters as they are.`,
  'secret-encoded': ({ found }) =>
    `The secret was converted first, with ${found}. Use its characters as they are, in UTF-8.`,
  'secret-truncated': ({ place, length }) =>
    `Only the first ${place} characters of the secret were used. Use all ${length}; look for a buffer that is too short.`,
  'secret-empty': () => 'An empty secret was used. Check its source.',
  'secret-one-character': ({ place }) =>
    `Character ${place} of the secret that was used is different. Compare it with the console.`,
  'secret-of-another-device': ({ device }) =>
    `The secret of another device was used, ${device}. Each device has its own: check whether the firmware of one was copied to the other.`,
  'product-secret-used': () =>
    'The product secret was used. A device signs in with its own device secret; the product secret is for registration only.',
  'product-key-used': () => 'The product key was used as the secret. Sign with the device secret.',
  'device-name-used': () => 'The device name was used as the secret. Sign with the device secret.',

  // To be corrected in the signed text.
  'wrong-order': ({ order, right }) =>
    `The fields were signed in the order ${order}. Sign them in the order of their names: ${right}.`,
  separators: ({ pattern }) =>
    `The fields were signed as ${pattern}. Put nothing between them, and nothing between name and value.`,
  'values-only': ({ pattern }) =>
    `Only the values were signed, as ${pattern}. Put the name before each: clientId…deviceName…productKey….`,
  'field-left-out': ({ name }) => `${name} was not signed. It belongs to the signed text.`,
  'whole-client-id-signed': () =>
    'The whole client ID was signed. Sign only what is before its first |.',
  'client-id-alone-signed': ({ found }) =>
    `The password is the HMAC-SHA1 of only ${found}, in Base64, as Alibaba’s message queue for MQTT expects it. The IoT platform expects the HMAC of clientId…deviceName…productKey…, in hex.`,
  'tail-parameters-signed': ({ names }) =>
    `${names} of the client ID’s tail was signed too. Only clientId, deviceName, productKey and timestamp are signed.`,
  'registration-signed': () =>
    'The signed text is that of a registration, without clientId. A sign-in signs clientId, deviceName, productKey and timestamp.',
  'timestamp-not-signed': () =>
    'The client ID’s tail names a timestamp, but it was not signed. Sign timestamp too, or leave it out of the tail.',
  'names-swapped': () =>
    'Device name and product key were exchanged in the signed text. Put deviceName before the device name and productKey before the product key.',
  'case-signed': ({ name }) =>
    `${name} was signed in upper or lower case. Keep the case of each letter, as the console shows it.`,
  'field-name-spelling': ({ names, right }) =>
    `The names of the fields were signed as ${names}. They are ${right}.`,
  'other-value-signed': ({ name, signed }) =>
    `${signed} was signed as ${name}. Sign only the ${name}.`,
  'placeholder-signed': ({ name, found }) =>
    `${name} was signed as ${found}: a template that was not filled in, or a value that was missing. Sign the value that the client ID and user name have.`,
  'text-encoded': ({ found }) =>
    found === 'JSON'
      ? 'The fields were signed as JSON. Put names and values one after the other, without any separator.'
      : `The text was signed in another encoding (${found}). Sign it as UTF-8, without escapes.`,

  // To be corrected in the computation of the signature from key and text.
  'key-and-text-swapped': () =>
    'Secret and text were exchanged: the text was the key. The secret is the key of the HMAC, the text its message.',
  'plain-hash': ({ used, found }) =>
    `A plain ${used} of ${found} was made. Make the HMAC of the text with the secret as its key.`,

  // To be corrected in the code that writes the packet.
  'connect-length-wrong': ({ found, length }) =>
    `The remaining length of CONNECT is ${length}, and ${found} was written. No broker can read this packet: count every field with the two bytes of its own length, and from 128 on write seven bits in each byte, the low ones first.`,
  'connect-truncated': ({ found, length }) =>
    `CONNECT ends after ${found} of ${length} bytes. If nothing more was sent, the buffer of the MQTT library is too small: enlarge it. The broker waits for the rest and then closes the connection.`,

  // Sign-ins without a device secret.
  registration: ({ found }) =>
    `This CONNECT registers a device (authType=${found}), signed with the product secret. It is not a sign-in with a device secret.`,
  'message-queue': ({ found }) =>
    `A user name ${found}|…|… belongs to Alibaba’s message queue for MQTT, another service: there the password is the Base64 HMAC-SHA1 of the client ID. The IoT platform expects deviceName&productKey and a signature in hex.`,
  'pre-authenticated': () =>
    'User name and password look like iotId and iotToken of HTTPS pre-authentication. They are not signed, so nothing can be computed; they are valid for 7 days.',
  wrapped: ({ field, found }) => {
    const what = WRAPPED.get(field) ?? field;
    return found === 'NUL'
      ? `${what} was used with NUL at its end, the terminator of a C string or the rest of a buffer. Use the length of the string: strlen, not sizeof.`
      : `${what} was used with ${found} at its beginning or end. Remove that where the value is copied, read or printed.`;
  },
};
