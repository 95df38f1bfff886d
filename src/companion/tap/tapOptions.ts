/** Options of `mqttscope tap`. */
import { EXPORT_FORMATS } from '../../engine/files/captureFormats.ts';
import { UsageError } from '../cli/errors.ts';
import { LANGUAGE } from '../cli/language.ts';
import { anyText, choice, command, type Kind, many, number, one, oneOr } from '../cli/options.ts';
import { WITH_SECRETS } from '../cli/subcommand.ts';
import { LISTEN_ADDRESS } from '../net/listenAddress.ts';
import { duration } from '../record/recordOptions.ts';
import { AUTHORITY_NAME } from './authorityFiles.ts';
import { type NamedTarget, namedTarget } from './tapTarget.ts';
import { TARGET_TLS } from './targetTls.ts';

/** Errors omit the address, which may contain a password. */
const targetKind: Kind<NamedTarget> = {
  read: (text, option) => {
    const target = namedTarget(text);
    if (target !== undefined) return target;
    throw new UsageError((say) => say.notATarget(option));
  },
};

const UNITS: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9 };
const LEAST_FILE = 10_000;

/** Sizes such as `100MB`, `64k`, `1G`. */
const size: Kind<number> = {
  read: (text, option) => {
    const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([kMG])B?$/.exec(text) ?? [];
    const bytes = Number(digits) * (UNITS[unit] ?? 0);
    if (bytes >= LEAST_FILE && Number.isFinite(bytes)) return bytes;
    throw new UsageError((say) => say.notASize(option, text));
  },
};

const authorityName: Kind<string> = {
  read: (text, option) => {
    if (AUTHORITY_NAME.test(text)) return text;
    throw new UsageError((say) => say.notAFileName(option, text));
  },
};

const CA_FORMS = ['pem', 'c', 'hex'] as const;

export const TAP = command('tap', [], {
  listen: one('--listen <ADDRESS>', LISTEN_ADDRESS),
  to: many('--to <[NAME=]URL>', targetKind),
  output: one('-o, --output <FILE>', anyText),
  format: one('--format <format>', choice(EXPORT_FORMATS)),
  rotateSize: one('--rotate-size <SIZE>', size),
  rotateTime: one('--rotate-time <DURATION>', duration),
  keep: one('--keep <N>', number(2, 100_000)),
  keyLog: one('--key-log <FILE>', anyText),
  faults: one('--faults <FILE>', anyText),
  for: one('--for <DURATION>', duration),
  readyFile: one('--ready-file <FILE>', anyText),
  authority: oneOr('--authority <NAME>', 'tap', authorityName),
  authorityDir: one('--authority-dir <DIR>', anyText),
  showAuthority: one('--show-authority <form>', choice(CA_FORMS)),
  name: many('--name <NAME>', anyText),
  tlsCert: one('--tls-cert <FILE>', anyText),
  tlsKey: one('--tls-key <FILE>', anyText),
  ...TARGET_TLS,
  withSecrets: WITH_SECRETS,
  lang: LANGUAGE,
});
