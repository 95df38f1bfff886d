/** Payloads packed by the reference programs: zstd 1.5.4 and lz4 1.9.4. */
import { base64 } from '@scure/base';
import { joined } from '../../../base/bytes.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';

export const LINES = encodeUtf8(
  Array.from({ length: 60 }, (_, n) => `{"n":${n},"t":${n * n}}`).join('\n'),
);

interface Vector {
  readonly how: string;
  readonly content: Uint8Array;
  readonly packed: Uint8Array;
}

const vector = (how: string, content: Uint8Array, text: string): Vector => ({
  how,
  content,
  packed: base64.decode(text),
});

export const ZSTD_VECTORS: readonly Vector[] = [
  vector(
    'zstd -1 --no-check',
    LINES,
    [
      'KLUv/WD/AiUHAOKMHBOwJek4yCUJBZFyy5RS8ulnAg4Eg5H7aW/2Xd+veCFeBi/DnxfTUlpIb7TQLZs8',
      '6JlH/Kqp3SjXvZsra2WdatVEGuTgGA7HyZNMmxZuWmapaJzjp1xTm5RtVB4qj+mcn7lqboIYhCAwEEEE',
      'CAARxCAEAXWoIYjX+2+QoxS4ARAyq9IDBRNmhJszY8eObj0KNXZ0a6btzc7J72rhoc3g82NLjMChNMrP',
      'Yt2SQTh8pMKKlQPHUSYUmyKtoLhIabl2nP+BX14ToSRCwuRpeWMZBqayMCfuYD3zbIJ71J1CEAVVAQ==',
    ].join(''),
  ),
  vector(
    'zstd -19',
    LINES,
    [
      'KLUv/WT/AtUHAFYSJxKwF3IYRJIE0TZRZmY6IRuAAwEkACEAHwATund5sz6q5qJaTZokEmlMP6bivOer',
      'w04CHGQQKAQEMggQAoajPqLICNUx6xBjMyF28c+7d+FuZq6jm1pNpDKdo45DMwKjI5vopb2ezD1H7XSI',
      'FVov9ZJaw2qQEpzOyZRKESkKB41y3JPD01H4FG9PaF+zemSMrojNkk8W8cSSblrhAnaoECj03DvAo0ob',
      'EJJBxwECZVEhVgrKokKsFJRFXaqJk/G0KLbN/fP4Ek86FD6/iRNrCwe+iokjr4G6uPwmzfS0Jyd6vsgn',
      'Lb86tcQQZpF00UeQIIUBAwwQpqXekI2c',
    ].join(''),
  ),
  vector(
    'zstd -3 --long=22, from a pipe',
    LINES,
    [
      'KLUv/QRgLQcA4owcE7Al6TjIJQkFkXLLlFLy6WcCDgSDkftpb/Zd3694IV4GL8OfF9NSWkhvtNAtmzzo',
      'mUf8qqndKNe9mytrZZ1q1UQa5OAYDsfJk0ybFm5aZqlonOOnXFOblG1UHiqP6ZyfuWpughiEIDAQQQQI',
      'ABHEIAQBdaghiNf7b6CjFLYBEDKr0gMFE3KEnZmjY0e3TgUdHduaCfdG5uR0tZAQrMvnBpYYgEMplJ/B',
      'uiWBcHhIhQVWDppDzCg2U2qhsthp+XYc//AvpqmhJEGhELaYsUwHhmQxR+5gvTPpxzjsJfcLQZRfBd6Q',
      'jZw=',
    ].join(''),
  ),
  vector('of nothing', new Uint8Array(), ['KLUv/SQAAQAAmenYUQ=='].join('')),
  vector(
    'zstd -19, of 300,000 zeros',
    new Uint8Array(300_000),
    ['KLUv/QRoTAAACAABAPz/ORACAgAQAAOfBAAtKN4m'].join(''),
  ),
];

