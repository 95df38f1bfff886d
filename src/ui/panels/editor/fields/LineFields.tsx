import { SecretField, TextField, useText } from '#kit';
import type { LineSettings, LineTls } from '../../../../profiles/settings/lineSettings.ts';
import { HeaderRows } from '../line/HeaderRows.tsx';
import { ProxyFields } from '../line/ProxyFields.tsx';
import { SourceField } from '../line/SourceField.tsx';
import { Pair, Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

interface LineFieldsProps extends SectionProps {
  /** URL of the form. Empty if there is none yet. */
  readonly url: string;
}

/** Certificates, keys, proxy and headers. */
export function LineFields({ draft, change, url }: LineFieldsProps) {
  const t = useText().line;
  const line = draft.line ?? {};
  const tls = line.tls ?? {};
  const set = (some: Partial<LineSettings>) => change({ line: { ...line, ...some } });
  const setTls = (some: Partial<LineTls>) => set({ tls: { ...tls, ...some } });
  const isTls = /^(?:mqtts|wss):/.test(url);
  const isWeb = /^wss?:/.test(url);
  const { psk = { identity: '', key: '' } } = tls;
  return (
    <Section>
      <p className="mb-3 text-xs text-fg-2">{t.about}</p>
      <div className="grid gap-4">
        <Pair>
          <ProxyFields
            proxy={line.proxy ?? ''}
            onChange={(proxy) => set({ proxy })}
            ca={line.proxyCa}
            onCa={(proxyCa) => set({ proxyCa })}
          />
        </Pair>
        {!isTls && <p className="text-xs text-fg-2">{t.tlsFor}</p>}
        {isTls && (
          <>
            <Pair>
              <SourceField label={t.ca} value={tls.ca} onChange={(ca) => setTls({ ca })} />
              <TextField
                label={t.serverName}
                mono
                value={tls.serverName ?? ''}
                onChange={(serverName) => setTls({ serverName })}
                hint={t.serverNameHint}
              />
              <SourceField label={t.cert} value={tls.cert} onChange={(cert) => setTls({ cert })} />
              <SourceField label={t.key} value={tls.key} onChange={(key) => setTls({ key })} />
              <SourceField
                label={t.pfx}
                isBinary
                value={tls.pfx}
                onChange={(pfx) => setTls({ pfx })}
              />
              <SecretField
                label={t.passphrase}
                value={tls.passphrase ?? ''}
                onChange={(passphrase) => setTls({ passphrase })}
              />
              <TextField
                label={t.pskIdentity}
                mono
                value={psk.identity}
                onChange={(identity) => setTls({ psk: { ...psk, identity } })}
                hint={t.pskHint}
              />
              <SecretField
                label={t.pskKey}
                value={psk.key}
                onChange={(key) => setTls({ psk: { ...psk, key } })}
              />
              <TextField
                label={t.alpn}
                mono
                value={(tls.alpn ?? []).join(' ')}
                onChange={(names) => setTls({ alpn: names === '' ? [] : names.split(/[ ,]/) })}
                placeholder="mqtt x-amzn-mqtt-ca"
                hint={t.alpnHint}
              />
              <TextField
                label={t.fingerprint}
                mono
                value={tls.fingerprint ?? ''}
                onChange={(fingerprint) => setTls({ fingerprint })}
                hint={t.fingerprintHint}
              />
            </Pair>
          </>
        )}
        {isWeb && <HeaderRows rows={line.headers ?? []} onChange={(headers) => set({ headers })} />}
      </div>
    </Section>
  );
}
