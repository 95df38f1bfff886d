/** Parses messages of the companion from values of unknown shape; a newer one may send others. */

import { isLocalizable, isNumber, isOneOf, isText } from '../../base/knownMessage.ts';
import { REFUSAL_SHAPES } from '../../broker/core/commands/refusals.ts';
import type { LineEnd, LineNews } from './bridgeProtocol.ts';
import {
  CERTIFICATE_ERRORS,
  type CertificateFacts,
  LINE_FAILURE_SHAPES,
  LINE_STEPS,
  type LineFacts,
  type LineFailure,
  type TlsFacts,
} from './lineFacts.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** undefined if it is not understood. */
export function parseBridgeAnswer(value: unknown): LineNews | undefined {
  if (!isFields(value)) return undefined;
  const { kind } = value;
  if (kind === 'opened') return { kind, facts: lineFacts(value['facts']) };
  if (kind === 'failed') {
    return { kind, failure: failureIn(value['failure']), facts: lineFacts(value['facts']) };
  }
  if (kind === 'ended') return { kind, why: endIn(value['why']) };
  if (kind !== 'refused') return undefined;
  const said = isFields(value['said']) ? value['said'] : {};
  const fact = said['fact'];
  return {
    kind,
    said: {
      reason: textIn(said['reason']) ?? '',
      ...(isLocalizable(REFUSAL_SHAPES, fact) && { fact }),
    },
  };
}

function endIn(value: unknown): LineEnd {
  const { kind, code, reason, failure, cut } = isFields(value) ? value : {};
  if (kind === 'websocket' && isNumber(code)) return { kind, code, reason: textIn(reason) ?? '' };
  if (kind === 'failed') return { kind, failure: failureIn(failure) };
  const rule = isFields(cut) ? textIn(cut['rule']) : undefined;
  return {
    kind: kind === 'reset' ? kind : 'closed',
    ...(isFields(cut) && { cut: { ...(rule !== undefined && { rule }) } }),
  };
}

const failureIn = (value: unknown): LineFailure =>
  isLocalizable(LINE_FAILURE_SHAPES, value) ? value : { key: 'other', args: { reason: '' } };

function lineFacts(value: unknown): LineFacts {
  const fields = isFields(value) ? value : {};
  const { address, proxy, tls, subprotocol, took, number } = fields;
  const times = isFields(took) ? took : {};
  const known = LINE_STEPS.flatMap((step) => {
    const ms = times[step];
    return isNumber(ms) ? [[step, ms] as const] : [];
  });
  return {
    address: textIn(address),
    proxy: textIn(proxy),
    subprotocol: textIn(subprotocol),
    tls: isFields(tls) ? tlsFacts(tls) : undefined,
    took: Object.fromEntries(known),
    ...(isNumber(number) && { number }),
  };
}

const isFault = isOneOf(...CERTIFICATE_ERRORS);

function tlsFacts(fields: Fields): TlsFacts {
  const { version, cipher, alpn, serverName, chain, fault, code, asksForCertificate } = fields;
  return {
    version: textIn(version),
    cipher: textIn(cipher),
    alpn: textIn(alpn),
    serverName: textIn(serverName),
    code: textIn(code),
    fault: isFault(fault) ? fault : undefined,
    asksForCertificate: asksForCertificate === true,
    chain: Array.isArray(chain) ? chain.filter(isFields).map(certificateFacts) : [],
  };
}

function certificateFacts(fields: Fields): CertificateFacts {
  const { subject, issuer, names, from, to, fingerprint, isOwnIssuer } = fields;
  return {
    subject: textIn(subject) ?? '',
    issuer: textIn(issuer) ?? '',
    names: Array.isArray(names) ? names.filter(isText) : [],
    from: isNumber(from) ? from : 0,
    to: isNumber(to) ? to : 0,
    fingerprint: textIn(fingerprint) ?? '',
    isOwnIssuer: isOwnIssuer === true,
  };
}

const textIn = (value: unknown): string | undefined => (isText(value) ? value : undefined);
