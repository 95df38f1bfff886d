/** Why a connection of TLS cannot be decrypted, and what to do; each is said behind the stream's number. */

const PLAIN =
  'Capture where it is plain: without TLS, behind the TLS proxy of the broker, or in the client itself.';

export const TLS_REASONS = {
  noKeyLog: `encrypted (TLS), and no keys are given. Open its key log with it (what SSLKEYLOGFILE makes; --keylog on the command line), or let Wireshark, where it decrypts it, export PDUs of OSI layer 7 to a file. ${PLAIN}`,
  noKey:
    'encrypted (TLS), and the key log has no keys of it: it is of another run, or the program that wrote it was not an end of this connection.',
  wrongKey: 'encrypted (TLS), and the keys of the key log do not fit what was sent.',
  noHandshake:
    'encrypted (TLS), and its handshake is not in the capture, so that no key can be found. Capture from before the client connects.',
  gap: 'encrypted (TLS), and a part of its handshake is not in the capture.',
  unfinished: 'encrypted (TLS), and it ended or the capture did before its handshake was complete.',
  noRecords: 'it begins as TLS and goes on with what is none.',
  changed:
    'from some byte on its TLS records cannot be decrypted: something is missing or was changed.',
  oldVersion: `encrypted with TLS 1.1 or older, which cannot be decrypted here; 1.2 and 1.3 can. ${PLAIN}`,
  suite: (number: number): string =>
    `encrypted (TLS) with cipher suite 0x${number.toString(16).padStart(4, '0')}, which cannot be decrypted here. AES-GCM and ChaCha20-Poly1305 can: let the client or the broker offer one.`,
  alert: (description: number): string =>
    `its TLS handshake failed: ${ALERTS.get(description) ?? 'alert'} (${description}).`,
} as const;

/** RFC 8446, 6. */
const ALERTS: ReadonlyMap<number, string> = new Map([
  [10, 'unexpected message'],
  [20, 'bad record MAC'],
  [40, 'handshake failure'],
  [42, 'bad certificate'],
  [43, 'unsupported certificate'],
  [44, 'certificate revoked'],
  [45, 'certificate expired'],
  [46, 'certificate unknown'],
  [47, 'illegal parameter'],
  [48, 'unknown CA'],
  [49, 'access denied'],
  [50, 'decode error'],
  [51, 'decrypt error'],
  [70, 'protocol version'],
  [71, 'insufficient security'],
  [80, 'internal error'],
  [86, 'inappropriate fallback'],
  [90, 'user cancelled'],
  [109, 'missing extension'],
  [112, 'unrecognized name'],
  [116, 'certificate required'],
  [120, 'no application protocol'],
]);
