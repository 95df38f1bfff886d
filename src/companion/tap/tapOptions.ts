/** Options of `mqttscope tap`. */
import { EXPORT_FORMATS } from '../../engine/files/captureFormats.ts';
import { UsageError } from '../cli/errors.ts';
import { LANGUAGE } from '../cli/language.ts';
import {
  anyText,
  choice,
  command,
  type Kind,
  many,
  number,
  one,
  oneOr,
  type Values,
} from '../cli/options.ts';
import { WITH_SECRETS } from '../cli/subcommand.ts';
import { LISTEN_ADDRESS } from '../net/listenAddress.ts';
import { duration } from '../record/recordOptions.ts';
import { fileSize } from '../record/rotation.ts';
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

const authorityName: Kind<string> = {
  read: (text, option) => {
    if (AUTHORITY_NAME.test(text)) return text;
    throw new UsageError((say) => say.notAnAuthority(option, text));
  },
};

const CA_FORMS = ['pem', 'c', 'hex'] as const;

export const TAP = command('tap', [], {
  listen: one('--listen <ADDRESS>', LISTEN_ADDRESS),
  to: many('--to <[NAME=]URL>', targetKind),
  output: one('-o, --output <FILE>', anyText),
  format: one('--format <format>', choice(EXPORT_FORMATS)),
  rotateSize: one('--rotate-size <SIZE>', fileSize),
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

export type TapValues = Values<typeof TAP.options>;

/** Refuses options that would have no effect, so that nobody relies on them. Throws `UsageError`. */
export function checkListening(values: TapValues, isTls: boolean): void {
  const { tlsCert, tlsKey, name, authorityDir } = values;
  const given = [
    tlsCert !== undefined && '--tls-cert',
    tlsKey !== undefined && '--tls-key',
    name.length > 0 && '--name',
    authorityDir !== undefined && '--authority-dir',
  ].find((option) => option !== false);
  if (!isTls && given !== undefined) throw new UsageError((say) => say.listenNeedsTls(given));
}

/** Throws `UsageError`. */
export function checkTargets(to: TapValues['to'], isTls: boolean): void {
  if (to.length === 0) throw new UsageError((say) => say.noOption('--to <[NAME=]URL>'));
  const names = to.map(({ name }) => name);
  const again = names.findIndex((name, index) => names.indexOf(name) < index);
  if (again !== -1) throw new UsageError((say) => say.targetTwice(names[again]));
  if (!isTls && names.some((name) => name !== undefined)) {
    throw new UsageError((say) => say.namesNeedTls());
  }
}
