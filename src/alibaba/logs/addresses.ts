/** Addresses and keep alive intervals that a log names. */

export interface FoundAddress {
  readonly scheme: string | undefined;
  readonly host: string;
  readonly port: number | undefined;
}

/** A host, a port in one of the usual notations, and a scheme. */
const ADDRESS =
  /(?:\b([a-z]{2,5}):\/\/)?\b((?:[\w-]{1,63}\.){1,6}(?:com|cn|net|org|io))\b(?:['"\]]{0,2}\s?(?:[:,;]|,?\s?port\s?[=:]?)\s?(?:port\s?[=:]\s?)?[['"]{0,2}(\d{2,5})\b(?![\w.]))?/gi;

const PORT_NAMED = /(?:\bport|端口)["']?\s{0,3}[:=：]?\s{0,3}\[?["']?(\d{2,5})\b/i;

/** All addresses in their order. A port on a separate line belongs to the address before it. */
export function addressesIn(text: string): readonly FoundAddress[] {
  const found = [...text.matchAll(ADDRESS)].map(([, scheme, host = '', port]): FoundAddress => {
    return {
      scheme: scheme?.toLowerCase(),
      host,
      port: port === undefined ? undefined : Number(port),
    };
  });
  const port = PORT_NAMED.exec(text)?.[1];
  if (port === undefined || found.some((one) => one.port !== undefined)) return found;
  return found.map((one, at) => (at === found.length - 1 ? { ...one, port: Number(port) } : one));
}

/** Notations of the keep alive: settings, arguments, AT commands. */
const KEEP_ALIVES: readonly RegExp[] = [
  /keep[\s_-]?alive(?:_?(?:interval|time|sec(?:onds)?|s))?["']?\]?\s{0,3}(?:[:=(]|->|is\b|为)\s{0,3}["']?(\d{1,6})(?!\d|\s?ms)/gi,
  /\bMQTT_KEEP_?ALIVE\w*\s+(\d{1,5})\b/gi,
  /(?:心跳|保活)(?:间隔|时间|周期)?\s{0,2}[:：=为是]?\s{0,2}(\d{1,5})(?!\d)/g,
  /"(?:keepalive|KEEPTIME)"\s*,\s*(?:\d\s*,\s*)?(\d{1,5})\b/gi,
  /AT\+MCONNECT=\d+,(\d{1,5})/gi,
  /AT\+CMQTTCONNECT=\d+,"[^"]*",(\d{1,5})/gi,
  /AT\+MQTTCONNCFG=\d+,(\d{1,5})/gi,
  /AT\+MQTTCONN="[^"]*",\d+,(\d{1,5})/gi,
  /AT\+MQTTOPEN=\d+,"[^"]*",\d+,\d+,(\d{1,5})/gi,
];

/** The last keep alive in seconds. */
export function keepAliveIn(text: string): number | undefined {
  const found = KEEP_ALIVES.flatMap((form) => [...text.matchAll(form)]);
  const last = found.toSorted((a, b) => a.index - b.index).at(-1);
  return last?.[1] === undefined ? undefined : Number(last[1]);
}
