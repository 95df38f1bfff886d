/** Requests and replies of topic forms. */
import type { MessageFacts } from '../../engine/conventions/convention.ts';
import { shortened } from '../../engine/devices/longest.ts';
import { numberIn } from '../../payload/json/memberAt.ts';
import type { ReplyForm, RequestForm, TopicForm } from './conventionFile.ts';
import { type Find, finding, holding, type Looked, placeIn } from './paths.ts';
import { filled } from './topicGrammar.ts';

/** Limit of characters. */
const LONGEST_MESSAGE = 200;

const NOTHING = {
  id: undefined,
  code: undefined,
  isFailure: false,
  message: undefined,
  wantsReply: true,
} as const;

export function pairReader({ request, reply }: TopicForm) {
  if (request === undefined && reply === undefined) return undefined;
  const asks = request === undefined ? undefined : requestReader(request);
  const answers = reply === undefined ? undefined : replyReader(reply);
  return (message: Looked): MessageFacts | undefined => answers?.(message) ?? asks?.(message);
}

/** undefined if the topic is in payloads, or if there is none. */
export function replyTopicOf(
  request: RequestForm | undefined,
  level: (name: string) => string | undefined,
): string | undefined {
  return request === undefined || request.with !== undefined
    ? undefined
    : filled(request.reply, level);
}

function requestReader(form: RequestForm) {
  const { id, identifier, when, wanted, reply } = form;
  const idAt = id === undefined ? undefined : placeIn(id);
  const askedAt = identifier === undefined ? undefined : placeIn(identifier);
  const isRequest = when === undefined ? undefined : holding(when);
  const wants = wanted === undefined ? undefined : holding(wanted);
  const named = Object.entries(form.with ?? {}).map(([key, path]) => [key, finding(path)] as const);
  return (message: Looked): MessageFacts | undefined => {
    if (isRequest?.(message) === false) return undefined;
    const { budget } = message;
    const textAt = (find: Find | undefined) => budget.textOf(find?.(message));
    const texts = new Map(named.map(([key, find]) => [key, textAt(find)] as const));
    const valueOf = (name: string) => texts.get(name) ?? message.level(name);
    return {
      ...NOTHING,
      role: 'request',
      id: textAt(idAt),
      identifier: textAt(askedAt),
      wantsReply: wants?.(message) ?? true,
      replyTopic: named.length === 0 ? undefined : budget.filled(reply, valueOf),
    };
  };
}

function replyReader(form: ReplyForm) {
  const { id, on, when, code, failed, message: text, unasked = false } = form;
  const idAt = id === undefined ? undefined : placeIn(id);
  const isReply = when === undefined ? undefined : holding(when);
  const codeAt = code === undefined ? undefined : placeIn(code);
  const hasFailed = failed === undefined || failed === true ? undefined : holding(failed);
  const textAt = text === undefined ? undefined : placeIn(text);
  return (message: Looked): MessageFacts | undefined => {
    if (isReply?.(message) === false) return undefined;
    const said = codeAt?.(message);
    const number = numberIn(said);
    const { budget } = message;
    const word = Number.isNaN(number) ? budget.textOf(said) : undefined;
    const told = budget.textOf(textAt?.(message));
    const texts = [word, told].filter((one) => one !== undefined && one !== '');
    return {
      ...NOTHING,
      role: 'reply',
      id: budget.textOf(idAt?.(message)),
      replyTopic: on === undefined ? undefined : budget.filled(on, message.level),
      code: Number.isNaN(number) ? undefined : number,
      isFailure: failed === true || (hasFailed?.(message) ?? false),
      message: texts.length === 0 ? told : shortened(texts.join(': '), LONGEST_MESSAGE),
      ...(unasked && { comesUnasked: true }),
    };
  };
}
