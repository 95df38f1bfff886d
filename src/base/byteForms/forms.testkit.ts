/** Writes bytes as programs print them. */

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const pairs = (bytes: Uint8Array): string[] => [...bytes].map(hex);
const rows = (bytes: Uint8Array, width = 16): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / width) }, (_, at) =>
    bytes.subarray(at * width, (at + 1) * width),
  );
const characters = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
    .join('');
const offset = (at: number, digits: number, radix = 16): string =>
  (at * 16).toString(radix).padStart(digits, '0');

const lines = (bytes: Uint8Array, line: (row: Uint8Array, at: number) => string): string =>
  rows(bytes).map(line).join('\n');

function words(row: Uint8Array, order: 'big' | 'little'): string {
  const all: string[] = [];
  for (let at = 0; at < row.length; at += 2) {
    const pair = [...row.subarray(at, at + 2)];
    if (order === 'little' && pair.length === 1) pair.push(0);
    all.push((order === 'little' ? pair.toReversed() : pair).map(hex).join(''));
  }
  return all.join(' ');
}

/** A line with the length ends the dumps of od and hexdump. */
const withLength = (text: string, length: number, digits: number, radix = 16): string =>
  `${text}\n${length.toString(radix).padStart(digits, '0')}\n`;

export const FORMS: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  'plain hex': (bytes) => pairs(bytes).join(''),
  'hex in upper case': (bytes) => pairs(bytes).join(' ').toUpperCase(),
  'hex with colons': (bytes) => pairs(bytes).join(':'),
  'hex with dashes': (bytes) => pairs(bytes).join('-'),
  'hex in quotation marks': (bytes) => `"${pairs(bytes).join('')}"`,
  'hex in lines': (bytes) => lines(bytes, (row) => pairs(row).join(' ')),
  '0x and commas': (bytes) =>
    pairs(bytes)
      .map((byte) => `0x${byte}`)
      .join(', '),
  'C array': (bytes) =>
    `const unsigned char data[${bytes.length}] = {\n  ${pairs(bytes)
      .map((byte) => `0x${byte}`)
      .join(', ')}\n};`,
  'C string': (bytes) =>
    `"${pairs(bytes)
      .map((byte) => `\\x${byte}`)
      .join('')}"`,
  'escapes without quotation marks': (bytes) =>
    pairs(bytes)
      .map((byte) => `\\x${byte}`)
      .join(''),
  Python: (bytes) =>
    `b'${[...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${hex(byte)}`)).join('')}'`,
  Erlang: (bytes) => `<<${[...bytes].join(',')}>>`,
  'Node.js': (bytes) => `<Buffer ${pairs(bytes).join(' ')}>`,
  'a list': (bytes) => `[${[...bytes].join(', ')}]`,
  'a signed list': (bytes) => `[${[...Int8Array.from(bytes)].join(', ')}]`,
  'Go, printed': (bytes) => `[${[...bytes].join(' ')}]`,
  Go: (bytes) =>
    `[]byte{${pairs(bytes)
      .map((byte) => `0x${byte}`)
      .join(', ')}}`,
  xxd: (bytes) =>
    lines(
      bytes,
      (row, at) => `${offset(at, 8)}: ${words(row, 'big').padEnd(39)}  ${characters(row)}`,
    ),
  'xxd -p': (bytes) =>
    rows(bytes, 30)
      .map((row) => pairs(row).join(''))
      .join('\n'),
  'hexdump -C': (bytes) =>
    withLength(
      lines(bytes, (row, at) => {
        const [first, second] = [row.subarray(0, 8), row.subarray(8)];
        const columns = `${pairs(first).join(' ').padEnd(23)}  ${pairs(second).join(' ').padEnd(23)}`;
        return `${offset(at, 8)}  ${columns}  |${characters(row)}|`;
      }),
      bytes.length,
      8,
    ),
  hexdump: (bytes) =>
    withLength(
      lines(bytes, (row, at) => `${offset(at, 7)} ${words(row, 'little')}`),
      bytes.length,
      7,
    ),
  'od -x': (bytes) =>
    withLength(
      lines(bytes, (row, at) => `${offset(at, 7, 8)} ${words(row, 'little')}`),
      bytes.length,
      7,
      8,
    ),
  'od -t x1': (bytes) =>
    withLength(
      lines(bytes, (row, at) => `${offset(at, 7, 8)} ${pairs(row).join(' ')}`),
      bytes.length,
      7,
      8,
    ),
  Wireshark: (bytes) =>
    lines(
      bytes,
      (row, at) => `${offset(at, 4)}   ${pairs(row).join(' ').padEnd(47)}   ${characters(row)}`,
    ),
  'Wireshark without characters': (bytes) =>
    lines(bytes, (row, at) => `${offset(at, 4)}   ${pairs(row).join(' ')}`),
  'ESP-IDF': (bytes) => lines(bytes, (row) => `I (2210) mqtt: ${pairs(row).join(' ')}`),
  'a log with lengths': (bytes) => `TX (${bytes.length}): ${pairs(bytes).join(' ')}`,
};
