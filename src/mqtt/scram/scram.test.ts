import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { ScramClient } from './client.ts';
import { fromBase64, prepared, verifierOf } from './scram.ts';
import { ScramServer } from './server.ts';

const said = (data: Uint8Array): string => decodeUtf8(data) ?? '';

/** The example of RFC 7677 (section 3). */
const EXAMPLE = {
  nonce: 'rOprNGfwEbeRWgbNEkqO',
  serverNonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  salt: 'W22ZaJ0SNY7soEsUEjb6gQ==',
  proof: 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  verdict: '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
} as const;

function server(password: string, users = ['user'], nonce = 'server') {
  const salt = encodeUtf8('some salt');
  return new ScramServer({
    nonce,
    lookUp: (name) =>
      users.includes(name) ? verifierOf(password, { salt, iterations: 4096 }) : undefined,
  });
}

/** Runs all messages and returns the outcome. */
function signIn(client: ScramClient, at: ScramServer): string {
  const first = at.take(client.first());
  if (first.kind !== 'continue') return first.kind;
  const step = client.prove(first.data);
  if (!step.ok) return step.error.key;
  const last = at.take(step.data);
  if (last.kind !== 'done') return last.kind === 'refused' ? last.why : last.kind;
  return client.verify(last.data)?.key ?? `in as ${last.userName}`;
}

describe('the example of the RFC', () => {
  it('is what client and server send', () => {
    const { nonce, serverNonce, ...vector } = EXAMPLE;
    const client = new ScramClient('user', 'pencil', nonce);
    expect(said(client.first())).toBe(`n,,n=user,r=${nonce}`);
    const both = nonce + serverNonce;
    const salt = fromBase64(vector.salt) ?? new Uint8Array();
    const verifier = verifierOf('pencil', { salt, iterations: 4096 });
    const at = new ScramServer({ nonce: serverNonce, lookUp: () => verifier });
    const first = at.take(client.first());
    if (first.kind !== 'continue') throw new Error(first.kind);
    expect(said(first.data)).toBe(`r=${both},s=${vector.salt},i=4096`);
    const step = client.prove(first.data);
    if (!step.ok) throw new Error(step.error.key);
    expect(said(step.data)).toBe(`c=biws,r=${both},p=${vector.proof}`);
    const last = at.take(step.data);
    if (last.kind !== 'done') throw new Error(last.kind);
    expect(said(last.data)).toBe(`v=${vector.verdict}`);
    expect(client.verify(last.data)).toBeUndefined();
  });
});

describe('a sign-in', () => {
  const client = (name = 'user', password = 'secret', nonce = 'client') =>
    new ScramClient(name, password, nonce);

  it('accepts only a client that knows the password', () => {
    expect(signIn(client(), server('secret'))).toBe('in as user');
    expect(signIn(client('user', 'Secret'), server('secret'))).toBe('wrong');
    expect(signIn(client('other'), server('secret'))).toBe('refused');
  });

  it('does so for any name and password', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, (name, password) => {
        fc.pre(prepared(name) !== '');
        const users = [prepared(name)];
        const result = signIn(client(name, password), server(password, users));
        expect(result).toBe(`in as ${users[0]}`);
      }),
      { numRuns: 20 },
    );
  });

  it('stops if the server’s answer is not SCRAM', () => {
    const first = (text: string) => client().prove(encodeUtf8(text));
    const errors = [
      ['', 'not-scram'],
      ['hello', 'not-scram'],
      ['r=clientserver,s=AAAA', 'iterations'],
      ['r=clientserver,s=AAAA,i=0', 'iterations'],
      ['r=clientserver,s=AAAA,i=4095', 'iterations'],
      ['r=clientserver,s=AAAA,i=99999999', 'iterations'],
      ['r=clientserver,s=AAAA,i=4e3', 'iterations'],
      ['r=clientserver,s=AAAA,i=x4096', 'iterations'],
      ['r=clientserver,s=AAAA,i=4096x', 'iterations'],
      ['r=clientserver,s=!,i=4096', 'not-scram'],
      ['m=x,r=clientserver,s=AAAA,i=4096', 'extension'],
      ['r=other,s=AAAA,i=4096', 'other-nonce'],
      ['r=client,s=AAAA,i=4096', 'other-nonce'],
      ['e=unknown-user', 'server-error'],
    ];
    expect(errors.map(([text = '']) => [text, first(text)])).toMatchObject(
      errors.map(([text, key]) => [text, { ok: false, error: { key } }]),
    );
    expect(client().prove(undefined)).toMatchObject({ error: { key: 'not-scram' } });
    expect(first('r=clientserver,s=AAAA,i=0')).toMatchObject({ error: { args: { asked: '0' } } });
    expect(first('r=clientserver,s=AAAA,i=4e3')).toMatchObject({ error: { args: { asked: '' } } });
  });

  it('rejects a server that cannot prove that it knows the password', () => {
    const proven = client();
    expect(proven.verify(encodeUtf8('v=AAAA'))).toMatchObject({ key: 'no-signature' });
    const first = server('other').take(proven.first());
    if (first.kind !== 'continue') throw new Error(first.kind);
    expect(proven.prove(first.data).ok).toBe(true);
    expect(proven.verify(undefined)).toMatchObject({ key: 'no-signature' });
    expect(proven.verify(encodeUtf8('v=AAAA'))).toMatchObject({ key: 'wrong-signature' });
    expect(proven.verify(encodeUtf8('e=other-error'))).toMatchObject({ key: 'server-error' });
    expect(proven.prove(first.data)).toMatchObject({ error: { key: 'out-of-turn' } });
  });

  it.each([
    ['nothing', undefined],
    ['channel binding', 'p=tls-unique,,n=user,r=x'],
    ['another identity', 'n,a=root,n=user,r=x'],
    ['no name', 'n,,n=,r=x'],
    ['no nonce', 'n,,n=user'],
    ['a name with =', 'n,,n=us=er,r=x'],
    ['an extension', 'n,,m=x,n=user,r=x'],
  ])('a server rejects %s', (_name, text) => {
    const step = server('secret').take(text === undefined ? text : encodeUtf8(text));
    expect(step).toEqual({ kind: 'refused', why: 'not-scram' });
  });

  it('a proof is valid only for its own exchange', () => {
    const one = client();
    const at = server('secret');
    const first = at.take(one.first());
    if (first.kind !== 'continue') throw new Error(first.kind);
    const step = one.prove(first.data);
    if (!step.ok) throw new Error(step.error.key);
    const later = server('secret', ['user'], 'later');
    later.take(one.first());
    expect(later.take(step.data)).toEqual({ kind: 'refused', why: 'not-scram' });
    const bent = said(step.data).replace('c=biws', 'c=eSws');
    expect(at.take(encodeUtf8(bent))).toEqual({ kind: 'refused', why: 'not-scram' });
  });
});

it('prepares texts as in RFC 4013', () => {
  expect(prepared('I\u00adX')).toBe('IX');
  expect(prepared('user')).toBe('user');
  expect(prepared('USER')).toBe('USER');
  expect(prepared('\u00aa')).toBe('a');
  expect(prepared('\u2168')).toBe('IX');
  expect(prepared('a\u00a0b')).toBe('a b');
});
