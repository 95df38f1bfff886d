/** `--help` of the commands about who signs in: users of the companion, devices of Alibaba Cloud IoT. */
import { shared } from './shared.ts';

export const passwdHelp = {
  about: 'Writes a user with the hash of a password (scrypt) to a file for --users.',
  args: { FILE: 'file of users, made where there is none', NAME: 'name of the user' },
  options: {
    delete: 'take the user out of the file',
    lang: shared.lang,
  },
  after: `
The password is asked for on a terminal, without showing it, and else read from standard input. It is
never an argument, where every program of this machine could read it. FILE is made where there is
none; only its owner may read it. Hand it over with: mqttscope --users FILE

Exit codes: 0 written, 1 FILE cannot be read or written or has no such user, 2 wrong arguments.`,
};

export const signHelp = {
  about: 'Signs a device in to Alibaba Cloud IoT: the fields of its CONNECT, and its host.',
  args: {},
  options: {
    productKey: 'product key',
    deviceName: 'device name',
    deviceSecret: shared.deviceSecret,
    clientId: 'what comes before the first | of the client id, and is signed',
    timestamp: 'milliseconds since 1970, signed as given; none leaves it out',
    signMethod: 'how it is signed',
    secureMode: '2 (TLS, wss) or 3 (plain TCP, ws)',
    region: 'region of the public instance',
    instance: 'id of an instance of your own',
    extra: 'one more key for the client id, unsigned',
    json: shared.jsonObject,
    lang: shared.lang,
  },
  after: `
Prints, one a line: signContent, password, clientId, username, host, port, wsUrl.
What is left out: --client-id is PRODUCT.DEVICE, as the console and the vendor's C packages have it;
--timestamp is now; --sign-method hmacsha256; --secure-mode 2 (TLS); --region cn-shanghai.

The device secret may also be given in MQTTSCOPE_DEVICE_SECRET, or come from standard input, which
--device-secret - asks for: others on this machine can read command lines, but not environments.
  printf %s "$SECRET" | mqttscope sign --product-key a1B2c3D4e5F --device-name dev-0001

Names that cannot be are refused: product keys are of letters and digits, device names of these and
- _ @ . :, and --client-id has up to 64 characters. What else the platform may not like, such as a
length, is told on standard error; the cloud decides.
Exit codes: 0 signed, 2 wrong arguments.`,
};

export const verifyHelp = {
  about:
    'Tells whether client id, user name and password of a device are right on Alibaba Cloud IoT, and which mistake made them if not.',
  args: {},
  options: {
    clientId: 'whole client id, with its |…| tail',
    username: 'user name',
    password: 'password',
    deviceSecret: shared.deviceSecret,
    productSecret: 'product secret, to see whether it was used instead',
    log: 'text to find the three in; - reads standard input',
    connect: 'bytes of a CONNECT packet',
    timestamp: 'a time that may have been signed',
    productKey: 'product key that the device should have',
    deviceName: 'device name that the device should have',
    json: shared.jsonObject,
    lang: shared.lang,
  },
  after: `
The credentials are given by the three options, in a device's log (--log), or in the bytes of a CONNECT
packet (--connect); an option wins over what a log says. Of several sign-ins in a log the last one
is judged. The password may also be given in
MQTTSCOPE_PASSWORD, the product secret in MQTTSCOPE_PRODUCT_SECRET, the device secret in
MQTTSCOPE_DEVICE_SECRET or on standard input (--device-secret -). Neither secret nor password is
ever printed.

--json prints one object: "schema", "ok", "mistake" (a name, or null where they are right or where no known
mistake gives this password), "explanation", "where", "also" (more mistakes at once), "reproduced",
"signContent" (what the platform signs), "signedInstead", "signMethod", "productKey", "deviceName",
"passwordLength", "expectedLength", "tried", and where they are right "otherReasons": what else
refuses a device.

Exit codes: 0 right, 1 wrong, or a file that cannot be read, 2 wrong arguments.`,
};
