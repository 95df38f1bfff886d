/** Translates commands of other clients into words of mosquitto_pub and mosquitto_sub. */
import { percentDecoded } from '../../base/percentDecoded.ts';
import { optionNamed } from './mosquittoOptions.ts';
import { urlParts } from './urlParts.ts';

interface TranslatedCommand {
  readonly isPublish: boolean;
  readonly words: readonly string[];
}

/** Options for a protocol by its name. */
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  mqtts: ['--tls-use-os-certs'],
  ws: ['--ws'],
  wss: ['--ws', '--tls-use-os-certs'],
};

/** MQTTX, the CLI of HiveMQ, that of MQTT.js, and emqtt: programs with a subcommand. */
const PROGRAM = /^(?:.*[\\/])?(mqttx|mqtt|emqtt|nanomq_cli)(?:-cli)?(?::[\w.-]+)?(?:\.exe)?$/;
const SUBCOMMAND = /^(?:pub(?:lish)?|sub(?:scribe)?|conn?(?:ect)?)$/;
const CLIENT =
  /(?:^|[\s/\\"'])(?:mqttx|mqtt|emqtt|nanomq_cli)(?:-cli)?(?::[\w.-]+)?(?:\.exe)?["']?\s+(?:bench\s+|simulate\s+)?(?:pub(?:lish)?|sub(?:scribe)?|conn?(?:ect)?)(?=\s|$)/;
const CURL = /(?:^|[\s/\\"'])curl(?:\.exe)?\s/i;
const isCurl = (text: string): boolean => CURL.test(text) && /[\s"']mqtts?:\/\//i.test(text);

/** Index of a program in the text, with the character before it. */
export const programIn = (text: string): number => {
  const found = text.search(CLIENT);
  return found < 0 && isCurl(text) ? text.search(CURL) : found;
};

export const looksLikeOtherClient = (text: string): boolean => CLIENT.test(text) || isCurl(text);

/** mosquitto's names of the options that other programs spell in another way. */
const NAMES: Readonly<Record<string, string>> = {
  '--hostname': '-h',
  '--client-id': '-i',
  '--clientid': '-i',
  '--identifier': '-i',
  '-ip': '-I',
  '--identifierPrefix': '-I',
  '--user': '-u',
  '--password': '-P',
  '-pw': '-P',
  '--mqtt-version': '-V',
  '--mqttVersion': '-V',
  '--version': '-V',
  '--keepAlive': '-k',
  '-se': '-x',
  '--sessionExpiryInterval': '-x',
  '--payload': '-m',
  '-Wt': '--will-topic',
  '--willTopic': '--will-topic',
  '-Wm': '--will-payload',
  '--will-message': '--will-payload',
  '--willMessage': '--will-payload',
  '-Wq': '--will-qos',
  '--willQualityOfService': '--will-qos',
  '--ca': '--cafile',
  '--cacert': '--cafile',
  '--alpn': '--tls-alpn',
  '--path': '--ws-path',
  '-ws:path': '--ws-path',
};
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  '--no-clean': ['-c'],
  '--no-cleanStart': ['-c'],
  '--secure': ['--tls-use-os-certs'],
  '-ws': ['--ws'],
  '-Wr': ['--will-retain'],
  '--willRetain': ['--will-retain'],
  '-m:empty': ['-n'],
  '-nl': ['--no-local'],
  '-rap': ['--retain-as-published'],
};
const PROPERTIES: Readonly<Record<string, string>> = {
  '-ct': 'content-type',
  '--content-type': 'content-type',
  '--contentType': 'content-type',
  '-rt': 'response-topic',
  '--response-topic': 'response-topic',
  '--responseTopic': 'response-topic',
  '-cd': 'correlation-data',
  '--correlation-data': 'correlation-data',
  '--correlationData': 'correlation-data',
  '-e': 'message-expiry-interval',
};
const WITHOUT_VALUE = /^(?:-r|-d|-v|--(?:retain|insecure|ws|no-local|will-retain|debug|verbose))$/;

/** @param words those after the subcommand */
function optionsOf(words: readonly string[], isHiveMq: boolean): readonly string[] {
  const found: string[] = [];
  // `--host=h` is `--host h`.
  const all = words.flatMap((word) => {
    const [, name, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    return name === undefined || value === undefined ? [word] : [name, value];
  });
  for (let at = 0; at < all.length; at++) {
    const word = all[at] ?? '';
    const flags = isHiveMq && word === '-s' ? FLAGS['--secure'] : FLAGS[word];
    if (flags !== undefined || WITHOUT_VALUE.test(word)) {
      found.push(...(flags ?? [word]));
      continue;
    }
    const name = NAMES[word] ?? word;
    const value = all[at + 1];
    if (word === '-c') {
      // Clean start, which is usual, or the number of clients of a benchmark.
      if (/^\d+$/.test(value ?? '')) at++;
      continue;
    }
    const hasValue = word.startsWith('-') && value !== undefined && !/^-[A-Za-z-]/.test(value);
    if (hasValue) at++;
    if (word === '-l' || word === '--protocol' || word === '-C')
      found.push(...(PROTOCOLS[value ?? ''] ?? []));
    else if (word === '-up' || word === '--user-properties' || word === '--userProperty') {
      const [key = '', ...rest] = (value ?? '').split(/[:=]\s*/);
      found.push('-D', 'publish', 'user-property', key, rest.join(':'));
    } else if (PROPERTIES[word] !== undefined) {
      found.push('-D', 'publish', PROPERTIES[word], value ?? '');
    } else if (name === '-V')
      found.push(name, (value ?? '').replace(/^v/, '').replace(/^3$/, '3.1.1'));
    else if (name === '-h' && value?.includes('://') === true) found.push(...urlWords(value));
    else if (name === '--ws-path' && value !== undefined)
      found.push(name, value.startsWith('/') ? value : `/${value}`);
    else if (name === '--url') found.push(name, (value ?? '').replace(/^(tls\+)?mqtt-tcp/, 'mqtt'));
    // The value of an unknown option may be a secret.
    else if (hasValue && optionNamed(name) !== undefined) found.push(name, value);
    // `-pw` alone asks for the password.
    else if (NAMES[word] === undefined) found.push(word);
    // MQTTX takes several topics.
    while (name === '-t' && at + 1 < all.length && !(all[at + 1] ?? '').startsWith('-')) {
      at++;
      found.push('-t', all[at] ?? '');
    }
  }
  return found;
}

/** Options for an address. A path is that of the WebSocket, not a topic as in `-L`. */
function urlWords(url: string): readonly string[] {
  const [, scheme = '', place = '', path = ''] = /^(\w+):\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const known = { tcp: 'mqtt', ssl: 'mqtts', tls: 'mqtts' }[scheme.toLowerCase()];
  const words = ['-L', `${known ?? scheme.toLowerCase()}://${place}`];
  return scheme.startsWith('ws') && path.length > 1 ? [...words, '--ws-path', path] : words;
}

/** `curl [-d PAYLOAD] [-u NAME:PASSWORD] mqtt://HOST/TOPIC`; the topic is percent-encoded. */
function curlCommand(words: readonly string[]): TranslatedCommand | undefined {
  const url = words.find((word) => /^mqtts?:\/\//i.test(word));
  const parts = urlParts(url ?? '');
  if (url === undefined || parts === undefined) return undefined;
  const after = (...names: readonly string[]): string | undefined =>
    words[words.findIndex((word) => names.includes(word)) + 1 || words.length];
  const payload = after('-d', '--data', '--data-raw', '--data-binary', '--data-ascii');
  const [, user, password] = /^([^:]*)(?::(.*))?$/s.exec(after('-u', '--user') ?? '') ?? [];
  const ca = after('--cacert');
  const path = parts.path.slice(1);
  const place = url.slice(0, url.indexOf('/', url.indexOf('://') + 3));
  return {
    isPublish: payload !== undefined,
    words: [
      '-L',
      path === '' ? url : place,
      ...(path === '' ? [] : ['-t', percentDecoded(path)]),
      ...(payload === undefined ? [] : payload.startsWith('@') ? ['-f', payload] : ['-m', payload]),
      ...(user === undefined || user === '' ? [] : ['-u', user]),
      ...(password === undefined ? [] : ['-P', password]),
      ...(ca === undefined ? [] : ['--cafile', ca]),
    ],
  };
}

/**
 * Returns undefined if the words name no broker.
 * @param words those of the text as a shell splits it
 */
export function translated(words: readonly string[]): TranslatedCommand | undefined {
  const afterProgram = (at: number): number =>
    /^(?:bench|simulate)$/.test(words[at + 1] ?? '') ? at + 2 : at + 1;
  const at = words.findIndex(
    (word, index) => PROGRAM.test(word) && SUBCOMMAND.test(words[afterProgram(index)] ?? ''),
  );
  if (at >= 0) {
    const place = afterProgram(at);
    const isHiveMq = PROGRAM.exec(words[at] ?? '')?.[1] === 'mqtt';
    return {
      isPublish: words[place]?.startsWith('p') === true,
      words: optionsOf(words.slice(place + 1), isHiveMq),
    };
  }
  const curl = words.findIndex((word) => /(?:^|[\\/])curl(?:\.exe)?$/i.test(word));
  return curl >= 0 ? curlCommand(words.slice(curl)) : undefined;
}
