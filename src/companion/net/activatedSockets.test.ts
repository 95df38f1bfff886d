import { describe, expect, it } from 'vitest';
import { StartError } from '../cli/errors.ts';
import { activatedSockets } from './activatedSockets.ts';

const passed = (count: string, names?: string) =>
  activatedSockets({ LISTEN_PID: '7', LISTEN_FDS: count, LISTEN_FDNAMES: names }, 7);

describe('systemd’s sockets', () => {
  it('are found by name', () => {
    expect(passed('2', 'mqtt:http')).toEqual({ http: 4, mqtt: 3 });
    expect(passed('1', 'mqtt')).toEqual({ mqtt: 3 });
  });

  it('are HTTP and MQTT in this order without names', () => {
    expect(passed('1')).toEqual({ http: 3 });
    expect(passed('2', 'mqttscope.socket:mqttscope.socket')).toEqual({ http: 3, mqtt: 4 });
  });

  it('are ignored for another process', () => {
    const environment = { LISTEN_PID: '6', LISTEN_FDS: '2' };
    expect(activatedSockets(environment, 7)).toEqual({});
    expect(activatedSockets({}, 7)).toEqual({});
  });

  it.each([
    ['3', undefined],
    ['2', 'http:other'],
    ['2', 'http:http'],
  ])('without a listener are rejected: %s, %s', (count, names) => {
    expect(() => passed(count, names)).toThrow(StartError);
  });

  it.each(['', '0', '-1', 'x', '99999'])('are absent for LISTEN_FDS=%s', (count) => {
    expect(passed(count)).toEqual({});
  });
});
