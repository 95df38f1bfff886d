import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BrokerPreset, PRESETS_PATH } from '../../broker/core/companionInfo.ts';
import { UsageError } from '../cli/errors.ts';
import { ask } from '../http/http.testkit.ts';
import { openLog } from '../log/eventLog.ts';
import { parseCommandLine } from './commandLine.ts';
import { startTestCompanion, temporaryFolder } from './companion.testkit.ts';

/** @param variable `MQTTSCOPE_BROKERS` */
function presetsOf(argv: readonly string[], variable?: string): readonly BrokerPreset[] {
  const [users, token] = [undefined, undefined];
  const print = (): void => undefined;
  const parsed = parseCommandLine(argv, { version: '1', users, token, brokers: variable, print });
  if (parsed === 'answered') throw new Error('help was printed');
  return parsed.presets;
}

function refusalOf(argv: readonly string[], variable?: string): UsageError {
  try {
    presetsOf(argv, variable);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('it is accepted');
}

const TWO = [
  '--broker',
  'plant=mqtts://ann@plant.example',
  '--broker',
  '车间=ws://[::1]:9001/mqtt',
];

/** Parts of the preset that only holders of the token get. */
const SAID = /PLANTED|plant|user-1|host-1/;

describe('presets', () => {
  it('come from the command line, then from the environment, there with passwords', () => {
    const variable =
      'home=mqtt://bob:p%40ss%20w%2F=@10.0.0.5:1884\n web=wss://h.example:8084/a?b=1 ';
    expect(presetsOf(TWO, variable)).toEqual([
      { name: 'plant', url: 'mqtts://plant.example', userName: 'ann', password: '' },
      { name: '车间', url: 'ws://[::1]:9001/mqtt', userName: '', password: '' },
      { name: 'home', url: 'mqtt://10.0.0.5:1884', userName: 'bob', password: 'p@ss w/=' },
      { name: 'web', url: 'wss://h.example:8084/a?b=1', userName: '', password: '' },
    ]);
    expect(presetsOf([], '')).toEqual([]);
  });

  it.each([
    'mqtts://h',
    'plant',
    'plant=',
    'plant=h:1883',
    'plant=http://h',
    'plant=tcp://h',
    'plant=unix:///run/x',
    'plant=mqtt://',
    'plant=mqtt://h:99999',
    'two words=mqtt://h',
    '=mqtt://h',
    'mqtt://ann:a=mqtt://h',
  ])('%j is a usage error', (text) => {
    expect(refusalOf(['--broker', text]).message).toMatch(/^--broker must be NAME=URL/);
  });

  it.each([
    'plant=mqtts://ann:PLANTED@h',
    'plant=wss://h/mqtt?token=PLANTED',
    'plant=mqtts://ann:PLANTED/@h',
    'mqtts://ann:x=PLANTED@h',
    'PLANTED',
  ])('a secret on the command line is refused and not repeated: %s', (text) => {
    const { message } = refusalOf(['--broker', text]);
    expect(message).toMatch(/^--broker must/);
    expect(message).not.toContain('PLANTED');
  });

  it('a password on the command line is refused with the way to give it', () => {
    expect(refusalOf(['--broker', 'a=ws://b:c@h']).message).toMatch(
      /other users.*MQTTSCOPE_BROKERS.*asks for it/,
    );
  });

  it.each(['token', 'api_key', 'passwd', 'jwt'])(
    'so is a user name with %s, which the environment may have',
    (name) => {
      const text = `a=ws://b%3F${name}=PLANTED@h`;
      expect(refusalOf(['--broker', text]).message).toMatch(/token.*MQTTSCOPE_BROKERS/);
      expect(refusalOf(['--broker', text]).message).not.toContain('PLANTED');
    },
  );

  it('an error in the environment names the entry, not its text', () => {
    const { message } = refusalOf([], 'a=ws://h PLANTED@x');
    expect(message).toMatch(/^Entry 2 of MQTTSCOPE_BROKERS must be NAME=URL/);
    expect(message).not.toContain('PLANTED');
  });

  it('a name is given once', () => {
    expect(refusalOf([...TWO, ...TWO]).message).toMatch(/"plant" is given twice/);
    expect(refusalOf(TWO, 'plant=ws://h').message).toMatch(/"plant" is given twice/);
  });

  it('an address that only the bridge opens needs it', () => {
    expect(refusalOf([...TWO, '--no-bridge']).message).toMatch(/"plant" needs the bridge/);
    expect(presetsOf(['--no-bridge'], 'a=wss://h/mqtt')).toHaveLength(1);
  });

  it('are sent to holders of the token only', async () => {
    const presets = presetsOf([], 'plant=mqtts://user-1:PLANTED@host-1');
    const log = join(temporaryFolder(), 'events.log');
    const companion = await startTestCompanion({
      presets,
      log: await openLog(log, process.stdout),
    });
    const { app, madeToken = '', notices } = companion;
    const at = (authorization?: string) =>
      ask(app, PRESETS_PATH, authorization === undefined ? {} : { authorization });
    const authorized = await at(`Bearer ${madeToken}`);
    expect(authorized).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(JSON.parse(authorized.body)).toEqual(presets);
    for (const wrong of [undefined, 'Bearer x', `Basic ${madeToken}`, 'Bearer ']) {
      const { status, headers, body } = await at(wrong);
      expect(status).toBe(401);
      expect(JSON.stringify(headers) + body).not.toMatch(SAID);
    }
    expect((await ask(app, `${PRESETS_PATH}?token=${madeToken}`)).status).toBe(401);
    const foreign = { origin: 'http://evil.example', authorization: `Bearer ${madeToken}` };
    expect((await ask(app, PRESETS_PATH, foreign)).status).toBe(403);
    const info = await ask(app, '/companion.json');
    expect(JSON.parse(info.body)).toMatchObject({ presets: 'presets.json' });
    expect(info.body).not.toMatch(SAID);
    await companion.close();
    const logged = readFileSync(log, 'utf8');
    expect(logged).toContain('control-refused');
    expect(logged + notices.join('\n')).not.toMatch(SAID);
  });

  it('without broker and bridge, the printed address still has the token for them', async () => {
    const presets = presetsOf([], 'a=wss://h/mqtt');
    const bare = { broker: false, bridge: undefined };
    const companion = await startTestCompanion({ ...bare, presets });
    const { madeToken = '', app } = companion;
    expect(companion.withToken(app)).toContain(madeToken);
    expect(madeToken).not.toBe('');
    const other = await startTestCompanion(bare);
    expect(other.madeToken).toBeUndefined();
    expect((await ask(other.app, '/companion.json')).body).not.toContain('presets');
  });
});
