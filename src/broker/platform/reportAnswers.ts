/** Answers commands about reports of devices: log lines and files. */
import { base64 } from '@scure/base';
import { type Refused, refused } from '../core/commands/refusals.ts';
import type { ReportCommand, ReportReply } from './devices/reportCommands.ts';
import type { Platform } from './platform.ts';

type Reply = ReportReply | { readonly kind: 'done' } | Refused;

const DONE = { kind: 'done' } as const;
const PIECE = 480_000;

export function commandReports(platform: Platform, command: ReportCommand): Reply {
  const device = platform.known.find(command);
  if (device === undefined) return refused({ key: 'no-device', args: {} });
  const { services, now } = platform;
  const { logs, uploads } = services;
  switch (command.kind) {
    case 'platform-device-log': {
      const isOn = logs.isReporting(device);
      return { kind: 'platform-device-log', time: now, isOn, lines: logs.of(device) };
    }
    case 'set-device-log':
      logs.setReporting(device, command.isOn);
      services.pushLogConfig(platform, device, command.isOn);
      return DONE;
    case 'platform-device-files':
      return { kind: 'platform-device-files', time: now, files: uploads.of(device) };
    case 'platform-device-file': {
      const { file, offset } = command;
      const data = uploads.has(device, file)
        ? base64.encode(uploads.files.slice(file, offset, offset + PIECE))
        : undefined;
      return { kind: 'platform-device-file', data };
    }
    case 'remove-device-file':
      return uploads.remove(device, command.file)
        ? DONE
        : refused({ key: 'no-stored-file', args: {} });
  }
}
