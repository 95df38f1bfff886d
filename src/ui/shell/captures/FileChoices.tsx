import { Eye, EyeOff } from 'lucide-react';
import { Button, Menu, MenuButton, SelectField, useText } from '#kit';
import type { ReadingDoubts } from '../../../connection/files/fileProtocol.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { versionName } from '../../../mqtt/tables/packetNames.ts';
import {
  readAgain,
  reveal,
  useReadingChoices,
  useRevealed,
} from '../../session/captures/fileTabs.ts';

interface FileChoicesProps {
  readonly connectionId: string;
  readonly doubts: ReadingDoubts;
}

const VERSIONS = [3, 4, 5] as const;

/** Choices that a file leaves open: protocol version, connections that may be MQTT, masked bytes. */
export function FileChoices({ connectionId, doubts }: FileChoicesProps) {
  const t = useText().captureFiles.choices;
  const isRevealed = useRevealed(connectionId);
  const { versions, unreadPorts, isMasked } = doubts;
  const hasPorts = unreadPorts.length > 0;
  if (versions.length === 0 && !hasPorts && !isMasked) return null;
  return (
    <div
      role="group"
      aria-label={t.label}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-bar px-3 py-1"
    >
      {versions.length > 0 && <VersionChoice connectionId={connectionId} versions={versions} />}
      {hasPorts && (
        <MenuButton
          label={t.decode}
          icon={null}
          opens
          menu={(place, onClose) => (
            <PortMenu
              connectionId={connectionId}
              ports={unreadPorts}
              place={place}
              onClose={onClose}
            />
          )}
        />
      )}
      {isMasked && (
        <Button
          icon={isRevealed ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
          pressed={isRevealed}
          onClick={() => reveal(connectionId, !isRevealed)}
        >
          {t.reveal}
        </Button>
      )}
    </div>
  );
}

interface VersionChoiceProps {
  readonly connectionId: string;
  readonly versions: readonly ProtocolVersion[];
}

function VersionChoice({ connectionId, versions }: VersionChoiceProps) {
  const t = useText().captureFiles.choices;
  const { assumedVersion } = useReadingChoices(connectionId);
  const options = [
    { value: '', label: assumedVersion === undefined ? t.inferred(versions) : t.infer },
    ...VERSIONS.map((version) => ({ value: String(version), label: versionName(version) })),
  ];
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="text-fg-2">
        {t.withoutConnect}
      </span>
      <SelectField
        label={t.withoutConnect}
        labelHidden
        value={assumedVersion === undefined ? '' : String(assumedVersion)}
        options={options}
        onChange={(chosen) =>
          readAgain(connectionId, {
            assumedVersion: VERSIONS.find((version) => String(version) === chosen),
          })
        }
      />
    </span>
  );
}

interface PortMenuProps {
  readonly connectionId: string;
  readonly ports: readonly number[];
  readonly place: Parameters<typeof Menu>[0]['place'];
  readonly onClose: () => void;
}

function PortMenu({ connectionId, ports, place, onClose }: PortMenuProps) {
  const t = useText().captureFiles.choices;
  const { mqttPorts = [] } = useReadingChoices(connectionId);
  const items = ports.map((port) => ({
    id: `port ${port}`,
    label: t.port(port),
    run: () => readAgain(connectionId, { mqttPorts: [...mqttPorts, port] }),
  }));
  return (
    <Menu label={t.decode} groups={[{ label: t.decode, items }]} place={place} onClose={onClose} />
  );
}
