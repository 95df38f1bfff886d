import { base64 } from '@scure/base';
import { Download, Trash2 } from 'lucide-react';
import { visibleText } from '../../../../base/visibleText.ts';
import type { DeviceFileFacts } from '../../../../broker/platform/devices/reportCommands.ts';
import { bytes } from '../../../../i18n/numbers.ts';
import { IconButton } from '../../../kit/controls/IconButton.tsx';
import { Switch } from '../../../kit/controls/Switch.tsx';
import { Tag } from '../../../kit/display/Tag.tsx';
import { announce } from '../../../kit/language/announcements.ts';
import { texts, useText } from '../../../kit/language/useText.ts';
import { timeOfDay } from '../../../kit/page/clock.ts';
import { askBroker, useAsked } from '../../../session/broker/brokers.ts';
import { download } from '../../../session/captures/saveTarget.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import { readDeviceFiles, readDeviceLog } from '../calls/readReplies.ts';
import { Block } from '../parts/Facts.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';

const EVERY = 1000;

/** Reports of the device about itself: log lines and uploaded files. */
export function ReportsSection(props: SectionProps) {
  return (
    <>
      <DeviceLog {...props} />
      <DeviceFiles {...props} />
    </>
  );
}

const LEVELS = { FATAL: 'err', ERROR: 'err', WARN: 'warn' } as const;

function toneOf(level: string): 'err' | 'warn' | 'outline' {
  const found = Object.entries(LEVELS).find(([name]) => name === level.toUpperCase());
  return found?.[1] ?? 'outline';
}

function DeviceLog({ connectionId, device, origin }: SectionProps) {
  const t = useText().firmware.reports;
  const { productKey, deviceName } = device;
  const log = readDeviceLog(
    useAsked(connectionId, { kind: 'platform-device-log', productKey, deviceName }, EVERY),
  );
  if (log === undefined) return null;
  return (
    <Block title={t.log}>
      <Switch
        label={t.report}
        checked={log.isOn}
        onChange={(isOn) =>
          void order(
            connectionId,
            { kind: 'set-device-log', productKey, deviceName, isOn },
            t.set(deviceName, isOn),
          )
        }
      />
      <p className="py-1 text-xs text-fg-2">{t.reportHint}</p>
      {log.lines.length === 0 ? (
        <p className="text-fg-2">{t.noLines}</p>
      ) : (
        <table aria-label={t.log} className="w-full leading-5">
          <thead className="text-left text-xs text-fg-2">
            <tr>
              <th className="pr-3 font-normal">{t.columns.time}</th>
              <th className="pr-3 font-normal">{t.columns.level}</th>
              <th className="pr-3 font-normal">{t.columns.module}</th>
              <th className="pr-3 font-normal">{t.columns.code}</th>
              <th className="font-normal">{t.columns.content}</th>
            </tr>
          </thead>
          <tbody>
            {log.lines.map((line) => (
              <tr key={line.number} className="border-t border-line align-top">
                <td
                  className="pr-3 font-mono whitespace-nowrap text-fg-2"
                  title={line.utcTime && visibleText(line.utcTime)}
                >
                  {timeOfDay(origin + line.time)}
                </td>
                <td className="pr-3">
                  {line.logLevel !== undefined && (
                    <Tag tone={toneOf(line.logLevel)}>{shownName(line.logLevel)}</Tag>
                  )}
                </td>
                <td className="pr-3 font-mono break-all">{shownName(line.module ?? '')}</td>
                <td className="pr-3 font-mono break-all">{shownName(line.code ?? '')}</td>
                <td className="min-w-0 font-mono break-all whitespace-pre-wrap">
                  <bdi>{visibleText(line.logContent)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}

function DeviceFiles({ connectionId, device, origin }: SectionProps) {
  const t = useText().firmware.reports;
  const { productKey, deviceName } = device;
  const reply = readDeviceFiles(
    useAsked(connectionId, { kind: 'platform-device-files', productKey, deviceName }, EVERY),
  );
  if (reply === undefined) return null;
  return (
    <Block title={t.files}>
      {reply.files.length === 0 && <p className="text-fg-2">{t.noFiles}</p>}
      <ul aria-label={t.files}>
        {reply.files.map((file) => (
          <li
            key={file.file}
            className="flex min-h-(--h-field) min-w-0 flex-wrap items-center gap-x-2"
          >
            <span className="font-mono text-fg-2">{timeOfDay(origin + file.changed)}</span>
            <bdi className="min-w-0 font-mono break-all">{shownName(file.name)}</bdi>
            <span className="text-fg-2">
              {file.size === undefined || file.size === file.received
                ? bytes(file.received)
                : `${bytes(file.received)} / ${bytes(file.size)}`}
            </span>
            <Tag tone={file.state === 'complete' ? 'ok' : 'outline'}>{t.state[file.state]}</Tag>
            {file.md5 !== undefined && (
              <span className="font-mono text-xs break-all text-fg-2">MD5 {file.md5}</span>
            )}
            {file.state === 'complete' && (
              <IconButton
                small
                label={t.download(shownName(file.name))}
                onClick={() => void save(connectionId, device, file)}
              >
                <Download size={14} aria-hidden />
              </IconButton>
            )}
            <IconButton
              small
              label={t.remove(shownName(file.name))}
              onClick={() =>
                void order(
                  connectionId,
                  { kind: 'remove-device-file', productKey, deviceName, file: file.file },
                  t.removed(shownName(file.name)),
                )
              }
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** Piece by piece, then to the browser's own downloads. */
async function save(
  connectionId: string,
  { productKey, deviceName }: SectionProps['device'],
  { file, name, received }: DeviceFileFacts,
): Promise<void> {
  const pieces: BlobPart[] = [];
  for (let offset = 0; offset < received; ) {
    const command = { kind: 'platform-device-file', productKey, deviceName, file, offset } as const;
    const reply = await askBroker(connectionId, command);
    const data = reply.kind === 'platform-device-file' ? reply.data : undefined;
    if (!data) return announce(texts().firmware.reports.lost);
    const piece = Uint8Array.from(base64.decode(data));
    pieces.push(piece);
    offset += piece.length;
  }
  return download(new Blob(pieces, { type: 'application/octet-stream' }), name);
}
