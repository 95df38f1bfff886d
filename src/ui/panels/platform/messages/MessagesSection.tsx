import type { SectionProps } from '../parts/sectionProps.ts';
import { MessageList } from './MessageList.tsx';
import { SendForm } from './SendForm.tsx';

/** Messages between device and cloud: sending to the device, and the latest of both directions. */
export function MessagesSection(props: SectionProps) {
  return (
    <>
      <SendForm {...props} />
      <MessageList {...props} />
    </>
  );
}
