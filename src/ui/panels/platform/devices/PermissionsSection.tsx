import { Check, OctagonX } from 'lucide-react';
import { useState } from 'react';
import { Tag, TextField, useText } from '#kit';
import type { Permission } from '../../../../broker/platform/devices/commands.ts';
import { shownName } from '../../../session/shownName.ts';
import { mayUse } from '../calls/mayUse.ts';
import { Block } from '../parts/Facts.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';

/** The topics that the device may use, and a test for a topic. */
export function PermissionsSection({ device, product, detail }: SectionProps) {
  const t = useText().platform.permissions;
  const { permissions, subscriptions } = detail;
  return (
    <>
      <TestBox device={device} product={product} />
      <PermissionTable permissions={permissions} />
      <Block title={t.subscriptions}>
        {subscriptions.length === 0 ? (
          <p className="text-fg-2">{t.noSubscriptions}</p>
        ) : (
          <ul>
            {subscriptions.map(({ filter, qos }) => (
              <li key={filter} className="flex min-h-(--h-field) min-w-0 items-center gap-2">
                <bdi className="min-w-0 font-mono break-all">{shownName(filter)}</bdi>
                <Tag>{`QoS ${qos}`}</Tag>
              </li>
            ))}
          </ul>
        )}
      </Block>
    </>
  );
}

function TestBox({ device, product }: Pick<SectionProps, 'device' | 'product'>) {
  const t = useText().platform.permissions;
  const [topic, setTopic] = useState('');
  const verdict = topic === '' ? undefined : mayUse(device, product, topic);
  const may = [
    ...(verdict?.publish === true ? [t.pub] : []),
    ...(verdict?.subscribe === true ? [t.sub] : []),
  ];
  return (
    <div className="border-b border-line p-3">
      <TextField
        mono
        label={t.test}
        value={topic}
        hint={t.testHint}
        error={topic !== '' && verdict === undefined ? t.faulty : undefined}
        onChange={setTopic}
      />
      <div role="status" className="mt-1">
        {verdict !== undefined &&
          (may.length === 0 ? (
            <p className="flex items-center gap-1 text-err">
              <OctagonX size={12} aria-hidden /> {verdict.isName ? t.no : t.noFilter}
            </p>
          ) : (
            <p className="flex items-center gap-1 text-ok">
              <Check size={12} aria-hidden /> {t.yes(may.join(t.and))}
            </p>
          ))}
      </div>
    </div>
  );
}

function PermissionTable({ permissions }: { permissions: readonly Permission[] }) {
  const t = useText().platform.permissions;
  return (
    <table aria-label={t.grid} className="w-full border-b border-line">
      <thead className="text-left text-xs text-fg-2">
        <tr className="h-(--h-head) border-b border-line bg-bar">
          <th className="px-3 font-normal">{t.topic}</th>
          <th className="px-1.5 font-normal whitespace-nowrap">{t.operation}</th>
          <th className="px-3 font-normal">{t.origin}</th>
        </tr>
      </thead>
      <tbody>
        {permissions.map(({ topic, operation, origin }) => (
          <tr key={`${operation} ${topic}`} className="align-top leading-5">
            <td className="px-3 font-mono break-all">
              <bdi>{shownName(topic)}</bdi>
            </td>
            <td className="px-1.5 whitespace-nowrap">
              <Tag title={t.operations(operation)}>{operation}</Tag>
            </td>
            <td className="px-3 whitespace-nowrap text-fg-2">{t.origins(origin)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
