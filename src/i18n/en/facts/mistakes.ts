/** Mistakes that lead to wrong credentials: a description and a remedy for each. */
import type { Mistakes } from '../../../alibaba/mistakes.ts';
import type { Words } from '../../../base/message.ts';

export const mistakes: Words<Mistakes> = {
  // To be corrected in the client ID.
  'client-id-blank-around': () =>
    'The client ID begins or ends with a space or line end. Remove it: the platform counts it as part of the client ID.',
  'client-id-quoted': () => 'The client ID is in quotation marks. Remove them.',
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
  'timestamp-not-sent': ({ signed }) =>
    `The timestamp ${signed} was signed, but the client ID’s tail does not name it. Add timestamp=${signed}, or do not sign it.`,
  'timestamp-of-another-start': ({ signed, sent }) =>
    `Another timestamp was signed, ${signed}; the client ID’s tail says ${sent}. Take the time once, and use the same text in both places.`,
  'timestamp-in-seconds': ({ signed, sent }) =>
    `The timestamp was signed in another unit, ${signed}; the client ID’s tail says ${sent}. Use the same text in both places, usually milliseconds.`,
  'timestamp-as-float': ({ signed, sent }) =>
    `The timestamp was signed as a floating-point number, ${signed}; the client ID’s tail says ${sent}. Write only digits (%.0f, %lld), and use the same text in both places.`,
  'timestamp-32-bit': ({ signed, sent }) =>
    `The timestamp was truncated to 32 bits before signing, ${signed}; the client ID’s tail says ${sent}. Milliseconds since 1970 need 64 bits: keep and print them as such (%lld).`,
  'timestamp-32-bit-sent': ({ signed, sent }) =>
    `The client ID’s tail says ${sent}, the timestamp truncated to 32 bits; ${signed} was signed. Milliseconds since 1970 need 64 bits: keep and print them as such (%lld), and send the text that was signed.`,
  'other-client-id-signed': ({ signed, sent }) =>
    `Another client ID was signed, ${signed}; the one that is sent begins with ${sent}. Sign what is before the first |.`,
  'client-id-made-anew': ({ signed, sent }) =>
    `The random client ID was generated twice: ${signed} was signed, and ${sent} was sent. Generate it once, store it in a variable, and use it in both places.`,

  // To be corrected in the user name.
  'user-name-empty': () => 'There is no user name. It is deviceName&productKey.',
  'user-name-blank-around': () =>
    'The user name contains a space or line end. Remove it: it is deviceName&productKey.',
  'user-name-quoted': () => 'The user name is in quotation marks. Remove them.',
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
  'password-blank-around': () =>
    'The password begins or ends with a space, line end or zero byte. Remove it: it counts as part of the password.',
  'password-quoted': () =>
    "The password is in quotation marks, or in the b'…' with which Python prints bytes. Remove them; in Python, use hexdigest() or decode().",
  'password-hex-prefixed': () =>
    'The password has other characters between or before its hex digits. Send only the digits.',
  'password-base64': ({ length }) =>
    `The signature was sent in Base64. Send it in hex, ${length} digits.`,
  'password-base64-url-encoded': ({ length }) =>
    `The signature was sent in Base64 with % escapes. Send it in hex, ${length} digits.`,
  'password-base64-of-hex': () =>
    'The hex text of the signature was additionally encoded in Base64. Send the hex text.',
  'password-hex-twice': () =>
    'The hex text of the signature was encoded in hex again. Send the original hex text.',
  'password-raw-bytes': ({ length }) =>
    `The raw bytes of the signature were sent. Send them in hex, ${length} digits.`,
  'password-truncated': ({ found, length }) =>
    `The password ends after ${found} of ${length} digits. Make the buffer large enough for all digits and the terminating zero.`,
  'password-longer': ({ length }) =>
    `The password is right up to digit ${length}, but is longer. Send only the first ${length} digits.`,
  'password-digit-wrong': ({ place }) =>
    `Digit ${place} of the password is wrong, all others are right. Copy the signature again rather than typing it.`,
  'password-digit-missing': ({ place, length }) =>
    `Digit ${place} of the password is missing: it has one less than ${length}. Copy the signature again, and check where it is cut or joined.`,
  'password-digit-added': ({ place, length }) =>
    `Digit ${place} of the password is extra: the password has one digit more than ${length}. Copy the signature again, and check where it is joined.`,
  'password-zeros-lost': () =>
    'The leading zero of some bytes is missing in the password: they were printed with %x. Print each byte with %02x.',
  'password-sign-extended': () =>
    'Bytes from 0x80 on were printed as ffffff…: they were taken as signed numbers. Print each as an unsigned byte with %02x.',
  'password-digits-swapped': () =>
    'The two hex digits of each byte are swapped. Print the high digit first (%02x).',
  'password-bytes-reversed': () =>
    'The bytes of the signature are in reverse order, all of them or in twos, fours or eights. Print them as the HMAC gives them, byte by byte, and not as integers.',
  'password-python-bytes': () =>
    "The password is the text b'\\x…', with which Python prints the bytes of the signature. Use hexdigest() instead of str(digest()).",

  // To be corrected in the secret.
  'secret-blank-before': ({ found }) =>
    `The secret was used with ${found} before its first character. Remove it.`,
  'secret-blank-after': ({ found, place }) =>
    `The secret was used with ${found} after character ${place}, its last. Remove it where it is read from a file or a line.`,
  'secret-blank-both': ({ found }) =>
    `The secret was used with ${found} before and after it. Remove both.`,
  'secret-blank-inside': ({ found, place }) =>
    `The secret was used with ${found} after character ${place}. Remove it: a secret has no spaces or line ends in it.`,
  'secret-stored-with-blank': () =>
    'The secret given here has a space or line end around or in it, but the password was made without it. Remove it here.',
  'secret-quoted': () =>
    'The secret was used with quotation marks or brackets around it. Remove them.',
  'secret-upper-case': () => 'The secret was used in upper case. Use it as the console shows it.',
  'secret-lower-case': () => 'The secret was used in lower case. Use it as the console shows it.',
  'secret-hex-decoded': () =>
    'The secret was treated as hex and decoded to bytes. Use its characters as they are.',
  'secret-base64-decoded': () =>
    'The secret was treated as Base64 and decoded to bytes. Use its characters as they are.',
  'secret-base64-encoded': () =>
    'The secret was encoded in Base64 first. Use its characters as they are.',
  'secret-hex-encoded': () =>
    'The secret was encoded in hex first. Use its characters as they are.',
  'secret-hashed': ({ found }) =>
    `The ${found} of the secret was used as the key. Use the characters of the secret as they are.`,
  'secret-utf-16': () =>
    'The secret was used as UTF-16, two bytes per character. Use it as UTF-8, one byte per character.',
  'secret-byte-order-mark': () =>
    'There is a byte order mark before the secret, as some editors add to files. Save the file without one.',
  'secret-ampersand': () =>
    'The secret was used with & after it, as Alibaba’s web API signs. A device signs with only the secret.',
  'secret-truncated': ({ place, length }) =>
    `Only the first ${place} characters of the secret were used. Use all ${length}; look for a buffer that is too short.`,
  'secret-begins-late': ({ place }) =>
    `The secret was used from character ${place} on. Use it from its first character.`,
  'secret-twice': () => 'The secret was used twice, one after the other. Use it once.',
  'secret-empty': () => 'An empty secret was used. Check its source.',
  'secret-reversed': () => 'The secret was used backwards. Use it as the console shows it.',
  'secret-one-character': ({ place }) =>
    `Character ${place} of the secret that was used is different. Compare it with the console.`,
  'secret-characters-exchanged': ({ place, next }) =>
    `Characters ${place} and ${next} of the secret were exchanged. Compare them with the console.`,
  'secret-character-missing': ({ place }) =>
    `Character ${place} of the secret is missing in the one that was used.`,
  'secret-character-added': ({ place }) =>
    `The secret that was used has an extra character before place ${place}. Compare it with the console.`,
  'secret-python-bytes': () =>
    "The secret was used as Python prints bytes, b'…'. Encode the text with secret.encode(), and do not turn bytes into text with str().",
  'secret-padded': ({ length }) =>
    `The whole buffer of ${length} bytes was used as the secret, with the zeros after it. Use as many bytes as the secret has: strlen, not sizeof.`,
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
  'securemode-signed': ({ names }) =>
    `${names} was signed too. Only clientId, deviceName, productKey and timestamp are signed.`,
  'tail-parameters-signed': ({ names }) =>
    `${names} of the client ID’s tail was signed too. Only clientId, deviceName, productKey and timestamp are signed.`,
  'region-signed': ({ found }) =>
    `Region or host was signed too, as ${found}. Only clientId, deviceName, productKey and timestamp are signed.`,
  'registration-signed': () =>
    'The signed text is that of a registration, without clientId. A sign-in signs clientId, deviceName, productKey and timestamp.',
  'timestamp-not-signed': () =>
    'The client ID’s tail names a timestamp, but it was not signed. Sign timestamp too, or leave it out of the tail.',
  'timestamp-empty-signed': ({ signed }) =>
    `The timestamp was signed as ${signed}. Sign the same text that the client ID’s tail names.`,
  'names-swapped': () =>
    'Device name and product key were exchanged in the signed text. Put deviceName before the device name and productKey before the product key.',
  'names-lower-case': ({ name }) =>
    `${name} was signed in lower case. Sign it as the console shows it.`,
  'names-upper-case': ({ name }) =>
    `${name} was signed in upper case. Sign it as the console shows it.`,
  'text-lower-case': () => 'The whole text was signed in lower case. Keep the case of each letter.',
  'text-upper-case': () => 'The whole text was signed in upper case. Keep the case of each letter.',
  'field-name-spelling': ({ names, right }) =>
    `The names of the fields were signed as ${names}. They are ${right}.`,
  'user-name-signed': ({ name }) =>
    `The whole user name was signed as ${name}. Sign only the ${name}.`,
  'names-joined-signed': ({ name, signed }) =>
    `${signed} was signed as ${name}. Sign only the ${name}.`,
  'text-url-encoded': () => 'The text was signed with % escapes. Sign it without them.',
  'text-line-end': ({ found }) =>
    found === 'NUL'
      ? 'The text was signed with NUL at its end, the terminator of a C string. Sign only the length of the string: use strlen, not sizeof.'
      : `The text was signed with ${found} at its end, which echo or a file adds. Sign it without that (printf instead of echo).`,
  'text-padded': ({ length }) =>
    `The whole buffer of ${length} bytes was signed, with the zeros after the text. Sign as many bytes as the text has: strlen, not sizeof.`,
  'text-quoted': ({ found }) =>
    `The text was signed with marks around it, as ${found}. Sign the text itself; in Python, text.encode() gives its bytes.`,
  'fields-quoted': ({ names, found }) =>
    `Signed with marks around the value, as ${found}: ${names}. Sign the values themselves; in Python, put text together and encode() it once, at the end.`,
  'field-padded': ({ name, length }) =>
    `${name} was signed with its whole array of ${length} bytes, including the zeros after it. Sign as many bytes as the text has: strlen, not sizeof.`,
  'placeholder-signed': ({ name, found }) =>
    `${name} was signed as ${found}: a template that was not filled in, or a value that was missing. Sign the value that the client ID and user name have.`,
  'text-utf-16': () => 'The text was signed as UTF-16, two bytes per character. Sign it as UTF-8.',
  'text-json': () =>
    'The fields were signed as JSON. Put names and values one after the other, without any separator.',

  // To be corrected in the computation of the signature from key and text.
  'key-and-text-swapped': () =>
    'Secret and text were exchanged: the text was the key. The secret is the key of the HMAC, the text its message.',
  'plain-hash': ({ used, found }) =>
    `A plain ${used} of ${found} was made. Make the HMAC of the text with the secret as its key.`,
  'hashed-twice': () => 'The signature was hashed or signed once more. Send the HMAC itself.',

  // To be corrected in the code that writes the packet.
  'connect-length-one-byte': ({ length, found }) =>
    `The remaining length of CONNECT, ${length}, was written as one byte, ${found}. From 128 on it takes two: seven bits in each, the low ones first, the first byte with its top bit set. No broker can read this packet.`,
  'connect-length-wrong': ({ found, length }) =>
    `The remaining length of CONNECT is ${length}, and ${found} was written. No broker can read this packet: count every field with the two bytes of its own length.`,
  'connect-truncated': ({ found, length }) =>
    `CONNECT ends after ${found} of ${length} bytes. If nothing more was sent, the buffer of the library is too small (PubSubClient has 256 bytes: setBufferSize(512)); the broker waits for the rest and then closes the connection.`,

  // Sign-ins without a device secret.
  registration: ({ found }) =>
    `This CONNECT registers a device (authType=${found}), signed with the product secret. It is not a sign-in with a device secret.`,
  'message-queue': ({ found }) =>
    `A user name ${found}|…|… belongs to Alibaba’s message queue for MQTT, another service: there the password is the Base64 HMAC-SHA1 of the client ID. The IoT platform expects deviceName&productKey and a signature in hex.`,
  'pre-authenticated': () =>
    'User name and password look like iotId and iotToken of HTTPS pre-authentication. They are not signed, so nothing can be computed; they are valid for 7 days.',
};
