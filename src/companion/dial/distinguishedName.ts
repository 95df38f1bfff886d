/** Formats an X.501 name from a certificate's DER on one line: `CN=Plant CA, O=Example`. */

const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['550403', 'CN'],
  ['550406', 'C'],
  ['550407', 'L'],
  ['550408', 'ST'],
  ['55040a', 'O'],
  ['55040b', 'OU'],
  ['550405', 'serialNumber'],
  ['0992268993f22c640119', 'DC'],
  ['2a864886f70d010901', 'emailAddress'],
]);
const BMP_STRING = 0x1e;
const UNIVERSAL_STRING = 0x1c;

interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

/** Complete elements; everything after an incomplete one is ignored. */
function elementsOf(der: Buffer): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at + 2 <= der.length; ) {
    const tag = der.readUInt8(at);
    const first = der.readUInt8(at + 1);
    const count = first < 0x80 ? 0 : first & 0x7f;
    if (count > 3 || at + 2 + count > der.length) break;
    const length = count === 0 ? first : der.readUIntBE(at + 2, count);
    const begin = at + 2 + count;
    if (begin + length > der.length) break;
    found.push({ tag, content: der.subarray(begin, begin + length) });
    at = begin + length;
  }
  return found;
}

function textOf({ tag, content }: Element): string {
  if (tag === BMP_STRING) {
    const pairs = content.subarray(0, content.length - (content.length % 2));
    return Buffer.from(pairs).swap16().toString('utf16le');
  }
  if (tag === UNIVERSAL_STRING) return content.toString('latin1').replaceAll('\0', '');
  return content.toString('utf8');
}

/** The most specific part is first. An invalid name is read up to the error. */
export function distinguishedName(der: Buffer): string {
  const [sequence] = elementsOf(der);
  const parts = elementsOf(sequence?.content ?? Buffer.alloc(0)).flatMap((set) =>
    elementsOf(set.content).map((pair) => {
      const [type, value] = elementsOf(pair.content);
      const oid = type?.content.toString('hex') ?? '';
      return `${ATTRIBUTES.get(oid) ?? oid}=${value === undefined ? '' : textOf(value)}`;
    }),
  );
  return parts.reverse().join(', ');
}
