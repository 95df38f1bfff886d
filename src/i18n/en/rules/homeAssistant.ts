/** Home Assistant's MQTT discovery. */
import type { HomeAssistantRule } from '../../../conventions/homeAssistant/rules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const homeAssistant: RuleTexts<HomeAssistantRule> = {
  'home-assistant-refused': {
    title: 'Home Assistant refuses the discovery',
    explanation:
      'Home Assistant checks a discovery message before it creates anything. It does not create this device or entity, and its log names the message.',
    remedy: 'Correct the message where it is published. The values that fit are in the finding.',
  },
  'home-assistant-discovery': {
    title: 'Discovery with another effect than intended',
    explanation:
      'Home Assistant takes the discovery message, but a part of it has no effect or another one.',
    remedy: 'Correct the message where it is published.',
  },
  'home-assistant-state': {
    title: 'State of a numeric sensor is a text',
    explanation:
      'Its discovery has a unit, a state class, a display precision or a numeric device class, so Home Assistant expects a number. It logs an error and keeps the former state.',
    remedy:
      'Send numbers, or remove these options from the discovery of a sensor whose state is a text.',
  },
  'home-assistant-payload': {
    title: 'State that the discovery does not name',
    explanation:
      'Home Assistant compares a state with the words of the discovery, such as payload_on and payload_off, or with their defaults, such as ON and OFF. Case matters. It ignores others and keeps the former state.',
    remedy: 'Send one of these words, or name the sent ones in the discovery.',
  },
  'home-assistant-availability': {
    title: 'Availability that the discovery does not name',
    explanation:
      'Home Assistant compares availability with payload_available and payload_not_available, which are online and offline by default. Case matters. An entity without any of them is unavailable.',
    remedy: 'Send one of these words, or name the sent ones in the discovery.',
  },
  'home-assistant-key': {
    title: 'Key of a template never came',
    explanation:
      'A template of the discovery selects a member of JSON that no message on its topic has. The entity gets no value from it.',
    remedy: 'Correct the topic or the key in the template, or send the key.',
  },
};
