import type { FormEvent } from 'react';
import { Button, MonoArea, Segments, SelectField, TextField, useText } from '#kit';
import { order } from '../../../session/broker/orders.ts';
import {
  changeTapDraft as change,
  NO_FILES,
  PORTS,
  SCHEMES,
  useTapDraft,
} from '../../../session/broker/tapDraft.ts';
import { NamedBrokers } from './NamedBrokers.tsx';
import { OwnCertificate } from './OwnCertificate.tsx';

const HOSTS = { here: '127.0.0.1', network: '0.0.0.0' } as const;

/** Form for a tap: the address for devices, and the broker behind it. */
export function TapForm({ connectionId }: { connectionId: string }) {
  const { deviceTaps: t } = useText();
  const { scheme, reach, port, to, ca, others, shows, own } = useTapDraft();
  const isTls = scheme === 'mqtts' || scheme === 'wss';
  const named = isTls ? others.filter(({ url }) => url.trim() !== '') : [];
  const targets = [to.trim(), ...named.map(({ name, url }) => `${name.trim()}=${url.trim()}`)];
  const isSecure = targets.some((target) => /^(?:[^=/]*=)?(?:mqtts|wss):/i.test(target));
  const isOwn = isTls && shows === 'own';
  const lacks =
    to.trim() === '' ||
    port.trim() === '' ||
    (isOwn && (own.cert === undefined || own.key === undefined)) ||
    named.some(({ name }) => name.trim() === '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const listen = `${scheme}://${HOSTS[reach]}:${port.trim()}`;
    if (lacks) return;
    const trust = isSecure && ca.trim() !== '' ? { ca: ca.trim() } : {};
    const { cert, key } = isOwn ? own : NO_FILES;
    const identity = cert && key ? { cert: cert.text, key: key.text } : {};
    const command = { kind: 'start-device-tap', listen, to: targets.join(' ') } as const;
    void order(connectionId, { ...command, ...trust, ...identity }, t.started);
  };
  return (
    <form
      aria-label={t.form}
      onSubmit={submit}
      className="flex shrink-0 flex-col gap-2 border-b border-line bg-pane px-3 py-2"
    >
      <p className="text-base text-fg-2">{t.about}</p>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] items-start gap-3">
        <SelectField
          label={t.scheme}
          value={scheme}
          options={SCHEMES.map((value) => ({ value, label: t.schemes[value] }))}
          onChange={(next) =>
            change({ scheme: next, ...(port === PORTS[scheme] && { port: PORTS[next] }) })
          }
        />
        <TextField
          label={t.port}
          value={port}
          onChange={(next) => change({ port: next })}
          mono
          inputMode="numeric"
        />
        <TextField
          label={t.to}
          value={to}
          onChange={(next) => change({ to: next })}
          mono
          placeholder="mqtts://broker.example:8883"
          className="col-span-2 max-sm:col-span-full"
        />
      </div>
      {isTls && <NamedBrokers rows={others} onChange={(next) => change({ others: next })} />}
      {isTls && (
        <div className="flex flex-wrap items-center gap-3">
          <span aria-hidden className="text-xs text-fg-2">
            {t.shows}
          </span>
          <Segments
            label={t.shows}
            value={shows}
            options={[
              { value: 'made', label: t.showsMade },
              { value: 'own', label: t.showsOwn },
            ]}
            onChange={(next) => change({ shows: next })}
          />
        </div>
      )}
      {isOwn && <OwnCertificate files={own} onChange={(next) => change({ own: next })} />}
      {isSecure && (
        <MonoArea
          label={t.ca}
          value={ca}
          onChange={(next) => change({ ca: next })}
          rows={[3, 12]}
          placeholder="-----BEGIN CERTIFICATE-----"
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Segments
          label={t.reach}
          value={reach}
          options={[
            { value: 'here', label: t.here },
            { value: 'network', label: t.network },
          ]}
          onChange={(next) => change({ reach: next })}
        />
        {reach === 'network' && <p className="min-w-0 flex-1 text-xs text-warn">{t.exposed}</p>}
        <span className="ml-auto">
          <Button type="submit" look="primary" disabled={lacks}>
            {t.start}
          </Button>
        </span>
      </div>
    </form>
  );
}
