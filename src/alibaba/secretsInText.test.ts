import { describe, expect, it } from 'vitest';
import { withoutNamedSecrets } from './secretsInText.ts';

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
  ])('leaves %j', (text) => {
    expect(withoutNamedSecrets(text, dots)).toBe(text);
  });
});
