/** Payloads packed by the reference programs: zstd 1.5.4, lz4 1.9.4, xz 5.4.1 and bzip2 1.0.8. */
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

export const XZ_VECTORS: readonly Vector[] = [
  vector(
    'xz -9',
    LINES,
    [
      '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4AP+AP5dAD2IicI3KJ0TxC1ML1oTUbyf2DT3pTA1Qtx6LhwGah+b',
      'Gjf68UPsuDa4CW/HhIDc7fAR/BWk02YPfy9ivnD63jnCNgr1FTEWK9HCpX7i+wyJYAbTyaLmL3wH/I7U6n+z',
      'jSRqDQ/nwIODH3ELBpCrWZMkfBSgKM8QqchP+AmHaM7+05E1itT/4+VGM6kMsnHsGsZI8JMQDlQAQT2tmBU7',
      'VfMmYaxK8r7+x/eHX7dYjSDmnG+owzarXlQUl058fXovHVgSRu+9GGghxLcjCM7xnFFIq5zIe/ei7rEP538Y',
      'XZVhYDN7xdSp6cPK1H5l9RNVDrE4R2SXT5sHWg4OtEQAAAAAgiKL41G2gH0AAZoC/wcAAOyiIt6xxGf7AgAA',
      'AAAEWVo=',
    ].join(''),
  ),
  vector(
    'xz -0 --check=crc32',
    LINES,
    [
      '/Td6WFoAAAFpIt42AgAhAQwAAACPmEGc4AP+ARBdAD2IicI3KJ0TxC1ML1oTUbyf2VQ+3KofmpXo9gpVnnUI',
      'PWQKDxyEYBVB2RfbxWTLCnCAoDNLuJ7U8v00gQLLT/ZpAEY7DLs3lE2Yb61l91Qc9sZt9g22tiViMelEfQO9',
      'p3mssd3yZXjngEIY7x2iAc0vFKrOtbc4VuqyTroedkNNQ7l/BlN2JGdBC+jnjST7HRzZ7Iq/yVCz2Z5lHtXR',
      'CuXBnPr7X68cflr+RIVMgK6NFBagIDt0Im/odHa0el4zL5wkhXn3JwZmHVvlCxS4R7wynsWYlDPv/2h6FVCa',
      '+CIGyDfmkFNg3TaV/izQbT2SRS+2SJBA2CejXooMhnudqIYlw+JnRElrtaK0zcNxKSYAALJQP9kAAagC/wcA',
      'AEoEkJc+MA2LAgAAAAABWVo=',
    ].join(''),
  ),
  vector(
    'xz --block-size=400 --lzma2=lc=1,lp=3,pb=0',
    LINES,
    [
      '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AGPAIkcAD2Izw/gBzTKbJD56QvcQmtIZrL6iMt5SAxAHdTSWID+',
      'Mux7Jo1tvsm3ORekY/xvmrHSrfJujJvWTL5VuEyYV6NF24keF4GSwTewebWB/2UJu6AwW/L67OSxMWGPK63+',
      'OvkiFR1BRclKSWmR9Zf3TDpkRVlQpnkNk+/S1vIxZi30RgzBwjJnGvMAAAAAADGvphCeP3jIAgAhARYAAAB0',
      'L+Wj4AGPAJEcAAUftq884t2i4luDLewcOLxcmSdI/I6c3As/vxrK69I3LZcfaWnyEEne2CXk+8O0BVHRgHjs',
      '1GSx8tIHTWh2EHPHDozMAmR3oDE4p+yRjNLTzoJgONknBp3dNDg8eoatyKea5vbpE6qJgfbx3z2SyxOgQxiF',
      'Pr5MdlVTkbqBpP7J5aNoMkPE8zHlIPOVz6L5nwAAAAAA1aU036FQ6H8CACEBFgAAAHQv5aPgAN4AXRwAEQ72',
      '8sK2m+zG4gIwHfWOTfPshzrzre8EkAw7yUpH2yUwUrmsoOOKnW7A1NcugWUct7fTr7GbBXcU7kSjNVdPd+wG',
      'xVklhdJtrnXV1Pik+SClW/9ToOnWz96gnOAAAAAAAHK3eokdCiPkAAOlAZADrQGQA3nfAQAAAEkNWNWsJz4t',
      'BAAAAAAEWVo=',
    ].join(''),
  ),
  vector(
    'xz --check=sha256',
    LINES,
    [
      '/Td6WFoAAArh+wyhAgAhARYAAAB0L+Wj4AP+AP5dAD2IicI3KJ0TxC1ML1oTUbyf2DT3pTA1Qtx6LhwGah+b',
      'Gjf68UPsuDa4CW/HhIDc7fAR/BWk02YPfy9ivnD63jnCNgr1FTEWK9HCpX7i+wyJYAbTyaLmL3wH/I7U6n+z',
      'jSRqDQ/nwIODH3ELBpCrWZMkfBSgKM8QqchP+AmHaM7+05E1itT/4+VGM6kMsnHsGsZI8JMQDlQAQT2tmBU7',
      'VfMmYaxK8r7+x/eHX7dYjSDmnG+owzarXlQUl058fXovHVgSRu+9GGghxLcjCM7xnFFIq5zIe/ei7rEP538Y',
      'XZVhYDN7xdSp6cPK1H5l9RNVDrE4R2SXT5sHWg4OtEQAAAAAtq1P5lCBgR5LPS0/VKwWJjlvYC+/U4X1Kk+U',
      'bWi56soAAbIC/wcAALcl3TW26d8cAgAAAAAKWVo=',
    ].join(''),
  ),
  vector('of nothing', new Uint8Array(), ['/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo='].join('')),
  vector(
    'xz, of 300,000 zeros',
    new Uint8Array(300_000),
    [
      '/Td6WFoAAAD/EtlBAgAhARYAAAB0L+Wj5JPfAG9dAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6',
      'PAFLsX7JiopNL6MN2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3lles',
      'tk3haR1v+0uIEGw1jEDBAAAAAAGDAeCnEgAV4a0UqAAK/AIAAAAAAFla',
    ].join(''),
  ),
];

