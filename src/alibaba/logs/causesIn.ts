/** Finds the causes of the ends in a log. */

import type { Stage } from '../stages.ts';
import { addressesIn } from './addresses.ts';
import type { CertificateFault, CountedCause, LogCause, LogCauses, RowCause } from './logCauses.ts';
import type { Detail, LogStatement } from './logStatement.ts';
import { equalTimes, type TimedEnd } from './logTimes.ts';

/** Errors of a server's certificate. */
const CERTIFICATE_WORDS = [
  ['expired', /certificate (?:has )?expired|CERT_HAS_EXPIRED/i],
  ['not-yet', /not yet valid|CERT_NOT_YET_VALID/i],
  [
    'name',
    /host ?name[^\n]{0,30}mismatch|ALTNAME_INVALID|COMMON_NAME_INVALID|No subject alternative/i,
  ],
  ['revoked', /certificate[^\n]{0,20}revoked|CERT_REVOKED/i],
  [
    'unknown-authority',
    /self[- _]signed[ _]cert(?:ificate)?[ _]in|unable[ _]to[ _](?:get|verify)|PKIX path|AUTHORITY_INVALID|unknown authority/i,
  ],
  ['self-signed', /self[- _]signed/i],
] as const satisfies readonly (readonly [CertificateFault, RegExp])[];

type Facts = (statement: LogStatement, text: WholeText) => LogCause;

/** Looks for each form once, also for thousands of ends. */
export class WholeText {
  readonly #text: string;
  readonly #found = new Map<RegExp, RegExpExecArray | null>();
  #address: { readonly host: string | undefined } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  find(form: RegExp): RegExpExecArray | null {
    const known = this.#found.get(form);
    if (known !== undefined) return known;
    const found = form.exec(this.#text);
    this.#found.set(form, found);
    return found;
  }

  /** Host of the last address. */
  get host(): string | undefined {
    this.#address ??= { host: addressesIn(this.#text).at(-1)?.host };
    return this.#address.host;
  }
}

/** Causes that need what the text says; all others have no facts. */
const WITH_FACTS = {
  dns: (_statement, text) => ({
    key: 'dns',
    args: { host: text.find(ASKED_HOST)?.[1] ?? text.host },
  }),
  refused: (_statement, text) => {
    const [, host, port] = text.find(REFUSED_AT) ?? [];
    return host === undefined
      ? { key: 'no-tcp', args: {} }
      : { key: 'refused', args: refusedAt(host, Number(port)) };
  },
  certificate: ({ quote }, text) => {
    const own = CERTIFICATE_WORDS.find(([, form]) => form.test(quote));
    const [fault] = own ?? CERTIFICATE_WORDS.find(([, form]) => text.find(form)) ?? ['other'];
    return { key: 'certificate', args: { fault, host: text.host } };
  },
  'server-alert': (statement) => ofAlert('server-alert', statement),
  'client-alert': (statement) => ofAlert('client-alert', statement),
  websocket: ({ quote }) => {
    const status = STATUS.exec(quote)?.[1];
    return { key: 'websocket', args: { status: status === undefined ? status : Number(status) } };
  },
  connack: ({ code }) => ({ key: 'connack', args: { code } }),
} satisfies Partial<Record<RowCause, Facts>>;

function ofAlert(key: 'server-alert' | 'client-alert', { quote }: LogStatement): LogCause {
  const alert = ALERT.exec(quote)?.[1];
  if (alert === undefined) return { key: 'tls', args: {} };
  return { key, args: { alert: alert.trim().toLowerCase().replaceAll(' ', '_') } };
}

const needsFacts = (cause: RowCause): cause is keyof typeof WITH_FACTS => cause in WITH_FACTS;

const causeNamed = (cause: RowCause, statement: LogStatement, text: WholeText): LogCause =>
  needsFacts(cause) ? WITH_FACTS[cause](statement, text) : { key: cause, args: {} };

const OF_DETAIL: Partial<Record<Detail, RowCause>> = {
  'network-closed': 'no-data-connection',
  'not-tls': 'not-tls',
  'keep-alive-lost': 'no-pingresp',
  'client-silent': 'client-silent',
  'closed-by-client': 'closed-by-client',
  'taken-over': 'taken-over',
  'own-disconnect': 'own-disconnect',
};

/** By stage; the second one if the detail is that. */
const OF_STAGE: Readonly<
  Record<Exclude<Stage, 'failed' | 'http'>, readonly [RowCause, Detail?, RowCause?]>
> = {
  at: ['at-command'],
  dns: ['dns'],
  tcp: ['refused', 'timeout', 'tcp-timeout'],
  tls: ['server-alert', 'certificate', 'certificate'],
  websocket: ['websocket'],
  connect: ['no-connack', 'timeout', 'connack-timeout'],
  connack: ['connack'],
  closed: ['lost', 'closed-by-server', 'closed-by-server'],
};

/** The cause of a statement: its row's, else that of its detail, else that of its stage. */
export function causeOf(statement: LogStatement, text: WholeText): LogCause | undefined {
  const { stage, detail, code } = statement;
  const own = statement.cause ?? (detail && OF_DETAIL[detail]);
  if (own !== undefined) return causeNamed(own, statement, text);
  if (stage === 'failed' || stage === 'http' || (stage === 'connack' && code === 0))
    return undefined;
  const [cause, special, ofSpecial] = OF_STAGE[stage];
  const isSpecial = detail !== undefined && detail === special;
  return causeNamed((isSpecial ? ofSpecial : undefined) ?? cause, statement, text);
}

