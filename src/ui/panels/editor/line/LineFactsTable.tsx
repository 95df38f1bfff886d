import { visibleText } from '../../../../base/visibleText.ts';
import type { CertificateFacts, LineFacts } from '../../../../connection/bridge/lineFacts.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { useText } from '../../../kit/language/useText.ts';

interface LineFactsProps {
  readonly facts: LineFacts;
  /** The certificate is the right one, whatever is wrong with it. */
  readonly accept: (fingerprint: string) => void;
}

/** Facts about the network path of the last attempt. */
export function LineFactsTable({ facts, accept }: LineFactsProps) {
  const t = useText().line;
  const { address, proxy, tls, certificateRequest, subprotocol, took } = facts;
  const rows: (readonly [string, string | undefined])[] = [
    [t.address, address],
    [t.throughProxy, proxy],
    [t.tlsVersion, tls?.version],
    [t.cipher, tls?.cipher],
    [t.alpn, tls?.alpn],
    [t.serverName, tls?.serverName],
    [
      t.clientCertificate,
      certificateRequest && t.asks(certificateRequest.isAsked, certificateRequest.authorities),
    ],
    [t.subprotocol, subprotocol],
    [t.took, t.steps(took)],
  ];
  const [own] = tls?.chain ?? [];
  return (
    <div>
      <h3 className="mb-2 text-xs text-fg-2">{t.lastHandshake}</h3>
      <table aria-label={t.lastHandshake} className="w-full text-left">
        <tbody>
          {rows.flatMap(([name, value]) =>
            value === undefined || value === ''
              ? []
              : [
                  <tr key={name} className="border-b border-line">
                    <th scope="row" className="w-48 py-1 pr-4 font-normal text-fg-2">
                      {name}
                    </th>
                    <td className="py-1 font-mono text-base break-all">{visibleText(value)}</td>
                  </tr>,
                ],
          )}
          {tls?.chain.map((certificate, at) => (
            <CertificateRow
              key={certificate.fingerprint}
              certificate={certificate}
              place={at + 1}
            />
          ))}
        </tbody>
      </table>
      {own !== undefined && tls?.fault !== undefined && (
        <div className="mt-2 flex flex-wrap items-center gap-3">
          <Button onClick={() => accept(own.fingerprint)}>{t.acceptThis}</Button>
          <span className="text-xs text-fg-2">{t.acceptHint}</span>
        </div>
      )}
    </div>
  );
}

function CertificateRow({
  certificate,
  place,
}: {
  readonly certificate: CertificateFacts;
  readonly place: number;
}) {
  const t = useText().line;
  const { subject, issuer, names, from, to, fingerprint } = certificate;
  const lines = [
    t.subject(subject),
    ...(names.length > 0 ? [t.names(names.join(', '))] : []),
    t.issuer(issuer),
    t.valid(from, to),
    `SHA-256 ${fingerprint}`,
  ];
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="w-48 py-1 pr-4 font-normal text-fg-2">
        {t.certificate(place)}
      </th>
      <td className="py-1 font-mono text-base break-all">
        {lines.map((line) => (
          <div key={line}>{visibleText(line)}</div>
        ))}
      </td>
    </tr>
  );
}
