import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Dialog, Keys, keepFocus, Marked, TopicName, useText, WaitsHere } from '#kit';
import type { FoundTopic } from '../../../engine/topics/tree/topicRow.ts';
import { short } from '../../../i18n/numbers.ts';
import { openTopic } from '../../panels/topics/actions.ts';
import { actionsOnSelected } from '../../panels/topics/treeActions.ts';
import type { Action } from '../../session/action.ts';
import { activeConnection } from '../../session/connection/connections.ts';
import { useFoundTopics } from '../../session/connection/foundTopics.ts';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';
import { actionsNow } from './actions.ts';
import { fitting, grouped } from './paletteOrder.ts';
import { noteRun, recentCommands } from './recentCommands.ts';

/** Topics that are listed. */
const MOST_TOPICS = 12;
const ITEM =
  'flex h-(--h-row) cursor-pointer items-center justify-between gap-4 px-3 data-[selected=true]:bg-sel';

/** Searchable list of all actions and topics. */
export function Palette() {
  const open = useOverlay((state) => state.open === 'palette');
  const t = useText().shell;
  return (
    <Dialog
      open={open}
      label={t.commands}
      onClose={closeOverlay}
      className="mt-[12vh] w-120 max-w-[calc(100vw-32px)]"
    >
      <PaletteBody onDone={closeOverlay} />
    </Dialog>
  );
}

function PaletteBody({ onDone }: { onDone: () => void }) {
  const { commands, shell: t } = useText();
  const connectionId = activeConnection()?.id;
  const search = useOverlay(({ typed }) => typed);
  const actions = useActions(connectionId);
  const wanted = search.trim();
  const { topics = [], isLooking } = useFoundTopics(connectionId, 'palette', wanted, MOST_TOPICS);
  const [recent] = useState(recentCommands);
  const groups = wanted === '' ? grouped(actions, recent) : [];
  const matches = wanted === '' ? [] : fitting(actions, wanted);
  // The first entry is selected until the user selects another.
  const [chosen, setChosen] = useState<string>();
  const isByHand = useRef(false);
  const [first] = [
    ...groups.flatMap((group) => group.actions.map(idOf)),
    ...matches.map(idOf),
    ...topics.map(topicId),
  ];
  const run = (act: () => void) => {
    // The dialog returns the focus first, because an action may move it. File dialogs open only within the key
    // press or click.
    flushSync(onDone);
    keepFocus('capture', act);
  };
  const item = (action: Action) => (
    <Command.Item
      key={action.id}
      value={action.id}
      disabled={action.disabled !== undefined}
      onSelect={() => {
        noteRun(action.id);
        run(action.run);
      }}
      className={`${ITEM} aria-disabled:cursor-not-allowed aria-disabled:text-fg-3`}
    >
      <span className="min-w-0 truncate">
        <Marked text={action.label} mark={wanted} />
      </span>
      {action.disabled !== undefined ? (
        <span className="max-w-1/2 shrink-0 truncate text-xs">{action.disabled}</span>
      ) : (
        action.keys !== undefined && <Keys>{action.keys}</Keys>
      )}
    </Command.Item>
  );
  return (
    <Command
      label={t.commands}
      loop
      shouldFilter={false}
      // Items are scored in any case, which takes seconds for a long topic.
      filter={unscored}
      value={chosen ?? first ?? ''}
      onValueChange={(value) => {
        if (isByHand.current) setChosen(value);
      }}
      onKeyDown={() => {
        isByHand.current = true;
      }}
      onPointerMove={() => {
        isByHand.current = true;
      }}
    >
      <div className="flex h-9 items-center gap-2 border-b max-md:h-[41px] border-line px-3">
        <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
        <Command.Input
          data-autofocus
          value={search}
          onValueChange={(typed) => {
            isByHand.current = false;
            setChosen(undefined);
            useOverlay.setState({ typed });
          }}
          placeholder={commands.palettePlaceholder}
          className="h-full flex-1 bg-transparent text-base outline-none"
        />
        <Keys>Esc</Keys>
      </div>
      <Command.List label={t.commands} className="max-h-80 overflow-auto py-1">
        {first === undefined && !isLooking && (
          <p className="px-3 py-1 text-fg-2">{commands.paletteEmpty}</p>
        )}
        {groups.map(({ group, actions: listed }) => (
          <Command.Group key={group} heading={<Heading text={commands.groups[group]} />}>
            {listed.map(item)}
          </Command.Group>
        ))}
        {matches.map(item)}
        {topics.length > 0 && connectionId !== undefined && (
          <Command.Group heading={<Heading text={t.topics} />}>
            {topics.map((found) => (
              <Command.Item
                key={found.topic}
                value={topicId(found)}
                onSelect={() => run(() => openTopic(connectionId, found.topic))}
                className={ITEM}
              >
                <TopicName topic={found.topic} mark={wanted} />
                <span aria-hidden="true" className="shrink-0 text-xs text-fg-3">
                  {short(found.messages)}
                </span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {isLooking && <WaitsHere text={commands.lookingForTopics} />}
      </Command.List>
    </Command>
  );
}

const unscored = (): number => 1;
const idOf = ({ id }: Action): string => id;
const topicId = ({ topic }: FoundTopic): string => `topic ${topic}`;

function Heading({ text }: { text: string }) {
  return <span className="block px-3 pt-2 pb-1 text-xs font-semibold text-fg-2">{text}</span>;
}

/** Actions at the time of opening, plus those of the selected topic once its row is loaded. */
function useActions(connectionId: string | undefined): readonly Action[] {
  const [actions] = useState(() => actionsNow().filter(({ id }) => id !== 'palette'));
  const [onTopic, setOnTopic] = useState<readonly Action[]>([]);
  useEffect(() => {
    let isOpen = true;
    if (connectionId !== undefined)
      void actionsOnSelected(connectionId).then((found) => isOpen && setOnTopic(found));
    return () => {
      isOpen = false;
    };
  }, [connectionId]);
  return [...actions, ...onTopic];
}
