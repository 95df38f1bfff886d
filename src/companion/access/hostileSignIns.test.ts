/** Floods of sign-ins that try to reset the back-off or to shut out others. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Account } from '../../broker/core/memory/ledger.ts';
import { machineOfPeer } from '../net/addresses.ts';
import { scramSignIn } from './scramSignIn.ts';
import { scramVerifiers } from './scramVerifiers.ts';
import { SignInBackOff } from './signInBackOff.ts';
import { UserCheck } from './userCheck.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Returns whether the guess was checked. */
function guess(
  backOff: SignInBackOff,
  host: string,
  name: string,
  secret: string,
  now = 0,
): boolean {
  const gate = backOff.enter({ host, name, secret: bytes(secret) }, now);
  if (gate.kind === 'open') gate.attempt.wrong(now);
  return gate.kind === 'open';
}

function guesses(backOff: SignInBackOff, host: string, name: string, most = 30, now = 0): number {
  let checked = 0;
  for (let n = 0; n < most; n += 1)
    if (guess(backOff, host, name, `${now} ${n}`, now)) checked += 1;
  return checked;
}

describe('10,010 made-up names', () => {
  it.each([
    ['the same address', 10_010, ['10.0.0.1']],
    ['two addresses', tries(10_010), ['10.0.0.1', '10.0.0.2']],
  ])('from %s: the eleventh password stays rejected', async (_from, count, hosts) => {
    const users = new UserCheck(new Map([['ann', 'right']]), new Map(), {
      busyDelay: 1,
      now: () => 0,
    });
    const [host = ''] = hosts;
    const ask = (name: string, password: string, from = host) =>
      users.check(name, bytes(password), { host: from, isOpen: () => true });
    for (const name of ['ann', 'nobody']) {
      for (let n = 0; n < 10; n += 1) expect(ask(name, `wrong ${n}`)).toBe('wrong');
    }
    for (let n = 0; n < count; n += 1) {
      expect(ask(`made up ${n}`, 'x', hosts[n % hosts.length])).toBe('wrong');
    }
    // Guessed names get the same answer, whether or not they exist.
    expect(await ask('ann', 'right')).toBe('later');
    expect(await ask('nobody', 'right')).toBe('later');
    // So do names without guesses.
    expect(ask('bob', 'x')).toBe('wrong');
    // The user at another address is not delayed.
    expect(ask('ann', 'right', '10.0.0.9')).toBe('right');
  });

  it('through SCRAM: the eleventh proof is rejected', () => {
    const users = new UserCheck(new Map([['ann', 'right']]), new Map(), { now: () => 0 });
    const isChecked = (name: string, proof: string): boolean => {
      const gate = users.enterScram('10.0.0.1', name, bytes(proof));
      if (gate !== 'later') gate(false);
      return gate !== 'later';
    };
    for (const name of ['ann', 'nobody']) {
      for (let n = 0; n < 10; n += 1) expect(isChecked(name, `${n}`)).toBe(true);
    }
    for (let n = 0; n < tries(10_010); n += 1) isChecked(`made up ${n}`, 'x');
    expect(isChecked('ann', 'eleventh')).toBe(false);
    expect(isChecked('nobody', 'eleventh')).toBe(false);
  });
});

it('counts SCRAM proofs, at CONNECT and later', async () => {
  const plain = new Map([['ann', 'right']]);
  const users = new UserCheck(plain, new Map(), { now: () => 0 });
  const begin = scramSignIn(users, await scramVerifiers(plain, new Map()));
  const peer = { transport: 'tcp', address: '10.0.0.1:5', loopback: false, secure: false } as const;
  const proof = (n: number): unknown => {
    const start = { clientId: 'c', userName: undefined, peer, isAgain: n % 2 === 1 };
    const exchange = begin({ method: 'SCRAM-SHA-256', ...start });
    const first = exchange?.(bytes(`n,,n=ann,r=nonce${n}`));
    if (first === undefined || !('kind' in first)) throw new Error('the exchange did not begin');
    const challenge = new TextDecoder().decode(first.data);
    const [, nonce = '', iterations = ''] = /^r=([^,]+),s=[^,]{24},i=(\d+)$/.exec(challenge) ?? [];
    expect(iterations).toBe('4096');
    return exchange?.(bytes(`c=biws,r=${nonce},p=${Buffer.alloc(32, n).toString('base64')}`));
  };
  const answers = Array.from({ length: 12 }, (_, n) => proof(n));
  const codes = answers.map((answer): unknown => Reflect.get(Object(answer), 'reasonCode'));
  expect(codes).toEqual([...Array.from({ length: 10 }, () => 0x86), 0x89, 0x89]);
});

