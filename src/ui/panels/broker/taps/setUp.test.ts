import { expect, test } from 'vitest';
import { CERTIFICATE_FILE, linesFor, PROGRAMS, type Program, placeOfTap } from './setUp.ts';

const linesAt = (listen: string, program: Program): string =>
  linesFor(program, placeOfTap(listen, [])) ?? '';

test('Alibaba’s packages for Node.js have no option for an authority, so Node gets it', () => {
  const lines = linesAt('mqtts://127.0.0.1:8883', 'alibaba');
  expect(lines).toContain(`NODE_EXTRA_CA_CERTS=${CERTIFICATE_FILE} node`);
  expect(lines).not.toContain('tls:');
  expect(linesAt('mqtt://127.0.0.1:1884', 'alibaba')).not.toContain('NODE_EXTRA');
});

test('an IPv6 address has brackets only in a URL', () => {
  for (const program of PROGRAMS) {
    const rest = linesAt('mqtt://[::1]:1884', program).replaceAll('mqtt://[::1]:1884', '');
    expect(rest).not.toMatch(/[[\]]::1|::1\]/);
  }
  expect(linesAt('mqtt://[::1]:1884', 'mosquitto')).toContain('-h ::1 -p 1884');
  expect(linesAt('mqtt://[::1]:1884', 'mqttjs')).toContain("'mqtt://[::1]:1884'");
});

test('for Home Assistant and Node-RED, a WebSocket tap is entered as one', () => {
  const lines = linesAt('wss://127.0.0.1:8884', 'homeAssistant').split('\n');
  expect(lines).toContain('MQTT transport: WebSocket');
  expect(lines).toContain('WebSocket path: /mqtt');
  expect(linesAt('mqtts://127.0.0.1:8883', 'homeAssistant')).not.toContain('WebSocket');
  const nodeRed = linesAt('wss://127.0.0.1:8884', 'nodeRed');
  expect(nodeRed).toContain('Server: wss://127.0.0.1:8884/mqtt\n');
  // Node-RED disables the port field for a URL.
  expect(nodeRed).not.toContain('Port:');
  expect(linesAt('mqtts://127.0.0.1:8883', 'nodeRed')).toContain('Port: 8883');
});

test('firmware lines are valid C and C++, with statements inside a function', () => {
  const espIdf = linesAt('mqtts://127.0.0.1:8883', 'espIdf');
  // `.broker.address.uri` is only for C.
  expect(espIdf).not.toMatch(/\.broker\.|\.verification\./);
  expect(espIdf).toContain('.address = { .uri = "mqtts://127.0.0.1:8883" },');
  const [outside = '', within = ''] = linesAt('mqtts://127.0.0.1:8883', 'pubSubClient').split(
    'void setup() {',
  );
  expect(outside).not.toMatch(/^\w+\.\w+\(/m);
  expect(within).toContain('  net.setCACert(mqttscope_ca_pem);');
  expect(within).toContain('  client.setServer("127.0.0.1", 8883);\n}');
  // The certificate list must outlive the function.
  expect(within).toContain('static X509List ca(');
  for (const program of ['espIdf', 'pubSubClient', 'alibaba'] as const) {
    const named = linesAt('mqtts://127.0.0.1:8883', program).split('#include "mqttscope_tap_ca.h"');
    expect(named.map((text) => text.includes('mqttscope_ca_pem'))).toEqual([false, true]);
    expect(linesAt('mqtt://127.0.0.1:1883', program)).not.toMatch(/#include|_ca_pem/);
  }
});
