import { Ban, Check } from 'lucide-react';
import { CopyButton, PaneHeader, page, Tag, useText } from '#kit';
import type { Draft } from '../../../session/profiles/draft.ts';
import { type Host, hostsOf, regionOf, type Way } from './places.ts';

/** All endpoints of the platform for this device, and those that a browser can use. */
export function Endpoints({ draft }: { draft: Draft }) {
  const t = useText().signIn;
  const region = regionOf(draft);
  const regionName = region === undefined ? draft.regionId : t.region(region);
  return (
    <section aria-label={t.endpoints} className="border-t border-line">
      <PaneHeader title={t.endpoints} />
      <div className="flex flex-col gap-3 py-2 pr-2 pl-3">
        {hostsOf(draft, page).map((host) => (
          <HostWays key={host.kind} host={host} regionName={regionName} />
        ))}
        <p className="text-xs text-fg-2">
          {region?.publicInstance === false ? `${t.noPublic(regionName)} ` : ''}
          {draft.instanceId.trim() === '' ? t.noInstance : ''}
        </p>
      </div>
    </section>
  );
}

function HostWays({ host, regionName }: { host: Host; regionName: string }) {
  const t = useText().signIn;
  const name =
    host.kind === 'own'
      ? t.hosts.own
      : host.kind === 'instance'
        ? t.hosts.instance
        : t.hosts.public(regionName);
  return (
    <table className="w-full border-separate border-spacing-0 text-left">
      <caption className="pb-1 text-left font-semibold">{name}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t.transport}</th>
          <th scope="col">{t.address}</th>
          <th scope="col">{t.inBrowser}</th>
        </tr>
      </thead>
      <tbody>
        {host.ways.map((way) => (
          <WayRow key={way.url} way={way} />
        ))}
      </tbody>
    </table>
  );
}

function WayRow({ way }: { way: Way }) {
  const t = useText().signIn;
  const opens = way.inBrowser === 'opens';
  return (
    <tr className="align-top leading-6">
      <th scope="row" className="w-24 pr-2 font-normal text-fg-2">
        {t.transports[way.transport]}
      </th>
      <td className="pr-2">
        <span className="font-mono break-all">{way.url}</span> {way.isUsed && <Tag>{t.inUse}</Tag>}
        <span className="block text-xs text-fg-2">
          {opens ? (
            <Check size={12} aria-hidden className="mr-1 inline text-ok" />
          ) : (
            <Ban size={12} aria-hidden className="mr-1 inline text-fg-3" />
          )}
          {opens ? t.opens : way.inBrowser === 'page' ? t.cannotOpenHere : t.cannotOpen}
          {' · '}
          {t.secureMode(way.secureMode)}
          {way.note !== undefined && <span className="block">{t.endpointNotes[way.note]}</span>}
        </span>
      </td>
      <td className="w-6">
        <CopyButton what={way.url} text={() => way.url} />
      </td>
    </tr>
  );
}
