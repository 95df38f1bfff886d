/** Reads the outcome of a device's connection from a log. */

/** CONNACK codes for a wrong password or a missing permission, in MQTT 3 and 5. */
const ABOUT_CREDENTIALS: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87]);

/** Whether a CONNACK with this code refuses the credentials. */
export function refusesCredentials(code: number): boolean {
  return ABOUT_CREDENTIALS.has(code);
}

/** Quectel: `+QMTCONN: 0,0,4`; if sending failed, the code is in another place: `+QMTCONN: 0,2`. */
const MODULE = /\+(?!MQTT)[A-Z]+CONN:\s*\d+\s*,\s*0\s*,\s*(\d+)/;
/** Microchip: `+MQTTCONNACK:0,134`. */
const CONNACK = /\+MQTTCONNACK:\s*\d+\s*,\s*(\d+)/;
/** SIMCom has codes of its own: `+CMQTTCONNECT: 0,30`. */
const SIMCOM = /\+CMQTTCONNECT:\s*\d+\s*,\s*(?<simcom>\d+)/;
/** ESP-AT, which reports only accepted connections: `+MQTTCONNECTED:0,1,…`. */
const ACCEPTED = /(?<accepted>\+MQTTCONNECTED:)\s*\d/;
/** `CONNACK return code 4`, `Connected with result code 5`, `failed, rc=4`, `"returnCode": 4`. */
const NAMED =
  /(?:connack|connected|connect|connection)\b[^\n]{0,60}?\bcode["']?\s*[:=(]?\s*(0x[0-9a-f]{1,2}|\d{1,3})\b|\b(?:returnCode|reasonCode|rc)["']?\s*[:=]\s*(0x[0-9a-f]{1,2}|\d{1,3})\b/;
/** `返回码：4`. */
const NAMED_IN_CHINESE = /返回码\s*[:：=为是]?\s*(\d{1,3})(?!\d)/;
/** The vendor's Link SDK for C uses a negative number for each code: `-0x0304`. */
const LINK_SDK = /(?<![0-9a-z])-0x0?30([1-5])(?![0-9a-f])/;
/** The bytes of a CONNACK. */
const BYTES = /(?<![0-9a-f])20[ :,-]?02[ :,-]?0[01][ :,-]?0([0-5])(?![ :,-]?[0-9a-f]{2})/;
/** In words. A closed TCP port is "refused", too, but then the device has sent no CONNECT. */
const WORDS =
  /(?:connection refused|连接被拒绝|连接拒绝|not[ _]authori[sz]ed|authorize fail|bad[ _]user[ _]?(?:name|data))(?!\s*[:,]?\s*(?:server unavailable|identifier|unacceptable))/;

const VERDICT = new RegExp(
  [MODULE, CONNACK, SIMCOM, ACCEPTED, NAMED, NAMED_IN_CHINESE, LINK_SDK, BYTES, WORDS]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);
const OF_TCP = /econnrefused|errno|socket|tcp(?!:\/\/)|\b111\b|\b10061\b/i;

/**
 * SIMCom's numbers for CONNACK's return codes 1 to 5, and for success. Others are reasons for a missing
 * reply.
 */
const SIMCOM_CODES: ReadonlyMap<number, number> = new Map([
  [0, 0],
  ...[1, 2, 3, 4, 5].map((code): [number, number] => [code + 26, code]),
]);

/**
 * Modules that report no CONNACK, only that the connection ended or failed: `+QMTSTAT: 0,1`, `+QMTCONN: 0,2`,
 * `+CMQTTCONNECT: 0,26`, `+MQTTDISCONNECTED:0`, and `AT+SMCONN` with only `ERROR`.
 */
const ENDED =
  /\+QMTSTAT:\s*\d+\s*,\s*[1-9]|\+QMTCONN:\s*\d+\s*,\s*2\b|\+CMQTTCONNECT:\s*\d+\s*,\s*[1-9]|\+MQTTDISCONNECTED:\s*\d|AT\+(?:SMCONN|MQTTCONN=)[^\n]*\n\s*ERROR\b/gi;

/**
 * The outcome after a sign-in in a log: the last reply refuses the names or the password, or there is no
 * reply and the connection failed. undefined for neither.
 * @param password of the sign-in; the text before it is about another one
 */
export function outcomeInText(
  text: string,
  password: string | undefined,
): 'refused' | 'failed' | undefined {
  const from = password === undefined || password === '' ? 0 : text.lastIndexOf(password) + 1;
  const codes = [...text.matchAll(VERDICT)]
    .filter(({ index }) => index >= from && !OF_TCP.test(lineAt(text, index)))
    .map(codeOf)
    .filter((code) => code !== 'none');
  const last = codes.at(-1);
  if (last !== undefined) {
    return last === 'in-words' || refusesCredentials(last) ? 'refused' : undefined;
  }
  const ends = [...text.matchAll(ENDED)];
  return ends.some(({ index }) => index >= from) ? 'failed' : undefined;
}

/** The CONNACK code. `none`: the line reports that there was none. */
function codeOf(match: RegExpExecArray): number | 'in-words' | 'none' {
  const { simcom, accepted } = match.groups ?? {};
  if (accepted !== undefined) return 0;
  if (simcom !== undefined) return SIMCOM_CODES.get(Number(simcom)) ?? 'none';
  const code = match.slice(1).find((digits) => digits !== undefined);
  return code === undefined ? 'in-words' : Number(code);
}

function lineAt(text: string, index: number): string {
  const end = text.indexOf('\n', index);
  return text.slice(text.lastIndexOf('\n', index) + 1, end < 0 ? undefined : end);
}
