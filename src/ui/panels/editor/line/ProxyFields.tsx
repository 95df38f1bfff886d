import { SecretField, TextField, useText } from '#kit';
import type { TextOrFile } from '../../../../profiles/settings/lineSettings.ts';
import { type ProxyParts, proxyOf, proxyParts } from '../../../../profiles/settings/proxyParts.ts';
import { SourceField } from './SourceField.tsx';

interface ProxyFieldsProps {
  readonly proxy: string;
  readonly onChange: (proxy: string) => void;
  readonly ca: TextOrFile | undefined;
  readonly onCa: (ca: TextOrFile) => void;
}

/** Proxy settings. Credentials in the typed address move to their own fields. */
export function ProxyFields({ proxy, onChange, ca, onCa }: ProxyFieldsProps) {
  const t = useText().line;
  const parts = proxyParts(proxy);
  const set = (some: Partial<ProxyParts>) => onChange(proxyOf({ ...parts, ...some }));
  const typed = (text: string) => {
    const { address, user, password } = proxyParts(text);
    set({ address, ...(user !== '' && { user }), ...(password !== '' && { password }) });
  };
  return (
    <>
      <TextField
        label={t.proxy}
        mono
        value={parts.address}
        onChange={typed}
        placeholder="socks5://127.0.0.1:1080"
        hint={t.proxyHint}
      />
      {parts.address.includes('://') && (
        <>
          <span aria-hidden />
          <TextField
            label={t.proxyUser}
            mono
            value={parts.user}
            onChange={(user) => set({ user })}
          />
          <SecretField
            label={t.proxyPassword}
            value={parts.password}
            onChange={(password) => set({ password })}
          />
          {/^https:/i.test(parts.address) && (
            <SourceField label={t.proxyCa} value={ca} onChange={onCa} />
          )}
        </>
      )}
    </>
  );
}
