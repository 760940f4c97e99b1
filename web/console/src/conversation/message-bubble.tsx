import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { IconCheck, IconClock, IconExclamationCircle, IconLock, IconPaperclip } from '@tabler/icons-react';
import type { ConversationDetail, Message } from '../../../shared/wire.ts';
import { useErrorText } from '../parts/error-text.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import type { OutgoingReply } from './use-outgoing.ts';

/** One message of the transcript. Every text is text: React escapes it, and nothing here makes HTML of it. */
export function MessageBubble({ item, conversation }: { item: Message; conversation: ConversationDetail }) {
  const { t } = useTexts();
  const name = item.name || (item.speaker === 'user' && conversation.contact.name) || t(`speaker.${item.speaker}`);
  if (item.speaker === 'system') {
    return (
      <div className="bubble bubble-system">
        <MarkedText text={item.text} /> · <Instant at={item.at} />
      </div>
    );
  }
  return (
    <article className={`bubble bubble-${item.speaker}`} aria-label={`${t(`speaker.${item.speaker}`)}: ${name}`}>
      <Group gap={6} mb={2}>
        <Text size="xs" fw={600}>
          {name}
        </Text>
        {item.speaker !== 'user' && name !== t(`speaker.${item.speaker}`) && (
          <Text size="xs" c="dimmed">
            {t(`speaker.${item.speaker}`)}
          </Text>
        )}
      </Group>
      <div className="bubble-text">
        <MarkedText text={item.text} />
      </div>
      <Extras item={item} conversationId={conversation.id} />
      <Group gap={6} mt={4} justify="flex-end">
        <Text size="xs" c="dimmed">
          <Instant at={item.at} />
        </Text>
        {item.delivery && <DeliveryState state={item.delivery} />}
      </Group>
    </article>
  );
}

/** A reply that is on its way or was refused. */
export function OutgoingBubble({ reply, again }: { reply: OutgoingReply; again: () => void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  return (
    <article className="bubble bubble-agent" aria-label={t('speaker.agent')}>
      <div className="bubble-text">{reply.text}</div>
      <Group gap={6} mt={4} justify="flex-end">
        <DeliveryState state={reply.error ? 'refused' : 'sending'} />
        {Boolean(reply.error) && (
          <>
            <Text size="xs" c="red" role="alert">
              {errorText(reply.error)}
            </Text>
            <Button size="compact-xs" variant="light" onClick={again}>
              {t('retry')}
            </Button>
          </>
        )}
      </Group>
    </article>
  );
}

type Delivery = 'sending' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'refused';

function DeliveryState({ state }: { state: Delivery }) {
  const { t } = useTexts();
  const isBad = state === 'failed' || state === 'refused';
  const isOut = state === 'sent' || state === 'delivered' || state === 'read';
  const Icon = isBad ? IconExclamationCircle : isOut ? IconCheck : IconClock;
  return (
    <Text size="xs" c={isBad ? 'red' : 'dimmed'} component="span" className="delivery">
      <Icon size={13} aria-hidden /> {t(`delivery.${state}`)}
    </Text>
  );
}

function Extras({ item, conversationId }: { item: Message; conversationId: string }) {
  const { t } = useTexts();
  const kinds = item.removed.map((kind) => t(`removed.${kind}`)).join(', ');
  const files = `/api/conversations/${encodeURIComponent(conversationId)}/files/`;
  return (
    <>
      {item.links.map((link) => (
        <div key={link.entryId}>
          {/^https?:\/\//i.test(link.url) ? (
            <Anchor href={link.url} target="_blank" rel="noopener noreferrer" size="sm">
              {link.title}
            </Anchor>
          ) : (
            <Text size="sm">{link.title}</Text>
          )}
        </div>
      ))}
      {item.attachments.map((file) => (
        <div key={file.fileId}>
          <Anchor href={`${files}${encodeURIComponent(file.fileId)}`} download size="sm">
            <IconPaperclip size={13} aria-hidden /> {file.name}
          </Anchor>
          {file.review && file.review !== 'clean' && (
            <Badge color={file.review === 'redacted' ? 'yellow' : 'orange'} variant="light" size="sm" ml={6} tt="none">
              {t(`files.${file.review}`)}
            </Badge>
          )}
        </div>
      ))}
      {item.secureForms.map((form) => (
        <Badge
          key={form.itemId}
          variant="default"
          size="sm"
          mt={6}
          tt="none"
          leftSection={<IconLock size={11} aria-hidden />}
        >
          {t('vault.formSent', { kind: t(`vault.kind.${form.kind}`) })}
        </Badge>
      ))}
      {item.choices.length > 0 && (
        <Group gap={4} mt={6} role="group" aria-label={t('conversation.choices')}>
          {item.choices.map((choice) => (
            <Badge key={choice.value} variant="default" size="sm" tt="none" fw={500}>
              {choice.title}
            </Badge>
          ))}
        </Group>
      )}
      {item.aside && (
        <details>
          <Text component="summary" size="xs" c="dimmed" style={{ cursor: 'pointer' }}>
            {t('conversation.aside')}
          </Text>
          <Text size="xs" c="dimmed" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {item.aside}
          </Text>
        </details>
      )}
      {item.purged && (
        <Text size="sm" c="dimmed" fs="italic">
          {t(`conversation.purged.${item.purged}`)}
        </Text>
      )}
      {item.removed.length > 0 && (
        <Badge color="yellow" variant="light" size="sm" mt={6} tt="none">
          {t('conversation.removed', { kinds })}
        </Badge>
      )}
    </>
  );
}
