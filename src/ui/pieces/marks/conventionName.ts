/** Names of conventions and of their kinds of messages, translated if there is a translation. */
import { type AlinkTopicKind, isAlinkKind } from '../../../alibaba/alink/topicForms.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { ALIBABA } from '../../../conventions/alibaba/id.ts';
import type { Texts } from '../../../i18n/en/texts.ts';

interface Named {
  readonly convention: string;
  readonly conventionName: string;
}

export const conventionName = (
  { convention, conventionName: name }: Named,
  { alink }: Pick<Texts, 'alink'>,
): string => (convention === ALIBABA ? alink.convention : visibleText(name));

/** Undefined: not a message of Alibaba's platform. */
export const alinkKindOf = ({
  convention,
  kind,
}: {
  readonly convention: string;
  readonly kind: string;
}): AlinkTopicKind | undefined => (convention === ALIBABA && isAlinkKind(kind) ? kind : undefined);
