/** Texts about the sign-in of devices to the platform. */
import type { DeviceFault } from '../../../alibaba/verify.ts';
import type { SignInFacts } from '../../../broker/platform/devices/commands.ts';
import type { RegistrationRefusal } from '../../../broker/platform/registering.ts';
import { counted, grouped } from '../../numbers.ts';

const TRANSPORTS: Readonly<Record<SignInFacts['transport'], string>> = {
  tcp: 'TCP',
  websocket: 'WebSocket',
  port: 'this tab',
  udp: 'MQTT-SN',
};

export const platformSignIn = {
  signIn: {
    never: 'No sign-in since the platform started',
    neverText:
      'As soon as the device sends a CONNECT with its device name and product key, the verdict appears here, with the text that the platform signed.',
    refused: 'Refused',
    accepted: 'accepted',
    refusedWith: (code: number): string => `refused ${code}`,
    /** @param name in the standard */
    refusal: (code: number, name: string): string => `${code} ${name}`,
    device: 'What the device did:',
    time: 'Time',
    from: 'From',
    transport: (transport: SignInFacts['transport'], secure: boolean): string =>
      secure ? `${TRANSPORTS[transport]}, TLS` : TRANSPORTS[transport],
    clientId: 'Client ID',
    userName: 'User name',
    method: 'Sign method',
    by: 'Signed in',
    direct: 'directly, with a password that it computed',
    token: 'with a token of HTTPS pre-authentication',
    registration: 'to register, with the secret of its product',
    'device-token': 'with the token of its registration',
    password: 'Password',
    lengths: (came: number | undefined, expected: number | undefined): string =>
      came === undefined
        ? 'none received'
        : expected === undefined
          ? counted(came, 'character', 'characters')
          : came === expected
            ? `${counted(came, 'digit', 'digits')}, the right length`
            : `${counted(came, 'character', 'characters')} received, ${grouped(expected)} expected`,
    signed: 'Text that the platform signed',
    signedHint: 'names and values without separators',
    notSigned: 'The sign-in was refused before anything could be signed.',
    notSignedToken: 'A sign-in with a token signs nothing.',
    instead: 'Text that the device signed',
    insteadHint: 'Found from the received password: this text gives exactly that password.',
    compare: 'Compare with the text that your device signs',
    compareLabel: 'Text of the device',
    compareHint:
      'From its log or debugger: the message that it passes to HMAC. It does not leave this page.',
    same: 'The texts are the same: the difference is in the secret, the method or the encoding of the result.',
    differs: (at: number, place: string): string =>
      `They differ from character ${at} on, ${place}.`,
    inName: (name: string): string => `in the name ${name}`,
    inValue: (name: string): string => `in the value of ${name}`,
    atEnd: 'after the end of the platform’s text',
    platformHas: 'Platform',
    deviceHas: 'Device',
    nothing: 'nothing',
    blanks: '· marks a space.',
    all: 'Last sign-ins',
  },
  /** By the platform's keys of faults. */
  faults: {
    'no-tail': 'The client ID has no |…| tail, so secure mode and sign method are unknown.',
    'open-tail': 'The tail of the client ID is not closed by a last |.',
    'empty-base': 'The part of the client ID before the first | is empty.',
    'long-base': 'The part of the client ID before the first | has more than 64 characters.',
    stray: 'A part of the client ID’s tail is not name=value.',
    repeated: 'One of securemode, signmethod and timestamp appears in the tail more than once.',
    'secure-mode': 'The client ID’s tail must name securemode 2 or 3.',
    timestamp: 'The timestamp in the client ID is not a decimal number.',
    'sign-method': 'The sign method is not one of hmacmd5, hmacsha1 and hmacsha256.',
    'user-name': 'The user name does not have the form deviceName&productKey.',
    'unknown-device': 'No device with this name and product key is known here.',
    'no-password': 'There is no password.',
    'wrong-sign':
      'The password is not the signature of these fields with this device’s secret: wrong secret, wrong method, or another text was signed.',
    disabled: 'The device is disabled.',
    'keep-alive':
      'The keep alive is outside the range that the platform accepts (see Products and settings).',
    channel:
      'securemode 2 is for TLS and 3 for a plain connection; it does not match this connection.',
    'bad-token': 'iotId or iotToken is wrong, or older than seven days: pre-authenticate again.',
    'connect-rate': 'The device sends more CONNECT packets in a minute than the platform accepts.',
    will: 'The platform does not support wills, and its settings refuse them.',
    'registration-parameters':
      'A registration needs securemode 2 or -2, authType, random and signmethod in the client ID, a user name deviceName&productKey, and a device name of 4 to 32 letters, digits and - _ @ . :',
    'registration-channel':
      'A registration over a connection without TLS is refused (see Products and settings).',
    'registration-off':
      'The product is not known, or its devices may not register themselves: it has no product secret here, or its dynamic registration is off.',
    'registration-sign':
      'The password is not the signature of deviceName, productKey and random with the product’s secret.',
    'registration-unknown':
      'No device with this name is listed; with authType=regnwl it need not be.',
    'registration-active':
      'The device has already been connected, so it may not register (see Products and settings).',
    'registration-full': 'Too many devices have registered themselves; no more are accepted.',
    'bad-device-token': 'Client ID or deviceToken is not the one from the last registration.',
  } satisfies Record<
    DeviceFault | RegistrationRefusal | 'bad-token' | 'bad-device-token' | 'connect-rate' | 'will',
    string
  >,
};