it('each wait is twice as long as the previous one, up to a minute, whatever others do meanwhile', () => {
  const clock = { now: 0 };
  const plain = new Map(['ann', 'bob'].map((name) => [name, 'right']));
  const users = new UserCheck(plain, new Map(), { busyDelay: 1, now: () => clock.now });
  const ask = (name: string, password: string, host = '10.0.0.1') =>
    users.check(name, bytes(password), { host, isOpen: () => true });
  // Existing and made-up names are treated alike, by CONNECT and by SCRAM.
  const guesses: Readonly<Record<string, (guess: string) => boolean>> = {
    ann: (guess) => ask('ann', guess) === 'wrong',
    nobody: (guess) => ask('nobody', guess) === 'wrong',
    'bob by SCRAM': (guess) => {
      const gate = users.enterScram('10.0.0.3', 'bob', bytes(guess));
      if (gate !== 'later') gate(false);
      return gate !== 'later';
    },
  };
  const checked = new Map(Object.keys(guesses).map((name) => [name, new Array<number>()]));
  for (; clock.now < 600_000; clock.now += 250) {
    for (const [name, guess] of Object.entries(guesses))
      if (guess(`${clock.now}`)) checked.get(name)?.push(clock.now);
    // The guesses do not delay other names, right passwords and other addresses.
    expect(ask(`made up ${clock.now}`, 'x')).toBe('wrong');
    expect(ask('bob', 'right')).toBe('right');
    expect(ask('ann', 'right', '10.0.0.2')).toBe('right');
  }
  for (const times of checked.values()) {
    const waits = times.slice(1).map((time, at) => (time - (times[at] ?? 0)) / 1000);
    const free = Array.from({ length: 9 }, () => 0.25);
    const minutes = Array.from({ length: 8 }, () => 60);
    expect(waits).toEqual([...free, 1, 2, 4, 8, 16, 32, ...minutes]);
  }
});

describe('more names than records', () => {
  const ROOM = 160;
  const flood = (backOff: SignInBackOff, host: string, now = 0): void => {
    for (let n = 0; n < ROOM + 160; n += 1) guess(backOff, host, `flood ${n}`, 'x', now);
  };

  it('leave users at other addresses their ten guesses', () => {
    const backOff = new SignInBackOff(ROOM);
    flood(backOff, '10.0.0.1');
    expect(guesses(backOff, '10.0.0.2', 'ann')).toBe(10);
    expect(guesses(backOff, '10.9.0.1', 'ann')).toBe(10);
  });

  it('take bounded memory', () => {
    const memory = new Account();
    const backOff = new SignInBackOff(ROOM, memory);
    for (let n = 0; n < tries(5_000); n += 1) {
      guess(backOff, machineOfPeer(`10.${n >> 8}.${n & 255}.1:1`), `name ${n}`, 'x');
    }
    expect(memory.bytes).toBe(ROOM * 240);
  });
});

it('checks at most ten guesses for a name at an address, whatever order others try', () => {
  const attempt = fc.record({
    host: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.7.0.1', '2001:db8:0:1', '2001:db8:0:2'),
    name: fc.constantFrom('ann', 'bob', ...Array.from({ length: 40 }, (_, n) => `made up ${n}`)),
  });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 300 }), (attempts) => {
      const backOff = new SignInBackOff();
      const checked = new Map<string, number>();
      for (const [n, { host, name }] of attempts.entries()) {
        if (!guess(backOff, host, name, `${n}`)) continue;
        const key = `${host} ${name}`;
        checked.set(key, (checked.get(key) ?? 0) + 1);
      }
      expect(Math.max(0, ...checked.values())).toBeLessThanOrEqual(10);
    }),
    { numRuns: tries(300), ...(process.env['MQTTSCOPE_THOROUGH'] === undefined && { seed: 1 }) },
  );
});

describe('a peer', () => {
  it.each([
    ['10.0.0.1:5', '10.0.0.1'],
    ['[::ffff:10.0.0.1]:5', '10.0.0.1'],
    ['[::1]:5', '0:0:0:0'],
    ['[2001:db8:1:2:3:4:5:6]:5', '2001:db8:1:2'],
    ['[2001:db8::5]:5', '2001:db8:0:0'],
    ['[2001:db8:1:2::]:5', '2001:db8:1:2'],
  ])('%s belongs to the machine %s', (address, machine) => {
    expect(machineOfPeer(address)).toBe(machine);
  });
});
