import { describe, expect, test } from 'vitest';
import { ControlledScene } from './control.testkit.ts';
import { CONTROL_VERSION } from './control.ts';

const goodbye = (why: string) => [{ kind: 'goodbye', why }];

describe('a control connection', () => {
  test('requires hello first', () => {
    const scene = new ControlledScene();
    const line = scene.openLine();
    line.session.receive({ kind: 'ask', id: 1, command: { kind: 'facts' } }, scene.now);
    expect(line.answers).toMatchObject(goodbye('malformed'));
    expect(line.isClosed).toBe(true);
    line.session.receive({ kind: 'hello', version: CONTROL_VERSION }, scene.now);
    line.session.closed();
    expect(line.answers).toHaveLength(1);
  });

  test('accepts one hello, in a supported version', () => {
    const scene = new ControlledScene();
    scene.line.answers = [];
    scene.line.session.receive({ kind: 'hello', version: CONTROL_VERSION }, scene.now);
    expect(scene.line.answers).toMatchObject(goodbye('malformed'));
    const other = scene.openLine();
    other.session.receive({ kind: 'hello', version: CONTROL_VERSION + 1 }, scene.now);
    expect(other.answers).toMatchObject(goodbye('version'));
    expect(other.isClosed).toBe(true);
  });

  test('continues after an invalid command and ends after an invalid message', () => {
    const scene = new ControlledScene();
    expect(scene.line.ask({ kind: 'clients', first: 0 }, scene.now)).toEqual({
      kind: 'refused',
      path: 'command.count',
      reason: 'command.count is missing.',
      fact: {
        key: 'invalid',
        args: { path: 'command.count', why: { key: 'missing', args: {} } },
      },
    });
    expect(scene.line.ask({ kind: 'fly' }, scene.now)).toMatchObject({ path: 'command.kind' });
    expect(scene.asked('facts', { kind: 'facts' }).facts.programVersion).toBe('9.9.9');
    scene.line.answers = [];
    scene.line.session.receive('nonsense', scene.now);
    expect(scene.line.answers).toMatchObject(goodbye('malformed'));
  });

  test('is closed if its answers are not read', () => {
    const scene = new ControlledScene();
    scene.line.backlog = 17 * 1024 * 1024;
    scene.line.session.receive({ kind: 'ask', id: 1, command: { kind: 'facts' } }, scene.now);
    expect(scene.line.answers.at(-1)).toMatchObject({ kind: 'goodbye', why: 'too-slow' });
    expect(scene.line.isClosed).toBe(true);
  });

  test('is notified of the end of the broker', () => {
    const scene = new ControlledScene();
    const gone = scene.openLine();
    gone.session.receive({ kind: 'hello', version: CONTROL_VERSION }, scene.now);
    gone.session.closed();
    gone.answers = [];
    scene.line.answers = [];
    scene.broker.shutDown(scene.now);
    expect(scene.line.answers).toMatchObject(goodbye('ended'));
    expect(gone.answers).toEqual([]);
  });

  test('rejects a command that makes the broker fail, and reports it to the host', () => {
    const failures: string[] = [];
    const scene = new ControlledScene({
      hooks: { failed: (where) => failures.push(where) },
      fleet: {
        isRunning: () => true,
        run: () => {
          throw new Error('broken');
        },
      },
    });
    const reply = scene.ask({ kind: 'run-fleet', isRunning: true });
    expect(reply).toMatchObject({ kind: 'refused' });
    expect(failures).toEqual(['run-fleet']);
  });
});
