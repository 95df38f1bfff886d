import { expect, test } from 'vitest';
import { Talk, wholeConvention } from '../files/talk.testkit.ts';
import { ecosystem } from './all.ts';
import { EXAMPLES } from './examples.testkit.ts';

function told(id: string): Talk {
  const { file, more } = ecosystem(id);
  const talk = new Talk(wholeConvention(file, more));
  const { client = '', messages = [] } = EXAMPLES[id] ?? {};
  talk.connect(client);
  talk.sayAll(messages);
  return talk;
}

const pairsOf = (id: string) =>
  told(id)
    .pairs(id)
    .map(({ direction, identifier, state, code, isFailure, message }) => [
      direction,
      identifier,
      state,
      code,
      isFailure && message,
    ]);

test('Z-Wave JS: nodes by names and numbers, values with their unit, calls that fail', () => {
  const talk = told('zwave-js');
  expect(talk.values('zwave-js', 'kitchen/plug')).toEqual({
    'switch_binary 0 targetValue': 'false',
    'meter 0 value 66049': '12.4',
  });
  const plug = talk.device('zwave-js', 'kitchen/plug');
  expect(plug?.row).toMatchObject({ state: 'online', said: 'Alive', name: 'plug' });
  const [target, meter] = plug?.parts.rows ?? [];
  expect(target?.command).toBe('zwave/kitchen/plug/switch_binary/endpoint_0/targetValue/set');
  expect(meter).toMatchObject({ unit: 'W' });
  expect(meter?.command).toBeUndefined();
  expect(talk.values('zwave-js', '7')).toEqual({ '49 0 Air_temperature': '21.5' });
  expect(pairsOf('zwave-js')).toEqual([
    ['out', 'pingNode', 'answered', undefined, 'Node 9 not found'],
  ]);
  const status = (said: string) => talk.say('in', 'zwave/kitchen/plug/status', { status: said });
  status('Asleep');
  expect(talk.device('zwave-js', 'kitchen/plug')?.row.state).toBe('asleep');
  status('Dead');
  expect(talk.device('zwave-js', 'kitchen/plug')?.row.state).toBe('offline');
});

test('OneNET: properties, replies with other codes than 200, data points that were refused', () => {
  expect(told('onenet').values('onenet', 'Ck2AF9QD2K/meter')).toMatchObject({
    'power.value': '12.5',
  });
  expect(pairsOf('onenet')).toEqual([
    ['out', 'property/post', 'answered', 200, false],
    ['in', 'property/set', 'answered', 200, false],
    ['out', 'event/post', 'answered', 2411, 'identifier not exist'],
    ['out', undefined, 'answered', 2, 'illegal json'],
  ]);
});

test('Huawei Cloud IoTDA: properties of services, and requests by request_id', () => {
  expect(told('huawei-iotda').values('huawei-iotda', '65a1_pump')).toEqual({ level: '71' });
  expect(pairsOf('huawei-iotda')).toEqual([
    ['in', 'OPEN', 'answered', 0, false],
    ['in', 'properties/set', 'answered', 1, 'no such service'],
    ['out', 'shadow/get', 'answered', undefined, false],
  ]);
});

test('Tencent Cloud IoT: properties, and requests of both sides by clientToken', () => {
  expect(told('tencent-iot').values('tencent-iot', 'LD8S5J1L07/lamp')).toEqual({
    power_switch: '1',
    brightness: '66',
  });
  expect(pairsOf('tencent-iot')).toEqual([
    ['out', 'report', 'answered', 0, false],
    ['in', 'control', 'answered', 406, 'unknown property'],
    ['in', undefined, 'answered', undefined, false],
  ]);
});

test('TuyaLink: properties, and requests by msgId, one of which has no answer', () => {
  expect(pairsOf('tuyalink')).toEqual([
    ['out', 'thing/property/report', 'answered', 0, false],
    ['in', 'thing/property/set', 'waiting', undefined, false],
    ['in', 'beep', 'answered', 2003, 'no such action'],
  ]);
});