/** bzip2 1.0.8. */
export const BZIP2_VECTORS: readonly Vector[] = [
  vector(
    'bzip2 -9',
    LINES,
    [
      'QlpoOTFBWSZTWc3nAuUAAcPZgAAQEAR/8AABBAowAXkjaDTSZqbUkD1CGaKiaAAk1EammqAP6Qk/P1GKsVRVBVWI',
      'qoqrFVRUVUVURgoKCogsFhgkEgmOgREICIjYfPPPXv593+e27mRpty27pN47WmGNNtFtvFLDedlvl1W+LU0kO3ff',
      'ew1y/c5ZKSUw2gvWTm67wb16POZ7nIpq6lIbPKm+NlkN53y+a8yKE3vrYW5eZoXXaDZdBia3Wqsur70TL8znlKC3',
      'G3mPNtltFep3Hlxzi4mTVvLnHOIM0ld0gVc3OW8rFtEzJnOSDNLAR0ACIj7+3c3Z0lfXbwmTKmSpmSpkqYpUEqY5',
      'USVMAJ/F3JFOFCQzecC5QA==',
    ].join(''),
  ),
  vector('nothing', new Uint8Array(), 'QlpoORdyRThQkAAAAAA='),
  vector(
    'runs of bytes',
    encodeUtf8(`${'a'.repeat(1000)}${'b'.repeat(259)}ccccddddd`),
    'QlpoOTFBWSZTWUi+zFMAAANBAeAAPAAAgAAIIAAxDAgbVGYma6OJDMvyFp6Jbwu5IpwoSCRfZimA',
  ),
  vector(
    'bzip2 -1, several blocks',
    Uint8Array.from({ length: 150_000 }, (_, at) => ((at * at) % 251) & 7),
    [
      'QlpoMTFBWSZTWTIdztsABXHAAH+AUAQ8elUAFABEMCCGBBDAgTVST2SgUqamE9Cp+hUwKnahU9xElbCpsKmhUyhU',
      '0KnUKmwqbCp5CpkKnoUuKhZIqTaoXFQvioOhUwKn6Cp2FTIVOQqfoVOiSVyFTAqfALCoXVQuKheSSNSlK0KnoVPQ',
      'qcCpyFTUkjFQsqhYqFsqF5FT9Cp0KnAqeoVMhU/QqYFTQqZCpsKmIVPoVPkKnoVMQqeoVNCp6FTgVNhU9QqehU5J',
      'JWBU5Cp2FTwVOQqbCpoqDQqchUwKmQqaFTYVNCp6FToVMhUyFTkKmFCp1CpyCpsKnoVOhUyFTQqbCp6FTQqehU+o',
      'VOQqeCp6FT0ItVQsVC6kkaVC6qF8FTIVPwVNoVOxUHqFTQqbCpsKnIVMhU+UKmwqdhU0KnIVOBUwKmwqehU+hU0K',
      'nkKnAqZCp0KmwqcCp8FTkKnxCpkKnQqbCpkKnoVOBU+hUyFTYVMoVNhU4hU7Cp9Cp+Cp8FTEKnJJK2FTQqchU+gq',
      'ehU7CpyFT6FTsKnIVOCF5JI+VQvFQvzFBWSZTWaByyjQAB2TAAH+AUAPe8iqgkFSQhgQQwIIYECapKbaUClRNonh',
      'F8IsqFyFSZULBDoqfQqdFT4KnhU/aKnoVOCp6pToqcVCXwFlQvgi5ULKhfKhcEWVC0IvqhcSSNVCyoW6hbVC7ULB',
      'F4UjVJK0VPCp4VMFTBU2KRsRbqFuoXKoXqhfCp8KmCp4KnRU/Cp1Qu1CyoXRFioWxFtFT1SnQqehU0VPCpgqaKng',
      'qeFTKiV0VMqU+qU8KmCpoqbFBoqZUp0VOipoqbUpoqeFT4VOip0VN4Km1VCyqFpUL6oXhFyoWCLtQu1C8Iu1C9UL',
      'ZSmCp4VPCp4VMFTlSmiSsFTRU4KnRU/CpsKn0UHoVNFTRU2pTBU7UpwFTRU+FTRUwVMFToqaKnhU5VF2oXlQtVCw',
      'RcqF0VMFTgqYKnKFTtSnwi7ULKheqFqoWxFgi6IsVC6ItKhcqFuoPwqcFToVMqJW1KaKmCpyFTwqfCpgqcFVwRaq',
      'FqoXhSPlQvKhfi7kinChIYiSrwQ=',
    ].join(''),
  ),
];
