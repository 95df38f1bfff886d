import { expect, test } from 'vitest';
import { Talk, wholeConvention } from '../files/talk.testkit.ts';
import { SHELLY } from './shelly.testkit.ts';
import { shelly } from './shelly.ts';

const PLUG = 'shellyplus1pm-a8032abe54dc';

test('devices by name, or by their events with another prefix', () => {
  const talk = new Talk(wholeConvention(shelly));
  talk.sayAll(SHELLY);
  expect(talk.devices().map(({ id, root, state }) => [id, root, state])).toEqual([
    [PLUG, PLUG, 'online'],
    ['shellyplus2pm-30c6f7850a64', 'home/lamp', 'online'],
  ]);
  const { row, parts, alarms } = talk.device('shelly', PLUG) ?? {};
  expect(row?.messages).toBe(5);
  expect(alarms).toMatchObject([{ what: { en: 'The component reports an error' } }]);
  expect(parts?.rows.find(({ name }) => name === 'switch:0.temperature.tC')).toMatchObject({
    value: '61.2',
    unit: '°C',
  });
  expect(talk.values('shelly', PLUG)['switch:0.output']).toBe('true');
  // By default devices send only notifications.
  talk.say('in', 'shelly1/events/rpc', {
    src: 'shelly1',
    dst: 'x',
    params: { 'pm1:0': { apower: 5 } },
  });
  expect(talk.device('shelly', 'shelly1')?.parts.rows).toMatchObject([
    { name: 'pm1:0.apower', unit: 'W' },
  ]);
  talk.say('in', `${PLUG}/online`, 'false', true);
  expect(talk.device('shelly', PLUG)?.row.state).toBe('offline');
});

test('calls are paired with results by source and id', () => {
  const talk = new Talk(wholeConvention(shelly));
  talk.sayAll(SHELLY);
  expect(talk.pairs('shelly')).toMatchObject([
    { identifier: 'Switch.Set', id: '1', device: PLUG, state: 'answered', isFailure: false },
    {
      identifier: 'Shelly.GetNothing',
      id: '2',
      code: 404,
      isFailure: true,
      message: 'No handler for Shelly.GetNothing',
    },
  ]);
  // The topic of a reply has no special meaning. A client without a subscription to it never receives the
  // reply.
  const [first] = talk.pairs('shelly');
  const { reply } = talk.capture.window({ reply: first?.request ?? 0 }, talk.time);
  expect(reply?.asks?.replyTopic).toBe('desk/me/rpc');
});