export const LZ4_VECTORS: readonly Vector[] = [
  vector(
    'lz4 --no-frame-crc',
    LINES,
    [
      'BCJNGGBAggsCAADheyJuIjowLCJ0IjowfQoOABExDgATMQ4AETIOABM0DgARMw4AEzkOABE0DgAjMTYP',
      'ABE1DwAjMjUPABE2DwAUMx4AETcPABQ0PAAROA8AFDZZABE5DwAUOHYAEjGTACUxMJUAA5YAFTIiAAKZ',
      'ACQxNEIAEjGcACQxNmIAEzGfABQ5ggATMaEABaIAEjGjACUyNSIAAqUAJTI4RAACpwAlMzJmAAKpACQz',
      'NogAEjKqABU0qgASMqoAJTQ0IgACqgAkNDhEABIyqgAzNTI5KgESMqoAJDU3iAASMqoAFTaqABIyqgAW',
      'NiIAAqoAFjdEAAKqABY3ZgACqgAVOIgAEjOqABU5qgASM6oAFTnMABIzqgAlMTDvABIzqwAlMTASARIz',
      'rAAlMTE1ARIzrQAlMTKuABIzrgAlMTJ7ARIzrwAlMTOeARIzsAAlMTTBARIzsQAlMTXkARI0sgAlMTaz',
      'ABI0swAlMTYqAhM0tAAVN0sCEzS0ABU4bAITNLQAFTmNAhI0tAAlMjC0ABI0tAAlMjHPAhI0tAA0MjIw',
      'qAESNLQANDIzMMsBEjS0ADQyNDDuARI1tAAlMjW0ABI1tAAmMjYkAAK0ACUyN0gAEjW0ACUyOGwAEjW0',
      'ACUyOZAAEjW0ABYztAASNbQAJTMx2AASNbQAJTMy/AASNbQAJTMzIAHANTksInQiOjM0ODF9AAAAAA==',
    ].join(''),
  ),
  vector(
    'lz4 -9 -B4 -BD -BX --content-size',
    LINES,
    [
      'BCJNGHxA/wMAAAAAAABv7AEAAOF7Im4iOjAsInQiOjB9Cg4AETEOABMxDgARMg4AEzQOABEzDgATOQ4A',
      'EjQqABM2DwARNQ8AIzI1DwARNg8AFDMeABI3SQAEPAAROA8AFDZZABE5DwAUOHYAEjGTACUxMJUAA5YA',
      'FTIiAAKZACQxNEIAIzEzjgAEYgATMZ8AFDmCABMxoQAFogAjMTayAAUiAAKlACUyOEQAAqcAJTMyZgAT',
      'OdYABSABAqoAFTSqABIyqgAlNDQiAANDARQ4RAASMqoAJDUyZgASMqoAJDU3iAASMqoAFTaqABIyqgAW',
      'NiIAAqoAFjdEAAKqABY3ZgADUwEFiAASM6oAFTmqABIzqgAVOcwAEzNUARUw7wATM1UBFTASARMzVgEV',
      'MTUBIzM1mwEFrgAjMzYSAAV7ARIzrwAlMTOeASQzOMABBWwAArEAJTE15AETNAYCFTazABM0BwIVNioC',
      'EzS0ABU3SwITNLQAFThsAhQ0CgIFjQITNAsCFTC0ABM0DAIVMc8CEzQNAiUyMEgAArQANTIzMGwAArQA',
      'NDI0MJAAIzUwVAIFtAASNbQAJjI2JAACtAAlMjdIACM1M3kCBWwAEjW0ACYyOV8DArQAFjO0ABM1YwMV',
      'MdgAJDU3sAIFSAADwgIVMyABwDU5LCJ0IjozNDgxffAWp5AAAAAAhyd2Bg==',
    ].join(''),
  ),
  vector('of hello', encodeUtf8('hello'), ['BCJNGGRApwUAAIBoZWxsbwAAAAD5dwD7'].join('')),
  vector(
    'lz4 -9 -B4 -BD, of 150,000 zeros',
    new Uint8Array(150_000),
    [
      'BCJNGERAXgsBAAAfAAEA////////////////////////////////////////////////////////////',
      '////////////////////////////////////////////////////////////////////////////////',
      '////////////////////////////////////////////////////////////////////////////////',
      '////////////////////////////////////////////////////////////////////////////////',
      '/////////////////////////////////////////+dQAAAAAAAKAQAADwQA////////////////////',
      '////////////////////////////////////////////////////////////////////////////////',
      '////////////////////////////////////////////////////////////////////////////////',
      '////////////////////////////////////////////////////////////////////////////////',
      '////////////////////////////////////////////////////////////////////////////////',
      '/+hQAAAAAABUAAAADwQA////////////////////////////////////////////////////////////',
      '//////////////////////////////////////8iUAAAAAAAAAAAAK3pnw8=',
    ].join(''),
  ),
];

/** A Zstandard frame of stored blocks, for content of any size. */
export function storedZstd(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = 100_000;
  const pieces = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x58)];
  for (let at = 0; at < content.length; at += size) {
    const block = content.slice(at, at + size);
    const head = block.length * 8 + (at + size >= content.length ? 1 : 0);
    pieces.push(Uint8Array.of(head & 255, (head >> 8) & 255, head >> 16), block);
  }
  return joined(pieces);
}
