/** A new user's first minutes. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../kit/peers/processes.ts';
import { named, type Visitor } from './webDriver.ts';

const button = (name: string) => named('button', name);
const desk = (name: string) => `//nav[@aria-label="Desks"]//button[contains(., "${name}")]`;
const cell = (text: string) => `.//*[@role="gridcell" and normalize-space(.)="${text}"]`;
const packet = (direction: string, type: string) =>
  `//*[@role="grid" and @aria-label="Packets"]//*[@role="row" and ${cell(direction)} and ${cell(type)}]`;
const PUBLISH_PANE = '//*[@aria-label="Publish" and (self::section or @role="region")]';

/** A capture file with its end record (docs/capture-file.md) is completely written. */
function isComplete(file: string): boolean {
  const bytes = readFileSync(file);
  return [1, 2, 3].some((size) => bytes.at(-size - 2) === 7 && bytes.at(-size - 1) === size);
}

/** By its final name; some browsers use temporary ones. */
function capture(folder: string): Promise<string> {
  const complete = () =>
    readdirSync(folder)
      .filter((name) => /^Live-demo-[\d-]+\.mqttscope$/.test(name))
      .map((name) => path.join(folder, name))
      .find(isComplete);
  return until(complete, 'the capture file');
}

/** `app` is a companion's printed address. */
export async function walk(visitor: Visitor, app: string): Promise<void> {
  // Live demo data.
  await visitor.open(app);
  await visitor.click(button('Try the live demo'));
  await visitor.see('//*[@role="tree" and @aria-label="Topics"]//*[@role="treeitem"]', /\w/);
  await visitor.see('//footer', /[1-9]\d* messages/);

  await visitor.click(desk('Inspect'));
  await visitor.click(named('input', 'Packets'));

  // A subscription, and a message of QoS 2 with its whole exchange.
  await visitor.fill(named('input', 'Display filter'), 'type == SUBACK || topic == "walk/here"');
  await visitor.click(named('*[@role="switch"]', 'Show acks of matches'));
  await visitor.click(button('Add a subscription'));
  await visitor.fill(named('input', 'Topic filter'), 'walk/#');
  await visitor.click(button('Subscribe'));
  await visitor.see(packet('in', 'SUBACK'), /SUBACK/);
  await visitor.click('//header//button[contains(., "Publish")]');
  await visitor.fill(`${PUBLISH_PANE}${named('*', 'Topic')}`, 'walk/here');
  await visitor.fill(`${PUBLISH_PANE}${named('*', 'Payload')}`, 'hello, engine');
  await visitor.click(`${PUBLISH_PANE}//input[@type="radio" and @aria-label="2"]`);
  await visitor.click(`${PUBLISH_PANE}${button('Publish')}`);
  await visitor.click(button('Close Publish'));
  await visitor.see(packet('in', 'PUBCOMP'), /QoS 2 complete/);

  // The packet's bytes.
  await visitor.clickUntil(packet('out', 'PUBLISH'), '//*[@aria-label="Bytes"]', /68 65 6c 6c 6f/);

  // Saving and opening.
  await visitor.click(button('Save capture'));
  const file = await capture(visitor.engine.downloads);
  await visitor.choose(named('input', 'Open a capture file'), file);
  await visitor.see('//*[@role="tab" and @aria-selected="true"]', /\.mqttscope/);
  await visitor.see('//footer', /[1-9]\d* packets/);

  // The broker in this tab.
  await visitor.click(button('New connection'));
  await visitor.click(button('Broker in this tab'));
  await visitor.see('//*[@role="tab" and @aria-selected="true"]', /connected/);
  await visitor.see('//footer', /[1-9]\d* messages/);
  await visitor.click(desk('Broker'));
  await visitor.see('//main', /CONNACK|Clients/);
}
