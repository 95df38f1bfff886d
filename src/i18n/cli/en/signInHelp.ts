/** `--help` of the commands about sign-in: users of the companion, and devices of Alibaba Cloud IoT. */
import { shared } from './shared.ts';

const passwd = {
  about: 'Writes a user with a hashed password (scrypt, or SCRAM) to a file for --users.',
  args: { FILE: 'users file; created if it does not exist', NAME: 'name of the user' },
  options: {
    delete: 'remove the user from the file',
    scram: 'store a SCRAM-SHA-256 verifier, so that the user can also sign in with SCRAM',
    lang: shared.lang,
  },
  after: `
On a terminal, the command asks for the password without showing it; otherwise it reads it from
standard input. The password is never an argument, because all programs on this machine can read
arguments. FILE is created if it does not exist; only its owner can read it. Use it with:
mqttscope --users FILE

Exit codes: 0 written, 1 FILE cannot be read or written or has no such user, 2 wrong arguments.`,
};

const sign = {
  about:
    'Computes the sign-in of an Alibaba Cloud IoT device: the fields of CONNECT, and the host.',
  args: {},
  options: {
    productKey: 'product key',
    deviceName: 'device name',
    deviceSecret: shared.deviceSecret,
    clientId: 'the signed part of the client ID, before the first |',
    timestamp: 'milliseconds since 1970, signed as given; none omits it',
    signMethod: 'signature method',
    secureMode: '2 (TLS, wss) or 3 (plain TCP, ws)',
    region: 'region of the public instance',
    instance: 'ID of your own instance',
    extra: 'additional unsigned parameter in the client ID',
    json: shared.jsonObject,
    lang: shared.lang,
  },
  after: `
Prints, one per line: signContent, password, clientId, username, host, port, wsUrl.
Defaults: --client-id PRODUCT.DEVICE, as the console and the vendor's C packages use it; --timestamp
now; --sign-method hmacsha256; --secure-mode 2 (TLS); --region cn-shanghai.

The device secret can also be given in MQTTSCOPE_DEVICE_SECRET, or on standard input with
--device-secret -: other users of this machine can read command lines, but not environments.
  printf %s "$SECRET" | mqttscope sign --product-key a1B2c3D4e5F --device-name dev-0001

Impossible names are refused: product keys have letters and digits, device names also - _ @ . :, and
--client-id has up to 64 characters. Other values that the platform may reject, such as a length, are
reported on standard error; the cloud decides.
Exit codes: 0 signed, 2 wrong arguments.`,
};

const verify = {
  about:
    'Checks the client ID, user name and password of an Alibaba Cloud IoT device, and names the mistake if they are wrong.',
  args: {},
  options: {
    clientId: 'whole client ID, with its |…| tail',
    username: 'user name',
    password: 'password',
    deviceSecret: shared.deviceSecret,
    productSecret: 'product secret, to check whether it was used instead',
    log: 'device log that contains the three; - for standard input',
    connect: 'bytes of a CONNECT packet',
    timestamp: 'timestamp that the device may have signed',
    productKey: 'expected product key',
    deviceName: 'expected device name',
    devices: 'devices file, as for --alibaba: other devices whose secret may have been used',
    json: shared.jsonObject,
    lang: shared.lang,
  },
  after: `
Give the credentials with the first three options, in a device's log (--log), or as the bytes of a
CONNECT packet (--connect). An option takes precedence over a log. If a log has several sign-ins, the
last one is checked. The password can also be given in MQTTSCOPE_PASSWORD, the product secret in
MQTTSCOPE_PRODUCT_SECRET, the device secret in MQTTSCOPE_DEVICE_SECRET or on standard input
(--device-secret -). Secrets and passwords are never printed.

The first four lines say how far the device came, who says so, which rule of the platform or of a module
the text breaks, and whether the signature is right. Causes that the outcome rules out are not listed.
The secret is suspected only after a refusal with code 4 or 5 (MQTT 5: 0x86, 0x87). Logs of modules (ESP-AT, Quectel, SIMCom,
Air), libraries and the vendor's SDKs are read, also registrations and sub-devices.

--json prints one object: "schema", "ok", "reached", "code", "saidBy", "quote", "breaks", "signature"
(right, wrong, unchecked), "kind", "answers", "refused" (by CONNACK or HTTPS), "mistake" (a name, or null if the credentials are right or if no known mistake produces this password),
"explanation", "where", "also" (further mistakes), "reproduced", "signContent" (the text
that the platform signs), "signedInstead", "signMethod", "productKey", "deviceName", "passwordLength",
"expectedLength", "tried"; if the credentials match the secret, "otherReasons" (other causes of a
refusal); if nothing was found, "suspicions" (possible origins of the password).

Exit codes: 0 right and not refused, 1 a file that cannot be read, 2 wrong arguments, 3 wrong or refused,
4 nothing to check, such as a masked password or a client certificate.`,
};

const explain = {
  about: 'Explains a code or a log of a sign-in, without any secret.',
  args: {
    TEXT: 'a code, a line of a log, or a log file, such as -0x0303 or "+CMQTTCONNECT: 0,32"',
  },
  options: {
    log: 'device log; - for standard input',
    json: shared.jsonObject,
    lang: shared.lang,
  },
  after: `
Prints how far the device came, who says so, which rules the text breaks, and possible causes in the
order in which to check them. TEXT may also be a code of a reply, such as 6287.

Exit codes: 0 recognized, 1 a file that cannot be read, 2 wrong arguments, 4 not recognized.`,
};

export const signInHelp = { passwd, sign, verify, explain };
