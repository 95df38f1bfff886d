/** Errors for invalid arguments. `option` is the name of an option, or of its replacement. */

import type { SettingFaults } from '../../../alibaba/devicesFileFaults.ts';
import { type Localizable, say } from '../../../base/message.ts';
import { printable } from '../../../base/printable.ts';
import type { FilterError } from '../../../engine/filter/syntax/filterError.ts';
import type { TopicError } from '../../../mqtt/tables/topicErrors.ts';
import { closed } from '../../closed.ts';
import { settingFaults } from '../../en/alibaba/devicesFile.ts';
import { filterError } from '../../en/facts/filterError.ts';
import { topicErrors } from '../../en/facts/topicErrors.ts';

const quoted = (text: string): string => JSON.stringify(text);

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const address = '--url must be an address such as mqtt://localhost:1883, mqtts://, ws:// or wss://';

export const asked = {
  /** Appended to an error. */
  seeHelp: (said: string, command: string | undefined): string =>
    `${said} See mqttscope help${command === undefined ? '' : ` ${command}`}.`,
  unknownOption: (option: string, similar: string | undefined): string =>
    `Unknown option '${option}'.${similar === undefined ? '' : ` Did you mean ${similar}?`}`,
  optionOfCommand: (option: string): string =>
    `'${option}' follows COMMAND. If it belongs to COMMAND, write -- before COMMAND; otherwise move it in front of COMMAND.`,
  addressForCommand: (): string =>
    'COMMAND is a program, not the address of a broker. To use a broker: mqttscope run --to <URL> -- COMMAND.',
  noValue: (flags: string): string => `Option '${flags}' argument missing.`,
  takesNoValue: (option: string): string => `${option} takes no value.`,
  noArgument: (name: string): string => `Missing required argument '${name}'.`,
  noBytes: (): string =>
    'The text of --hex is not bytes in a known form, or leaves some out. Give all bytes as hex digits (two for each byte), a hex dump, numbers from -128 to 255 in brackets, a string with \\x escapes, or Base64.',
  noOption: (flags: string): string => `Required option '${flags}' not specified.`,
  /** @param suggested flags of an option */
  tooManyArguments: (most: number, given: number, suggested: string | undefined): string =>
    `Too many arguments. Expected ${most} argument${most === 1 ? '' : 's'} but got ${given}.${suggested === undefined ? '' : ` Did you mean ${suggested}?`}`,
  addressForFile: (): string =>
    'FILE is a capture file, not the address of a broker. To record one: mqttscope record --url <URL>.',
  bytesForFile: (): string =>
    'FILE is a capture file, and there is none with this name. To read the bytes of packets: mqttscope dissect --hex TEXT.',
  addressForServe: (): string =>
    'The app connects to brokers: start mqttscope without an address, and enter it there. To record packets of a broker: mqttscope record --url <URL>. To record devices: mqttscope tap --to <URL>.',
  fileForServe: (): string =>
    'The app opens capture files: start mqttscope without one, and drop it there. To read it here: mqttscope problems FILE, or mqttscope dissect FILE.',
  notUnderstood: (): string => 'The arguments cannot be understood.',
  noSubcommand: (name: string, similar: string | undefined): string =>
    `There is no subcommand ${quoted(name)}.${similar === undefined ? '' : ` Did you mean ${similar}?`}`,
  notANumber: (option: string, least: number, most: number, text: string): string =>
    `${option} must be a whole number from ${least} to ${most}, not ${quoted(text)}.`,
  /** @param text undefined if it may be a secret */
  notAChoice: (option: string, choices: readonly string[], text: string | undefined): string =>
    `${option} must be ${either(choices)}${text === undefined ? '' : `, not ${quoted(text)}`}.`,
  isEmpty: (option: string): string => `${option} is empty.`,
  needsBeside: (option: string, others: readonly string[]): string =>
    `${option} requires ${others.join(' and ')}.`,

  notAHost: (text: string): string =>
    `--host must be an address or a host name, not ${quoted(text)}.`,
  /** @param option with its value */
  hostWithoutUsers: (option: string): string =>
    `${option} lets other machines connect, and without users, any client on the network could connect. Add --user name:password, --make-user for a random password, --tls-client-ca for clients with certificates, or --alibaba for devices that sign in.`,
  tooMuchKept: (most: number): string =>
    `--memory may be at most ${most} with --data: the file is read as a whole at the start, and Node.js reads no file of 2 GiB or more.`,
  snWithoutUser: (): string =>
    '--sn needs --sn-user NAME here: MQTT-SN has no passwords, so any client that reaches the port acts as that user.',
  notAPort: (option: string, text: string): string =>
    `${option} must be a port from 0 to 65535, not ${quoted(text)}.`,
  notAPlace: (option: string, text: string): string =>
    `${option} takes a host, host:port, host:* or the path of a Unix socket, not ${quoted(text)}.`,
  samePorts: (first: string, second: string, port: number): string =>
    first === second
      ? `${first} is given twice: each listener needs its own port.`
      : `${first} and ${second} both use port ${port}: each listener needs its own.`,
  noFolderName: (option: string): string => `${option} needs the name of a folder.`,
  notAUserName: (option: string): string =>
    `${option} must be a user name without blanks, colons and control characters.`,
  noLogFile: (): string => '--log needs the name of a file, or - for standard output.',
  notAnOrigin: (text: string): string =>
    `--allow-origin must be the origin of a page, such as https://app.example, not ${quoted(text)}.`,
  notAPreset: (source: string): string =>
    `${source} must be NAME=URL, such as plant=mqtts://broker:8883. NAME has no blank, /, @ or =. URL begins with mqtt://, mqtts://, ws:// or wss://; in its user name and password, a blank and the characters % / ? # : @ are written as %20, %25, %2F, %3F, %23, %3A and %40.`,
  presetWithPassword: (option: string): string =>
    `${option} must not contain a password or a token: other users of this machine can read command lines. Give this broker in the environment variable MQTTSCOPE_BROKERS, or leave the secret out, and the app asks for it.`,
  presetTwice: (name: string): string =>
    `The broker name ${quoted(name)} is given twice, in --broker or MQTTSCOPE_BROKERS.`,
  presetNeedsBridge: (name: string): string =>
    `The broker ${quoted(name)} needs the bridge: remove --no-bridge, or use its ws:// or wss:// address.`,
  notAnIpAddress: (option: string, text: string): string =>
    `${option} must be the IP address from which a proxy connects, such as 172.30.32.2, not ${quoted(text)}.`,
  ingressFromHere: (address: string): string =>
    `--ingress ${address} is an address of this machine, where browsers may run: a page of any site could control the companion, by a name that it lets resolve to this machine (DNS rebinding). Add --allow-origin for each address at which people open the app, such as --allow-origin https://tools.example.`,
  notAToken: (source: string): string =>
    `${source} must be 1 to 256 visible ASCII characters, without spaces. Without it, mqttscope generates a token.`,
  notATopicFilter: (text: string, why: TopicError): string =>
    `--refuse-filter ${quoted(text)}: ${say(topicErrors, why)}`,
  /** For lists of users in an environment variable. */
  entryOf: (variable: string, entry: number): string => `Entry ${entry} of ${variable}`,
  pairWithoutColon: (source: string): string =>
    `${source} must be name:password, but has no colon.`,
  pairWithoutName: (source: string): string =>
    `${source} must be name:password, but the name is empty.`,
  pairWithoutPassword: (source: string): string =>
    `${source} must be name:password, but the password is empty.`,
  needsBroker: (option: string): string => `${option} needs the broker: remove --no-broker.`,
  noPlatformFile: (): string => '--alibaba takes the name of a file, or nothing; it is empty.',
  notASetting: (option: string, text: string): string =>
    `${option} must be name=value, such as connectsPerMinute=5, not ${quoted(text)}.`,
  noSuchSetting: (option: string, name: string, names: readonly string[]): string =>
    `${option}: ${quoted(name)} is not a setting of the platform. Settings: ${names.join(', ')}.`,
  wrongSetting: (option: string, name: string, why: Localizable<SettingFaults>): string =>
    `${option}: ${name} ${say(settingFaults, why)}.`,
  wrongSettings: (): string => 'A setting of --alibaba-setting is wrong.',

  /** @param meant whole filters, which replace the error's own fix */
  wrongFilter: (option: string, error: FilterError, meant: readonly string[]): string => {
    const place = `${option}, column ${error.column}: `;
    return meant.length === 0
      ? closed(place + filterError(error), '.')
      : `${place}${filterError({ fact: error.fact })} Did you mean ${printable(meant.join(' or '))}?`;
  },
  noSuchRule: (rule: string): string =>
    `--mute: there is no rule '${rule}'. mqttscope problems --list-rules prints their names.`,
  formatUnknown: (file: string, extensions: readonly string[]): string =>
    `The name of ${file} does not identify a format. Choose an extension (${extensions.join(', ')}), or a format with --format.`,
  formatUnnamed: (formats: readonly string[]): string =>
    `Standard output has no extension. Choose a format with --format: ${formats.join(', ')}.`,

  noTextForTerminal: (format: string): string =>
    `A ${format} file is not text, and a terminal may execute its contents. Name a file, or redirect standard output to a file or another program.`,

  tooLong: (option: string, text: string): string =>
    `${option} must be 24 days at most, not ${text}.`,
  notADuration: (option: string, text: string): string =>
    `${option} must be a duration such as 500ms, 30s, 5m or 1h, not ${quoted(text)}.`,
  notASubscription: (filter: string, why: TopicError): string =>
    `--subscribe ${quoted(filter)}: ${say(topicErrors, why)}`,
  notAnAddress: (): string => `${address}.`,
  notAScheme: (scheme: string): string => `${address}, not ${scheme}//.`,
  noHost: (): string => `${address}; this one has no host.`,
  addressWithFragment: (): string => '--url must not have a part after #.',
  addressWithPath: (): string => '--url of a TCP address has no path: mqtt://host:port.',
  addressWithPercent: (): string =>
    '--url has a user name or password with a % that does not begin an escape sequence.',
  noSession: (): string => '--no-clean resumes a session: name its client with --client-id.',
  filterEmpty: (option: string): string => `${option} is empty; it takes a display filter.`,
  noPcap: (file: string): string =>
    `${file} cannot be written as pcap. Name it .pcapng, which Wireshark also opens.`,
  forTlsOnly: (option: string): string => `${option} is for mqtts:// and wss://.`,
  notTogether: (first: string, second: string): string =>
    `${first} and ${second} cannot be used together.`,
  goTogether: (first: string, second: string): string => `${first} and ${second} go together.`,
  notAListenAddress: (option: string, text: string): string =>
    `${option} takes a port, or an address such as mqtts://0.0.0.0:8883, not ${quoted(text)}.`,
  notATarget: (option: string): string =>
    `${option} takes the address of a broker, such as mqtts://broker:8883, with NAME= before it to select devices by the server name that they request.`,
  notABroker: (option: string): string =>
    `${option} takes the address of a broker, such as mqtt://broker:1883, mqtts://, ws:// or wss://.`,
  needsAFile: (option: string): string =>
    `${option} needs the name of a file: standard output belongs to COMMAND.`,
  notASize: (option: string, text: string): string =>
    `${option} takes a size of at least 10k, such as 500k, 100MB or 1G, not ${quoted(text)}.`,
  notAnAuthority: (option: string, text: string): string =>
    `${option} takes a name for an authority that mqttscope creates, in letters, digits, dots, - and _, not ${quoted(text)}. A certificate file is given with --tls-cert and --tls-key.`,
  listenNeedsTls: (option: string): string =>
    `${option} is for connections of devices over TLS: listen with mqtts:// or wss://.`,
  /** @param name undefined: without a name */
  targetTwice: (name: string | undefined): string =>
    name === undefined
      ? 'Only one --to may be without NAME=.'
      : `--to names ${quoted(name)} twice.`,
  keepNeedsRotation: (options: string): string => `--keep requires ${options}.`,
  rotationNeedsFiles: (): string =>
    'Rotation makes several files: name one with -o FILE instead of -.',
  namesNeedTls: (): string =>
    '--to NAME=URL needs the server name of TLS: listen with mqtts:// or wss://.',
  tapToItself: (address: string): string =>
    `${address} is the tap’s own address: --to names the broker, --listen where devices connect.`,
  notAFingerprint: (option: string, text: string): string =>
    `${option} takes a SHA-256 fingerprint, 64 hexadecimal digits with or without colons, not ${quoted(text)}.`,
};
