/** Test kit: one command over the control interface of a companion. */
import { WebSocket } from 'ws';
import type { ControlCommand } from '../../broker/control/control.ts';
import type { TestCompanion } from '../serve/companion.testkit.ts';

/** Resolves to the reply, which may come later. */
export async function controlCommand(
  { app, madeToken }: TestCompanion,
  command: ControlCommand,
): Promise<unknown> {
  const socket = new WebSocket(`${app.replace('http', 'ws')}control`);
  try {
    return await new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => {
        socket.send(JSON.stringify({ kind: 'hello', version: 1, token: madeToken }));
        socket.send(JSON.stringify({ kind: 'ask', id: 1, command }));
      });
      socket.on('message', (data: Buffer) => {
        const message: unknown = JSON.parse(data.toString());
        if (typeof message === 'object' && message !== null && 'reply' in message) {
          resolve(message.reply);
        }
      });
    });
  } finally {
    socket.close();
  }
}
