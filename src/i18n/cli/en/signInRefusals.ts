/** Errors of `passwd`, `sign` and `verify`. Neither secret nor password is repeated. */
export const signIn = {
  nameEmpty: (): string => 'NAME must not be empty.',
  nameOfComment: (): string => 'NAME must not begin with #, as comments do.',
  nameStrange: (): string => 'NAME must not contain a colon or a control character.',
  passwordEmpty: (): string => 'The password is empty. Nothing was changed.',
  passwordLong: (most: number): string =>
    `A password has at most ${most} bytes. Nothing was changed.`,
  passwordNotAlone: (): string => 'Standard input must contain only the password, on one line.',
  nothingChanged: (): string => 'Nothing was changed.',
  twoDiffer: (): string => 'The two passwords differ. Nothing was changed.',

  isMissing: (option: string): string => `${option} is missing.`,
  isLeftEmpty: (option: string): string => `${option} is empty; omit it if there is none.`,
  ampersand: (option: string): string =>
    `${option} must not contain &, which joins device name and product key in the user name.`,
  bar: (option: string): string =>
    `${option} must not contain |, which ends the part of the client ID that is signed.`,
  control: (option: string): string => `${option} contains a control character.`,
  lettersAndDigits: 'letters and digits',
  lettersDigitsAndSigns: 'letters, digits and - _ @ . :',
  holdsAnother: (option: string, what: string, place: number): string =>
    `${option} may contain only ${what}, which character ${place} is not.`,
  baseLong: (length: number, most: number): string =>
    `--client-id has ${length} characters; the platform accepts up to ${most}.`,
  notATime: (): string => '--timestamp must be milliseconds since 1970 in decimal digits, or none.',
  notASecureMode: (): string =>
    '--secure-mode must be 2 (TLS) or 3 (plain) for a sign-in with a device secret.',
  notOfAHost: (option: string): string =>
    `${option} becomes part of the host name: letters, digits and - only.`,
  notAnExtra: (): string =>
    '--extra must be NAME=VALUE without a comma, such as ext=1; the name without |.',
  extraTwice: (name: string): string =>
    `--extra ${name}=… would appear twice; it has its own option.`,
  inputTaken: (): string => 'Standard input cannot contain both the log and the device secret.',
  secretMissing: (): string =>
    'The device secret is missing: give --device-secret, MQTTSCOPE_DEVICE_SECRET, or standard input.',
  secretNotAlone: (): string => 'Standard input must contain only the device secret, on one line.',
  secretOnInput: 'The device secret on standard input',
  notDigits: (): string => '--timestamp must be decimal digits.',
  logAndConnect: (): string => '--log and --connect cannot be used together.',
  notHex: (): string => '--connect must be hexadecimal digits, two per byte.',
  noConnect: (): string => '--connect is not a complete CONNECT packet of MQTT 3.1, 3.1.1 or 5.0.',
  explainWhat: (): string => 'Give a code or a line of a log, or a file with --log.',
  explainNoFile: (name: string): string =>
    `${name} does not exist, and is neither a code nor a line of a log. Give the path of an existing log, also with --log, or the line itself in quotes.`,
  notFound: (option: string): string =>
    `${option} is missing, and a log or CONNECT packet does not contain it either.`,
};
