import { describe, expect, it } from 'vitest';
import { FACTS, FarEnd, settled } from '../../../connection/control/farEnd.testkit.ts';
import { BrokerLink, type BrokerState } from './brokerLink.ts';
import type { BrokerPlace } from './brokerPlace.ts';

const OWN: BrokerPlace = { kind: 'socket', url: 'ws://page/control', isPages: true };
const OTHER: BrokerPlace = { kind: 'socket', url: 'ws://other/control', isPages: false };
const INFO = {
  name: 'mqttscope',
  version: 1,
  appVersion: '1.2.3',
  demo: true,
  needsCredentials: false,
} as const;

interface Page {
  readonly control?: string;
  /** Tokens of the page: the next one follows when the previous one is forgotten, and finally none. */
  readonly passes?: readonly string[];
  readonly platform?: boolean;
}

async function link(
  place: BrokerPlace,
  { control = '/control', passes = ['own'], platform = false }: Page = {},
) {
  const far = new FarEnd();
  const states: BrokerState[] = [];
  const forgotten: string[] = [];
  const accepted: string[] = [];
  const held = [...passes];
  const made = new BrokerLink(
    place,
    {
      companion: () => Promise.resolve(control === '' ? undefined : { ...INFO, control, platform }),
      pass: () => Promise.resolve(held[0]),
      acceptPass: (pass) => accepted.push(pass),
      forgetPass: (pass) => {
        forgotten.push(pass);
        held.shift();
      },
      tab: () => new MessageChannel().port1,
      tabWanted: Promise.resolve(),
      wantTab: () => undefined,
      noAnswer: (address) => `nothing at ${address}`,
      surroundings: far.surroundings,
    },
    (state) => states.push(state),
  );
  await settled();
  return { far, made, states, held, forgotten, accepted };
}

describe('the broker of the page', () => {
  it('is opened with the page’s pass', async () => {
    const { far, made, states, accepted } = await link(OWN);
    expect(made.access()).toBeUndefined();
    const socket = await far.socket();
    expect(accepted).toEqual([]);
    socket.welcome();
    expect(accepted).toEqual(['own']);
    expect(socket).toMatchObject({ url: 'ws://page/control', sent: [{ token: 'own' }] });
    expect(states.at(-1)).toEqual({ kind: 'open', facts: FACTS });
    expect(made.access()).toEqual({ kind: 'socket', url: 'ws://page/control', token: 'own' });
  });

  it('is lost for good after a restart, until the page has another pass', async () => {
    const { far, made, states, held, forgotten } = await link(OWN, { passes: ['first'] });
    (await far.socket()).welcome();
    (await far.socket()).cut();
    expect(states.at(-1)).toEqual({
      kind: 'lost',
      said: { reason: 'nothing at ws://page/control' },
    });
    far.clock.advance(1000);
    const socket = await far.socket();
    socket.open();
    expect(socket.sent).toMatchObject([{ token: 'first' }]);
    socket.tell({ kind: 'goodbye', why: 'token', message: 'Not that one.' });
    await settled();
    expect(states.at(-1)).toEqual({ kind: 'needs-token', refused: false, isPages: true });
    expect(forgotten).toEqual(['first']);
    held.push('second');
    made.passed();
    (await far.socket()).welcome();
    expect((await far.socket()).sent).toMatchObject([{ token: 'second' }]);
    expect(states.at(-1)?.kind).toBe('open');
    made.passed();
    expect(states.at(-1)?.kind).toBe('open');
  });

  it('is known to have a platform before its token is entered', async () => {
    const { states } = await link(OWN, { passes: [], platform: true });
    expect(states.at(-1)).toEqual({
      kind: 'needs-token',
      refused: false,
      platform: true,
      isPages: true,
    });
  });

  it('without a pass, requests one until it is correct', async () => {
    const { far, made, states } = await link(OWN, { passes: [] });
    expect(states.at(-1)).toEqual({ kind: 'needs-token', refused: false, isPages: true });
    expect(far.sockets).toEqual([]);
    made.giveToken('wrong');
    const socket = await far.socket();
    socket.open();
    socket.tell({ kind: 'goodbye', why: 'token', message: 'Not that one.' });
    expect(states.at(-1)).toEqual({ kind: 'needs-token', refused: true, isPages: true });
    made.giveToken('right');
    (await far.socket()).welcome();
    expect((await far.socket()).sent).toMatchObject([{ token: 'right' }]);
    expect(states.at(-1)?.kind).toBe('open');
  });

  it('is elsewhere if its server is no companion, or has no broker', async () => {
    const { far, made, states } = await link(OWN, { control: '' });
    expect(states).toEqual([{ kind: 'elsewhere' }]);
    expect(far.sockets).toEqual([]);
    expect(await made.ask({ kind: 'facts' })).toMatchObject({ kind: 'refused' });
  });
});

describe('another broker', () => {
  it('is not contacted until the user enters a token, and gets no other', async () => {
    const { far, made, states } = await link(OTHER);
    expect(states).toEqual([{ kind: 'elsewhere' }]);
    made.giveToken('theirs');
    const socket = await far.socket();
    socket.welcome();
    expect(socket).toMatchObject({ url: 'ws://other/control', sent: [{ token: 'theirs' }] });
    expect(states.at(-1)?.kind).toBe('open');
    socket.tell({ kind: 'goodbye', why: 'ended', message: 'The companion has ended.' });
    expect(states.at(-1)).toEqual({
      kind: 'lost',
      said: { reason: 'The companion has ended.' },
    });
    expect(made.access()).toBeUndefined();
  });

  it('of another version is not retried', async () => {
    const { far, made, states } = await link(OTHER);
    made.giveToken('theirs');
    (await far.socket()).open();
    (await far.socket()).tell({ kind: 'goodbye', why: 'version', message: 'Version 2 here.' });
    expect(states.at(-1)).toEqual({ kind: 'lost', said: { reason: 'Version 2 here.' } });
    expect(far.clock.timers).toBe(0);
  });
});

describe('a broker without viewers', () => {
  it('is closed, even during discovery', async () => {
    const { far, made, states } = await link(OWN);
    const before = states.length;
    made.close();
    (await far.socket()).cut();
    made.giveToken('late');
    far.clock.advance(60_000);
    await settled();
    expect({ sockets: far.sockets.length, timers: far.clock.timers }).toEqual({
      sockets: 1,
      timers: 0,
    });
    expect(states.length).toBe(before);
  });
});
