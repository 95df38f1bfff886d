/** What the reference program packed: lz4 1.9.4. */
import { base64 } from '@scure/base';
import { encodeUtf8 } from '../../mqtt/utf8.ts';

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
