/** The rules on Home Assistant's discovery, and on the messages that it names, by id: severity, and the page that documents the requirement. */
import type { ProblemSeverity } from '../../engine/findings/problem.ts';

export type HomeAssistantRule =
  | 'home-assistant-refused'
  | 'home-assistant-discovery'
  | 'home-assistant-state'
  | 'home-assistant-payload'
  | 'home-assistant-availability'
  | 'home-assistant-key';

interface DocumentedRule {
  readonly severity: ProblemSeverity;
  readonly statement: string;
}

const DISCOVERY = 'home-assistant.io/integrations/mqtt';

export const HOME_ASSISTANT_RULES: Readonly<Record<HomeAssistantRule, DocumentedRule>> = {
  'home-assistant-refused': { severity: 'error', statement: DISCOVERY },
  'home-assistant-discovery': { severity: 'warn', statement: DISCOVERY },
  'home-assistant-state': {
    severity: 'error',
    statement: 'home-assistant.io/integrations/sensor.mqtt',
  },
  'home-assistant-payload': { severity: 'warn', statement: DISCOVERY },
  'home-assistant-availability': { severity: 'note', statement: DISCOVERY },
  'home-assistant-key': { severity: 'note', statement: DISCOVERY },
};
