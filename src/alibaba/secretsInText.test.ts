import { describe, expect, it } from 'vitest';
import { cpuTime } from '../base/cpuTime.testkit.ts';
import { quotable, withoutNamedSecrets } from '../base/secretsInText.ts';
import { outcomeIn } from './logs/outcome.ts';

const SECRET = 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b';
const dots = (length: number): string => '•'.repeat(length);

describe('withoutNamedSecrets', () => {
  it.each([
    `deviceSecret=${SECRET}`,
    `device_secret: ${SECRET}, next`,
    `{"ProductKey":"a1","DeviceSecret":"${SECRET}","n":1}`,
    String.raw`"{\"deviceSecret\":\"${SECRET}\"}"`,
    `I (23) iot: productSecret -> '${SECRET}'`,
    `#define DEVICE_SECRET "${SECRET}"`,
    `char DEVICE_SECRET[IOTX_DEVICE_SECRET_LEN + 1] = "${SECRET}";`,
    `device secret [${SECRET}]`,
    `device secret(32): ${SECRET}`,
    `DeviceSecret\n${SECRET}\n`,
    `设备密钥：${SECRET}`,
    `iotToken=${SECRET}&x=1`,
    `the device secret is ${SECRET}.`.replace(/\.$/, ''),
  ])('hides the value in %j and nothing else', (text) => {
    expect(withoutNamedSecrets(text, dots)).toBe(text.replace(SECRET, dots(SECRET.length)));
  });

  it.each([
    'DeviceSecret\nZx7pQ2kd\n',
    'deviceSecret\r\n  Zx7pQ2kd\r\nnext',
    'product secret Zx7pQ2kd',
    'setDeviceSecret("Zx7pQ2kd")',
  ])('hides a short value in %j', (text) => {
    expect(withoutNamedSecrets(text, dots)).toBe(text.replace('Zx7pQ2kd', dots(8)));
  });

  it('hides all of them', () => {
    const text = `deviceSecret=${SECRET}\nproductSecret=abc`;
    expect(withoutNamedSecrets(text, dots)).toBe(
      `deviceSecret=${dots(32)}\nproductSecret=${dots(3)}`,
    );
  });

  it.each([
    'clientId=12345|securemode=2,signmethod=hmacsha1|',
    'password=0123456789abcdef0123456789abcdef',
    'the device secret was changed yesterday',
  ])('leaves %j unchanged', (text) => {
    expect(withoutNamedSecrets(text, dots)).toBe(text);
  });
});

const SHORT = 'hunter2-very';

describe('a quoted line of a log', () => {
  it.each([
    [`MQTT connect failed rc=5 token=${SHORT}`, SHORT],
    [`CONNACK: 5 secret ${SECRET}`, SECRET],
    [`client.connect("id", "user&pk1234", "${SHORT}") failed, rc=4`, SHORT],
    [`productSecret=${SHORT} rc=4 CONNACK: 4 wrong ${SHORT}`, SHORT],
    [`mosquitto_sub -u a -P ${SHORT} Connection Refused: not authorised. rc=5`, SHORT],
    [`mqtt://user:${SHORT}@host CONNACK: 5`, SHORT],
    [`Authorization: Bearer ${SHORT} CONNACK: 5`, SHORT],
    [`CONNACK: 4 {"password":"${SHORT}"}`, SHORT],
    [`CONNACK: 4, 密码：${SHORT}`, SHORT],
    [`CONNACK: 4 ${btoa(SECRET)}`, btoa(SECRET)],
    ['CONNACK: 4 password Zx7pQ2kd', 'Zx7pQ2kd'],
    ['CONNACK: 4, 口令 Zx7pQ2kd', 'Zx7pQ2kd'],
    [`CONNACK: 4 --password ${SHORT}`, SHORT],
    ['CONNACK: 4 -PZx7pQ2kd', 'Zx7pQ2kd'],
    [`CONNACK: 4 mqtt_pw: ${SHORT}`, SHORT],
    [`CONNACK: 4 {"psk":"${SHORT}"}`, SHORT],
    [`CONNACK: 4 session_key=${SHORT}`, SHORT],
    [`CONNACK: 4 user:${SHORT}@host`, SHORT],
    [`client.username_pw_set("u", "${SHORT}") CONNACK: 4`, SHORT],
    [`o.setPassword("${SHORT}".toCharArray()) CONNACK: 4`, SHORT],
    [`AT+QMTCONN=0,"id","user","${SHORT}" CONNACK: 4`, SHORT],
    [`AT+CMQTTCONNECT=0,"tcp://a",60,1,"user","${SHORT}" CONNACK: 4`, SHORT],
  ])('hides the secret in %j', (line, secret) => {
    const masked = line.replaceAll(secret, '*'.repeat(secret.length));
    expect(quotable(line)).toBe(masked);
    expect(outcomeIn(line).outcome?.quote).toBe(masked);
  });

  it.each([
    'Connection Refused: bad user name or password. rc: 4',
    'Bad username or password: Not authorized, CONNACK: 5',
    'MqttException (5): Not authorized to connect (token is missing)',
    'CONNACK: 5 password incorrect:4, secret rc=5, token expired',
    'mosquitto_pub -p 1883 -h 10.0.0.7 CONNACK: 5',
  ])('leaves %j unchanged', (line) => {
    expect(quotable(line)).toBe(line);
  });

  it('is masked in linear time', () => {
    const begun = cpuTime();
    for (const piece of [
      'token=',
      'a',
      '://a:',
      'password ',
      '("',
      '"a","',
      'eyJa.',
      'a1',
      '-P ',
      'Basic ',
      'AT+QMTCONN=0,"a',
      'AT+QMTCONN=',
      'pw_set("a",',
      'a:',
      'a.',
      'secret(',
      'secret a',
    ])
      quotable(piece.repeat(500_000 / piece.length));
    expect(cpuTime() - begun).toBeLessThan(5000);
  });
});
