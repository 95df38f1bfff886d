/**
 * Tries client ids that no text contains: random ones that were generated separately for the signed text and
 * for CONNECT, with an end short enough to try all.
 */
import type { KeyTried } from './keysTried.ts';
import type { Unexplained } from './lastResorts.ts';
import { signedFields } from './sign.ts';
import type { Way } from './signatureSearch.ts';

/** `ESP8266Client-3f2a`, `client_4711`: ends that examples append to a name. */
const ENDS: readonly (readonly [end: RegExp, radix: 10 | 16, most: number])[] = [
  [/(?<!\d)\d{1,5}$/, 10, 5],
  [/(?<![0-9a-f])[0-9a-f]{1,4}$/i, 16, 4],
];

/** All ends of the same form as the sent one, at most `most`. */
export function* everyClientId(
  { names, said, right }: Unexplained,
  key: KeyTried,
  most: number,
): Generator<Way> {
  const sent = said.clientIdBase;
  let left = most;
  for (const [shape, radix, digits] of ENDS) {
    const end = shape.exec(sent)?.[0];
    if (end === undefined) continue;
    const start = sent.slice(0, -end.length);
    const isUpper = end !== end.toLowerCase();
    for (let at = 0; at < radix ** digits && left > 0; at++, left--) {
      const plain = at.toString(radix);
      const written = isUpper ? plain.toUpperCase() : plain;
      for (const other of new Set([written, written.padStart(end.length, '0')])) {
        const signed = start + other;
        if (signed === sent) continue;
        const mistakes = [
          {
            mistake: 'client-id-made-anew',
            args: { signed: JSON.stringify(signed), sent: JSON.stringify(sent) },
          } as const,
        ];
        const fields = signedFields({ ...said, clientIdBase: signed });
        yield { names, key, fields: { ...right, mistakes, fields, isCommon: false } };
      }
    }
  }
}
