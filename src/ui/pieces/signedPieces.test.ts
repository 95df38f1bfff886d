import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signContentOf, signedFields } from '../../alibaba/sign.ts';
import { differenceOf, signedPieces } from './signedPieces.ts';

const SIGNED = {
  clientId: 'base|securemode=3,signmethod=hmacsha1,timestamp=789|',
  userName: 'dev&pk',
  signContent: 'clientIdbasedeviceNamedevproductKeypktimestamp789',
};
const PIECES = signedPieces(SIGNED);

describe('the text signed by the platform', () => {
  test('has its names and values marked', () => {
    expect(PIECES.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'name clientId',
      'value base',
      'name deviceName',
      'value dev',
      'name productKey',
      'value pk',
      'name timestamp',
      'value 789',
    ]);
  });

  test('is unmarked if the fields do not add up to it', () => {
    const other = { ...SIGNED, signContent: 'something else' };
    expect(signedPieces(other)).toEqual([
      { kind: 'text', name: undefined, text: 'something else' },
    ]);
    expect(signedPieces({ ...SIGNED, userName: undefined })).toHaveLength(1);
  });

  test('stays complete when split', () => {
    const text = fc.string().filter((part) => !/[|&,=]/.test(part) && part.trim() === part);
    fc.assert(
      fc.property(text, text, text, (base, dn, pk) => {
        fc.pre(dn !== '' && pk !== '');
        const signContent = signContentOf(
          signedFields({ clientIdBase: base, deviceName: dn, productKey: pk }),
        );
        const pieces = signedPieces({
          clientId: `${base}|a=1|`,
          userName: `${dn}&${pk}`,
          signContent,
        });
        expect(pieces.map((piece) => piece.text).join('')).toBe(signContent);
        expect(pieces.length).toBe(6);
      }),
      { numRuns: 50 },
    );
  });
});

describe('another text', () => {
  test.each([
    // Text of the device, position, kind of piece, the platform's text there, the device's text there.
    ['clientIdbasedeviceNameDEVproductKeypktimestamp789', 22, 'value deviceName', 'dev', 'DEV'],
    ['clientIdbasedeviceNamedevproductKeypktimestamp789\n', 49, undefined, '', '\n'],
    ['clientIdbasedeviceNamedevproductKeypk', 37, 'name timestamp', 'timestamp789', ''],
    ['', 0, 'name clientId', SIGNED.signContent, ''],
  ])('%j differs from character %i on', (given, at, where, expected, there) => {
    const difference = differenceOf(PIECES, given);
    expect(difference).toMatchObject({ at, expected, given: there });
    expect(difference?.piece && `${difference.piece.kind} ${difference.piece.name}`).toBe(where);
  });

  test('has no difference if equal', () => {
    expect(differenceOf(PIECES, SIGNED.signContent)).toBeUndefined();
  });

  test('is split into equal start, difference and equal end', () => {
    fc.assert(
      fc.property(fc.string(), (given) => {
        fc.pre(given !== SIGNED.signContent);
        const found = differenceOf(PIECES, given);
        expect(`${found?.before}${found?.expected}${found?.after}`).toBe(SIGNED.signContent);
        expect(`${found?.before}${found?.given}${found?.after}`).toBe(given);
      }),
      { numRuns: 50 },
    );
  });
});
