/** `mqttscope extcap`: lists taps as Wireshark interfaces and streams their packets to it. */
import { UnreadError, UsageError } from '../cli/errors.ts';
import { LANGUAGE } from '../cli/language.ts';
import { anyText, command, flag, maybe, one } from '../cli/options.ts';
import { type CommandSurroundings, parseSubcommand, WITH_SECRETS } from '../cli/subcommand.ts';
import { runTap } from './tapCommand.ts';

export const EXTCAP = command('extcap', [], {
  extcapInterfaces: flag('--extcap-interfaces'),
  extcapDlts: flag('--extcap-dlts'),
  extcapConfig: flag('--extcap-config'),
  extcapInterface: one('--extcap-interface <NAME>', anyText),
  extcapVersion: maybe('--extcap-version [VERSION]'),
  extcapCaptureFilter: maybe('--extcap-capture-filter [FILTER]'),
  capture: flag('--capture'),
  fifo: one('--fifo <FILE>', anyText),
  listen: one('--listen <ADDRESS>', anyText),
  to: one('--to <URL>', anyText),
  toCa: one('--to-ca <FILE>', anyText),
  authority: one('--authority <NAME>', anyText),
  authorityDir: one('--authority-dir <DIR>', anyText),
  withSecrets: WITH_SECRETS,
  lang: LANGUAGE,
});

/** Wireshark parses the following lines and shows their texts in its dialogs. */
const NAME = 'mqttscope-tap';
const INTERFACE = `interface {value=${NAME}}{display=MQTT tap (mqttscope)}`;
/** PcapngWriter writes Ethernet frames. */
const DLT = 'dlt {number=1}{name=EN10MB}{display=Ethernet}';
const CONFIG = [
  'arg {number=0}{call=--listen}{display=Devices connect to}{type=string}{default=1884}{required=true}{tooltip=PORT or mqtts://HOST:PORT}',
  'arg {number=1}{call=--to}{display=Broker}{type=string}{default=mqtt://localhost:1883}{required=true}{tooltip=mqtt://, mqtts://, ws:// or wss://}',
  'arg {number=2}{call=--to-ca}{display=CA certificates of the broker}{type=fileselect}{mustexist=true}',
  'arg {number=3}{call=--authority}{display=Own certificate authority}{type=string}{default=tap}',
  'arg {number=4}{call=--with-secrets}{display=Passwords, too}{type=boolflag}{default=false}',
];

/** Wireshark treats every line of standard error as a failure and shows it when the capture ends. */
const SILENT = (): void => undefined;

/** Ignores the error after the user has stopped the capture, when Wireshark stops reading. */
function unlessUnread(error: unknown): void {
  if (!(error instanceof UnreadError)) throw error;
}

/** Throws `UsageError`, `StartError`. */
export async function runExtcap(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<void> {
  const parsed = parseSubcommand(EXTCAP, argv, surroundings);
  if (parsed === 'answered') return;
  const { values } = parsed;
  const { output, version } = surroundings;
  const print = (...lines: readonly string[]): void => {
    output.write(`${lines.join('\n')}\n`);
  };
  if (values.extcapInterfaces) {
    print(`extcap {version=${version}}`, INTERFACE);
    return;
  }
  const { extcapInterface: name } = values;
  if (name === undefined) throw new UsageError((say) => say.extcapWhat());
  if (name !== NAME) throw new UsageError((say) => say.noExtcapInterface(name));
  if (values.extcapDlts) print(DLT);
  else if (values.extcapConfig) print(...CONFIG);
  else if (values.capture && values.fifo !== undefined) {
    const {
      fifo,
      listen = '',
      to = '',
      toCa = '',
      authority = '',
      authorityDir = '',
      withSecrets,
    } = values;
    const asked = [
      ['--listen', listen],
      ['--to', to],
      ['--to-ca', toCa],
      ['--authority', authority],
      ['--authority-dir', authorityDir],
    ].flatMap(([option = '', text = '']) => (text === '' ? [] : [option, text]));
    const secrets = withSecrets ? ['--with-secrets'] : [];
    const argv = [...asked, ...secrets, '-o', fifo, '--format', 'pcapng'];
    await runTap(argv, { ...surroundings, notice: SILENT }).catch(unlessUnread);
  } else throw new UsageError((say) => say.extcapWhat());
}