/** Ports with digits that were swapped. */
const MEANT: ReadonlyMap<number, number> = new Map([
  [1833, 1883],
  [1838, 1883],
  [8338, 8883],
  [8833, 8883],
]);

const refusedAt = (host: string, port: number): LogCauses['refused'] => ({
  host,
  port,
  meant: MEANT.get(port),
  isLocal: /^(?:127\.|localhost$|\[?::1\]?$)/.test(host),
});

const ASKED_HOST = /\b(?:ENOTFOUND|EAI_AGAIN|UnknownHostException:?)\s+([\w.-]+)/;
const REFUSED_AT =
  /(?:ECONNREFUSED|refused)[^\n\d]{0,30}((?:\d{1,3}\.){3}\d{1,3}|\[?[\da-f:]*::[\da-f:]*\]?|localhost):(\d{2,5})\b/i;
const ALERT =
  /\balert[ _](?!number)((?:[a-z]+[ _]){0,3}(?:ca|failure|version|certificate|expired|unknown|required|revoked|denied|name|security|error|mac|protocol))\b/i;
const STATUS = /\b([1-5]\d\d)\b/;

/** Fewer bytes fit any client's buffer. */
const MUCH = 100;
const SENT_AGAIN = /Sending PUBLISH to \S{1,80} \(d1, q[12][^\n]{0,400}?\((\d{1,9}) bytes\)\)/g;

/** The ends of a text, each with its count, the most frequent first; further causes follow. */
export function causesIn(
  statements: readonly LogStatement[],
  outcome: LogStatement | undefined,
  text: string,
): readonly CountedCause[] {
  if (outcome === undefined) return [];
  const ends = endsIn(statements);
  const counted = new Map<string, CountedCause>();
  const whole = new WholeText(text);
  // The outcome may be a success after failures: these are over.
  for (const end of isSuccess(outcome) ? [outcome] : ends.length > 0 ? ends : [outcome]) {
    const cause = causeOf(end, whole);
    if (cause === undefined) continue;
    const key = JSON.stringify(cause);
    counted.set(key, { cause, times: (counted.get(key)?.times ?? 0) + 1 });
  }
  const most = [...counted.values()].toSorted((a, b) => b.times - a.times);
  const isClosed = outcome.stage === 'closed';
  const sizes = isClosed ? [...text.matchAll(SENT_AGAIN)].map(([, size]) => Number(size)) : [];
  const bytes = Math.max(0, ...sizes);
  const equal = isClosed ? equalTimes(timedEnds(statements, ends)) : undefined;
  return [
    ...most,
    ...(bytes >= MUCH
      ? [{ cause: { key: 'sent-again' as const, args: { bytes } }, times: 1 }]
      : []),
    ...(equal ? [{ cause: { key: 'always-after' as const, args: equal }, times: 1 }] : []),
  ];
}

/** True if nothing failed: an accepted connection whose row names no cause. */
const isSuccess = ({ stage, code, detail, cause }: LogStatement): boolean =>
  (detail === 'opened' || (stage === 'connack' && code === 0)) && cause === undefined;

const isEnd = (statement: LogStatement): boolean =>
  statement.stage !== 'http' &&
  statement.detail !== 'opened' &&
  (statement.stage !== 'connack' || statement.code !== 0 || statement.cause !== undefined);

/** Lines that report one end together. */
export const TOGETHER = 3;
/** Characters of a line that tell it from others. */
const SHAPE = 400;

/** One statement for each end. Of statements that stand together, the one that says most counts. */
function endsIn(statements: readonly LogStatement[]): readonly LogStatement[] {
  const ends: LogStatement[] = [];
  /** Lines of the last end, without their numbers. */
  const shapes = new Map<string, number>();
  let line = Number.NEGATIVE_INFINITY;
  for (const one of statements) {
    if (!isEnd(one)) {
      line = Number.NEGATIVE_INFINITY;
      continue;
    }
    // A text may be a single line with thousands of statements.
    const shape = one.quote.slice(0, SHAPE).replaceAll(/\d+/g, '');
    // The same words on another line are another end.
    const isRepeated = (shapes.get(shape) ?? one.line) !== one.line;
    const before = ends.at(-1);
    if (before !== undefined && one.line - line <= TOGETHER && !isRepeated) {
      ends[ends.length - 1] = said(one) > said(before) ? one : before;
    } else {
      ends.push(one);
      shapes.clear();
    }
    shapes.set(shape, one.line);
    line = one.line;
  }
  return ends;
}

/** How much a statement says of the reason. */
const said = ({ cause, detail, code, by }: LogStatement): number =>
  (cause !== undefined ? 4 : 0) +
  (detail !== undefined && detail !== 'unspecific' ? 2 : 0) +
  (code !== undefined && code !== 0 ? 2 : 0) +
  (by.name === undefined ? 0 : 1);

/** The ends with the times of the connections before them. */
function timedEnds(
  statements: readonly LogStatement[],
  ends: readonly LogStatement[],
): readonly TimedEnd[] {
  let next = 0;
  return ends.map((end) => {
    let begun: string | undefined;
    for (
      let one = statements[next];
      one !== undefined && one.at < end.at;
      next += 1, one = statements[next]
    ) {
      if (one.stage === 'connack' && one.code === 0) begun = one.quote;
    }
    return { end: end.quote, begun };
  });
}
