import { useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { LineFacts } from '../../../../connection/bridge/lineFacts.ts';
import { CertificateChain } from './CertificateChain.tsx';

interface LineFactsProps {
  readonly facts: LineFacts;
  /** The certificate is the right one, whatever is wrong with it. */
  readonly accept: (fingerprint: string) => void;
}

/** Facts about the network path of the last attempt. */
export function LineFactsTable({ facts, accept }: LineFactsProps) {
  const t = useText().line;
  const { tls, subprotocol } = facts;
  const rows: (readonly [string, string | undefined])[] = [
    [t.tlsVersion, tls?.version],
    [t.cipher, tls?.cipher],
    [t.alpn, tls?.alpn],
    [t.serverName, tls?.serverName],
    [t.clientCertificate, tls && t.asks(tls.asksForCertificate)],
    [t.subprotocol, subprotocol],
  ];
  const told = rows.filter(([, value]) => value !== undefined && value !== '');
  if (told.length === 0) return null;
  return (
    <section aria-label={t.lastHandshake} className="border-t border-line px-4 py-3">
      {tls !== undefined && tls.chain.length > 0 && <CertificateChain tls={tls} accept={accept} />}
      <h3 className="mb-2 text-xs text-fg-2">{t.lastHandshake}</h3>
      <table aria-label={t.lastHandshake} className="w-full text-left">
        <tbody>
          {told.map(([name, value = '']) => (
            <tr key={name} className="border-b border-line">
              <th scope="row" className="w-48 py-1 pr-4 font-normal text-fg-2">
                {name}
              </th>
              <td className="py-1 font-mono text-base break-all">{visibleText(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
