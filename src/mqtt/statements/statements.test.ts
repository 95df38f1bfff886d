import { describe, expect, it } from 'vitest';
import { corpus } from '../dissect/corpus.testkit.ts';
import { dissect } from '../dissect/dissect.ts';
import { findStatement } from './statements.ts';

describe('normative statements', () => {
  it.each(corpus.filter(({ verdict }) => verdict !== 'valid'))(
    '$name: every problem names a known statement',
    ({ bytes, version, sender }) => {
      const { problems } = dissect(bytes, { version, sender });
      const unknown = problems.filter(({ statement }) => !findStatement(statement, version));
      expect(unknown).toEqual([]);
    },
  );

  it('have different texts in versions with different numbers', () => {
    expect(findStatement('MQTT-3.1.2-11', 5)).toEqual({
      names: ['willQosWithoutWill'],
      id: 'MQTT-3.1.2-11',
      section: '3.1.2',
      text: 'Without a will the will QoS is 0.',
    });
    expect(findStatement('MQTT-2.2.2-1', 4)?.section).toBe('2.2.2');
    expect(findStatement('MQTT-2.1.3-1', 5)?.section).toBe('2.1.3');
    expect(findStatement('MQTT-0.0.0-0', 5)).toBeUndefined();
  });

  it('are found for each property by its section in its packet', () => {
    expect(findStatement('MQTT-3.3.2.3.9', 5)?.text).toContain('Content Type');
    expect(findStatement('MQTT-3.1.2.11.3', 5)?.text).toContain('Receive Maximum');
  });

  it.each([
    ['5.0/bad publish content type twice', 'MQTT-3.3.2.3.9'],
    ['5.0/bad connect receive maximum 0', 'MQTT-3.1.2.11.3'],
    ['5.0/bad connack retain available 2', 'MQTT-3.2.2.3.5'],
    ['5.0/bad auth without method', 'MQTT-3.15.2.2.2'],
    ['5.0/bad publish with session expiry', 'MQTT-2.2.2.2'],
    ['5.0/bad subscribe no local on shared', 'MQTT-3.8.3-4'],
    ['3.1.1/bad connect will qos without will', 'MQTT-3.1.2-13'],
    ['3.1.1/bad connect empty client id, persistent', 'MQTT-3.1.3-8'],
    ['3.1.1/bad pingreq with flags', 'MQTT-2.2.2-1'],
    ['3.1.1/bad publish packet id 0', 'MQTT-2.3.1-1'],
    ['5.0/bad type 0', 'MQTT-2.1.2'],
  ])('%s violates %s', (name, statement) => {
    const packet = corpus.find((row) => row.name.startsWith(name));
    if (!packet) throw new Error(`no packet is called ${name}`);
    const { bytes, version, sender } = packet;
    expect(dissect(bytes, { version, sender }).problems[0]?.statement).toBe(statement);
  });
});
